"""Whose words they are where the source that is marked is another verb's, a clause or a heading, or owns the words."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked
from whence.mark.span_model import SpanModel
from whence.mark.span_sources import RUN_IN


def test_an_outlet_that_reports_behind_a_cue_is_a_hand_and_not_who_spoke(nlp: Language, model: SpanModel) -> None:
    text = (
        'Council Leader Ada Vell attacked "all people of the river" in the country, calling them out for "hypocrisy" '
        "over the wall, The Washington Times reported Friday.\n\nVell also singled out Oren Tasker."
    )
    found = marked(text, nlp, model=model)
    one = found.holding("hypocrisy")
    assert found.speaker(one) in ("Ada Vell", "Washington Times")
    if found.cue(one) == "calling":
        assert (found.speaker(one), found.via(one)) == ("Ada Vell", ["Washington Times"])


def test_a_clause_is_no_source(nlp: Language, model: SpanModel) -> None:
    text = (
        "Agnes Vellard, whose own investigation into the murder of Tasker found “credible evidence” the crown prince "
        "and other senior officials were responsible for the killing, confirmed to the Guardian she was still pursuing "
        "“several leads” into the murder, but declined to comment on the alleged link."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("several leads")) == "Agnes Vellard"
    assert found.speaker(found.holding("alleged link")) == "Agnes Vellard"


def test_a_programme_before_a_host_is_not_the_host(nlp: Language, model: SpanModel) -> None:
    text = "On Fox News' The Nine, co-host Oren Tasker said of the plan: “We're so close to this wall in this form.”"
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("so close")) == "Oren Tasker"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("BRIDGE TO NOWHERE - “Harbour Hour”", "“Harbour Hour”"),
        ("THE $100 BILLION BRIDGE - Ada Vell", "Ada Vell"),
        ("MARN Rep. Ada Vell", None),
        ("The GUILD - Ada Vell", None),
        ("U.S. Sen. Ada Vell - the chair", None),
    ],
)
def test_a_heading_in_capitals_is_no_part_of_a_source(text: str, rest: str | None) -> None:
    led = RUN_IN.match(text)
    assert (text[led.end() :] if led else None) == rest


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Ada Vell wrote on Monday. Her piece details how the wall leaks.", "how the wall", "Ada Vell"),
        ("Ada Vell came. Vell's letter said the wall leaks.", "wall leaks", "Ada Vell"),
        # A body's report or a poll is not the word of one whose name stands before it.
        ("Ada Vell came. Vell's poll found that the wall leaks.", "wall leaks", "Vell's poll"),
        ("The council met. The council's letter said the wall leaks.", "wall leaks", "The council's letter"),
    ],
)
def test_whose_words_a_piece_of_writing_has(
    text: str, words: str, speaker: str, nlp: Language, model: SpanModel
) -> None:
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding(words)) == speaker


@pytest.mark.parametrize("mark", ["\u200f", "\u200b", "\ufeff"])
def test_a_mark_without_a_shape_is_no_part_of_a_name(mark: str, nlp: Language, model: SpanModel) -> None:
    text = f"Columnist Lucia Vell{mark} correctly characterized the event as “a fancy protest.” Vell later left."
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("fancy")) == "Lucia Vell"


def test_a_name_with_a_capital_inside_speaks_where_it_stands_alone(nlp: Language, model: SpanModel) -> None:
    text = 'Many were shocked. RiverLeaks tweeted, "The council was bad. The mayor is worse." Some left.'
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("council was bad")) == "RiverLeaks"


def test_what_ends_a_sentence_of_somebody_elses_is_theirs(nlp: Language, model: SpanModel) -> None:
    text = (
        "This year the resident cartoonist was drawing the event and Politico ran a “Harbour Ball party guide.” The "
        "Hill cautioned about the ball and its “weirdness” factor. Where was that comment every other year?"
    )
    found = marked(text, nlp, model=model)
    assert found.words(found.holding("weirdness")) == "the ball and its “weirdness” factor"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Ada Vell spoke on Monday. The wall was, in her words, “a ruin.” It fell.", "a ruin", "Ada Vell"),
        ("Ada Vell spoke. It is, in Vell’s own words, ‘a very old friend’ and will go.", "old friend", "Ada Vell"),
        ("The mayor spoke. It is, in the mayor's words, “close to falling.”", "close to", "the mayor"),
    ],
)
def test_in_somebodys_words(text: str, words: str, speaker: str, nlp: Language, model: SpanModel) -> None:
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding(words)) == speaker


def test_an_outlet_that_is_named_as_on_a_screen_is_its_own(nlp: Language, model: SpanModel) -> None:
    text = "“This pre-dates the campaign entirely,” Oren Tasker told Fox News."
    found = marked(text, nlp, model=model, outlet="Fox Online News")
    assert found.via(found.one()) == []


def test_who_is_questioned_is_nothing_that_was_said(nlp: Language, model: SpanModel) -> None:
    text = 'Police identified and questioned two "persons of interest" seen near the scene. Reporters left.'
    found = marked(text, nlp, model=model)
    assert [one.act for one in found.marks.attributions if "persons" in found.words(one)] in ([], ["thought"])


def test_whom_somebody_addressed_is_not_what_they_said(nlp: Language, model: SpanModel) -> None:
    text = 'Ada Vell addressed the Marn Assembly, March 15, 1982: "The wall was not written to protect the people."'
    found = marked(text, nlp, model=model)
    assert found.words(found.holding("not written")) == '"The wall was not written to protect the people."'


def test_whose_adviser_somebody_was_is_not_who_speaks(nlp: Language, model: SpanModel) -> None:
    text = (
        'Ada Vell left. "Did the mayor just do that?" said former Vell political adviser and current CNN commentator '
        "Dan Tasker on Monday."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("just do that")) == "Dan Tasker"


def test_what_is_answered_is_no_part_of_what_was_asked(nlp: Language, model: SpanModel) -> None:
    text = (
        "Mayor Ada Vell said in Le Monde today, when asked if the town would act if the region does not: “Yes. Each "
        "town is sovereign to participate or not.” The council agreed."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("sovereign")) == "Ada Vell"
    assert found.holding("sovereign").kind == "direct"
    assert all("sovereign" not in found.words(one) for one in found.marks.attributions if one.stance == "question")


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "The mayor turned to help from Ostrel, a Marn ally the U.S. repeatedly has accused of being complicit.",
            "complicit",
            "U.S.",
        ),
        (
            "And an umbrella group for the rowers, the Rowers National Coalition, said boats would ensure the safety.",
            "ensure",
            "Rowers National Coalition",
        ),
    ],
)
def test_the_name_beside_a_description_speaks(
    text: str, words: str, speaker: str, nlp: Language, model: SpanModel
) -> None:
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding(words)) == speaker


def test_measures_that_are_concluded_are_nothing_said(nlp: Language, model: SpanModel) -> None:
    found = marked("Ostrel took & concluded proportionate measures in self-defense on Monday.", nlp, model=model)
    assert all(one.act == "thought" for one in found.marks.attributions)


def test_whoever_opens_the_next_paragraph_did_not_say_it(nlp: Language, model: SpanModel) -> None:
    text = (
        "The parents of American college student Oren Tasker, who died after his detention in North Korea, on Friday "
        "countered President Vell’s suggestion that the leader was unaware of their son’s treatment – blaming the “evil"
        " regime” for his death and saying no amount of “lavish praise” can change that.\n\nThe president drew "
        "bipartisan criticism for saying during Thursday’s summit that he takes the leader “at his word.”"
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("lavish praise")) not in ("The president", "Vell", "President Vell")


def test_what_was_done_days_before_is_no_part_of_what_was_said(nlp: Language, model: SpanModel) -> None:
    text = (
        "One day after denying the town is engaged in a war against militants, the White House today said a war is in "
        "fact underway, indicating it's an extension of the ongoing campaign."
    )
    found = marked(text, nlp, model=model)
    assert found.words(found.holding("underway")) == "a war is in fact underway"
