"""Link text that a page ran into its sentences, and the text without it.

`Senator Stone Ada Jane StoneSenate votes on dam Keller: “No” MORE said on Friday`: behind a name stand the name in full
and headlines of other reports, glued on without a space and closed by a `MORE` in capitals. The report says none of it:
it is not marked, nothing is held against it, and it is left out where a person reads the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CLOSE = re.compile(r"\bMORE\b")
GLUE = re.compile(r"(?<![\w@/.])[A-Z][\w’'-]*[a-z)](?=[A-Z])[\w’'-]+")
"""A word with a capital behind a small letter: a name with the first word of a headline, or `McAdams`."""
JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])")
GIVEN = re.compile(r"\s+(?:[A-Z(][\w.’'()-]*\s+){1,5}")
"""The given names between a name and its second, glued one: capitalised words, initials, a nickname in brackets."""
SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\b\.?")
"""What tells a son from his father is not blanked with the rest."""
LONGEST = 450
"""Characters of a block, from the name to its `MORE`."""
NAME = 90
"""Characters before the glued word in which the name stands that the block follows."""


def run_ins(text: str) -> list[tuple[int, int]]:
    """Where such blocks stand: spans of code points, in order, each from behind the name to the end of its `MORE`."""
    spans: list[tuple[int, int]] = []
    for close in CLOSE.finditer(text):
        low = max(text.rfind("\n", 0, close.start()) + 1, close.start() - LONGEST, spans[-1][1] if spans else 0)
        start = _start(text, low, close.start())
        if start is not None:
            spans.append((start, close.end()))
    return spans


def without_run_ins(text: str) -> str:
    """The text, of the same length, with spaces for the blocks: what is marked must not be read from them."""
    parts, at = [], 0
    for start, end in run_ins(text):
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def elided(text: str) -> str:
    """The text as a person reads it: `[…]` for the blocks."""
    return elided_between(text, 0, len(text), run_ins(text)) if "MORE" in text else text


def elided_between(text: str, low: int, high: int, blocks: Sequence[tuple[int, int]]) -> str:
    """The same of a part of a text whose blocks are known."""
    parts = []
    for start, end in blocks:
        if low < end and start < high:
            parts += [text[low : max(low, start)], " […]"]
            low = min(end, high)
    return "".join([*parts, text[low:high]])


def _start(text: str, low: int, high: int) -> int | None:
    """Behind the first name from `low` that is named again, in full and glued to what follows; None where none is.

    Between the name and the glued word stand only the given names: `Stone Ada Jane StoneSenate`.
    """
    for glued in GLUE.finditer(text, low, high):
        for joint in JOINT.finditer(text, glued.start(), glued.end()):
            surname = text[glued.start() : joint.start()]
            end = text.rfind(surname, max(low, glued.start() - NAME), glued.start()) + len(surname)
            begins = end - len(surname)
            is_word = begins < low or begins < 1 or not text[begins - 1].isalnum()
            if begins >= max(low, glued.start() - NAME) and is_word and GIVEN.fullmatch(text, end, glued.start()):
                junior = SUFFIX.match(text, end)
                return junior.end() if junior is not None else end
    return None
