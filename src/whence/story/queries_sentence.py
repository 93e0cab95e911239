"""The sentence around a mark, found in the report's text when it is shown.

Sentences are not kept in the account, only places are, so what is shown is cut afresh from the text: never across a
passage, never across a blank line, and always holding the whole mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib import resources

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|(?<=[a-z]{3})(?<!www)[.!?][\"”]?(?=[\"“]?[A-Z][a-z]+\s)")
"""What can end a sentence; without a space behind it (`wrote.Quill said`) only between small letters and a capital."""
_HOUR = re.compile(r"\b[ap]\.m$", re.IGNORECASE)
_AFTER_HOUR = re.compile(
    r"(?:[A-Z]{2,4}\b|(?:Eastern|Central|Mountain|Pacific|Greenwich|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January"
    r"|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)\s)"
)
"""What goes on behind an hour: `at 10 p.m. Eastern time`, `until 5 a.m. Monday morning`."""
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_DOTTED = re.compile(r"(?:^|[^\w])(?:\w\.)*\w$")
_OPENING = "\"'“‘«([–—"
_LONGEST = 1_200


@cache
def _abbreviations() -> frozenset[str]:
    lines = resources.files("whence.story").joinpath("abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def paragraph(text: str, start: int, end: int, passages: Sequence[tuple[int, int]] = ()) -> tuple[int, int]:
    """The span of the passage that holds `start`, else of the lines between blank ones; always holding the mark.

    `passages` are spans sorted by place.
    """
    low, high = 0, len(text)
    at = bisect_right(passages, (start, len(text) + 1)) - 1
    if at >= 0 and passages[at][1] > start:
        low, high = passages[at]
    for match in _BREAK.finditer(text, low, high):
        if match.end() <= start:
            low = match.end()
        elif match.start() >= end:
            high = match.start()
            break
    return _trim(text, min(low, start), max(high, end))


def sentence(text: str, start: int, end: int, passages: Sequence[tuple[int, int]] = ()) -> tuple[int, int]:
    """The span of the sentence or sentences that hold `start` to `end`, without surrounding space."""
    low, high = paragraph(text, start, end, passages)
    first, last = low, high
    for match in _STOP.finditer(text, low, high):
        if not _ends_sentence(text, match.start(), match.end(), high):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.end() >= end:
            last = match.end()
            break
    first, last = min(first, start), max(last, end)
    if last - first > _LONGEST:  # a text without full stops: a window of words instead
        first = _word_start(text, max(first, start - _LONGEST // 3), start)
        last = _word_end(text, end, min(last, max(end, first + _LONGEST)))
    return _trim(text, first, last)


def _ends_sentence(text: str, stop: int, after: int, high: int) -> bool:
    """Whether the stop at `stop` ends a sentence: not an initial, not an abbreviation, and a capital follows."""
    follows = text[after:high].lstrip()
    if not follows:
        return True
    head = follows.lstrip(_OPENING)
    if head and head[0].islower():
        return False
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return True
    before = text[max(0, stop - 24) : stop]
    if after == stop + 1 and _HOUR.search(before) and _AFTER_HOUR.match(follows):
        return False
    word = re.split(r"[\s(\[\"'“‘—–-]", before)[-1]
    if word.casefold() in _abbreviations() and after == stop + 1:
        return False
    # An initial (`J.`) or dotted capitals (`U.S.`) end a sentence only where a quotation mark closes after them.
    return not (after == stop + 1 and _DOTTED.search(before) and word[-1:].isupper())


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _word_start(text: str, at: int, limit: int) -> int:
    while at < limit and at > 0 and not text[at - 1].isspace():
        at += 1
    return at


def _word_end(text: str, limit: int, at: int) -> int:
    while at > limit and at < len(text) and not text[at].isspace():
        at -= 1
    return at
