"""A series of figures over time: where each point stands, how far it reaches, and on which lineage."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from whence.show.scale import day_axis, number_axis
from whence.show.wording import UNDATED, figure_day, figure_who
from whence.story.queries_cited import Place
from whence.story.queries_rows import FigureRow, SeriesRow

WIDTH, HEIGHT = 660, 230
LEFT, RIGHT, TOP, BOTTOM = 62, 640, 14, 196
STEP = 11.0
SHAPES = ("circle", "square", "diamond", "triangle", "cross")
"""Marks of the lineages behind most points; the rest are `other`, and `none` where no lineage is known."""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure, or several that say the same of the same day on the same lineage.

    `low_y`, `high_y` are the ends of its bar; `open_up` and `open_down` say that it has no end there. `shape` is the
    mark of its lineage; `disputed` says that it stands on a side of a dispute.
    """

    x: float
    y: float
    low_y: float
    high_y: float
    open_up: bool
    open_down: bool
    about: bool
    place: Place
    count: int
    title: str
    shape: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing of one series. `legend` are (shape, lineage) in the order of the shapes."""

    width: int
    height: int
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]
    points: list[Point]
    log: bool
    legend: list[tuple[str, str]]
    disputed: bool


def plot(series: SeriesRow, disputed: Collection[str] = ()) -> Plot | None:
    """The drawing of a series; None where its points are of one day or fewer than two, and a table says as much.

    `disputed` are the ids of figures that stand on a side of a dispute.
    """
    # A report without a date may be known to be no older than some day: that is no day to place its figures at.
    dated = [f for f in series.figures if f.day and figure_day(f) != UNDATED and (f.low, f.high) != (None, None)]
    days = [f.day for f in dated if f.day]
    if len(set(days)) < 2:
        return None
    x_axis = day_axis(days, LEFT + 20, RIGHT - 40)
    values = [v for f in dated for v in (f.low, f.high) if v is not None]
    room = [f.low * 1.15 for f in dated if f.high is None and f.low]  # for the arrows of what has no upper end
    y_axis = number_axis([*values, *room], BOTTOM, TOP)
    assert x_axis is not None
    shapes, legend = _shapes(dated)
    grouped: dict[tuple[str, float | None, float | None, str, str], list[FigureRow]] = {}
    for figure in dated:
        key = (figure.day or "", figure.low, figure.high, figure.bound, shapes[figure.id])
        grouped.setdefault(key, []).append(figure)
    taken: set[tuple[float, float]] = set()
    points = []
    for (day, low, high, bound, shape), same in grouped.items():
        low_y = y_axis.y(low) if low is not None else BOTTOM
        high_y = y_axis.y(high) if high is not None else TOP
        y = (low_y + high_y) / 2 if low is not None and high is not None else (high_y if low is None else low_y)
        x = _beside(x_axis.x(day), y, taken)
        points.append(
            Point(
                x=x, y=y,
                low_y=low_y if low is not None else min(BOTTOM, high_y + 26),
                high_y=high_y if high is not None else max(TOP, low_y - 26),
                open_up=high is None, open_down=low is None, about=bound == "about", place=same[0].place,
                count=len(same), title="\n".join(_title(f) for f in same), shape=shape,
                disputed=any(f.id in disputed for f in same),
            )
        )  # fmt: skip
    return Plot(
        WIDTH, HEIGHT, x_axis.ticks(), y_axis.ticks(), points, y_axis.log, legend, any(p.disputed for p in points)
    )


def _beside(x: float, y: float, taken: set[tuple[float, float]]) -> float:
    """A place that no other mark of about the same height holds: to the right, at the edge to the left."""
    step = STEP if x < RIGHT - 60 else -STEP
    while any(abs(x - a) < STEP - 1 and abs(y - b) < STEP - 1 for a, b in taken) and LEFT < x + step < RIGHT:
        x += step
    taken.add((x, y))
    return x


def _title(figure: FigureRow) -> str:
    roots = "; ".join(root.label for root in figure.roots)
    return f"{figure_day(figure)}: {figure.words} ({figure_who(figure)})" + (f"; stands on {roots}" if roots else "")


def _shapes(figures: list[FigureRow]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The mark of each figure, by the lineage it stands on, and what the marks mean: those of most figures first."""
    behind = {f.id: (f.roots[0].id, f.roots[0].label) if f.roots else None for f in figures}
    count: dict[tuple[str, str], int] = {}
    for root in behind.values():
        if root is not None:
            count[root] = count.get(root, 0) + 1
    ranked = sorted(count, key=lambda r: (-count[r], r[1], r[0]))
    named = dict(zip(ranked[: len(SHAPES)], SHAPES, strict=False))
    shapes = {key: named.get(root, "other") if root else "none" for key, root in behind.items()}
    legend = [(shape, root[1]) for root, shape in named.items()]
    if len(ranked) > len(SHAPES):
        legend.append(("other", f"{len(ranked) - len(SHAPES)} more"))
    if any(root is None for root in behind.values()):
        legend.append(("none", "lineage not known"))
    return shapes, legend
