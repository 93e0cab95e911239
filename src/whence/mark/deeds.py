"""Cues that tell of no speech: a deed, a thing that shows, a noun that nobody is said to have uttered.

The model marks them as the annotation does (`signed`, `a new report of`, `faced questions about`). They stay in the
account, with thoughts and not with what was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from whence.mark.clauses import Clause
from whence.mark.doc_text import text_of
from whence.mark.speaker_words import kind_of_noun
from whence.mark.uttered import is_unreal

WORKS = frozenset({"write", "read", "publish", "draft", "author", "print", "release", "issue", "post"})
"""Verbs that have a work for an object as well as words."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OPENS_CLAUSE = re.compile(r"(?:that|how|why|what|whether|if|about|of|to)\b", re.I)
AT_WAR = re.compile(r"(?:\w+\s+)?(?:war|bankruptcy|victory|independence|an? (?:\w+ )?(?:emergency|holiday))\b", re.I)
"""What is declared by an act: who declares war says nothing that can be quoted."""
RAISED = re.compile(
    r"\b(?:prompt|spark|dr[ae]w|fac|fuel|renew|trigger|invit|rais|field|dodg|duck|bobbl|sidestep)\w*\b[^.]{0,30}\b"
    r"(?:calls?|questions?|criticism|concerns?|demands?|speculation|objections?|condemnation|rumou?rs?|debate)\b",
    re.I,
)
"""Words of others that something called forth or somebody met with: `prompted calls for`, `faced questions about`."""
AUTHORITIES = frozenset(
    {
        "prosecutor", "police", "jury", "court", "attorney", "state", "authority", "officer", "government",
        "department", "office", "district", "county", "judge", "sheriff",
    }
)  # fmt: skip
SHOWING = frozenset({"poll", "survey", "study", "record", "document", "report", "email", "data", "figure", "analysis"})


def is_a_deed(doc: Doc, clause: Clause, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether a statement without quotation marks tells of no speech of its source's."""
    token, cue = clause.token, text_of(doc)[slice(*clause.cue)]
    lemma = token.lemma_.lower()
    if RAISED.search(cue):
        return True
    if cue == ":" and clause.source is not None and text_of(doc)[slice(*clause.source)].isupper():
        return True  # a line of a page set in capitals: `HARBOUR MEMO: VELL LEAVES`
    if clause.source is None and (token.pos_ in ("NOUN", "PROPN") or _is_order(token) or is_unreal(token)):
        return True
    head = clause.source_head
    if head is not None and head.ent_type_ in ("DATE", "TIME") and head.pos_ != "PROPN":
        return True
    first = text_of(doc)[slice(*pieces[0])]
    if lemma == "declare" and AT_WAR.match(first):
        return True
    told = [token for piece in pieces for token in doc.char_span(*piece, alignment_mode="expand") or ()]
    if lemma == "sign" or (lemma == "charge" and _is_at_law(token, head)):
        return True
    is_thing = not OPENS_CLAUSE.match(first) and not any(t.tag_ in FINITE and t.dep_ != "relcl" for t in told)
    if lemma in WORKS | {"add", "conclude"} and cue.split()[-1:] == [token.text] and is_thing:
        return True
    return lemma == "show" and is_thing and head is not None and not _shows(head)


def _is_at_law(token: Token, head: Token | None) -> bool:
    """Whether somebody is charged by an authority: `prosecutors charged Vell with fraud`."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in token.lefts):
        return True
    words = {t.lemma_.lower() for t in head.subtree} if head is not None else set()
    return bool(words & AUTHORITIES) and not any(c.dep_ == "ccomp" for c in token.rights)


def _is_order(token: Token) -> bool:
    """Whether the cue is an order that opens its sentence: `Talk about “cheap.”`"""
    return token.tag_ == "VB" and token.is_sent_start is True


def _shows(head: Token) -> bool:
    return head.lemma_.lower().rstrip("s") in SHOWING or kind_of_noun(head) in ("document", "person", "group")
