"""Bytes as they come: read in pieces, decompressed, never more in memory than is asked for.

A stream that ends early (a cut download, a damaged archive, a guard) gives what it has and then says so in `damage`:
what could be read is never thrown away.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

import zstandard

from whence.errors import InputError

_CHUNK = 1 << 18
# Compressed input goes to the decompressor in small bites, so that a bomb cannot swell one bite beyond some megabytes.
_BITE = 2048
_DECODER_MEMORY = 1 << 28


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


_MAKERS: dict[str, Callable[[], _Decompressor]] = {
    "gz": lambda: zlib.decompressobj(wbits=31),
    "xz": lambda: lzma.LZMADecompressor(memlimit=_DECODER_MEMORY),
    "bz2": bz2.BZ2Decompressor,
    "zst": lambda: zstandard.ZstdDecompressor(max_window_size=_DECODER_MEMORY >> 1).decompressobj(),
}


class Stream:
    """The bytes of one input, with a look ahead. `damage` is set once they end early; `seen` counts them."""

    def __init__(self, chunks: Iterator[bytes], origin: str, limit: int) -> None:
        self.origin = origin
        self.damage: InputError | None = None
        self._chunks = chunks
        self._limit = limit
        self.seen = 0
        self._held = b""

    def peek(self, size: int) -> bytes:
        """The next bytes, up to `size`, left in the stream."""
        while len(self._held) < size:
            chunk = self._next()
            if not chunk:
                break
            self._held += chunk
        return self._held[:size]

    def chunks(self) -> Iterator[bytes]:
        """All that is left, in pieces."""
        if self._held:
            held, self._held = self._held, b""
            yield held
        while chunk := self._next():
            yield chunk

    def read(self, most: int) -> bytes:
        """All that is left, but at most `most` bytes."""
        pieces: list[bytes] = []
        size = 0
        while size < most:
            chunk, self._held = self._held or self._next(), b""
            if not chunk:
                break
            pieces.append(chunk)
            size += len(chunk)
        data = b"".join(pieces)
        self._held = data[most:]
        return data[:most]

    def lines(self, most: int) -> Iterator[tuple[int, bytes | None]]:
        """Numbered lines without their line ends; None in place of a line longer than `most` bytes."""
        number = 1
        tail: list[bytes] = []
        size = 0
        for chunk in self.chunks():
            start = 0
            while (end := chunk.find(b"\n", start)) >= 0:
                tail.append(chunk[start:end])
                size += end - start
                yield number, (b"".join(tail).removesuffix(b"\r") if size <= most else None)
                tail, size, number, start = [], 0, number + 1, end + 1
            size += len(chunk) - start
            if size > most:
                tail = []
            elif start < len(chunk):
                tail.append(chunk[start:])
        if size:
            yield number, (b"".join(tail) if size <= most else None)

    def _next(self) -> bytes:
        if self.damage is not None:
            return b""
        try:
            chunk = next(self._chunks, b"")
        except InputError as error:
            self.damage = error
            return b""
        self.seen += len(chunk)
        if self.seen > self._limit:
            keep = len(chunk) - (self.seen - self._limit)
            self.damage = InputError(
                f"{self.origin} is longer than {self._limit:,} bytes once unpacked and was read up to there: "
                "split it, or raise the setting max_input_bytes",
                origin=self.origin,
                kind="too_large",
            )
            return chunk[:keep]
        return chunk


def file_chunks(handle: BinaryIO, origin: str) -> Iterator[bytes]:
    """The bytes of an open file. Raises InputError (`unreadable`) where the system cannot read on."""
    while True:
        try:
            chunk = handle.read(_CHUNK)
        except (OSError, ValueError) as error:
            raise InputError(f"{origin} cannot be read: {error}", origin=origin, kind="unreadable") from error
        if not chunk:
            return
        yield chunk


def decompressed(packed: Stream, kind: str) -> Iterator[bytes]:
    """What a gz, xz, bz2 or zst stream holds, all its members one after another.

    Raises InputError (`truncated`, `damaged`) after everything before the damage has been given.
    """
    make = _MAKERS[kind]
    machine: _Decompressor | None = None
    for chunk in packed.chunks():
        at = 0
        while at < len(chunk):
            bite = chunk[at : at + _BITE]
            at += len(bite)
            while bite:
                if machine is None:
                    bite = bite.lstrip(b"\x00")  # padding between members
                    if not bite:
                        break
                    machine = make()
                out, bite, machine = _step(machine, bite, packed.origin, kind)
                if out:
                    yield out
    if packed.damage is not None:
        raise packed.damage
    if machine is not None:
        raise InputError(
            f"{packed.origin} is cut off: its {kind} data ends early, and what came before was read; fetch it again",
            origin=packed.origin,
            kind="truncated",
        )


def _step(machine: _Decompressor, bite: bytes, origin: str, kind: str) -> tuple[bytes, bytes, _Decompressor | None]:
    try:
        out = machine.decompress(bite)
    except (zlib.error, lzma.LZMAError, zstandard.ZstdError, OSError, ValueError, EOFError, MemoryError) as error:
        raise InputError(
            f"{origin} is damaged: its {kind} data cannot be unpacked further ({error}), and what came before was "
            "read; fetch it again",
            origin=origin,
            kind="damaged",
        ) from error
    if machine.eof:
        return out, machine.unused_data, None
    return out, b"", machine
