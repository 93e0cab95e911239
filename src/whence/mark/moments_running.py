"""Reports that were carried on after the day they bear, and the parts of a report that are headed by a day.

A page begun on Monday and written on until Friday keeps Monday's date, and `on Thursday night` in it is no Thursday of
the week before. Such a page shows itself: it tells as past of days after its own. In a part headed `Tensions on
Thursday, March 6`, a weekday is the one nearest to that day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from whence.mark.moments_tense import Tenses

_STATED = re.compile(r"(?:[A-Za-z]{3,}\.?\s+(?:the\s+)?\d|\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+[A-Za-z]{3})")
"""A month with its day, in words or after the day."""
_LATER_DAYS = 2
"""Different days after its own, in as many paragraphs, that a report tells of as past: one can be a slip of the pen."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR_BEHIND = 8
_PICTURES = re.compile(r"\b\d+ of \d+\b|\bcaptions?\b|\bphotos?:", re.IGNORECASE)
_PICTURE_REACHES = 400
"""Under a picture stands the year as well; what a page shows of later years was put there by the site."""
_CARRIED = 60
"""Days after its own within which a report can have been carried on."""
_HEADING = 110
"""Characters: a longer line is a paragraph."""
_ENDS = (".", "!", "?", ":", ";", ",", "…", '"', "”", ")")
_ANNOUNCED_WITHIN = 12
_WILL_BE = re.compile(
    r"\b(?:until|till|through|by|for|deadline|due|will|scheduled|set|planned|expected|ahead of|before)\b", re.IGNORECASE
)


class Part(NamedTuple):
    """A part of a report under a heading that names a day."""

    start: int
    end: int
    day: date


def carried_until(text: str, tenses: Tenses, days: Sequence[tuple[int, int, date]], latest: date | None) -> date | None:
    """The last day that the report tells of as past, where it tells of two or more after `latest`, its own day.

    `days` are the places (start, end) of expressions that mean one day, with the day. None for any other report.
    """
    if latest is None:
        return None
    later: dict[date, set[int]] = {}
    for start, end, day in days:
        if (
            latest + timedelta(days=1) < day <= latest + timedelta(days=_CARRIED)
            and _STATED.search(text[start:end])
            and not _YEAR.search(text[start : end + _YEAR_BEHIND])
            and tenses.at(start, end) == "past"
            and not _WILL_BE.search(text[max(0, start - _ANNOUNCED_WITHIN) : start])
            and not _PICTURES.search(text[max(0, start - _PICTURE_REACHES) : end])
        ):
            later.setdefault(day, set()).add(text.rfind("\n", 0, start))
    paragraphs = set().union(*later.values())
    return max(later) if min(len(later), len(paragraphs)) >= _LATER_DAYS else None


def parts(text: str, days: Sequence[tuple[int, int, date]]) -> list[Part]:
    """The parts headed by a day, in order; none where fewer than two headings name one."""
    heads: list[tuple[int, int, date]] = []
    for start, end, day in sorted(days):
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        last = len(text) if last < 0 else last
        if _STATED.search(text[start:end]) and is_heading(text[first:last]):
            heads.append((first, last, day))
    if len({day for _, _, day in heads}) < 2:
        return []
    return [Part(first, _end_of(text, last), day) for first, last, day in heads]


def part_at(found: Sequence[Part], at: int) -> date | None:
    """The day that heads the part in which the place is."""
    index = bisect_right([part.start for part in found], at) - 1
    return found[index].day if index >= 0 and at < found[index].end else None


def nearest(number: int, day: date) -> date:
    """The weekday (Monday 1) nearest to a day: at most three days off."""
    return day + timedelta(days=(number - day.isoweekday() + 3) % 7 - 3)


def is_heading(line: str) -> bool:
    """Whether a line of a report is a heading or a caption: short, and no sentence of the report."""
    line = line.strip()
    return 0 < len(line) <= _HEADING and not line.endswith(_ENDS) and "http" not in line and line[0] not in "—–-•*@"


def _end_of(text: str, at: int) -> int:
    """Where the part ends whose heading ends at `at`: at the next line that heads anything."""
    start = at + 1
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if is_heading(text[start:stop]) and "pic." not in text[start:stop]:
            return start
        start = stop + 1
    return len(text)
