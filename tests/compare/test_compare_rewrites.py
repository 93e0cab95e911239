"""Rewrites that swap nearly every word: labelled pairs (`rewrites.jsonl`) and runs of paragraphs.

Pairs p and n with an odd number were at hand while the bars were set; those with an even number were not, until a first
count (15 of 20 rewrites found, none of 20 others taken for one), after which one bar was changed; q and m were composed
after that. What the counts must reach here is what they are, not what is wished for.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from whence.compare import Comparable, compare_reports
from whence.compare.agreement import agreement, words_of
from whence.compare.comparable import Vocabulary, word_row
from whence.compare.sequence import Link, find_runs
from whence.compare.telling import tellings
from whence.records import PassageKind, Reuse, Spans

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parent / "rewrites.jsonl").read_text(encoding="utf-8").splitlines()
    if line
]


def report(report_id: str, text: str, day: str | None = None, outlet: str | None = None) -> Comparable:
    passages: list[tuple[int, int, PassageKind]] = [
        (line.start(), line.end(), "body") for line in re.finditer(r"[^\n]+", text)
    ]
    quoted: Spans = tuple(found.span() for found in re.finditer(r"“[^”]*”|\"[^\"]*\"", text))
    return Comparable(report_id, text, None, outlet, day, day, tuple(passages), quoted)


def copying(one: str, other: str) -> list[Reuse]:
    pile = [report("a", one, "2031-05-02", "Post"), report("b", other, "2031-05-03", "Sun")]
    return [row for row in compare_reports(pile) if row.kind != "quotation"]


def group(name: str) -> str:
    return "fresh" if name[0] in "qm" else "seen" if int(name[1:]) % 2 else "kept"


@pytest.mark.parametrize(("part", "least"), [("seen", 20), ("kept", 20), ("fresh", 9)])
def test_rewrites_are_found(part: str, least: int) -> None:
    pairs = [pair for pair in PAIRS if pair["copy"] and group(pair["id"]) == part]
    missed = [pair["id"] for pair in pairs if not copying(pair["a"], pair["b"])]
    assert len(pairs) - len(missed) >= least, missed


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair["copy"]], ids=lambda pair: pair["id"])
def test_what_is_told_independently_is_no_paraphrase(pair: dict[str, str]) -> None:
    assert [row for row in copying(pair["a"], pair["b"]) if row.kind == "paraphrase"] == []


WIRE = [
    "Two people drowned and 36 were taken off the roof of a cannery on Monday after the sea wall at Port Sela gave way "
    "in the highest tide since 1953.",
    "The wall broke at 2:40 a.m. near the fish market, the coastguard said. By dawn the water stood 90 centimetres "
    "deep in Chandler Street and had reached the steps of St Aude's church.",
    "Juno Vale, the harbour master, said one trawler was still missing.",
    '"Nobody rang the bell until the boats were already in the square," he told reporters on the quay. "We woke when '
    'the beds began to float."',
    "Maran Marine, which has looked after the wall since 2009, said it had passed every inspection.",
    "The hospital at Eldin was treating 19 people, four of them children, said its director, Tomas Lund.",
    "The navy said it had sent two cutters and 75 divers to look for the trawler.",
]
SPUN = [
    "A pair of persons lost their lives by drowning and 36 had to be rescued from a cannery roof on Monday when the "
    "seawall of Port Sela failed during the greatest tide since 1953.",
    "At 2:40 a.m. the barrier ruptured close to the fish market, the coast guard stated. At daybreak water 90 "
    "centimeters in depth covered Chandler Street and arrived at the stairs of St Aude's church.",
    "Juno Vale, the harbor master, stated that one trawler remained missing.",
    "“Somebody rang the bell when the vessels were already in the plaza,” he informed journalists on the dock. He said "
    "they had been roused as the beds started to float.",
    "Maran Marine, the firm caring for the wall since 2009, declared that it had passed each inspection.",
    "Eldin hospital was caring for 19 individuals, among them four kids, according to Tomas Lund, its head.",
    "The navy announced it had dispatched two cutters plus 75 divers to search for the trawler.",
]
OWN = [
    "The bell of St Aude's never rang. That is what people in Chandler Street were saying on Monday as they carried "
    "their carpets out, hours after the sea had come through the wall at Port Sela.",
    "Tomas Lund, who runs the hospital at Eldin, had 19 patients by noon. Four were children; the oldest a woman of "
    "88 who had spent the night on her wardrobe.",
    'At the cannery 36 workers of the late shift had climbed onto the roof. "We counted the waves," said Ada Orr, who '
    "packs herring. Navy cutters took the last of them off at nine.",
    "Maran Marine would not say when it had last looked at the wall. Juno Vale said that two bodies were found near "
    "the fish market and that he had no word of a trawler.",
]


def held(rows: list[Reuse], text: str, paragraph: str) -> bool:
    start = text.index(paragraph)
    return any(2 * (min(row.b_end, start + len(paragraph)) - max(row.b_start, start)) > len(paragraph) for row in rows)


def test_a_spun_report_is_found_paragraph_by_paragraph() -> None:
    text = "\n".join(SPUN)
    rows = copying("\n".join(WIRE), text)
    assert {row.kind for row in rows} == {"paraphrase"}
    assert [paragraph[:30] for paragraph in SPUN if not held(rows, text, paragraph)] == []
    assert any("paragraphs that both tell in the same order" in row.reason for row in rows)


def test_a_short_paragraph_alone_is_none() -> None:
    assert copying(WIRE[2], SPUN[2]) == []


def test_a_quotation_changed_in_its_marks_is_found_only_in_its_run() -> None:
    assert copying(WIRE[3], SPUN[3]) == []
    rows = copying("\n".join(WIRE[1:6]), text := "\n".join(SPUN[1:6]))
    assert held(rows, text, SPUN[3])


def test_a_report_of_ones_own_is_no_copy() -> None:
    assert copying("\n".join(WIRE), "\n".join(OWN)) == []


def test_the_same_paragraphs_in_another_order_are_no_run() -> None:
    rows = copying("\n".join(WIRE), "\n".join(reversed(SPUN)))
    assert not [row for row in rows if "in the same order;" in row.reason and "paragraphs" in row.reason]


def link(a: int, b: int, strength: float) -> Link:
    return Link(a, b, strength, known=False)


def test_runs_need_links_that_follow_each_other_closely() -> None:
    close = [link(0, 0, 1.5), link(1, 1, 1.5), link(2, 3, 1.5)]
    assert find_runs(close) == [tuple(close)]
    assert find_runs([link(0, 0, 1.5), link(5, 1, 1.5), link(9, 3, 1.5)]) == []
    assert find_runs([link(0, 2, 1.5), link(1, 1, 1.5), link(2, 0, 1.5)]) == []
    assert find_runs([link(0, 0, 0.5), link(1, 1, 0.5), link(2, 2, 0.5)]) == []


def test_garbled_names_and_numbers_in_words_agree() -> None:
    row = [
        word_row(report(name, text), Vocabulary())
        for name, text in (
            ("a", "In Lomna nine lawyers defended Zdenka Hrubešová and Otakar Pivonka."),
            ("b", "Zdenca Hrubesova and Otokar Pivonca had 9 lawyers to defend them at Lomna."),
        )
    ]
    found = agreement(words_of(tellings(row[0])[0]), words_of(tellings(row[1])[0]))
    assert (found.anchors, found.numbers) == (6, 1)
    assert found.crossing == 0
