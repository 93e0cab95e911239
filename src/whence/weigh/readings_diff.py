"""Word operations from one reading to another, on the words as printed.

The words are aligned by their norms (`words.py`), so what a house decides about spelling, numerals or contractions is
`equal`. Runs are found longest first (Ratcliff and Obershelp 1988, as in Python's difflib), which reads better than the
longest common subsequence; a contraction or a hyphenated word is never cut in two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Literal

from whence.weigh.utterances_items import Item, weight
from whence.weigh.words import Word, is_function
from whence.wordlists import wordlist

Op = Literal["equal", "insert", "delete", "replace"]
CHANCE_RUN = 2
"""So many words running agree by chance where hardly anything else of their two sentences does."""
CHANCE_SHARE = 0.35
"""The share of the shorter sentence, by weight, below which that is so."""


@dataclass(frozen=True, slots=True)
class Change:
    """One operation: units `[base_from, base_to)` of the base stand against `[to_from, to_to)` of the reading."""

    op: Op
    base_from: int
    base_to: int
    to_from: int
    to_to: int


def changes(base: Item, reading: Item) -> tuple[Change, ...]:
    """The operations that turn the base's words into the reading's, in order, covering both wholly."""
    pairs = _matched(base, reading)
    pairs = _whole_words(pairs, base.units, reading.units)
    found: list[Change] = []
    at_base = at_reading = 0
    for i, j in [*pairs, (len(base.units), len(reading.units))]:
        if i > at_base or j > at_reading:
            found.append(_between(base.units, reading.units, at_base, i, at_reading, j))
        if i < len(base.units):
            found.append(Change("equal", i, i + 1, j, j + 1))
        at_base, at_reading = i + 1, j + 1
    return tuple(_merged(found))


def printed_ops(base: Item, reading: Item, found: Sequence[Change]) -> tuple[tuple[str, str, str], ...]:
    """The operations with the words as each text prints them."""
    return tuple(
        (
            change.op,
            printed_words(base, change.base_from, change.base_to),
            printed_words(reading, change.to_from, change.to_to),
        )
        for change in found
    )


def printed_words(item: Item, start: int, stop: int) -> str:
    """Units `[start, stop)` of an item as its text prints them; empty where there are none."""
    if start >= stop:
        return ""
    return " ".join(item.given.text[item.units[start].start : item.units[stop - 1].end].split())


def _matched(base: Item, reading: Item) -> list[tuple[int, int]]:
    left, right = _forms(base.units), _forms(reading.units)
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    kept = [block for block in blocks if block.size and not _by_chance(block.a, block.size, left, blocks)]
    kept = [block for block in kept if not _of_other_sentences(base, reading, block, kept)]
    pairs = [(block.a + step, block.b + step) for block in kept for step in range(block.size)]
    return [(i, j) for i, j in pairs if not _opens_one_alone(base, i, reading, j)]


def _opens_one_alone(base: Item, i: int, reading: Item, j: int) -> bool:
    """Whether an ellipsis stands at the head or the end of one of the two and amid the words of the other."""
    return base.units[i].kind == "ellipsis" and (
        (i == 0) != (j == 0) or (i == len(base.units) - 1) != (j == len(reading.units) - 1)
    )


def _forms(units: Sequence[Word]) -> list[str]:
    return [f"{unit.kind}:{unit.norm}" if unit.kind == "ellipsis" else unit.norm for unit in units]


def _by_chance(start: int, size: int, left: list[str], blocks: Sequence[object]) -> bool:
    """A single function word that agrees amid changes on both sides tells nothing, where more agrees elsewhere."""
    if size > 1 or not is_function(left[start]) or left[start] in wordlist("negators"):
        return False
    return len(left) > 8 and len(blocks) > 6


def _of_other_sentences(base: Item, reading: Item, block: Match, blocks: Sequence[Match]) -> bool:
    """Whether a word or two agree in two sentences that otherwise say other things, while their neighbours agree."""
    if block.size > CHANCE_RUN or len(blocks) < 2:
        return False
    here, there = base.sentences[block.a], reading.sentences[block.b]
    longest = max(blocks, key=lambda one: one.size)
    if longest.size <= CHANCE_RUN or (base.sentences[longest.a], reading.sentences[longest.b]) == (here, there):
        return False
    agreeing = [
        base.units[one.a + step].norm
        for one in blocks
        for step in range(one.size)
        if base.sentences[one.a + step] == here and reading.sentences[one.b + step] == there
    ]
    whole = min(_weight_of(base, here), _weight_of(reading, there))
    return weight(agreeing) < CHANCE_SHARE * whole


def _weight_of(item: Item, sentence: int) -> float:
    return weight(unit.norm for unit, number in zip(item.units, item.sentences, strict=True) if number == sentence)


def _whole_words(pairs: list[tuple[int, int]], base: Sequence[Word], reading: Sequence[Word]) -> list[tuple[int, int]]:
    """Drop pairs that would cut a contraction in two: all parts of a printed word agree, or none does."""
    while True:
        left, right = {i for i, _ in pairs}, {j for _, j in pairs}
        cut_left = {unit.group for at, unit in enumerate(base) if at not in left and _has_parts(base, at)}
        cut_right = {unit.group for at, unit in enumerate(reading) if at not in right and _has_parts(reading, at)}
        kept = [(i, j) for i, j in pairs if base[i].group not in cut_left and reading[j].group not in cut_right]
        if len(kept) == len(pairs):
            return kept
        pairs = kept


def _has_parts(units: Sequence[Word], at: int) -> bool:
    """Whether a unit touches another of the same printed word (`would` and `n't`)."""
    group = units[at].group
    before = at > 0 and units[at - 1].group == group
    after = at + 1 < len(units) and units[at + 1].group == group
    return before or after


def _between(
    base: Sequence[Word], reading: Sequence[Word], base_from: int, base_to: int, to_from: int, to_to: int
) -> Change:
    if base_from == base_to:
        return Change("insert", base_from, base_to, to_from, to_to)
    if to_from == to_to:
        return Change("delete", base_from, base_to, to_from, to_to)
    joined = "".join(unit.norm for unit in base[base_from:base_to])
    op: Op = "equal" if joined == "".join(unit.norm for unit in reading[to_from:to_to]) else "replace"
    return Change(op, base_from, base_to, to_from, to_to)


def _merged(found: Sequence[Change]) -> list[Change]:
    merged: list[Change] = []
    for change in found:
        last = merged[-1] if merged else None
        if last is not None and last.op == change.op == "equal":
            merged[-1] = Change("equal", last.base_from, change.base_to, last.to_from, change.to_to)
        else:
            merged.append(change)
    return merged
