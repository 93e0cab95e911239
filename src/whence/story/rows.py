"""Records to table rows and back: one rule for every table, so that a field has one name everywhere.

Tuples become JSON, booleans become 0 or 1, everything else is stored as it is. Columns that only the account fills in
(`source_id`, `speaker_id`, `series_id`, ...) are set later by `store.Story.replace_account`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar, cast

from whence.records import Published, PublishedBasis, Spans

Record = TypeVar("Record")

SPAN_FIELDS = frozenset({"pieces", "cue_pieces", "source_pieces"})
CHILD_FIELDS = frozenset({"speakers", "via"})
"""Fields that live in tables of their own."""


def dumps(value: object) -> str:
    """JSON with no needless space and real letters, the same bytes every time."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def to_row(record: object) -> dict[str, object]:
    """The columns of a mark record."""
    row: dict[str, object] = {}
    for field in fields(cast(Any, record)):
        if field.name in CHILD_FIELDS:
            continue
        value = getattr(record, field.name)
        if isinstance(value, tuple):
            value = dumps(value)
        elif isinstance(value, bool):
            value = int(value)
        row[field.name] = value
    return row


def from_row(kind: type[Record], row: Mapping[str, Any], **children: object) -> Record:
    """A record of `kind` from its columns; `children` are the fields kept in other tables."""
    values: dict[str, object] = {}
    for field in fields(cast(Any, kind)):
        if field.name in children:
            values[field.name] = children[field.name]
        elif field.name in SPAN_FIELDS:
            values[field.name] = spans(row[field.name])
        elif field.name == "aliases":
            values[field.name] = tuple(json.loads(row[field.name]))
        elif field.name in ("anonymous", "dismissed"):
            values[field.name] = bool(row[field.name])
        else:
            values[field.name] = row[field.name]
    return kind(**values)


def spans(text: str) -> Spans:
    """Spans from their JSON."""
    return tuple((start, end) for start, end in json.loads(text))


def published_alone(row: Mapping[str, Any] | sqlite3.Row) -> Published:
    """The date of a report without what other reports say of it."""
    if row["own_reason"] is not None:
        first, last = row["own_earliest"], row["own_latest"]
        basis: PublishedBasis | None = "inferred" if first or last else None
        return Published(row["own_published"], first, last, basis, row["own_confidence"], row["own_reason"])
    return Published(
        row["published"], row["published_earliest"], row["published_latest"], row["published_basis"],
        row["published_confidence"], row["published_reason"],
    )  # fmt: skip
