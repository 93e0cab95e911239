"""The noun phrases that stand for a speaker: their part in the clause, and how they are shown."""

from __future__ import annotations

import re

from spacy.tokens import Token

from whence.mark.name_shapes import Named, Names


def phrase_head(token: Token) -> Token:
    """The head of the phrase that a name stands in, appositions and the parts of a name followed up."""
    while token.dep_ in ("flat", "appos") and token.head != token:
        token = token.head
    return token


def role_in_clause(token: Token) -> str:
    """What part a name plays, by its last word: subject, owner (`Adams's`), compound, object or other.

    In `the Adams administration said` Adams is no subject.
    """
    token = phrase_head(token)
    parts = {"nsubj": "subject", "nsubjpass": "subject", "poss": "owner", "compound": "compound", "pobj": "object"}
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return "subject"  # `the worry was shared by Adams`: who does it
    return parts.get(token.dep_, "other")


def short_span(head: Token, span: tuple[int, int]) -> tuple[int, int]:
    """The noun phrase without relative clauses and appositives: how a description is shown."""
    tokens = [t for t in head.subtree if not any(_is_apart(a, head) for a in [t, *_up_to(t, head)])]
    tokens = [t for t in tokens if not t.is_space and not any(_is_a_date(a) for a in [t, *_up_to(t, head)])]
    # `Jr.`, `U.S.` end with a stop and belong to the name.
    while len(tokens) > 1 and (
        not any(map(str.isalnum, tokens[-1].text)) or tokens[-1].dep_ == "cc" or tokens[-1].tag_ == "POS"
    ):
        tokens.pop()
    if not tokens:
        return span
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _is_apart(token: Token, head: Token) -> bool:
    """Whether it is no part of what the head is called: a clause, an apposition, or somebody beside the head.

    What is joined inside the phrase stays: `the leaders of Ostrel, Marn and Kestrel`.
    """
    if token.dep_ == "prep" and token.lower_ == "as" and token.head == head:
        return True  # `named by police as Oren Tasker`
    if token == head or token.dep_ not in ("relcl", "appos", "acl", "advcl", "conj", "cc"):
        return False
    if token.dep_ not in ("conj", "cc"):
        return True
    beside = token.head
    while beside.dep_ == "conj" and beside != head and beside.head != beside:
        beside = beside.head
    return beside == head


def _is_a_date(token: Token) -> bool:
    """Whether it is a date beside the noun, or the preposition that leads to one: `a lawyer in March`."""
    if token.dep_ == "npadvmod":
        return token.ent_type_ in ("DATE", "TIME")
    objects = [c for c in token.rights if c.dep_ == "pobj"]
    return token.dep_ == "prep" and token.lower_ in ("in", "on", "at", "during") and len(objects) == 1 and (
        objects[0].ent_type_ in ("DATE", "TIME")
    )  # fmt: skip


def is_capitalised(text: str) -> bool:
    """Whether it is written as a name of several words: `Doctors Without Borders`."""
    words = [word for word in re.findall(r"[\w’'-]+", text) if word.lower() not in ("the", "of", "and", "for", "in")]
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def _up_to(token: Token, stop: Token) -> list[Token]:
    found = []
    here = token
    while here != stop and here.head != here:
        here = here.head
        if here != stop:
            found.append(here)
    return found


def is_nominal(token: Token) -> bool:
    """Whether it is a word that a `who` can go back to."""
    return token.pos_ in ("NOUN", "PROPN", "PRON", "DET", "NUM") or (token.pos_ == "ADJ" and token.tag_ == "NNS")


def nominal_before(relative: Token, names: Names) -> Token | None:
    """The noun or name that ends nearest before a `who` or `which`, where the parse hangs its clause on a verb.

    `was met with anger from other rowers as well, who called ...`: the rowers.
    """
    for at in range(relative.i - 1, max(relative.sent.start, relative.i - 8) - 1, -1):
        token = relative.doc[at]
        if token.pos_ in ("VERB", "AUX", "PRON") or token.text in (";", ":"):
            return None
        if token.pos_ in ("NOUN", "PROPN") or at in names.at:
            return token
    return None


def subject_ahead(pronoun: Token, names: Names) -> tuple[Named, Token] | None:
    """The person who is the subject of the clause that a pronoun's own clause leads up to, and the name's last word.

    `After he blasted the film, Pastor Oren Tasker has ...`: Oren Tasker.
    """
    verb = pronoun.head
    if pronoun.dep_ != "nsubj" or verb.dep_ != "advcl" or verb.head.i < verb.i:
        return None
    subject = next((c for c in verb.head.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.i > verb.i), None)
    found = names.at.get(subject.i) if subject is not None else None
    if subject is None or found is None or found.kind != "person":
        return None
    name = next(n for n in found.names if n.first <= subject.i < n.last)
    return found, pronoun.doc[name.last - 1]


def told_by_clause(pronoun: Token, names: Names) -> Token | None:
    """The noun of which the clause around an `it` tells: `a firm called Ostrel, which builds what it calls ...`."""
    clause = next((t for t in pronoun.ancestors if t.dep_ == "relcl"), None)
    subject = next((c for c in clause.lefts if c.dep_ == "nsubj"), None) if clause is not None else None
    if clause is None or subject is None or subject.lower_ not in ("which", "that") or subject.i > pronoun.i:
        return None
    return (nominal_before(subject, names) if subject.lower_ == "which" else None) or clause.head


def is_told_beside(head: Token) -> bool:
    """Whether what a source says is told beside other words: `as Stone also said`, `despite Stone's claim`."""
    clause = head.head
    as_well = clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in clause.lefts)
    return as_well or head.dep_ == "poss"
