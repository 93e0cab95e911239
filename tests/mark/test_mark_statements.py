"""What the model marks and what the rules add to it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy.language import Language

from marked_text import Marked, marked
from whence.mark.span_model import SpanModel


def speakers(found: Marked, words: str) -> set[str | None]:
    return {found.speaker(one) for one in found.marks.attributions if words in found.words(one)}


def test_a_statement_inside_a_statement_hangs_on_it(nlp: Language, model: SpanModel) -> None:
    text = "Ada Vell said on Monday that Oren Tasker had told her that the weir would fail before the spring."
    found = marked(text, nlp, model=model)
    inner = found.holding("the weir would fail")
    assert found.speaker(inner) == "Oren Tasker"
    outer = next(one for one in found.marks.attributions if one.id == inner.parent_id)
    assert found.speaker(outer) == "Ada Vell"


def test_the_next_paragraph_of_a_quotation_is_the_same_speakers(nlp: Language, model: SpanModel) -> None:
    text = (
        "“The weir held through the night,” said Ada Vell, the harbour master.\n"
        "“We are grateful to everyone who carried sandbags to the quay.”"
    )
    assert speakers(marked(text, nlp, model=model), "grateful") == {"Ada Vell"}


def test_british_quotation_marks(nlp: Language, model: SpanModel) -> None:
    text = "‘The weir held through the night,’ said Ada Vell, the harbour master. ‘Nobody was hurt.’"
    found = marked(text, nlp, model=model)
    one = found.holding("The weir held")
    assert found.speaker(one) == "Ada Vell"
    assert one.kind == "direct"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ada Vell denied that the weir had failed in the night.", "deny"),
        ("Ada Vell confirmed on Monday that the weir had failed in the night.", "confirm"),
        ("Ada Vell declined to say whether the weir had failed in the night.", "decline"),
        ("Ada Vell said that the weir had not failed in the night.", "assert"),
        ("Ada Vell expressed doubt that the weir had failed in the night.", "deny"),
        ("Ada Vell scoffed at the claim that the weir had failed in the night.", "deny"),
        ("Ada Vell has not ruled out that the weir had failed in the night.", "question"),
        ("Ada Vell told skeptics that the weir had failed in the night.", "assert"),
        ("Ada Vell has no doubt that the weir had failed in the night.", "assert"),
    ],
)
def test_the_stance_is_that_of_the_cue(nlp: Language, model: SpanModel, text: str, stance: str) -> None:
    assert marked(text, nlp, model=model).holding("failed in the night").stance == stance


def test_beliefs_are_thoughts(nlp: Language, model: SpanModel) -> None:
    found = marked("Ada Vell believes that the weir will fail before the spring.", nlp, model=model)
    assert found.holding("the weir will fail").act == "thought"


def test_spans_lie_in_the_text_and_pieces_are_apart(nlp: Language, model: SpanModel) -> None:
    text = (
        "Mayor Oren Tasker said he was “not amused”, and that Ada Vell, who runs the harbour, had warned him.\n"
        "According to two officials, the weir “leaks”; the Vantry Courier reported that it will be closed.\n"
        "“Close it,” Tasker told reporters. “Close it now,” he added."
    )
    for one in marked(text, nlp, model=model).marks.attributions:
        assert all(0 <= s < e <= len(text) for s, e in one.pieces)
        assert all(a[1] <= b[0] for a, b in pairwise(one.pieces))
        assert (one.start, one.end) == (one.pieces[0][0], one.pieces[-1][1])
        assert one.cue_start is not None


def test_the_accused_is_not_who_is_told(nlp: Language, model: SpanModel) -> None:
    found = marked("Ada Vell accused the miners of opening the weir.", nlp, model=model)
    assert all(one.addressee_entity_id is None for one in found.marks.attributions)


def test_a_quotation_left_open_goes_on_whoever_speaks_next(nlp: Language, model: SpanModel) -> None:
    text = (
        "“Any closure of the bridge could bring serious consequences for the harbour,” said Ada Quill, "
        "a councillor. “The mayor should be making the case to the people, and her office should explain its plans.\n\n"
        "“The consequences are too great for the council to be pushed aside.”\n\n"
        "Jon Marsh, a former harbour master and a member of the port board, said the closure will influence another "
        "quarrel of the region, the dredging of the northern channel."
    )
    found = marked(text, nlp, model=model)
    assert speakers(found, "pushed aside") == {"Ada Quill"}
    assert speakers(found, "dredging") == {"Jon Marsh"}


def test_what_one_is_named_for_keeps_who_said_it(nlp: Language, model: SpanModel) -> None:
    text = (
        "“Vell has gambled with the safety of the harbour,” Oren Tasker wrote in his decision, according to the Vantry "
        "Courier. “She has exposed the town to harm.”"
    )
    found = marked(text, nlp, model=model)
    quoted = [one for one in found.marks.attributions if one.kind != "indirect"]
    assert [(found.speaker(one), found.via(one)) for one in quoted] == [("Oren Tasker", ["Vantry Courier"])]
    assert "exposed the town" in found.words(quoted[0])


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Now it is expected to close the weir, two officials familiar with the plan said.", "two officials familiar"),
        ("The husband and wife told “Lantern” last week they were asleep when it is heard.", "The husband"),
    ],
)
def test_a_plain_statement_that_the_model_passes_over(nlp: Language, model: SpanModel, text: str, speaker: str) -> None:
    found = marked(text, nlp, model=model)
    assert (found.speaker(found.holding("it is")) or "").startswith(speaker)


def test_the_title_of_a_work_is_nobodys_words(nlp: Language, model: SpanModel) -> None:
    found = marked("Ada Vell has written a memoir titled “The Wall Came Down.”", nlp, model=model)
    assert all("Wall" not in found.words(one) for one in found.marks.attributions)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A judge denied Vell's request for early release from the harbour prison.", "request"),
        ("Oren Tasker moved on Monday to dismiss the charges against the dockers.", "charges"),
        ("The council declined to remove him from office after the vote on Monday.", "remove"),
    ],
)
def test_what_is_refused_is_an_act_and_no_denial(nlp: Language, model: SpanModel, text: str, words: str) -> None:
    for one in marked(text, nlp, model=model).marks.attributions:
        if words in text[one.start : one.end]:
            assert (one.stance, one.act) == ("assert", "thought")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ada Vell denied any attempt to mislead the council over the weir.", "deny"),
        ("Ada Vell denied a report that the weir had failed.", "deny"),
        ("Ada Vell declined to take questions about the weir on Monday.", "decline"),
        ("Ada Vell declined to comment on the weir on Monday.", "decline"),
    ],
)
def test_what_is_denied_or_not_answered(nlp: Language, model: SpanModel, text: str, stance: str) -> None:
    assert stance in {one.stance for one in marked(text, nlp, model=model).marks.attributions}


@pytest.mark.parametrize(
    "text",
    [
        "A senior official would only say that the weir is “leaking badly”.",
        "Ada Vell went so far as to say that the weir is “leaking badly”.",
        "Ada Vell went on to say that the weir is “leaking badly”.",
    ],
)
def test_what_was_said_after_all(nlp: Language, model: SpanModel, text: str) -> None:
    assert marked(text, nlp, model=model).holding("leaking badly").uttered


@pytest.mark.parametrize("text", ["Ada Vell planned to say that the weir is “leaking badly”."])
def test_what_was_only_planned_to_be_said(nlp: Language, model: SpanModel, text: str) -> None:
    assert not marked(text, nlp, model=model).holding("leaking badly").uttered


def test_a_date_does_not_speak(nlp: Language, model: SpanModel) -> None:
    text = (
        "Vell took a test in October, which showed “strong evidence” of leaks. A Vell lawyer in March said it was so."
    )
    found = marked(text, nlp, model=model)
    assert not {"October", "A Vell lawyer in March"} & {found.speaker(one) for one in found.marks.attributions}


def test_whoever_is_told_is_named_behind_what_he_is(nlp: Language, model: SpanModel) -> None:
    found = marked("Ada Vell told host Oren Tasker that the weir leaks badly.", nlp, model=model)
    assert found.addressee(found.holding("the weir leaks")) == "Oren Tasker"


def test_what_a_colon_announces_is_not_the_next_speakers(nlp: Language, model: SpanModel) -> None:
    text = (
        "He was followed by House Leader Eric Bruno whose first words were:\n"
        "“As the speaker said, we just listened to the president say the harbour is fine. It is not.”\n"
        "Ada Vell, on the campaign trail, said of the woman she seeks to replace:\n"
        "“She said the harbour is fine. Is she really that out of touch?”"
    )
    assert "Ada Vell" not in speakers(marked(text, nlp, model=model), "As the speaker said")


def test_sentences_without_marks_behind_a_quotation_are_the_reports(nlp: Language, model: SpanModel) -> None:
    text = "Sen. Lisa Vell voted “no.” With a majority of two, the council can't afford more than one defection."
    assert all("majority" not in found for found in map(str, marked(text, nlp, model=model).said()))


def test_paragraphs_run_into_one_another(nlp: Language, model: SpanModel) -> None:
    text = (
        'The mayor would never close the weir again to bring the town to a halt."There is no education in the second '
        'kick of a mule," Ada Vell told reporters. "The first kick was in the spring.""There will be no closing," she '
        "added."
    )
    found = marked(text, nlp, model=model)
    assert speakers(found, "There is no education") == {"Ada Vell"}
    assert all("to a halt" not in found.words(one) for one in found.marks.attributions if one.kind != "indirect")


def test_whoever_is_made_to_say_it_says_it(nlp: Language, model: SpanModel) -> None:
    text = (
        "Sen. Mara Vell also forced Piers Okonjaro, who runs the bank, to admit that nobody had been held to account."
    )
    one = (found := marked(text, nlp, model=model)).holding("nobody had been held")
    assert (found.speaker(one), one.uttered) == ("Piers Okonjaro", True)


@pytest.mark.parametrize(
    ("text", "uttered"),
    [
        ("Ostrel had to admit that its army had shot down the plane.", True),
        ("Ostrel was forced to admit that its army had shot down the plane.", True),
        ("Ostrel wanted to admit that its army had shot down the plane.", False),
    ],
)
def test_what_somebody_had_to_admit_was_said(nlp: Language, model: SpanModel, text: str, uttered: bool) -> None:
    assert marked(text, nlp, model=model).holding("its army had shot").uttered is uttered


@pytest.mark.parametrize(
    ("text", "speaker", "words", "content"),
    [
        # Other sentences than the cue's are no part of what is told without quotation marks.
        (
            "The board wants Ada Vell to step down over the flood, according to sources. The mayor has summoned her "
            "chief engineers including Oren Tasker and the head of the river guard.",
            "sources",
            "The board wants",
            "The board wants Ada Vell to step down over the flood",
        ),
        # Another clause before the source is not what the source says.
        (
            "It is unclear if Kestrel and Marn will be able to strike an accord, though both sides agreed not to raise "
            "the weir.",
            "both sides",
            "not to raise",
            "not to raise the weir",
        ),
        # Content around the cue, and content with an aside in it, is whole.
        (
            "The plan's latest fault, Mr. Tasker said, came on Tuesday, when Ada Vell delivered a speech in Kestrel.",
            "Tasker",
            "latest fault",
            "The plan's latest fault | came on Tuesday, when Ada Vell delivered a speech in Kestrel",
        ),
        (
            "The agency's director, Olga Petrasse, and Stephen Marn, the mayor's chief adviser, both support the plan, "
            "the officials added.",
            "the officials",
            "both support",
            "The agency's director, Olga Petrasse, and Stephen Marn, the mayor's chief adviser, both support the plan",
        ),
        # A quotation with a cue of its own behind a content is not part of that content.
        (
            "Mayor Ada Vell added that it was “easier” to close the weir by day, and that work would begin “very "
            "soon.” “We warn them: stop sending mud to our town,” Oren Tasker added.",
            "Oren Tasker",
            "We warn them",
            "“We warn them: stop sending mud to our town,”",
        ),
        # When it was posted is not what was posted.
        (
            'Oren Tasker, who campaigned in the valley this week, tweeted, "Thank you Kestrel! #Tasker2031" on Friday '
            "afternoon. His tweet included a picture of the weir.",
            "Oren Tasker",
            "Thank you",
            '"Thank you Kestrel! #Tasker2031"',
        ),
    ],
)
def test_what_is_told_is_whole_and_no_more(
    nlp: Language, model: SpanModel, text: str, speaker: str, words: str, content: str
) -> None:
    found = marked(text, nlp, model=model)
    one = found.holding(words)
    assert (found.speaker(one), found.words(one)) == (speaker, content)


def test_a_cue_that_holds_two_is_the_first_speakers(nlp: Language, model: SpanModel) -> None:
    text = (
        "“We have checked every bolt and every rail on the northern line,” Gowan spokesman Aldo Vell said in a "
        "statement according to The Harbour. “We disagree with those claims.”"
    )
    found = marked(text, nlp, model=model)
    assert speakers(found, "We have checked") == {"Aldo Vell"}
    assert found.cue(found.holding("We have checked")) == "said in a statement"


def test_a_word_in_marks_in_the_paragraph_before_is_not_what_is_said(nlp: Language, model: SpanModel) -> None:
    text = (
        "The mill that leaked in the spring was quickly shut down by the council for “repairs.”\n\n"
        "On Feb. 14, Mayor Oren Tasker called for a new dam law to be passed quickly."
    )
    found = marked(text, nlp, model=model)
    assert all("repairs" not in found.words(one) for one in found.marks.attributions if found.speaker(one))


@pytest.mark.parametrize(
    ("text", "words", "uttered"),
    [
        ("None of those three mayors have declared any preferences for a weir.", "any preferences", False),
        ("All of those three mayors have declared their preferences for a weir.", "their preferences", True),
        ("Her team was the first to publicly report the flood was caused by a leak.", "the flood was caused", True),
    ],
)
def test_what_nobody_or_somebody_first_said(
    nlp: Language, model: SpanModel, text: str, words: str, uttered: bool
) -> None:
    assert marked(text, nlp, model=model).holding(words).uttered is uttered


def test_whoever_is_prompted_to_call_it_something_calls_it_so(nlp: Language, model: SpanModel) -> None:
    text = (
        "Oren Tasker held that tone throughout the speech, prompting former adviser and analyst Ada Vell to call the "
        'remarks "deeply disturbing" in the hall.'
    )
    assert speakers(marked(text, nlp, model=model), "deeply disturbing") == {"Ada Vell"}


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("“They are gathered in the town hall tonight,” Oren Tasker told the crowd.", "gathered", "the crowd"),
        ("“It was a good day,” Mayor Ada Vell remarked to reporters on Sunday.", "a good day", "reporters"),
    ],
)
def test_who_was_told(nlp: Language, model: SpanModel, text: str, words: str, told: str) -> None:
    found = marked(text, nlp, model=model)
    assert found.addressee(found.holding(words)) == told


def test_an_outlet_named_with_its_town_is_the_outlet(nlp: Language, model: SpanModel) -> None:
    text = "NBC News Chicago reports the holiday will be observed throughout the valley in the spring."
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("the holiday will be")) == "NBC News"


def test_a_pronoun_is_nobody_named_in_what_it_is_said_to_do(nlp: Language, model: SpanModel) -> None:
    text = (
        "President John Harrow won support for the dam on Monday. The deal will be watched by the council. In the "
        "commentary he slammed Harrow for closing the weir."
    )
    assert speakers(marked(text, nlp, model=model), "for closing the weir") == {None}


def test_a_place_before_a_role_is_nobody(nlp: Language, model: SpanModel) -> None:
    text = (
        "Former Vice President Oren Tasker smacked Mayor Ada Vell in Kestrel. Speaking to a packed hall on the Las "
        "Vegas Strip, the former vice president, who himself declined to run, said the weir was not sound."
    )
    assert speakers(marked(text, nlp, model=model), "the weir was not sound") == {"Oren Tasker"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "“We will not meet this moment,” Ada Vell and Oren Tasker write in the letter.",
            "We will not meet",
        ),
        ("“Three men own the weir,” read the posters, which hung there on Friday.", "Three men"),
        ("Harbour secretary Ada Vell would say only that the wall “leaks”.", "the wall"),
    ],
)
def test_what_a_plain_form_tells_was_said_unless_it_is_asked_for(
    nlp: Language, model: SpanModel, text: str, words: str
) -> None:
    found = marked(text, nlp, model=model)
    assert found.holding(words).uttered
    asked = marked("Ada Vell demanded that the council say that it was sorry for the wall.", nlp, model=model)
    assert [one.cue for one in asked.said()] == ["demanded"]


def test_what_a_letter_does_not_mention_is_no_part_of_it(nlp: Language, model: SpanModel) -> None:
    text = (
        "“I am glad to have her back at the weir,” Tasker said in a statement that did not mention the keeper's name."
    )
    found = marked(text, nlp, model=model)
    one = found.holding("glad to have her")
    assert (one.uttered, found.words(one)) == (True, "“I am glad to have her back at the weir,”")


def test_a_quotation_goes_on_behind_the_sentence_that_names_its_speaker(nlp: Language) -> None:
    text = (
        "“We look to the river to see what it does next,” said Jen Kattes, the head of river health at the Vantry "
        "Foundation, in a comment to a paper of the town.\n“How will the wall be kept? Will it hold?”"
    )
    found = marked(text, nlp)
    assert found.speaker(found.holding("Will it hold")) == "Jen Kattes"


def test_a_heading_in_quotation_marks_goes_on_nobody(nlp: Language) -> None:
    text = "Ada Vell said that the council had sent a letter.\n'Decisions that were made in Marn'\nThe rest is known."
    assert [one.words for one in marked(text, nlp).said()] == ["that the council had sent a letter"]


def test_what_is_told_not_to_be_denied(nlp: Language, model: SpanModel) -> None:
    text = "Ada Moor did not deny that the pumps failed in the night."
    assert "deny" not in {one.stance for one in marked(text, nlp, model=model).marks.attributions}
    text = "Ada Moor denied that the pumps failed in the night."
    assert "deny" in {one.stance for one in marked(text, nlp, model=model).marks.attributions}
