"""A few people or things of whom a draft speaks again (`all four of the crew`), counted elsewhere by another word."""

from __future__ import annotations

import re

from whence.records import Figure
from whence.verify.draft import Draft
from whence.verify.reports import Reports
from whence.verify.rows import Evidence

_AGAIN = re.compile(r"\b(?:[Aa]ll|[Tt]he(?:se)?|[Tt]hose)\s+$")
"""Words before a number of those who were spoken of already."""
_MOST = 12
_ALIKE = 0.4
"""The share of the sentence's meaning in one that has the same number."""


def pointed_at(figure: Figure, draft: Draft, ours: frozenset[str], reports: Reports) -> Evidence | None:
    """The sentence, a little alike, that counts as many, whatever it calls them; None where there is none."""
    low, _ = draft.sentence(figure.start)
    if figure.unit != "count" or (figure.low or 0) > _MOST or not _AGAIN.search(draft.text, low, figure.start):
        return None
    best, shown = 0.0, None
    for report_id in reports.near(ours):
        for row in reports.marks("figure", report_id):
            if row["unit"] == "count" and (row["low"], row["high"], row["bound"]) == (
                figure.low,
                figure.high,
                figure.bound,
            ):
                place = reports.around(report_id, row["start"], row["end"])
                alike = reports.likeness(ours, reports.content(report_id, *place))
                if alike >= _ALIKE and alike > best:
                    best, shown = alike, reports.evidence(report_id, *place)
    return shown
