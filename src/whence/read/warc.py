"""Web archives: WARC (ISO 28500), by warcio, and WACZ, a zip that holds them with a list of the pages meant.

A page's own date stands; where it names none, the day on which it was captured bounds it from above.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from whence.read.streams import Stream
from whence.records import Published

PAGES = ("text/html", "application/xhtml+xml")
FEEDS = ("application/rss+xml", "application/atom+xml")
_RECORDS = ("response", "resource", "conversion")
_END = b"\r\n\r\n"
_CHARSET = re.compile(r"charset=[\"']?([\w:.-]+)", re.IGNORECASE)
_PAGE_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")


@dataclass(slots=True)
class Capture:
    """One thing captured: what was answered at an address, and when."""

    url: str
    kind: str
    """Its media type, in lower case, without parameters."""
    body: bytes
    charset: str | None
    """The encoding that the answer's head names."""
    captured: Published | None


@dataclass(slots=True)
class Passed:
    """What of an archive was not read, to be told once at its end."""

    fronts: int = 0
    """Front pages of sites, which are lists of articles."""
    no_article: list[str] = field(default_factory=list)
    unpacked: list[str] = field(default_factory=list)
    """Addresses whose bytes could not be unpacked."""
    broken: str = ""


class _Reader(io.RawIOBase):
    """A stream as a file that can be read."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.last = b""
        """The last bytes read: each record of an archive ends with two line ends."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.last = (self.last + data)[-len(_END) :]
        return len(data)


def captures(stream: Stream, wanted: set[str] | None, limit: int, passed: Passed) -> Iterator[Capture]:
    """What an archive holds that may be a report: pages, feeds, plain text; answers that are errors are passed over.

    `wanted` are the addresses of the pages that are meant; a redirect from one of them is followed. None means all.
    A body longer than `limit` bytes is cut there.
    """
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

    reader = _Reader(stream)
    records = ArchiveIterator(io.BufferedReader(reader, 1 << 16))
    while True:
        try:
            record = next(records, None)
        except (ArchiveLoadFailed, ValueError, EOFError, OSError) as error:
            passed.broken = " ".join(str(error).split())[:100] or type(error).__name__
            return
        if record is None:
            passed.broken = "" if reader.last == _END else "its last record is cut off"
            return
        if record.rec_type not in _RECORDS:
            continue
        url = urldefrag(record.rec_headers.get_header("WARC-Target-URI") or "").url.strip("<>")
        headers = record.http_headers
        if headers is not None:
            status = headers.get_statuscode()
            if status[:1] == "3" and wanted is not None and url in wanted and headers.get_header("Location"):
                wanted.add(urldefrag(urljoin(url, headers.get_header("Location"))).url)
            if status != "200":
                continue
        told = (headers or record.rec_headers).get_header("Content-Type") or ""
        kind = told.split(";", 1)[0].strip().lower()
        if kind not in (*PAGES, *FEEDS, "text/plain") or not url.startswith(("http://", "https://")):
            continue
        if wanted is not None and url not in wanted:
            continue
        if kind in PAGES and urlsplit(url).path in ("", "/") and not urlsplit(url).query:
            passed.fronts += 1
            continue
        body = _body(record, headers, limit)
        if body is None:
            passed.unpacked.append(url)
            continue
        charset = _CHARSET.search(told)
        yield Capture(
            url, kind, body, charset[1] if charset else None, captured_on(record.rec_headers.get_header("WARC-Date"))
        )


def _body(record: Any, headers: Any, limit: int) -> bytes | None:
    """The bytes that were answered, out of their chunks and unpacked; None where they cannot be.

    warcio would unpack them too, but gives packed bytes where it fails, and says so on standard error alone.
    """
    import brotli  # type: ignore[import-untyped]
    import zstandard
    from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]

    body = record.raw_stream
    packing = ""
    if headers is not None:
        if (headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
            body = ChunkedDataReader(body)
        packing = (headers.get_header("Content-Encoding") or "").strip().lower()
    data = bytes(body.read(limit))
    try:
        if packing in ("", "identity"):
            return data
        if packing in ("gzip", "x-gzip"):
            return zlib.decompressobj(wbits=31).decompress(data, limit)
        if packing == "deflate":
            return zlib.decompressobj(wbits=15 if data[:1] == b"\x78" else -15).decompress(data, limit)
        if packing == "br":
            return bytes(brotli.decompress(data))[:limit]
        if packing == "zstd":
            return zstandard.ZstdDecompressor().decompressobj().decompress(data)[:limit]
    except (zlib.error, brotli.error, zstandard.ZstdError, MemoryError):
        # Some archives keep the head as it came and the body unpacked.
        return data if data.lstrip()[:1] in (b"<", b"{") else None
    return None


def captured_on(words: str | None) -> Published | None:
    """The bound that the time of capture sets on the day of publication; None where it names no day."""
    day = (words or "")[:10]
    if len(day) != 10 or day[4] != "-" or day[7] != "-" or not day.replace("-", "").isdigit():
        return None
    return Published(None, None, day, "metadata", 0.9, f"captured on {day}; the page names no date")


def pages_of(archive: zipfile.ZipFile) -> set[str] | None:
    """The addresses that a WACZ lists as its pages; None where it lists none."""
    found: set[str] = set()
    for name in _PAGE_LISTS:
        if name not in archive.namelist():
            continue
        for line in archive.read(name).decode("utf-8", "replace").splitlines():
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if isinstance(value, dict) and isinstance(value.get("url"), str):
                found.add(urldefrag(value["url"]).url)
    return found or None


def is_wacz(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    return "datapackage.json" in names and any(name.startswith("archive/") for name in names)
