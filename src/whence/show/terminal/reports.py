"""The reports of the pile, and who leans on whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.text import Text

from whence.show import wording
from whence.show.copies import side_by_side
from whence.show.terminal import page
from whence.show.terminal.rulings import notes
from whence.story.queries_cited import Head
from whence.story.queries_places import Places
from whence.story.queries_rows import LineageRow, ReportRow
from whence.story.store import Story


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


def lineage(rows: Sequence[LineageRow], reports_in_all: int, story: Story, console: Console) -> list[RenderableType]:
    """Each report that leans on another, the share of its words that the parent covers, why, and the longest passage
    of the two with the words that the child changed marked."""
    places = Places(story)
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
            lines: list[RenderableType] = [page.words(link.parent_label), page.words(link.basis, "dim")]
            lines.extend(page.words(f"{place.citation}: {places.words(place)}", "dim") for place in link.credited)
            lines.extend(_longest(link, story, places, console))
            lines.extend(notes(link.ruled))
            made.add_row(f"{link.share:.0%}", "from", Group(*lines))
        parts.extend([page.indented(made), ""])
    return parts


def _longest(link: LineageRow, story: Story, places: Places, console: Console) -> list[RenderableType]:
    """The longest passage of a child and its parent, the parent's words first, cut to what is near a difference."""
    if link.parent is None:
        return []
    copy = side_by_side(story, link.parent.id, link.child.id, places=places, most=1, words=120, around=6)
    if copy is None or copy.passages[0].passage.kind == "quotation":
        return []
    one = copy.passages[0]
    # Operations lead from the earlier report of the pair; the parent may be the other, where both are of one day.
    forth = copy.a.id == link.parent.id
    told = one.operations if forth else tuple((_BACK.get(op, op), new, old) for op, old, new in one.operations)
    place = one.passage.b if forth else one.passage.a
    foot = page.cite(place)
    if copy.more:
        foot.append(f" · {wording.plural(copy.more, 'more passage')}")
    if all(op == "equal" for op, _, _ in told):
        foot = Text("the same words at ", style="dim").append_text(foot)
        return [foot]
    return [page.changed(told, console), foot]


_BACK = {"insert": "delete", "delete": "insert"}


def label(head: Head) -> str:
    """A report in a few words."""
    return f"{head.outlet}, {head.when_short}, {head.short}"
