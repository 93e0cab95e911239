"""The account as of a day: the same as if only the reports published by then had ever been traced."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from traced_demo import ONE_JOB, demo_reports, tables, trace, traced_demo, write_records
from whence.api import Story as AskedStory
from whence.api import open_story
from whence.records import Report
from whence.rulings import MarkKey, Ruling
from whence.run import as_of
from whence.settings import Settings
from whence.story import kept as kept_days
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


# --- kept beside the story -------------------------------------------------------------------------------------------


def own_copy(folder: Path) -> Path:
    """A copy of the demo's story that a test may write beside."""
    path = folder / "story.db"
    with Story.open(traced_demo()) as story, closing(sqlite3.connect(path)) as copy:
        story.connection.backup(copy)
    return path


def account(path: Path, day: str, settings: Settings = ONE_JOB) -> str:
    """The whole account as of a day, as JSON."""
    with Story.open(path) as story, AskedStory(as_of(story, day, settings)) as earlier:
        return earlier.json()


def kept(path: Path) -> list[str]:
    """The names of what is kept."""
    return sorted(file.name for file in kept_days.folder_of(path).glob("*.db"))


@pytest.fixture
def weighings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by the number of reports each time something is weighed."""
    from whence.run import weighing

    counted: list[int] = []
    weigh = weighing.weigh

    def counting(reports: Sequence[Report], *args: Any) -> weighing.Weighed:
        counted.append(len(reports))
        return weigh(reports, *args)

    monkeypatch.setattr(weighing, "weigh", counting)
    return counted


def test_a_day_is_weighed_once_and_is_the_same_when_it_is_kept(tmp_path: Path, weighings: list[int]) -> None:
    path, day = own_copy(tmp_path), days()[len(days()) // 2]
    weighed = account(traced_demo(), day, replace(ONE_JOB, keep_days=0))
    first, second = account(path, day), account(path, day)
    assert len(weighings) == 2
    assert json.loads(first) == json.loads(weighed)
    assert second == first
    with Story.open(path) as story, as_of(story, day, ONE_JOB) as earlier:
        assert check_story(earlier) == []
        assert earlier.meta("as_of") == day
        assert earlier.meta("kept_as") is None
    assert len(weighings) == 2


def test_days_without_a_report_between_them_share_one_account(tmp_path: Path, weighings: list[int]) -> None:
    path = own_copy(tmp_path)
    for day in (days()[-1], "2999-01-01", "2999-12-31"):
        with Story.open(path) as story, as_of(story, day, ONE_JOB) as earlier:
            assert earlier.meta("as_of") == day
    assert len(weighings) == 1
    assert len(kept(path)) == 1


def test_reports_that_come_later_leave_an_earlier_day_as_it_is_kept(tmp_path: Path, weighings: list[int]) -> None:
    early = [one for one in demo_reports() if one.published.latest and one.published.latest <= days()[3]]
    late = [one for one in demo_reports() if one.published.latest and one.published.latest > days()[3]][:2]
    path = tmp_path / "story.db"
    trace(write_records(tmp_path / "early", early), path)
    before = account(path, days()[3])
    trace(write_records(tmp_path / "late", late), path)
    weighings.clear()
    assert account(path, days()[3]) == before
    assert weighings == []
    assert account(path, days()[-1]) != before
    assert len(weighings) == 1


def test_what_changed_is_weighed_again(tmp_path: Path, weighings: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    from whence.run import weighing

    path, day = own_copy(tmp_path), days()[-1]
    plain = account(path, day)
    with Story.open(path) as story:
        attribution = next(a for marks in story.marks() for a in marks.attributions if not a.dismissed)
        words = next(r for r in story.reports() if r.id == attribution.report_id).text
        key = MarkKey(
            attribution.report_id, attribution.start, attribution.end, words[attribution.start : attribution.end]
        )
        ruling = story.rule(Ruling("r1", "attribution", "dismissed", "set", key, None, "yes"))
    ruled = account(path, day)
    assert ruled != plain
    with Story.open(path) as story:
        story.undo(ruling.id)
    weighings.clear()
    assert account(path, day) == plain
    assert weighings == []
    with Story.open(path) as story, story.transaction() as con:  # as a trace does that marks a report anew
        con.execute("UPDATE report SET added_at = '2001-01-01T00:00:00+00:00' WHERE id = ?", (attribution.report_id,))
    account(path, day)
    monkeypatch.setattr(weighing, "WEIGHING", "another")
    account(path, day)
    account(path, day, replace(ONE_JOB, min_shared_words=30))
    assert len(weighings) == 3


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, weighings: list[int]) -> None:
    path, day = own_copy(tmp_path), days()[1]
    kept_days.folder_of(path).write_text("a file in the way")
    assert account(path, day) == account(path, day)
    assert len(weighings) == 2
    kept_days.folder_of(path).unlink()
    account(path, day, replace(ONE_JOB, keep_days=0))
    assert not kept_days.folder_of(path).exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_can_be_asked(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    path = own_copy(folder)
    folder.chmod(0o555)
    try:
        with Story.read_only(path) as story, as_of(story, days()[1], ONE_JOB) as earlier:
            assert earlier.reports(raw=False)
        assert not kept_days.folder_of(path).exists()
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("harm", [b"", b"not a database at all", None])
def test_what_is_damaged_is_weighed_again(tmp_path: Path, weighings: list[int], harm: bytes | None) -> None:
    path, day = own_copy(tmp_path), days()[1]
    before = account(path, day)
    file = kept_days.folder_of(path) / kept(path)[0]
    file.write_bytes(file.read_bytes()[:-4096] if harm is None else harm)
    assert account(path, day) == before
    assert account(path, day) == before
    assert len(weighings) == 2


def test_an_account_under_another_name_is_not_served(tmp_path: Path) -> None:
    path = own_copy(tmp_path)
    first, last = account(path, days()[0]), account(path, days()[-1])
    folder = kept_days.folder_of(path)
    one, other = (folder / name for name in kept(path))
    one.rename(folder / "x.db")
    other.rename(one)
    (folder / "x.db").rename(other)
    assert (account(path, days()[0]), account(path, days()[-1])) == (first, last)


def test_the_day_that_was_longest_not_asked_for_goes_first(tmp_path: Path) -> None:
    path, two = own_copy(tmp_path), replace(ONE_JOB, keep_days=2)
    names: dict[str, str] = {}
    for at, day in enumerate(days()[:2]):
        account(path, day, two)
        (new,) = set(kept(path)) - set(names.values())
        names[day] = new
        os.utime(kept_days.folder_of(path) / new, (1_000_000 + at, 1_000_000 + at))
    account(path, days()[0], two)  # asked for again
    account(path, days()[2], two)
    assert names[days()[0]] in kept(path)
    assert names[days()[1]] not in kept(path)
    assert len(kept(path)) == 2


def test_they_take_no_more_room_than_they_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_days, "LEAST_ROOM", 1)
    monkeypatch.setattr(kept_days, "ROOM", 0.1)
    path = own_copy(tmp_path)
    left_over = kept_days.folder_of(path) / ".killed"
    for day in days()[:2]:
        account(path, day)
        left_over.write_text("half")
        os.utime(left_over, (1, 1))
    account(path, days()[2])
    assert len(kept(path)) == 1
    assert not left_over.exists()


def test_who_may_not_read_the_story_may_not_read_what_is_kept(tmp_path: Path) -> None:
    path = own_copy(tmp_path)
    path.chmod(0o640)
    account(path, days()[0])
    folder = kept_days.folder_of(path)
    assert folder.stat().st_mode & 0o777 == 0o750
    assert (folder / kept(path)[0]).stat().st_mode & 0o037 == 0


def test_many_may_ask_at_once(tmp_path: Path) -> None:
    path = own_copy(tmp_path)
    expected = [account(traced_demo(), day, replace(ONE_JOB, keep_days=0)) for day in days()[:2]]
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(account, path, day, replace(ONE_JOB, keep_days=1)) for day in days()[:2] * 4]
        found = [one.result() for one in asked]
    assert [json.loads(one) for one in found] == [json.loads(one) for one in expected * 4]
    assert not [file for file in kept_days.folder_of(path).iterdir() if file.name.startswith(".")]


def test_what_is_kept_is_no_report(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    write_records(folder, demo_reports()[:2])
    path = folder / "story.db"
    trace([folder], path)
    account(path, days()[-1])
    assert kept(path)
    assert trace([folder], path).problems == ()
