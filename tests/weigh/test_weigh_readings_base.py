"""Which reading of an utterance stands nearest to the speaker, and why it is said to. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from whence.account import Utterance
from whence.mark import mark_report
from whence.records import Attribution, Published, Report
from whence.weigh.utterances import join_utterances
from whence.weigh.utterances_text import AttributionText, attribution_texts, joined_pieces, names_outlet

LINE = "“We counted nine cracks in the north wall of the dam, and we wrote to the council about them in May,”"
WORD = LINE.replace("nine", "five")
PART = "“We counted nine cracks in the north wall of the dam,”"
DAY, NEXT = "2031-05-02", "2031-05-03"

Said = tuple[Attribution, AttributionText]


def said(report: str, text: str = LINE, day: str | None = DAY, **more: Any) -> Said:
    kind = more.pop("kind", "direct")
    speaker = more.pop("speaker", "vell")
    via = more.pop("via", 0)
    made = Attribution(
        report, report, 0, len(text), ((0, len(text)),), None, None, (), None, None, (), kind, "said", "assert",
        speaker, "name", 1.0, False, None, None, None, None, 1.0, "test",
    )  # fmt: skip
    joined, quoted = joined_pieces(text, ((0, len(text)),), kind == "direct")
    context = AttributionText(
        report, report, joined, () if kind == "indirect" else quoted, speaker, speaker.title(), None, report, day, day,
        via_count=via, speaker_kind="person",
    )  # fmt: skip
    return made, replace(context, **more)


def join(*given: Said) -> Utterance:
    (made,) = join_utterances([one for one, _ in given], {one.id: text for one, text in given}, ())
    return made


def why(made: Utterance) -> str:
    return next(one.reason or "" for one in made.readings if one.attribution_id == made.base_attribution_id)


@pytest.mark.parametrize(
    ("nearer", "other", "reason"),
    [
        (said("b"), said("a", LINE.strip("“,”"), kind="indirect"), "the others only tell what it quotes"),
        (said("b", day=NEXT, original=True), said("a", WORD), "it is what was said, by itself"),
        (said("b", day=NEXT, heard=True), said("a", WORD), "it was told to the outlet that prints it"),
        (said("b", day=None), said("a", WORD, hands=("b",)), "others copy it or are credited to its outlet"),
        (said("b"), said("a", WORD, via=1), "it came through fewer hands"),
        (said("b"), said("a", WORD, day=NEXT), "it was published first"),
        (said("b"), said("a", WORD, credits=("The B",)), "others of that day credit its outlet"),
        (said("b"), said("a", PART), "it is the fullest"),
        (said("b"), said("a", LINE.replace("nine cracks ", "… cracks ")), "it leaves nothing out"),
        (said("b", addressee_id="press"), said("a", WORD), "it says to whom or when it was said"),
    ],
)
def test_why_one_of_two_is_nearer(nearer: Said, other: Said, reason: str) -> None:
    for given in ((nearer, other), (other, nearer)):
        made = join(*given)
        assert made.base_attribution_id == "b"
        assert why(made) == f"This is the base: {reason}."


def test_where_nothing_tells_the_first_in_order_is_taken_and_said_to_be() -> None:
    made = join(said("b", WORD), said("a"))
    assert made.base_attribution_id == "a"
    assert "nothing tells which came first" in why(made)
    assert made.base_confidence < 0.5


def test_a_day_that_is_not_known_counts_neither_for_nor_against() -> None:
    assert join(said("a", PART), said("b", day=None)).base_attribution_id == "b"
    assert join(said("a"), said("b", PART, day=None)).base_attribution_id == "a"


def test_a_wide_guess_of_a_day_is_not_later() -> None:
    wide = said("b", published_earliest="2031-04-20", published_latest="2031-05-20")
    assert join(said("a", PART), wide).base_attribution_id == "b"


def test_two_witnesses_outweigh_a_fuller_quotation_of_their_day() -> None:
    more = WORD.replace("in May,”", "in May, and then again in June,”")
    made = join(said("a", more), said("b"), said("c"))
    assert made.base_attribution_id == "b"
    assert why(made) == "This is the base: more independent reports give its words."


def test_what_differs_from_a_transcript_is_altered_though_it_came_first() -> None:
    made = join(said("a", WORD), said("b", day=NEXT, original=True))
    assert {one.attribution_id: one.relation for one in made.readings} == {"a": "altered", "b": "same"}


def test_a_report_that_credits_an_outlet_later_than_itself_does_not_lean_on_it() -> None:
    assert join(said("a", WORD, hands=("b",)), said("b", day=NEXT)).base_attribution_id == "a"


def test_a_reading_given_to_another_speaker_than_most_is_not_the_base() -> None:
    made = join(said("a", speaker="brandt"), said("b", day=NEXT), said("c", day=NEXT))
    assert made.base_attribution_id == "b"
    assert why(made) in ("This is the base: most reports name its speaker.", "This is the base.")


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("Transcript: the hearing of 3 May", True),
        ("Full text of the mayor’s speech", True),
        ("The mayor’s speech: full text", True),
        ("Court releases transcript of hearing", False),
        ("Transcript shows a quarrel at the hearing", False),
        ("Text messages point to the clerk", False),
    ],
)
def test_a_report_that_gives_what_was_said_whole(title: str, whole: bool, nlp: Any) -> None:
    text = "“We counted nine cracks in the wall,” Ada Vell said."
    report, marks = mark_report(Report("r", "r", text, title=title, published=Published(DAY, DAY, DAY)), nlp)
    found = attribution_texts(report, marks, {}, {})
    assert [one.original for one in found.values()] == [whole]


def test_an_outlets_name_in_short() -> None:
    assert names_outlet("the Echo", "Valley Echo")
    assert names_outlet("Valley Echo", "The Valley Echo")
    assert not names_outlet("News", "Tarn News")
    assert not names_outlet("Echo", "Echo Valley Post")


def test_a_post_that_is_shown_whole_is_nearer_than_a_quotation_of_its_day() -> None:
    told, text = said("b", LINE.strip("“,”"))
    post = replace(told, made_by="signed-rules/1")
    made = join((post, text), said("a"), said("c", PART))
    assert made.base_attribution_id == "b"
    assert why(made) == "This is the base: it is what was said, by itself."


def test_a_part_is_no_base_because_a_fuller_one_leaves_something_out() -> None:
    whole = LINE.replace("nine cracks ", "… cracks ")
    part = "“" + " ".join(LINE.strip("“,”").split()[-5:]) + "”"
    assert join(said("a", part), said("b", whole)).base_attribution_id == "b"
