"""Words of a text with their offsets, in a form in which two readings of the same words can be compared.

Two outlets that print one sentence differ in quotation marks, spelling, contractions, hyphens, numerals and the points
in abbreviations. None of that is a change of words. A `Word` keeps its place in the text and has a `norm` in which
those habits of the house are gone; what differs between norms is a difference of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal
from unicodedata import combining, normalize

WordKind = Literal["word", "bracketed", "ellipsis"]

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or one part of a contraction or of a hyphenated word.

    `start, end` are offsets into the text; parts of one printed word share a `group`. `kind` tells words that an editor
    put in brackets (square ones, or round ones around three words or fewer), letters that a house left out of an
    expletive (`f***ing`, bracketed as well) and marks of omission from the speaker's.
    """

    start: int
    end: int
    norm: str
    kind: WordKind
    group: int


def lexicon_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a lexicon of this folder, split at tabs; blank lines and lines that start with `#` are left out."""
    text = resources.files("whence.weigh").joinpath("lexicons", name).read_text(encoding="utf-8")
    lines = (line.rstrip() for line in text.splitlines())
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=32)
def lexicon(name: str) -> frozenset[str]:
    """The first column of a lexicon."""
    return frozenset(row[0] for row in lexicon_rows(name))


@lru_cache(maxsize=32)
def mapping(name: str) -> dict[str, str]:
    """A lexicon of two columns: what is written, and what stands for it."""
    return {row[0]: row[1] for row in lexicon_rows(name)}


_TOKEN = re.compile(
    r"""
    (?P<ellipsis>\[\s*(?:\.\s?\.\s?\.(?:\s?\.)?|…)\s*\]|\.\s?\.\s?\.(?:\s?\.)?|…|\*\s\*\s\*)
  | (?P<bleeped>[^\W\d_]+\*+[^\W\d_]+|(?<!\w)[^\W\d_]\*{2,}
      |[^\W\d_]+-{2,}[b-hj-z](?!\w)|(?<!\w)[b-hj-zB-HJ-Z]-{2,}[^\W\d_]{0,4}(?!\w))
  | (?P<bracketed>(?<!\w)\[[^\[\]\n]{1,80}\](?!\w)|(?<!\w)\((?:[\w.'’-]+[ ]?){1,3}\)(?!\w))
  | (?P<number>[$€£]?\d+(?:[,.]\d+)*(?:(?:st|nd|rd|th)\b)?)
  | (?P<percent>%)
  | (?P<and>(?<=\s)&(?=\s))
  | (?P<acronym>\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?(?:['’]s\b)?)
  | (?P<word>(?:\[\w+\])?\w+(?:['’]\w+|\[\w+\])*)
    """,
    re.VERBOSE,
)
_PLAIN = re.compile(r"\w+(?:['’]\w+)*")
_STATES = {
    "US": "united-states", "USA": "united-states", "UN": "united-nations", "UK": "united-kingdom",
    "EU": "european-union",
}  # fmt: skip
"""Abbreviations that stand for two words."""
_PAIRS: dict[tuple[str, ...], str] = {tuple(name.split("-")): name for name in sorted(set(_STATES.values()))} | {
    ("per", "cent"): "percent"
}
"""What is written as two words and counts as one."""
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9, "trillion": 10**12}
_ISE = re.compile(r"^(\w{3,})is(e|ed|es|er|ers|ing|ation|ations)$")
_OUR = re.compile(r"^(\w{3,})our(s|ed|ing|able|ite|ites|ful|hood|er|ers|ly)?$")
_DOUBLE_L = re.compile(r"^(\w{3,}[aeiou])ll(ed|ing|er|ers|or|ors)$")
_PRONOUN_IS = frozenset({"it", "he", "she", "that", "there", "here", "what", "who", "where", "how"})


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order, contractions and hyphenated words in their parts, numerals as digits."""
    return tuple(_numerals(list(_phrases(list(_units(text))))))


def _units(text: str) -> Iterator[Word]:
    for group, found in enumerate(_TOKEN.finditer(text)):
        start, end, shape = found.start(), found.end(), found.lastgroup
        if shape == "ellipsis":
            yield Word(start, end, ELLIPSIS, "ellipsis", group)
        elif shape == "bracketed":
            for inner in _PLAIN.finditer(text, start, end):
                yield Word(inner.start(), inner.end(), _norm(inner.group()), "bracketed", group)
        elif shape == "bleeped":
            yield Word(start, end, found.group().lower(), "bracketed", group)
        elif shape == "number":
            yield Word(start, end, _number(found.group()), "word", group)
        elif shape == "percent":
            yield Word(start, end, "percent", "word", group)
        elif shape == "and":
            yield Word(start, end, "and", "word", group)
        elif shape == "acronym":
            yield Word(start, end, _acronym(found.group().replace("’", "'")), "word", group)
        else:
            yield from _parts(found.group(), start, group)


def _parts(written: str, start: int, group: int) -> Iterator[Word]:
    """A printed word in its parts: `wouldn't` is `would` and `not`, `[t]he` is `the`."""
    plain = written.replace("’", "'").replace("[", "").replace("]", "")
    end = start + len(written)
    pieces = _contraction(plain.lower()) if plain == written.replace("’", "'") else None
    if pieces is None:
        # `[t]he` is the house's capital; `say[s]` is the editor's word
        yield Word(start, end, _norm(plain), "bracketed" if "[" in written[1:] else "word", group)
        return
    cut = start + pieces[2]
    yield Word(start, cut, pieces[0], "word", group)
    yield Word(cut, end, pieces[1], "word", group)


@lru_cache(maxsize=4096)
def _contraction(low: str) -> tuple[str, str, int] | None:
    """The two words of a contraction and the length of the first as printed, or None."""
    whole = mapping("words_contractions.tsv").get(low)
    if whole is not None:
        first, second = whole.split()
        return first, second, min(len(first), len(low) - 1)
    if low.endswith("n't") and len(low) > 3:
        return low[:-3], "not", len(low) - 3
    host, mark, tail = low.rpartition("'")
    full = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}.get(tail)
    if mark and host and full:
        return host, full, len(host)
    if tail == "s" and host in _PRONOUN_IS:
        return host, "is", len(host)
    return None


@lru_cache(maxsize=65536)
def _norm(word: str) -> str:
    plain = word.replace("’", "'")
    host = plain.removesuffix("'s")
    return _STATES[host] + plain[len(host) :] if host in _STATES else spelling(_unaccented(plain).lower())


def _unaccented(word: str) -> str:
    """A word without accents: whether a house prints those of a foreign name is its style."""
    if word.isascii():
        return word
    return "".join(char for char in normalize("NFKD", word) if not combining(char))


def spelling(low: str) -> str:
    """A lower-case word in one spelling for British and American usage, abbreviations of titles written out."""
    if low.endswith("'s"):
        return spelling(low[:-2]) + "'s"
    low = mapping("words_spelling.tsv").get(low, low)
    for pattern, put in ((_ISE, r"\1iz\2"), (_OUR, r"\1or\2"), (_DOUBLE_L, r"\1l\2")):
        low = pattern.sub(put, low)
    return low


def _acronym(written: str) -> str:
    bare = written.replace(".", "")
    host = bare.removesuffix("'s")
    return _STATES[host] + bare[len(host) :] if host in _STATES else bare.lower()


def _number(written: str) -> str:
    sign = written[0] if written[0] in "$€£" else ""
    digits = written[len(sign) :]
    ending = digits[-2:] if digits[-2:] in ("st", "nd", "rd", "th") else ""
    digits = digits.removesuffix(ending)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    return sign + digits + ("th" if ending else "")


def _phrases(units: list[Word]) -> Iterator[Word]:
    """Names of states and the like that stand for one abbreviation; `per cent`."""
    at = 0
    while at < len(units):
        here = units[at]
        after = units[at + 1] if at + 1 < len(units) else None
        norm = _pair(here.norm, after.norm) if after is not None and here.kind == "word" else None
        if norm is not None and after is not None:
            yield Word(here.start, after.end, norm, "word", here.group)
            at += 2
        else:
            yield here
            at += 1


def _pair(one: str, two: str) -> str | None:
    """The one word that two stand for, with the second's possessive."""
    host = two.removesuffix("'s")
    found = _PAIRS.get((one, host))
    return found + two[len(host) :] if found is not None else None


def _numerals(units: list[Word]) -> Iterator[Word]:
    """Runs of number words and scales as one numeral: `four thousand` and `4,000` are the same word."""
    at = 0
    while at < len(units):
        value, stop = _numeral_at(units, at)
        if value is None:
            yield units[at]
            at += 1
            continue
        sign = units[at].norm[0] if units[at].norm[0] in "$€£" else ""
        if not sign and stop < len(units) and units[stop].norm in ("dollar", "dollars"):
            sign, stop = "$", stop + 1
        norm = sign + (str(int(value)) if value == int(value) else repr(value))
        yield Word(units[at].start, units[stop - 1].end, norm, units[at].kind, units[at].group)
        at = stop


def _numeral_at(units: list[Word], at: int) -> tuple[float | None, int]:
    """The value of the numeral that starts at a word, and the place after it; None where none starts."""
    names = mapping("words_numerals.tsv")
    total = current = 0.0
    seen = False
    stop = at
    while stop < len(units) and units[stop].kind == "word":
        norm = units[stop].norm.lstrip("$€£") if stop == at else units[stop].norm
        if norm in _SCALES and seen:
            current, total = _scaled(current, total, _SCALES[norm])
        elif norm in names and (not seen or (current % 100 == 0 and current) or _tens(units, stop, current)):
            current += float(names[norm])
        elif not seen and re.fullmatch(r"\d+(?:\.\d+)?", norm):
            if len(norm) > 15:
                return None, at
            current = float(norm)
        else:
            break
        seen = True
        stop += 1
    return (total + current, stop) if seen else (None, at)


def _scaled(current: float, total: float, scale: int) -> tuple[float, float]:
    return (current * scale, total) if scale == 100 else (0.0, total + current * scale)


def _tens(units: list[Word], at: int, current: float) -> bool:
    """`twenty-five`: a unit joined by a hyphen to the tens before it (both are parts of the same printed run)."""
    return 20 <= current % 100 <= 90 and current % 10 == 0 and units[at].start == units[at - 1].end + 1


def is_number(norm: str) -> bool:
    """Whether a norm is a numeral, with or without a currency sign."""
    return norm.lstrip("$€£")[:1].isdigit()


def is_function(norm: str) -> bool:
    """Whether a norm is one of the words that any English sentence may hold."""
    return norm in lexicon("words_function.txt")


@lru_cache(maxsize=65536)
def stem(norm: str) -> str:
    """A short form that inflections of one word share, for finding statements that agree; never used in a diff."""
    word = norm.removesuffix("'s").removesuffix("'")
    if len(word) <= 3 or is_number(word):
        return word
    if word.endswith(("ies", "ied")) and len(word) > 5:
        return stem(word[:-3] + "y")
    for ending in ("ing", "edly", "ed", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undouble(word.removesuffix(ending))
    if word.endswith("es") and len(word) > 5 and word[-3] in "sxzh":
        return word[:-2].removesuffix("e")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _undouble(word)


def _undouble(word: str) -> str:
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.removesuffix("e")
