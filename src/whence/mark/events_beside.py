"""Where a time expression is of another happening than the verb that the parser hangs it on: what stands beside it."""

from __future__ import annotations

from spacy.tokens import Span, Token

from whence.mark.events_happening import Happening, happening_of, named
from whence.mark.events_lexicon import grammar, is_light, names_happening
from whence.mark.events_modality import is_known, standing_of

_AFTER = grammar("after")
_ABOUT = grammar("about")
_SOON = grammar("soon")
_OUT_OF = grammar("out_of")
_TELLINGS = grammar("tellings")
_WORDS = grammar("words")
_SAID_IN = frozenset({"in", "on", "via", "during", "through", "by"})
_TOPIC = frozenset({"on", "about", "regarding", "concerning", "over", "addressing"})
_TOPIC_REACHES = 4
"""Words from the preposition to the noun that is told of."""
_OCCASION = frozenset({"in", "at", "during"})
_DAYS = frozenset({"day", "night", "evening", "morning", "afternoon", "week", "month"})
_NEAR_BEFORE = 8
"""Words before a time expression in which what it dates is named, where a clause follows that tells what that did."""


def that_did(span: Span) -> Happening | None:
    """`a briefing on the strike in the port last week that killed two`: the day is that of what did it."""
    doc = span.doc
    if span.end >= len(doc) or doc[span.end].lower_ not in ("that", "which") or doc[span.end].dep_ != "nsubj":
        return None
    verb = doc[span.end].head
    if verb.tag_ != "VBD" or verb.i < span.end:
        return None
    before = doc[max(span.sent.start, span.start - _NEAR_BEFORE) : span.start]
    noun = next((token for token in reversed(before) if token.pos_ == "NOUN" and named(token)), None)
    return Happening(noun, verb) if noun is not None and is_known(noun) else None


def occasion(span: Span, behind: int | None = None) -> Happening | None:
    """`in a call Thursday night challenged them`: the occasion, where the verb that the day hangs on is none.

    `behind` a verb at this index, the occasion may have whom it was held before between it and the day.
    """
    at = span.start - 1
    while at > span.sent.start and span.doc[at].lower_ in ("on", "late", "early", "earlier", "the"):
        at -= 1
    noun = span.doc[at]
    if behind is not None:
        near = (word for word in reversed(span.doc[behind + 1 : at + 1]) if word.pos_ == "NOUN" and named(word))
        noun = next(near, noun)
        if not _reaches(noun, span):
            return None
        at = noun.i
    if at < span.sent.start or noun.pos_ != "NOUN" or noun.dep_ != "pobj" or named(noun) is None:
        return None
    above = noun.head.head
    put = noun.head.lower_ == "to" and above.lemma_ == "put"  # `will be put to a vote Wednesday`
    return Happening(noun, above if put else noun) if put or noun.head.lower_ in _OCCASION else None


def soon_after(noun: Token, span: Span) -> list[Happening]:
    """`crashed shortly after takeoff on Monday`: the crash was on that day too."""
    after = noun.head
    if noun.pos_ != "NOUN" or noun.dep_ != "pobj" or after.lower_ not in _AFTER or not after.i:
        return []
    verb = after.head
    if after.nbor(-1).lower_ not in _SOON or verb.pos_ != "VERB" or verb.i > after.i or is_known(noun):
        return []
    found = happening_of(verb, span)
    return [] if found is None else [found]


def of_the_day(root: Token, span: Span) -> list[Happening]:
    """`on Monday, the day the ships return`, `on Monday, when the talks began`: what a clause tells of the day."""
    found = []
    days = [root, *(child for child in root.children if child.dep_ == "appos" and child.lemma_ in _DAYS)]
    for verb in (child for day in days for child in day.children):
        subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        which = any(part.tag_ in ("WDT", "WP") for part in verb.subtree if part.i < verb.i)  # `in which they marched`
        if verb.dep_ == "relcl" and verb.i >= span.end and subject is not None and not which:
            found.append(happening_of(verb))
    return [one for one in found if one is not None]


