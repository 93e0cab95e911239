"""The words about an event that tell whether two sentences speak of one happening: those near it, and its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from whence.weigh.words import lexicon, lexicon_rows, mapping

_WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*\.?|\d[\d,.]*\d|\d")
_NEAR = 14
"""Words on each side of the event's word that are read as its own: about a clause of news English."""
_BEFORE_PASSIVE = 6
_AFTER_ACTIVE = 8
"""Words within which a name is taken for the one it was done to."""
_PASSIVE = frozenset({"was", "were", "been", "be", "being", "is", "are"})
_ELSEWHERE = frozenset({"in", "at", "near", "from", "by", "after", "before", "over", "during", "and", "as", "that"})
_ENDINGS = ("ians", "ian", "ia", "ans", "an", "a", "is", "i", "s", "n")
_TAILS = ("ings", "ing", "edly", "ed", "es", "s", "e")


@dataclass(frozen=True, slots=True)
class Near:
    """The stems near an event: `names` of capitalised words, `others` of the rest, and the kinds of happening named."""

    names: frozenset[str]
    others: frozenset[str]
    kinds: frozenset[str]
    subject_names: frozenset[str]
    """The names before the event's word: mostly those who did it, or to whom it was done."""
    patients: frozenset[str]
    """The names nearest to whom or what it was done to: `killed Smith`, `Smith was killed`, `the killing of Smith`."""

    @property
    def all(self) -> frozenset[str]:
        """Names and other words together."""
        return self.names | self.others


@cache
def _kinds() -> dict[str, str]:
    table: dict[str, str] = {}
    for (line,) in lexicon_rows("timeline_kinds.txt"):
        words = line.split()
        for word in words:
            table.setdefault(word, words[0])
            table.setdefault(stem(word), words[0])
    return table


def kind_of(word: str) -> str:
    """The kind of happening that a word as written names: one word for all its synonyms, its stem where it has none."""
    lower = word.lower()
    lower = mapping("timeline_forms.tsv").get(lower, lower)
    return _kinds().get(lower) or _kinds().get(stem(lower)) or stem(lower)


@cache
def stem(word: str) -> str:
    """A word without its ending, the same for `fire, fires, fired, firing`. Crude on purpose: only ever compared."""
    word = word.lower()
    for tail in _TAILS:
        if word.endswith(tail) and len(word) - len(tail) >= 3:
            word = word[: -len(tail)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


@cache
def name_stem(word: str) -> str:
    """A name without the endings that make a people of a country: `Iraq, Iraqi`; `Syria, Syrian, Syrians`."""
    word = word.lower().replace(".", "")
    if len(word) < 5:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def near(sentence: str, at: int, length: int) -> Near:
    """What stands near the event's word, which is `sentence[at : at + length]`."""
    words = [(match.start(), match.group()) for match in _WORD.finditer(sentence)]
    place = next((index for index, (start, word) in enumerate(words) if start + len(word) > at), 0)
    window = words[max(0, place - _NEAR) : place + _NEAR + 1]
    left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt")
    names: set[str] = set()
    others: set[str] = set()
    kinds: set[str] = set()
    before: set[str] = set()
    for start, word in window:
        if at <= start < at + length:
            continue
        lower = word.lower().rstrip(".")
        if lower in left_out or len(lower) < 2:
            continue
        found = kind_of(lower)
        if found in _kinds():
            kinds.add(found)
        if word[0].isupper() and (start > 0 or _is_name(words, word)):
            names.add(name_stem(word))
            if start < at:
                before.add(name_stem(word))
        else:
            others.add(stem(lower))
    patients = _patients(words, place)
    return Near(frozenset(names), frozenset(others), frozenset(kinds), frozenset(before), patients)


def _patients(words: Sequence[tuple[int, str]], place: int) -> frozenset[str]:
    """The names of the one it was done to; none where they stand too far off to be sure."""
    left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt")

    def is_named(word: str) -> bool:
        return word[0].isupper() and word.lower().rstrip(".") not in left_out

    passive = any(word.lower() in _PASSIVE for _, word in words[max(0, place - 2) : place])
    if passive:
        before = words[max(0, place - _BEFORE_PASSIVE) : place]
        return frozenset(name_stem(word) for _, word in before if is_named(word))
    found = []
    for _, word in words[place + 1 : place + 1 + _AFTER_ACTIVE]:
        if is_named(word):
            found.append(name_stem(word))
        elif found or word.lower() in _ELSEWHERE:
            break
    return frozenset(found)


def _is_name(words: Sequence[tuple[int, str]], first: str) -> bool:
    """Whether a sentence's first word is a name: capitals throughout, or capitalised again or before a capital."""
    if first.isupper() and len(first) > 1:
        return True
    return len(words) > 1 and words[1][1][0].isupper() and words[1][0] == len(first) + 1
