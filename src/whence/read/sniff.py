"""What a file is, from its first bytes; its name is asked only where the bytes leave it open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Literal

from whence.read.columns import field_of
from whence.read.encoding import bom_encoding, wide_encoding
from whence.read.mail import is_message

HEAD_BYTES = 65_536
"""How much of a file is looked at before it is decided what it is."""

Kind = Literal[
    "empty", "gz", "xz", "zst", "bz2", "zip", "warc", "refused", "text", "html", "jsonl", "json", "csv", "feed", "mail"
]

_PACKED: tuple[tuple[bytes, Kind], ...] = (
    (b"\x1f\x8b\x08", "gz"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"BZh", "bz2"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"WARC/", "warc"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_ANYWHERE = re.compile(r"<!doctype\s+html|<html\b|</(?:p|div|body|article)>", re.IGNORECASE)
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(r"\s*<\?xml\b")
_JSON_ITEM = re.compile(r'\s*(?:\{\s*(?:"|\}|$)|\[\s*[{"\[\]])')
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the bytes are. `what` and `way_out` are words for a message where the kind is `refused`."""

    kind: Kind
    what: str = ""
    way_out: str = ""
    delimiter: str = ","
    problem: str = "binary"


@lru_cache(maxsize=1)
def _signatures() -> tuple[tuple[int, bytes, str, str], ...]:
    table = resources.files("whence.read").joinpath("lexicons/signatures.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple((int(at), bytes.fromhex(magic), what, way_out) for at, magic, what, way_out in rows)


def sniff(head: bytes, name: str) -> Sniffed:
    """What the bytes that begin with `head` are; `name` is the file's name, for its ending."""
    if not head:
        return Sniffed("empty")
    for magic, kind in _PACKED:
        if head.startswith(magic):
            return Sniffed(kind)
    for at, magic, what, way_out in _signatures():
        if head[at : at + len(magic)] == magic:
            return Sniffed("refused", what, way_out)
    text = _head_text(head)
    if text is None:
        return Sniffed(
            "refused", "not text (it holds binary data)", "name the text of the report, or leave the file out"
        )
    return _sniff_text(text, PurePosixPath(name).suffix.lower())


def _head_text(head: bytes) -> str | None:
    """The head as text, roughly; None where it is binary."""
    wide = wide_encoding(head)
    if wide is not None:
        text = head[: len(head) - len(head) % 4].decode(wide, "replace").removeprefix("\ufeff")
    else:
        if b"\x00" in head:
            return None
        text = head.decode("utf-8-sig" if bom_encoding(head) else "utf-8", "replace")
    if len(_CONTROL.findall(text)) > 0.02 * len(text):
        return None
    # Bytes that are neither UTF-8 nor mostly ASCII may still be a legacy code page: those have letters and spaces.
    return text


def _sniff_text(text: str, ending: str) -> Sniffed:
    if ending in (".jsonl", ".ndjson"):
        return Sniffed("jsonl")
    if not text.strip():
        return Sniffed("text")
    if _FEED.match(text):
        return Sniffed("feed")
    if is_message(text):
        return Sniffed("mail")
    if _JSON_ITEM.match(text) or ending == ".json":
        return Sniffed("jsonl" if _is_lines(text) else "json")
    if _HTML.match(text) or (ending in (".html", ".htm", ".xhtml") and _HTML_ANYWHERE.search(text)):
        return Sniffed("html")
    if _XML.match(text):
        return (
            Sniffed("html")
            if _HTML_ANYWHERE.search(text)
            else Sniffed(
                "refused", "XML of a kind that is not read", "save its text and name that file", problem="unsupported"
            )
        )
    return _sniff_table(text, ending)


def _is_lines(text: str) -> bool:
    """Whether text that begins like JSON has one whole object a line."""
    lines = [line.strip() for line in text.lstrip().split("\n", 2)]
    if not lines[0].startswith("{"):
        return False
    if len(lines) == 1 or lines[0].endswith("}"):
        return True
    return lines[1].startswith('{"')


def _sniff_table(text: str, ending: str) -> Sniffed:
    """CSV or TSV: by its ending, or by a first line that names a text column and at least one other known column."""
    first = text.lstrip("\n").split("\n", 1)[0]
    counts = {mark: first.count(mark) for mark in ("\t", ",", ";", "|")}
    delimiter = max(counts, key=lambda mark: counts[mark])
    if ending == ".tsv":
        return Sniffed("csv", delimiter="\t")
    if ending == ".csv":
        return Sniffed("csv", delimiter=delimiter if counts[delimiter] else ",")
    if counts[delimiter] and len(first) < 2000:
        fields = [field_of(cell.strip().strip('"')) for cell in first.split(delimiter)]
        known = [field for field in fields if field is not None]
        if "text" in known and len(set(known)) >= 2 and len(known) >= len(fields) / 2:
            return Sniffed("csv", delimiter=delimiter)
    return Sniffed("text")
