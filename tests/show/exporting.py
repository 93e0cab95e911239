"""What the tests of the exports share: an export as text or as a folder, and a story whose rows are turned round."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from small_story import make_small_story
from whence.show.exports import FORMATS
from whence.story.queries_export import TABLES
from whence.story.store import Story


def exported(story: Story, form: str) -> str:
    out = io.StringIO()
    FORMATS[form].write(story, out)
    return out.getvalue()


def folder(story: Story, form: str, at: Path) -> Path:
    at.mkdir()
    FORMATS[form].write_folder(story, at)
    return at


def schema(name: str) -> Any:
    return json.loads((Path(__file__).parent / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


def turned_round(tmp_path: Path) -> Path:
    """The small story again, with the rows of every table written in the opposite order."""
    first = make_small_story(tmp_path / "first.db")
    path = tmp_path / "turned.db"
    with Story.create(path) as story:
        con = story.connection
        con.execute("PRAGMA foreign_keys = OFF")
        con.execute("ATTACH ? AS first", (str(first),))
        for table in ("meta", *TABLES):
            rows = con.execute(f"SELECT * FROM first.{table}").fetchall()
            for row in reversed(rows):
                con.execute(f"INSERT INTO main.{table} VALUES ({', '.join('?' * len(row))})", tuple(row))
        con.commit()
    return path
