"""Who said what stands in quotation marks: lead-ins, answers, signatures, headings, namesakes, roles with a party."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import Marked, marked
from whence.mark.names import find_names
from whence.mark.parse import parse
from whence.mark.passages import find_passages
from whence.mark.span_model import SpanModel


def told(found: Marked, words: str) -> tuple[str | None, str, str]:
    """Who says it, in which kind, and all that is said."""
    one = found.holding(words)
    return found.speaker(one), one.kind, found.words(one)


def test_what_leads_up_to_a_quotation_is_not_whose_cue_stands_behind_it(nlp: Language, model: SpanModel) -> None:
    text = (
        "Ada Vell visited the works. The piece also noted Vell's effort to refocus the group: "
        '"People are not coming to us to make a statement," Vell said at the time.'
    )
    found = marked(text, nlp, model=model)
    words = '"People are not coming to us to make a statement,"'
    assert told(found, "coming to us") == ("Ada Vell", "direct", words)
    assert told(found, "refocus")[1:] == ("indirect", "Vell's effort to refocus the group")


def test_an_answer_inside_of_what_was_asked_is_whose_it_is(nlp: Language, model: SpanModel) -> None:
    text = (
        "Oren Brask also recommended that Ada Vell visit schools that are underperforming, to which she responded, "
        '"Maybe I should. Yes."'
    )
    found = marked(text, nlp, model=model)
    assert told(found, "Maybe") == ("Ada Vell", "direct", '"Maybe I should. Yes."')
    assert told(found, "visit schools")[0] == "Oren Brask"


def test_a_quotation_behind_a_plan_is_said(nlp: Language, model: SpanModel) -> None:
    text = (
        "Mara Wickert, 44, attended the rally. An immigrant who became a citizen in 2023, she plans to cast her first "
        'ballot for Ada Vell in the primary next month. "All she went through -- it\'s not fair."'
    )
    found = marked(text, nlp, model=model)
    assert told(found, "not fair")[:2] == ("Mara Wickert", "direct")
    assert found.holding("not fair").act == "said"
    assert found.holding("first ballot").act == "thought"


def test_a_question_is_not_answered_by_whoever_asks_it(nlp: Language, model: SpanModel) -> None:
    text = '"Or do we make promises we can\'t keep?" Ada Vell asked.\n\n"Nooooo!"\n\nThe crowd went home.'
    found = marked(text, nlp, model=model)
    assert all("Noo" not in found.words(one) for one in found.marks.attributions)


def test_a_heading_in_single_marks_is_of_whoever_is_quoted_below(nlp: Language, model: SpanModel) -> None:
    text = (
        '"She is the past," strategist Fred Quillon said. "I think change overwhelms safe."\n\n'
        "'There's so much anger.'\n\nMany felt so.\n\n"
        '"There\'s so much anger at the council," said Dov Marchbanke, who was a strategist.'
    )
    found = marked(text, nlp, model=model)
    assert all("'There's so" not in found.words(one) for one in found.marks.attributions)
    assert told(found, "anger at the council")[0] == "Dov Marchbanke"


def test_words_without_a_verb_lead_on(nlp: Language) -> None:
    text = (
        'Mayor Ada Vell said: "I will not be silent about the dam."\n\nAnd then, on Sunday: "They silenced the valley."'
    )
    assert told(marked(text, nlp), "silenced the valley") == ("Ada Vell", "direct", '"They silenced the valley."')


@pytest.mark.parametrize("lead", ["The crowd sang:", "And the crowd sang:"])
def test_no_lead_in_where_somebody_else_does_something(lead: str, nlp: Language) -> None:
    text = f'Mayor Ada Vell said: "I will not be silent about the dam."\n\n{lead} "They silenced the valley."'
    found = marked(text, nlp)
    assert all("valley" not in found.words(one) or found.speaker(one) != "Ada Vell" for one in found.marks.attributions)


def test_a_passage_signed_by_a_name_and_an_outlet(nlp: Language, model: SpanModel) -> None:
    text = (
        "“The mayor touches down today amid a furor over dams, and growing signs that his war will fail… “Of course, "
        "he still has months to go.” Dov Marchbanke, Vantry Courier\n\nThe left is divided."
    )
    found = marked(text, nlp, model=model)
    assert told(found, "touches down")[:2] == ("Dov Marchbanke", "direct")
    assert told(found, "months to go")[0] == "Dov Marchbanke"


def test_paragraphs_in_marks_are_of_whoever_the_colon_before_announces(nlp: Language, model: SpanModel) -> None:
    text = (
        "Noting the day, the Harbour News writes:\n\n"
        '"Marchbanke rolled back some of the works upon taking office, while expanding the wall.\n\n'
        '"Fast-forward to now, and he still sounds like he wants to pursue a debate."'
    )
    found = marked(text, nlp, model=model)
    words = told(found, "rolled back")
    assert words[:2] == ("Harbour News", "direct")
    assert "Fast-forward" in words[2]
    assert all("Fast-forward" not in found.words(one) or one.kind == "direct" for one in found.marks.attributions)


def test_whoever_speaks_of_a_namesake_is_the_other(nlp: Language, model: SpanModel) -> None:
    text = (
        "Ben Stone came to the college, and Ada Stone was with him. Ada Stone smiled.\n\n"
        '"She is the best qualified," Stone declared of Ada Stone, his words drowned by applause.'
    )
    assert told(marked(text, nlp, model=model), "best qualified")[0] == "Ben Stone"


def test_the_president_of_a_body_is_not_the_president(nlp: Language, model: SpanModel) -> None:
    text = (
        "Harbour News President Oren Tasker said in a statement that the pass should be restored. "
        'The White House has suspended it.\n\n"I think you should let me run the country," the president said.'
    )
    assert told(marked(text, nlp, model=model), "run the country")[0] != "Oren Tasker"


def test_a_party_tells_whom_a_role_means(nlp: Language, model: SpanModel) -> None:
    text = (
        "Democratic nominee Ada Vell spoke in Marn on Monday. Republican rival Oren Tasker kept his focus on "
        'Vell\'s latest controversy.\n\n"Thank you very much," the GOP nominee said.'
    )
    assert told(marked(text, nlp, model=model), "very much")[0] == "Oren Tasker"


def test_whoever_is_named_in_the_words_is_no_role_that_says_them(nlp: Language, model: SpanModel) -> None:
    text = (
        "Oren Tasker called Wednesday for Justice Ada Vell to resign for saying that she feels he is unfit. Tasker "
        "said the judge's mind is shot.\n\n"
        '"Justice Vell has embarrassed us all," the presumptive Republican presidential nominee wrote.'
    )
    assert told(marked(text, nlp, model=model), "embarrassed us")[0] in ("Oren Tasker", None)


def test_an_it_within_a_clause_is_what_the_clause_tells_of(nlp: Language, model: SpanModel) -> None:
    text = (
        "The groups spent money on ads. They spent $332,000 on payments to a company called Kestrel Analytica, which "
        "specializes in building what it calls “psychographic” profiles of voters."
    )
    assert told(marked(text, nlp, model=model), "profiles of voters")[0] == "Kestrel Analytica"


@pytest.mark.parametrize(
    ("text", "told_to"),
    [
        ('Oren Tasker told supporters Tuesday night that "we close one chapter and begin another."', "supporters"),
        ('But, Oren Tasker told the panel, "Our review identified significant concerns."', "the panel"),
        ('"It is sad that we have such poor choices," Oren Tasker told WXLT-TV of Marn.', "WXLT-TV"),
    ],
)
def test_whoever_is_told(text: str, told_to: str, nlp: Language, model: SpanModel) -> None:
    found = marked(text, nlp, model=model)
    assert {found.addressee(one) for one in found.marks.attributions} == {told_to}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A given name and a family's that speaks alone, whatever the recogniser takes them for.
        (
            "For a time, Vanessa Iampalia considered selling her car. “I do well,” said Iampalia, who left in 2009.",
            {"Vanessa Iampalia": 2},
        ),
        # A `which` behind a name that goes back to something else.
        (
            "That included a remark from spokeswoman Jen Psarelli, which suggested talks. Psarelli told reporters so.",
            {"Jen Psarelli": 2},
        ),
        # A short form of a given name.
        ("Ken Quillon praises the dam. Kenneth Quillon spoke on Monday. Quillon left.", {"Kenneth Quillon": 3}),
        ("Chief of staff Reinhard Prust responded on Thursday.", {"Reinhard Prust": 1}),
    ],
)
def test_people_whatever_they_are_taken_for(text: str, names: dict[str, int], nlp: Language) -> None:
    found = marked(text, nlp)
    passages = find_passages(found.report)
    known = find_names(parse(text, passages, nlp), passages).named
    assert {one.name: len(one.names) for one in known if one.kind == "person"} == names


def test_initials_of_a_transcript_are_whose_label_stands_in_full(nlp: Language) -> None:
    text = (
        "ADA VELL, HOST: A story came up last night, Mr. Brask.\n\nTOM BRASK, MAYOR: That is incredible.\n\n"
        "AV: React to that for me, would you?\n\nTB: I heard it late last night.\n\nAV: Thank you."
    )
    found = marked(text, nlp)
    assert [found.speaker(one) for one in found.marks.attributions] == [
        "Ada Vell",
        "Tom Brask",
        "Ada Vell",
        "Tom Brask",
        "Ada Vell",
    ]


def test_a_post_by_a_group_is_signed_as_it_is_written(nlp: Language) -> None:
    text = "The mayor has been on the wrong side of history. — RiverMatters Ostrel (@RiverMatters) June 5, 2031"
    assert told(marked(text, nlp), "wrong side")[0] == "RiverMatters Ostrel"


def test_whoever_answers_is_not_whoever_is_answered(nlp: Language, model: SpanModel) -> None:
    text = (
        '"Have the schools gotten better?" Lesley Quillon asked.\n\nAda Vell visited the works. '
        '"I can\'t say," Vell responded.\n\nQuillon also recommended that Vell visit schools that are underperforming, '
        'to which she responded, "Maybe I should. Yes."'
    )
    assert told(marked(text, nlp, model=model), "Maybe")[0] == "Ada Vell"


def test_an_aside_has_a_speaker_of_its_own(nlp: Language, model: SpanModel) -> None:
    text = (
        "Oren Tasker was asked to respond. He suggested that the campaign had scripted the remarks — a charge the "
        "family later denied on Monday — and returned to his basic policy argument: “We have had a lot of problems, "
        "that is what I would say.”"
    )
    assert told(marked(text, nlp, model=model), "a lot of problems")[0] != "the family"


def test_whoever_asks_is_not_asked(nlp: Language, model: SpanModel) -> None:
    text = (
        "When asked by moderator Jon Sorrel if he believed Tasker was then an “illegitimate” mayor, Ada Vell replied: "
        "“Based on what I just said, which I can’t retract.”"
    )
    found = marked(text, nlp, model=model)
    assert found.addressee(found.holding("illegitimate")) != "Jon Sorrel"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "David Marchbanke ran the weir. Its biographers, David and Jeanne Heidell, wrote of it.",
            {"David Marchbanke", "David Heidell", "Jeanne Heidell"},
        ),
        (
            "Ross Garbery, a lawyer who has represented four governors, left. “It went up,” Garbery said.",
            {"Ross Garbery"},
        ),
        ("Harbour spokeswoman Vanee Vinesh said the number was high. “We act on it,” Vinesh said.", {"Vanee Vinesh"}),
    ],
)
def test_who_is_named(text: str, names: set[str], nlp: Language) -> None:
    assert set(marked(text, nlp).named("person")) == names
