"""The checks: nothing to say about a sound story, and every kind of damage found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from small_story import make_small_story
from whence.story.check import check_story, run_checks
from whence.story.store import Story


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with Story.open(make_small_story(tmp_path / "small.db")) as opened:
        yield opened


def test_a_sound_story_has_no_findings(story: Story) -> None:
    assert check_story(story) == []
    assert {c.name: c.looked_at > 0 for c in run_checks(story)} == dict.fromkeys(
        ("database", "links", "spans", "passages", "ids", "dates", "shares", "account", "raw"), True
    ) | {"rulings": False}  # nothing is ruled in it


@pytest.mark.parametrize(
    ("sql", "check", "says"),
    [
        ("UPDATE figure SET end = 99999", "spans", "is not inside its report"),
        ("UPDATE event SET start = end", "spans", "is not inside its report"),
        ("UPDATE attribution SET end = end + 1 WHERE kind = 'direct'", "spans", "not the outer ends of pieces"),
        ("UPDATE attribution SET pieces = '[[9, 12], [4, 8]]', start = 9, end = 8", "spans", "not sorted"),
        ("UPDATE passage SET end = end + 1", "spans", "begins or ends with space"),
        ("UPDATE figure SET value_end = end + 3", "spans", "is not inside the figure"),
        ("UPDATE figure SET high = 3 WHERE bound = 'at_least'", "spans", "do not fit the bound at_least"),
        ("UPDATE passage SET seq = 0", "passages", "numbered before it"),
        ("UPDATE figure SET bound = 'about', high = low", "ids", "is not the hash of its place and kind"),
        ("UPDATE report SET published_earliest = '2031-06-01' WHERE published IS NOT NULL", "dates", "after its end"),
        ("UPDATE event SET earliest = '2031-05'", "dates", "is not a day"),
        ("UPDATE report SET own_share = 1.5", "shares", "is not between 0 and 1"),
        ("UPDATE dispute_side SET row_id = 'gone' WHERE side = 1", "account", "does not exist"),
        ("UPDATE support SET root = 'gone' WHERE table_name = 'utterance'", "account", "neither a report nor"),
        ("UPDATE support SET row_id = 'gone' WHERE table_name = 'timeline' AND row_id = 't-fall'", "account",
         "stands behind does not exist"),
        ("DELETE FROM dispute_side WHERE side = 2", "account", "fewer than two sides"),
        ("UPDATE figure SET series_id = NULL", "account", "has no figures"),
        ("UPDATE event SET timeline_id = NULL", "account", "its event is not its own"),
        ("DELETE FROM reading", "account", "its base is not among its readings"),
        ("DELETE FROM lineage", "account", "no report leans on it"),
        ("UPDATE attribution SET speaker_id = 'gone'", "links", "does not exist"),
        ("UPDATE report SET raw = x'00'", "raw", "do not decompress"),
        ("INSERT INTO report_fts(report_fts) VALUES ('delete-all')", "database", "full text is not in step"),
    ],
)  # fmt: skip
def test_damage_is_found(story: Story, sql: str, check: str, says: str) -> None:
    story.connection.execute("PRAGMA foreign_keys = OFF")
    story.connection.execute(sql)
    story.connection.commit()
    found = [f for f in check_story(story) if f.check == check]
    assert any(says in f.message for f in found), found


def test_a_story_that_may_not_be_written_can_be_checked(tmp_path: Path) -> None:
    path = make_small_story(tmp_path / "small.db")
    with Story.open(path) as story:
        story.connection.execute("PRAGMA query_only = ON")
        assert check_story(story) == []


@pytest.mark.parametrize(("side", "is_sound"), [(2, False), (1, True)])
def test_a_denial_may_stand_without_the_other_side_but_not_without_itself(
    story: Story, side: int, is_sound: bool
) -> None:
    with story.connection as con:
        con.execute("UPDATE dispute SET kind = 'denial'")
        con.execute("DELETE FROM support WHERE table_name = 'dispute_side'")
        con.execute("DELETE FROM dispute_side WHERE side = ?", (side,))
    assert (check_story(story) == []) is is_sound
