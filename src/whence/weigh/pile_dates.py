"""When an undated report came out, from dated reports of the pile that share its wording, its quotations or its days.

News that shares long stretches of wording is written within days of one another: a wire story and its copies, two
reports of one statement. Shared wording alone gives no order, so that it bounds on both sides; a report that takes over
another, and says so, is not older than it, and one that another takes over is not younger. What is quoted was said
before. What comes out is a guess with its reasons, and never as good as a date.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whence.records import Published
from whence.weigh.pile_weekdays import Days, Told

LONG, LONGEST = 60, 150
"""Words shared from which two reports are held to be of one week, and of a few days."""
WEEK, FEW = 3, 2
"""Days to either side: a week in all, and five days."""
BEFORE = 1
"""Days by which a report can be older than the one it names: an outlet has its news up before the day that it gives."""
PART = 0.4
"""Share of the shorter report below which shared wording may be background, told again weeks later."""
TWIN = 0.6
"""Share of the shorter report from which both are one story, told on one day where a weekday agrees."""
CONFIDENCE, EXACT = 0.6, 0.7
TOLD, NAMED, SUREST = 0.3, 0.5, 0.9
"""The part of what is likely from which one day of several is told as the likeliest, and from which it is named as the
day; what is never exceeded."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What an undated report shares with a dated one.

    `first` and `last` are the inclusive days of the dated report, `words` the words that both hold outside of shared
    quotations, `share` their part of the shorter report (0 to 1). `leans` where the undated report is known to have
    taken them over, `copied` where the dated one is.
    """

    report_id: str
    name: str
    first: date
    last: date
    words: int
    share: float
    leans: bool = False
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that an undated report quotes, and of which a dated one says on what day they were said."""

    name: str
    day: date
    words: int


@dataclass(frozen=True, slots=True)
class _Bound:
    day: date
    reason: str


class _Interval:
    """The days that are left, and why."""

    def __init__(self, own: Published) -> None:
        self.low, self.high = _day(own.earliest), _day(own.latest)
        self.below: _Bound | None = None
        self.above: _Bound | None = None

    def take(self, first: date | None, last: date | None, why: str) -> bool:
        """Narrow it to these days; False, and nothing is taken, where they contradict what was taken before, or would
        leave a single day of two intervals that are sure of none."""
        if (first and self.high and first > self.high) or (last and self.low and last < self.low):
            return False
        low = max(day for day in (first, self.low, date.min) if day)
        high = min(day for day in (last, self.high, date.max) if day)
        if low == high and first != last and self.low != self.high:
            return False  # one day, that neither of the two claims
        if first and (self.low is None or first > self.low):
            self.low, self.below = first, _Bound(first, why)
        if last and (self.high is None or last < self.high):
            self.high, self.above = last, _Bound(last, why)
        return True


