"""Figures without a noun of their own, points of polls, vague numbers together, and places and days behind a clause."""

from __future__ import annotations

import pytest
from spacy.language import Language
from test_mark_figures_said import figures, words


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        (
            "Dorva fired 16 missiles, at least 11 of which hit the base.",
            [("16", "missile"), ("at least 11", "missile")],
        ),
        ("It had yes votes from 24 farmers, of whom eight sit in Oslo.", [("24", "farmer"), ("eight", "farmer")]),
        ("He stands with the protesters, millions of whom have left.", [("millions", "protester")]),
        (
            "The gas left more than 1,400 dead, and more than 400 of those were children.",
            [("more than 1,400", "dead"), ("more than 400", "child")],
        ),
        ("It brought the number of arrests during two nights to nearly 230.", [("nearly 230", "arrest")]),
        (
            "Cases were confirmed in a dozen towns, with at least five in Norway.",
            [("a dozen", "town"), ("at least five", "case")],
        ),
        ("If nobody acts, thousands more will die, Quint said.", [("thousands", "die")]),
        ("“Hundreds” of people came to the bridge.", [("Hundreds", "people")]),
        ("They stored millions of phone records from Norway.", [("millions", "record")]),
        ("It closed the gap in delegates, which stood at 263 on Friday.", [("263", "delegate")]),
        ("Quint released four videos that he had made.", [("four", "video")]),
        ("He died at the age of 43, poor.", [("43", None)]),
        ("They asked for between seven and nine years in prison.", [("between seven and nine", "prison")]),
        ("He cites four current and former Norway officials.", [("four", "official")]),
        ("They agreed in the 15-nation council.", [("15", "nation")]),
    ],
)
def test_what_a_number_counts_that_leaves_its_noun(
    nlp: Language, text: str, counted: list[tuple[str, str | None]]
) -> None:
    found = figures(nlp, text)
    assert [(text[f.start : f.value_end].lstrip(), f.head) for f in found] == counted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Her approval rating surged 9 points after the storm.", ["9 points"]),
        ("Voters back Quint by 20 points, up four points from May.", ["20 points", "four points"]),
        ("The Marlow Composite slipped 71 points, or 0.8%, to 9,020.", ["0.8%"]),
        ("The Marlow index lost 0.2 percent, or 12 points.", ["0.2 percent"]),
        ("The team won by 12 points.", []),
    ],
)
def test_points_of_polls_and_of_an_index(nlp: Language, text: str, expected: list[str]) -> None:
    assert words(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They paid thousands of dollars in order to get help.", ["thousands of dollars"]),
        ("She made millions of dollars trading favors.", ["millions of dollars"]),
        ("He hid a dozen years of tax records.", ["a dozen years of tax records"]),
        ("He hid more than two years worth of taxes.", ["more than two years worth of taxes"]),
        (
            "It drew hundreds of thousands and perhaps millions of mourners.",
            ["hundreds of thousands and perhaps millions of mourners"],
        ),
        ("Dozens, if not hundreds, of houses burned.", ["Dozens, if not hundreds, of houses"]),
        ("Sixty percent of voters ages 18 to 29 stayed away.", ["Sixty percent of voters"]),
        ("Quint, 42 and the father of two young boys, wept.", ["42", "two young boys"]),
    ],
)
def test_where_an_amount_ends(nlp: Language, text: str, expected: list[str]) -> None:
    assert words(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        (
            "The group said three hospitals it supports in the eastern Oslo region were full.",
            ["in the eastern Oslo region"],
        ),
        ("They will look at six claims of gas use in Norway.", ["in Norway"]),
        (
            "Twenty children and six teachers died in a shooting rampage at Sandy Brook School.",
            ["at Sandy Brook School", "at Sandy Brook School"],
        ),
        ("Hundreds of people marched in Oslo.", ["in Oslo"]),
    ],
)
def test_a_place_behind_a_clause_or_an_of(nlp: Language, text: str, scopes: list[str]) -> None:
    assert [f.scope for f in figures(nlp, text)] == scopes


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It is the most since 2031, when only 43 percent said so.", ["2031-01-01"]),
        ("Thousands of people gathered on a six-lane highway on Friday.", ["2034-06-09"]),
        ("They spoke of the 2031 massacre, in which troops cleared the square, leaving hundreds dead.", ["2031-01-01"]),
    ],
)
def test_the_day_behind_when_and_past_a_part_of_a_word(nlp: Language, text: str, days: list[str]) -> None:
    assert [f.as_of_from for f in figures(nlp, text)] == days
