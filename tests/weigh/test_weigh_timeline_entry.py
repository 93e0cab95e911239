"""The timeline: how far the days of the reports narrow a wide date, one who resigned, and the harm of a wide date."""

from __future__ import annotations

from test_weigh_timeline import Told, timeline, told

SUMMER = ("2031-06-01", "2031-09-22")


def _days(row: Told) -> tuple[str | None, str | None]:
    (entry,) = timeline(row)
    return entry.earliest, entry.latest


def test_what_was_done_this_summer_was_done_before_the_report() -> None:
    text = "Anna Bell left the harbour board of Ostrel this summer."
    assert _days(told("a", text, "left", *SUMMER, published="2031-07-14")) == ("2031-06-01", "2031-07-14")
    assert _days(told("a", text, "left", *SUMMER, published="2031-06-02")) == SUMMER  # a day or two would be too sure
    text = "Anna Bell will leave the harbour board of Ostrel this summer."
    planned = told("a", text, "leave", *SUMMER, modality="planned", published="2031-07-14")
    assert _days(planned) == ("2031-07-14", "2031-09-22")


def test_one_report_tells_twice_who_resigned() -> None:
    rows = [
        told("a", "Quill resigned from the board of Ostrel on Monday over a row.", "resigned", "2031-03-10"),
        told("a", "In a note, Anna Bell wrote: “Hal Quill resigned today.", "resigned", "2031-03-10",
             modality="alleged", start=600),
        told("a", "Varro resigned from the mill on Monday.", "resigned", "2031-03-10", start=900),
    ]  # fmt: skip
    assert sorted(len(entry.event_ids) for entry in timeline(*rows)) == [1, 2]


def test_last_weeks_murders_are_those_that_everybody_tells_of() -> None:
    shooting = [
        told(report, "The shooting at a school in Ostrel on Sunday killed four clerks.", "shooting", "2031-03-09")
        for report in "abc"
    ]
    wide = told("d", "Nobody spoke of last week’s murders.", "murders", "2031-03-03", "2031-03-09")
    named = told("e", "Nobody spoke of last week’s murders in Cape Dorn.", "murders", "2031-03-03", "2031-03-09")
    assert sorted(len(entry.event_ids) for entry in timeline(*shooting, wide)) == [4]
    assert sorted(len(entry.event_ids) for entry in timeline(*shooting, named)) == [1, 3]


def test_one_dismissal_of_one_person_told_of_a_week_and_of_a_month() -> None:
    week, month = ("2031-03-03", "2031-03-09"), ("2031-03-01", "2031-03-31")
    rows = [
        told("a", "Rivals said that Bell fired Quill last week over the ledger.", "fired", *week),
        told("b", "Quill, abruptly fired by Bell last week, will speak in Ostrel.", "fired", *week, modality="alleged"),
        told("c", "Bell fired Quill this month, naming a row over bridges.", "fired", *month),
        told(
            "d", "Quill, who was leading the inquiry into the mill at Cape Dorn, was fired this month.", "fired", *month
        ),
        told("e", "Bell fired Varro last week.", "fired", *week),
    ]
    assert sorted(len(entry.event_ids) for entry in timeline(*rows)) == [1, 4]
