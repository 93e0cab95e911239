"""Work dealt out to several processes gives what one gives, in order, even where a process is killed."""

from __future__ import annotations

import os
import random
import signal

import pytest

from whence.compare import Comparable, compare_reports, index, rewording
from whence.compare.spread import spread
from whence.records import PassageKind

WORDS = ("dam", "river", "valley", "flood", "mayor", "crews", "water", "wall", "night", "gate", "spillway", "police")


@pytest.fixture(scope="module")
def pile() -> list[Comparable]:
    """Sixty reports of invented words, many of which share a paragraph or tell one in other order."""
    chance = random.Random(7)
    paragraphs = [
        " ".join(f"{chance.choice(WORDS)}{chance.randrange(30)}" for _ in range(40)).capitalize()
        + f" in Brennath {at}."
        for at in range(40)
    ]
    reports = []
    for at in range(60):
        text = "\n".join(chance.sample(paragraphs, 4))
        day = f"2031-05-{1 + chance.randrange(9):02d}"
        outlet = f"Outlet {chance.randrange(12)}"
        reports.append(Comparable(f"r{at:02d}", text, outlet=outlet, published_earliest=day, published_latest=day))
    return reports


def numbers(low: int, high: int) -> list[int]:
    return list(range(low, high))


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 25, 1000])
def test_in_order_and_whole(count: int, jobs: int) -> None:
    parts = list(spread(numbers, count, jobs))
    assert [n for _, part in parts for n in part] == list(range(count))
    assert [done for done, _ in parts][-1:] == ([count] if count else [])


def test_what_a_killed_process_held_is_done_here() -> None:
    here = os.getpid()

    def some(low: int, high: int) -> list[int]:
        if os.getpid() != here and low:
            os.kill(os.getpid(), signal.SIGKILL)
        return list(range(low, high))

    assert [n for _, part in spread(some, 100, 2) for n in part] == list(range(100))


def test_an_error_is_raised_here() -> None:
    def some(low: int, high: int) -> list[int]:
        raise ValueError(f"{low} to {high}")

    with pytest.raises(ValueError, match="0 to"):
        list(spread(some, 100, 2))


def test_several_processes_find_what_one_finds(pile: list[Comparable]) -> None:
    rows = compare_reports(pile)
    assert rows
    assert compare_reports(pile, jobs=2) == rows


def test_dealing_shingles_and_pairs_out_makes_no_difference(
    pile: list[Comparable], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = compare_reports(pile)
    monkeypatch.setattr(index, "PART", 500)
    monkeypatch.setattr(rewording, "PART", 300)
    monkeypatch.setattr(rewording, "PAIRS", 100)
    assert compare_reports(pile) == rows


def test_no_report_and_empty_reports() -> None:
    assert compare_reports([]) == []
    assert compare_reports([Comparable("a", ""), Comparable("b", " \n ")]) == []


def test_a_report_of_as_many_passages_as_a_byte_counts_is_read_to_its_end() -> None:
    """Passage numbers are kept in as few bytes as hold them."""
    copied = "The spillway wall at Kelverin gave way on Monday night after two weeks of rain, and seven people drowned."
    for count in (127, 128, 129, 130):
        lines = [f"Line {at} of this long report tells of something quite else." for at in range(count - 1)]
        text = "\n".join([*lines, copied])
        bounds: list[tuple[int, int, PassageKind]] = []
        at = 0
        for line in text.split("\n"):
            bounds.append((at, at + len(line), "body"))
            at += len(line) + 1
        rows = compare_reports([Comparable("a", text, passages=tuple(bounds)), Comparable("b", copied)])
        assert [(row.kind, text[row.a_start : row.a_end]) for row in rows] == [("verbatim", copied[:-1])], count


def test_a_word_whose_form_is_empty_is_no_error() -> None:
    assert compare_reports([Comparable("a", "Short text \uff9e here.")]) == []
