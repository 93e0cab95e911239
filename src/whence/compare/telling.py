"""Passages as they are compared for rewriting: the row of their telling words.

A passage is read as stems of content words, names and numbers, without the words of grammar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np

from whence.compare.comparable import Bools, Ints, WordRow, lexicon, lexicon_lines, narrow
from whence.compare.judge import is_number
from whence.compare.meaning import Meanings, Vectors, meanings, passage_vectors

LEAST_WORDS = 6
"""A shorter passage is not read at all."""
CREDIT_LINE_WORDS = 12
"""So few words that credit an outlet (`The Associated Press contributed to this report`) is left out."""
SOUND_LETTERS = 4
_CLASSES = {
    letter: str(at) for at, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters
}
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "edly", "ed", "es", "ly", "s", "e")


@lru_cache(maxsize=1 << 17)
def stem(form: str) -> str:
    """A word form without its commonest endings; crude, and the same for both texts, which is all that is needed."""
    if form.endswith("'s") and len(form) > 3:
        form = form[:-2]
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            return form[: -len(ending)]
    return form


@lru_cache(maxsize=1)
def _numerals() -> Mapping[str, str]:
    rows = [line.split("\t") for line in lexicon_lines("numerals.tsv")]
    return {row[0]: row[1] for row in rows}


@lru_cache(maxsize=1 << 17)
def matching_key(form: str) -> str:
    """The form by which telling words are matched: digits for words of number, else the stem."""
    return _numerals().get(form) or stem(form)


class Tables:
    """What is known of each word form of a run, by its number: made once, when all reports are read."""

    def __init__(self, forms: Sequence[str]) -> None:
        grammar = lexicon("function_words.txt")
        self.grammar: Bools = np.array([form in grammar for form in forms], dtype=np.bool_)
        self.number: Bools = np.array([is_number(form) for form in forms], dtype=np.bool_)
        self.stems = [stem(form) for form in forms]
        self.keys = [matching_key(form) for form in forms]
        self.stem_numbers = _numbered(self.stems)
        self.key_numbers = _numbered(self.keys)
        self._forms = forms

    @cached_property
    def sound_numbers(self) -> Ints:
        """The sound of each form's key, numbered: looked up only where passages are read for what they mean."""
        return _numbered([key if number else sound(key) for key, number in zip(self.keys, self.number, strict=True)])

    @cached_property
    def known(self) -> Meanings:
        """What the forms mean: looked up only where passages are read for it."""
        return meanings(self._forms)


@lru_cache(maxsize=1 << 17)
def sound(key: str) -> str:
    """A name by its first letter and three classes of consonants (Soundex; Russell, US patent 1,261,167 of 1918).

    Names spelt otherwise are mostly the same; numbers and short words stay as they are.
    """
    if len(key) < SOUND_LETTERS or not key.isascii() or not key.isalpha():
        return key
    classes = [_CLASSES.get(letter, "") for letter in key]
    kept = [own for at, own in enumerate(classes) if at and own and own != classes[at - 1]]
    return (key[0] + "".join(kept) + "000")[:4]


def _numbered(words: Sequence[str]) -> Ints:
    known: dict[str, int] = {}
    return np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int32)


class Telling:
    """A passage as its telling words: their numbers in the row, and what is read from them when it is asked for.

    `place` counts the passages of one row that are read, from 0; `words` is the length of the passage.
    """

    __slots__ = ("_anchors", "_common", "_numbers", "_stems", "_vector", "at", "place", "row", "tables", "words")

    def __init__(self, row: WordRow, place: int, words: int, at: Ints, common: Bools | None, tables: Tables) -> None:
        self.row, self.place, self.words, self.at, self.tables = row, place, words, at, tables
        self._common = common
        self._stems: tuple[str, ...] | None = None
        self._anchors: tuple[str, ...] | None = None
        self._numbers: frozenset[str] | None = None
        self._vector: Vectors | None = None

    @property
    def names(self) -> Bools:
        """Which of the words are written with a capital."""
        return np.asarray(self.row.capital[self.at])

    @property
    def quoted(self) -> Bools:
        """Which of the words stand in quotation marks."""
        return np.asarray(self.row.quoted[self.at])

    @property
    def common(self) -> Bools:
        """Which of the words are common in the row's own outlet (see `index.Runs`)."""
        return np.zeros(len(self.at), dtype=np.bool_) if self._common is None else np.asarray(self._common[self.at])

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of the words."""
        if self._stems is None:
            self._stems = tuple([self.tables.stems[number] for number in self.row.ids[self.at].tolist()])
        return self._stems

    @property
    def anchored(self) -> Ints:
        """The forms of the names and numbers, in order."""
        ids = self.row.ids[self.at]
        return np.asarray(ids[self.names | self.tables.number[ids]])

    @property
    def anchors(self) -> tuple[str, ...]:
        """The names and numbers in order, numbers as digits."""
        if self._anchors is None:
            self._anchors = tuple([self.tables.keys[number] for number in self.anchored.tolist()])
        return self._anchors

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers and named days."""
        if self._numbers is None:
            ids = self.row.ids[self.at]
            self._numbers = frozenset([self.tables.keys[number] for number in ids[self.tables.number[ids]].tolist()])
        return self._numbers

    @property
    def vector(self) -> Vectors:
        """What the words mean together (see `meaning.passage_vectors`)."""
        if self._vector is None:
            self._vector = passage_vectors([self.row.ids[self.at]], self.tables.known)[0]
        return self._vector

    def part(self, place: int, words: int, at: Ints) -> Telling:
        """Some of its words as a passage of their own."""
        return Telling(self.row, place, words, at, self._common, self.tables)


def tellings(row: WordRow, common: Bools | None = None, tables: Tables | None = None) -> list[Telling]:
    """The passages of a row that can be judged, furniture, captions and headlines aside."""
    tables = tables or Tables(row.vocabulary)
    passages = sorted(row.report.passages) or [(0, len(row.report.text), "body")]
    numbers = row.passage if row.report.passages else np.zeros(len(row), dtype=np.int8)
    plain = ~tables.grammar[row.ids] if len(row) else np.zeros(0, np.bool_)
    edges = np.searchsorted(numbers, np.arange(len(passages) + 1)) if len(row) else None
    found: list[Telling] = []
    for number, (low, high, kind) in enumerate(passages):
        first, stop = (int(edges[number]), int(edges[number + 1])) if edges is not None else (0, 0)
        if kind in ("boilerplate", "caption", "headline", "header") or stop - first < LEAST_WORDS:
            continue
        if stop - first <= CREDIT_LINE_WORDS and any(low <= start < high for start, *_ in row.report.credits):
            continue
        at = first + np.flatnonzero(plain[first:stop] & (numbers[first:stop] == number))
        if len(at):
            found.append(Telling(row, len(found), stop - first, narrow(at), common, tables))
    return found
