"""Files of many reports: JSON lines, JSON, CSV and TSV. One bad record is one problem; the others are read."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping

from whence.errors import InputError
from whence.read.assemble import Place, encoding_problem, make_report, problem_of
from whence.read.columns import containers, field_of, fields_of
from whence.read.encoding import Decoded, decode, wide_encoding
from whence.read.html import looks_like_markup, text_of_fragment
from whence.read.streams import Stream
from whence.records import Problem, Report
from whence.settings import Settings

Found = Iterator[Report | Problem]

_SPARE = 1 << 20
_WHOLE_FACTOR = 64
_JSON_FEED = "https://jsonfeed.org/version/"
"""What a JSON Feed (jsonfeed.org) calls its version: its title is the outlet of its items."""


def line_limit(settings: Settings) -> int:
    """The bytes that one record can need: six for a character (a JSON escape), and room for its other fields."""
    return 6 * settings.max_report_chars + _SPARE


def whole_limit(settings: Settings) -> int:
    """The bytes of a file that has to be held whole to be read."""
    return min(settings.max_input_bytes, _WHOLE_FACTOR * settings.max_report_chars + _SPARE)


def read_json_lines(stream: Stream, settings: Settings) -> Found:
    """One report a line. A line that is no record is a problem with its number."""
    wide = wide_encoding(stream.peek(4096)) is not None
    any_record = False
    for number, line in _wide_lines(stream, settings) if wide else stream.lines(line_limit(settings)):
        place = Place(stream.origin, number)
        if line is None:
            any_record = True
            yield place.problem("too_large", _too_long(settings))
            continue
        if not line.strip() or line == b"\xef\xbb\xbf":
            continue
        any_record = True
        decoded = decode(line)
        try:
            value = json.loads(decoded.text)
        except (ValueError, RecursionError) as error:
            if stream.damage is None:  # a cut file's last line is cut: its damage is told once
                yield place.problem("bad_json", f"is not JSON ({_reason(error)}): mend or remove that line")
            continue
        yield from encoding_problem(decoded, place)
        yield from _records(value, place, line, settings)
    if not any_record and stream.damage is None:
        yield Place(stream.origin).problem("empty", "has no records: leave it out")


def read_json(stream: Stream, settings: Settings) -> Found:
    """A JSON file: a list of records, an object that holds one, or a single record."""
    place = Place(stream.origin)
    limit = whole_limit(settings)
    data = stream.read(limit + 1)
    if len(data) > limit:
        yield place.problem("too_large", f"is one JSON value of more than {limit:,} bytes: write it as JSON lines")
        return
    decoded = decode(data)
    try:
        value = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        if stream.damage is None:
            yield place.problem("bad_json", f"is not JSON ({_reason(error)}): mend it, or name a text file .txt")
        return
    yield from encoding_problem(decoded, place)
    yield from _records(value, place, data, settings)


def read_table(stream: Stream, settings: Settings, delimiter: str) -> Found:
    """CSV or TSV with named columns, one of them the text. Raises InputError where no column is the text."""
    lines = _TableLines(stream, settings)
    place = Place(stream.origin)
    csv.field_size_limit(max(csv.field_size_limit(), line_limit(settings)))
    rows = csv.reader(lines, delimiter=delimiter)
    columns: list[str] | None = None
    any_row = False
    while True:
        row_place = Place(stream.origin, lines.number + 1)
        lines.taken.clear()
        try:
            row = next(rows, None)
        except (csv.Error, InputError) as error:
            yield row_place.problem("bad_csv", f"is not a row ({error}): the rows after it were not read; mend it")
            return
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        if columns is None:
            columns = [column.strip() for column in row]
            if "text" not in map(field_of, columns):
                raise place.error(
                    "no_text_column",
                    f"has no column for the text (it has {_listed(columns)}): name that column `text`",
                )
            continue
        any_row = True
        yield from _record(
            dict(zip(columns, row, strict=False)), row_place, b"\n".join(lines.taken), settings, many=True
        )
    yield from encoding_problem(Decoded("", lines.encoding, lines.replaced, lines.first_bad), place)
    if not any_row and stream.damage is None:
        raise place.error("empty", "has no rows: leave it out")


class _TableLines:
    """The decoded lines of a table, remembering the bytes of the row being read."""

    def __init__(self, stream: Stream, settings: Settings) -> None:
        wide = wide_encoding(stream.peek(4096)) is not None
        self._lines = _wide_lines(stream, settings) if wide else stream.lines(line_limit(settings))
        self._limit = line_limit(settings)
        self._size = 0
        self.taken: list[bytes] = []
        self.number = 0
        self.replaced = 0
        self.first_bad = ""
        self.encoding = "utf-8"

    def __iter__(self) -> _TableLines:
        return self

    def __next__(self) -> str:
        number, line = next(self._lines)
        self.number = number
        self.taken.append(line or b"")
        self._size = len(line or b"") + (self._size if len(self.taken) > 1 else 0)
        if line is None or self._size > self._limit:
            raise csv.Error(f"it is longer than {self._limit:,} bytes: is a quotation mark left open?")
        decoded = decode(line)
        if decoded.replaced:
            self.replaced += decoded.replaced
            self.first_bad = self.first_bad or f"{decoded.first_bad} of line {number}"
        return decoded.text + "\n"


def _wide_lines(stream: Stream, settings: Settings) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a UTF-16 or UTF-32 file, as UTF-8: their newlines cannot be found byte by byte."""
    data = stream.read(whole_limit(settings))
    for number, line in enumerate(decode(data).text.split("\n"), start=1):
        yield number, line.encode("utf-8", "replace")


