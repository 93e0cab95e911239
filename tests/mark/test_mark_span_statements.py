"""What the text and the parse put right in the model's spans: whose words, and which."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import Marked, marked
from whence.mark.span_model import SpanModel


def shown(found: Marked) -> list[str]:
    """The contents of what was said, thoughts and deeds left out."""
    return [found.words(one) for one in found.marks.attributions if one.act != "thought"]


def test_what_was_asked_about_is_not_the_answer(nlp: Language, model: SpanModel) -> None:
    text = (
        'When pressed by Vell about the ferry and what Vell called a "murderous timetable," Brask said that the town '
        "did not need help."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("murderous timetable")) == "Vell"
    answer = found.holding("did not need help")
    assert (found.speaker(answer), found.words(answer)) == ("Brask", "that the town did not need help")


def test_a_purpose_before_the_source_is_no_part_of_it(nlp: Language, model: SpanModel) -> None:
    text = (
        "To dispel the notion that this is mainly a problem for the capital, the budget chief, Robert Hale, told "
        "reporters that the impact would be felt everywhere."
    )
    found = marked(text, nlp, model=model)
    assert found.words(found.holding("the impact")) == "that the impact would be felt everywhere"


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        (
            "Vell told the paper, “I’d like to hear his wife say something,” referring to the place of women in the "
            "guild. She left on Monday.",
            "his wife",
            "“I’d like to hear his wife say something,”",
        ),
        (
            "Vell asked Brask what he had given up for the town, following up on Kolt's rebuke to Brask (“You have "
            "given up nothing, and no one”).",
            "what he had given up",
            "what he had given up for the town",
        ),
        (
            '"Frankly we didn\'t think it was going to happen and it did," Brask said after thanking Vell for opening '
            "the gate.",
            "Frankly",
            '"Frankly we didn\'t think it was going to happen and it did,"',
        ),
        (
            "Tom Brask told reporters it was fired around 9:40 a.m. Tuesday local time and flew for 40 minutes before "
            "landing in the sea.",
            "it was fired",
            "it was fired around 9:40 a.m. Tuesday local time and flew for 40 minutes before landing in the sea",
        ),
    ],
)
def test_a_content_ends_where_its_words_do(nlp: Language, model: SpanModel, text: str, words: str, kept: str) -> None:
    found = marked(text, nlp, model=model)
    assert found.words(found.holding(words)) == kept


def test_whoever_is_asked_does_not_ask(nlp: Language, model: SpanModel) -> None:
    found = marked("Tom Brask was asked on Monday whether the ferry was safe.", nlp, model=model)
    one = found.one()
    assert found.speaker(one) is None
    assert found.addressee(one) == "Tom Brask"
    assert found.words(one) == "whether the ferry was safe"


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        (
            "Government inspectors warned the operator of the dam in January that the wall was cracked and needed "
            "urgent repair, two officials briefed on the inspection told the Courier.",
            "Government inspectors",
            "two officials briefed on the inspection",
        ),
        (
            'The mayor said that the harbour would "never" be closed, the Lantern news service reported.',
            "The mayor",
            "the Lantern news service",
        ),
    ],
)
def test_what_one_said_and_another_tells_is_kept_of_both(
    nlp: Language, model: SpanModel, text: str, inner: str, outer: str
) -> None:
    found = marked(text, nlp, model=model)
    by_source = {found.text[one.source_start : one.source_end]: one for one in found.marks.attributions}
    assert {inner, outer} <= set(by_source)
    assert found.words(by_source[outer]).startswith(inner)
    assert by_source[inner].parent_id == by_source[outer].id


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "“I call on the fishers to be patient, and not to start a fight,” said Vell, whom the council has long "
            "regarded as a friend of the mills.",
            "Vell",
            "“I call on the fishers to be patient, and not to start a fight,”",
        ),
        (
            "“The mill is shut because it was a danger to us all,” Vell wrote, “and we are glad of it,” which is true "
            "of most who live by the river.",
            "Vell",
            "“The mill is shut because it was a danger to us all,” | “and we are glad of it,”",
        ),
        (
            "Mayor Ada Vell, addressing a crowd of fishers chanting “Down with the mill,” said the letter was a “slap "
            "in the face” of the town.",
            "Ada Vell",
            "the letter was a “slap in the face” of the town",
        ),
        (
            "“Even the weakest of these plans can be a historic nightmare for the town,” Ada Vell, the head of the "
            "Harbour Council, was cited as saying by the semi-official Lantern news agency.",
            "Ada Vell",
            "“Even the weakest of these plans can be a historic nightmare for the town,”",
        ),
    ],
)
def test_what_is_told_of_whoever_speaks_is_none_of_the_words(
    nlp: Language, model: SpanModel, text: str, speaker: str, words: str
) -> None:
    found = marked(text, nlp, model=model)
    one = found.holding(words[-30:-8])
    assert (found.speaker(one), found.words(one)) == (speaker, words)


def test_a_dateline_is_no_part_of_who_speaks(nlp: Language, model: SpanModel) -> None:
    text = (
        "OSTREL - Marn's dam inspectors broke their silence on Monday and confirmed that they had written to the "
        "operator of the dam in January."
    )
    found = marked(text, nlp, model=model)
    one = found.holding("had written to the operator")
    assert found.text[one.source_start : one.source_end].startswith("Marn's dam inspectors")


def test_a_word_taken_up_again_is_the_reports_own(nlp: Language, model: SpanModel) -> None:
    text = (
        "“This is very simple,” Vell wrote in a statement last night. “The mill is shut because it was a danger.” But "
        "does that make closing it “very simple”? Of course not. Nothing about a mill is ever that."
    )
    found = marked(text, nlp, model=model)
    assert all("Of course not" not in one.words for one in found.said())


def test_a_quotation_of_several_sentences_is_one_speakers(nlp: Language, model: SpanModel) -> None:
    text = (
        "Ada Vell, perhaps the town's best known banker, spurns it. Gold, she once said, “gets dug out of the ground, "
        "or someplace. Then we melt it down, dig another hole, and pay people to stand around. It has no utility.” Tom "
        "Kolt, the founder of the town's biggest bank, had a different opinion, quipping that “gold is money.”"
    )
    found = marked(text, nlp, model=model)
    one = found.holding("gets dug out")
    assert "It has no utility.”" in found.words(one)
    assert all("has no utility" not in found.words(other) for other in found.marks.attributions if other != one)


def test_a_deed_behind_what_was_said_is_no_second_who_tells_it(nlp: Language, model: SpanModel) -> None:
    text = (
        "Vell told the Lantern that she couldn't imagine the council would “turn its back” on the fishers hurt in the "
        "March attack, allegedly ordered by Mayor Tom Brask."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("turn its back")) == "Vell"


def test_whoever_is_accused_is_part_of_what_is_said_and_not_told(nlp: Language, model: SpanModel) -> None:
    found = marked("The dam broke. Tom Brask was accused of taking money from the builders in 2031.", nlp, model=model)
    one = found.one()
    assert (found.speaker(one), found.addressee(one)) == (None, None)
    assert found.words(one).startswith("Tom Brask | ")
    assert "taking money" in found.words(one)


def test_a_letter_in_anothers_hands_is_its_writers(nlp: Language, model: SpanModel) -> None:
    text = (
        "Mayor Ada Vell wrote to the council on Monday.\n\n"
        "Council leader Tom Brask released a copy of Vell's letter formally notifying members that the harbour will "
        "have to close."
    )
    found = marked(text, nlp, model=model)
    told = [one for one in found.marks.attributions if "have to close" in found.words(one) and one.act != "thought"]
    assert all(found.speaker(one) == "Ada Vell" for one in told)


def test_an_aside_between_dashes_has_no_claim_to_what_follows_it(nlp: Language) -> None:
    text = (
        "Brask said the guild had paid for the speech — a charge the family later denied on Channel Two — and returned "
        "to his old argument: “We’ve had a lot of problems with the ferry, that’s what I’d say.”"
    )
    found = marked(text, nlp)
    family = [one for one in found.marks.attributions if found.speaker(one) == "the family"]
    assert not any("a lot of problems" in found.words(one) for one in family)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "But Brask did not say whether the court had erred. Nor did he express specific support for the rules that "
            "the court upheld.",
            "specific support",
        ),
        ("Last week, Mr. Brask avoided any mention of the ferry law during a speech in Marn.", "the ferry law"),
        (
            "Mr. Brask left on Monday. He also steered clear of commenting on the details of the court's decision.",
            "the details",
        ),
    ],
)
def test_what_was_not_said(nlp: Language, model: SpanModel, text: str, words: str) -> None:
    assert not marked(text, nlp, model=model).holding(words).uttered


def test_no_comment_is_declined_and_a_request_is_no_question(nlp: Language, model: SpanModel) -> None:
    text = "Tom Brask, an aide to the mayor, had no immediate comment on the plan being pulled."
    assert marked(text, nlp, model=model).one().stance == "decline"
    found = marked("Ada Vell asked Tom Brask to pay for the wall. She asked whether he would.", nlp, model=model)
    assert found.holding("pay for the wall").stance == "assert"


@pytest.mark.parametrize(
    "text",
    [
        "Only council-confirmed members would be exempt.",
        "Vell faced questions about the ferry and its cost.",
        "This year has once again confirmed the importance of the harbour as the indispensable place for trade.",
        "The president ought to declare war on rust.",
        "Our founders wrote the Second Rule to protect all the other rules.",
        "Prosecutors charged Ada Vell with fraud on Monday.",
    ],
)
def test_deeds_and_things_say_nothing(nlp: Language, model: SpanModel, text: str) -> None:
    assert shown(marked(text, nlp, model=model)) == []


def test_a_charge_that_somebody_makes_is_said(nlp: Language, model: SpanModel) -> None:
    text = 'Tom Brask charged that Ada Vell had hidden the report for months. "She hid it," Brask charged.'
    found = marked(text, nlp, model=model)
    assert [(found.speaker(one), one.act) for one in found.marks.attributions] == [("Tom Brask", "said")] * 2


def test_what_one_says_according_to_another_is_both_theirs(nlp: Language, model: SpanModel) -> None:
    found = marked("Tom Brask called Ada Vell “a fool,” according to Reuters.", nlp, model=model)
    inner = found.holding("a fool")
    assert (found.speaker(inner), found.via(inner)) == ("Tom Brask", ["Reuters"])


def test_two_outlets_hand_on_what_a_body_said(nlp: Language, model: SpanModel) -> None:
    text = (
        "Marn's chiefs of staff said in a statement that the launch was made from the northern province, Reuters and "
        "the Associated Press said."
    )
    found = marked(text, nlp, model=model)
    inner = next(one for one in found.marks.attributions if one.parent_id is not None)
    assert found.words(inner) == "that the launch was made from the northern province"
    assert found.via(inner) == ["Reuters", "The Associated Press"]


def test_the_outlet_at_the_end_of_the_sentence_reported_it(nlp: Language, model: SpanModel) -> None:
    text = '"The success of the launch is the final step," the order said, the Kestrel Courier reported.'
    found = marked(text, nlp, model=model)
    quoted = found.holding("the final step")
    assert (found.speaker(quoted), found.via(quoted)) == ("the order", ["Kestrel Courier"])


def test_a_denied_telling_was_not_told(nlp: Language, model: SpanModel) -> None:
    text = "President Tom Brask denied on Thursday he said anything unfit to a foreign leader."
    found = marked(text, nlp, model=model)
    denied = next(one for one in found.marks.attributions if one.stance == "deny")
    assert found.speaker(denied) == "Tom Brask"
    assert all(not one.uttered for one in found.marks.attributions if one.parent_id == denied.id)


def test_the_subject_of_the_clause_around_is_not_told(nlp: Language, model: SpanModel) -> None:
    found = marked("Tom Brask was among members who said there was evidence that the dam leaked.", nlp, model=model)
    assert found.words(found.holding("evidence")) == "there was evidence that the dam leaked"


def test_an_answer_behind_a_colon_is_not_the_question(nlp: Language, model: SpanModel) -> None:
    text = (
        "Tom Brask left on Monday. Brask was asked by reporters on Friday if he had any comment on the letter: \"I'm "
        "under audit. When you're under audit you don't do it,\" he said."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("under audit")) == "Tom Brask"
    asked = found.holding("any comment on the letter")
    assert (found.speaker(asked), asked.kind) == (None, "indirect")


def test_somebodys_posts_labelled_by_another_are_theirs(nlp: Language, model: SpanModel) -> None:
    text = (
        "Chirper placed labels underneath Ada Vell's posts claiming that the vote would be “anything less than "
        "fraudulent” and lead to a mess."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("fraudulent")) in ("Ada Vell", "Vell")


def test_the_speaker_behind_an_inverted_cue(nlp: Language, model: SpanModel) -> None:
    text = (
        "The report also details efforts by the officers to hack into computers and steal papers, said Brask, but did "
        "not find evidence that members of the guild were involved. Tom Brask left."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("hack into computers")) == "Tom Brask"


def test_no_charge_alleges_it(nlp: Language, model: SpanModel) -> None:
    found = marked("None of the charges Vell faces alleges that she took money.", nlp, model=model)
    assert all(not one.uttered for one in found.marks.attributions if "took money" in found.words(one))
