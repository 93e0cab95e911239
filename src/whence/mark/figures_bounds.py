"""The words that bound a number: `at least`, `more than`, `up to`, `some`, `or so`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from whence.mark.figures_lexicon import bound_phrases
from whence.mark.figures_numbers import Quantity
from whence.records import Bound

_LONGEST = 64
_STRENGTH: dict[Bound, int] = {"at_least": 3, "more_than": 3, "at_most": 3, "less_than": 3, "about": 2, "exactly": 1}


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number with the words that bound it: the span of both, the bound, and its lowest and highest value."""

    start: int
    end: int
    bound: Bound
    low: float | None
    high: float | None
    stated: bool
    """Whether words in the text gave the bound."""


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    phrases = sorted(bound_phrases("before"), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![\w-])(?P<phrase>{'|'.join(map(_spaced, phrases))})\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    phrases = sorted(bound_phrases("after"), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\s?(?P<phrase>{'|'.join(map(_spaced, phrases))})(?!\w)", re.IGNORECASE)


def _spaced(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+")


def bounded(number: Quantity, text: str, floor: int, token_at: Callable[[int], Token | None]) -> Bounded | None:
    """The number with its bound; `token_at` finds the token that begins at an offset.

    Nothing before offset `floor` is read. None where the bound leaves nothing known (`up to several hundred`).
    """
    start, bound, stated = number.start, None, False
    while (match := _before().search(text, max(floor, start - _LONGEST), start)) is not None:
        if match.end() != start or (match["phrase"] != "~" and match.end("phrase") == start):
            break
        phrase = bound_phrases("before")[re.sub(r"\s+", " ", match["phrase"].lower())]
        word = token_at(match.start())
        if (phrase.small and not _bounds(word, number)) or (word is not None and word.dep_ == "prt"):
            break  # `adds up to two`
        if bound is None or _STRENGTH[phrase.bound] > _STRENGTH[bound]:
            bound = phrase.bound
        start, stated = match.start(), True
    end = number.end
    if bound is None and not number.is_range and (after := _after().match(text, end)) is not None:
        phrase = bound_phrases("after")[re.sub(r"\s+", " ", after["phrase"].lower())]
        bound, end, stated = phrase.bound, after.end(), True
    if number.is_range:
        start = _range_start(start, text, floor)
        return Bounded(start, end, "range", number.low, number.high, True)
    if number.high is None:
        if bound in ("at_most", "less_than"):
            return None
        return Bounded(start, end, "at_least", number.low, None, stated)
    loose = bound is None and re.match(r"(?:an?|half a) ", text[number.start : number.end], re.IGNORECASE)
    return interval(start, end, "about" if loose else bound or "exactly", number.low, stated)  # `a dozen` is about 12


def interval(start: int, end: int, bound: Bound, value: float, stated: bool) -> Bounded:
    """A bounded single number: at_least and more_than have no high, at_most and less_than no low."""
    low = None if bound in ("at_most", "less_than") else value
    high = None if bound in ("at_least", "more_than") else value
    return Bounded(start, end, bound, low, high, stated)


def _range_start(start: int, text: str, floor: int) -> int:
    """Where a range begins, its `between` or `from` included, and what estimates stand before that."""
    match = re.search(r"(?<!\w)(?:between|from)\s+$", text[max(floor, start - 12) : start], re.IGNORECASE)
    if match is None:
        return start
    start = max(floor, start - 12) + match.start()
    estimate = _before().search(text, max(floor, start - _LONGEST), start)
    return start if estimate is None else estimate.start()


def _bounds(word: Token | None, number: Quantity) -> bool:
    """Whether an everyday preposition bounds the number (`over 4,000 troops`) or not (`talks about 200 prisoners`)."""
    if word is None:
        return False
    if word.dep_ == "prep" and word.head.i < word.i:
        return word.lower_ not in ("about", "around") and number.low >= 20
    return not (number.spelled and number.low < 4)
