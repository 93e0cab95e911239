"""One attribution made ready for comparison: its words, which of them are quoted, its content stems, its days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import log

from whence.records import Attribution
from whence.weigh.utterances_text import AttributionText
from whence.weigh.words import Word, is_function, is_number, mapping, stem, words
from whence.wordlists import wordlist

FUNCTION_WEIGHT = 0.4
"""What an agreeing function word counts, where a content word counts 1."""


@dataclass(frozen=True)
class Item:
    """One attribution and its words; `inside[i]` tells whether `units[i]` stands inside quotation marks."""

    attribution: Attribution
    given: AttributionText
    units: tuple[Word, ...]
    inside: tuple[bool, ...]

    @property
    def id(self) -> str:
        return self.attribution.id

    @property
    def speaker(self) -> str | None:
        """The named source that speaks, or None where nobody is named."""
        return None if self.given.anonymous or self.given.described else self.given.speaker_id

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """The norms of the speaker's own words inside quotation marks, in order."""
        return tuple(
            unit.norm for unit, inside in zip(self.units, self.inside, strict=True) if inside and unit.kind == "word"
        )

    @cached_property
    def norms(self) -> tuple[str, ...]:
        return tuple(unit.norm for unit in self.units if unit.kind != "ellipsis")

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all content words, quoted or not."""
        return frozenset(stem(norm) for norm in self.norms if not is_function(norm))

    @cached_property
    def plain_stems(self) -> frozenset[str]:
        """The stems of content words written small: what is said, rather than of whom."""
        return frozenset(
            stem(unit.norm)
            for unit in self.units
            if unit.kind != "ellipsis" and not is_function(unit.norm) and not self.given.text[unit.start].isupper()
        )

    @cached_property
    def segments(self) -> tuple[int, ...]:
        """For each unit, which run of quotation it stands in; -1 outside quotation marks."""
        return tuple(
            next((n for n, (start, end) in enumerate(self.given.quoted) if start <= unit.start and unit.end <= end), -1)
            for unit in self.units
        )

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """For each unit, the number of its sentence within the content; quotation marks end one too."""
        numbers, number = [], 0
        for at in range(len(self.units)):
            if at and (self.segments[at] != self.segments[at - 1] or _ends_sentence(self.given.text, self.units, at)):
                number += 1
            numbers.append(number)
        return tuple(numbers)

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(norm for norm in self.norms if is_number(norm) and norm != "1")

    @cached_property
    def negators(self) -> int:
        return sum(norm in wordlist("negators") for norm in self.norms)

    def overlaps(self, other: Item) -> bool:
        """Whether both stand on some of the same characters of one report."""
        one, two = self.attribution, other.attribution
        return one.report_id == two.report_id and one.start < two.end and two.start < one.end


def items_of(attributions: Iterable[Attribution], context: Mapping[str, AttributionText]) -> list[Item]:
    """The attributions that say something in words, by report and place; thoughts and what was not said are none."""
    ordered = sorted(attributions, key=lambda one: (one.report_id, one.start, one.end, one.id))
    found = []
    for one in ordered:
        given = context.get(one.id)
        if given is None or one.act == "thought" or not one.uttered:
            continue
        units = words(given.text)
        if any(unit.kind != "ellipsis" for unit in units):
            found.append(Item(one, given, units, _inside(units, given)))
    return found


def _ends_sentence(text: str, units: Sequence[Word], at: int) -> bool:
    before, after = units[at - 1], units[at]
    between = text[before.end : after.start]
    if not any(mark in between for mark in ".!?") or before.norm in mapping("words_spelling.tsv").values():
        return "\n" in between
    return text[after.start].isupper() or text[after.start].isdigit() or text[after.start] == "["


def _inside(units: tuple[Word, ...], given: AttributionText) -> tuple[bool, ...]:
    return tuple(any(start <= unit.start and unit.end <= end for start, end in given.quoted) for unit in units)


def weight(norms: Iterable[str]) -> float:
    return sum(FUNCTION_WEIGHT if is_function(norm) else 1.0 for norm in norms)


@dataclass(frozen=True)
class Rarity:
    """How telling a content stem is in this pile: one that few attributions hold says more."""

    count: int
    held_by: Mapping[str, int]

    @classmethod
    def of(cls, items: Iterable[Item]) -> Rarity:
        counts: Counter[str] = Counter()
        total = 0
        for item in items:
            counts.update(item.stems)
            total += 1
        return cls(total, counts)

    def weight(self, stem_: str) -> float:
        return log(1 + self.count / max(1, self.held_by.get(stem_, 1)))

    def total(self, stems: Iterable[str]) -> float:
        return sum(self.weight(one) for one in sorted(stems))

    def is_rare(self, stem_: str) -> bool:
        return self.held_by.get(stem_, 1) <= max(4, self.count // 50)


def days_apart(one: tuple[str | None, str | None], two: tuple[str | None, str | None]) -> int | None:
    """The least number of days between two intervals of inclusive days, 0 where they meet; None where unknown."""
    low_one, high_one, low_two, high_two = (_day(value) for value in (*one, *two))
    if low_one is None or high_one is None or low_two is None or high_two is None:
        return None
    return max(0, low_two - high_one, low_one - high_two)


def _day(value: str | None) -> int | None:
    return date.fromisoformat(value).toordinal() if value and len(value) == 10 else None


def published_apart(a: Item, b: Item) -> int | None:
    """Days between the publication of two attributions' reports, 0 within one report; None where unknown."""
    if a.given.report_id == b.given.report_id:
        return 0
    spread = _spread(a), _spread(b)
    if None in spread or max(one for one in spread if one is not None) > 7:
        return None
    return days_apart(
        (a.given.published_earliest, a.given.published_latest), (b.given.published_earliest, b.given.published_latest)
    )


def _spread(item: Item) -> int | None:
    low, high = _day(item.given.published_earliest), _day(item.given.published_latest)
    return None if low is None or high is None else high - low


def said_days(item: Item) -> tuple[int, int] | None:
    """The inclusive days on which the words were said, as ordinals; None where the text does not say."""
    low, high = _day(item.given.said_from), _day(item.given.said_to)
    return None if low is None or high is None else (low, high)


def said_apart(a: Item, b: Item) -> int | None:
    """Days between the days on which the words were said; None where a text does not say."""
    return days_apart((a.given.said_from, a.given.said_to), (b.given.said_from, b.given.said_to))
