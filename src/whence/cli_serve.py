"""The web application, from the command line."""

from __future__ import annotations

from pathlib import Path

import typer


def run_serve(story: str, *, host: str, port: int, open_browser: bool) -> None:
    """Serve a story until stopped."""
    from whence.run import as_of, reweigh
    from whence.run.verify import verify_text
    from whence.show.web import make_app
    from whence.show.web.serve import bind, is_this_machine, serve

    app = make_app(Path(story), as_of, hosts=[host], reweigh=reweigh, verify=verify_text)
    listening = bind(host, port)
    if not is_this_machine(listening):
        typer.echo(
            f"whence: warning: --host {host} lets other machines read this story; there is no password", err=True
        )

    def say(address: str) -> None:
        typer.echo(f"{story}: open {address} in a browser; Ctrl-C stops it.")

    serve(app, listening, say=say, open_browser=open_browser)
