"""Figures: the series, drawn over time, and what joins none."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.show.draw.plot import plot
from whence.show.web.account import addresses
from whence.show.web.page import page
from whence.show.web.view import View
from whence.story import queries
from whence.story.queries_chosen import disputed_figures, figures_apart, series_ids, series_of

NAV = (("Figures", "/figures"),)

SIZE, APART = 15, 200


def routes() -> list[BaseRoute]:
    """The page of series."""
    return [page("/figures", figures)]


def figures(view: View) -> Response:
    """Series of most figures first; `figure` leads to the page that has it; `apart=1` lists those in no series."""
    ids = view.kept("series", lambda: series_ids(view.story))
    at = view.asked_number("page", 1, 100_000)
    apart = view.asked("apart") == "1"
    if wanted := view.asked("figure"):
        holding = series_of(view.story, wanted)
        apart = holding is None
        if holding in ids:
            at = ids.index(holding) // SIZE + 1
    alone = view.kept("apart", lambda: figures_apart(view.story))
    if apart and wanted in alone:
        at = alone.index(wanted) // APART + 1
    singles, series = [], []
    if apart:
        some = alone[(at - 1) * APART : at * APART]
        singles = [f for s in queries.figures(view.story, ids=some, places=view.places) for f in s.figures]
    else:
        chosen = ids[(at - 1) * SIZE : at * SIZE]
        series = [s for s in queries.figures(view.story, among=chosen, places=view.places) if s.id is not None]
    disputed = disputed_figures(view.story)
    return view.render(
        "figures.html", measured=[(s, plot(s, disputed)) for s in series], singles=singles, disputed=disputed,
        apart=apart, apart_count=len(alone), count=len(alone if apart else ids), at=at, size=APART if apart else SIZE,
        **addresses(view),
    )  # fmt: skip
