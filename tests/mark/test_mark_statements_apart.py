"""Whose paragraph it is: quotations without a cue, two cues behind one quotation, cues inside of one, headings."""

from __future__ import annotations

from spacy.language import Language

from marked_text import marked
from whence.mark.span_model import SpanModel

QUOTED = "“We tested it in the spring, and I was there with the crew.”"


def test_a_quotation_behind_what_one_person_is_told_to_have_said_is_theirs_less_surely(nlp: Language) -> None:
    found = marked(f"Anna Keller said on Friday that the dam would hold.\n\n{QUOTED}\n\nCrews came.", nlp)
    one = found.holding("We tested it")
    assert (found.speaker(one), one.speaker_basis) == ("Anna Keller", "continued")
    assert one.speaker_confidence <= 0.6


def test_not_where_a_group_is_told_to_have_said_it(nlp: Language, model: SpanModel) -> None:
    text = f"Keller aides have repeatedly said the dam would hold.\n\n{QUOTED}\n\nCrews came."
    found = marked(text, nlp, model=model)
    assert all(QUOTED not in found.words(one) or found.speaker(one) is None for one in found.marks.attributions)
    assert found.words(found.holding("the dam would hold")) == "the dam would hold"


def test_a_heading_carries_nothing_on(nlp: Language) -> None:
    found = marked("“It will hold for many years to come,” said Anna Keller.\n\n“SAVE THE DAM”\n\nCrews came.", nlp)
    assert all("SAVE" not in found.words(one) for one in found.marks.attributions)


def test_a_paragraph_before_goes_with_what_stands_before_it(nlp: Language, model: SpanModel) -> None:
    text = (
        '"We do not yet know the reason," Prime Minister John Harrow said at a news conference.\n\n'
        '"We do not know that this was meant although there is some sign that it was. We must accept that."\n\n'
        "Several offices were closed as a precaution, police said."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("this was meant")) == "John Harrow"
    assert found.words(found.holding("offices were closed")) == "Several offices were closed as a precaution"


def test_of_two_cues_behind_a_quotation_the_first_is_whose_it_is(nlp: Language, model: SpanModel) -> None:
    found = marked("“The dam must be closed by Friday,” the order said, Reuters reported.", nlp, model=model)
    one = found.holding("The dam must be closed")
    assert (found.speaker(one), found.via(one), found.addressee(one)) == ("the order", ["Reuters"], None)


def test_the_transcript_is_not_who_told_it(nlp: Language, model: SpanModel) -> None:
    text = "Anna Keller rang. “I heard you had a good engineer,” Keller told Harrow, according to the transcript."
    found = marked(text, nlp, model=model)
    told = [one for one in found.said() if one.cue == "told"]
    assert [(one.speaker, one.words) for one in told] == [("Keller", "“I heard you had a good engineer,”")]


def test_whoever_reported_it_first_handed_it_on(nlp: Language, model: SpanModel) -> None:
    text = "Anna Keller slammed the crews for “laziness” on her show, Marn Dam Watch first reported."
    found = marked(text, nlp, model=model)
    assert found.via(found.holding("laziness")) == ["Marn Dam Watch"]


def test_somebody_inside_a_quotation_does_not_speak_it(nlp: Language, model: SpanModel) -> None:
    text = (
        "The board's response is below:\n\n\"Before the storm, the board was asked to look at the dam. A retired "
        "engineer, who was not part of the review, told the board that he would look into the matter. The dam was not "
        'changed, and it stands today."'
    )
    found = marked(text, nlp, model=model)
    assert all("it stands today" not in found.words(one) for one in found.marks.attributions if one.source_start)


def test_a_heading_is_nobody(nlp: Language, model: SpanModel) -> None:
    text = (
        "Sam Roake runs the port.\n\nNEW LEADERS INSTALLED AT HARBOUR\n\nRoake, though, touted at a press conference "
        "on Friday that the flow is falling, saying he expects a dry June."
    )
    found = marked(text, nlp, model=model)
    assert {found.speaker(one) for one in found.marks.attributions if one.act == "said"} == {"Sam Roake"}


def test_whom_the_police_named_is_no_part_of_the_police(nlp: Language, model: SpanModel) -> None:
    found = marked("The suspect was identified by police as John Harrow.", nlp, model=model)
    assert all(found.speaker(one) in ("police", None) for one in found.marks.attributions)


def test_an_interview_answers_by_whom_the_introduction_goes_on_to_speak_of(nlp: Language) -> None:
    text = (
        "Leaks hit home for actress Anna Keller.\n\nAnna Keller is known for her part as Mara Roake. Keller has lived "
        "by the dam since May. Questions and answers have been edited.\n\nQ: You came in May. What did you find?\n\n"
        "A: I came home and the house was wet.\n\nQ: Did they help you?\n\nA: No, I was alone for weeks."
    )
    found = marked(text, nlp)
    assert found.speaker(found.holding("the house was wet")) == "Anna Keller"
