"""The pages. A module has `NAV`, the entries it has in the navigation as (words, path), and `routes()`."""

from __future__ import annotations

from types import ModuleType

from whence.show.web.pages import (
    disputes,
    figures,
    quotes,
    report,
    reports,
    rulings,
    search,
    sources,
    stemma,
    story,
    timeline,
    verify,
)  # fmt: skip

PAGES: tuple[ModuleType, ...] = (
    story, quotes, stemma, figures, timeline, disputes, reports, report, sources, search, verify, rulings,
)  # fmt: skip
"""In the order of the navigation."""
