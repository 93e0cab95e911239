"""A day of the draft: whether it is that day of the week, and whether reports tell the same of that day."""

from __future__ import annotations

import re
from datetime import date

from whence.records import Moment
from whence.story import queries_verify as asked
from whence.verify.draft import Draft
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote
from whence.verify.words import content

_ALIKE = 0.6
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED = re.compile(
    r"\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def check_date(moment: Moment, draft: Draft, reports: Reports) -> Checked | None:
    """The date with its states; None where it is no single day, or no report tells of the same thing with a day."""
    if moment.earliest is None or moment.earliest[:10] != (moment.latest or "")[:10]:
        return None
    day = moment.earliest[:10]
    words = draft.text[moment.start : moment.end]
    if not _NAMED.search(words):
        return None  # `today`, `now`: every report says it of its own day
    wrong = _weekday(words, day)
    if wrong:
        return Checked("date", moment.start, moment.end, words, (StateNote("differs", wrong),))
    # `on Thursday` of a draft written later means the Thursday that its sentence is about
    bare = [] if re.search(r"\d", words) else [name for name in _DAYS if re.search(rf"\b{name}\b", words)]
    start, end = draft.sentence(moment.start)
    ours = content(draft.text, start, end)
    if len(ours) < 3:
        return None
    same: list[tuple[float, Evidence]] = []
    other: list[tuple[float, Evidence]] = []
    for report_id in reports.near(ours):
        told: dict[tuple[int, int], set[tuple[str, str]]] = {}
        for row in asked.marks_of(reports.story, "moment", report_id):
            if row["type"] in ("date", "time") and row["earliest"] and row["latest"]:
                place = reports.places.sentence(report_id, row["start"], row["end"])
                told.setdefault((place.start, place.end), set()).add((row["earliest"][:10], row["latest"][:10]))
        for (low, high), days in sorted(told.items()):
            alike = reports.likeness(ours, reports.content(report_id, low, high))
            if alike >= _ALIKE:
                holds = any(a <= day <= b or (bare and a == b and _name(a) in bare) for a, b in days)
                (same if holds else other).append((alike, reports.evidence(report_id, low, high)))
    if not same and not other:
        return None
    if same:
        shown = _best(same, reports)
        return Checked("date", moment.start, moment.end, words, (StateNote("found", "" if bare else day),), shown)
    note = StateNote("differs", f"the draft means {day}; the report gives another day")
    return Checked("date", moment.start, moment.end, words, (note,), _best(other, reports)[:1])


def _best(hits: list[tuple[float, Evidence]], reports: Reports) -> tuple[Evidence, ...]:
    hits.sort(key=lambda h: (-h[0], reports.day(h[1].place.report_id), h[1].place.report_id, h[1].place.start))
    return tuple(one for _, one in hits[:3])


def _name(day: str) -> str:
    return _DAYS[date.fromisoformat(day).weekday()]


def _weekday(words: str, day: str) -> str:
    named = [name for name in _DAYS if re.search(rf"\b{name}\b", words)]
    real = _name(day)
    if named and re.search(r"\d", words) and real not in named:
        return f"{day} is a {real}"
    return ""
