"""What of the model's spans is not theirs: an aside in a cue, a clause before or behind what is told, half a quotation.

Content that holds what somebody else said gives those words to the wrong person: `Asked about what Vell called
“murder,” Brask said that ...` or `..., following Kolt's reply (“You gave nothing”)`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as Words

from whence.mark.doc_text import text_of
from whence.mark.quotes import Quotation, touching
from whence.mark.span_model import Span, SpanStatement

ASIDE = re.compile(
    r"(?P<cue>.*\b(?:said|says|wrote|writes|added|told \w+))\s+(?:after|before|while|upon|when)\s+\w+ing\b", re.S
)
"""A cue that goes on into what was done beside it: `said after thanking`."""
BESIDE = (
    r"(?:referring|alluding|pointing|gesturing|nodding|following up|speaking of|speaking about|echoing|quoting"
    r"|in (?:an? )?(?:\w+ )?(?:reference|allusion)"
    r"|an?\s+(?:\w+\s+){0,2}?(?:reference|allusion|nod|jab|swipe|dig|indication))\b"
)
BEHIND = re.compile(rf"\s*,?\s+{BESIDE}", re.I)
"""What tells of the words before it and is none of them: `“...,” referring to the wall`."""
COMMENT = re.compile(r"\s+which\b")
"""What the report says of the words before it: `“...,” which is true`."""
RELATIVE = re.compile(r"(?:who|whom|whose|which|where)\b")
GAP = re.compile(rf"[\s,\"”’']*{BESIDE}[^.]*$", re.I)
ASKED = re.compile(
    r"[\"“'‘(\s]*(?:(?:when|after|as|while|once|though)\s+(?:\w+\s+){0,3}?)?(?:asked|pressed|questioned|pushed|prodded"
    r"|challenged|told)\b|(?:\w+\s+){1,2}(?:minute|hour|day|week|month|year)s?\s+(?:after|before)\s"
    r"|[\"“'‘(\s]*(?:to\s+\w+|responding|speaking|appearing|replying|reacting)\b",
    re.I,
)
"""How a sentence opens whose first clause tells the occasion of what is said: `Asked about ..., she said`."""
TIME = re.compile(
    r"(?P<for>(?:for|over|in)\s+)?(?:(?:the|a|an)\s+)?(?:(?:past|last|several|many|few|couple|recent|more)\s+(?:than\s+|of\s+)?)"
    r"(?:[\w-]+\s+){0,2}?(?:hours?|days?|weeks?|months?|years?|decades?)\s+(?=that\b)",
    re.I,
)
FOR = re.compile(r"\b(?:for|over|in|during)\s+$", re.I)
LONE = frozenset({"what", "that", "which"})
MARKS = frozenset("\"“‘'")


def without_aside(text: str, one: SpanStatement) -> SpanStatement:
    """The cue up to its verb of speech, and without what the aside in it takes: `said after thanking` `Vell`."""
    aside = ASIDE.match(text, *one.cue)
    if aside is None:
        return one
    kept = tuple(piece for piece in one.contents if text[piece[0]] in MARKS or not 0 <= piece[0] - one.cue[1] <= 1)
    if not kept:
        return one
    return replace(one, cue=(one.cue[0], aside.end("cue")), contents=kept)


def whole_quotations(piece: Span, cue: Span, source: Span | None, quotations: Sequence[Quotation]) -> Span:
    """The piece with a quotation that it holds half of or more taken whole, where cue and source stand outside it."""
    start, end = piece
    for q in touching(quotations, start, end):
        shared = min(end, q.end) - max(start, q.start)
        outside = all(span is None or span[1] <= q.start or q.end <= span[0] for span in (cue, source))
        if outside and 2 * shared >= q.end - q.start:
            start, end = min(start, q.start), max(end, q.end)
    return start, end


def without_words_beside(text: str, piece: Span, quotations: Sequence[Quotation]) -> Span:
    """The piece up to a quotation's end behind which it is only told what the words were about."""
    for q in touching(quotations, *piece):
        closed = text[q.end - 2 : q.end - 1] in (",", ".", "!", "?")
        behind = BEHIND.match(text, q.end, piece[1]) or (piece[0] == q.start and COMMENT.match(text, q.end, piece[1]))
        if piece[0] <= q.start and q.end < piece[1] and closed and behind:
            return piece[0], q.end
    return piece


