"""Reports that date one happening apart: two days, each told outright, for what can have come only once.

Somebody is killed, or buried, once. Where two entries of the timeline tell that of one named person, each on its own
single day and the days are near, one of the days is wrong (or they are one moment in two places of the world): both
stand, as the sides of a dispute.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations

from whence.account import Dispute, DisputeSide, TimelineEntry
from whence.records import Event, digest
from whence.weigh.timeline_items import EventContext, Item, items_of
from whence.weigh.timeline_words import harms, kind_of
from whence.weigh.words import lexicon

_APART = 7
"""Days: two tellings of one happening that are further apart are rather of two."""
_HELD = ("happened", "alleged")


def rival_dates(
    entries: Sequence[TimelineEntry], events: Sequence[Event], context: Mapping[str, EventContext]
) -> list[Dispute]:
    """A dispute for each happening that is dated to two days: a side for each, with one event of each report.

    `opened` is the first day on which both dates had been published. Sorted by id.
    """
    known = {item.event.id: item for item in items_of(events, context)}
    found = []
    for a, b in combinations(_by_day([_precise(entry, known) for entry in entries]), 2):
        if 0 < abs((a[0].earliest - b[0].earliest).days) <= _APART and _one_happening(a, b):
            first, second = sorted((a, b), key=lambda items: items[0].earliest)
            found.append(_dispute(first, second, best_of(entries)))
    return sorted(found, key=lambda dispute: dispute.id)


def best_of(entries: Sequence[TimelineEntry]) -> frozenset[str]:
    """The events whose sentences speak for entries."""
    return frozenset(entry.event_id for entry in entries)


def _by_day(told: Sequence[list[Item]]) -> list[list[Item]]:
    """What tells of one person on one day, together, though the timeline has it as several entries."""
    groups: list[list[Item]] = []
    for items in sorted(
        (one for one in told if one and _whom(one)), key=lambda one: (one[0].earliest, -len(one), one[0].event.id)
    ):
        same = next((g for g in groups if g[0].earliest == items[0].earliest and _whom(g) & _whom(items)), None)
        if same is None:
            groups.append(list(items))
        else:
            same += items
    return groups


@cache
def _once() -> frozenset[str]:
    return frozenset(kind_of(word) for word in lexicon("timeline_once.txt"))


def _precise(entry: TimelineEntry, known: Mapping[str, Item]) -> list[Item]:
    items = [known[one] for one in entry.event_ids if one in known]
    return [item for item in items if item.days == 1 and item.event.modality in _HELD]


def _one_happening(a: Sequence[Item], b: Sequence[Item]) -> bool:
    if {item.event.report_id for item in a} <= {item.event.report_id for item in b}:
        return False
    if {item.event.report_id for item in b} <= {item.event.report_id for item in a}:
        return False
    return bool(_whom(a) & _whom(b))


def _whom(items: Sequence[Item]) -> set[str]:
    """The names of those to whom it came, told by a half of the tellings that name anybody, one of a kind that
    comes once."""
    if not any(item.kind in _once() for item in items):
        return set()
    done = [item for item in items if item.kind in _once() | harms() and item.near.patients]
    counts = Counter(name for item in done for name in item.near.patients)
    return {name for name, count in counts.items() if 2 * count >= len(done)}


def _one_a_report(items: Sequence[Item], best: frozenset[str]) -> list[str]:
    """The event of each report that names the day first, or that speaks for its entry: more say no more."""
    chosen: dict[str, Item] = {}
    for item in sorted(items, key=lambda one: (one.event.id not in best, one.event.start, one.event.id)):
        chosen.setdefault(item.event.report_id, item)
    return [item.event.id for item in chosen.values()]


def _dispute(a: Sequence[Item], b: Sequence[Item], best: frozenset[str]) -> Dispute:
    days = [a[0].earliest.isoformat(), b[0].earliest.isoformat()]
    published = [
        min((day for item in side if (day := item.context.published_latest) is not None), default=None)
        for side in (a, b)
    ]
    telling = next((item for item in (*a, *b) if item.event.id in best), a[0])
    words = " ".join(telling.context.sentence.split()).strip("“”\"'‘’ ,.;:")
    if len(words) > 100:
        words = words[:100].rsplit(" ", 1)[0] + " …"
    rows = tuple(
        DisputeSide(side, "event", item)
        for side, items in ((1, a), (2, b))
        for item in sorted(_one_a_report(items, best))
    )
    return Dispute(
        id=digest("dispute", "dates", *(f"{row.side}:{row.row_id}" for row in rows)),
        kind="dates",
        label=f"{days[0]} or {days[1]}: “{words}”",
        opened=max(day for day in published if day is not None) if all(published) else None,
        settled=None,
        reason="One happening that comes once is told of two days; a difference of hours between places can make one.",
        sides=rows,
    )
