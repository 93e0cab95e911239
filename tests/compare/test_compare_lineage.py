from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from whence.compare import Comparable, compare_reports, find_leanings, trace_lineage
from whence.compare.outlets import outlet_key
from whence.records import CreditKind, PassageKind, digest

TOLD = (
    "The river broke through the northern embankment shortly before dawn, sweeping parked lorries into the fish market "
    "and cutting the only road that links the harbour with the upper town. Rescue crews used inflatable boats to reach "
    "families who had climbed onto their roofs, and the hospital moved its patients to the second floor."
)
OWN = "Teachers in the hill villages said pupils had spent the night in gymnasiums with blankets lent by the army camp."
MORE = "Insurers in the capital expect claims to arrive for weeks, said a broker whose own cellar was deep in mud."


def report(
    report_id: str,
    text: str,
    day: str | None = None,
    outlet: str | None = None,
    credits: tuple[tuple[str, CreditKind], ...] = (),
    kinds: dict[int, PassageKind] | None = None,
) -> Comparable:
    passages = tuple(
        (line.start(), line.end(), (kinds or {}).get(number, "body"))
        for number, line in enumerate(re.finditer(r"[^\n]+", text))
    )
    named = tuple((text.index(name), text.index(name) + len(name), name, kind) for name, kind in credits)
    quoted = tuple(found.span() for found in re.finditer(r"“[^”]*”", text))
    return Comparable(report_id, text, None, outlet, day, day, passages, quoted, named)


def share_of(part: str, whole: str) -> float:
    return len(part.split()) / len(whole.split())


def test_a_copy_leans_on_the_earlier_report_with_its_share() -> None:
    copy = f"{TOLD}\n{OWN}"
    pile = [report("a", TOLD, "2031-05-02", "Post"), report("b", copy, "2031-05-03", "Sun")]
    lineage, ancestors, own = trace_lineage(pile, compare_reports(pile))
    (row,) = lineage
    assert (row.report_id, row.parent_report_id, row.ancestor_id) == ("b", "a", None)
    assert row.share == pytest.approx(share_of(TOLD, copy), abs=0.01)
    assert ancestors == []
    assert own["a"] == 1.0
    assert own["b"] == pytest.approx(1 - row.share, abs=1e-4)


def test_a_twin_inside_the_report_is_no_parent_and_costs_nothing() -> None:
    pile = [report("a", f"{TOLD}\n{TOLD}")]
    assert trace_lineage(pile, compare_reports(pile)) == ([], [], {"a": 1.0})


def test_a_shared_quotation_is_no_parent() -> None:
    said = "“The wall was never meant to hold that much water and everybody in this building knew it in March”"
    pile = [
        report("a", f"{said}, the engineer told a hearing.", "2031-05-02", "Post"),
        report("b", f"Ms. Maran was blunt. {said}, she said.", "2031-05-03", "Sun"),
    ]
    rows = compare_reports(pile)
    assert [row.kind for row in rows] == ["quotation"]
    assert trace_lineage(pile, rows)[0] == []


def test_a_chain_of_copies_leans_on_the_first() -> None:
    pile = [
        report("c", TOLD, "2031-05-02", "Post"),
        report("b", TOLD, "2031-05-03", "Sun"),
        report("a", TOLD, "2031-05-04", "Echo"),
    ]
    lineage, _, own = trace_lineage(pile, compare_reports(pile))
    assert [(row.report_id, row.parent_report_id) for row in lineage] == [("a", "c"), ("b", "c")]
    assert own == {"a": 0.0, "b": 0.0, "c": 1.0}


def test_what_neither_took_from_the_other_has_an_unseen_ancestor() -> None:
    pile = [report("a", f"{OWN}\n{TOLD}", "2031-05-02", "Post"), report("b", f"{TOLD}\n{MORE}", "2031-05-02", "Sun")]
    lineage, (ancestor,), own = trace_lineage(pile, compare_reports(pile))
    assert ancestor.id == digest("ancestor", "a", "b")
    assert ancestor.outlet_name is None
    assert {(row.report_id, row.ancestor_id) for row in lineage} == {("a", ancestor.id), ("b", ancestor.id)}
    assert all(0.2 < share < 0.5 for share in own.values())


