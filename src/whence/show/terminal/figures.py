"""Figures, series by series, each by day."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from whence.show import wording
from whence.show.terminal import page
from whence.show.terminal.rulings import notes as ruled_notes
from whence.story.queries_rows import SeriesRow


def figures(rows: Sequence[SeriesRow]) -> list[RenderableType]:
    """Each series as a table; then the figures that stand alone."""
    count = sum(len(s.figures) for s in rows)
    series = [s for s in rows if s.id is not None]
    note = f"{wording.plural(count, 'figure')}, {wording.plural(len(series), 'series', 'series')}"
    parts: list[RenderableType] = [page.heading("Figures", note), ""]
    for one in rows:
        title = page.clean(one.label) if one.id is not None else "Figures in no series"
        unit = f" ({page.clean(one.unit)})" if one.unit not in ("", "count") else ""
        parts.append(Text(title + unit, style="bold"))
        made = page.table("day", "figure", "who says so", "where")
        made.columns[0].no_wrap = True
        made.columns[1].ratio, made.columns[2].ratio, made.columns[3].ratio = 3, 2, 4
        for figure in one.figures:
            made.add_row(
                wording.figure_day(figure),
                Group(page.words(figure.words, "bold"), *ruled_notes(figure.ruled)),
                page.words(wording.figure_who(figure)),
                page.cite(figure.place),
            )
        parts.extend([page.indented(made), ""])
    if any(wording.figure_day(f).endswith("p") for s in rows for f in s.figures):
        parts.append(Text("p: the day of publication; the text does not say as of when.", style="dim"))
    return parts
