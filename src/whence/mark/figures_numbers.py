"""Numbers in running text, in digits and in words, with ranges: what is written and what it is worth.

Only the number itself is read here; whether it counts anything is decided in `figures.py`. What is malformed or is
part of a code, a date, a fraction, a telephone number or a web address is not a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from whence.mark.figures_lexicon import number_words, units
from whence.mark.spans import Spans


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range as written at `start, end`. Vague numbers (`dozens`) have a low and no high."""

    start: int
    end: int
    low: float
    high: float | None
    currency: str | None = None
    spelled: bool = False
    plain_digits: int = 0
    """How many digits a bare integer without separators has, else 0: four of them may be a year."""
    is_range: bool = False
    hyphen_range: bool = False
    """A range joined by a bare hyphen, which a score or a vote may be too."""


LONGEST_DIGITS = 24
"""A longer run of digits is a code."""
_BEFORE = r"(?:(?<![\w.,:/#@&+\-–_*=^%])(?<!\w['’])|(?<=\d%[-–])|(?<=[ (]\+))"
"""What a number may begin after: no part of a word, code or date; the second side of `52%-34%`, a gain's `+`."""
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?!\d)(?:\.\d+)?"
_JOIN = re.compile(r"\s?(?:%|percent|per cent)?(?:[-–]| (?:to|or|and) )", re.IGNORECASE)
_WEB = re.compile(r"://|www\.|@|\.(?:com|org|net|gov|edu|ly|co)\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"[ -](?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|tenths?)\b", re.IGNORECASE
)
_OUT_OF = r"(?:in|out of)\s(?:every\s)?"
_SMALL = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)"
_RATIO_AFTER = re.compile(
    rf"\s{_OUT_OF}{_SMALL}\b(?!\s+(?:the|of|hours?|days?|weeks?|months?|years?|minutes?))", re.IGNORECASE
)
_HALF = re.compile(r" ?(?:([½¼¾])|(?<= )([13])/([248]))(?![\w/])")
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_RATIO_BEFORE = re.compile(rf"\b{_SMALL} {_OUT_OF}$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:r[io]se|rising|risen|gr[eo]w|grown|growing|jump\w*|climb\w*|increas\w*|rais\w*|up|soar\w*|surg\w*|fall\w*|"
    r"fell|drop\w*|declin\w*|down|cut\w*|reduc\w*|slip\w*|slid\w*|lower\w*|revis\w*|chang\w*|mov\w*|went|go|goes|gone|"
    r"going|updat\w*|bringing)\b[^.;]*\bfrom (?:[a-z]+ ){0,3}$"
)


