"""The pages on a real story of 63 reports: clicked through, accessible, small enough to send. Needs the development
data."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browsing import PHONE, OpenPage, too_wide, violations
from serving import served
from whence.run import reweigh, trace_inputs
from whence.settings import Settings
from whence.show.report import render
from whence.story import queries
from whence.story.store import Story

pytestmark = [pytest.mark.data, pytest.mark.slow, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture(scope="module")
def real(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story with the most reports of those that are no larger than 63."""
    found = {}
    for path in sorted((data_dir / "stories").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found[sum(1 for line in lines if json.loads(line))] = path
    most = max((count for count in found if count <= 63), default=0)
    if not most:
        pytest.skip("no story of up to 63 reports in the development data")
    to = tmp_path_factory.mktemp("real") / "real.db"
    trace_inputs([found[most]], to, Settings(jobs=1))
    return to


@pytest.fixture(scope="module")
def served_real(real: Path) -> Iterator[str]:
    with served(real, reweigh) as where:
        yield where


def test_a_report_of_sixty_reports_can_be_sent(real: Path) -> None:
    with Story.read_only(real) as story:
        assert len(queries.Places(story).heads) >= 60
        assert len(render(story, name="real").encode()) < 2_000_000


def test_every_page_is_accessible_and_fits_a_phone(served_real: str, real: Path, open_page: OpenPage) -> None:
    with Story.read_only(real) as story:
        link = next(link for link in queries.lineage(story) if link.parent)
        assert link.parent
        quote = max(queries.quotes(story), key=lambda q: len(q.readings))
        voice = queries.overview(story).voices[0].source_id
    page = open_page(viewport=PHONE)
    for path in (
        "/", "/quotes", f"/quote/{quote.base.id}", "/stemma", f"/copy/{link.child.id}/{link.parent.id}", "/figures",
        "/timeline", "/timeline?all=1", "/disputes", "/reports", f"/report/{link.child.id}", "/sources",
        f"/source/{voice}", "/search?q=the", "/verify", "/rulings", f"/rule/attribution/{quote.base.id}",
    ):  # fmt: skip
        page.goto(served_real + path)
        assert not too_wide(page), path
        assert violations(page) == [], path


def test_clicked_through_from_part_to_part(served_real: str, page: Page) -> None:
    page.goto(served_real + "/")
    for part in ("Quotations", "Who leans on whom", "Figures", "Timeline", "Disputes", "Reports", "Sources", "Rulings"):
        page.get_by_role("navigation", name="Parts").get_by_role("link", name=part, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(part)
    page.goto(served_real + "/timeline")
    page.locator("details.opened summary").first.click()
    page.locator("details.opened a.cite").first.click()
    expect(page.locator(".text .lit").first).to_be_in_viewport()
    page.goto(served_real + "/stemma")
    page.locator("svg a.tie").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
