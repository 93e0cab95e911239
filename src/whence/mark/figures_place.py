"""Where a number stands, and what it is found to measure: what the rules for figures hand to each other."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from whence.mark.figures_numbers import Quantity


@dataclass(frozen=True, slots=True)
class Measured:
    """What a number measures: where the words for it end, its unit, the words, their head; `factor` multiplies."""

    end: int
    unit: str
    measured: str
    head: str | None
    head_token: Token | None = None
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands: the document, the token after it, the end of its sentence, and what it must not cross."""

    doc: Doc
    text: str
    """The report's text, which `Doc.text` puts together anew at every use."""
    number: Quantity
    start: int
    """Offset of the first word of the bound."""
    end: int
    """Offset where the number (and a bound after it) ends."""
    first: int
    """Index of the first token that begins at or after `end`."""
    stop: int
    """Index after the last token that may be read: the sentence's end, or a date or time."""
