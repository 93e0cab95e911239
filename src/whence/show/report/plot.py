"""A series of figures over time: where each point stands and how far it reaches, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass

from whence.show.scale import day_axis, number_axis
from whence.show.wording import UNDATED, figure_day, figure_who
from whence.story.queries_cited import Place
from whence.story.queries_rows import FigureRow, SeriesRow

WIDTH, HEIGHT = 660, 230
LEFT, RIGHT, TOP, BOTTOM = 62, 640, 14, 196


@dataclass(frozen=True, slots=True)
class Point:
    """One figure, or several that say the same of the same day.

    `low_y`, `high_y` are the ends of its bar; `open_up` and `open_down` say that it has no end there.
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


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing of one series."""

    width: int
    height: int
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]
    points: list[Point]
    log: bool


def plot(series: SeriesRow) -> Plot | None:
    """The drawing of a series; None where its points are of one day or fewer than two, and a table says as much."""
    # A report without a date may be known to be no older than some day: that is no day to place its figures at.
    dated = [f for f in series.figures if f.day and figure_day(f) != UNDATED and (f.low, f.high) != (None, None)]
    days = [f.day for f in dated if f.day]
    if len(set(days)) < 2:
        return None
    x_axis = day_axis(days, LEFT + 20, RIGHT - 20)
    values = [v for f in dated for v in (f.low, f.high) if v is not None]
    room = [f.low * 1.15 for f in dated if f.high is None and f.low]  # for the arrows of what has no upper end
    y_axis = number_axis([*values, *room], BOTTOM, TOP)
    assert x_axis is not None
    grouped: dict[tuple[str, float | None, float | None, str], list[FigureRow]] = {}
    for figure in dated:
        grouped.setdefault((figure.day or "", figure.low, figure.high, figure.bound), []).append(figure)
    taken: dict[tuple[str, float], int] = {}
    points = []
    for (day, low, high, bound), same in grouped.items():
        low_y = y_axis.y(low) if low is not None else BOTTOM
        high_y = y_axis.y(high) if high is not None else TOP
        y = (low_y + high_y) / 2 if low is not None and high is not None else (high_y if low is None else low_y)
        beside = taken.setdefault((day, y), 0)
        taken[day, y] += 1
        points.append(
            Point(
                x=x_axis.x(day) + 9 * beside, y=y,
                low_y=low_y if low is not None else min(BOTTOM, high_y + 26),
                high_y=high_y if high is not None else max(TOP, low_y - 26),
                open_up=high is None, open_down=low is None, about=bound == "about", place=same[0].place,
                count=len(same), title="\n".join(f"{figure_day(f)}: {f.words} ({figure_who(f)})" for f in same),
            )
        )  # fmt: skip
    return Plot(WIDTH, HEIGHT, x_axis.ticks(), y_axis.ticks(), points, y_axis.log)
