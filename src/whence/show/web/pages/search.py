"""Full text: sentences that hold the words, by speaker, outlet, day and kind of words."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.errors import CommandError, WhenceError
from whence.show.web.desk import Desk
from whence.show.web.page import page
from whence.show.web.view import View
from whence.story import queries
from whence.story.queries_rows import SearchRow
from whence.story.queries_spoken import Spoken

NAV = (("Search", "/search"),)

SIZE = 30
_READ_AHEAD, _AT_ONCE = 20_000, 10
"""Reports read before anybody searches by speaker, and between two looks whether a page is asked for."""
KINDS = ("direct", "mixed", "indirect")


def routes() -> list[BaseRoute]:
    """The search."""
    return [page("/search", search)]


def prepare(desk: Desk) -> None:
    """Read who says what, so that the first search by speaker is as fast as the next; of a very large story, the part
    that is read first."""
    with suppress(WhenceError, sqlite3.Error), desk.read(None) as reading:
        places = desk.places(reading)
        spoken = reading.kept.get("spoken", Spoken)
        spoken.prepare(reading.story)
        some = sorted(places.heads)[:_READ_AHEAD]
        for at in range(0, len(some), _AT_ONCE):
            desk.give_way()
            spoken.of(reading.story, places, some[at : at + _AT_ONCE])


def search(view: View) -> Response:
    """What is asked for with `q`; a page without it explains how to ask."""
    at = view.asked_number("page", 1, 1000)
    words = view.asked("q")
    rows: list[SearchRow] = []
    wrong = ""
    kind = view.asked("kind") if view.asked("kind") in KINDS else None
    since, until = view.asked_day("from"), view.asked_day("to")
    if words:
        try:
            rows = queries.search(
                view.story, words, outlet=view.asked("outlet") or None, speaker=view.asked("speaker") or None,
                kind=kind, since=since, until=until, limit=at * SIZE + 1, places=view.places,
                spoken=view.kept("spoken", Spoken),
            )  # fmt: skip
        except CommandError as error:
            wrong = str(error)
    shown = rows[(at - 1) * SIZE : at * SIZE]
    return view.render("search.html", rows=shown, words_asked=words, wrong=wrong, at=at, more=len(rows) > at * SIZE)
