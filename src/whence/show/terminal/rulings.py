"""What a person ruled: the list, and the line under a row that a ruling touches."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType

from whence.show import ruled, wording
from whence.show.terminal import page
from whence.story.queries_rows import RulingRow


def rulings(rows: Sequence[RulingRow]) -> list[RenderableType]:
    """Every ruling with its id, what it was ruled on, its note; those that do not hold say why."""
    lost = sum(row.state != "applied" for row in rows)
    note = wording.plural(len(rows), "ruling") + (f", {lost} not applied" if lost else "")
    made = page.table("id", "ruled", "")
    made.show_header = False
    made.columns[0].no_wrap = True
    made.columns[1].ratio = 1
    for row in rows:
        lines: list[RenderableType] = [page.words(ruled.said(row), "bold"), page.words("on " + ruled.on(row))]
        if row.note:
            lines.append(page.words(f"why: {row.note}", "dim"))
        if row.state != "applied":
            lines.append(page.words(ruled.state(row), "yellow"))
        made.add_row(row.id[:8], Group(*lines, ""), "")
    return [page.heading("Rulings", note), "", made]


def notes(rows: Sequence[RulingRow]) -> list[RenderableType]:
    """A line for each ruling that touches a row."""
    return [page.words(line, "magenta") for line in ruled.notes(rows)]
