"""Statements told in other words, in part, or by somebody whose name is left out. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from whence.account import Utterance
from whence.mark import mark_report
from whence.records import Attribution, AttributionKind, Published, Report
from whence.weigh.utterances import join_utterances
from whence.weigh.utterances_heard import heard_stretches
from whence.weigh.utterances_text import AttributionText, attribution_texts, joined_pieces

Said = tuple[Attribution, AttributionText]
_places = count(1)
DAY, NEXT = "2031-05-02", "2031-05-03"


def said(report: str, text: str, kind: AttributionKind = "direct", speaker: str | None = "vell", **more: Any) -> Said:
    """An attribution of Vell's, on Friday the second of May, where `more` tells nothing else."""
    at = next(_places) * 1000
    day, basis = more.pop("day", DAY), more.pop("basis", "name")
    made = Attribution(
        f"{report}{at}", report, at, at + len(text), ((at, at + len(text)),), None, None, (), None, None, (), kind,
        "said", "assert", speaker, basis, 1.0, False, None, None, None, None, 1.0, "test",
    )  # fmt: skip
    joined, quoted = joined_pieces(text, ((0, len(text)),), kind == "direct")
    context = AttributionText(
        made.id, report, joined, () if kind == "indirect" else quoted, speaker, speaker and speaker.title(), None,
        report, day, day, described=basis == "description", speaker_kind="person",
    )  # fmt: skip
    return made, replace(context, **more)


def join(*given: Said) -> list[Utterance]:
    found = join_utterances([one for one, _ in given], {one.id: text for one, text in given}, ())
    turned = join_utterances([one for one, _ in reversed(given)], {one.id: text for one, text in given}, ())
    assert found == turned
    return found


def relation(made: Utterance, report: str) -> str:
    return next(one.relation for one in made.readings if one.attribution_id.startswith(report))


ROAD = "“We shall not open the road as long as a single rescuer would have to risk his life for it,”"
ROOF = "“The roof of the gymnasium was inspected in March by people who know roofs,”"


@pytest.mark.parametrize(
    ("quoted", "told"),
    [
        (ROAD, "the road would not be opened as long as a single rescuer had to risk his life"),
        (ROOF, "that the roof of the gymnasium had been inspected in March by people who knew roofs"),
    ],
)
def test_what_is_told_in_the_order_of_a_quotation_is_the_same_whoever_tells_it(quoted: str, told: str) -> None:
    (made,) = join(said("a", quoted), said("b", told, "indirect", "minister", basis="description", anonymous=True))
    assert relation(made, "b") == "turned_indirect"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ROOF, "that the roof of the gymnasium had not been inspected in March by people who knew roofs"),
        (ROOF, "that the roof of the hall had been painted in spring by people who knew colours"),
        ("“No roof of any gymnasium was inspected in March,”", "that a roof of a gymnasium was inspected in March"),
    ],
)
def test_a_negator_more_or_other_words_in_the_same_order_are_another_statement(one: str, other: str) -> None:
    assert len(join(said("a", one), said("b", other, "indirect", "headmaster", basis="description"))) == 2


def test_what_a_named_and_a_described_speaker_say_in_their_own_words_stays_two() -> None:
    told = "a small company from the town of Orrin got the contract for the pipeline to Marl"
    assert len(join(said("a", told, "indirect"), said("b", told, "indirect", "mayor", basis="description"))) == 2


def test_many_rare_words_shared_make_two_tellings_one() -> None:
    one = (
        "that explosions would be used to collapse tunnels, block entries and tear down observation posts and barracks"
    )
    two = "the dismantling would begin with tunnels collapsed by explosions, all entries blocked, observation posts and"
    (made,) = join(said("a", one, "indirect"), said("b", f"{two} barracks levelled within a week", "indirect"))
    assert relation(made, "b") == "paraphrased"


def test_a_word_quoted_amid_what_the_speaker_said_is_of_the_same_and_not_its_base() -> None:
    full = said("b", "“Military action on the river is possible. If it is required, we shall take it,”", day=NEXT)
    (made,) = join(said("a", "military action on the river was “possible”", "mixed"), full)
    assert made.base_attribution_id == full[0].id
    assert relation(made, "a") == "paraphrased"


def test_of_two_words_quoted_by_the_way_the_earlier_are_the_base() -> None:
    first = said("a", "that shelling the harbour of Orrin would cross a “red line” for him", "mixed")
    later = "that shelling the harbour of Orrin “would cross a red line” and bring an answer"
    (made,) = join(first, said("b", later, "mixed", day=NEXT))
    assert made.base_attribution_id == first[0].id


def test_a_short_quotation_that_differs_in_a_word_is_the_same_statement() -> None:
    (made,) = join(said("a", "“No. Nobody even told me about it,”"), said("b", "“No. Nobody ever told me about it,”"))
    assert relation(made, "b") in ("altered", "differs")


def test_a_few_quoted_words_woven_into_what_is_told() -> None:
    full = "“Two others remember it so. Their accounts on the record should outweigh those of unnamed sources,”"
    woven = (
        "that his account on the record, with those of the other two, “should outweigh the accounts of unnamed sources”"
    )
    assert len(join(said("a", full), said("b", woven, "mixed"))) == 1


