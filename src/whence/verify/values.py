"""The values of figures, as rows of a story and as the draft has them."""

from __future__ import annotations

import sqlite3

from whence.records import Figure


def value_of(row: sqlite3.Row) -> tuple[float | None, float | None, str]:
    """What a figure says: its bounds and how they are meant."""
    return row["low"], row["high"], row["bound"]


def is_it(figure: Figure, row: sqlite3.Row) -> bool:
    """Whether a row says what a figure of the draft says."""
    return value_of(row) == (figure.low, figure.high, figure.bound)


def number_of(row: sqlite3.Row) -> float | None:
    """The number that is written: the lower bound, else the upper."""
    number: float | None = row["low"] if row["low"] is not None else row["high"]
    return number


def meets(a: sqlite3.Row, b: sqlite3.Row) -> bool:
    """Whether some value satisfies both."""
    low = max(a["low"] or 0, b["low"] or 0)
    high = min(a["high"] or float("inf"), b["high"] or float("inf"))
    return low <= high
