"""The pages in a browser: clicked through, by keyboard, on a phone, in the dark, without script."""

from __future__ import annotations

import pytest
from browsing import PHONE, OpenPage, too_wide, violations

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

PAGES = ["/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_is_accessible(served_demo: str, open_page: OpenPage, path: str, dark: bool) -> None:
    page = open_page(dark=dark)
    page.goto(served_demo + path)
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(served_demo: str, open_page: OpenPage, path: str) -> None:
    page = open_page(viewport=PHONE)
    page.goto(served_demo + path)
    assert not too_wide(page)
