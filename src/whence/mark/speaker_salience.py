"""Who is in mind where a pronoun stands: what speaks for each of the people named before it, and how much.

Each person named or referred to in the sentences before gets a score: a weighted sum of what stands between, what part
the last reference played, who spoke last and so on (after Lappin & Leass, 1994). The scores, with one for nobody of
them, give probabilities. The weights were set by hand for news and then fitted on GUM's coreference (Zeldes, 2017) by
`training/pronouns.py`, held to where they began. GUM has little reported speech: the weights of a new paragraph, of
whoever it introduces and of somebody who has not spoken were put back towards their beginnings afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from whence.mark.name_shapes import Named
from whence.mark.speaker_phrases import phrase_head, role_in_clause

BELOW = frozenset({"dobj", "dative", "ccomp", "xcomp", "attr", "oprd"})
"""The parts of a clause in which no name means its subject."""
FEATURES = (
    "sentences", "same_sentence", "next_sentence", "paragraph", "paragraphs", "subject", "owner", "compound", "object",
    "spoke_last_here", "spoke_last_before", "introduced_here", "never_spoke", "gender_known", "most_recent",
    "often", "governs", "coargument", "same_pronoun", "first_of_sentence", "rivals", "main_subject",
)  # fmt: skip
WEIGHTS: dict[str, float] = {
    "sentences": -0.34, "same_sentence": 0.52, "next_sentence": -0.04, "paragraph": -0.9, "paragraphs": -0.49,
    "subject": 0.58, "owner": 0.31, "compound": -1.0, "object": -0.65, "spoke_last_here": 1.74,
    "spoke_last_before": 1.21, "introduced_here": 1.0, "never_spoke": -0.2, "gender_known": 0.67,
    "most_recent": 0.17, "often": 0.4, "governs": 1.47, "coargument": -1.96, "same_pronoun": 0.55,
    "first_of_sentence": -0.33, "rivals": -1.14, "main_subject": 0.59,
}  # fmt: skip
NOBODY = -0.5
"""The score of none of those named."""
SPEAKING = -2.2
"""The same where the pronoun is the source of a statement: whom a report quotes it has nearly always named."""


def weigh(features: Sequence[float]) -> float:
    """The score of a candidate with these features, in the order of `FEATURES`."""
    return sum(WEIGHTS[name] * value for name, value in zip(FEATURES, features, strict=True) if value)


def chances(scores: Sequence[float], nobody: float | None = None) -> list[float]:
    """The probability of each candidate, with nobody of them beside (`NOBODY` where no other score is given)."""
    last = NOBODY if nobody is None else nobody
    top = max([last, *scores])
    shares = [math.exp(score - top) for score in scores]
    whole = sum(shares) + math.exp(last - top)
    return [share / whole for share in shares]


def governs(noun: Token, pronoun: Token) -> bool:
    """Whether the noun is the subject of a verb that the pronoun's clause hangs on: `Adams said that he ...`."""
    subject = phrase_head(noun)
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
    one, other = phrase_head(noun), pronoun
    if other.dep_ == "poss":
        return False
    if other.dep_ == "pobj" and other.head.dep_ == "prep":
        other = other.head
    return one != pronoun and one.head == other.head and one.dep_ in ("nsubj", "nsubjpass", "dobj", "dative")


def _clause_of(token: Token) -> Token:
    here = token
    while here.head != here and here.pos_ not in ("VERB", "AUX"):
        here = here.head
    return here


def is_main_subject(noun: Token) -> bool:
    """Whether the noun is a subject of its sentence's main verb, or of one joined to that."""
    subject = phrase_head(noun)
    if subject.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verb = subject.head
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    return verb.head == verb


def part_played(token: Token) -> tuple[float, ...]:
    """Whether a reference is a subject, an owner (`Adams's`), part of a compound, an object of a preposition."""
    part = role_in_clause(token)
    return tuple(float(part == one) for one in ("subject", "owner", "compound", "object"))


def spoken_of(head: Token, named_at: Mapping[int, Named]) -> set[int]:
    """Those, by `id`, whom a pronoun cannot mean: named in what it is the subject of (`he faulted Vell`).

    Whoever is named below the verb of a pronoun is somebody else (Principle C of the binding theory: Chomsky, Lectures
    on Government and Binding, 1981).
    """
    verb = head.head
    if head.dep_ != "nsubj" or verb.pos_ not in ("VERB", "AUX") or verb.i < head.i:
        return set()
    below = (t for c in verb.rights if c.dep_ in BELOW for t in c.subtree)
    return {id(named_at[t.i]) for t in below if t.i in named_at}
