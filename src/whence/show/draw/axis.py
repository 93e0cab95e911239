"""The time axis of the stemma: days as columns, wide where reports came out and narrow where none did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from whence.story.queries_cited import Head

WIDTH = 1000.0
UNSEEN = 168.0
"""How wide the column of what is not in the pile is, where there is any."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis."""

    x: float
    label: str


@dataclass
class Axis:
    """Days as columns: each with reports as wide as the copying within it needs, stretches without any narrow."""

    columns: dict[str, tuple[float, float]]
    depths: dict[str, int]
    unseen_x: float | None
    undated_x: float | None
    right: float

    @classmethod
    def over(cls, drawn: Mapping[str, int], known: Mapping[str, Head], *, unseen: bool) -> Axis:
        """The axis of the reports that are drawn: id to how many it stands behind the root of its lineage."""
        depths: dict[str, int] = {}
        undated = False
        for one, depth in drawn.items():
            if one in known and (day := known[one].day):
                depths[day[:10]] = max(depths.get(day[:10], 0), depth)
            elif one in known:
                undated = True
        days = sorted(depths)
        left = UNSEEN if unseen else 46.0
        right = WIDTH - (120 if undated else 8)
        weights: list[float] = []
        for n, day in enumerate(days):
            gap = (date.fromisoformat(day) - date.fromisoformat(days[n - 1])).days - 1 if n else 0
            weights.append(min(1.0, 0.25 * gap))  # a stretch without reports: a day's width at most
            weights.append(1.0 + depths[day])
        # Room for one label at the end, so that the last day's need not all stand to the left.
        room = right - left - (0 if undated else 110)
        unit = min(170.0, room / max(1.0, sum(weights)))
        columns = {}
        at = left
        for n, day in enumerate(days):
            at += weights[2 * n] * unit
            columns[day] = (at, weights[2 * n + 1] * unit)
            at += weights[2 * n + 1] * unit
        return cls(columns, depths, 14.0 if unseen else None, WIDTH - 110 if undated else None, WIDTH - 4)

    def x(self, head: Head | None, depth: int) -> float:
        """Where a report stands; None is for what is not in the pile."""
        if head is None:
            return self.unseen_x or 14.0
        day = head.day
        if not day:
            return self.undated_x or WIDTH - 110
        start, width = self.columns[day[:10]]
        return round(start + width * depth / (self.depths[day[:10]] + 1), 1)

    def ticks(self) -> list[Tick]:
        """Days with their labels, as many as there is room for; the first of a month or year says which."""
        found: list[Tick] = []
        last = -1e9
        before = ""
        for day, (x, _) in self.columns.items():
            if x - last < 50:
                continue
            one = date.fromisoformat(day)
            year = f" {one.year}" if day[:4] != before else ""
            found.append(Tick(x, f"{one.day} {one:%b}{year}"))
            last, before = x + (26 if year else 0), day[:4]
        return found
