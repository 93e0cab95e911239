"""Words that count from the moment of speaking (`last night`, `today`), inside quotation marks.

`"We took action last night," he said Friday` counts from that Friday, whatever day the report came out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from whence.mark import moments_calendar as calendar
from whence.mark.moments_reading import Context, Reading
from whence.mark.spans import Spans

QUOTED = re.compile(r"[“\"](?P<said>[^“”\"\n]{3,800})[”\"]")
COUNTED_FROM_NOW = re.compile(
    r"(?:late |early |earlier |later )?(?:today|yesterday|tomorrow|tonight|last night|this \w+)\b", re.I
)
REACH, WORDS_BETWEEN = 90, 7


def from_speech(readings: list[Reading], context: Context) -> list[Reading]:
    """The readings, those in quotation marks moved to the day on which the report says the words were spoken."""
    day = context.day
    if day is None:
        return readings
    moved = list(readings)
    places = Spans((reading.start, reading.end, index) for index, reading in enumerate(readings))
    for quoted in QUOTED.finditer(context.text):
        start, end = quoted.span()
        inside = [i for i in places.touching(start, end) if start < readings[i].start and _counts(readings[i], context)]
        if not inside:
            continue
        around = [readings[i] for i in places.touching(start - REACH, end + REACH)]
        spoken = _spoken_on(start, end, around, context)
        if spoken is None or spoken == day:
            continue
        for index in inside:
            moved[index] = _shifted(readings[index], spoken - day)
    return moved


def _counts(reading: Reading, context: Context) -> bool:
    words = context.text[reading.start : reading.end]
    single = reading.earliest is not None and reading.earliest == reading.latest
    return single and bool(COUNTED_FROM_NOW.match(words))


def _spoken_on(start: int, end: int, readings: list[Reading], context: Context) -> date | None:
    """The day beside a verb of saying, just after the quotation or else just before it, in the same line."""
    after = [r for r in readings if end <= r.start < end + REACH and "\n" not in context.text[end : r.start]]
    before = [r for r in readings if start - REACH < r.end <= start and "\n" not in context.text[r.end : start]]
    for reading in [*after, *reversed(before)]:
        if reading.earliest is None or reading.earliest != reading.latest or not _beside_saying(reading, context):
            continue
        if re.search(r"[.!?][”\"]?\s", context.text[end : reading.start]):
            continue
        return reading.earliest
    return None


def _beside_saying(reading: Reading, context: Context) -> bool:
    token = context.token(reading.start)
    if token is None:
        return False
    near = token.doc[max(0, token.i - WORDS_BETWEEN) : token.i]
    return any(word.lemma_.lower() in context.tenses.speech for word in near)


def _shifted(reading: Reading, by: timedelta) -> Reading:
    assert reading.earliest is not None
    day = reading.earliest + by
    value = day.isoformat() + reading.value[len("2000-01-01") :]
    days = calendar.days_of(value)
    return reading if days is None else replace(reading, value=value, earliest=day, latest=day, basis="anchored")
