"""Whom a role, a `they` or a pronoun ahead of its name means; surnames; papers that are none; who opens a list."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked
from whence.mark.span_model import SpanModel


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        # Roles by which the press names again whoever it has just named.
        (
            "Actress Anna Keller left. Keller sold the house. The actress said it leaked.",
            "it leaked",
            "Anna Keller",
        ),
        (
            "Sen. Anna Keller, D-Ohio, met Mr. Roake on Monday. The Ohio Democrat said the dam leaked.",
            "the dam leaked",
            "Anna Keller",
        ),
        (
            "Anna Keller, the U.S. secretary of state, left. Keller rejected the plan. "
            "The American diplomat said the dam leaked.",
            "the dam leaked",
            "Anna Keller",
        ),
        # A body is spoken of as `they`.
        ("The editorial board wrote of cracks. They said the dam leaked.", "the dam leaked", "The editorial board"),
        (
            "The editorial board said the town was late.\n\n“It leaked for years on end,” they said.",
            "It leaked",
            "The editorial board",
        ),
        # The pronoun stands before the name.
        (
            "After he said the dam leaked, Mayor John Harrow left for the coast.",
            "the dam leaked",
            "John Harrow",
        ),
        # `who` goes back to a noun, not to a verb.
        (
            "The plan has been met with a wave of criticism from other Liberals as well, who have condemned it as a "
            "reckless move.",
            "reckless move",
            "Liberals",
        ),
        # A title with a body between it and the name.
        (
            "Ambassador to the United Nations John Harrow said the dam leaked.",
            "the dam leaked",
            "John Harrow",
        ),
        # A surname that is a verb, and one with a reflexive behind it.
        (
            "Prime Minister Anna May spoke. “It never leaked in all those years,” May told reporters in London.",
            "It never leaked",
            "Anna May",
        ),
        ("John Harrow left. Harrow himself said the dam leaked.", "the dam leaked", "John Harrow"),
    ],
)
def test_resolved(text: str, words: str, speaker: str, nlp: Language, model: SpanModel) -> None:
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding(words)) == speaker


def test_a_surname_is_of_whoever_was_called_by_it_before_the_other_came(nlp: Language) -> None:
    text = (
        "Anna Keller ran for mayor. Keller said the dam leaked. Her husband, former President Sam Keller, came to the "
        "hall. Keller said it was late."
    )
    found = marked(text, nlp)
    assert found.speaker(found.holding("the dam leaked")) == "Anna Keller"
    assert found.speaker(found.holding("it was late")) == "Anna Keller"


def test_another_who_is_called_by_the_surname_alone_keeps_it(nlp: Language) -> None:
    text = "John Harrow came. The town knew Mayor Sam Harrow. Mayor Harrow said the dam leaked."
    found = marked(text, nlp)
    assert found.speaker(found.holding("the dam leaked")) == "Sam Harrow"


@pytest.mark.parametrize(
    "text",
    [
        "Reuters saw a white paper on the dam. The paper said the dam leaked.",
        "Anna Keller spoke. John Harrow/AP Photo\n\nCrews came. The station said the dam leaked.",
    ],
)
def test_a_document_or_a_picture_is_no_outlet(text: str, nlp: Language, model: SpanModel) -> None:
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("the dam leaked")) in ("The paper", "The station")


def test_the_paper_is_still_the_paper(nlp: Language) -> None:
    found = marked("The Boston Globe wrote of cracks. The paper said the dam leaked.", nlp)
    assert found.speaker(found.holding("the dam leaked")) == "The Boston Globe"


def test_those_who_are_described(nlp: Language, model: SpanModel) -> None:
    found = marked("The dam leaked for years, according to those who have seen it.", nlp, model=model)
    one = found.holding("The dam leaked")
    assert (found.speaker(one), one.anonymous) == ("those who have seen it", True)


def test_whoever_opens_a_list_speaks_first(nlp: Language, model: SpanModel) -> None:
    text = "Anna Keller won. Keller and Irish leader Sam Roake said in a statement that the dam would hold."
    found = marked(text, nlp, model=model)
    assert found.speakers(found.holding("the dam would hold")) == ["Anna Keller", "Sam Roake"]


def test_two_roles_of_one_are_one_speaker(nlp: Language) -> None:
    found = marked("The Ohio lawyer and close ally said the dam leaked.", nlp)
    assert found.speakers(found.holding("the dam leaked")) == []


def test_a_possessive_of_somebody_else_shows_no_gender(nlp: Language) -> None:
    text = (
        "Mrs. Anna Keller left. Asa Brenner criticized Keller for a bill that was signed by her husband. He said the "
        "dam leaked."
    )
    found = marked(text, nlp)
    assert found.speaker(found.holding("the dam leaked")) == "Brenner"


def test_between_two_of_whom_the_paragraph_names_one_nobody_is_named(nlp: Language) -> None:
    text = (
        "President John Harrow said the dam held. Harrow praised the crews, Harrow said. Harrow's plan passed.\n\n"
        "Mr. Sam Roake has been blamed for the leak. But on the radio, he denied that it leaked."
    )
    found = marked(text, nlp)
    assert found.speaker(found.holding("it leaked")) != "John Harrow"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Former President Oren Tasker left. President Ada Vell came. “It leaked,” the former president said.",
            "It leaked",
            "Oren Tasker",
        ),
        (
            "Former President Oren Tasker left. President Ada Vell came. “It holds,” the president said.",
            "It holds",
            "Ada Vell",
        ),
        # One office is not another of the same name.
        ("President Ada Vell came. “It leaked,” the 12th president said.", "It leaked", "the 12th president"),
        ("Vice President Ada Vell came. “It leaked,” the president said.", "It leaked", "the president"),
        (
            "Attorney General Oren Tasker came. “It leaked,” the inspector general said.",
            "It leaked",
            "the inspector general",
        ),
        ("Foreign Minister Oren Tasker came. “It leaked,” the prime minister said.", "It leaked", "the prime minister"),
        ("Foreign Minister Oren Tasker came. “It leaked,” the foreign minister said.", "It leaked", "Oren Tasker"),
        (
            "Former Secretary of State Hilda Brask came. “It leaked,” the former secretary of state said.",
            "It leaked",
            "Hilda Brask",
        ),
        # A party told by letters, and a party's member taken up again.
        (
            "Rep. Adam Brask (D-Marn) spoke. Chairman Devin Tolk, R-Kestrel, came as well. The top Democrat used the "
            "time to speak of the weir. “It leaked,” he said.",
            "It leaked",
            "Adam Brask",
        ),
        # A member without a name is the lawmaker, and nobody else whom the report has named.
        (
            "Sen. Mara Brask met Oren Tasker. One senator who asked for a veil of silence said that Tasker was late. "
            "“It leaked,” the lawmaker said.",
            "It leaked",
            "One senator",
        ),
    ],
)
def test_a_role_told_more_closely(text: str, words: str, speaker: str, nlp: Language) -> None:
    found = marked(text, nlp)
    assert found.speaker(found.holding(words)) == speaker


def test_the_paper_is_no_agency_that_was_only_told(nlp: Language, model: SpanModel) -> None:
    text = (
        "The New York Times had a report on the weir. A spokeswoman told Reuters it was old. "
        "The newspaper said the weir leaked."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("the weir leaked")) == "The New York Times"


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("They gave all", "the 43-year-old"),
        ("It was a fine game", "the Marnian"),
    ],
)
def test_an_age_or_a_people_is_one_person_and_no_body(
    words: str, speaker: str, nlp: Language, model: SpanModel
) -> None:
    text = "“They gave all,” the 43-year-old said. It rained in the town. “It was a fine game,” the Marnian said."
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding(words)) == speaker


def test_an_age_takes_up_whoever_has_just_been_spoken_of(nlp: Language, model: SpanModel) -> None:
    text = "Ben Hogarth won the race on Friday. Hogarth praised his side. “They gave all,” the 43-year-old said."
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("They gave all")) == "Ben Hogarth"
