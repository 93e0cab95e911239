"""What a time expression is read as, and what it is read against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Token

from whence.mark import moments_calendar as calendar
from whence.mark.moments_running import Part, part_at
from whence.mark.moments_tense import Tense, Tenses
from whence.records import MomentType

Basis = Literal["explicit", "published", "tense", "anchored", "unresolved"]

MASKS = {
    "D": "XXXX-XX-XX",
    "N": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "F": "XXXX-WXX",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
}
"""The value of a unit of calendar time that nothing fixes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One time expression with its TIMEX3 type and value and the days that it covers."""

    start: int
    end: int
    type: MomentType
    value: str
    earliest: date | None
    latest: date | None
    basis: Basis


@dataclass(slots=True)
class Context:
    """What the expressions of one text are read against: the day of publication, the tense, what was named before."""

    text: str
    tenses: Tenses
    day: date | None
    country: str | None = None
    parts: Sequence[Part] = ()
    """The parts of the report that are headed by a day."""
    carried: bool = False
    """Whether the report was carried on after its day: a part headed by a day was then written on that day."""
    headed: date | None = None
    """The day that heads the part that is being read."""
    anchor: str | None = None
    """The value of the last calendar date named."""
    anchor_at: int = -1
    quarter: str | None = None
    """The value of the last quarter named."""
    quarter_at: int = -1
    dates: list[str] = field(default_factory=list)
    published: date | None = field(init=False)

    def __post_init__(self) -> None:
        self.published = self.day

    def enter(self, at: int) -> None:
        """Read on from this place, in whatever part of the report it is."""
        if self.parts:
            self.headed = part_at(self.parts, at)
            self.day = self.headed if self.carried and self.headed else self.published

    def tense(self, start: int, end: int) -> Tense:
        """The tense of the verb that governs these words, with the prepositions that point a date ahead."""
        before = self.text[max(0, start - 24) : start].lower()
        tense = self.tenses.at(start, end)
        if re.search(r"\brecently(?: as)?(?: on)?\s$", before):
            return "past"
        if before.endswith("until ") and self.tenses.perfect(start):
            return "future"
        if tense != "past" and before.rstrip().endswith(("until", "by", "next", "due", "as early as", "no later than")):
            return "future"
        return tense

    def token(self, offset: int) -> Token | None:
        """The token that holds the character at `offset`."""
        return self.tenses.token_at(offset)

    def before(self, start: int, length: int = 30) -> str:
        """The text before a place, in lower case."""
        return self.text[max(0, start - length) : start].lower()

    def after(self, end: int, length: int = 30) -> str:
        """The text after a place, in lower case."""
        return self.text[end : end + length].lower()

    def note(self, reading: Reading) -> None:
        """Remember a date that later expressions may lean on."""
        if reading.type not in ("date", "time"):
            return
        value = reading.value.split("T")[0]
        if calendar.days_of(value):
            self.anchor, self.anchor_at = value, reading.start

    def anchor_day(self) -> date | None:
        """The last date named where it was a single day."""
        days = calendar.days_of(self.anchor) if self.anchor else None
        return days[0] if days and days[0] == days[1] else None


Read = Reading | None


def whole(match: re.Match[str]) -> tuple[int, int]:
    """The span of a match without a mark of punctuation or white space at its end."""
    start, end = match.span()
    text = match.group()
    while end > start and text[end - start - 1] in " \t\n,;":
        end -= 1
    return start, end


def dated(span: tuple[int, int], value: str, basis: Basis, type: MomentType = "date") -> Reading:
    """A reading of a calendar value, with the days that the value covers."""
    days = calendar.days_of(value)
    return Reading(span[0], span[1], type, value, days[0] if days else None, days[1] if days else None, basis)


def lasting(span: tuple[int, int], value: str, earliest: date | None = None, latest: date | None = None) -> Reading:
    """A duration; its days are known only where it touches the day of publication."""
    basis: Basis = "published" if earliest or latest else "explicit"
    return Reading(span[0], span[1], "duration", value, earliest, latest, basis)


def relative(span: tuple[int, int], context: Context, unit: str, amount: int, basis: Basis = "published") -> Reading:
    """The calendar unit so many units from the day of publication; masked where that day is unknown."""
    if context.day is None:
        return dated(span, MASKS[unit], "unresolved")
    found = dated(span, calendar.unit_value(calendar.shift(context.day, amount, unit), unit), basis)
    if unit == "W" and amount == -1 and context.day.isoweekday() == 7:
        # On a Sunday some call the six days before `last week` and some the week before those: it covers both.
        return replace(found, latest=context.day - timedelta(days=1))
    return found


def reference(span: tuple[int, int], context: Context, value: str) -> Reading:
    """`PAST_REF`, `PRESENT_REF` or `FUTURE_REF`, bounded by the day of publication where that is known."""
    day = context.day
    earliest = day if value != "PAST_REF" else None
    latest = day if value != "FUTURE_REF" else None
    return Reading(span[0], span[1], "date", value, earliest, latest, "published" if day else "unresolved")


def weekend_of(day: date, tense: Tense) -> str:
    """The weekend meant on that day: this one on Saturday and Sunday, else the one before or, looking ahead, after."""
    if day.isoweekday() >= 6 and tense != "future":
        return calendar.week_value(day) + "-WE"
    if tense == "future":
        return calendar.week_value(day) + "-WE"
    return calendar.week_value(day - timedelta(days=7)) + "-WE"
