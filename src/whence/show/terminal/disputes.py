"""What cannot both hold: the sides, who stands on each, in what words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from whence.show import wording
from whence.show.terminal import page
from whence.story.queries_rows import DisputeRow

MOST = 8
"""Rows of a side that are written out; `--json` and `--csv` have them all."""


def disputes(rows: Sequence[DisputeRow], console: Console) -> list[RenderableType]:
    """Each dispute with its sides, none of them preferred."""
    still = sum(d.settled is None for d in rows)
    parts: list[RenderableType] = [
        page.heading("Disputes", f"{wording.plural(len(rows), 'dispute')}, {still} not settled"), "",
    ]  # fmt: skip
    for dispute in rows:
        parts.extend([*block(dispute, console), ""])
    return parts


def block(dispute: DisputeRow, console: Console) -> list[RenderableType]:
    """One dispute."""
    head = Text(page.clean(dispute.label), style="bold")
    head.append(f" · {wording.dispute_kind(dispute)} · {wording.dispute_state(dispute)}", style="dim not bold")
    inner: list[RenderableType] = []
    for side in dispute.sides:
        note = wording.standing(side.roots)
        inner.append(Text(wording.side_name(dispute, side.side) + (f" · {note}" if note else ""), style="yellow"))
        for item in side.items[:MOST]:
            own = (item.place.start, item.place.end)
            line = Text(page.clean(item.who) + ": ")
            line.append_text(page.emphasised(item.sentence_text, item.sentence.start, [own], console))
            inner.append(page.indented(line, page.indented(page.cite(item.place))))
        if len(side.items) > MOST:
            inner.append(page.indented(Text(f"and {len(side.items) - MOST} more on this side", style="dim")))
    inner.append(Text(f"why: {page.clean(dispute.reason)}", style="dim"))
    return [head, page.indented(*inner)]
