"""What somebody says of a number by the draft, apart from who says it: a sentence that names the same speaker may tell
of something else, and one that does not may tell the same."""

from __future__ import annotations

import sqlite3

from whence.records import Figure
from whence.verify.draft import Draft
from whence.verify.reports import Reports
from whence.verify.words import content

_FEWEST, _NEARLY = 2, 0.8
"""Words of meaning that are said of a number at least, and their share in a sentence that says the same of it."""


def said_of(figure: Figure, draft: Draft) -> frozenset[str]:
    """The meaning of the words around a figure that somebody says by the draft, without what is counted; empty where
    nobody says it."""
    said = draft.said_at(figure.start)
    if said is None:
        return frozenset()
    return content(draft.text, *said) - content(draft.text, figure.start, figure.end)


def tells_it(figure: Figure, draft: Draft, row: sqlite3.Row, reports: Reports) -> bool:
    """Whether the sentence of a mark has nearly all that is said of the figure."""
    ours = said_of(figure, draft)
    return len(ours) >= _FEWEST and reports.likeness(ours, _around(row, reports)) >= _NEARLY


def tells_any(figure: Figure, draft: Draft, row: sqlite3.Row, reports: Reports) -> bool:
    """Whether the sentence of a mark has any of what is said of the figure, or nobody says anything of it."""
    ours = said_of(figure, draft)
    return not ours or bool(ours & _around(row, reports))


def _around(row: sqlite3.Row, reports: Reports) -> frozenset[str]:
    report_id = row["report_id"]
    return reports.content(report_id, *reports.around(report_id, row["start"], row["end"]))
