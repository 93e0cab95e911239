"""The stance of a statement: whether its cue asserts, denies, confirms, declines or asks what it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.mark.clauses import Clause
from whence.mark.speaker_words import kind_of_noun
from whence.mark.uttered import is_no_answer
from whence.records import Stance

REJECTED = re.compile(
    r"\b(?:claim|alleg|accus|report|charge|suggestion|notion|idea|assert|rumou?r|critici|finding|theory|contention|"
    r"insinuat|characteri[sz]ation|portrayal|narrative|conclusion|explanation|speculation)"
)
NEGATIVE = re.compile(r"(?:there (?:is|was|were|are) )?no\b|.{0,40}\b(?:not|never)\b|.{0,40}n['’]t\b")
DOUBTS = re.compile(r"\b(?:doubt(?:s|ed|ing|ful)?|scoff\w*|debunk\w*|rul(?:e|ed|es|ing) (?P<out>out))\b")
"""Words of a cue by which its content is said not to be so, whichever word the cue turns on."""
NEGATED = re.compile(
    r"\b(?:no|not|never|nobody|without|little|hardly|neither|cannot|(?:refus|declin)\w+ to)\b|n['’]t\b", re.I
)
REQUEST = re.compile(
    r"(?:(?!whether\b|if\b|what\b|why\b|how\b|who\b|when\b|where\b)\S+\s+){0,6}?to\s+(?!\w+\s*\?)[a-z]+\b[^?]*$"
)
"""What is asked for, and no question: `asked the council to pay`."""
NO_COMMENT = re.compile(r"\b(?:ha[ds]|have|offer\w*)\s+no\s+(?:\w+\s+)?comment", re.I)
ASKED_FOR = re.compile(
    r"(?!any\b)(?:(?:\w+[’'\w]*\s+){0,6}?(?:requests?|motions?|appeals?|applications?|petitions?|visas?|access|entry|bail|"
    r"parole|permission|permits?|asylum|funding|benefits?|coverage|care|clemency|a (?:stay|hearing|trial|vote|chance))"
    r"|(?:\w+\s+){0,3}?(?:\w+[’']s?|his|her|its|their)\s+(?:\w+\s+)?(?:bids?|attempts?))\b"
)
"""What is granted or refused: who denies it denies no statement."""
AT_LAW = re.compile(r"\b(?:mov|ask|seek|sought|petition|fil|vot|tr[iy])\w*\b.*\bto (?:dismiss|reject|deny)\b")
"""An act before a court or an assembly: `moved to dismiss the charges`."""
DENYING = frozenset({"deny", "dispute", "refute", "contradict", "rebut"})
UNSURE = re.compile(r"\b(?:question|concern|worr|fear|uncertain|unsure|unclear|wonder|debat|ask)\w*")

PEOPLE = ("person", "group")


def is_an_act(text: str, clause: Clause, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether what looks like a denial or a refusal to answer is a deed and no statement.

    `A judge denied his request for release`, `moved to dismiss the charges`, `the Senate declined to remove him`.
    """
    lemma = clause.verb.lemma
    if lemma in ("decline", "refuse"):
        acted = any(c.dep_ == "xcomp" for c in clause.token.rights)
        return acted and not is_no_answer(clause.token)
    if lemma == "question":  # `Police questioned two men`
        asked = next((c for c in clause.token.rights if c.dep_ == "dobj"), None)
        held = asked is not None and pieces[0][0] <= asked.idx < pieces[0][1]
        held = held and re.search(r"\b(?:about|on|over|whether|why|how)\b", text[slice(*pieces[0])]) is None
        return held and asked is not None and (asked.ent_type_ == "PERSON" or kind_of_noun(asked) in PEOPLE)
    if lemma not in ("deny", "reject", "dismiss"):
        return False
    first = text[pieces[0][0] : pieces[0][1]].lower()
    cue = text[clause.cue[0] : clause.cue[1]].lower()
    return AT_LAW.search(cue) is not None or (
        ASKED_FOR.match(first) is not None and not REJECTED.search(first[:80]) and not REJECTED.search(cue)
    )


def stance_of(text: str, clause: Clause, pieces: Sequence[tuple[int, int]]) -> Stance:
    """The stance of a cue: that of its verb, less what its other words or the first of its content take back."""
    first = text[pieces[0][0] : pieces[0][1]].lower().removeprefix("that ")
    if clause.verb.lemma == "insist" and NEGATIVE.match(first):
        return "deny"
    if clause.verb.lemma == "ask" and REQUEST.match(first):
        return "assert"
    if NO_COMMENT.search(text, *clause.cue):
        return "decline"
    cue = text[clause.cue[0] : clause.cue[1]].lower()
    if clause.verb.lemma in ("reject", "dismiss") and not REJECTED.search(first) and not REJECTED.search(cue):
        return "assert"  # a plan or an offer is turned down, nothing is said to be untrue
    doubt = DOUBTS.search(cue)
    if doubt is not None and clause.verb.stance in ("assert", "deny"):
        if not NEGATED.search(cue):
            return "deny"
        return "question" if doubt["out"] else "assert"  # `has not ruled out`, `has no doubt`
    if clause.verb.lemma in DENYING and clause.verb.stance == "deny" and _is_left_open(clause):
        return "question"  # `did not deny that she had met them`
    if clause.verb.stance == "assert" and first.startswith(("whether ", "if ")) and UNSURE.search(cue):
        return "question"
    return clause.verb.stance


def _is_left_open(clause: Clause) -> bool:
    """Whether somebody is told not to have denied a thing."""
    token = clause.token
    negated = any(child.dep_ == "neg" for child in token.children)
    below = token.dep_ == "xcomp" and token.head.lemma_ in ("decline", "refuse")
    only = any(child.lower_ in ("only", "just", "merely") for child in token.children)
    return (negated or below) and not only
