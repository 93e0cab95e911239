"""Quotations that are signed: `“We lost the wall.” — Ada Vell`, as in lists of comments, mottoes and letters.

The dash and the name that follows say whose words they are more surely than any cue near by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from whence.mark.attributions import Found
from whence.mark.clauses import Clause
from whence.mark.quotes import Quotation
from whence.mark.reporting_verbs import Verb

MADE_BY = "signed-rules/1"
DASH = re.compile(r"\s{0,2}(?P<dash>[―—–]|--?)\s{0,2}(?=[^\W\d_a-zà-ÿ])")
NAME = re.compile(r"(?:(?:[A-Z](?:\.|[\w’'-]+)|de|da|del|van|von|bin|al|el)(?:[ \t]|(?=\W)|$)){2,5}")
AFTER = re.compile(r"[ \t]*(?:$|\n|[.,;(|/]|\d)")
FEWEST_WORDS = 4
SIGNS = Verb("sign", "said", "assert", "q")


def find_signed(doc: Doc, quotations: Sequence[Quotation]) -> list[Found]:
    """Every quotation that a dash and a name of two words or more follow, and nothing else on the line."""
    text = doc.text
    found = []
    for quotation in quotations:
        if quotation.is_open or len(text[quotation.start : quotation.end].split()) < FEWEST_WORDS:
            continue
        dash = DASH.match(text, quotation.end)
        name = NAME.match(text, dash.end()) if dash else None
        if dash is None or name is None or not AFTER.match(text, name.start() + len(name[0].rstrip())):
            continue
        start, end = name.start(), name.start() + len(name[0].rstrip())
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or len(span) < 2:
            continue
        cue = dash.span("dash")
        piece = (quotation.start, quotation.end)
        sentence = (quotation.start, end)
        clause = Clause(SIGNS, span.root, cue, (start, end), span[-1], [piece], None, sentence)
        found.append(Found([piece], "direct", SIGNS, "assert", clause, [quotation], None, 0.9, MADE_BY))
    return found
