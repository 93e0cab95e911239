"""The timeline: first what two lineages tell or a person ruled on, everything one key or one link away."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.show.web.account import addresses, events_at
from whence.show.web.page import page
from whence.show.web.view import View
from whence.story import queries
from whence.story.queries_chosen import entry_of, events_of, happenings, leading_happenings

NAV = (("Timeline", "/timeline"),)

LEADING, SIZE = 30, 60


def routes() -> list[BaseRoute]:
    """The page."""
    return [page("/timeline", timeline)]


def timeline(view: View) -> Response:
    """The leading entries; with `all=1` every one, by pages; with `undated=1` those without a day; `event` leads to
    the page that has it."""
    undated = view.asked("undated") == "1"
    wanted = entry_of(view.story, view.asked("event")) if view.asked("event") else None
    every = _happenings(view, undated)
    if wanted and wanted not in every and wanted in _happenings(view, not undated):
        undated, every = not undated, _happenings(view, not undated)
    everything = view.asked("all") == "1" or undated
    leading = view.kept("leading", lambda: leading_happenings(view.story, most=LEADING))
    at = view.asked_number("page", 1, 100_000)
    if wanted in every and wanted not in leading:
        everything, at = True, every.index(wanted) // SIZE + 1
    if not everything and not leading:  # nothing is told twice: what there is, from the first day on
        everything = True
    chosen = every[(at - 1) * SIZE : at * SIZE] if everything else leading
    rows = queries.timeline(view.story, among=chosen, undated=undated, places=view.places)
    return view.render(
        "timeline.html", rows=rows, event_at=events_at(view, chosen), events=events_of(view.story, chosen),
        everything=everything, undated=undated, leading=len(leading), count=len(every), at=at, size=SIZE,
        **addresses(view),
    )  # fmt: skip


def _happenings(view: View, undated: bool) -> list[str]:
    """The entries with a day, or those without one."""
    return view.kept(("happenings", undated), lambda: happenings(view.story, dated=not undated))
