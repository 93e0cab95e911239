"""Whoever goes on speaking and is called by a role: `Vell said ... The chairwoman added: ...`."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from whence.mark import lexicon
from whence.mark.speaker_fits import gender_of_role
from whence.mark.speaker_mind import Mind, Speaker

ADDS = frozenset({"add", "continue", "conclude"})
ANOTHERS = frozenset(
    {
        "spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor", "lawyer", "attorney", "reporter",
        "host", "moderator", "interviewer", "son", "daughter", "wife", "husband", "father", "mother",
    }
)  # fmt: skip
"""What somebody with a name is not called again as, unless the report has called them so."""
NAMED, UNNAMED = 0.8, 0.85


def goes_on(head: Token, mind: Mind) -> Speaker | None:
    """Whoever spoke last, where a role with `the` adds to it; None where it may be another."""
    lemma = head.lemma_.lower()
    is_the = head.tag_ in ("NN", "NNP") and any(child.lower_ == "the" for child in head.lefts)
    adds = head.dep_ == "nsubj" and head.head.lemma_ in ADDS and head.head.i > head.i
    last = mind.last_said(head) if is_the and adds else None
    if last is None or last.others or lemma not in lexicon.words("names_roles.txt"):
        return None
    if any(child.dep_ in ("prep", "poss", "relcl", "appos", "nmod") for child in head.children):
        return None  # `the chairman of the board added` may be somebody else
    if mind.paragraphs_between(last.end, head.idx) > 1:
        return None
    start, end = min([head.idx, *(child.idx for child in head.lefts)]), head.idx + len(head)
    person = last.speaker.named
    if person is None:
        words = (last.speaker.description or "").lower().replace(",", " ").split()
        is_same = last.speaker.kind == "person" and lemma in words and not set(words) & {"another", "both"}
        return replace(last.speaker, confidence=UNNAMED) if is_same else None
    if person.kind != "person" or last.speaker.confidence < NAMED:
        return None
    known = any(role == lemma for role, _ in person.roles)
    if (lemma in ANOTHERS and not known) or gender_of_role(lemma) not in ("", person.gender or gender_of_role(lemma)):
        return None
    others = [one for one in mind.people.values() if one is not person and any(role == lemma for role, _ in one.roles)]
    if others and not known:
        return None
    return Speaker("role", NAMED, person, last.speaker.antecedent, start=start, end=end)
