"""The hands a statement passed through, whom it was said to, and whom an outlet cites."""

from __future__ import annotations

from spacy.language import Language

from marked_text import marked
from whence.mark.span_model import load_span_model


def test_an_outlet_that_cites_somebody_is_a_hand(nlp: Language) -> None:
    found = marked(
        "The Vantry Courier reported on Monday, citing two officials, that the weir had failed.",
        nlp,
        model=load_span_model(),
    )
    one = found.holding("the weir had failed")
    assert found.speaker(one) == "two officials"
    assert one.anonymous
    assert found.via(one) == ["Vantry Courier"]


def test_the_reader_of_a_statement_is_a_hand(nlp: Language) -> None:
    found = marked("Ada Vell said in a statement read by Oren Tasker that the weir had failed in the night.", nlp)
    one = found.holding("the weir had failed")
    assert found.speaker(one) == "Ada Vell"
    assert found.via(one) == ["Oren Tasker"]


def test_a_spokesman_without_a_name_is_a_hand(nlp: Language) -> None:
    found = marked("Ada Vell said through a spokesman that the weir had failed in the night.", nlp)
    assert found.via(found.holding("the weir had failed")) == ["a spokesman"]


def test_a_platform_is_a_hand(nlp: Language) -> None:
    found = marked("“The weir has failed,” Ada Vell wrote on Facebook late on Monday.", nlp)
    assert found.via(found.holding("The weir has failed")) == ["Facebook"]


def test_a_platform_that_is_spoken_of_is_none(nlp: Language) -> None:
    found = marked("Ada Vell said that people on Facebook had spread a false story about the weir.", nlp)
    assert found.via(found.holding("a false story")) == []


def test_people_told_are_the_addressee(nlp: Language) -> None:
    found = marked("Ada Vell told reporters that the weir had failed in the night.", nlp)
    assert found.addressee(found.holding("the weir had failed")) == "reporters"


def test_an_outlet_behind_the_statement_of_another_is_a_hand(nlp: Language) -> None:
    text = "Two officials said on Monday that the weir had failed in the night, according to the Vantry Courier."
    found = marked(text, nlp, model=load_span_model())
    one = next(one for one in found.marks.attributions if found.speaker(one) == "Two officials")
    assert found.via(one) == ["Vantry Courier"]
