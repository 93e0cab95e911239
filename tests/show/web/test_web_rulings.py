"""Overruling in the browser: the form of a row, the list, undoing; with our token alone, and without script."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from browsing import PHONE, OpenPage, too_wide, violations
from small_story import make_small_story
from traced_demo import traced_demo
from whence.records import digest
from whence.run import as_of, reweigh
from whence.show import ruled
from whence.show.web import make_app
from whence.story import queries
from whence.story.ruling import ruling_on
from whence.story.store import Story

GAZETTE = digest("gazette")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_small_story(tmp_path / "small.db")


@pytest.fixture
def asked(path: Path) -> Iterator[TestClient]:
    app = make_app(path, as_of, reweigh=reweigh)
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        client.headers["Origin"] = "http://127.0.0.1:8765"
        yield client


def token(client: TestClient) -> str:
    return str(client.app.state.desktop.token.value)  # type: ignore[attr-defined]


def boats(path: Path) -> str:
    with Story.open(path) as story:
        return next(r.id for q in queries.quotes(story) for r in q.readings if "boats" in r.text)


def post(client: TestClient, where: str, **fields: str) -> int:
    return client.post(where, data={"token": token(client), **fields}, follow_redirects=False).status_code


def test_a_statement_is_overruled_from_its_report_and_undone_from_the_list(path: Path, asked: TestClient) -> None:
    where = f"/rule/attribution/{boats(path)}"
    assert f'href="{where}?' in asked.get(f"/report/{GAZETTE}").text
    form = asked.get(where)
    assert form.status_code == 200
    assert "4 boats were lost" in form.text
    assert post(asked, where, field="speaker", value="Jon <b>Pell", note="on the tape") == 303
    shown = asked.get(where).text
    assert "the speaker is Jon &lt;b&gt;Pell" in shown
    assert "on the tape" in shown
    there = asked.get(f"/report/{GAZETTE}").text
    assert "ruled by you: the speaker is Jon &lt;b&gt;Pell — on the tape" in there
    assert 'action="/undo"' in there
    assert "the speaker is Jon &lt;b&gt;Pell" in asked.get("/rulings").text
    assert "““" not in asked.get("/rulings").text
    with Story.open(path) as story:
        (ruling,) = story.rulings()
    assert post(asked, "/undo", id=ruling.id) == 303
    assert "Nothing is ruled" in asked.get("/rulings").text
    assert "Pell" not in asked.get(f"/report/{GAZETTE}").text


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"field": "speaker", "value": ""}, 400, "name the speaker"),
        ({"field": "stance", "value": "shouts"}, 400, "not one of assert"),
        ({"field": "speaker", "value": "x" * 1001}, 400, "longer than 1,000"),
        ({"field": "utterance", "verdict": "same"}, 400, "name the other one"),
        ({"field": "utterance", "verdict": "same", "other": "no such words"}, 400, "no statement at"),
        ({"field": "marks", "value": "1"}, 400, "not one of ours"),
        ({"field": "stance", "value": "deny", "token": "guessed"}, 403, "earlier run"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(
    path: Path, asked: TestClient, fields: dict[str, str], status: int, says: str
) -> None:
    answer = asked.post(f"/rule/attribution/{boats(path)}", data={"token": token(asked), **fields})
    assert answer.status_code == status
    assert says in answer.text
    with Story.open(path) as story:
        assert story.rulings() == []


def test_another_site_cannot_rule(path: Path, asked: TestClient) -> None:
    fields = {"token": token(asked), "field": "stance", "value": "deny"}
    answer = asked.post(f"/rule/attribution/{boats(path)}", data=fields, headers={"Origin": "http://elsewhere.example"})
    assert answer.status_code == 403
    with Story.open(path) as story:
        assert story.rulings() == []


def test_an_account_as_of_a_day_is_not_ruled_on(path: Path, asked: TestClient) -> None:
    where = f"/report/{GAZETTE}?as_of=2031-05-06"
    assert asked.get(where).status_code == 200
    assert "overrule" not in asked.get(where).text
    assert asked.get(f"/rule/attribution/{boats(path)}?as_of=2031-05-06").status_code == 400


def test_without_what_weighs_again_nothing_is_offered(path: Path) -> None:
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1:8765") as client:
        assert "overrule" not in client.get(f"/report/{GAZETTE}").text


def test_every_kind_of_row_has_its_form(path: Path, asked: TestClient) -> None:
    with Story.open(path) as story:
        reweigh(story)
        source = next(s.id for s in queries.sources(story) if s.name == "Mara Vell")
        figure = queries.figures(story)[0].figures[0].id
        event = queries.timeline(story, undated=True)[0]
        event_id = story.connection.execute("SELECT id FROM event WHERE report_id = ? AND start = ?",
                                            (event.place.report_id, event.place.start)).fetchone()["id"]  # fmt: skip
    for table, key in (("source", source), ("figure", figure), ("event", event_id), ("report", GAZETTE)):
        assert asked.get(f"/rule/{table}/{key}").status_code == 200, table
    assert asked.get("/rule/event/nothing").status_code == 404
    assert asked.get("/rule/passage/nothing").status_code == 404
    assert post(asked, f"/rule/figure/{figure}", field="value", value="12") == 303
    assert post(asked, f"/rule/event/{event_id}", field="when", value="2031-05-04") == 303


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("script", [True, False])
def test_clicked_through_in_a_browser(
    tmp_path: Path, open_page: OpenPage, serving: Callable[..., AbstractContextManager[str]], script: bool
) -> None:
    path = tmp_path / "clicked.db"
    shutil.copy(make_small_story(tmp_path / "small.db"), path)
    with serving(path, reweigh) as where:
        page = open_page(viewport=PHONE, script=script)
        page.goto(f"{where}/report/{GAZETTE}")
        page.locator("li", has_text="4 boats were lost").get_by_role("link", name="overrule").first.click()
        form = page.locator("form.rule", has_text="Who says it")
        form.get_by_label("A name").wait_for()
        assert not too_wide(page)
        if script:  # over the page that the row stands on
            assert f"/report/{GAZETTE}" in page.url
            assert violations(page) == []
        form.get_by_label("A name").fill("Jon Pell")
        form.get_by_label("Why").fill("on the tape")
        form.get_by_role("button", name="Rule").click()
        row = page.locator("li", has_text="4 boats were lost")
        row.get_by_text("ruled by you: the speaker is Jon Pell — on the tape").wait_for()
        assert f"/report/{GAZETTE}" in page.url
        assert page.get_by_text("The story was weighed again").is_visible()
        assert not too_wide(page)
        row.get_by_role("button", name="Undo").click()
        page.get_by_text("ruled by you").first.wait_for(state="detached")
        assert f"/report/{GAZETTE}" in page.url
        with Story.open(path) as story:
            ruling = ruling_on(story, "attribution", boats(path), "stance", "set", value="deny")
            story.rule(ruling)
            reweigh(story)
        page.goto(f"{where}/rulings")
        assert not too_wide(page)
        page.get_by_role("button", name="Undo").click()
        assert page.get_by_text("Nothing is ruled").is_visible()


@pytest.mark.parametrize(
    ("page", "table"), [("/figures?apart=1", "figure"), ("/timeline?all=1", "event"), ("/quote/{}", "attribution")]
)
def test_rows_are_overruled_from_the_pages_that_list_them(path: Path, asked: TestClient, page: str, table: str) -> None:
    ways = re.findall(rf'href="(/rule/{table}/\w+)\?', asked.get(page.format(boats(path))).text)
    assert ways
    assert {asked.get(way).status_code for way in ways} == {200}


@pytest.mark.parametrize(
    ("back", "led"),
    [
        ("/figures?apart=1#o-figure-1", "/figures?apart=1&ruled={}#o-figure-1"),
        ("//evil.test/", "/rule/attribution/{1}?ruled={}"),
        ("https://evil.test/", "/rule/attribution/{1}?ruled={}"),
        ("/\\evil.test", "/rule/attribution/{1}?ruled={}"),
        ("/x\r\nSet-Cookie: a=b", "/rule/attribution/{1}?ruled={}"),
    ],
)
def test_one_is_led_back_and_nowhere_else(path: Path, asked: TestClient, back: str, led: str) -> None:
    key = boats(path)
    fields = {"token": token(asked), "field": "stance", "value": "deny", "back": back}
    answer = asked.post(f"/rule/attribution/{key}", data=fields, follow_redirects=False)
    with Story.open(path) as story:
        (ruling,) = story.rulings()
    assert answer.headers["location"] == led.replace("{1}", key).replace("{}", ruling.id)
    assert "evil" not in asked.get(f"/rule/attribution/{key}", params={"back": back}).text


def test_the_other_one_is_offered_and_filled_in(path: Path, asked: TestClient) -> None:
    with Story.open(path) as story:
        quote = next(q for q in queries.quotes(story) if len(q.readings) > 1)
    base, other = quote.readings[:2]
    page = asked.get(f"/quote/{base.id}").text
    way = re.search(rf'href="(/rule/attribution/{other.id}\?[^"]+)"', page)
    assert way
    form = asked.get(way[1].replace("&amp;", "&")).text
    pointed = f"{base.place.short}:{base.place.start}-{base.place.end}"
    assert f'name="other" required autocomplete="off" value="{pointed}"' in form
    assert f'<option value="{pointed}">' in form
    assert re.search('<option value="not_same" selected>is not the same statement as', form)
    assert "<html" not in asked.get(f"/rule/attribution/{other.id}?part=1").text
    assert post(asked, f"/rule/attribution/{other.id}", field="utterance", verdict="not_same", other=pointed) == 303
    with Story.open(path) as story:
        assert all({base.id, other.id} - {r.id for r in q.readings} for q in queries.quotes(story))


def test_disputes_and_the_stemma_lead_to_overruling(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    shutil.copy(traced_demo(), path)
    with TestClient(make_app(path, as_of, reweigh=reweigh), base_url="http://127.0.0.1:8765") as client:
        for page, table in (("/disputes", "(?:attribution|figure|event)"), ("/stemma", "report")):
            ways = re.findall(rf'href="(/rule/{table}/\w+\?[^"]+)"', client.get(page).text)
            assert ways
            assert {client.get(way.replace("&amp;", "&")).status_code for way in ways} == {200}
        with Story.open(path) as story:
            link = next(link for link in queries.lineage(story) if link.parent)
        assert link.parent
        pair = client.get(f"/copy/{link.child.id}/{link.parent.id}").text
        assert re.search(rf"/rule/report/\w+\?[^\"]*other=({link.child.short}|{link.parent.short})", pair)


def test_without_what_weighs_again_no_row_offers_it(path: Path) -> None:
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1:8765") as client:
        for page in ("/figures?apart=1", "/timeline?all=1", f"/quote/{boats(path)}"):
            assert "/rule/" not in client.get(page).text


def test_each_of_a_pair_is_told_of_the_other(path: Path, asked: TestClient) -> None:
    with Story.open(path) as story:
        quote = next(q for q in queries.quotes(story) if len(q.readings) > 1)
    base, other = quote.readings[:2]
    pointed = f"{base.place.short}:{base.place.start}-{base.place.end}"
    assert post(asked, f"/rule/attribution/{other.id}", field="utterance", verdict="not_same", other=pointed) == 303
    for one, told in ((base, other), (other, base)):
        (note,) = re.findall(r"ruled by you: not one with .*?</span>", asked.get(f"/quote/{one.id}").text)
        assert told.place.citation in note
        assert one.place.citation not in note


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[Path, TestClient]]:
    path = tmp_path / "demo.db"
    shutil.copy(traced_demo(), path)
    with TestClient(make_app(path, as_of, reweigh=reweigh), base_url="http://127.0.0.1:8765") as client:
        client.headers["Origin"] = "http://127.0.0.1:8765"
        yield path, client


def test_a_report_is_told_what_the_other_took_from_it(demo: tuple[Path, TestClient]) -> None:
    path, asked = demo
    with Story.open(path) as story:
        link = next(link for link in queries.lineage(story) if link.parent)
    assert link.parent
    child, parent = link.child, link.parent
    fields = {"field": "direction", "value": "from_other", "other": parent.id}
    assert post(asked, f"/rule/report/{child.id}", **fields) == 303
    assert f"ruled by you: taken from {parent.outlet}" in asked.get(f"/report/{child.id}").text
    assert f"ruled by you: taken from {parent.outlet}" in asked.get(f"/copy/{parent.id}/{child.id}").text
    with Story.open(path) as story:
        (row,) = queries.rulings(story)
    assert ruled.said(row.seen_from(child.id, 0, 0)) == ruled.said(row)
    told = f"{child.outlet}, {child.when_short}, {child.short} is taken from this"
    assert ruled.said(row.seen_from(parent.id, 0, 0)) == told


def test_a_source_is_ruled_on_from_its_page_and_led_back_to_under_its_new_id(demo: tuple[Path, TestClient]) -> None:
    path, asked = demo
    one, other = "Josip Arrendt", "Ewa Lindcastle"
    with Story.open(path) as story:
        ids = {s.name: s.id for s in queries.sources(story)}
    fields = {"token": token(asked), "field": "source", "verdict": "same", "other": other, "note": "one voice"}
    page = asked.post(f"/rule/source/{ids[one]}", data={**fields, "back": f"/source/{ids[one]}#o"})
    assert page.status_code == 200
    assert page.text.count("ruled by you: one with") == 1
    assert "one voice" in page.text
    with Story.open(path) as story:
        (gone,) = set(ids.values()) - {s.id for s in queries.sources(story)}
        (ruling,) = story.rulings()
    assert gone in (ids[one], ids[other])
    page = asked.post("/undo", data={"token": token(asked), "id": ruling.id, "back": page.url.path})
    assert page.status_code == 200
    assert "ruled by you" not in page.text


def test_what_a_source_said_is_overruled_from_its_page(path: Path, asked: TestClient) -> None:
    with Story.open(path) as story:
        source = next(s.id for s in queries.sources(story) if s.name == "Mara Vell")
    assert "/rule/attribution/" in asked.get(f"/source/{source}").text


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_one_is_led_back_to_a_line_that_has_moved_to_another_page(
    path: Path, page: Page, serving: Callable[..., AbstractContextManager[str]]
) -> None:
    with Story.open(path) as story:
        series = queries.figures(story)
        alone = next(s.figures[0].id for s in series if s.id is None)
        undated = "SELECT event_id FROM timeline WHERE earliest IS NULL AND latest IS NULL ORDER BY id"
        happening = story.connection.execute(undated).fetchone()["event_id"]
    with serving(path, reweigh) as where:
        page.goto(f"{where}/figures#o-figure-{alone}")
        page.locator(f"#o-figure-{alone}").wait_for()
        page.goto(f"{where}/timeline?all=1#o-event-{happening}")
        page.locator(f"#o-event-{happening}").wait_for()
