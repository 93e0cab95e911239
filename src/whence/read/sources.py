"""Inputs as a person names them: files, folders, patterns, `-`. Each becomes files with an origin, or a problem."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whence.records import Problem

STAGE = "read"
STDIN = "-"
_MAGIC = re.compile(r"[*?\[]")
_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read. `origin` is its path relative to the input that was named; `path` is None for `-`."""

    origin: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the named inputs came to: the files, in the order in which they are read, and what could not be found.

    Where `files` is empty there is nothing to read: a command ends there, with exit code 2.
    """

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]


def expand_inputs(inputs: Sequence[str | Path]) -> Inputs:
    """Find every file behind the named inputs; the order in which they were named makes no difference.

    Folders are walked, hidden files and folders skipped (and the kept days of a story, `story.db-asof/`), and links to
    folders followed where they lead elsewhere. A file that is named twice is read once. Nothing is opened or raised.
    """
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for named in inputs:
        for found in _expand(str(named)):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                files.append(found)
    return Inputs(
        tuple(_once(files)), tuple(sorted(set(problems), key=lambda row: (row.origin, row.kind, row.message)))
    )


def _problem(origin: str, kind: str, message: str) -> Problem:
    return Problem(origin, STAGE, kind, message)


def _once(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """Each real file once, under the origin that says most; sorted by origin."""
    best: dict[str, SourceFile] = {}
    for file in files:
        real = STDIN if file.path is None else os.path.realpath(file.path)
        held = best.get(real)
        if held is None or (len(file.origin), file.origin) > (len(held.origin), held.origin):
            best[real] = file
    yield from sorted(best.values(), key=lambda file: (file.origin, str(file.path)))


def _expand(named: str) -> Iterator[SourceFile | Problem]:
    if named == STDIN:
        yield SourceFile(STDIN, None)
        return
    if _URL.match(named):
        yield _problem(named, "unsupported", f"{named}: fetching is not built yet; save the page and name the file")
        return
    path = Path(named)
    try:
        there = path.exists()
        linked = path.is_symlink()
    except (OSError, ValueError) as error:
        yield _problem(path.name or named, "missing", f"{named!r} is not a path that can be read: {error}")
        return
    if there:
        yield from _walk(path, path.resolve()) if path.is_dir() else _file(path, path.name)
    elif linked:
        yield _problem(path.name, "broken_link", f"{named} is a link to a file that is not there; mend the link")
    elif _MAGIC.search(named):
        yield from _pattern(named)
    else:
        yield _problem(path.name or named, "missing", f"{named}: there is no such file or folder; check the path")


def _file(path: Path, origin: str) -> Iterator[SourceFile | Problem]:
    if path.is_file():
        yield SourceFile(origin, path)
    else:
        yield _problem(origin, "not_a_file", f"{origin} is a device, a pipe or a socket; pipe it in and name `-`")


def _pattern(named: str) -> Iterator[SourceFile | Problem]:
    """What a pattern matches; origins are relative to the part of it before the first wildcard."""
    parts = Path(named).parts
    fixed = next(at for at, part in enumerate(parts) if _MAGIC.search(part))
    base = Path(*parts[:fixed])
    matches = sorted(glob.glob(named, recursive=True))  # noqa: PTH207 - pathlib's matches hidden files
    if not matches:
        yield _problem(
            named if not Path(named).is_absolute() else parts[-1],
            "missing",
            f"{named}: nothing matches this pattern; check it, and quote it from the shell",
        )
    for match in matches:
        path = Path(match)
        if path.is_dir():
            if "**" not in parts:
                yield from (_under(found, path.relative_to(base)) for found in _walk(path, path.resolve()))
        else:
            origin = path.relative_to(base).as_posix()
            if path.exists():
                yield from _file(path, origin)
            else:
                yield _problem(origin, "broken_link", f"{origin} is a link to a file that is not there; mend the link")


def _under(found: SourceFile | Problem, folder: Path) -> SourceFile | Problem:
    if isinstance(found, SourceFile):
        return SourceFile((folder / found.origin).as_posix(), found.path)
    return Problem((folder / found.origin).as_posix(), found.stage, found.kind, found.message)


def _walk(root: Path, real_root: Path) -> Iterator[SourceFile | Problem]:
    """Every file below a folder. A linked folder is followed once, and only where it leads out of `root`."""
    waiting = [root]
    entered = {real_root}
    while waiting:
        folder = waiting.pop()
        shown = folder.relative_to(root).as_posix()
        try:
            entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            yield _problem(
                shown if shown != "." else root.name or str(root),
                "unreadable",
                f"the folder {shown if shown != '.' else root} cannot be opened ({error.strerror}); check its rights",
            )
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            origin = entry.relative_to(root).as_posix()
            yield from _entry(entry, origin, real_root, entered, waiting)


def _is_kept_days(folder: Path) -> bool:
    """Whether it is where a story that lies among the reports keeps its accounts as of a day (`story.kept`)."""
    return folder.name.endswith("-asof") and (folder / "CACHEDIR.TAG").is_file()


def _entry(
    entry: Path, origin: str, real_root: Path, entered: set[Path], waiting: list[Path]
) -> Iterator[SourceFile | Problem]:
    linked = entry.is_symlink()
    try:
        real = entry.resolve(strict=True)
    except (OSError, RuntimeError):
        yield _problem(origin, "broken_link", f"{origin} is a link that leads nowhere or to itself; mend or remove it")
        return
    try:
        folder = entry.is_dir()
    except OSError as error:
        yield _problem(origin, "unreadable", f"{origin} cannot be looked at ({error.strerror}); check its permissions")
        return
    if linked and real.is_relative_to(real_root):
        if folder and entry.parent.resolve().is_relative_to(real):
            yield _problem(
                origin, "link_loop", f"{origin} is a link back to a folder that holds it; it was not followed"
            )
        return  # what it points to is read under its own path
    if folder:
        if _is_kept_days(entry):
            return
        if linked and (real in entered or real_root.is_relative_to(real)):
            yield _problem(
                origin, "link_loop", f"{origin} is a link back to a folder that holds it; it was not followed"
            )
            return
        entered.add(real)
        waiting.append(entry)
    else:
        yield from _file(entry, origin)
