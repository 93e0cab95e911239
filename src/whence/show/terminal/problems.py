"""What went wrong, with which input, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from whence.show.terminal import page
from whence.story.queries_rows import ProblemRow

SHOWN = 20


def problems(rows: Sequence[ProblemRow], shown: int = SHOWN) -> list[RenderableType]:
    """The first of them, then how many more there are."""
    lines: list[RenderableType] = []
    for row in rows[:shown]:
        message = page.clean(row.message)
        origin = page.clean(row.origin)
        lines.append(Text(message if origin in message else f"{origin}: {message}"))
    if len(rows) > shown:
        lines.append(Text(f"and {page.plural(len(rows) - shown, 'more problem')}"))
    return lines
