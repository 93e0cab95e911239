"""Where the words come from, as PROV-O in JSON-LD (https://www.w3.org/TR/prov-o/), its context written out in it.

Reports, unseen ancestors and readings are entities; speakers and outlets are agents. A report `wasDerivedFrom` what it
leans on, qualified with the share and what it rests on. A reading (the words as one report has them) is part of its
report; where it and others word one thing that was said, each `wasQuotedFrom` that utterance. Words are attributed to a
speaker where the speaker is resolved surely, and to nobody where not: the report's own words for the source stand
beside them. Hands between are qualified attributions with the role `urn:whence:role:via`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from whence.story.queries import Places, Speakers
from whence.story.queries_export import attribution_rows, table_rows, via_names
from whence.story.store import Story

_PROV, _TERMS, _OWN = "http://www.w3.org/ns/prov#", "http://purl.org/dc/terms/", "urn:whence:term:"
_LINKS = ("wasDerivedFrom", "wasQuotedFrom", "wasAttributedTo", "qualifiedDerivation", "qualifiedAttribution",
          "entity", "agent", "hadRole")  # fmt: skip
CONTEXT: dict[str, Any] = {
    "prov": _PROV, "dcterms": _TERMS, "whence": _OWN, "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id", "type": "@type",
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in _LINKS},
    "value": "prov:value", "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "title": "dcterms:title", "issued": "dcterms:issued", "isPartOf": {"@id": "dcterms:isPartOf", "@type": "@id"},
    "url": "whence:url", "share": {"@id": "whence:share", "@type": "xsd:double"}, "basis": "whence:basis",
    "start": "whence:start", "end": "whence:end", "kind": "whence:kind", "stance": "whence:stance",
    "relation": "whence:relation", "speakerWords": "whence:speakerWords",
}  # fmt: skip
"""The terms used, so that a reader needs no network."""
_AGENTS = {"person": "prov:Person", "organisation": "prov:Organization", "outlet": "prov:Organization"}


def export_prov(story: Story, out: IO[str]) -> None:
    """Write the graph, one node a line: agents, reports, unseen reports, utterances, readings."""
    out.write('{"@context": ' + _line(CONTEXT) + ',\n"@graph": [')
    separator = "\n"
    for node in _nodes(story):
        out.write(separator + _line({key: value for key, value in node.items() if value not in (None, [])}))
        separator = ",\n"
    out.write("\n]}\n")


def _nodes(story: Story) -> Iterator[dict[str, Any]]:
    places = Places(story)
    speakers = Speakers(story, places)
    for row in table_rows(story, "source"):
        kind = _AGENTS.get(str(row["kind"])) if not row["anonymous"] else None
        types = ["prov:Agent", kind] if kind else ["prov:Agent"]
        yield {"id": f"urn:whence:source:{row['id']}", "type": types, "label": row["name"], "kind": row["kind"]}
    derived = _derivations(story)
    for row in table_rows(story, "report"):
        links = derived.get(str(row["id"]), [])
        yield {
            "id": f"urn:whence:report:{row['id']}", "type": "prov:Entity", "title": row["title"],
            "issued": None if row["published_basis"] == "inferred" else row["published"], "url": row["url"],
            "wasAttributedTo": f"urn:whence:source:{row['outlet_id']}" if row["outlet_id"] else None,
            "wasDerivedFrom": [link["entity"] for link in links], "qualifiedDerivation": links,
        }  # fmt: skip
    for row in table_rows(story, "ancestor"):
        outlet = row["outlet_source_id"]
        yield {
            "id": f"urn:whence:ancestor:{row['id']}", "type": "prov:Entity", "basis": row["reason"],
            "wasAttributedTo": f"urn:whence:source:{outlet}" if outlet else None,
        }  # fmt: skip
    for row in table_rows(story, "utterance"):
        sure = _sure(speakers, str(row["base_attribution_id"]))
        yield {"id": f"urn:whence:utterance:{row['id']}", "type": "prov:Entity", "value": row["text"],
               "wasAttributedTo": sure}  # fmt: skip
    readings = {row["attribution_id"]: row for row in table_rows(story, "reading")}
    hands = via_names(story)
    for row in attribution_rows(story):
        key = str(row["id"])
        yield _reading(row, readings.get(key), places, speakers, hands.get(key, []))


def _reading(
    row: Mapping[str, Any], reading: Mapping[str, Any] | None, places: Places, speakers: Speakers,
    hands: list[tuple[str, str | None]],
) -> dict[str, Any]:  # fmt: skip
    text = places.text(row["report_id"])
    return {
        "id": f"urn:whence:mark:{row['id']}", "type": "prov:Entity",
        "value": " … ".join(text[start:end] for start, end in row["pieces"]),
        "isPartOf": f"urn:whence:report:{row['report_id']}", "start": row["start"], "end": row["end"],
        "kind": row["kind"], "stance": row["stance"], "speakerWords": speakers.of(row["id"]).words,
        "wasAttributedTo": _sure(speakers, row["id"]),
        "wasQuotedFrom": f"urn:whence:utterance:{reading['utterance_id']}" if reading else None,
        "relation": reading["relation"] if reading else None,
        "qualifiedAttribution": [
            {"type": "prov:Attribution", "agent": f"urn:whence:source:{source}", "hadRole": "urn:whence:role:via"}
            for _, source in hands
            if source
        ],
    }  # fmt: skip


def _sure(speakers: Speakers, attribution_id: str) -> list[str]:
    if not speakers.of(attribution_id).sure:
        return []
    return [f"urn:whence:source:{source}" for source in speakers.ids(attribution_id)]


def _derivations(story: Story) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in table_rows(story, "lineage"):
        parent = row["parent_report_id"]
        entity = f"urn:whence:report:{parent}" if parent else f"urn:whence:ancestor:{row['ancestor_id']}"
        link = {"type": "prov:Derivation", "entity": entity, "share": row["share"], "basis": row["basis"]}
        found.setdefault(str(row["report_id"]), []).append(link)
    return found


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
