"""Who is marked as the source of a statement: the span and its head, where the text and the parse know better.

The model marks a source that is another verb's, a clause, a heading before a name, or nobody where the parse has a
subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.clauses import ACCORDING, source_span, subject_of
from whence.mark.contents import FINITE, sentence_ends
from whence.mark.doc_text import text_of
from whence.mark.pieces import in_own_dashes
from whence.mark.quotes import Quotation
from whence.mark.reporting_verbs import Verb
from whence.mark.span_model import Span, SpanStatement
from whence.mark.speaker_words import kind_of_noun
from whence.mark.uttered import made_to_speak

ADDRESSED = frozenset(
    {"ask", "tell", "press", "question", "inform", "brief", "warn", "urge", "remind", "advise", "notify", "assure"}
)
TARGETS = ADDRESSED | {
    "accuse", "criticize", "criticise", "blame", "charge", "condemn", "praise", "denounce", "call", "describe",
    "label", "brand", "mock", "attack", "ridicule", "rebuke",
}  # fmt: skip
"""Verbs whose passive has for its subject whoever is spoken to or of: `was asked whether`, `was accused of`. Whoever is
spoken of is part of what is said."""
NOT_ONE = re.compile(r"(?:neither|none|nobody|no one|no (?!longer\b))\b", re.I)
"""What opens a source where nobody said it: `None of the three has declared ...`."""
REPORTS = re.compile(r"\s+(?:(?:has|had|also|first|previously|earlier)\s+){0,2}(?:report(?:s|ed)|said|says|wrote)\b")
LETTER_OF = re.compile(
    r"\b(?P<whose>(?:[A-Z][\w.-]+\s)*[A-Z][\w.-]+)['’]s?\s+(?:\w+\s+){0,2}"
    r"(?:letters?|memo|statements?|emails?|messages?|testimony|remarks|notes?|notice|tweets?|posts?|comments?|claims?)"
    r"\s+(?:\w+ly\s+)?\w+ing$"
)
"""Somebody's words in other hands: `released Vell's letter saying`, `took down Vell's posts claiming`."""
NO_HEADS = frozenset({"DET", "ADP", "PART", "PUNCT", "ADJ", "CCONJ"})
NOBODY = frozenset({"it", "there", "that", "this", "what", "which", "these", "those"})
OF_ANOTHER = re.compile(r",\s+(?:which|who)\b[^.]*\bby\s+$")
AS_WHOM = re.compile(r"\s+as\s+[A-Z]")
"""What ends whoever names somebody: `was identified by police as Oren Tasker`."""
DATELINE = re.compile(r"[A-Z][A-Z’'.-]{2,}(?:[ ,]+[A-Z][\w’'.-]+){0,4}\s*(?:\([^()\n]{2,30}\)\s*)?[—–-]+\s+(?=\w)")
RUN_IN = re.compile(r"(?=[^a-z\n]*[A-Z]{2})(?:[A-Z0-9$’'&.,?!:-]+\s+){1,12}[—–-]+\s+(?=\S)")
"""A heading in capitals that a sentence runs on from: `BRIDGE TO NOWHERE - “Harbour Hour” details`."""


