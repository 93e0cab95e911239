"""The story at a glance: what it is about, who stands behind it, what is new, what is disputed."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.errors import WhenceError
from whence.show.report.model import Changed
from whence.show.web.account import addresses, events_at
from whence.show.web.chart import Chart, Weight, against, over_time
from whence.show.web.desk import Desk
from whence.show.web.page import page
from whence.show.web.view import View
from whence.story import queries
from whence.story.queries_glance import (
    Measured,
    Named,
    News,
    by_ends,
    changed_readings,
    leaning,
    most_measured,
    most_named,
    most_told,
    news,
    open_disputes,
)
from whence.story.queries_rows import DisputeRow, Overview, Quote, ReportRow, TimelineRow
from whence.story.store import Story

NAV = (("Story", "/"),)

_TOLD, _CHANGED, _DISPUTES, _SERIES, _NAMED, _NEW, _VOICES = 4, 4, 4, 6, 12, 5, 10
"""How many of each the page shows; each part leads to the whole."""


_LEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Glance:
    """What the page shows that does not depend on what is asked of it."""

    counts: Overview
    chart: Chart | None
    against: list[Weight]
    told: list[TimelineRow]
    named: list[Named]
    changed: list[Changed]
    disputes: list[DisputeRow]
    series: list[Measured]


@dataclass(frozen=True, slots=True)
class New:
    """What is new since a day: the counts, and the first of each."""

    news: News
    reports: list[ReportRow]
    quotes: list[Quote]


def routes() -> list[BaseRoute]:
    """The first page."""
    return [page("/", story)]


def story(view: View) -> Response:
    """Everything at a glance; `since` is the day from which on something is new."""
    glance = view.kept("glance", lambda: _glance(view.story, view.places))
    since = view.asked_day("since") or _lately(glance.counts)
    new = view.kept(("new", since), lambda: _new(view.story, view.places, since)) if since else None
    event_at = events_at(view, [t.id for t in glance.told])
    return view.render("story.html", glance=glance, new=new, event_at=event_at, **addresses(view))


def prepare(desk: Desk) -> None:
    """Gather what the first page needs, so that it is there when it is opened; what fails here fails there, and is
    said there."""
    with suppress(WhenceError, sqlite3.Error), desk.read(None) as reading:
        places = desk.places(reading)
        glance = reading.kept.get("glance", lambda: _glance(reading.story, places))
        if since := _lately(glance.counts):
            reading.kept.get(("new", since), lambda: _new(reading.story, places, since))


def _glance(story: Story, places: queries.Places) -> Glance:
    ids = changed_readings(story, _CHANGED)
    quotes = queries.quotes(story, among=ids, places=places)
    changed = [Changed(q, r) for q in quotes for r in q.altered if r.id in ids]
    counts = queries.overview(story, voices=_VOICES, places=places)
    told = most_told(story, _TOLD, earliest=_before(counts))
    return Glance(
        counts=counts,
        chart=over_time({key: places.published_day(key) for key in places.heads}, leaning(story)),
        against=against(counts),
        told=queries.timeline(story, among=told, places=places),
        named=most_named(story, _NAMED),
        changed=changed,
        disputes=queries.disputes(story, among=open_disputes(story, _DISPUTES), places=places),
        series=by_ends(story, most_measured(story, _SERIES), places=places),
    )


def _before(counts: Overview) -> str | None:
    """The day from which on a happening is of the story: some days before its first report."""
    return (date.fromisoformat(counts.earliest[:10]) - _LEAD).isoformat() if counts.earliest else None


def _lately(counts: Overview) -> str | None:
    """The last week of the story, or the last two days of one that is not two weeks old."""
    if counts.latest is None or counts.earliest is None:
        return None
    last = date.fromisoformat(counts.latest[:10])
    whole = (last - date.fromisoformat(counts.earliest[:10])).days
    return (last - timedelta(days=6 if whole > 14 else 1)).isoformat()


def _new(story: Story, places: queries.Places, since: str) -> New:
    found = news(story, since, places=places)
    latest = found.reports[::-1][:_NEW]
    reports = queries.reports(story, among=latest, places=places)[::-1]
    quotes = queries.quotes(story, among=found.statements[:_NEW], places=places)
    return New(found, reports, quotes)
