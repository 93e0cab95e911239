"""From the model's spans to statements: the words of the parse that a cue, a source and a content stand on.

The spans are right at most places and torn at some: a content that takes in another sentence, a cue that holds two, a
source of the next sentence. What the text and the parse know better is put right here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from whence.mark.attributions import Found
from whence.mark.clauses import ACCORDING, PLAIN, Clause, addressee_of, source_span
from whence.mark.contents import of_its_sentence
from whence.mark.cues import UNKNOWN, verb_of
from whence.mark.deeds import is_a_deed
from whence.mark.doc_text import text_of
from whence.mark.headlines import LONGEST, STOPS
from whence.mark.in_words import ASKING
from whence.mark.pieces import DASH, could_go_on, in_dashes, is_name, is_pulled, kind_of, merged
from whence.mark.quotes import Quotation, touching
from whence.mark.span_edges import (
    own_clauses,
    whole_quotations,
    without_aside,
    without_asides_of_source,
    without_echoes,
    without_lone_words,
    without_time_before,
    without_words_beside,
)
from whence.mark.span_model import Span, SpanStatement
from whence.mark.span_sources import NOT_ONE, REPORTS, source_of
from whence.mark.stances import is_an_act, stance_of
from whence.mark.uttered import is_unreal

UNSAID = re.compile(
    r"\b(?:stop(?:s|ped)? short of|refrain(?:s|ed)? from|avoid(?:s|ed)?|resist(?:s|ed)?|instead of|rather than|without|"
    r"fail(?:s|ed)? to|yet to|never|has not|have not|had not|did not|does not|hasn['’]t|haven['’]t|hadn['’]t|didn['’]t|"
    r"doesn['’]t)\s+(?:\w+ly\s+)?(?:\w+\s*)?$",
    re.I,
)
"""What stands before the word of a cue where it tells of words that were not said."""
AVOIDED = re.compile(r"\b(?:avoid|steer|duck|dodg|sidestep|skirt)\w*\b(?:\s+clear of)?\s+(?:\w+\s+){0,2}", re.I)
"""The same where a noun or another verb follows: `avoided any mention of`, `steered clear of commenting on`."""
OUTER = frozenset(
    {"write", "show", "recall", "explain", "reveal", "learn", "acknowledge", "recount", "testify", "tweet"}
)
"""With the plainest, the verbs by which a second tells what somebody said."""
NOT_ONE_OF = re.compile(r"\b(?:none|neither|not one) of (?:the |those |these |its |his |her |their )?\w+ $", re.I)
"""The same, where the source was marked without it: `None of the charges Vell faces alleges that ...`."""
ASKED = re.compile(r"\bask(?:s|ed|ing)\b")
FEWEST_ANSWERED = 3
"""Words of a paragraph behind a question that has fewer where somebody else answers it: `“No!”`"""
MARKS = frozenset("\"“‘'")
NOTHING = frozenset({"what", "which"})
"""No content by itself: `What has the council said?`"""
DAY_BEHIND = re.compile(
    r"\s*,?\s+(?:(?:on|late|early|last|this)\s+){0,2}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)"
    r"(?:\s+(?:morning|afternoon|evening|night))?"
)
GOES_ON = re.compile(r"\s+(?=[A-Z])")
ALSO_BY = re.compile(r"(?<=\w),?\s+according\s+to\b", re.I)
"""The second of two cues that were marked as one."""
SPEAKS_HERE = re.compile(r"[,.!?][”\"’'](?=\s+[^”\"]{3,80}$)")
"""The end of a quotation that a source follows."""
BY_WHOM = re.compile(r"(?<=\w)\s+by$")
NOBODYS = re.compile(r"there(?:['’]s| is| was| are| can be)\b.*\b(?:deny|denying|doubt|doubting)\b", re.I | re.S)
"""A cue that is the report's own stress: `there’s no denying that`."""
HEARSAY = re.compile(r"\b(?:reportedly|allegedly|purportedly|supposedly)\b", re.I)


