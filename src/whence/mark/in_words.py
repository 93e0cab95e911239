"""Quotations that are given to somebody around a phrase: `The wall is, in her words, “a ruin.”`, `Vell said, when asked
if it was safe: “It is.”`"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from whence.mark.attributions import Found
from whence.mark.clauses import Clause, clause_of
from whence.mark.doc_text import text_of
from whence.mark.quotes import Quotation
from whence.mark.reporting_verbs import Verb
from whence.mark.spans import Spans

MADE_BY = "in-words-rules/1"
IN_WORDS = re.compile(
    r"\b(?P<cue>[Ii]n\s+(?:(?P<pronoun>his|her|their)|"
    r"(?P<name>(?:(?:the|one)\s(?:\w+\s){0,2}\w+|(?:[A-Z][\w.’'-]*\s){0,3}[A-Z][\w-]*))['’]s?)\s+"
    r"(?:own\s+)?words)\s?[,:]?\s+(?=[\"“‘'])"
)
ASKING = frozenset({"ask", "press", "question"})
ANSWERED = re.compile(r"\s*:\s*")
WHEN = re.compile(r"(?:\b(?:when|after|as)|,)\s+(?:\w+ly\s+)?$")
SAYS = Verb("say", "said", "assert", "qc")


def find_in_words(doc: Doc, quotations: Sequence[Quotation], marked: Sequence[Found]) -> list[Found]:
    """The quotations behind `in her words` or `in Vell's own words` that nobody else is marked for."""
    text = text_of(doc)
    claimed = Spans((*piece, None) for one in marked for piece in one.pieces)
    starting = {q.start: q for q in quotations}
    found = []
    for match in IN_WORDS.finditer(text):
        quotation = starting.get(match.end())
        if quotation is None or claimed.touching(quotation.start, quotation.end):
            continue
        source = match.span("pronoun") if match["pronoun"] else match.span("name")
        span, cue = (doc.char_span(*part, alignment_mode="expand") for part in (source, match.span("cue")))
        if span is None or cue is None:
            continue
        piece = (quotation.start, quotation.end)
        sentence = (cue.root.sent.start_char, cue.root.sent.end_char)
        clause = Clause(SAYS, cue[-1], match.span("cue"), source, span[-1], [piece], None, sentence, False)
        found.append(Found([piece], "direct", SAYS, "assert", clause, [quotation], None, 0.8, MADE_BY))
    return found


def find_answered(doc: Doc, quotations: Sequence[Quotation], marked: Sequence[Found]) -> list[Found]:
    """The quotations behind a colon that a question ends with, where the clause around it says who answers."""
    text = text_of(doc)
    claimed = Spans((*piece, None) for one in marked for piece in one.pieces)
    found = []
    for one in marked:
        if one.clause is None or one.clause.verb.lemma not in ASKING or one.clause.source is not None:
            continue
        behind = (q for q in quotations if q.start >= one.end and ANSWERED.fullmatch(text, one.end, q.start))
        quotation = next(behind, None)
        if quotation is None or claimed.touching(quotation.start, quotation.end):
            continue
        asked = one.clause.token
        told = (clause_of(token) for token in reversed(doc[asked.sent.start : asked.i]))
        answers = next((clause for clause in told if clause is not None and clause.source is not None), None)
        if answers is None or not WHEN.search(text, answers.cue[1], one.clause.cue[0]):
            continue
        piece = (quotation.start, quotation.end)
        answers.content = [piece]
        found.append(Found([piece], "direct", answers.verb, "assert", answers, [quotation], None, 0.8, MADE_BY))
    return found
