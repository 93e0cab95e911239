"""What most reports tell of, and the few words with which others speak of it: `last week's attack`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from whence.weigh.timeline_items import Item
from whence.weigh.timeline_likeness import Rarity, agree_on_days, dates_agree, modalities_agree, same_sentence
from whence.weigh.timeline_means import targets_of
from whence.weigh.timeline_repeated import points
from whence.weigh.timeline_words import harms

_TOLD_BY = 3
"""Reports from which on a happening is known to the readers of the others."""
_KNOWN_BY, _KNOWN_TO = 6, 3
"""Reports from which on one word in common is enough to speak of it (`the images of last week's attack`): so many, or
in a small story one in so many of its reports."""
_CORE = 5
"""A word that one in so many tellings has near is one of those by which the happening is known."""
_STRONG, _STRONG_SHARE, _STRONG_PAIRS = 8.0, 0.35, 2
"""What words shared by two tellings weigh, their share of the lighter, and so many such pairs, make two groups one."""
_SHARED_CORE = 3
"""Such words that two large groups have in common where they are one."""


def absorbed(items: Sequence[Item], groups: Sequence[list[int]], rarity: Rarity) -> list[list[int]]:
    """`last week's attack`, told with few words, is the attack of its kind that most reports of those days tell of.

    Only where one such happening stands out, and the words near say what the reports of it mostly say.
    """
    groups = _merged(items, groups, rarity)
    large = [group for group in groups if len({items[index].event.report_id for index in group}) >= _TOLD_BY]
    kept = {id(group): list(group) for group in groups}
    reports = len({item.event.report_id for item in items})
    known_by = min(_KNOWN_BY, max(_TOLD_BY, -(-reports // _KNOWN_TO)))
    for group in groups:
        if len({items[index].event.report_id for index in group}) >= _TOLD_BY:
            continue
        fitting = [other for other in large if _speaks_of(items, group, other, known_by)]
        sizes = sorted((len(other) for other in fitting), reverse=True)
        if not fitting or (len(sizes) > 1 and sizes[1] * 2 > sizes[0]):
            continue
        chosen = next(other for other in fitting if len(other) == sizes[0])
        if agree_on_days(items, (*kept[id(chosen)], *group)):
            kept[id(chosen)] += group
            del kept[id(group)]
    return list(kept.values())


def _merged(items: Sequence[Item], groups: Sequence[list[int]], rarity: Rarity) -> list[list[int]]:
    """Groups that tell of one kind of happening on one day with the same words most of the time: two halves of one."""
    large = sorted((group for group in groups if len(group) >= _TOLD_BY), key=lambda group: (-len(group), group))
    small = [group for group in groups if len(group) < _TOLD_BY]
    kept: list[list[int]] = []
    for group in large:
        for other in kept:
            if _halves(items, group, other) or _tell_alike(items, group, other, rarity):
                other += group
                break
        else:
            kept.append(list(group))
    return [*kept, *small]


def _halves(items: Sequence[Item], first: Sequence[int], second: Sequence[int]) -> bool:
    a, b = _core(items, first), _core(items, second)
    names = {name for index in (*first, *second) for name in items[index].near.names}
    kinds = {items[index].kind for index in first} & {items[index].kind for index in second}
    return (
        bool(kinds)
        and len(a & b) >= _SHARED_CORE
        and 3 * len(a & b) >= min(len(a), len(b))
        and bool(a & b & names)
        and agree_on_days(items, (*first, *second))
        and all(modalities_agree(items[one], items[other]) for one in first for other in second)
        # `the strike ..., in which he was killed`: one sentence in five may name it twice, more is two happenings.
        and 5 * sum(any(same_sentence(items[one], items[other]) for one in first) for other in second)
        <= min(len(first), len(second))
    )


def _tell_alike(items: Sequence[Item], first: Sequence[int], second: Sequence[int], rarity: Rarity) -> bool:
    """Whether two tellings, one of each group, share so much that hardly another event has near that they are one.

    `the strike that killed twelve in the valley`, `twelve were killed in the valley`: kinds of one harm are enough.
    """
    if not agree_on_days(items, (*first, *second)) or not _one_kind(items, first, second):
        return False
    pairs = [(items[one], items[other]) for one in first for other in second]
    if not all(modalities_agree(a, b) for a, b in pairs) or any(same_sentence(a, b) for a, b in pairs):
        return False
    if _rival_names(items, first, second):
        return False
    strong = 0
    for a, b in pairs:
        weight, share = rarity.shared(a, b)
        strong += weight >= _STRONG and share >= _STRONG_SHARE
    return strong >= min(len(first), len(second), _STRONG_PAIRS)


def _one_kind(items: Sequence[Item], first: Sequence[int], second: Sequence[int]) -> bool:
    a, b = ({items[index].kind for index in group} for group in (first, second))
    return bool(a & b) or bool(a & harms() and b & harms())


def _rival_names(items: Sequence[Item], first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether both say to whom it was done, and say it of different people."""
    a, b = ({name for index in group for name in items[index].near.patients} for group in (first, second))
    return bool(a and b) and not a & b


def _is_one_deed(item: Item, kinds: set[str], patients: set[str]) -> bool:
    """`the shooting`, told elsewhere as `was killed`: a harm beside the word for the other, or done to the same one."""
    return item.kind in harms() and bool(item.near.kinds & kinds & harms() or item.near.patients & patients)


def _is_elsewhere(item: Item, places: Set[str], shared: int) -> bool:
    """Whether it was done at what no telling of the other names, and little else says that it is the same."""
    own = targets_of([item])
    return item.kind in harms() and shared < _SHARED_CORE and bool(own and places) and not own & places


def _core(items: Sequence[Item], group: Sequence[int]) -> set[str]:
    """The words by which a happening is known: those that one in `_CORE` of its tellings has near."""
    counts = Counter(word for index in group for word in items[index].near.all)
    return {word for word, count in counts.items() if count * _CORE >= len(group) and count > 1}


def _speaks_of(items: Sequence[Item], group: Sequence[int], told: Sequence[int], known_by: int) -> bool:
    core = _core(items, told)
    well_known = len({items[index].event.report_id for index in told}) >= known_by
    kinds = {items[index].kind for index in told}
    doers = {name for index in told for name in items[index].near.names}
    patients = {name for index in told for name in items[index].near.patients}
    places = targets_of([items[index] for index in told])
    for index in group:
        item = items[index]
        shared = (item.near.all & core) | {f"to {name}" for name in item.near.patients & patients}
        is_pointing = well_known and points(item) and not item.near.subject_names - doers
        if (
            (item.kind not in kinds and not _is_one_deed(item, kinds, patients))
            or len(shared) < (0 if is_pointing else 1 if well_known else 2)
            or not (well_known or shared & item.near.names or item.near.patients & patients)
            or (item.near.patients and not item.near.patients & doers)
            or _is_elsewhere(item, places | doers, len(shared))
            or not all(dates_agree(item, items[other]) and modalities_agree(item, items[other]) for other in told)
            or any(same_sentence(item, items[other]) for other in told)
        ):
            return False
    return True
