"""A page as a route: the story is opened for it, and whatever goes wrong becomes a page that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whence.days import a_day
from whence.show.web.desk import Desk
from whence.show.web.view import Desktop, View

Handler = Callable[[View], Response]
FormHandler = Callable[[View, dict[str, str]], Response]


_MOST_FIELDS = 100


class RefusedError(Exception):
    """A form without the token of this process."""


class NotFoundError(Exception):
    """There is no such thing in this story. The text says what was looked for."""


def page(path: str, handler: Handler) -> Route:
    """A page to read at `path`: `handler` is given the story as of the day that the address names."""

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(with_view, request, handler)

    return Route(path, answer, methods=["GET"], name=f"{handler.__module__}.{handler.__name__}")


def form(path: str, handler: FormHandler) -> Route:
    """A form's target at `path`: `handler` is given its fields, once it was found to carry our pages' token.

    Forms are url-encoded (the browser's own way for a form without files).
    """

    async def answer(request: Request) -> Response:
        body = (await request.body()).decode("utf-8", errors="replace")
        fields = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
        desktop: Desktop = request.app.state.desktop
        if not desktop.token.fits(fields.pop("token", "")):
            raise RefusedError(
                "This form was made by an earlier run of whence serve. "
                "Go back, load the page again and send it once more."
            )
        return await run_in_threadpool(with_view, request, lambda view: handler(view, fields))

    return Route(path, answer, methods=["POST"], name=f"{handler.__module__}.{handler.__name__}")


def with_view(request: Request, handler: Handler) -> Response:
    """What a handler answers, with the story open for it."""
    desk: Desk = request.app.state.desk
    desktop: Desktop = request.app.state.desktop
    day = a_day("as_of", request.query_params.get("as_of", "").strip())
    with desk.answering(), desk.read(day) as reading:
        return handler(View(request, desktop, reading, desk.places(reading)))
