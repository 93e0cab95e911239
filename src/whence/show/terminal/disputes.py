"""What cannot both hold: the sides, who stands on each, in what words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from whence.show.terminal import page
from whence.story.queries_rows import DisputeRow

KIND = {
    "denial": "said and denied",
    "figures": "figures that cannot both hold",
    "dates": "dates that cannot both hold",
    "quotation": "one speech in different words",
}


def disputes(rows: Sequence[DisputeRow]) -> list[RenderableType]:
    """Each dispute with its sides, none of them preferred."""
    still = sum(d.settled is None for d in rows)
    parts: list[RenderableType] = [
        page.heading("Disputes", f"{page.plural(len(rows), 'dispute')}, {still} not settled"), "",
    ]  # fmt: skip
    for dispute in rows:
        parts.extend([*block(dispute), ""])
    return parts


def block(dispute: DisputeRow) -> list[RenderableType]:
    """One dispute."""
    head = Text(page.clean(dispute.label), style="bold")
    head.append(f" · {KIND[dispute.kind]} · {state(dispute)}", style="dim not bold")
    inner: list[RenderableType] = []
    for side in dispute.sides:
        note = page.standing(side.roots)
        inner.append(Text(f"side {side.side}" + (f" · {note}" if note else ""), style="yellow"))
        for item in side.items:
            own = (item.place.start, item.place.end)
            line = Text(page.clean(item.who) + ": ")
            line.append_text(page.emphasised(item.sentence_text, item.sentence.start, [own]))
            inner.append(page.indented(line, page.cite(item.place)))
    inner.append(Text(f"why: {page.clean(dispute.reason)}", style="dim"))
    return [head, page.indented(*inner)]


def state(dispute: DisputeRow) -> str:
    """Since when, and whether it is settled."""
    opened = f"since {dispute.opened}" if dispute.opened else "since an unknown day"
    return f"{opened}, settled {dispute.settled}" if dispute.settled else f"{opened}, not settled"
