"""Public occasions told in other words, known by whose they are: a chamber's vote, somebody's speech, a deal's parties.

`Marn's lower house rejected it in a May 3 vote`, `Marn's parliament voted on Friday`; `Quill will give an address
tonight`, `the president's speech`. Votes of two chambers, of a committee and its chamber, and with two counts stay
apart, and so do speeches of two people, and a telling that fits two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from whence.weigh.timeline_items import Item
from whence.weigh.timeline_likeness import SHORT, modalities_agree, put_together, same_sentence
from whence.weigh.timeline_repeated import points
from whence.weigh.timeline_whose import place_of, topic, whose
from whence.weigh.timeline_words import kind_of

_THE = re.compile(r"\b(?:the|that|this|his|her|their|its|whose)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_ANY = re.compile(r"\b(?:an?|another|one|several|some|many)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_PARTIES = 2
"""Names in common with which two deals of a day are one."""
_ANNOUNCED_BY = 3
"""Reports that announce an occasion from which on a telling that does not say whose it was is of that one."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What a group of tellings says of one occasion."""

    kind: str
    first: date
    last: date
    """The days on which all of its tellings can have been."""
    owners: frozenset[str]
    """The chambers that voted, the names of who spoke, the names of who agreed."""
    roles: frozenset[str]
    """Offices that are named as the speaker's: `the president's speech`."""
    lands: frozenset[str]
    in_committee: bool
    counts: frozenset[tuple[str, str]]
    words: frozenset[str]
    is_bare: bool
    """Whether nothing says whose it was, and an article or its day alone says that the reader knows."""


def with_held(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """The groups, those put together that tell of one vote, speech or deal by whose it was."""
    full: list[list[int]] = []
    bare: list[list[int]] = []
    kept: list[list[int]] = []
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        held = _held(_of(items, group))
        (kept if held is None else bare if held.is_bare else full).append(list(group))
    full = put_together(full, lambda one, other: is_one_occasion(_of(items, one), _of(items, other)))
    for group in bare:
        fitting = [other for other in full if is_one_occasion(_of(items, group), _of(items, other))]
        if len(fitting) == 1:
            fitting[0].extend(group)
        else:
            kept.append(group)
    return [*kept, *full]


def is_one_occasion(told: Sequence[Item], other: Sequence[Item], *, whatever_came: bool = False) -> bool:
    """Whether two groups tell of one vote, speech or deal; with `whatever_came`, a plan and what came of it too."""
    a, b = _held(told), _held(other)
    if a is None or b is None or a.kind != b.kind or a.last < b.first or b.last < a.first:
        return False
    pairs = [(x, y) for x in told for y in other]
    if any(same_sentence(x, y) for x, y in pairs):
        return False
    if not whatever_came and not all(modalities_agree(x, y) for x, y in pairs):
        return False
    if (a.lands and b.lands and not a.lands & b.lands) or (a.counts and b.counts and not a.counts & b.counts):
        return False
    if a.is_bare or b.is_bare:
        known = max(len({item.event.report_id for item in one}) for one in (told, other))
        told_whose = any(one.owners or one.roles for one in (a, b) if not one.is_bare)
        return told_whose and (not whatever_came or known >= _ANNOUNCED_BY)
    if a.kind == kind_of("vote"):
        alike = a.words & b.words or a.lands & b.lands or not a.words or not b.words
        return bool(a.owners & b.owners and alike) and a.in_committee == b.in_committee
    if a.kind == kind_of("deal"):
        return len(a.owners & b.owners) >= _PARTIES
    return bool(a.owners & b.owners if a.owners and b.owners else a.roles & b.roles)


def _of(items: Sequence[Item], group: Sequence[int]) -> list[Item]:
    return [items[index] for index in group]


def _held(told: Sequence[Item]) -> _Held | None:
    """What the tellings say together; None where they tell of no such occasion, of no day, or of several."""
    kinds = {item.kind for item in told}
    if len(kinds) > 1 or min(item.days for item in told) > SHORT:
        return None
    (kind,) = kinds
    first, last = max(item.earliest for item in told), min(item.latest for item in told)
    if first > last or any(item.event.modality == "denied" for item in told):
        return None
    phrases = [whose(item) for item in told]
    if any(phrase is None for phrase in phrases):
        return None
    said = [phrase for phrase in phrases if phrase is not None]
    owners = frozenset(one for phrase in said for one in phrase.owners)
    roles = frozenset(one for phrase in said for one in phrase.roles)
    pointing = all((points(item) or _is_definite(item)) and not _is_any(item) for item in told)
    nobodys = not owners and not roles
    return _Held(
        kind, first, last, owners, roles,
        frozenset(one for phrase in said for one in phrase.lands),
        any(phrase.in_committee for phrase in said),
        frozenset(one for phrase in said for one in phrase.counts),
        frozenset(word for item in told for word in topic(item)),
        pointing and (nobodys or kind == kind_of("deal")),
    )  # fmt: skip


def _is_definite(item: Item) -> bool:
    sentence, at, _ = place_of(item)
    return _THE.search(sentence[:at]) is not None


def _is_any(item: Item) -> bool:
    """`in a Wednesday briefing`: one of some."""
    sentence, at, _ = place_of(item)
    return _ANY.search(sentence[:at]) is not None
