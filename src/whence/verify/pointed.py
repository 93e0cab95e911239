"""Numbers that a report has, and not as a mark of the same thing: a few of whom a draft speaks again (`all four of the
crew`), counted by another word; one that was not marked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from whence.records import Figure
from whence.verify.draft import Draft
from whence.verify.reports import Reports
from whence.verify.rows import Evidence
from whence.verify.said_of import said_of
from whence.verify.words import numbers

_AGAIN = re.compile(r"\b(?:[Aa]ll|[Tt]he(?:se)?|[Tt]hose)\s+$")
"""Words before a number of those who were spoken of already."""
_MOST = 12
_FAINT = 0.2
"""The share from which a sentence is shown that has the number of something else."""
_ALIKE = 0.4
"""The share of the sentence's meaning in one that has the same number."""


def pointed_at(figure: Figure, draft: Draft, ours: frozenset[str], reports: Reports) -> Evidence | None:
    """The sentence, a little alike, that counts as many, whatever it calls them; None where there is none."""
    low, _ = draft.sentence(figure.start)
    if figure.unit != "count" or (figure.low or 0) > _MOST or not _AGAIN.search(draft.text, low, figure.start):
        return None
    said = said_of(figure, draft)
    best, shown = 0.0, None
    for report_id in reports.near(ours):
        for row in reports.marks("figure", report_id):
            if row["unit"] == "count" and (row["low"], row["high"], row["bound"]) == (
                figure.low,
                figure.high,
                figure.bound,
            ):
                place = reports.around(report_id, row["start"], row["end"])
                theirs = reports.content(report_id, *place)
                alike = max(reports.likeness(ours, theirs), reports.likeness(said, theirs) if said else 0.0)
                if alike >= _ALIKE and alike > best:
                    best, shown = alike, reports.evidence(report_id, *place)
    return shown


def stands_there(figure: Figure, draft: Draft, near: Sequence[sqlite3.Row], reports: Reports) -> Evidence | None:
    """A sentence with another number in which the draft's own is written as well, and was not marked."""
    value = draft.text[figure.value_start : figure.value_end]
    written = re.compile(rf"(?<![\w.,]){re.escape(value)}(?![\w]|[.,]\d)")
    shown = (reports.sentence(row["report_id"], row["start"], row["end"]) for row in near)
    return next((one for one in shown if written.search(one.words)), None) if numbers(value) else None


def of_another_thing(figure: Figure, ours: frozenset[str], reports: Reports) -> tuple[str, Evidence] | None:
    """How a sentence a little alike gives the number, no common one, of what it calls otherwise, and the sentence."""
    if figure.unit != "count" or (figure.low or figure.high or 0) <= _MOST:
        return None
    found = [
        (reports.likeness(ours, reports.content(report_id, *place)), report_id, place, row)
        for report_id in reports.near(ours)
        for row in reports.marks("figure", report_id)
        if row["unit"] == "count" and (row["low"], row["high"]) == (figure.low, figure.high)
        for place in [reports.around(report_id, row["start"], row["end"])]
    ]
    best = max(found, key=lambda one: (one[0], one[1], one[2]), default=None)
    if best is None or best[0] < _FAINT:
        return None
    _, report_id, place, row = best
    return reports.places.text(report_id)[row["start"] : row["end"]], reports.evidence(report_id, *place)
