"""The Python interface: trace reports into a story and ask it, or run one step on one string."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from whence.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from whence.records import Attribution, Figure, Marks, Moment, Problem, Report, Reuse
    from whence.run.trace import Progress
    from whence.story import queries_rows as rows
    from whence.story.check import Finding
    from whence.story.store import Story as Store
    from whence.verify import Verified


class Story:
    """A story to ask: who said what, who leans on whom, which figures disagree. Close it, or use it with `with`.

    Each method returns frozen rows; each row cites the report and the characters it stands on.
    """

    def __init__(self, store: Store, problems: Sequence[Problem] = ()) -> None:
        self.store = store
        self.problems = tuple(problems)
        """What the trace that made this object met; `[]` for a story that was opened."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def as_of(self, day: str) -> Story:
        """The account as of a day (YYYY-MM-DD): weighed from the reports published by then, or kept from before."""
        from whence.run import as_of

        return Story(as_of(self.store, day))

    def overview(self) -> rows.Overview:
        """Counts, the days covered, who speaks most."""
        from whence.story import queries

        return queries.overview(self.store)

    def reports(self, *, outlet: str | None = None) -> list[rows.ReportRow]:
        """The reports by day, with what each leans on and how much of it is its own."""
        from whence.story import queries

        return queries.reports(self.store, outlet=outlet)

    def quotes(
        self,
        *,
        speaker: str | None = None,
        outlet: str | None = None,
        altered: bool = False,
        kind: str | None = None,
        thoughts: bool = False,
    ) -> list[rows.Quote]:
        """What was said, each utterance with its readings. `altered`: only where words in quotation marks differ."""
        from whence.story import queries

        return queries.quotes(self.store, outlet=outlet, speaker=speaker, altered=altered, kind=kind, thoughts=thoughts)

    def figures(self, *, outlet: str | None = None, speaker: str | None = None) -> list[rows.SeriesRow]:
        """Figures by series, then those that join none."""
        from whence.story import queries

        return queries.figures(self.store, outlet=outlet, speaker=speaker)

    def timeline(
        self, *, outlet: str | None = None, speaker: str | None = None, undated: bool = False
    ) -> list[rows.TimelineRow]:
        """What happened, was planned, alleged or denied, by day."""
        from whence.story import queries

        return queries.timeline(self.store, outlet=outlet, speaker=speaker, undated=undated)

    def lineage(self, *, outlet: str | None = None) -> list[rows.LineageRow]:
        """Who leans on whom, and by how much."""
        from whence.story import queries

        return queries.lineage(self.store, outlet=outlet)

    def disputes(
        self, *, outlet: str | None = None, speaker: str | None = None, kind: str | None = None
    ) -> list[rows.DisputeRow]:
        """What cannot both hold, with its sides."""
        from whence.story import queries

        return queries.disputes(self.store, outlet=outlet, speaker=speaker, kind=kind)

    def sources(
        self, *, outlet: str | None = None, speaker: str | None = None, kind: str | None = None
    ) -> list[rows.SourceRow]:
        """Who speaks or is credited, those who speak most first."""
        from whence.story import queries

        return queries.sources(self.store, outlet=outlet, speaker=speaker, kind=kind)

    def search(self, words: str, *, limit: int | None = 20) -> list[rows.SearchRow]:
        """Sentences that hold the words."""
        from whence.story import queries

        return queries.search(self.store, words, limit=limit)

    def verify(self, draft: str | Path, *, published: str | None = None) -> Verified:
        """A draft held against the story: a string is its text, a Path the file that holds it."""
        from whence.run.drafts import read_draft
        from whence.run.verify import verify_text

        if isinstance(draft, Path):
            return verify_text(self.store, read_draft(draft), name=draft.name, published=published)
        return verify_text(self.store, draft, published=published)

    def check(self) -> list[Finding]:
        """Everything that is wrong with the file; an empty list where all is well."""
        from whence.story.check import check_story

        return check_story(self.store)

    def html(self, name: str = "story") -> str:
        """The account as one self-contained HTML page."""
        from whence.show.report import render

        return render(self.store, name=name)

    def json(self) -> str:
        """The whole account as JSON: the same bytes for the same reports."""
        from whence.show.exports.json import export_json

        out = io.StringIO()
        export_json(self.store, out)
        return out.getvalue()


def trace(
    inputs: str | Path | Sequence[str | Path],
    *,
    to: str | Path,
    settings: Settings = DEFAULTS,
    on_progress: Progress | None = None,
) -> Story:
    """Read, mark, compare and weigh reports into the story at `to`, made or added to, and open it.

    `inputs` are files, folders or patterns. What went wrong with single inputs is in `.problems` of the result.
    Raises CommandError where no input exists, StoryError where `to` cannot be written.
    """
    from whence.run import trace_inputs

    named = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    result = trace_inputs(named, to, settings, on_progress)
    return Story(_open(to), result.problems)


def open_story(path: str | Path) -> Story:
    """Open a story that a trace made. Raises StoryError where there is none."""
    return Story(_open(path))


def _open(path: str | Path) -> Store:
    from whence.story.store import Story as Store

    return Store.open(path)


def mark(
    text: str, *, published: str | None = None, outlet: str | None = None, settings: Settings = DEFAULTS
) -> tuple[Report, Marks]:
    """One text as a report with every mark found in it. `published` is a date such as `2025-12-01`.

    Raises InputError where the text is empty or `published` is no date.
    """
    from whence.mark import load_pipeline, load_span_model, mark_report
    from whence.read import read_text

    report = read_text(text, published=published, outlet=outlet, settings=settings)
    return mark_report(report, load_pipeline(settings.pipeline), load_span_model(settings.attribution_model))


def attributions(text: str, *, published: str | None = None) -> list[Attribution]:
    """The attributions in one text: who is said to have said what. See `mark` for the entities they refer to."""
    return list(mark(text, published=published)[1].attributions)


def figures(text: str, *, published: str | None = None) -> list[Figure]:
    """The figures in one text, with bounds, units and what they count."""
    return list(mark(text, published=published)[1].figures)


def moments(text: str, *, published: str | None = None) -> list[Moment]:
    """The time expressions in one text, against the day it was published where that is given."""
    return list(mark(text, published=published)[1].moments)


def compare(a: str, b: str, *, settings: Settings = DEFAULTS) -> list[Reuse]:
    """The passages that two texts share. Reuse rows name them by the report ids `a` and `b`."""
    from dataclasses import replace

    from whence.compare import compare_reports
    from whence.run.weighing import comparables

    pairs = [mark(text, settings=settings) for text in (a, b)]
    found = comparables([report for report, _ in pairs], [marks for _, marks in pairs])
    named = [replace(row, report_id=name) for row, name in zip(found, ("a", "b"), strict=True)]
    return compare_reports(named, settings)
