"""How far two passages say the same, word by word: what of each has its like in the other, and what has not.

Every telling word is laid beside the word of the other passage that means most nearly the same: the same word, a name
spelt otherwise, or a word that lies near by its vector. What is measured is what share of each passage finds its like
(rare words count more; cf. Zhang et al., BERTScore, ICLR 2020, here with static vectors), whether it does so in the
same order, and what stands against it: names and numbers without a like, a word and its opposite, a negation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from whence.compare.agreement import GARBLED, GARBLED_LETTERS, rising
from whence.compare.comparable import Bools, Ints, lexicon_lines
from whence.compare.judge import is_negation
from whence.compare.meaning import UNIT, Vectors, word_likeness
from whence.compare.telling import Telling, matching_key

FAINT = 0.4
"""Words whose vectors are less alike than this are not alike."""
LIKE = 0.55
"""From here on two words are taken to stand for one another."""
OTHER_WORD = 0.95
"""The most that two different words are alike."""
NEWCOMER = 0.6
"""A name or number whose like is less than this has none."""
COMMON_WORD = 60
"""A word less rare than this is no name where it opens a sentence."""
LONG_RUN = 15

Floats = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A passage's telling words in columns, and all its words."""

    telling: Telling
    keys: tuple[str, ...]
    key_numbers: Ints
    known: Ints
    rarity: Vectors
    name: Bools
    number: Bools
    quoted: Bools
    sentence: Ints
    forms: tuple[str, ...]
    negations: int

    @property
    def anchor(self) -> Bools:
        """Which words are names or numbers."""
        return np.asarray(self.name | self.number)


@lru_cache(maxsize=4096)
def read(passage: Telling) -> Read:
    """Look at a passage's words once for all its comparisons."""
    row, tables, known = passage.row, passage.tables, passage.tables.known
    ids = row.ids[passage.at]
    first, stop = int(passage.at[0]), int(passage.at[-1]) + 1
    sentence = row.sentence[passage.at]
    before = np.maximum(passage.at - 1, 0)
    opens = (passage.at == 0) | (row.sentence[before] != sentence)
    rarity = known.rarity[ids]
    common = opens & (known.known[ids] >= 0) & (rarity < COMMON_WORD)
    return Read(
        passage,
        tuple([tables.keys[at] for at in ids.tolist()]),
        tables.key_numbers[ids],
        known.known[ids],
        rarity,
        np.asarray(passage.names & ~tables.number[ids] & ~common),
        np.asarray(tables.number[ids]),
        passage.quoted,
        np.asarray(sentence - sentence[0]),
        row.forms[first:stop],
        sum(is_negation(form) for form in row.forms[first:stop]),
    )


FEATURES = (
    "covered", "covered_back", "exact", "exact_back", "anchors", "anchors_back", "numbers", "numbers_back",
    "new_anchors", "new_anchors_back", "ordered", "along", "sentences", "sentences_back", "least_sentence",
    "least_sentence_back", "longer", "run", "negations", "opposites", "cosine",
    "quoted", "quoted_back", "quoted_both", "words", "words_back",
    "plain", "plain_back", "shared_anchors", "numbers_clash",
)  # fmt: skip
"""What `features` gives, in order; `_back` is the same from the other passage."""


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """What two passages share: the features, by name in FEATURES, and the words that stand for one another."""

    features: Floats
    pairs: tuple[tuple[int, int], ...]
    turned: bool = False
    """Whether the features are those of the second passage beside the first."""

    def __getitem__(self, name: str) -> float:
        return float(self.features[FEATURES.index(name)])


def likeness(one: Telling, other: Telling) -> Likeness:
    """Lay two passages beside each other, the one that is better covered by the other first.

    `pairs` are places among the telling words of `one` and of `other`, as they were given.
    """
    a, b = read(one), read(other)
    cosine = float(one.vector @ other.vector) / UNIT
    beside = laid_beside(a, b)
    covered, covered_back = share(beside.max(1), a.rarity), share(beside.max(0), b.rarity)
    if covered >= covered_back:
        return _measure(a, b, beside, cosine)
    found = _measure(b, a, beside.T, cosine)
    return Likeness(found.features, tuple(sorted((j, i) for i, j in found.pairs)), turned=True)


def laid_beside(a: Read, b: Read) -> Vectors:
    """[words of a, words of b]: how alike they are, from 0 to 1."""
    alike = word_likeness(a.known, b.known)
    alike[alike < FAINT] = 0
    same = a.key_numbers[:, None] == b.key_numbers[None, :]
    alike = np.where(same, np.float32(1), np.minimum(alike, np.float32(OTHER_WORD)))
    alike[a.number[:, None] & ~same] = 0
    alike[b.number[None, :] & ~same] = 0
    left, right = _unmatched_names(a, same.any(1)), _unmatched_names(b, same.any(0))
    if left and right:
        scores = process.cdist([a.keys[i] for i in left], [b.keys[j] for j in right], scorer=fuzz.ratio)
        for x, y in zip(*(index.tolist() for index in (scores >= GARBLED).nonzero()), strict=True):
            alike[left[x], right[y]] = OTHER_WORD
    return np.asarray(alike, dtype=np.float32)


