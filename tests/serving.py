"""Fixtures of the application: asked in the process, or served on a free port and read with Chromium.

`conftest` makes them known to every test. A test that uses `served_demo` or `page` is marked
`allow_hosts(["127.0.0.1"])`, else its sockets stay blocked.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient

from browsing import WIDE, OpenPage
from small_story import make_small_story
from traced_demo import traced_demo
from whence.story.store import Story

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small story. Never written to."""
    return make_small_story(tmp_path_factory.mktemp("web") / "small.db")


@pytest.fixture(scope="session")
def client(small_path: Path) -> Iterator[TestClient]:
    """Asks the application with the small story, without a network."""
    from whence.run import as_of
    from whence.show.web import make_app

    with TestClient(make_app(small_path, as_of), base_url="http://127.0.0.1:8765") as asked:
        yield asked


@pytest.fixture(scope="session")
def demo_client() -> Iterator[TestClient]:
    """Asks the application with the demo story, without a network."""
    from whence.run import as_of
    from whence.show.web import make_app

    with TestClient(make_app(traced_demo(), as_of), base_url="http://127.0.0.1:8765") as asked:
        yield asked


@contextmanager
def served(path: Path, reweigh: Callable[[Story], None] | None = None) -> Iterator[str]:
    """The address of the application with a story, served from a thread; with `reweigh`, it can be ruled on."""
    import uvicorn

    from whence.run import as_of
    from whence.run.verify import verify_text
    from whence.show.web import make_app
    from whence.show.web.serve import address, bind

    listening = bind("127.0.0.1", 0)
    config = uvicorn.Config(
        make_app(path, as_of, reweigh=reweigh, verify=verify_text),
        log_level="error",
        access_log=False,
        lifespan="on",
        ws="none",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    assert server.started
    try:
        yield address(listening).rstrip("/")
    finally:
        server.should_exit = True
        thread.join(5)
        listening.close()


@pytest.fixture
def serving() -> Callable[..., AbstractContextManager[str]]:
    """`with serving(path, reweigh) as where`: a story of the test's own, served."""
    return served


@pytest.fixture(scope="module")
def served_demo() -> Iterator[str]:
    """Where the demo story is served, such as `http://127.0.0.1:40123`."""
    with served(traced_demo()) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium; the test skips where it is missing."""
    found = CHROMIUM if Path(CHROMIUM).exists() else shutil.which("chromium")
    if found is None:
        pytest.skip(f"no Chromium at {CHROMIUM} nor on the path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """A page in a context of its own: `open_page(dark=True, viewport=PHONE, script=False)`.

    Whatever the console calls an error (a broken policy, a script that fails) fails the test at its end,
    unless `errors` is false.
    """
    contexts = []
    met: list[str] = []

    def opened(
        *, dark: bool = False, viewport: tuple[int, int] = WIDE, script: bool = True, errors: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": viewport[0], "height": viewport[1]},
            color_scheme="dark" if dark else "light", java_script_enabled=script,
            permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        if errors:
            page.on("console", lambda said: met.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: met.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert met == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page of a wide window, light."""
    return open_page()
