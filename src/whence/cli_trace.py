"""Commands that trace reports into a story: progress while they run, what was done and what went wrong at the end."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from whence.errors import CommandError
from whence.run import TraceResult, trace_inputs
from whence.settings import DEFAULTS, Settings
from whence.show import wording
from whence.show.terminal import page
from whence.show.terminal.problems import problems as problem_lines
from whence.story.queries_rows import ProblemRow
from whence.story.store import Story

OnProgress = Callable[[str, int, int | None], None]

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_STAGES = {
    "read": "reading reports",
    "mark": "marking what each says",
    "compare": "comparing them",
    "weigh": "weighing the account",
    "verify_mark": "marking what the draft says",
    "verify": "looking up its claims",
}


def run_trace(
    inputs: Sequence[str],
    to: str,
    *,
    jobs: int = 0,
    outlet: str | None = None,
    published: str | None = None,
    pipeline: str | None = None,
    attribution_model: str | None = None,
    max_report_chars: int | None = None,
    quiet: bool = False,
) -> int:
    """Trace reports into a story; the exit code."""
    if published is not None and not _DATE.fullmatch(published):
        raise CommandError(f"--published {published}: is not a date; write it as 2031, 2031-05 or 2031-05-06")
    settings = replace(
        DEFAULTS, jobs=jobs, outlet=outlet, published=published, pipeline=pipeline or DEFAULTS.pipeline,
        attribution_model=attribution_model or DEFAULTS.attribution_model,
    )  # fmt: skip
    if max_report_chars is not None:
        settings = replace(settings, max_report_chars=max_report_chars)
    try:
        result = _traced(inputs, to, settings, quiet)
    except KeyboardInterrupt:
        typer.echo(f"whence: stopped; {_kept(to)}. The same command goes on from there.", err=True)
        raise typer.Exit(130) from None
    _tell(result, quiet, to)
    return result.exit_code


def run_demo(to: str, out: str) -> int:
    """Trace the bundled story, print its account, write its page; the exit code."""
    from whence.cli_views import print_overview, write_report
    from whence.demo import demo_folder

    result = _traced([str(demo_folder())], to, DEFAULTS, False)
    print_overview(to, as_of=None, as_json=False)
    _problems(result)
    sys.stdout.flush()
    write_report(to, out, as_of=None)
    page.show(
        page.make_console(),
        f"The story is in {to}, its page in {out}. Open the page in a browser, or go on with: whence quotes {to}",
    )
    return result.exit_code


def _traced(inputs: Sequence[str], to: str, settings: Settings, quiet: bool) -> TraceResult:
    stdin = sys.stdin.buffer if "-" in inputs else None
    with shown_progress(quiet) as on_progress:
        return trace_inputs(inputs, to, settings, on_progress, stdin=stdin)


@contextmanager
def shown_progress(quiet: bool) -> Iterator[OnProgress | None]:
    """A line for the stage at work, on standard error, where that is a terminal."""
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    if quiet or not console.is_terminal:
        yield None
        return
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(),
        TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def on_progress(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                for task in tasks.values():
                    bar.update(task, visible=False)
                tasks[stage] = bar.add_task(_STAGES.get(stage, stage), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield on_progress


def _tell(result: TraceResult, quiet: bool, to: str) -> None:
    _problems(result)
    if quiet:
        return
    with Story.open(to) as story:
        total = len(story.signatures())
    done = [f"{wording.plural(result.added, 'report')} added"]
    if result.replaced:
        done.append(f"{result.replaced:,} replaced")
    if result.unchanged:
        done.append(f"{result.unchanged:,} unchanged")
    page.show(page.make_console(), f"{to}: {', '.join(done)}; {total:,} in all. Next: whence show {to}")


def _problems(result: TraceResult) -> None:
    """The problems of this run, on standard error: the first of them a line each, then how many more."""
    if not result.problems:
        return
    rows = [ProblemRow(p.origin, p.stage, p.kind, p.message) for p in result.problems]
    console = page.make_console(stderr=True)
    page.show(console, page.heading(wording.plural(len(rows), "problem") + " with the input:"), *problem_lines(rows))


def _kept(to: str) -> str:
    if not Path(to).is_file():
        return "nothing was written yet"
    with Story.open(to) as story:
        count = len(story.signatures())
    return f"{wording.plural(count, 'report')} marked so far {'is' if count == 1 else 'are'} kept in {to}"
