"""Paraphrase: passages that say the same things in the same order, in other words.

A passage is read as the row of its telling words: stems of content words, names and numbers, without the words of
grammar. Two passages are a paraphrase where a large part of both rows agrees in order, plain words as well as names,
and nothing contradicts it: no number or named day that differs, no statement that one of them negates. Words inside
quotation marks in both are left out of the count: two reports that quote one speech share those however each was
written. Pairs are proposed by the pairs of neighbouring telling words that they share, never compared all to all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from whence.compare.agreement import Agreement, stands_alone
from whence.compare.comparable import Bools, Ints, WordRow, inside, lexicon
from whence.compare.index import PART, Keys, mix
from whence.compare.judge import is_negation, is_number
from whence.compare.meaning import passage_vectors
from whence.compare.nearest import nearest
from whence.compare.polarity import turned_round
from whence.compare.telling import Telling

PASSAGE_WORDS = 18
"""Shorter passages hold too little to tell a rewrite from another report of the same fact."""
SHARED_NEIGHBOURS = 4
"""Shared pairs of neighbouring telling words that make two passages worth comparing."""
CROWD = 24
"""A pair of neighbouring words in more passages than this proposes nothing."""
ANCHOR_STEPS = (1, 2, 3, 4)
SHARED_ANCHORS = 3
"""Shared pairs of names and numbers that stand near each other, whichever is first: clauses are turned round."""
ANCHORS_SHARED = 0.4
ANCHORS_OF_FEWER = 0.5
"""Of the names (by their sound) and numbers of the passage with fewer of them: the rest may be written otherwise."""
LONGEST = 240
"""Passages of more telling words than this are whole texts without paragraphs, which say everything in some order."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a pair of passages must reach: agreeing words told (outside shared quotations) and shares of both rows."""

    agreeing: int
    plain: int
    of_longer: float
    of_shorter: float
    plain_of_shorter: float


