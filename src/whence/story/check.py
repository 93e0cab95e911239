"""Whether a story holds together: every span, every link, every id. `whence check` prints what this finds."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from whence.records import mark_id
from whence.story.store import Story

_KINDS = {
    "passage": "kind",
    "mention": "basis",
    "attribution": "kind",
    "credit": "kind",
    "moment": "type",
    "figure": "bound",
    "event": "modality",
}
"""Tables of marks, with the column that enters the mark's id as its kind."""

_ROWS = {
    "attribution": "attribution", "figure": "figure", "event": "event", "timeline": "timeline",
    "utterance": "utterance", "moment": "moment", "passage": "passage", "series": "series", "reading": "attribution",
    "report": "report", "credit": "credit",
}  # fmt: skip
"""What `table_name` may be in dispute_side and support, with the table that holds the row."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which check met it, in which row, and what it is."""

    check: str
    row: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One check: what it looks at, how many rows it looked at, what it found wrong."""

    name: str
    looked_at: int
    findings: tuple[Finding, ...]


def check_story(story: Story) -> list[Finding]:
    """Everything that is wrong with a story; empty where all is well."""
    return [finding for checked in run_checks(story) for finding in checked.findings]


def run_checks(story: Story) -> list[Checked]:
    """Every check, in order."""
    return [check(story.connection) for check in _CHECKS]


def _database(con: sqlite3.Connection) -> Checked:
    """SQLite's own check of the file, and that full text is in step with the reports."""
    found = [
        Finding("database", "file", str(row[0])) for row in con.execute("PRAGMA integrity_check") if row[0] != "ok"
    ]
    try:
        con.execute("INSERT INTO report_fts(report_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if "readonly" not in str(error):  # in a file that may not be written, this one check cannot be made
            found.append(Finding("database", "report_fts", f"full text is not in step with the reports ({error})"))
    finally:
        con.rollback()
    return Checked("database", 1, tuple(found))


def _links(con: sqlite3.Connection) -> Checked:
    """Foreign keys."""
    found = [
        Finding("links", f"{row[0]} row {row[1]}", f"points at a row of {row[2]} that does not exist")
        for row in con.execute("PRAGMA foreign_key_check")
    ]
    names = [
        row[0] for row in con.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%REFERENCES%'")
    ]
    return Checked("links", sum(_count(con, name) for name in names), tuple(found))


def _spans(con: sqlite3.Connection) -> Checked:
    """Every mark lies inside its report, holds something, and begins and ends with more than space."""
    found: list[Finding] = []
    looked = 0
    for report in con.execute("SELECT id, text FROM report ORDER BY id").fetchall():
        text = report["text"]
        for table in _KINDS:
            for row in con.execute(f"SELECT * FROM {table} WHERE report_id = ? ORDER BY id", (report["id"],)):
                looked += 1
                name = f"{table} {row['id']}"
                found.extend(_span(name, "span", text, row["start"], row["end"]))
                if table == "attribution":
                    found.extend(_pieces(name, row, text))
                elif table == "figure":
                    found.extend(_value(name, row, text))
        for row in con.execute(
            "SELECT v.* FROM via v JOIN attribution a ON a.id = v.attribution_id WHERE a.report_id = ?", (report["id"],)
        ):
            looked += 1
            found.extend(
                _span(f"via {row['attribution_id']}:{row['position']}", "span", text, row["start"], row["end"])
            )
    lengths = {row["id"]: row["n"] for row in con.execute("SELECT id, length(text) AS n FROM report")}
    for row in con.execute("SELECT * FROM reuse ORDER BY id"):
        looked += 1
        for side in ("a", "b"):
            start, end = row[f"{side}_start"], row[f"{side}_end"]
            if not 0 <= start < end <= lengths.get(row[f"{side}_report_id"], 0):
                found.append(Finding("spans", f"reuse {row['id']}", f"{side} {start}:{end} is not inside its report"))
    return Checked("spans", looked, tuple(found))


def _span(row: str, what: str, text: str, start: int, end: int) -> Iterator[Finding]:
    if not 0 <= start < end <= len(text):
        yield Finding("spans", row, f"{what} {start}:{end} is not inside its report of {len(text)} characters")
    elif text[start].isspace() or text[end - 1].isspace():
        yield Finding("spans", row, f"{what} {start}:{end} begins or ends with space")


def _pieces(name: str, row: sqlite3.Row, text: str) -> Iterator[Finding]:
    """pieces, cue and source: lists of spans, sorted, disjoint, their outer ends in the start and end columns."""
    for column, first, last in (
        ("pieces", "start", "end"), ("cue_pieces", "cue_start", "cue_end"),
        ("source_pieces", "source_start", "source_end"),
    ):  # fmt: skip
        spans = json.loads(row[column])
        if not spans:
            if column == "pieces":
                yield Finding("spans", name, "has no pieces")
            elif row[first] is not None or row[last] is not None:
                yield Finding("spans", name, f"{first}, {last} are given but {column} is empty")
            continue
        if (row[first], row[last]) != (spans[0][0], spans[-1][1]):
            yield Finding("spans", name, f"{first}, {last} are not the outer ends of {column}")
        if any(a[1] > b[0] for a, b in pairwise(spans)):
            yield Finding("spans", name, f"{column} overlap or are not sorted")
        for start, end in spans:
            yield from _span(name, column, text, start, end)


def _value(name: str, row: sqlite3.Row, text: str) -> Iterator[Finding]:
    start, end = row["value_start"], row["value_end"]
    yield from _span(name, "value", text, start, end)
    if not row["start"] <= start < end <= row["end"]:
        yield Finding("spans", name, f"value {start}:{end} is not inside the figure {row['start']}:{row['end']}")
    low, high, bound = row["low"], row["high"], row["bound"]
    wrong = {
        "at_least": high is not None or low is None,
        "more_than": high is not None or low is None,
        "at_most": low is not None or high is None,
        "less_than": low is not None or high is None,
        "range": low is None or high is None or low > high,
    }.get(bound, low is None or low != high)
    if wrong:
        yield Finding("spans", name, f"low {low} and high {high} do not fit the bound {bound}")


def _order(con: sqlite3.Connection) -> Checked:
    """Passages of a report are disjoint, and numbered in the order in which they stand."""
    found = []
    rows = con.execute("SELECT id, report_id, start, end, seq FROM passage ORDER BY report_id, start, end").fetchall()
    for a, b in pairwise(rows):
        if a["report_id"] == b["report_id"] and (a["end"] > b["start"] or a["seq"] >= b["seq"]):
            found.append(
                Finding("passages", f"passage {b['id']}", "overlaps the one before it or is numbered before it")
            )
    return Checked("passages", len(rows), tuple(found))


def _ids(con: sqlite3.Connection) -> Checked:
    """A mark's id is the hash of its place and kind."""
    found = []
    looked = 0
    for table, kind in _KINDS.items():
        # A kind that a person ruled leaves the id as it was: the mark is the same.
        for row in con.execute(
            f"SELECT id, report_id, start, end, coalesce((SELECT json_extract(was, '$') FROM ruled "
            f"WHERE table_name = '{table}' AND row_id = {table}.id AND field = '{kind}'), {kind}) AS kind "
            f"FROM {table} ORDER BY id"
        ):
            looked += 1
            if row["id"] != mark_id(row["report_id"], table, row["start"], row["end"], row["kind"]):
                found.append(Finding("ids", f"{table} {row['id']}", "is not the hash of its place and kind"))
    return Checked("ids", looked, tuple(found))


def _dates(con: sqlite3.Connection) -> Checked:
    """Days are days, and an interval does not end before it begins."""
    found = []
    looked = 0
    for table, earliest, latest in (
        ("report", "published_earliest", "published_latest"), ("moment", "earliest", "latest"),
        ("event", "earliest", "latest"), ("timeline", "earliest", "latest"), ("attribution", "said_from", "said_to"),
        ("utterance", "said_from", "said_to"), ("figure", "as_of_from", "as_of_to"),
    ):  # fmt: skip
        for row in con.execute(f"SELECT id, {earliest} AS a, {latest} AS b FROM {table} ORDER BY id"):
            looked += 1
            for value in (row["a"], row["b"]):
                if value is not None and not _is_day(value):
                    found.append(Finding("dates", f"{table} {row['id']}", f"{value!r} is not a day (YYYY-MM-DD)"))
            if row["a"] is not None and row["b"] is not None and row["a"] > row["b"]:
                found.append(Finding("dates", f"{table} {row['id']}", f"begins {row['a']}, after its end {row['b']}"))
    return Checked("dates", looked, tuple(found))


def _is_day(value: str) -> bool:
    return len(value) == 10 and value[4] == value[7] == "-" and (value[:4] + value[5:7] + value[8:]).isdigit()


def _shares(con: sqlite3.Connection) -> Checked:
    """Shares, confidences and similarities lie between 0 and 1."""
    found = []
    looked = 0
    for table, column, key in (
        ("report", "own_share", "id"), ("report", "published_confidence", "id"), ("lineage", "share", "report_id"),
        ("reuse", "similarity", "id"), ("reuse", "confidence", "id"), ("attribution", "confidence", "id"),
        ("attribution", "speaker_confidence", "id"), ("mention", "confidence", "id"),
        ("utterance", "base_confidence", "id"),
    ):  # fmt: skip
        for row in con.execute(f"SELECT {key} AS k, {column} AS v FROM {table} WHERE {column} IS NOT NULL"):
            looked += 1
            if not 0 <= row["v"] <= 1:
                found.append(Finding("shares", f"{table} {row['k']}", f"{column} {row['v']} is not between 0 and 1"))
    return Checked("shares", looked, tuple(found))


def _account(con: sqlite3.Connection) -> Checked:
    """Every row of the account stands on marks that exist."""
    found = []
    looked = 0
    for row in con.execute("SELECT * FROM dispute_side ORDER BY dispute_id, side, table_name, row_id").fetchall():
        looked += 1
        if not _exists(con, row["table_name"], row["row_id"]):
            name = f"dispute_side {row['dispute_id']}:{row['side']}"
            found.append(Finding("account", name, f"{row['table_name']} {row['row_id']} does not exist"))
    sides = {f"{r[0]}:{r[1]}" for r in con.execute("SELECT DISTINCT dispute_id, side FROM dispute_side")}
    roots = {r[0] for r in con.execute("SELECT id FROM report UNION SELECT id FROM ancestor")}
    for row in con.execute("SELECT * FROM support ORDER BY table_name, row_id, root").fetchall():
        looked += 1
        name = f"support {row['table_name']} {row['row_id']}"
        is_side = row["table_name"] == "dispute_side"
        if not (row["row_id"] in sides if is_side else _exists(con, row["table_name"], row["row_id"])):
            found.append(Finding("account", name, "the row that it stands behind does not exist"))
        if row["root"] not in roots:
            found.append(Finding("account", name, f"root {row['root']} is neither a report nor an ancestor"))
    for sql, message in _STANDS_ON_NOTHING.items():
        for row in con.execute(sql):
            found.append(Finding("account", f"{row[0]} {row[1]}", message))
    looked += sum(_count(con, table) for table in ("utterance", "series", "timeline", "dispute", "ancestor"))
    return Checked("account", looked, tuple(found))


_STANDS_ON_NOTHING = {
    "SELECT 'utterance', id FROM utterance u WHERE NOT EXISTS "
    "(SELECT 1 FROM reading r WHERE r.utterance_id = u.id AND r.attribution_id = u.base_attribution_id)":
        "its base is not among its readings",
    "SELECT 'series', id FROM series s WHERE NOT EXISTS (SELECT 1 FROM figure f WHERE f.series_id = s.id)":
        "has no figures",
    "SELECT 'timeline', t.id FROM timeline t WHERE NOT EXISTS "
    "(SELECT 1 FROM event e WHERE e.timeline_id = t.id AND e.id = t.event_id)": "its event is not its own",
    # A denial may stand without the side that it answers: nobody in the pile is heard saying it.
    "SELECT 'dispute', id FROM dispute d WHERE (SELECT count(DISTINCT side) FROM dispute_side s "
    "WHERE s.dispute_id = d.id) < CASE kind WHEN 'denial' THEN 1 ELSE 2 END OR (kind = 'denial' AND NOT EXISTS "
    "(SELECT 1 FROM dispute_side s WHERE s.dispute_id = d.id AND s.side = 2))":
        "has fewer than two sides, or is a denial that nobody makes",
    "SELECT 'ancestor', id FROM ancestor a WHERE NOT EXISTS (SELECT 1 FROM lineage l WHERE l.ancestor_id = a.id)":
        "no report leans on it",
    "SELECT 'lineage', report_id FROM lineage WHERE report_id = parent_report_id": "is its own parent",
    "SELECT 'attribution', a.id FROM attribution a JOIN attribution p ON p.id = a.parent_id "
    "WHERE p.report_id <> a.report_id OR p.id = a.id": "is nested in one of another report, or in itself",
}  # fmt: skip


def _exists(con: sqlite3.Connection, table: str, row_id: str) -> bool:
    held = _ROWS.get(table)
    return held is not None and con.execute(f"SELECT 1 FROM {held} WHERE id = ?", (row_id,)).fetchone() is not None


def _raw(con: sqlite3.Connection) -> Checked:
    """The bytes that a report was read from can be had back."""
    found = []
    looked = 0
    for row in con.execute("SELECT id, raw FROM report ORDER BY id"):
        looked += 1
        try:
            zlib.decompress(row["raw"])
        except zlib.error as error:
            found.append(Finding("raw", f"report {row['id']}", f"its bytes do not decompress ({error})"))
    return Checked("raw", looked, tuple(found))


def _rulings(con: sqlite3.Connection) -> Checked:
    """Every ruling has found its marks. One that has not is kept, and listed here."""
    found = [
        Finding("rulings", f"ruling {row['id']}", "what it was ruled on is not there any more: orphaned")
        for row in con.execute("SELECT id FROM ruling WHERE state = 'orphaned' ORDER BY id")
    ]
    found += [
        Finding("rulings", f"ruled {row['table_name']} {row['row_id']}", "no ruling of this id touches it")
        for row in con.execute(
            "SELECT * FROM ruled WHERE ruling_id NOT IN (SELECT id FROM ruling) ORDER BY table_name, row_id, field"
        )
    ]
    return Checked("rulings", _count(con, "ruling"), tuple(found))


def _count(con: sqlite3.Connection, table: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


_CHECKS: tuple[Callable[[sqlite3.Connection], Checked], ...] = (
    _database, _links, _spans, _order, _ids, _dates, _shares, _account, _rulings, _raw,
)  # fmt: skip
