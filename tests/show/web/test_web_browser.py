"""The pages in a browser: clicked through, by keyboard, on a phone, in the dark, without script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browsing import PHONE, OpenPage, too_wide, violations
from traced_demo import traced_demo
from whence.show.report import render
from whence.story import queries
from whence.story.store import Story

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

PAGES = [
    "/",
    "/reports",
    "/report/LEANING",
    "/sources",
    "/source/VOICE",
    "/search",
    "/search?q=dam",
    "/no-such",
    "/quotes",
    "/quotes?altered=1",
    "/quote/QUOTE",
    "/stemma",
    "/copy/LEANING/PARENT",
    "/figures",
    "/timeline",
    "/timeline?all=1",
    "/disputes",
]


@pytest.fixture(scope="module")
def places() -> dict[str, str]:
    """Ids in the demo: a report that leans on another, and the leading voice."""
    with Story.open(traced_demo()) as story:
        link = next(link for link in queries.lineage(story) if link.parent)
        assert link.parent
        altered = next(q for q in queries.quotes(story) if q.altered)
        return {
            "LEANING": link.child.id, "PARENT": link.parent.id, "QUOTE": altered.base.id,
            "VOICE": queries.overview(story).voices[0].source_id,
        }  # fmt: skip


def at(served: str, path: str, places: dict[str, str]) -> str:
    for name, value in places.items():
        path = path.replace(name, value)
    return served + path


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_fits_a_phone(
    served_demo: str, open_page: OpenPage, places: dict[str, str], path: str
) -> None:
    page = open_page(viewport=PHONE, errors=path != "/no-such")
    page.goto(at(served_demo, path, places))
    assert not too_wide(page)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, colours=True) == []


def test_from_the_story_to_the_words_and_back(served_demo: str, page: Page) -> None:
    page.goto(served_demo + "/")
    page.locator("article.pair a.cite").first.click()
    expect(page).to_have_url(re.compile(r"/report/\w+\?at=\d+-\d+#\d+-\d+$"))
    lit = page.locator(".text .lit").first
    expect(lit).to_be_in_viewport()
    page.get_by_role("link", name="Sources", exact=True).click()
    page.locator("table.rows a").first.click()
    expect(page.get_by_role("heading", name="What they are said to have said")).to_be_visible()
    page.locator("ul.lines a.cite").first.click()
    expect(page.locator(".text .lit").first).to_be_in_viewport()


def test_a_place_in_an_address_is_lit_where_the_address_alone_says_it(
    served_demo: str, page: Page, places: dict[str, str]
) -> None:
    page.goto(at(served_demo, "/report/LEANING#20-60", places))
    expect(page.locator(".text .lit").first).to_be_in_viewport()
    assert len(page.locator(".text .lit").first.inner_text()) <= 40


def test_marks_are_shown_by_kind(served_demo: str, page: Page, places: dict[str, str]) -> None:
    page.goto(at(served_demo, "/report/LEANING", places))
    figure = page.locator(".text .f").first
    line = "e => getComputedStyle(e).borderBottomStyle"
    assert figure.evaluate(line) == "dotted"
    page.get_by_role("checkbox", name="figures").uncheck()
    assert figure.evaluate(line) == "none"
    event = page.locator(".text .e").first
    assert event.evaluate(line) == "none"
    page.get_by_role("checkbox", name="happenings").check()
    assert event.evaluate(line) == "solid"


def test_copied_wording_leads_to_where_it_came_from(served_demo: str, page: Page, places: dict[str, str]) -> None:
    page.goto(at(served_demo, "/report/LEANING", places))
    expect(page.locator(".text .copied").first).to_be_visible()
    page.locator(".margin .from a").first.click()
    expect(page).not_to_have_url(re.compile(places["LEANING"]))
    expect(page.locator(".text .lit").first).to_be_in_viewport()


def test_search_by_keyboard_and_copy_a_line(served_demo: str, page: Page) -> None:
    page.goto(served_demo + "/")
    page.keyboard.press("/")
    page.keyboard.type("spillway wall")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=spillway\+wall"))
    expect(page.locator("ul.found b").first).to_have_text(re.compile("spillway|wall", re.I))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    focused = page.locator("li[data-row]:focus")
    expect(focused).to_have_count(1)
    assert page.evaluate("document.activeElement === document.querySelector('ul.found li')")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_have_text("Copied as a citation")
    copied = page.evaluate("navigator.clipboard.readText()")
    where = re.fullmatch(r"“.+” .+, “.+”, .+\. (http://127\.0\.0\.1:\d+/report/\w+#\d+-\d+)", copied)
    assert where, copied
    page.goto(where[1])
    expect(page.locator(".text .lit").first).to_be_in_viewport()


def test_the_keys_are_listed_and_the_list_closes(served_demo: str, page: Page) -> None:
    page.goto(served_demo + "/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_as_of_a_day_is_kept_from_page_to_page(served_demo: str, page: Page) -> None:
    page.goto(served_demo + "/")
    page.locator("details.when summary").click()
    page.get_by_label("Only reports published by").fill("2024-03-08")
    page.get_by_role("button", name="Weigh").click()
    expect(page.get_by_text("As of 2024-03-08:")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Reports", exact=True).click()
    expect(page).to_have_url(re.compile("as_of=2024-03-08"))
    days = page.locator("table.rows td.day").all_inner_texts()
    assert days
    assert max(days) <= "2024-03-08"


def test_it_is_read_without_script(served_demo: str, open_page: OpenPage) -> None:
    page = open_page(script=False)
    page.goto(served_demo + "/")
    expect(page.get_by_role("button", name="Copy as a citation")).to_have_count(0)
    page.locator("article.pair a.cite").first.click()
    expect(page.locator(".text .lit").first).to_be_in_viewport()
    page.get_by_role("searchbox").fill("dam")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("ul.found li").first).to_be_visible()


def test_an_arrow_opens_the_passages_and_a_point_its_sentence(served_demo: str, page: Page) -> None:
    page.goto(served_demo + "/stemma")
    page.locator("a.tie").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    assert page.locator("del, ins").count() > 0
    page.goto(served_demo + "/figures")
    page.locator("svg.plot a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".text .lit").first).to_be_in_viewport()


def test_the_whole_timeline_is_a_key_away_and_an_address_leads_to_its_line(served_demo: str, page: Page) -> None:
    page.goto(served_demo + "/timeline")
    few = page.locator("ol.timeline > li").count()
    page.keyboard.press("a")
    expect(page).to_have_url(re.compile(r"all=1"))
    lines = page.locator("ol.timeline > li")
    assert lines.count() >= few > 0
    event = lines.last.locator("span[id^=t-]").first.get_attribute("id")
    page.goto(f"{served_demo}/timeline?page=2#{event}")
    expect(page).to_have_url(re.compile(rf"event=.*#{event}$"))
    expect(page.locator(f"#{event}")).to_have_count(1)


def test_a_quotation_is_found_by_any_of_its_readings(served_demo: str, page: Page) -> None:
    page.goto(served_demo + "/quotes?altered=1")
    page.locator("li[data-row] a.plain").first.click()
    expect(page.locator("figure.base blockquote")).to_have_count(1)
    assert page.locator("figure.changed").count() > 0


@pytest.mark.parametrize("dark", [False, True])
def test_the_report_as_one_file_is_accessible(tmp_path: Path, open_page: OpenPage, dark: bool) -> None:
    file = tmp_path / "story.html"
    with Story.read_only(traced_demo()) as story:
        file.write_text(render(story, name="demo"), "utf-8")
    page = open_page(dark=dark)
    page.goto(file.as_uri())
    assert violations(page, colours=dark) == []