def _records(value: object, place: Place, raw: bytes, settings: Settings) -> Found:
    """The records in one JSON value."""
    if isinstance(value, Mapping):
        fields = fields_of(value)
        inner = None if "text" in fields else _contained(value)
        if inner is None:
            yield from _record(value, place, raw, settings, many=True)
            return
        if str(value.get("version", "")).startswith(_JSON_FEED):
            inner = [{"outlet": value.get("title", ""), **one} if isinstance(one, Mapping) else one for one in inner]
        value = inner
    if not isinstance(value, list):
        yield place.problem("not_reports", f"holds {_named(value)} where a record is expected: leave it out")
        return
    if not value:
        yield place.problem("empty", "holds an empty list: leave it out")
    elif not any(isinstance(item, Mapping) and "text" in fields_of(item) for item in value):
        yield place.problem(
            "not_reports",
            f"holds a list of {len(value):,} items and none is a report: leave it out, or name their text `text`",
        )
        return
    for index, item in enumerate(value, start=1):
        if not isinstance(item, Mapping):
            yield place.problem("not_reports", f"holds {_named(item)} as item {index}: records are JSON objects")
            continue
        own = json.dumps(item, ensure_ascii=False).encode("utf-8", "replace")
        yield from _record(item, place, own, settings, many=True, item=index)


def _contained(value: Mapping[str, object]) -> list[object] | None:
    for name in containers():
        inner = value.get(name)
        if isinstance(inner, list) and any(isinstance(item, Mapping) for item in inner):
            return inner
        if isinstance(inner, Mapping):
            deeper = _contained(inner) if name != "data" or inner is not value else None
            if deeper is not None:
                return deeper
    return None


def _record(
    record: Mapping[str, object], place: Place, raw: bytes, settings: Settings, *, many: bool, item: int | None = None
) -> Found:
    fields = fields_of(record)
    text = fields.pop("text", "")
    at = "" if item is None else f" (item {item})"
    if not text.strip():
        columns = sorted(str(column) for column in record)
        if any(field_of(column) == "text" for column in columns):
            yield place.problem(
                "no_text", f"{at.strip() + ' ' if at else ''}is a record whose text is empty: leave it out"
            )
            return
        yield place.problem(
            "no_text",
            f"{at.strip() + ' ' if at else ''}is a record without text (it has {_listed(columns)}): "
            "name its text `text`, `content` or `body`",
        )
        return
    if looks_like_markup(text):
        text = text_of_fragment(text) or text
    try:
        report, problems = make_report(text, fields, place, settings, raw=raw, many=many)
    except InputError as error:
        yield problem_of(error)
        return
    yield report
    yield from problems


def _too_long(settings: Settings) -> str:
    return (
        f"is longer than {line_limit(settings):,} bytes, more than one report can be: "
        "check the file, or raise --max-report-chars"
    )


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return re.sub(r"\s+", " ", str(error))[:100]


def _listed(columns: list[str]) -> str:
    shown = ", ".join(column[:30] for column in columns[:8])
    return (shown + (", ..." if len(columns) > 8 else "")) or "no fields"


def _named(value: object) -> str:
    if value is None:
        return "null"
    return {"str": "a string", "int": "a number", "float": "a number", "bool": "true or false", "list": "a list"}.get(
        type(value).__name__, "no record"
    )
