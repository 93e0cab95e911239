"""Dates of publication as outlets write them: what they say, how precisely, and where they can be read two ways.

Formats: ISO 8601 (https://www.rfc-editor.org/rfc/rfc3339), RFC 2822 mail dates as in RSS, dates in English words and
numeric dates. No date is ever completed from the clock.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib import resources

from whence.records import Published, PublishedBasis


class BadDateError(ValueError):
    """The words are meant as a date and cannot be one, or cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as read. `value` is None where it can be read two ways; the days then span both readings."""

    value: str | None
    earliest: str
    latest: str
    note: str = ""
    readings: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """English names of months, in lower case, with their numbers."""
    table = resources.files("whence.read").joinpath("lexicons/months.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: int(number) for name, number in rows}


_MONTH = r"(?P<month>" + "|".join(sorted(months(), key=lambda name: (-len(name), name))) + r")\b\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_CLOCK = (
    r"(?:[\s,;|·•–—-]*(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*\(?(?P<zone>[+-]\d{2}:?\d{2}|[A-Za-z]{1,5})\b\)?)?)?"
)
_ISO_CLOCK = (
    r"(?:(?:T|t|\s+)(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?P<fraction>[.,]\d+)?)?"
    r"\s*(?P<zone>Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
)
_WHOLE: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}(?P<sep>[-/.]?)(?P<monthno>\d{{2}})(?P=sep)(?P<day>\d{{2}}){_ISO_CLOCK}",
        rf"{_YEAR}[-/](?P<monthno>\d{{1,2}})[-/](?P<day>\d{{1,2}}){_ISO_CLOCK}",
        rf"{_YEAR}[-/](?P<monthno>\d{{2}})",
        _YEAR,
        rf"{_WEEKDAY}{_MONTH}\s*{_DAY},?\s+{_YEAR}{_CLOCK}",
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH}[\s,-]*{_YEAR}{_CLOCK}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
        rf"\s+(?:(?P<zone>[+-]\d{{4}}|[A-Z]{{3,4}})\s+)?{_YEAR}",
    )
)
_NUMERIC = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<sep>[/.-])(?P<second_no>\d{{1,2}})(?P=sep){_YEAR}{_CLOCK}", re.IGNORECASE
)
# Offsets that RFC 2822 section 4.3 fixes. Other abbreviations mean different offsets in different places.
_ZONES = {
    "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00",
    "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")
_ABSENT = frozenset({"", "none", "null", "nan", "nat", "n/a", "na", "-", "unknown", "undated"})

DATE_WORDS = re.compile(
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|{_MONTH.replace('?P<month>', '?:')}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.replace('?P<month>', '?:')},?\s+\d{{4}}"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|\d{{4}}/\d{{2}}/\d{{2}})(?!\w)",
    re.IGNORECASE,
)
"""Where a full date stands in running words; `parse_date` says what it means."""


def is_absent(value: str) -> bool:
    """Whether the words stand for no date at all (`n/a`, `null`, nothing)."""
    return value.strip().lower() in _ABSENT


def parse_date(words: str) -> Dated:
    """What a date says, at its own precision. Raises BadDateError where it is impossible or not understood."""
    words = " ".join(words.split()).strip(" ,;|")
    for pattern in _WHOLE:
        found = pattern.fullmatch(words)
        if found:
            return _dated(found)
    found = _NUMERIC.fullmatch(words)
    if found:
        return _numeric(found)
    if _EPOCH.fullmatch(words):
        return _epoch(words)
    raise BadDateError(f"{_short(words)} cannot be read as a date")


def published_from(words: str, basis: PublishedBasis, confidence: float, reason: str, url: str | None) -> Published:
    """The Published that a date's words stand for. A date with two readings is settled by the URL's date if it can.

    Raises BadDateError as `parse_date` does.
    """
    dated = parse_date(words)
    if dated.value is None:
        by_url = url_date(url)
        agreeing = [reading for reading in dated.readings if by_url is not None and reading == by_url.value]
        if agreeing:
            day = agreeing[0]
            return Published(day, day, day, basis, confidence, f"{reason}; the URL settles day and month")
        return Published(None, dated.earliest, dated.latest, basis, confidence / 2, f"{reason}; {dated.note}")
    return Published(dated.value, dated.earliest, dated.latest, basis, confidence, reason)


_URL_DAY = re.compile(
    r"[/=](?P<year>(?:19|20)\d\d)[/-](?P<month>[a-z]{3,9}|\d{1,2})[/-](?P<day>\d{1,2})(?=[/?#_.-]|$)", re.IGNORECASE
)
_URL_RUN = re.compile(
    r"[/=_-](?P<year>(?:19|20)\d\d)(?P<sep>[-_]?)(?P<month>[01]\d)(?P=sep)(?P<day>[0-3]\d)(?=[/?#_.-]|$)"
)
_URL_SPLIT = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[/?#_.-]|$)")
_URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[a-z]{3,9}|0[1-9]|1[0-2])(?=/)", re.IGNORECASE)


def url_date(url: str | None) -> Dated | None:
    """The day or month that a URL's path carries (`/2020/01/03/`, `/2019/mar/5/`, `-2020-01-03`), or None."""
    if not url:
        return None
    for pattern in (_URL_DAY, _URL_SPLIT, _URL_RUN, _URL_MONTH):
        for found in pattern.finditer(url):
            parts = found.groupdict()
            month = parts["month"].lower()
            number = int(month) if month.isdigit() else months().get(month)
            if number is None:
                continue
            try:
                if parts.get("day"):
                    day = date(int(parts["year"]), number, int(parts["day"])).isoformat()
                    return Dated(day, day, day)
                return _month(int(parts["year"]), number)
            except (ValueError, BadDateError):
                continue
    return None


