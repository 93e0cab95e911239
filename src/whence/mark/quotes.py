"""Quotation marks paired into quotations: American and British, straight and curly, unbalanced, over paragraphs.

A mark opens where it stands before a word and after a space or a bracket; it closes where it stands after a word or
a stop. A single mark may be an apostrophe, and a single closing mark may be a plural possessive, so singles close at
the place that is surest: after a stop first. A quotation left open at the end of a passage runs on where the next
passage opens with the same mark (the printers' convention for long quotations).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from whence.records import Passage

FAMILIES = {
    '"': "double", "“": "double", "”": "double", "„": "double", "«": "guillemet", "»": "guillemet",
    "''": "double", "``": "double", "’’": "double", "‘‘": "double", "'": "single", "‘": "single", "’": "single",
}  # fmt: skip
ONLY_OPENS = frozenset({"‘‘", "“", "„", "«", "‘", "``"})
ONLY_CLOSES = frozenset({"’’", "”", "»", "’"})
MARK = re.compile(r"''|``|’’|‘‘|[\"“”„«»'‘’]")
ELISION = re.compile(r"['’‘](?:\d0?s?\b|em\b|tis\b|twas\b|til\b|cause\b|round\b|n['’]?\b)", re.I)
STOPS = ".,!?…;:—–-"
MAX_CHARS, MAX_MARKS = 4000, 200
"""A quotation is closed within so many characters, and within so many marks."""
SPACES = 100
"""Characters before a mark in which a colon or comma may lead into it."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, marks included. `is_open`: no closing mark in its passage."""

    start: int
    end: int
    is_open: bool = False
    continues: bool = False
    """Whether it carries on the quotation that the passage before left open."""


