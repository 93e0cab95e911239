"""Trace: read, mark, compare and weigh reports into a story, in steps that can each be interrupted and gone on with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from whence import __version__
from whence.errors import CommandError
from whence.read import expand_inputs, read_inputs
from whence.records import Problem, Published, Report
from whence.run.marking import mark_reports
from whence.run.ruling import marking
from whence.run.weighing import weigh_story
from whence.settings import DEFAULTS, Settings
from whence.story.store import Story, signature

Progress = Callable[[str, int, int | None], None]
"""Called with a stage (`read`, `mark`, `compare`, `weigh`), how much of it is done and of how much (None: unknown)."""
DATELESS = Published()


@dataclass(frozen=True, slots=True)
class TraceResult:
    """What a trace did. `problems` are those of this run; the story keeps those of all runs."""

    path: Path
    added: int
    replaced: int
    unchanged: int
    problems: tuple[Problem, ...]

    @property
    def exit_code(self) -> int:
        """0 where all was well, 1 where some input had problems."""
        return 1 if self.problems else 0


def trace_inputs(
    inputs: Sequence[str | Path],
    to: str | Path,
    settings: Settings = DEFAULTS,
    on_progress: Progress | None = None,
    *,
    stdin: BinaryIO | None = None,
) -> TraceResult:
    """Trace reports into the story at `to`, made where it is absent and added to where it exists.

    A report already there, with nothing new given about it, is left as it is. Raises CommandError where no input
    exists and StoryError where the story cannot be written; anything wrong with one input is a Problem.
    """
    report_progress: Progress = on_progress or _no_progress
    found = expand_inputs(inputs)
    if not found.files:
        empty = f"{', '.join(str(one) for one in inputs)}: no file is in it; name a folder that has reports, or files"
        nothing = empty if inputs else "no input was named; name files or folders"
        raise CommandError(found.problems[0].message if found.problems else nothing)
    with Story.create(to) as story:
        reports, problems = _read(inputs, settings, stdin, report_progress)
        own = _own_files(inputs, Path(to))
        problems = [problem for problem in problems if problem.origin not in own]
        if story.path is not None and not reports and not story.reports(raw=False):
            problems.append(Problem(str(inputs[0]), "read", "no_reports", f"{inputs[0]}: held no report; see above"))
        kept = story.signatures() if story.meta("marked_with") == marking(settings) else {}
        before = set(story.signatures())
        if not before:
            # Said before the first report is kept, so that an interrupted run need not mark it again.
            story.set_meta({"marked_with": marking(settings)})
        new = [report for report in reports if kept.get(report.id) != signature(report)]
        stale = _stale(story, settings, {report.id for report in new})
        problems += _mark(story, [*new, *stale], settings, report_progress)
        story.set_meta({"marked_with": marking(settings), "version": __version__})
        story.add_problems(problems)
        weigh_story(story, settings, report_progress)
    added = sum(report.id not in before for report in new)
    return TraceResult(Path(to), added, len(new) - added, len(reports) - len(new), tuple(problems))


def _no_progress(_stage: str, _done: int, _total: int | None) -> None:
    pass


def _read(
    inputs: Sequence[str | Path], settings: Settings, stdin: BinaryIO | None, progress: Progress
) -> tuple[list[Report], list[Problem]]:
    reports: dict[str, Report] = {}
    problems: list[Problem] = []
    for found in read_inputs(inputs, settings, stdin=stdin):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            reports[found.id] = found
            progress("read", len(reports), None)
    return sorted(reports.values(), key=lambda report: report.id), problems


def _own_files(inputs: Sequence[str | Path], to: Path) -> frozenset[str]:
    """The story's own files as origins of the inputs, where it is written into a folder that is read."""
    found: set[str] = set()
    for folder in (Path(one).resolve() for one in inputs if str(one) != "-"):
        if folder.is_dir() and to.resolve().is_relative_to(folder):
            origin = to.resolve().relative_to(folder).as_posix()
            found.update(origin + ending for ending in ("", "-wal", "-shm", "-journal"))
    return frozenset(found)


def _stale(story: Story, settings: Settings, coming: set[str]) -> list[Report]:
    """Reports kept from a run whose rules or pipeline were others: they are marked again."""
    if story.meta("marked_with") in (None, marking(settings)):
        return []
    return [
        replace(report, published=DATELESS) if report.published.basis == "inferred" else report
        for report in story.reports(as_made=True)
        if report.id not in coming
    ]


def _mark(story: Story, reports: Sequence[Report], settings: Settings, progress: Progress) -> list[Problem]:
    problems: list[Problem] = []
    done = 0
    if reports:
        progress("mark", 0, len(reports))
    for batch in mark_reports(reports, settings):
        # Kept at once, so that an interrupted run loses no more than what its workers had in hand. Problems go first:
        # a report that is kept is not marked again.
        failed = [problem for _, _, problem in batch if problem is not None]
        if failed:
            story.add_problems(failed)
        story.add_reports([(report, marks) for report, marks, _ in batch])
        problems += failed
        done += len(batch)
        progress("mark", done, len(reports))
    return problems
