"""Answers of a bounded size: as many rows as fit, and a cursor to go on from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from whence.errors import CommandError

Row = TypeVar("Row")

MOST_ROWS = 50
MOST_CHARACTERS = 24_000
"""Of an answer's rows as JSON. One row alone may be longer: words are never cut."""


def page(
    rows: Sequence[Row], made: Callable[[Row], dict[str, Any]], *, limit: int, cursor: str | None
) -> dict[str, Any]:
    """The rows from `cursor` on: `total`, `rows`, and `next_cursor`, None at the end.

    A cursor is the number of rows before it. Raises CommandError where it is none.
    """
    first = position(cursor)
    limit = max(1, min(limit, MOST_ROWS))
    kept: list[dict[str, Any]] = []
    size = 0
    for row in rows[first : first + limit]:
        value = made(row)
        size += len(json.dumps(value, ensure_ascii=False))
        if kept and size > MOST_CHARACTERS:
            break
        kept.append(value)
    after = first + len(kept)
    return {"total": len(rows), "rows": kept, "next_cursor": str(after) if after < len(rows) else None}


def position(cursor: str | None) -> int:
    """How much is before a cursor. Raises CommandError where it is not one that an answer gave."""
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit()):
        raise CommandError(f"{cursor!r} is no cursor: give next_cursor of the answer before, or none")
    return int(cursor)
