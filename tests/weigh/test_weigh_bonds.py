"""What was ruled about pairs: it carries over, nothing brings together what is apart, and nothing else moves."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from whence.weigh.bonds import NO_BONDS, Bonds

IDS = "abcdefgh"
PAIRS = st.lists(st.sampled_from(list(combinations(IDS, 2))), max_size=6)


def groups_of(assignment: dict[str, int]) -> list[list[str]]:
    return [[one for one in IDS if assignment[one] == number] for number in sorted(set(assignment.values()))]


def test_same_and_apart_carry_over() -> None:
    bonds = Bonds([("a", "b"), ("b", "c")], [("c", "d")])
    assert bonds.part("a") == ("a", "b", "c")
    assert bonds.are_apart("a", "d")
    assert not bonds.are_apart("a", "e")
    assert bonds.apart_from("d") == {"a", "b", "c"}
    assert bonds.clash(["x", "a"], ["y", "d"])


def test_whole_groups_are_joined() -> None:
    assert Bonds([("a", "c")]).join([["a", "b"], ["c", "d"], ["e"]]) == [["a", "b", "c", "d"], ["e"]]


def test_only_what_was_ruled_moves_where_the_groups_hold_what_is_apart() -> None:
    joined = Bonds([("a", "d")], [("b", "e")]).join([["a", "b", "c"], ["d", "e"]])
    assert sorted(map(sorted, joined)) == [["a", "b", "c", "d"], ["e"]]


def test_what_neither_group_can_take_stands_by_itself() -> None:
    joined = Bonds([("a", "d")], [("b", "d"), ("a", "e")]).join([["a", "b"], ["d", "e"]])
    assert sorted(map(sorted, joined)) == [["a", "d"], ["b"], ["e"]]


def test_nothing_ruled_changes_nothing() -> None:
    assert not NO_BONDS
    assert NO_BONDS.join([["b", "a"], ["c"]]) == [["b", "a"], ["c"]]


@given(PAIRS, PAIRS, st.fixed_dictionaries({one: st.integers(0, 3) for one in IDS}))
def test_rulings_hold_whatever_the_groups(
    same: list[tuple[str, str]], apart: list[tuple[str, str]], assignment: dict[str, int]
) -> None:
    only_same = Bonds(same)
    apart = [(one, two) for one, two in apart if two not in only_same.part(one)]
    bonds = Bonds(same, apart)
    start: list[list[str]] = []
    for group in groups_of(assignment):  # as a grouping makes them: it never joins what clashes
        parts: list[list[str]] = []
        for one in group:
            fit = next((part for part in parts if not bonds.clash([one], part)), None)
            if fit is None:
                parts.append([one])
            else:
                fit.append(one)
        start.extend(parts)
    joined = bonds.join(start)
    where = {one: at for at, group in enumerate(joined) for one in group}
    assert sorted(where) == list(IDS)
    assert sum(map(len, joined)) == len(IDS)
    assert all(where[one] == where[two] for one, two in same)
    assert all(where[one] != where[two] for one, two in apart)
    untouched = [group for group in start if not any(len(bonds.part(one)) > 1 for one in group)]
    assert all(group in joined for group in untouched)
    assert Bonds(same[::-1], apart[::-1]).join(start) == joined
