"""Two passages side by side, aligned word by word, with what differs marked.

The alignment is Ratcliff and Obershelp's (difflib): the longest common run of words, then the same to its left and
right. It keeps runs together, which reads better than the fewest edits do. Words are compared without case and
without the marks around them, and shown as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Operation = tuple[str, str, str]

_EDGE = re.compile(r"^\W+|\W+$")
_PLAIN = str.maketrans("’‘“”–—", "''\"\"--")


@dataclass(frozen=True, slots=True)
class Aligned:
    """`operations` are (equal, replace, delete or insert; words of the one; words of the other).

    `left_out` counts the words beyond `most` on the longer side: they are not shown.
    """

    operations: tuple[Operation, ...]
    left_out: int
    same: int
    """Words that both have."""


def aligned(one: str, other: str, *, most: int = 400) -> Aligned:
    """The words of two passages, at most `most` of each."""
    a, b = one.split(), other.split()
    left_out = max(len(a), len(b)) - most
    a, b = a[:most], b[:most]
    matcher = SequenceMatcher(None, [_key(w) for w in a], [_key(w) for w in b], autojunk=False)
    operations: list[Operation] = []
    same = 0
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            same += j - i
        operations.append((op, " ".join(a[i:j]), " ".join(b[k:m])))
    return Aligned(tuple(operations), max(0, left_out), same)


def extents(diff: Sequence[Operation]) -> list[Operation]:
    """The operations from a quotation to a reading of it, with `more` and `less` for what one alone has at an end.

    Where a report begins and ends a quotation is its choice. To strike what it leaves off, or to mark what it goes on
    with, would show a change of words where there is none.
    """
    found = list(diff)
    for at in {0, len(found) - 1} if len(found) > 1 else ():
        op, old, new = found[at]
        found[at] = ({"insert": "more", "delete": "less"}.get(op, op), old, new)
    return found


def _key(word: str) -> str:
    plain = word.translate(_PLAIN).casefold()
    return _EDGE.sub("", plain) or plain


def excerpt(operations: tuple[Operation, ...], around: int = 14) -> tuple[Operation, ...]:
    """The same with long runs of equal words cut to `around` words beside each difference."""
    found: list[Operation] = []
    for n, (op, old, new) in enumerate(operations):
        old_words, new_words = old.split(), new.split()
        first, last = n == 0, n == len(operations) - 1
        room = around * (2 - first - last)
        if op != "equal" or len(old_words) <= room + 6 or (first and last):
            found.append((op, old, new))
            continue
        found.append((op, _cut(old_words, first, last, around), _cut(new_words, first, last, around)))
    return tuple(found)


def _cut(words: list[str], first: bool, last: bool, around: int) -> str:
    head = [] if first else words[:around]
    tail = [] if last else words[-around:]
    return " ".join([*head, "…", *tail])
