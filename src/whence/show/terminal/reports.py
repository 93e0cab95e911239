"""The reports of the pile, and who leans on whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from whence.show import wording
from whence.show.terminal import page
from whence.show.terminal.rulings import notes
from whence.story.queries_cited import Head
from whence.story.queries_rows import LineageRow, ReportRow


def reports(rows: Sequence[ReportRow]) -> list[RenderableType]:
    """One row a report: when, who, what, how much of it is its own."""
    parts: list[RenderableType] = [page.heading("Reports", wording.plural(len(rows), "report")), ""]
    made = page.table("published", "report", "words", "own", "said", "figures",
                      numbers=("words", "own", "said", "figures"))  # fmt: skip
    made.columns[0].max_width = 12
    made.columns[1].ratio = 1
    for row in rows:
        title = page.words(row.title, "bold")
        about = page.words(f"{row.head.outlet}, {row.head.short}", "dim")
        if row.byline:
            about.append(f", by {page.clean(row.byline)}")
        lines: list[RenderableType] = [title, about]
        if not row.head.published:
            lines.append(page.words(f"no date: {row.head.reason}", "yellow"))
        elif row.head.basis == "inferred":
            lines.append(page.words(f"date inferred: {row.head.reason}", "yellow"))
        if note := wording.language_note(row):
            lines.append(page.words(note, "yellow"))
        if row.parents:
            lines.append(page.words("leans on " + "; ".join(row.parents), "dim"))
        lines.extend(notes(row.ruled))
        own = "" if row.own_share is None else f"{row.own_share:.0%}"
        made.add_row(row.head.when, Group(*lines, ""), f"{row.words:,}", own, str(row.attributions), str(row.figures))
    legend = "own: words that no parent covers.  said: quotations and statements."
    return [*parts, made, Text(legend, style="dim")]


def lineage(rows: Sequence[LineageRow], reports_in_all: int) -> list[RenderableType]:
    """Each report that leans on another, the share of its words that the parent covers, and why."""
    children = {row.child.id for row in rows}
    note = f"{len(children)} of {wording.plural(reports_in_all, 'report')} lean on another"
    parts: list[RenderableType] = [page.heading("Who leans on whom", note), ""]
    for child, links in groupby(rows, key=lambda r: r.child):
        parts.append(page.words(label(child), "bold"))
        made = page.table("share", "", "", numbers=("share",))
        made.show_header = False
        made.columns[0].no_wrap = True
        made.columns[2].ratio = 1
        for link in links:
            made.add_row(
                f"{link.share:.0%}",
                "from",
                Group(page.words(link.parent_label), page.words(link.basis, "dim"), *notes(link.ruled)),
            )
        parts.extend([page.indented(made), ""])
    return parts


def label(head: Head) -> str:
    """A report in a few words."""
    return f"{head.outlet}, {head.when_short}, {head.short}"
