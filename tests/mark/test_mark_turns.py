"""Transcripts and interviews: who says what stands behind a label."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import Marked, marked
from whence.mark.span_model import SpanModel

BROADCAST = """ADA VELL, HOST: Welcome to the programme. The harbour wall broke last night.

TOM BRASK, COUNCIL LEADER: We knew that it would. Nobody listened to us.

The engineers warned us twice. We had no money.

VELL: And what happens now?

BRASK: We rebuild. (LAUGHTER) The mayor said on Sunday that she would pay for it.

(SOUNDBITE OF ARCHIVED RECORDING)

UNIDENTIFIED WOMAN: I lost my house in one night.

VELL: Thank you."""


def turns(found: Marked) -> list[tuple[str | None, str]]:
    return [(found.speaker(one), found.words(one)) for one in found.marks.attributions if one.made_by == "turn-rules/1"]


def test_each_turn_is_its_labels(nlp: Language) -> None:
    found = marked(BROADCAST, nlp)
    assert turns(found) == [
        ("Ada Vell", "Welcome to the programme. The harbour wall broke last night."),
        (
            "Tom Brask",
            "We knew that it would. Nobody listened to us. | The engineers warned us twice. We had no money.",
        ),
        ("Ada Vell", "And what happens now?"),
        ("Tom Brask", "We rebuild. | The mayor said on Sunday that she would pay for it."),
        ("unidentified woman", "I lost my house in one night."),
        ("Ada Vell", "Thank you."),
    ]


def test_a_turn_that_asks_is_a_question_and_others_words_in_it_are_nested(nlp: Language) -> None:
    found = marked(BROADCAST, nlp)
    assert found.holding("what happens now").stance == "question"
    inner = found.holding("she would pay for it")
    assert found.speaker(inner) == "The mayor"
    assert inner.parent_id is not None


def test_an_exchange_in_quotation_marks_is_its_labels(nlp: Language) -> None:
    text = (
        "Senator Tom Brask spoke to Ada Vell on Sunday. The exchange went as follows:\n"
        '"VELL: Did you know about the wall, Senator?\n"BRASK: We knew. They called it “safe.”\n'
        '"(CROSSTALK.)\n"VELL: Who called it that?\n"BRASK: I am told that it was the engineers.\n'
        '"Nobody else was asked. We had no money."\n'
        "The wall broke in March. Nobody was hurt."
    )
    assert turns(marked(text, nlp)) == [
        ("Ada Vell", "Did you know about the wall, Senator?"),
        ("Tom Brask", "We knew. They called it “safe.”"),
        ("Ada Vell", "Who called it that?"),
        ("Tom Brask", "I am told that it was the engineers. | Nobody else was asked. We had no money."),
    ]


def test_turns_in_one_paragraph_end_with_it(nlp: Language) -> None:
    text = (
        "Ada Vell spoke to Senator Tom Brask on Sunday about the harbour wall.\n"
        "VELL: Did you know about it, Senator? BRASK: No, I did not. VELL: Who did? BRASK: Nobody told us.\n"
        "Brask later left the studio."
    )
    assert turns(marked(text, nlp)) == [
        ("Ada Vell", "Did you know about it, Senator?"),
        ("Tom Brask", "No, I did not."),
        ("Ada Vell", "Who did?"),
        ("Tom Brask", "Nobody told us."),
    ]


def test_an_articles_own_paragraphs_between_quoted_turns_are_not_theirs(nlp: Language) -> None:
    text = (
        "Ada Vell asked Tom Brask about the wall.\n"
        "VELL: Is it safe?\n"
        "BRASK: We think so.\n"
        "That is not what the council was told in March, when two engineers warned of cracks.\n"
        "VELL: Has anybody looked at it?\n"
        "BRASK: Not yet."
    )
    found = marked(text, nlp)
    assert [words for _, words in turns(found)] == [
        "Is it safe?",
        "We think so.",
        "Has anybody looked at it?",
        "Not yet.",
    ]


def test_labels_written_as_names_are(nlp: Language) -> None:
    text = (
        "The Harbour Courier met Ada Vell on Monday.\n"
        "Courier: Why did the wall break?\n"
        "Vell: It was old. Nobody had looked at it for years, and we knew.\n"
        "Courier: Will you rebuild it?\n"
        "Vell: I believe so."
    )
    said = turns(marked(text, nlp))
    assert [speaker for speaker, _ in said][1::2] == ["Ada Vell", "Ada Vell"]
    assert len(said) == 4


def test_who_answers_is_whoever_the_interview_introduces(nlp: Language) -> None:
    text = (
        "The Harbour Courier spoke to Dr. Ada Vell of Marn University about the wall.\n"
        "Q: Why did the wall break?\n"
        "A: It was old. Nobody had looked at it for years.\n"
        "Q: Will it be rebuilt?\n"
        "A: I believe so."
    )
    found = marked(text, nlp)
    assert turns(found) == [
        (None, "Why did the wall break?"),
        ("Ada Vell", "It was old. Nobody had looked at it for years."),
        (None, "Will it be rebuilt?"),
        ("Ada Vell", "I believe so."),
    ]
    assert found.holding("It was old").speaker_confidence < 0.8


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE: The town will vote.\nREAD MORE: All about the wall.\nUPDATE: The vote is over.\nMayor Ada Vell left.",
        "Pros: it is cheap.\nCons: it leaks.\nPros: it is near.\nCons: it is ugly.\nMayor Ada Vell left.",
        "Ada Vell met Tom Brask.\nVell: 547.\nBrask: 46.\nVell: 1,769.\nBrask: 1,501.",
        "HARBOUR MEMO: VELL LEAVES THE COUNCIL AT ONCE\nMARN MEMO: BRASK STAYS ON AS LEADER\nIt rained.",
        "Retorted Vell: “It is old.”\nRetorted Brask: “You are old.”\nRetorted Vell: “I am.”\nAda Vell left Tom Brask.",
    ],
)
def test_headings_and_lists_label_nobody(nlp: Language, text: str) -> None:
    assert turns(marked(text, nlp)) == []


def test_who_says_i_in_a_turn_is_whose_turn_it_is(nlp: Language, model: SpanModel) -> None:
    text = (
        "ADA VELL, HOST: Good morning.\n"
        "TOM BRASK: I told the guild that we had no choice.\n"
        "VELL: And what did the guild say?\n"
        "BRASK: Nothing. I said that the wall would fail."
    )
    found = marked(text, nlp, model=model)
    inner = [one for one in found.marks.attributions if one.parent_id is not None]
    (told,) = [one for one in inner if found.source(one) == "I"]
    assert found.speaker(told) == "Tom Brask"