def _unmatched_names(passage: Read, matched: Bools) -> list[int]:
    return [
        int(at) for at in np.flatnonzero(passage.name & ~matched) if len(passage.keys[at]) >= GARBLED_LETTERS
    ]  # fmt: skip


def _measure(a: Read, b: Read, beside: Vectors, cosine: float) -> Likeness:
    to_b, to_a = beside.max(1), beside.max(0)
    same_a, same_b = (beside == 1).any(1), (beside == 1).any(0)
    pairs = _pairs(beside, to_b)
    after = [j for _, j in pairs]
    sentences, least = _by_sentence(a, to_b)
    sentences_back, least_back = _by_sentence(b, to_a)
    both = float((a.quoted[[i for i, _ in pairs]] & b.quoted[after]).mean()) if pairs else 0.0
    anchor_a, anchor_b = a.anchor, b.anchor
    features = (
        share(to_b, a.rarity), share(to_a, b.rarity),
        share(same_a, a.rarity), share(same_b, b.rarity),
        share(np.where(to_b >= 0.9, to_b, 0), a.rarity, anchor_a),
        share(np.where(to_a >= 0.9, to_a, 0), b.rarity, anchor_b),
        share(same_a, a.rarity, a.number), share(same_b, b.rarity, b.number),
        int((anchor_a & (to_b < NEWCOMER)).sum()), int((anchor_b & (to_a < NEWCOMER)).sum()),
        rising(after) / max(1, len(after)), _along(pairs, len(to_b), len(to_a)),
        sentences, sentences_back, least, least_back,
        float(np.log(len(b.forms) / len(a.forms))), min(_longest_run(a.forms, b.forms), LONG_RUN),
        a.negations - b.negations, _opposites(a, b, same_a, same_b), cosine,
        float(a.quoted.mean()), float(b.quoted.mean()), both, len(to_b), len(to_a),
        share(to_b, a.rarity, ~anchor_a), share(to_a, b.rarity, ~anchor_b),
        int((anchor_a & (to_b >= 0.9)).sum()),
        float(bool((a.number & ~same_a).any() and (b.number & ~same_b).any())),
    )  # fmt: skip
    return Likeness(np.array(features, dtype=np.float64), tuple(pairs))


def share(found: Floats | Bools, weights: Vectors, of: Bools | None = None) -> float:
    """The weighted share of words that are found, of all or of some; 1 where there are none."""
    if of is not None:
        found, weights = found[of], weights[of]
    total = float(weights.sum(dtype=np.float64))
    return float((found * weights).sum(dtype=np.float64)) / total if total else 1.0


def _pairs(beside: Vectors, to_b: Vectors) -> list[tuple[int, int]]:
    """The words of a that have their like, each with the nearest place in b that is most like it."""
    slope = beside.shape[1] / beside.shape[0]
    found = []
    for i in np.flatnonzero(to_b >= LIKE).tolist():
        places = np.flatnonzero(beside[i] >= to_b[i])
        found.append((i, int(places[np.argmin(np.abs(places - i * slope))])))
    return found


def _by_sentence(passage: Read, found: Vectors) -> tuple[float, float]:
    """The share of sentences that are more than half covered, and the least that one is."""
    shares = []
    for number in np.unique(passage.sentence).tolist():
        own = passage.sentence == number
        if int(own.sum()) >= 3:
            shares.append(share(found, passage.rarity, own))
    return (sum(share > 0.5 for share in shares) / len(shares), min(shares)) if shares else (1.0, 1.0)


def _along(pairs: Sequence[tuple[int, int]], words_a: int, words_b: int) -> float:
    """The correlation of the places of the words that stand for one another."""
    if len(pairs) < 3:
        return 1.0
    places = np.array(pairs, dtype=np.float64) / (words_a, words_b)
    spread = places.std(0)
    if not spread.all():
        return 0.0
    centred = places - places.mean(0)
    return float((centred[:, 0] * centred[:, 1]).mean() / (spread[0] * spread[1]))


def _longest_run(a: Sequence[str], b: Sequence[str]) -> int:
    """The longest run of the same words."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, form in enumerate(b):
        places[form].append(j)
    longest, before = 0, dict[int, int]()
    for form in a:
        now = {j: before.get(j - 1, 0) + 1 for j in places.get(form, ())}
        longest = max(longest, max(now.values(), default=0))
        before = now
    return longest


@lru_cache(maxsize=1)
def opposite_words() -> Mapping[str, frozenset[str]]:
    """Words, in the form by which they are matched, to those that mean the opposite."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lexicon_lines("opposites.txt"):
        left, right = ([matching_key(word) for word in side.split()] for side in line.split("|"))
        for one in left:
            found[one].update(right)
        for one in right:
            found[one].update(left)
    return {word: frozenset(others) for word, others in found.items()}


def _opposites(a: Read, b: Read, same_a: Bools, same_b: Bools) -> int:
    """How many words of a stand over against their opposite in b, where neither text holds the other's word."""
    words = opposite_words()
    left = {b.keys[j] for j in np.flatnonzero(~same_b).tolist()}
    return sum(not left.isdisjoint(words.get(a.keys[i], ())) for i in np.flatnonzero(~same_a).tolist())
