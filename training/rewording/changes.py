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
LEAST_WORDS, LEAST_KEPT = 18, 0.45
"""So many words, and so much of a text, are left when it was edited."""


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


DROPPED = tuple(
    re.compile(pattern)
    for pattern in (
        r',[^,.;“”"]{8,60},',
        r"\([^)]{3,60}\)",
        r"^(?:On|In|After|At|During)\b[^,.]{5,60},\s",
        r"\b(?:also|however|meanwhile|already|reportedly|currently|recently)\b ",
        r" on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
        r", (?:who|which)\b[^,.]{8,80}(?=[,.])",
    )
)
STYLED = (
    (r"\bsaid\b", "told reporters"),
    (r"\bUnited States\b", "U.S."),
    (r"\bU\.S\.", "American"),
    (r"\bpercent\b", "per cent"),
    (r"\bpresident\b", "head of state"),
    (r"\bPresident ([A-Z]\w+)", r"\1"),
    (r"\bSen\. ", ""),
    (r"\bMr\. ", ""),
    (r"\bmore than\b", "over"),
    (r"\blawmakers\b", "members of Congress"),
)


def edited(text: str, chance: random.Random) -> str | None:
    """The text as an editor may leave it: a sentence or clause less, titles and words put otherwise."""
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z“])", text)
    if len(sentences) > 2 and chance.random() < 0.5:
        sentences.pop(chance.randrange(len(sentences)))
    elif len(sentences) == 2 and chance.random() < 0.25:
        sentences.reverse()
    made = " ".join(sentences)
    for pattern in chance.sample(DROPPED, len(DROPPED)):
        made = pattern.sub(" ", made, count=1) if chance.random() < 0.6 else made
    for pattern, other in chance.sample(STYLED, len(STYLED)):
        made = re.sub(pattern, other, made) if chance.random() < 0.5 else made
    edits = [
        (match.start(), match.end(), chance.choice(SYNONYMS[match.group()]))
        for match in re.finditer(r"\b[a-z]{3,}\b", made)
        if match.group() in SYNONYMS and chance.random() < 0.35
    ]
    made = " ".join(_edited(made, edits).split())
    kept = LEAST_KEPT * len(text.split()) <= len(made.split()) >= LEAST_WORDS
    return made[:1].upper() + made[1:] if kept and made != text else None


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    at, out = 0, []
    for start, end, other in sorted(set(edits)):
        if start >= at:
            out += [text[at:start], other]
            at = end
    return "".join(out) + text[at:]
