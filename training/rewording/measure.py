"""Two texts as the program reads two passages."""

from __future__ import annotations

from whence.compare import Comparable
from whence.compare.comparable import word_rows
from whence.compare.telling import Tables, Telling, tellings
from whence.mark.quotes import find_quotations


def both(a: str, b: str) -> tuple[Telling, Telling] | None:
    """The passages of two texts, None where one is too short."""
    quoted = [tuple(sorted((one.start, one.end) for one in find_quotations(text, ()))) for text in (a, b)]
    rows = word_rows([Comparable(key, text, quoted=own) for key, text, own in zip("ab", (a, b), quoted, strict=True)])
    tables = Tables(rows[0].vocabulary)
    found = [tellings(row, None, tables) for row in rows]
    return (found[0][0], found[1][0]) if all(found) else None
