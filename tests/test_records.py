"""The nouns: frozen, with ids that depend on place and kind alone."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence import account, records
from whence.records import Published, Report, digest, mark_id

RECORDS = sorted(
    {
        thing
        for module in (records, account)
        for thing in vars(module).values()
        if isinstance(thing, type) and dataclasses.is_dataclass(thing)
    },
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_records_are_frozen_and_say_what_they_are(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(kind)
    assert (kind.__doc__ or "").strip()
    assert not (kind.__doc__ or "").startswith(f"{kind.__name__}("), "a docstring of its own"


def test_a_record_cannot_be_changed() -> None:
    report = Report("r", "a.txt", "words")
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.text = "other"  # type: ignore[misc]


def test_a_digest_is_the_same_on_every_machine() -> None:
    assert digest("a", 1, None) == "7f094b042c5521ac"
    code = "from whence.records import digest; print(digest('é', 'a', 1, None))"
    printed = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert printed == [digest("é", "a", 1, None)] * 2


@given(st.lists(st.text(), max_size=4))
def test_a_digest_is_sixteen_hex_digits(parts: list[str]) -> None:
    assert len(digest(*parts)) == 16
    assert set(digest(*parts)) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("a", "b"),
    [(("ab", "c"), ("a", "bc")), (("a",), ("a", "")), (("a", "b"), ("b", "a")), (("1", "2"), ("12",))],
)
def test_other_parts_are_another_digest(a: tuple[str, ...], b: tuple[str, ...]) -> None:
    assert digest(*a) != digest(*b)


def test_a_lone_surrogate_has_a_digest() -> None:
    assert len(digest("\ud800")) == 16


def test_a_mark_is_known_by_its_report_table_place_and_kind() -> None:
    first = mark_id("r", "figure", 1, 2, "count")
    assert first == mark_id("r", "figure", 1, 2, "count")
    others = [
        mark_id("q", "figure", 1, 2, "count"),
        mark_id("r", "moment", 1, 2, "count"),
        mark_id("r", "figure", 0, 2, "count"),
        mark_id("r", "figure", 1, 3, "count"),
        mark_id("r", "figure", 1, 2, "%"),
    ]
    assert len({first, *others}) == 6


def test_an_unknown_date_says_so() -> None:
    assert Published().value is None
    assert Published().reason
