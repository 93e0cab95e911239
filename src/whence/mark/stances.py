"""The stance of a statement: whether its cue asserts, denies, confirms, declines or asks what it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.mark.clauses import Clause
from whence.records import Stance

REJECTED = re.compile(
    r"\b(?:claim|alleg|accus|report|charge|suggestion|notion|idea|assert|rumou?r|critici|finding|theory|contention|"
    r"insinuat|characteri[sz]ation|portrayal|narrative)"
)
NEGATIVE = re.compile(r"(?:there (?:is|was|were|are) )?no\b|.{0,40}\b(?:not|never)\b|.{0,40}n['’]t\b")
DOUBTS = re.compile(r"\b(?:doubt(?:s|ed|ing|ful)?|scoff\w*|debunk\w*|rul(?:e|ed|es|ing) (?P<out>out))\b")
"""Words of a cue by which its content is said not to be so, whichever word the cue turns on."""
NEGATED = re.compile(
    r"\b(?:no|not|never|nobody|without|little|hardly|neither|cannot|(?:refus|declin)\w+ to)\b|n['’]t\b", re.I
)
UNSURE = re.compile(r"\b(?:question|concern|worr|fear|uncertain|unsure|unclear|wonder|debat|ask)\w*")


def stance_of(text: str, clause: Clause, pieces: Sequence[tuple[int, int]]) -> Stance:
    """The stance of a cue: that of its verb, less what its other words or the first of its content take back."""
    first = text[pieces[0][0] : pieces[0][1]].lower().removeprefix("that ")
    if clause.verb.lemma == "insist" and NEGATIVE.match(first):
        return "deny"
    if clause.verb.lemma == "ask" and first.startswith("to "):
        return "assert"  # a request
    cue = text[clause.cue[0] : clause.cue[1]].lower()
    if clause.verb.lemma in ("reject", "dismiss") and not REJECTED.search(first) and not REJECTED.search(cue):
        return "assert"  # a plan or an offer is turned down, nothing is said to be untrue
    doubt = DOUBTS.search(cue)
    if doubt is not None and clause.verb.stance in ("assert", "deny"):
        if not NEGATED.search(cue):
            return "deny"
        return "question" if doubt["out"] else "assert"  # `has not ruled out`, `has no doubt`
    if clause.verb.stance == "assert" and first.startswith(("whether ", "if ")) and UNSURE.search(cue):
        return "question"
    return clause.verb.stance
