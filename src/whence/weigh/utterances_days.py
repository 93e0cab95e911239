"""Days for reports without a date, where the quotations that they share with dated ones tell.

Two reports that quote the same words at length tell of one occasion, or of what followed it. A report whose date is not
known is taken, for joining alone, to be of the days of the dated reports with which it shares such quotations, where
those lie within a week. Nothing else reckons with these days: which reading came first stays open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from whence.weigh.utterances_items import Item, days_apart
from whence.weigh.utterances_pairs import VERY_LONG_RUN, Evidence

WIDEST = 7
"""Days between the first and the last of the dated reports, or of one report's own interval, that are one occasion."""
FEWEST = 2
"""So many shared quotations, or one very long one, tell a report's days."""
_ROUNDS = 3
"""A report that was given days may give them to another, so many times over."""
Days = tuple[str, str]


def with_days(items: Sequence[Item], pairs: Mapping[tuple[str, str], Evidence]) -> list[Item]:
    """The items with days for those whose reports have none and share long quotations with reports that do."""
    report = {item.id: item.given.report_id for item in items}
    known = {item.given.report_id: days for item in items if (days := _days_of(item)) is not None}
    shared: dict[str, dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for (one, two), evidence in sorted(pairs.items()):
        a, b = report[one], report[two]
        if evidence.same_words and a != b:
            shared[a][b].append(evidence)
            shared[b][a].append(evidence)
    undated = sorted(set(report.values()) - set(known))
    for _ in range(_ROUNDS):
        found = {one: days for one in undated if one not in known and (days := _days_from(shared[one], known))}
        if not found:
            break
        known |= found
    given = {one: known[one] for one in undated if one in known}
    return [_dated(item, given[item.given.report_id]) if item.given.report_id in given else item for item in items]


def _days_of(item: Item) -> Days | None:
    """The report's own days, where they are known closely enough to reckon with."""
    low, high = item.given.published_earliest, item.given.published_latest
    if low is None or high is None or len(low) != len("2000-01-01") or len(high) != len("2000-01-01"):
        return None
    return (low, high) if _width(low, high) <= WIDEST else None


def _days_from(shared: Mapping[str, Sequence[Evidence]], known: Mapping[str, Days]) -> Days | None:
    """The days of the dated reports with which enough is shared; None where these are none or far apart."""
    days = [known[one] for one in sorted(shared) if one in known and _is_enough(shared[one])]
    if not days:
        return None
    low, high = min(one for one, _ in days), max(one for _, one in days)
    return (low, high) if _width(low, high) <= WIDEST else None


def _is_enough(shared: Sequence[Evidence]) -> bool:
    return len(shared) >= FEWEST or any(one.run >= VERY_LONG_RUN for one in shared)


def _width(low: str, high: str) -> int:
    return date.fromisoformat(high).toordinal() - date.fromisoformat(low).toordinal()


def _dated(item: Item, days: Days) -> Item:
    """The item with these days, unless its own interval excludes them."""
    own = item.given.published_earliest, item.given.published_latest
    if days_apart((own[0] or days[0], own[1] or days[1]), days):
        return item
    return replace(item, given=replace(item.given, published_earliest=days[0], published_latest=days[1]))
