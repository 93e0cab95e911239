"""Which words of a passage are said and which are denied: `has not approved` and `refused to approve` both deny.

A negation holds the words after it to the end of its clause, a few at most; `nobody` and its like hold those before it
as well. Two negations over one word undo each other. (Cf. the scopes of Morante and Daelemans, CoNLL 2009.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from whence.compare.comparable import Bools, WordRow, lexicon
from whence.compare.judge import is_negation
from whence.compare.telling import Telling

HELD = 7
"""So many words after a negation, those of grammar aside, are held by it."""
HELD_CLOSE = 2
"""Fewer where the negation is a preposition: `suspended without pay`."""
TURNED, TURNED_WORDS = 0.5, 4
"""So much of what two passages share, and so many words, show that a statement is turned round."""
CLAUSE_MARKS = frozenset(",;:.!?()—–")
CLAUSE_WORDS = frozenset(["but", "although", "though", "while", "because", "whereas", "unless", "until", "so"])
BOTH_WAYS = frozenset(["nobody", "nothing", "none", "nowhere"])
AFTER_NO = frozenset(["less", "more", "fewer", "later", "sooner", "doubt", "matter", "only", "just", "merely", "but"])
"""`no less than ten`, `not only`, `no doubt`: nothing is denied."""


@lru_cache(maxsize=4096)
def denied_in(passage: Telling) -> Bools:
    """Which of the telling words of a passage are denied."""
    first = int(passage.at[0])
    return np.asarray(denied(passage.row, first, int(passage.at[-1]) + 1)[passage.at - first])


def turned_round(a: Telling, b: Telling, aligned: Sequence[tuple[int, int]]) -> bool:
    """Whether of most words that two passages share one denies what the other says."""
    denied_a, denied_b = denied_in(a), denied_in(b)
    odd = sum(bool(denied_a[i] != denied_b[j]) for i, j in aligned)
    return odd >= max(TURNED_WORDS, TURNED * len(aligned))


def denied(row: WordRow, first: int, stop: int) -> Bools:
    """Which of the words from `first` to `stop` stand under an odd number of negations."""
    forms = row.forms[first:stop]
    count = np.zeros(len(forms), dtype=np.int64)
    lexical = lexicon("lexical_negatives.txt")
    for at, form in enumerate(forms):
        if not (is_negation(form) or form in lexical):
            continue
        if form in ("no", "not", "nothing") and at + 1 < len(forms) and forms[at + 1] in AFTER_NO:
            continue
        most = HELD_CLOSE if form == "without" else HELD
        count[list(_held(row, first, forms, range(at + 1, len(forms)), most))] += 1
        if form in BOTH_WAYS:
            count[list(_held(row, first, forms, range(at - 1, -1, -1), most))] += 1
    return np.asarray(count % 2 == 1)


def _held(row: WordRow, first: int, forms: Sequence[str], places: range, most: int) -> Iterator[int]:
    """The places that a negation next to the first of them holds, nearest first."""
    grammar, text = lexicon("function_words.txt"), row.report.text
    for place in places:
        before = place - places.step
        left, right = first + min(place, before), first + max(place, before)
        between = text[int(row.ends[left]) : int(row.starts[right])]
        ends = not CLAUSE_MARKS.isdisjoint(between) or row.sentence[left] != row.sentence[right]
        if not most or ends or forms[place] in CLAUSE_WORDS:
            return
        yield place
        most -= forms[place] not in grammar
