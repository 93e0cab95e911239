"""A report that leans on one that is not in the story: the words that name it are cited."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console
from starlette.testclient import TestClient

from small_story import make_small_story
from whence.run import as_of
from whence.show.mcp.desk import Desk
from whence.show.mcp.server import Tools
from whence.show.terminal import reports as terminal
from whence.show.web import make_app
from whence.story import queries
from whence.story.store import Story

SENTENCE = "according to the Vantry Wire."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = make_small_story(tmp_path / "small.db")
    with Story.open(made) as story, story.connection as con:
        (ledger,) = con.execute("SELECT report_id FROM lineage WHERE ancestor_id IS NOT NULL").fetchone()
        (text,) = con.execute("SELECT text FROM report WHERE id = ?", (ledger,)).fetchone()
        (wire,) = con.execute("SELECT id FROM entity WHERE source_id = 's-wire' LIMIT 1").fetchone()
        at = text.index("Vantry Wire")
        con.execute(
            "INSERT INTO credit (id, report_id, start, end, entity_id, source_id, kind, made_by) "
            "VALUES ('credit', ?, ?, ?, ?, 's-wire', 'cites', 'test/1')",
            (ledger, at, at + len("Vantry Wire"), wire),
        )
    return made


def test_the_sentence_that_credits_it_is_cited(path: Path) -> None:
    with Story.open(path) as story:
        places = queries.Places(story)
        (row,) = [link for link in queries.lineage(story) if link.ancestor]
        (place,) = row.credited
        assert places.words(place).endswith(SENTENCE)
        assert all(not link.credited for link in queries.lineage(story) if link.parent)
        console = Console(width=200, record=True, file=None)
        with console.capture() as shown:
            console.print(*terminal.lineage([row], 4, story, console))
    assert place.citation in shown.get()


def test_the_pages_lead_to_it(path: Path) -> None:
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1:8765") as client:
        page = client.get("/stemma").text
    with Story.open(path) as story:
        place = next(link for link in queries.lineage(story) if link.ancestor).credited[0]
    at = f"{place.start}-{place.end}"
    link = f'href="/report/{place.report_id}?at={at}#{at}"'
    assert f'class="tie" {link}' in page, "the dashed arrow"
    assert f'class="cite" {link}' in page, "the line of the table"
    assert f"{SENTENCE}” Vantry Ledger" in page, "copied as a citation"


def test_an_assistant_program_is_given_it(path: Path) -> None:
    desk = Desk(path, as_of)
    try:
        first, second = Tools(desk).lineage()["rows"]
    finally:
        desk.close()
    assert first["names_it_at"] == []
    (at,) = second["names_it_at"]
    assert at["words"].endswith(SENTENCE)
    assert second["longest_shared_at"] == []
    assert len(first["longest_shared_at"]) == 2
