"""Two days for what can have come once."""

from __future__ import annotations

from whence.records import Event
from whence.weigh.dates_disputes import rival_dates
from whence.weigh.timeline import join_timeline
from whence.weigh.timeline_items import EventContext


def told(name: str, report: str, sentence: str, word: str, day: str, published: str) -> tuple[Event, EventContext]:
    at = sentence.index(word)
    event = Event(name, report, at, at + len(word), day, day, "happened", None, "test")
    return event, EventContext(report, sentence, 0, published, published)


def rivals(*rows: tuple[Event, EventContext]) -> list[tuple[str | None, list[tuple[int, str]]]]:
    events = [event for event, _ in rows]
    context = {event.id: around for event, around in rows}
    found = rival_dates(join_timeline(events, context), events, context)
    return [(one.opened, [(side.side, side.row_id) for side in one.sides]) for one in found]


FIRST = told(
    "e1", "r1", "The governor, Ada Varro, was killed in Ostrel on Monday.", "killed", "2031-03-10", "2031-03-11"
)
SECOND = told("e2", "r2", "Gunmen killed Ada Varro in Ostrel on Tuesday.", "killed", "2031-03-11", "2031-03-13")


def test_two_days_of_one_death_are_a_dispute() -> None:
    assert rivals(FIRST, SECOND) == [("2031-03-13", [(1, "e1"), (2, "e2")])] == rivals(SECOND, FIRST)


def test_what_can_come_twice_and_the_deaths_of_two_are_none() -> None:
    met = told("e3", "r3", "The envoy met Ada Varro in Ostrel on Monday.", "met", "2031-03-10", "2031-03-11")
    again = told("e4", "r4", "The envoy met Ada Varro in Ostrel on Tuesday.", "met", "2031-03-11", "2031-03-13")
    assert rivals(met, again) == []
    other = told("e5", "r4", "Gunmen killed Bela Corran in Ostrel on Tuesday.", "killed", "2031-03-11", "2031-03-13")
    assert rivals(FIRST, other) == []


def test_a_report_stands_on_a_side_once() -> None:
    words = "Ada Varro was killed by gunmen on Tuesday, officers said."
    again = told("e6", "r2", words, "killed", "2031-03-11", "2031-03-13")
    ((_, rows),) = rivals(FIRST, SECOND, again)
    assert [side for side, _ in rows] == [1, 2]
