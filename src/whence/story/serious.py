"""How serious a changed quotation is, from its word operations: what a person should look at first.

A `not` gained or lost, an opposite, a `may` for a `must`, and what an ellipsis hides turn what was said; another number
or word changes it; where it is not known which wording came first, the same weighs a little less; articles, endings and
spellings come last. The operations are read; whether the words that differ stand inside the quotation marks they do not
say, so that of the sentence that explains a reading one thing is read: that only small words differ there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache

from whence.records import Relation
from whence.wordlists import ONLY_SMALL, wordlist

Op = tuple[str, str, str]
TURNED, WORDED, UNSURE, SMALL, UNCHANGED = range(5)
"""From the most serious to none."""
CHANGED: frozenset[Relation] = frozenset({"altered", "differs"})
"""Relations of readings whose quoted words are not the base's; `altered` where the base is surely the earlier."""
ALIKE = 4
"""Two words that begin with so many same letters are two forms of one, where neither is much longer."""
AT_END = 6
"""Words that stand for others at an end are a change where they are so few; else two reports break off differently."""
_WORD = re.compile(r"\w+(?:['’]\w+)*|…|\.\s?\.\s?\.")
_STRONG = frozenset({"all", "every", "each", "always", "must", "will", "shall", "certainly", "definitely"})
_WEAK = frozenset({"may", "might", "could", "can", "sometimes", "some"})
_OPPOSITES = ("un", "in", "im", "ir", "il", "dis", "non")


def seriousness(relation: Relation | None, ops: Sequence[Op], reason: str | None = None) -> tuple[int, bool]:
    """A key to sort readings by, the most serious first: the class of the change, and whether the base is unsure.

    `ops` are the operations from the base's words to the reading's (`reading.diff`), `reason` what is said of it.
    """
    if relation not in CHANGED:
        return UNCHANGED, False
    unsure = relation != "altered"
    if reason and ONLY_SMALL in reason:
        return SMALL, unsure
    changes = [(_words(a), _words(b)) for a, b in _inner(ops)]
    if _turns(changes):
        return TURNED, unsure
    if changes and all(_is_small(a, b) for a, b in changes):
        return SMALL, unsure
    return (UNSURE if unsure else WORDED), unsure


@lru_cache(maxsize=20_000)
def seriousness_of(relation: Relation | None, diff: str | None, reason: str | None) -> tuple[int, bool]:
    """The same from the columns of `reading`: a page asks for it several times."""
    return seriousness(relation, operations(diff), reason)


def operations(diff: str | None) -> tuple[Op, ...]:
    """The word operations of a reading, as the table keeps them."""
    return tuple((op, a, b) for op, a, b in json.loads(diff or "[]"))


def _inner(ops: Sequence[Op]) -> list[tuple[str, str]]:
    """The changes amid words that agree; where there are none, those at the ends."""
    changes = [(at, a, b) for at, (op, a, b) in enumerate(ops) if op != "equal"]
    inner = [(a, b) for at, a, b in changes if 0 < at < len(ops) - 1 or (a and b and len(f"{a} {b}".split()) <= AT_END)]
    return inner or [(a, b) for _, a, b in changes]


def _turns(changes: Sequence[tuple[list[str], list[str]]]) -> bool:
    negators, denials = wordlist("negators"), wordlist("denials")
    limits = wordlist("limits") | denials
    hidden = negators | denials | wordlist("conditions")
    lost, gained = ([word for pair in changes for word in pair[side]] for side in (0, 1))
    if sum(word in negators for word in lost) % 2 != sum(word in negators for word in gained) % 2:
        return True
    for one, other in changes:
        for here, there in ((one, other), (other, one)):
            if ("…" in here and set(there) & hidden) or (set(here) & limits) - set(there):
                return True
            if set(here) & _STRONG and set(there) & _WEAK:
                return True
            if any(prefix + word in there for word in here for prefix in _OPPOSITES):
                return True
    return False


def _is_small(one: list[str], other: list[str]) -> bool:
    small = wordlist("small")
    left, right = ([word for word in words if word not in small] for words in (one, other))
    return len(left) == len(right) and all(_one_word(a, b) for a, b in zip(left, right, strict=True))


def _one_word(one: str, other: str) -> bool:
    if any(char.isdigit() for char in one + other):
        return one == other
    return one == other or (one[:ALIKE] == other[:ALIKE] and min(len(one), len(other)) >= ALIKE
                            and abs(len(one) - len(other)) < ALIKE)  # fmt: skip


def _words(text: str) -> list[str]:
    """The words in small letters, `n't` as a word of its own and ellipses as one mark."""
    found: list[str] = []
    for word in _WORD.findall(text.lower().replace("’", "'")):
        if word[0] in ".…":
            found.append("…")
        elif word == "cannot" or word.endswith("n't"):
            found.extend((word.removesuffix("not").removesuffix("n't"), "not"))
        else:
            found.append(word)
    return found
