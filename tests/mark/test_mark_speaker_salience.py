"""Who is in mind where a pronoun stands: the features that speak for somebody, and the chances they give."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from marked_text import marked
from whence.mark.span_model import load_span_model
from whence.mark.speaker_salience import (
    FEATURES,
    NOBODY,
    WEIGHTS,
    chances,
    governs,
    is_coargument,
    is_main_subject,
    part_played,
    weigh,
)


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


def test_every_feature_has_a_weight() -> None:
    assert set(WEIGHTS) == set(FEATURES)
    assert weigh([1.0] * len(FEATURES)) == pytest.approx(sum(WEIGHTS.values()))


def test_chances_leave_room_for_nobody() -> None:
    assert chances([NOBODY]) == [pytest.approx(0.5)]
    assert sum(chances([3.0, 1.0])) < 1
    assert chances([3.0, 1.0], nobody=-50) == pytest.approx([0.881, 0.119], abs=0.001)
    assert chances([]) == []


def test_parts_in_a_clause(nlp: Language) -> None:
    doc = nlp("John Vell said that he had seen the Keller administration's report.")
    vell, he = word(doc, "Vell"), word(doc, "he")
    assert governs(vell, he)
    assert is_main_subject(vell)
    assert part_played(vell)[0] == 1
    assert part_played(word(doc, "Keller"))[2] == 1, "`the Keller administration` is no person's doing"


def test_a_plain_pronoun_is_not_its_own_verbs_subject(nlp: Language) -> None:
    doc = nlp("John Vell told him the truth.")
    assert is_coargument(word(doc, "Vell"), word(doc, "him"))
    doc = nlp("John Vell told his story.")
    assert not is_coargument(word(doc, "Vell"), word(doc, "his"))


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        # A chain runs through pronouns that say nothing: the person stays in mind.
        (
            "Sam Harrow opened the mine. He had bought it in May. He lives beside it. He said it was safe.",
            "it was safe",
            "Sam Harrow",
        ),
        # The sentences of a quotation do not push out of mind whoever was named before it.
        (
            "Sam Harrow spoke first. “It is safe. It was dug well. We went down. We came up. All is dry. Nobody fell. "
            "No gas is there,” he said.",
            "It is safe",
            "Sam Harrow",
        ),
        # Nor do captions and furniture.
        (
            "Sam Harrow, the owner, spoke in Brennath on Monday about the mine.\n\n"
            "JUST WATCHED The mine from above Replay More Videos MUST WATCH The mine from above 01:12\n\n"
            "“The mine is safe,” he said.",
            "The mine is safe",
            "Sam Harrow",
        ),
        # Whoever speaks inside a quotation is forgotten with it.
        (
            "“People said the mine would flood,” Sam Harrow said. “It did not.”\n\nHe added that it was safe.",
            "it was safe",
            "Sam Harrow",
        ),
        # An administration is no person.
        (
            "Sam Harrow runs the mine. The Keller administration closed it in May. He said it was safe.",
            "it was safe",
            "Sam Harrow",
        ),
    ],
)
def test_who_is_meant(text: str, words: str, speaker: str, nlp: Language) -> None:
    found = marked(text, nlp)
    assert found.speaker(found.holding(words)) == speaker


def test_somebody_else_in_the_paragraph_makes_it_unsure(nlp: Language) -> None:
    text = (
        "Robin Quade said the mine was dry. Her crew had checked it, she said.\n\n"
        "At the meeting sat Kim Ostrowe, the owner, who did not speak. Later she said the pumps had failed."
    )
    found = marked(text, nlp)
    later = found.holding("the pumps had failed")
    assert found.speaker(later) == "Kim Ostrowe" or later.speaker_confidence < 0.8


def test_two_who_spoke_together_are_they(nlp: Language) -> None:
    text = "Anna Keller and Sam Harrow said the mine was safe. They said it would open in May."
    found = marked(text, nlp)
    said = found.holding("it would open")
    names = {e.name for e in found.marks.entities if e.id in (said.speaker_entity_id, *said.speakers)}
    assert names == {"Anna Keller", "Sam Harrow"}


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The law did two things. It declared that the mine must close.", "the mine must close", "The law"),
        (
            "Officials said the mine was dry. An aide called it safe. They added that it would open.",
            "it would open",
            "Officials",
        ),
        ("The miners met on Monday. They said the mine was dry.", "the mine was dry", "The miners"),
    ],
)  # fmt: skip
def test_it_and_they(text: str, words: str, speaker: str, nlp: Language) -> None:
    found = marked(text, nlp, model=load_span_model())
    assert found.speaker(found.holding(words)) == speaker


def test_two_without_a_name_who_spoke_together_stay_two(nlp: Language) -> None:
    text = "A police officer and a doctor told reporters that the mine was dry. They said that it would open."
    found = marked(text, nlp, model=load_span_model())
    said = found.holding("it would open")
    names = {e.name for e in found.marks.entities if e.id in (said.speaker_entity_id, *said.speakers)}
    assert names == {"A police officer", "a doctor"}


def test_whoever_spoke_is_less_in_mind_once_a_sentence_is_about_another(nlp: Language) -> None:
    text = (
        "Ben Hogarth leads the rowers. “We row as one boat,” said Oren Tasker, his friend. Unlike many men, Hogarth "
        "keeps no boat of his own. “It is easy to laugh at me,” he said."
    )
    found = marked(text, nlp)
    assert found.speaker(found.holding("easy to laugh")) == "Ben Hogarth"


@pytest.mark.parametrize(
    "aside",
    [
        "Ben Hogarth said, as Oren Tasker also said, that it rained.",
        "Ben Hogarth said, despite Oren Tasker's claim, that it rained.",
    ],
)
def test_what_is_told_beside_other_words_brings_nobody_to_mind(aside: str, nlp: Language) -> None:
    found = marked(f"{aside}\n“It leaked all day,” he said.", nlp, model=load_span_model())
    assert found.speaker(found.holding("It leaked")) == "Ben Hogarth"


def test_whoever_asks_somebody_by_name_is_not_who_answers(nlp: Language) -> None:
    text = "Morgan Stahl asked Ben Hogarth why the boat leaked. He said, “It is old, and so am I.”"
    found = marked(text, nlp, model=load_span_model())
    assert found.speaker(found.holding("It is old")) == "Ben Hogarth"
