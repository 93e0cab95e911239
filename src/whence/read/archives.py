"""Zip archives: each member is read as a file of its own. Office documents are zips too, and are named as such."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from whence.errors import InputError

_CHUNK = 1 << 16
_OFFICE = (
    ("word/", "a Word document"),
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an EPUB book"),
    ("content.xml", "an OpenDocument file"),
)


def open_zip(handle: BinaryIO, origin: str) -> zipfile.ZipFile:
    """The archive. Raises InputError where it is damaged or is a document of another kind."""
    try:
        archive = zipfile.ZipFile(handle)
        names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(
            f"{origin} is a zip archive that cannot be opened ({error}); fetch it again", origin=origin, kind="damaged"
        ) from error
    for mark, what in _OFFICE:
        if any(name == mark or (mark.endswith("/") and name.startswith(mark)) for name in names):
            raise InputError(f"{origin} is {what}; save its text and name that file", origin=origin, kind="binary")
    return archive


def members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members that are files, without hidden ones, by name."""
    kept = []
    for member in archive.infolist():
        parts = [part for part in member.filename.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        if member.is_dir() or not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts):
            continue
        kept.append(member)
    return sorted(kept, key=lambda member: (member.filename, member.header_offset))


def member_path(member: zipfile.ZipInfo) -> str:
    """The member's path inside the archive, without steps upwards."""
    parts = member.filename.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def member_chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: str) -> Iterator[bytes]:
    """The bytes of a member. Raises InputError (`locked`, `damaged`) after what could be read."""
    if member.flag_bits & 1:
        raise InputError(f"{origin} is locked by a password; unpack it and name the file", origin=origin, kind="locked")
    try:
        with archive.open(member) as handle:
            while chunk := handle.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise InputError(
            f"{origin} is damaged ({error}), and what came before was read; fetch the archive again",
            origin=origin,
            kind="damaged",
        ) from error
