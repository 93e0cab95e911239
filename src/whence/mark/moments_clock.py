"""Readers of dates in figures and of times of day: `2013-11-21`, `11/21/2013`, `5 p.m. EST Tuesday`, `noon`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from whence.mark import moments_calendar as calendar
from whence.mark.moments_dates import group, month_day, month_number, weekday_number, weekday_value
from whence.mark.moments_reading import Basis, Context, Read, Reading, dated, whole
from whence.mark.moments_words import meanings

Match = re.Match[str]
FIRST_YEAR, LAST_YEAR = 1000, 2199
BARE_HOUR = re.compile(r"\b(?:at|around|about|by|until|till|from|since|before|after|past)\s$", re.IGNORECASE)
BEHIND_BRACKET = re.compile(
    r"(?:\s?\([^()\n]{0,40})?\),? (?:on )?(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)


def _clock(match: Match) -> str | None:
    """The time of day as `T17:00`, from the groups of the clock rule."""
    hour, minute = group(match, "h", "o", "bare", "h24"), group(match, "min", "m24")
    if group(match, "mil"):
        return f"T{match['mil'][:2]}:{match['mil'][2:]}"
    noon = group(match, "noon")
    if noon:
        return "T24:00" if noon.lower() == "midnight" else "T12:00"
    if hour is None:
        return None
    value = int(hour) if hour.isdigit() else int(meanings("number").get(hour.lower(), "99"))
    half = (group(match, "ap") or "")[:1].lower() or {
        "night": "p",
        "evening": "p",
        "afternoon": "p",
        "morning": "a",
    }.get((group(match, "part") or "").lower(), "")
    if half and value > 12:
        return None
    if half == "p" and value < 12:
        value += 12
    if half == "a" and value == 12:
        value = 0
    return f"T{value:02d}:{minute or '00'}" if value <= 24 else None


def on_day(match: Match, context: Context) -> tuple[str | None, Basis]:
    """The day a match names by its groups: `today`, a weekday, or a month and day."""
    word = (group(match, "word") or "").lower()
    if word and context.day:
        step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
        return (context.day + timedelta(days=step)).isoformat(), "published"
    if word:
        return "XXXX-XX-XX", "unresolved"
    near, beside = (group(match, "near") or "").lower(), (group(match, "beside") or "").lower()
    if near:
        return _near(match, context, -1 if near.startswith("last") else 0)
    if beside:
        named = context.anchor_day()
        step = 1 if "next" in beside or "following" in beside else -1 if "previous" in beside else 0
        return ((named + timedelta(days=step)).isoformat(), "anchored") if named else ("XXXX-XX-XX", "unresolved")
    if month_number(match):
        found = month_day(match, context)
        return (found.value, found.basis) if found else (None, "unresolved")
    weekday = weekday_number(match)
    if weekday:
        return weekday_value(weekday, context, match.span(), None)
    return None, "unresolved"


def _near(match: Match, context: Context, step: int) -> tuple[str | None, Basis]:
    """The day of `9:15 this morning`, `10 p.m. last night`; past midnight, `last night` is the day of publication."""
    if context.day is None:
        return "XXXX-XX-XX", "unresolved"
    if step and (_clock(match) or "") < "T12":
        step = 0
    return (context.day + timedelta(days=step)).isoformat(), "published"


def _day_behind_bracket(match: Match, context: Context) -> tuple[str | None, Basis]:
    """The weekday of `11 a.m. (1600 GMT) on Wednesday`, for the time before the bracket and for that inside it."""
    found = BEHIND_BRACKET.match(context.text, match.end())
    if not found:
        return None, "unresolved"
    number = int(meanings("weekday")[found["weekday"].lower()])
    return weekday_value(number, context, found.span("weekday"), None)


def clock(match: Match, context: Context) -> Read:
    """`5 p.m. EST Tuesday`, `noon`, `0735 GMT`: a time of day, on its own day or on the day named before."""
    span = whole(match)
    time = _clock(match)
    if time is None:
        return None
    zone, when = group(match, "zone"), group(match, "when")
    if group(match, "bare") and not BARE_HOUR.search(context.text[max(0, match.start() - 12) : match.start("bare")]):
        return None
    if group(match, "h24") and not (zone or when or group(match, "part")):
        # A bare 3:16 is a score or a verse unless a preposition of time stands before it and no more numbers follow.
        before = context.before(match.start(), 12)
        if not re.search(r"\b(?:at|around|by|until|till|from|since|about|before|after|past)\s$", before):
            return None
        if re.match(r"\s*(?:[-–]\s*\d|\w+\s+(?:win|loss|victory|defeat|draw)\b)", context.after(match.end())):
            return None
    value, basis = on_day(match, context)
    if value is None:
        value, basis = _day_behind_bracket(match, context)
    if value is None:
        near = match.start() - context.anchor_at < 120 and "\n" not in context.text[context.anchor_at : match.start()]
        named = context.anchor_day() if near else None  # a time at the head of a new paragraph is that of an update
        day = named or context.day
        if day and named is None and time < "T06" and context.tense(*span) == "future":
            day += timedelta(days=1)  # `will land at 2 a.m.`: the night to come
        value, basis = (day.isoformat(), "anchored" if named else "published") if day else ("XXXX-XX-XX", "unresolved")
    return dated(span, value + time, basis, "time")


def iso(match: Match, _context: Context) -> Read:
    """`2013-11-21`, with or without a time."""
    day = calendar.day_of(int(match["year"]), int(match["m"]), int(match["d"]))
    if day is None:
        return None
    if match["clock"]:
        return dated(match.span(), f"{day.isoformat()}T{match['clock']}", "explicit", "time")
    return dated(match.span(), day.isoformat(), "explicit")


def slash(match: Match, _context: Context) -> Read:
    """`11/21/2013`, `21.11.2013`: the order is taken only where one of the two numbers can be no month."""
    a, b, figure = int(match["a"]), int(match["b"]), match["year"]
    if len(figure) == 2:
        if match["sep"] != "/":
            return None
        year = int(figure) + (1900 if int(figure) > 50 else 2000)
    else:
        year = int(figure)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    us, uk = calendar.day_of(year, a, b), calendar.day_of(year, b, a)
    if match["sep"] == ".":
        us = None if uk else us
    if us and uk and us != uk:
        first, last = sorted((us, uk))
        value = f"{year}" if a != b else us.isoformat()
        return Reading(match.start(), match.end(), "date", value, first, last, "unresolved")
    day = us or uk
    return dated(match.span(), day.isoformat(), "explicit") if day else None


READERS: dict[str, Callable[[Match, Context], Read]] = {"iso": iso, "slash": slash, "clock": clock}
