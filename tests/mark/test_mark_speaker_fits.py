"""Who a word can stand for, and names that were read wrongly."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked
from whence.mark.name_introduced import speaks_alone
from whence.mark.span_model import SpanModel


def test_another_is_one_more_of_the_kind_that_spoke(nlp: Language, model: SpanModel) -> None:
    text = (
        "One Courier writer called it an example of “a longstanding tendency of overreach.” Another said it was a "
        "“scary” appeal. And another argued that “it felt a bit cheap.”"
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("scary")) == "Another Courier writer"
    assert found.speaker(found.holding("a bit cheap")) == "another Courier writer"


def test_a_leader_of_another_nation_is_somebody_else(nlp: Language, model: SpanModel) -> None:
    text = (
        "Chinese President Shen Lanqiu urged restraint on Monday, hours after the American leader said that military "
        "resources were in place."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("resources were in place")) == "the American leader"


def test_a_title_before_the_first_word_of_a_name(nlp: Language) -> None:
    text = "President Shen Lanqiu left on Monday. Mr. Shen said that the wall would stay."
    found = marked(text, nlp)
    assert found.speaker(found.holding("the wall would stay")) == "Shen Lanqiu"


def test_initials_in_brackets_name_the_body(nlp: Language, model: SpanModel) -> None:
    text = (
        "The World Harbour Organisation (WHO) recommends that every town should paint its wall. WHO say rust is the "
        "most prevalent cause of holes."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("rust is the most")) == "World Harbour Organisation"


def test_a_third_syllable_in_small_letters_is_of_the_name(nlp: Language) -> None:
    found = marked("President Shim Tae-ho said on Monday that it was not. Shim said that he was glad.", nlp)
    assert found.speaker(found.holding("he was glad")) == "Shim Tae-ho"


def test_a_broadcaster_told_is_whom_it_was_said_to(nlp: Language, model: SpanModel) -> None:
    text = "Sen. Tom Brask told Kestrel television station WMAZ, a CNN affiliate, on Wednesday that the plan was dead."
    found = marked(text, nlp, model=model)
    assert found.addressee(found.holding("the plan was dead")) == "Kestrel television station WMAZ"


def test_she_is_the_one_just_named_whom_nothing_else_names(nlp: Language, model: SpanModel) -> None:
    text = (
        "Orla Fenwick told CNN the president has “been a lawless president.”\n\n"
        "“It is delusional, dangerous, not to mention unconstitutional,” she said."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("delusional")) == "Orla Fenwick"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "In a statement, Fraternal Order of Rowers president Chuck Canterbury said Brask is “a great friend.”",
            "a great friend",
            "Chuck Canterbury",
        ),
        (
            "House Ways and Means Committee Chairman Tom Brask, D-Marn, said the guild must provide the papers.",
            "provide the papers",
            "Tom Brask",
        ),
        ("Retiring Sen. Ada Vell, D-Marn, said the college was doomed.", "doomed", "Ada Vell"),
        (
            "'I don't know who brought us to the hospital and how,' said one of the wounded, Nadim Kolt, who woke up "
            "in a local hospital.",
            "who brought us",
            "Nadim Kolt",
        ),
    ],
)
def test_the_name_in_a_long_source(nlp: Language, model: SpanModel, text: str, words: str, speaker: str) -> None:
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding(words)) == speaker


def test_they_who_wrote_in_the_paragraph_before(nlp: Language, model: SpanModel) -> None:
    text = (
        "Prosecutors say in their filing that it was right to look into the guild.\n\n"
        "“It would also naturally look into any talks they may have had,” they wrote."
    )
    found = marked(text, nlp, model=model)
    one = found.holding("any talks")
    assert found.speaker(one) == "Prosecutors"
    assert one.speaker_confidence < 0.8


def test_a_list_of_three_with_the_last_ones_body(nlp: Language, model: SpanModel) -> None:
    text = "Ada Vell, Tom Brask, and Ines Kolt of Marn University told the Kestrel Courier that nobody had listened."
    found = marked(text, nlp, model=model)
    assert found.speakers(found.holding("nobody had listened"))[:2] == ["Ada Vell", "Tom Brask"]
    assert len(found.speakers(found.holding("nobody had listened"))) == 3


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "The Marn harbour director under Oren W. Tasker, Gen. Michael Holm, said the wall “really does leak”.",
            "really does leak",
            "Michael Holm",
        ),
        ("Friends of the mayor, Oren Tasker, said the wall “really does leak”.", "really does leak", "Friends"),
    ],
)
def test_the_name_behind_a_comma_is_whose_the_words_before_tell(
    text: str, words: str, speaker: str, nlp: Language, model: SpanModel
) -> None:
    found = marked(text, nlp, model=model)
    assert (found.speaker(found.holding(words)) or "").startswith(speaker)


def test_two_roles_of_one_are_one_and_two_of_two_are_two(nlp: Language, model: SpanModel) -> None:
    one = marked("Marnian political scientist and columnist Bryan Tolk called the wall “insane”.", nlp, model=model)
    assert one.speaker(one.holding("insane")) == "Bryan Tolk"
    assert one.speakers(one.holding("insane")) == []
    two = marked(
        "Senior adviser Anita Dunkel and deputy campaign manager Kate Bedingham said that the wall was late.", nlp,
        model=model,
    )  # fmt: skip
    assert two.speakers(two.holding("the wall was late")) == ["Anita Dunkel", "Kate Bedingham"]


def test_a_surname_that_was_read_as_a_peoples_name(nlp: Language) -> None:
    doc = nlp("“It leaks,” Vetch writes. The Marnians write letters. A Marnian writes.")
    for token in doc:
        token.ent_type_ = "NORP" if token.text in ("Vetch", "Marnians", "Marnian") else ""
    told = {token.text for token in doc if token.ent_type_ and speaks_alone(doc, token.i)}
    assert told == {"Vetch"}


def test_a_subject_that_no_name_was_recognised_in_is_in_mind(nlp: Language) -> None:
    text = "The town wept at the death of Ben Stone. In a paper, Quillan makes that clear. “It leaked,” he said."
    found = marked(text, nlp)
    assert found.speaker(found.holding("It leaked")) == "Quillan"


def test_a_seat_of_government_is_no_he(nlp: Language, model: SpanModel) -> None:
    text = "The White House took the pass in an attack on the press, which he has dubbed the “enemy of the town.”"
    found = marked(text, nlp, model=model)
    assert "White House" not in [one.speaker for one in found.said() if one.cue == "has dubbed"]


def test_a_source_marked_from_its_relative_pronoun_on_is_whom_that_means(nlp: Language, model: SpanModel) -> None:
    found = marked("Ostrelia, which denies building the weir, blamed the rebels.", nlp, model=model)
    assert found.speaker(found.holding("the rebels")) == "Ostrelia"


def test_whoever_a_cue_names_itself(nlp: Language, model: SpanModel) -> None:
    found = marked("In the words of Ada Vell: “It leaks.”", nlp, model=model)
    assert found.speaker(found.holding("It leaks")) == "Ada Vell"
