"""Which happening a time expression is of, where several stand near it."""

from __future__ import annotations

import pytest
from spacy.language import Language
from test_mark_events import WEEK, told

LAST_WEEK = {"last week": ("2031-03-03", "2031-03-09")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor tried to rally support Thursday for the plan.", [("tried", "happened", "Thursday")]),
        ("Clerks counted 355 deaths from the gas attack on Wednesday.", [("attack", "happened", "Wednesday")]),
        ("Her aides shared clips from her speech on Friday.", [("speech", "happened", "Friday")]),
        (
            "Hours after the raid, a ferry plane crashed shortly after takeoff from Ostrel on Wednesday.",
            [("crashed", "happened", "Wednesday"), ("takeoff", "happened", "Wednesday")],
        ),
        ("In a private conference call Thursday night she challenged the members.", [("call", "happened", "Thursday")]),
        ("The plan will be put to a committee vote Sunday.", [("vote", "planned", "Sunday")]),
        ("Beyond the missile attack seen on Tuesday, more is feared.", [("attack", "happened", "Tuesday")]),
        ("The mayor spoke on Tuesday with the leaders of Corvia.", [("spoke", "happened", "Tuesday")]),
        ("Corvia's guards used poison gas Monday.", [("used", "happened", "Monday")]),
        ("The town used its website Monday to explain.", []),
        ("According to a report Wednesday in the Ledger, the weir is safe.", []),
        ("Vell condemned the strike Monday.", []),
        ("Vell spoke Tuesday of her fears.", []),
    ],
)
def test_the_day_is_of_what_stands_beside_it(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(nlp, text) == [(word, modality, WEEK[day]) for word, modality, day in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Vell was at a briefing on the decision to launch the drone strike in Ostrel last week that killed Marn.",
        "Corvians were divided on the wisdom of the drone strike at the Ostrel airport last week that killed Marn.",
        "Ada Vell called last week's strike “provocative and disproportionate.”",
        "The murder of Marn in a Corvian drone strike last week has led to grief.",
    ],
)
def test_what_is_known_and_past_happened_whatever_it_hangs_on(nlp: Language, text: str) -> None:
    assert told(nlp, text, LAST_WEEK) == [("strike", "happened", "2031-03-03")]


def test_of_two_days_the_second_is_of_the_noun_beside_it(nlp: Language) -> None:
    text = "He made the plea in a letter to Ada Vell on Thursday in line with a vote in Ostrel's parliament last week."
    assert ("vote", "happened", "2031-03-03") in told(nlp, text, LAST_WEEK)
    again = "They flew in before inspectors could see the place of last week's attack on Thursday."
    assert ("attack", "happened", "2031-03-03") in told(nlp, again, LAST_WEEK)


def test_the_noun_of_a_time_expression_is_dated_by_it(nlp: Language) -> None:
    attacks = {"March 3 attacks": ("2031-03-03", "2031-03-03")}
    assert told(nlp, "The law was passed after the March 3 attacks.", attacks) == [
        ("attacks", "happened", "2031-03-03")
    ]


def test_what_a_clause_tells_of_a_day(nlp: Language) -> None:
    text = "Talks resumed on Monday, the same day Marn held a hearing in Ostrel."
    day = {"the same day": (WEEK["Monday"], WEEK["Monday"])}
    assert ("hearing", "happened", WEEK["Monday"]) in told(nlp, text, day)


def test_being_able_in_the_past_is_doing(nlp: Language) -> None:
    assert told(nlp, "On Monday the guards were able to reach the ship.") == [("reach", "happened", WEEK["Monday"])]
    assert told(nlp, "On Monday the guards were not able to reach the ship.") == [("reach", "denied", WEEK["Monday"])]


def test_a_statement_that_is_announced_is_an_appointment(nlp: Language) -> None:
    tomorrow = {"tomorrow": ("2031-03-17", "2031-03-17")}
    assert told(nlp, "She will be making a statement tomorrow.", tomorrow) == [("making", "planned", "2031-03-17")]
    assert told(nlp, "She made a statement on Monday.") == []
