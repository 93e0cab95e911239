"""Time expressions named by their place in something larger, and which way a weekday points under a plan."""

from __future__ import annotations

import pytest
from spacy.language import Language

from whence.mark.moments import find_moments
from whence.mark.parse import parse
from whence.mark.passages import find_passages
from whence.records import Published, Report

DAY = "2019-05-15"  # a Wednesday


def found(nlp: Language, text: str, day: str = DAY) -> list[tuple[str, str]]:
    report = Report(id="r", origin="r.txt", text=text, published=Published(day, day, day, "given", 1.0, "given"))
    passages = find_passages(report)
    return [(text[m.start : m.end], m.value) for m in find_moments(parse(text, passages, nlp), report, passages)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The vote was held on the second Tuesday of March.", [("the second Tuesday of March", "2019-03-12")]),
        ("The fair is held on the first Sunday in June.", [("the first Sunday in June", "2019-06-02")]),
        ("It shut on the last Friday of May 2017.", [("the last Friday of May 2017", "2017-05-26")]),
        ("It rained over the Easter weekend.", [("the Easter weekend", "2019-W16-WE")]),
        ("It will rain over the Memorial Day weekend.", [("the Memorial Day weekend", "2019-W21-WE")]),
        ("They sang during Easter week.", [("Easter week", "2019-W16")]),
        ("They met on the weekend of March 9.", [("the weekend of March 9", "2019-W10-WE")]),
        ("It was elected a week ago Monday.", [("a week ago Monday", "2019-05-06")]),
    ],
)
def test_days_and_stretches_named_by_their_place(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(nlp, text) == expected


def test_a_month_without_a_fifth_such_day_has_none(nlp: Language) -> None:
    assert "the fifth Tuesday of March 2019" not in dict(found(nlp, "It shut on the fifth Tuesday of March 2019."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A decade-long war, a yearlong siege.", [("decade-long", "P10Y"), ("yearlong", "P1Y")]),
        ("A decades-old feud broke out.", [("decades-old", "PXY")]),
        ("A pony 5 years-old won.", []),
        ("They meet every single day.", [("every single day", "P1D")]),
        ("It flowered for 225+ years.", [("225+ years", "P225Y")]),
        ("A half-century ago the mill burned.", [("A half-century ago", "1969")]),
        ("Stars formed 4.5 billion years ago.", [("4.5 billion years ago", "PAST_REF")]),
        ("The wall of 200 BC fell in A.D. 79.", [("200 BC", "BC0200"), ("A.D. 79", "0079")]),
        ("It made a profit after several quarters of losses.", [("several quarters", "PXQ")]),
    ],
)
def test_lengths_and_eras(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry will leave at 4 in the morning.", ("4 in the morning", "2019-05-16T04:00")),
        ("Shots fell at 9:15 this morning.", ("9:15 this morning", "2019-05-15T09:15")),
        ("Shots fell at 10 p.m. last night.", ("10 p.m. last night", "2019-05-14T22:00")),
        ("Shots fell at 2 a.m. last night.", ("2 a.m. last night", "2019-05-15T02:00")),
        ("It shut on Monday and opened at 2:30 a.m. the next day.", ("2:30 a.m. the next day", "2019-05-14T02:30")),
        ("By late afternoon the river had risen.", ("late afternoon", "2019-05-15TAF")),
        ("It will one day be a port.", ("one day", "FUTURE_REF")),
        ("Sales rose in 2017 from the year before.", ("the year before", "2016")),
        ("Since the start of the year 40 people left.", ("the start of the year", "2019")),
        ("Emissions fell below 2005 levels.", ("2005", "2005")),
        ("Sales in the full year rose.", ("the full year", "2019")),
        ("It expects a fourth-quarter loss. Sales fell in the latest quarter.", ("the latest quarter", "2019-Q1")),
    ],
)
def test_words_beside_a_time(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(nlp, text)


def test_an_index_is_no_year(nlp: Language) -> None:
    assert found(nlp, "The Russell 2000 index rose.") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ruhl committed to testifying on Friday.", "2019-05-17"),
        ("I look forward to testifying on Friday about the truth.", "2019-05-17"),
        ("Ruhl committed in writing to testify before the council on Friday.", "2019-05-17"),
        ("The season begins on Friday night when the Ospreys visit the Larks.", "2019-05-17TNI"),
        ("The deadline is Thursday.", "2019-05-16"),
        ("The ferry was scheduled to leave at 4 p.m. Tuesday, but a judge halted it.", "2019-05-14T16:00"),
        ("The ferry will leave on Tuesday.", "2019-05-21"),
        ("Threats prompted officials to shut the school on Monday.", "2019-05-13"),
    ],
)
def test_which_way_a_weekday_points(nlp: Language, text: str, value: str) -> None:
    assert found(nlp, text)[-1][1] == value
