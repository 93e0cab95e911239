"""Rulings in story.db: kept, listed, undone; and the columns that they set, with what the program had put there.

The tables hold what stands. `ruled` says which row a ruling touches and, for a column that it sets, what was there
before, so that the marks as the program made them can always be had back (`as_made`), and undoing leaves no trace.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from whence.records import Entity, Marks, Report
from whence.rulings import RULED, MarkKey, Ruled, Ruling, RulingState
from whence.story.rows import dumps, to_row
from whence.story.write import MARK_TABLES, insert, write_marks

Before = dict[tuple[str, str], dict[str, object]]
"""(table, row id) to the columns that rulings set, as they were before."""

_SETTABLE = frozenset({"report", "attribution", "figure", "event", "reuse"})


def read_rulings(con: sqlite3.Connection) -> list[Ruling]:
    """All rulings, in the order in which they were made."""
    return [
        Ruling(
            row["id"], row["table_name"], row["field"], row["verdict"], _key(row["mark_key"]),
            _key(row["other_key"]) if row["other_key"] else None, row["value"], row["note"], row["made_at"],
            row["state"],
        )
        for row in con.execute("SELECT * FROM ruling ORDER BY made_at, id")
    ]  # fmt: skip


def _key(text: str) -> MarkKey:
    return MarkKey(*json.loads(text))


def _dumped(key: MarkKey | None) -> str | None:
    return None if key is None else dumps([key.report_id, key.start, key.end, key.words])


def add_ruling(con: sqlite3.Connection, ruling: Ruling) -> Ruling:
    """Keep a ruling as the latest made; the same one made before is replaced. Gives it back with its time."""
    ruling = replace(ruling, made_at=ruling.made_at or _later_than_all(con))
    row = {
        "id": ruling.id, "table_name": ruling.table_name, "field": ruling.field, "verdict": ruling.verdict,
        "mark_key": _dumped(ruling.mark_key), "other_key": _dumped(ruling.other_key), "value": ruling.value,
        "note": ruling.note, "made_at": ruling.made_at, "state": ruling.state,
    }  # fmt: skip
    con.execute("DELETE FROM ruling WHERE id = ?", (ruling.id,))
    insert(con, "ruling", [row])
    return ruling


def drop_ruling(con: sqlite3.Connection, ruling_id: str) -> None:
    """Forget a ruling, and put back what stood in the columns that it alone had set."""
    rows = con.execute(
        "SELECT table_name, row_id, field, was FROM ruled r WHERE ruling_id = ? AND was IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM ruled o WHERE o.table_name = r.table_name AND o.row_id = r.row_id AND o.field = r.field "
        "AND o.ruling_id <> r.ruling_id) AND field NOT LIKE 'published%'",
        (ruling_id,),
    ).fetchall()
    for row in rows:
        _put(con, row["table_name"], row["row_id"], row["field"], json.loads(row["was"]))
    # A report's date stays until the marks are made against the other: `redate` puts back both.
    con.execute("DELETE FROM ruled WHERE ruling_id = ? AND field NOT LIKE 'published%'", (ruling_id,))
    con.execute("DELETE FROM ruling WHERE id = ?", (ruling_id,))


def _later_than_all(con: sqlite3.Connection) -> str:
    """The time now, or just after the last ruling where the clock has not moved on or was set back."""
    now = datetime.now(UTC)
    last = con.execute("SELECT max(made_at) FROM ruling").fetchone()[0]
    if last is not None:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


# --- what rulings set ------------------------------------------------------------------------------------------------


def before(con: sqlite3.Connection) -> Before:
    """What the program had put into every column that a ruling sets now."""
    found: Before = {}
    for row in con.execute("SELECT table_name, row_id, field, was FROM ruled WHERE was IS NOT NULL"):
        found.setdefault((row["table_name"], row["row_id"]), {})[row["field"]] = json.loads(row["was"])
    return found


def as_made(row: sqlite3.Row, table: str, earlier: Before) -> dict[str, Any]:
    """A row as the program made it."""
    was = earlier.get((table, row["id"])) if earlier else None
    return {**dict(row), **was} if was else dict(row)


def restore(con: sqlite3.Connection) -> None:
    """Put back what the program had put, everywhere, and forget what rulings touch."""
    for (table, row_id), columns in sorted(before(con).items()):
        for column, value in sorted(columns.items()):
            _put(con, table, row_id, column, value)
    con.execute(f"DELETE FROM entity WHERE made_by = '{RULED}'")
    con.execute("DELETE FROM ruled")


def apply(
    con: sqlite3.Connection, ruled: Sequence[Ruled], entities: Sequence[Entity], states: Mapping[str, RulingState]
) -> None:
    """Set every column that a ruling sets, in place of what earlier rulings had set; keep the entities they made."""
    restore(con)
    insert(con, "entity", [to_row(entity) for entity in entities])
    for one in ruled:
        if one.sets:
            _put(con, one.table_name, one.row_id, one.field, one.now)
    _keep(con, ruled)
    con.executemany("UPDATE ruling SET state = ? WHERE id = ?", [(state, one) for one, state in sorted(states.items())])


def _keep(con: sqlite3.Connection, ruled: Sequence[Ruled]) -> None:
    insert(
        con,
        "ruled",
        [
            {
                "ruling_id": one.ruling_id, "table_name": one.table_name, "row_id": one.row_id,
                "report_id": one.report_id, "field": one.field, "was": dumps(one.was) if one.sets else None,
            }
            for one in ruled
        ],
    )  # fmt: skip


def _put(con: sqlite3.Connection, table: str, row_id: str, column: str, value: object) -> None:
    if table not in _SETTABLE or not column.isidentifier():
        raise ValueError(f"a ruling cannot set {table}.{column}")
    if column == "speakers":
        con.execute("DELETE FROM attribution_speaker WHERE attribution_id = ?", (row_id,))
        speakers = value if isinstance(value, (list, tuple)) else ()
        con.executemany(
            "INSERT INTO attribution_speaker (attribution_id, position, entity_id) VALUES (?, ?, ?)",
            [(row_id, position, entity) for position, entity in enumerate(speakers, start=1)],
        )
        return
    if isinstance(value, bool):
        value = int(value)
    con.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row_id))


def redate(con: sqlite3.Connection, report: Report, marks: Marks, ruled: Sequence[Ruled]) -> None:
    """Give a report the date that stands, with the marks made against it; `ruled` are the columns that are set."""
    for table, _, _ in reversed(MARK_TABLES):
        con.execute(f"DELETE FROM {table} WHERE report_id = ?", (report.id,))
    con.execute("DELETE FROM ruled WHERE report_id = ?", (report.id,))
    published = report.published
    con.execute(
        "UPDATE report SET published = ?, published_earliest = ?, published_latest = ?, published_basis = ?, "
        "published_confidence = ?, published_reason = ?, language = ?, own_published = NULL, own_earliest = NULL, "
        "own_latest = NULL, own_confidence = NULL, own_reason = NULL WHERE id = ?",
        (
            published.value, published.earliest, published.latest, published.basis, published.confidence,
            published.reason, report.language, report.id,
        ),
    )  # fmt: skip
    write_marks(con, marks)
    _keep(con, ruled)
