"""Quotations that a phrase gives to somebody: `The wall is, in her words, “a ruin.”`"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from whence.mark.attributions import Found
from whence.mark.clauses import Clause
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
