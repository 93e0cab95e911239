"""The account at a glance: what is in the pile, who speaks, what differs, what is disputed, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.console import Console, RenderableType
from rich.text import Text

from whence.show import wording
from whence.show.terminal import page
from whence.show.terminal.quotes import block
from whence.show.terminal.timeline import told
from whence.story.queries_cited import days
from whence.story.queries_rows import DisputeRow, Overview, Quote, QuoteReading, SeriesRow, TimelineRow
from whence.story.serious import CHANGED

VOICES, ALTERED, DISPUTES, SERIES, HAPPENINGS, CARRIED = 6, 4, 4, 4, 8, 3
"""How many of each the glance shows."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the overview is drawn from."""

    name: str
    """The file, as the user named it: for the commands that show more."""
    counts: Overview
    quotes: Sequence[Quote]
    series: Sequence[SeriesRow]
    timeline: Sequence[TimelineRow]
    disputes: Sequence[DisputeRow]
    as_of: str | None = None
    left_out: int = 0
    """Undated reports that an account as of a day leaves out."""


def overview(glance: Glance, console: Console) -> list[RenderableType]:
    """All of it, each part with the command that shows the rest."""
    if not glance.counts.reports:
        until = f" that is known to be published by {glance.as_of}" if glance.as_of else ""
        return [
            page.nothing(
                f"{glance.name} holds no report{until}. Add some with: whence trace REPORTS --to {glance.name}"
            )
        ]
    parts: list[RenderableType] = [*_facts(glance), ""]
    parts.extend(_voices(glance))
    parts.extend(_quotes(glance, console))
    parts.extend(_disputes(glance))
    parts.extend(_series(glance))
    parts.extend(_timeline(glance, console))
    if glance.counts.problems:
        parts.append(Text(f"{wording.plural(glance.counts.problems, 'problem')} with the input, listed by: "
                          f"whence check {glance.name}", style="yellow"))  # fmt: skip
    return parts


def _facts(glance: Glance) -> list[RenderableType]:
    c = glance.counts
    title = "The account" + (f" as of {glance.as_of}" if glance.as_of else "")
    span = days(c.earliest, c.latest) if c.earliest or c.latest else "no dates"
    made = page.table("", "")
    made.columns[0].style = "dim"
    made.columns[1].ratio = 1
    undated = [f"{c.undated} without a date"] if c.undated else []
    inferred = [f"{c.inferred} with an inferred date"] if c.inferred else []
    unnamed = [f"{wording.plural(c.no_outlet, 'report')} naming none"] if c.no_outlet else []
    made.add_row("reports", ", ".join([f"{c.reports:,}", span, *inferred, *undated]))
    if glance.left_out:
        made.add_row("", f"{wording.plural(glance.left_out, 'undated report')} left out")
    made.add_row("outlets", ", ".join([f"{c.outlets:,}", *unnamed]))
    made.add_row(
        "lineages",
        f"{c.independent} independent, {c.undetermined} undetermined; "
        f"{wording.plural(c.leaning, 'report')} {'leans' if c.leaning == 1 else 'lean'} on another",
    )
    said = wording.plural(c.statements, "quotation or statement", "quotations and statements")
    altered = f"{wording.plural(c.altered - c.altered_small, 'reading')} with words changed inside quotation marks"
    if c.altered_small:
        altered += f", {c.altered_small:,} more in small words alone"
    made.add_row("said", f"{said}; {altered}")
    made.add_row("figures", f"{c.figures:,}, {c.series:,} series")
    made.add_row("timeline", wording.plural(c.happenings, "happening"))
    made.add_row("disputes", f"{c.disputes:,}, {c.open_disputes} not settled")
    return [page.heading(title), page.indented(made)]


def _more(shown: int, total: int, command: str) -> list[RenderableType]:
    if total <= shown:
        return [""]
    return [Text(f"  {total - shown:,} more: {command}", style="dim"), ""]


def _voices(glance: Glance) -> list[RenderableType]:
    voices = glance.counts.voices
    if not voices:
        return []
    made = page.table("", "said", "outlets", numbers=("said", "outlets"))
    for voice in voices[:VOICES]:
        made.add_row(page.words(voice.name), f"{voice.said:,}", f"{voice.outlets:,}")
    more = _more(VOICES, len(voices), f"whence sources {glance.name}")
    return [page.heading("Who speaks most"), page.indented(made), *more]


