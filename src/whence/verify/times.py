"""How often something was done by the draft (`hit twice`, `three times`), held against sentences alike."""

from __future__ import annotations

import re

from whence.verify.draft import Covered, Draft
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote
from whence.verify.words import content, house, stem, words_of

_ALIKE = 0.4
"""The share of a sentence's meaning from which the same verb in it is of the same deed."""
_FEWEST = 4
_TIMES = re.compile(r"\b(?:(once|twice|thrice)|(\d{1,3}|[a-z]+) times)\b", re.IGNORECASE)
_WORDS = {"once": "1", "twice": "2", "thrice": "3"}
_MORE = re.compile(r"^[ -](?:as|more|less|fewer|higher|lower|larger|smaller|the|over|at|again|when|before|upon)\b")
"""What compares (`twice as large`), or says when (`once the vote`)."""


def check_times(draft: Draft, taken: Covered, reports: Reports) -> list[Checked]:
    """Each count of a deed whose verb stands before it, where a report counts the same deed in a sentence alike."""
    found = []
    for at, end, often in _counted(draft.text, 0, len(draft.text)):
        if taken.meets(at, end):
            continue
        low, high = draft.sentence(at)
        ours = content(draft.text, low, at) | content(draft.text, end, high)
        deed = _deed(draft.text, low, at)
        if deed is None or len(ours) < _FEWEST:
            continue
        told = _told(ours, deed, often, reports)
        if told:
            same, shown = told
            note = StateNote("found") if same else StateNote("differs", "the report gives another number of times")
            found.append(Checked("figure", at, end, draft.text[at:end], (note,), (shown,)))
    return found


def _told(ours: frozenset[str], deed: str, often: str, reports: Reports) -> tuple[bool, Evidence] | None:
    """Whether a report tells of the deed as often, and its sentence; None where none counts it."""
    other = None
    for report_id, low, high, _ in reports.alike(ours, _ALIKE):
        text = reports.places.text(report_id)
        for at, _, theirs in _counted(text, low, high):
            if _deed(text, low, at) == deed:
                if theirs == often:
                    return True, reports.evidence(report_id, low, high)
                other = other or reports.evidence(report_id, low, high)
    return (False, other) if other else None


def _counted(text: str, low: int, high: int) -> list[tuple[int, int, str]]:
    """The counts of a stretch: where they stand, and how often they say."""
    found = []
    for match in _TIMES.finditer(text, low, high):
        word = (match[1] or match[2]).casefold()
        often = _WORDS.get(word) or house(word)
        if often.isdigit() and not _MORE.match(text[match.end() : match.end() + 12]):
            found.append((match.start(), match.end(), often))
    return found


def _deed(text: str, low: int, at: int) -> str | None:
    """The word right before a count."""
    before = words_of(text, low, at)[-1:]
    return stem(before[0].norm) if before and not text[before[0].end : at].strip() else None
