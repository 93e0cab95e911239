"""Passages as they are compared for rewriting: the row of their telling words.

A passage is read as stems of content words, names and numbers, without the words of grammar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from whence.compare.comparable import Bools, Ints, WordRow, lexicon
from whence.compare.judge import is_number

LEAST_WORDS = 6
"""A shorter passage is not read at all."""
CREDIT_LINE_WORDS = 12
"""So few words that credit an outlet (`The Associated Press contributed to this report`) is left out."""
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "edly", "ed", "es", "ly", "s", "e")


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A passage as its telling words: their numbers in the row, stems, and whether each is a name or quoted.

    `common` flags words that are common in the row's own outlet (see `index.Runs`). `anchors` are its names and
    numbers in order, numbers as digits; `numbers` its numbers and named days. `place` counts the passages of one row
    from 0; `words` is its length.
    """

    row: WordRow
    number: int
    place: int
    words: int
    at: Ints
    stems: tuple[str, ...]
    names: Bools
    quoted: Bools
    common: Bools
    anchors: tuple[str, ...]
    numbers: frozenset[str]


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
    lines = resources.files(__package__).joinpath("lexicon", "numerals.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


@lru_cache(maxsize=1 << 17)
def matching_key(form: str) -> str:
    """The form by which telling words are matched: digits for words of number, else the stem."""
    return _numerals().get(form) or stem(form)


def tellings(row: WordRow, common: Bools | None = None) -> list[Telling]:
    """The passages of a row that can be judged, furniture, captions and headlines aside."""
    grammar = lexicon("function_words.txt")
    text = row.report.text
    passages = sorted(row.report.passages) or [(0, len(text), "body")]
    numbers = row.passage if row.report.passages else np.zeros(len(row), dtype=np.int64)
    found: list[Telling] = []
    for number, (low, high, kind) in enumerate(passages):
        first, stop = np.searchsorted(numbers, [number, number + 1]).tolist() if len(row) else (0, 0)
        if kind in ("boilerplate", "caption", "headline", "header") or stop - first < LEAST_WORDS:
            continue
        if stop - first <= CREDIT_LINE_WORDS and any(low <= start < high for start, *_ in row.report.credits):
            continue
        at = [word for word in range(first, stop) if numbers[word] == number and row.forms[word] not in grammar]
        if not at:
            continue
        names = [text[int(row.starts[word])].isupper() for word in at]
        found.append(
            Telling(
                row=row,
                number=number,
                place=len(found),
                words=stop - first,
                at=np.array(at, dtype=np.int64),
                stems=tuple(stem(row.forms[word]) for word in at),
                names=np.array(names, dtype=np.bool_),
                quoted=row.quoted[at],
                common=common[at] if common is not None else np.zeros(len(at), dtype=np.bool_),
                anchors=tuple(
                    matching_key(row.forms[word])
                    for word, name in zip(at, names, strict=True)
                    if name or is_number(row.forms[word])
                ),
                numbers=frozenset(matching_key(row.forms[word]) for word in at if is_number(row.forms[word])),
            )
        )
    return found
