"""Events: whose day it is, where a telling, a paper, a court or a picture stands beside the day."""

from __future__ import annotations

import pytest
from spacy.language import Language
from test_mark_events import attribution
from test_mark_events_none import happenings

AUGUST = {"August": ("2030-08-01", "2030-08-31")}
LAST_WEEK = {"last week": ("2031-03-03", "2031-03-09")}
MAY_3 = {"May 3, 2031": ("2031-03-10", "2031-03-10"), "May 3": ("2031-03-10", "2031-03-10")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what is issued and read, against what is said in it
        ("The navy released a transcript of the call on Monday.", {"released": "happened"}),
        ("The navy released a statement on Monday.", {}),
        ("On Monday, the port authority issued a closing order for the harbour.", {"issued": "happened"}),
        ("The prisoners were released on Monday.", {"released": "happened"}),
        ("The inspector testified before the harbour committee on Monday.", {"testified": "happened"}),
        ("The inspector testified on Monday that the bridge was safe.", {}),
        ("A man of 22, Ivo Quill, appeared in court on Monday.", {"appeared": "happened"}),
        ("Ivo Quill appeared in a film on Monday.", {}),
        ("Reports emerged on Monday that the bridge was unsafe.", {}),
        ("A video emerged on Monday.", {"emerged": "happened"}),
        # the day of a telling, and what is told of
        ("Moor put out a statement on the shooting Monday.", {}),
        ("Carr said Monday coalition airstrikes have not driven the rebels out.", {}),
        ("On Monday, the deputy sought to clarify what Carr had told them.", {}),
        ("The seeds of doubt were planted by Carr on Monday.", {}),
        ("If the police had not acted on Monday, many would be dead.", {}),
        # what was done in answer, against what was said; a bomb, and no person, that went off
        ("The navy responded on Monday by firing rockets at two bases.", {"firing": "happened"}),
        ("The ministry reacted Monday by expelling four envoys.", {"expelling": "happened"}),
        ("The navy responded on Monday by saying that it was ready.", {}),
        ("A truck bomb went off in the market on Monday.", {"went": "happened"}),
        # parts of a day
        ("Quill was fatally shot by an officer on the afternoon of May 3.", {"shot": "happened"}),
        ("Early on the morning of May 3, Carr ordered the guard to the port.", {"ordered": "happened"}),
    ],
)
def test_what_a_day_dates(nlp: Language, text: str, found: dict[str, str]) -> None:
    assert happenings(nlp, text, more=MAY_3) == found


def test_a_funeral_that_will_be_on_a_day(nlp: Language) -> None:
    assert happenings(nlp, "The funeral will be Monday.", published="2031-03-08") == {"funeral": "planned"}


def test_a_speech_of_today_that_will_be_held(nlp: Language) -> None:
    text = "Moor will press for a broad coalition to fight the rebels in a speech to the council today."
    today = {"today": ("2031-03-16", "2031-03-16")}
    assert happenings(nlp, text, more=today) == {"speech": "planned"}


def test_a_summit_that_is_to_be_hosted(nlp: Language) -> None:
    text = "There was no threat to the summit to be hosted by Ostrel on Monday."
    assert happenings(nlp, text, published="2031-03-08") == {"summit": "planned"}


def test_papers_that_were_filed_whoever_speaks_of_them(nlp: Language) -> None:
    text = "Carr said they had asked for the full complaint filed in August."
    said = [attribution(text, "they had asked for the full complaint filed in August", "assert", "said")]
    assert happenings(nlp, text, said, AUGUST) == {"filed": "happened"}


def test_a_call_and_the_day_on_which_its_text_was_released(nlp: Language) -> None:
    text = "It was told in a transcript of their August phone call released Monday by the ministry."
    assert happenings(nlp, text, more=AUGUST)["released"] == "happened"


def test_a_week_beside_the_noun_before_its_verb(nlp: Language) -> None:
    text = "The killing of Ada Quill by a guard last week revived the debate over the guards."
    assert happenings(nlp, text, more=LAST_WEEK) == {"killing": "happened"}


def test_a_meeting_that_somebody_opened_in_saying_something(nlp: Language) -> None:
    text = '"The threat is great," Moor said in opening Monday\'s conference.'
    said = [attribution(text, '"The threat is great,"', "assert", "said")]
    assert happenings(nlp, text, said) == {"conference": "happened"}


@pytest.mark.parametrize(
    "text",
    [
        "Mara Quill arrives at the court in Ostrel on May 3, 2031, for a hearing.",
        "Justice minister Ivo Carr takes part in a ceremony in the town hall of Ostrel, May 3, 2031.",
        "Rise Up rally outside the town hall in Ostrel May 3, 2031",
    ],
)
def test_what_stands_under_a_picture(nlp: Language, text: str) -> None:
    assert not happenings(nlp, text, more={"May 3, 2031": MAY_3["May 3, 2031"]})


def test_headings_name_no_happening(nlp: Language) -> None:
    text = "Continued protests on Monday\n\nA crowd blocked the bridge of Ostrel on Monday."
    assert happenings(nlp, text) == {"blocked": "happened"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Moor welcomed home three sailors freed by the rebels early Monday.", {"welcomed": "happened"}),
        ("Police arrested a man wanted by two courts on Monday.", {"arrested": "happened"}),
        ("The yard went on to test a second engine on Monday.", {"test": "happened"}),
        ("Moor was condemned abroad for pulling out of the pact on Monday.", {"pulling": "happened"}),
        ("Ostrel has emerged as the likely host of the talks on Monday.", {}),
        ("In this Monday photo provided by the navy, sailors board the ferry.", {}),
        ("CORRECTION: This report was changed on Monday to say where the ferry sank.", {}),
        ("On Monday the yard released the plans: Moor ordered two ships.", {"released": "happened"}),
        ("The critics teased the premiere on Monday.", {}),
    ],
)
def test_the_main_clause_and_what_stands_beside_it(nlp: Language, text: str, found: dict[str, str]) -> None:
    assert happenings(nlp, text) == found


def test_what_is_awaited_in_a_week_that_has_begun(nlp: Language) -> None:
    week = {"this week": ("2031-03-10", "2031-03-16")}
    text = "Moor will be grilled on the dam, senators said on Sunday ahead of Moor's testimony this week in Ostrel."
    assert happenings(nlp, text, more=week, published="2031-03-11") == {"testimony": "planned"}
    assert happenings(nlp, text, more=week, published="2031-03-10") == {"testimony": "planned"}
    text = "The council met after Moor's testimony this week in Ostrel."
    assert happenings(nlp, text, more=week, published="2031-03-11").get("testimony") == "happened"
