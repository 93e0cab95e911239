"""The statements of a report: what the trained model marks, with the rules where they are surer or it is silent.

The model gives spans; the parse gives what the rest needs of them: the word that is the cue's verb, the head of the
source, the person told. Quotations that the model passed over and a rule can attribute are added, and quotations
without a cue that carry on the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from spacy.tokens import Doc

from whence.mark.announced import find_announced, find_led_on
from whence.mark.attributions import Found, carry_on, find_statements
from whence.mark.clauses import ACCORDING, PLAIN
from whence.mark.contents import (
    answered_inside,
    less_of_lead_in,
    one_speaker_each,
    told_behind,
    whole_clauses,
    without_other_clauses,
)
from whence.mark.doc_text import text_of
from whence.mark.headlines import find_in_headlines
from whence.mark.in_words import find_answered, find_in_words
from whence.mark.quotes import Quotation, touching
from whence.mark.signed import find_posts, find_signed, find_signed_below, find_signed_inline
from whence.mark.span_model import Span, SpanModel, SpanStatement
from whence.mark.span_statements import found_of
from whence.mark.spans import Spans
from whence.mark.speaker_words import kind_of_noun
from whence.mark.turn_speakers import find_spoken
from whence.mark.turns import Turn, labels_of
from whence.mark.uttered import CAUSES, made_to_speak
from whence.records import Passage

TELLS = PLAIN | {"deny", "conclude", "admit", "acknowledge", "promise"}
"""The verbs that make a statement of what stands inside another: those that only tell."""
OF_A_PAPER = re.compile(r"\s+(?:that|which)\s+(?:\w+\s+){0,2}(?:not|never)\s.*", re.S)
"""What of a cue tells not of the words but of the paper that has them."""
FEWEST_WORDS = 4
"""Words of a quotation that is taken for speech by itself."""
TITLES = re.compile(r"\b(?:titled|entitled|headlined|subtitled)$", re.I)
"""Cues that give the name of a work: no words of anybody's."""


def find_all_statements(
    doc: Doc,
    passages: Sequence[Passage],
    quotations: Sequence[Quotation],
    model: SpanModel | None,
    turns: Sequence[Turn] = (),
) -> list[Found]:
    """Every attribution of a report, in order of content, without its speaker. `model` None: by rules alone.

    `turns` are those of a transcript or an interview.
    """
    labels = labels_of(turns)
    signed = [*find_signed(doc, quotations), *find_signed_below(doc, passages, quotations)]
    signed += [*find_signed_inline(doc, passages, quotations), *find_spoken(doc, turns)]
    named = Spans((*piece, None) for one in signed for piece in one.pieces)
    signed += [one for one in find_posts(doc, passages) if not _shares(one, named)]
    announced = find_announced(doc, passages, quotations)
    claimed_by_name = Spans((start, end, None) for one in signed for start, end in one.pieces)
    by_rule = [one for one in find_statements(doc, passages, quotations) if not _shares(one, claimed_by_name)]
    by_rule = [one for one in by_rule if not _is_by_label(one, labels)]
    for one in by_rule:
        without_other_clauses(text_of(doc), one)
    if model is None:
        told = Spans((*piece, None) for one in by_rule for piece in one.pieces)
        plain = [*by_rule, *signed, *(one for one in announced if not _shares(one, told))]
        plain += find_in_words(doc, quotations, plain)
        return _ordered([*plain, *_free(find_in_headlines(doc, passages, quotations), plain)])
    blocks = [p for p in passages if p.kind != "boilerplate"]
    text = text_of(doc)
    marked = [
        found
        for one in map(partial(_less_of_a_paper, text), model.statements(text, lines(text, blocks)))
        if (found := found_of(doc, text, one, quotations, model.name)) is not None
        and not _shares(found, claimed_by_name)
    ]
    marked = one_speaker_each([one for one in marked if not _is_by_label(one, labels)], quotations)
    announced = [one for one in announced if not _shares(one, claimed_by_name)]
    marked = [one for one in marked if not any(_tells_same(one, other) for other in announced)]
    marked += [*signed, *announced]
    marked = [one for one in marked if not TITLES.search(text[slice(*one.clause.cue)] if one.clause else "")]
    marked = [one for one in marked if not _is_a_cause(one, by_rule)]
    _mend(doc, marked, by_rule)
    marked += _free(find_in_headlines(doc, passages, quotations), marked)
    contents = Spans((start, end, (start, end)) for found in marked for start, end in found.pieces)
    cues = Spans((*found.clause.cue, found) for found in marked if found.clause is not None)
    for found in by_rule:
        if found.clause is None or cues.touching(*found.clause.cue):
            continue
        if contents.touching(*found.clause.cue):
            _cut_to_outer(text, found, contents)
            if _is_nested(found, contents) or _is_quoted_on(found, marked, quotations):
                marked.append(found)
        elif found.kind != "indirect":
            if not any(contents.touching(*p) or cues.touching(*p) for p in found.pieces):
                marked.append(found)
        elif _is_plainly_told(doc, found):
            marked.append(found)
    marked += find_in_words(doc, quotations, marked)
    marked += find_answered(doc, quotations, marked)
    _leave_to_inner(marked)
    marked += find_led_on(text, passages, marked)
    claimed = {q.start: found for found in marked for q in found.quotations}
    carry_on(text, quotations, claimed, marked, blocks)
    return _ordered(marked)


