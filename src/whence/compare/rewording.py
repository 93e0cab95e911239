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
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import LCSseq

from whence.compare.comparable import Bools, Ints, WordRow, inside, lexicon
from whence.compare.index import group_pairs, mix, shared_places
from whence.compare.judge import is_negation, is_number

PASSAGE_WORDS = 18
"""Shorter passages hold too little to tell a rewrite from another report of the same fact."""
SHARED_NEIGHBOURS = 4
"""Shared pairs of neighbouring telling words that make two passages worth comparing."""
CROWD = 24
"""A pair of neighbouring words in more passages than this proposes nothing."""
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "edly", "ed", "es", "ly", "s", "e")


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
"""What agrees outside the stretches shared word for word: with less than this, those stretches are all there is."""


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A passage as its telling words: their numbers in the row, stems, and whether each is a name or quoted.

    `common` flags words that are common in the row's own outlet (see `index.Runs`).
    """

    row: WordRow
    number: int
    at: Ints
    stems: tuple[str, ...]
    names: Bools
    quoted: Bools
    common: Bools


@dataclass(frozen=True, slots=True)
class Rewording:
    """Two passages judged a paraphrase: word spans, the share of telling words that agree, and why."""

    a_first: int
    a_stop: int
    b_first: int
    b_stop: int
    similarity: float
    why: str


@lru_cache(maxsize=1 << 17)
def stem(form: str) -> str:
    """A word form without its commonest endings; crude, and the same for both texts, which is all that is needed."""
    if form.endswith("'s") and len(form) > 3:
        form = form[:-2]
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            return form[: -len(ending)]
    return form


def tellings(row: WordRow, common: Bools | None = None) -> list[Telling]:
    """The passages of a row that are long enough to judge, furniture, captions and headlines aside."""
    grammar = lexicon("function_words.txt")
    text = row.report.text
    passages = sorted(row.report.passages) or [(0, len(text), "body")]
    numbers = row.passage if row.report.passages else np.zeros(len(row), dtype=np.int64)
    found: list[Telling] = []
    for number, (_, _, kind) in enumerate(passages):
        first, stop = np.searchsorted(numbers, [number, number + 1]).tolist() if len(row) else (0, 0)
        if kind in ("boilerplate", "caption", "headline", "header") or stop - first < PASSAGE_WORDS:
            continue
        at = [word for word in range(first, stop) if numbers[word] == number and row.forms[word] not in grammar]
        found.append(
            Telling(
                row=row,
                number=number,
                at=np.array(at, dtype=np.int64),
                stems=tuple(stem(row.forms[word]) for word in at),
                names=np.array([text[int(row.starts[word])].isupper() for word in at], dtype=np.bool_),
                quoted=row.quoted[at] if at else np.zeros(0, dtype=np.bool_),
                common=common[at] if at and common is not None else np.zeros(len(at), dtype=np.bool_),
            )
        )
    return found


def candidates(passages: Sequence[Telling]) -> list[tuple[int, int]]:
    """Pairs of passages (their numbers, in order) that share enough rare neighbouring words."""
    vocabulary: dict[str, int] = {}
    keys, owners = [], []
    for owner, passage in enumerate(passages):
        ids = mix(np.array([vocabulary.setdefault(word, len(vocabulary)) for word in passage.stems], dtype=np.uint64))
        near = [ids[:-step] * np.uint64(0x100000001B3) + ids[step:] for step in (1, 2) if len(ids) > step]
        own = np.unique(np.concatenate(near)) if near else np.zeros(0, np.uint64)
        keys.append(own)
        owners.append(np.full(len(own), owner, dtype=np.int64))
    if not keys:
        return []
    owner_of = np.concatenate(owners)
    outlets = np.arange(len(passages), dtype=np.int64)  # site text was dealt with word by word; here all are apart
    order, group, _ = shared_places(np.concatenate(keys), owner_of, outlets)
    if not len(order):
        return []
    rare = np.bincount(group)[group] <= CROWD
    _, group = np.unique(group[rare], return_inverse=True)
    left, right = group_pairs(order[rare], group.astype(np.int64), np.arange(len(owner_of)))
    pairs, counts = np.unique(owner_of[left] * len(passages) + owner_of[right], return_counts=True)
    chosen = pairs[counts >= SHARED_NEIGHBOURS].tolist()
    return [divmod(pair, len(passages)) for pair in chosen]


def judge_rewording(a: Telling, b: Telling, matched: Sequence[tuple[int, int]] = ()) -> Rewording | None:
    """Whether two passages are one text reworded, by what agrees and what contradicts it.

    `matched` are spans of a's text that are shared word for word with b: what agrees must not all lie in them.
    """
    shorter, longer = sorted((len(a.stems), len(b.stems)))
    if shorter < BARS[1].agreeing or longer > LENGTHS * shorter:
        return None
    aligned = [
        (part.src_start + step, part.dest_start + step)
        for part in LCSseq.opcodes(a.stems, b.stems)
        if part.tag == "equal"
        for step in range(part.src_end - part.src_start)
    ]
    site = a.row is b.row or (a.row.report.outlet is not None and a.row.report.outlet == b.row.report.outlet)
    aligned = [(i, j) for i, j in aligned if not (site and a.common[i] and b.common[j])]
    told = [(i, j) for i, j in aligned if not (a.quoted[i] and b.quoted[j])]
    loose = ~inside(a.row.starts[a.at[[i for i, _ in told]]], sorted(matched)) if told else np.zeros(0, np.bool_)
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
    reached = reached and int(loose.sum()) >= max(LOOSE_WORDS, LOOSE_SHARE * len(told))
    if not reached or not _names_agree(a, b, aligned) or _numbers_clash(a, b) or _negation_clash(a, b, aligned):
        return None
    a_first, a_stop = _whole_sentences(a, [i for i, _ in aligned])
    b_first, b_stop = _whole_sentences(b, [j for _, j in aligned])
    similarity = round(2 * len(aligned) / (shorter + longer), 4)
    why = f"{len(aligned)} of {shorter} telling words (names, numbers, plain words) agree in the same order"
    return Rewording(a_first, a_stop, b_first, b_stop, similarity, why)


def _names_agree(a: Telling, b: Telling, aligned: Sequence[tuple[int, int]]) -> bool:
    shared = sum(bool(a.names[i] and b.names[j]) for i, j in aligned)
    fewer = min(int(a.names.sum()), int(b.names.sum()))
    return fewer < 2 or shared >= NAMES_AGREEING * fewer


def _numbers_clash(a: Telling, b: Telling) -> bool:
    """Whether each has a number or a named day that the other lacks: other facts, or a template."""
    in_a = {a.row.forms[at] for at in a.at.tolist() if is_number(a.row.forms[at])}
    in_b = {b.row.forms[at] for at in b.at.tolist() if is_number(b.row.forms[at])}
    return bool(in_a - in_b) and bool(in_b - in_a)


def _negation_clash(a: Telling, b: Telling, aligned: Sequence[tuple[int, int]]) -> bool:
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
