"""The stemma: who leans on whom, on a time axis, the reports of one lineage in one row.

A lineage holds the reports that lean on one root, each by the parent that covers most of it; reports that share wording
with no known direction stand in one row too. Where the labels of a row would overlap, it takes more lines. Days
without reports are drawn narrow, so that the few days on which most reports come out have the room. A report
that leans on nobody, and on which nobody leans, is not drawn: it is counted beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from whence.show.draw.axis import WIDTH, Axis, Tick
from whence.show.wording import plural
from whence.story.queries_cited import Head, Place
from whence.story.queries_copies import PairRow
from whence.story.queries_rows import LineageRow

HEAD, LINE, PAD = 34.0, 34.0, 8.0
LETTER, SHARE = 6.4, 36.0
"""The width of a letter of a label and of a share beside an arrow's end, in the drawing's units."""
LABEL_MOST = 24
FAMILY = " · "
"""Between a label and the publisher behind it."""
SHARE_LEAST = 0.02
"""Pairs of no known direction that share less of the shorter report than this are in the table alone."""


@dataclass(frozen=True, slots=True)
class Node:
    """A report (`head`) or an ancestor that is not in the pile. `left` and `right` bound its dot, label and shares."""

    id: str
    head: Head | None
    x: float
    y: float
    left: float
    right: float
    label: str
    label_x: float
    anchor: str
    title: str
    undated: bool
    family: str
    """The publisher that it stands under together with other outlets here; empty where none is known."""


@dataclass(frozen=True, slots=True)
class Link:
    """From the parent to the child that leans on it; `arrow` is false where the direction is not known.

    `share` is of the child's words, `label` the same in per cent; the label stands beside the child's end. `at` is
    where the child names a parent that is not in the pile.
    """

    parent_id: str
    child_id: str
    parent: Head | None
    child: Head
    path: str
    width: float
    share: float
    label: str
    label_x: float
    label_y: float
    arrow: bool
    unseen: bool
    title: str
    at: Place | None


@dataclass(frozen=True, slots=True)
class Band:
    """One lineage's row: from `y`, `height` high."""

    y: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Stemma:
    """The drawing."""

    width: float
    height: float
    ticks: tuple[Tick, ...]
    unseen_x: float | None
    undated_x: float | None
    bands: tuple[Band, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    drawn: int
    """Reports in the drawing."""
    left_out: int
    """Lineages that are beyond what was asked to be drawn."""


@dataclass
class _Lineage:
    members: list[str]
    root: str = ""
    depth: dict[str, int] = field(default_factory=dict)


def stemma(
    heads: Sequence[Head],
    links: Sequence[LineageRow],
    pairs: Sequence[PairRow],
    *,
    most: int = 400,
    skip: int = 0,
    families: Mapping[str, str] | None = None,
) -> Stemma | None:
    """The drawing, of whole lineages until `most` nodes are in it, the first `skip` lineages left out; None where
    nothing is to be drawn.

    `heads` are the reports that the links and pairs are of, or all of the pile. `families` names the publisher of a
    report or an ancestor (see `whence.story.queries_copies.families`).
    """
    known = {h.id: h for h in heads}
    tied = {frozenset((_parent(link), link.child.id)) for link in links}
    unseen = _unseen_parents(links)
    undirected = [
        p for p in pairs
        if p.direction == "unknown" and p.share >= SHARE_LEAST and frozenset((p.a.id, p.b.id)) not in tied
        and not unseen.get(p.a.id, set()) & unseen.get(p.b.id, set())
    ]  # fmt: skip
    lineages = _lineages(known, links, undirected)
    chosen: list[_Lineage] = []
    count = 0
    for lineage in lineages[skip:]:
        if chosen and count + len(lineage.members) > most:
            break
        chosen.append(lineage)
        count += len(lineage.members)
    if not chosen:
        return None
    return _drawn(chosen, known, links, undirected, len(lineages) - skip - len(chosen), families or {})


def _parent(link: LineageRow) -> str:
    return link.parent.id if link.parent else link.ancestor.id if link.ancestor else ""


def _unseen_parents(links: Sequence[LineageRow]) -> dict[str, set[str]]:
    """The unseen reports that each leans on: what two share that lean on one came from there."""
    found: dict[str, set[str]] = {}
    for link in links:
        if link.ancestor:
            found.setdefault(link.child.id, set()).add(_parent(link))
    return found


def _lineages(known: dict[str, Head], links: Sequence[LineageRow], pairs: Sequence[PairRow]) -> list[_Lineage]:
    """Groups tied by the main parent of each, or by a pair of no known direction; by their first day."""
    main: dict[str, LineageRow] = {}
    for link in links:
        best = main.get(link.child.id)
        # What is in the pile comes before what is not, where both cover as much.
        if best is None or (link.share, link.parent is not None) > (best.share, best.parent is not None):
            main[link.child.id] = link
    group: dict[str, str] = {}

    def find(one: str) -> str:
        group.setdefault(one, one)
        while group[one] != one:
            one = group[one]
        return one

    ties = [(_parent(link), link.child.id) for link in main.values()] + [(p.a.id, p.b.id) for p in pairs]
    for link in links:  # an ancestor or a parent of which nobody takes most still has a row to stand in
        find(_parent(link))
    for one, other in ties:
        first, second = sorted((find(one), find(other)))
        group[second] = first
    members: dict[str, list[str]] = {}
    for one in sorted(group):
        members.setdefault(find(one), []).append(one)
    found = []
    for ids in members.values():
        lineage = _Lineage(ids)
        for one in ids:
            lineage.depth[one] = _depth(one, main, known)
        # What is not in the pile comes before what leans on it.
        lineage.root = min(ids, key=lambda i: (i in known, _order(i, known)[0], lineage.depth[i], i))
        found.append(lineage)
    return sorted(found, key=lambda one: min(_order(i, known) for i in one.members))


def _depth(one: str, main: dict[str, LineageRow], known: dict[str, Head]) -> int:
    """How many reports of the same day lie between it and where that day's copying began."""
    depth, seen = 0, {one}
    while one in main:
        parent = _parent(main[one])
        if parent in seen or parent not in known or known[parent].day != known[one].day:
            break
        seen.add(parent)
        one, depth = parent, depth + 1
    return depth


def _depths(lineages: Sequence[_Lineage]) -> dict[str, int]:
    return {one: lineage.depth[one] for lineage in lineages for one in lineage.members}


def _order(one: str, known: dict[str, Head]) -> tuple[str, str]:
    head = known.get(one)
    return ((head.day or "9999") if head else "9998", one)


def _drawn(
    lineages: list[_Lineage], known: dict[str, Head], links: Sequence[LineageRow], pairs: Sequence[PairRow], left: int,
    families: Mapping[str, str],
) -> Stemma:  # fmt: skip
    shown = {i for one in lineages for i in one.members}
    names = {link.ancestor.id: link.ancestor for link in links if link.ancestor}
    incoming: dict[str, int] = {}
    for link in links:
        incoming[link.child.id] = incoming.get(link.child.id, 0) + 1
    for pair in pairs:
        incoming[_later(pair)[1].id] = incoming.get(_later(pair)[1].id, 0) + 1
    axis = Axis.over(_depths(lineages), known, unseen=any(i in names for i in shown))
    nodes: dict[str, Node] = {}
    bands: list[Band] = []
    y = HEAD
    for lineage in lineages:
        # The root comes first, then by day, so that a child is seldom above its parent.
        order = sorted(
            lineage.members, key=lambda i: (i in known, _order(i, known)[0], lineage.depth[i], _order(i, known)[1])
        )
        lines: list[list[tuple[float, float]]] = []
        for one in order:
            x = axis.x(known.get(one), lineage.depth[one])
            head = known.get(one)
            ancestor = names.get(one)
            label = _short(head.outlet if head else (ancestor.name if ancestor else None) or "unseen common source")
            title = f"{head.outlet}, {head.when}" if head else f"not in the pile: {ancestor.reason}" if ancestor else ""
            family = families.get(one, "")
            title += f"; of {family}" if family else ""
            left_x, right_x, label_x, anchor = _box(
                x, label + (FAMILY + family if family else ""), incoming.get(one, 0), axis.right
            )
            at = next((n for n, taken in enumerate(lines) if _free(taken, left_x, right_x)), len(lines))
            if at == len(lines):
                lines.append([])
            lines[at].append((left_x, right_x))
            nodes[one] = Node(
                one, head, x, y + PAD + LINE * (at + 0.5), left_x, right_x, label, label_x, anchor, title,
                head is not None and not head.published, family,
            )  # fmt: skip
        height = LINE * len(lines) + 2 * PAD
        root = nodes[lineage.root]
        bands.append(
            Band(y, height, f"{root.label}: {plural(sum(i in known for i in lineage.members), 'report')} here")
        )
        y += height
    drawn = _links(nodes, links, pairs)
    return Stemma(
        WIDTH, y + 4, tuple(axis.ticks()), axis.unseen_x, axis.undated_x, tuple(bands),
        tuple(nodes[i] for one in lineages for i in sorted(one.members, key=lambda i: (nodes[i].x, nodes[i].y))),
        tuple(drawn), sum(i in known for i in shown), left,
    )  # fmt: skip


def _box(x: float, label: str, incoming: int, right: float) -> tuple[float, float, float, str]:
    """The room that a node takes: shares to its left, its label to its right, or to its left near the edge."""
    shares = 10 + SHARE * ((incoming + 1) // 2) if incoming else 10
    width = 12 + LETTER * len(label)
    if x + width <= right:
        return x - shares, x + width, x + 11, "start"
    return x - shares - width, x + 10, x - shares, "end"


def _free(taken: list[tuple[float, float]], left: float, right: float) -> bool:
    return all(right + 4 <= a or b + 4 <= left for a, b in taken)


def _later(pair: PairRow) -> tuple[Head, Head]:
    """The two of a pair, the one drawn further right last."""
    first, last = sorted((pair.a, pair.b), key=lambda h: (h.day or "9999", h.id))
    return first, last


def _links(nodes: dict[str, Node], links: Sequence[LineageRow], pairs: Sequence[PairRow]) -> list[Link]:
    """The lines, the shares of those that come from above over the child's left, of those from below under it."""
    wanted: list[tuple[str, Head, Head | None, float, str, bool, bool, Place | None]] = []
    for link in links:
        parent = _parent(link)
        if parent in nodes and link.child.id in nodes:
            title = f"{link.child.outlet} leans on {link.parent_label}: {link.share:.0%}. {link.basis}"
            at = link.credited[0] if link.credited else None
            wanted.append((parent, link.child, link.parent, link.share, title, True, link.ancestor is not None, at))
    for pair in pairs:
        first, last = _later(pair)
        if first.id in nodes and last.id in nodes:
            title = (
                f"{first.outlet} and {last.outlet} share {pair.words:,} words, {pair.share:.0%} of the shorter one; "
                f"which copied is not known: {pair.reason}"
            )
            wanted.append((first.id, last, first, pair.share, title, False, False, None))
    placed: dict[str, int] = {}
    found = []
    for parent, child, seen, share, title, arrow, unseen, at in wanted:
        a, b = nodes[parent], nodes[child.id]
        slot = placed.get(child.id, 0)
        placed[child.id] = slot + 1
        label_x = b.x - 12 - SHARE * (slot // 2)
        label_y = b.y - 5 if slot % 2 == 0 else b.y + 14
        found.append(
            Link(parent, child.id, seen, child, _path(a, b), round(1.2 + 4 * share, 1), share,
                 f"{share:.0%}" if share >= 0.005 else "<1%", label_x, label_y, arrow, unseen, title, at)
        )  # fmt: skip
    return found


def _path(a: Node, b: Node) -> str:
    """A curve from the parent's dot to the child's, which it reaches from the left."""
    x1, x2 = a.x + 6, b.x - 8
    if b.x - a.x < 40:  # of about one day: out to the left of both, so that neither hides it
        x1 = a.x - 6
        bow = min(a.x, b.x) - 26 - min(30.0, abs(a.y - b.y) / 6)
        return f"M{x1:.1f},{a.y:.1f} C{bow:.1f},{a.y:.1f} {bow:.1f},{b.y:.1f} {x2:.1f},{b.y:.1f}"
    if abs(a.y - b.y) < 1:  # one line: under the label of the parent
        dip = a.y + 15
        return f"M{a.x:.1f},{a.y + 6:.1f} C{a.x + 14:.1f},{dip:.1f} {x2 - 24:.1f},{dip:.1f} {x2:.1f},{b.y + 2:.1f}"
    middle = max(x1 + 12, x2 - 60)
    y1 = a.y + (9 if b.y > a.y else -9)
    return (
        f"M{a.x:.1f},{y1 - (3 if b.y > a.y else -3):.1f} C{a.x:.1f},{b.y:.1f} {middle:.1f},{b.y:.1f} {x2:.1f},{b.y:.1f}"
    )


def _short(text: str) -> str:
    return text if len(text) <= LABEL_MOST else text[: LABEL_MOST - 1].rstrip() + "…"
