"""Readers of lengths of time: `four-month`, `two to three weeks`, `another year`, `nine hours and 30 minutes`."""

from __future__ import annotations

import re
from collections.abc import Callable

from whence.mark.moments_dates import group
from whence.mark.moments_reading import Context, Read, Reading, lasting, whole
from whence.mark.moments_words import duration, meanings, number

Match = re.Match[str]
AGE = re.compile(r"[\s-](?:old|olds|of age)\b|[\s-](?:older|younger)\b")
RATE = re.compile(
    r"(?:[\d%]|\b(?:million|billion|trillion|thousand|hundred|percent|times|once|twice|dollars|pounds|euros|cents|barrels"
    r"|tons|tonnes|hours|days|people|units|cars|points|annum))\s$"
)
COMPOUNDS = {("TH", "TM"), ("TM", "TS"), ("Y", "M"), ("M", "W"), ("M", "D"), ("W", "D"), ("D", "TH"), ("Y", "D")}
"""Pairs of units that count as one length."""


def unit_of(word: str) -> str:
    """The unit's letter in the lexicon."""
    word = word.lower()
    return meanings("units").get(word) or meanings("unit")[word]


def _is_age(match: Match, context: Context) -> bool:
    return bool(
        AGE.match(context.after(match.end(), 12))
        or re.search(r"\b(?:aged?|at age|age of)\s$", context.before(match.start(), 10))
    )


def length(match: Match, context: Context) -> Read:
    """`four-month`, `more than four hours`, `2 1/2 years`, `a year and a half`; an age is none, a rate is a set."""
    span = whole(match)
    words, unit = match["n"], unit_of(group(match, "unit", "unit2") or "day")
    if _is_age(match, context):
        return None
    count = number(words)
    single = words.lower() in ("a", "an")
    after = context.after(match.end(), 14)
    if single and not match["long"] and match["and_half"] is None:
        if RATE.search(context.before(match.start(), 24)):
            return Reading(*span, "set", duration(1, unit), None, None, "explicit")
        if unit in ("TS", "N", "Q", "TM") or (unit == "D" and re.match(r"\s+(?:of|when|that|in|for|like|we)\b", after)):
            return None
    if words.lower() == "some" and match.group().lower().removesuffix("long").endswith(("day", "time")):
        return None  # `some day`
    if re.match(r"\s+(?:anniversary|birthday)\b", after) or (unit == "TS" and not re.search(r"s$", match.group())):
        return None
    if (
        words.lower() == "one"
        and unit in "DN"
        and not re.search(r"\b(?:for|in|after|by|just|only|than|followed by)\s$", context.before(match.start(), 8))
    ):
        return None if match["long"] is None and "-" not in match.group() else lasting(span, "P1D")
    if (
        unit == "Q"
        and count is not None
        and (single or re.match(r"\s+of\b", after) or ("-" in match.group() and count == 1))
    ):
        return None
    if count is not None and count > 100_000 and unit != "Y":
        return None
    if single and match["long"] and match["unit"]:
        span = match.start("unit"), span[1]  # `a decade-long war`: the article is that of the war
    if match["and_half"] and count is not None:
        count += 0.5
    return lasting(span, duration(count, unit))


def compound(match: Match, context: Context) -> Read:
    """`nine hours and 30 minutes`, `two years, three months`: one length, where the second unit is the smaller."""
    units = unit_of(match["unit"]), unit_of(match["unit2"])
    counts = number(match["n"]), number(match["n2"])
    if _is_age(match, context) or None in counts or units not in COMPOUNDS:
        return None
    first, second = (duration(count, unit) for count, unit in zip(counts, units, strict=True))
    return lasting(whole(match), first + second.removeprefix("PT" if "T" in first else "P"))


def spread(match: Match, context: Context) -> Read:
    """`two to three weeks`, `8-10 months`: a duration whose length is not fixed takes the smaller number."""
    if _is_age(match, context):
        return None
    if match["both"] and not re.search(r"\bbetween\s$", context.before(match.start(), 10)):
        return None
    return lasting(whole(match), duration(number(match["low"]), unit_of(match["unit"])))


def additional(match: Match, _context: Context) -> Read:
    """`another two weeks`, `an additional year`."""
    return lasting(whole(match), duration(number(match["n"]) if match["n"] else 1, unit_of(match["unit"])))


def bare_units(match: Match, context: Context) -> Read:
    """`weeks`, `months`, `years`, `decades-long`: a duration of no stated length."""
    before, after = context.before(match.start(), 12), context.after(match.end(), 12)
    unit = unit_of(match["unit"])
    if AGE.match(after) or re.search(
        r"(?:\b(?:these|those|light|man|person|dog|school|leap|his|her|their|my|our|business|trading|the|office|working|opening|peak|rush|wee|early)|[-–])\s?$",
        before,
    ):
        return None
    if unit in ("N", "Q", "TS", "TM", "TH") and not (
        re.search(r"\b(?:for|in|after|within|of|took|take)\s$", before)
        or (unit in ("TM", "TH") and re.match(r"\s+(?:after|before|later)\b", after))
    ):
        return None
    return lasting(whole(match), duration(None, unit))


def long_unit(match: Match, _context: Context) -> Read:
    """`decade-long`, `yearlong`: one unit."""
    return lasting(whole(match), duration(1, unit_of(match["unit"])))


def old_units(match: Match, context: Context) -> Read:
    """`a decades-old feud`: no stated length; `5 years-old` is an age."""
    if re.search(
        r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten))[\s-]$", context.before(match.start(), 8)
    ):
        return None
    return lasting(whole(match), duration(None, unit_of(match["unit"])))


READERS: dict[str, Callable[[Match, Context], Read]] = {
    "long_unit": long_unit,
    "old_units": old_units,
    "compound": compound,
    "duration": length,
    "range": spread,
    "additional": additional,
    "bare_units": bare_units,
}
