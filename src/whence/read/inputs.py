"""From named inputs to reports: open, unpack, tell what it is, read. One bad input is one problem."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from whence.errors import InputError
from whence.read.archives import member_chunks, member_path, members, open_zip
from whence.read.assemble import Place, default_published, make_report, problem_of
from whence.read.formats import read_format
from whence.read.records_file import Found
from whence.read.sniff import HEAD_BYTES, sniff
from whence.read.sources import SourceFile, expand_inputs
from whence.read.streams import Stream, decompressed, file_chunks
from whence.read.warc import is_wacz, pages_of
from whence.records import Problem, Report
from whence.settings import DEFAULTS, Settings

_DEEPEST = 3
_SPOOL = 64 << 20


def read_inputs(
    inputs: Sequence[str | Path], settings: Settings = DEFAULTS, *, stdin: BinaryIO | None = None
) -> Iterator[Report | Problem]:
    """Every report behind the named inputs, and a Problem for whatever could not be read.

    An input is a file, a folder (walked, hidden files skipped), a pattern (`saved/*.html`, `**` too) or `-` for
    standard input (`stdin` takes its place in a test). What a file is shows in its bytes; its name is asked second.
    The order of `inputs` makes no difference. A report that comes twice (the same id) is given once.

    Raises CommandError at once where `settings.published` is no date, and nothing else: a missing path is a Problem.
    To end a command that has nothing to read, ask `expand_inputs(inputs).files` first.
    """
    default_published(settings)
    return _read_all(inputs, settings, stdin)


def read_text(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    given_id: str | None = None,
    origin: str = "text",
    settings: Settings = DEFAULTS,
) -> Report:
    """The Report that one string makes, its first lines read for what is not given.

    Raises InputError where the text is empty or too long, or where `published` is no date.
    """
    fields = {"title": title, "outlet": outlet, "published": published, "url": url, "given_id": given_id}
    raw = text.encode("utf-8", "surrogatepass")
    named = {name: words for name, words in fields.items() if words is not None}
    report, problems = make_report(text, named, Place(origin), settings, raw=raw)
    for problem in problems:
        if problem.kind == "bad_date" and published is not None:
            raise InputError(problem.message, origin=origin, kind=problem.kind)
    return report


def _read_all(inputs: Sequence[str | Path], settings: Settings, stdin: BinaryIO | None) -> Iterator[Report | Problem]:
    expanded = expand_inputs(inputs)
    yield from expanded.problems
    seen: set[str] = set()
    for file in expanded.files:
        for found in _read_file(file, settings, stdin):
            if isinstance(found, Report):
                if found.id in seen:
                    continue
                seen.add(found.id)
            yield found


def _read_file(file: SourceFile, settings: Settings, stdin: BinaryIO | None) -> Found:
    try:
        if file.path is None:
            yield from _read_handle(stdin or sys.stdin.buffer, file.origin, settings)
        else:
            with file.path.open("rb") as handle:
                yield from _read_handle(handle, file.origin, settings)
    except OSError as error:
        yield Place(file.origin).problem(
            "unreadable", f"cannot be opened ({error.strerror or error}); check that it is there and may be read"
        )


def _read_handle(handle: BinaryIO, origin: str, settings: Settings) -> Found:
    stream = Stream(file_chunks(handle, origin), origin, settings.max_input_bytes)
    yield from read_stream(stream, origin, settings)


def read_stream(stream: Stream, name: str, settings: Settings, depth: int = 0, wanted: set[str] | None = None) -> Found:
    """The reports in a stream, whatever it is; `name` is the file's name without the endings already unpacked.

    `wanted` are the addresses that are meant where it is a web archive; None means all.
    """
    sniffed = sniff(stream.peek(HEAD_BYTES), name)
    place = Place(stream.origin)
    told: InputError | None = None
    try:
        if depth > _DEEPEST:
            raise place.error("unsupported", "is packed inside more archives than are opened; unpack it")
        if sniffed.kind in ("gz", "xz", "zst", "bz2"):
            inner = Stream(decompressed(stream, sniffed.kind), stream.origin, settings.max_input_bytes)
            yield from read_stream(inner, _unpacked_name(name), settings, depth + 1, wanted)
            return  # the inner stream has told of any damage
        if sniffed.kind == "zip":
            yield from _read_zip(stream, settings, depth)
        else:
            yield from read_format(stream, sniffed, settings, wanted)
    except InputError as error:
        told = error
        yield problem_of(error)
    if stream.damage is not None and (told is None or told.kind not in ("too_large", "binary")):
        yield problem_of(stream.damage)


def _unpacked_name(name: str) -> str:
    path = Path(name)
    return path.stem if path.suffix.lower() in (".gz", ".xz", ".zst", ".bz2") else name


def _read_zip(stream: Stream, settings: Settings, depth: int) -> Found:
    """Each member of a zip archive. A zip is read from its end, so it is first set down in a temporary file."""
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        for chunk in stream.chunks():
            spool.write(chunk)
        spool.seek(0)
        handle = cast(BinaryIO, spool)
        with open_zip(handle, stream.origin) as archive:
            kept, wanted = members(archive), None
            if is_wacz(archive):
                kept = [member for member in kept if member_path(member).startswith("archive/")]
                wanted = pages_of(archive)
            if not kept:
                raise Place(stream.origin).error("empty", "is an archive without files; leave it out")
            left = settings.max_input_bytes
            for member in kept:
                origin = f"{stream.origin}/{member_path(member)}"
                inner = Stream(member_chunks(archive, member, origin), origin, left)
                yield from read_stream(inner, member_path(member), settings, depth + 1, wanted)
                left -= min(inner.seen, left)
                if not left:
                    break
