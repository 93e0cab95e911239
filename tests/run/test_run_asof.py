"""The account as of a day: the same as if only the reports published by then had ever been traced."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from traced_demo import ONE_JOB, demo_reports, tables, trace, traced_demo, write_records
from whence.api import Story as AskedStory
from whence.api import open_story
from whence.run import as_of
from whence.story.check import check_story
from whence.story.store import Story


@cache
def days() -> tuple[str, ...]:
    """The days on which the dated reports of the demo were published."""
    return tuple(sorted({r.published.latest for r in demo_reports() if r.published.latest}))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 1.0])
def test_as_of_a_day_equals_a_trace_of_the_reports_published_by_then(share: float, tmp_path: Path) -> None:
    day = days()[round(share * (len(days()) - 1))]
    with Story.open(traced_demo()) as story:
        earlier = as_of(story, day, ONE_JOB)
        by_then = [r for r in story.reports(raw=False) if r.published.latest and r.published.latest <= day]
        dated = {r.origin.partition(".")[0] for r in by_then}
    part = [report for report in demo_reports() if report.id in dated]
    assert len(part) == len(by_then) > 0
    trace(write_records(tmp_path / "records", part), tmp_path / "story.db")
    with AskedStory(earlier) as seen, open_story(tmp_path / "story.db") as traced:
        expected = tables(traced.json())
        found = tables(seen.json())
        assert expected.keys() == found.keys()
        for name, rows in expected.items():
            assert found[name] == rows, name


def test_as_of_says_what_it_left_out() -> None:
    with Story.open(traced_demo()) as story:
        undated = sum(report.published.latest is None for report in story.reports(raw=False))
        earlier = as_of(story, days()[0])
    assert earlier.meta("as_of") == days()[0]
    assert earlier.meta("as_of_undated") == str(undated)
    assert all((r.published.latest or "9999") <= days()[0] for r in earlier.reports())


def test_as_of_a_day_before_all_reports_is_an_empty_account() -> None:
    with Story.open(traced_demo()) as story:
        earlier = as_of(story, "1901-01-01")
    assert earlier.reports() == []
    assert earlier.connection.execute("SELECT count(*) FROM source").fetchone()[0] == 0


def test_as_of_is_whole() -> None:
    with Story.open(traced_demo()) as story:
        earlier = as_of(story, days()[len(days()) // 2])
    assert [finding for finding in check_story(earlier) if "raw" not in str(finding)] == []


def test_as_of_changes_nothing_in_the_file() -> None:
    before = traced_demo().read_bytes()
    with Story.open(traced_demo()) as story:
        as_of(story, days()[0])
    assert traced_demo().read_bytes() == before
