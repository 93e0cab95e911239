"""One statement told twice is no copying. Speakers and places are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from whence.compare import Comparable, compare_reports
from whence.records import Reuse

ONE = (
    "Juno Vale, the harbour master of Port Sela, wrote on Monday that 36 people had been taken off the roof of the "
    "cannery after the sea wall gave way, and that two trawlers were still missing beyond the mole."
)
OTHER = (
    "Harbour master Juno Vale wrote in a post that after the sea wall gave way at Port Sela, 36 people were taken off "
    "the cannery roof on Monday, and two trawlers remained missing beyond the mole."
)


def report(report_id: str, text: str, outlet: str, speaker: str = "vale", **more: object) -> Comparable:
    told = ((0, len(text), speaker),)
    made = Comparable(report_id, text, None, outlet, "2031-05-02", "2031-05-02", ((0, len(text), "body"),), told=told)
    return replace(made, **more)  # type: ignore[arg-type]


def rows(a: Comparable, b: Comparable) -> list[Reuse]:
    return compare_reports([a, b])


def test_what_one_speaker_said_told_twice_is_a_shared_quotation() -> None:
    (row,) = rows(report("a", ONE, "Post"), report("b", OTHER, "Sun"))
    assert (row.kind, row.direction) == ("quotation", "common")
    assert "both tell in their own words what Vale said" in row.reason


@pytest.mark.parametrize(
    "other",
    [
        report("b", OTHER, "Sun", "fenn"),
        report("b", OTHER, "Sun", told=((0, 60, "vale"),)),
        report("b", OTHER, "Sun", credits=((0, 4, "Post", "cites"),)),
    ],
    ids=["another speaker", "told in the report's own name", "credited"],
)
def test_anything_else_reworded_stays_a_paraphrase(other: Comparable) -> None:
    assert [row.kind for row in rows(report("a", ONE, "Post"), other)] == ["paraphrase"]
