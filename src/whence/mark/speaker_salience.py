"""Who is in mind where a pronoun stands: what speaks for each of the people named before it, and how much.

Each person named or referred to in the sentences before gets a score: a weighted sum of what stands between, what part
the last reference played, who spoke last and so on (after Lappin & Leass, 1994, with learned weights). The scores, with
one for nobody of them, give probabilities. The weights were fitted on GUM (Zeldes, 2017) by `training/pronouns.py`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from spacy.tokens import Token

from whence.mark.speaker_phrases import role_in_clause

FEATURES = (
    "sentences", "same_sentence", "next_sentence", "paragraph", "paragraphs", "subject", "modifier", "object",
    "spoke_last_here", "spoke_last_before", "introduced_here", "never_spoke", "gender_known", "most_recent",
    "often", "governs", "coargument", "same_pronoun", "first_of_sentence", "rivals",
)  # fmt: skip
WEIGHTS: dict[str, float] = {
    "sentences": -0.32, "same_sentence": 0.42, "next_sentence": 0.09, "paragraph": -0.48, "paragraphs": -0.56,
    "subject": 1.32, "modifier": 0.07, "object": -0.34, "spoke_last_here": 1.47, "spoke_last_before": 0.76,
    "introduced_here": 0.61, "never_spoke": -0.38, "gender_known": 0.66, "most_recent": 0.14, "often": 0.28,
    "governs": 1.27, "coargument": -1.89, "same_pronoun": 0.24, "first_of_sentence": -0.07, "rivals": -1.15,
}  # fmt: skip
NOBODY = -0.5
"""The score of none of those named."""


def weigh(features: Sequence[float]) -> float:
    """The score of a candidate with these features, in the order of `FEATURES`."""
    return sum(WEIGHTS[name] * value for name, value in zip(FEATURES, features, strict=True) if value)


def chances(scores: Sequence[float]) -> list[float]:
    """The probability of each candidate, with NOBODY beside them."""
    top = max([NOBODY, *scores])
    shares = [math.exp(score - top) for score in scores]
    whole = sum(shares) + math.exp(NOBODY - top)
    return [share / whole for share in shares]


def governs(noun: Token, pronoun: Token) -> bool:
    """Whether the noun is the subject of a verb that the pronoun's clause hangs on: `Adams said that he ...`."""
    subject = _phrase_head(noun)
    if subject.dep_ not in ("nsubj", "nsubjpass"):
        return False
    clause = _clause_of(pronoun)
    while clause.head != clause:
        clause = clause.head
        if clause == subject.head:
            return True
    return False


def is_coargument(noun: Token, pronoun: Token) -> bool:
    """Whether both are arguments of one verb, so that a plain pronoun cannot mean the noun: `Adams told him`."""
    one, other = _phrase_head(noun), pronoun
    if other.dep_ == "poss":
        return False
    if other.dep_ == "pobj" and other.head.dep_ == "prep":
        other = other.head
    return one != pronoun and one.head == other.head and one.dep_ in ("nsubj", "nsubjpass", "dobj", "dative")


def _phrase_head(token: Token) -> Token:
    while token.dep_ in ("compound", "flat", "appos", "nmod") and token.head != token:
        token = token.head
    return token


def _clause_of(token: Token) -> Token:
    here = token
    while here.head != here and here.pos_ not in ("VERB", "AUX"):
        here = here.head
    return here


def part_played(token: Token) -> tuple[float, float, float]:
    """Whether a reference is a subject, a modifier, an object of a preposition."""
    role = role_in_clause(token)
    return float(role == "subject"), float(role == "modifier"), float(role == "object")
