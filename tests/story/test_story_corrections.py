"""What became of an entry of the timeline: disputes it stands in, and with what other modality it was told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from small_story import make_small_story
from whence.show import wording
from whence.story import queries
from whence.story.store import Story


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with Story.open(make_small_story(tmp_path / "small.db")) as opened:
        yield opened


def test_what_became_of_a_happening_stands_with_it(story: Story) -> None:
    with story.connection as con:
        (entry,) = [t for t in queries.timeline(story) if len(t.told_at)][:1] or queries.timeline(story)[:1]
        event = con.execute("SELECT * FROM event WHERE timeline_id = ? ORDER BY id", (entry.id,)).fetchone()
        label = "2031-05-01 or 2031-05-02: x"
        con.execute("INSERT INTO dispute VALUES ('d-x', 'dates', ?, '2031-05-03', NULL, 'x')", (label,))
        con.execute("INSERT INTO dispute_side VALUES ('d-x', 1, 'event', ?)", (event["id"],))
    (now,) = queries.timeline(story, among=[entry.id])
    assert ("d-x", "dates") in [(one.id, one.kind) for one in now.disputes]
    assert "dated 2031-05-01 or 2031-05-02" in wording.telling([now])


def test_who_only_announced_it_does_not_tell_it(story: Story) -> None:
    with story.connection as con:
        first, second = queries.timeline(story, undated=True)[:2]
        con.execute("UPDATE event SET modality = 'happened' WHERE timeline_id = ?", (first.id,))
        con.execute(
            "UPDATE event SET modality = 'planned', timeline_id = ? WHERE timeline_id = ?", (first.id, second.id)
        )
    (now,) = queries.timeline(story, undated=True, among=[first.id])
    assert first.place.report_id != second.place.report_id
    assert [one.modality for one in now.otherwise] == ["planned"]
    assert any("planned in 1 report" in note for note in wording.telling([now]))
    assert len(now.told_at) == len(first.told_at)


def test_a_denial_of_something_else_in_the_statement_is_none_of_the_event(story: Story) -> None:
    with story.connection as con:
        entry = queries.timeline(story)[0]
        event = con.execute("SELECT * FROM event WHERE timeline_id = ? ORDER BY id", (entry.id,)).fetchone()
        one, two = con.execute("SELECT id FROM attribution ORDER BY id").fetchmany(2)
        con.execute("UPDATE event SET modality = 'alleged', attribution_id = ? WHERE id = ?", (one["id"], event["id"]))
        con.execute("INSERT INTO dispute VALUES ('d-y', 'denial', 'x', '2031-05-03', NULL, 'x')")
        con.execute("INSERT INTO dispute_side VALUES ('d-y', 1, 'attribution', ?)", (one["id"],))
        con.execute("INSERT INTO dispute_side VALUES ('d-y', 2, 'attribution', ?)", (two["id"],))

        def denied(start: int, end: int) -> bool:
            row = (event["report_id"], start, end, two["id"])
            con.execute("UPDATE attribution SET report_id = ?, start = ?, end = ? WHERE id = ?", row)
            (now,) = queries.timeline(story, among=[entry.id])
            return "d-y" in [found.id for found in now.disputes]

        text = con.execute("SELECT text FROM report WHERE id = ?", (event["report_id"],)).fetchone()[0]
        word = text[event["start"] : event["end"]].lower()[:4]
        other = next(at for at in range(len(text)) if word not in text[at : at + 40].lower() and text[at].isspace())
        assert denied(event["start"], event["end"])  # it names the event
        assert not denied(other, other + 40)
