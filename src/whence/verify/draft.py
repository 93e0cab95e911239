"""A draft as it is looked up: its text and what was marked in it, in plain values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from whence.records import Figure, Moment, merged


class Covered:
    """Stretches of a draft, asked whether they hold or meet a place."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = merged(list(spans))

    def meets(self, start: int, end: int) -> bool:
        """Whether a stretch shares a character with one of them."""
        index = bisect_right(self._spans, (end - 1, end)) - 1
        return any(a < end and start < b for a, b in self._spans[max(0, index - 1) : index + 2])

    def holds(self, at: int) -> bool:
        """Whether a character is in one of them."""
        return self.meets(at, at + 1)


@dataclass(frozen=True, slots=True)
class Claimed:
    """Words that the draft says somebody said; `quoted` where they stand in quotation marks.

    `names` are the speaker's name and aliases as the draft gives them, empty where it is not resolved; `sure` where it
    is named, or a pronoun with nobody else near; `beside` are the names in the sentence around it. `outlets` are
    those that the draft credits with it; `day` is the one on which it was said by the draft, and `stance` what the
    speaker does with it (`assert`, `deny`, ...).
    """

    start: int
    end: int
    quoted: bool
    names: tuple[str, ...] = ()
    person: bool = True
    anonymous: bool = False
    sure: bool = True
    outlets: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    day: str | None = None
    stance: str = "assert"


@dataclass(frozen=True, slots=True)
class Named:
    """A place where the draft names somebody."""

    start: int
    end: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """The word for something that happens, and the one day that the draft gives it."""

    start: int
    word: str
    day: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its marks. `sentences` are spans of `text` by place."""

    name: str
    text: str
    published: str | None
    sentences: tuple[tuple[int, int], ...]
    claimed: tuple[Claimed, ...]
    figures: tuple[Figure, ...]
    attributed: frozenset[str]
    """Ids of figures that the draft gives in somebody's words."""
    moments: tuple[Moment, ...]
    named: tuple[Named, ...] = ()
    events: tuple[Dated, ...] = ()
    language: str | None = None
    """The language where it is not English, and so has no marks but its quotations."""

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds a place."""
        index = bisect_right(self.sentences, (at, len(self.text))) - 1
        return self.sentences[index] if index >= 0 else (0, len(self.text))

    def said_at(self, at: int) -> tuple[int, int] | None:
        """The words that somebody says by the draft, not in quotation marks, around a place: the shortest such."""
        held = [(c.start, c.end) for c in self.claimed if not c.quoted and c.start <= at < c.end]
        return min(held, key=lambda one: (one[1] - one[0], one), default=None)

    def paragraph(self, at: int) -> tuple[int, int]:
        """The lines between blank ones around a place."""
        low = self.text.rfind("\n\n", 0, at)
        high = self.text.find("\n\n", at)
        return (low + 2 if low >= 0 else 0), (high if high >= 0 else len(self.text))
