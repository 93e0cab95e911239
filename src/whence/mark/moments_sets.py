"""Readers of sets: times that come again (`every Monday`, `daily`, `twice a week`)."""

from __future__ import annotations

import re
from collections.abc import Callable

from whence.mark.moments_dates import group, weekday_number
from whence.mark.moments_lengths import unit_of
from whence.mark.moments_reading import Context, Read, Reading, whole
from whence.mark.moments_words import duration, meanings, number

Match = re.Match[str]


def every(match: Match, _context: Context) -> Read:
    """`every Monday`, `each month`, `every two years`, `every morning`."""
    span = whole(match)
    day, part = weekday_number(match), group(match, "part", "part2")
    suffix = f"T{meanings('part').get(part.lower(), 'NI')}" if part else ""
    if day:
        return Reading(*span, "set", f"XXXX-WXX-{day}{suffix}", None, None, "explicit")
    if part and not match["unit"]:
        return Reading(*span, "set", f"XXXX-XX-XX{suffix}", None, None, "explicit")
    word = match["unit"].lower()
    if word in meanings("season"):
        value = f"XXXX-{meanings('season')[word]}"
    elif word in ("weekend", "weekday", "season"):
        value = {"weekend": "XXXX-WXX-WE", "weekday": "XXXX-WXX-XX"}.get(word, "P1Y")
    else:
        count = number(match["n"]) if match["n"] else 2.0 if match["other"] else 1.0
        value = duration(count, unit_of(word))
    return Reading(*span, "set", value, None, None, "explicit")


def times(match: Match, _context: Context) -> Read:
    """`twice a week`, `three times a year`, `per month`."""
    if match.group().lower().startswith("per ") and unit_of(match["unit"]).startswith("T"):
        return None
    return Reading(*whole(match), "set", duration(1, unit_of(match["unit"])), None, None, "explicit")


def named_set(match: Match, _context: Context) -> Read:
    """`daily`, `weekly`, `annually`."""
    unit = {"dai": "P1D", "wee": "P1W", "mon": "P1M", "nig": "P1D", "hou": "PT1H", "ann": "P1Y", "yea": "P1Y"}
    return Reading(*match.span(), "set", unit[match["set"].lower()[:3]], None, None, "explicit")


def weekdays(match: Match, _context: Context) -> Read:
    """`Mondays`."""
    return Reading(*match.span(), "set", f"XXXX-WXX-{weekday_number(match)}", None, None, "explicit")


READERS: dict[str, Callable[[Match, Context], Read]] = {
    "every": every,
    "times": times,
    "per": times,
    "set": named_set,
    "weekdays": weekdays,
}
