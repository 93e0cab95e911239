"""The reports, by day."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.show.web.page import page
from whence.show.web.view import View
from whence.story import queries
from whence.story.queries_cited import Head

NAV = (("Reports", "/reports"),)

SIZE = 50


def routes() -> list[BaseRoute]:
    """The list of reports."""
    return [page("/reports", reports)]


def reports(view: View) -> Response:
    """Reports by day, those of an outlet and of some days where they are asked for."""
    outlet, since, until = view.asked("outlet"), view.asked_day("from"), view.asked_day("to")
    at = view.asked_number("page", 1, 100_000)

    def wanted(head: Head) -> bool:
        day = view.places.published_day(head.id)
        if (since or until) and not (day and (since or "") <= day <= (until or "9999")):
            return False
        return not outlet or queries.names_match(outlet, [head.outlet])

    kept = [head.id for head in view.places.heads.values() if wanted(head)]
    kept.sort(key=lambda key: (view.places.day(key) or "9999", key))
    rows = queries.reports(view.story, among=kept[(at - 1) * SIZE : at * SIZE], places=view.places)
    outlets = view.kept("outlets", lambda: sorted({h.outlet for h in view.places.heads.values() if h.outlet_given}))
    return view.render("reports.html", rows=rows, count=len(kept), at=at, size=SIZE, outlets=outlets)
