"""`whence mcp`: the account for assistant programs, over standard input and output."""

from __future__ import annotations

from pathlib import Path


def run_mcp(path: str | Path) -> None:
    """Answer until the assistant hangs up. Raises CommandError where the package `mcp` is not installed, StoryError
    where there is no story to read."""
    from whence.show.exports.missing import needed

    needed("mcp.server.mcpserver", extra="mcp", for_what="whence mcp")
    from whence import __version__
    from whence.run import as_of
    from whence.show.mcp.desk import Desk
    from whence.show.mcp.server import make_server

    desk = Desk(path, as_of)
    try:
        make_server(desk, __version__).run("stdio")
    finally:
        desk.close()
