"""Words of somebody's that stand without quotation marks in a paragraph of their own, behind a colon: `Vell wrote:`.

A page sets long quotations and posts apart by indenting them, which its text does not keep. What tells them from the
report's own words is that they speak of `I` or `we`, or that the colon stands right behind the cue: `Vell added:`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from whence.mark.attributions import Found
from whence.mark.clauses import Clause, clause_of
from whence.mark.doc_text import text_of
from whence.mark.quotes import Quotation, touching
from whence.records import Passage

MADE_BY = "announced-rules/1"
SELF = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|we|We|my|My|our|Our|us|me)\b")
STOP = re.compile(r"[.!?…]$")
FEWEST_WORDS = 8
NEAR = 80
"""Characters from the cue to the colon."""


def find_announced(doc: Doc, passages: Sequence[Passage], quotations: Sequence[Quotation]) -> list[Found]:
    """Every paragraph without quotation marks that the one before announces by who said it and a colon."""
    text = text_of(doc)
    blocks = [one for one in passages if one.kind not in ("boilerplate", "caption", "header")]
    found = []
    for before, block in pairwise(blocks):
        words = text[block.start : block.end]
        if text[before.end - 1] != ":" or block.kind not in ("body", "block_quote"):
            continue
        if len(words.split()) < FEWEST_WORDS or touching(quotations, block.start, block.start + 1):
            continue
        clause = _announcing(doc, before)
        if clause is not None and (SELF.search(words) or _ends_with_cue(text, clause, before, words)):
            piece = (block.start, block.end)
            clause.content = [piece]
            found.append(Found([piece], "direct", clause.verb, "assert", clause, [], None, 0.75, MADE_BY))
    return found


def _ends_with_cue(text: str, clause: Clause, before: Passage, words: str) -> bool:
    """Whether nothing stands between cue and colon, and whole sentences follow: no list, heading or link to read on."""
    between = text[clause.cue[1] : before.end - 1].strip()
    return not between and STOP.search(words) is not None


def _announcing(doc: Doc, passage: Passage) -> Clause | None:
    """The last clause of a passage by which somebody says something, where nothing of it is told there."""
    span = doc.char_span(passage.start, passage.end, alignment_mode="contract")
    for token in reversed(list(span) if span is not None else []):
        if token.idx + len(token) < passage.end - NEAR:
            return None
        clause = clause_of(token)
        if clause is None or "q" not in clause.verb.frames or clause.source is None or clause.source_head is None:
            continue
        told = any(end > clause.cue[1] for _, end in clause.content) or _is_quoted(doc, clause, passage)
        return None if told else clause
    return None


def _is_quoted(doc: Doc, clause: Clause, passage: Passage) -> bool:
    """Whether quotation marks stand between the cue and the colon: then the words told are those."""
    return any(mark in text_of(doc)[clause.cue[1] : passage.end] for mark in '"“”')
