"""Who says it in a headline: `“We will not pay,” Vell Scoffs`, `Report: Council Hid Its Debts`.

A headline puts two speakers into one line, parted by a semicolon, and writes its verbs as names are written, so that
neither parse nor model reads it well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from whence.mark.attributions import Found
from whence.mark.clauses import Clause
from whence.mark.doc_text import text_of
from whence.mark.name_shapes import looks_like_outlet, outlet_name
from whence.mark.pieces import kind_of
from whence.mark.quotes import Quotation
from whence.mark.reporting_verbs import Verb, verbs
from whence.records import Passage

MADE_BY = "headline-rules/1"
LONGEST = 200
MOSTLY = 0.7
"""The share of the longer words of a headline that are set in capitals."""
STOPS = ".!?"
PART = re.compile(r";\s+")
NAMED_VERB = re.compile(r"\s+(?P<who>(?:[A-Z][\w.’'-]*\s+){1,3}?)(?P<verb>[A-Z][a-z]+s)\b")
LABEL = re.compile(r"(?P<who>(?:[A-Z][\w.’'&-]*\s+){0,4}[A-Z][\w.’'&-]*)(?P<colon>:)\s+(?P<what>\S.*)$")
TELLING = frozenset(
    {
        "report", "reports", "study", "poll", "survey", "police", "officials", "official", "sources", "source",
        "prosecutors", "lawyer", "lawyers", "review", "inquiry", "inquest", "watchdog", "audit", "memo", "document",
        "documents",
    }
)  # fmt: skip
"""What stands before the colon of a headline where it tells who says the rest."""
TELLS = Verb("say", "said", "assert", "qc")
REPORTS = Verb("report", "reported", "assert", "qc")


def is_headline(text: str, start: int, end: int) -> bool:
    """Whether a line is set as headlines are: short, no stop at its end, most longer words with a capital."""
    line = text[start:end].strip()
    words = [word.strip("'\"‘’“”(),;:") for word in line.split()]
    longer = [word for word in words if len(word) > 3]
    if not longer or len(line) > LONGEST or line.rstrip("'\"’”)")[-1:] in tuple(STOPS):
        return False
    return sum(word[:1].isupper() for word in longer) >= MOSTLY * len(longer)


def find_in_headlines(doc: Doc, passages: Sequence[Passage], quotations: Sequence[Quotation]) -> Iterator[Found]:
    """What the headlines of a report attribute in the two ways that are left to rules."""
    text = text_of(doc)
    for passage in passages:
        if passage.kind not in ("headline", "body") or not is_headline(text, passage.start, passage.end):
            continue
        for quotation in quotations:
            if passage.start <= quotation.start and quotation.end <= passage.end:
                yield from _behind(doc, quotation, passage)
        if passage.kind == "headline":
            yield from _labelled(doc, passage, quotations)


def parts(text: str, start: int, end: int) -> list[int]:
    """Where a headline's second part and those after it begin."""
    return [match.end() for match in PART.finditer(text, start, end)]


def _behind(doc: Doc, quotation: Quotation, passage: Passage) -> Iterator[Found]:
    """The quotation of `'We Will Not Pay,' Brask Scoffs`."""
    match = NAMED_VERB.match(text_of(doc), quotation.end, passage.end)
    if match is None:
        return
    word = match["verb"].lower()
    verb = verbs().get(word[:-1]) or verbs().get(word[:-2])
    if verb is None or "q" not in verb.frames:
        return
    who = (match.start("who"), match.start("who") + len(match["who"].rstrip()))
    piece = (quotation.start, quotation.end)
    found = _found(doc, who, match.span("verb"), [piece], verb, passage)
    if found is not None:
        found.kind, found.quotations = "direct", [quotation]
        yield found


def _labelled(doc: Doc, passage: Passage, quotations: Sequence[Quotation]) -> Iterator[Found]:
    """What stands behind `Report:` or an outlet's name and a colon."""
    match = LABEL.match(text_of(doc), passage.start, passage.end)
    if match is None:
        return
    is_outlet = outlet_name(match["who"]) is not None or looks_like_outlet(match["who"])
    if not is_outlet and match["who"].split()[-1].lower() not in TELLING:
        return
    found = _found(doc, match.span("who"), match.span("colon"), [match.span("what")],
                   REPORTS if is_outlet else TELLS, passage)  # fmt: skip
    if found is not None:
        found.kind = kind_of(found.pieces, quotations)
        yield found


def _found(
    doc: Doc, who: tuple[int, int], cue: tuple[int, int], pieces: list[tuple[int, int]], verb: Verb, passage: Passage
) -> Found | None:
    source = doc.char_span(*who, alignment_mode="expand")
    token = doc.char_span(*cue, alignment_mode="expand")
    if source is None or token is None:
        return None
    head: Token = source[-1]
    clause = Clause(verb, token[0], cue, who, head, pieces, None, (passage.start, passage.end))
    return Found(pieces, "indirect", verb, verb.stance, clause, [], None, 0.7, MADE_BY)
