"""Quotations and statements, each with its readings."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from whence.show.terminal import page
from whence.story.queries_cited import days
from whence.story.queries_rows import Quote, QuoteReading

STANCE = {"deny": "denies", "confirm": "confirms", "decline": "declines", "question": "asks"}
_WORDED = frozenset({"altered", "trimmed", "extended", "differs", "paraphrased", "translated", "turned_indirect",
                     "turned_direct"})  # fmt: skip
_BY_WORD = frozenset({"altered", "trimmed", "extended"})
"""Relations whose difference is told word by word; the others are shown as they stand."""


def quotes(rows: Sequence[Quote], console: Console) -> list[RenderableType]:
    """Every group: who, what, where, and how each other reading differs."""
    readings = sum(len(q.readings) for q in rows)
    altered = sum(len(q.altered) for q in rows)
    note = f"{page.plural(len(rows), 'statement')}, {page.plural(readings, 'reading')}"
    if altered:
        note += f", {altered} with words changed inside quotation marks"
    parts: list[RenderableType] = [page.heading("Who said what", note), ""]
    for quote in rows:
        parts.extend([*block(quote, console), ""])
    return parts


def block(quote: Quote, console: Console) -> list[RenderableType]:
    """One thing said."""
    base = quote.base
    head = Text(page.clean(base.speaker.label), style="bold")
    for note in _notes(quote):
        head.append(f" · {note}", style="dim not bold")
    inner: list[RenderableType] = [page.words(base.text), page.cite(base.place)]
    for reading in quote.readings[1:]:
        inner.extend(_other(reading, base, console))
    return [head, page.indented(*inner)]


def _notes(quote: Quote) -> list[str]:
    base = quote.base
    notes = []
    if base.kind == "indirect":
        notes.append("indirect")
    if base.act in ("thought", "wrote", "reported"):
        notes.append(base.act)
    if base.stance in STANCE:
        notes.append(STANCE[base.stance])
    if base.addressee:
        notes.append(f"to {page.clean(base.addressee)}")
    if base.via:
        notes.append("via " + ", ".join(page.clean(hand.name) for hand in base.via))
    if quote.said_from or quote.said_to:
        notes.append(f"said {days(quote.said_from, quote.said_to)}")
    if page.standing(quote.roots):
        notes.append(page.standing(quote.roots))
    if quote.base_confidence is not None and quote.base_confidence < 0.5 and len(quote.readings) > 1:
        notes.append("which wording came first is not decided")
    return notes


def _other(reading: QuoteReading, base: QuoteReading, console: Console) -> list[RenderableType]:
    relation = page.RELATION[reading.relation] if reading.relation else "also in"
    line = Text(relation, style="yellow" if reading.relation == "altered" else "dim")
    line.append(" ")
    line.append_text(page.cite(reading.place))
    if reading.speaker.label != base.speaker.label:
        line.append(f" · there: {page.clean(reading.speaker.label)}", style="dim")
    if reading.via and reading.via != base.via:
        line.append(" · via " + ", ".join(page.clean(hand.name) for hand in reading.via), style="dim")
    if reading.relation not in _WORDED:
        return [line]
    worded = reading.diff and reading.relation in _BY_WORD
    return [line, page.indented(page.changed(reading.diff, console) if worded else page.words(reading.text))]
