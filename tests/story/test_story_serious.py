"""How serious a changed quotation is, from its word operations."""

from __future__ import annotations

import pytest

from whence.records import Relation
from whence.story.serious import SMALL, TURNED, UNCHANGED, UNSURE, WORDED, Op, seriousness
from whence.wordlists import ONLY_SMALL

AROUND = ("equal", "The piles", "The piles"), ("equal", "of the quay", "of the quay")


def of(*changes: Op, relation: Relation = "altered") -> int:
    return seriousness(relation, (AROUND[0], *changes, AROUND[1]))[0]


@pytest.mark.parametrize(
    ("lost", "gained"),
    [
        ("are not", "are"),
        ("can't", "can"),
        ("", "never"),
        ("must", "may"),
        ("all", "some"),
        ("safe", "unsafe"),
        ("will hold, but only until May,", "will hold ..."),
        ("refused to leave", "left"),
    ],
)
def test_what_turns_a_statement_stands_first(lost: str, gained: str) -> None:
    for a, b in ((lost, gained), (gained, lost)):
        op = "replace" if a and b else "insert" if b else "delete"
        assert of((op, a, b)) == TURNED
        assert of((op, a, b), relation="differs") == TURNED


def test_words_and_numbers_stand_before_slips() -> None:
    assert of(("replace", "strong", "heavy")) == WORDED
    assert of(("replace", "12", "20")) == WORDED
    assert of(("replace", "strong", "heavy"), relation="differs") == UNSURE
    assert of(("replace", "a", "the")) == SMALL
    assert of(("replace", "abilities", "ability"), ("delete", "that", "")) == SMALL


def test_two_nots_turn_nothing() -> None:
    assert of(("replace", "is not without", "is with some")) != UNCHANGED
    assert of(("replace", "never said no", "always said yes")) == WORDED


def test_a_cut_at_an_end_counts_where_there_is_nothing_else() -> None:
    ops = (("delete", "Nearly", ""), ("equal", "every boat was out", "every boat was out"))
    assert seriousness("altered", ops)[0] == TURNED
    assert seriousness("trimmed", ops)[0] == UNCHANGED


def test_two_reports_that_break_off_differently_change_nothing_by_it() -> None:
    tail = ("replace", "and we will deter their use wherever it is", "Their use is wrong and must not stand")
    assert seriousness("differs", (AROUND[0], ("delete", "use of", ""), AROUND[1], tail))[0] == UNSURE
    assert seriousness("differs", (AROUND[0], ("replace", "safe", "unsafe")))[0] == TURNED


def test_a_surely_later_wording_stands_before_one_that_may_be_the_earlier() -> None:
    change = (AROUND[0], ("delete", "not", ""), AROUND[1])
    assert sorted([seriousness("differs", change), seriousness("altered", change)])[0] == (TURNED, False)


def test_what_differs_outside_the_marks_alone_is_no_change_of_words() -> None:
    around = ("replace", "Vell ordered the closing", "that Vell had the gate closed")
    ops: tuple[Op, ...] = (
        ("equal", "He said", "He said"),
        around,
        ("equal", "in answer to", "in answer to"),
        ("replace", "a", "the"),
    )
    assert seriousness("differs", ops)[0] == UNSURE
    assert seriousness("differs", ops, f"Inside quotation marks: “the” here, “a” in the base. {ONLY_SMALL}")[0] == SMALL