def _quotes(glance: Glance, console: Console) -> list[RenderableType]:
    altered = wording.most_serious_first([q for q in glance.quotes if q.altered])
    parts: list[RenderableType] = []
    if altered:
        parts.extend([page.heading("Words changed inside quotation marks"), ""])
        for quote in altered[:ALTERED]:
            only = tuple(r for r in quote.readings if r.is_base or r.relation in CHANGED)
            parts.append(page.indented(*block(_with(quote, only), console)))
        parts.extend(_more(ALTERED, len(altered), f"whence quotes {glance.name} --altered"))
    carried = sorted(
        (q for q in glance.quotes if q.base.kind != "indirect" and len(q.outlets) > 1 and not q.altered),
        key=lambda q: -len(q.outlets),
    )[:CARRIED]
    if carried:
        parts.extend([page.heading("Carried by most outlets"), ""])
        for quote in carried:
            parts.append(page.indented(*block(_with(quote, quote.readings[:1]), console)))
            parts.append(page.indented(Text(f"in {wording.plural(len(quote.outlets), 'outlet')}", style="dim"), by=4))
        parts.append("")
    return parts


def _with(quote: Quote, readings: tuple[QuoteReading, ...]) -> Quote:
    return replace(quote, readings=readings)


def _disputes(glance: Glance) -> list[RenderableType]:
    if not glance.disputes:
        return []
    parts: list[RenderableType] = [page.heading("In dispute")]
    for dispute in glance.disputes[:DISPUTES]:
        line = page.words(dispute.label)
        line.append(f" · {wording.dispute_kind(dispute)} · {wording.dispute_state(dispute)}", style="dim")
        sides = []
        for side in dispute.sides:
            item = side.items[0]
            more = f" and {len(side.items) - 1} more on this side" if len(side.items) > 1 else ""
            text = page.words(f"{item.who}: {item.words}")
            text.append(" (").append_text(page.cite(item.place)).append(")")
            text.append(more, style="dim")
            sides.append(text)
        parts.append(page.indented(line, page.indented(*sides)))
    return [*parts, *_more(DISPUTES, len(glance.disputes), f"whence disputes {glance.name}")]


def _series(glance: Glance) -> list[RenderableType]:
    series = [s for s in glance.series if s.id is not None and len(s.figures) > 1]
    if not series:
        return []
    parts: list[RenderableType] = [page.heading("Figures that were given more than once")]
    for one in series[:SERIES]:
        ends = [one.figures[0], one.figures[-1]]
        made = page.table("", "", "")
        made.columns[0].no_wrap = True
        made.columns[1].ratio = made.columns[2].ratio = 1
        for figure in ends:
            made.add_row(
                wording.figure_day(figure),
                page.words(f"{figure.words} — {wording.figure_who(figure)}"),
                page.cite(figure.place),
            )
        title = page.words(one.label, "bold")
        title.append(f"  {wording.plural(len(one.figures), 'figure')}, first and last", style="dim not bold")
        parts.append(page.indented(title, page.indented(made)))
    return [*parts, *_more(SERIES, len(series), f"whence figures {glance.name}")]


def _is_of(happening: TimelineRow, glance: Glance) -> bool:
    """Whether a happening falls into the months that the reports are of, and not into their background."""
    first, last = glance.counts.earliest, glance.counts.latest
    if first is None or last is None or happening.latest is None or happening.earliest is None:
        return False
    return happening.latest[:7] >= _month_before(first) and happening.earliest[:7] <= last[:7]


def _month_before(day: str) -> str:
    year, month = int(day[:4]), int(day[5:7])
    return f"{year - 1:04}-12" if month == 1 else f"{year:04}-{month - 1:02}"


def _timeline(glance: Glance, console: Console) -> list[RenderableType]:
    if not glance.timeline:
        return []
    # What most reports tell of, of the story's own days first, in the order of time.
    told_most = sorted(glance.timeline, key=lambda t: (not _is_of(t, glance), -len({p.report_id for p in t.told_at})))
    told_most = told_most[:HAPPENINGS]
    chosen = [t for t in glance.timeline if t in told_most]
    made = page.table("", "")
    made.columns[0].max_width = 10
    made.columns[1].ratio = 1
    for entries in wording.by_sentence(chosen):
        first = entries[0]
        text = page.emphasised(
            first.sentence_text, first.sentence.start, [(e.place.start, e.place.end) for e in entries], console
        )
        if first.modality != "happened":
            text = Text(f"({first.modality}) ", style="yellow").append_text(text)
        foot = page.cite(first.place)
        foot.append(told(entries))
        made.add_row(first.when, Text("\n").join([text, foot]))
    more = _more(len(chosen), len(glance.timeline), f"whence timeline {glance.name}")
    return [page.heading("What happened"), page.indented(made), *more]
