"""Readers of calendar dates: days, months, quarters, years, decades, holidays and times of day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from spacy.tokens import Token

from whence.mark import moments_calendar as calendar
from whence.mark.moments_reading import Basis, Context, Read, Reading, dated, whole
from whence.mark.moments_running import nearest
from whence.mark.moments_tense import Tense
from whence.mark.moments_words import meanings, year_of

Match = re.Match[str]
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
EVE = 2
"""Days since a weekday within which nobody means that of the week to come without saying so."""
THIS_WEEK = 3
"""Days since a weekday of this week that some call `last Tuesday` and others do not."""
SAME = ("that", "that same", "same")
RANGE_YEAR = re.compile(
    r"(?:\s?[-–—]\s?|\s+(?:and|to|through)\s+)(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s+(?P<year>(?:1\d|20)\d\d)(?![\d,.]\d)"
)
_AHEAD_OF = re.compile(r"\b(?:ahead of|in advance of|leading up to|run-up to|(?:going|heading) into) (?:the |this )?$")
MONTHS_YEAR = re.compile(
    r"(?:,\s|\s(?:and|or|to|through)\s|\s?[-–—]\s?)(?P<month>[A-Z][a-z]+)\.?,?\s(?:of\s)?(?P<year>(?:19|20)\d\d)\b(?![,.]\d)"
)
"""The second month of `in April and May of 2017`, with the year that is that of the first as well."""
YEAR_RELATIONS = {"this": 0, "current": 0, "last": -1, "next": 1}


def group(match: Match, *names: str) -> str | None:
    """The first of these groups that took part in the match."""
    known = match.re.groupindex
    return next((match[name] for name in names if name in known and match[name] is not None), None)


def month_number(match: Match) -> int | None:
    """The month named in a match, 1 to 12."""
    word = group(match, "month", "month2")
    if not word:
        return None
    word = word.lower().rstrip(".")
    return int(meanings("month").get(word) or meanings("month_short")[word])


def day_number(match: Match) -> int | None:
    """The day of the month named in a match, in digits or as an ordinal."""
    word = group(match, "day", "day2")
    if not word:
        return None
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else int(meanings("ordinal")[word.lower()])


def weekday_number(match: Match) -> int | None:
    """The weekday named in a match, Monday 1."""
    word = group(match, "weekday", "weekday2")
    if not word:
        return None
    word = word.lower().rstrip(".")
    return int(meanings("weekday").get(word) or meanings("weekday_short")[word])


def stated_year(match: Match, context: Context) -> tuple[int | None, Basis]:
    """The year that the words themselves give: in figures, or as `last year`."""
    figure = group(match, "year", "year2")
    if figure:
        return year_of(figure), "explicit"
    relation = group(match, "year_rel")
    if not relation:
        return None, "unresolved"
    words = relation.lower().replace("of ", "").split()
    step = next((YEAR_RELATIONS[word] for word in words if word in YEAR_RELATIONS), None)
    if "the" in words or "that" in words:
        anchor = calendar.days_of(context.anchor) if context.anchor else None
        moved = {"following": 1, "next": 1, "previous": -1}.get(words[-2], 0)
        return (anchor[0].year + moved if anchor else None), "anchored"
    return (context.day.year + step if context.day and step is not None else None), "published"


def choose(days: list[tuple[date, date]], context: Context, tense: Tense, slack: int) -> tuple[date, date] | None:
    """Of the candidate spans, the one that tense and nearness to the day of publication point to.

    A span that ends within `slack` days is taken against the tense where the other lies six times as far: tense is
    read from a parse that errs, and news speaks of near dates.
    """
    day = context.day
    if day is None or not days:
        return None
    past = [span for span in days if span[0] <= day]
    ahead = [span for span in days if span[1] >= day]
    back = max(past, default=None)
    forth = min(ahead, default=None)
    if back is None or forth is None:
        return back or forth
    if back == forth:
        return back
    gap_back, gap_forth = max(0, (day - back[1]).days), max(0, (forth[0] - day).days)
    nearer = back if gap_back <= gap_forth else forth
    chosen = {"past": back, "future": forth}.get(tense, nearer)
    far, near = (gap_back, gap_forth) if chosen == back else (gap_forth, gap_back)
    if tense == "future" and near <= 120 and far > 180:
        return nearer
    return nearer if near <= slack and far > 6 * max(near, 7) else chosen


def month_day(match: Match, context: Context) -> Read:
    """`Sept. 2`, `Friday, 21 November 2013`: a day of a month, its year stated or chosen by tense and nearness."""
    month, day, span = month_number(match), day_number(match), whole(match)
    if month is None or day is None or _is_name(match, context, "month"):
        return None
    year, basis = stated_year(match, context)
    if year is None and (tail := RANGE_YEAR.match(context.text, span[1])):
        year, basis = int(tail["year"]), "explicit"  # `Sept. 4-8, 2014`
    if year is not None:
        found = calendar.day_of(year, month, day)
        return dated(span, found.isoformat(), basis) if found else None
    if calendar.day_of(2000, month, day) is None:
        return None
    if context.day is None:
        return dated(span, f"XXXX-{month:02d}-{day:02d}", "unresolved")
    years = range(context.day.year - 1, context.day.year + 2)
    days = [found for y in years if (found := calendar.day_of(y, month, day))]
    weekday = weekday_number(match)
    agreeing = [found for found in days if found.isoweekday() == weekday]
    if weekday and len(agreeing) == 1:
        return dated(span, agreeing[0].isoformat(), "published")
    tense = context.tense(*span)
    chosen = choose([(found, found) for found in days], context, tense, slack=60)
    if not chosen:
        return dated(span, f"XXXX-{month:02d}-{day:02d}", "unresolved")
    return dated(span, chosen[0].isoformat(), "tense" if tense in ("past", "future") else "published")


def day_list(match: Match, context: Context) -> Read:
    """The `3` of `3-5 June 2013`: the month and year are those of the day that follows."""
    tail = re.compile(
        r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>[A-Z][a-z]+)\.?(?:,?\s+(?P<year>(?:1\d|20)\d\d))?"
    ).match(context.text, match.end())
    day = day_number(match)
    if not tail or day is None:
        return None
    word = tail["month"].lower()
    number = meanings("month").get(word) or meanings("month_short").get(word)
    if not number:
        return None
    span = match.start("day"), match.end("day")
    if tail["year"]:
        found = calendar.day_of(int(tail["year"]), int(number), day)
        return dated(span, found.isoformat(), "explicit") if found else None
    return same_month(span, int(number), day, context)


def same_month(span: tuple[int, int], month: int, day: int, context: Context) -> Read:
    """A day of a month without a year."""
    if context.day is None:
        return dated(span, f"XXXX-{month:02d}-{day:02d}", "unresolved")
    years = range(context.day.year - 1, context.day.year + 2)
    days = [(found, found) for y in years if (found := calendar.day_of(y, month, day))]
    chosen = choose(days, context, context.tense(*span), slack=60)
    return dated(span, chosen[0].isoformat(), "tense") if chosen else None


def _is_name(match: Match, context: Context, name: str) -> bool:
    """Whether a month or weekday is part of a person's name or, for May, a modal verb."""
    token = context.token(match.start(name))
    if token is None:
        return False
    if token.ent_type_ == "PERSON" and token.i + 1 - token.doc[token.i].i and token.ent_iob_ == "I":
        return token.lower_ in ("may", "april", "june", "august", "jan", "march")
    return token.tag_ == "MD" and not match.re.groupindex.get("day")


