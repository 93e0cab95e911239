"""A day of the draft: whether it is that day of the week, and whether reports tell the same of that day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from whence.records import Moment
from whence.story import queries_verify as asked
from whence.verify.draft import Draft
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote
from whence.verify.verbatim import find_verbatim, quoted_parts
from whence.verify.words import carries, content, stem, words_of

_ALIKE = 0.6
_ONE_OCCASION = 6
"""A quotation of so many words is not said on two days."""
_CLAUSE_ALIKE = 0.7
"""The same of the words next to the day, in a long sentence."""
_LONG, _BESIDE, _FEWEST = 18, 10, 5
"""Words of a long sentence; words next to the day on each side; words that carry meaning among them at least."""
_TOLD = 4
"""Words of meaning that a sentence has at least, for another sentence with all of them to tell of the same."""
_NEXT = 25
"""Characters between the words for saying and the day on which it was said."""
_YEAR_ALIKE = 0.3
"""The share of a sentence's meaning from which the same day and month in another year is the day that was meant."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED = re.compile(
    r"\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_SIGNED = re.compile(r"\(@\w+\)[\s,–—-]*$")
_WRITTEN_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
Hit = tuple[float, Evidence]


@dataclass(slots=True)
class _Told:
    """What the reports' sentences tell: of the draft's day, and of another."""

    same: list[Hit] = field(default_factory=list)
    other: list[tuple[float, Evidence, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ours:
    """The draft's day: the meaning of its sentence and of the words next to it, and the days of the week that it names
    without a date. `undated`: without a year. `saying`: it is when somebody said something, else no such day of a
    report contradicts it. `stems` are all the words of its sentence, `happened` those that happened on the day."""

    day: str
    content: frozenset[str]
    clause: frozenset[str]
    bare: list[str]
    happened: frozenset[str]
    stems: frozenset[str]
    undated: bool
    saying: bool


def check_date(moment: Moment, draft: Draft, reports: Reports) -> Checked | None:
    """The date with its states; None where it is no single day, or no report tells of the same thing with a day."""
    if moment.earliest is None or moment.earliest[:10] != (moment.latest or "")[:10]:
        return None
    day = moment.earliest[:10]
    words = draft.text[moment.start : moment.end]
    if not _NAMED.search(words):
        return None  # `today`, `now`: every report says it of its own day
    if _SIGNED.search(draft.text, max(0, moment.start - 60), moment.start):
        return None  # the day of a post, under its writer's name
    start, end = draft.sentence(moment.start)
    ours = content(draft.text, start, end)
    named = [name for name in _DAYS if re.search(rf"\b{name}\b", words)]
    dated = re.search(r"\d", words) is not None
    wrong_weekday = bool(named) and dated and _name(day) not in named
    # `on Thursday` of a draft written later means the Thursday that its sentence is about
    bare = named if not dated else []
    mine = _Ours(
        day,
        ours,
        _clause(moment, draft),
        bare,
        frozenset(stem(e.word.casefold()) for e in draft.events if start <= e.start < end and e.day == day),
        frozenset(stem(w.norm) for w in words_of(draft.text, start, end)),
        dated and not _WRITTEN_YEAR.search(words),
        any(start <= c.start < end and c.day == day and not c.start <= moment.start < c.end for c in draft.claimed),
    )
    told = _told(mine, reports) if len(ours) >= 3 else _Told()

    def checked(state: str, note: str, hits: list[Hit]) -> Checked:
        found = StateNote("found", note) if state == "found" else StateNote("differs", note)
        return Checked("date", moment.start, moment.end, words, (found,), _best(hits, reports))

    if told.same and not wrong_weekday:
        return checked("found", "" if bare else day, told.same)
    early = None if told.same or wrong_weekday else _said_by_then(moment, day, draft, reports)
    if early:
        return checked("differs", f"the draft means {day}; the words stand in a report of {early[0]}", early[1])
    year = None if told.same else _other_year(ours, day, words, named if dated else [], reports)
    if year:
        return checked("differs", f"the draft means {day}; the reports tell it of {year[0]}", year[1][:1])
    if wrong_weekday:
        return checked("differs", f"{day} is a {_name(day)}", told.same[:1])
    if not told.other:
        return None
    told.other.sort(key=lambda h: (-h[0], reports.day(h[1].place.report_id), h[1].place.report_id, h[1].place.start))
    given = told.other[0][2]
    # A weekday alone is read against the draft's own day, which may be long after.
    meant = f"no {bare[0]}" if bare else f"the draft means {day}"
    weekday = f", a {_name(given)}" if bare else ""
    return checked("differs", f"{meant}; the report gives {given}{weekday}", [told.other[0][:2]])


def _said_by_then(moment: Moment, day: str, draft: Draft, reports: Reports) -> tuple[str, list[Hit]] | None:
    """The last report with the words that the draft says were said on that day, where all of them are older: nothing
    is quoted before it is said."""
    low, high = draft.paragraph(moment.start)
    for claim in draft.claimed:
        if not (claim.quoted and claim.day == day and low <= claim.start < high):
            continue
        parts = quoted_parts(draft.text, claim)
        if sum(len(part) for part in parts) < _ONE_OCCASION:
            continue
        found = find_verbatim(parts, draft, claim, reports)
        days = [reports.places.heads[one.report_id].latest for one in found]
        if found and all(one is not None and _number(one) < _number(day) for one in days):
            last = found[-1]
            return days[-1] or "", [(1.0, reports.evidence(last.report_id, last.start, last.end))]
    return None


def _clause(moment: Moment, draft: Draft) -> frozenset[str]:
    """The meaning words next to a day in a sentence that is long, and so may tell of more than reports do in one."""
    start, end = draft.sentence(moment.start)
    before = words_of(draft.text, start, moment.start)
    after = words_of(draft.text, moment.end, end)
    if len(before) + len(after) <= _LONG:
        return frozenset()
    low = before[-_BESIDE:][0].start if before else moment.start
    high = after[:_BESIDE][-1].end if after else moment.end
    found = content(draft.text, low, high)
    return found if len(found) >= _FEWEST else frozenset()


def _told(mine: _Ours, reports: Reports) -> _Told:
    found = _Told()
    for report_id in reports.near(mine.content):
        told: dict[tuple[int, int], set[tuple[str, str]]] = {}
        for row in reports.marks("moment", report_id):
            days = (row["earliest"] or "")[:10], (row["latest"] or "")[:10]
            if mine.undated and row["value"] == f"XXXX{mine.day[4:]}":
                days = mine.day, mine.day  # a report without a date of its own gives no year either
            if row["type"] in ("date", "time") and all(days):
                told.setdefault(reports.around(report_id, row["start"], row["end"]), set()).add(days)
        for (low, high), given in sorted(told.items()):
            theirs = reports.content(report_id, low, high)
            alike = reports.likeness(mine.content, theirs)
            near = reports.likeness(mine.clause, theirs) if mine.happened & theirs else 0.0
            if alike < _ALIKE and near < _CLAUSE_ALIKE:
                continue
            if any(a <= mine.day <= b or (mine.bare and a == b and _name(a) in mine.bare) for a, b in given):
                found.same.append((alike, reports.evidence(report_id, low, high)))
                continue
            said = set() if mine.saying else _said_on(report_id, low, high, mine.stems, reports)
            single = sorted(a for a, b in given if a == b and a not in said)
            # `last month`, `in 2013` name no other day; nor does the day of something else that the sentence names.
            if len(mine.content) >= _TOLD and single and _of_the_same(report_id, low, high, single, mine, reports):
                found.other.append((alike, reports.evidence(report_id, low, high), single[0]))
    return found


def _said_on(report_id: str, low: int, high: int, ours: frozenset[str], reports: Reports) -> set[str]:
    """The days that a sentence gives, next to its word for saying, for when something was said; where the draft's
    sentence has that word (`voted`), both tell of it."""
    text = reports.places.text(report_id)
    days = [
        row
        for row in reports.marks("moment", report_id)
        if low <= row["start"] < high and row["earliest"] and row["type"] in ("date", "time")
    ]
    return {
        day["earliest"][:10]
        for row in reports.statements(report_id)
        if row["start"] < high and low < row["end"] and row["said_from"] and row["cue_start"] is not None
        for day in days
        if day["earliest"][:10] == row["said_from"][:10]
        and -_NEXT <= day["start"] - row["cue_end"] <= _NEXT
        and not row["start"] <= day["start"] < row["end"]
        and not ours & {stem(w.norm) for w in words_of(text, row["cue_start"], row["cue_end"]) if carries(w.norm)}
    }


def _of_the_same(report_id: str, low: int, high: int, days: list[str], mine: _Ours, reports: Reports) -> bool:
    """Whether the other day is told of what the draft dates, where the report is of the draft's own day."""
    head = reports.places.heads[report_id]
    ours = _number(mine.day)
    published = {_number(one) for one in (head.earliest, head.latest) if one}
    if not any(0 <= one - ours <= 1 for one in published):
        return True
    text = reports.places.text(report_id)
    return any(
        low <= row["start"] < high
        and (row["earliest"] or "")[:10] in days
        and stem(text[row["start"] : row["end"]].casefold()) in mine.happened
        for row in reports.marks("event", report_id)
    )


def _other_year(
    ours: frozenset[str], day: str, words: str, named: list[str], reports: Reports
) -> tuple[str, list[Hit]] | None:
    """The day that was meant, where the same day and month in a year of the reports has it all: the weekday, and a
    sentence that is a little alike or reports of that very time."""
    if not _WRITTEN_YEAR.search(words):
        return None
    hits: dict[str, list[Hit]] = {}
    for row in asked.days_named(reports.story, day[4:]):
        other = row["earliest"][:10]
        if other != day and not (named and _name(other) not in named):
            low, high = reports.around(row["report_id"], row["start"], row["end"])
            alike = reports.likeness(ours, reports.content(row["report_id"], low, high))
            if alike >= _YEAR_ALIKE:
                hits.setdefault(other, []).append((alike, reports.evidence(row["report_id"], low, high)))
    if hits:
        other = max(sorted(hits), key=lambda one: max(alike for alike, _ in hits[one]))
        return other, sorted(hits[other], key=lambda h: -h[0])
    years = asked.years(reports.story)
    if not years or int(day[:4]) in range(years[0], years[-1] + 1):
        return None
    near = [
        (f"{year:04}{day[4:]}")
        for year in years
        if _valid(f"{year:04}{day[4:]}") and (not named or _name(f"{year:04}{day[4:]}") in named)
    ]
    for report_id, low, high, alike in reports.alike(ours, _YEAR_ALIKE):
        published = reports.places.published_day(report_id)
        for one in near:
            if published and 0 <= _number(published) - _number(one) <= 3:
                return one, [(alike, reports.evidence(report_id, low, high))]
    return None


def _best(hits: list[Hit], reports: Reports) -> tuple[Evidence, ...]:
    hits = sorted(
        hits, key=lambda h: (-h[0], reports.day(h[1].place.report_id), h[1].place.report_id, h[1].place.start)
    )
    return tuple(one for _, one in hits[:3])


def _name(day: str) -> str:
    return _DAYS[date.fromisoformat(day).weekday()]


def _number(day: str) -> int:
    """The day counted, so that two can be subtracted; of a month or a year, its first."""
    return date.fromisoformat((day + "-01-01")[:10] if len(day) < 10 else day[:10]).toordinal()


def _valid(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
