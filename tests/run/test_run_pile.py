"""Dates that the pile gives to undated reports: kept beside their own, read by people, never reckoned with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from traced_demo import ONE_JOB, trace
from whence.api import open_story
from whence.compare import Compared
from whence.records import Published, Report
from whence.rulings import MarkKey, Ruling
from whence.run import as_of, reweigh
from whence.run.weighing import compare, weigh
from whence.story.check import check_story
from whence.story.store import Story

WIRE = (
    "The council of Ostra closed the spillway bridge after divers found two cracked piles below the waterline. "
    "Harbour master Mara Vell said the structure had carried twice the load it was built for, and that repairs would "
    "take most of a year. Fishermen who land their catch at the eastern quay must now drive nine miles through the "
    "hills to reach the market. A ferry is to run each morning until the work is done, at no charge to those who live "
    "on the far bank, the council said in a notice pinned to the doors of the town hall. "
)
OWN = "Shopkeepers at the quay feared for their trade and asked for a lower rent while the bridge stays shut. "


def write(folder: Path, **reports: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, record in reports.items():
        (folder / f"{name}.jsonl").write_text(json.dumps({"id": name, **record}) + "\n")
    return folder


DATED = {"outlet": "Ostra Post", "date": "2031-05-07", "title": "Bridge closed", "text": WIRE}
LATER = {"outlet": "Vell Herald", "date": "2031-06-20", "title": "A quay in summer", "text": OWN}
UNDATED = {"outlet": "Hill Weekly", "title": "Ostra bridge shut", "text": WIRE + "Buses go round by the north."}
BOUNDED = {"outlet": "Coast Echo", "title": "Shut", "text": "The first bridge was built on 4 May 2029. " + WIRE}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.db"
    folder = write(tmp_path / "in", dated=DATED, later=LATER, undated=UNDATED, bounded=BOUNDED)
    assert trace([folder], path).problems == ()
    return path


def row(story: Story, given_id: str) -> dict[str, object]:
    return dict(story.connection.execute("SELECT * FROM report WHERE given_id = ?", (given_id,)).fetchone())


def alone(story: Story, given_id: str) -> Report:
    return next(report for report in story.reports(raw=False) if report.given_id == given_id)


def test_an_undated_report_is_dated_by_what_it_shares(story: Path) -> None:
    with Story.open(story) as opened:
        found = row(opened, "undated")
        assert (found["published_earliest"], found["published_latest"]) == ("2031-05-04", "2031-05-10")
        assert found["published_basis"] == "inferred"
        assert "with Ostra Post, published 7 May 2031" in str(found["published_reason"])
        assert (found["own_earliest"], found["own_latest"], found["own_confidence"]) == (None, None, 0.0)
        assert found["own_reason"] == "no date was given and none was found"
        assert row(opened, "dated")["own_reason"] is None
        assert check_story(opened) == []


def test_its_own_evidence_stays_beside(story: Path) -> None:
    with Story.open(story) as opened:
        found = row(opened, "bounded")
        assert (found["published_earliest"], found["own_earliest"]) == ("2031-05-04", "2029-05-04")
        assert "4 May 2029" in str(found["published_reason"])
        assert alone(opened, "bounded").published.earliest == "2029-05-04"


def test_what_the_pile_says_is_never_reckoned_with(story: Path) -> None:
    with Story.open(story) as opened:
        reports, marks = opened.reports(raw=False), opened.marks()
        assert alone(opened, "undated").published == Published()
        compared = compare(reports, marks, Compared(), ONE_JOB, lambda *_: None)
        weighed = weigh(reports, marks, compared.rows, ONE_JOB)
        assert set(weighed.dates) == {alone(opened, name).id for name in ("undated", "bounded")}
        kept = {one.id: (one.direction, one.reason) for one in opened.reuse()}
        assert {one.id: (one.direction, one.reason) for one in weighed.reuse} == kept


def test_as_of_a_day_uses_no_report_that_came_later(story: Path, tmp_path: Path) -> None:
    """The bounded report gets no date from the pile; here one with an end of its own is in, and is not narrowed by what
    came out after the day."""
    ending = {**BOUNDED, "text": BOUNDED["text"] + "The council will meet on 30 May 2031."}
    early = {**DATED, "date": "2031-05-28"}
    late = {**DATED, "date": "2031-05-07", "outlet": "Later Post"}
    path = tmp_path / "other.db"
    trace([write(tmp_path / "two", a=early, b=ending)], path)
    with Story.open(path) as opened:
        before = row(opened, "b")
        assert (before["published_earliest"], before["published_latest"]) == ("2031-05-25", "2031-05-30")
    trace([write(tmp_path / "three", c={**late, "date": "2031-06-01"})], path)
    with Story.open(path) as opened, as_of(opened, "2031-05-30") as seen, as_of(opened, "2031-05-30") as again:
        for earlier in (seen, again):
            found = row(earlier, "b")
            assert {key: found[key] for key in found if key != "added_at" and key != "raw"} == {
                key: before[key] for key in before if key != "added_at" and key != "raw"
            }
    with Story.open(story) as opened, as_of(opened, "2031-12-31") as earlier:
        assert {report.given_id for report in earlier.reports(raw=False)} == {"dated", "later"}
        assert earlier.meta("as_of_undated") == "2"


def test_a_day_that_is_kept_stays_when_the_pile_says_more(story: Path, tmp_path: Path) -> None:
    with Story.open(story) as opened:
        as_of(opened, "2031-05-07").close()
    kept = sorted(path.name for path in story.with_name("story.db-asof").glob("*.db"))
    trace([write(tmp_path / "more", more={**DATED, "date": "2031-05-09", "outlet": "Far Post"})], story)
    with Story.open(story) as opened:
        as_of(opened, "2031-05-08").close()
    assert sorted(path.name for path in story.with_name("story.db-asof").glob("*.db")) == kept


def test_the_order_of_the_reports_makes_no_difference(story: Path, tmp_path: Path) -> None:
    path = tmp_path / "one_by_one.db"
    for name, record in (("undated", UNDATED), ("later", LATER), ("bounded", BOUNDED), ("dated", DATED)):
        trace([write(tmp_path / name, **{name: record})], path)
    with open_story(path) as one, open_story(story) as other:
        assert one.json() == other.json()


def test_a_ruled_date_stands_and_undoing_brings_the_other_back(story: Path) -> None:
    with Story.open(story) as opened:
        before = row(opened, "undated")
        report = alone(opened, "undated")
        key = MarkKey(report.id, 0, len(report.text), report.text)
        ruling = opened.rule(Ruling("r", "report", "published", "set", key, None, "2031-05-06"))
        reweigh(opened, ONE_JOB)
        ruled = row(opened, "undated")
        assert (ruled["published"], ruled["published_basis"], ruled["own_reason"]) == ("2031-05-06", "ruling", None)
        assert alone(opened, "undated").published.latest == "2031-05-06"
        opened.undo(ruling.id)
        reweigh(opened, ONE_JOB)
        assert row(opened, "undated") == before
        assert check_story(opened) == []


def test_weighing_again_changes_nothing(story: Path) -> None:
    with open_story(story) as asked:
        before = asked.json()
    with Story.open(story) as opened:
        opened.set_meta({"weighed": "stale"})
        reweigh(opened, replace(ONE_JOB))
    with open_story(story) as asked:
        assert asked.json() == before
