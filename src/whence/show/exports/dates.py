"""Days for formats that keep the precision of a date: a month stays a month, a year a year."""

from __future__ import annotations

import re

from whence.story.queries_cited import days

_PARTS = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?=$|[T ])")


def parts(value: str | None) -> list[int] | None:
    """`2031-05-06T08:00` gives [2031, 5, 6], `2031-05` gives [2031, 5], `2031` gives [2031]; else None."""
    found = _PARTS.match(value or "")
    return [int(part) for part in found.groups() if part] if found else None


def interval(earliest: str | None, latest: str | None) -> tuple[list[int], list[int] | None] | None:
    """Inclusive days as the parts of a start and an end.

    One day, or a whole month or year, is a start of that precision and no end. Where one end alone is known, it is the
    start: say so beside it. None where nothing is known.
    """
    whole = parts(days(earliest, latest)) if earliest and latest else None
    if whole is not None and " " not in days(earliest, latest):
        return whole, None
    start = parts(earliest) or parts(latest)
    if start is None:
        return None
    return start, parts(latest) if earliest and latest else None
