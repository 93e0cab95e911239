"""Reports over time as bars: how many came out, and how many of them lean on another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from whence.show.scale import number_axis
from whence.story.queries_rows import Overview

WIDTH, HEIGHT = 760, 150
LEFT, RIGHT, TOP, BOTTOM = 34, 752, 10, 122
_MOST_BARS = 62
_WEEKS = 62 * 7


@dataclass(frozen=True, slots=True)
class Bar:
    """The reports of a day, a week or a month: `own` at the bottom, `leaning` on top."""

    first: str
    last: str
    own: int
    leaning: int
    x: float
    width: float
    own_y: float
    own_height: float
    leaning_y: float
    leaning_height: float

    @property
    def when(self) -> str:
        """The days it stands for."""
        return self.first if self.first == self.last else f"{self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing."""

    width: int
    height: int
    bottom: int
    step: str
    bars: list[Bar]
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Weight:
    """One bar of a comparison: its name, its parts as (class, x, width) in hundredths of the longest, its words."""

    name: str
    parts: list[tuple[str, float, float]]
    words: str


def against(counts: Overview) -> list[Weight]:
    """Reports, outlets and roots as bars of one scale: how much less may stand behind a story than carries it.

    Empty where no root is known.
    """
    roots = counts.independent + counts.undetermined
    if not roots:
        return []
    rows = [
        ("reports", [("own", counts.reports - counts.leaning), ("leans", counts.leaning)],
         f"{counts.reports:,}, {counts.leaning:,} leaning on another" if counts.leaning else f"{counts.reports:,}"),
        ("outlets", [("plain", counts.outlets)], f"{counts.outlets:,}"),
        ("roots", [("sure", counts.independent), ("unsure", counts.undetermined)],
         f"{counts.independent:,} known to be independent, {counts.undetermined:,} undetermined"),
    ]  # fmt: skip
    unit = 100 / max(sum(number for _, number in parts) for _, parts, _ in rows)
    found = []
    for name, parts, words in rows:
        x, drawn = 0.0, []
        for kind, number in parts:
            if number:
                drawn.append((kind, round(x, 2), round(number * unit, 2)))
                x += number * unit
        found.append(Weight(name, drawn, words))
    return found


def over_time(days: Mapping[str, str | None], leaning: Collection[str]) -> Chart | None:
    """The chart of reports by their day (by id; undated ones are left out); None where all are of one day."""
    dated = sorted((date.fromisoformat(day[:10]), key) for key, day in days.items() if day)
    if not dated or dated[0][0] == dated[-1][0]:
        return None
    bins = _bins(dated[0][0], dated[-1][0])
    counts = [[0, 0] for _ in bins[0]]
    at = 0
    for day, key in dated:
        while day > bins[0][at][1]:
            at += 1
        counts[at][key in leaning] += 1
    axis = number_axis([0.0, *(float(sum(c)) for c in counts)], BOTTOM, TOP)
    room = (RIGHT - LEFT) / len(counts)
    bars = []
    for n, ((first, last), (own, leans)) in enumerate(zip(bins[0], counts, strict=True)):
        if own + leans:
            own_y, top_y = axis.y(float(own)), axis.y(float(own + leans))
            bars.append(
                Bar(first.isoformat(), last.isoformat(), own, leans, round(LEFT + n * room + room * 0.1, 1),
                    round(max(1.0, room * 0.8), 1), own_y, round(BOTTOM - own_y, 1), top_y, round(own_y - top_y, 1))
            )  # fmt: skip
    shown = range(0, len(counts), max(1, -(-len(counts) // 6)))
    x_ticks = [(round(LEFT + (n + 0.5) * room, 1), _label(bins[0][n][0], bins[1])) for n in shown]
    return Chart(WIDTH, HEIGHT, BOTTOM, bins[1], bars, x_ticks, [(y, t) for y, t in axis.ticks() if "." not in t])


def _bins(first: date, last: date) -> tuple[list[tuple[date, date]], str]:
    """The days, weeks (from Monday) or months that a span holds, so that there are not more bars than can be seen."""
    whole = (last - first).days + 1
    if whole <= _MOST_BARS:
        return [(d, d) for d in (first + timedelta(days=n) for n in range(whole))], "day"
    if whole <= _WEEKS:
        monday = first - timedelta(days=first.weekday())
        starts = [monday + timedelta(days=n) for n in range(0, (last - monday).days + 1, 7)]
        return [(d, d + timedelta(days=6)) for d in starts], "week"
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        after = (year + 1, 1) if month == 12 else (year, month + 1)
        found.append((date(year, month, 1), date(*after, 1) - timedelta(days=1)))
        year, month = after
    return found, "month"


def _label(day: date, step: str) -> str:
    return f"{day:%b %Y}" if step == "month" else f"{day.day} {day:%b}"
