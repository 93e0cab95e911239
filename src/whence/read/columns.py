"""Which column or member of a record is which field of a report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

_JOINTS = re.compile(r"[\s_:.\-]+")


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, int]]:
    table = resources.files("whence.read").joinpath("lexicons/columns.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {name: (field, rank) for rank, (field, name) in enumerate(rows)}


def field_of(column: str) -> str | None:
    """The field that a column's name stands for, or None: unknown columns are ignored."""
    found = _names().get(_JOINTS.sub("", column).lower())
    return found[0] if found else None


@lru_cache(maxsize=1)
def containers() -> tuple[str, ...]:
    """Names of the member of a JSON object that holds a list of records."""
    table = resources.files("whence.read").joinpath("lexicons/containers.txt").read_text("utf-8")
    return tuple(line for line in table.splitlines() if line and not line.startswith("#"))


def fields_of(record: Mapping[str, object]) -> dict[str, str]:
    """The fields of a report that a record names, as text; the preferred name wins where two are filled."""
    ranked: dict[str, tuple[int, str]] = {}
    for column, value in record.items():
        found = _names().get(_JOINTS.sub("", str(column)).lower())
        if found is None:
            continue
        field, rank = found
        words = _as_text(value, "\n\n" if field == "text" else ", ")
        if words.strip() and (field not in ranked or rank < ranked[field][0]):
            ranked[field] = (rank, words)
    return {field: words for field, (_, words) in ranked.items()}


def _as_text(value: object, joint: str) -> str:
    """A value as words: numbers as written, lists joined, an object by its name. Nothing else has words."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, list):
        parts = (_as_text(part, joint) for part in value)
        return joint.join(part for part in parts if part.strip())
    if isinstance(value, Mapping):
        for member in ("name", "title", "text", "rendered"):
            if isinstance(value.get(member), str):
                return str(value[member])
    return ""