def month(match: Match, context: Context) -> Read:
    """`November`, `last May`, `March 1996`, `June last year`, `mid-November`."""
    number, span = month_number(match), whole(match)
    if number is None or _is_name(match, context, "month") or not _stands_as_month(match, context):
        return None
    year, basis = stated_year(match, context)
    if year is not None:
        return dated(span, f"{year:04d}-{number:02d}", basis)
    shared = MONTHS_YEAR.match(context.text, span[1])
    if shared and shared["month"].lower() in meanings("month"):
        return dated(span, f"{int(shared['year']):04d}-{number:02d}", "explicit")
    if re.match(r"\s00?\b(?![:.]\d)", context.text[span[1] : span[1] + 4]):
        return None  # `June 0`: no such day, and not the month either
    moved = re.match(r"(?:later|earlier) in\s", match.group(), re.IGNORECASE)
    named = calendar.days_of(context.anchor) if moved and context.anchor else None
    if named and (named[0].month <= number) == match.group().lower().startswith("later"):
        return dated(span, f"{named[0].year:04d}-{number:02d}", "anchored")  # `signed in March 1999; later in December`
    if context.day is None:
        return dated(span, f"XXXX-{number:02d}", "unresolved")
    rel = (group(match, "rel") or "").lower().removeprefix("the ")
    day = context.day
    spans = [d for y in range(day.year - 2, day.year + 2) if (d := calendar.days_of(f"{y:04d}-{number:02d}"))]
    if rel in ("last", "past", "this past", "previous", "preceding"):
        # The month just over is `last month`: `last February` said in March is a year back.
        near = calendar.days_of(f"{calendar.shift_months(day, -1):%Y-%m}")
        spans = [item for item in spans if item[1] < day and item != near]
        return dated(span, f"{max(spans)[0]:%Y-%m}", "published")
    if rel in ("next", "coming", "this coming", "upcoming"):
        spans = [item for item in spans if item[0] > day]
        return dated(span, f"{min(spans)[0]:%Y-%m}", "published")
    if rel == "following" and (anchor := calendar.days_of(context.anchor or "")):
        step = 0 if number > anchor[1].month else 1
        return dated(span, f"{anchor[1].year + step:04d}-{number:02d}", "anchored")
    if rel == "this":
        return dated(span, f"{day.year:04d}-{number:02d}", "published")
    if rel in SAME and (anchor := calendar.days_of(context.anchor or "")):
        return dated(span, f"{anchor[0].year:04d}-{number:02d}", "anchored")
    tense: Tense = "future" if _AHEAD_OF.search(context.before(span[0])) else context.tense(*span)
    chosen = choose(spans, context, tense, slack=20)
    if not chosen:
        return None
    return dated(span, f"{chosen[0]:%Y-%m}", "tense" if tense in ("past", "future") else "published")