def test_an_agency_line_makes_the_agency_the_ancestor_of_the_whole() -> None:
    pile = [report("a", f"PORT SELA (AP) — {TOLD}", "2031-05-02", "Post", (("AP", "agency"),))]
    (row,), (ancestor,), own = trace_lineage(pile, [])
    assert (ancestor.outlet_name, row.share, own["a"]) == ("AP", 1.0, 0.0)
    assert ancestor.id == digest("ancestor", outlet_key("The Associated Press"))


def test_the_agencys_own_report_in_the_pile_takes_the_ancestors_place() -> None:
    pile = [
        report("a", TOLD, "2031-05-02", "Associated Press"),
        report("b", f"PORT SELA (AP) — {TOLD}", "2031-05-02", "Post", (("AP", "agency"),)),
    ]
    (row,), ancestors, _ = trace_lineage(pile, compare_reports(pile))
    assert (row.report_id, row.parent_report_id) == ("b", "a")
    assert ancestors == []


def test_a_credited_block_quotation_leans_with_the_blocks_words() -> None:
    text = f"{OWN}\nFrom The Sela Courier:\n{TOLD}\n{MORE}"
    pile = [report("a", text, "2031-05-02", "Post", (("The Sela Courier", "block_quote"),), {2: "block_quote"})]
    (row,), (ancestor,), own = trace_lineage(pile, [])
    assert ancestor.outlet_name == "The Sela Courier"
    assert row.share == pytest.approx(share_of(TOLD, text), abs=0.01)
    assert own["a"] == pytest.approx(1 - row.share, abs=1e-4)


def test_two_outlets_named_in_one_sentence_are_both_ancestors() -> None:
    text = f"The Sela Courier and the Bay Times reported that the dam had leaked since the spring floods began.\n{OWN}"
    named: tuple[tuple[str, CreditKind], ...] = (("Sela Courier", "cites"), ("Bay Times", "cites"))
    lineage, ancestors, own = trace_lineage([report("a", text, None, "Post", named)], [])
    assert {one.outlet_name for one in ancestors} == {"Sela Courier", "Bay Times"}
    assert own["a"] == pytest.approx(1 - lineage[0].share, abs=1e-4)


def test_a_short_name_is_the_outlet_named_in_full_in_the_same_report() -> None:
    text = (
        "The Bay Times reported on Friday that the dam had leaked since the spring floods, citing two engineers.\n"
        f"The Times said a second leak was known to the ministry in March and that nothing was done.\n{OWN}"
    )
    full, short = text.index("Bay Times"), text.index("The Times") + 4
    named: tuple[tuple[int, int, str, CreditKind], ...] = (
        (full, full + 9, "Bay Times", "cites"),
        (short, short + 5, "Times", "cites"),
    )
    _, (ancestor,), _ = trace_lineage([replace(report("a", text, None, "Post"), credits=named)], [])
    assert ancestor.outlet_name == "Bay Times"


def test_an_agency_in_a_caption_is_no_lineage() -> None:
    text = f"A street in Port Sela. (AP Photo)\n{OWN}"
    pile = [report("a", text, None, "Post", (("AP", "agency"),), {0: "caption"})]
    assert trace_lineage(pile, [])[0] == []


def test_the_order_of_reports_and_rows_makes_no_difference() -> None:
    pile = [
        report("a", f"{OWN}\n{TOLD}", "2031-05-02", "Post"),
        report("b", f"{TOLD}\n{MORE}", "2031-05-02", "Sun"),
        report("c", f"PORT SELA (AP) — {TOLD}", "2031-05-02", "Echo", (("AP", "agency"),)),
        report("d", f"{MORE}\n{OWN}", "2031-05-04", "Bell"),
    ]
    rows = compare_reports(pile)
    traced, leanings = trace_lineage(pile, rows), find_leanings(pile, rows)
    assert traced[0]
    for seed in range(5):
        mixed, rows_mixed = list(pile), list(rows)
        random.Random(seed).shuffle(mixed)
        random.Random(seed).shuffle(rows_mixed)
        assert trace_lineage(mixed, rows_mixed) == traced
        assert find_leanings(mixed, rows_mixed) == leanings


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Associated Press", "AP", True),
        ("A.P.", "Associated Press", True),
        ("The New York Times", "New York Times - News", True),
        ("CNN (Web News)", "CNN", True),
        ("CBS", "CBS News", True),
        ("The World", "World News", False),
        ("Fox News", "NBC News", False),
        ("Washington Post", "Washington Times", False),
    ],
)
def test_outlet_names(one: str, other: str, same: bool) -> None:
    assert (outlet_key(one) == outlet_key(other)) is same


