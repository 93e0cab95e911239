"""The story at a glance: what it is about and what is new."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.show.web.page import page
from whence.show.web.view import View
from whence.story import queries

NAV = (("Story", "/"),)


def routes() -> list[BaseRoute]:
    """The first page."""
    return [page("/", story)]


def story(view: View) -> Response:
    """Everything at a glance."""
    counts = view.kept("overview", lambda: queries.overview(view.story, places=view.places))
    return view.render("story.html", counts=counts)
