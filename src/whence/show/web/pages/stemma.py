"""The stemma, and what two reports share, side by side."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.show.copies import side_by_side
from whence.show.draw.stemma import stemma
from whence.show.web.account import addresses
from whence.show.web.page import NotFoundError, page
from whence.show.web.view import View
from whence.story import queries
from whence.story.queries_copies import families, outlets_of, pairs
from whence.story.queries_ruled import ruled_pairs

NAV = (("Who leans on whom", "/stemma"),)

NODES = 120
"""Reports drawn on one page, in whole lineages."""


def routes() -> list[BaseRoute]:
    """The drawing, and one pair."""
    return [page("/stemma", drawn), page("/copy/{a}/{b}", pair)]


def drawn(view: View) -> Response:
    """The lineages from number `skip` on, as many as there is room for, with their rows as a table."""
    skip = view.asked_number("skip", 0, 1_000_000)
    links = view.kept("lineage", lambda: queries.lineage(view.story, places=view.places))
    shared = view.kept("pairs", lambda: pairs(view.story, direction="unknown", places=view.places))
    made = stemma(list(view.places.heads.values()), links, shared, most=NODES, skip=skip,
                   families=families(view.story))  # fmt: skip
    shown = {n.id for n in made.nodes} if made else set()
    return view.render(
        "stemma.html", stemma=made, skip=skip, shown=len(made.bands) if made else 0,
        links=[link for link in links if link.child.id in shown],
        undirected=[p for p in shared if p.a.id in shown and p.b.id in shown],
        count=len(view.places.heads), publishers=outlets_of(families(view.story), view.places), **addresses(view),
    )  # fmt: skip


def pair(view: View) -> Response:
    """What two reports share. Raises NotFoundError where that is nothing."""
    a, b = (str(view.request.path_params[name]) for name in ("a", "b"))
    for one in (a, b):
        if one not in view.places.heads:
            raise NotFoundError(f"There is no report {one[:40]} in this story.")
    copy = side_by_side(view.story, a, b, places=view.places)
    links = [
        link for link in queries.lineage(view.story, among=[a, b], places=view.places)
        if link.parent and {link.child.id, link.parent.id} == {a, b}
    ]  # fmt: skip
    if copy is None and not links:
        raise NotFoundError("These two reports share no wording.")
    heads = view.places.heads
    found = ruled_pairs(view.story, view.places).get(frozenset((a, b)), ())
    notes = [one.seen_from(copy.b.id if copy else b, 0, 0) for one in found]
    return view.render("copy.html", copy=copy, links=links, a=heads[a], b=heads[b], notes=notes, **addresses(view))
