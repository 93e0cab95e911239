"""Differences inside quotation marks that change nothing of what was said: sounds, small words, endings, spellings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from whence.weigh.utterances_items import Item
from whence.weigh.words import is_number, lexicon, stem
from whence.wordlists import wordlist

ALIKE = 75
"""Edit similarity (of 100) of two spellings of one foreign name."""
LEAST_LETTERS = 4
LETTER_LEFT_OUT = 8
"""In a word of so many letters one left out is a slip of the keyboard."""
VOWELS = "aeiouy"
_TWO_WAYS = {
    "'d": ("had", "would"), "had": ("'d",), "would": ("'d",), "'s": ("has", "is"), "has": ("'s",), "is": ("'s",),
    "cause": ("because",), "because": ("cause",),
}  # fmt: skip
"""What one contraction stands for, and one cut short (`'cause`)."""


def is_hesitation(item: Item, places: Sequence[int]) -> bool:
    """Whether the words at these places are sounds of hesitation, or words begun twice (`until the, until the`)."""
    said = [item.units[at].norm for at in places if item.units[at].norm not in lexicon("readings_fillers.txt")]
    if not said:
        return True
    size = len(places)
    run = list(range(places[0], places[0] + size)) == list(places)
    return run and any(_norms(item, at, size) == said for at in (places[0] - size, places[-1] + 1))


def _norms(item: Item, start: int, size: int) -> list[str]:
    """The words inside the marks at so many places; fewer where not all are."""
    return [item.units[at].norm for at in range(max(0, start), min(start + size, len(item.units))) if item.inside[at]]


def is_house_style(base: Item, lost: Sequence[int], reading: Item, gained: Sequence[int]) -> bool:
    """Whether two readings print the same words in two styles that no single word's norm can settle.

    A contraction that can stand for two words (`they'd`: would, had), `the dam's` for `the dam is`, `3rd` for `3` of
    a month, and `two to three` for `2-3`.
    """
    if not (lost and gained):
        item, places = (base, lost) if lost else (reading, gained)
        return [item.units[at].norm for at in places] == ["to"] and _between_numbers(item, places[0])
    one, two = _spelt_out(base, lost), _spelt_out(reading, gained)
    return len(one) == len(two) and all(
        a == b or (a in _TWO_WAYS and b in _TWO_WAYS[a]) for a, b in zip(one, two, strict=True)
    )


def _spelt_out(item: Item, places: Sequence[int]) -> list[str]:
    """The norms at these places; `'d` and `'s` as they stand, and behind a noun apart from it; ordinals as numerals."""
    found: list[str] = []
    for at in places:
        norm, printed = item.units[at].norm, item.given.text[item.units[at].start : item.units[at].end]
        if printed[:1] in "'’" and norm in ("would", "is"):
            found.append(printed.replace("’", "'").lower())
        elif norm.endswith("'s"):
            found.extend((norm[:-2], "'s"))
        else:
            found.append(norm.removesuffix("th") if is_number(norm) else norm)
    return found


def _between_numbers(item: Item, at: int) -> bool:
    return 0 < at < len(item.units) - 1 and is_number(item.units[at - 1].norm) and is_number(item.units[at + 1].norm)


def is_small(base: Item, lost: Sequence[int], reading: Item, gained: Sequence[int]) -> bool:
    """Whether what one has for the other's words are articles and the like, or the same words in another form."""
    small = wordlist("small")
    left = [at for at in lost if base.units[at].norm not in small]
    right = [at for at in gained if reading.units[at].norm not in small]
    return len(left) == len(right) and all(_one_word(base, i, reading, j) for i, j in zip(left, right, strict=True))


def _one_word(base: Item, i: int, reading: Item, j: int) -> bool:
    """Two forms or spellings of one word: `ability` and `abilities`; `quarantine`, `qurantine`; `Quds` and `Qods`."""
    one, two = base.units[i].norm, reading.units[j].norm
    if is_number(one) or is_number(two):
        return False
    if len(one) >= LEAST_LETTERS and stem(one) == stem(two):
        return True
    if min(len(one), len(two)) >= LETTER_LEFT_OUT and abs(len(one) - len(two)) == 1 and Indel.distance(one, two) == 1:
        return True
    names = base.given.text[base.units[i].start].isupper() and reading.given.text[reading.units[j].start].isupper()
    spelt = names and min(len(one), len(two)) >= LEAST_LETTERS and one[0] == two[0]
    return spelt and _consonants(one) == _consonants(two) and fuzz.ratio(one, two) >= ALIKE


def _consonants(word: str) -> str:
    """What two ways to write a foreign name share: no vowels, no doubled letters (`Iran` and `Iraq` share it not)."""
    return "".join(letter for letter, _ in groupby(word) if letter not in VOWELS)
