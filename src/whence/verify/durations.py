"""How long something took by the draft (`seven months before`), held against sentences much alike."""

from __future__ import annotations

import re

from whence.records import Moment
from whence.verify.draft import Draft
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote
from whence.verify.whose import ANOTHERS, place_of, somebody_elses
from whence.verify.words import content

_ALIKE = 0.6
_LENGTH = re.compile(r"PT?(\d+(?:\.\d+)?)([YMWDHS])")


def check_duration(moment: Moment, draft: Draft, reports: Reports) -> Checked | None:
    """The length with its state; None where it is no counted one, or no sentence alike gives one in the same unit."""
    match = _LENGTH.fullmatch(moment.value)
    start, end = draft.sentence(moment.start)
    ours = content(draft.text, start, end)
    if moment.type != "duration" or match is None or len(ours) < 3:
        return None
    same: list[Evidence] = []
    other: list[Evidence] = []
    for report_id, low, high, _ in reports.alike(ours, _ALIKE, pairs=True):
        lengths = [
            row["value"]
            for row in reports.marks("moment", report_id)
            if row["type"] == "duration" and low <= row["start"] < high
        ]
        if moment.value in lengths:
            same.append(reports.evidence(report_id, low, high))
        elif any(_LENGTH.fullmatch(one) and _unit(one) == _unit(moment.value) for one in lengths):
            other.append(reports.evidence(report_id, low, high))
    words = draft.text[moment.start : moment.end]
    if same and (told := somebody_elses(moment.start, draft, [*map(place_of, same)], [*map(place_of, other)], reports)):
        note = StateNote("differs", ANOTHERS)
        return Checked("figure", moment.start, moment.end, words, (note,), (told,))
    if same:
        return Checked("figure", moment.start, moment.end, words, (StateNote("found"),), tuple(same[:3]))
    if other:
        note = StateNote("differs", "the report gives another length of time")
        return Checked("figure", moment.start, moment.end, words, (note,), tuple(other[:1]))
    return None


def _unit(value: str) -> str:
    return re.sub(r"\d+(?:\.\d+)?", "", value)
