"""Reading the data files under `lexicons/`: one entry a line, tab-separated fields, `#` starts a comment line."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of `lexicons/<name>`, each a tuple of its tab-separated fields."""
    text = resources.files("whence.mark").joinpath("lexicons", name).read_text(encoding="utf-8")
    lines = (line.rstrip() for line in text.splitlines())
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The first field of every entry."""
    return frozenset(row[0] for row in rows(name))