def nearer(verb: Token, span: Span) -> Happening | None:
    """`ordered a raid after a blast in the harbour on Monday`: what follows `after` is dated, not the verb.

    Nor the verb of `complicated by the collapse of a bridge last week`, `prepared her speech on Monday`.
    """
    told = _told_of(verb, span)
    if told is not None:
        return told
    for child in verb.children:
        if child.dep_ == "agent" and verb.i < child.i < span.start and not is_light(verb.lemma_.lower()):
            noun = next((below for below in child.children if below.dep_ == "pobj"), None)
            if noun is not None and is_known(noun) and _reaches(noun, span):
                return named(noun)
        if child.dep_ == "dobj" and verb.lemma_ in _ABOUT and verb.i < child.i < span.start and _reaches(child, span):
            return named(child)
        if child.dep_ == "prep" and verb.i < child.i < span.start and child.lower_ in _AFTER:
            noun = next((below for below in child.children if below.dep_ == "pobj"), None)
            if noun is not None and noun.right_edge.i >= span.start - 2:
                return named(noun)
    return None


def _told_of(verb: Token, span: Span) -> Happening | None:
    """The noun right before the time expression, where that rather than the verb is of the day.

    `counted the deaths from the attack on Monday`: the noun is known, and the verb's object comes from it. `met them on
    Friday after a vote in parliament last week`: the verb has a day of its own between.
    """
    at = span.start - 1
    while at > verb.i and span.doc[at].pos_ in ("ADP", "DET"):
        at -= 1
    noun = span.doc[at]
    if at <= verb.i:
        return None
    if noun.pos_ == "NOUN" and is_known(noun) and noun.dep_ == "pobj" and noun.head.lower_ in _OUT_OF:
        above = noun.head.head
        thing = next((child for child in verb.children if child.dep_ == "dobj" and child.i < noun.head.i), None)
        if verb.i < above.i < noun.i or (above == verb and thing is not None):
            return named(noun)
    dated = any(
        token.ent_type_ == "DATE" and token.pos_ != "NUM" and token.head.i <= token.i
        for token in span.doc[verb.i + 1 : at]
    )
    closer = touching(verb, span) if dated else None
    return None if closer is None or has_own_day(closer.word, span) else closer


def has_own_day(noun: Token, span: Span) -> bool:
    """Whether another time expression stands in front of the noun: `last week's attack`."""
    return any(part.ent_type_ == "DATE" and not span.start <= part.i < span.end for part in noun.lefts)


def is_told_of(noun: Token) -> bool:
    """`put out a statement on the shooting Tuesday`: the day is that of the telling."""
    about = noun.head
    if noun.dep_ != "pobj" or about.lower_ not in _TOPIC or about.i + _TOPIC_REACHES < noun.i:
        return False
    above = about.head
    if above.pos_ == "VERB":
        return any(child.dep_ == "dobj" and child.lemma_ in _TELLINGS for child in above.children)
    return above.lemma_ in _TELLINGS and above.dep_ == "dobj" and above.head.pos_ == "VERB"


def is_of_a_telling(span: Span, found: Happening) -> bool:
    """`said in a tweet Thursday that she would leave`: the day is that of what was written or said, where the verb that
    the parser hangs it on tells of nothing that has come about."""
    at = span.start - 1
    while at > span.sent.start and span.doc[at].lower_ in ("on", "late", "early", "earlier"):
        at -= 1
    noun = span.doc[at]
    if noun.dep_ != "pobj" or noun.lemma_.lower() not in _TELLINGS | _WORDS or noun.head.lower_ not in _SAID_IN:
        return False
    return standing_of(found.judged).modality() in ("planned", "possible")


def touching(verb: Token, span: Span) -> Happening | None:
    """The nearest noun between verb and time expression that names a happening and whose phrase reaches it."""
    for token in reversed(span.doc[verb.i + 1 : span.start]):
        if token.pos_ in ("NOUN", "PROPN") and names_happening(token.lemma_.lower()):
            return Happening(token, token) if token.right_edge.i >= span.start - 2 else None
    return None


def _reaches(noun: Token, span: Span) -> bool:
    """Whether nothing but the noun's own prepositional phrases stands between it and the time expression."""
    return all(
        part.pos_ in ("ADP", "DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART")
        for part in span.doc[noun.i + 1 : span.start]
    )