def date_by_pile(
    own: Published,
    shared: Sequence[Shared],
    weekdays: frozenset[int],
    quoted: Sequence[Quoted] = (),
    told: Sequence[Told] = (),
    days: Days | None = None,
    text: str | None = None,
) -> Published:
    """What the report's own words say of its date, narrowed by what it shares with dated reports.

    `weekdays` are those that the report names without a date (Monday 1), `told` the sentences that do, `text` its
    words, and `days` what dated reports tell. What is surest is taken first, and what contradicts what was taken before
    is left out. `own` comes back as it is where the pile adds nothing.
    """
    if own.value is not None and own.earliest == own.latest:
        return own
    left = _Interval(own)
    for one in sorted(shared, key=lambda s: (-s.words, s.first, s.report_id)):
        if one.leans:
            why = f"takes over {one.words} words of {one.name}, published {_say(one.first)}"
            left.take(_shift(one.first, -BEFORE), None, why)
        elif one.copied:
            why = f"{one.name}, published {_say(one.last)}, takes over {one.words} of its words"
            left.take(None, _shift(one.last, BEFORE), why)
    asked = days is not None and bool(told or text)
    answer = days.ask(told, left.low, left.high, text) if days is not None and asked else None
    if answer is not None:
        left.take(answer.first, answer.last, answer.reason)
    for one in sorted(shared, key=lambda s: (-s.words, s.first, s.report_id)):
        if one.words >= LONG and one.share >= PART:
            span = FEW if one.words >= LONGEST else WEEK
            first = _shift(one.first, -BEFORE if one.leans else -span)
            last = _shift(one.last, BEFORE if one.copied else span)
            left.take(first, last, f"shares {one.words} words with {one.name}, published {_say(one.first)}")
    for said in sorted(quoted, key=lambda q: (q.day, -q.words, q.name), reverse=True):
        # Beside days that are narrow already, the day that an outlet gives is not taken for surer than they are.
        first = said.day if answer is None else _shift(said.day, -BEFORE)
        left.take(first, None, f"quotes what {said.name} tells as said on {_say(said.day)}")
    if left.below is None and left.above is None:
        return own
    exact = _one_day(shared, weekdays, left.low, left.high)
    if exact is not None:
        day, reason = exact
        return Published(day.isoformat(), day.isoformat(), day.isoformat(), "inferred", EXACT, f"{_say(day)}: {reason}")
    return _told(own, left, answer.likely if answer is not None else ())


def _told(own: Published, left: _Interval, likely: Sequence[tuple[date, float]]) -> Published:
    low, high, below, above = left.low, left.high, left.below, left.above
    if below and above and below.reason == above.reason:
        reasons = [f"probably {_between(below.day, above.day)}: {below.reason}"]
    else:
        reasons = [
            *([f"probably not before {_say(below.day)}: {below.reason}"] if below else []),
            *([f"probably not after {_say(above.day)}: {above.reason}"] if above else []),
        ]
    if own.earliest or own.latest:
        reasons.append(f"by its own words {own.reason}")
    day, part = _likeliest(left, likely)
    if day is not None:
        reasons.insert(0, f"most likely {_say(day)} ({int(10 * part + 1e-9)} in 10)")
    value = None
    confidence = CONFIDENCE
    if low and high and low == high:
        value, confidence = low.isoformat(), EXACT
    elif day is not None and part >= NAMED:
        value, confidence = day.isoformat(), min(SUREST, round(part, 2))
    elif low and high and (low.year, low.month) == (high.year, high.month):
        value = f"{low:%Y-%m}"
    return Published(
        value,
        low.isoformat() if low else None,
        high.isoformat() if high else None,
        "inferred",
        confidence,
        "; ".join(reasons),
    )


def _likeliest(left: _Interval, likely: Sequence[tuple[date, float]]) -> tuple[date | None, float]:
    """The likeliest of the days that are left, where there are several, and its part of what they hold."""
    low, high = left.low, left.high
    if low is None or high is None or low == high:
        return None, 0.0
    held = {day: part for day, part in likely if low <= day <= high}
    whole = math.fsum(held.values())
    if not whole:
        return None, 0.0
    day = min(held, key=lambda one: (-held[one], one))
    part = min(SUREST, held[day] / whole)
    return (day, part) if part >= TOLD else (None, 0.0)


def _one_day(
    shared: Sequence[Shared], weekdays: frozenset[int], low: date | None, high: date | None
) -> tuple[date, str] | None:
    """The one day of all the twins, where the report names its weekday and no bound speaks against it."""
    twins = [one for one in shared if one.share >= TWIN and one.words >= LONG]
    days = {day for one in twins for day in (one.first, one.last)}
    if len(days) != 1:
        return None
    day = days.pop()
    if day.isoweekday() not in weekdays or (low and day < low) or (high and day > high):
        return None
    best = min(twins, key=lambda s: (-s.share, s.report_id))
    return day, f"shares {round(100 * best.share)}% of the shorter with {best.name} of that day, and names its weekday"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _shift(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return day


def _between(first: date, last: date) -> str:
    return f"on {_say(first)}" if first == last else f"between {_say(first)} and {_say(last)}"


def _say(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
