"""What happened when: events of many reports joined where they surely tell of one happening.

A wrong join puts one outlet's word behind another's event, so events stay apart unless their dates agree, they are of
one kind (or each sentence names the other's kind: `the strike that killed ...`, `killed in a strike`) and they share
the names and words near them. Only events with a date enter; modality never mixes what happened with what was denied.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from whence.account import TimelineEntry
from whence.records import Event, digest
from whence.weigh.bonds import NO_BONDS, Bonds
from whence.weigh.timeline_words import Near, harms, kind_of, near, stem

_SHORT = 3
"""Days: an interval up to a weekend is a date; two such agree where they overlap."""
_SPAN = 31
"""Days: `last week`, `this month` agree with a day inside them. Wider ones agree only if equal."""
_LOOSELY_ALIKE = 0.25
_ALIKE = 0.3
_VERY_ALIKE = 0.5
_NEARLY_THE_SAME = 0.7
"""Shares of the smaller set of nearby words that two events have in common, for the strengths of evidence."""
_ALIKE_WITH_PATIENT = 0.15
"""Enough where both sentences name the same one as killed, struck, met: the verb's nearest name."""
_MANY = 5
"""Shared words that are enough without a shared name."""
_ALIKE_ACROSS = 4
"""One pair in so many, between two groups, has to be alike for the groups to be one."""
_TOLD_BY = 3
"""Reports from which on a happening is known to the readers of the others."""
_KNOWN_BY = 6
"""Reports from which on one word in common is enough to speak of it (`the images of last week's attack`)."""
_CORE = 5
"""A word that one in so many tellings has near is one of those by which the happening is known."""
_SHARED_CORE = 3
"""Such words that two large groups have in common where they are one."""
_CROWD = 400
"""Events under one key of the index beyond which the key tells nothing and is passed over."""
_OF_ANY_KIND = frozenset({stem("taken"), stem("took"), stem("occur"), stem("happen")})
_OPEN_MODALITIES = frozenset({"planned", "possible"})


