"""What comparison needs to know of a report, and the report as a row of words.

A report is compared as its words: letters and digits without case, accents or typography, hyphens and dashes dividing,
so that `narco‑terrorists` and `narco terrorists`, `don’t` and `don't`, `U.S.` and `US` are the same words. Every word
keeps the offsets that it was written at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from whence.compare.spread import spread
from whence.records import CreditKind, PassageKind, Spans

Ints = npt.NDArray[np.signedinteger[Any]]
"""Whole numbers; rows of words keep theirs in as few bytes as hold them."""
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Comparable:
    """A report as comparison reads it.

    `passages` are (start, end, kind), in order; text outside them is compared as body. `quoted` are the words inside
    quotation marks (or otherwise given as somebody's own words). `credits` are (start, end, outlet as written, kind).
    `published_earliest, published_latest` are inclusive ISO days or None.
    """

    report_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published_earliest: str | None = None
    published_latest: str | None = None
    passages: tuple[tuple[int, int, PassageKind], ...] = ()
    quoted: Spans = ()
    credits: tuple[tuple[int, int, str, CreditKind], ...] = ()
    left_out: Spans = ()
    """Text of the page inside the sentences (links to other reports), in order: passed over as if it were not there."""
    told: tuple[tuple[int, int, str], ...] = ()
    """What the report tells as said by somebody named: (start, end, the speaker's last name), with source and cue."""
    published_at: str | None = None
    """The moment of publication in UTC (`2031-05-02T14:05:00+00:00`), where the report gives its time and offset."""


_WORD = re.compile(
    r"\d+(?:[.,]\d+)*"  # 6,500 and 1.5 are one word; the letters of 5pm and 1106ft are the next
    r"|(?:[^\W\d_]\.){2,}"  # U.S., C.I.A.
    r"|[^\W\d_]+(?:['’ʼ‘`][^\W\d_]+)*"  # don't, Chávez's
)
_TYPOGRAPHIC = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
REMEMBERED = 1 << 20
"""Words as written whose form is kept; others are folded again."""
_SENTENCE_END = re.compile(r"[.!?…]['\"’”)\]]*\s+(?=['\"‘“(\[]*[^\W\d_a-zß-öø-ÿ]|['\"‘“]*\d)|\n+")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Maj|Sgt|Capt|St|No|Jr|Sr|Rev|Adm))\.$")


@lru_cache(maxsize=1 << 18)
def word_form(word: str) -> str:
    """The form in which a word is compared: no case, no accents, one kind of apostrophe, no thousands commas."""
    if word[0].isdigit():
        return word.replace(",", "")
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word.translate(_TYPOGRAPHIC))
        word = "".join(char for char in plain if not unicodedata.combining(char))
    return word.replace(".", "").casefold()


def lexicon_lines(name: str) -> list[str]:
    """The lines of a lexicon file in `compare/lexicon`, empty ones and `#` lines aside."""
    lines = resources.files(__package__).joinpath("lexicon", name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=8)
def lexicon(name: str) -> frozenset[str]:
    """The word forms of a lexicon file, one a line."""
    return frozenset(line.strip() for line in lexicon_lines(name))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text are; a possessive or contraction is one word, a hyphenated word is its parts."""
    return [match.span() for match in _WORD.finditer(text)]


def sentence_starts(text: str) -> list[int]:
    """Offsets at which sentences start, the first always 0. A light rule: it serves comparison, not marking."""
    starts = [0]
    for match in _SENTENCE_END.finditer(text):
        upto = text[max(0, match.start() - 5) : match.start() + 1]
        if "\n" in match.group() or not _ABBREVIATED.search(upto):
            starts.append(match.end())
    return starts


def sentences_around(text: str, span: tuple[int, int], within: tuple[int, int] | None = None) -> tuple[int, int]:
    """The span grown to the sentences that it begins and ends in, `within` a passage or else its lines."""
    if within is None:
        stop = text.find("\n", span[1])
        within = text.rfind("\n", 0, span[0]) + 1, len(text) if stop < 0 else stop
    low, high = within
    starts = [low + at for at in sentence_starts(text[low:high])]
    return max(at for at in starts if at <= span[0]), min([at for at in starts if at >= span[1]], default=high)


@dataclass(frozen=True, slots=True, eq=False)
class WordRow:
    """The words of one report that take part in comparison (boilerplate and captions are left out).

    `ids` are vocabulary numbers, meaningful within one run only. `segment` changes where boilerplate was left out, so
    that nothing is matched across it. `passage` is the number of the passage that a word stands in, -1 outside any.
    """

    report: Comparable
    vocabulary: Sequence[str]
    """The word forms by number, shared by all rows of a run."""
    ids: Ints
    starts: Ints
    ends: Ints
    segment: Ints
    passage: Ints
    quoted: Bools
    sentence: Ints
    capital: Bools
    """Which words are written with a capital."""

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def forms(self) -> tuple[str, ...]:
        """The word forms, made when asked for and kept for a while: a large pile has no room for all at once."""
        return _forms(self)

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Offsets of words first..stop-1 in the report's text."""
        return int(self.starts[first]), int(self.ends[stop - 1])


