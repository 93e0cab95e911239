"""The JSON Schema of the JSON export, made from the schema of story.db and what `tables.toml` says of each column."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from importlib import resources
from typing import Any

from reference_parts import DOCS, DocsError, allowed

PATH = "src/whence/show/exports/schema/account.schema.json"
"""Where it is kept, from the root of the project: it is part of the package."""

_SPAN = {"type": "array", "prefixItems": [{"type": "integer", "minimum": 0}] * 2, "minItems": 2, "maxItems": 2}
_KEY = {"description": "Report, start, end and quoted words of the mark that a ruling is about."}
_WORDS = {"type": "array", "items": {"type": "string"}}
_JSON: dict[str, dict[str, Any]] = {
    **{name: {"type": "array", "items": _SPAN} for name in ("pieces", "cue_pieces", "source_pieces")},
    "aliases": _WORDS,
    "diff": {"type": "array", "items": _WORDS | {"minItems": 3, "maxItems": 3}},
    "mark_key": _KEY,
    "other_key": _KEY,
}
"""Columns that hold JSON in the database and are values in the export."""
_TYPES = {"text": "string", "integer": "integer", "real": "number"}


def account_schema() -> str:
    """The schema as JSON (draft 2020-12): every table, every column with its type, meaning and allowed values."""
    from whence.story.queries_export import LEFT_OUT, TABLES
    from whence.story.store import SCHEMA_VERSION

    said = tomllib.loads((DOCS / "reference" / "tables.toml").read_text(encoding="utf-8"))
    sql = resources.files("whence.story").joinpath("schema.sql").read_text(encoding="utf-8")
    con = sqlite3.connect(":memory:")
    con.executescript(sql)
    properties: dict[str, Any] = {
        "format": {"const": "whence account"},
        "schema": {"const": SCHEMA_VERSION},
        "meta": {"type": "object", "description": "What the account was made with."},
    }
    for table in TABLES:
        columns = {row[1]: row for row in con.execute(f"PRAGMA table_info({table})") if row[1] not in LEFT_OUT}
        row = {
            "type": "object",
            "properties": {name: _column(table, name, info, said, sql) for name, info in columns.items()},
            "required": sorted(columns),
            "additionalProperties": False,
        }
        properties[table] = {"type": "array", "description": _meaning(said, table)["about"].strip(), "items": row}
    con.close()
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:whence:schema:account:{SCHEMA_VERSION}",
        "title": "The account of a story, as written by `whence export STORY json`",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _column(table: str, name: str, info: tuple[Any, ...], said: dict[str, Any], sql: str) -> dict[str, Any]:
    _, _, kind, not_null, _, key = info
    null = not (not_null or key)
    made: dict[str, Any] = {"description": _meaning(said, table)["columns"].get(name, "")}
    if name in _JSON:
        value = _JSON[name]
        return made | (value if not null or "type" not in value else {"anyOf": [value, {"type": "null"}]})
    named = _TYPES[kind.lower()]
    made["type"] = [named, "null"] if null else named
    if values := allowed(sql, table, name):
        made["enum"] = [*values, None] if null else values
    return made


def _meaning(said: dict[str, Any], table: str) -> dict[str, Any]:
    if table not in said:
        raise DocsError(f"the table {table!r} is not documented; say what it means in docs/reference/tables.toml")
    found: dict[str, Any] = said[table]
    return found
