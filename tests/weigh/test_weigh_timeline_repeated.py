"""The timeline: happenings that a report names again, those that most reports know, and background."""

from __future__ import annotations

import pytest
from test_weigh_timeline import Told, timeline, told

from whence.weigh.timeline_items import items_of
from whence.weigh.timeline_repeated import points


def _points(row: Told) -> bool:
    event, context = row
    (item,) = items_of([event], {event.id: context})
    return points(item)


@pytest.mark.parametrize(
    ("sentence", "word", "pointed"),
    [
        ("Officers were called to Saturday's protest.", "protest", True),
        ("Ostrel has been tense since the May 3 shooting.", "shooting", True),
        ("Many watched images of last week’s gas attack.", "attack", True),
        ("Nobody expected the raid on Monday.", "raid", True),
        ("The mint on Wednesday released a coin.", "released", False),
        ("Crowds began a march on Monday.", "march", False),
    ],
)
def test_what_only_points_at_a_happening(sentence: str, word: str, pointed: bool) -> None:
    assert _points(told("a", sentence, word, "2031-03-10")) is pointed


def test_one_report_names_its_happening_again() -> None:
    rows = [
        told("a", "A protest at the Marn police station in Ostrel took place on Saturday.", "protest", "2031-03-08"),
        told("a", "More than 100 officers were called to Saturday's protests.", "protests", "2031-03-08", start=500),
        told("a", "Shots were heard near Sunday's protests.", "protests", "2031-03-09", start=900),
    ]
    assert sorted(len(entry.event_ids) for entry in timeline(*rows)) == [1, 2]


def test_another_report_may_mean_another_protest() -> None:
    rows = [
        told("a", "A protest at the Marn police station in Ostrel took place on Saturday.", "protest", "2031-03-08"),
        told("b", "More than 100 officers were called to Saturday's protests.", "protests", "2031-03-08"),
    ]
    assert len(timeline(*rows)) == 2


def test_a_shooting_told_as_a_killing() -> None:
    rows = [
        told("a", "Officer Hal Dorn shot and killed Ivo Quill in Ostrel on May 3.", "killed", "2031-05-03"),
        told("b", "Ivo Quill was killed by the police officer Hal Dorn in Ostrel on May 3.", "killed", "2031-05-03"),
        told("c", "Officer Hal Dorn of the Ostrel police killed Ivo Quill on May 3.", "killed", "2031-05-03"),
        told("d", "Ivo Quill was fatally shot by the Ostrel officer Hal Dorn on May 3.", "shot", "2031-05-03"),
        told("e", "Crowds and police have faced each other since the May 3 shooting.", "shooting", "2031-05-03"),
    ]
    assert [len(entry.event_ids) for entry in timeline(*rows)] == [5]


def test_background_of_one_report_is_left_out() -> None:
    sank = told("a", "The ferry Almira sank off Cape Dorn on Monday.", "sank", "2031-03-10")
    year = told("a", "Hal Dorn bought the line in 2029.", "bought", "2029-01-01", "2029-12-31", start=400)
    day = told("b", "The ferry Belisa burned on May 3, 2027.", "burned", "2027-05-03")
    near = told("b", "The ferry was inspected in January.", "inspected", "2031-01-01", "2031-01-31", start=300)
    assert len(timeline(sank, year, day, near)) == 2


def test_what_two_reports_tell_is_no_background() -> None:
    rows = [
        told("a", "The ferry Belisa burned off Cape Dorn on May 3, 2027.", "burned", "2027-05-03"),
        told("b", "The ferry Belisa burned off Cape Dorn in 2027, on May 3.", "burned", "2027-05-03"),
    ]
    assert [len(entry.event_ids) for entry in timeline(*rows)] == [2]


def test_plans_for_a_year_are_no_background() -> None:
    plan = told(
        "a", "The port of Ostrel will be rebuilt in 2032.", "rebuilt", "2032-01-01", "2032-12-31", modality="planned"
    )
    assert len(timeline(plan)) == 1


def test_a_trip_and_a_visit_are_one() -> None:
    rows = [
        told(
            "a",
            "Ada Moor will travel to Ostrel on Friday to meet the mayor.",
            "travel",
            "2031-03-14",
            modality="planned",
        ),
        told("b", "Ada Moor will visit Ostrel on Friday to meet its mayor.", "visit", "2031-03-14", modality="planned"),
    ]
    assert len(timeline(*rows)) == 1


def test_what_many_announced_is_known_by_its_day() -> None:
    plans = [
        told(f"p{n}", f"Moor will hold talks with Ivo Carr in Ostrel on June 12, {words}.", "talks", "2031-06-12",
             modality="planned", published="2031-05-10")
        for n, words in enumerate(("she said", "her office announced", "the ministry said"))
    ]  # fmt: skip
    came = told(
        "z", "Since the June 12 summit, Moor has praised herself.", "summit", "2031-06-12", published="2031-06-30"
    )
    assert [len(entry.event_ids) for entry in timeline(*plans, came)] == [4]
    other = told("z", "Since the June 12 summit, prices have risen.", "summit", "2031-06-12", published="2031-06-30")
    assert len(timeline(*plans, other)) == 2


def test_one_report_tells_a_deed_again_with_its_verb() -> None:
    rows = [
        told("a", "Ostrel submitted its plan on Thursday.", "submitted", "2031-03-06"),
        told("a", "The body said Ostrel had submitted a list of ships Thursday.", "submitted", "2031-03-06", start=500),
    ]
    assert [len(entry.event_ids) for entry in timeline(*rows)] == [2]
    sought = [
        told("a", "Quill sought on Thursday to clear the quay.", "sought", "2031-03-06"),
        told("a", "Quill sought to win over the pilots Thursday.", "sought", "2031-03-06", start=500),
    ]
    assert len(timeline(*sought)) == 2


def test_a_verb_on_a_day_is_no_mention_of_what_is_known() -> None:
    assert not _points(told("a", "The Senate voted on Friday.", "voted", "2031-03-07"))
    assert _points(told("a", "The quarrel goes on after the vote on Friday.", "vote", "2031-03-07"))
