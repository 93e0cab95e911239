"""The application: pages, style and script, and a page for whatever goes wrong."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from whence.errors import CommandError, StoryError
from whence.show.templating import asset, make_environment
from whence.show.web.desk import AsOf, Desk, StillWeighingError
from whence.show.web.guard import Guard, Token
from whence.show.web.page import NotFoundError, RefusedError
from whence.show.web.pages import PAGES
from whence.show.web.view import Desktop
from whence.story.store import Story
from whence.verify import Verified

STYLES = ("story.css", "web/web.css", "web/report.css", "web/account.css", "web/ruling.css", "verify.css",
          "web/verify.css")  # fmt: skip
SCRIPTS = ("web/web.js", "web/account.js")
"""What the one style sheet and the one script are made of, in this order."""

_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
_SOON = {"Refresh": "2"}


def make_app(
    path: str | Path, as_of: AsOf, *, hosts: Iterable[str] = (), reweigh: Callable[[Story], None] | None = None,
    verify: Callable[[Story, str], Verified] | None = None,
) -> Starlette:  # fmt: skip
    """The application that serves the story at `path`.

    `as_of` weighs it as of a day (`whence.run.as_of`); `reweigh` follows what was ruled (`whence.run.reweigh`): without
    it nothing can be ruled. `verify` holds a draft against it
    (`whence.run.verify.verify_text`). `hosts` are names, besides addresses and `localhost`, that it answers
    to. Raises StoryError
    where there is no story to serve.
    """
    desk = Desk(path, as_of)
    environment = make_environment()
    assets, desktop = _assets(environment, Path(path).stem)

    for template in environment.list_templates(filter_func=_of_the_pages):
        environment.get_template(template)  # read once, now, and not while somebody waits

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(
        routes=[*assets, *(route for module in PAGES for route in module.routes())],
        middleware=[Middleware(Guard, named=tuple(hosts))],
        exception_handlers={
            HTTPException: _http, NotFoundError: _not_found, RefusedError: _refused,
            CommandError: _wrong, StoryError: _unreadable,
            sqlite3.DatabaseError: _unreadable, StillWeighingError: _weighing, Exception: _broken,
        },
        lifespan=lifespan,
    )  # fmt: skip
    app.state.desk = desk
    app.state.desktop = desktop
    app.state.reweigh = reweigh
    app.state.verify = verify
    return app


def _of_the_pages(template: str) -> bool:
    """Whether a template is one of the pages' or is shared with them; `story.html` is the one-file report."""
    return template.endswith(".html") and template != "story.html"


def _assets(environment: Environment, name: str) -> tuple[list[Route], Desktop]:
    """The style sheet, the script and the icon, each under an address with the digest of its content."""
    contents = {
        "whence.css": ("text/css", _joined(environment, STYLES)),
        "whence.js": ("text/javascript", _joined(environment, SCRIPTS)),
        "whence.svg": ("image/svg+xml", asset(environment, "web/icon.svg")),
    }
    routes = []
    addresses = {}
    for file, (kind, content) in contents.items():
        stem, _, ending = file.partition(".")
        address = f"/assets/{stem}-{hashlib.sha256(content.encode()).hexdigest()[:12]}.{ending}"
        routes.append(Route(address, _fixed(content, kind), methods=["GET"]))
        addresses[ending] = address
    nav = tuple(entry for module in PAGES for entry in module.NAV)
    return routes, Desktop(name, environment, Token(), nav, addresses["css"], addresses["js"], addresses["svg"])


def _joined(environment: Environment, names: Iterable[str]) -> str:
    return "\n".join(asset(environment, name) for name in names)


def _fixed(content: str, kind: str) -> Any:
    async def answer(_request: Request) -> Response:
        return Response(content, media_type=kind, headers=_FOR_GOOD)

    return answer


def _said(request: Request, status: int, title: str, message: str, headers: dict[str, str] | None = None) -> Response:
    desktop: Desktop = request.app.state.desktop
    html = desktop.environment.get_template("web/message.html").render(
        name=desktop.name, assets=desktop, title=title, message=message, status=status
    )
    return HTMLResponse(html, status, headers)


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return _said(request, 404, "No such page", "There is nothing at this address.")
    return _said(request, status, "That cannot be done here", "This address is read, not written to.")


async def _not_found(request: Request, error: Exception) -> Response:
    return _said(request, 404, "Not in this story", str(error))


async def _refused(request: Request, error: Exception) -> Response:
    return _said(request, 403, "Not taken", str(error))


async def _wrong(request: Request, error: Exception) -> Response:
    return _said(request, 400, "That is not understood", str(error))


async def _unreadable(request: Request, error: Exception) -> Response:
    message = str(error) if isinstance(error, StoryError) else f"The story cannot be read ({error})."
    return _said(request, 503, "The story cannot be read", f"{message} Check it with: whence check STORY")


async def _weighing(request: Request, error: Exception) -> Response:
    message = f"{str(error)[:1].upper()}{str(error)[1:]} from the reports published by then. This page opens by itself."
    return _said(request, 202, "A moment", message, _SOON)


async def _broken(request: Request, _error: Exception) -> Response:
    return _said(request, 500, "This page failed", "It is a fault of the program; the terminal says more.")
