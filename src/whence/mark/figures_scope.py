"""Where and whose a figure is (`aboard the carrier`, `in the region`), and the day that it holds for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from whence.mark.figures_lexicon import words
from whence.records import Moment

_WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "aboard",
        "on",
        "across",
        "inside",
        "outside",
        "around",
        "within",
        "from",
        "of",
        "throughout",
        "along",
        "off",
        "during",
        "under",
        "into",
        "onto",
        "onboard",
    }
)
_HAVING = frozenset(
    {
        "have",
        "carry",
        "hold",
        "employ",
        "include",
        "house",
        "contain",
        "boast",
        "command",
        "field",
        "own",
        "count",
        "number",
        "keep",
    }
)
_SENDING = frozenset({"send", "deploy", "dispatch", "move", "order", "transfer"})
_NAMED = frozenset({"ORG", "FAC", "PRODUCT", "GPE", "NORP", "LOC"})
_SAME_PLACE = 12
"""Tokens after the figure within which a phrase of place still belongs to it."""


def scope(doc: Doc, text: str, head: Token | None, start: int, end: int, moments: Sequence[Moment]) -> str | None:
    """The words that say where or whose, as written, or None where the sentence does not say.

    `start, end` is the figure's span; `head` the noun that it counts. Possessor first, then the phrase of place that
    follows, then the ship, body or place that is said to have what is counted.
    """
    if head is None:
        return None
    return (
        _possessor(text, head, start)
        or _where(doc, text, head, end, moments)
        or _holder(doc, text, head)
        or _fronted(doc, text, head, moments)
        or _of_event(doc, text, head, start)
    )


def _possessor(text: str, head: Token, start: int) -> str | None:
    for child in head.children:
        inside = child.idx >= start and child.pos_ == "PROPN"  # `four of Quint's ads`
        if child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN") and (child.idx < start or inside):
            doc = child.doc
            return text[doc[child.left_edge.i].idx : child.idx + len(child)]
    return None


def _where(doc: Doc, text: str, head: Token, end: int, moments: Sequence[Moment]) -> str | None:
    """The phrase of place after the figure, attached to the noun or to the verb that it is subject or object of."""
    homes = {head.i} | {child.i for child in head.children if child.dep_ in ("acl", "amod") and child.i > head.i}
    if head.dep_ in ("nsubj", "nsubjpass", "dobj") and head.head.pos_ in ("VERB", "AUX"):
        homes.add(head.head.i)
    for index in range(head.i + 1, min(len(doc), head.i + _SAME_PLACE, head.sent.end)):
        token = doc[index]
        if token.idx < end:
            continue
        if token.text in (",", ";", ":", "–", "—") or (token.tag_ in ("CC", "IN") and token.dep_ in ("cc", "mark")):
            return None
        adjacent = text[end : token.idx].isspace()
        sent = token.lower_ == "to" and token.head.lemma_ in _SENDING  # `sent four warships to the region`
        if (
            not (sent or token.lower_ in _WHERE)
            or not (sent or token.tag_ == "IN")
            or not (adjacent or token.head.i in homes)
        ):
            continue
        phrase = _phrase(doc, token, known=not adjacent and token.head.i != head.i)
        if phrase is None or any(m.start < phrase[1] and phrase[0] < m.end and m.type != "duration" for m in moments):
            continue
        return text[phrase[0] : phrase[1]]
    return None


def _fronted(doc: Doc, text: str, head: Token, moments: Sequence[Moment]) -> str | None:
    """The phrase of place that opens the clause: `In Arlen, 25 fighters were killed`."""
    verb = head.head
    if head.dep_ not in ("nsubj", "nsubjpass", "attr", "dobj") or verb.pos_ not in ("VERB", "AUX"):
        return None
    for child in verb.children:
        if child.i >= head.left_edge.i or child.lower_ not in _WHERE or child.tag_ != "IN" or child.dep_ != "prep":
            continue
        phrase = _phrase(doc, child, known=True)
        if phrase is not None and not any(m.start < phrase[1] and phrase[0] < m.end for m in moments):
            return text[phrase[0] : phrase[1]]
    return None


def _of_event(doc: Doc, text: str, head: Token, start: int) -> str | None:
    """The place of the happening whose relative clause counts its harm: `the attack in Arlen that killed 40 people`."""
    verb = _clause(head)
    event = _event_named(verb, start) if verb is not None else None
    if event is None:
        return None
    for child in event.children:
        if (
            child.dep_ == "prep"
            and child.i > event.i
            and child.idx < start
            and child.lower_ in ("in", "at", "near", "on")
        ):
            phrase = _phrase(doc, child, known=True)
            if phrase is not None and phrase[1] <= start:
                return text[phrase[0] : phrase[1]]
    return None


def _phrase(doc: Doc, preposition: Token, *, known: bool) -> tuple[int, int] | None:
    """The preposition with its noun phrase and an `of` phrase within it; None where it leads to no place or body.

    A place is a name or has an article (`training in militias`, `at risk` tell none); a pronoun (`in its ranks`) says
    nothing by itself. After `of`, `from`, or at a distance (`known`), the noun must be a name or a body or vessel.
    """
    named = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if named is None or named.pos_ not in ("NOUN", "PROPN") or named.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
        return None
    name = named.pos_ == "PROPN" or named.ent_type_ in _NAMED
    name = name or any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in named.children)  # `the Orsk court`
    article = any(
        child.dep_ == "det" and child.lower_ in ("the", "a", "an", "this", "that", "each") for child in named.children
    )
    if not name and not article:
        return None
    strict = known or preposition.lower_ in ("of", "from", "on", "off", "under", "into", "onto")
    if strict and not name and named.lemma_.lower() not in words("holders"):
        return None
    if named.lemma_.lower() in words("uncounted") or any(child.dep_ == "poss" for child in named.children):
        return None
    last = named
    for child in named.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == named.i + 1:
            last = next((inner for inner in child.children if inner.dep_ == "pobj"), last)
    while last.pos_ == "PROPN":
        further = next((c for c in last.children if c.dep_ == "conj" and c.pos_ == "PROPN" and c.i - last.i <= 3), None)
        if further is None:
            break
        last = further
    between = doc[preposition.i : last.i + 1]
    if any(token.is_space or token.text in ("“", "”", '"', "(", ")", ";", ":") for token in between):
        return None
    return preposition.idx, last.idx + len(last)


def _holder(doc: Doc, text: str, head: Token) -> str | None:
    """The ship, body or place that has what is counted: `the carrier sailed with 4,000 sailors`, `Iran has 20 jets`."""
    first = head
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    owner: Token | None = None
    if first.dep_ == "pobj" and first.head.lower_ == "with":
        owner = first.head.head
        if owner.pos_ not in ("VERB", "AUX") and first.head.i - owner.i > 2:
            return None  # `a base in the hills with 20 rockets` may belong to the verb
        if owner.pos_ in ("VERB", "AUX"):
            owner = _subject(owner)
        if owner is not None and not _can_hold(owner):
            return None
    elif first.dep_ == "dobj" and first.head.lemma_ in _HAVING:
        owner = _subject(first.head)
        if owner is not None and not (_can_hold(owner) or owner.ent_type_ in _NAMED):
            return None
    if owner is None or owner.pos_ == "PRON" or owner.i >= head.i:
        return None
    return text[doc[owner.left_edge.i].idx : owner.idx + len(owner)]


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it leans on (`sailed ..., carrying 40 jets`)."""
    for _ in range(3):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child
        if verb.dep_ not in ("conj", "advcl", "acl", "xcomp"):
            return None
        if verb.dep_ == "acl":
            return verb.head
        verb = verb.head
    return None


