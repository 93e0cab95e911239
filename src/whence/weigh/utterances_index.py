"""Candidates for one utterance through an index, so that cost grows with what is shared and not with all pairs.

Statements are looked up by their speaker's last name, for one person may stand under several sources: `Ana Ruiz`,
`harbour chief Ana Ruiz`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from whence.weigh.utterances_items import Item
from whence.weigh.words import is_function, stem

SHORTER, SHINGLE, LONGER = 3, 4, 6
TOLD = 6
"""So many words running of a quotation that another tells without marks."""
WINDOW = 24
"""A posting is compared with so many that follow it: readings of one utterance chain, commonplaces do not pile up."""
FEW, SCARCE = 5, 8
"""So few quoted words, one of which so few attributions quote."""
LEAST_SHARED = 3
"""Content stems that two statements of one speaker must share to be compared."""


def candidates(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Pairs worth comparing, each once, in the order of their places in `items`."""
    pairs = _by_shingle(items)
    pairs.update(_by_scarce_word(items))
    pairs.update(_by_telling(items))
    pairs.update(_by_speaker(items))
    for one, two in sorted(pairs):
        yield items[one], items[two]


def _by_shingle(items: Sequence[Item]) -> set[tuple[int, int]]:
    """Pairs that share three quoted words of content running, four and two of content, or six and one."""
    postings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        quoted = item.quoted
        for size, content in ((SHORTER, 3), (SHINGLE, 2), (LONGER, 1)):
            shingles = {quoted[i : i + size] for i in range(len(quoted) - size + 1)}
            for shingle in sorted(shingles):
                if sum(not is_function(norm) for norm in shingle) >= content:
                    postings[shingle].append(at)
    return {pair for held in postings.values() for pair in _windowed(held)}


def _by_scarce_word(items: Sequence[Item]) -> set[tuple[int, int]]:
    """Pairs of which one quotes but a few words, and the other, with few besides, quotes one of these as well."""
    holding: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        for word in sorted({stem(norm) for norm in item.quoted if not is_function(norm)}):
            holding[word].append(at)
    short = {at for at, item in enumerate(items) if 0 < len(item.quoted) <= FEW}
    return {
        (one, two)
        for held in holding.values()
        if len(held) <= SCARCE
        for one, two in _windowed(held)
        if one in short or two in short
    }


def _by_telling(items: Sequence[Item]) -> set[tuple[int, int]]:
    """Pairs that share six words running, three of them content words, which one at least tells without marks."""
    told: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        if 2 * len(item.quoted) <= len(item.norms):
            for shingle in sorted(_telling(item.norms)):
                told[shingle].append(at)
    found = {pair for held in told.values() for pair in _windowed(held)}
    for at, item in enumerate(items):
        for shingle in _telling(item.quoted):
            found |= {(min(at, other), max(at, other)) for other in told.get(shingle, ())[:WINDOW] if other != at}
    return found


def _telling(norms: Sequence[str]) -> set[tuple[str, ...]]:
    runs = {tuple(norms[i : i + TOLD]) for i in range(len(norms) - TOLD + 1)}
    return {run for run in runs if sum(not is_function(norm) for norm in run) >= 3}


def _by_speaker(items: Sequence[Item]) -> set[tuple[int, int]]:
    """Pairs of one speaker that share content stems, a short quotation's one content word, or four quoted words running
    that hold one."""
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    running: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        name = _last_name(item)
        for called in sorted({one for one in (name, item.given.speaker_id) if one is not None}):
            for one in sorted(item.stems):
                postings[called, one].append(at)
        if name is not None:
            for shingle in sorted({item.quoted[i : i + SHINGLE] for i in range(len(item.quoted) - SHINGLE + 1)}):
                if not all(map(is_function, shingle)):
                    running[name, *shingle].append(at)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for held in postings.values():
        for pair in _windowed(held):
            shared[pair] += 1
    found = {pair for pair, count in shared.items() if count >= _needed(items[pair[0]], items[pair[1]])}
    return found | {pair for held in running.values() for pair in _windowed(held)}


def _last_name(item: Item) -> str | None:
    name = (item.given.speaker_name or "").casefold().split()
    return name[-1] if name else item.given.speaker_id


def _needed(one: Item, two: Item) -> int:
    """Quotations are compared on two shared stems, or on all of a short one's; plain statements need more."""
    if one.quoted and two.quoted:
        return min(2, len(one.stems), len(two.stems))
    return LEAST_SHARED


def _windowed(held: list[int]) -> Iterator[tuple[int, int]]:
    for i, one in enumerate(held):
        for two in held[i + 1 : i + 1 + WINDOW]:
            yield one, two
