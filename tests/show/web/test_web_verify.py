"""A draft verified in the browser: with our token alone, bounded, as data and never as markup, without script too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from starlette.testclient import TestClient

from browsing import PHONE, OpenPage, too_wide, violations
from traced_demo import traced_demo
from whence.run import as_of
from whence.run.verify import verify_text
from whence.show.web import make_app
from whence.show.web.pages.verify import MOST_CHARACTERS

CHANGED = '"We have not rested, and we will not stop," said Ewa Lindcastle.'
WRONG = '"We have not stopped, and we will not stop," said Irena Valdassar.'


@pytest.fixture(scope="module")
def asked() -> Iterator[TestClient]:
    """Asks the application with the demo story and what verifies a draft."""
    app = make_app(traced_demo(), as_of, verify=verify_text)
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        yield client


def _post(client: TestClient, draft: str, token: str | None = None) -> tuple[int, str]:
    ours = str(client.app.state.desktop.token.value)  # type: ignore[attr-defined]
    answer = client.post("/verify", data={"token": token or ours, "draft": draft})
    return answer.status_code, answer.text


def test_a_claim_comes_with_its_state_and_a_link_to_its_place(asked: TestClient) -> None:
    status, html = _post(asked, WRONG)
    assert status == 200
    assert "wrong speaker" in html
    address = html.split('class="cite" href="', 1)[1].split('"', 1)[0]
    assert address.startswith("/report/")
    assert "#" in address
    assert asked.get(address).status_code == 200


def test_a_form_without_our_token_is_not_taken(asked: TestClient) -> None:
    assert _post(asked, WRONG, "guessed")[0] == 403


def test_a_draft_is_data_and_never_markup(asked: TestClient) -> None:
    status, html = _post(asked, "“Everyone <script>alert(1)</script> has been brought home,” she said. </textarea><b>")
    assert status == 200
    assert "<script>alert" not in html
    assert "</textarea><b>" not in html


@pytest.mark.parametrize("draft", ["", "  \r\n "])
def test_an_empty_draft_is_said_to_be_empty(asked: TestClient, draft: str) -> None:
    status, html = _post(asked, draft)
    assert status == 400
    assert "The draft is empty" in html


def test_a_long_draft_is_refused_with_the_way_out(asked: TestClient) -> None:
    status, html = _post(asked, "word " * (MOST_CHARACTERS // 5 + 1))
    assert status == 413
    assert "60,000 are taken at once" in html
    assert "whence verify DRAFT" in html


def test_without_what_verifies_the_command_is_named(demo_client: TestClient) -> None:
    html = demo_client.get("/verify").text
    assert "<textarea" not in html
    assert "whence verify DRAFT" in html


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("dark", [False, True])
def test_it_reads_on_a_phone_without_script(served_demo: str, open_page: OpenPage, dark: bool) -> None:
    page = open_page(dark=dark, viewport=PHONE, script=False)
    page.goto(f"{served_demo}/verify")
    page.get_by_label("Your draft").fill(WRONG)
    page.get_by_role("button", name="Verify").click()
    page.get_by_text("wrong speaker").wait_for(timeout=30000)
    assert not too_wide(page)
    scripted = open_page(dark=dark)
    scripted.goto(f"{served_demo}/verify")
    scripted.get_by_label("Your draft").fill(f"{WRONG} {CHANGED}")
    scripted.get_by_role("button", name="Verify").click()
    scripted.get_by_text("wrong speaker").wait_for(timeout=30000)
    expect(scripted.locator(".margin ins").first).to_be_visible()
    assert violations(scripted) == []
