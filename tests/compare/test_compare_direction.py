"""Who had the words first: dates and times, what a copyist loses, corrections, truncation, a third report."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from whence.compare import Comparable, Compared, compare_again, compare_reports, settle_directions, trace_lineage
from whence.compare.evidence import fuller_quotation
from whence.records import CreditKind, Reuse
from whence.run_ins import run_ins

TOLD = (
    "The river broke through the northern embankment shortly before dawn, sweeping parked lorries into the fish market "
    "and cutting the only road that links the harbour with the upper town."
)
SAID = (
    "The harbour master, who had warned of the wall since the spring, called the flood “a disaster that was announced "
    "in three letters to the council, which nobody in that building ever cared to open”, and left the meeting early."
)
TRIMMED = (
    "The harbour master, who had warned of the wall since the spring, called the flood “a disaster that was announced "
    "in three letters to the council”, and left the meeting early."
)
LATER = "Engineers expect to close the gap by Sunday with stones from the old quarry above the town, weather allowing."
REST = "The council will sit again next week to hear from the fishermen, the engineers and the owners of the lorries."


def report(
    report_id: str, text: str, day: str | None = None, outlet: str | None = None, at: str | None = None,
    credits: tuple[tuple[str, CreditKind], ...] = (),
) -> Comparable:  # fmt: skip
    passages = tuple((line.start(), line.end(), "body") for line in re.finditer(r"[^\n]+", text))
    named = tuple((text.index(name), text.index(name) + len(name), name, kind) for name, kind in credits)
    quoted = tuple(found.span() for found in re.finditer(r"“[^”]*”", text))
    return Comparable(report_id, text, None, outlet or report_id, day, day, passages, quoted, named, published_at=at)  # type: ignore[arg-type]


def only(*pile: Comparable) -> Reuse:
    (row,) = [row for row in compare_reports(pile) if row.kind != "quotation"]
    return row


def test_the_clock_tells_on_one_day() -> None:
    day = "2031-05-02"
    a = report("a", TOLD, day, "Sun", "2031-05-02T16:30:00+00:00")
    b = report("b", TOLD, day, "Post", "2031-05-02T14:05:00+00:00")
    row = only(a, b)
    assert (row.a_report_id, row.direction, row.confidence) == ("b", "a_to_b", 0.6)
    assert row.reason.startswith("published two hours earlier; neither names a source")


def test_a_mention_far_from_a_short_copy_names_the_source_of_something_else() -> None:
    short = (
        "Eleven lorries and 340 crates of oranges were lost to the water, the port authority said on Friday evening."
    )
    near = report("b", f"{short} So the Sun reported.", outlet="Post", credits=(("Sun", "cites"),))
    assert only(report("a", short, outlet="Sun"), near).confidence == 0.85
    between = "Nobody in the town hall wanted to speak of oranges. " * 10
    far = report(
        "b", f"Vell told the Sun she is sorry.\n{between}\n{short}", outlet="Post", credits=(("Sun", "cites"),)
    )
    row = only(report("a", short, outlet="Sun"), far)
    assert (row.direction, row.confidence) == ("a_to_b", 0.6)
    assert row.reason.startswith("named as the source of something else in it")


def test_one_clock_alone_tells_nothing() -> None:
    day = "2031-05-02"
    assert only(report("a", TOLD, day, at="2031-05-02T16:30:00+00:00"), report("b", TOLD, day)).direction == "unknown"


def test_who_leaves_out_quoted_words_has_them_from_elsewhere() -> None:
    row = only(report("a", f"{TOLD} {TRIMMED}"), report("b", f"{TOLD} {SAID}"))
    assert (row.direction, row.confidence) == ("b_to_a", 0.6)
    assert "leaves out words that the other quotes" in row.reason


def test_dates_and_loss_of_detail_together() -> None:
    full, less = f"{TOLD} {SAID}", f"{TOLD} {TRIMMED}"
    row = only(report("a", full, "2031-05-02"), report("b", less, "2031-05-03"))
    assert (row.direction, row.confidence) == ("a_to_b", 0.75)
    assert "leaves out words that it quotes" in row.reason


def test_dates_against_loss_of_detail_leave_it_open() -> None:
    full, less = f"{TOLD} {SAID}", f"{TOLD} {TRIMMED}"
    row = only(report("a", less, "2031-05-02"), report("b", full, "2031-05-03"))
    assert (row.direction, row.confidence) == ("unknown", 0.4)
    assert row.reason.startswith("published one day earlier, yet the later one gives quoted words that it leaves out")


def test_what_an_editor_puts_in_brackets_is_nothing_that_the_other_leaves_out() -> None:
    edited = SAID.replace("that building", "(the council) building [of theirs]")
    plain = SAID.replace("that building", "building")
    row = only(report("a", f"{TOLD} {plain}", "2031-05-02"), report("b", f"{TOLD} {edited}", "2031-05-03"))
    assert (row.direction, row.confidence) == ("a_to_b", 0.6)
    assert "quote" not in row.reason.split(";")[0]


def test_one_quoted_word_more_is_a_matter_of_wording() -> None:
    more = SAID.replace("that building", "that big building")
    row = only(report("a", f"{TOLD} {SAID}"), report("b", f"{TOLD} {more}"))
    assert row.direction == "unknown"


def test_words_exchanged_inside_a_quotation_lack_on_both_sides() -> None:
    said = "We lost the lower wall of the spillway, not the dam, and nobody is to leave the valley tonight"
    spun = "We lost the bottom wall of the overflow channel, not the dam, and nobody is to leave the valley tonight"
    row = only(report("a", f"{TOLD} “{said}.”", "2031-05-02"), report("b", f"{TOLD} “{spun}.”", "2031-05-03"))
    assert (row.direction, row.confidence) == ("a_to_b", 0.6)


def test_what_one_quotes_and_the_other_gives_bare_may_be_a_thirds() -> None:
    said = "The sea wall was built in a hurry by people who had never seen a storm from the north"
    a = report("a", f"The weekly said “{said}” in May. In a note it now says: “We were wrong about the people of it.”")
    b = report("b", f"{said}. We were wrong about the people of it.")
    spans = (16, len(a.text)), (0, len(b.text))
    assert fuller_quotation(a, spans[0], b, spans[1]) == 0
    told = report("b", f"The weekly said in May: {said}. In a note it now says: We were wrong about the people of it.")
    assert fuller_quotation(a, (0, len(a.text)), told, (0, len(told.text))) == 1


def test_two_equal_quotations_tell_nothing() -> None:
    assert only(report("a", f"{TOLD} {SAID}"), report("b", f"{TOLD} {SAID}")).direction == "unknown"


def test_a_mistake_that_the_other_has_corrected() -> None:
    wrong = f"{TOLD} Eleven lorries and 340 crates were lost, the port authority said on Friday evening."
    right = wrong.replace("340", "34")
    note = "Correction: An earlier version of this article said that 340 crates were lost. It was 34."
    row = only(report("a", f"{right}\n{note}"), report("b", f"{wrong}\n{LATER}"))
    assert (row.direction, row.confidence) == ("a_to_b", 0.8)
    assert "it still carries “340”" in row.reason
    without = only(report("a", f"{right}\n{REST}"), report("b", f"{wrong}\n{LATER}"))
    assert without.direction == "unknown"


def test_a_report_that_ends_where_the_other_goes_on() -> None:
    row = only(report("a", TOLD), report("b", f"{TOLD}\n{LATER}\n{REST}"))
    assert (row.direction, row.confidence) == ("b_to_a", 0.6)
    assert "the beginning of the other" in row.reason


def test_a_report_that_has_more_of_its_own_is_not_cut() -> None:
    own = "Teachers in the hill villages said pupils had spent the night in gymnasiums with blankets."
    assert only(report("a", f"{own}\n{TOLD}"), report("b", f"{TOLD}\n{LATER}\n{REST}")).direction == "unknown"


def _three() -> list[Comparable]:
    """An agency's report, and two of one day that have it: one says so, the other has it by its date alone."""
    return [
        report("w", f"{TOLD} {SAID}", "2031-05-01", "Interwire"),
        report("x", f"{TOLD} {SAID}", "2031-05-02", "Sun", credits=()),
        report("y", f"{TOLD} {SAID}", "2031-05-02", "Post", credits=()),
    ]


