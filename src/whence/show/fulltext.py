"""A report's text with its marks in place, as nested HTML elements.

Marks may cross one another and elements may not, so a mark that crosses the end of one it began in is cut there; its
later parts carry `data-of` with the anchor of the first, and the page's script lights them together.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from whence.records import merged
from whence.story.queries_rows import SharedRow


@dataclass(frozen=True, slots=True)
class TextMark:
    """A span of the text with the classes it is shown in, its anchor and its tooltip."""

    start: int
    end: int
    classes: str
    anchor: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class TextPassage:
    """A passage of the text: what kind it is, its marked words, and where it stands."""

    kind: str
    html: Markup
    start: int
    end: int


def passages(text: str, spans: Sequence[tuple[int, int, str]], marks: Sequence[TextMark]) -> list[TextPassage]:
    """The text cut into passages, each with its marks. `spans` are (start, end, kind), sorted and disjoint; words that
    no passage holds are shown too, as kind `body`."""
    found = []
    placed: set[str] = set()
    for start, end, kind in _whole(text, spans):
        inside = [
            TextMark(max(m.start, start), min(m.end, end), m.classes, m.anchor, m.title)
            for m in marks
            if m.start < end and start < m.end
        ]
        found.append(TextPassage(kind, nested(text, start, end, inside, placed), start, end))
    return found


def _whole(text: str, spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    at = 0
    for start, end, kind in [*spans, (len(text), len(text), "")]:
        if text[at:start].strip():
            found.append((at, start, "body"))
        if start < end:
            found.append((start, end, kind))
        at = max(at, end)
    return found


def nested(text: str, start: int, end: int, marks: Sequence[TextMark], placed: set[str]) -> Markup:
    """`text[start:end]` with the marks as nested elements. `placed` holds the anchors already set on the page."""
    queue = [(m.start, -m.end, order, m) for order, m in enumerate(marks)]
    heapq.heapify(queue)
    count = len(queue)
    out: list[str] = []
    open_ends: list[int] = []
    at = start

    def write_to(place: int) -> None:
        nonlocal at
        while open_ends and open_ends[-1] <= place:
            out.append(str(escape(text[at : open_ends[-1]])))
            out.append("</span>")
            at = open_ends.pop()
        out.append(str(escape(text[at:place])))
        at = place

    while queue:
        _, _, _, mark = heapq.heappop(queue)
        write_to(mark.start)
        stop = mark.end
        if open_ends and stop > open_ends[-1]:  # crosses: cut here, and the rest begins where this one ends
            stop = open_ends[-1]
            rest = TextMark(stop, mark.end, mark.classes, mark.anchor, mark.title)
            heapq.heappush(queue, (rest.start, -rest.end, count, rest))
            count += 1
        out.append(_opening(mark, placed))
        open_ends.append(stop)
    write_to(end)
    return Markup("".join(out))


def _opening(mark: TextMark, placed: set[str]) -> str:
    parts = [f' class="{escape(mark.classes)}"'] if mark.classes else []
    if mark.anchor and mark.anchor not in placed:
        placed.add(mark.anchor)
        parts.append(f' id="{escape(mark.anchor)}"')
    elif mark.anchor:
        parts.append(f' data-of="{escape(mark.anchor)}"')
    if mark.title:
        parts.append(f' title="{escape(mark.title)}"')
    return f"<span{''.join(parts)}>"


_OTHERS = 4
"""Reports named in the tooltip of a copied passage."""


def copied_marks(rows: Sequence[SharedRow]) -> list[TextMark]:
    """Copied wording, joined where it overlaps; apart from it wording whose direction is not known, where no known
    original covers it."""
    found = []
    known = merged([(r.start, r.end) for r in rows if r.sure])
    for sure, classes, says in ((True, "copied", "copied from"), (False, "common", "shared with")):
        chosen = [r for r in rows if r.sure is sure]
        spans = merged([(r.start, r.end) for r in chosen])
        for start, end in spans if sure else without(spans, known):
            others = sorted({f"{r.other.outlet}, {r.other.when}" for r in chosen if r.start < end and start < r.end})
            more = f" and {len(others) - _OTHERS} more" if len(others) > _OTHERS else ""
            found.append(TextMark(start, end, classes, "", f"{says} {'; '.join(others[:_OTHERS])}{more}"))
    return found


def without(spans: Sequence[tuple[int, int]], covered: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of spans outside others; both sorted and disjoint."""
    found = []
    for start, end in spans:
        at = start
        for low, high in covered:
            if high <= at or end <= low:
                continue
            if at < low:
                found.append((at, low))
            at = max(at, high)
        if at < end:
            found.append((at, end))
    return found
