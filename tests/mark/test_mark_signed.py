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