def _short(words: str) -> str:
    return repr(words if len(words) <= 40 else words[:37] + "...")


def _dated(found: re.Match[str]) -> Dated:
    parts = found.groupdict()
    year = int(parts["year"])
    if year < 1:
        raise BadDateError(f"{_short(found.group())} has no year")
    if parts.get("monthno"):
        month: int | None = int(parts["monthno"])
    else:
        month = months()[parts["month"].lower()] if parts.get("month") else None
    if month is None:
        return Dated(f"{year:04d}", f"{year:04d}-01-01", f"{year:04d}-12-31")
    if not parts.get("day"):
        return _month(year, month)
    day = _day(year, month, int(parts["day"]), found.group())
    return Dated(day + _clock(parts, found.group()), day, day)


def _month(year: int, month: int) -> Dated:
    if not 1 <= month <= 12:
        raise BadDateError(f"there is no month {month}")
    last = calendar.monthrange(year, month)[1]
    return Dated(f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}-01", f"{year:04d}-{month:02d}-{last:02d}")


def _day(year: int, month: int, day: int, words: str) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise BadDateError(f"{_short(words)} is not a day of the calendar") from error


def _clock(parts: dict[str, str | None], words: str) -> str:
    if not parts.get("hour"):
        return ""
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise BadDateError(f"{_short(words)} has no such hour")
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 60:
        raise BadDateError(f"{_short(words)} has no such time")
    seconds = f":{second:02d}" if parts.get("second") else ""
    fraction = (parts.get("fraction") or "").replace(",", ".")
    return f"T{hour:02d}:{minute:02d}{seconds}{fraction}{_offset(parts.get('zone'))}"


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    if zone in ("Z", "z"):
        return "Z"
    if zone[0] in "+-":
        return zone if ":" in zone else zone[:3] + ":" + (zone[3:] or "00")
    return _ZONES.get(zone.upper(), "")


def _numeric(found: re.Match[str]) -> Dated:
    """`03/04/2025`: day first or month first. With dots the day is first (ISO 8601 and the use of Europe)."""
    year, first, second = int(found["year"]), int(found["first"]), int(found["second_no"])
    parts = {name: found[name] for name in ("hour", "minute", "second", "half", "zone")}
    days: set[str] = set()
    orders = ((first, second),) if found["sep"] == "." else ((first, second), (second, first))
    for day, month in orders:
        try:
            days.add(date(year, month, day).isoformat())
        except ValueError:
            continue
    if not days:
        raise BadDateError(f"{_short(found.group())} is not a day of the calendar")
    low, high = min(days), max(days)
    if low == high:
        return Dated(low + _clock(parts, found.group()), low, high)
    note = f"{found.group()} is {low} or {high}, as month or day comes first: both are kept"
    return Dated(None, low, high, note, (low, high))


def _epoch(words: str) -> Dated:
    """Seconds or milliseconds since 1970-01-01 UTC."""
    whole = words.split(".")[0]
    seconds = int(whole) // 1000 if len(whole) > 10 else int(whole)
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    day = moment.date().isoformat()
    return Dated(moment.strftime("%Y-%m-%dT%H:%M:%SZ"), day, day)
