"""Overruling in the browser: the form of a row, the list, undoing; with our token alone, and without script."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from browsing import PHONE, OpenPage, too_wide, violations
from small_story import make_small_story
from whence.records import digest
from whence.run import as_of, reweigh
from whence.show.web import make_app
from whence.story import queries
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
    assert f'href="{where}"' in asked.get(f"/report/{GAZETTE}").text
    form = asked.get(where)
    assert form.status_code == 200
    assert "4 boats were lost" in form.text
    assert post(asked, where, field="speaker", value="Jon <b>Pell", note="on the tape") == 303
    shown = asked.get(where).text
    assert "the speaker is Jon &lt;b&gt;Pell" in shown
    assert "on the tape" in shown
    assert "ruled by you: on the tape" in asked.get(f"/report/{GAZETTE}").text
    assert "the speaker is Jon &lt;b&gt;Pell" in asked.get("/rulings").text
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
        assert not too_wide(page)
        if script:
            assert violations(page) == []
        form = page.locator("form.rule", has_text="Who says it")
        form.get_by_label("A name").fill("Jon Pell")
        form.get_by_label("Why").fill("on the tape")
        form.get_by_role("button", name="Rule").click()
        assert page.get_by_text("the speaker is Jon Pell").is_visible()
        page.goto(f"{where}/rulings")
        assert not too_wide(page)
        page.get_by_role("button", name="Undo").click()
        assert page.get_by_text("Nothing is ruled").is_visible()


@pytest.mark.parametrize(
    ("page", "table"), [("/figures?apart=1", "figure"), ("/timeline?all=1", "event"), ("/quote/{}", "attribution")]
)
def test_rows_are_overruled_from_the_pages_that_list_them(path: Path, asked: TestClient, page: str, table: str) -> None:
    ways = re.findall(rf'href="(/rule/{table}/\w+)"', asked.get(page.format(boats(path))).text)
    assert ways
    assert {asked.get(way).status_code for way in ways} == {200}


def test_without_what_weighs_again_no_row_offers_it(path: Path) -> None:
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1:8765") as client:
        for page in ("/figures?apart=1", "/timeline?all=1", f"/quote/{boats(path)}"):
            assert "/rule/" not in client.get(page).text
