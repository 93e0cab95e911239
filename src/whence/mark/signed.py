"""Words that are signed: `“We lost the wall.” — Ada Vell`, as in lists of comments, mottoes and letters, and posts that
a page shows whole: `We lost the wall. — Ada Vell (@adavell) March 3, 2031`.

The dash and the name that follows say whose words they are more surely than any cue near by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from whence.mark.attributions import Found
from whence.mark.clauses import Clause
from whence.mark.doc_text import text_of
from whence.mark.name_shapes import looks_like_outlet, outlet_name
from whence.mark.quotes import Quotation
from whence.mark.reporting_verbs import Verb
from whence.records import Passage

MADE_BY = "signed-rules/1"
DASH = re.compile(r"\s{0,2}(?P<dash>[―—–]|--?)\s{0,2}(?=[^\W\d_a-zà-ÿ])")
NAME = re.compile(r"(?:(?:[A-Z](?:\.|[\w’'-]+)|de|da|del|van|von|bin|al|el)(?:[ \t]|(?=\W)|$)){2,5}")
AFTER = re.compile(r"[ \t]*(?:$|\n|[.,;(|/]|\d)")
BYLINE = re.compile(r"^[ \t]*(?:[―—–]|--?)[ \t]*(?P<names>[A-Z][^\n:;@()\d]{3,100}?)[ \t]*$", re.M)
"""A line that has a dash and names alone."""
JOINED = re.compile(r",? and |, ")
BELOW = re.compile(
    r"\s*(?P<name>(?:[A-Z](?:\.|[\w.’'-]+)\s){1,4}?[A-Z][\w.’'-]+|Editorial Board),"
    r"\s(?P<outlet>[A-Z][^\n,.;:]{1,50}?)\s*"
)
"""A line that has a name and an outlet's alone."""
LONGEST = 100
FEWEST_WORDS = 4
FEWEST_SIGNED = 8
"""Words of a quotation that has its name and outlet behind it in the same passage."""
SIGNS = Verb("sign", "said", "assert", "q")
POSTS = Verb("post", "wrote", "assert", "q")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
POSTED = re.compile(
    r"\s*(?P<dash>[―—–]|(?<!\w)--?)\s*(?P<name>(?:(?!\s[―—–-]|[―—–])[^\n()@]){2,60}?)\s*\(@(?P<handle>\w{1,30})\)\s*"
    rf"(?P<day>{MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}})(?:\s+Report)?\s*$",
    re.M,
)
"""How a page signs the post that it shows: a dash, the name, the account and the day (and a button beside it)."""
SKIP = re.compile(r"Skip \w+ post(?: \d+)? by @\w+\s+")
"""What a page says to those who have it read to them, before a post."""
LINKS = re.compile(r"(?:\s*(?:https?://\S+|pic\.\w+\.\w+/\S+|\w+\.\w{2,3}/\w+))+\s*$")


def find_signed(doc: Doc, quotations: Sequence[Quotation]) -> list[Found]:
    """Every quotation that a dash and a name of two words or more follow, and nothing else on the line.

    A name on a line of its own signs a quotation that has the line before to itself. It signs none where the same name
    ends other paragraphs as well: then it is whose report that was, as in a page that is added to all day.
    """
    text = text_of(doc)
    reporters = _reporters(text, quotations)
    found = []
    for quotation in quotations:
        if quotation.is_open or len(text[quotation.start : quotation.end].split()) < FEWEST_WORDS:
            continue
        dash = DASH.match(text, quotation.end)
        name = NAME.match(text, dash.end()) if dash else None
        if dash is None or name is None or not AFTER.match(text, name.start() + len(name[0].rstrip())):
            continue
        start, end = name.start(), name.start() + len(name[0].rstrip())
        apart = "\n" in text[quotation.end : start]
        if apart and (text[start:end] in reporters or not _is_alone(text, quotation)):
            continue
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or len(span) < 2:
            continue
        cue = dash.span("dash")
        piece = (quotation.start, quotation.end)
        sentence = (quotation.start, end)
        clause = Clause(SIGNS, span.root, cue, (start, end), span[-1], [piece], None, sentence)
        found.append(Found([piece], "direct", SIGNS, "assert", clause, [quotation], None, 0.9, MADE_BY))
    return found


