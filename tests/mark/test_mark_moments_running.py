"""Reports carried on after their day, and parts of a report that are headed by a day."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language
from test_mark_moments import found, marks

from whence.mark.events import find_events
from whence.mark.moments_running import is_heading, nearest, part_at, parts
from whence.mark.parse import parse
from whence.mark.passages import find_passages
from whence.records import Published, Report

DAY = "2031-03-10"  # a Monday
CARRIED = (
    "The bridge at Ostrel fell on Monday.\n\n"
    "Marches on Tuesday, March 11\n\n"
    "On Tuesday evening crowds marched to the town hall of Ostrel.\n\n"
    "A town shut on Thursday, March 13\n\n"
    "On Thursday, March 13, the mayor closed the schools of Ostrel. Divers had searched the river on Tuesday.\n\n"
    "Late on Friday the marchers blocked both bridges.\n\n"
    "What comes next\n\n"
    "The council met on March 14 and sent for the engineers. It rained on Wednesday.\n"
)


def days(nlp: Language, text: str, words: str, day: str = DAY) -> list[str]:
    return [value for told, _, value in found(nlp, text, day) if told == words]


def test_weekdays_of_a_part_are_near_the_day_that_heads_it(nlp: Language) -> None:
    assert days(nlp, CARRIED, "Tuesday evening") == ["2031-03-11TEV"]
    assert days(nlp, CARRIED, "Tuesday") == ["2031-03-11"]
    assert [m.value for m in marks(nlp, CARRIED, DAY) if CARRIED[m.start : m.end].lower() == "late on friday"] == [
        "2031-03-14"
    ]


def test_outside_its_parts_a_carried_report_leaves_weekdays_open(nlp: Language) -> None:
    assert days(nlp, CARRIED, "Wednesday") == ["XXXX-WXX-3"]


def test_one_later_day_is_no_sign(nlp: Language) -> None:
    text = "The mayor resigned on March 13, said the paper. The bridge fell on Sunday."
    assert days(nlp, text, "Sunday") == ["2031-03-09"]


def test_days_to_come_are_no_sign(nlp: Language) -> None:
    text = "The court will hear it on March 13.\n\nThe fair opens on March 14 in Ostrel.\n\nThe bridge fell on Sunday."
    assert days(nlp, text, "Sunday") == ["2031-03-09"]


def test_pictures_put_there_later_are_no_sign(nlp: Language) -> None:
    text = (
        "Photos: Ostrel floods 1 of 9 Crowds marched in Ostrel on March 20.\n\n"
        "Photos: Ostrel floods 2 of 9 Crowds marched in Marn on March 24.\n\nThe bridge fell on Sunday."
    )
    assert days(nlp, text, "Sunday") == ["2031-03-09"]


def test_what_a_carried_report_tells_happened(nlp: Language) -> None:
    published = Published(DAY, DAY, DAY, "given", 1.0, "given")
    report = Report(id="r", origin="r.txt", text=CARRIED, published=published)
    passages = find_passages(report)
    doc = parse(CARRIED, passages, nlp)
    events = find_events(doc, report, passages, marks(nlp, CARRIED, DAY), [])
    told = {CARRIED[event.start : event.end]: (event.modality, event.earliest) for event in events}
    assert told["closed"] == ("happened", "2031-03-13")
    assert told["blocked"] == ("happened", "2031-03-14")
    assert told["met"] == ("happened", "2031-03-14")


def test_parts_need_two_headings() -> None:
    text = "Tuesday, March 11\n\nCrowds marched.\n"
    assert parts(text, [(9, 17, date(2031, 3, 11))]) == []


def test_a_part_ends_where_the_next_begins() -> None:
    text = "On March 11\n\nCrowds marched.\n\nOn March 13\n\nIt was calm.\n"
    second = text.index("March 13")
    found = parts(text, [(3, 11, date(2031, 3, 11)), (second, second + 8, date(2031, 3, 13))])
    assert part_at(found, text.index("Crowds")) == date(2031, 3, 11)
    assert part_at(found, text.index("calm")) == date(2031, 3, 13)
    assert part_at(found, 10_000) is None


@pytest.mark.parametrize(
    ("number", "day"), [(1, "2031-03-10"), (2, "2031-03-11"), (6, "2031-03-15"), (7, "2031-03-09")]
)
def test_nearest_weekday(number: int, day: str) -> None:
    assert nearest(number, date(2031, 3, 12)).isoformat() == day


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("A town shut on Thursday, March 13", True),
        ("The mayor closed the schools of Ostrel on Thursday, March 13.", False),
        ("— On March 13 the mayor closed the schools", False),
        ("", False),
    ],
)
def test_headings(line: str, heads: bool) -> None:
    assert is_heading(line) is heads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # on a Wednesday
        ("They were arrested in April and May of 2017.", ("April", "2017-04")),
        ("She signed it between June and July 2018.", ("June", "2018-06")),
        ("They go to the polls on Thanksgiving next year.", ("Thanksgiving next year", "2020-11-26")),
        ("The ferry will land at 2 a.m.", ("2 a.m.", "2019-05-16T02:00")),
        ("The ferry landed at 2 a.m.", ("2 a.m.", "2019-05-15T02:00")),
        ("The town continued to smoulder Tuesday night.", ("Tuesday night", "2019-05-14TNI")),
        ("The army agreed to let them in on Tuesday, they said.", ("Tuesday", "2019-05-14")),
        ("Moor welcomed the sailors home early Thursday.", ("early Thursday", "XXXX-WXX-4")),
    ],
)
def test_which_day_is_meant(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    assert expected in [(words, value) for words, _, value in found(nlp, text)]


def test_a_trip_on_a_day_that_is_awaited(nlp: Language) -> None:
    text = "The trip on Thursday represents the latest effort to calm the town of Ostrel."
    assert [value for words, _, value in found(nlp, text) if words == "Thursday"] == ["2019-05-16"]


def test_last_tuesday_of_this_week_or_the_last(nlp: Language) -> None:
    assert days(nlp, "She was dismissed last Tuesday.", "last Tuesday", "2031-03-13") == ["XXXX-WXX-2"]
    assert days(nlp, "She was dismissed last Friday.", "last Friday", "2031-03-10") == ["2031-03-07"]
    assert days(nlp, "She was dismissed last Friday.", "last Friday", "2031-03-13") == ["2031-03-07"]
