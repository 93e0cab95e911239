"""Words of somebody's that stand without quotation marks in a paragraph of their own, behind a colon: `Vell wrote:`.

A page sets long quotations and posts apart by indenting them, which its text does not keep. What tells them from the
report's own words is that they speak of `I` or `we`, or that the colon stands right behind the cue: `Vell added:`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from spacy.tokens import Doc

from whence.mark.attributions import Found
from whence.mark.clauses import Clause, clause_of
from whence.mark.doc_text import text_of
from whence.mark.pieces import could_go_on
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
    for at, (before, block) in enumerate(pairwise(blocks), start=1):
        words = text[block.start : block.end]
        if text[before.end - 1] != ":" or block.kind not in ("body", "block_quote"):
            continue
        if len(words.split()) < FEWEST_WORDS or touching(quotations, block.start, block.start + 1):
            continue
        in_marks = block.kind == "block_quote" and words[0] in '"“'
        clause = _announcing(doc, before, in_marks)
        if clause is not None and in_marks:
            pieces = [(one.start, one.end) for one in takewhile(lambda one: one.kind == "block_quote", blocks[at:])]
            clause.content = pieces
            found.append(Found(pieces, "direct", clause.verb, "assert", clause, [], None, 0.75, MADE_BY))
        elif clause is not None and (SELF.search(words) or _ends_with_cue(text, clause, before, words)):
            piece = (block.start, block.end)
            clause.content = [piece]
            found.append(Found([piece], "direct", clause.verb, "assert", clause, [], None, 0.75, MADE_BY))
    return found


def find_led_on(text: str, passages: Sequence[Passage], marked: Sequence[Found]) -> list[Found]:
    """The paragraphs in quotation marks that a colon announces behind what somebody does: `Vell cited its rise:`.

    They are of whoever did that last, where nobody else is marked for them.
    """
    blocks = [one for one in passages if one.kind not in ("boilerplate", "caption", "header")]
    found = []
    for at, (before, block) in enumerate(pairwise(blocks), start=1):
        if text[before.end - 1] != ":" or block.kind != "block_quote" or text[block.start] not in '"“':
            continue
        if any(start < block.end and block.start < end for one in marked for start, end in one.pieces):
            continue
        here = [one for one in marked if one.clause is not None and before.start <= one.clause.cue[0] < before.end]
        last = max(here, key=lambda one: one.end, default=None)
        if last is None or last.end < before.end - NEAR or last.clause is None:
            continue
        if could_go_on(last.clause.source_head) and last.uttered:
            pieces = [(one.start, one.end) for one in takewhile(lambda one: one.kind == "block_quote", blocks[at:])]
            found.append(Found(pieces, "direct", None, "assert", None, [], last, 0.6, MADE_BY))
    return found


def _ends_with_cue(text: str, clause: Clause, before: Passage, words: str) -> bool:
    """Whether nothing stands between cue and colon, and whole sentences follow: no list, heading or link to read on."""
    between = text[clause.cue[1] : before.end - 1].strip()
    return not between and STOP.search(words) is not None


def _announcing(doc: Doc, passage: Passage, in_marks: bool) -> Clause | None:
    """The last clause of a passage by which somebody says something, where nothing of it is told there.

    `in_marks`: quotation marks open what follows, so that something may be told as well.
    """
    span = doc.char_span(passage.start, passage.end, alignment_mode="contract")
    last = list(span)[-1].sent if span is not None and len(span) else None
    for token in reversed(list(span) if span is not None else []):
        if token.idx + len(token) < passage.end - NEAR and not (in_marks and last is not None and token.sent == last):
            return None
        clause = clause_of(token)
        if (
            clause is None
            or not (in_marks or "q" in clause.verb.frames)
            or clause.source is None
            or clause.source_head is None
        ):
            continue
        told = any(end > clause.cue[1] for _, end in clause.content) and not in_marks
        told = told or _is_quoted(doc, clause, passage)
        return None if told else clause
    return None


def _is_quoted(doc: Doc, clause: Clause, passage: Passage) -> bool:
    """Whether quotation marks stand between the cue and the colon: then the words told are those."""
    return any(mark in text_of(doc)[clause.cue[1] : passage.end] for mark in '"“”')
