"""What of a marked content is not what that cue tells: other sentences, another clause, a clause torn at an aside.

The model's spans stop and start at words. Where a sentence ends, where a conjunction parts two clauses and where an
apposition stands inside one is known from the text and the parse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from whence.mark.attributions import Found
from whence.mark.clauses import clause_of
from whence.mark.doc_text import text_of
from whence.mark.headlines import PART, is_headline
from whence.mark.name_shapes import DAYS
from whence.mark.pieces import kind_of, merged
from whence.mark.quotes import Quotation, touching
from whence.mark.span_model import Span
from whence.mark.spans import Spans

STOP = re.compile(r"[.!?][)\]]?\s+(?=[\"“‘'(]?[A-Z])")
PARTED = re.compile(
    r"(?:\b(?:but|though|although|while|whereas)|^[,;\s]*(?:and|yet))(?:\s+(?:he|she|they|it))?\s*$", re.I
)
"""What ends before a source or a cue where the clause before it is another one: `..., but Vell admits ...`."""
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+$")
LAST_WORD = re.compile(r"\w+$")
HOUR = re.compile(r"\b[ap]\.m\.$", re.I)
TITLE = re.compile(r"\b(?:Messrs|Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Col|Sgt|Lt|St|Rev|Prof)\.$")
TO_WHICH = re.compile(
    r",?\s+(?:(?:to|at|upon) which|whereupon)\s(?:[\w.’'-]+\s){1,4}?(?P<cue>replied|responded|answered|said|retorted)"
    r"[,:]?\s*$",
    re.I,
)
"""What leads up to an answer."""
LONGEST_LEAD = 60
NEAR = 3
"""Characters between a quotation and the cue behind it."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
JOINS = frozenset({"and", "or", "but"})


def of_its_sentence(doc: Doc, cue: Span, source: Span | None, pieces: Sequence[Span], quotations: Sequence[Quotation]
                    ) -> list[Span]:  # fmt: skip
    """The pieces less what other sentences than the cue's tell without quotation marks; all where nothing is left.

    What a colon behind the cue announces may have several sentences.
    """
    text = text_of(doc)
    spans = [cue] + ([source] if source is not None and abs(source[0] - cue[0]) < 400 else [])
    low, high = min(start for start, _ in spans), max(end for _, end in spans)
    kept: list[Span] = []
    behind = any(start >= high for start, _ in pieces)
    for piece in pieces:
        start, end = piece
        if end <= low and behind and _is_of_an_earlier_sentence(text, piece, low):
            continue
        if text[start] in "\"“‘'":  # a quotation, whether or not its marks could be paired
            kept.append(piece)
            continue
        if end > high and ":" not in text[high : max(high, start) + 1]:
            stop = next(iter(sentence_ends(doc, high, end, quotations)), end)
            if text[stop : stop + 1] == ";" or not touching(quotations, max(start, stop), end):
                end = min(end, stop)
        if start < low:
            stop = max(sentence_ends(doc, start, low, quotations), default=start)
            if stop > start and (text[stop] == ";" or not touching(quotations, start, stop)):
                start = stop
                while start < end and text[start] in " .!?;\n":
                    start += 1
        if end - start > 1:
            kept.append((start, end))
    return kept or list(pieces)


def _is_of_an_earlier_sentence(text: str, quoted: Span, low: int) -> bool:
    """Whether a quotation ends a sentence that began without it, and the cue stands in the next.

    `The Courier ran a “guide to the ball.” The Herald warned of its noise.`: the guide is the Courier's.
    """
    start, end = quoted
    if text[end - 1] not in "\"”’'":
        return False
    before = text[text.rfind("\n", 0, start) + 1 : start].rstrip(" ")
    ends = text[end - 2 : end - 1] in (".", "!", "?") or STOP.search(text, end, low + 1) is not None
    return bool(before) and before.rstrip("\"'”’)")[-1] not in ".!?:" and ends and text[end : end + 1].isspace()


def sentence_ends(doc: Doc, low: int, high: int, quotations: Sequence[Quotation]) -> list[int]:
    """Where sentences end between two places, outside quotation marks: by the text and by the parse."""
    found = []
    for match in STOP.finditer(text_of(doc), low, high):
        if touching(quotations, match.start(), match.start() + 1):
            continue
        word = doc.char_span(match.end(), match.end() + 1, alignment_mode="expand")
        if word is None or _goes_on(doc, match.start(), word[0]):
            continue
        if word[0].is_sent_start or text_of(doc)[match.start()] in "!?" or _is_a_word(doc, match.start()):
            found.append(match.start())
    return sorted([*found, *_parts_between(text_of(doc), low, high, quotations)])


