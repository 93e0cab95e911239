"""Allegations that their accused later owned to."""

from __future__ import annotations

from test_weigh_denials import Said, said

from whence.account import Dispute
from whence.weigh.admissions import find_admissions


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
    assert "Corvia alleged and Ostrel later admitted" in found.label


def test_an_admission_of_something_else_settles_nothing() -> None:
    used = said("a2", "r1", "Corvia", "said", "that Ostrel used poison weapons", published="2031-03-11")
    has = said("c2", "r3", "Ostrel", "acknowledged", "that it has poison weapons", "confirm", published="2031-03-14")
    assert admissions(used, has) == []
    other = said("c3", "r3", "Ostrel", "admitted", "that it shot a guard", "confirm", published="2031-03-14")
    assert admissions(ALLEGED, other) == []


def test_what_was_owned_to_before_it_was_alleged_settles_nothing() -> None:
    owned = said("c1", "r3", "Ostrel", "admitted", "that it shot down the plane", "confirm", published="2031-03-10")
    assert admissions(ALLEGED, owned) == []
