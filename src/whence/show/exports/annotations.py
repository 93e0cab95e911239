"""Marks as W3C Web Annotations: one JSON-LD document, an annotation collection with its one page embedded.

Follows the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/). A target is a report (its URL, or
`urn:whence:report:ID`) with two selectors for the same words: TextQuoteSelector (the words, and up to 32 characters on
either side) and TextPositionSelector, which counts code points in the report's kept text, as every offset in Whence
does. A quotation that its cue interrupts has one target for each piece. The first body is a sentence for a person, the
second the same as values, under terms of our own (`urn:whence:term:`). Beliefs, wishes and what was not said yet are
left out, as in the views.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any
from urllib.parse import quote, urlsplit

from whence.story.queries import Places, Speakers
from whence.story.queries_cited import Speaker, days
from whence.story.queries_export import attribution_rows, report_urls, table_rows, via_names
from whence.story.store import Story

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"whence": "urn:whence:term:"}]
AROUND = 32
"""Characters of the text on either side of a quote selector: enough to find a repeated phrase again."""

Row = Mapping[str, Any]


def export_annotations(story: Story, out: IO[str]) -> None:
    """Write every attribution, figure, moment and event as an annotation, one a line, by report and place."""
    head = {"@context": CONTEXT, "id": "urn:whence:annotations", "type": "AnnotationCollection",
            "label": "Marks of a story: what was said, figures, dates and happenings"}  # fmt: skip
    out.write(_line(head)[:-1] + ',\n"first": {"id": "urn:whence:annotations:1", "type": "AnnotationPage", ')
    out.write('"startIndex": 0, "items": [')
    total = 0
    for annotation in made_annotations(story):
        out.write(("," if total else "") + "\n" + _line(annotation))
        total += 1
    out.write(f'\n]}},\n"total": {total}}}\n')


def made_annotations(story: Story) -> Iterator[dict[str, Any]]:
    """The annotations: attributions first, then figures, moments and events, each by report and place."""
    places = Places(story)
    speakers = Speakers(story, places)
    urls = report_urls(story)
    hands = via_names(story)

    def made(kind: str, row: Row, pieces: list[list[int]], says: str, values: Row) -> dict[str, Any]:
        source = _source(row["report_id"], urls.get(row["report_id"]))
        targets = [
            _target(source, places.text(row["report_id"]), start, end, row["report_id"]) for start, end in pieces
        ]
        return {
            "id": f"urn:whence:mark:{row['id']}",
            "type": "Annotation",
            "motivation": "describing",
            "body": [
                {"type": "TextualBody", "value": says, "format": "text/plain", "language": "en",
                 "purpose": "describing"},
                {"type": f"whence:{kind}", **{f"whence:{key}": value for key, value in values.items()}},
            ],
            "target": targets[0] if len(targets) == 1 else targets,
        }  # fmt: skip

    for row in attribution_rows(story):
        speaker = speakers.of(str(row["id"]))
        pieces: Any = row["pieces"]
        via = [name for name, _ in hands.get(str(row["id"]), [])]
        yield made("Attribution", row, pieces, _says(row, speaker, via), _attribution(row, speaker, via))
    for row in table_rows(story, "figure"):
        attribution: Any = row["attribution_id"]
        who = speakers.of(attribution) if attribution else None
        values = {key: row[key] for key in ("low", "high", "bound", "unit", "measured", "scope")}
        values |= {"asOfFrom": row["as_of_from"], "asOfTo": row["as_of_to"], "speaker": _who(who) if who else None}
        says = f"Figure: {str(row['bound']).replace('_', ' ')}, {row['measured']}"
        yield made("Figure", row, _span(row), says + (f"; given by {who.label}" if who else ""), values)
    for row in table_rows(story, "moment"):
        values = {key: row[key] for key in ("type", "value", "earliest", "latest", "basis")}
        yield made("Moment", row, _span(row), f"Time: {row['value']} ({row['type']}, {row['basis']})", values)
    for row in table_rows(story, "event"):
        attribution = row["attribution_id"]
        who = speakers.of(attribution) if attribution else None
        values = {key: row[key] for key in ("modality", "earliest", "latest")} | {"speaker": _who(who) if who else None}
        says = f"Happening: {row['modality']}, {days(_day(row['earliest']), _day(row['latest']))}"
        yield made("Event", row, _span(row), says + (f"; says {who.label}" if who else ""), values)


def _attribution(row: Row, speaker: Speaker, via: list[str]) -> dict[str, Any]:
    return {
        "kind": row["kind"], "act": row["act"], "stance": row["stance"], "speaker": _who(speaker), "via": via,
        "saidFrom": row["said_from"], "saidTo": row["said_to"], "confidence": row["confidence"],
        "madeBy": row["made_by"],
    }  # fmt: skip


def _who(speaker: Speaker) -> dict[str, Any]:
    """The speaker as values. `name` is null where the speaker is not resolved; `sure` says whether it may be used."""
    return {
        "whence:label": speaker.label, "whence:words": speaker.words, "whence:name": speaker.name,
        "whence:sure": speaker.sure, "whence:basis": speaker.basis, "whence:speakerConfidence": speaker.confidence,
        "whence:anonymous": speaker.anonymous,
    }  # fmt: skip


def _says(row: Row, speaker: Speaker, via: list[str]) -> str:
    handed = f", via {', '.join(via)}" if via else ""
    return f"{speaker.label}: {row['act']}, {row['kind']}, {row['stance']}{handed}"


def _target(source: str, text: str, start: int, end: int, report_id: str) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": source,
        "whence:report": f"urn:whence:report:{report_id}",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - AROUND) : start],
                "suffix": text[end : end + AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def _source(report_id: str, url: str | None) -> str:
    """An IRI for the report: its URL where it is one for the web, else a name of ours."""
    if url and urlsplit(url).scheme in ("http", "https"):
        return quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")
    return f"urn:whence:report:{report_id}"


def _span(row: Row) -> list[list[int]]:
    return [[row["start"], row["end"]]]


def _day(value: object) -> str | None:
    return str(value) if value else None


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
