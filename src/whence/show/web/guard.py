"""Who may ask, and what a browser may do with the answer.

The server is for the person at this machine. A page elsewhere must not read it through their browser: a name that was
pointed at this address (DNS rebinding) is refused by its Host header, and a form is taken only with the token that the
pages of this process carry. Pages run no script but ours and load nothing from elsewhere.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not `no-referrer`: a browser would then say of our own forms that they come from nowhere (`Origin: null`).
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}
METHODS = frozenset({"GET", "HEAD", "POST"})
MOST_BYTES = 4_000_000
"""A form larger than this is refused: a draft of some 600,000 words."""


def known_host(host: str, named: Iterable[str] = ()) -> bool:
    """Whether a Host header names this machine: `localhost`, an address in figures, or one of `named`.

    A page elsewhere can point its own name here, but not an address: the browser would then be at that address.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if name == "localhost" or name in {n.casefold() for n in named}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Token:
    """The word that a form must carry: made anew with each process, known to its own pages alone."""

    def __init__(self) -> None:
        self.value = secrets.token_urlsafe(24)

    def fits(self, given: str) -> bool:
        """Whether a form carries it."""
        return hmac.compare_digest(self.value.encode(), given.encode())


class Guard:
    """Refuses what does not come from this machine's own pages, and sets the headers on everything."""

    def __init__(self, app: ASGIApp, named: Iterable[str] = ()) -> None:
        self.app = app
        self.named = tuple(named)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")  # what is read may be confidential
            await send(message)

        refused = self._refusal(scope)
        await (refused or self.app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not known_host(headers.get("host", ""), self.named):
            return PlainTextResponse(
                "whence: this server answers to its address (such as 127.0.0.1) or localhost, not to another name\n",
                421,
            )
        if scope["method"] not in METHODS:
            return PlainTextResponse("whence: this server is read, with GET\n", 405, {"Allow": "GET, HEAD, POST"})
        if scope["method"] == "POST":
            origin = headers.get("origin")
            if headers.get("sec-fetch-site", "same-origin") != "same-origin" or (
                origin and urlsplit(origin).netloc != headers["host"]
            ):
                return PlainTextResponse("whence: a form of another site is not taken\n", 403)
            if not headers.get("content-length", "").isdigit():
                return PlainTextResponse("whence: a form must say how long it is\n", 411)
            if int(headers["content-length"]) > MOST_BYTES:
                return PlainTextResponse(f"whence: a form may be {MOST_BYTES:,} bytes at most\n", 413)
        return None