def _stands_as_month(match: Match, context: Context) -> bool:
    """Whether a bare `May`, `March`, `Dec` is the month: those that are also words or names need a sign of time."""
    word = match["month"].rstrip(".")
    march = word == "March" and re.match(r"\s(?:for|on)\s[A-Z]", context.text[match.end() : match.end() + 6])
    if march and not re.search(r"\b(?:in|of|since|until|by|last)\s$", context.before(match.start(), 8)):
        return False  # `the March for Peace`, `the March on Ostra`
    if word.lower() not in ("may", "march", "mar", "jan", "dec", "apr", "jun", "jul", "sep", "april", "june", "august"):
        return True
    if match.group().strip() != match["month"].strip():
        return True
    if word.lower() in ("april", "june", "august"):
        return True
    if len(word) == 3 and word.lower() != "may":
        return False
    token = context.token(match.start())
    return bool(
        re.search(
            r"\b(?:in|of|since|until|till|by|through|during|from|to|last|and|or|for|before|after)\s$",
            context.before(match.start(), 10),
        )
        or (token is not None and token.ent_type_ == "DATE")
    )


def _weekday_token(context: Context, span: tuple[int, int]) -> Token | None:
    """The word for the weekday itself: an edge (`late Monday`) or a time of day may stand before it."""
    found = context.token(span[0])
    while found is not None and found.idx < span[1]:
        if found.lower_ in meanings("weekday"):
            return found
        found = found.nbor() if found.i + 1 < len(found.doc) else None
    return None