@dataclass(frozen=True, slots=True)
class EventContext:
    """What stands around one event: given for each event's id.

    `sentence` holds the event's word; `sentence_start` is its offset in the report's text.
    """

    report_id: str
    sentence: str
    sentence_start: int
    published_earliest: str | None
    published_latest: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One dated event with what stands near it and the kind of happening that its word names."""

    event: Event
    context: EventContext
    near: Near
    kind: str
    earliest: date
    latest: date

    @property
    def days(self) -> int:
        return (self.latest - self.earliest).days + 1


def join_timeline(
    events: Sequence[Event], context: Mapping[str, EventContext], bonds: Bonds = NO_BONDS
) -> list[TimelineEntry]:
    """The timeline of these events, in order of date: one entry for each happening.

    An entry's date is the narrowest that its events agree on; `event_id` is the event whose sentence tells it best.
    Events without a date, or without a context, are left out. `bonds` are what a person ruled about pairs of events.
    """
    items = items_of(events, context)
    entries = [_entry([items[index] for index in group]) for group in _groups(items, bonds)]
    return sorted(entries, key=lambda entry: (entry.earliest or "", entry.latest or "", entry.id))


def items_of(events: Iterable[Event], context: Mapping[str, EventContext]) -> list[Item]:
    """The dated events with what stands near them, by id."""
    return [
        _item(event, context[event.id])
        for event in sorted(events, key=lambda event: event.id)
        if event.earliest is not None and event.latest is not None and event.id in context
    ]


def _item(event: Event, context: EventContext) -> Item:
    assert event.earliest is not None
    assert event.latest is not None
    at, end = event.start - context.sentence_start, event.end - context.sentence_start
    return Item(
        event,
        context,
        near(context.sentence, at, end - at),
        kind_of(context.sentence[at:end]),
        date.fromisoformat(event.earliest),
        date.fromisoformat(event.latest),
    )


# --- which events tell of one happening ------------------------------------------------------------------------------


def _groups(items: Sequence[Item], bonds: Bonds) -> list[list[int]]:
    """Groups of one happening: the likest pairs first, and no group in which any two contradict each other."""
    group_of = list(range(len(items)))
    members: dict[int, list[int]] = {index: [index] for index in range(len(items))}
    pairs = ((likeness(items[a], items[b]), a, b) for a, b in _candidates(items))
    for _, a, b in sorted((-score, a, b) for score, a, b in pairs if score > 0):
        first, second = sorted((group_of[a], group_of[b]))
        if first == second or not _hold_together(items, members[first], members[second]):
            continue
        if bonds and bonds.clash(_ids(items, members[first]), _ids(items, members[second])):
            continue
        for index in members[second]:
            group_of[index] = first
        members[first] += members.pop(second)
    groups = [sorted(group) for group in _absorbed(items, [group for _, group in sorted(members.items())])]
    if not bonds:
        return groups
    at = {item.event.id: index for index, item in enumerate(items)}
    return [sorted(at[one] for one in group) for group in bonds.join(_ids(items, group) for group in groups)]


def _ids(items: Sequence[Item], group: Sequence[int]) -> list[str]:
    return [items[index].event.id for index in group]


def _absorbed(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """`last week's attack`, told with few words, is the attack of its kind that most reports of those days tell of.

    Only where one such happening stands out, and the words near say what the reports of it mostly say.
    """
    groups = _merged(items, groups)
    large = [group for group in groups if len({items[index].event.report_id for index in group}) >= _TOLD_BY]
    kept = {id(group): list(group) for group in groups}
    for group in groups:
        if len({items[index].event.report_id for index in group}) >= _TOLD_BY:
            continue
        fitting = [other for other in large if _speaks_of(items, group, other)]
        sizes = sorted((len(other) for other in fitting), reverse=True)
        if not fitting or (len(sizes) > 1 and sizes[1] * 2 > sizes[0]):
            continue
        chosen = next(other for other in fitting if len(other) == sizes[0])
        if _agree_on_days(items, (*kept[id(chosen)], *group)):
            kept[id(chosen)] += group
            del kept[id(group)]
    return list(kept.values())


def _merged(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """Groups that tell of one kind of happening on one day with the same words most of the time: two halves of one."""
    large = sorted((group for group in groups if len(group) >= _TOLD_BY), key=lambda group: (-len(group), group))
    small = [group for group in groups if len(group) < _TOLD_BY]
    kept: list[list[int]] = []
    for group in large:
        for other in kept:
            if _halves(items, group, other):
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
        and _agree_on_days(items, (*first, *second))
        and all(_modalities_agree(items[one], items[other]) for one in first for other in second)
        # `the strike ..., in which he was killed`: one sentence in five may name it twice, more is two happenings.
        and 5 * sum(any(_same_sentence(items[one], items[other]) for one in first) for other in second)
        <= min(len(first), len(second))
    )


def _core(items: Sequence[Item], group: Sequence[int]) -> set[str]:
    """The words by which a happening is known: those that one in `_CORE` of its tellings has near."""
    counts = Counter(word for index in group for word in items[index].near.all)
    return {word for word, count in counts.items() if count * _CORE >= len(group) and count > 1}


def _speaks_of(items: Sequence[Item], group: Sequence[int], told: Sequence[int]) -> bool:
    core = _core(items, told)
    well_known = len({items[index].event.report_id for index in told}) >= _KNOWN_BY
    kinds = {items[index].kind for index in told}
    doers = {name for index in told for name in items[index].near.names}
    for index in group:
        item = items[index]
        shared = item.near.all & core
        if (
            (item.kind not in kinds and not (item.kind in harms() and item.near.kinds & kinds & harms()))
            or len(shared) < (1 if well_known else 2)
            or not (well_known or shared & item.near.names)
            or (item.near.patients and not item.near.patients & doers)
            or not all(_dates_agree(item, items[other]) and _modalities_agree(item, items[other]) for other in told)
            or any(_same_sentence(item, items[other]) for other in told)
        ):
            return False
    return True


def _agree_on_days(items: Sequence[Item], group: Sequence[int]) -> bool:
    return max(items[index].earliest for index in group) <= min(items[index].latest for index in group)


def _candidates(items: Sequence[Item]) -> list[tuple[int, int]]:
    """Pairs on one date that share two words or more near the event."""
    keyed: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        if item.days <= _SPAN:
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


def likeness(a: Item, b: Item) -> float:
    """How surely two events are one happening, from 0 (not at all) to 1."""
    if not _dates_agree(a, b) or not _modalities_agree(a, b):
        return 0.0
    shared = a.near.all & b.near.all
    share = len(shared) / max(1, min(len(a.near.all), len(b.near.all)))
    names = a.near.names & b.near.names
    same_patient = bool(a.near.patients & b.near.patients) and max(a.days, b.days) <= _SPAN
    if not same_patient and _only_meet(a, b):
        return 0.0
    same_kind = a.kind == b.kind
    one_deed = same_patient and {a.kind, b.kind} <= harms()
    if not same_kind and not one_deed and not (_names_kind(a, b.kind) and _names_kind(b, a.kind)):
        return 0.0
    if _contradict(a, b, share):
        return 0.0
    if share >= _NEARLY_THE_SAME and len(shared) >= 4:
        return share
    need = _VERY_ALIKE if max(a.days, b.days) > _SPAN else _ALIKE
    if not same_kind:
        need += 0.05
    if same_patient and share >= _ALIKE_WITH_PATIENT:
        return max(share, need)
    if not names:
        return share if len(shared) >= _MANY and share >= _VERY_ALIKE else 0.0
    if same_kind and max(a.days, b.days) <= _SHORT and len(shared) > 3:
        need = _LOOSELY_ALIKE
    return share if len(shared) >= 3 and share >= need else 0.0


def _names_kind(item: Item, kind: str) -> bool:
    """Whether the words near an event name this kind of happening; `took place` names none and fits any."""
    return kind in item.near.kinds or kind in _OF_ANY_KIND


def _dates_agree(a: Item, b: Item) -> bool:
    if a.days <= _SPAN and b.days <= _SPAN:
        return a.earliest <= b.latest and b.earliest <= a.latest
    return (a.earliest, a.latest) == (b.earliest, b.latest)


def _only_meet(a: Item, b: Item) -> bool:
    """Two wide dates of which neither lies in the other: `last week`, `in December`."""
    if min(a.days, b.days) <= _SHORT:
        return False
    within = (a.earliest <= b.earliest and b.latest <= a.latest) or (b.earliest <= a.earliest and a.latest <= b.latest)
    return not within


def _modalities_agree(a: Item, b: Item) -> bool:
    """What happened, was going on or was alleged may be one; a denial joins denials; a plan joins plans."""
    first, second = a.event.modality, b.event.modality
    if (first == "denied") != (second == "denied"):
        return False
    return (first in _OPEN_MODALITIES) == (second in _OPEN_MODALITIES)


def _contradict(a: Item, b: Item, share: float) -> bool:
    """Whether both name who did it and name nobody in common."""
    first, second = a.near.subject_names, b.near.subject_names
    if a.event.report_id == b.event.report_id and a.context.sentence_start == b.context.sentence_start:
        return True  # two events of one sentence are two
    return bool(first and second) and not (first & b.near.names or second & a.near.names) and share < _NEARLY_THE_SAME


def _hold_together(items: Sequence[Item], first: Sequence[int], second: Sequence[int]) -> bool:
    if not _agree_on_days(items, (*first, *second)):
        return False
    alike = sum(likeness(items[a], items[b]) > 0 for a in first for b in second)
    apart = any(_same_sentence(items[a], items[b]) for a in first for b in second)
    return not apart and _ALIKE_ACROSS * alike >= len(first) * len(second)


def _same_sentence(a: Item, b: Item) -> bool:
    return a.event.report_id == b.event.report_id and a.context.sentence_start == b.context.sentence_start


# --- an entry --------------------------------------------------------------------------------------------------------


def _entry(group: Sequence[Item]) -> TimelineEntry:
    told = [item for item in group if item.event.modality == "happened"] or list(group)
    earliest = max(item.earliest for item in told)
    latest = min(item.latest for item in told)
    if earliest > latest:  # put together by a person although their days differ: all of them
        earliest, latest = min(item.earliest for item in told), max(item.latest for item in told)
    best = min(group, key=_telling_rank)
    ids = tuple(sorted(item.event.id for item in group))
    return TimelineEntry(digest("timeline", *ids), earliest.isoformat(), latest.isoformat(), best.event.id, ids)


_MODALITY_RANK = {"happened": 0, "ongoing": 1, "alleged": 2, "planned": 3, "possible": 4, "denied": 5}
_READABLE = range(40, 280)
"""Characters of a sentence that can stand for an entry: shorter is a fragment, longer tells of several things."""


_LEANS = re.compile(r"(?:He|She|It|They|We|I|You|This|That|These|Those|His|Her|Its|Their|But|And|So|Then|Such)\b")
"""A sentence that begins so leans on the one before it."""


def _telling_rank(item: Item) -> tuple[int, int, int, int, int, str, str]:
    """Smaller is better.

    Dated to the day, happened, a whole sentence that stands by itself, in the report's own words or in those of
    somebody whom it names, that comes to the point; published early.
    """
    sentence = item.context.sentence.strip()
    whole = sentence[:1].isupper() or sentence[:1] in "\"'“‘"
    ends = sentence.rstrip("\"'”’)")[-1:] in (".", "!", "?")
    poor = (not whole) + (not ends) + (len(sentence) not in _READABLE) + _leans(item)
    quoted = sum(sentence.count(mark) for mark in '"“”') > 0 and item.event.attribution_id is not None
    late = (item.event.start - item.context.sentence_start) // 80
    return (
        item.days,
        _MODALITY_RANK[item.event.modality],
        poor,
        quoted + (item.event.attribution_id is not None),
        late,
        item.context.published_earliest or "9999",
        item.event.id,
    )


def _leans(item: Item) -> bool:
    """Whether a reader needs the sentence before: it begins with `He`, `But`, or names nobody and no place."""
    sentence = item.context.sentence.strip().lstrip("\"'“‘")
    return _LEANS.match(sentence) is not None or not item.near.names
