"""Bytes to text, whatever the encoding, and an honest count of what could not be read."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_VALID_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)
_CUT_MULTIBYTE = re.compile(rb"[\xe2\xe3\xf0][\x80-\xbf]")
# Marks that English and western European print sets in cp1252; a letter must stand beside a letter.
_MARKS_1252 = "€…‘’“”–—™•\xa0£§©«®°·»½¼¾¿¡"
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
_GUESS_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in. `replaced` counts the places where bytes became U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0
    first_bad: str = ""
    """The first replaced bytes in hexadecimal and their offset, for a message; empty where none was replaced."""


def bom_encoding(head: bytes) -> str | None:
    """The encoding that the byte-order mark names, or None where there is no mark."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    return None


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32 by its byte-order mark, or by the place of its NULs where it has none."""
    named = bom_encoding(head)
    if named is not None:
        return None if named == "utf-8" else named
    sample = head[: len(head) - len(head) % 2][:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`: by byte-order mark, as UTF-8, as declared, or by the best guess. Never raises.

    Bytes that fit no encoding become U+FFFD and are counted. CRLF and lone CR become LF; the byte-order mark is
    dropped; NULs and lone surrogates, which no story can hold, become U+FFFD and are counted too.
    """
    wide = wide_encoding(data[:4096])
    if wide is not None:
        return _cleaned(_best_effort(_without_bom(data), wide))
    data = _without_bom(data)
    try:
        return _cleaned(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        pass
    return _cleaned(_as_declared(data, declared) or _by_guess(data) or _best_effort(data, "utf-8"))


def clean(text: str) -> tuple[str, int]:
    """`text` with LF line ends and without a leading byte-order mark; and how many characters had to be replaced."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and "\x00" not in text:
        return text, 0
    return _NO_CHARACTER.subn("\ufffd", text)


def _cleaned(decoded: Decoded) -> Decoded:
    text, lost = clean(decoded.text)
    first = decoded.first_bad or ("a NUL or a lone surrogate" if lost else "")
    return Decoded(text, decoded.encoding, decoded.replaced + lost, first)


def _without_bom(data: bytes) -> bytes:
    for mark, _ in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :]
    return data


def _best_effort(data: bytes, encoding: str) -> Decoded:
    """Strict decoding, with each undecodable run replaced by one U+FFFD and counted."""
    places: list[str] = []
    count = 0
    pieces: list[str] = []
    at = 0
    while at < len(data):
        try:
            pieces.append(data[at:].decode(encoding))
            break
        except UnicodeDecodeError as error:
            # Many broken places would make slicing quadratic: past a thousand, let the codec replace the rest.
            if count >= 1000:
                rest = data[at:].decode(encoding, "replace")
                count += rest.count("\ufffd")
                pieces.append(rest)
                break
            pieces.append(data[at : at + error.start].decode(encoding))
            pieces.append("\ufffd")
            count += 1
            bad = data[at + error.start : at + error.end]
            if not places:
                places.append(f"0x{bad[:4].hex()} at byte {at + error.start}")
            at += error.end
    return Decoded("".join(pieces), encoding, count, places[0] if places else "")


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
        if name in ("iso8859-1", "ascii"):
            name = "cp1252"  # as browsers do: WHATWG Encoding Standard, section 4.2
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _by_guess(data: bytes) -> Decoded | None:
    """A legacy encoding that explains the bytes; None where they look like broken UTF-8 or like nothing known."""
    if _VALID_MULTIBYTE.search(data) or _CUT_MULTIBYTE.search(data):
        return None
    if _plausible_1252(data):
        return Decoded(data.decode("cp1252"), "cp1252")
    high = sum(byte >= 0x80 for byte in data[:_GUESS_SAMPLE])
    if high < 8:
        return None  # too little to tell one code page from another
    from charset_normalizer import from_bytes  # slow to import and seldom needed

    best = from_bytes(data[:_GUESS_SAMPLE]).best()
    if best is None or best.chaos > 0.05 or best.coherence < 0.3:
        return None
    try:
        return Decoded(data.decode(best.encoding), best.encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _plausible_1252(data: bytes) -> bool:
    """Whether every byte above 0x7f makes sense in cp1252 and most of the text is ASCII."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    places = [at for at, char in enumerate(text) if char > "\x7f"]
    if not places or len(places) > 0.2 * len(text):
        return False
    for at in places:
        char = text[at]
        if char in _MARKS_1252:
            continue
        if char in "ÿþðÐÞ×÷" or not char.isalpha():
            return False
        around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        if not any(near.isalpha() and near < "\x80" for near in around):
            return False
    return True
