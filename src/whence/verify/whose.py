"""A number of somebody else: the report has it, and not of the one person whom the draft's sentence names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from whence.records import Figure
from whence.verify.draft import Draft
from whence.verify.heads import one_head
from whence.verify.reports import Reports
from whence.verify.rows import Evidence
from whence.verify.values import number_of
from whence.verify.words import content, words_of

_WHOLE, _LESS = 0.7, 0.15
"""The share of the draft sentence's meaning in a sentence that gives the person another number; and by how much less
the sentences with the draft's own number have to hold."""
ANOTHERS = "the report gives another number of the one who is named"
Place = tuple[str, int, int]
"""A sentence of a report."""


def somebody_elses(
    at: int, draft: Draft, same: Sequence[Place], others: Sequence[Place], reports: Reports
) -> Evidence | None:
    """The sentence, of `others`, that gives the one person of the draft's sentence another number, where none of the
    sentences with the draft's own is of that person and each is much less alike; else None."""
    start, end = draft.sentence(at)
    names = {
        word.norm.removesuffix("'s")
        for one in draft.named
        if start <= one.start < end
        for word in words_of(draft.text, one.start, one.end)[-1:]
    }
    people = names & reports.people()
    if len(people) != 1 or not same or not others:
        return None
    key = next(iter(people))
    ours = content(draft.text, start, end)
    best = max(reports.likeness(ours, reports.content(*place)) for place in same)
    if any(_told_of(key, *place, reports) for place in same) or not all(_of_one(place, reports) for place in same):
        return None
    held = [
        (share, place)
        for place in others
        if _names(key, *place, reports)
        and (share := reports.likeness(ours, reports.content(*place))) >= max(_WHOLE, best + _LESS)
    ]
    return reports.evidence(*max(held, key=lambda one: one[0])[1]) if held else None


def another_number(figure: Figure, draft: Draft, same: Sequence[Place], reports: Reports) -> Evidence | None:
    """The same of a figure, held against every figure of its unit, and a count against those of the same things."""
    value = figure.low if figure.low is not None else figure.high
    others = [
        row
        for report_id in reports.near(content(draft.text, *draft.sentence(figure.start)))
        for row in reports.marks("figure", report_id)
        if row["unit"] == figure.unit
        and number_of(row) != value
        and (figure.unit != "count" or one_head(figure.head, row["head"]))
    ]
    return somebody_elses(figure.start, draft, same, spans_of(others, reports), reports)


def place_of(shown: Evidence) -> Place:
    """The stretch of a report that is shown."""
    return shown.place.report_id, shown.place.start, shown.place.end


def _names(key: str, report_id: str, start: int, end: int, reports: Reports) -> bool:
    return any(w.norm.removesuffix("'s") == key for w in reports.words(report_id) if start <= w.start < end)


def _told_of(key: str, report_id: str, start: int, end: int, reports: Reports) -> bool:
    """Whether the person is named in a sentence or in the two before it."""
    spans, number = reports.sentences(report_id), reports.sentence_at(report_id, start)
    low = spans[max(0, number - 2)][0] if spans else start
    return _names(key, report_id, min(low, start), end, reports)


def _of_one(place: Place, reports: Reports) -> bool:
    """Whether a sentence, or the one before it, names a person."""
    report_id, start, end = place
    spans, number = reports.sentences(report_id), reports.sentence_at(report_id, start)
    low = spans[max(0, number - 1)][0] if spans else start
    return any(
        low <= m["start"] < end and m["basis"] == "name" and m["entity_kind"] == "person"
        for m in reports.mentions(report_id)
    )


def spans_of(rows: Sequence[sqlite3.Row], reports: Reports) -> list[Place]:
    """The sentences of marks."""
    return [(row["report_id"], *reports.around(row["report_id"], row["start"], row["end"])) for row in rows]
