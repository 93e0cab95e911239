"""What one stream of a known kind holds: plain text, a page, a mail, a web archive, or a file of many reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.errors import InputError
from whence.read.assemble import Place, encoding_problem, make_report, problem_of
from whence.read.encoding import decode
from whence.read.feeds import read_feed
from whence.read.html import declared_charset, read_page
from whence.read.mail import day_of, read_message
from whence.read.records_file import Found, read_json, read_json_lines, read_table
from whence.read.sniff import Sniffed
from whence.read.streams import Stream
from whence.read.warc import FEEDS, PAGES, Capture, Passed, captured_on, captures
from whence.records import Published, Report
from whence.settings import Settings

_BYTES_A_CHARACTER = 4
_MARKUP_A_CHARACTER = 8


def read_format(stream: Stream, sniffed: Sniffed, settings: Settings, wanted: set[str] | None) -> Found:
    """The reports in a stream that is packed in nothing. `wanted` are the addresses meant in a web archive.

    Raises InputError where it holds none, or is of a kind that is not read.
    """
    place = Place(stream.origin)
    if sniffed.kind == "empty":
        if stream.damage is None:
            raise place.error("empty", "is empty: leave it out")
    elif sniffed.kind == "refused":
        raise place.error(sniffed.problem, f"is {sniffed.what}: {sniffed.way_out}")
    elif sniffed.kind == "jsonl":
        yield from read_json_lines(stream, settings)
    elif sniffed.kind == "json":
        yield from read_json(stream, settings)
    elif sniffed.kind == "csv":
        yield from read_table(stream, settings, sniffed.delimiter)
    elif sniffed.kind == "feed":
        yield from read_feed(stream, settings)
    elif sniffed.kind == "warc":
        yield from _read_warc(stream, settings, wanted)
    elif sniffed.kind == "mail":
        yield from _read_mail(stream, settings)
    elif sniffed.kind == "html":
        data = _whole(stream, settings, _MARKUP_A_CHARACTER)
        yield from _page(data, declared_charset(data[:4096]), place, settings, {})
    else:
        yield from _plain(_whole(stream, settings, _BYTES_A_CHARACTER), place, settings, {})


def _plain(
    data: bytes,
    place: Place,
    settings: Settings,
    fields: Mapping[str, str],
    charset: str | None = None,
    captured: Published | None = None,
    many: bool = False,
) -> Found:
    decoded = decode(data, charset)
    yield from encoding_problem(decoded, place)
    report, problems = make_report(
        decoded.text, fields, place, settings, raw=data, many=many, captured=captured
    )  # fmt: skip
    yield report
    yield from problems


def _page(
    data: bytes,
    charset: str | None,
    place: Place,
    settings: Settings,
    known: Mapping[str, str],
    captured: Published | None = None,
    many: bool = False,
) -> Found:
    """The article of a page. `known` fills in what the page does not say of itself."""
    decoded = decode(data, charset)
    yield from encoding_problem(decoded, place)
    page = read_page(decoded.text)
    if not page.text.strip():
        raise place.error("no_text", "is a web page in which no article was found: save its text and name that file")
    report, problems = make_report(
        page.text, {**known, **page.fields}, place, settings, raw=data, many=many,
        metadata=page.published, captured=captured, read_lines=page.published is None,
    )  # fmt: skip
    yield report
    yield from problems
    if page.bad_date is not None and report.published.earliest is None:
        yield place.problem("bad_date", f"has no usable date ({page.bad_date}): the report was read without it")


def _read_mail(stream: Stream, settings: Settings) -> Found:
    """A page saved as one file, or a mail."""
    place = Place(stream.origin)
    message = read_message(_whole(stream, settings, _MARKUP_A_CHARACTER))
    if message is None or not message.body.strip():
        raise place.error("no_text", "is a MIME message without a page or a text in it: save its text and name that")
    if message.is_saved:
        captured = captured_on(day_of(message.date))
        known = {"title": message.subject, "url": message.url}
        yield from _page(message.body, message.charset, place, settings, known, captured)
        return
    known = {"title": message.subject, "outlet": message.sender, "published": message.date, "url": message.url}
    if message.is_page:
        yield from _page(message.body, message.charset, place, settings, known)
    else:
        yield from _plain(message.body, place, settings, known, message.charset)


def _read_warc(stream: Stream, settings: Settings, wanted: set[str] | None) -> Found:
    """Each page, feed and text that a web archive holds. What is no article is told once, at its end."""
    place, passed = Place(stream.origin), Passed()
    found = False
    for one in captures(stream, wanted, _MARKUP_A_CHARACTER * settings.max_report_chars + 4, passed):
        try:
            for read in _read_capture(one, place, settings):
                found = found or isinstance(read, Report)
                yield read
        except InputError as error:
            if error.kind == "no_text":
                passed.no_article.append(one.url)
            else:
                yield problem_of(error)
    if passed.broken and stream.damage is None:
        yield place.problem("damaged", f"is damaged ({passed.broken}), and what came before was read; fetch it again")
    if passed.unpacked:
        yield place.problem(
            "damaged", f"holds {_addresses(passed.unpacked)} whose bytes cannot be unpacked: save their text"
        )
    if passed.no_article:
        yield place.problem(
            "no_text", f"holds {_addresses(passed.no_article)} in which no article was found: save their text"
        )
    if not found and not passed.no_article and not passed.unpacked and not passed.broken and stream.damage is None:
        what = f"{passed.fronts} front page(s) of sites alone" if passed.fronts else "no page that was answered"
        raise place.error("empty", f"is a web archive with {what}: save the articles and name them")


def _read_capture(one: Capture, place: Place, settings: Settings) -> Found:
    known = {"url": one.url}
    if one.kind in PAGES:
        charset = declared_charset(one.body[:4096]) or one.charset
        yield from _page(one.body, charset, place, settings, known, one.captured, many=True)
    elif one.kind in FEEDS:
        yield from read_feed(Stream(iter((one.body,)), f"{place.origin}#{one.url}", settings.max_input_bytes), settings)
    else:
        yield from _plain(one.body, place, settings, known, one.charset, one.captured, many=True)


def _addresses(urls: Sequence[str]) -> str:
    """How many pages they are, and the first of them."""
    more = f" and {len(urls) - 2} more" if len(urls) > 2 else ""
    return f"{len(urls)} page{'s' if len(urls) > 1 else ''} ({', '.join(urls[:2])}{more})"


def _whole(stream: Stream, settings: Settings, factor: int) -> bytes:
    """All the bytes of a single report. Raises InputError (`too_large`) where it cannot be one, without reading on."""
    limit = factor * settings.max_report_chars + 4
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Place(stream.origin).error(
            "too_large",
            f"is longer than {limit:,} bytes, more than one report can be: split it into its reports, "
            "or raise --max-report-chars",
        )
    return data
