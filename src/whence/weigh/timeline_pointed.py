"""Mentions that say little about a happening, put with the one telling that they fit.

`the bombing of Ostrel last month` in a story that has one bombing of Ostrel, on the 3rd; `Wednesday's attacks in
Ostrel` and `the deadly May 3 attack at a market`: a wide date or a day in front of the noun is how one speaks of
what is known already, and on a timeline it is a second line for one thing. What fits two tellings stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from whence.weigh.timeline_items import Item
from whence.weigh.timeline_likeness import SHORT, modalities_agree, same_sentence
from whence.weigh.timeline_repeated import points
from whence.weigh.timeline_whose import rival_votes
from whence.weigh.timeline_words import harms, name_key, nations, occasions, rare_kinds, sole_occasions
from whence.weigh.words import lexicon

_TOLD_BY = 3
"""Reports from which on a happening is more than a mention."""
_WIDEST = 366
"""Days: a wider date is no date of a happening."""
_NAMES = 3
"""Names in common, in two sentences of one kind, that are enough where neither says to whom it was done."""
_NEAR_BEHIND, _NEAR_BEFORE = 9, 4
"""Words behind a happening's word, and before it, in which its place can stand."""
_WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*\.?|\d[\d,.]*|[,;:—–()]")
_WHERE = frozenset({"in", "on", "at", "of", "against", "near", "outside", "inside"})
_PASSED = frozenset({"the", "a", "an", "this", "s", "by", "his", "her", "their", "its"})


def with_pointed(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """The groups, each mention of a wide date or of a bare day put with the one telling that it fits."""
    for fits in (_is_same_day, _lies_within):
        groups = _put_together(items, groups, fits)
    return list(groups)


def with_wide(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """The groups, each mention of a wide date put with the one telling that it fits."""
    return _put_together(items, groups, _lies_within)


def _put_together(
    items: Sequence[Item],
    groups: Sequence[list[int]],
    fits: Callable[[Sequence[Item], Sequence[Item]], bool],
) -> list[list[int]]:
    kept = sorted((list(group) for group in groups), key=lambda group: (len(group), group))
    at = 0
    while at < len(kept):
        mention = [items[index] for index in kept[at]]
        if len({item.event.report_id for item in mention}) < _TOLD_BY:
            fitting = [
                other
                for other in kept
                if other is not kept[at] and _may_be_one(items, kept[at], other) and fits(mention, _of(items, other))
            ]
            if len(fitting) == 1:
                fitting[0].extend(kept.pop(at))
                continue
        at += 1
    return kept


def _of(items: Sequence[Item], group: Sequence[int]) -> list[Item]:
    return [items[index] for index in group]


def _may_be_one(items: Sequence[Item], first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether kinds, modality and sentences allow it."""
    one, other = _of(items, first), _of(items, second)
    kinds, others = ({item.kind for item in group} for group in (one, other))
    if not kinds & others and not (kinds <= harms() and others & harms()):
        return False
    pairs = [(a, b) for a in one for b in other]
    return all(modalities_agree(a, b) for a, b in pairs) and not any(same_sentence(a, b) for a, b in pairs)


def _is_same_day(mention: Sequence[Item], told: Sequence[Item]) -> bool:
    """`Wednesday's attacks in Ostrel`, `the deadly May 3 attack`: harm of one day, and nothing that says where else."""
    days = {(item.earliest, item.latest) for item in (*mention, *told)}
    kinds = {item.kind for item in (*mention, *told)}
    if len(days) > 1 or mention[0].days > 1 or not (kinds <= harms() or (len(kinds) == 1 and kinds <= occasions())):
        return False
    if not all(points(item) for item in mention):
        return False
    if not kinds <= sole_occasions() and not any(points(item) for item in told):
        return False
    return not are_rivals(mention, told)


def _lies_within(mention: Sequence[Item], told: Sequence[Item]) -> bool:
    """Whether the telling is of days within the mention's wide date, and of the same one or of the same place."""
    wide, narrow = min(mention, key=lambda item: item.days), min(told, key=lambda item: item.days)
    if not SHORT < wide.days <= _WIDEST or narrow.days > SHORT:
        return False
    earliest, latest = max(item.earliest for item in told), min(item.latest for item in told)
    if not all(item.earliest <= earliest <= latest <= item.latest for item in mention):
        return False
    whom, whose = names_of_whom(mention), names_of_whom(told)
    if whom and whose:
        return bool(whom & whose) and not _rival_places(mention, told)
    where, there = _where(mention), _where(told)
    if where & there:
        return True
    if whom or (where and there):
        return False
    known = len({item.event.report_id for item in told}) >= _TOLD_BY
    harm = {item.kind for item in mention} <= harms()
    if known and harm and not where and all(points(item) for item in mention):
        return True  # `last week's murders`: what everybody tells of
    kinds = {item.kind for item in mention} & {item.kind for item in told}
    doers = {name for item in mention for name in item.near.subject_names}
    names = [a.near.names & b.near.names for a in mention for b in told]
    if kinds & rare_kinds():
        return any(names) or not any(item.near.names for item in mention)
    if kinds & sole_occasions() and not any(is_open(item) for item in mention):
        doers |= {name for item in told for name in item.near.subject_names}
        return any(shared & doers for shared in names)
    return bool(kinds) and any(len(shared) >= _NAMES and shared & doers for shared in names)


def are_rivals(first: Sequence[Item], second: Sequence[Item]) -> bool:
    """Whether both say to whom, or where, it was done, or whose vote it was, and say it of different ones."""
    whom, others = names_of_whom(first), names_of_whom(second)
    if any(rival_votes(a, b) for a in first for b in second):
        return True
    return bool(whom and others and not whom & others) or _rival_places(first, second)


def _rival_places(first: Sequence[Item], second: Sequence[Item]) -> bool:
    where, there = _where(first), _where(second)
    return bool(where and there) and not where & there


def is_open(item: Item) -> bool:
    """Whether it is only planned or possible."""
    return item.event.modality in ("planned", "possible")


def names_of_whom(items: Sequence[Item]) -> set[str]:
    """The names of those to whom these tellings say that it was done."""
    return {name for item in items for name in item.near.patients}


def _where(items: Sequence[Item]) -> set[str]:
    return {name for item in items for name in own_names(item)}


def own_names(item: Item) -> frozenset[str]:
    """The names of a happening's own phrase: `the Ostrel bombing`, `the attacks last month in Ostrel`.

    Peoples and countries are among them only where no other name is.
    """
    sentence, at = item.context.sentence, item.event.start - item.context.sentence_start
    end = at + item.event.end - item.event.start
    left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt")
    found: list[str] = []
    placed = False
    for word in _WORD.findall(sentence[end:])[:_NEAR_BEHIND]:
        lower = word.lower().rstrip(".")
        if lower in _WHERE:
            placed = True
        elif word[0].isupper() and lower not in left_out:
            if not placed:
                break
            found.append(name_key(word))
        elif (
            word[0].isdigit()
            or lower in lexicon("timeline_times.txt")
            or lower in _PASSED
            or (word == "," and (found or not placed))
        ):
            continue  # `in Cape Dorn, Marn`; but `the attack on Sunday, Quill said`
        else:
            break
    for word in reversed(_WORD.findall(sentence[:at])[-_NEAR_BEFORE:]):
        lower = word.lower().rstrip(".")
        if lower in lexicon("timeline_times.txt") or lower == "s" or word[0].isdigit():
            continue  # `Quill's Monday speech`
        if lower in left_out or not word[0].isalpha():
            break
        if word[0].isupper():
            found.append(name_key(word))
    names = frozenset(found)
    return names - nations() or names
