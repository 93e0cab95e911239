"""Words of somebody that the same report, further on, says were denied or taken back: `the remarks by Rowe, which the
ministry later denied`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from whence.verify.reports import Reports
from whence.verify.speakers import speaker_name
from whence.verify.words import words_of

_WORDS = re.compile(
    r"\b(?:comments?|remarks?|words|statements?|claims?|accounts?|assertions?|allegations?|accusations?|threats?"
    r"|warnings?|quotes?|quotations?|tweets?|posts?|version)\b",
    re.IGNORECASE,
)
"""What the words of somebody are called when they are spoken of."""
_TAKEN_BACK = re.compile(
    r"\b(?:was|were|been|being)\s+(?:\w+\s+){0,2}(?:denied|retracted|withdrawn|disowned|disavowed|recanted|taken back"
    r"|walked back)\b"
    r"|\b(?:later|since|then|quickly|promptly|subsequently)\s+(?:retracted|withdrew|disowned|disavowed|recanted"
    r"|took back|walked back)\b",
    re.IGNORECASE,
)
_LONGEST = 14
"""Words within which somebody's words are only named, and not told."""


def denied_after(rows: Sequence[sqlite3.Row], reports: Reports) -> str:
    """What a report says of the denial of one of these statements; empty where no report that has them says so."""
    for row in rows:
        name = words_of(speaker_name(row, reports) or "")
        if not name or row["anonymous"]:
            continue
        told = _spoken_of(row["report_id"], row["end"], name[-1].norm, reports)
        if told:
            return told
    return ""


def _spoken_of(report_id: str, after: int, name: str, reports: Reports) -> str:
    """The words after a place in which those of a named one are said to be denied."""
    text = reports.places.text(report_id)
    for row in reports.statements(report_id):
        if row["stance"] != "deny" or row["start"] < after or row["cue_start"] is None:
            continue
        words = words_of(text, row["start"], row["end"])
        if len(words) <= _LONGEST and _names(text, row["start"], row["end"], name):
            low, high = min(row["start"], row["cue_start"]), max(row["end"], row["cue_end"])
            return " ".join(text[low:high].split())
    for start, end in reports.sentences(report_id):
        if start < after:
            continue
        back = _TAKEN_BACK.search(text, start, end)
        if back and len(words_of(text, start, back.start())) <= _LONGEST and _names(text, start, back.start(), name):
            return " ".join(text[start : back.end()].split())
    return ""


def _names(text: str, start: int, end: int, name: str) -> bool:
    """Whether a stretch speaks of the words of one who is named in it."""
    if not _WORDS.search(text, start, end):
        return False
    return name in {word.norm.removesuffix("'s") for word in words_of(text, start, end)}
