"""Readers of longer calendar periods: quarters, halves, seasons, years, decades, centuries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from whence.mark import moments_calendar as calendar
from whence.mark.moments_dates import NTH, SAME, choose, group, stated_year
from whence.mark.moments_reading import MASKS, Context, Read, dated, relative, whole
from whence.mark.moments_words import meanings, year_of

Match = re.Match[str]
SPORT = re.compile(
    r"\b(?:touchdowns?|yards?|quarterback|field goal|rebounds?|halftime|points? (?:lead|ahead)|scor(?:ed|ing))\b"
)
YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|by|until|till|from|to|between|and|before|after|during|early|late|mid|through|for|around|about|the"
    r"|circa|into|throughout|or|as early as|back in|year|a|an|its|his|her|their|fiscal|'s|’s|than)\s$"
)
COUNTED = re.compile(
    r"\s+(?:people|percent|per cent|troops|men|women|soldiers|dollars|miles|feet|million|billion|shares|meters|metres"
    r"|votes|words|pounds|tons)\b"
)
QUARTER_WINDOW = 1000
"""Characters over which a report goes on comparing the quarter it named."""
NEAR_YEARS = 8
RECENT_QUARTER = 120


def quarter(match: Match, context: Context) -> Read:
    """`the third quarter of 1984`, `third-quarter`, `Q3 2013`; a quarter of a game is none."""
    span = whole(match)
    word = (group(match, "nth") or "").lower()
    nth = NTH.get(word) or int(group(match, "q", "q2") or 0)
    if group(match, "lastq"):
        nth = 4 if group(match, "lastq").lower() == "final" or group(match, "year2") else 0  # type: ignore[union-attr]
        if not nth:
            return relative(span, context, "Q", -1)
    around = context.before(span[0], 80) + context.after(span[1], 80)
    if not nth or SPORT.search(around):
        return None
    year, basis = stated_year(match, context)
    if year is None and group(match, "the_year") and context.day:
        year, basis = context.day.year, "published"
    if year is not None:
        context.quarter, context.quarter_at = f"{year:04d}-Q{nth}", span[0]
        return dated(span, context.quarter, basis)
    if context.day is None:
        return dated(span, f"XXXX-Q{nth}", "unresolved")
    chosen = _nearest_quarter(nth, context, span)
    context.quarter, context.quarter_at = calendar.quarter_value(chosen[0]), span[0]
    return dated(span, context.quarter, "tense")


def _nearest_quarter(nth: int, context: Context, span: tuple[int, int]) -> tuple[date, date]:
    """The quarter just ended is what news speaks of, in any tense (`expects to report a third-quarter loss`)."""
    day = context.day
    assert day is not None
    options = _years(day, f"Q{nth}")
    near = [days for days in options if days[0] <= day and (day - days[1]).days <= RECENT_QUARTER]
    if near:
        return max(near)
    chosen = choose(options, context, context.tense(*span), slack=30)
    return chosen or max(days for days in options if days[0] <= day)


def _years(day: date, suffix: str) -> list[tuple[date, date]]:
    values = (calendar.days_of(f"{year:04d}-{suffix}") for year in range(day.year - 1, day.year + 2))
    return [value for value in values if value]


def half(match: Match, context: Context) -> Read:
    """`the first half of 1990`."""
    year, basis = stated_year(match, context)
    nth = 1 if match["nth"].lower() == "first" else 2
    if year is None and group(match, "the_year") and context.day:
        year, basis = context.day.year, "published"
    return dated(whole(match), f"{year:04d}-H{nth}" if year else f"XXXX-H{nth}", basis)


def comparable(match: Match, context: Context) -> Read:
    """`the year-ago quarter`, `year-earlier`, `the latest period`: the quarter last named, or that of a year before."""
    span = whole(match)
    recent = context.quarter if span[0] - context.quarter_at < QUARTER_WINDOW else None
    if match["of_year"]:
        return dated(span, match["of_year"], "explicit")
    if match["latest"]:
        if match["latest"].lower() == "latest":
            return dated(span, over, "anchored") if (over := quarter_over(context)) else None
        return dated(span, recent, "anchored") if recent else None
    if recent:
        return dated(span, f"{int(recent[:4]) - 1:04d}{recent[4:]}", "anchored")
    return relative(span, context, "Y", -1)


def quarter_over(context: Context) -> str | None:
    """The quarter last named where it is over by the day of publication, else the quarter before that day."""
    days = calendar.days_of(context.quarter) if context.quarter else None
    if context.day is None or (days and days[1] < context.day):
        return context.quarter
    return calendar.quarter_value(calendar.shift_months(context.day, -3))


def era(match: Match, _context: Context) -> Read:
    """`200 B.C.`, `A.D. 79`: TIMEX3 writes the first as `BC0200`."""
    if match["ad"]:
        return dated(whole(match), f"{int(match['behind']):04d}", "explicit")
    number = int(match["before"].replace(",", ""))
    before = match["era"].startswith("B")
    if not before and not 0 < number < 2200:
        return None
    return dated(whole(match), f"BC{number:04d}" if before else f"{number:04d}", "explicit")


def decade(match: Match, context: Context) -> Read:
    """`the early 2000s`, `the '80s`, `the nineties`."""
    tens = group(match, "tens")
    if tens:
        return dated(whole(match), tens[:3], "explicit")
    short = group(match, "short")
    if short:
        figure = int(short[0])
        return dated(whole(match), f"{20 if figure < 2 else 19}{figure}", "explicit")
    word = match["tenword"].lower()
    if not re.search(r"\b(?:the|nineteen)\b", match.group().lower()) or re.search(
        r"\b(?:his|her|their|my)\s$", context.before(match.start())
    ):
        return None
    return dated(whole(match), f"19{meanings('decade')[word]}", "explicit")


def century(match: Match, _context: Context) -> Read:
    """`the 11th century` has the value `10`."""
    word = match["c"].lower()
    digits = re.match(r"\d+", word)
    number = int(digits[0]) if digits else int(meanings("ordinal").get(word, "0"))
    if not 1 <= number <= 30:
        return None
    prefix = "BC" if match["bc"] else ""
    return dated(whole(match), f"{prefix}{number - 1:02d}", "explicit")


def season(match: Match, context: Context) -> Read:
    """`last fall`, `the summer of 2013`; a bare season needs a preposition before it."""
    span, code = whole(match), meanings("season")[match["season"].lower()]
    year, basis = stated_year(match, context)
    if year is not None:
        return dated(span, f"{year:04d}-{code}", basis)
    rel = (group(match, "rel") or "").lower()
    if not rel:
        timed = re.search(
            r"\b(?:in|by|until|during|since|over|through|throughout|into|of|for|before|after|next|that|last)\s$",
            context.before(span[0], 12),
        )
        articled = group(match, "the") or match.group().lower().startswith(("the ", "early", "late", "mid"))
        if re.match(r"\s+of\b", context.after(span[1])) or not timed:
            return None
        if code in ("SP", "FA") and not articled and match["season"].lower() != "autumn":
            return None
    token = context.token(match.start("season"))
    if token is not None and token.pos_ in ("VERB", "AUX"):
        return None
    if context.day is None:
        return dated(span, f"XXXX-{code}", "unresolved")
    rel = rel.removeprefix("the ")
    options = _years(context.day, code)
    if rel in ("last", "past", "this past", "previous"):
        over = [item for item in options if item[1] < context.day or (code == "WI" and item[0] < context.day)]
        return dated(span, f"{max(over)[0].year:04d}-{code}", "published")
    if rel in ("next", "coming", "this coming", "upcoming"):
        return dated(span, f"{min(o for o in options if o[0] > context.day)[0].year:04d}-{code}", "published")
    if rel == "this":
        return dated(span, f"{context.day.year:04d}-{code}", "published")
    if rel in SAME and (anchor := calendar.days_of(context.anchor or "")):
        return dated(span, f"{anchor[0].year:04d}-{code}", "anchored")
    tense = context.tense(*span)
    chosen = choose(options, context, tense, slack=30)
    return dated(span, f"{chosen[0].year:04d}-{code}", "tense") if chosen else None


def year(match: Match, context: Context) -> Read:
    """`1996`, `mid-1996`, `fiscal 1989`, `the year 2000`, the first year of `1985-87`: a year and not a count."""
    span, number = whole(match), year_of(match["year"])
    if number is None:
        return None
    if match["to"]:
        last = int(match["to"]) if len(match["to"]) == 4 else number // 100 * 100 + int(match["to"])
        if len(match["to"]) == 3 or not number < last <= number + (40 if len(match["to"]) == 2 else 1000):
            return None
        if len(match["to"]) == 2 and context.day and last > context.day.year + 12:
            return None
        span = span[0], match.end("year")
    marked = match.start("year") > match.start() or not match["year"].isdigit()
    if not marked and not _is_year(match, context, number):
        return None
    return dated(span, f"{number:04d}", "explicit")


LIVED_BEFORE = re.compile(r"\((?:1[0-9]{3}\s?[-–]\s?)?$")
LIVED_AFTER = re.compile(r"\)|\s?[-–]\s?(?:1[0-9]|20)[0-9]{2}\)")
"""Years alone in brackets: `his second play (1821)`, `the old mill (1704 - 1787)`."""


def _is_year(match: Match, context: Context, number: int) -> bool:
    after = context.after(match.end(), 20)
    if LIVED_BEFORE.search(context.before(match.start(), 14)) and LIVED_AFTER.match(after):
        return True
    token = context.token(match.start("year"))
    if token is None or COUNTED.match(after) or re.match(r"\s?(?:[-x×]\s?\d|hours\b|GMT)", after):
        return False
    before = context.before(match.start("year"), 14)
    if re.search(
        r"(?:\bno\.?|\bnumber|\bpages?|\bpp?\.|\broom|\broute|\bflight|\bboeing|\bchapter|\bhighway|\bmodel|[$£€#+*/=-])\s?$",
        before,
    ):
        return False
    head = token.head
    if token.dep_ == "nummod" and head.i > token.i and head.tag_ in ("NNS", "NNPS"):
        if (token.ent_type_ == "DATE" and head.i > token.i + 1) or before.endswith(
            ("below ", "above ", "from ", "than ")
        ):
            return number % 100 != 0
        near = context.day is not None and abs(number - context.day.year) <= NEAR_YEARS and token.ent_type_ == "DATE"
        return near or (
            number % 100 != 0 and bool(re.search(r"(?:\b(?:the|its|his|her|their|our|in)|['’]s)\s$", before))
        )
    nearby = 1900 <= number <= (context.day.year if context.day else 2050) + 60
    timed = bool(YEAR_BEFORE.search(before))
    if nearby:
        return timed or token.ent_type_ == "DATE" or before.endswith("(") or not before.strip()
    return token.ent_type_ == "DATE" and bool(
        re.search(r"\b(?:in|since|of|from|until|by|between|before|after)\s$", before)
    )


def second_year(match: Match, _context: Context) -> Read:
    """The last year of `1985-87`."""
    text = match["to"]
    first = year_of(match["year"]) or 0
    number = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    return dated((match.start("to"), match.end("to")), f"{number:04d}", "explicit")


def short_year(match: Match, context: Context) -> Read:
    """`'98`."""
    number = int(match["yy"])
    value = number + (2000 if number <= 40 else 1900)
    if not re.search(
        r"\b(?:in|since|of|by|until|from|to|summer|spring|fall|winter|and)\s$", context.before(match.start(), 10)
    ):
        return None
    return dated(match.span(), f"{value:04d}", "explicit")


def year_end(match: Match, context: Context) -> Read:
    """`year-end`, `the year's end`."""
    return relative(whole(match), context, "Y", 0) if context.day else dated(whole(match), MASKS["Y"], "unresolved")


READERS: dict[str, Callable[[Match, Context], Read]] = {
    "quarter": quarter,
    "half": half,
    "comparable": comparable,
    "era": era,
    "decade": decade,
    "century": century,
    "season": season,
    "year": year,
    "short_year": short_year,
    "year_end": year_end,
}