def _tells_same(one: Found, announced: Found) -> bool:
    """Whether a statement has the cue of one whose words stand in paragraphs of their own, and tells some of those."""
    if one.clause is None or announced.clause is None or one.clause.token != announced.clause.token:
        return False
    return any(s < end and start < e for s, e in one.pieces for start, end in announced.pieces)


def _less_of_a_paper(text: str, one: SpanStatement) -> SpanStatement:
    """A statement without what its cue goes on to tell of a paper: `said in a letter that did not mention the wall`."""
    of_paper = OF_A_PAPER.search(text, *one.cue)
    if of_paper is None:
        return one
    contents = tuple(piece for piece in one.contents if not one.cue[1] <= piece[0] <= one.cue[1] + 1)
    return replace(one, cue=(one.cue[0], of_paper.start()), contents=contents) if contents else one


def _free(found: Iterable[Found], marked: Sequence[Found]) -> list[Found]:
    """Those whose cue and content nothing else is marked at, but for what stands inside their content."""
    cues = Spans((*one.clause.cue, None) for one in marked if one.clause is not None)
    contents = Spans((*piece, piece) for one in marked for piece in one.pieces)
    return [
        one
        for one in found
        if one.clause is not None
        and not cues.touching(*one.clause.cue)
        and not contents.touching(*one.clause.cue)
        and all(
            one.start <= s and e <= one.end and (s, e) not in one.pieces
            for s, e in contents.touching(one.start, one.end)
        )
    ]


def _is_by_label(one: Found, labels: Spans[None]) -> bool:
    """Whether it takes the label of a turn for a source or a cue."""
    spans = [one.clause.cue, one.clause.source] if one.clause is not None else []
    return any(span is not None and bool(labels.touching(*span)) for span in spans)


def _is_a_cause(one: Found, by_rule: Sequence[Found]) -> bool:
    """Whether it tells by what somebody was made to say what the rules see: `prompting Vell to call it “absurd”`."""
    if one.clause is None or one.clause.token.lemma_ not in CAUSES:
        return False
    inner = (found.clause for found in by_rule if found.clause is not None)
    return any(made_to_speak(clause.token) is not None and clause.token.head == one.clause.token for clause in inner)


def _mend(doc: Doc, marked: list[Found], by_rule: Sequence[Found]) -> None:
    """Set the contents of the marked right where the text or the rules are surer of their edges."""
    rules = Spans((*found.clause.cue, found) for found in by_rule if found.clause is not None)
    for one in marked:
        if one.clause is None:
            continue
        same = [found for found in rules.touching(*one.clause.cue) if found.clause is not None]
        same = [found for found in same if found.clause is not None and found.clause.token == one.clause.token]
        if len(same) == 1:
            whole_clauses(doc, one, same[0])
        without_other_clauses(text_of(doc), one)
    marked += told_behind(text_of(doc), marked, by_rule)
    less_of_lead_in(text_of(doc), marked)
    marked += answered_inside(doc, marked)
    marked += _said_beside_thoughts(text_of(doc), marked)


def _said_beside_thoughts(text: str, marked: Sequence[Found]) -> list[Found]:
    """The quotations of sentences of their own behind what somebody is told to think: words that were said.

    `She plans to leave. “It is not fair.”`: what she plans is no speech, and the rest is.
    """
    said = []
    for one in marked:
        if one.verb is None or one.verb.act != "thought" or len(one.pieces) < 2 or one.clause is None:
            continue
        whole = [
            q
            for q in one.quotations
            if (q.start, q.end) in one.pieces
            and q.start > one.clause.cue[1]
            and text[: q.start].rstrip()[-1:] in tuple(".!?")
            and len(text[q.start : q.end].split()) >= FEWEST_WORDS
        ]
        if not whole or len(whole) == len(one.pieces):
            continue
        pieces = [(q.start, q.end) for q in whole]
        said.append(Found(pieces, "direct", None, "assert", None, whole, one, 0.6))
        one.pieces = [piece for piece in one.pieces if piece not in pieces]
        one.quotations = [q for q in one.quotations if q not in whole]
        one.kind = one.kind if one.quotations else "indirect"
    return said


