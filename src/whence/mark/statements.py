"""The statements of a report: what the trained model marks, with the rules where they are surer or it is silent.

The model gives spans; the parse gives what the rest needs of them: the word that is the cue's verb, the head of the
source, the person told. Quotations that the model passed over and a rule can attribute are added, and quotations
without a cue that carry on the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from whence.mark.announced import find_announced
from whence.mark.attributions import Found, carry_on, find_statements, is_name, kind_of
from whence.mark.clauses import ACCORDING, PLAIN, Clause, addressee_of, source_span, subject_of
from whence.mark.contents import of_its_sentence, told_behind, whole_clauses, without_other_clauses
from whence.mark.cues import UNKNOWN, verb_of
from whence.mark.quotes import Quotation, touching
from whence.mark.signed import find_posts, find_signed
from whence.mark.span_model import Span, SpanModel, SpanStatement
from whence.mark.spans import Spans
from whence.mark.speaker_words import kind_of_noun
from whence.mark.stances import is_an_act, stance_of
from whence.mark.uttered import CAUSES, is_unreal, made_to_speak
from whence.records import Passage

TELLS = PLAIN | {"deny", "conclude", "admit", "acknowledge", "promise"}
"""The verbs that make a statement of what stands inside another: those that only tell."""
UNSAID = re.compile(
    r"\b(?:stop(?:s|ped)? short of|refrain(?:s|ed)? from|avoid(?:s|ed)?|resist(?:s|ed)?|instead of|rather than|without|"
    r"fail(?:s|ed)? to|yet to|never|has not|have not|had not|did not|does not|hasn['’]t|haven['’]t|hadn['’]t|didn['’]t|"
    r"doesn['’]t)\s+(?:\w+ly\s+)?(?:\w+\s*)?$",
    re.I,
)
"""What stands before the word of a cue where it tells of words that were not said."""
NOTHING = frozenset({"what", "which"})
"""No content by itself: `What has the council said?`"""
NOT_ONE = re.compile(r"(?:neither|none|nobody|no one|no (?!longer\b))\b", re.I)
"""What opens a source where nobody said it: `None of the three has declared ...`."""
DAY_BEHIND = re.compile(
    r"\s*,?\s+(?:(?:on|late|early|last|this)\s+){0,2}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)"
    r"(?:\s+(?:morning|afternoon|evening|night))?"
)
GOES_ON = re.compile(r"\s+(?=[A-Z])")
NO_HEADS = frozenset({"DET", "ADP", "PART", "PUNCT", "ADJ", "CCONJ"})
NOBODY = frozenset({"it", "there", "that", "this", "what", "which", "these", "those"})
TITLES = re.compile(r"\b(?:titled|entitled|headlined|subtitled)$", re.I)
"""Cues that give the name of a work: no words of anybody's."""
OF_ANOTHER = re.compile(r",\s+(?:which|who)\b[^.]*\bby\s+$")
ALSO_BY = re.compile(r"(?<=\w),?\s+according\s+to\b", re.I)
"""The second of two cues that were marked as one."""
SPEAKS_HERE = re.compile(r"[,.!?][”\"’'](?=\s+[^”\"]{3,80}$)")
"""The end of a quotation that a source follows."""
HEARSAY = re.compile(r"\b(?:reportedly|allegedly|purportedly|supposedly)\b", re.I)


def find_all_statements(
    doc: Doc, passages: Sequence[Passage], quotations: Sequence[Quotation], model: SpanModel | None
) -> list[Found]:
    """Every attribution of a report, in order of content, without its speaker. `model` None: by rules alone."""
    signed = find_signed(doc, quotations)
    named = Spans((*piece, None) for one in signed for piece in one.pieces)
    signed += [one for one in find_posts(doc, passages) if not _shares(one, named)]
    announced = find_announced(doc, passages, quotations)
    claimed_by_name = Spans((start, end, None) for one in signed for start, end in one.pieces)
    by_rule = [one for one in find_statements(doc, passages, quotations) if not _shares(one, claimed_by_name)]
    for one in by_rule:
        without_other_clauses(doc.text, one)
    if model is None:
        told = Spans((*piece, None) for one in by_rule for piece in one.pieces)
        return _ordered([*by_rule, *signed, *(one for one in announced if not _shares(one, told))])
    blocks = [p for p in passages if p.kind != "boilerplate"]
    text = doc.text
    marked = [
        found
        for one in model.statements(text, lines(text, blocks))
        if (found := _found(doc, text, one, quotations, model.name)) is not None and not _shares(found, claimed_by_name)
    ]
    marked += [*signed, *(one for one in announced if not _shares(one, claimed_by_name))]
    marked = [one for one in marked if not TITLES.search(text[slice(*one.clause.cue)] if one.clause else "")]
    marked = [one for one in marked if not _is_a_cause(one, by_rule)]
    _mend(doc, marked, by_rule)
    contents = Spans((start, end, (start, end)) for found in marked for start, end in found.pieces)
    cues = Spans((*found.clause.cue, found) for found in marked if found.clause is not None)
    for found in by_rule:
        if found.clause is None or cues.touching(*found.clause.cue):
            continue
        if contents.touching(*found.clause.cue):
            if _is_nested(found, contents) or _is_quoted_on(found, marked):
                marked.append(found)
        elif found.kind != "indirect":
            if not any(contents.touching(*p) or cues.touching(*p) for p in found.pieces):
                marked.append(found)
        elif _is_plainly_told(found):
            marked.append(found)
    _leave_to_inner(marked)
    claimed = {q.start: found for found in marked for q in found.quotations}
    carry_on(quotations, claimed, marked, blocks)
    return _ordered(marked)


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
        without_other_clauses(doc.text, one)
    marked += told_behind(doc.text, marked, by_rule)


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