def _alternatives(*parts: str) -> str:
    chosen = [word for word, entry in number_words().items() if entry.part in parts]
    return "|".join(sorted(map(re.escape, chosen), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=2)
def _pattern(anywhere: bool) -> re.Pattern[str]:
    """One number; `anywhere` drops the demand that it begins a word, for the second number of a range."""
    scale, small = _alternatives("scale"), _alternatives("unit", "teen", "tens")
    vague, suffix = _alternatives("vague"), _alternatives("suffix")
    money = sorted((sign for sign, unit in units().items() if unit.kind == "money_sign"), key=lambda s: (-len(s), s))
    signs = "|".join(map(re.escape, money))
    word = rf"(?:{small}|{scale})"
    scaled = "(?:" + "|".join(f"(?<={one})" for one in scale.split("|")) + ")"  # `a hundred and two`, not `six and two`
    return re.compile(
        rf"{'' if anywhere else _BEFORE}(?:"
        rf"(?P<sign>(?:{signs})\s?)?(?P<digits>{_DIGITS})(?P<suffix>(?:{suffix})(?!\w))?"
        rf"(?:[ \u00a0-](?P<scales>(?:{scale})(?: (?:{scale}))?)\b)?"
        rf"|(?P<few>(?:several|a few|a couple(?: of)?) (?:{scale})s?)\b"
        rf"|(?P<half>half a (?:{scale}))\b"
        rf"|(?P<vague>(?:(?:{vague}) of )?(?:{vague})"
        rf"(?: (?:and(?: perhaps| possibly)?|upon|if not|or(?: even| perhaps)?) (?:{vague}))?\b"
        rf"(?:, (?:if not|or even|perhaps even|and perhaps) (?:{vague}),(?= of\b))?)"
        rf"|(?P<words>(?:an? (?:{scale})|{word})(?:[ -]{word}|{scaled} and {word})*)\b"
        rf")",
        re.IGNORECASE,
    )


def find_quantities(text: str) -> list[Quantity]:
    """Every number and range of the text, in order, disjoint. Never raises, whatever the text."""
    web = Spans(_web_words(text))
    found: list[Quantity] = []
    position = 0
    while (match := _pattern(False).search(text, position)) is not None:
        position = match.end()
        quantity = _single(match, text)
        if quantity is None:
            continue
        joined = _range(quantity, text)
        if joined is not None:
            quantity = joined
            position = max(position, quantity.end)
        if _stands_alone(quantity, text) and not web.covers(quantity.start):
            found.append(quantity)
    return found


def _web_words(text: str) -> Iterator[tuple[int, int, None]]:
    """The words that are addresses: those with a mark of one in them."""
    for word in re.finditer(r"\S+", text):
        if _WEB.search(text, word.start(), word.end()) is not None:
            yield word.start(), word.end(), None


def _single(match: re.Match[str], text: str) -> Quantity | None:
    """The number that the pattern matched, or None where it is malformed."""
    if match["digits"]:
        return _from_digits(match, text)
    lower = match[0].lower()
    low: float | None
    high: float | None
    if match["few"]:
        pieces = lower.removeprefix("a ").split()
        low, high = number_words()[pieces[0]].value * number_words()[pieces[-1].rstrip("s")].value, None
    elif match["half"]:
        low = high = number_words()[lower.split()[-1]].value / 2
    elif match["vague"]:
        low, high = _vague_value(lower), None
    else:
        low = high = _words_value(lower)
    return None if low is None else Quantity(match.start(), match.end(), low, high, spelled=True)


def _from_digits(match: re.Match[str], text: str) -> Quantity | None:
    digits, sign = match["digits"], match["sign"]
    start, end = match.span()
    factor = 1.0
    if match["suffix"]:
        suffix = match["suffix"].lower()
        if sign is None and suffix in ("m", "b"):  # without a sign `5m` may be metres
            end = match.end("digits")
        else:
            factor = number_words()[suffix].value
    for scale in (match["scales"] or "").lower().split():
        factor *= number_words()[scale].value
    half = _HALF.match(text, end) if factor == 1.0 and digits.isdigit() and sign is None else None
    if half is not None:
        value = float(digits) + (_PARTS[half[1]] if half[1] else float(half[2]) / float(half[3]))
        return Quantity(start, half.end(), value, value)
    if re.match(r"[,.:/]\d|['’/_@#:]\w|/", text[end : end + 2]):
        return None
    if len(digits) > 1 and digits.startswith("0") and not digits.startswith("0."):
        return None
    if len(digits) > LONGEST_DIGITS:
        return None
    value = _whole(float(digits.replace(",", "")) * factor)
    plain = len(digits) if digits.isdigit() and factor == 1.0 and sign is None else 0
    currency = units()[sign.strip().lower()].symbol if sign else None
    return Quantity(start, end, value, value, currency=currency, plain_digits=plain)


def _whole(value: float) -> float:
    """The value without the dust that multiplying decimals by a scale leaves (1.1 million is 1,100,000)."""
    return round(value, 6) if value < 1e9 else float(round(value))


def _vague_value(words: str) -> float:
    """The smallest value of `dozens`, `hundreds of thousands`, `dozens if not hundreds`: two of the last word, or as
    many as the smallest number of the word before it."""
    first = re.split(r",? (?:and|upon|if not|or|perhaps)\b", words)[0]
    value = 1.0
    for index, piece in enumerate(first.split(" of ")):
        value *= number_words()[piece].value / (2 if index else 1)
    return value


def _words_value(words: str) -> float | None:
    """What a run of number words is worth, or None where it is no number (`two three`)."""
    total, current, last, ceiling = 0.0, 0.0, "", float("inf")
    for word in re.split(r"[ -]", words):
        if word == "and":
            if last != "scale":
                return None
            continue
        if word in ("a", "an"):
            continue
        value, part = number_words()[word]
        if part == "scale" and value >= 1000:
            if value >= ceiling:
                return None
            total, current, ceiling = total + (current or 1.0) * value, 0.0, value
        elif part == "scale":
            current = (current or 1.0) * value
        elif last in ("unit", "teen") or (last == "tens" and part != "unit"):
            return None
        else:
            current += value
        last = part
    return total + current


def _range(first: Quantity, text: str) -> Quantity | None:
    """The range that `first` begins (`five or six`, `60-70`, `between 322 and 1,300`), where it begins one."""
    millions = re.match(r"m(?= (?:to|or|and) \d+(?:\.\d+)?m\b)", text[first.end : first.end + 16])  # `150m and 200m`
    join = _JOIN.match(text, first.end + (1 if millions else 0))
    match = _pattern(True).match(text, join.end()) if join is not None else None
    if join is None or match is None or first.high is None:
        return None
    second = _single(match, text)
    if second is None or second.high is None or (second.currency or first.currency) != first.currency:
        return None
    low, high, joiner = first.low, second.low, join[0].split()[-1].lower()[-3:]
    scale = number_words().get(re.split(r"[ -]", match[0].lower())[-1])
    if scale is not None and scale.part == "scale" and first.low < 1000 and first.low * scale.value <= high:
        low = _whole(first.low * scale.value)  # the first number shares the scale: `2 to 3 million`
    preceding = text[max(0, first.start - 80) : first.start].lower()
    hyphen = joiner.endswith(("-", "–"))
    if low >= high or (joiner == "and" and not re.search(r"\bbetween (?:[a-z]+ ){0,2}$", preceding)):
        return None
    if joiner == "to" and _CHANGE.search(preceding):
        return None
    if hyphen and (
        (first.plain_digits == 4 and second.plain_digits in (2, 4)) or text[second.end : second.end + 1] == "-"
    ):
        return replace(first, end=second.end, low=-1.0)  # a span of years or a code, which is passed over whole
    return Quantity(
        first.start,
        second.end,
        low,
        high,
        currency=first.currency,
        spelled=first.spelled and second.spelled,
        is_range=True,
        hyphen_range=hyphen and "%" not in join[0],
    )


def _stands_alone(number: Quantity, text: str) -> bool:
    """Whether the number is a number by itself: no ordinal, fraction, ratio, code, score or longer malformed run."""
    after = text[number.end : number.end + 24]
    if number.low < 0 or _FRACTION.match(after) or (number.low < 10 and _RATIO_AFTER.match(after)):
        return False
    if re.match(r"[-–](?:\d|[A-Z]+\b|to-|in-|and-)|:\S", after):
        return False
    if text[number.start - 1 : number.start] == "+" and not re.match(r" (?:percent|per cent|points?\b)", after):
        return False  # `XYZ, +1.21%` is a ticker; `(+8 percentage points)` is a gain
    if after[:1].isalpha() or after[:1] in ("_", "@", "#"):
        letters = re.match(r"[a-zA-Z²³/]*", after)
        unit = units().get(letters[0].lower()) if letters is not None else None
        return unit is not None and unit.kind == "size" and not number.spelled
    before = text[max(0, number.start - 24) : number.start]
    return _RATIO_BEFORE.search(before) is None and not before.endswith("/ ")
