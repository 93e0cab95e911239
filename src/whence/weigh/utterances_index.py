"""Candidates for one utterance through an index, so that cost grows with what is shared and not with all pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from whence.weigh.utterances_items import Item
from whence.weigh.words import is_function

SHINGLE = 4
WINDOW = 24
"""A posting is compared with so many that follow it: readings of one utterance chain, commonplaces do not pile up."""
LEAST_SHARED = 3
"""Content stems that two statements of one speaker must share to be compared."""


def candidates(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Pairs worth comparing, each once, in the order of their places in `items`."""
    pairs = _by_shingle(items)
    pairs.update(_by_speaker(items))
    for one, two in sorted(pairs):
        yield items[one], items[two]


def _by_shingle(items: Sequence[Item]) -> set[tuple[int, int]]:
    """Pairs that share four quoted words running, two of them content words."""
    postings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        quoted = item.quoted
        shingles = {quoted[i : i + SHINGLE] for i in range(len(quoted) - SHINGLE + 1)}
        for shingle in sorted(shingles):
            if sum(not is_function(norm) for norm in shingle) >= 2:
                postings[shingle].append(at)
    return {pair for held in postings.values() for pair in _windowed(held)}


def _by_speaker(items: Sequence[Item]) -> set[tuple[int, int]]:
    """Pairs of one speaker that share content stems, or a short quotation's one content word."""
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        if item.given.speaker_id is not None:
            for stem in sorted(item.stems):
                postings[item.given.speaker_id, stem].append(at)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for held in postings.values():
        for pair in _windowed(held):
            shared[pair] += 1
    return {pair for pair, count in shared.items() if count >= _needed(items[pair[0]], items[pair[1]])}


def _needed(one: Item, two: Item) -> int:
    """Quotations are compared on two shared stems, or on all of a short one's; plain statements need more."""
    if one.quoted and two.quoted:
        return min(2, len(one.stems), len(two.stems))
    return LEAST_SHARED


def _windowed(held: list[int]) -> Iterator[tuple[int, int]]:
    for i, one in enumerate(held):
        for two in held[i + 1 : i + 1 + WINDOW]:
            yield one, two
