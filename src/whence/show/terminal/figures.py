"""Figures, series by series, each by day."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from whence.show.terminal import page
from whence.story.queries_cited import days
from whence.story.queries_rows import FigureRow, SeriesRow


def figures(rows: Sequence[SeriesRow]) -> list[RenderableType]:
    """Each series as a table; then the figures that stand alone."""
    count = sum(len(s.figures) for s in rows)
    series = [s for s in rows if s.id is not None]
    note = f"{page.plural(count, 'figure')}, {page.plural(len(series), 'series', 'series')}"
    parts: list[RenderableType] = [page.heading("Figures", note), ""]
    for one in rows:
        title = page.clean(one.label) if one.id is not None else "Figures in no series"
        unit = f" ({page.clean(one.unit)})" if one.unit not in ("", "count") else ""
        parts.append(Text(title + unit, style="bold"))
        made = page.table("day", "figure", "who says so", "where")
        made.columns[0].no_wrap = True
        made.columns[1].ratio, made.columns[2].ratio, made.columns[3].ratio = 3, 2, 3
        for figure in one.figures:
            made.add_row(
                day(figure), page.words(figure.words, "bold"), page.words(who(figure)), page.cite(figure.place)
            )
        parts.extend([page.indented(made), ""])
    if any("p" in day(f) for s in rows for f in s.figures):
        parts.append(Text("p: the day of publication; the text does not say as of when.", style="dim"))
    return parts


def day(figure: FigureRow) -> str:
    """What the figure is as of, else the day its report was published, marked `p`."""
    if figure.as_of_from or figure.as_of_to:
        return days(figure.as_of_from, figure.as_of_to)
    return f"{figure.day} p" if figure.day else "undated"


def who(figure: FigureRow) -> str:
    """Whoever is said to have given the figure, else the outlet itself."""
    return figure.speaker.label if figure.speaker else figure.place.outlet