def found_of(doc: Doc, text: str, one: SpanStatement, quotations: Sequence[Quotation], made_by: str) -> Found | None:
    """The model's spans with the words of the parse that they stand on; None where no word lies under the cue."""
    one = without_aside(text, _told_before(text, _quoted_by(doc, one)))
    if text[max(0, one.cue[0] - 1) : one.cue[0]] == "-" and text[max(0, one.cue[0] - 2) : one.cue[0] - 1].isalpha():
        return None  # `Council-confirmed members`
    cue = doc.char_span(*one.cue, alignment_mode="expand")
    if cue is None:
        return None
    token, verb = verb_of(cue)
    if _is_inverted(doc, one) or NOBODYS.match(text, *one.cue):
        return None
    if one.is_outer and verb is not ACCORDING and verb.lemma not in PLAIN | OUTER:
        return None  # `..., allegedly ordered by Vell`: no second who tells it
    source, head, told = source_of(doc, one, token, verb, quotations)
    if told is None and verb is not ACCORDING:
        told = addressee_of(token, verb)
        told = None if told is not None and source is not None and source[0] <= told.idx < source[1] else told
    if source is not None and _is_within(one, source, quotations):
        return None  # somebody of whom the quotation tells, and not whoever speaks it
    clause = Clause(
        verb,
        token,
        one.cue,
        source,
        head,
        list(one.contents),
        None if verb is ACCORDING else told,
        (token.sent.start_char, token.sent.end_char),
        HEARSAY.search(text, *one.cue) is not None,
    )
    pieces = _contents_of(doc, one, clause, quotations)
    pieces = _of_one_paragraph(text, one.cue, pieces, could_go_on(head))
    if not pieces or (len(pieces) == 1 and text[slice(*pieces[0])].lower() in NOTHING):
        return None  # `told “Lantern” they would leave`: what was told is for the rules to find
    kind = kind_of(pieces, quotations)
    if verb.frames == UNKNOWN and kind == "indirect" and not _is_headed(text, one):
        # `was in the dark about`, `dared to`: an attitude or a deed told as one. Shown with thoughts, not as speech.
        verb = replace(verb, act="thought")
    if is_an_act(text, clause, pieces) or (kind == "indirect" and is_a_deed(doc, clause, pieces)):
        clause.verb = verb = replace(verb, act="thought", stance="assert")
    held = sorted({q for piece in pieces for q in touching(quotations, *piece)}, key=lambda q: q.start)
    found = Found(pieces, kind, verb, stance_of(text, clause, pieces), clause, held, None, one.confidence)
    found.made_by = made_by
    unsaid = UNSAID.search(text[max(0, one.cue[0] - 24) : one.cue[1]]) or AVOIDED.search(text, *one.cue)
    found.uttered = not is_unreal(token) and unsaid is None
    if source is not None and (NOT_ONE.match(text, *source) or NOT_ONE_OF.search(text[: source[0]][-40:])):
        found.uttered = False
    return found


def _quoted_by(doc: Doc, one: SpanStatement) -> SpanStatement:
    """`“...,” Vell was quoted as saying by the Courier`: Vell's words, which went through the Courier's hands."""
    text = text_of(doc)
    hand = BY_WHOM.search(text, *one.cue)
    span = doc.char_span(*one.cue, alignment_mode="expand")
    verb = next((t for t in span or () if t.tag_ == "VBN"), None)
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None) if verb is not None else None
    if hand is None or verb is None or subject is None:
        return one
    source = source_span(subject, verb)
    if source is None:
        return one
    start, _ = source
    pieces = [(low, start if low < start < high else high) for low, high in one.contents]
    pieces = [(low, low + len(text[low:high].rstrip())) for low, high in pieces]
    return replace(one, cue=(one.cue[0], hand.start()), source=source, contents=tuple(pieces))


def _is_within(one: SpanStatement, source: Span, quotations: Sequence[Quotation]) -> bool:
    """Whether source and cue stand inside a quotation that is claimed for their content on both sides of them."""
    low, high = min(source[0], one.cue[0]), max(source[1], one.cue[1])
    return any(
        q.start < low and high < q.end and min(start for start, _ in one.contents) <= q.start + 1
        and any(end > high and start < q.end for start, end in one.contents)
        for q in touching(quotations, low, high)
    )  # fmt: skip


