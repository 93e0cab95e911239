"""`whence verify`: a draft held against a story."""

from __future__ import annotations

import sys
from pathlib import Path

from whence.cli_trace import shown_progress
from whence.cli_views import opened, writing
from whence.days import a_day
from whence.errors import CommandError, InputError


def run_verify(
    draft: str, against: str, *, published: str | None, as_of: str | None, as_json: bool, html: str | None
) -> int:
    """Verify a draft and print or write the result; 1 where a claim differs, is superseded or is not found."""
    from whence.run.drafts import read_draft
    from whence.run.verify import verify_text

    day = a_day("--published", published)
    if html is not None and html != "-" and draft != "-" and Path(html).exists() and Path(html).samefile(draft):
        raise CommandError(f"{html}: is the draft itself; name another file")
    text = read_draft(draft, sys.stdin.buffer if draft == "-" else None)
    name = "standard input" if draft == "-" else Path(draft).name
    with opened(against, as_of) as story, shown_progress(False) as on_progress:
        try:
            found = verify_text(story, text, name=name, published=day, on_progress=on_progress)
        except InputError as error:
            raise CommandError(str(error)) from error
    if html is not None:
        from whence.show.verify import render_html

        with writing(html, against) as file:
            file.write(render_html(found))
    if as_json:
        from whence.show.exports.rows import write_json

        write_json(found, sys.stdout)
    elif html != "-":
        from whence.show.terminal import page
        from whence.show.terminal.verify import verified_view

        console = page.make_console()
        page.show(console, *verified_view(found, console))
    return 1 if found.failed else 0