def _is_plainly_told(found: Found) -> bool:
    """Whether the rules see a plain statement that the model passed over: `It will close, two officials said.`"""
    clause = found.clause
    if clause is None or clause.source is None or clause.source_head is None or clause.verb.lemma not in TELLS:
        return False
    head = clause.source_head
    is_somebody = (
        head.pos_ == "PROPN" or head.lower_ in ("he", "she", "they") or kind_of_noun(head) in ("person", "group")
    )
    return is_somebody and clause.token.tag_ in ("VBD", "VBZ", "VBP")


def _is_quoted_on(found: Found, marked: Sequence[Found]) -> bool:
    """Whether somebody is quoted in what another is named for: `“It leaks,” Vell wrote, according to the Courier`."""
    clause = found.clause
    if clause is None or clause.source is None or found.kind == "indirect":
        return False
    for outer in marked:
        if outer.clause is None or outer.clause.verb is not ACCORDING:
            continue
        holds = [any(s <= start and end <= e for s, e in outer.pieces) for start, end in (clause.cue, clause.source)]
        quoted = [any(s <= q.start and q.end <= e for s, e in outer.pieces) for q in found.quotations]
        if all(holds) and quoted and all(quoted):
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


def _found(doc: Doc, text: str, one: SpanStatement, quotations: Sequence[Quotation], made_by: str) -> Found | None:
    """The model's spans with the words of the parse that they stand on; None where no word lies under the cue."""
    one = _told_before(text, one)
    cue = doc.char_span(*one.cue, alignment_mode="expand")
    if cue is None:
        return None
    token, verb = verb_of(cue)
    source = one.source
    if source is not None and (other := OF_ANOTHER.search(text, one.cue[1], source[0])) is not None:
        # `states the cable, which was drafted by two officials`: the cable, and not the officials.
        start = one.cue[1] + 1
        source = (start, other.start()) if start < other.start() else None
    head = _head(doc, source) if source else None
    if source is None and verb is not ACCORDING and (head := _subject_left_out(token, one)) is not None:
        source = source_span(head, token)
    if (spoken := made_to_speak(token)) is not None and spoken.pos_ in ("NOUN", "PROPN", "PRON"):
        source, head = source_span(spoken, token), spoken
    clause = Clause(
        verb,
        token,
        one.cue,
        source,
        head,
        list(one.contents),
        None if verb is ACCORDING else addressee_of(token, verb),
        (token.sent.start_char, token.sent.end_char),
        HEARSAY.search(text, *one.cue) is not None,
    )
    pieces = [
        _to_its_end(text, _with_marks(text, piece, quotations), quotations)
        for piece in _of_its_paragraph(text, one, quotations)
    ]
    pieces = of_its_sentence(doc, one.cue, source, pieces, quotations)
    told = clause.addressee
    pieces = [piece for piece in pieces if told is None or not _is_programme(text, piece, told, quotations)]
    if not pieces or (len(pieces) == 1 and text[slice(*pieces[0])].lower() in NOTHING):
        return None  # `told “Lantern” they would leave`: what was told is for the rules to find
    kind = kind_of(pieces, quotations)
    if verb.frames == UNKNOWN and kind == "indirect":
        # `was in the dark about`, `dared to`: an attitude or a deed told as one. Shown with thoughts, not as speech.
        verb = replace(verb, act="thought")
    if is_an_act(text, clause, pieces):
        clause.verb = verb = replace(verb, act="thought", stance="assert")
    held = sorted({q for piece in pieces for q in touching(quotations, *piece)}, key=lambda q: q.start)
    found = Found(pieces, kind, verb, stance_of(text, clause, pieces), clause, held, None, one.confidence)
    found.made_by = made_by
    found.uttered = not is_unreal(token) and UNSAID.search(text[max(0, one.cue[0] - 24) : one.cue[1]]) is None
    if source is not None and NOT_ONE.match(text, *source):
        found.uttered = False
    return found