def test_two_that_have_it_from_a_third_have_a_common_source() -> None:
    pile = _three()
    raw = compare_reports(pile)
    between = {(r.a_report_id, r.b_report_id): r for r in raw}
    assert between["x", "y"].direction == "unknown"
    settled = {(r.a_report_id, r.b_report_id): r for r in settle_directions(pile, raw)}
    row = settled["x", "y"]
    assert (row.direction, row.confidence) == ("common", 0.6)
    assert row.reason.startswith("both are known to have it from a third, Interwire of 2031-05-01; ")
    assert row.reason.partition("; ")[2] == between["x", "y"].reason.split("; ")[-1]
    assert settled["w", "x"] == between["w", "x"]


def test_two_without_a_source_in_the_pile_have_an_unseen_one() -> None:
    pile = [report(i, f"{TOLD} {SAID}", "2031-05-02") for i in ("x", "y")]
    (row,) = settle_directions(pile, compare_reports(pile))
    assert row.direction == "common"
    assert "not among the reports" in row.reason


def test_one_outlet_needs_no_origin_elsewhere() -> None:
    pile = [report(i, f"{TOLD} {SAID}", "2031-05-02", "Sun") for i in ("x", "y")]
    rows = compare_reports(pile)
    assert [row.direction for row in settle_directions(pile, rows)] == ["unknown"]
    assert trace_lineage(pile, rows)[1] == []