def find_signed_inline(doc: Doc, passages: Sequence[Passage], quotations: Sequence[Quotation]) -> list[Found]:
    """The quotation with which a passage ends, but for a name and an outlet's: `“We lost it.” Ada Vell, Courier`."""
    text = text_of(doc)
    found = []
    for block in passages:
        if block.kind == "boilerplate":
            continue
        end = max(text.rfind(mark, block.start, block.end) for mark in ('"', "”")) + 1
        line = BELOW.fullmatch(text, end, block.end) if end else None
        own = [q for q in quotations if block.start <= q.start < block.end and q.start < end]
        if line is None or not own or text[end - 2] not in ".!?…" or not _is_outlet(line["outlet"]):
            continue
        start = block.start if text[block.start] in '"“' else own[0].start
        name = doc.char_span(*line.span("name"), alignment_mode="expand")
        if name is None or len(text[start:end].split()) < FEWEST_SIGNED or text[block.start : start].count(". ") > 1:
            continue
        clause = Clause(SIGNS, name.root, (line.end("name"), line.end("name") + 1), line.span("name"), name[-1],
                        [(start, end)], None, (start, block.end))  # fmt: skip
        found.append(Found([(start, end)], "direct", SIGNS, "assert", clause, own, None, 0.85, MADE_BY))
    return found


def find_signed_below(doc: Doc, passages: Sequence[Passage], quotations: Sequence[Quotation]) -> list[Found]:
    """The quotations of passages of their own that a line `Ada Vell, The Vantry Courier` stands below.

    Digests of comment set what they quote so, over one passage or several.
    """
    text = text_of(doc)
    at = {q.start: q for q in quotations}
    blocks = [one for one in passages if one.kind not in ("boilerplate", "caption", "header")]
    found = []
    for index, block in enumerate(blocks):
        line = BELOW.fullmatch(text, block.start, block.end) if block.end - block.start <= LONGEST else None
        if line is None or not _is_outlet(line["outlet"]):
            continue
        name = doc.char_span(*line.span("name"), alignment_mode="expand")
        own: list[Quotation] = []
        for above in reversed(blocks[:index]):
            quotation = at.get(above.start)
            if quotation is None or quotation.end < above.end - 1 or (own and not _goes_on(text, quotation)):
                break
            own.insert(0, quotation)
        if name is None or not own:
            continue
        pieces = [(q.start, q.end) for q in own]
        clause = Clause(SIGNS, name.root, (line.end("name"), line.end("name") + 1), line.span("name"), name[-1],
                        pieces, None, (own[0].start, block.end))  # fmt: skip
        found.append(Found(pieces, "direct", SIGNS, "assert", clause, own, None, 0.85, MADE_BY))
    return found


def _goes_on(text: str, quotation: Quotation) -> bool:
    """Whether the words of a quotation go on in the next passage: it stays open, or breaks off."""
    return quotation.is_open or text[quotation.start : quotation.end].rstrip("\"”’' ").endswith(("…", "..."))


def _is_outlet(name: str) -> bool:
    return outlet_name(name) is not None or looks_like_outlet(name)


def _is_alone(text: str, quotation: Quotation) -> bool:
    """Whether nothing else stands on the line of a quotation: no cue, and nothing before it."""
    line = text.rfind("\n", 0, quotation.start) + 1
    return not text[line : quotation.start].strip()


def _reporters(text: str, quotations: Sequence[Quotation]) -> frozenset[str]:
    """The names that stand alone behind a dash on lines of their own, behind paragraphs that are no quotation."""
    ends = {q.end for q in quotations if _is_alone(text, q)}
    return frozenset(
        name
        for match in BYLINE.finditer(text)
        if len(text[: match.start()].rstrip()) not in ends
        for name in JOINED.split(match["names"])
    )


def find_posts(doc: Doc, passages: Sequence[Passage]) -> list[Found]:
    """Every post that a page shows whole, as its account's holder's own words of the day that stands behind it.

    The words are those of the passage before the dash, without the links at their end; where the signature has a
    passage of its own, those of the passage before.
    """
    text = text_of(doc)
    found = []
    blocks = [one for one in passages if one.kind != "boilerplate"]
    for at, block in enumerate(blocks):
        signed = POSTED.search(text, block.start, block.end)
        if signed is None:
            continue
        start, end = block.start, signed.start()
        if not text[start:end].strip() and at:
            start, end = blocks[at - 1].start, blocks[at - 1].end
        end = start + len(LINKS.sub("", text[start:end]).rstrip())
        skip = SKIP.match(text, start, end)
        start = skip.end() if skip is not None else start
        name = doc.char_span(*signed.span("name"), alignment_mode="expand")
        if len(text[start:end].split()) < FEWEST_WORDS or name is None:
            continue
        clause = Clause(POSTS, name.root, signed.span("dash"), signed.span("name"), name[-1], [(start, end)], None,
                        (start, block.end), dated=signed.span("day"))  # fmt: skip
        found.append(Found([(start, end)], "direct", POSTS, "assert", clause, [], None, 0.9, MADE_BY))
    return found