def _is_headed(text: str, one: SpanStatement) -> bool:
    """Whether the cue is the colon of a headline behind who says the rest: `Vell: The wall is safe`."""
    if text[slice(*one.cue)] != ":" or one.source is None or text[slice(*one.source)].isupper():
        return False
    end = text.find("\n", one.cue[1])
    line = text[text.rfind("\n", 0, one.source[0]) + 1 : end if end >= 0 else len(text)].rstrip()
    return len(line) <= LONGEST and line[-1:] not in tuple(STOPS) and "@" not in line


def _is_inverted(doc: Doc, one: SpanStatement) -> bool:
    """Whether the words marked as told open with who says it: `The report details efforts, said Vell, but found none`.

    The parse knows better.
    """
    text, behind = text_of(doc), min((piece for piece in one.contents if piece[0] >= one.cue[1]), default=None)
    if behind is None or one.source is None or one.source[0] > one.cue[0] or text[one.cue[1] : behind[0]].strip():
        return False
    words = doc.char_span(*behind, alignment_mode="expand")
    if words is None or words[0].ent_type_ != "PERSON" or text[: one.cue[0]].rstrip()[-1:] != ",":
        return False
    after = next((t for t in words if t.ent_type_ != "PERSON"), None)
    return after is not None and after.text == ","


def _contents_of(doc: Doc, one: SpanStatement, clause: Clause, quotations: Sequence[Quotation]) -> list[Span]:
    """The content where the text and the parse put its edges."""
    text, source, told = text_of(doc), clause.source, clause.addressee
    pieces = _of_its_paragraph(text, one, quotations)
    is_asked = clause.verb.lemma in ASKING and source is None  # `Vell said, when asked if it was safe: “Yes.”`
    if is_asked or (told is not None and told.dep_ == "nsubjpass"):
        pieces = [_less_an_answer(text, piece, quotations) for piece in pieces]
    pieces = [_to_its_end(text, _with_marks(text, piece, quotations), quotations) for piece in pieces]
    pieces = own_clauses(doc, one.cue, source, of_its_sentence(doc, one.cue, source, pieces, quotations))
    pieces = without_lone_words(text, without_echoes(pieces, clause.sentence, quotations))
    pieces = without_asides_of_source(text, one.cue, source, pieces)
    pieces = [whole_quotations(piece, one.cue, source, quotations) for piece in pieces]
    if clause.verb.lemma == "address":  # `addressed the assembly: “...”`: whom, and not what
        pieces = [_behind_colon(text, piece, quotations) for piece in pieces]
    pieces = merged(without_time_before(text, without_words_beside(text, piece, quotations)) for piece in pieces)
    if in_dashes(text, clause.sentence, one.cue, source):  # `— a claim Vell denied — and said: “...”`
        closing = DASH.search(text, one.cue[1], clause.sentence[1])
        stop = closing.start() if closing is not None else clause.sentence[1]
        pieces = [piece if piece[0] < one.cue[1] else (piece[0], min(piece[1], stop)) for piece in pieces]
        pieces = [piece for piece in pieces if piece[1] - piece[0] > 1]
    if told is not None and told.dep_ == "nsubjpass":  # `Vell was asked`: whom, and not what
        pieces = [piece for piece in pieces if not piece[0] <= told.idx < piece[1] <= one.cue[0]]
    return [piece for piece in pieces if told is None or not _is_programme(text, piece, told, quotations)]


def _behind_colon(text: str, piece: Span, quotations: Sequence[Quotation]) -> Span:
    """The quotation that a colon announces inside a piece, else the piece."""
    announced = (q.start for q in touching(quotations, *piece) if text[: q.start].rstrip().endswith(":"))
    start = next((at for at in announced if piece[0] < at < piece[1]), piece[0])
    return start, piece[1]


def _less_an_answer(text: str, piece: Span, quotations: Sequence[Quotation]) -> Span:
    """`Vell was asked if it was safe: “It is.”`: a question ends where a colon announces what was answered."""
    answers = (q.start for q in quotations if piece[0] < q.start < piece[1])
    colon = next((len(before) - 1 for at in answers if (before := text[:at].rstrip()).endswith(":")), piece[1])
    return (piece[0], colon) if colon > piece[0] else piece


