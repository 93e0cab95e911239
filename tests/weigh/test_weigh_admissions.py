"""Allegations that their accused later owned to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_weigh_denials import Said, said

from whence.account import Dispute
from whence.records import Event
from whence.weigh.admissions import find_admissions, settle
from whence.weigh.denials import find_denials
from whence.weigh.statements import told_outright
from whence.weigh.timeline_items import EventContext


def admissions(*rows: Said) -> list[Dispute]:
    return find_admissions([row for row, _ in rows], {row.id: context for row, context in rows})


ALLEGED = said("a1", "r1", "Corvia", "said", "that Ostrel shot down the ferry plane", published="2031-03-11")
DENIED = said("d1", "r2", "Ostrel", "denied", "that it shot down the plane", "deny", published="2031-03-12")


def test_an_allegation_that_became_an_admission() -> None:
    owned = said(
        "c1", "r3", "Ostrel", "admitted", "that it shot down the plane by mistake", "confirm", published="2031-03-14"
    )
    (found,) = admissions(ALLEGED, DENIED, owned)
    assert (found.opened, found.settled) == ("2031-03-11", "2031-03-14")
    assert [(side.side, side.row_id) for side in found.sides] == [(1, "a1"), (2, "c1"), (2, "d1")]
    assert "Corvia alleged, Ostrel denied and later admitted" in found.label


def test_an_admission_of_something_else_settles_nothing() -> None:
    used = said("a2", "r1", "Corvia", "said", "that Ostrel used poison weapons", published="2031-03-11")
    has = said("c2", "r3", "Ostrel", "acknowledged", "that it has poison weapons", "confirm", published="2031-03-14")
    assert admissions(used, has) == []
    other = said("c3", "r3", "Ostrel", "admitted", "that it shot a guard", "confirm", published="2031-03-14")
    assert admissions(ALLEGED, other) == []


def test_what_was_owned_to_before_it_was_alleged_settles_nothing() -> None:
    owned = said("c1", "r3", "Ostrel", "admitted", "that it shot down the plane", "confirm", published="2031-03-10")
    assert admissions(ALLEGED, owned) == []


def test_a_denial_that_was_taken_back_needs_no_allegation() -> None:
    owned = said(
        "c1", "r3", "Ostrel", "had to admit", "its army shot down the plane", "confirm", published="2031-03-14"
    )
    (found,) = admissions(DENIED, owned)
    assert (found.opened, found.settled) == ("2031-03-12", "2031-03-14")
    assert {side.side for side in found.sides} == {2}
    assert found.label == "Ostrel denied and later admitted: “its army shot down the plane”"
    assert found.reason.startswith("By 2031-03-14 Ostrel")
    assert admissions(owned) == []


@pytest.mark.parametrize(
    ("lead", "is_taken_back"), [("After ", True), ("It had ", False), ("The town at first ", True), ("", False)]
)
def test_a_sentence_that_tells_a_denial_as_over(lead: str, is_taken_back: bool) -> None:
    denied, at = said("d1", "r1", "authorities", "insisting", "the guards were not to blame", "deny")
    owned = said("c1", "r1", "authorities", "admitted", "shooting it down by mistake", "confirm", start=60)
    found = admissions((denied, replace(at, lead=lead)), owned)
    assert bool(found) is is_taken_back
    assert all(one.opened == one.settled == "2031-03-14" for one in found)
    other = said("c1", "r1", "the mayor", "admitted", "shooting it down by mistake", "confirm", start=60)
    assert admissions((denied, replace(at, lead=lead)), other) == []


def test_the_manner_and_the_voice_of_a_deed_do_not_matter() -> None:
    alleged = said(
        "a1", "r1", "Corvia", "said", "the ferry plane was shot down by Ostrelian guards", published="2031-03-11"
    )
    owned = said(
        "c1", "r3", "Ostrel", "admitted", "accidentally shooting down the plane", "confirm", published="2031-03-14"
    )
    assert len(admissions(alleged, owned)) == 1


def test_a_denial_that_was_taken_back_is_no_dispute_of_its_own() -> None:
    owned = said("c1", "r3", "Ostrel", "admitted", "that it shot down the plane", "confirm", published="2031-03-14")
    rows = [ALLEGED, DENIED, owned]
    marks, around = [row for row, _ in rows], {row.id: context for row, context in rows}
    (only,) = settle(find_denials(marks, around), find_admissions(marks, around))
    assert only.settled == "2031-03-14"
    assert [(side.side, side.row_id) for side in only.sides] == [(1, "a1"), (2, "c1"), (2, "d1")]


def test_what_an_outlet_tells_itself_is_an_allegation_too() -> None:
    event = Event("e1", "r1", 12, 16, None, None, "happened", None, "test")
    around = EventContext("r1", "The Ostrels shot down the ferry plane at dusk.", 0, "2031-03-11", "2031-03-11")
    told = told_outright([event], {"e1": around}, {"r1": "The Harbour Ledger"})
    owned, at = said("c1", "r3", "Ostrel", "admitted", "that it shot down the plane", "confirm", published="2031-03-14")
    (found,) = find_admissions([owned], {"c1": at}, told)
    assert found.sides[0].table_name == "event"
    assert found.label.startswith("The Harbour Ledger alleged and Ostrel later admitted")


def test_a_denial_known_only_after_it_was_taken_back_has_no_day() -> None:
    denied, at = said("d1", "r1", "authorities", "insisting", "the guards were not to blame", "deny")
    owned = said("c1", "r1", "authorities", "admitted", "shooting it down", "confirm", start=60, said_from="2031-03-12")
    (found,) = admissions((denied, replace(at, lead="After ")), owned)
    assert (found.opened, found.settled) == (None, "2031-03-12")
