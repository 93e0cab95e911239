"""Words compared: folded, with their places; which of them carry meaning; where a text comes nearest to a quotation."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib import resources

WORD = re.compile(r"\w+(?:['’.,]\w+)*", re.UNICODE)
NEGATORS = frozenset(
    [
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "without", "hardly",
    ]
)  # fmt: skip
_SUFFIXES = ("ations", "ation", "ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s", "e")
_EMPTY = frozenset(
    [
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "but",
        "as", "that", "this", "these", "those", "it", "its", "he", "she", "they", "them", "his", "her",
        "their", "there", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do",
        "does", "did", "will", "would", "can", "could", "may", "might", "should", "who", "which", "what",
        "when", "where", "while", "after", "before", "about", "into", "than", "then", "so", "also", "only",
        "very", "more", "most", "other", "some", "any", "all", "said", "says", "say", "told", "tell",
        "according", "added", "reported", "he's", "i", "we", "you", "our", "your", "my", "me", "us", "not",
        "no", "over", "up", "out", "off", "if", "one", "two", "three", "four", "five", "six", "seven",
        "eight", "nine", "ten", "eleven", "twelve", "least", "nearly", "around", "some", "almost", "monday",
        "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december",
        "jan", "feb", "apr", "aug", "sep", "sept", "oct", "nov", "dec", "tues", "thurs",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word, folded, and its characters."""

    norm: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case, without accents, with plain apostrophes."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text, their places counted from the beginning of the text."""
    stop = len(text) if end is None else end
    return [Word(fold(m[0]), m.start(), m.end()) for m in WORD.finditer(text, start, stop)]


_HOUSE = (
    (re.compile(r"(?<=\w{3})is(?=e[drs]?$|ing$|ation$)"), "iz"),
    (re.compile(r"(?<=\w{3})ys(?=e[drs]?$|ing$)"), "yz"),
    (re.compile(r"(?<=\w{3})our(?=$|s$|ed$|ing$|able$|ite$|ful$)"), "or"),
    (re.compile(r"(?<=\w{2})ence(?=$|s$|less$)"), "ense"),
    (re.compile(r"(?<=\w{2})tre(?=s?$)"), "ter"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=\w{2})ll(?=ed$|ing$|er$)"), "l"),
)
_NUMBERS = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "thirteen": "13",
    "fourteen": "14",
    "fifteen": "15",
    "sixteen": "16",
    "seventeen": "17",
    "eighteen": "18",
    "nineteen": "19",
    "twenty": "20",
}


@lru_cache(maxsize=50_000)
def house(norm: str) -> str:
    """A word as any house would write it: `U.S.` and `US`, `defence` and `defense`, `ten` and `10` are one."""
    if re.fullmatch(r"(?:\w\.)+\w", norm):
        norm = norm.replace(".", "")
    if norm[:1].isdigit():
        return norm.replace(",", "")
    if norm in _NUMBERS:
        return _NUMBERS[norm]
    for written, plain in _HOUSE:
        norm = written.sub(plain, norm)
    return norm


def negates(norm: str) -> bool:
    """Whether a folded word turns what is said round."""
    return norm in NEGATORS or norm.endswith("n't")


_SETTLED = frozenset(["than", "or", "if"])
"""Behind these a `not` turns nothing: `more likely than not`, `whether or not`, `many, if not most`."""


def denials(words: Sequence[Word]) -> list[int]:
    """Where words turn what is said round, by index: no `than not` and no `or not`."""
    return [
        at
        for at, word in enumerate(words)
        if negates(word.norm) and not (word.norm == "not" and at and words[at - 1].norm in _SETTLED)
    ]


def lexicon_pairs(name: str) -> list[tuple[str, str]]:
    """The two columns of a lexicon of this package."""
    lines = resources.files("whence.verify").joinpath("lexicon", name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(row[0], row[1]) for row in rows]


@cache
def _irregular() -> dict[str, str]:
    """Past forms and plurals without an ending that could be cut off."""
    return dict(lexicon_pairs("irregular.txt"))


