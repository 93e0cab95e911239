"""A month or a year that the draft writes out (`in April`, `since 1912`), held against sentences much alike."""

from __future__ import annotations

import re

from whence.records import Moment
from whence.verify.draft import Draft
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote
from whence.verify.words import content, words_of

_ALIKE = 0.7
"""The share of a sentence's meaning from which a month or a year in it is of the same thing."""
_BESIDE_ALIKE = 0.85
"""The same of the words next to it alone, which have to stand next to the report's as well."""
_BEFORE, _AFTER, _FEWEST = 7, 3, 3
"""Words next to it on each side, and how many of them carry meaning at least."""
_WIDER = 2
"""So many times as many words next to the report's are looked at."""
_MONTH = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\."
)
_WRITTEN = re.compile(rf"\b(?:1[5-9]|20)\d\d\b|\b(?:{_MONTH})")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_VALUE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-\d\d.*)?")
Period = tuple[str, str]
"""A year and a month, each empty where it is not told."""


def check_period(moment: Moment, draft: Draft, reports: Reports) -> Checked | None:
    """The month or year with its state; None where it is neither, or no report tells of the same thing with one."""
    words = draft.text[moment.start : moment.end]
    if moment.type != "date" or re.fullmatch(r"\d{4}(?:-\d\d)?", moment.value) is None or not _WRITTEN.search(words):
        return None
    ours = _period(moment.value, words)
    start, end = draft.sentence(moment.start)
    sentence = content(draft.text, start, end)
    beside = _beside(draft.text, start, end, moment.start, moment.end, 1)
    if ours is None or len(sentence) < _FEWEST:
        return None
    same: list[Evidence] = []
    other: list[tuple[float, Evidence, str]] = []
    for report_id in reports.near(sentence):
        text = reports.places.text(report_id)
        told: dict[tuple[int, int], list[tuple[float, Period, str]]] = {}
        for row in reports.marks("moment", report_id):
            theirs = _period(row["value"] or "", text[row["start"] : row["end"]])
            if row["type"] not in ("date", "time") or theirs is None:
                continue
            low, high = reports.around(report_id, row["start"], row["end"])
            near = 0.0
            if len(beside) >= _FEWEST:
                near = reports.likeness(beside, _beside(text, low, high, row["start"], row["end"], _WIDER))
            told.setdefault((low, high), []).append((near, theirs, text[row["start"] : row["end"]]))
        for (low, high), given in sorted(told.items()):
            alike = reports.likeness(sentence, reports.content(report_id, low, high))
            close = [one for one in given if one[0] >= _BESIDE_ALIKE]
            if alike < _ALIKE and not close:
                continue
            fits = [_one(ours, theirs) for _, theirs, _ in given]
            if True in fits:
                same.append(reports.evidence(report_id, low, high))
            # Of two that the sentence names, either may be of something else.
            elif fits == [False]:
                other.append((max(alike, given[0][0]), reports.evidence(report_id, low, high), given[0][2]))
    if same:
        return Checked("date", moment.start, moment.end, words, (StateNote("found"),), tuple(same[:3]))
    if not other:
        return None
    other.sort(key=lambda one: (-one[0], reports.day(one[1].place.report_id), one[1].place.report_id))
    note = StateNote("differs", f"the report gives {other[0][2]}")
    return Checked("date", moment.start, moment.end, words, (note,), (other[0][1],))


def _period(value: str, words: str) -> Period | None:
    """The year and the month of a date; a year that its words do not give is left open."""
    match = _VALUE.fullmatch(value)
    if match is None or not _WRITTEN.search(words):
        return None
    return (match[1] if _YEAR.search(words) else "", match[2] or "")


def _one(ours: Period, theirs: Period) -> bool | None:
    """Whether two can be one; None where they have nothing to compare."""
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a and b]
    return all(a == b for a, b in pairs) if pairs else None


def _beside(text: str, low: int, high: int, start: int, end: int, wider: int) -> frozenset[str]:
    """The words of meaning next to a date."""
    before = words_of(text, low, start)[-_BEFORE * wider :]
    after = words_of(text, end, high)[: _AFTER * wider]
    found = content(text, before[0].start, start) if before else frozenset()
    return found | (content(text, end, after[-1].end) if after else frozenset())