def test_an_outlet_named_for_one_sentence_is_not_behind_a_long_copy() -> None:
    named = "Two dams upstream had been opened in the night, the Valley Star reported."
    copied = f"{TOLD} {OWN} {MORE} {named}"
    pile = [
        report("a", copied, "2031-05-02", "Post", (("Valley Star", "cites"),)),
        report("b", copied, "2031-05-03", "Sun", (("Valley Star", "cites"),)),
    ]
    (row,) = compare_reports(pile)
    assert row.direction == "a_to_b"
    assert row.reason.startswith("published one day earlier; both name Valley Star, but for a part of it")
    lineage, _, _ = trace_lineage(pile, [row])
    whole = {one.report_id: one.parent_report_id for one in lineage if one.share > 0.5}
    assert whole == {"b": "a"}
    short = f"{named} {OWN}"
    pile = [replace(one, text=short, passages=((0, len(short), "body"),), credits=()) for one in pile]
    at = short.index("Valley Star")
    pile = [replace(one, credits=((at, at + len("Valley Star"), "Valley Star", "cites"),)) for one in pile]
    (row,) = compare_reports(pile)
    assert row.direction == "common"


def test_what_else_two_reports_share_needs_no_unseen_origin_where_one_is_the_others() -> None:
    pile = [report("a", f"{TOLD}\n{OWN}\n{MORE}", "2031-05-02", "Post"), report("b", f"{TOLD}", "2031-05-03", "Sun")]
    (known,) = compare_reports(pile)
    assert known.direction == "a_to_b"
    open_row = replace(known, id="open", direction="unknown", a_start=0, a_end=len(TOLD) - 60, confidence=0.4)
    _, ancestors, _ = trace_lineage(pile, [known, open_row])
    assert ancestors == []
    _, ancestors, _ = trace_lineage(pile, [open_row])
    assert len(ancestors) == 1


def test_a_speech_handed_out_and_a_speech_heard_are_one_document() -> None:
    mine = [
        f"I have carried the {thing} of this harbour for {number} years, and I would carry it for as many more."
        for thing, number in zip(
            ("keys", "books", "lamps", "ropes", "bells"), ("four", "five", "six", "nine", "ten"), strict=True
        )
    ]
    plain = "The engineers of the upper valley asked for nothing but stones, and stones were what the quarry sent them."
    other = [
        f"My {kin} had a boat that was older than this town, and we painted it each spring."
        for kin in ("father", "uncle", "aunt")
    ]
    handed = "\n".join([*mine, plain, *other])
    heard = "\n".join(
        [
            other[2].replace("older", "much older"),
            plain,
            *[line.replace("this harbour", "your port") for line in mine],
            "We thank you.",
        ]
    )
    pile = [report("a", handed, "2031-05-02", "Post"), report("b", heard, "2031-05-03", "Sun")]
    rows = compare_reports(pile)
    assert any(plain[:30] in handed[row.a_start : row.a_end] for row in rows)
    assert {row.kind for row in rows} == {"quotation"}
    assert trace_lineage(pile, rows)[0] == []


def test_links_inside_a_sentence_are_no_words_of_a_share() -> None:
    links = "Quay Vorne Orlo Why the mole fell apart and what the guild knew of it MORE"
    told = f"The harbour, said {links} the Vale Herald, will be closed for the whole of the winter."
    whole = report("b", f"{OWN}\n{told}\n{MORE}", "2031-05-03", "Sun", (("Vale Herald", "cites"),))
    start = whole.text.index(links)
    (row,) = trace_lineage([replace(whole, left_out=((start, start + len(links)),))], [])[0]
    kept = told.replace(f"{links} ", "")
    assert row.share == pytest.approx(share_of(kept, f"{OWN} {kept} {MORE}"), abs=0.01)