def _pointed_ahead(context: Context, span: tuple[int, int]) -> bool:
    """Whether `will` or a preposition points a weekday ahead."""
    return context.tenses.strong(span[0]) or bool(
        re.search(r"\b(?:for|until|till|by|before)\s$", context.before(span[0], 8))
    )


_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\s(?:after|before|following)\s(?:the|an?|his|her|their|our|my|its|that)\s", re.IGNORECASE)


def weekday_value(
    number: int, context: Context, span: tuple[int, int], relation: str | None, week: int | None = None
) -> tuple[str, Basis]:
    """The day a weekday means, by relation word, week (`of last week`) or tense."""
    day = context.day
    if day is None:
        return f"XXXX-WXX-{number}", "unresolved"
    if week is not None:
        monday = day - timedelta(days=day.isoweekday() - 1) + timedelta(days=7 * week)
        return (monday + timedelta(days=number - 1)).isoformat(), "published"
    back = (day.isoweekday() - number) % 7
    forth = (number - day.isoweekday()) % 7
    if relation == "last" and 0 < back <= THIS_WEEK and back < day.isoweekday():
        return f"XXXX-WXX-{number}", "unresolved"  # on a Thursday, `last Tuesday` is that of this week or of the last
    if relation in ("last", "this past", "past", "previous"):
        return (day - timedelta(days=back or 7)).isoformat(), "published"
    if relation in ("next", "coming", "this coming", "upcoming", "this upcoming"):
        return (day + timedelta(days=forth or 7)).isoformat(), "published"
    anchor = context.anchor_day()
    if relation in ("the previous", "the preceding") and anchor:
        return (anchor - timedelta(days=(anchor.isoweekday() - number) % 7 or 7)).isoformat(), "anchored"
    if relation in ("the following", "the next") and anchor:
        return (anchor + timedelta(days=(number - anchor.isoweekday()) % 7 or 7)).isoformat(), "anchored"
    if (
        relation in (None, "the")
        and _THE.search(context.before(span[0], 6))
        and _OF_ANOTHER.match(context.after(span[1], 24))
    ):
        return f"XXXX-WXX-{number}", "unresolved"  # `on the Monday after the wedding`
    if relation is None and context.headed is not None:
        return nearest(number, context.headed).isoformat(), "anchored"
    tense = context.tense(*span)
    token = _weekday_token(context, span) if relation is None else None
    awaited = context.tenses.awaited.ways(token, back) if token is not None and back else None
    if awaited is not None:
        return (day + timedelta(days=forth) if awaited else day - timedelta(days=back)).isoformat(), "tense"
    if relation is None and re.match(r"['’]s\b", context.after(span[1], 3)) and not context.tenses.strong(span[0]):
        tense = "past"  # `ways to get round Monday's ruling`: the ruling is over, whatever the verb
    if tense == "present" and (context.tenses.scheduled(span[0]) or (back == 6 and relation is None)):
        tense = "future"  # `the deadline is Thursday` on a Wednesday: tomorrow, and not six days ago
    if tense == "future" and relation is None and back <= EVE and context.tenses.under_past(span[0]):
        tense = "past"  # on Tuesday, `agreed to let them in on Monday`: the day gone by, not the one of next week
    if tense == "future" and relation is None and back == 1 and not _pointed_ahead(context, span):
        tense = "past"  # `was to open at noon Monday` on a Tuesday: nobody calls the day in six days `Monday`
    if tense == "past" and relation is None and awaited is None and back == 6:
        return f"XXXX-WXX-{number}", "unresolved"  # six days ago, or of a report that bears the day before its own
    if relation == "this" and tense != "past":
        return (day + timedelta(days=forth)).isoformat(), "published"
    if tense == "future":
        return (day + timedelta(days=forth)).isoformat(), "tense"
    return (day - timedelta(days=back)).isoformat(), "tense" if tense == "past" else "published"