def test_short_stretches_of_one_pair_count_together() -> None:
    gap = "Teachers in the hill villages said pupils had spent the night in gymnasiums. " * 4
    other = "Insurers in the capital expect claims to arrive for weeks, said a broker whose own cellar was in mud. " * 3
    a, b = report("x", f"{TOLD}\n{gap}\n{LATER}", "2031-05-02"), report("y", f"{TOLD}\n{other}\n{LATER}", "2031-05-02")
    rows = compare_reports([a, b])
    assert len(rows) == 2
    _, ancestors, _ = trace_lineage([a, b], rows)
    assert len(ancestors) == 1


def test_settling_is_taken_back_where_the_third_is_not_there() -> None:
    pile = _three()
    first = compare_again(pile, Compared())
    settled = settle_directions(pile, first.rows)
    fewer = compare_again(pile[1:], Compared(settled, first.keys))
    assert list(fewer.rows) == compare_reports(pile[1:])
    again = compare_again(pile, Compared(settled, first.keys))
    assert list(again.rows) == list(first.rows)


@pytest.mark.parametrize("swap", [False, True])
def test_the_order_of_the_two_makes_no_difference(swap: bool) -> None:
    a, b = report("a", f"{TOLD} {TRIMMED}", "2031-05-02"), report("b", f"{TOLD} {SAID}", "2031-05-02")
    pile = [b, a] if swap else [a, b]
    assert compare_reports(pile) == compare_reports([a, b])
    named = [replace(a, report_id="c"), b]
    (row,) = [row for row in compare_reports(named) if row.kind != "quotation"]
    assert row.direction == "a_to_b"  # the full one is `b`, now the first
    assert row.a_report_id == "b"


def test_links_of_a_site_among_its_sentences_are_no_copying() -> None:
    links = (
        "Governor Quill Ada Jane QuillHarbour Vote Looms As Council Splits Quill Defends Wall Budget Ferry Strike "
        "Enters Week Night Market To Return In June Old Quarry Sold To Unnamed Buyer MORE"
    )
    one = f"The plan was put forward by {links} and it will be read on Monday by the whole council."
    other = f"A letter reached {links} late last night and nobody would say who had written it or why."
    pile = [report("a", one, "2031-05-02", "Sun"), report("b", other, "2031-05-04", "Sun")]
    pile = [replace(one, left_out=tuple(run_ins(one.text))) for one in pile]
    assert compare_reports(pile) == []


def test_an_agency_named_in_the_sentence_and_one_whose_line_is_carried_are_one_source() -> None:
    named = f"Officials told the Interwire Agency that on Friday {TOLD[0].lower()}{TOLD[1:]}"
    pile = [
        report("a", named, "2031-05-02", "Sun", credits=(("Interwire Agency", "cites"),)),
        report("b", f"{TOLD}\nInterwire Agency", "2031-05-02", "Post", credits=(("Interwire Agency", "agency"),)),
    ]
    (row,) = compare_reports(pile)
    assert row.direction == "common"
    assert row.reason.startswith("both name Interwire Agency as the source of it")


