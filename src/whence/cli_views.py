"""Commands that read a story and print or write it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from whence.days import a_day
from whence.errors import CommandError
from whence.story import queries
from whence.story.store import Story


@contextmanager
def opened(path: str | Path, as_of: str | None) -> Iterator[Story]:
    """The story, or its account as of a day."""
    day = a_day("--as-of", as_of)
    path = Path(path)
    # Opened to be read alone where nothing can be written: SQLite would make files beside it to share.
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with Story.open(path) if writable or not path.exists() else Story.read_only(path) as story:
        if day is None:
            yield story
            return
        from whence.run import as_of as weighed_as_of

        with weighed_as_of(story, day) as earlier:
            yield earlier


def print_view(
    name: str,
    path: Path,
    *,
    as_of: str | None,
    limit: int | None,
    as_json: bool,
    as_csv: bool,
    filters: Mapping[str, Any],
) -> None:
    """Print the rows of one view, filtered, for a person or as JSON or CSV."""
    if as_json and as_csv:
        raise CommandError("--json and --csv cannot both be; give one")
    asked = {key: value for key, value in filters.items() if value not in (None, False)}
    with opened(path, as_of) as story:
        if name == "search":
            rows: Sequence[Any] = queries.search(story, limit=limit, **asked)
        else:
            found: Callable[..., Sequence[Any]] = getattr(queries, name)
            rows = found(story, **asked)[:limit]
        if as_json or as_csv:
            from whence.show.exports.rows import COLUMNS, write_csv, write_json

            if as_json:
                write_json(rows, sys.stdout)
            else:
                write_csv(rows, COLUMNS[name], sys.stdout)
            return
        _print(name, story, rows, str(path), asked, as_of)


def _print(
    name: str, story: Story, rows: Sequence[Any], path: str, asked: Mapping[str, Any], as_of: str | None
) -> None:
    from whence.show import terminal
    from whence.show.terminal import page

    console = page.make_console()
    if not rows:
        page.show(console, page.nothing(terminal.empty(name, path, asked, as_of)))
        return
    page.show(console, *terminal.view(name, rows, console, story=story, asked=asked))


def print_overview(path: str, *, as_of: str | None, as_json: bool) -> None:
    """Print the account at a glance."""
    with opened(path, as_of) as story:
        places = queries.Places(story)
        counts = queries.overview(story, places=places)
        if as_json:
            from whence.show.exports.rows import write_json

            write_json(counts, sys.stdout)
            return
        from whence.show.terminal import overview, page

        glance = overview.Glance(
            name=path, counts=counts, quotes=queries.quotes(story, places=places),
            series=queries.figures(story, places=places), timeline=queries.timeline(story, places=places),
            disputes=queries.disputes(story, places=places), as_of=as_of,
            left_out=int(story.meta("as_of_undated") or 0),
        )  # fmt: skip
        console = page.make_console()
        page.show(console, *overview.overview(glance, console))


def write_report(path: str, out: str, *, as_of: str | None) -> None:
    """Write the page of a story and say where it is."""
    from whence.show.report import render
    from whence.show.terminal import page

    with opened(path, as_of) as story:
        html = render(story, name=Path(path).stem, as_of=as_of)
    with writing(out, path) as file:
        file.write(html)
    page.show(page.make_console(stderr=True), f"wrote {out} ({len(html.encode()) / 1000:,.0f} kB)")


def print_check(path: str) -> int:
    """Print what each check looked at and found, and the problems of past runs; 1 where a check found something."""
    from whence.show import wording
    from whence.show.terminal import page
    from whence.show.terminal.problems import checks, problems
    from whence.story.check import run_checks

    with Story.open(path) as story:
        results = run_checks(story)
        met = queries.problems(story)
    console = page.make_console()
    page.show(console, *checks(results))
    if met:
        page.show(console, "", page.heading("Problems met while reading", wording.plural(len(met), "problem")))
        page.show(console, *problems(met))
    return 1 if any(result.findings for result in results) else 0


@contextmanager
def writing(out: str, story: str) -> Iterator[IO[str]]:
    """A file to write to, or standard output for `-`. The file appears whole or not at all.

    Raises CommandError where it cannot be written, or would overwrite a database.
    """
    if out == "-":
        yield sys.stdout
        return
    target = Path(out)
    if target.is_dir():
        raise CommandError(f"{out}: is a folder; name a file, such as {target / 'story.html'}")
    if target.exists() and (target.samefile(story) or _is_database(target)):
        raise CommandError(f"{out}: is a database; name another file, nothing was changed")
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            kept = Path(file.name)
            try:
                yield file
            except BaseException:
                kept.unlink(missing_ok=True)
                raise
        kept.chmod(0o644)
        kept.replace(target)
    except OSError as error:
        raise CommandError(f"{out}: cannot be written ({error.strerror}); name another file with -o") from error


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\x00"
    except OSError:
        return False


def one_of(option: str, value: str | None, allowed: Sequence[str]) -> str | None:
    """A value that must be one of a few. Raises CommandError where it is not."""
    if value is None or value in allowed:
        return value
    raise CommandError(f"{option} {value}: must be one of {', '.join(allowed)}")
