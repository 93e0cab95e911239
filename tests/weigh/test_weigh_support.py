from __future__ import annotations

import random
from dataclasses import dataclass

from whence.account import Support
from whence.weigh.support import SupportQuestion, find_support


@dataclass(frozen=True)
class Leaning:
    report_id: str
    start: int
    end: int
    parent_report_id: str | None = None
    parent_start: int = 0
    parent_end: int = 0
    ancestor_id: str | None = None
    confidence: float = 0.6


def roots(found: list[Support]) -> list[tuple[str, bool]]:
    return [(row.root, row.certain) for row in found]


def question(*places: tuple[str, int, int]) -> SupportQuestion:
    return SupportQuestion("utterance", "u1", places)


def test_a_copied_place_stands_on_its_parent() -> None:
    leanings = [Leaning("b", 0, 100, "a", 50, 150)]
    found = find_support([question(("a", 60, 80), ("b", 10, 30))], leanings)
    assert roots(found) == [("a", False)]


def test_a_copy_counts_for_its_parent_although_the_parent_is_not_asked_about() -> None:
    leanings = [Leaning("c", 0, 100, "b", 0, 100), Leaning("b", 0, 100, "a", 0, 100)]
    assert roots(find_support([question(("c", 10, 30))], leanings)) == [("a", False)]


def test_what_lies_outside_the_copied_span_is_the_reports_own() -> None:
    leanings = [Leaning("b", 0, 100, "a", 0, 100)]
    assert roots(find_support([question(("a", 0, 20), ("b", 90, 190))], leanings)) == [("a", False), ("b", False)]


def test_two_reports_on_one_unseen_ancestor_count_once() -> None:
    leanings = [Leaning("a", 0, 100, ancestor_id="x"), Leaning("b", 0, 100, ancestor_id="x")]
    assert roots(find_support([question(("a", 0, 20), ("b", 0, 20))], leanings)) == [("x", False)]


def test_only_own_reporting_makes_a_root_certain() -> None:
    places = (("a", 0, 20), ("b", 0, 20), ("c", 0, 20))
    leanings = [Leaning("c", 0, 100, "a", 200, 300)]
    found = find_support([question(*places)], leanings, own_reporting={"a": ((0, 40),), "c": ((0, 40),)})
    assert roots(found) == [("a", True), ("b", False)]


def test_an_ancestor_is_never_certain() -> None:
    leanings = [Leaning("a", 0, 100, ancestor_id="x")]
    assert roots(find_support([question(("a", 0, 20))], leanings, own_reporting={"a": ((0, 40),)})) == [("x", False)]


def test_reports_of_one_publisher_count_once() -> None:
    found = find_support(
        [question(("a", 0, 9), ("b", 0, 9), ("c", 0, 9))],
        [],
        own_reporting={"b": ((0, 9),)},
        publishers={"a": "post", "b": "post", "c": "sun"},
    )
    assert roots(found) == [("b", True), ("c", False)]


def test_the_surest_leaning_decides() -> None:
    leanings = [Leaning("c", 0, 100, "a", 0, 100, confidence=0.6), Leaning("c", 0, 90, "b", 0, 90, confidence=0.95)]
    assert roots(find_support([question(("c", 0, 50))], leanings)) == [("b", False)]


def test_a_circle_of_credits_counts_once() -> None:
    leanings = [Leaning("a", 0, 100, "b", 0, 100), Leaning("b", 0, 100, "a", 0, 100)]
    assert roots(find_support([question(("a", 0, 50), ("b", 0, 50))], leanings)) == [("a", False)]


def test_the_order_of_everything_makes_no_difference() -> None:
    leanings = [
        Leaning("b", 0, 100, "a", 0, 100),
        Leaning("c", 0, 100, "a", 0, 100),
        Leaning("d", 0, 50, ancestor_id="x"),
        Leaning("e", 0, 50, ancestor_id="x"),
    ]
    places = [(name, 5, 25) for name in "abcdef"]
    expected = find_support([question(*places)], leanings)
    for seed in range(5):
        random.Random(seed).shuffle(leanings)
        random.Random(seed).shuffle(places)
        assert find_support([question(*places)], leanings) == expected
    assert roots(expected) == [("a", False), ("f", False), ("x", False)]


def test_a_report_that_tells_it_twice_is_one_voice() -> None:
    """One sentence of it names an outlet, the next has it again: that outlet and the report are not two."""
    twice = (("a", 0, 20), ("a", 200, 240), ("b", 0, 20))
    leanings = [Leaning("a", 0, 100, ancestor_id="x")]
    assert roots(find_support([question(*twice)], leanings)) == [("b", False), ("x", False)]
    heard = {"a": ((190, 260),)}
    assert roots(find_support([question(*twice)], leanings, own_reporting=heard)) == [("a", True), ("b", False)]
