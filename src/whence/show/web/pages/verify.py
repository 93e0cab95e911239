"""A draft pasted into a form and held against the story. Nothing of it is kept."""

from __future__ import annotations

import threading

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.errors import InputError
from whence.show.verify import render_part
from whence.show.web.page import form, page
from whence.show.web.view import View

NAV = (("Verify", "/verify"),)
MOST_CHARACTERS = 60_000
"""The longest draft that is taken: some 10,000 words."""
_ONE_AT_A_TIME = threading.Lock()
"""The pipeline reads one text at a time."""


def routes() -> list[BaseRoute]:
    """The form and its target."""
    return [page("/verify", asked), form("/verify", verify)]


def asked(view: View) -> Response:
    """The form, empty."""
    return _answer(view, "")


def verify(view: View, fields: dict[str, str]) -> Response:
    """The draft with marks in its margin above the form, or what is wrong with it."""
    draft = fields.get("draft", "").replace("\r\n", "\n")
    against = view.request.app.state.verify
    if against is None:
        return _answer(view, draft)
    if len(draft) > MOST_CHARACTERS:
        return _answer(
            view, draft[:MOST_CHARACTERS], status=413,
            wrong=f"This draft has {len(draft):,} characters; {MOST_CHARACTERS:,} are taken at once. The form holds "
            "its beginning. Paste it in parts, or run: whence verify DRAFT --against STORY",
        )  # fmt: skip
    if not draft.strip():
        return _answer(view, "", status=400, wrong="The draft is empty; paste its text.")
    try:
        with _ONE_AT_A_TIME:
            found = against(view.story, draft)
    except InputError:
        return _answer(view, draft, status=400, wrong="There is no text in this draft that can be read.")
    return view.render(
        "verify.html", draft=draft, wrong="", most=MOST_CHARACTERS, found=found, part=render_part(found, link=view.link)
    )


def _answer(view: View, draft: str, *, wrong: str = "", status: int = 200) -> Response:
    return view.render(
        "verify.html", status, draft=draft, wrong=wrong, most=MOST_CHARACTERS, found=None, part="",
    )  # fmt: skip