def _parts_between(text: str, low: int, high: int, quotations: Sequence[Quotation]) -> list[int]:
    """Where the parts of a headline end between two places of it."""
    start, end = text.rfind("\n", 0, low) + 1, text.find("\n", high)
    end = len(text) if end < 0 else end
    if ";" not in text[low:high] or "\n" in text[low:high] or not is_headline(text, start, end):
        return []
    ends = (match.start() for match in PART.finditer(text, low, high))
    return [at for at in ends if not touching(quotations, at, at + 1)]


def _is_a_word(doc: Doc, stop: int) -> bool:
    """Whether a plain longer word stands before the stop, which is then no abbreviation's."""
    before = LAST_WORD.search(text_of(doc), max(0, stop - 20), stop)
    return before is not None and before[0].islower() and len(before[0]) > 4


def _goes_on(doc: Doc, stop: int, word: Token) -> bool:
    """Whether the stop is that of an hour or a title, and the sentence goes on: `9:40 a.m. Tuesday`, `Messrs. Vell`."""
    hour = HOUR.search(text_of(doc), max(0, stop - 6), stop + 1) is not None
    return (hour and word.lower_ in DAYS) or TITLE.search(text_of(doc), max(0, stop - 8), stop + 1) is not None


def without_other_clauses(text: str, found: Found) -> None:
    """Leave out what stands before the cue in a clause of its own, where the cue's own content follows it.

    `It will rain, but Vell admits that it leaks`: what he admits is the second.
    """
    clause = found.clause
    if clause is None or len(found.pieces) < 2:
        return
    low = min(clause.cue[0], clause.source[0] if clause.source else clause.cue[0])
    behind = [piece for piece in found.pieces if piece[0] >= clause.cue[1]]
    quoted = {(q.start, q.end) for q in found.quotations}
    parted = [
        piece
        for piece in found.pieces
        if piece[1] <= low and piece not in quoted and PARTED.search(text[piece[1] : low])
    ]
    if behind and parted:
        found.pieces = [piece for piece in found.pieces if piece not in parted]


def whole_clauses(doc: Doc, found: Found, by_rule: Found) -> None:
    """Take the content by the parse where the marked one is a torn part of it: `that the envoy` of `that the envoy,
    Ada Vell, had left`.

    Both are of one cue; only for words without quotation marks.
    """
    if found.kind != "indirect" or by_rule.kind != "indirect" or found.pieces == by_rule.pieces:
        return
    if found.clause is None or _is_elsewhere(doc, found):
        found.pieces = list(by_rule.pieces)
    if len(found.pieces) != 1 or found.clause is None:
        return
    start, end = found.pieces[0]
    holds = any(s <= start and end <= e for s, e in by_rule.pieces)
    goes_on = len(by_rule.pieces) > 1 and by_rule.start == start and by_rule.end > end
    if not (holds or goes_on):
        return
    words = doc.char_span(start, end, alignment_mode="expand")
    whole = doc.char_span(by_rule.start, by_rule.end, alignment_mode="expand")
    if words is None or whole is None or not any(t.tag_ in FINITE for t in whole):
        return
    is_torn = not any(t.tag_ in FINITE for t in words) and (words[0].lower_ == "that" or end <= found.clause.cue[0])
    begins_late = (
        by_rule.start < start and end <= found.clause.cue[0] and (words[0].lower_ in JOINS or words[0].tag_ in FINITE)
    )
    if is_torn or begins_late:
        found.pieces = list(by_rule.pieces)