def weekday(match: Match, context: Context) -> Read:
    """`Monday`, `last Friday night`, `Tuesday of last week`; `Mondays` and `Monday nights` are sets."""
    number, span = weekday_number(match), whole(match)
    if number is None:
        return None
    part = (group(match, "part") or "").lower()
    suffix = f"T{meanings('part').get(part, 'NI')}" if part else ""
    if group(match, "plural") or group(match, "plural2"):
        return Reading(*span, "set", f"XXXX-WXX-{number}{suffix}", None, None, "explicit")
    relation = (group(match, "rel") or "").lower() or None
    of = (group(match, "of") or "").lower().split()
    if group(match, "of_the"):
        anchor = calendar.days_of(context.anchor) if context.anchor else None
        if anchor is None:
            return dated(span, f"XXXX-WXX-{number}{suffix}", "unresolved", "time" if suffix else "date")
        step = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(of[-2], 0)
        monday = anchor[0] - timedelta(days=anchor[0].isoweekday() - 1) + timedelta(days=7 * step)
        value = (monday + timedelta(days=number - 1)).isoformat() + suffix
        return dated(span, value, "anchored", "time" if suffix else "date")
    week = YEAR_RELATIONS.get(of[1]) if of else None
    value, basis = weekday_value(number, context, span, relation, week)
    return dated(span, value + suffix, basis, "time" if suffix else "date")


def week_of(match: Match, context: Context) -> Read:
    """`the week of March 6`, `the weekend of March 4`: the week that holds the day."""
    found = month_day(match, context)
    if not found:
        return None
    span = whole(match)
    end = "-WE" if match["stretch"].lower() == "weekend" else ""
    if found.earliest is None:
        return dated(span, "XXXX-WXX" + end, "unresolved")
    return dated(span, calendar.week_value(found.earliest) + end, found.basis)


def holiday(match: Match, context: Context) -> Read:
    """`Thanksgiving`, `last Christmas`, `Easter 2014`: the holiday nearest in the direction of the tense."""
    span = whole(match)
    rule = calendar.holiday_rule(match["holiday"], context.country)
    if rule is None:
        return dated(span, "XXXX-XX-XX", "unresolved")
    if rule.startswith("once "):
        return dated(span, rule.split()[1], "explicit")
    year, basis = stated_year(match, context)
    if year is None and context.day is not None:
        year, basis = _holiday_year(rule, match, context)
    day = calendar.holiday(rule, year) if year else None
    if day is None:
        value = f"XXXX-{rule.split()[1]}" if rule.startswith("fixed") else "XXXX-XX-XX"
        return dated(span, value, "unresolved")
    return dated(span, day.isoformat(), basis)


def _holiday_year(rule: str, match: Match, context: Context) -> tuple[int | None, Basis]:
    day = context.day
    assert day is not None
    relation = (group(match, "rel") or "").lower().replace("’", "'")
    if relation.endswith("year's"):
        return day.year + YEAR_RELATIONS[relation.split()[0]], "published"
    days = [found for y in range(day.year - 1, day.year + 2) if (found := calendar.holiday(rule, y))]
    if relation in ("last", "this past"):
        return max(found for found in days if found < day).year, "published"
    if relation in ("next", "this coming"):
        return min(found for found in days if found > day).year, "published"
    tense = context.tense(*match.span())
    chosen = choose([(found, found) for found in days], context, tense, slack=45)
    return (chosen[0].year if chosen else None), "tense" if tense in ("past", "future") else "published"


READERS: dict[str, Callable[[Match, Context], Read]] = {
    "holiday": holiday,
    "week_of": week_of,
    "month_day": month_day,
    "day_month": month_day,
    "day_list": day_list,
    "month": month,
    "weekday": weekday,
}
