"""Harm of one day told in other words, known by what it was done with and by whom or against what.

`Marn launched missiles at two bases in Ostrel`, `Marn's retaliatory missile strikes`, `the missile attack of Tuesday
night`: verbs, nouns and the other words near them differ, the means and the doer, or the target, do not. Tellings that
name another doer, another target or another victim stay apart, and so does one that fits two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, zip_longest

from whence.weigh.timeline_items import Item
from whence.weigh.timeline_likeness import SHORT, modalities_agree, put_together, same_sentence
from whence.weigh.timeline_pointed import names_of_whom
from whence.weigh.timeline_same_day import is_of_one_night
from whence.weigh.timeline_words import harms, kind_of, name_key, nation_of
from whence.weigh.words import lexicon, mapping

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+|[,;:—–()]|\d[\d,.]*")
_ACCUSED = re.compile("accus(?:ed?|es|ing)|suspect(?:ed|s)?|blam(?:ed?|es|ing)", re.IGNORECASE)
_TOLD_BY = 3
"""Reports from which on a deed is known to the readers of the others, who are told of `the overnight attack`."""
_NAMED_TWICE = 5
_BEHIND, _BEFORE = 20, 7
"""Words behind a happening's word, and before it, in which its means, its target and its doer can stand."""
_AIMED = frozenset({"at", "on", "against", "into", "toward", "towards", "over", "in", "inside", "near"})
_VEHICLES = frozenset({"aircraft", "helicopter", "train", "bus", "ship"})
_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|(?:\w+day|night|morning|evening|week)['’]s)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Deed:
    """What a group of tellings says of one deed."""

    means: frozenset[str]
    doers: frozenset[str]
    """Nations that are said to have done it."""
    targets: frozenset[str]
    """Those to whom, and where, they say that it was done."""
    first: date
    last: date
    """The days on which all of its tellings can have been."""
    is_bare: bool
    """Whether it says neither who did it nor to whom or where, and speaks of it as known."""
    is_crash: bool


def with_means(items: Sequence[Item], groups: Sequence[list[int]], *, nights: bool = False) -> list[list[int]]:
    """The groups, those put together that tell of one deed by its means; with `nights`, of one night's two days too."""
    deeds = _Deeds(items, nights)
    full: list[list[int]] = []
    bare: list[list[int]] = []
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        deed = deeds.of(group)
        (bare if deed is not None and deed.is_bare else full).append(list(group))
    kept = put_together(full, deeds.are_one)
    left: list[list[int]] = []
    for group in bare:
        fitting = [other for other in kept if deeds.are_one(group, other)]
        if len(fitting) == 1:
            fitting[0].extend(group)
        else:
            left.append(group)
    return [*kept, *left]


def targets_of(told: Sequence[Item]) -> frozenset[str]:
    """The names at which, or where, these tellings say that it was done: those behind the first `at, on, against`."""
    found: set[str] = set()
    for item in told:
        end = item.event.end - item.context.sentence_start
        found |= _targets(_WORD.findall(item.context.sentence[end:])[:_BEHIND])
    return frozenset(found)


class _Deeds:
    """The deeds that groups of these items tell of, and which of them are one."""

    def __init__(self, items: Sequence[Item], nights: bool) -> None:
        self._items = items
        self._nights = nights
        self._kinds = harms() | {kind_of(word) for word in (*lexicon("timeline_answers.txt"), "crash")}
        self._phrases: dict[int, _Phrase] = {}
        self._known: dict[tuple[int, ...], _Deed | None] = {}

    def of(self, group: Sequence[int]) -> _Deed | None:
        """What the tellings say together; None where they tell of no harm, of no day, or what cannot be compared."""
        key = tuple(group)
        if key not in self._known:
            self._known[key] = self._deed(group)
        return self._known[key]

    def are_one(self, first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether two groups tell of one deed."""
        a, b = self.of(first), self.of(second)
        if a is None or b is None or a.is_crash != b.is_crash:
            return False
        told, other = ([self._items[index] for index in group] for group in (first, second))
        if not a.means & b.means and (
            a.means or not self._nights or len({item.event.report_id for item in other}) < _TOLD_BY
        ):
            return False
        if not (a.first <= b.last and b.first <= a.last):
            apart = max(a.first, b.first) - min(a.last, b.last)
            one, two = (told, other) if a.last < b.first else (other, told)
            if not self._nights or apart != timedelta(days=1) or not is_of_one_night(one, two):
                return False
        if any(x and y and not x & y for x, y in ((a.doers, b.doers), (a.targets, b.targets))):
            return False
        if not (a.doers & b.doers or a.targets & b.targets or a.is_bare or b.is_bare):
            return False
        if not all(modalities_agree(x, y) for x in told for y in other):
            return False
        # `used gas ..., an attack that`: one sentence in five may name it twice, more is two deeds.
        twice = sum(any(same_sentence(x, y) for y in other) for x in told)
        return twice * _NAMED_TWICE <= min(len(told), len(other))

    def _deed(self, group: Sequence[int]) -> _Deed | None:
        told = [self._items[index] for index in group]
        if not {item.kind for item in told} <= self._kinds or min(item.days for item in told) > SHORT:
            return None
        if any(item.event.modality in ("planned", "possible", "denied") for item in told):
            return None
        phrases = [self._phrase(index) for index in group]
        means = frozenset(one for phrase in phrases for one in phrase.means)
        first, last = max(item.earliest for item in told), min(item.latest for item in told)
        if first > last:  # the two days of a night
            days = min(item.days for item in told)
            narrow = [item for item in told if item.days == days]
            first, last = min(item.earliest for item in narrow), max(item.latest for item in narrow)
        doers = frozenset(one for phrase in phrases for one in phrase.doers)
        targets = frozenset(one for phrase in phrases for one in phrase.targets) | (names_of_whom(told) - doers)
        bare = not doers and not targets and all(phrase.is_known for phrase in phrases)
        crash = bool(means & _VEHICLES) or {item.kind for item in told} == {kind_of("crash")}
        return _Deed(means, doers, targets, first, last, bare, crash) if means or bare else None

    def _phrase(self, index: int) -> _Phrase:
        if index not in self._phrases:
            self._phrases[index] = _phrase(self._items[index])
        return self._phrases[index]


@dataclass(frozen=True, slots=True)
class _Phrase:
    means: frozenset[str]
    doers: frozenset[str]
    targets: frozenset[str]
    is_known: bool


def _phrase(item: Item) -> _Phrase:
    sentence, at = item.context.sentence, item.event.start - item.context.sentence_start
    end = at + item.event.end - item.event.start
    behind = _WORD.findall(sentence[end:])[:_BEHIND]
    ahead = _WORD.findall(sentence[:at])[::-1][:_BEFORE]
    means = {found for word in (sentence[at:end], *_clause(behind), *_clause(ahead)) if (found := _means(word))}
    known = _DEFINITE.search(sentence[:at]) is not None and not _has_own_place(ahead, behind)
    crash = kind_of("crash")
    if item.kind == crash or (crash in item.near.kinds and means & _VEHICLES):
        words = [*reversed(ahead), *behind]
        known = any(
            _means(word) in _VEHICLES and "the" in (before.lower() for before in words[max(0, at - 2) : at])
            for at, word in enumerate(words)
        )
        return _Phrase(frozenset(means & _VEHICLES), frozenset(), _whose(words), known)
    return _Phrase(frozenset(means - _VEHICLES), _doers(ahead), _targets(behind), known)


def _whose(words: Sequence[str]) -> frozenset[str]:
    """The nation whose vehicle it was: `a Norwegian passenger jet`."""
    found = set()
    for at, word in enumerate(words):
        if _means(word) in _VEHICLES:
            found |= {nation for before in words[max(0, at - 2) : at] if (nation := nation_of(before)) is not None}
    return frozenset(found)


def _means(word: str) -> str | None:
    return mapping("timeline_means.tsv").get(word.lower())


def _clause(words: Sequence[str]) -> list[str]:
    stop = next((at for at, word in enumerate(words) if word in (";", ":", "—", "–", "(", ")")), len(words))
    return list(words[:stop])


def _doers(ahead: Sequence[str]) -> frozenset[str]:
    """The nation or party nearest before the word: `Marn's missile strikes`, `Marn has fired`, `the Marnian attack`,
    `accused the rebels of using gas`."""
    words = _clause(ahead)
    if words[:1] == ["of"]:
        words = words[1:]
        until = next((at for at, word in enumerate(words) if _ACCUSED.fullmatch(word)), None)
        if until is None:
            return frozenset()
        words = words[:until]
    for word in words:
        if word.lower() in lexicon("timeline_parties.txt"):
            return frozenset({word.lower()})
        if word == "," or word.lower() in ("by", "on", "in", "at", "against", "from", "of", "that", "after"):
            break
        if (nation := nation_of(word)) is not None:
            return frozenset({nation})
    return frozenset()


def _has_own_place(ahead: Sequence[str], behind: Sequence[str]) -> bool:
    """`In Corvia, Monday's attack`, `the attack on a mill`: it says where, so its reader need not know of it."""
    if len(behind) > 1 and behind[0].lower() in _AIMED and behind[1].lower() not in lexicon("timeline_times.txt"):
        return True
    return any(
        word.lower() in _AIMED and after[0].isupper() and after.lower() not in lexicon("timeline_times.txt")
        for after, word in pairwise(ahead)
    )


def _targets(behind: Sequence[str]) -> frozenset[str]:
    """The names that it was aimed at: those behind the first `at, on, against`, as far as the phrase goes."""
    names: set[str] = set()
    aimed = False
    left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt")
    words = _clause(behind)
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        lower = word.lower().rstrip(".")
        if lower in _AIMED:
            aimed = aimed or after not in ("least", "most", "night")
        elif word == "," or lower in ("that", "which", "who", "after", "before", "said", "says", "as", "but", "when"):
            if aimed or word != ",":
                break
        elif aimed and word[0].isupper() and lower not in left_out:
            names.add(nation_of(word) or name_key(word))
    return frozenset(names)
