"""A role that adds to what somebody has just said."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked

BEFORE = (
    "Ada Vell of the harbour committee spoke on Monday. “It leaks,” Vell said. “It has leaked for years,” she said."
)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{BEFORE}\n\nThe chairwoman added, “We were told so twice.”", "Ada Vell"),
        (f"{BEFORE}\n\n“We were told so twice,” the senator added.", "Ada Vell"),
        (f"{BEFORE}\n\nThe chairwoman said, “We were told so twice.”", "The chairwoman"),  # may be another
        (f"{BEFORE}\n\nThe chairwoman of the port added, “We were told so twice.”", "The chairwoman of the port"),
        (f"{BEFORE}\n\n“We were told so twice,” the spokesman added.", "the spokesman"),
        (f"Mayor Tom Brask listened. {BEFORE}\n\n“We were told so twice,” the mayor added.", "Tom Brask"),
    ],
)
def test_a_role_that_adds(nlp: Language, text: str, speaker: str) -> None:
    found = marked(text, nlp)
    assert found.speaker(found.holding("told so twice")) == speaker


def test_somebody_without_a_name_goes_on(nlp: Language) -> None:
    text = (
        "A spokesman for Ada Vell said the wall was old. “She is closely watching it,” the spokesman added.\n\n"
        "The harbour is shut."
    )
    found = marked(text, nlp)
    one = found.holding("closely watching")
    assert (found.speaker(one), one.anonymous) == ("A spokesman for Ada Vell", True)
    assert one.speaker_entity_id == found.holding("the wall was old").speaker_entity_id
