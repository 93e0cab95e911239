"""Paraphrase: passages that say the same things in the same order, in other words.

A passage is read as the row of its telling words: stems of content words, names and numbers, without the words of
grammar. Two passages are a paraphrase where a large part of both rows agrees in order, plain words as well as names,
and nothing contradicts it: no number or named day that differs, no statement that one of them negates. Words inside
quotation marks in both are left out of the count: two reports that quote one speech share those however each was
written. Pairs are proposed by the pairs of neighbouring telling words that they share, never compared all to all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from whence.compare.agreement import Agreement, stands_alone
from whence.compare.comparable import WordRow, inside, lexicon
from whence.compare.index import group_pairs, mix, shared_places
from whence.compare.judge import is_negation, is_number
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


def candidates(passages: Sequence[Telling]) -> list[tuple[int, int]]:
    """Pairs of passages (their numbers, in order) that share enough rare neighbouring words, or names and numbers."""
    by_words = _proposed(_neighbours(p.stems, (1, 2)) if p.words >= PASSAGE_WORDS else () for p in passages)
    by_anchors = _proposed(_neighbours(p.anchors, ANCHOR_STEPS, either_way=True) for p in passages)
    pairs = {pair for pair, count in by_words if count >= SHARED_NEIGHBOURS}
    pairs |= {
        pair for pair, count in by_anchors if count >= SHARED_ANCHORS and alike(passages[pair[0]], passages[pair[1]])
    }
    return sorted(pair for pair in pairs if _of_like_length(passages[pair[0]], passages[pair[1]]))


def _of_like_length(a: Telling, b: Telling) -> bool:
    shorter, longer = sorted((len(a.at), len(b.at)))
    return longer <= LENGTHS * shorter


def alike(a: Telling, b: Telling) -> bool:
    """A quick look whether two passages can agree enough in their length, names and numbers."""
    in_a, in_b = set(a.anchors), set(b.anchors)
    short = max(len(a.at), len(b.at)) <= LONGEST
    return short and _of_like_length(a, b) and len(in_a & in_b) >= ANCHORS_SHARED * max(1, len(in_a), len(in_b))


def _neighbours(words: Sequence[str], steps: Sequence[int], *, either_way: bool = False) -> tuple[tuple[str, str], ...]:
    pairs = (pair for step in steps for pair in zip(words, words[step:], strict=False))
    if either_way:
        return tuple((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    return tuple(pairs)


def _proposed(shared: Iterable[Sequence[tuple[str, str]]]) -> list[tuple[tuple[int, int], int]]:
    """Pairs of passages and how many keys they share, of the keys that few passages hold."""
    vocabulary: dict[str, int] = {}
    keys = []
    for pairs in shared:
        numbers = [vocabulary.setdefault(word, len(vocabulary)) for pair in pairs for word in pair]
        ids = mix(np.array(numbers, dtype=np.uint64)).reshape(-1, 2)
        keys.append(np.unique(ids[:, 0] * np.uint64(0x100000001B3) + ids[:, 1]))
    if not keys:
        return []
    owner_of = np.repeat(np.arange(len(keys)), [len(key) for key in keys]).astype(np.int64)
    outlets = np.arange(len(keys), dtype=np.int64)  # site text was dealt with word by word; here all are apart
    order, group, _ = shared_places(np.concatenate(keys), owner_of, outlets)
    if not len(order):
        return []
    rare = np.bincount(group)[group] <= CROWD
    _, group = np.unique(group[rare], return_inverse=True)
    left, right = group_pairs(order[rare], group.astype(np.int64), np.arange(len(owner_of)))
    pairs, counts = np.unique(owner_of[left] * len(keys) + owner_of[right], return_counts=True)
    return [(divmod(pair, len(keys)), count) for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True)]


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
    aligned = [(i, j) for i, j in aligned if not (one_site(a, b) and a.common[i] and b.common[j])]
    told = [(i, j) for i, j in aligned if not (a.quoted[i] and b.quoted[j])]
    plain = sum(not (a.names[i] or b.names[j] or is_number(a.row.forms[a.at[i]])) for i, j in told)
    plain_shorter = max(1, min(int((~a.names).sum()), int((~b.names).sum())))
    reached = any(
        len(told) >= bar.agreeing
        and plain >= bar.plain
        and len(aligned) >= bar.of_longer * longer
        and len(aligned) >= bar.of_shorter * shorter
        and plain >= bar.plain_of_shorter * plain_shorter
        for bar in BARS
    )
    if not reached or not _loose(a, told, matched) or not _names_agree(a, b, aligned) or negation_clash(a, b, aligned):
        return None
    why = f"{len(aligned)} of {shorter} telling words (names, numbers, plain words) agree in the same order"
    return rewording(a, b, aligned, why)


def _in_statements(a: Telling, b: Telling, agreed: Agreement, matched: Sequence[tuple[int, int]]) -> Rewording | None:
    """A rewrite that swaps most of its words: the same names and numbers in the same statements, and none besides."""
    if not stands_alone(agreed):
        return None
    told = [(i, j) for i, j in agreed.pairs if not (a.quoted[i] and b.quoted[j])]
    if not _loose(a, told, matched) or negation_clash(a, b, agreed.pairs):
        return None
    if one_site(a, b) and sum(bool(a.common[i] and b.common[j]) for i, j in told) > SITE_SHARE * len(told):
        return None
    return rewording(a, b, agreed.pairs, agreed.why)


def rewording(a: Telling, b: Telling, pairs: Sequence[tuple[int, int]], why: str) -> Rewording:
    """The rewording that these agreeing words show, to the ends of their sentences."""
    a_first, a_stop = _whole_sentences(a, [i for i, _ in pairs])
    b_first, b_stop = _whole_sentences(b, [j for _, j in pairs])
    return Rewording(a_first, a_stop, b_first, b_stop, round(2 * len(pairs) / (len(a.at) + len(b.at)), 4), why)


def one_site(a: Telling, b: Telling) -> bool:
    """Whether two passages stand in one report, or in reports of one outlet, which repeats its forms of words."""
    return a.row is b.row or (a.row.report.outlet is not None and a.row.report.outlet == b.row.report.outlet)


def _loose(a: Telling, told: Sequence[tuple[int, int]], matched: Sequence[tuple[int, int]]) -> bool:
    """Whether enough agrees outside the stretches that are shared word for word."""
    loose = ~inside(a.row.starts[a.at[[i for i, _ in told]]], sorted(matched)) if told else np.zeros(0, np.bool_)
    return int(loose.sum()) >= max(LOOSE_WORDS, LOOSE_SHARE * len(told))


def _names_agree(a: Telling, b: Telling, aligned: Sequence[tuple[int, int]]) -> bool:
    shared = sum(bool(a.names[i] and b.names[j]) for i, j in aligned)
    fewer = min(int(a.names.sum()), int(b.names.sum()))
    return fewer < 2 or shared >= NAMES_AGREEING * fewer


def numbers_clash(a: Telling, b: Telling) -> bool:
    """Whether each has a number or a named day that the other lacks: other facts, or a template."""
    return bool(a.numbers - b.numbers) and bool(b.numbers - a.numbers)


def negation_clash(a: Telling, b: Telling, aligned: Sequence[tuple[int, int]]) -> bool:
    """Whether one of them negates what the other says."""
    return _negated_only(a, b, dict(aligned)) or _negated_only(b, a, {j: i for i, j in aligned})


def _negated_only(a: Telling, b: Telling, partner: Mapping[int, int]) -> bool:
    """Whether a negates something that b says without a negation.

    What a negation holds is the next three telling words of its sentence; b says it where two of them are aligned.
    """
    first, stop = int(a.at[0]), int(a.at[-1]) + 1
    for at in range(first, stop):
        if not is_negation(a.row.forms[at]):
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


def _whole_sentences(passage: Telling, aligned: Iterable[int]) -> tuple[int, int]:
    """The words from the start of the first sentence that has a part in it to the end of the last."""
    places = [int(passage.at[i]) for i in aligned]
    row = passage.row
    low, high = int(row.sentence[min(places)]), int(row.sentence[max(places)])
    first, stop = np.searchsorted(row.sentence, [low, high + 1]).tolist()
    return int(first), int(stop)
