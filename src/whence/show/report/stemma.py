"""The stemma on a time axis: one row a report, a line to each parent, ancestors that are not in the pile dashed."""

from __future__ import annotations

from dataclasses import dataclass

from whence.show.scale import day_axis
from whence.story.queries_rows import LineageRow, ReportRow

WIDTH, LABELS, ROW, HEAD = 900, 300, 24, 30
LINK_LEAST = 0.02
"""Parents that cover less than this share of a report are in the table alone: a line for each would hide the rest."""


@dataclass(frozen=True, slots=True)
class Node:
    """A report or an ancestor. `href` leads to the report's text."""

    x: float
    y: float
    label: str
    note: str
    title: str
    href: str | None
    unseen: bool
    undated: bool


@dataclass(frozen=True, slots=True)
class Line:
    """From a child to its parent, thicker the more of the child the parent covers."""

    path: str
    width: float
    unseen: bool
    title: str


@dataclass(frozen=True, slots=True)
class Stemma:
    """The drawing."""

    width: int
    height: int
    ticks: list[tuple[float, str]]
    nodes: list[Node]
    lines: list[Line]


def stemma(reports: list[ReportRow], links: list[LineageRow]) -> Stemma | None:
    """The drawing of the whole pile; None where nobody leans on anybody."""
    if not links:
        return None
    days = {r.head.id: r.head.earliest or r.head.latest for r in reports}
    axis = day_axis([d for d in days.values() if d], LABELS + 30, WIDTH - 70)
    undated_x = float(WIDTH - 25)
    places: dict[str, tuple[float, float]] = {}
    nodes = []
    y = float(HEAD + ROW)
    for key, name, reason in _ancestors(links):
        first = min((days[i] or "9999" for i in _children(key, links)), default="9999")
        x = axis.x(first) - 22 if axis and first != "9999" else undated_x
        nodes.append(Node(x, y, name, "not in the pile", reason, None, True, False))
        places[key] = (x, y)
        y += ROW
    for row in reports:
        day = days[row.head.id]
        x = axis.x(day) if axis and day else undated_x
        title = f"{row.head.outlet}, {row.head.when}: {row.title}"
        nodes.append(
            Node(x, y, _short(row.head.outlet, 26), row.head.when_short, title, f"#r-{row.head.short}", False,
                 not row.head.published)
        )  # fmt: skip
        places[row.head.id] = (x, y)
        y += ROW
    lines = [_line(link, places) for link in links if link.share >= LINK_LEAST and _parent(link) in places]
    ticks = axis.ticks() if axis else []
    if any(not days[r.head.id] for r in reports):
        ticks = [*ticks, (undated_x, "undated")]
    return Stemma(WIDTH, int(y + 6), ticks, nodes, lines)


def _parent(link: LineageRow) -> str:
    return link.parent.id if link.parent else link.ancestor.id if link.ancestor else ""


def _ancestors(links: list[LineageRow]) -> list[tuple[str, str, str]]:
    found = {
        link.ancestor.id: (
            link.ancestor.id,
            _short(link.ancestor.name or "an unseen report", 26),
            link.ancestor.reason,
        )
        for link in links
        if link.ancestor
    }
    return [found[key] for key in sorted(found, key=lambda k: (found[k][1], k))]


def _children(ancestor: str, links: list[LineageRow]) -> list[str]:
    return [link.child.id for link in links if link.ancestor and link.ancestor.id == ancestor]


def _line(link: LineageRow, places: dict[str, tuple[float, float]]) -> Line:
    x1, y1 = places[link.child.id]
    x2, y2 = places[_parent(link)]
    up = 6 if y2 < y1 else -6
    # Bowed to the left of both, so that a chain of reports of one day does not hide itself.
    bow = min(x1, x2) - 14 - min(60.0, abs(y1 - y2) / 8)
    path = f"M{x1 - 5:.1f},{y1:.1f} C{bow:.1f},{y1:.1f} {bow:.1f},{y2 + up:.1f} {x2 - 7:.1f},{y2:.1f}"
    title = f"{link.child.outlet} leans on {link.parent_label}: {link.share:.0%}. {link.basis}"
    return Line(path, round(0.8 + 2.6 * link.share, 1), link.ancestor is not None, title)


def _short(text: str, most: int) -> str:
    """A label cut to the room there is; the tooltip and the list of reports hold the whole."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
