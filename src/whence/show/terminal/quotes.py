"""Quotations and statements, each with its readings."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from whence.show import wording
from whence.show.terminal import page
from whence.show.terminal.rulings import notes as ruled_notes
from whence.story.queries_rows import Quote, QuoteReading
from whence.story.serious import CHANGED

_WORDED = frozenset(wording.RELATION) - {"same"}
"""Relations whose words are shown; `same` is only cited."""


def quotes(rows: Sequence[Quote], console: Console) -> list[RenderableType]:
    """Every group: who, what, where, and how each other reading differs."""
    readings = sum(len(q.readings) for q in rows)
    altered = sum(len(q.altered) for q in rows)
    note = f"{wording.plural(len(rows), 'statement')}, {wording.plural(readings, 'reading')}"
    if altered:
        note += f", {altered} with words changed inside quotation marks"
    if all(q.altered for q in rows):
        rows = wording.most_serious_first(rows)
    parts: list[RenderableType] = [page.heading("Who said what", note), ""]
    for quote in rows:
        parts.extend([*block(quote, console), ""])
    return parts


def block(quote: Quote, console: Console) -> list[RenderableType]:
    """One thing said."""
    base = quote.base
    head = Text(page.clean(base.speaker.label), style="bold")
    for note in wording.quote_notes(quote):
        head.append(f" · {page.clean(note)}", style="dim not bold")
    inner: list[RenderableType] = [page.words(base.text), page.cite(base.place), *ruled_notes(base.ruled)]
    for reading in quote.readings[1:]:
        inner.extend(_other(reading, base, console))
    return [head, page.indented(*inner)]


def _other(reading: QuoteReading, base: QuoteReading, console: Console) -> list[RenderableType]:
    relation = wording.RELATION[reading.relation] if reading.relation else "also in"
    line = Text(relation, style="yellow" if reading.relation in CHANGED else "dim")
    line.append(" ")
    line.append_text(page.cite(reading.place))
    if reading.speaker.label != base.speaker.label:
        line.append(f" · there: {page.clean(reading.speaker.label)}", style="dim")
    if reading.via and reading.via != base.via:
        line.append(" · via " + ", ".join(page.clean(hand.name) for hand in reading.via), style="dim")
    notes = [page.indented(*found)] if (found := ruled_notes(reading.ruled)) else []
    reason = reading.reason or ""
    if reading.relation in CHANGED or wording.ANOTHER_SPEAKER in reason:
        notes.insert(0, page.indented(Text(page.clean(reason), style="dim")))
    if reading.relation not in _WORDED:
        return [line, *notes]
    worded = reading.diff and reading.relation in wording.BY_WORD
    words = page.changed(reading.diff, console, brief=True) if worded else page.words(reading.text)
    return [line, page.indented(words), *notes]