def without_time_before(text: str, piece: Span) -> Span:
    """The piece without the time for which it was said: `had been hinting for` `the past several days that he ...`."""
    time = TIME.match(text, *piece)
    if time is None or not (time["for"] or FOR.search(text, max(0, piece[0] - 10), piece[0])):
        return piece
    return time.end(), piece[1]


def without_lone_words(text: str, pieces: Sequence[Span]) -> list[Span]:
    """The pieces less a `What` alone, where others stand beside it: `What he said:` and then the words."""
    return [piece for piece in pieces if text[slice(*piece)].lower() not in LONE] or list(pieces)


def without_asides_of_source(text: str, cue: Span, source: Span | None, pieces: Sequence[Span]) -> list[Span]:
    """The pieces less what is told of whoever speaks; all where nothing would be left.

    `“...,” said Vell, whom the council calls a friend`; `Vell, to a crowd chanting “Out,” said that ...`.
    """
    if source is None:
        return list(pieces)
    last = max(cue[1], source[1])
    kept = []
    for piece in pieces:
        follows = piece[0] >= last and not text[last : piece[0]].strip(" ,")
        is_between = source[1] <= piece[0] and piece[1] <= cue[0] and any(other[0] >= cue[1] for other in pieces)
        if not is_between and not (follows and RELATIVE.match(text, piece[0])):
            kept.append(piece)
    return kept or list(pieces)


def without_echoes(pieces: Sequence[Span], sentence: Span, quotations: Sequence[Quotation]) -> list[Span]:
    """The pieces less those of a later sentence of which most stands outside the quotation marks that open it.

    The report takes up a word of what was said and goes on by itself: `“Very simple”? Of course not. Nothing is.`
    """

    def is_echo(piece: Span) -> bool:
        quoted = sum(min(q.end, piece[1]) - max(q.start, piece[0]) for q in touching(quotations, *piece))
        return piece[0] >= sentence[1] and 0 < 2 * quoted < piece[1] - piece[0]

    return [piece for piece in pieces if not is_echo(piece)] or list(pieces)


def own_clauses(doc: Doc, cue: Span, source: Span | None, pieces: Sequence[Span]) -> list[Span]:
    """The pieces less those of clauses that only tell the occasion; all where nothing would be left.

    Before the cue these are what somebody was asked, a purpose, or the main clause of a relative one; behind it, what
    the words referred to.
    """
    text = text_of(doc)
    pieces = sorted(pieces)
    low = min(cue[0], source[0]) if source is not None else cue[0]
    behind = [piece for piece in pieces if piece[0] >= cue[1]]
    kept = [
        piece
        for at, piece in enumerate(pieces)
        if not (at and (before := pieces[at - 1])[0] >= cue[1] and GAP.match(text, before[1], piece[0]))
    ]
    if behind and text[cue[1] : behind[0][0]].find(",") < 0:
        kept = [piece for piece in kept if piece[1] > low or not _is_occasion(doc, piece, low)]
    return kept or list(pieces)


def _has_verb(words: Words) -> bool:
    return any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in words)


def _is_occasion(doc: Doc, piece: Span, low: int) -> bool:
    """Whether what stands before source and cue tells when or why it was said, and is no part of it."""
    text = text_of(doc)
    between = text[piece[1] : low]
    if text[piece[0]] in MARKS or re.search(r"[.!?]\s", between):
        return False
    told = doc.char_span(*piece, alignment_mode="expand")
    gap = doc.char_span(piece[1], low, alignment_mode="contract") if between.strip() else None
    if told is not None and gap is not None and not _has_verb(told) and _has_verb(gap):
        return True  # the subject of the clause around: `The tag is of no use, as Vell told us it fails`
    word = doc.char_span(piece[0], piece[0] + 1, alignment_mode="expand")
    return word is not None and ASKED.match(text, word[0].sent.start_char, low) is not None
