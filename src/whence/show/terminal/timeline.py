"""What happened when, and what was only planned, alleged or denied."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from whence.show import wording
from whence.show.terminal import page
from whence.show.terminal.rulings import notes
from whence.story.queries_rows import TimelineRow

STYLE = {"happened": "green", "ongoing": "green", "denied": "red"}


def timeline(rows: Sequence[TimelineRow], console: Console) -> list[RenderableType]:
    """A table of days; happenings that one sentence tells of stand together."""
    parts: list[RenderableType] = [page.heading("Timeline", wording.plural(len(rows), "happening")), ""]
    made = page.table("when", "whether", "what the report says")
    made.columns[0].max_width = 10
    made.columns[1].no_wrap = True
    made.columns[2].ratio = 1
    for entries in wording.by_sentence(rows):
        first = entries[0]
        body = page.emphasised(
            first.sentence_text, first.sentence.start, [(e.place.start, e.place.end) for e in entries], console
        )
        foot = page.cite(first.place)
        foot.append(told(entries))
        ruled = notes(tuple(dict.fromkeys(one for entry in entries for one in entry.ruled)))
        made.add_row(
            first.when, Text(first.modality, style=STYLE.get(first.modality, "yellow")), Group(body, foot, *ruled, "")
        )
    return [*parts, made]


def told(entries: Sequence[TimelineRow]) -> str:
    """The notes behind a citation."""
    return "".join(f" · {page.clean(note)}" for note in wording.telling(entries))