def test_links_inside_a_sentence_are_passed_over() -> None:
    links = "Ada Jane QuillHarbour Vote Looms As Council Splits Ferry Strike Enters A Third Week MORE "
    one = TOLD.replace("sweeping parked", f"{links}sweeping parked")
    at = one.index(links)
    a = replace(report("a", one, "2031-05-02"), left_out=((at, at + len(links)),))
    (row,) = compare_reports([a, report("b", TOLD, "2031-05-03")])
    assert row.kind == "verbatim"
    assert row.a_start == 0
    assert one[row.a_start : row.a_end].rstrip(".") == one.rstrip(".")


def test_what_two_have_from_a_third_in_the_pile_has_no_origin_outside_it() -> None:
    pile = [
        report("w", f"{TOLD} {SAID}", "2031-05-01", "Interwire"),
        report("x", f"{TOLD} {SAID}", "2031-05-02", "Sun", credits=()),
        report("y", f"{TOLD} {SAID}", "2031-05-02", "Post", credits=()),
    ]
    lineage, ancestors, _ = trace_lineage(pile, compare_reports(pile))
    assert ancestors == []
    assert {(row.report_id, row.parent_report_id) for row in lineage} == {("x", "w"), ("y", "w")}


def test_a_document_that_each_sets_off_after_a_colon_is_common() -> None:
    note = f"{TOLD} {LATER}"
    one = report("a", f"The council printed this on Sunday:\n\nNotice: May 1\n\n{note}\n\n{REST}", "2031-05-02", "Post")
    two = report("b", f"Here is what they say of it now:\n\n{note}\n\nNobody believes a word.", "2031-09-01", "Sun")
    row = only(one, two)
    assert (row.direction, row.confidence) == ("common", 0.8)
    assert row.reason.startswith("each sets it off after a colon")
    assert trace_lineage([one, two], [row])[0] == []
    plain = report("b", f"Nobody believes a word.\n\n{note}", "2031-09-01", "Sun")
    assert only(one, plain).direction == "a_to_b"


def test_who_shares_an_agencys_words_is_told_with_whom() -> None:
    credit: tuple[tuple[str, CreditKind], ...] = (("Inland Press", "agency"),)
    pile = [
        report("a", f"HARBOUR (Inland Press) — {TOLD} {LATER}", "2031-05-02", "Post", credits=credit),
        report("b", f"HARBOUR (Inland Press) — {TOLD} {LATER}", "2031-05-03", "Sun", credits=credit),
    ]
    lineage, _, _ = trace_lineage(pile, compare_reports(pile))
    assert {row.report_id: row.basis for row in lineage} == {
        "a": "shares wording with Sun of 2031-05-03; both credit one agency: Inland Press",
        "b": "shares wording with Post of 2031-05-02; both credit one agency: Inland Press",
    }


def test_what_an_agency_itself_reports_is_taken_from_it() -> None:
    day = "2031-05-02"
    row = only(report("a", TOLD, day, "Coast Herald"), report("b", TOLD, day, "Reuters"))
    assert (row.direction, row.confidence) == ("b_to_a", 0.7)
    assert "Reuters is a news agency" in row.reason
    later = only(report("a", TOLD, day, "Coast Herald"), report("b", TOLD, "2031-05-04", "Reuters"))
    assert later.direction == "unknown"


def test_a_sentence_of_background_days_later_is_of_nobody_known() -> None:
    known = "The wall gave way after a barge had struck it twice in the fog of that night in March."
    a = report("a", f"{LATER}\n{known}", "2031-05-02")
    b = report("b", f"{REST}\n{known}", "2031-05-09")
    assert only(a, b).direction == "unknown"
    assert only(a, replace(b, published_earliest="2031-05-03", published_latest="2031-05-03")).direction == "a_to_b"


def test_where_a_report_says_that_it_first_appeared_is_its_source() -> None:
    first = report("a", f"{TOLD} {LATER}", "2031-05-02", "Vale Courier-Herald")
    again = report(
        "b", f"{TOLD} {LATER}\n\nThis column first appeared in the Vale Courier Herald.", "2031-05-03", "Sun"
    )
    row = only(first, again)
    assert (row.direction, row.confidence) == ("a_to_b", 0.95)
    assert "named as its source" in row.reason
    assert "Vale Courier Herald" in row.reason
    other = report("b", f"{TOLD} {LATER}\n\nThis column first appeared on the town's own pages.", "2031-05-03", "Sun")
    assert only(first, other).confidence == 0.6