BARS = (
    Bar(agreeing=17, plain=9, of_longer=0.40, of_shorter=0.45, plain_of_shorter=0.25),
    Bar(agreeing=12, plain=8, of_longer=0.50, of_shorter=0.60, plain_of_shorter=0.58),
)
"""A paragraph of several statements, where order itself is evidence; a single long sentence, which must agree more.
Set on the development stories, where no two independent accounts of one fact came near either."""
NAMES_AGREEING = 0.4
LENGTHS = 2.5
"""A rewrite is not longer than its original by more than this."""
PAIRS = 4_000_000
"""Pairs of passages that are looked at together."""
LOOSE_WORDS = 6
LOOSE_SHARE = 0.3
SITE_SHARE = 0.5
"""What agrees outside the stretches shared word for word: with less than this, those stretches are all there is."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """Two passages judged a paraphrase: word spans, the share of telling words that agree, and why."""

    a_first: int
    a_stop: int
    b_first: int
    b_stop: int
    similarity: float
    why: str


def candidates(passages: Sequence[Telling], report: Ints, outlet: Ints | None) -> Ints:
    """Pairs [pairs, 2] of passages, by number, in order, that may be one text in two wordings.

    They share rare neighbours, or names and numbers, or lie near each other in meaning and share most of the names and
    numbers of one of them. `report` and `outlet` are the numbers of each passage's report and its outlet; without
    outlets nearness in meaning is not asked for.
    """
    if len(passages) < 2:
        return np.zeros((0, 2), np.int64)
    tables = passages[0].tables
    lengths = np.array([len(passage.at) for passage in passages], dtype=np.int64)
    owner = np.repeat(np.arange(len(passages), dtype=np.int32), lengths)
    ids = np.concatenate([passage.row.ids[passage.at] for passage in passages])
    capital = np.concatenate([passage.row.capital[passage.at] for passage in passages])
    anchored = capital | tables.number[ids]
    words = np.array([passage.words for passage in passages], dtype=np.int64)
    enough = (words >= PASSAGE_WORDS)[owner]
    by_words = _proposed(
        *_neighbours(tables.stem_numbers[ids[enough]], owner[enough], (1, 2)), len(passages), SHARED_NEIGHBOURS
    )
    held_ids, owner = ids[anchored], owner[anchored]
    keys = tables.key_numbers[held_ids]
    del ids, capital, anchored, enough
    by_anchors = _proposed(*_neighbours(keys, owner, ANCHOR_STEPS, either_way=True), len(passages), SHARED_ANCHORS)
    by_words, by_anchors = (_of_like_length_all(pairs, lengths) for pairs in (by_words, by_anchors))
    held = Held.of(keys, owner, len(lengths))
    alike = [
        some[(shared >= ANCHORS_SHARED * np.maximum(1, counts.max(1))) & (lengths[some].max(1) <= LONGEST)]
        for some, shared, counts in held.shared(by_anchors)
    ]
    near: list[Ints] = []
    if outlet is not None:
        by_meaning = _of_like_length_all(_near(passages, words >= PASSAGE_WORDS, report, outlet), lengths)
        sounds = Held.of(tables.sound_numbers[held_ids], owner, len(lengths))
        near = [some[shared >= ANCHORS_OF_FEWER * counts.min(1)] for some, shared, counts in sounds.shared(by_meaning)]
    return np.unique(np.concatenate([by_words, *alike, *near]), axis=0)


def _near(passages: Sequence[Telling], enough: Bools, report: Ints, outlet: Ints) -> Ints:
    """Pairs [pairs, 2] of passages of enough words that lie near each other in meaning."""
    chosen = np.flatnonzero(enough)
    vectors = passage_vectors(
        [passages[at].row.ids[passages[at].at] for at in chosen.tolist()], passages[0].tables.known
    )
    return np.asarray(chosen[nearest(vectors, report[chosen], outlet[chosen])])


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The names and numbers of each passage, each once: their keys in order, with `first` and `counts` by passage."""

    keys: Ints
    first: Ints
    counts: Ints
    most: int

    @classmethod
    def of(cls, keys: Ints, owner: Ints, passages: int) -> Held:
        """From the keys of all names and numbers and the passage of each."""
        most = int(keys.max()) + 1 if len(keys) else 1
        held = np.unique(owner.astype(np.int64) * most + keys)
        counts = np.bincount(held // most, minlength=passages)
        return cls(held % most, np.cumsum(counts) - counts, counts, most)

    def shared(self, pairs: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """For a stretch of pairs [some, 2] at a time: the pairs, how many both hold, and [some, 2] how many each."""
        for low in range(0, max(1, len(pairs)), PAIRS // 10):
            some = pairs[low : low + PAIRS // 10]
            sides = []
            for side in (0, 1):
                count = self.counts[some[:, side]]
                number = np.repeat(np.arange(len(some), dtype=np.int64), count)
                within = np.arange(len(number)) - np.repeat(np.cumsum(count) - count, count)
                sides.append(number * self.most + self.keys[np.repeat(self.first[some[:, side]], count) + within])
            both = np.intersect1d(sides[0], sides[1], assume_unique=True) // self.most
            yield some, np.bincount(both, minlength=len(some)), self.counts[some]


def _of_like_length_all(pairs: Ints, lengths: Ints) -> Ints:
    of_pair = lengths[pairs]
    return np.asarray(pairs[of_pair.max(1) <= LENGTHS * of_pair.min(1)])


def _of_like_length(a: Telling, b: Telling) -> bool:
    shorter, longer = sorted((len(a.at), len(b.at)))
    return longer <= LENGTHS * shorter


def alike(a: Telling, b: Telling) -> bool:
    """A quick look whether two passages can agree enough in their length, names and numbers."""
    in_a, in_b = set(a.anchors), set(b.anchors)
    short = max(len(a.at), len(b.at)) <= LONGEST
    return short and _of_like_length(a, b) and len(in_a & in_b) >= ANCHORS_SHARED * max(1, len(in_a), len(in_b))


def _neighbours(words: Ints, owner: Ints, steps: Sequence[int], *, either_way: bool = False) -> tuple[Keys, Ints]:
    """A key for each pair of words of one passage that stand so many steps apart, and the passage of each.

    `either_way`: whichever word is first, and not of a word with itself.
    """
    keys, owners = [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)]
    for step in steps:
        one, other = words[:-step], words[step:]
        chosen = owner[:-step] == owner[step:]
        if either_way:
            chosen &= one != other
            one, other = np.minimum(one, other), np.maximum(one, other)
        one, other = one[chosen].astype(np.uint64), other[chosen].astype(np.uint64)
        keys.append(mix(one) * np.uint64(0x100000001B3) + mix(other))
        owners.append(owner[:-step][chosen])
    return np.concatenate(keys), np.concatenate(owners)


def _proposed(keys: Keys, owner: Ints, passages: int, least: int) -> Ints:
    """Pairs [pairs, 2] of passages that share so many keys, of the keys that few passages hold."""
    owners, groups = _occurrences(keys, owner)
    kept = [np.zeros((0, 2), np.int64)]
    if not len(owners):
        return kept[0]
    ends = np.flatnonzero(np.concatenate((np.diff(groups) != 0, [True])))
    partners = ends[np.cumsum(np.concatenate(([0], np.diff(groups) != 0)))] - np.arange(len(groups))
    rank = np.argsort(owners, kind="stable")
    bounds = np.concatenate(([0], np.cumsum(partners[rank])))
    ranked = owners[rank]
    low = 0
    while low < len(rank):
        high = max(int(np.searchsorted(bounds, bounds[low] + PAIRS, side="right")) - 1, low + 1)
        # no passage is cut in two: its pairs are counted together
        high = int(np.searchsorted(ranked, ranked[high - 1], side="right"))
        first = rank[low:high]
        count = partners[first]
        left = np.repeat(first, count)
        right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count)
        pairs, shared = np.unique(owners[left].astype(np.int64) * passages + owners[right], return_counts=True)
        kept.append(np.stack(np.divmod(pairs[shared >= least], passages), axis=1))
        low = high
    return np.concatenate(kept)


def _occurrences(keys: Keys, owner: Ints) -> tuple[Ints, Ints]:
    """The passages of each key that two or more hold but no crowd, with the number of the key, by key and passage."""
    parts = 1 + len(keys) // PART
    share = keys % np.uint64(parts)
    found: list[tuple[Ints, Ints]] = []
    groups = 0
    for part in range(parts):
        at = np.flatnonzero(share == part)
        at = at[np.lexsort((owner[at], keys[at]))]
        key, of = keys[at], owner[at]
        fresh = np.ones(len(at), dtype=np.bool_)
        fresh[1:] = key[1:] != key[:-1]
        once = fresh.copy()  # a passage that holds a key twice holds it
        once[1:] |= of[1:] != of[:-1]
        of, fresh = of[once], fresh[once]
        group = np.cumsum(fresh) - 1
        size = np.bincount(group)[group] if len(group) else group
        few = (size > 1) & (size <= CROWD)
        found.append((of[few], group[few] + groups))
        groups += int(group[-1]) + 1 if len(group) else 0
    return np.concatenate([o for o, _ in found]), np.concatenate([g for _, g in found])


def judge_rewording(
    a: Telling, b: Telling, agreed: Agreement | None, matched: Sequence[tuple[int, int]] = ()
) -> Rewording | None:
    """Whether two passages are one text reworded, by what agrees and what contradicts it.

    `agreed` is None where names and numbers are too far apart to ask. `matched` are spans of a's text that are shared
    word for word with b: what agrees must not all lie in them.
    """
    shorter, longer = sorted((len(a.stems), len(b.stems)))
    if min(a.words, b.words) < PASSAGE_WORDS or longer > LENGTHS * shorter or numbers_clash(a, b):
        return None
    found = _in_row(a, b, matched, shorter, longer)
    return found or (_in_statements(a, b, agreed, matched) if agreed else None)


def _in_row(a: Telling, b: Telling, matched: Sequence[tuple[int, int]], shorter: int, longer: int) -> Rewording | None:
    """A rewrite that keeps many of the words, and their order."""
    if shorter < BARS[1].agreeing:
        return None
    aligned = [
        (part.src_start + step, part.dest_start + step)
        for part in LCSseq.opcodes(a.stems, b.stems)
        if part.tag == "equal"
        for step in range(part.src_end - part.src_start)
    ]
    if one_site(a, b):
        common_a, common_b = a.common, b.common
        aligned = [(i, j) for i, j in aligned if not (common_a[i] and common_b[j])]
    quoted_a, quoted_b = a.quoted, b.quoted
    told = [(i, j) for i, j in aligned if not (quoted_a[i] and quoted_b[j])]
    names_a, names_b, forms = a.names, b.names, a.row.forms
    plain = sum(not (names_a[i] or names_b[j] or is_number(forms[a.at[i]])) for i, j in told)
    plain_shorter = max(1, min(int((~names_a).sum()), int((~names_b).sum())))
    reached = any(
        len(told) >= bar.agreeing
        and plain >= bar.plain
        and len(aligned) >= bar.of_longer * longer
        and len(aligned) >= bar.of_shorter * shorter
        and plain >= bar.plain_of_shorter * plain_shorter
        for bar in BARS
    )
    if (
        not reached
        or not is_loose(a, told, matched)
        or not _names_agree(a, b, aligned)
        or negation_clash(a, b, aligned)
    ):
        return None
    why = f"{len(aligned)} of {shorter} telling words (names, numbers, plain words) agree in the same order"
    return rewording(a, b, aligned, why)


def _in_statements(a: Telling, b: Telling, agreed: Agreement, matched: Sequence[tuple[int, int]]) -> Rewording | None:
    """A rewrite that swaps most of its words: the same names and numbers in the same statements, and none besides."""
    if not stands_alone(agreed):
        return None
    quoted_a, quoted_b, common_a, common_b = a.quoted, b.quoted, a.common, b.common
    told = [(i, j) for i, j in agreed.pairs if not (quoted_a[i] and quoted_b[j])]
    if not is_loose(a, told, matched) or negation_clash(a, b, agreed.pairs):
        return None
    if one_site(a, b) and sum(bool(common_a[i] and common_b[j]) for i, j in told) > SITE_SHARE * len(told):
        return None
    return rewording(a, b, agreed.pairs, agreed.why)


def rewording(a: Telling, b: Telling, pairs: Sequence[tuple[int, int]], why: str) -> Rewording:
    """The rewording that these agreeing words show, to the ends of their sentences."""
    a_first, a_stop = whole_sentences(a, [i for i, _ in pairs])
    b_first, b_stop = whole_sentences(b, [j for _, j in pairs])
    return Rewording(a_first, a_stop, b_first, b_stop, round(2 * len(pairs) / (len(a.at) + len(b.at)), 4), why)


def one_site(a: Telling, b: Telling) -> bool:
    """Whether two passages stand in one report, or in reports of one outlet, which repeats its forms of words."""
    return a.row is b.row or (a.row.report.outlet is not None and a.row.report.outlet == b.row.report.outlet)


def is_loose(a: Telling, told: Sequence[tuple[int, int]], matched: Sequence[tuple[int, int]]) -> bool:
    """Whether enough agrees outside the stretches that are shared word for word."""
    loose = ~inside(a.row.starts[a.at[[i for i, _ in told]]], sorted(matched)) if told else np.zeros(0, np.bool_)
    return int(loose.sum()) >= max(LOOSE_WORDS, LOOSE_SHARE * len(told))


def _names_agree(a: Telling, b: Telling, aligned: Sequence[tuple[int, int]]) -> bool:
    names_a, names_b = a.names, b.names
    shared = sum(bool(names_a[i] and names_b[j]) for i, j in aligned)
    fewer = min(int(names_a.sum()), int(names_b.sum()))
    return fewer < 2 or shared >= NAMES_AGREEING * fewer


def numbers_clash(a: Telling, b: Telling) -> bool:
    """Whether each has a number or a named day that the other lacks: other facts, or a template."""
    return bool(a.numbers - b.numbers) and bool(b.numbers - a.numbers)


def negation_clash(a: Telling, b: Telling, aligned: Sequence[tuple[int, int]]) -> bool:
    """Whether one of them negates what the other says."""
    only = _negated_only(a, b, dict(aligned)) or _negated_only(b, a, {j: i for i, j in aligned})
    return only or turned_round(a, b, aligned)


def _negated_only(a: Telling, b: Telling, partner: Mapping[int, int]) -> bool:
    """Whether a negates something that b says without a negation.

    What a negation holds is the next three telling words of its sentence; b says it where two of them are aligned.
    """
    first, stop = int(a.at[0]), int(a.at[-1]) + 1
    forms = a.row.forms
    for at in range(first, stop):
        if not is_negation(forms[at]):
            continue
        after = int(np.searchsorted(a.at, at, side="right"))
        scope = [i for i in range(after, min(after + 3, len(a.at))) if a.row.sentence[a.at[i]] == a.row.sentence[at]]
        said = [partner[i] for i in scope if i in partner]
        if len(said) >= 2 and not any(_negates(b.row, int(b.row.sentence[b.at[j]])) for j in said):
            return True
    return False


def _negates(row: WordRow, sentence: int) -> bool:
    first, stop = np.searchsorted(row.sentence, [sentence, sentence + 1]).tolist()
    words = row.forms[first:stop]
    return any(is_negation(form) or form in lexicon("lexical_negatives.txt") for form in words)


def whole_sentences(passage: Telling, aligned: Iterable[int]) -> tuple[int, int]:
    """The words from the start of the first sentence that has a part in it to the end of the last."""
    places = [int(passage.at[i]) for i in aligned]
    row = passage.row
    low, high = int(row.sentence[min(places)]), int(row.sentence[max(places)])
    first, stop = np.searchsorted(row.sentence, [low, high + 1]).tolist()
    return int(first), int(stop)
