"""The whole account as one JSON document, the same bytes for the same input.

Top-level keys, in this order: `format` (the string `whence account`), `schema` (a number), `meta` (settings, versions),
then one list for each table of story.db under the table's name (see docs/reference/tables.md). A row is an object with
its columns as keys, sorted; columns that hold JSON are values, not strings. Left out: `raw`, `added_at`, `made_at`,
`at`. One row stands on one line, so that two exports can be compared with a line-by-line diff.
"""

from __future__ import annotations

import json
from typing import IO

from whence.story.queries_export import TABLES, meta, table_rows
from whence.story.store import SCHEMA_VERSION, Story


def export_json(story: Story, out: IO[str]) -> None:
    """Write the account to `out`, row by row, so that no more than one row is in memory at once."""
    out.write('{\n"format": "whence account",\n')
    out.write(f'"schema": {SCHEMA_VERSION},\n"meta": {_line(meta(story))}')
    for table in TABLES:
        out.write(f',\n"{table}": [')
        separator = "\n"
        for row in table_rows(story, table):
            out.write(separator + _line(row))
            separator = ",\n"
        out.write("]" if separator == "\n" else "\n]")
    out.write("\n}\n")


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
