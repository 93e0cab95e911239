"""Who said it when: a row for each outlet or side, a dot for each time it is told, by the day of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.show import wording
from whence.show.scale import day_axis
from whence.story.queries_cited import Place
from whence.story.queries_places import Places
from whence.story.queries_rows import DisputeRow, Quote
from whence.story.serious import CHANGED

WIDTH, RIGHT, HEAD, ROW = 760.0, 744.0, 24.0, 22.0
MOST_ROWS = 24
_LABEL, _LETTER = 28, 6.8
"""The most letters of a row's label, and the width of one in the drawing's units."""
_TITLES = 8
"""So many places are named in the title of a dot that stands for several."""


@dataclass(frozen=True, slots=True)
class Dot:
    """The places of one row and one day where it is told in one way: the first of them, and how many they are. `kind`
    is `base`, `changed`, `told` or, of a dispute, `side`."""

    x: float
    y: float
    r: float
    kind: str
    place: Place
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawing. `lanes` are (y, label), which end at `left`; `left_out` counts the lanes that are not drawn."""

    width: float
    height: float
    left: float
    ticks: list[tuple[float, str]]
    undated_x: float | None
    lanes: list[tuple[float, str]]
    dots: list[Dot]
    left_out: int


@dataclass(frozen=True, slots=True)
class Told:
    """One dot before it is placed: the row it stands in, its day if it is known, its kind, and what it says."""

    lane: str
    day: str | None
    kind: str
    place: Place
    title: str


def strip(rows: Sequence[Told]) -> Strip | None:
    """The drawing of what is told; None where fewer than two days are known: there is nothing to see."""
    days = [r.day for r in rows if r.day]
    if len(set(days)) < 2:
        return None
    undated = any(not r.day for r in rows)
    lanes: dict[str, int] = {}
    for row in rows:
        lanes.setdefault(row.lane, len(lanes))
    shown = [name if len(name) <= _LABEL else name[: _LABEL - 1].rstrip() + "…" for name in list(lanes)[:MOST_ROWS]]
    left = 20 + _LETTER * max(map(len, shown))
    axis = day_axis(days, left + 14, RIGHT - (96 if undated else 30))
    assert axis is not None
    undated_x = RIGHT - 50 if undated else None
    # What one row tells of one day in one way is one dot: dots side by side would stand on days that are not theirs.
    grouped: dict[tuple[int, float, str], list[Told]] = {}
    for row in rows:
        if lanes[row.lane] < MOST_ROWS:
            x = axis.x(row.day) if row.day else undated_x or RIGHT
            grouped.setdefault((lanes[row.lane], x, row.kind), []).append(row)
    at: dict[tuple[int, float], int] = {}
    dots = []
    for (lane, x, kind), same in grouped.items():
        lower = at.get((lane, x), 0)  # told in another way on the same day: a little lower, so that both are seen
        at[lane, x] = lower + 1
        r = 5.5 if len(same) == 1 else 7.0
        dots.append(Dot(x, _y(lane) + 6 * lower, r, kind, same[0].place, _titled(same), len(same)))
    return Strip(
        WIDTH, HEAD + ROW * len(shown) + 4, left, axis.ticks(), undated_x,
        [(_y(n), name) for n, name in enumerate(shown)], dots, len(lanes) - len(shown),
    )  # fmt: skip


def _titled(rows: Sequence[Told]) -> str:
    more = [f"and {len(rows) - _TITLES} more"] if len(rows) > _TITLES else []
    return "\n".join([*(row.title for row in rows[:_TITLES]), *more])


def _y(lane: int) -> float:
    return HEAD + ROW * (lane + 0.5)


def carried(quote: Quote, places: Places) -> Strip | None:
    """Who carried a quotation when: a row an outlet, the first to carry it at the top."""
    rows = []
    for reading in sorted(
        quote.readings, key=lambda r: (_day(r.place, places) or "9999", not r.is_base, r.place.report_id, r.place.start)
    ):
        relation = wording.READS[reading.relation] if reading.relation else ""
        kind = "base" if reading is quote.base else "changed" if reading.relation in CHANGED else "told"
        says = "the base" if kind == "base" else relation
        title = ", ".join(x for x in (reading.place.outlet, reading.place.when, says) if x)
        rows.append(Told(reading.place.outlet, _day(reading.place, places), kind, reading.place, title))
    return strip(rows)


def told(dispute: DisputeRow, places: Places) -> Strip | None:
    """Which side was told when."""
    rows = [
        Told(f"side {side.side}", _day(item.place, places), "side", item.place,
             f"{item.place.outlet}, {item.place.when}: {item.who}: {' '.join(item.words.split())}")
        for side in dispute.sides for item in side.items
    ]  # fmt: skip
    return strip(rows)


def _day(place: Place, places: Places) -> str | None:
    return places.day(place.report_id) if places.heads[place.report_id].published else None
