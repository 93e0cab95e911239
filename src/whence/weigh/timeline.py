"""What happened when: events of many reports joined where they surely tell of one happening.

A wrong join puts one outlet's word behind another's event, so events stay apart unless their dates agree, they are of
one kind (or each sentence names the other's kind: `the strike that killed ...`, `killed in a strike`) and they share
the names and words near them. Only events with a date enter; modality never mixes what happened with what was denied.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from whence.account import TimelineEntry
from whence.records import Event
from whence.weigh.bonds import NO_BONDS, Bonds
from whence.weigh.timeline_entry import entry_of
from whence.weigh.timeline_items import EventContext, Item, first_day, is_background, items_of
from whence.weigh.timeline_known import absorbed
from whence.weigh.timeline_likeness import SPAN, Rarity, agree_on_days, likeness, same_sentence
from whence.weigh.timeline_means import with_means
from whence.weigh.timeline_plans import with_plans
from whence.weigh.timeline_pointed import with_pointed
from whence.weigh.timeline_repeated import with_repeated
from whence.weigh.timeline_same_day import with_nights, with_same_day

_ALIKE_ACROSS = 4
"""One pair in so many, between two groups, has to be alike for the groups to be one."""
_CROWD = 400
"""Events under one key of the index beyond which the key tells nothing and is passed over."""


def join_timeline(
    events: Sequence[Event], context: Mapping[str, EventContext], bonds: Bonds = NO_BONDS
) -> list[TimelineEntry]:
    """The timeline of these events, in order of date: one entry for each happening.

    An entry's date is the narrowest that its events agree on; `event_id` is the event whose sentence tells it best.
    Events without a date or a context are left out, and so is the background that one report alone tells (of a year, or
    of years before). `bonds` are what a person ruled about pairs of events.
    """
    items = items_of(events, context)
    groups = [[items[index] for index in group] for group in _groups(items, Rarity(items), bonds)]
    first = first_day(items)
    entries = [entry_of(group) for group in groups if not is_background(group, first)]
    return sorted(entries, key=lambda entry: (entry.earliest or "", entry.latest or "", entry.id))


# --- which events tell of one happening ------------------------------------------------------------------------------


def _groups(items: Sequence[Item], rarity: Rarity, bonds: Bonds) -> list[list[int]]:
    """Groups of one happening: the likest pairs first, and no group in which any two contradict each other."""
    group_of = list(range(len(items)))
    members: dict[int, list[int]] = {index: [index] for index in range(len(items))}
    pairs = ((likeness(items[a], items[b], rarity), a, b) for a, b in _candidates(items))
    for _, a, b in sorted((-score, a, b) for score, a, b in pairs if score > 0):
        first, second = sorted((group_of[a], group_of[b]))
        if first == second or not _hold_together(items, members[first], members[second], rarity):
            continue
        if bonds and bonds.clash(_ids(items, members[first]), _ids(items, members[second])):
            continue
        for index in members[second]:
            group_of[index] = first
        members[first] += members.pop(second)
    by_means = with_means(items, with_repeated(items, [group for _, group in sorted(members.items())]))
    known = absorbed(items, by_means, rarity)
    told = with_nights(items, with_same_day(items, with_pointed(items, known)))
    told = with_means(items, told, nights=True)
    groups = [sorted(group) for group in with_plans(items, told, rarity)]
    if not bonds:
        return groups
    at = {item.event.id: index for index, item in enumerate(items)}
    return [sorted(at[one] for one in group) for group in bonds.join(_ids(items, group) for group in groups)]


def _ids(items: Sequence[Item], group: Sequence[int]) -> list[str]:
    return [items[index].event.id for index in group]


def _candidates(items: Sequence[Item]) -> list[tuple[int, int]]:
    """Pairs on one date that share two words or more near the event."""
    keyed: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        if item.days <= SPAN:
            dates = [str(item.earliest.toordinal() + after) for after in range(item.days)]
        else:
            dates = [f"{item.event.earliest}/{item.event.latest}"]
        for when in dates:
            for word in item.near.all | {f"kind:{item.kind}"}:
                keyed[when, word].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for _, indexes in sorted(keyed.items()):
        if len(indexes) <= _CROWD:
            shared.update(combinations(indexes, 2))
    return sorted(pair for pair, count in shared.items() if count >= 2)


def _hold_together(items: Sequence[Item], first: Sequence[int], second: Sequence[int], rarity: Rarity) -> bool:
    if not agree_on_days(items, (*first, *second)):
        return False
    alike = sum(likeness(items[a], items[b], rarity) > 0 for a in first for b in second)
    apart = any(same_sentence(items[a], items[b]) for a in first for b in second)
    return not apart and _ALIKE_ACROSS * alike >= len(first) * len(second)
