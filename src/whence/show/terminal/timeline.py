"""What happened when, and what was only planned, alleged or denied."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from whence.show.terminal import page
from whence.story.queries_cited import Place
from whence.story.queries_rows import TimelineRow

STYLE = {"happened": "green", "ongoing": "green", "denied": "red"}


def timeline(rows: Sequence[TimelineRow]) -> list[RenderableType]:
    """A table of days; happenings that one sentence tells of stand together."""
    parts: list[RenderableType] = [page.heading("Timeline", page.plural(len(rows), "happening")), ""]
    made = page.table("when", "whether", "what the report says")
    made.columns[0].max_width = 10
    made.columns[1].no_wrap = True
    made.columns[2].ratio = 1
    for entries in by_sentence(rows):
        first = entries[0]
        body = page.emphasised(
            first.sentence_text, first.sentence.start, [(e.place.start, e.place.end) for e in entries], "bold"
        )
        foot = page.cite(first.place)
        foot.append(told(entries))
        made.add_row(first.when, Text(first.modality, style=STYLE.get(first.modality, "yellow")), Group(body, foot, ""))
    return [*parts, made]


def by_sentence(rows: Sequence[TimelineRow]) -> list[list[TimelineRow]]:
    """Rows grouped where the day, the modality and the sentence are the same, in the order of the first of each."""

    def key(row: TimelineRow) -> tuple[str, str, Place]:
        return row.when, row.modality, row.sentence

    return [list(group) for _, group in groupby(rows, key=key)]


def told(entries: Sequence[TimelineRow]) -> str:
    """Who says so, how many others tell it, and how many roots stand behind it."""
    notes = []
    if entries[0].speaker is not None:
        notes.append(f"says {page.clean(entries[0].speaker.label)}")
    own = {e.place.report_id for e in entries}
    others = {p.report_id for e in entries for p in e.told_at} - own
    if others:
        notes.append(f"told in {page.plural(len(others), 'other report')}")
    roots = sorted({root for e in entries for root in e.roots}, key=lambda r: r.id)
    if roots and (others or len(roots) > 1):
        notes.append(page.standing(roots))
    return "".join(f" · {note}" for note in notes)