def _told_before(text: str, one: SpanStatement) -> SpanStatement:
    """Of a cue that holds two, `said in a statement according to`, the first: the other names a hand it went through.

    A source behind both is that hand; who speaks is then for the parse.
    """
    behind = ALSO_BY.search(text, *one.cue)
    if behind is None:
        return one
    source = one.source if one.source is not None and one.source[0] < behind.start() else None
    contents = one.contents
    if source is None:  # who speaks then stands between the quotation and the cue
        stops = [(start, SPEAKS_HERE.search(text, start, end), end) for start, end in contents]
        contents = tuple((start, stop.end() if stop and end <= one.cue[0] else end) for start, stop, end in stops)
    return replace(one, cue=(one.cue[0], behind.start()), source=source, contents=contents)


def _to_its_end(text: str, piece: Span, quotations: Sequence[Quotation]) -> Span:
    """The piece up to where its last quotation ends a sentence, where more sentences without marks or a day follow."""
    last = max((q for q in touching(quotations, *piece) if q.end < piece[1]), key=lambda q: q.end, default=None)
    if last is not None and last.start == piece[0] and DAY_BEHIND.fullmatch(text, last.end, piece[1]):
        return piece[0], last.end  # `tweeted, “Thank you” on Friday afternoon`: when, and not what
    if last is None or text[last.end - 2 : last.end - 1] not in (".", "!", "?") or not GOES_ON.match(text, last.end):
        return piece
    return piece[0], last.end


def _is_programme(text: str, piece: Span, told: Token, quotations: Sequence[Quotation]) -> bool:
    """Whether the quotation marks hold the name of the programme that was told."""
    whole = next((q for q in touching(quotations, *piece) if (q.start, q.end) == piece), None)
    return whole is not None and piece[0] <= told.idx < piece[1] and is_name(text, whole, fewest=1)


def _subject_left_out(cue: Token, one: SpanStatement) -> Token | None:
    """Whoever speaks by the parse, where the model marks no source: `left, saying ...`, `and accused ...`."""
    head, is_passive = subject_of(cue)
    if head is None or is_passive or head.pos_ not in ("NOUN", "PROPN", "PRON") or head.lower_ in NOBODY:
        return None
    if head.i > cue.i and any(t.lower_ in ("by", "which", "who") for t in cue.doc[cue.i : head.i]):
        return None  # `states the cable, which was drafted by two officials`
    return None if any(start <= head.idx < end for start, end in one.contents) else head


def _of_its_paragraph(text: str, one: SpanStatement, quotations: Sequence[Quotation]) -> list[Span]:
    """The pieces of a statement less those of other paragraphs that are not its own, where one stands with the cue.

    Not its own are words without quotation marks, and before the cue a quotation that carries on what was left open.
    """

    def is_near(piece: Span) -> bool:
        low, high = min(piece[0], one.cue[0]), max(piece[1], one.cue[1])
        return "\n" not in text[low:high]

    def is_own(piece: Span) -> bool:
        held = touching(quotations, *piece)
        if not held or piece[1] > one.cue[0]:
            return bool(held)
        before = text[: piece[0]].rstrip()[-1:]
        # What a colon announces is whose it is, and what stands further up than the paragraph before is another's.
        between = text[piece[1] : one.cue[0]].split("\n")[1:-1]
        opening = text[: piece[0]].rstrip(" ")
        if opening and not opening.endswith("\n") and opening.rstrip("\"'”’)")[-1:] not in (".", "!", "?", ":"):
            return False  # marks around a few words of somebody else's sentence
        return not any(q.continues for q in held) and before != ":" and not any(map(str.strip, between))

    if not any(is_near(piece) for piece in one.contents):
        return list(one.contents)
    return [piece for piece in one.contents if is_near(piece) or is_own(piece)]


def _head(doc: Doc, source: Span) -> Token | None:
    span = doc.char_span(*source, alignment_mode="expand")
    if span is None:
        return None
    root: Token = span.root
    if root.pos_ in NO_HEADS:  # a phrase that the parse tore apart: `the US`, with `the` hung elsewhere
        nominal = [t for t in span if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM")]
        stop = next((t.i for t in span if nominal and t.i > nominal[0].i and t.pos_ == "ADP"), span.end)
        root = next((t for t in reversed(nominal) if t.i < stop), root)
    return root


def _with_marks(text: str, piece: Span, quotations: Sequence[Quotation]) -> Span:
    """The piece with a quotation's own mark where it stops just short of it."""
    start, end = piece
    for q in touching(quotations, start - 2, end + 2):
        if q.start < start <= q.start + 2 and not text[q.start : start].strip("\"“”‘’'` "):
            start = q.start
        if q.end - 2 <= end < q.end and not q.is_open and not text[end : q.end].strip("\"“”‘’'` "):
            end = q.end
    return start, end