def _ordered(found: Sequence[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (one.start, -one.end, one.clause.cue if one.clause else (0, 0)))


def _is_nested(found: Found, contents: Spans[Span]) -> bool:
    """Whether the rules see, wholly inside what somebody said, that somebody else with a name or a role said something.

    The model's spans are flat: it marks the outer statement and leaves the inner one (`the source said that Vell told
    him ...`) to the parse.
    """
    clause = found.clause
    if clause is None or clause.source is None or clause.source_head is None or clause.verb.lemma not in TELLS:
        return False
    if clause.source_head.pos_ not in ("PROPN", "NOUN") or clause.source_head.lemma_ == "people":
        return False
    spans = [clause.cue, clause.source, *found.pieces]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return bool(contents.holding(first, last))


def _cut_to_outer(text: str, found: Found, contents: Spans[Span]) -> None:
    """End what is told inside another's content where that ends: the parse takes the outer source into it.

    `The chiefs said that it was made there, Reuters and the Courier said`.
    """
    if found.clause is None or len(found.pieces) != 1 or found.clause.source is None:
        return
    start, end = found.pieces[0]
    low = min(found.clause.source[0], found.clause.cue[0], start)
    ends = [stop for _, stop in contents.holding(low, start + 1) if start < stop < end]
    if ends and text[max(ends) : max(ends) + 1] == ",":
        found.pieces = [(start, max(ends))]


def _is_plainly_told(doc: Doc, found: Found) -> bool:
    """Whether the rules see a plain statement that the model passed over: `It will close, two officials said.`"""
    clause = found.clause
    if clause is None or clause.source is None or clause.source_head is None or clause.verb.lemma not in TELLS:
        return False
    head = clause.source_head
    if found.end <= clause.source[0] and not text_of(doc)[found.end : clause.source[0]].strip():
        return False  # `Vell denied he said it`, read as what he said
    is_somebody = (
        head.pos_ == "PROPN" or head.lower_ in ("he", "she", "they") or kind_of_noun(head) in ("person", "group")
    )
    finite = clause.token.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in clause.token.lefts)
    return is_somebody and (finite or clause.token.tag_ in ("VBD", "VBZ", "VBP"))


def _is_quoted_on(found: Found, marked: Sequence[Found], quotations: Sequence[Quotation]) -> bool:
    """Whether somebody is quoted in what another is named for: `“It leaks,” Vell wrote, according to the Courier`."""
    clause = found.clause
    if clause is None or clause.source is None or found.kind == "indirect":
        return False
    for outer in marked:
        if outer.clause is None or (outer.clause.verb is not ACCORDING and outer.clause.verb.act != "reported"):
            continue
        holds = [any(s <= start and end <= e for s, e in outer.pieces) for start, end in (clause.cue, clause.source)]
        own = {q for piece in found.pieces for q in touching(quotations, *piece)}
        quoted = [any(s <= q.start and q.end <= e for s, e in outer.pieces) for q in own]
        if all(holds) and quoted and all(quoted):
            found.quotations = sorted(own, key=lambda q: q.start)
            return True
    return False


def _leave_to_inner(marked: Sequence[Found]) -> None:
    """Quotation marks belong to the innermost that is told to have said them: of `A wrote, “...”, according to B`, A's.

    What is left of B's statement without words of its own in quotation marks is told indirectly.
    """
    cues = Spans((*one.clause.cue, one) for one in marked if one.clause is not None)
    for outer in marked:
        if outer.kind != "mixed" or not outer.quotations:
            continue
        inner = [one for piece in outer.pieces for one in cues.touching(*piece) if one is not outer and one.clause]
        held = {
            q
            for one in inner
            if one.clause is not None and _length(one) < _length(outer)
            for q in outer.quotations
            if not q.start < one.clause.cue[0] < q.end and any(s <= q.start and q.end <= e for s, e in one.pieces)
        }
        if outer.clause is not None and outer.clause.verb is ACCORDING and held:
            held |= _go_on_as(inner, outer)
        if held and held == set(outer.quotations):
            outer.kind, outer.quotations = "indirect", []


def _go_on_as(inner: Sequence[Found], outer: Found) -> set[Quotation]:
    """Hand what is quoted behind `according to B` to whoever speaks before: `“...,” A wrote, according to B. “...”`."""
    first = next((one for one in inner if one.quotations and one.kind != "indirect"), None)
    if first is None or outer.clause is None:
        return set()
    behind = {q for q in outer.quotations if q.start >= outer.clause.cue[1] and (q.start, q.end) in outer.pieces}
    first.pieces = sorted({*first.pieces, *((q.start, q.end) for q in behind)})
    first.quotations = sorted({*first.quotations, *behind}, key=lambda q: q.start)
    outer.pieces = [piece for piece in outer.pieces if piece not in {(q.start, q.end) for q in behind}]
    return behind


def _length(one: Found) -> int:
    return sum(end - start for start, end in one.pieces)


def _shares(one: Found, signed: Spans[None]) -> bool:
    """Whether it claims words that are signed, and not only inside of them (a post that quotes somebody)."""
    if one.clause is not None and signed.holding(min(one.clause.cue[0], one.start), max(one.clause.cue[1], one.end)):
        return False
    return any(signed.touching(start, end) for start, end in one.pieces)


def lines(text: str, passages: Sequence[Passage]) -> list[Span]:
    """The passages as spans, those on one line (a dateline and what follows it) as one."""
    spans: list[Span] = []
    for passage in passages:
        if spans and "\n" not in text[spans[-1][1] : passage.start]:
            spans[-1] = (spans[-1][0], passage.end)
        else:
            spans.append((passage.start, passage.end))
    return spans
