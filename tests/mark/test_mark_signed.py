"""Quotations that a dash and a name sign."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import Said, marked


def test_a_signed_quotation_is_its_signers(nlp: Language) -> None:
    text = (
        "Mayor Oren Tasker asked for comments on the weir.\n“We lost the lower wall twice.” — Ada Vell\n"
        "“Let the river have it, I say.” ― Mara Lindqvist. Photograph: Vantry Courier"
    )
    said = marked(text, nlp).said()
    assert Said("Ada Vell", "—", "“We lost the lower wall twice.”") in said
    assert Said("Mara Lindqvist", "―", "“Let the river have it, I say.”") in said


@pytest.mark.parametrize(
    "text",
    [
        "“We lost the lower wall twice” — Ada Vell was not amused — and left.",
        "“We lost the lower wall twice” — which is true.",
        "“The Wall” — Ada Vell",
    ],
)
def test_a_dash_that_goes_on_signs_nothing(nlp: Language, text: str) -> None:
    assert not [one for one in marked(text, nlp).marks.attributions if one.made_by.startswith("signed")]


def test_a_post_that_a_page_shows_is_its_holders_of_that_day(nlp: Language) -> None:
    text = (
        "Oren Tasker was asked about the weir.\n"
        "Let the river have it. He closes weirs and opens them again. pic.vantry.com/x1"
        " — Ada Vell (@adavell) March 3, 2031\n"
        "The council met on Monday."
    )
    found = marked(text, nlp)
    one = found.holding("Let the river have it")
    assert (found.speaker(one), one.kind, one.act) == ("Ada Vell", "direct", "wrote")
    assert found.words(one) == "Let the river have it. He closes weirs and opens them again."
    assert (one.said_from, one.said_to) == ("2031-03-03", "2031-03-03")


def test_a_signature_on_its_own_line_signs_the_passage_before(nlp: Language) -> None:
    text = "The council met.\nLet the river have the wall, I say.\n— Ada Vell (@adavell) 3 March 2031\nIt rained."
    found = marked(text, nlp)
    assert found.words(found.holding("Let the river")) == "Let the river have the wall, I say."


def test_whom_a_pronoun_in_a_post_means_is_the_writers_secret(nlp: Language) -> None:
    text = (
        "Oren Tasker runs the weir. “It leaks,” Tasker said.\n"
        "I have seen the wall. “It holds,” he said, and it does not. — Oren Tasker (@tasker) March 3, 2031"
    )
    found = marked(text, nlp)
    inner = [one for one in found.marks.attributions if found.source(one) == "he"]
    assert inner
    assert all(one.speaker_entity_id is None for one in inner)


def test_whoever_reports_the_entries_of_a_page_signs_no_quotation(nlp: Language) -> None:
    text = (
        "Vell opens the hearing\nAda Vell opened the hearing on the weir at noon.\n"
        "“We have waited for ten years,” Vell said. “The council must answer us today.”\n- Oren Tasker\n"
        "Council answers\nThe council said it had no money for the wall.\n- Oren Tasker\n"
        "“When they see a council that does not keep its walls, what are they to think?”\n- Oren Tasker and Mara Lind"
    )
    found = marked(text, nlp)
    assert found.speaker(found.holding("must answer")) == "Ada Vell"
    assert "Oren Tasker" not in [one.speaker for one in found.said()]


def test_a_name_below_signs_a_quotation_that_has_its_line_to_itself(nlp: Language) -> None:
    text = (
        "The town was asked.\n“We lost the lower wall twice.”\n— Ada Vell\nVell said “It is old, I say.”\n— Oren Tasker"
    )
    found = marked(text, nlp)
    assert found.speaker(found.holding("lost the lower wall")) == "Ada Vell"
    assert found.speaker(found.holding("It is old")) == "Ada Vell"


def test_a_line_below_with_a_name_and_an_outlet_signs_what_stands_above_it(nlp: Language) -> None:
    text = (
        "Some find the mayor late.\n“The weir was old when the mayor came. He has done nothing about it since…\n"
        "“Who is to pay, if not the town that leans on it?”\nAda Vell, Vantry Courier\n"
        "“His men should be talking about the river.”\nEditorial Board, Marn Tribune\nIt rained."
    )
    said = marked(text, nlp).said()
    first = (
        "“The weir was old when the mayor came. He has done nothing about it since… | “Who is to pay, if not the town"
    )
    assert Said("Ada Vell", ",", f"{first} that leans on it?”") in said
    assert Said("Editorial Board", ",", "“His men should be talking about the river.”") in said


def test_a_name_and_a_place_below_sign_nothing(nlp: Language) -> None:
    text = "The town was asked.\n“We lost the lower wall twice.”\nAda Vell, Port Calder\nIt rained."
    assert not [one for one in marked(text, nlp).marks.attributions if one.made_by.startswith("signed")]


def test_a_hyphen_within_a_post_is_not_its_dash_nor_is_a_button_of_its_words(nlp: Language) -> None:
    text = (
        "The council met.\nSkip Twitter post by @adavell The re-opened weir leaks. Read the new e-mails and see: SAD! "
        "— Ada Vell (@adavell) March 3, 2031 Report\nIt rained."
    )
    found = marked(text, nlp)
    one = found.holding("re-opened")
    assert (found.speaker(one), found.cue(one)) == ("Ada Vell", "—")
    assert found.words(one) == "The re-opened weir leaks. Read the new e-mails and see: SAD!"
