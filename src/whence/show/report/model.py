"""What the page is drawn from: the rows of every view, gathered and grouped once."""

from __future__ import annotations

from dataclasses import dataclass

from whence.show.copies import Copy, side_by_side
from whence.show.draw.plot import Plot, plot
from whence.show.draw.stemma import Stemma, stemma
from whence.show.draw.strip import Strip, carried, told
from whence.show.fulltext import TextMark
from whence.show.wording import most_serious_first
from whence.story import queries
from whence.story.queries_chosen import disputed_figures, leading_happenings
from whence.story.queries_copies import PairRow, families, outlets_of, pairs
from whence.story.queries_rows import (
    DisputeRow,
    FigureRow,
    LineageRow,
    Overview,
    ProblemRow,
    Quote,
    QuoteReading,
    ReportRow,
    SeriesRow,
    SharedRow,
    TimelineRow,
)
from whence.story.store import Story

PASSAGES = 5
"""Passages shown side by side for one pair of reports: the longest. The texts at the end have them all."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A quotation beside a reading that changed words in it."""

    quote: Quote
    reading: QuoteReading


@dataclass(frozen=True, slots=True)
class Altered:
    """A quotation with readings that changed words in it, and the drawing of who carried it when."""

    quote: Quote
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class Said:
    """Everything one speaker said."""

    name: str
    note: str
    quotes: list[Quote]

    @property
    def direct(self) -> list[Quote]:
        """What is given in quotation marks, whole or in part."""
        return [q for q in self.quotes if q.base.kind != "indirect"]

    @property
    def indirect(self) -> list[Quote]:
        """What is told in the report's own words."""
        return [q for q in self.quotes if q.base.kind == "indirect"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A series with its drawing."""

    series: SeriesRow
    plot: Plot | None


@dataclass(frozen=True, slots=True)
class Model:
    """The whole page."""

    name: str
    as_of: str | None
    counts: Overview
    changed: list[Altered]
    disputes: list[tuple[DisputeRow, Strip | None]]
    disputed: frozenset[str]
    """The figures that stand on a side of a dispute."""
    measured: list[Measured]
    single: list[FigureRow]
    leading: list[TimelineRow]
    """What two lineages tell, or a person ruled on; `rest` are the others with a day."""
    rest: list[TimelineRow]
    undated: int
    said: list[Said]
    reports: list[ReportRow]
    links: list[LineageRow]
    undirected: list[PairRow]
    stemma: Stemma | None
    publishers: list[tuple[str, list[str]]]
    copies: list[Copy]
    shared: dict[str, list[SharedRow]]
    marks: dict[str, list[TextMark]]
    """What is marked in each report's text: quotations and statements, and figures."""
    problems: list[ProblemRow]
    places: queries.Places


def gather(story: Story, name: str, as_of: str | None) -> Model:
    """Read everything the page shows."""
    places = queries.Places(story)
    quotes = queries.quotes(story, places=places)
    series = queries.figures(story, places=places)
    timeline = queries.timeline(story, undated=True, places=places)
    reports = queries.reports(story, places=places)
    links = queries.lineage(story, places=places)
    shared: dict[str, list[SharedRow]] = {}
    for row in queries.shared(story, places=places):
        shared.setdefault(row.report_id, []).append(row)
    marks = text_marks(quotes, [f for s in series for f in s.figures])
    dated = [t for t in timeline if t.earliest or t.latest]
    first = set(leading_happenings(story))
    disputes = queries.disputes(story, places=places)
    disputed = disputed_figures(story)
    shared_pairs = pairs(story, places=places)
    under = families(story)
    drawn = stemma([r.head for r in reports], links, shared_pairs, families=under)
    return Model(
        name=name, as_of=as_of, counts=queries.overview(story, places=places),
        changed=[Altered(q, carried(q, places)) for q in most_serious_first([q for q in quotes if q.altered])],
        disputes=[(d, told(d, places)) for d in disputes], disputed=disputed,
        measured=[Measured(s, plot(s, disputed)) for s in series if s.id is not None],
        single=[f for s in series if s.id is None for f in s.figures],
        leading=[t for t in dated if t.id in first], rest=[t for t in dated if t.id not in first],
        undated=len(timeline) - len(dated), said=by_speaker(quotes), reports=reports, links=links,
        undirected=[p for p in shared_pairs if p.direction == "unknown"],
        stemma=drawn, publishers=outlets_of(under, places), copies=_copies(story, links, shared_pairs, places),
        shared=shared, marks=marks, problems=queries.problems(story), places=places,
    )  # fmt: skip


def _copies(story: Story, links: list[LineageRow], shared: list[PairRow], places: queries.Places) -> list[Copy]:
    """Every pair that an arrow, a line or a row of the tables leads to, bounded in its passages and their words."""
    wanted = {frozenset((p.a.id, p.b.id)): None for p in shared}
    wanted.update({frozenset((link.child.id, link.parent.id)): None for link in links if link.parent})
    found = []
    for pair in wanted:
        one, other = sorted(pair)
        copy = side_by_side(story, one, other, places=places, most=PASSAGES, words=250, around=10)
        if copy is not None:
            found.append(copy)
    return found


def text_marks(quotes: list[Quote], figures: list[FigureRow]) -> dict[str, list[TextMark]]:
    """Quotations, statements and figures as marks in the texts, by report."""
    found: dict[str, list[TextMark]] = {}
    for quote in quotes:
        for reading in quote.readings:
            title = f"{reading.speaker.label} ({reading.kind})"
            marks = [TextMark(start, end, f"q {reading.kind}", "", title) for start, end in reading.pieces]
            found.setdefault(reading.place.report_id, []).extend(marks)
    for figure in figures:
        title = f"{figure.measured}: {figure.bound.replace('_', ' ')}"
        mark = TextMark(figure.place.start, figure.place.end, "f", "", title)
        found.setdefault(figure.place.report_id, []).append(mark)
    return found


def by_speaker(quotes: list[Quote]) -> list[Said]:
    """Quotes by who said them, those who said most first; then sources that are not named; then the unsure ones.

    A statement whose speaker is not sure stands under none of the names: it is listed apart, in the report's words.
    """
    named: dict[str, list[Quote]] = {}
    unnamed: list[Quote] = []
    unsure: list[Quote] = []
    for quote in quotes:
        speaker = quote.base.speaker
        if speaker.anonymous:
            unnamed.append(quote)
        elif speaker.sure and speaker.name:
            named.setdefault(speaker.name, []).append(quote)
        else:
            unsure.append(quote)
    found = [Said(name, "", named[name]) for name in sorted(named, key=lambda n: (-len(named[n]), n))]
    if unnamed:
        found.append(Said("Sources that are not named", "as the reports describe them", unnamed))
    if unsure:
        found.append(Said("Speaker not sure", "the report's own words come first", unsure))
    return found
