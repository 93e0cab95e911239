"""Readers of days and stretches named by their place: `the second Tuesday of November`, `the Memorial Day weekend`,
`the year before`, `late afternoon`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from whence.mark import moments_calendar as calendar
from whence.mark.moments_dates import choose, holiday, month_number, stated_year, weekday_number
from whence.mark.moments_lengths import unit_of
from whence.mark.moments_reading import Context, Read, dated, relative, whole
from whence.mark.moments_spans import DAYS
from whence.mark.moments_words import meanings

Match = re.Match[str]
PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "final": -1}
MONDAY_HOLIDAY = 2
"""A holiday on a Monday or Tuesday ends its weekend; on any other day the weekend follows it or holds it."""


def nth_weekday(match: Match, context: Context) -> Read:
    """`the second Tuesday of November`, `the last Friday in March 2012`; the year, if not stated, as for a date."""
    month, weekday, span = month_number(match), weekday_number(match), whole(match)
    place = PLACES[match["nth"].lower()]
    if month is None or weekday is None:
        return None
    year, basis = stated_year(match, context)
    if year is not None:
        day = _place(year, month, weekday, place)
        return dated(span, day.isoformat(), basis) if day else None
    if context.day is None:
        return dated(span, f"XXXX-{month:02d}-XX", "unresolved")
    years = range(context.day.year - 1, context.day.year + 2)
    days = [found for y in years if (found := _place(y, month, weekday, place))]
    tense = context.tense(*span)
    if tense == "present":
        tense = "future"  # `the fair is held on the first Sunday in May`: a rule, and so the next such day
    chosen = choose([(found, found) for found in days], context, tense, slack=60)
    return (
        dated(span, chosen[0].isoformat(), "tense" if tense in ("past", "future") else "published") if chosen else None
    )


def _place(year: int, month: int, weekday: int, place: int) -> date | None:
    """The day, None where the month has no fifth."""
    found = calendar.nth_weekday(year, month, weekday, place)
    return found if found.month == month else None


def holiday_weekend(match: Match, context: Context) -> Read:
    """`the Memorial Day weekend`, `Easter week`: the weekend or the week of the holiday."""
    named, span = holiday(match, context), whole(match)
    end = "-WE" if match["stretch"].lower() == "weekend" else ""
    day = named.earliest if named is not None and named.earliest == named.latest else None
    if named is None or day is None:
        return dated(span, "XXXX-WXX" + end, "unresolved")
    if end and day.isoweekday() <= MONDAY_HOLIDAY:
        day -= timedelta(days=day.isoweekday())
    return dated(span, calendar.week_value(day) + end, named.basis)


def unit_beside(match: Match, context: Context) -> Read:
    """`the year before`, `the day after`: beside the date last named, or before the day of publication."""
    span, unit, after = whole(match), unit_of(match["unit"]), match["dir"].lower() == "after"
    anchor = calendar.days_of(context.anchor) if context.anchor else None
    unit = "D" if unit == "N" else unit
    if anchor is None or (anchor[1] - anchor[0]).days >= DAYS[unit] + 1:  # `the week before` of no year
        return None if after or unit == "D" else relative(span, context, unit, -1)
    moved = calendar.shift(anchor[0], 1 if after else -1, unit)
    night = "TNI" if match["unit"].lower() == "night" else ""
    return dated(span, calendar.unit_value(moved, unit) + night, "anchored", "time" if night else "date")


def edge_part(match: Match, context: Context) -> Read:
    """`by late afternoon`, on the day last named or else on that of publication; `a late afternoon vote` is none."""
    if not re.search(
        r"\b(?:by|in|until|till|since|from|into|around|before|after)\s$", context.before(match.start(), 8)
    ):
        return None
    if re.match(r"\s+[a-z]+(?:s|ing|ed)?\s+(?:of|at|in|on|with)\b", context.after(match.end())):
        return None
    near = context.anchor_day() if match.start() - context.anchor_at < 200 else None
    day = near or context.day
    if day is None:
        return None
    value = f"{day.isoformat()}T{meanings('part')[match['part'].lower()]}"
    return dated(whole(match), value, "anchored" if near else "published", "time")


READERS: dict[str, Callable[[Match, Context], Read]] = {
    "nth_weekday": nth_weekday,
    "holiday_weekend": holiday_weekend,
    "unit_beside": unit_beside,
    "edge_part": edge_part,
}