def _is_elsewhere(doc: Doc, found: Found) -> bool:
    """Whether all that is marked stands in the sentences behind the one of the cue."""
    cue = found.clause.cue if found.clause is not None else (found.start, found.start)
    return found.start > cue[1] and bool(sentence_ends(doc, cue[1], found.start, ()))


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a sentence or a colon ends before the quotation: `was asked about it: “No,” Vell said`."""
    return SENTENCE_END.search(text, start, end) is not None or text[start:end].rstrip().endswith(":")


def told_behind(text: str, marked: Sequence[Found], by_rule: Sequence[Found]) -> list[Found]:
    """The quotations at the end of what one cue tells that have a cue of their own right behind: `..., Stone added`.

    They are taken from the first.
    """
    cues = Spans((*one.clause.cue, one) for one in marked if one.clause is not None)
    apart = []
    for own in by_rule:
        if own.clause is None or own.clause.source is None or own.kind != "direct" or not own.quotations:
            continue
        if cues.touching(*own.clause.cue):
            continue
        first, behind = own.quotations[0], min(own.clause.cue[0], own.clause.source[0])
        for outer in marked:
            held = next((piece for piece in outer.pieces if piece[0] < first.start and first.end <= piece[1]), None)
            if outer.clause is None or held is None or not held[1] <= behind <= held[1] + 3:
                continue
            if not _parted(text, held[0], first.start) or outer.clause.cue[0] > first.start:
                continue
            end = held[0] + len(text[held[0] : first.start].rstrip(" \n:"))
            outer.pieces = [(held[0], end) if piece == held else piece for piece in outer.pieces]
            outer.quotations = [q for q in outer.quotations if q.end <= end]
            outer.kind = outer.kind if outer.quotations else "indirect"
            apart.append(own)
            break
    return apart


def less_of_lead_in(text: str, marked: Sequence[Found]) -> None:
    """Leave out what leads up to a quotation by a colon, where the cue stands behind it: `One is left: “No,” he said`.

    What another cue tells there ends at the colon.
    """
    for one in marked:
        clause = one.clause
        if clause is None or one.kind != "mixed":
            continue
        low = min(clause.cue[0], clause.source[0] if clause.source else clause.cue[0])
        led = [
            (piece, q)
            for piece in one.pieces
            for q in one.quotations
            if piece[0] < q.start and q.end - 1 <= piece[1] <= q.end + 1 and piece[1] <= low <= piece[1] + NEAR
        ]
        for piece, q in led:
            before = text[: q.start].rstrip()
            if not before.endswith(":") or "\n" in text[q.end : low]:
                continue
            one.pieces = sorted((q.start, q.end) if other == piece else other for other in one.pieces)
            one.quotations = [kept for kept in one.quotations if kept.start >= q.start or kept.end <= piece[0]]
            one.kind = kind_of(one.pieces, one.quotations)
            for other in marked:
                inside = other is not one and other.clause is not None and piece[0] <= other.clause.cue[0] < q.start
                if inside and any(start < q.start and q.end - 1 <= end for start, end in other.pieces):
                    _end_at(other, len(before) - 1)


def _end_at(one: Found, end: int) -> None:
    """End what somebody is told to have said at a place."""
    one.pieces = [(start, min(stop, end)) for start, stop in one.pieces if start < end - 1]
    one.quotations = [q for q in one.quotations if q.end <= end]
    one.kind = one.kind if one.quotations else "indirect"


def answered_inside(doc: Doc, marked: Sequence[Found]) -> list[Found]:
    """What somebody answered, taken from what another is told to have said: `urged her to come, to which Vell replied,
    “Maybe.”`"""
    text, apart = text_of(doc), []
    for outer in marked:
        for q in outer.quotations:
            led = TO_WHICH.search(text, max(0, q.start - LONGEST_LEAD), q.start)
            held = next(
                (piece for piece in outer.pieces if led and piece[0] < led.start() < q.end - 1 <= piece[1]), None
            )
            if led is None or held is None or outer.clause is None or outer.clause.cue[0] >= led.start():
                continue
            word = doc.char_span(*led.span("cue"), alignment_mode="expand")
            clause = clause_of(word[-1]) if word is not None else None
            if clause is None or clause.source is None:
                continue
            clause.content = [(q.start, q.end)]
            _end_at(outer, led.start())
            apart.append(Found([(q.start, q.end)], "direct", clause.verb, "assert", clause, [q]))
            break
    return [one for one in apart if one.pieces]


def one_speaker_each(found: Sequence[Found], quotations: Sequence[Quotation]) -> list[Found]:
    """The statements, each quotation over several sentences whole with whoever its beginning was given to.

    Those to whom only a later part was given, from outside its marks, lose that; who then has nothing is left out.
    """
    begun = {piece[0]: one for one in found for piece in one.pieces if one.clause is not None}
    for q in quotations:
        owner = begun.get(q.start)
        if q.is_open or owner is None or owner.clause is None or _stands_in(owner.clause.cue, q):
            continue
        piece = next(piece for piece in owner.pieces if piece[0] == q.start)
        if not q.start < piece[1] < q.end - 1:
            continue
        later = [
            one
            for one in found
            if one is not owner
            and one.clause is not None
            and not _stands_in(one.clause.cue, q)
            and any(piece[1] <= start and end <= q.end for start, end in one.pieces)
        ]
        if later:
            owner.pieces = merged([(q.start, q.end), *(other for other in owner.pieces if other != piece)])
        for one in later:
            one.pieces = [(start, end) for start, end in one.pieces if not (piece[1] <= start and end <= q.end)]
    return [one for one in found if one.pieces]


def _stands_in(span: Span, quotation: Quotation) -> bool:
    return quotation.start <= span[0] and span[1] <= quotation.end
