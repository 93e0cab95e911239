"""What happened when: events of many reports joined where they surely tell of one happening.

A wrong join puts one outlet's word behind another's event, so events stay apart unless their dates agree, they are of
one kind (or each sentence names the other's kind: `the strike that killed ...`, `killed in a strike`) and they share
the names and words near them. Only events with a date enter; modality never mixes what happened with what was denied.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations

from whence.account import TimelineEntry
from whence.records import Event
from whence.weigh.bonds import NO_BONDS, Bonds
from whence.weigh.timeline_entry import entry_of
from whence.weigh.timeline_held import with_held
from whence.weigh.timeline_items import EventContext, Item, first_day, is_background, items_of
from whence.weigh.timeline_known import absorbed
from whence.weigh.timeline_likeness import SHORT, SPAN, Rarity, agree_on_days, likeness, modalities_agree, same_sentence
from whence.weigh.timeline_means import with_means
from whence.weigh.timeline_plans import with_plans
from whence.weigh.timeline_pointed import with_pointed, with_wide
from whence.weigh.timeline_repeated import with_repeated
from whence.weigh.timeline_same_day import with_nights, with_same_day

_ALIKE_ACROSS = 4
"""One pair in so many, between two groups, has to be alike for the groups to be one."""
_TOLD_BY = 3
"""Reports from which on a happening is what `last week's attack` means."""
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
    pairs = [(score, a, b) for a, b in _candidates(items) if (score := likeness(items[a], items[b], rarity)) > 0]
    joining = _Joining(items, rarity, bonds)
    # What is dated to the day first: `last week's attack` is then the one that most tell of.
    wide = {index for index, item in enumerate(items) if item.days > SHORT}
    joining.join(pair for pair in pairs if not wide & {*pair[1:]})
    joining.regroup(with_means(items, joining.groups()))
    joining.add_wide(wide, pairs)
    joining.join(pair for pair in pairs if not joining.is_outshone(wide, *pair[1:]))
    known = absorbed(items, with_means(items, with_repeated(items, joining.groups())), rarity)
    told = with_nights(items, with_wide(items, with_same_day(items, with_pointed(items, known))))
    told = with_held(items, with_means(items, told, nights=True))
    groups = [sorted(group) for group in with_plans(items, told, rarity)]
    if not bonds:
        return groups
    at = {item.event.id: index for index, item in enumerate(items)}
    return [sorted(at[one] for one in group) for group in bonds.join(_ids(items, group) for group in groups)]


class _Joining:
    """Groups of one happening that grow pair by pair, none of which holds two that contradict each other."""

    def __init__(self, items: Sequence[Item], rarity: Rarity, bonds: Bonds) -> None:
        self._items, self._rarity, self._bonds = items, rarity, bonds
        self._group_of = list(range(len(items)))
        self._members: dict[int, list[int]] = {index: [index] for index in range(len(items))}

    def groups(self) -> list[list[int]]:
        """The groups, by their first event."""
        return [group for _, group in sorted(self._members.items())]

    def regroup(self, groups: Iterable[Sequence[int]]) -> None:
        """Take these groups instead of its own."""
        self._members = {min(group): sorted(group) for group in groups}
        for first, group in self._members.items():
            for index in group:
                self._group_of[index] = first

    def join(self, pairs: Iterable[tuple[float, int, int]]) -> None:
        """Join the groups of the pairs (likeness and two indexes), the likest first, where they hold together."""
        for _, a, b in sorted((-score, a, b) for score, a, b in pairs):
            first, second = sorted((self._group_of[a], self._group_of[b]))
            if first == second or not self._may_join(first, second):
                continue
            if _hold_together(self._items, self._members[first], self._members[second], self._rarity):
                self._merge(first, second)

    def add_wide(self, wide: Set[int], pairs: Sequence[tuple[float, int, int]]) -> None:
        """Put each event of a wide date with the dated group that it is like in most tellings, if with any."""
        alike: dict[int, list[int]] = defaultdict(list)
        for _, a, b in pairs:
            if (a in wide) != (b in wide):
                one, other = (a, b) if a in wide else (b, a)
                alike[one].append(other)
        for one, others in sorted(alike.items()):
            like: dict[int, list[int]] = defaultdict(list)
            for other in others:
                like[self._group_of[other]].append(other)
            ranked = sorted(like, key=lambda group: (-len(like[group]), -len(self._members[group]), group))
            for group in ranked:
                members = self._members[group]
                fits = agree_on_days(self._items, (*members, one)) and not any(
                    same_sentence(self._items[one], self._items[other]) for other in members
                )
                if fits and not self.is_outshone(wide, one, like[group][0]) and self._may_join(group, one):
                    self._merge(*sorted((group, self._group_of[one])))
                    break

    def is_outshone(self, wide: Set[int], a: int, b: int) -> bool:
        """Whether one of a wide date is like one of a day that few tell of, where many tell of another of its kind."""
        if (a in wide) == (b in wide):
            return False
        one, other = (a, b) if a in wide else (b, a)
        if self._told_by(self._group_of[other]) >= _TOLD_BY:
            return False
        return any(
            self._items[one].kind in {self._items[index].kind for index in members}
            and modalities_agree(self._items[one], self._items[members[0]])
            and agree_on_days(self._items, (*members, one))
            for group, members in self._members.items()
            if len(members) >= _TOLD_BY and self._told_by(group) >= _TOLD_BY
        )

    def _told_by(self, group: int) -> int:
        return len({self._items[index].event.report_id for index in self._members[group]})

    def _may_join(self, first: int, second: int) -> bool:
        clash = self._bonds and self._bonds.clash(
            _ids(self._items, self._members[first]), _ids(self._items, self._members[second])
        )
        return not clash

    def _merge(self, first: int, second: int) -> None:
        for index in self._members[second]:
            self._group_of[index] = first
        self._members[first] += self._members.pop(second)


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
