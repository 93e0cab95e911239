"""Undated reports, quotations that overlap, and fragments of a few rare words. All names are invented."""

from __future__ import annotations

from test_weigh_utterances_told import DAY, join, relation, said

ROAD = "“We shall not open the road as long as a single rescuer would have to risk his life for it,”"
BRIDGE = "“Nobody told the harbour office that the old bridge had been closed to lorries since the winter,”"
WEEKS_LATER = "2031-06-20"


def test_an_undated_report_is_of_the_day_of_those_whose_quotations_it_shares() -> None:
    told = said("b", "that the delay was “utterly shameful”", "mixed", day=None)
    whole = said("a", "“To let a family wait for nine days was utterly shameful and I told the prefect so,”")
    assert len(join(whole, told)) == 2
    shared = (said("a", ROAD), said("b", ROAD, day=None), said("a", BRIDGE), said("b", BRIDGE, day=None))
    assert len(join(whole, told, *shared)) == 3


def test_reports_far_apart_tell_no_day() -> None:
    told = said("b", "that the delay was “utterly shameful”", "mixed", day=None)
    whole = said("a", "“To let a family wait for nine days was utterly shameful and I told the prefect so,”")
    shared = (said("a", ROAD), said("b", ROAD, day=None), said("a", BRIDGE), said("b", BRIDGE, day=None))
    later = (said("c", ROAD, day=WEEKS_LATER), said("c", BRIDGE, day=WEEKS_LATER))
    made = join(whole, told, *shared, *later)
    assert sum(len(one.readings) == 1 for one in made) == 2


def test_quotations_that_overlap_in_a_long_run_are_one() -> None:
    first = said(
        "a",
        "“Remember the nine of the gymnasium and those who dug for them in the night. Consider what the children of "
        "the valley will say if the prefect goes on to brush off the surveyor's letter as a private matter.”",
    )
    second = said(
        "b",
        "“Consider what the children of the valley will say if the prefect goes on to brush off the surveyor's letter "
        "as a private matter. Will anybody trust a beam or a bolt that this office has passed, as long as we live?”",
        day=None,
    )
    (made,) = join(first, second)
    assert len(made.readings) == 2


def test_three_rare_words_of_one_day_are_a_fragment_whoever_is_named() -> None:
    whole = said("a", "that the surveyors stood by him “in spite of his blackened masonry record”", "mixed")
    part = said("b", "his “blackened masonry record”", "mixed", speaker="the letter", basis="description")
    (made,) = join(whole, part)
    assert relation(made, "b") in ("same", "trimmed")
    assert len(join(whole, said("b", "his “blackened masonry record”", "mixed", speaker="osk", day=WEEKS_LATER))) == 2


def test_two_quoted_words_of_a_speaker_are_of_what_he_said_that_day() -> None:
    whole = said("a", "“To let a family wait for nine days was utterly shameful and I told the prefect so,”")
    part = said("b", "the delay as “utterly shameful” in a letter to the prefect", "mixed", day=DAY)
    assert len(join(whole, part)) == 1
    assert len(join(whole, said("b", "the bridge as “utterly useless”", "mixed"))) == 2


def test_a_whole_sentence_of_one_day_is_one_though_each_goes_on_otherwise() -> None:
    first = said(
        "a", "“I am glad that the prefect wants to listen. I am glad that he has read the letter of May,” but no more"
    )
    second = said(
        "b",
        "“I am glad that the prefect wants to listen. If he never thought that the roof was rotten, then a great deal "
        "is amiss with his eyes, and with the people who wash his windows for him.”",
    )
    (made,) = join(first, second)
    assert len(made.readings) == 2


def test_a_few_words_in_another_form_are_the_same_few_words() -> None:
    first = said("a", "he would only come “if circumstances allowed it”", "mixed")
    second = said("b", "she was ready to offer it to the surveyor “if circumstances allow it”", "mixed")
    assert len(join(first, second)) == 1
    assert len(join(first, said("b", "she would offer “if circumstances were kind”", "mixed"))) == 2


def test_what_one_tells_more_around_the_same_quotation_makes_no_paraphrase() -> None:
    first = said("a", "that the prefect made her feel “ashamed, cold and tired” in May", "mixed")
    second = said(
        "b", "that the prefect made her feel “ashamed, cold and tired” in May when he closed the gym", "mixed"
    )
    (made,) = join(first, second)
    assert relation(made, "b") == "same"


def test_all_that_one_quotes_is_of_the_other_though_a_pronoun_names_somebody_else() -> None:
    whole = said(
        "a", "“We and the prefect work together on the dam. Too many wells in Vantry lost. The office is told.”"
    )
    part = said("b", "that the ban had caused “too many wells in Vantry lost”", "mixed", speaker="osk", basis="pronoun")
    assert len(join(whole, part)) == 1
    assert len(join(whole, said("b", "the cost: “too many wells in Vantry lost”", "mixed", speaker="osk"))) == 2


def test_a_scarce_word_quoted_amid_what_both_tell() -> None:
    first = said("a", "that the villages “abhor the raid on Orlo and Vessa Marn”", "mixed")
    second = said(
        "b", "they “abhor” the raid against Orlo Marn, 66, and his daughter, Vessa, in May", "mixed", speaker=None
    )
    assert len(join(first, second)) == 1
    other = said("b", "they “abhor” what the council has printed about the harbour", "mixed", speaker=None)
    assert len(join(first, other)) == 2


def test_a_short_quotation_is_compact_though_its_small_words_come_again_later() -> None:
    whole = said(
        "a", "“No. Nobody even told me about it. They run a big operation but I didn't know it. I didn't know that. "
        "It is a mess, and nobody told the prefect what it was about,”",
    )  # fmt: skip
    (made,) = join(whole, said("b", "“No. Nobody ever told me about it,”"))
    assert len(made.readings) == 2
