"""One day's harm told with many verbs, and one told of two days because it came in the night between them.

`struck the barracks`, `launched missiles`, `the attack on Sunday`, `took the lives of 20`: where nothing that reports
say of the harm of one day speaks for two happenings (another victim, another place, both in one sentence), it is one
line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from whence.weigh.timeline_items import Item
from whence.weigh.timeline_likeness import modalities_agree, same_sentence
from whence.weigh.timeline_pointed import are_rivals, names_of_whom
from whence.weigh.timeline_repeated import points
from whence.weigh.timeline_words import harms, kind_of, nations, sole_occasions
from whence.weigh.words import lexicon

_TOLD_BY = 3
"""Reports from which on the harm of a day is known, so that a telling without a name can be of nothing else."""
_AT_NIGHT = re.compile(
    r"\b(?:late (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day night"
    r"|late (?:at )?night|at night|overnight|midnight|last night|in the night)\b",
    re.IGNORECASE,
)
_BEFORE_DAWN = re.compile(
    r"\b(?:early (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:early|pre-?dawn|small) hours|before dawn"
    r"|pre-?dawn|overnight|after midnight|early (?:in the )?morning|early morning|at dawn|local time)\b",
    re.IGNORECASE,
)
_THE = re.compile(r"\bthe (?:[\w-]+ )?$", re.IGNORECASE)
_REACH = 90
"""Characters on each side of a happening's word in which the time of the day stands."""


def with_same_day(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """The groups, those of one day's harm put together where all that is told of that day can be one happening."""
    by_day: dict[tuple[date, str], list[list[int]]] = defaultdict(list)
    kept: list[list[int]] = []
    for group in groups:
        told = [items[index] for index in group]
        day, kind = _day_of(told), _one_kind(told)
        if day is None or kind is None:
            kept.append(list(group))
        else:
            by_day[day, kind].append(list(group))
    for _, tellings in sorted(by_day.items()):
        kept += _of_one_day(items, tellings)
    return kept


def with_nights(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """The groups, those put together that tell of one harm done to one person, in the night between two days."""
    kept = [list(group) for group in sorted(groups, key=lambda group: (-len(group), group))]
    at = 0
    while at < len(kept):
        other = next((one for one in kept[:at] if _is_of_that_night(items, one, kept[at])), None)
        if other is None:
            at += 1
        else:
            other += kept.pop(at)
    return kept


def _day_of(told: Sequence[Item]) -> date | None:
    """The one day that all of these can be of and that one of them names; None for what is only planned, or denied."""
    earliest, latest = max(item.earliest for item in told), min(item.latest for item in told)
    if earliest != latest or min(item.days for item in told) > 1:
        return None
    open_or_denied = any(item.event.modality in ("planned", "possible", "denied") for item in told)
    return None if open_or_denied else earliest


def _one_kind(told: Sequence[Item]) -> str | None:
    """`harm`, or the one kind of occasion of which a day has no two; None for all else."""
    kinds = {item.kind for item in told}
    if kinds <= harms() | {kind_of(word) for word in lexicon("timeline_answers.txt")}:
        return "harm"
    alone = sole_occasions() - {kind_of("vote"), kind_of("hearing")}  # two chambers may vote, and hear, on one day
    return min(kinds) if len(kinds) == 1 and kinds <= alone | {kind_of("dismissal")} else None


def _of_one_day(items: Sequence[Item], told: list[list[int]]) -> list[list[int]]:
    tellings = [[items[index] for index in group] for group in told]
    for at, one in enumerate(tellings):
        for other in tellings[at + 1 :]:
            if are_rivals(one, other) or any(same_sentence(a, b) for a in one for b in other):
                return told
    reports = {item.event.report_id for one in tellings for item in one}
    joined: list[int] = []
    apart: list[list[int]] = []
    for group, one in zip(told, tellings, strict=True):
        others = [item for other in tellings if other is not one for item in other]
        if _speaks_of_the_same(one, others, len(reports)):
            joined += group
        else:
            apart.append(group)
    pointing = bool(joined) and all(points(items[index]) and not items[index].near.patients for index in joined)
    there = {name for group in apart for index in group for name in items[index].near.names}
    if pointing and len(apart) == 1 and all(items[index].near.names <= there for index in joined):
        return [apart[0] + joined]  # `since the May 3 shooting`, and one that was shot on that day
    return [*apart, joined] if joined else apart


def _speaks_of_the_same(one: Sequence[Item], others: Sequence[Item], reports: int) -> bool:
    """Whether a telling has a name in common with the others of the day, or only points at what is known."""
    names = {name for item in others for name in item.near.names}
    whom = names_of_whom(one)
    if whom and not whom & names:
        return False
    own = {name for item in one for name in item.near.names} - nations()
    if _one_kind(one) == kind_of("dismissal"):  # who leaves by himself on that day is named before the word
        return bool(whom) or bool(own & names and not {n for item in one for n in item.near.subject_names} - names)
    # `the attack on Sunday`, and not `a jet was shot down`
    pointed = not whom and all(points(item) or _is_definite(item) for item in one)
    return bool(own & names) or (pointed and (reports >= _TOLD_BY or not own))


def _is_definite(item: Item) -> bool:
    """Whether an article says that the reader knows of it: `the slaughter`, `The deadly shooting`."""
    return _THE.search(item.context.sentence[: item.event.start - item.context.sentence_start]) is not None


def _is_of_that_night(items: Sequence[Item], first: Sequence[int], second: Sequence[int]) -> bool:
    a, b = ([items[index] for index in group] for group in (first, second))
    days = [(max(item.earliest for item in one), min(item.latest for item in one)) for one in (a, b)]
    if any(low != high for low, high in days) or abs(days[0][0] - days[1][0]) != timedelta(days=1):
        return False
    if days[0] > days[1]:
        a, b = b, a
    kinds, others = ({item.kind for item in one} for one in (a, b))
    if not (kinds & others or (kinds & harms() and others & harms())) or not kinds <= harms() or not others <= harms():
        return False
    if not names_of_whom(a) & names_of_whom(b) or not all(modalities_agree(x, y) for x in a for y in b):
        return False
    return is_of_one_night(a, b)


def is_of_one_night(first: Sequence[Item], second: Sequence[Item]) -> bool:
    """Whether what is told of one day came late on it, or what is told of the day after came before dawn."""
    return any(_says(item, _AT_NIGHT) for item in first) or any(_says(item, _BEFORE_DAWN) for item in second)


def _says(item: Item, time: re.Pattern[str]) -> bool:
    at = item.event.start - item.context.sentence_start
    return time.search(item.context.sentence, max(0, at - _REACH), at + _REACH) is not None
