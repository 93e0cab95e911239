"""A story of an earlier version is brought to this one, and is then just as one made now."""

from __future__ import annotations

import re
import sqlite3
from importlib import resources
from pathlib import Path

from small_story import make_small_story
from whence.story import queries
from whence.story.check import check_story
from whence.story.store import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION, Story


def schema_3() -> str:
    """The schema as version 3 had it."""
    schema = resources.files("whence.story").joinpath("schema.sql").read_text(encoding="utf-8")
    schema = schema.replace(",'feed','inferred','ruling')", ",'feed','inferred')")
    schema = re.sub(r",\n    dismissed INTEGER NOT NULL DEFAULT 0\n", "\n", schema)
    schema = re.sub(r"CREATE TABLE ruled \(.*?\) WITHOUT ROWID;", "", schema, flags=re.DOTALL)
    schema = re.sub(r"CREATE INDEX ruled_\w+ ON ruled\(\w+\);", "", schema)
    return re.sub(
        r"CREATE TABLE ruling \(.*?\n\);",
        "CREATE TABLE ruling (id TEXT PRIMARY KEY, mark_key TEXT NOT NULL, other_key TEXT, verdict TEXT NOT NULL, "
        "field TEXT, value TEXT, note TEXT, made_at TEXT NOT NULL, "
        "state TEXT NOT NULL CHECK (state IN ('applied','orphaned')));",
        schema,
        flags=re.DOTALL,
    )


def _without_what_came_later(schema: str) -> str:
    """The schema with the indexes that version 5 had."""
    for table, columns in (("entity", "source_id"), ("attribution", "speaker_id")):
        schema = re.sub(rf"(ON {table}\({columns})(?:, \w+)+\)", r"\1)", schema)
    return schema


def shape(con: sqlite3.Connection) -> dict[str, object]:
    """Tables with their columns, and the names of everything else."""
    names = [row[0] for row in con.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE '%fts%' ORDER BY name")]
    return {name: [tuple(row)[1:] for row in con.execute(f"PRAGMA table_info({name})")] for name in names}


def test_a_story_of_version_3_keeps_every_row_and_can_be_ruled_on(tmp_path: Path) -> None:
    now = make_small_story(tmp_path / "now.db")
    old = tmp_path / "old.db"
    con = sqlite3.connect(old)
    con.executescript(_without_what_came_later(schema_3()))
    con.execute("ATTACH ? AS now", (str(now),))
    for (name,) in con.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    ).fetchall():
        if "_fts" not in name and name != "ruling":
            columns = ", ".join(row[1] for row in con.execute(f"PRAGMA table_info({name})"))
            order = (
                ""
                if "WITHOUT" in con.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
                else " ORDER BY rowid DESC"
            )
            con.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM now.{name}{order}")
    con.commit()
    con.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 3;")
    con.close()
    with Story.open(old) as story, Story.open(now) as fresh:
        assert story.connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        assert story.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert shape(story.connection) == shape(fresh.connection)
        assert check_story(story) == []
        assert story.reports() == fresh.reports()
        assert story.marks() == fresh.marks()
        assert queries.quotes(story) == queries.quotes(fresh)
        assert queries.search(story, "piles") == queries.search(fresh, "piles")
        story.connection.execute("UPDATE report SET published_basis = 'ruling'")
        story.connection.execute("DELETE FROM report")
        assert story.connection.execute("SELECT count(*) FROM attribution").fetchone()[0] == 0


def test_a_story_of_version_2_is_brought_up_to_date_step_by_step(tmp_path: Path) -> None:
    con = sqlite3.connect(tmp_path / "story.db")
    con.executescript(_without_what_came_later(schema_3()) + "DROP TABLE compared;")
    con.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 2;")
    con.close()
    with Story.open(tmp_path / "story.db") as story:
        assert story.compared() == {}
        assert story.rulings() == []
        assert story.connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION == max(MIGRATIONS)
