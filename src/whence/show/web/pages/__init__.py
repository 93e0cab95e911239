"""The pages. A module has `NAV`, the entries it has in the navigation as (words, path), and `routes()`."""

from __future__ import annotations

from types import ModuleType

from whence.show.web.pages import report, reports, search, sources, story

PAGES: tuple[ModuleType, ...] = (story, reports, report, sources, search)
"""In the order of the navigation."""