def _can_hold(noun: Token) -> bool:
    return noun.lemma_.lower() in words("holders") or noun.ent_type_ in ("ORG", "FAC", "PRODUCT")


_NOT_AS_OF = frozenset({"since", "until", "till", "before", "after", "by", "from", "through", "ahead"})


def as_of(
    doc: Doc, anchor: Token, start: int, end: int, moments: Sequence[Moment], others: Sequence[int]
) -> tuple[str, str] | None:
    """The days of the date that governs the figure's clause, or None: never the report's date.

    `anchor` is a token of the figure at `start, end`; `others` the places of the numbers around it, in order. The
    nearest date of the clause is taken, and only where no other number stands between: that number's date it would be.
    A date wider than a year says too little.
    """
    first, last = _joined(anchor, start, end)
    verbs = _clauses(anchor)
    named = _event_named(verbs[0], start) if verbs else None
    for moment in sorted(moments, key=lambda m: (max(m.start - end, start - m.end), m.start)):
        if (
            moment.type not in ("date", "time")
            or moment.earliest is None
            or moment.latest is None
            or moment.earliest[:4] != moment.latest[:4]
        ):
            continue
        low, high = (last, moment.start) if moment.start >= end else (moment.end, first)
        if any(_takes_date(doc, at, verbs) for at in others[bisect_left(others, low) : bisect_left(others, high)]):
            continue
        span = doc.char_span(moment.start, moment.end, alignment_mode="expand")
        if span is None:
            continue
        link = span.root.head if span.root.dep_ == "pobj" else span.root
        if link.i > 0 and doc[link.i - 1].lower_ in _COMPARED:
            continue
        if link.lower_ in _NOT_AS_OF or (span.start > 0 and doc[span.start - 1].lower_ in _NOT_AS_OF):
            continue
        beside = named is not None and (named.left_edge.i <= span.start < named.i or link.head == named)
        if beside and moment.end <= start:
            return moment.earliest, moment.latest
        if verbs and _clause(link) in verbs:
            return moment.earliest, moment.latest
    return _survey_days(anchor, start, moments)


