"""Calendar arithmetic for time expressions: from a TIMEX3 value to the days it covers, and the dates of holidays.

Values follow TIMEX3 (TimeML; Pustejovsky et al., 2003): `2013-11-21`, `2013-11`, `2013`, `201` (a decade), `20` (a
century), `2013-W47`, `2013-W47-WE`, `2013-Q3`, `2013-H1`, `2013-FA`, with `TMO` or `T17:00` behind a day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from whence.mark import lexicon

Days = tuple[date, date]
"""First and last day, both included."""

# Wide on purpose: from the start of the meteorological season to the end of the astronomical one, northern half.
SEASONS = {"SP": ((3, 1), (6, 21)), "SU": ((6, 1), (9, 23)), "FA": ((9, 1), (12, 21)), "WI": ((12, 1), (3, 21))}

VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?"
    r"|W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?$"
)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def shift_months(day: date, months: int) -> date:
    """The day so many months away; the last of the month where the month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = max(1, min(9999, index // 12)), index % 12 + 1
    return date(year, month, min(day.day, last_day(year, month).day))


def shift(day: date, amount: int, unit: str) -> date:
    """The day `amount` units away. Units: D, W, F (fortnight), M, Q, Y, E (decade), C (century)."""
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit)
    if months:
        return shift_months(day, max(-24000, min(24000, amount * months)))
    length = {"D": 1, "N": 1, "W": 7, "F": 14}[unit]
    try:
        return day + timedelta(days=amount * length)
    except OverflowError:
        return day


def week_value(day: date) -> str:
    """The ISO week that holds the day, as `2013-W47`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_value(day: date) -> str:
    """The calendar quarter that holds the day."""
    return f"{day.year:04d}-Q{(day.month - 1) // 3 + 1}"


def unit_value(day: date, unit: str) -> str:
    """The value of the unit of calendar time that holds the day: a day, a week, a month, ..."""
    if unit in "WF":
        return week_value(day)
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return quarter_value(day)
    if unit == "Y":
        return f"{day.year:04d}"
    if unit == "E":
        return f"{day.year // 10:03d}"
    if unit == "C":
        return f"{day.year // 100:02d}"
    return day.isoformat()


def days_of(value: str) -> Days | None:
    """The days a TIMEX3 date value covers, or None where it fixes none (`XXXX-11-21`, `PAST_REF`, a duration)."""
    if value.isdigit() and len(value) in (2, 3):
        length = 100 if len(value) == 2 else 10
        first = int(value) * length
        return (date(first, 1, 1), date(first + length - 1, 12, 31)) if first >= 1 else None
    found = VALUE.match(value)
    if not found or found["year"] == "0000":
        return None
    year = int(found["year"])
    if found["day"]:
        day = day_of(year, int(found["month"]), int(found["day"]))
        return (day, day) if day else None
    if found["month"]:
        month = int(found["month"])
        return (date(year, month, 1), last_day(year, month)) if 1 <= month <= 12 else None
    if found["week"]:
        return _week(year, int(found["week"]), found["weekend"] is not None)
    if found["quarter"]:
        month = int(found["quarter"]) * 3
        return date(year, month - 2, 1), last_day(year, month)
    if found["half"]:
        return (date(year, 1, 1), date(year, 6, 30)) if found["half"] == "1" else (date(year, 7, 1), date(year, 12, 31))
    if found["season"]:
        (m1, d1), (m2, d2) = SEASONS[found["season"]]
        return date(year, m1, d1), date(min(9999, year + (m2 < m1)), m2, d2)
    return date(year, 1, 1), date(year, 12, 31)


def _week(year: int, week: int, weekend: bool) -> Days | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    sunday = monday + timedelta(days=6)
    return (sunday - timedelta(days=1), sunday) if weekend else (monday, sunday)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus; Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar, 1900 to 2099 (Meeus, ch. 8, and 13 days)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday (Monday 1) of a month; nth -1 is the last."""
    if nth < 0:
        end = last_day(year, month)
        return end - timedelta(days=(end.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


@lru_cache(maxsize=4096)
def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in a year, by its rule in `lexicons/moments_holidays.tsv`."""
    kind, *args = rule.split()
    if kind == "fixed":
        month, day = (int(part) for part in args[0].split("-"))
        return day_of(year, month, day)
    if kind == "nth":
        return nth_weekday(year, int(args[0]), int(args[1]), int(args[2])) + timedelta(
            days=int(args[3]) if len(args) > 3 else 0
        )
    if kind == "easter":
        return easter(year) + timedelta(days=int(args[0]))
    if kind == "orthodox":
        return orthodox_easter(year) + timedelta(days=int(args[0])) if 1900 <= year <= 2099 else None
    if kind == "before":
        month, day = (int(part) for part in args[0].split("-"))
        eve = date(year, month, day) - timedelta(days=1)
        return eve - timedelta(days=(eve.isoweekday() - int(args[1])) % 7)
    return date.fromisoformat(args[0])


@lru_cache(maxsize=1)
def holiday_rules() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Lower-case holiday name to its (countries, rule) pairs, in the order of the lexicon."""
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for name, countries, rule in lexicon.rows("moments_holidays.tsv"):
        found[name.lower()] = (*found.get(name.lower(), ()), (tuple(countries.split(",")), rule))
    return found


def holiday_rule(name: str, country: str | None) -> str | None:
    """The rule of a holiday for a report that speaks most of a country; None where the name alone does not decide.

    A name of one or two countries goes to the likelier where the report speaks of a third.
    """
    rows = holiday_rules().get(" ".join(name.lower().replace("’", "'").split()), ())
    for codes, rule in rows:
        if "*" in codes or country in codes:
            return rule
    return rows[0][1] if rows and (len(rows) <= 2 or country is None) else None


@lru_cache(maxsize=1)
def country_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Country code and the pattern of the words that speak of it."""
    return tuple(
        (code, re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words.split('|'))})(?!\w)"))
        for code, words in lexicon.rows("moments_countries.tsv")
    )