def test_words_of_the_reports_own_around_a_quotation_make_no_paraphrase() -> None:
    full = "“At least there was some civility in that hall. We got the harbour built. Today nobody talks to anybody,”"
    framed = "two rivals long dead as examples of colleagues of an era when “at least there was some civility”"
    (made,) = join(said("a", full), said("b", framed, "mixed"))
    assert relation(made, "b") == "trimmed"
    told = "that nobody talks to anybody today, and that once “at least there was some civility”"
    (made,) = join(said("a", full), said("b", told, "mixed"))
    assert relation(made, "b") == "paraphrased"


def test_the_that_of_a_report_is_no_word_of_the_statement() -> None:
    told = "the ferry from Orrin had left the quay with forty lorries before the storm warning came"
    (made,) = join(said("a", f"that {told}", "indirect"), said("b", told, "indirect"))
    assert relation(made, "b") == "same"


def test_a_bare_word_beside_quotation_marks_is_the_reports_own() -> None:
    text = "who she called “one of the meanest men”"
    joined, quoted = joined_pieces(text, ((0, 3), (15, len(text))), True)
    assert [joined[start:end] for start, end in quoted] == ["one of the meanest men"]


def test_a_part_that_agrees_with_a_copy_of_the_base_stays_with_it() -> None:
    post = "“It is a tragic day for our city whenever people die at the hands of a gunman. My heart goes out,”"
    (made,) = join(said("a", post), said("b", post), said("b", "that it was a “tragic day” for the city", "mixed"))
    assert len(made.readings) == 3


def test_an_ellipsis_that_leaves_out_what_affirms_hides_nothing() -> None:
    full = "“This is a serious problem, there is no question about it, but they are sick people,”"
    cut = "“This is a serious problem ... but they are sick people,”"
    (made,) = join(said("a", full), said("b", full), said("c", cut, day=NEXT))
    assert relation(made, "c") == "trimmed"
    (made,) = join(said("a", full.replace("no question", "no way")), said("b", cut, day=NEXT, kind="direct"))
    assert relation(made, "b") in ("altered", "differs")


def test_a_condition_that_the_report_tells_itself_is_not_cut_off() -> None:
    full = "“.... and nothing else. If not there will be only bedlam and injury on the quay. We want the law,”"
    told = "“there will be only bedlam and injury on the quay” unless the police can work"
    (made,) = join(said("a", full), said("b", told, "mixed", day=NEXT))
    (reason,) = (one.reason for one in made.readings if one.attribution_id.startswith("b"))
    assert relation(made, "b") == "trimmed"
    assert "ellipsis" not in reason


TEXT = (
    "Mara Vell is under fire over the dam. Her opponents want her to go.\n\n"
    "Vell, in a statement to the Valley Echo, did not apologise.\n\n"
    "“I want the families to know that they were heard,” Vell said. “We shall rebuild the wall before the winter.”\n\n"
    "“She has learned nothing,” said Anton Brisk, who leads the opposition.\n\n"
    "Last week Vell called the flood “an act of nature”."
)


def test_what_follows_a_statement_to_the_outlet_was_told_there(nlp: Any) -> None:
    given = Report("r", "r", TEXT, outlet="Valley Echo (Web News)", published=Published(DAY, DAY, DAY))
    report, marks = mark_report(given, nlp)
    sources = {one.id: one.name for one in marks.entities}
    texts = attribution_texts(report, marks, sources, {one: one for one in sources.values()})
    told = {report.text[one.start : one.end][:20]: texts[one.id].heard for one in marks.attributions}
    assert any(heard for words, heard in told.items() if "families" in words)
    assert not any(heard for words, heard in told.items() if "learned" in words or "nature" in words)
    (stretch,) = heard_stretches(report, marks, sources)
    assert "Vell" in stretch.source_id
    assert report.text[stretch.start :].startswith("Vell, in a statement")


def test_a_platform_is_no_hand_that_words_went_through(nlp: Any) -> None:
    text = "Vell called it “a fine day for the harbour” on Twitter.\n\n“We are safe,” Vell wrote on Twitter."
    report, marks = mark_report(Report("r", "r", text, published=Published(DAY, DAY, DAY)), nlp)
    assert any(one.via for one in marks.attributions)
    assert {one.via_count for one in attribution_texts(report, marks, {}).values()} == {0}


def test_a_short_statement_that_another_report_gives_whole() -> None:
    longer = said("one", "Brisk was looking into the answer but has not made a choice on the quay wall", "indirect")
    short = said("two", "that Brisk has not made a choice on the quay wall", "indirect", day=NEXT)
    other = said("three", "that Brisk has made a choice on the quay wall", "indirect", day=NEXT)
    assert len(join(longer, short)) == 1
    assert len(join(longer, other)) == 2


def test_a_day_that_two_late_reports_both_name_joins_what_they_tell_around_a_few_quoted_words() -> None:
    when = {"said_from": "2030-08-20", "said_to": "2030-08-20"}
    one = said("one", "that sluices shut at night would cross a “thin line” for the harbour", "mixed", **when)
    two = said("two", "shut sluices a “thin line” of the harbour", "mixed", day="2031-05-12", **when)
    other = said("three", "a new tax on boats a “thin line” between two evils", "mixed", day="2031-05-12", **when)
    assert len(join(one, two)) == 1
    assert len(join(one, other)) == 2
