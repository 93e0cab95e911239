"""Readers of relative times, stretches and the words for now, then and later."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from whence.mark import moments_calendar as calendar
from whence.mark.moments_dates import group, month_day, weekday_number
from whence.mark.moments_grammar import compiled
from whence.mark.moments_lengths import unit_of
from whence.mark.moments_periods import QUARTER_WINDOW, quarter_over
from whence.mark.moments_reading import (
    MASKS,
    Context,
    Read,
    Reading,
    dated,
    lasting,
    reference,
    relative,
    weekend_of,
    whole,
)
from whence.mark.moments_words import duration, meanings, number

Match = re.Match[str]
DAYS = {"D": 1, "N": 1, "W": 7, "F": 14, "M": 30, "Q": 91, "Y": 365, "E": 3650, "C": 36500}
FARTHEST = 700_000
"""Days from the report beyond which the calendar is not followed."""
PART_OF = re.compile(r"\s+of\s+(?:the\s+)?(?:year|month|decade|century|(?:1\d|20)\d\d|[A-Z][a-z]+\s+(?:1\d|20)\d\d)\b")
MONEY = re.compile(r"[$£€%]|\b(?:earn|profit|sales|revenue|loss|income)")
BACK = {"last", "past", "previous", "preceding", "latest", "prior", "final", "recent", "first"}
FORTH = {"next", "coming", "following", "upcoming", "ensuing"}


def ago(match: Match, context: Context) -> Read:
    """`six weeks ago`, `a year earlier`, `a year ago this month`, `two days from now`."""
    span, unit = whole(match), unit_of(match["unit"])
    count = number(match["n"]) if match["n"] else None
    if unit in "EC" and count is not None and count != int(count):
        count, unit = count * (10 if unit == "E" else 100), "Y"
    ahead = match["dir"].lower() in ("from now", "hence")
    if unit == "Y" and count == 1 and match["dir"].lower() == "ago" and _compares_quarters(span[0], context):
        return _year_before(span, quarter_over(context), 1)
    if count is not None and count == int(count) and match["dir"].lower() not in ("ago", "from now", "hence"):
        earlier = _earlier(span, int(count), unit, context)
        if earlier:
            return earlier
    if count is None or count != int(count) or unit.startswith("T"):
        if unit.startswith("T") and context.day and not ahead and unit == "TH" and (count or 0) < 24:
            return Reading(
                *span, "time", context.day.isoformat(), context.day - timedelta(days=1), context.day, "published"
            )
        return reference(span, context, "FUTURE_REF" if ahead else "PAST_REF")
    if count * DAYS.get(unit, 1) > FARTHEST:
        return reference(span, context, "FUTURE_REF" if ahead else "PAST_REF")
    step = int(count) if ahead else -int(count)
    on = (match["on"] or "").lower()
    if context.day and (on == "today" or weekday_number(match)):
        back = (context.day.isoweekday() - (weekday_number(match) or context.day.isoweekday())) % 7
        if on != "today" and unit not in "WF":
            return relative(span, context, unit, step)
        moved = calendar.shift(context.day - timedelta(days=back), step, unit)
        return dated(span, moved.isoformat(), "published")
    if context.day and on.endswith(("week", "month")) and unit == "Y":
        moved = calendar.shift(context.day, step, unit)
        return dated(span, calendar.unit_value(moved, "W" if on.endswith("week") else "M"), "published")
    if unit == "E":
        return relative(span, context, "Y", step * 10)
    if unit == "C":
        return relative(span, context, "Y", step * 100)
    return relative(span, context, unit, step)


def _compares_quarters(at: int, context: Context) -> bool:
    """Whether results of a quarter are being compared, so that `a year ago` is that quarter of the year before."""
    if not context.quarter or at - context.quarter_at > QUARTER_WINDOW:
        return False
    return bool(MONEY.search(context.text, context.quarter_at, at))


def _year_before(span: tuple[int, int], quarter: str | None, count: int) -> Read:
    """The same quarter so many years before."""
    return dated(span, f"{int(quarter[:4]) - count:04d}{quarter[4:]}", "anchored") if quarter else None


def _earlier(span: tuple[int, int], count: int, unit: str, context: Context) -> Read:
    """`a year earlier`, counted from the quarter or the date named just before."""
    if unit == "Y" and context.quarter and span[0] - context.quarter_at < QUARTER_WINDOW:
        return _year_before(span, context.quarter, count)
    anchor = calendar.days_of(context.anchor) if context.anchor else None
    if not anchor or span[0] - context.anchor_at > QUARTER_WINDOW or unit.startswith("T"):
        return None
    if unit in "DN" and anchor[0] != anchor[1]:
        return None
    return dated(
        span, calendar.unit_value(calendar.shift(anchor[0], -count, unit), "Y" if unit in "EC" else unit), "anchored"
    )


def window(match: Match, context: Context) -> Read:
    """`the past two months`, `recent weeks`, `the first nine months`: a stretch, placed where it touches today."""
    span, unit, rel = whole(match), unit_of(match["unit"]), match["rel"].lower()
    count = number(match["n"]) if match["n"] else None
    if rel in ("recent", "future"):
        return reference(span, context, "PAST_REF" if rel == "recent" else "FUTURE_REF")
    if not match["n"]:
        if rel in ("coming", "upcoming"):
            return reference(span, context, "FUTURE_REF")
        if rel in ("first", "latest", "following", "past", "previous", "final"):
            return None
    value = duration(count, unit)
    day = context.day
    of = re.match(r"\s+of\b", context.after(span[1], 6))  # `the last two weeks of March` do not end today
    if (
        day is None
        or of
        or (count or 0) * DAYS.get(unit, 1) > FARTHEST
        or unit.startswith("T")
        or rel in ("first", "final", "following", "previous", "preceding")
    ):
        return lasting(span, value)
    if count is None:
        return lasting(span, value, day, None) if rel in FORTH else lasting(span, value, None, day)
    whole_units = max(1, int(count + 0.999))
    if rel in FORTH:
        return lasting(span, value, day, calendar.shift(day, whole_units, unit))
    return lasting(span, value, calendar.shift(day, -whole_units, unit), day)


def _in_a_name(match: Match, context: Context) -> bool:
    """Whether a capital and a capitalised neighbour make it part of a name (`Ridge County Tonight`)."""
    if not match.group()[0].isupper():
        return False
    return bool(re.search(r"(?:^|\s)[A-Z][\w’']*\s$", context.text[max(0, match.start() - 20) : match.start()]))


def over_next(match: Match, context: Context) -> Read:
    """`the week after next`, `the year before last`."""
    span, step = whole(match), 2 if match["dir"].lower().startswith("after") else -2
    if match["unit"].lower() != "weekend":
        return relative(span, context, unit_of(match["unit"]), step)
    if context.day is None:
        return dated(span, "XXXX-WXX-WE", "unresolved")
    return dated(span, weekend_of(context.day + timedelta(days=7 * step), "future"), "published")


def ahead(match: Match, context: Context) -> Read:
    """`the weeks ahead`."""
    return lasting(whole(match), duration(None, unit_of(match["unit"])), context.day, None)


def day_word(match: Match, context: Context) -> Read:
    """`today`, `yesterday morning`, `tonight`, `the day before yesterday`."""
    word = (match["word"] or "").lower()
    if _in_a_name(match, context):
        return None
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if match["before"] or match["after"]:
        step = -2 if match["before"] else 2
    span = whole(match)
    part = (group(match, "part0", "part") or "").lower()
    if word == "tonight":
        part = "night"
    found = relative(span, context, "D", step)
    if not part:
        return found
    code = meanings("part").get(part, "NI")
    return dated(span, f"{found.value}T{code}", found.basis, "time")


def last_night(match: Match, context: Context) -> Read:
    """`last night`, `this morning`, `that evening`, `the next morning`."""
    rel, code, span = match["rel"].lower(), meanings("part").get(match["part"].lower(), "NI"), whole(match)
    if rel == "last" and re.match(r"\s+of\s+(?:the|his|her|its|their|a)\b", context.after(span[1], 12)):
        return None  # `the last night of the fair`
    if rel in ("last", "this"):
        found = relative(span, context, "D", -1 if rel == "last" else 0)
        return dated(span, f"{found.value}T{code}", found.basis, "time")
    anchor = context.anchor_day()
    if anchor is None:
        return dated(span, f"XXXX-XX-XXT{code}", "unresolved", "time")
    step = {"the next": 1, "the following": 1, "the previous": -1}.get(rel, 0)
    return dated(span, f"{(anchor + timedelta(days=step)).isoformat()}T{code}", "anchored", "time")


def overnight(match: Match, context: Context) -> Read:
    """`overnight`: the night into the day of publication; looking ahead, the night after it."""
    if match.group()[0].isupper() and re.match(r"\s[A-Z]", context.text[match.end() : match.end() + 2]):
        return None
    if re.search(r"(?:n['’]t|\bnot|\bnever|\bnothing|\bcannot)\b[^.;]{0,40}$", context.before(match.start(), 50)):
        return None  # `will not be solved overnight`
    ahead = context.tense(*match.span()) == "future"
    found = relative(match.span(), context, "D", 0 if ahead else -1)
    night = dated(match.span(), f"{found.value}TNI", found.basis, "time")
    if night.latest is None:
        return night
    return replace(night, latest=night.latest + timedelta(days=1))  # it may have been after midnight


def weekend(match: Match, context: Context) -> Read:
    """`the weekend`, `this past weekend`, `next weekend`."""
    rel, span = (group(match, "rel") or "").lower().removeprefix("the "), whole(match)
    if context.day is None:
        return dated(span, "XXXX-WXX-WE", "unresolved")
    tense = context.tense(*span)
    if rel in ("last", "past", "this past", "previous"):
        day = context.day - timedelta(days=7) if context.day.isoweekday() < 7 or rel == "last" else context.day
        return dated(span, calendar.week_value(day) + "-WE", "published")
    if rel in ("next", "following", "coming", "this coming", "upcoming"):
        near = "coming" in rel or rel == "upcoming"
        return dated(span, calendar.week_value(context.day + timedelta(days=0 if near else 7)) + "-WE", "published")
    if rel == "this":
        tense = "past" if tense == "past" and context.day.isoweekday() <= 3 else "future"
    if not rel and context.before(span[0], 5) == "over " and context.tenses.under_past(span[0]):
        tense = "past"  # `decided over the weekend`, `decided to replace them over the weekend`
    return dated(span, weekend_of(context.day, tense), "tense" if tense in ("past", "future") else "published")


def rel_unit(match: Match, context: Context) -> Read:
    """`last week`, `early next year`, `the following month`, `the end of the year`, `the past decade`."""
    span, unit = whole(match), unit_of(match["unit"])
    rel = (group(match, "rel") or "the").lower()
    before = context.text[max(0, span[0] - 3) : span[0]]
    if match.group() == match.group().title() and re.search(r"[\"“‘'’]s?\s?$", before):
        return None
    bare = rel.removeprefix("the ")
    if bare in ("last", "past", "next") and PART_OF.match(context.text, span[1]):
        return lasting(span, duration(1, unit))  # `the last month of 2016`
    if rel == "the":
        return _the_unit(match, context, unit)
    if unit == "Q" and bare in ("latest", "same", "that", "that same") and context.quarter:
        named = quarter_over(context) if bare == "latest" else context.quarter
        return dated(span, named or context.quarter, "anchored")
    if unit == "Q" and bare == "next":
        return relative(span, context, unit, 1)
    if rel.startswith("the ") and bare in ("past", "last", "next", "coming"):
        return _stretch(match, context, unit, bare)
    if bare in ("this", "current", "these", "this same"):
        return relative(span, context, unit, _this(match, context, unit))
    if unit == "D" and bare in ("last", "past"):
        return None  # `on her last day at the mill`: no day before the day of publication
    if bare in ("last", "past", "this past") or (bare in ("previous", "prior", "latest") and not context.anchor):
        return relative(span, context, unit, -1)
    if bare in ("next", "coming", "this coming", "upcoming"):
        return relative(span, context, unit, 1)
    return _anchored_unit(span, context, unit, bare)


def _this(match: Match, context: Context, unit: str) -> int:
    """Units from that of the day of publication to the one called `this`: 1 is the next, -1 the one before.

    On a weekend, what will be `this week` is in the week to come; on the first day of a month or week, what was
    `earlier` in it was in the one before: the report was written the day before.
    """
    day = context.day
    if day is None or unit not in "WM":
        return 0
    if match.group().lower().startswith("earlier"):
        return -int(day.isoweekday() == 1 if unit == "W" else day.day == 1)
    ahead = unit == "W" and day.isoweekday() >= 6 and not match.group().lower().startswith(("later", "late"))
    return int(ahead and context.tense(*whole(match)) == "future")


def _stretch(match: Match, context: Context, unit: str, bare: str) -> Read:
    """`the past week` runs up to today; `the next day` is a day."""
    span, day = whole(match), context.day
    if unit == "D" and bare in ("next", "last"):
        return _anchored_unit(span, context, unit, "following") if bare == "next" else None
    value = duration(1, unit)
    if day is None:
        return lasting(span, value)
    if bare in FORTH:
        return lasting(span, value, day, calendar.shift(day, 1, unit))
    return lasting(span, value, calendar.shift(day, -1, unit), day)


def _the_unit(match: Match, context: Context, unit: str) -> Read:
    span, text = whole(match), match.group().lower()
    edge = not text.startswith("the " + (match["fiscal"] or "").lower()) or " of the" in text
    if not edge and re.match(r"\s+\d", context.after(span[1])):
        return None  # `the year 384`, `the day 4`
    if not (edge and re.match(r"\s+when\b", context.after(span[1]))) and re.match(
        r"\s+(?:end(?:ed|ing)|to|through|before|after|that|when|from|since|he|she|it|they|we|I)\b",
        context.after(span[1]),
    ):
        if unit == "Q" and (ended := _quarter_ended(span, context)):
            return ended
        if unit in "YQM" and re.match(r"\s+end(?:ed|ing)\b", context.after(span[1])):
            return lasting(span, duration(1, unit))
        return None
    if unit == "D" or (unit in "EC" and not edge):
        return None
    if unit == "Q":
        if context.quarter and span[0] - context.quarter_at < 2 * QUARTER_WINDOW:
            return dated(span, context.quarter, "anchored")
        return relative(span, context, unit, -1)
    if not edge and re.search(r"\bof\s$", context.before(span[0], 4)) and unit != "Y":
        return None
    return relative(span, context, unit, 0)


def _quarter_ended(span: tuple[int, int], context: Context) -> Read:
    """`the quarter ended Sept. 30`: the calendar quarter that holds most of the three months up to that day."""
    rule = compiled()["month_day"]
    behind = re.compile(r"\s+end(?:ed|ing)\s+").match(context.text, span[1])
    found = rule.match(context.text, behind.end()) if behind else None
    end = month_day(found, context) if found else None
    if not end or not end.latest:
        return None
    return dated(span, calendar.quarter_value(end.latest - timedelta(days=45)), end.basis)


def _anchored_unit(span: tuple[int, int], context: Context, unit: str, bare: str) -> Read:
    """`the following year`, `that same day`: counted from the last date named."""
    anchor = calendar.days_of(context.anchor) if context.anchor else None
    step = 1 if bare in FORTH else -1 if bare in BACK | {"prior"} else 0
    if anchor is None:
        return dated(span, MASKS[unit], "unresolved") if step or unit != "D" else None
    if unit == "D" and anchor[0] != anchor[1]:
        return dated(span, MASKS[unit], "unresolved")
    moved = calendar.shift(anchor[0], step, unit)
    return dated(span, calendar.unit_value(moved, unit), "anchored")


def earlier_unit(match: Match, context: Context) -> Read:
    """`earlier in the year`, `later in the day`."""
    unit = unit_of(match["unit"])
    if unit == "D" and (anchor := context.anchor_day()):
        return dated(whole(match), anchor.isoformat(), "anchored")
    return relative(whole(match), context, unit, 0)


def ref(match: Match, context: Context) -> Read:
    """`now`, `recently`, `the future`."""
    word = " ".join(match["ref"].lower().split())
    if _in_a_name(match, context):
        return None
    after, before = context.after(match.end(), 14), context.before(match.start(), 12)
    if word == "the past":
        return (
            reference(match.span(), context, "PAST_REF")
            if re.match(r"[.,;:]|\s(?:and|that|has|have|to|when|with)\b|$", after)
            else None
        )
    if word in ("current", "recent"):
        return reference(match.span(), context, "PRESENT_REF" if word == "current" else "PAST_REF")
    if word in ("soon", "very soon") and (
        re.match(r"\s+(?:after|as|enough|thereafter|became|afterward)", after)
        or re.search(r"\b(?:as|too|how|so)\s$", before)
    ):
        return None
    value = meanings("ref")[word]
    span = match.span()
    if word == "in the past":
        span = span[0] + 3, span[1]
    return reference(span, context, value)


def part(match: Match, context: Context) -> Read:
    """`in the morning`, on the day last named."""
    span = match.start("the"), match.end()
    anchor = context.anchor_day()
    code = meanings("part")[match["part"].lower()]
    if anchor is None or match.start() - context.anchor_at > 200:
        return None
    return dated(span, f"{anchor.isoformat()}T{code}", "anchored", "time")


def one_day(match: Match, context: Context) -> Read:
    """`will one day rule`: a day that nobody has named."""
    if re.search(r"(?:\b(?:will|could|would|may|might|can|shall)|['’]ll)\s$", context.before(match.start(), 8)):
        return reference(match.span(), context, "FUTURE_REF")
    return None


READERS: dict[str, Callable[[Match, Context], Read]] = {
    "one_day": one_day,
    "ago": ago,
    "window": window,
    "ahead": ahead,
    "day_word": day_word,
    "last_night": last_night,
    "overnight": overnight,
    "weekend": weekend,
    "over_next": over_next,
    "rel_unit": rel_unit,
    "earlier_unit": earlier_unit,
    "ref": ref,
    "part": part,
}
