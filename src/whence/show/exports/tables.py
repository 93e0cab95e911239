"""Every table of the account as a file of its own in one folder: CSV, or Parquet with proper types.

Both hold the columns of docs/reference/tables.md in the order of the schema, without those that say when or on what
machine the account was made, and without the raw bytes. The rows come in the order of the JSON export.

CSV: UTF-8, a first line of names, null as an empty cell, JSON columns as JSON. A text cell that begins like a formula
gets an apostrophe before it, since a spreadsheet would run a report's words. The texts, whose characters the offsets
count, stand exactly as they are in a file of their own, `report_text.csv`.

Parquet: days are dates, flags are booleans, `pieces` is a list of {start, end}, `diff` a list of {op, base, here},
`aliases` a list of strings. The same account gives the same bytes with the same version of pyarrow.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from whence.show.exports.missing import needed
from whence.show.exports.rows import guarded
from whence.story.queries_export import TABLES, meta, table_columns, table_rows
from whence.story.store import Story

BATCH = 5_000
"""Rows held in memory at once, and the rows of a Parquet row group; reports, with their texts, by a tenth of it."""

SPANS = frozenset({"pieces", "cue_pieces", "source_pieces"})
FLAGS = frozenset({"anonymous", "certain", "uttered"})
DAYS = frozenset({"published_earliest", "published_latest", "own_earliest", "own_latest", "earliest", "latest",
                  "said_from", "said_to", "as_of_from", "as_of_to", "opened", "settled"})  # fmt: skip
"""Columns that hold whole days. `report.published` is none of them: it keeps the precision that it came with."""

Row = Mapping[str, Any]


def export_csv(story: Story, folder: Path) -> None:
    """Write a CSV file for each table, `meta` among them, into an empty folder."""
    for table in TABLES:
        columns = [name for name in table_columns(story, table) if (table, name) != ("report", "text")]
        _csv(folder / f"{table}.csv", columns, table_rows(story, table), guarded)
    _csv(folder / "report_text.csv", ["id", "text"], table_rows(story, "report"), lambda value: value)
    rows = [{"key": key, "value": value} for key, value in sorted(meta(story).items())]
    _csv(folder / "meta.csv", ["key", "value"], rows, guarded)


def _csv(path: Path, columns: list[str], rows: Iterable[Row], cell: Callable[[object], object]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([cell(_text(row[name])) for name in columns])


def _text(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def export_parquet(story: Story, folder: Path) -> None:
    """Write a Parquet file for each table, `meta` among them, into an empty folder.

    Raises CommandError where pyarrow is not installed.
    """
    for table in TABLES:
        schema = _schema(table_columns(story, table))
        batch = BATCH // 10 if table == "report" else BATCH
        _parquet(folder / f"{table}.parquet", schema, table_rows(story, table), batch)
    rows = [{"key": key, "value": str(_text(value))} for key, value in sorted(meta(story).items())]
    _parquet(folder / "meta.parquet", _schema({"key": "text", "value": "text"}), rows, BATCH)


def _schema(columns: Mapping[str, str]) -> Any:
    pa = needed("pyarrow", extra="exports", for_what="the Parquet export")
    return pa.schema([(name, _type(pa, name, kind)) for name, kind in columns.items()])


def _type(pa: Any, name: str, kind: str) -> Any:
    if name in SPANS:
        return pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))
    if name == "diff":
        return pa.list_(pa.struct([("op", pa.string()), ("base", pa.string()), ("here", pa.string())]))
    if name == "aliases":
        return pa.list_(pa.string())
    if name in FLAGS:
        return pa.bool_()
    if name in DAYS:
        return pa.date32()
    return {"integer": pa.int64(), "real": pa.float64()}.get(kind, pa.string())


def _parquet(path: Path, schema: Any, rows: Iterable[Row], batch: int) -> None:
    pa = needed("pyarrow", extra="exports", for_what="the Parquet export")
    pq = needed("pyarrow.parquet", extra="exports", for_what="the Parquet export")
    with pq.ParquetWriter(path, schema, version="2.6", compression="zstd", data_page_version="1.0") as writer:
        for held in _batches(rows, batch):
            columns = [
                pa.array([_value(name, row[name]) for row in held], type=schema.field(name).type)
                for name in schema.names
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema), row_group_size=batch)


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while held := list(islice(remaining, size)):
        yield held


def _value(name: str, value: Any) -> object:
    if value is None:
        return None
    if name in SPANS:
        return [{"start": start, "end": end} for start, end in value]
    if name == "diff":
        return [{"op": op, "base": base, "here": here} for op, base, here in value]
    if name in FLAGS:
        return bool(value)
    if name in DAYS:
        return date.fromisoformat(value)
    return _text(value) if name != "aliases" else value