@lru_cache(maxsize=50_000)
def stem(norm: str) -> str:
    """A word without its commonest endings, so that `collapsed` and `collapse` are one."""
    norm = norm.removesuffix("'s")
    norm = _irregular().get(norm, norm)
    for suffix in _SUFFIXES:
        if norm.endswith(suffix) and len(norm) - len(suffix) >= 4:
            return norm[: -len(suffix)]
    return norm


def content(text: str, start: int = 0, end: int | None = None) -> frozenset[str]:
    """The stems that carry meaning: no small words, no numbers, no names of days and months."""
    return frozenset(one for _, one in meaning(words_of(text, start, end)))


_SHORT_FOR = {
    ("united", "states"): "u.s",
    ("united", "nations"): "u.n",
    ("united", "kingdom"): "u.k",
    ("european", "union"): "eu",
}


def meaning(words: Sequence[Word]) -> list[tuple[int, str]]:
    """The stems that carry meaning, each with its place: `United States` and `U.S.` are one."""
    found = []
    at = 0
    while at < len(words):
        norm = words[at].norm
        short = _SHORT_FOR.get((norm, words[at + 1].norm.removesuffix("'s"))) if at + 1 < len(words) else None
        if short is not None:
            found.append((words[at].start, short))
            at += 2
            continue
        if carries(norm) or norm in _SHORT_FOR.values():
            found.append((words[at].start, stem(norm)))
        at += 1
    return found


def carries(norm: str) -> bool:
    """Whether a word carries meaning of its own: no small word, no number, no name of a day or month."""
    return norm not in _EMPTY and not norm[0].isdigit() and len(norm) > 2


def numbers(text: str, start: int = 0, end: int | None = None) -> frozenset[str]:
    """The numbers of two digits or more in a stretch, without their commas."""
    found = (w.norm.replace(",", "") for w in words_of(text, start, end) if w.norm[0].isdigit())
    return frozenset(one for one in found if len(one) > 1)


def runs(wanted: Sequence[str], norms: Sequence[str]) -> list[int]:
    """Where the words stand one after the other: the index of the first word of each place."""
    size = len(wanted)
    first = wanted[0]
    return [
        at for at in range(len(norms) - size + 1) if norms[at] == first and list(norms[at : at + size]) == list(wanted)
    ]


def nearest(wanted: Sequence[str], norms: Sequence[str]) -> tuple[int, int, int]:
    """The stretch that holds most of the words in order: (from, to, words shared); (0, 0, 0) where none does."""
    size = min(len(norms), len(wanted) + max(3, len(wanted) // 3))
    need = Counter(wanted)
    have: Counter[str] = Counter()
    best, best_at, shared = 0, 0, 0
    for at, norm in enumerate(norms):
        have[norm] += 1
        shared += have[norm] <= need[norm]
        if at >= size:
            gone = norms[at - size]
            shared -= have[gone] <= need[gone]
            have[gone] -= 1
        if shared > best:
            best, best_at = shared, max(0, at - size + 1)
    if best < 2:
        return 0, 0, 0
    low, high = max(0, best_at - 4), min(len(norms), best_at + size + 4)
    blocks = [b for b in SequenceMatcher(None, wanted, norms[low:high], autojunk=False).get_matching_blocks() if b.size]
    return low + blocks[0].b, low + blocks[-1].b + blocks[-1].size, sum(b.size for b in blocks)


def difference(
    report: str, theirs: Sequence[Word], draft: str, ours: Sequence[Word]
) -> tuple[tuple[str, str, str], ...]:
    """The draft's words against the report's, as (operation, the report's words, the draft's words)."""
    matcher = SequenceMatcher(None, [house(w.norm) for w in theirs], [house(w.norm) for w in ours], autojunk=False)
    return tuple((op, _span(report, theirs[a:b]), _span(draft, ours[c:d])) for op, a, b, c, d in matcher.get_opcodes())


def _span(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""
