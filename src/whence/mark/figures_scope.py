"""Where and whose a figure is: `aboard the carrier`, `in the region`, `Quint's`."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from whence.mark.figures_days import HOLDING, clause, event_named, sentence_before
from whence.mark.figures_lexicon import harm, number_words, words
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
        "lose",
        "suffer",
    }
)
_SENDING = frozenset({"send", "deploy", "dispatch", "move", "order", "transfer"})
_NAMED = frozenset({"ORG", "FAC", "PRODUCT", "GPE", "NORP", "LOC"})
_SAME_PLACE = 12
"""Tokens after the figure within which a phrase of place still belongs to it."""


def scope(
    doc: Doc,
    text: str,
    head: Token | None,
    start: int,
    end: int,
    moments: Sequence[Moment],
    share: Token | None = None,
) -> str | None:
    """The words that say where or whose, as written, or None where the sentence does not say.

    `start, end` is the figure's span; `head` the noun that it counts, or `share` the word for the share where it says
    of nothing (`42 percent in Marlow`), which holds in the place that is named next to it or not at all. Possessor
    first, then the phrase of place that follows, then the ship, body or place that is said to have what is counted.
    """
    if head is None:
        if share is None:
            return None
        return (
            _where(doc, text, share, end, moments, placed=True)
            or share_place(doc, text, share, moments)
            or _opening_land(doc, text, share, start, moments)
        )
    found = (
        _possessor(text, head, start)
        or _where(doc, text, head, end, moments)
        or _home(doc, text, head)
        or _holder(doc, text, head)
        or _fronted(doc, text, head, moments)
        or _of_event(doc, text, head, start)
    )
    whole = _whole(head)
    if found is not None or whole is None:
        return found
    return scope(doc, text, whole, doc[whole.left_edge.i].idx, whole.idx + len(whole), moments)


def _opening_land(doc: Doc, text: str, share: Token, start: int, moments: Sequence[Moment]) -> str | None:
    """The land or town with which a sentence opens: `In the state of Corvia, a poll showed them tied at 47 percent`."""
    first = share.sent[0]
    if first.lower_ not in _LOCAL or first.dep_ != "prep" or first.head.pos_ not in ("VERB", "AUX"):
        return None
    phrase = _phrase(doc, first, known=False)
    if phrase is None or phrase[1] > start or not _is_land(doc, phrase):
        return None
    return None if any(m.start < phrase[1] and phrase[0] < m.end for m in moments) else text[phrase[0] : phrase[1]]


def _whole(head: Token) -> Token | None:
    """What the figure is a part of: `Marlow has lost 67 people, including three children`."""
    if head.dep_ != "pobj" or head.head.lower_ not in ("including", "among"):
        return None
    whole = head.head.head
    if whole.pos_ == "VERB":  # `killed 20 people in Arlen, including six children`
        of = [c for c in whole.children if c.dep_ in ("dobj", "nsubjpass") and c.i < head.head.i]
        whole = of[-1] if of else whole
    return whole if whole.pos_ == "NOUN" and whole.i < head.head.i else None


def _home(doc: Doc, text: str, head: Token) -> str | None:
    """The place that is said to be home to what is counted: `took Arlen – home to 1.7 million people`."""
    if head.dep_ != "pobj" or head.head.lower_ != "to" or head.head.head.lower_ != "home":
        return None
    home = head.head.head
    place = doc[home.i - 1] if home.i else home
    if place.lemma_ == "be":
        return next((text[doc[c.left_edge.i].idx : c.idx + len(c)] for c in place.children if c.dep_ == "nsubj"), None)
    if not place.is_punct or home.i < 2:
        return None
    place = doc[home.i - 2]
    first = place
    while first.i > home.sent.start and doc[first.i - 1].pos_ == "PROPN" and place.pos_ == "PROPN":
        first = doc[first.i - 1]
    return text[first.idx : place.idx + len(place)] if place.pos_ in ("NOUN", "PROPN") else None


def _possessor(text: str, head: Token, start: int) -> str | None:
    for child in head.children:
        inside = child.idx >= start and child.pos_ == "PROPN"  # `four of Quint's ads`
        if child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN") and (child.idx < start or inside):
            doc = child.doc
            return text[doc[child.left_edge.i].idx : child.idx + len(child)]
    return None


def _where(
    doc: Doc, text: str, head: Token, end: int, moments: Sequence[Moment], *, placed: bool = False
) -> str | None:
    """The phrase of place after the figure, attached to the noun or to the verb that it is subject or object of, or to
    the happening in which they came to harm; `placed`: only a named place that follows at once."""
    homes = {head.i} | {child.i for child in head.children if child.dep_ in ("acl", "amod") and child.i > head.i}
    homes |= _harm_homes(head)
    homes |= _homes_behind(head)
    first = _first_of_joined(head)
    told = first.dep_ in ("nsubj", "nsubjpass") or (first.dep_ == "dobj" and first is head)
    if told and first.head.pos_ in ("VERB", "AUX"):
        homes.add(first.head.i)
    for index in range(head.i + 1, min(len(doc), head.i + _SAME_PLACE, head.sent.end)):
        token = doc[index]
        if token.idx < end:
            continue
        if token.tag_ == "CC" and token.head == head and head.dep_ in ("nsubj", "nsubjpass"):
            continue  # `20 boys and six girls died at the mill`
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
        if placed and not (adjacent and token.lower_ in _LOCAL and _is_land(doc, phrase)):
            return None
        if phrase is None or any(m.start < phrase[1] and phrase[0] < m.end and m.type != "duration" for m in moments):
            continue
        return text[phrase[0] : phrase[1]]
    return None


def share_place(doc: Doc, text: str, share: Token, moments: Sequence[Moment]) -> str | None:
    """The land or town in the phrase that a share or a change is told of: `growth in Marlow was 30 percent lower`, `cut
    its waste in Marlow by 30 percent`."""
    by = share.dep_ == "pobj" and share.head.lower_ == "by"
    verb = clause(share.head.head if by else share)
    if verb is None or share.i < verb.i:
        return None
    told = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") or (by and c.dep_ == "dobj")]
    for link in (c for noun in (*told, verb) for c in noun.children):
        if link.dep_ != "prep" or link.lower_ not in _LOCAL | {"at", "from"} or link.i > share.i:
            continue
        if link.head == verb and not by:
            continue
        phrase = _phrase(doc, link, known=False)
        if phrase is None or not _is_land(doc, phrase):
            continue
        if not any(m.start < phrase[1] and phrase[0] < m.end for m in moments):
            return text[phrase[0] : phrase[1]]
    return None


_LOCAL = frozenset({"in", "across", "throughout", "within"})


def _is_land(doc: Doc, phrase: tuple[int, int] | None) -> bool:
    """Whether a phrase of place names a land or a town."""
    span = None if phrase is None else doc.char_span(*phrase, alignment_mode="expand")
    return span is not None and any(token.ent_type_ in ("GPE", "LOC") for token in span)


def _first_of_joined(head: Token) -> Token:
    """The noun that a noun is joined to by `and`, or the number that it stands behind (`hundreds of men`): all have one
    verb."""
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in number_words():
        head = head.head.head
    while head.dep_ == "conj" and head.head.i < head.i and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    return head


def _homes_behind(head: Token) -> set[int]:
    """What a phrase of place can hang on behind the noun: what is done to it (`clinics it runs in Arlen`), and what it
    is of (`six claims of gas use in Arlen`)."""
    homes = {child.i for child in head.children if child.dep_ == "relcl" and child.tag_ in ("VBZ", "VBP", "VBD")}
    for of in (child for child in head.children if child.dep_ == "prep" and child.lower_ == "of"):
        homes |= {child.i for child in of.children if child.dep_ == "pobj"}
    return homes


def _harm_homes(head: Token) -> set[int]:
    """Where a clause tells of harm, the happening that did it: `five men (who) died in an attack in Arlen`."""
    homes = set()
    first = _first_of_joined(head)
    verbs = [child for child in head.children if child.dep_ == "relcl"]
    verbs += [first.head] if first.dep_ in ("nsubj", "nsubjpass") else []
    for verb in (verb for verb in verbs if verb.lower_ in harm("state")):
        for link in (child for child in verb.children if child.dep_ == "prep"):
            homes |= {c.i for c in link.children if c.dep_ == "pobj" and c.lemma_.lower() in words("happenings")}
    return homes


def _fronted(doc: Doc, text: str, head: Token, moments: Sequence[Moment]) -> str | None:
    """The phrase of place that opens the clause: `In Arlen, 25 fighters were killed`."""
    told = _first_of_joined(head)
    verb = told.head
    if told.dep_ not in ("nsubj", "nsubjpass", "attr", "dobj") or verb.pos_ not in ("VERB", "AUX"):
        return None
    for child in verb.children:
        if child.i >= head.left_edge.i or child.lower_ not in _WHERE or child.tag_ != "IN" or child.dep_ != "prep":
            continue
        phrase = _phrase(doc, child, known=True)
        if phrase is not None and not any(m.start < phrase[1] and phrase[0] < m.end for m in moments):
            return text[phrase[0] : phrase[1]]
    return None


_DRAWING = frozenset({"draw", "attract", "gather", "kill", "wound", "injure"})
"""What a gathering or a disaster does with those who are counted."""


def _of_event(doc: Doc, text: str, head: Token, start: int) -> str | None:
    """The place of the happening whose relative clause counts its harm: `the attack in Arlen that killed 40 people`."""
    verb = clause(head)
    event = event_named(verb, start) if verb is not None else None
    if event is None and verb is not None and verb.lemma_ in _DRAWING and head.dep_ == "dobj":
        event = next((c for c in verb.children if c.dep_ == "nsubj" and c.lemma_.lower() in words("happenings")), None)
    if event is None:
        return None
    where = [c for c in event.children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN" and c.i < event.i]
    if where and not any(c.ent_type_ in ("DATE", "TIME", "NORP") for c in where):
        return text[doc[where[0].left_edge.i].idx : where[-1].idx + len(where[-1])]  # `the Sandy Cove shooting`
    held = event.dep_ == "dobj" and event.head.lemma_ in HOLDING
    for child in (*event.children, *(event.head.children if held else ())):
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
    if preposition.lower_ == "on" and named.ent_type_ == "PERSON":
        return None  # `called on Mara Quint`
    name = named.pos_ == "PROPN" or named.ent_type_ in _NAMED
    name = name or any(
        (c.dep_ == "compound" and c.pos_ == "PROPN") or (c.dep_ == "amod" and c.ent_type_ in ("NORP", "GPE"))
        for c in named.children
    )  # `the Orsk court`, `at Orsk schools`
    article = any(
        child.dep_ == "det" and child.lower_ in ("the", "a", "an", "this", "that", "each") for child in named.children
    )
    if not (name or article or any(c.dep_ == "poss" and _named(c) for c in named.children)):
        return None  # `Dorvan's equipment` says enough
    strict = known or preposition.lower_ in ("of", "from", "on", "off", "under", "into", "onto")
    if strict and not name and named.lemma_.lower() not in words("holders"):
        return None
    if preposition.lower_ == "under" and named.pos_ != "PROPN":
        return None  # `under Dorvan policy` is no place
    owners = [child for child in named.children if child.dep_ == "poss"]
    if named.lemma_.lower() in words("uncounted") or (owners and (known or not _named(owners[0]))):
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


def place_before(doc: Doc, text: str, sentence: Span) -> str | None:
    """The one place that the sentence before gives to a happening: `The mill in Arlen was bombed. Four people died.`"""
    before = sentence_before(doc, sentence)
    phrases = []
    for token in before if before is not None else ():
        if token.tag_ == "IN" and token.lower_ in ("in", "at", "near"):
            phrase = _phrase(doc, token, known=True)
            if phrase is not None and _is_land(doc, phrase):
                phrases.append(text[phrase[0] : phrase[1]])
    return phrases[0] if len(phrases) == 1 else None


def _named(owner: Token) -> bool:
    return owner.pos_ in ("PROPN", "NOUN")


_GIVING = frozenset({"leave", "provide", "present", "supply", "charge", "face", "threaten", "replace", "meet", "work"})
"""Verbs whose `with` says what somebody else gets."""


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
        if owner.lemma_ in _GIVING:
            return None  # `the court left Quint with two choices`
        if owner.pos_ in ("VERB", "AUX"):
            owner = _subject(owner)
        if owner is not None and not _can_hold(owner):
            return None
    elif first.dep_ == "dobj" and first.head.lemma_ in _HAVING:
        owner = _subject(first.head)
        if owner is not None and not (_can_hold(owner) or owner.ent_type_ in _NAMED):
            return None
    elif first.dep_ == "pobj" and first.head.lower_ == "to" and first.head.head.lower_ in ("down", "up", "back"):
        owner = _subject(first.head.head.head)  # `the fleet is down to 28 ships`
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
