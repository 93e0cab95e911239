"""The date of an undated report from dated reports that share its wording."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from whence.records import Published
from whence.weigh.pile_dates import Quoted, Shared, date_by_pile
from whence.weigh.pile_weekdays import Answer, Days

FRIDAY = date(2019, 5, 17)
NONE: frozenset[int] = frozenset()


def shared(
    words: int, share: float = 0.5, day: date = FRIDAY, name: str = "The Ostra Post", leans: bool = False
) -> Shared:
    return Shared(name, name, day, day, words, share, leans)


def test_nothing_shared_leaves_the_date_as_it_was() -> None:
    own = Published(None, "2019-01-01", None, "inferred", 0.8, "its own")
    assert date_by_pile(own, [], NONE) is own
    assert date_by_pile(own, [shared(20)], NONE) is own


def test_long_shared_wording_bounds_on_both_sides_and_says_why() -> None:
    found = date_by_pile(Published(), [shared(200)], NONE)
    assert (found.earliest, found.latest, found.value) == ("2019-05-15", "2019-05-19", "2019-05")
    assert "shares 200 words with The Ostra Post, published 17 May 2019" in found.reason
    assert found.basis == "inferred"
    assert found.confidence < 0.9


def test_a_little_that_is_shared_may_be_background() -> None:
    own = Published()
    assert date_by_pile(own, [shared(200, share=0.2)], NONE) is own


def test_what_it_takes_over_is_not_younger() -> None:
    found = date_by_pile(Published(), [shared(30, leans=True)], NONE)
    assert (found.earliest, found.latest) == ("2019-05-16", None)
    assert "not before 16 May 2019: takes over 30 words of The Ostra Post, published 17 May 2019" in found.reason


def test_what_is_taken_over_from_it_is_not_older() -> None:
    found = date_by_pile(Published(), [replace(shared(30), copied=True)], NONE)
    assert (found.earliest, found.latest) == (None, "2019-05-18")
    assert "not after 18 May 2019: The Ostra Post, published 17 May 2019, takes over 30 of its words" in found.reason


def test_what_it_quotes_was_said_before() -> None:
    quoted = [Quoted("The Ostra Post", FRIDAY, 12), Quoted("B", date(2019, 5, 10), 12)]
    found = date_by_pile(Published(), [], NONE, quoted)
    assert (found.earliest, found.latest) == ("2019-05-17", None)
    assert found.reason == "probably not before 17 May 2019: quotes what The Ostra Post tells as said on 17 May 2019"


def test_two_intervals_that_are_sure_of_no_day_give_none() -> None:
    rows = [shared(300), replace(shared(30, day=date(2019, 5, 14)), copied=True)]
    found = date_by_pile(Published(), rows, NONE)
    assert found.earliest != found.latest


def test_its_own_reason_stays_beside() -> None:
    own = Published(None, "2019-01-01", None, "inferred", 0.8, "not before 1 January 2019: tells of 2019 as past")
    found = date_by_pile(own, [shared(200)], NONE)
    assert found.reason.endswith("by its own words not before 1 January 2019: tells of 2019 as past")


def test_a_twin_gives_the_day_only_where_its_weekday_is_named() -> None:
    twin = shared(300, share=0.9)
    assert date_by_pile(Published(), [twin], frozenset({5})).value == "2019-05-17"
    assert date_by_pile(Published(), [twin], frozenset({2})).value == "2019-05"


def test_twins_of_two_days_give_no_day() -> None:
    twins = [shared(300, 0.9), shared(290, 0.9, date(2019, 5, 18), "The Vell Herald")]
    found = date_by_pile(Published(), twins, frozenset({5, 6}))
    assert found.earliest != found.latest


def test_what_contradicts_its_own_dates_is_left_out() -> None:
    own = Published(None, "2020-01-01", None, "inferred", 0.8, "tells of 2020 as past")
    assert date_by_pile(own, [shared(200)], NONE) is own


def test_a_known_day_stays() -> None:
    own = Published("2019-05-01", "2019-05-01", "2019-05-01", "inferred", 0.85, "dateline")
    assert date_by_pile(own, [shared(300, 0.9)], frozenset({5})) is own


def test_the_order_of_the_evidence_makes_no_difference() -> None:
    rows = [shared(200), shared(100, day=date(2019, 5, 20), name="B"), shared(90, day=date(2019, 6, 20), name="C")]
    assert len({date_by_pile(Published(), order, NONE) for order in permutations(rows)}) == 1


class _Likely(Days):
    """A pile that finds these days likely."""

    def __init__(self, *parts: tuple[date, float]) -> None:
        super().__init__([], {}, 0)
        self.parts = parts

    def ask(self, *_: object) -> Answer:
        return Answer(self.parts[0][0], self.parts[-1][0], 0.95, "its words are those of these days", self.parts)


def test_the_likeliest_of_several_days_is_named_with_how_likely_it_is() -> None:
    days = [date(2019, 5, 13 + at) for at in range(4)]
    found = date_by_pile(Published(), [], NONE, (), (), _Likely(*zip(days, (0.1, 0.7, 0.1, 0.1), strict=True)), "text")
    assert (found.value, found.earliest, found.latest) == ("2019-05-14", "2019-05-13", "2019-05-16")
    assert found.confidence == pytest.approx(0.7)
    assert found.reason.startswith("most likely 14 May 2019 (7 in 10); probably between 13 May 2019 and 16 May 2019")
    open_ = date_by_pile(Published(), [], NONE, (), (), _Likely(*zip(days, (0.25,) * 4, strict=True)), "text")
    assert (open_.value, open_.confidence) == ("2019-05", 0.6)
    assert "most likely" not in open_.reason


def test_what_else_is_known_is_left_out_of_the_likeliest() -> None:
    days = [date(2019, 5, 13 + at) for at in range(4)]
    pile = _Likely(*zip(days, (0.6, 0.3, 0.05, 0.05), strict=True))
    found = date_by_pile(Published(), [], NONE, [Quoted("B", date(2019, 5, 15), 12)], (), pile, "text")
    assert (found.earliest, found.value) == ("2019-05-14", "2019-05-14")
    assert "most likely 14 May 2019 (7 in 10)" in found.reason
