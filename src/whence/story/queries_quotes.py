"""Quotations and statements: each thing said once, with the readings of it, the base first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from whence.records import Spans
from whence.story.queries_cited import Hand
from whence.story.queries_places import AMONG, Places, Speakers, given, names_match
from whence.story.queries_rows import Quote, QuoteReading
from whence.story.queries_ruled import ruled_rows
from whence.story.rows import spans
from whence.story.serious import CHANGED, operations, seriousness
from whence.story.store import Story


def quotes(
    story: Story,
    *,
    outlet: str | None = None,
    speaker: str | None = None,
    altered: bool = False,
    kind: str | None = None,
    thoughts: bool = False,
    among: Iterable[str] | None = None,
    places: Places | None = None,
) -> list[Quote]:
    """What was said, by day, each with its readings; a statement in one report alone is a group of one.

    With `altered` the most serious change comes first, and the same by day.

    `outlet` and `speaker` match whole words of a name; with `outlet` the base stays beside the readings asked for, as
    what they are compared with. `altered` keeps the readings that changed words inside quotation marks. `kind` is
    direct, mixed or indirect. Beliefs and wishes (act `thought`), and what was
    not said by then (`uttered` 0: `will say`, `has not said`), are left out unless `thoughts`.
    `among` are attributions: only what they are readings of is read, with every reading of it.
    """
    places = places or Places(story)
    chosen = None if among is None else _with_their_readings(story, among)
    speakers = Speakers(story, places, among=chosen)
    addressees = speakers.names
    vias = _vias(story, places, chosen)
    ruled = ruled_rows(story, places)
    readings: dict[str, list[QuoteReading]] = {}
    groups: dict[str, sqlite3.Row] = {}
    for row in story.connection.execute(
        "SELECT a.*, r.utterance_id, r.relation, r.diff, r.reason, u.base_attribution_id, u.base_confidence, "
        "u.said_from AS u_from, u.said_to AS u_to "
        "FROM attribution a LEFT JOIN reading r ON r.attribution_id = a.id "
        "LEFT JOIN utterance u ON u.id = r.utterance_id "
        f"{_where('a.id', chosen)} ORDER BY a.report_id, a.start, a.end, a.id",
        given(chosen),
    ):
        if row["dismissed"] or ((row["act"] == "thought" or not row["uttered"]) and not thoughts):
            continue
        key = row["utterance_id"] or row["id"]
        groups.setdefault(key, row)
        reading = _reading(row, places, speakers, vias.get(row["id"], ()), addressees)
        if notes := ruled.get(("attribution", row["id"])):
            reading = replace(reading, ruled=notes)
        readings.setdefault(key, []).append(reading)
    found = [_quote(row, readings[key], places) for key, row in groups.items()]
    kept = (_kept(quote, speakers, outlet, speaker, altered, kind) for quote in found)
    ordered = sorted((q for q in kept if q is not None), key=lambda q: _order(q, places))
    return sorted(ordered, key=lambda q: q.seriousness) if altered else ordered


@dataclass(frozen=True, slots=True)
class QuoteId:
    """A thing said by the attribution that is its base, and the report that it stands in."""

    base_id: str
    report_id: str


def quote_ids(
    story: Story, *, outlet: str | None = None, speaker: str | None = None, altered: bool = False,
    kind: str | None = None, places: Places | None = None,
) -> list[QuoteId]:  # fmt: skip
    """What `quotes` finds with the same filters, in its order, without reading the words: for asking a part of it with
    `among`."""
    places = places or Places(story)
    speakers = Speakers(story, places) if speaker is not None else None
    groups: dict[str, list[sqlite3.Row]] = {}
    for row in story.connection.execute(
        "SELECT a.id, a.report_id, a.start, a.end, a.kind, coalesce(u.said_from, iif(r.utterance_id IS NULL, "
        "a.said_from, NULL)) AS said_from, r.utterance_id, r.relation, r.diff, r.reason, u.base_attribution_id "
        "FROM attribution a "
        "LEFT JOIN reading r ON r.attribution_id = a.id LEFT JOIN utterance u ON u.id = r.utterance_id "
        "WHERE NOT a.dismissed AND a.act <> 'thought' AND a.uttered"
    ):
        groups.setdefault(row["utterance_id"] or row["id"], []).append(row)
    found: list[tuple[tuple[object, ...], QuoteId]] = []
    for rows in groups.values():
        if speakers is not None and speaker is not None and not any(speakers.match(r["id"], speaker) for r in rows):
            continue
        wanted = [
            r for r in rows
            if (outlet is None or names_match(outlet, [places.heads[r["report_id"]].outlet]))
            and (kind is None or r["kind"] == kind) and (not altered or r["relation"] in CHANGED)
        ]  # fmt: skip
        if wanted:
            days = {r["id"]: places.day(r["report_id"]) or "9999" for r in rows}
            base = min(
                rows,
                key=lambda r: (
                    r["base_attribution_id"] not in (None, r["id"]), days[r["id"]], r["report_id"], r["start"]
                ),
            )  # fmt: skip
            day = base["said_from"] or days[base["id"]]
            first = min(seriousness(r["relation"], operations(r["diff"]), r["reason"]) for r in rows) if altered else ()
            order = (first, day, base["report_id"], base["start"], base["end"], base["id"])
            found.append((order, QuoteId(base["id"], base["report_id"])))
    return [one for _, one in sorted(found, key=lambda entry: entry[0])]


def _reading(
    row: sqlite3.Row, places: Places, speakers: Speakers, via: tuple[Hand, ...], names: dict[str, str]
) -> QuoteReading:
    place = places.place(row["report_id"], row["start"], row["end"])
    pieces = spans(row["pieces"])
    low = min(x for x in (row["start"], row["cue_start"], row["source_start"]) if x is not None)
    high = max(x for x in (row["end"], row["cue_end"], row["source_end"]) if x is not None)
    around = places.sentence(row["report_id"], low, high)
    return QuoteReading(
        id=row["id"], place=place, text=_joined(places.text(row["report_id"]), pieces), pieces=pieces,
        cue=_joined(places.text(row["report_id"]), spans(row["cue_pieces"])) or None,
        sentence=around, sentence_text=places.words(around), kind=row["kind"], act=row["act"], stance=row["stance"],
        speaker=speakers.of(row["id"]), speaker_id=row["speaker_id"], addressee=names.get(row["addressee_id"] or ""),
        via=via, is_base=row["base_attribution_id"] in (None, row["id"]), relation=row["relation"],
        diff=operations(row["diff"]), reason=row["reason"],
        said_from=row["said_from"], said_to=row["said_to"], parent_id=row["parent_id"],
        confidence=row["confidence"], made_by=row["made_by"],
    )  # fmt: skip


def _quote(row: sqlite3.Row, readings: list[QuoteReading], places: Places) -> Quote:
    ordered = sorted(
        readings,
        key=lambda r: (not r.is_base, places.day(r.place.report_id) or "9999", r.place.report_id, r.place.start),
    )
    utterance = row["utterance_id"]
    base = ordered[0]
    return Quote(
        utterance_id=utterance,
        speaker=base.speaker,
        base_confidence=row["base_confidence"],
        said_from=row["u_from"] if utterance else base.said_from,
        said_to=row["u_to"] if utterance else base.said_to,
        readings=tuple(ordered),
        roots=places.roots("utterance", utterance) if utterance else (),
    )


def _kept(
    quote: Quote, speakers: Speakers, outlet: str | None, speaker: str | None, altered: bool, kind: str | None
) -> Quote | None:
    """The quote with the readings that are asked for, or None where there are none."""
    wanted: Iterable[QuoteReading] = quote.readings
    if speaker is not None and not any(speakers.match(r.id, speaker) for r in quote.readings):
        return None
    if outlet is not None:
        wanted = [r for r in wanted if names_match(outlet, [r.place.outlet])]
    if kind is not None:
        wanted = [r for r in wanted if r.kind == kind]
    if altered:
        wanted = [r for r in wanted if r.relation in CHANGED]
    ids = {r.id for r in wanted}
    if not ids:
        return None
    readings = tuple(r for r in quote.readings if r.id in ids or r.is_base)
    return Quote(
        quote.utterance_id, quote.speaker, quote.base_confidence, quote.said_from, quote.said_to, readings, quote.roots
    )


def _order(quote: Quote, places: Places) -> tuple[str, str, int, int, str]:
    place = quote.base.place
    day = quote.said_from or places.day(place.report_id) or "9999"
    return (day, place.report_id, place.start, place.end, quote.base.id)


def _joined(text: str, pieces: Spans) -> str:
    return " … ".join(text[start:end] for start, end in pieces)


def _with_their_readings(story: Story, among: Iterable[str]) -> list[str]:
    """The attributions, and all others that are readings of the same utterances."""
    asked = sorted(set(among))
    rows = story.connection.execute(
        "SELECT attribution_id FROM reading WHERE utterance_id IN "
        f"(SELECT utterance_id FROM reading WHERE attribution_id IN ({AMONG}))",
        given(asked),
    )
    return sorted({*asked, *(row[0] for row in rows)})


def _where(column: str, chosen: list[str] | None) -> str:
    return "" if chosen is None else f"WHERE {column} IN ({AMONG})"


def _vias(story: Story, places: Places, chosen: list[str] | None) -> dict[str, tuple[Hand, ...]]:
    found: dict[str, list[Hand]] = {}
    for row in story.connection.execute(
        "SELECT v.attribution_id, v.position, v.start, v.end, a.report_id, coalesce(s.name, e.name) AS name FROM via v "
        "JOIN attribution a ON a.id = v.attribution_id JOIN entity e ON e.id = v.entity_id "
        f"LEFT JOIN source s ON s.id = v.source_id {_where('v.attribution_id', chosen)} "
        "ORDER BY v.attribution_id, v.position",
        given(chosen),
    ):
        place = places.place(row["report_id"], row["start"], row["end"])
        found.setdefault(row["attribution_id"], []).append(Hand(row["position"], row["name"], place))
    return {key: tuple(hands) for key, hands in found.items()}
