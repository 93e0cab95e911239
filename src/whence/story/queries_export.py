"""Every table of the account, row by row, for an export: the same rows in the same order for the same input."""

from __future__ import annotations

import json
from collections.abc import Iterator

from whence.story.store import Story

TABLES: dict[str, str] = {
    "report": "id",
    "passage": "report_id, start, end, id",
    "entity": "report_id, id",
    "mention": "report_id, start, end, id",
    "attribution": "report_id, start, end, id",
    "attribution_speaker": "attribution_id, position",
    "via": "attribution_id, position",
    "credit": "report_id, start, end, id",
    "moment": "report_id, start, end, id",
    "figure": "report_id, start, end, id",
    "event": "report_id, start, end, id",
    "source": "id",
    "utterance": "id",
    "reading": "utterance_id, attribution_id",
    "reuse": "a_report_id, a_start, a_end, b_report_id, b_start, b_end, id",
    "ancestor": "id",
    "lineage": "report_id, coalesce(parent_report_id, ''), coalesce(ancestor_id, '')",
    "series": "id",
    "timeline": "id",
    "dispute": "id",
    "dispute_side": "dispute_id, side, table_name, row_id",
    "support": "table_name, row_id, root",
    "ruling": "id",
    "ruled": "table_name, row_id, field, ruling_id",
    "problem": "origin, stage, kind, message",
}
"""Each table with the order of its rows."""

LEFT_OUT = frozenset({"raw", "added_at", "made_at", "at"})
"""Columns that depend on when or on what machine the account was made, and the bytes of the input."""

JSON_COLUMNS = frozenset({"pieces", "cue_pieces", "source_pieces", "aliases", "diff", "mark_key", "other_key", "was"})

_RUN_SETTINGS = frozenset({"jobs"})
"""Settings that say how a run was made and change nothing in the account."""


def table_rows(story: Story, table: str) -> Iterator[dict[str, object]]:
    """The rows of one table, JSON columns as values, by a key that never depends on the order of arrival."""
    for row in story.connection.execute(f"SELECT * FROM {table} ORDER BY {TABLES[table]}"):
        yield {
            key: json.loads(row[key]) if key in JSON_COLUMNS and row[key] is not None else row[key]
            for key in sorted(row.keys())
            if key not in LEFT_OUT
        }


def table_columns(story: Story, table: str) -> dict[str, str]:
    """The columns of a table that are exported, in the order of the schema, with their SQL type in lower case."""
    rows = story.connection.execute(f"PRAGMA table_info({table})")
    return {row["name"]: row["type"].lower() for row in rows if row["name"] not in LEFT_OUT}


def attribution_rows(story: Story) -> Iterator[dict[str, object]]:
    """What was said, by report and place: beliefs, wishes and what was not said yet are left out, as in the views."""
    return (row for row in table_rows(story, "attribution") if row["act"] != "thought" and row["uttered"])


def report_urls(story: Story) -> dict[str, str]:
    """The web address of each report that has one."""
    return {row["id"]: row["url"] for row in story.connection.execute("SELECT id, url FROM report") if row["url"]}


def via_names(story: Story) -> dict[str, list[tuple[str, str | None]]]:
    """For each attribution that was handed on, the hands as (name, source id), nearest to the speaker first."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for row in story.connection.execute(
        "SELECT v.attribution_id, v.source_id, coalesce(s.name, e.name) AS name FROM via v "
        "JOIN entity e ON e.id = v.entity_id LEFT JOIN source s ON s.id = v.source_id "
        "ORDER BY v.attribution_id, v.position"
    ):
        found.setdefault(row["attribution_id"], []).append((row["name"], row["source_id"]))
    return found


def meta(story: Story) -> dict[str, object]:
    """What `meta` says about how the account was made, without what only says how the run went."""
    found: dict[str, object] = {}
    for row in story.connection.execute("SELECT key, value FROM meta ORDER BY key"):
        key = row["key"]
        if key.endswith("_at") or key in _RUN_SETTINGS:
            continue
        value = _value(row["value"])
        if isinstance(value, dict):
            value = {k: v for k, v in sorted(value.items()) if k not in _RUN_SETTINGS}
        found[key] = value
    return found


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
