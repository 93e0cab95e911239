"""Spans of a text, asked which of them hold or touch a place, without walking all of them each time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Spans(Generic[Kept]):
    """Half-open spans, each with what it stands for. Answers come in order of start, end and the order given."""

    def __init__(self, spans: Iterable[tuple[int, int, Kept]]) -> None:
        self._spans = sorted(spans, key=lambda span: span[:2])
        self._starts = [start for start, _, _ in self._spans]
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))
        """Past the last character of each span and of all before it."""

    def holding(self, start: int, end: int) -> list[Kept]:
        """What stands for the spans that hold all of `start, end`."""
        return [kept for _, to, kept in self._up_to(bisect_right(self._starts, start), end) if end <= to]

    def touching(self, start: int, end: int) -> list[Kept]:
        """What stands for the spans that share a character with `start, end`."""
        return [kept for _, to, kept in self._up_to(bisect_left(self._starts, end), start + 1) if start < to]

    def covers(self, at: int) -> bool:
        """Whether a character lies in any span."""
        return self.from_left(at) > at

    def from_left(self, at: int) -> int:
        """Past the last character of the spans that begin at or before `at`, or -1."""
        index = bisect_right(self._starts, at)
        return self._reach[index - 1] if index else -1

    def next_start(self, at: int) -> int | None:
        """The first start at or after `at`, or None."""
        index = bisect_left(self._starts, at)
        return self._starts[index] if index < len(self._starts) else None

    def _up_to(self, stop: int, least: int) -> list[tuple[int, int, Kept]]:
        """The spans before index `stop`, less those at the front which all end before `least`."""
        return self._spans[bisect_left(self._reach, least, hi=stop) : stop]
