"""Who speaks or is credited; and the sentences that a search finds."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from whence.show import wording
from whence.show.terminal import page
from whence.story.queries_rows import SearchRow, SourceRow


def sources(rows: Sequence[SourceRow]) -> list[RenderableType]:
    """One row a source, those who speak most first."""
    parts: list[RenderableType] = [page.heading("Sources", wording.plural(len(rows), "source")), ""]
    made = page.table("source", "kind", "said", "quoted", "via", "reports", "first seen at",
                      numbers=("said", "quoted", "via", "reports"))  # fmt: skip
    made.columns[0].ratio, made.columns[6].ratio = 3, 2
    for row in rows:
        name: list[RenderableType] = [page.words(row.name, "bold")]
        if row.anonymous:
            name.append(Text("not named", style="yellow"))
        others = [a for a in row.aliases if a != row.name]
        if others:
            name.append(page.words("also: " + "; ".join(others), "dim"))
        if row.ruled:
            name.append(Text("ruled by you: " + ", ".join(one.id[:8] for one in row.ruled), style="magenta"))
        said = str(row.statements) + (f" ({row.guesses}?)" if row.guesses else "")
        made.add_row(
            Group(*name), row.kind, said, str(row.quotations), str(row.handed_on), str(row.reports),
            page.cite(row.place) if row.place else "",
        )  # fmt: skip
    parts.append(made)
    if any(row.guesses for row in rows):
        parts.append(Text("(n?): so many of them rest on an unsure reading of who speaks.", style="dim"))
    return parts


def search(rows: Sequence[SearchRow], words: str, console: Console) -> list[RenderableType]:
    """The sentences with the words in bold, each with its place."""
    reports = len({row.place.report_id for row in rows})
    note = f"{wording.plural(len(rows), 'sentence')} in {wording.plural(reports, 'report')}"
    parts: list[RenderableType] = [page.heading(f"Search: {page.clean(words)}", note), ""]
    for row in rows:
        foot = page.cite(row.place)
        if row.speaker is not None:
            foot.append(f" · said by {page.clean(row.speaker.label)}")
        parts.extend(
            [page.emphasised(row.text, row.place.start, row.hits, console, "bold yellow"), page.indented(foot), ""]
        )
    return parts
