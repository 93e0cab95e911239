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
