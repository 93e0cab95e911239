"""Whose words they are where the source that is marked is another verb's, a clause or a heading, or owns the words."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked
from whence.mark.span_model import SpanModel
from whence.mark.span_sources import RUN_IN


def test_an_outlet_that_reports_behind_a_cue_is_a_hand_and_not_who_spoke(nlp: Language, model: SpanModel) -> None:
    text = (
        'Deputy Speaker Ada Vell lashed out at "those who never row" in the assembly, calling them out for "cowardice" '
        "over harbour dues, The Washington Times reported Friday.\n\nVell also singled out Oren Tasker."
    )
    found = marked(text, nlp, model=model)
    one = found.holding("cowardice")
    assert (found.speaker(one), found.via(one)) in [("Ada Vell", ["Washington Times"]), ("Washington Times", [])]
    assert found.speaker(one) == "Ada Vell" or found.cue(one) != "calling"


def test_a_clause_is_no_source(nlp: Language, model: SpanModel) -> None:
    text = (
        "Ilse Vellard, whose own audit of the sinking found “ample signs” the harbour master and three other pilots "
        "were to blame for the collision, confirmed to the Guardian she was following “a few threads” in the matter, "
        "but declined to discuss the supposed bribe."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("a few threads")) == "Ilse Vellard"
    assert found.speaker(found.holding("supposed bribe")) == "Ilse Vellard"


def test_a_programme_before_a_host_is_not_the_host(nlp: Language, model: SpanModel) -> None:
    text = "On Fox News' The Nine, co-host Oren Tasker said of the dam: “It must burst so that they can sell us mops.”"
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("mops")) == "Oren Tasker"


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
    text = f"Columnist Lucia Vell{mark} rightly described the regatta as “a quarrel with oars.” Vell later left."
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("quarrel")) == "Lucia Vell"


def test_a_name_with_a_capital_inside_speaks_where_it_stands_alone(nlp: Language, model: SpanModel) -> None:
    text = 'Few slept. RiverLeaks tweeted, "The ferry firm lied. Its owner lied twice." Some left.'
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("lied twice")) == "RiverLeaks"


def test_what_ends_a_sentence_of_somebody_elses_is_theirs(nlp: Language, model: SpanModel) -> None:
    text = (
        "A painter was sketching the boats and Politico printed a “Regatta survival guide.” The Hill cautioned about "
        "the race and its “undertow” problem. Who will row there next year?"
    )
    found = marked(text, nlp, model=model)
    assert found.words(found.holding("undertow")) == "the race and its “undertow” problem"


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
    text = "“The harbour dues are older than the harbour,” Oren Tasker told Fox News."
    found = marked(text, nlp, model=model, outlet="Fox Online News")
    assert found.via(found.one()) == []


def test_who_is_questioned_is_nothing_that_was_said(nlp: Language, model: SpanModel) -> None:
    text = 'Police found and questioned two "friends of the pilot" near the quay. Reporters left.'
    found = marked(text, nlp, model=model)
    assert [one.act for one in found.marks.attributions if "friends" in found.words(one)] in ([], ["thought"])


def test_whom_somebody_addressed_is_not_what_they_said(nlp: Language, model: SpanModel) -> None:
    text = 'Ada Vell addressed the Marn Assembly, March 15, 1982: "No wall was ever built to keep rowers dry."'
    found = marked(text, nlp, model=model)
    assert found.words(found.holding("keep rowers")) == '"No wall was ever built to keep rowers dry."'


def test_whose_adviser_somebody_was_is_not_who_speaks(nlp: Language, model: SpanModel) -> None:
    text = (
        'Ada Vell left. "So who pays for the dredging now?" said former Vell political adviser and current radio '
        "commentator Dan Tasker on Monday."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("dredging")) == "Dan Tasker"


def test_what_is_answered_is_no_part_of_what_was_asked(nlp: Language, model: SpanModel) -> None:
    text = (
        "Mayor Ada Vell said on the radio today, when asked if the town would dredge if the county does not: “We will. "
        "A harbour does not wait for a committee.” The council agreed."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("committee")) == "Ada Vell"
    assert found.holding("committee").kind == "direct"
    assert all("committee" not in found.words(one) for one in found.marks.attributions if one.stance == "question")


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "The mayor turned to the firm of Ostrel, a rival the U.S. repeatedly has accused of dumping steel.",
            "dumping",
            "U.S.",
        ),
        (
            "And an umbrella group for the rowers, the Rowers National Coalition, said crews would guard the locks.",
            "guard",
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
    found = marked("Ostrel took & concluded fitting steps against the ferry firm on Monday.", nlp, model=model)
    assert all(one.act == "thought" for one in found.marks.attributions)


def test_whoever_opens_the_next_paragraph_did_not_say_it(nlp: Language, model: SpanModel) -> None:
    text = (
        "The sisters of drowned pilot Oren Tasker on Friday disputed President Vell’s claim that the ferry firm had "
        "not known of the leak – blaming the “rotten firm” for his death and saying no number of “kind letters” could "
        "mend that.\n\nThe president met with scorn for saying at a dinner that she takes the firm “at its word.”"
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("kind letters")) not in ("The president", "Vell", "President Vell")


def test_what_was_done_days_before_is_no_part_of_what_was_said(nlp: Language, model: SpanModel) -> None:
    text = (
        "One day after denying the harbour was closed to trawlers, the White House today said a closure is in "
        "force, hinting it may last into spring."
    )
    found = marked(text, nlp, model=model)
    assert found.words(found.holding("in force")) == "a closure is in force"
