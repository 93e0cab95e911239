"""How surely two dated events of two sentences are one happening."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from whence.weigh.timeline_items import Item
from whence.weigh.timeline_whose import rival_votes
from whence.weigh.timeline_words import harms, kind_of, rare_kinds, stem

SHORT = 3
"""Days: an interval up to a weekend is a date; two such agree where they overlap."""
SPAN = 31
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
_RARE, _RARE_SHARE = 6.0, 0.2
"""What shared words together weigh (see `Rarity`), and their share of the lighter telling, that are enough for one kind
of happening on one date: two words that hardly any other event of the pile has near."""
_RARE_WIDE = 9.0
"""The same where both give no more than one week or month."""
_OCCASION, _OCCASION_SHARE = 3.0, 0.4
"""The same for what is held and not suffered (a vote, a speech), on one day, with a name in common."""
_FEWEST = 60
"""Events for which a pile is taken to have at least: in a small one, no word can be told to be rare."""
_OF_ANY_KIND = frozenset({stem("take"), stem("occur"), stem("happen")})
_OPEN_MODALITIES = frozenset({"planned", "possible"})


class Rarity:
    """How much each word near events tells, from how many events of the pile have it near (inverse frequency)."""

    def __init__(self, items: Iterable[Item]) -> None:
        seen = list(items)
        counts = Counter(word for item in seen for word in item.near.all)
        events = max(len(seen), _FEWEST)
        self._weights = {word: max(0.0, math.log((events + 1) / (count + 0.5))) for word, count in counts.items()}
        self._whole = {item.event.id: self.weight(item.near.all) for item in seen}

    def weight(self, words: Iterable[str]) -> float:
        """What the words weigh together: each the logarithm of one over the share of events that have it."""
        return math.fsum(self._weights[word] for word in words)

    def shared(self, a: Item, b: Item) -> tuple[float, float]:
        """What the words that two events share weigh, and as a share of what the lighter of them has."""
        weight = self.weight(a.near.all & b.near.all)
        return weight, weight / max(1e-9, min(self._whole[a.event.id], self._whole[b.event.id]))


def likeness(a: Item, b: Item, rarity: Rarity, *, whatever_came: bool = False) -> float:
    """How surely two events are one happening, from 0 (not at all) to 1.

    `whatever_came`: a plan and what came of it are one happening too.
    """
    if not dates_agree(a, b) or not (whatever_came or modalities_agree(a, b)):
        return 0.0
    shared = a.near.all & b.near.all
    share = len(shared) / max(1, min(len(a.near.all), len(b.near.all)))
    names = a.near.names & b.near.names
    same_patient = bool(a.near.patients & b.near.patients) and max(a.days, b.days) <= SPAN
    if not same_patient and _only_meet(a, b):
        return 0.0
    same_kind = a.kind == b.kind
    one_deed = same_patient and {a.kind, b.kind} <= harms()
    if not same_kind and not one_deed and not (_names_kind(a, b.kind) and _names_kind(b, a.kind)):
        return 0.0
    if _contradict(a, b, share) or rival_votes(a, b):
        return 0.0
    if share >= _NEARLY_THE_SAME and len(shared) >= 4:
        return share
    if same_kind and _is_rarely_shared(a, b, rarity):
        return max(share, _RARE_SHARE)
    need = _VERY_ALIKE if max(a.days, b.days) > SPAN else _ALIKE
    if not same_kind:
        need += 0.05
    once = same_kind and a.kind in rare_kinds() - {kind_of("meeting")}  # one is dismissed once in a month
    if same_patient and (once or share >= _ALIKE_WITH_PATIENT):
        return max(share, need)
    if not names:
        return share if len(shared) >= _MANY and share >= _VERY_ALIKE else 0.0
    if same_kind and max(a.days, b.days) <= SHORT and len(shared) > 3:
        need = _LOOSELY_ALIKE
    return share if len(shared) >= 3 and share >= need else 0.0


def _is_rarely_shared(a: Item, b: Item, rarity: Rarity) -> bool:
    """Whether what is near both is near hardly any other event, so that two tellings in other words are of one."""
    if max(a.days, b.days) > SPAN:
        return False
    weight, share = rarity.shared(a, b)
    if min(a.days, b.days) > SHORT:  # `September's attacks on the oil port`, `the oil port was hit in September`
        one_date = (a.earliest, a.latest) == (b.earliest, b.latest)
        return one_date and bool(a.near.names & b.near.names) and weight >= _RARE_WIDE and share >= _RARE_SHARE
    if weight >= _RARE and share >= _RARE_SHARE:
        return True
    is_occasion = a.kind not in harms() and max(a.days, b.days) <= SHORT and bool(a.near.names & b.near.names)
    return is_occasion and weight >= _OCCASION and share >= _OCCASION_SHARE


def _names_kind(item: Item, kind: str) -> bool:
    """Whether the words near an event name this kind of happening; `took place` names none and fits any."""
    return kind in item.near.kinds or kind in _OF_ANY_KIND


def dates_agree(a: Item, b: Item) -> bool:
    """Whether the dates can be one: days that meet, or the same wider interval."""
    if a.days <= SPAN and b.days <= SPAN:
        return a.earliest <= b.latest and b.earliest <= a.latest
    return (a.earliest, a.latest) == (b.earliest, b.latest)


def _only_meet(a: Item, b: Item) -> bool:
    """Two wide dates of which neither lies in the other: `last week`, `in December`."""
    if min(a.days, b.days) <= SHORT:
        return False
    within = (a.earliest <= b.earliest and b.latest <= a.latest) or (b.earliest <= a.earliest and a.latest <= b.latest)
    return not within


def modalities_agree(a: Item, b: Item) -> bool:
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


def same_sentence(a: Item, b: Item) -> bool:
    """Whether both stand in one sentence of one report."""
    return a.event.report_id == b.event.report_id and a.context.sentence_start == b.context.sentence_start


def agree_on_days(items: Sequence[Item], group: Sequence[int]) -> bool:
    """Whether there is a day on which all of a group can have been."""
    return max(items[index].earliest for index in group) <= min(items[index].latest for index in group)


def put_together(
    groups: Sequence[Sequence[int]], are_one: Callable[[Sequence[int], Sequence[int]], bool]
) -> list[list[int]]:
    """The groups, each joined with the first that it is one with: again until nothing joins any more."""
    while True:
        kept: list[list[int]] = []
        for group in groups:
            same = next((other for other in kept if are_one(group, other)), None)
            if same is None:
                kept.append(list(group))
            else:
                same += group
        if len(kept) == len(groups):
            return kept
        groups = kept
