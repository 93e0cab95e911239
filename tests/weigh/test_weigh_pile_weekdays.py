"""The date of an undated report from its weekdays, and the days on which dated reports tell the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

from whence.records import Published
from whence.weigh.pile_dates import date_by_pile
from whence.weigh.pile_weekdays import AHEAD, PAST, Days, Told

WEDNESDAY = date(2031, 5, 7)
CLOSED = "The Ostra council closed the spillway bridge on Wednesday."
SPOKE = "Harbour master Vell told the Ostra council of cracked piles on Thursday."


def told(report: str, sentence: str, day: date | None, weekday: int = 0) -> Told:
    return Told(report, f"The {report} Post", day.isoweekday() if day else weekday, sentence, day)


def pile(wednesday: date = WEDNESDAY, reports: int = 10) -> list[Told]:
    """Dated reports of one story."""
    names = [f"R{at}" for at in range(reports)]
    return [
        *(told(name, CLOSED, wednesday) for name in names),
        *(told(name, SPOKE, wednesday + timedelta(1)) for name in names),
    ]


def days_of(dated: Sequence[Told], reports: int = 10) -> Days:
    texts = {one.report_id: CLOSED for one in dated} | {f"other {at}": "Nothing of it." for at in range(40)}
    return Days(dated, texts, reports)


MINE = [told("U", CLOSED, None, 3), told("U", SPOKE, None, 4)]


def test_the_weekdays_of_a_story_give_the_days_and_a_reason() -> None:
    answer = days_of(pile()).ask(MINE, None, None)
    assert answer is not None
    assert answer.first <= WEDNESDAY + timedelta(1) <= answer.last
    assert (answer.last - answer.first).days < 7
    assert "of 8 May 2031" in answer.reason or "of 7 May 2031" in answer.reason
    assert "10 dated reports" in answer.reason


def test_few_that_answer_say_nothing() -> None:
    assert days_of(pile(reports=5), 5).ask(MINE, None, None) is None
    assert days_of(pile(reports=10), 200).ask(MINE, None, None) is None


def test_other_words_are_no_answer() -> None:
    other = [told("U", "A painter from Lom opened her show on Wednesday.", None, 3)]
    assert days_of(pile()).ask(other, None, None) is None


def test_two_weeks_of_which_all_is_told_leave_it_open() -> None:
    both = [*pile(), *pile(WEDNESDAY + timedelta(7))]
    assert days_of(both).ask(MINE, None, None) is None


def test_what_is_known_already_decides_between_them() -> None:
    both = [*pile(), *pile(WEDNESDAY + timedelta(7))]
    answer = days_of(both).ask(MINE, None, date(2031, 5, 10))
    assert answer is not None
    assert answer.last <= date(2031, 5, 10)


def test_a_date_of_its_own_bounds_what_the_pile_says() -> None:
    own = Published(None, "2031-05-09", None, "inferred", 0.8, "not before 9 May 2031: tells of May 9, 2031 as past")
    found = date_by_pile(own, [], frozenset({3, 4}), (), MINE, days_of(pile()))
    assert found.earliest is not None
    assert found.earliest >= "2031-05-09"


def test_the_order_makes_no_difference() -> None:
    dated = pile(reports=9)
    answers = {
        days_of([*dated[at:], *dated[:at]], 9).ask(mine, None, None) for mine in permutations(MINE) for at in range(4)
    }
    assert len(answers) == 1


def test_the_days_to_publication_are_shares() -> None:
    for counted in (PAST, AHEAD):
        assert 0.9 <= sum(counted.values()) <= 1.1
        assert max(counted, key=lambda lag: counted[lag]) == 0
