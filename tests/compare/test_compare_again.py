"""What was compared before is not compared again, and the answer is the same as if it were."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from whence.compare import Comparable, Compared, compare_again, compare_reports
from whence.compare.pair import compare_pair
from whence.compare.pairing import Pairing
from whence.records import Reuse
from whence.run.trace import trace_inputs
from whence.story.store import Story

WORDS = ("dam", "river", "valley", "flood", "mayor", "crews", "water", "wall", "night", "gate", "spillway", "police")


@pytest.fixture(scope="module")
def pile() -> list[Comparable]:
    """Forty reports of invented words in five outlets, most of which share a paragraph with some other."""
    chance = random.Random(3)
    paragraphs = [
        " ".join(f"{chance.choice(WORDS)}{chance.randrange(30)}" for _ in range(40)).capitalize()
        + f" in Brennath {at}."
        for at in range(30)
    ]
    found = []
    for at in range(40):
        day = f"2031-05-{1 + chance.randrange(9):02d}"
        text = "\n".join(chance.sample(paragraphs, 3))
        outlet = f"Outlet {chance.randrange(5)}"
        found.append(Comparable(f"r{at:02d}", text, outlet=outlet, published_earliest=day, published_latest=day))
    return found


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The pairs of reports that are compared from now on."""
    seen: list[set[str]] = []

    def counted(pairing: Pairing, at: int, min_words: int) -> list[Reuse]:
        seen.append({pairing.rows[row].report.report_id for row in pairing.rows_of(at)})
        return compare_pair(pairing, at, min_words)

    monkeypatch.setattr("whence.compare.reuse.compare_pair", counted)
    return seen


def test_nothing_new_compares_nothing(pile: list[Comparable], looked_at: list[set[str]]) -> None:
    first = compare_again(pile, Compared())
    assert first.rows
    assert looked_at
    looked_at.clear()
    again = compare_again(pile[::-1], first)
    assert looked_at == []
    assert again.rows == first.rows
    assert again.keys == first.keys


@pytest.mark.parametrize("new", [0, 17, 39])
def test_one_more_report_is_compared_and_little_else(
    pile: list[Comparable], looked_at: list[set[str]], new: int
) -> None:
    rest = [report for at, report in enumerate(pile) if at != new]
    first = compare_again(rest, Compared())
    looked_at.clear()
    again = compare_again(pile, first)
    old = [pair for pair in looked_at if pile[new].report_id not in pair]
    # only where the new report makes a form of words common in its outlet is another pair looked at again
    assert all(pile[new].outlet in {report.outlet for report in pile if report.report_id in pair} for pair in old)
    assert len(looked_at) < len(again.keys) / 2
    assert again.rows == compare_again(pile, Compared()).rows


@pytest.mark.parametrize(
    "change", [{"text": "Nothing of all this."}, {"outlet": "Another"}, {"published_latest": "2031-06-01"},
               {"quoted": ((0, 90),)}, {"passages": ((0, 50, "caption"),)}, {"credits": ((0, 3, "AP", "agency"),)}]
)  # fmt: skip
def test_a_report_that_changed_is_compared_again(pile: list[Comparable], change: dict[str, object]) -> None:
    first = compare_again(pile, Compared())
    changed = [replace(pile[0], **change), *pile[1:]]  # type: ignore[arg-type]
    assert compare_again(changed, first).rows == compare_again(changed, Compared()).rows


def test_a_report_that_is_gone_leaves_no_row(pile: list[Comparable]) -> None:
    first = compare_again(pile, Compared())
    fewer = pile[5:]
    assert list(compare_again(fewer, first).rows) == compare_reports(fewer)


def test_adding_to_a_story_compares_what_is_new(tmp_path: Path, looked_at: list[set[str]]) -> None:
    copied = "The spillway wall at Kelverin gave way on Monday night after two weeks of rain, and seven people drowned."
    for name, text in (("a", copied), ("b", f"{copied} Crews searched on."), ("c", f"It rained.\n\n{copied}")):
        (tmp_path / f"{name}.txt").write_text(f"date 2031-03-1{ord(name) - 96}\n\n{text}\n", encoding="utf-8")
    story = tmp_path / "story.db"
    trace_inputs([tmp_path / "a.txt", tmp_path / "b.txt"], story)
    assert len(looked_at) == 1
    trace_inputs([tmp_path / "c.txt"], story)
    assert len(looked_at) == 3
    with Story.open(story) as opened:
        assert len(opened.reuse()) == 3
        assert len(opened.compared()) == 3
    whole = tmp_path / "whole.db"
    trace_inputs([tmp_path / f"{name}.txt" for name in "abc"], whole)
    with Story.open(story) as one, Story.open(whole) as other:
        assert one.reuse() == other.reuse()
        assert one.compared() == other.compared()


def test_two_reports_of_one_id_are_refused(pile: list[Comparable]) -> None:
    with pytest.raises(ValueError, match="one id"):
        compare_reports([pile[0], replace(pile[1], report_id=pile[0].report_id)])
