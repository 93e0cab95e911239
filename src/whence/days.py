"""A day as a person gives one."""

from __future__ import annotations

from datetime import date

from whence.errors import CommandError


def a_day(name: str, value: str | None) -> str | None:
    """The day that an option or parameter called `name` holds (YYYY-MM-DD); None where it is None or empty.

    Raises CommandError where it is no day: a month has no last word on what was known.
    """
    if not value:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise CommandError(f"{name} {value[:40]}: is not a day; write it as 2031-05-06") from None
