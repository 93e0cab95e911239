"""Changes to a text that make another of it: other facts, the opposite statement, other words for the same.

They multiply the training pairs: a rewrite of which a number, a name or a `not` is changed is no copy of its original.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib import resources

NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?")
NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
NEGATION = re.compile(r"\b(?:not|never|no longer) |n['’]t\b")
AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|would|can|could|should|has|have|had|did|does|do|may|might|must)\b")
WORD = re.compile(r"[A-Za-z]+")
AMBIGUOUS = frozenset(
    [
        "no",
        "with",
        "for",
        "up",
        "down",
        "first",
        "last",
        "before",
        "after",
        "all",
        "most",
        "more",
        "late",
        "early",
        "come",
        "came",
        "back",
        "new",
        "old",
    ]
)
FACTORS = (0.4, 0.6, 1.3, 1.7, 2.2)


def _lexicon(name: str) -> list[str]:
    lines = resources.files("whence.compare").joinpath("lexicon", name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def opposites() -> Mapping[str, Sequence[str]]:
    """Words to those that mean the opposite."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in _lexicon("opposites.txt"):
        left, right = (side.split() for side in line.split("|"))
        for one in left:
            found[one] += right
        for one in right:
            found[one] += left
    return found


def synonyms() -> Mapping[str, Sequence[str]]:
    """Words to those that are put for them."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in _lexicon("synonyms.txt"):
        group = line.split()
        for one in group:
            found[one] += [other for other in group if other != one]
    return {word: others for word, others in found.items() if others}


OPPOSITES, SYNONYMS = opposites(), synonyms()


def other_facts(text: str, names: Sequence[str], chance: random.Random) -> str | None:
    """The text with one to three numbers changed, or a name, or both."""
    edits: list[tuple[int, int, str]] = []
    numbers = list(NUMBER.finditer(text))
    for match in chance.sample(numbers, min(len(numbers), chance.randint(1, 3))):
        digits = re.sub(r"\D", "", match.group())[:6] or "1"
        other = str(max(1, int(int(digits) * chance.choice(FACTORS) + chance.choice((0, 1, 2, 3)))))
        if other != digits:
            edits.append((match.start(), match.end(), other))
    held = [match.group() for match in NAME.finditer(text)]
    if held and (chance.random() < 0.6 or not edits):
        name, other = chance.choice(held), chance.choice(names)
        if other != name:
            edits += [(m.start(), m.end(), other) for m in re.finditer(rf"\b{re.escape(name)}\b", text)]
    return _edited(text, edits) if edits else None


def turned_round(text: str, chance: random.Random) -> str | None:
    """The text with a negation taken out or put in, or a word changed for its opposite."""
    edits = [(match.start(), match.end(), "") for match in NEGATION.finditer(text)]
    edits += [(m.end(), m.end(), chance.choice((" not", " not", " never"))) for m in AUXILIARY.finditer(text)]
    for match in WORD.finditer(text):
        word = match.group().lower()
        if word in OPPOSITES and word not in AMBIGUOUS:
            edits += [(match.start(), match.end(), chance.choice(OPPOSITES[word]))] * 2
    if not edits:
        return None
    return _edited(text, chance.sample(edits, min(len(edits), 1 if chance.random() < 0.6 else 2)))


def respelt(text: str, chance: random.Random) -> str | None:
    """The text with words put for words that mean the same."""
    edits = [
        (match.start(), match.end(), chance.choice(SYNONYMS[match.group()]))
        for match in re.finditer(r"\b[a-z]{3,}\b", text)
        if match.group() in SYNONYMS and chance.random() < 0.6
    ]
    return _edited(text, edits) if len(edits) >= 3 else None


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    at, out = 0, []
    for start, end, other in sorted(set(edits)):
        if start >= at:
            out += [text[at:start], other]
            at = end
    return "".join(out) + text[at:]
