"""When an undated report came out, from the dated reports of the pile that share its wording.

News that shares long stretches of wording is written within days of one another: a wire story and its copies, two
reports of one statement. Shared wording alone gives no order, so that it bounds on both sides; a report that takes over
another, and says so, is not older than it. What comes out is a guess with its reasons, and never as good as a date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whence.records import Published

LONG, LONGEST = 60, 150
"""Words shared from which two reports are held to be of one week, and of a few days."""
WEEK, FEW = 3, 2
"""Days to either side: a week in all, and five days."""
TWIN = 0.6
"""Share of the shorter report from which both are one story, told on one day where a weekday agrees."""
CONFIDENCE, EXACT = 0.6, 0.7


@dataclass(frozen=True, slots=True)
class Shared:
    """What an undated report shares with a dated one.

    `first` and `last` are the inclusive days of the dated report, `words` the words that both hold outside of shared
    quotations, `share` their part of the shorter report (0 to 1). `leans` where the undated report is known to have
    taken them over.
    """

    report_id: str
    name: str
    first: date
    last: date
    words: int
    share: float
    leans: bool = False


@dataclass(frozen=True, slots=True)
class _Bound:
    day: date
    reason: str


def date_by_pile(own: Published, shared: Sequence[Shared], weekdays: frozenset[int]) -> Published:
    """What the report's own words say of its date, narrowed by what it shares with dated reports.

    `weekdays` are those that the report names without a date (Monday 1). Evidence is taken from the longest stretch
    down, and what contradicts what was taken before is left out. `own` comes back as it is where nothing is shared, or
    where it contradicts all of it.
    """
    if own.value is not None and own.earliest == own.latest:
        return own
    low, high = _day(own.earliest), _day(own.latest)
    below, above = None, None
    for one in sorted(shared, key=lambda s: (-s.words, s.first, s.report_id)):
        if one.leans and (low is None or one.first > low) and (high is None or one.first <= high):
            low = one.first
            below = _Bound(low, f"takes over {one.words} words of {one.name}, published {_say(one.first)}")
        if one.words < LONG:
            continue
        span = FEW if one.words >= LONGEST else WEEK
        first = one.first if one.leans else _shift(one.first, -span)
        last = _shift(one.last, span)
        if (high is not None and first > high) or (low is not None and last < low):
            continue
        why = f"shares {one.words} words with {one.name}, published {_say(one.first)}"
        if low is None or first > low:
            low, below = first, _Bound(first, why)
        if high is None or last < high:
            high, above = last, _Bound(last, why)
    if below is None and above is None:
        return own
    exact = _one_day(shared, weekdays, low, high)
    if exact is not None:
        day, reason = exact
        return Published(day.isoformat(), day.isoformat(), day.isoformat(), "inferred", EXACT, f"{_say(day)}: {reason}")
    reasons = [
        *([f"probably not before {_say(below.day)}: {below.reason}"] if below else []),
        *([f"probably not after {_say(above.day)}: {above.reason}"] if above else []),
        *([own.reason] if own.earliest or own.latest else []),
    ]
    month = f"{low:%Y-%m}" if low and high and (low.year, low.month) == (high.year, high.month) else None
    return Published(
        month,
        low.isoformat() if low else None,
        high.isoformat() if high else None,
        "inferred",
        CONFIDENCE,
        "; ".join(reasons),
    )


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


def _say(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
