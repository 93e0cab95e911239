"""Who said it when: a row for each outlet or side, a dot for each time it is told, by the day of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.show import wording
from whence.show.scale import day_axis
from whence.story.queries_cited import Place
from whence.story.queries_places import Places
from whence.story.queries_rows import CHANGED, DisputeRow, Quote

WIDTH, LEFT, RIGHT, HEAD, ROW = 760.0, 190.0, 744.0, 24.0, 22.0
MOST_ROWS = 24
_LABEL = 28
_STEP = 12.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One place where it is told. `kind` is `base`, `changed`, `told` or, of a dispute, `side`."""

    x: float
    y: float
    kind: str
    place: Place
    title: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawing. `lanes` are (y, label); `left_out` counts the lanes that are not drawn."""

    width: float
    height: float
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
    axis = day_axis(days, LEFT + 14, RIGHT - (96 if undated else 30))
    assert axis is not None
    undated_x = RIGHT - 50 if undated else None
    lanes: dict[str, int] = {}
    for row in rows:
        lanes.setdefault(row.lane, len(lanes))
    taken: dict[tuple[int, float], int] = {}
    dots = []
    for row in rows:
        lane = lanes[row.lane]
        if lane >= MOST_ROWS:
            continue
        x = axis.x(row.day) if row.day else undated_x or RIGHT
        beside = taken.get((lane, x), 0)
        taken[lane, x] = beside + 1
        dots.append(Dot(min(RIGHT, x + _STEP * beside), _y(lane), row.kind, row.place, row.title))
    shown = list(lanes)[:MOST_ROWS]
    ticks = axis.ticks()
    return Strip(
        WIDTH, HEAD + ROW * len(shown) + 4, ticks, undated_x,
        [(_y(n), name if len(name) <= _LABEL else name[: _LABEL - 1].rstrip() + "…") for n, name in enumerate(shown)],
        dots, len(lanes) - len(shown),
    )  # fmt: skip


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
