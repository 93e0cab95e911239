"""Time expressions of a report, with TIMEX3 types and values and the days that they can mean.

Each expression is found by a grammar (`moments_grammar`) and read against the day of publication, the tense of the
governing verb and the dates named before it. Spans and values follow TIMEX3 as TimeBank annotates it (Pustejovsky et
al., 2003; Sauri et al., 2006). What nothing fixes stays masked: `XXXX-11-21`, `XXXX-WXX-1`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc

from whence.mark import moments_calendar as calendar
from whence.mark import (
    moments_clock,
    moments_dates,
    moments_grammar,
    moments_lengths,
    moments_nth,
    moments_periods,
    moments_sets,
    moments_spans,
)
from whence.mark.moments_reading import Context, Read, Reading
from whence.mark.moments_running import Part, carried_until, parts
from whence.mark.moments_speech import from_speech
from whence.mark.moments_tense import Tenses
from whence.records import Moment, Passage, Published, Report, mark_id

MADE_BY = "moments-rules/2"
READERS = {
    **moments_dates.READERS,
    **moments_clock.READERS,
    **moments_nth.READERS,
    **moments_periods.READERS,
    **moments_spans.READERS,
    **moments_lengths.READERS,
    **moments_sets.READERS,
}
WIDEST_PUBLISHED = 366
STATED_DAYS = ("iso", "slash", "month_day", "day_month")
TAIL_DAY = re.compile(
    r"(?P<join>\s?[-–—]\s?|\s+(?:and|to|through|or|until)\s+|\s?/\s?)(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)"
    r"(?=[.,;:)\]]|$|\s+(?:in|at|on|for|to|of|as|and|by|when|after|before|with|from|but|will|was|were|that|which|who)\b)"
)


@dataclass(frozen=True, slots=True)
class Reader:
    """One text to be read, whatever the day it was published on."""

    text: str
    tenses: Tenses
    spans: list[tuple[int, int]]
    country: str | None
    parts: Sequence[Part] = ()
    carried: bool = False

    def read(self, day: date | None) -> list[Reading]:
        """The readings of a report that was published on `day`."""
        context = Context(
            text=self.text, tenses=self.tenses, day=day, country=self.country, parts=self.parts, carried=self.carried
        )
        found: list[Reading] = []
        for start, end in self.spans:
            at = start
            while at < end:
                at = _step(context, at, end, found)
        context.day = day
        return from_speech(found, context)


def find_moments(doc: Doc, report: Report, passages: Sequence[Passage]) -> list[Moment]:
    """The time expressions of a report, in order.

    `doc` is the parse of `report.text`. Passages of kind boilerplate are passed over. The report's date may be a day,
    a longer interval or unknown: an expression is resolved only where both ends of the interval give it one value.
    """
    tenses = Tenses(doc)
    text = report.text
    spans = [(p.start, p.end) for p in sorted(passages, key=lambda p: p.start) if p.kind != "boilerplate"]
    country = main_country(report.text)
    first, last = published_days(report.published)
    plain = Reader(text, tenses, spans, country)
    readings = _within(plain, first, last)
    days = _single_days(readings)
    until = carried_until(text, tenses, days, last)
    headed = parts(text, days)
    if until is not None or headed:
        reader = replace(plain, parts=headed, carried=until is not None)
        readings = _within(reader, first, until or last)
    return [_moment(reading, report.id) for reading in readings]


def told_until(doc: Doc, report: Report, moments: Sequence[Moment]) -> Report:
    """The report as published until the last day that it tells of as past, where it was carried on after its own."""
    days = [
        (one.start, one.end, date.fromisoformat(one.earliest))
        for one in moments
        if one.earliest is not None and one.earliest == one.latest
    ]
    until = carried_until(report.text, Tenses(doc), days, published_days(report.published)[1])
    if until is None:
        return report
    return replace(report, published=replace(report.published, latest=until.isoformat()))


def _single_days(readings: Sequence[Reading]) -> list[tuple[int, int, date]]:
    return [
        (one.start, one.end, one.earliest)
        for one in readings
        if one.earliest is not None and one.earliest == one.latest
    ]


def _within(reader: Reader, first: date | None, last: date | None) -> list[Reading]:
    """The readings of a report that was published on a day from `first` to `last`."""
    if first is not None and first == last:
        return reader.read(first)
    readings = reader.read(None)
    if first and last and (last - first).days <= WIDEST_PUBLISHED:
        return _agreed(readings, reader.read(first), reader.read(last))
    return readings


def published_days(published: Published) -> tuple[date | None, date | None]:
    """The first and last day on which the report can have been published, None where unknown."""
    return _day(published.earliest), _day(published.latest)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def main_country(text: str) -> str | None:
    """The country that the text speaks of most (ISO 3166), None where it names none."""
    counts = {code: len(words.findall(text)) for code, words in calendar.country_words()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else None


def _step(context: Context, at: int, end: int, found: list[Reading]) -> int:
    """Read the next expression of a passage, if there is one; the place from which to go on."""
    place = None
    for rule, match in moments_grammar.candidates(context.text, at, end):
        place = match.start()
        context.enter(place)
        if rule == "name":
            return match.end()
        reading: Read = READERS[rule](match, context)
        if reading is None and rule in STATED_DAYS:
            return match.end()  # `February 30, 2014`: no such day, and not `February` either
        if reading is None:
            continue
        found.append(reading)
        context.note(reading)
        for extra in _tails(rule, match, reading, context):
            found.append(extra)
            context.note(extra)
        return max(found[-1].end, match.start() + 1)
    return end if place is None else place + 1


def _tails(rule: str, match: re.Match[str], reading: Reading, context: Context) -> list[Reading]:
    """Further moments that lean on the words of one just read: `April 24 and 25`, `1985-87`."""
    if rule == "year" and match["to"]:
        second = moments_periods.second_year(match, context)
        return [second] if second else []
    if rule != "month_day" or (reading.earliest is None and "XXXX" not in reading.value):
        return []
    tail = TAIL_DAY.match(context.text, reading.end)
    if not tail:
        return []
    number = int(re.match(r"\d+", tail["day"])[0])  # type: ignore[index]
    value = f"{reading.value[:-2]}{number:02d}"
    if reading.earliest and (calendar.days_of(value) is None or number <= reading.earliest.day):
        return []
    days = calendar.days_of(value)
    first, last = days or (None, None)
    return [Reading(tail.start("day"), tail.end("day"), "date", value, first, last, reading.basis)]


def _agreed(undated: list[Reading], low: list[Reading], high: list[Reading]) -> list[Reading]:
    """The readings on which both ends of the published interval agree; where they do not, the undated ones."""
    lows = {(item.start, item.end): item for item in low}
    highs = {(item.start, item.end): item for item in high}
    agreed = []
    for item in undated:
        a, b = lows.get((item.start, item.end)), highs.get((item.start, item.end))
        agreed.append(a if a and b and a == b else item)
    return agreed


def _moment(reading: Reading, report_id: str) -> Moment:
    return Moment(
        id=mark_id(report_id, "moment", reading.start, reading.end, reading.type),
        report_id=report_id,
        start=reading.start,
        end=reading.end,
        type=reading.type,
        value=reading.value,
        earliest=reading.earliest.isoformat() if reading.earliest else None,
        latest=reading.latest.isoformat() if reading.latest else None,
        basis=reading.basis,
        made_by=MADE_BY,
    )