def touching(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Those of the quotations of a text, disjoint and in order, that share a character with `start, end`."""
    low = bisect_right(quotations, start, key=lambda q: q.end)
    return quotations[low : bisect_left(quotations, end, lo=low, key=lambda q: q.start)]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    opens: bool
    closes: bool


def find_quotations(text: str, passages: Sequence[Passage]) -> list[Quotation]:
    """The outermost quotations of a text, in order; furniture is passed over."""
    found: list[Quotation] = []
    left_open = False
    for passage in passages:
        if passage.kind == "boilerplate":
            continue
        start, end = passage.start, passage.end
        if passage.kind == "block_quote" and text[start] in '"“' and not text[start + 1 : start + 2].isspace():
            # The marks of the block itself: what is said inside it stands between marks of its own.
            start, end = start + 1, end - (text[end - 1] in '"”')
        inside = _in_passage(text, start, end)
        if left_open and inside and inside[0].start == passage.start:
            inside[0] = Quotation(inside[0].start, inside[0].end, inside[0].is_open, continues=True)
        found.extend(inside)
        left_open = bool(inside) and inside[-1].is_open
    return found


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in MARK.finditer(text, start, end):
        at, after = match.span()
        before = text[at - 1] if at > start else " "
        following = text[after] if after < end else " "
        mark = match[0]
        family = FAMILIES[mark]
        if family == "single" and before.isalnum() and following.isalnum():
            continue
        if mark in "'\"’”" and before.isdigit() and (following.isdigit() or following in " -"):
            due = mark == '"' and following == " " and _is_due(text, marks, after, end)
            if not due:
                continue  # feet and inches, or the end of `5'`
        if family == "single" and ELISION.match(text, at) and not before.isalnum():
            continue
        starts_word = (before.isspace() or before in "([{—–-/\"“‘'") and not following.isspace()
        ends_word = not before.isspace() and (following.isspace() or following in ".,;:!?)]}—–-/\"”’'…")
        # Paragraphs run into one another: `... to a halt."It will open," she said.`
        last = mark == "“" and before.isspace() and at > start and not text[after:end].strip()  # `... in it. “`
        glued = mark == '"' and before in ".!?" and following.isupper() and at > start
        loose = before.isspace() and following.isspace() and at > start
        turned = (
            mark == "”" and at == start and following.isalpha()
        )  # set the wrong way round: `”We lost it,” she said`
        marks.append(
            _Mark(
                at,
                after,
                family,
                opens=not last
                and (turned or (mark not in ONLY_CLOSES and (starts_word or loose or glued or mark in ONLY_OPENS))),
                closes=last or (not turned and mark not in ONLY_OPENS and (ends_word or loose or glued or mark == "”")),
            )
        )
    return marks


def _is_due(text: str, marks: Sequence[_Mark], after: int, end: int) -> bool:
    """Whether a mark behind a figure ends a quotation: one is open, and no other mark would close it.

    `"Vote for us in 2031" he said, "and ...`; of `"The 5" pipe burst," he said` the next mark closes.
    """
    opened = [mark for mark in marks if mark.family == "double"]
    if not opened or opened[-1].closes or not opened[-1].opens:
        return False
    following = text.find('"', after, end)
    return following < 0 or (text[following - 1].isspace() and not text[following + 1 : following + 2].isspace())


def _in_passage(text: str, start: int, end: int) -> list[Quotation]:
    marks = _marks(text, start, end)
    last_opening = {mark.family: index for index, mark in enumerate(marks) if mark.opens}
    found = []
    at = 0
    while at < len(marks):
        mark = marks[at]
        if not mark.opens:
            at += 1
            continue
        close = _closing(text, marks, at)
        if close is not None:
            found.append(Quotation(mark.start, marks[close].end))
            at = close + 1
        elif (mark.start == start and mark.family != "single") or _is_cued(text, mark, start, bool(found)):
            if last_opening[mark.family] == at:
                found.append(Quotation(mark.start, end, is_open=True))
                break
            at += 1
        else:
            at += 1
    return found


def _is_cued(text: str, mark: _Mark, start: int, speech_before: bool) -> bool:
    """Whether the words before lead into speech: `she said: “...`, or `“...,” she said. “...` in one passage."""
    before = text[max(start, mark.start - SPACES) : mark.start].rstrip()[-1:]
    return mark.family != "single" and (before in {":", ","} or (speech_before and before == "."))


def _closing(text: str, marks: Sequence[_Mark], opening: int) -> int | None:
    """The index of the mark that closes `marks[opening]`, or None."""
    family = marks[opening].family
    candidates = []
    depth = 0
    inner = False
    """Whether straight marks have opened inside curly ones."""
    opener = text[marks[opening].start]
    for at in range(opening + 1, min(opening + MAX_MARKS, len(marks))):
        mark = marks[at]
        if mark.start - marks[opening].start > MAX_CHARS:
            break
        if mark.family != family:
            continue
        written = text[mark.start : mark.end]
        if written == '"' and opener == "“" and family == "double" and (inner or (mark.opens and not mark.closes)):
            if not inner and not _closes_inside(text, marks, at):
                break
            inner = not inner
            continue
        if mark.opens and not mark.closes:
            if family == "single":
                break
            if written == "“" and opener == '"' and _closes_inside(text, marks, at):
                depth += 1  # `"It was “leaked” to them."`
                continue
            if text[mark.start] == "“" and text[marks[opening].start] == "„":
                return at  # the German pair: the mark that opens elsewhere closes here
            if text[mark.start] in ONLY_OPENS and text[mark.start] == text[marks[opening].start]:
                depth += 1
                continue
            break
        if mark.closes:
            if depth:
                depth -= 1
                continue
            if family != "single":
                return at
            candidates.append(at)
    if not candidates:
        return None
    sure = [
        at
        for at in candidates
        if text[marks[at].start - 1] in STOPS or text[marks[at].end : marks[at].end + 1] in STOPS
    ]
    plain = [at for at in candidates if not _may_be_possessive(text, marks[at])]
    first = candidates[0]
    if not _may_be_possessive(text, marks[first]):
        return first
    return next(iter(sure or plain), first)


def _closes_inside(text: str, marks: Sequence[_Mark], at: int) -> bool:
    """Whether a mark inside a quotation in other marks has one of its own kind behind it, and the outer one its own."""
    own, outer = ("”", '"') if text[marks[at].start] == "“" else ('"', "”")
    behind = [text[m.start : m.end] for m in marks[at + 1 : at + 4] if m.family == "double"]
    return behind[:1] == [own] and outer in behind[1:2]


def _may_be_possessive(text: str, mark: _Mark) -> bool:
    following = text[mark.end : mark.end + 2]
    return text[mark.start - 1] in "sz" and following[:1] == " " and following[1:].isalpha()
