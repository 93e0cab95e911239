"""Serving the application until it is stopped."""

from __future__ import annotations

import gc
import ipaddress
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from whence.errors import CommandError
from whence.show.web.pages import search, story

_STOP_WITHIN = 2
"""Seconds that open connections have to end in once it is stopped."""
_PREPARED_WITHIN = 5
"""Seconds in which the first page is gathered before its address is told: whoever opens it then does not wait."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises CommandError where it cannot be had."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise CommandError(f"--host {host}: is no address of this machine ({error.strerror or error})") from error
    family, kind, protocol, _, address = found[0]
    listening = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there, it would let two programs have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise CommandError(
            f"port {port} on {host} cannot be had ({error.strerror}); name another with --port, or 0 for a free one"
        ) from error
    return listening


def address(listening: socket.socket) -> str:
    """Where a browser finds it."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_this_machine(listening: socket.socket) -> bool:
    """Whether this machine alone can reach it."""
    return ipaddress.ip_address(listening.getsockname()[0].partition("%")[0]).is_loopback


def serve(app: Starlette, listening: socket.socket, *, say: Callable[[str], None], open_browser: bool = False) -> None:
    """Serve until stopped with Ctrl-C. `say` is told the address once it can be opened."""
    config = uvicorn.Config(
        app, log_level="error", access_log=False, lifespan="on", server_header=False, date_header=False,
        timeout_graceful_shutdown=_STOP_WITHIN, ws="none",
    )  # fmt: skip
    server = _Server(config)

    prepared = threading.Thread(target=story.prepare, args=(app.state.desk,), daemon=True)
    began = threading.Event()

    def announce() -> None:
        began.wait()
        prepared.join(_PREPARED_WITHIN)
        say(address(listening))
        if open_browser:
            webbrowser.open(address(listening))
        search.prepare(app.state.desk)
        gc.collect()
        gc.freeze()  # what is held for the searches is not gone through again while somebody waits

    server.when_started = began.set
    for thread in (prepared, threading.Thread(target=announce, daemon=True)):
        thread.start()
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


class _Server(uvicorn.Server):
    """One that says when it has started."""

    when_started: Callable[[], None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if self.started and self.when_started is not None:
            self.when_started()