def _of_one_paragraph(text: str, cue: Span, pieces: Sequence[Span], goes_on: bool) -> list[Span]:
    """The pieces less other paragraphs, where the cue's own tells something without quotation marks.

    A paragraph before it goes with what stands before that; one behind it stays where its speaker may go on to speak.
    """

    def is_apart(piece: Span) -> bool:
        if piece[1] <= cue[0]:
            return "\n" in text[piece[1] : cue[0]]
        is_behind = piece[0] > cue[1] and "\n" in text[cue[1] : piece[0]] and text[: piece[0]].rstrip()[-1:] != ":"
        return is_behind and not goes_on

    kept = [piece for piece in pieces if not is_apart(piece)]
    return kept if kept and all(text[start] not in MARKS for start, _ in kept) else list(pieces)


def _told_before(text: str, one: SpanStatement) -> SpanStatement:
    """Of a cue that holds two, `said in a statement according to`, the first: the other names a hand it went through.

    A source behind both is that hand; who speaks is then for the parse.
    """
    behind = ALSO_BY.search(text, *one.cue)
    stop = behind.start() if behind is not None else one.cue[1]
    if behind is None and not _reports_behind(text, one):
        return one
    source = one.source if one.source is not None and one.source[0] < stop else None
    contents = one.contents
    if source is None:  # who speaks then stands between the quotation and the cue
        stops = [(start, SPEAKS_HERE.search(text, start, end), end) for start, end in contents]
        contents = tuple((start, stop.end() if stop and end <= one.cue[0] else end) for start, stop, end in stops)
    return replace(one, cue=(one.cue[0], stop), source=source, contents=contents)


def _reports_behind(text: str, one: SpanStatement) -> bool:
    """Whether the source marked is that of a second cue behind a comma: `“...,” the order said, Reuters reported`."""
    if one.source is None or one.source[0] < one.cue[1]:
        return False
    between = text[one.cue[1] : one.source[0]].strip()
    if between.endswith("according to") and "." not in between:
        return True
    return between == "," and REPORTS.match(text, one.source[1]) is not None


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


def _of_its_paragraph(text: str, one: SpanStatement, quotations: Sequence[Quotation]) -> list[Span]:
    """The pieces of a statement less those of other paragraphs that are not its own, where one stands with the cue.

    Not its own are words without quotation marks, and before the cue a quotation that carries on what was left open.
    """

    asks = ASKED.search(text, *one.cue) is not None

    def is_near(piece: Span) -> bool:
        low, high = min(piece[0], one.cue[0]), max(piece[1], one.cue[1])
        return "\n" not in text[low:high]

    def is_own(piece: Span) -> bool:
        held = touching(quotations, *piece)
        if not held or is_pulled(text, piece) or (asks and len(text[slice(*piece)].split()) < FEWEST_ANSWERED):
            return False
        if piece[1] > one.cue[0]:
            return True
        if sum(min(q.end, piece[1]) - max(q.start, piece[0]) for q in held) * 2 < piece[1] - piece[0]:
            return False  # a sentence of the report's with a few words in marks
        before = text[: piece[0]].rstrip()[-1:]
        # What a colon announces is whose it is, and what stands further up than the paragraph before is another's.
        between = text[piece[1] : one.cue[0]].split("\n")[1:-1]
        opening = text[: piece[0]].rstrip(" ")
        if opening and not opening.endswith("\n") and opening.rstrip("\"'”’)")[-1:] not in (".", "!", "?", ":"):
            return False  # marks around a few words of somebody else's sentence
        return not any(q.continues for q in held) and before != ":" and not any(map(str.strip, between))

    if not any(is_near(piece) for piece in one.contents):
        opened = (text[: piece[0]].rstrip(" \n")[-1:] == ":" for piece in one.contents)
        return [
            piece for piece, is_open in zip(one.contents, opened, strict=True) if is_open or text[piece[0]] in MARKS
        ]
    return [piece for piece in one.contents if is_near(piece) or is_own(piece)]


def _with_marks(text: str, piece: Span, quotations: Sequence[Quotation]) -> Span:
    """The piece with a quotation's own mark where it stops just short of it."""
    start, end = piece
    for q in touching(quotations, start - 2, end + 2):
        if q.start < start <= q.start + 2 and not text[q.start : start].strip("\"“”‘’'` "):
            start = q.start
        if q.end - 2 <= end < q.end and not q.is_open and not text[end : q.end].strip("\"“”‘’'` "):
            end = q.end
    return start, end
