"""The words of time expressions as patterns and as values, from `lexicons/moments_words.tsv`."""

from __future__ import annotations

import re
from functools import cache

from whence.mark import lexicon

Number = float | None
"""How many; None where the words do not say (`several`)."""


@cache
def meanings(kind: str) -> dict[str, str]:
    """Lower-case word to its meaning, for one class of the lexicon."""
    return {row[1].lower(): row[2] for row in lexicon.rows("moments_words.tsv") if row[0] == kind}


@cache
def pattern(*kinds: str) -> str:
    """The words of these classes as regular-expression alternatives, the longest first."""
    found = sorted({word for kind in kinds for word in meanings(kind)}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in found)


@cache
def capitals(kind: str, stop: str = "") -> str:
    """The words of a class with a capital or in capitals, for names that are common words in small letters (march)."""
    found = sorted(meanings(kind), key=lambda word: (-len(word), word))
    return "(?-i:" + "|".join(f"{word.capitalize()}{stop}|{word.upper()}{stop}" for word in found) + ")"


def _numbers(low: int, high: int) -> str:
    """The words for single numbers from `low` to `high` as alternatives, the longest first."""
    found = [word for word, value in meanings("number").items() if low <= int(value) <= high]
    return "|".join(sorted(found, key=lambda word: (-len(word), word)))


@cache
def number_pattern() -> str:
    """Digits with a fraction, number words (`twenty-two`, `two and a half`), `a`, `half a`, or a vague amount."""
    below = rf"(?:(?:{_numbers(20, 99)})(?:[\s-](?:{_numbers(1, 9)}))?|{_numbers(10, 19)}|{_numbers(1, 9)})"
    word = rf"(?:{below}[\s-]hundred|(?:a )?hundred)(?:\s(?:and\s)?{below})?|{below}"
    digits = r"\d{1,3}(?:,\d{3}){1,6}|\d+(?:\.\d+)?"
    return (
        rf"half an?|an?\shalf|half(?=-)|(?:{digits}|{word})\s(?:million|billion)"
        rf"|(?:{digits})(?:\s\d/\d|\s?½|\+|[\s-]and[\s-]a[\s-]half)?"
        rf"|(?:{word})(?:[\s-]and[\s-]a[\s-]half)?|{pattern('vague_number')}|an?"
    )


def number(words: str) -> Number:
    """The value of words that `number_pattern` matches."""
    text = " ".join(words.lower().replace("-", " ").split())
    half = 0.0
    if text in ("half", "half a", "half an", "a half", "an half"):
        return 0.5
    large = re.fullmatch(r"(.+) (million|billion)", text)
    if large:
        count = number(large[1])
        return None if count is None else count * (1_000_000 if large[2] == "million" else 1_000_000_000)
    if text.endswith(" and a half"):
        text, half = text.removesuffix(" and a half"), 0.5
    if text.endswith("½"):
        text, half = text.removesuffix("½").strip(), 0.5
    found = re.fullmatch(r"([\d,.]+)\+?(?: (\d)/(\d))?", text)
    if found:
        fraction = int(found[2]) / int(found[3]) if found[2] and found[3] != "0" else 0.0
        return float(found[1].replace(",", "")) + fraction + half
    if text in ("a", "an"):
        return 1 + half
    text = "hundred" if text == "a hundred" else text.removeprefix("a ") if text.startswith("a hundred ") else text
    vague = meanings("vague_number").get(text)
    if vague is not None:
        return int(vague) if vague.isdigit() else None
    total = 0.0
    for part in text.split():
        if part == "and":
            continue
        value = meanings("number").get(part)
        if value is None:
            return None
        total = max(total, 1) * 100 if part == "hundred" else total + int(value)
    return total + half if total else None


@cache
def year_words_pattern() -> str:
    """A year in words, as broadcasts are transcribed: `nineteen ninety-six`, `two thousand and four`."""
    word = pattern("number")
    return (
        rf"(?:nineteen|eighteen|seventeen|twenty)(?:\s(?:hundred|oh))?[\s-](?:{word})(?:[\s-](?:{word}))?(?!\w)"
        rf"|two\sthousand(?:\s(?:and\s)?(?:{word})(?:[\s-](?:{word}))?)?"
    )


def year_of(words: str) -> int | None:
    """The year of four digits or of words that `year_words_pattern` matches."""
    text = words.lower().replace("-", " ")
    if text.isdigit():
        return int(text)
    parts = [part for part in text.split() if part not in ("and", "hundred", "oh")]
    values = [1000 if part == "thousand" else int(meanings("number").get(part, "0")) for part in parts]
    if values[:2] == [2, 1000]:
        return 2000 + sum(values[2:])
    rest = sum(values[1:])
    # `twenty-one` is a number; `nineteen oh five` and `twenty twenty-one` are years.
    spelt = rest >= 10 or {"hundred", "oh"} & set(text.split())
    return values[0] * 100 + rest if values and values[0] in (17, 18, 19, 20) and rest < 100 and spelt else None


def duration(amount: Number, unit: str) -> str:
    """The TIMEX3 value of so many units. Units as in the lexicon; decades and centuries count in years."""
    if unit in "EC":
        return "PXY" if amount is None else f"P{_plain(amount * (10 if unit == 'E' else 100))}Y"
    if unit == "F":
        amount, unit = (None if amount is None else amount * 2), "W"
    if unit == "N":
        unit = "D"
    if amount is None:
        return f"PTX{unit[1]}" if unit[0] == "T" else f"PX{unit}"
    smaller = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60)}.get(unit)
    lead, letter = ("PT", unit[1]) if unit[0] == "T" else ("P", unit)
    whole, part = int(amount), amount - int(amount)
    if part and smaller and abs(part * smaller[1] - round(part * smaller[1])) < 1e-6:
        rest = f"{round(part * smaller[1])}{smaller[0]}"
        return f"{lead}{whole}{letter}{rest}" if whole else f"{lead}{rest}"
    return f"{lead}{_plain(amount)}{letter}"


def _plain(amount: float) -> str:
    return str(int(amount)) if amount == int(amount) else f"{amount:g}"
