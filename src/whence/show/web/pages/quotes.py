"""Quotations: a list of them, and one with all its readings side by side."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.show.draw.strip import carried
from whence.show.web.account import addresses
from whence.show.web.page import NotFoundError, page
from whence.show.web.view import View
from whence.story import queries
from whence.story.queries_chosen import quotations

NAV = (("Quotations", "/quotes"),)

SIZE = 25


def routes() -> list[BaseRoute]:
    """The list, and one quotation."""
    return [page("/quotes", listed), page("/quote/{id}", one)]


def listed(view: View) -> Response:
    """Quotations by day: those carried by several reports, those with changed words, or all."""
    speaker, altered = view.asked("speaker"), view.asked("altered") == "1"
    everything = view.asked("all") == "1" or bool(speaker)
    ids = view.kept(
        ("quotes", speaker, altered, everything),
        lambda: quotations(view.story, altered=altered, several=not everything and not altered, speaker=speaker),
    )
    at = view.asked_number("page", 1, 100_000)
    chosen = ids[(at - 1) * SIZE : at * SIZE]
    found = {q.base.id: q for q in queries.quotes(view.story, among=chosen, places=view.places)}
    return view.render(
        "quotes.html", quotes=[found[i] for i in chosen if i in found], count=len(ids), at=at, size=SIZE,
        speaker=speaker, altered=altered, everything=everything, **addresses(view),
    )  # fmt: skip


def one(view: View) -> Response:
    """One quotation by any of its readings. Raises NotFoundError where there is none."""
    asked = str(view.request.path_params["id"])
    found = queries.quotes(view.story, among=[asked], thoughts=True, places=view.places)
    quote = next((q for q in found if any(r.id == asked for r in q.readings)), None)
    if quote is None:
        raise NotFoundError(f"There is no quotation {asked[:40]} in this story.")
    return view.render("quote.html", quote=quote, strip=carried(quote, view.places), **addresses(view))