def _takes_date(doc: Doc, at: int, verbs: Sequence[Token]) -> bool:
    """Whether the number at an offset takes the date near it for itself: one that counts places (`in two towns in May`)
    does not, nor one of a verb joined to the figure's (`killing three and wounding 50`)."""
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    if span is None:
        return True
    head = span.root.head if span.root.dep_ in ("nummod", "amod", "quantmod", "compound") else span.root
    if head.dep_ == "pobj" and head.head.lower_ in ("in", "at", "across") and head.lemma_.lower() in words("holders"):
        return False
    verb = _clause(span.root)
    joined = verb is not None and bool(verbs) and verb != verbs[0] and verb in verbs
    return not (joined and verb is not None and verb.tag_ == "VBG" and verbs[0].dep_ == "conj")


_COMPARED = frozenset({"than", "like", "unlike"})
"""Before a date: it is the day of what is compared (`more than in 2010`)."""


def _joined(anchor: Token, start: int, end: int) -> tuple[int, int]:
    """The span of a figure with those that are joined to it by `and`: a date holds for all (`20 men and six boys`)."""
    first = anchor
    while first.dep_ == "conj" and first.head.i < first.i and first.head.pos_ in ("NOUN", "PROPN", "NUM"):
        first = first.head
    last = first
    while (after := next((c for c in last.children if c.dep_ == "conj" and c.pos_ == "NOUN"), None)) is not None:
        last = after
    edge = first.left_edge.idx if first is not anchor else start
    return min(start, edge), max(end, last.idx + len(last) if last.i > anchor.i else end)


_SURVEYS = frozenset({"poll", "survey", "census", "count", "tally", "study", "questionnaire"})


def _event_named(verb: Token, start: int) -> Token | None:
    """The happening whose relative clause counts its harm: `the Aug. 21 attack that killed 1,429 people`."""
    if verb.dep_ == "ccomp" and verb.head.dep_ == "relcl":
        verb = verb.head  # `an attack that officials say killed 1,429`
    if verb.dep_ != "relcl" or verb.head.i >= verb.i:
        return None
    event, steps = verb.head, 0
    while event.lemma_.lower() not in words("happenings"):  # `the shooting at the school in Arlen, in which`
        if event.dep_ not in ("pobj", "prep", "appos", "compound") or event.head.i >= event.i or steps == 6:
            return None
        event, steps = event.head, steps + 1
    return event if event.idx < start else None


def _survey_days(anchor: Token, start: int, moments: Sequence[Moment]) -> tuple[str, str] | None:
    """The days of the poll that gives the figure: `a survey from Sept. 4-8 showed that 63 percent ...`."""
    sentence = anchor.sent
    poll = next((t for t in sentence if t.lemma_.lower() in _SURVEYS and t.idx < start), None)
    if poll is None:
        return None
    told = [t for t in poll.subtree if poll in t.ancestors]
    if poll.dep_ == "nsubj":  # `a poll in May shows` may be read as `shows in May`
        told += [t for t in poll.head.subtree if poll.i < t.i < poll.head.i]
    days = [
        (m.earliest, m.latest)
        for m in moments
        if m.type == "date"
        and m.earliest
        and m.latest
        and m.earliest[:7] == m.latest[:7]
        and any(t.idx <= m.start < t.idx + len(t) for t in told)
    ]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def _clauses(token: Token) -> list[Token]:
    """The clause of a token, and those that it is a participle of: `bombed the hall on Monday, killing three`."""
    verb = _clause(token)
    found = [] if verb is None else [verb]
    while found and found[-1].dep_ in ("advcl", "xcomp", "conj") and found[-1].tag_ == "VBG":
        above = _clause(found[-1].head)
        if above is None or above in found:
            break
        found.append(above)
    return found + _above(found[-1]) if found else found


def _above(verb: Token) -> list[Token]:
    """The verb whose date is that of a clause too: the one it shares its subject with (`took office in May and signed
    12 laws`)."""
    shares = verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not _subjects(verb)
    return [verb.head] if shares else []


def _subjects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]


def _clause(token: Token) -> Token | None:
    """The nearest verb above a token: the clause that it belongs to."""
    while token.pos_ not in ("VERB", "AUX"):
        if token.head == token or token.dep_ == "relcl":
            return None
        token = token.head
    return token
