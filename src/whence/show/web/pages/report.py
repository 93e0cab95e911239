"""A report: its text with its marks in place, where its wording came from, its date and the reason for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.show.fulltext import TextMark, TextPassage, copied_marks, passages
from whence.show.report.model import text_marks
from whence.show.web.page import NotFoundError, page
from whence.show.web.view import View
from whence.story import queries
from whence.story.queries_figures import figures_in
from whence.story.queries_marks import EventMark, MomentMark, dating, events_in, moments_in, statements_in
from whence.story.queries_rows import FigureRow, LineageRow, Quote, QuoteReading, SharedRow

NAV = ()

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_FROM = 2
"""Reports that a passage's margin names as sharing its wording."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in the report: the reading that stands here, of which thing said."""

    quote: Quote
    reading: QuoteReading

    @property
    def others(self) -> int:
        """Other reports that carry it."""
        return len({r.place.report_id for r in self.quote.readings} - {self.reading.place.report_id})

    @property
    def differ(self) -> int:
        """Readings that differ inside the quotation marks."""
        return len(self.quote.altered)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its margin."""

    text: TextPassage
    shared: list[SharedRow]
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Marked:
    """What is marked in the report."""

    said: list[Said]
    figures: list[FigureRow]
    events: list[EventMark]
    moments: list[MomentMark]


def routes() -> list[BaseRoute]:
    """A report by its id."""
    return [page("/report/{id}", report)]


def report(view: View) -> Response:
    """One report; the words at `at=START-END` are lit."""
    key = view.request.path_params["id"]
    if key not in view.places.heads:
        raise NotFoundError(_missing(view, key))
    (row,) = queries.reports(view.story, among=[key], places=view.places)
    marked = _marked(view, key)
    shared = queries.shared(view.story, report=key, places=view.places)
    lit = _lit(view)
    links = queries.lineage(view.story, among=[key], places=view.places)
    return view.render(
        "report.html",
        row=row,
        dating=dating(view.story, key),
        marked=marked,
        lit=view.places.place(key, *lit) if lit else None,
        passages=_passages(view, key, marked, shared, lit),
        parents=[link for link in links if link.child.id == key],
        children=_children(links, key),
        copied=any(s.sure for s in shared),
        common=any(not s.sure for s in shared),
    )


def _missing(view: View, key: str) -> str:
    if view.day:
        return f"No report {key[:24]} was published by {view.day}, or this story has none by that id."
    return f"This story has no report {key[:24]}."


def _children(links: list[LineageRow], key: str) -> list[LineageRow]:
    return sorted((x for x in links if x.parent and x.parent.id == key), key=lambda x: (-x.share, x.child.id))


def _lit(view: View) -> tuple[int, int] | None:
    """The words asked for, where the text has them."""
    found = _AT.fullmatch(view.asked("at"))
    if found is None:
        return None
    start, end = int(found[1]), int(found[2])
    length = len(view.places.text(view.request.path_params["id"]))
    return (start, end) if start < end <= length else None


def _marked(view: View, key: str) -> Marked:
    story, places = view.story, view.places
    quotes = queries.quotes(story, among=statements_in(story, key), places=places)
    said = [Said(q, r) for q in quotes for r in q.readings if r.place.report_id == key]
    return Marked(
        said=sorted(said, key=lambda s: (s.reading.place.start, s.reading.place.end, s.reading.id)),
        figures=figures_in(story, key, places=places),
        events=events_in(story, key, places=places),
        moments=moments_in(story, key, places=places),
    )


def _passages(
    view: View, key: str, marked: Marked, shared: list[SharedRow], lit: tuple[int, int] | None
) -> list[Passage]:
    marks = copied_marks(shared)
    if lit:
        marks.append(TextMark(*lit, "lit", f"{lit[0]}-{lit[1]}"))
    inside = text_marks([s.quote for s in marked.said], marked.figures)
    marks.extend(dict.fromkeys(inside.get(key, [])))  # a thing said twice in the report comes with each of the two
    for event in marked.events:
        marks.append(
            TextMark(event.place.start, event.place.end, f"e {event.modality}", "", f"{event.modality}: {event.when}")
        )
    for moment in marked.moments:
        marks.append(TextMark(moment.place.start, moment.place.end, "d", "", moment.when))
    found = []
    for text in passages(view.places.text(key), view.places.passages(key), marks):
        said = [s for s in marked.said if text.start <= s.reading.place.start < text.end]
        found.append(Passage(text, _sources(text, shared), said))
    return found


def _sources(text: TextPassage, shared: list[SharedRow]) -> list[SharedRow]:
    """One row a report whose wording the passage shares: known originals first, then what covers most."""
    best: dict[str, SharedRow] = {}
    here = [s for s in shared if s.start < text.end and text.start < s.end]
    for row in sorted(here, key=lambda s: (not s.sure, -(min(s.end, text.end) - max(s.start, text.start)), s.start)):
        best.setdefault(row.other.report_id, row)
    sure = [row for row in best.values() if row.sure]
    return (sure or list(best.values()))[:_FROM]
