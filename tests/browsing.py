"""Pages as tests open them, and what a page must not do to a reader."""

from __future__ import annotations

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE = (1280, 900)
PHONE = (360, 740)

OpenPage = Callable[..., Page]
"""`open_page(dark=True, viewport=PHONE, script=False)`"""


def violations(page: Page, *, colours: bool = False) -> list[str]:
    """What axe-core calls a serious or critical violation, one line each; empty where there are none.

    `colours` asks for contrast alone: it is what differs between light and dark.
    """
    options = (
        {"resultTypes": ["violations"], "runOnly": ["color-contrast"]} if colours else {"resultTypes": ["violations"]}
    )
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{v['id']}: {node['html'][:160]} ({node['any'][0]['message'] if node['any'] else v['help']})"
        for v in found
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"][:3]
    ]


def too_wide(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
