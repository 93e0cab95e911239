"""Words of somebody's that stand without quotation marks behind a colon."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked

WORDS = "I have seen the wall with my own eyes, and it holds. We will not close it for anybody."


@pytest.mark.parametrize(
    "intro", ["Ada Vell responded to the critics in a post on Monday:", "Late on Monday, Ada Vell wrote:"]
)
def test_a_paragraph_behind_a_colon_is_whose_it_is_announced_to_be(nlp: Language, intro: str) -> None:
    found = marked(f"The council met.\n{intro}\n{WORDS}\nThe council then went home.", nlp)
    one = found.holding("I have seen the wall")
    assert (found.speaker(one), found.words(one), one.kind) == ("Ada Vell", WORDS, "direct")


@pytest.mark.parametrize("intro", ["The mayor added:", "On Monday the mayor went on to say:"])
def test_a_colon_right_behind_the_cue_announces_words_that_speak_of_nobody(nlp: Language, intro: str) -> None:
    words = "It is typical of the council. It knows nothing of walls, and the water never stops for it."
    found = marked(f"“The wall leaks,” the mayor said.\n{intro}\n{words}\nThe council then went home.", nlp)
    one = found.holding("It is typical")
    assert ((found.speaker(one) or "").lower(), found.words(one), one.kind) == ("the mayor", words, "direct")


@pytest.mark.parametrize(
    ("intro", "words"),
    [
        ("Ada Vell said “no” on Monday. The council voted as follows:", WORDS),
        ("Ada Vell said:", "More on the wall and the river: what to read next"),
        ("Ada Vell responded to the critics:", "The wall was built in 1912, and the council has mended it since."),
        ("Ada Vell said the wall is “sound” and gave these reasons:", WORDS),
    ],
)
def test_nobody_is_announced(nlp: Language, intro: str, words: str) -> None:
    found = marked(f"The council met.\n{intro}\n{words}\nThe council then went home.", nlp)
    assert all(not one.made_by.startswith("announced") for one in found.marks.attributions)
