"""Disputes: the sides, who stands on each, and when."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.show import wording
from whence.show.draw.strip import told
from whence.show.web.account import addresses
from whence.show.web.page import page
from whence.show.web.view import View
from whence.story import queries
from whence.story.queries_chosen import dispute_ids
from whence.story.queries_ruled import marks_behind

NAV = (("Disputes", "/disputes"),)

SIZE = 20


def routes() -> list[BaseRoute]:
    """The page."""
    return [page("/disputes", disputes)]


def disputes(view: View) -> Response:
    """Disputes that are not settled first; those of one `kind` where it is asked for."""
    asked = view.asked("kind")
    kind = asked if asked in wording.DISPUTE else ""
    ids = view.kept(("disputes", kind), lambda: dispute_ids(view.story, kind=kind))
    at = view.asked_number("page", 1, 100_000)
    chosen = ids[(at - 1) * SIZE : at * SIZE]
    found = {d.id: d for d in queries.disputes(view.story, among=chosen, places=view.places)}
    rows = [(found[i], told(found[i], view.places)) for i in chosen if i in found]
    marks = marks_behind(view.story, chosen, places=view.places) if view.can_rule else {}
    return view.render(
        "disputes.html", rows=rows, marks=marks, kind=kind, count=len(ids), at=at, size=SIZE, **addresses(view)
    )
