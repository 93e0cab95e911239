"""A draft as it is looked up: its text and what was marked in it, in plain values."""

from __future__ import annotations

from dataclasses import dataclass

from whence.records import Figure, Moment


@dataclass(frozen=True, slots=True)
class Claimed:
    """Words that the draft says somebody said; `quoted` where they stand in quotation marks.

    `names` are the speaker's name and aliases as the draft gives them, empty where it is not resolved.
    """

    start: int
    end: int
    quoted: bool
    names: tuple[str, ...] = ()
    person: bool = True
    anonymous: bool = False


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

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds a place."""
        held = [span for span in self.sentences if span[0] <= at]
        return held[-1] if held else (0, len(self.text))
