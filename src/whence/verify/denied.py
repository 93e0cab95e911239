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
_DENIED_IT = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|refut(?:es?|ed)|disput(?:es?|ed)|dismiss(?:es|ed)?)\s+(?:(?:all|both)\s+)?"
    r"(?:(?:it|this|that|them|those|these)(?=\s*(?:[.;,!?]|$|on\b|in\b|at\b|the\s+next\b|as\b|again\b))"
    r"|(?:the|that|this|these|those|his|her|their)\s+(?:claim|report|allegation|accusation|charge|account|assertion"
    r"|suggestion)s?\b)"
)
"""A denial of what stands right before it: `Rowe denied it.`"""
_LONGEST = 14
"""Words within which somebody's words are only named, and not told."""


def denied_after(rows: Sequence[sqlite3.Row], reports: Reports) -> str:
    """What a report says of the denial of one of these statements; empty where no report that has them says so."""
    for row in rows:
        if next_one := _denied_next(row, reports):
            return next_one
        written = speaker_name(row, reports) or ""
        name = words_of(written)
        if not name or row["anonymous"] or not written[name[-1].start].isupper():
            continue  # the words of `the administration` are not those of one who speaks
        told = _spoken_of(row["report_id"], row["end"], name[-1].norm, reports)
        if told:
            return told
    return ""


def _denied_next(row: sqlite3.Row, reports: Reports) -> str:
    """The sentence right after a statement's, or the rest of its own, where it says that somebody denies it."""
    report_id, text = row["report_id"], reports.places.text(row["report_id"])
    spans, at = reports.sentences(report_id), reports.sentence_at(report_id, max(row["start"], row["end"] - 1))
    for start, end in spans[at : at + 2]:
        match = _DENIED_IT.search(text, max(start, row["end"]), end)
        if match:
            return (
                " ".join(text[start:end].split()) if start >= row["end"] else " ".join(text[row["end"] : end].split())
            )
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