def source_of(
    doc: Doc, one: SpanStatement, token: Token, verb: Verb, quotations: Sequence[Quotation]
) -> tuple[Span | None, Token | None, Token | None]:
    """The source with its head, and whoever is spoken to where the cue is a passive that has them for its subject."""
    text, source = text_of(doc), one.source
    if source is not None and (other := OF_ANOTHER.search(text, one.cue[1], source[0])) is not None:
        # `states the cable, which was drafted by two officials`: the cable, and not the officials.
        start = one.cue[1] + 1
        source = (start, other.start()) if start < other.start() else None
    if source is not None and sentence_ends(doc, one.cue[1], source[0] + 1, quotations):
        source = None  # of the next sentence
    if source is not None and "\n" in text[source[1] : one.cue[0]] and subject_of(token)[0] is not None:
        source = None  # of a heading or another paragraph
    if source is not None and in_own_dashes(text, token.sent.start_char, source, one.cue):
        source = None  # `suggested it — a charge the family denied — and returned to his argument:`
    if source is not None and source[0] > one.cue[1] and REPORTS.match(text, source[1]) is not None:
        source = None  # of the verb behind it: `attacked them, calling them cowards, the Courier reported`
    if source is not None and (led := DATELINE.match(text, *source) or RUN_IN.match(text, *source)) is not None:
        source = (led.end(), source[1])
    if source is not None and text[slice(*source)].startswith("that "):
        source = (source[0] + 5, source[1])
    if source is not None and text[: source[0]].endswith(" by ") and (named := AS_WHOM.search(text, *source)):
        source = (source[0], named.start())
    if (letter := LETTER_OF.search(text, *one.cue)) is not None:
        source = letter.span("whose")
    head = _head(doc, source) if source else None
    if source is not None and head is not None and (better := _subject_in(doc, source, head, token)) is not None:
        source, head = better
    told = next((c for c in token.lefts if c.dep_ == "nsubjpass"), None) if verb.lemma in TARGETS else None
    if told is not None and (head is None or head == told):
        return None, None, told if verb.lemma in ADDRESSED else None
    if source is None and verb is not ACCORDING and (head := _subject_left_out(token, one)) is not None:
        source = source_span(head, token)
    if (spoken := made_to_speak(token)) is not None and spoken.pos_ in ("NOUN", "PROPN", "PRON"):
        source, head = source_span(spoken, token), spoken
    return source, head, None


def _subject_in(doc: Doc, source: Span, head: Token, cue: Token) -> tuple[Span, Token] | None:
    """The cue's subject by the parse with its span, where what is marked cannot be it and the subject is sure.

    `On Channel Two’s` `The Seven, co-host Ada Vell` `said`: the programme stands behind a preposition.
    `Vell, who found` `the mayor was responsible`, `declined to comment`: a clause says nothing.
    """
    is_clause = head.tag_ in FINITE and len(text_of(doc)[slice(*source)].split()) > 2
    if is_clause:
        far = (c for c in head.lefts if c.dep_ == "nsubj" and c.idx < source[0])
        subject = next(far, None) or subject_of(cue)[0]
        fits = subject is not None and not source[0] <= subject.idx < source[1] and subject.i < cue.i
    else:
        subject = subject_of(cue)[0]
        inside = subject is not None and head.idx < subject.idx < source[1]
        of_clause = subject is not None and subject.head.dep_ == "relcl" and subject.head.head == head
        if inside and of_clause and subject is not None:  # `Ostrel, an ally the town has accused of ...`
            return (subject.left_edge.idx, subject.idx + len(subject)), subject
        inside = inside and subject is not None and "," in text_of(doc)[source[0] : subject.idx]
        hung = head.dep_ in ("pobj", "attr") and head.head.idx < source[0]
        second = subject is not None and head.head == subject.head and subject.ent_type_ == "PERSON"
        fits = inside and (hung or (second and head.dep_ == "nsubj"))
    if subject is None or not fits or subject.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    span = source_span(subject, cue)
    return (span, subject) if span is not None else None


def _subject_left_out(cue: Token, one: SpanStatement) -> Token | None:
    """Whoever speaks by the parse, where the model marks no source: `left, saying ...`, `and accused ...`."""
    head, is_passive = subject_of(cue)
    if head is None or is_passive or head.pos_ not in ("NOUN", "PROPN", "PRON") or head.lower_ in NOBODY:
        return None
    if head.pos_ == "NOUN" and not (_may_speak(head) or NOT_ONE.match(head.text)):
        return None  # `the next stop was of course ...`
    if head.i > cue.i and any(t.lower_ in ("by", "which", "who") for t in cue.doc[cue.i : head.i]):
        return None  # `states the cable, which was drafted by two officials`
    return None if any(start <= head.idx < end for start, end in one.contents) else head


def _may_speak(noun: Token) -> bool:
    """Whether a common noun is that of people, of a body or of a document, and not of anything else."""
    return kind_of_noun(noun) != "document" or noun.lemma_.lower() in lexicon.words("speakers_documents.txt")


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
