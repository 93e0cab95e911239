"""Rulings find their marks again by place and words; of two that contradict, the later made holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from whence.records import Entity, Event, Marks, Mention, Report
from whence.rulings import MarkKey, Ruling, make_ruling
from whence.weigh.rulings import nearest, settle, where

TEXT = "The wall fell. The wall fell on Monday, and the gate fell too."


def event(start: int, end: int, key: str) -> Event:
    return Event(key, "r", start, end, "2031-05-05", "2031-05-05", "happened", None, "hand")


REPORT = Report("r", "r.txt", TEXT)
MARKS = Marks("r", events=(event(9, 13, "one"), event(24, 28, "two"), event(53, 57, "three")))


def key(start: int, end: int) -> MarkKey:
    return MarkKey("r", start, end, TEXT[start:end])


def made(at: int, ruling: Ruling) -> Ruling:
    return replace(ruling, made_at=f"2031-06-01T00:00:{at:02}+00:00")


def pair(at: int, verdict: str, one: tuple[int, int], two: tuple[int, int]) -> Ruling:
    return made(at, make_ruling("event", "timeline", verdict, key(*one), key(*two)))  # type: ignore[arg-type]


ONE, TWO, THREE = (9, 13), (24, 28), (53, 57)


def test_a_key_stays_where_its_words_stand_and_else_goes_to_the_one_place_where_they_do() -> None:
    assert where(TEXT, MarkKey("r", 9, 13, "fell")) == (9, 13)
    assert where("So: " + TEXT, MarkKey("r", 40, 48, "the gate")) == (48, 56)
    assert where("So: " + TEXT, MarkKey("r", 9, 13, "fell")) is None  # it stands there three times
    assert where(TEXT, MarkKey("r", 9, 13, "rose")) is None


@pytest.mark.parametrize(
    ("span", "found"),
    [((9, 13), "one"), ((9, 12), "one"), ((5, 13), "one"), ((4, 13), None), ((9, 11), "one"), ((9, 10), None)],
)
def test_a_mark_is_found_where_half_of_both_is_shared(span: tuple[int, int], found: str | None) -> None:
    assert nearest(MARKS.events, *span) == found


def test_a_ruling_whose_mark_is_gone_is_orphaned_and_kept() -> None:
    ruling = made(1, make_ruling("event", "modality", "set", key(*TWO), None, "planned"))
    gone = replace(MARKS, events=MARKS.events[:1])
    assert settle([ruling], [REPORT], [MARKS]).states == {ruling.id: "applied"}
    assert settle([ruling], [REPORT], [gone]).states == {ruling.id: "orphaned"}
    assert settle([ruling], [], []).states == {ruling.id: "orphaned"}
    assert settle([ruling], [REPORT], [gone]).held == ()


def test_of_two_values_for_one_mark_the_later_holds_whatever_the_order_of_input() -> None:
    early = made(1, make_ruling("event", "modality", "set", key(*TWO), None, "planned"))
    late = made(2, make_ruling("event", "modality", "set", key(*TWO), None, "denied"))
    other = made(3, make_ruling("event", "when", "set", key(*TWO), None, "2031-05-04"))
    for order in permutations([early, late, other]):
        settled = settle(order, [REPORT], [MARKS])
        assert settled.states == {early.id: "overruled", late.id: "applied", other.id: "applied"}
        assert [held.ruling for held in settled.held] == [late, other]


def test_of_pairs_that_contradict_through_a_third_the_latest_hold() -> None:
    rulings = [pair(1, "same", ONE, TWO), pair(2, "same", TWO, THREE), pair(3, "not_same", ONE, THREE)]
    states = settle(rulings, [REPORT], [MARKS]).states
    assert [states[one.id] for one in rulings] == ["overruled", "applied", "applied"]
    again = [replace(rulings[0], made_at=made(4, rulings[0]).made_at), *rulings[1:]]
    states = settle(again, [REPORT], [MARKS]).states
    assert [states[one.id] for one in again] == ["applied", "overruled", "applied"]


def test_two_marks_that_became_one_orphan_what_was_ruled_on_both() -> None:
    ruling = pair(1, "not_same", ONE, (8, 13))
    assert settle([ruling], [REPORT], [MARKS]).states == {ruling.id: "orphaned"}


def test_who_somebody_is_is_ruled_of_entities_not_of_mentions() -> None:
    def mention(at: tuple[int, int], entity: str) -> Mention:
        return Mention(f"m{at[0]}", "r", *at, entity, "name", None, 1.0, "hand")

    entities = tuple(Entity(one, "r", one, "person", False, (), "hand") for one in "xyz")
    marks = Marks("r", entities=entities, mentions=(mention(ONE, "x"), mention(TWO, "x"), mention(THREE, "y")))
    same = made(1, make_ruling("mention", "source", "same", key(*ONE), key(*THREE)))
    apart = made(2, make_ruling("mention", "source", "not_same", key(*TWO), key(*THREE)))
    assert settle([same, apart], [REPORT], [marks]).states == {same.id: "overruled", apart.id: "applied"}
