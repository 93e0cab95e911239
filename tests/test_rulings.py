"""A ruling, its id, and how the values that can be ruled are written."""

from __future__ import annotations

from typing import Any

import pytest

from whence.rulings import MarkKey, bounds, day_span, make_ruling, ruled_published

A, B = MarkKey("a" * 16, 3, 9, "Vell s"), MarkKey("b" * 16, 0, 4, "Vell")


def test_the_id_of_a_pair_does_not_say_which_was_named_first() -> None:
    one = make_ruling("mention", "source", "same", A, B)
    two = make_ruling("mention", "source", "same", B, A, note="the other way round")
    assert (one.id, one.mark_key, one.other_key) == (two.id, two.mark_key, two.other_key)
    assert one.id != make_ruling("mention", "source", "not_same", A, B).id


def test_the_id_of_a_direction_says_who_has_it_from_whom() -> None:
    one, two = MarkKey("a" * 16, 0, 0, ""), MarkKey("b" * 16, 0, 0, "")
    there = make_ruling("report", "direction", "set", one, two, "from_other")
    back = make_ruling("report", "direction", "set", two, one, "from_other")
    assert there.id != back.id


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("figure", "speaker", "set", A, None, "Mara Vell"), "cannot be ruled on"),
        (("attribution", "utterance", "set", A, B), "same or not_same"),
        (("attribution", "stance", "same", A, B), "by a value"),
        (("attribution", "utterance", "same", A), "name the other"),
        (("attribution", "utterance", "same", A, A), "name two"),
        (("attribution", "stance", "set", A, None, "shouts"), "not one of assert"),
        (("event", "modality", "set", A, None, None), "not one of happened"),
        (("report", "published", "set", A, None, "last week"), "is not a date"),
        (("figure", "value", "set", A, None, "a lot"), "is not a figure"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(args: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make_ruling(*args)


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2031-05-06", ("2031-05-06", "2031-05-06")),
        ("2031-02", ("2031-02-01", "2031-02-28")),
        ("2032", ("2032-01-01", "2032-12-31")),
        ("2031-05-01/2031-05-06", ("2031-05-01", "2031-05-06")),
        ("2031-04/2031-05-06", ("2031-04-01", "2031-05-06")),
    ],
)
def test_days(value: str, span: tuple[str, str]) -> None:
    assert day_span(value) == span


@pytest.mark.parametrize("value", ["", "2031-13", "2031-02-30", "2031-05-06/2031-05-01", "6 May 2031", "2031-05/"])
def test_what_is_no_day(value: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|ends before"):
        day_span(value)


def test_a_ruled_date_says_that_a_person_ruled_it_and_why() -> None:
    found = ruled_published("2031-05", "the masthead says May")
    assert (found.value, found.earliest, found.latest, found.basis) == ("2031-05", "2031-05-01", "2031-05-31", "ruling")
    assert found.reason.endswith(": the masthead says May")
    assert ruled_published("2031-05-01/2031-05-06", None).value is None


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("11", ("exactly", 11.0, 11.0)),
        ("at least 11", ("at_least", 11.0, None)),
        ("More than 1,300", ("more_than", 1300.0, None)),
        ("at most 4.5", ("at_most", None, 4.5)),
        ("fewer than 20", ("less_than", None, 20.0)),
        ("about 40", ("about", 40.0, 40.0)),
        ("between 18 and 20", ("range", 18.0, 20.0)),
        ("18 to 20", ("range", 18.0, 20.0)),
    ],
)
def test_figures_in_words(value: str, found: object) -> None:
    assert bounds(value) == found


@pytest.mark.parametrize("value", ["", "20 to 18", "eleven", "at least"])
def test_what_is_no_figure(value: str) -> None:
    with pytest.raises(ValueError, match=r"is not a figure|ends below"):
        bounds(value)