@lru_cache(maxsize=1024)
def _forms(row: WordRow) -> tuple[str, ...]:
    return tuple([row.vocabulary[number] for number in row.ids.tolist()])


def forget_forms() -> None:
    """Let go of the forms that are kept for a while."""
    _forms.cache_clear()


class Vocabulary:
    """Word forms and their numbers, in the order in which they were met."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._as_written: dict[str, int] = {}

    def number(self, word: str) -> int:
        """The number of a word's form, the word as it is written in a text."""
        known = self._as_written.get(word)
        if known is None:
            form = word_form(word)
            known = self._numbers.setdefault(form, len(self.forms))
            if known == len(self.forms):
                self.forms.append(form)
            if len(self._as_written) < REMEMBERED:
                self._as_written[word] = known
        return known

    def take_over(self, forms: Sequence[str]) -> Ints:
        """The numbers of forms that another vocabulary numbered."""
        for form in forms:
            if form not in self._numbers:
                self._numbers[form] = len(self.forms)
                self.forms.append(form)
        return np.array([self._numbers[form] for form in forms], dtype=np.int32)


def narrow(values: Ints) -> Ints:
    """The same numbers in as few bytes as hold them."""
    if not len(values):
        return values.astype(np.int8)
    low, high = int(values.min()), int(values.max())
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return values.astype(kind)
    return values


def inside(starts: Ints, spans: Sequence[tuple[int, int]]) -> Bools:
    """Which of the offsets lie in one of the sorted spans, which may overlap."""
    if not spans or not len(starts):
        return np.zeros(len(starts), dtype=np.bool_)
    lows = np.array([low for low, _ in spans], dtype=np.int64)
    highs = np.maximum.accumulate(np.array([high for _, high in spans], dtype=np.int64))
    at = np.searchsorted(lows, starts, side="right") - 1
    return np.asarray((at >= 0) & (starts < highs[np.maximum(at, 0)]))


def word_rows(reports: Sequence[Comparable], jobs: int = 1) -> list[WordRow]:
    """The reports as words, with one vocabulary."""

    def some(low: int, high: int) -> tuple[list[str], list[tuple[Ints | Bools, ...]]]:
        own = Vocabulary()
        rows = [word_row(report, own) for report in reports[low:high]]
        return own.forms, [
            (r.ids, r.starts, r.ends, r.segment, r.passage, r.quoted, r.sentence, r.capital) for r in rows
        ]

    vocabulary = Vocabulary()
    found: list[WordRow] = []
    for _, (forms, columns) in spread(some, len(reports), jobs):
        numbers = vocabulary.take_over(forms)
        for ids, *rest in columns:
            found.append(WordRow(reports[len(found)], vocabulary.forms, numbers[ids], *rest))  # type: ignore[arg-type]
    return found


def word_row(report: Comparable, vocabulary: Vocabulary) -> WordRow:
    """A report as words; `vocabulary` is filled with the forms met."""
    spans = np.array(word_spans(report.text), dtype=np.int64).reshape(-1, 2)
    passages = sorted(report.passages)
    bounds = [(start, end) for start, end, _ in passages]
    furniture = [(start, end) for start, end, kind in passages if kind in ("boilerplate", "caption")]
    spans = spans[~inside(spans[:, 0], furniture) & ~inside(spans[:, 0], report.left_out)]
    starts, ends = np.ascontiguousarray(spans[:, 0]), np.ascontiguousarray(spans[:, 1])
    lows = np.array([low for low, _ in bounds], dtype=np.int64)
    passage = np.where(inside(starts, bounds), np.searchsorted(lows, starts, side="right") - 1, -1)
    segment = np.searchsorted(np.array([low for low, _ in furniture], dtype=np.int64), starts, side="right")
    quotes = [(start, end) for start, end, kind in passages if kind == "block_quote"]
    text, number = report.text, vocabulary.number
    ids = np.array([number(text[start:end]) for start, end in spans.tolist()], dtype=np.int32)
    return WordRow(
        report=report,
        vocabulary=vocabulary.forms,
        ids=ids,
        starts=narrow(starts),
        ends=narrow(ends),
        segment=narrow(segment),
        passage=narrow(passage),
        quoted=inside(starts, sorted(report.quoted)) | inside(starts, quotes),
        capital=np.array([text[start].isupper() for start in starts.tolist()], dtype=np.bool_),
        sentence=narrow(np.searchsorted(np.array(sentence_starts(report.text)), starts, side="right")),
    )
