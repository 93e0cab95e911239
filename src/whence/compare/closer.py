"""A closer look at two passages of which the quick judge thinks that they may be one text reworded.

`likeness` counts what of one has its like in the other. Here it is asked what was made of it: whether words that both
hold are said in one and denied in the other, whether one holds the opposite of what the other says in its place,
whether words stand for one another by a lexicon and not by their vectors alone, whether names and neighbours keep their
order, and how much each says that the other does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from whence.compare.agreement import groups_of, rising
from whence.compare.comparable import Bools, Ints
from whence.compare.likeness import NEWCOMER, Floats, Likeness, Read, laid_beside, opposite_words, read, share
from whence.compare.meaning import Vectors
from whence.compare.polarity import denied_in
from whence.compare.telling import Telling

SENTENCE = 3
"""So many words of a sentence that have their like show whether the whole of it was turned round."""
SURE_LIKE = 0.9
NEXT = 3
"""Words that followed one another and are at most so far apart are still neighbours."""

CLOSER = (
    "turned", "turned_plain", "turned_sentence", "turned_words", "opposed", "opposed_denied",
    "listed", "listed_back", "neighbours", "names_ordered", "left", "left_back", "sentences_ordered", "shared",
    "denied", "denied_back", "newcomers", "newcomers_back",
)  # fmt: skip
"""What `closer` gives, in order; `_back` is the same from the other passage."""


def closer(one: Telling, other: Telling, found: Likeness) -> Floats:
    """The measures of CLOSER for two passages and what they share, the better covered one first."""
    a, b, pairs = read(one), read(other), found.pairs
    beside = laid_beside(a, b)
    if found.turned:
        a, b, beside, pairs = b, a, beside.T, tuple(sorted((j, i) for i, j in pairs))
    to_b, to_a = beside.max(1), beside.max(0)
    same_a, same_b = (beside == 1).any(1), (beside == 1).any(0)
    denied_a, denied_b = denied_in(a.telling), denied_in(b.telling)
    listed_a, listed_b = _listed(a, b, same_a, same_b)
    names = [j for i, j in pairs if a.anchor[i] and to_b[i] >= SURE_LIKE]
    opposed = list(_opposed(a, b, same_a, same_b, pairs))
    odds = [bool(denied_a[i] != denied_b[j]) for i, j in opposed]
    return np.array(
        (
            *_turned(a, pairs, denied_a, denied_b),
            odds.count(False), odds.count(True),
            share(listed_a, a.rarity), share(listed_b, b.rarity),
            _neighbours(pairs), rising(names) / len(names) if names else 1.0,
            _left(to_b, a.rarity), _left(to_a, b.rarity), _sentences_ordered(a, b, pairs),
            float(a.rarity[same_a].sum(dtype=np.float64)) / 10,
            float(denied_a.mean()), float(denied_b.mean()), _newcomers(a, to_b), _newcomers(b, to_a),
        ),
        dtype=np.float64,
    )  # fmt: skip


def _turned(
    a: Read, pairs: Sequence[tuple[int, int]], denied_a: Bools, denied_b: Bools
) -> tuple[float, float, float, float]:
    """The share of the words in both that only one of them denies: of all, of plain words, of the worst sentence; how
    many they are."""
    if not pairs:
        return 0.0, 0.0, 0.0, 0.0
    i, j = np.array(pairs, dtype=np.int64).T
    odd, weight, plain, sentence = denied_a[i] != denied_b[j], a.rarity[i], ~a.anchor[i], a.sentence[i]
    wholes = [own for number in np.unique(sentence) if int((own := sentence == number).sum()) >= SENTENCE]
    return (
        share(odd, weight),
        share(odd, weight, plain) if plain.any() else 0.0,
        max((share(odd, weight, own) for own in wholes), default=0.0),
        float(odd.sum()),
    )


def _opposed(
    a: Read, b: Read, same_a: Bools, same_b: Bools, pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Words of a that have their opposite in the sentence of b that says most of the same, neither word in both."""
    words = opposite_words()
    beside = _beside_sentences(a, b, pairs)
    for i in np.flatnonzero(~same_a).tolist():
        opposites = words.get(a.keys[i], frozenset())
        own = beside.get(int(a.sentence[i])) if opposites else None
        if own is not None:
            there = [j for j in np.flatnonzero((b.sentence == own) & ~same_b).tolist() if b.keys[j] in opposites]
            if there:
                yield i, there[0]


def _beside_sentences(a: Read, b: Read, pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """For each sentence of a the sentence of b that holds most of its like."""
    if not pairs:
        return {}
    i, j = np.array(pairs, dtype=np.int64).T
    of_a, of_b = a.sentence[i], b.sentence[j]
    return {number: int(np.bincount(of_b[of_a == number]).argmax()) for number in np.unique(of_a).tolist()}


def _listed(a: Read, b: Read, same_a: Bools, same_b: Bools) -> tuple[Bools, Bools]:
    """Which words of either are the same in the other, or of one group of the lexicon of synonyms."""
    groups_a, groups_b = [groups_of(key) for key in a.keys], [groups_of(key) for key in b.keys]
    in_a, in_b = frozenset[int]().union(*groups_a), frozenset[int]().union(*groups_b)
    return (
        same_a | np.array([not in_b.isdisjoint(own) for own in groups_a], dtype=np.bool_),
        same_b | np.array([not in_a.isdisjoint(own) for own in groups_b], dtype=np.bool_),
    )


def _neighbours(pairs: Sequence[tuple[int, int]]) -> float:
    """Of the words that follow one another in a, the share whose like do so in b, more or less."""
    like = dict(pairs)
    steps = [like[i + 1] - j for i, j in pairs if i + 1 in like]
    return sum(0 < step <= NEXT for step in steps) / max(1, len(steps))


def _left(found: Vectors, rarity: Vectors) -> float:
    """How much is said that the other passage has not."""
    return float(((1 - found) * rarity).sum(dtype=np.float64)) / 10


def _sentences_ordered(a: Read, b: Read, pairs: Sequence[tuple[int, int]]) -> float:
    order = [own for _, own in sorted(_beside_sentences(a, b, pairs).items())]
    if not order:
        return 1.0
    steps: Ints = np.array(order) * len(order) + np.arange(len(order))  # two in one sentence are in order
    return rising(steps.tolist()) / len(order)


def _newcomers(passage: Read, found: Vectors) -> float:
    """Of the names and numbers of a passage, the share that the other has not."""
    anchors = passage.anchor
    return float((anchors & (found < NEWCOMER)).sum()) / max(1, int(anchors.sum()))
