"""What was planned and what came of it, as one happening: a reader asks of a plan whether it was carried out.

The events keep their own modality. An entry that holds plans beside what came of them is told by what came.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.weigh.timeline_held import is_one_occasion
from whence.weigh.timeline_items import Item
from whence.weigh.timeline_likeness import SHORT, Rarity, agree_on_days, likeness, same_sentence
from whence.weigh.timeline_pointed import are_rivals, is_open
from whence.weigh.timeline_repeated import points
from whence.weigh.timeline_words import sole_occasions

_ANNOUNCED_BY = 3
"""Reports from which on a happening is known by its day to those who speak of it after."""
_ALIKE_ACROSS = 2
"""One pair in so many, between the plans and the tellings of what came, has to be alike."""


def with_plans(items: Sequence[Item], groups: Sequence[list[int]], rarity: Rarity) -> list[list[int]]:
    """The groups, each plan of a day or two put with what reports that came later tell of it: held, or not held.

    A plan that fits two happenings stays apart.
    """
    came = [group for group in groups if all(not is_open(items[index]) for index in group)]
    kept = {id(group): list(group) for group in groups}
    for plan in groups:
        if not all(is_open(items[index]) for index in plan):
            continue
        fitting = [group for group in came if _came_of(items, plan, group, rarity)]
        if len(fitting) == 1:
            kept[id(fitting[0])] += plan
            del kept[id(plan)]
    return list(kept.values())


def _came_of(items: Sequence[Item], plan: Sequence[int], came: Sequence[int], rarity: Rarity) -> bool:
    if not agree_on_days(items, (*plan, *came)):
        return False
    if any(same_sentence(items[a], items[b]) for a in plan for b in came):
        return False
    planned = [day for index in plan if (day := items[index].context.published_latest) is not None]
    told = [day for index in came if (day := items[index].context.published_latest) is not None]
    if not planned or not told or max(planned) > min(told):
        return False
    if _is_meant(items, [index for index in plan if items[index].days == 1], came):
        return True
    if _is_the_one(items, [index for index in plan if items[index].days == 1], came):
        return True
    if max(items[index].days for index in (*plan, *came)) > SHORT:
        return False
    plans, others = ([items[index] for index in one] for one in (plan, came))
    if is_one_occasion(plans, others, whatever_came=True):
        return True
    alike = sum(likeness(items[a], items[b], rarity, whatever_came=True) > 0 for a in plan for b in came)
    return _ALIKE_ACROSS * alike >= len(plan) * len(came)


def _is_the_one(items: Sequence[Item], plan: Sequence[int], came: Sequence[int]) -> bool:
    """`is expected to vote on it Thursday`, `approved it Thursday`: an occasion of one day, whatever names are near."""
    told = [items[index] for index in (*plan, *came)]
    if not plan:
        return False
    kinds, others = ({items[index].kind for index in one} for one in (plan, came))
    if not kinds & others & sole_occasions() or max(item.days for item in told) > 1:
        return False
    doers, others = ({name for index in one for name in items[index].near.subject_names} for one in (plan, came))
    if doers and others and not doers & others:
        return False
    return not are_rivals([items[index] for index in plan], [items[index] for index in came])


def _is_meant(items: Sequence[Item], plan: Sequence[int], came: Sequence[int]) -> bool:
    """`since the June 12 summit`: the summit of that day that many announced."""
    kinds = {items[index].kind for index in (*plan, *came)}
    one_day = max(items[index].days for index in came) == 1
    if len(kinds) > 1 or not one_day or len({items[index].event.report_id for index in plan}) < _ANNOUNCED_BY:
        return False
    names = {name for index in plan for name in items[index].near.names}
    return any(points(items[index]) for index in came) and all(items[index].near.names & names for index in came)
