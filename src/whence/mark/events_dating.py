"""Which word a time expression dates: the happening that it governs in its own clause, or none.

The parser often hangs `on Monday` on the nearest noun or participle, so attachment is followed to the clause's verb,
and never across a subject, a telling (`said Friday that ...` dates the saying) or a preposition that only bounds
(`since`, `before`, `by`).
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from whence.mark.events_lexicon import effect_of, grammar, is_light, is_state, is_telling, names_happening
from whence.mark.events_modality import auxiliaries, is_infinitive, is_known, standing_of
from whence.records import Moment

_WITHIN = grammar("within")
_BOUNDS = grammar("bounds")
_APPOINT = grammar("appoint")
_OCCUR = grammar("occur")
_ADDRESS = grammar("address")
_AFTER = grammar("after")
_COMPARED = grammar("compared")
_AWAY = grammar("away")
_ABOUT = grammar("about")
_OPPOSED = grammar("opposed")
_NOW = grammar("modal_now")
_TELLINGS = grammar("tellings")
_PHASE = grammar("phase")
_ATTRIBUTE = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
_OBJECTS = frozenset(
    {"dobj", "nsubjpass", "attr", "pobj", "dative", "oprd", "acomp", "advmod", "prep", "appos", "conj"}
)
_WIDEST_ATTRIBUTE = 31
"""Days: `the 2015 deal`, `the war in 2003` only tell which one is meant; `Monday's strike` may tell what happened."""
_DEEPEST = 8


class Happening(NamedTuple):
    """The word that names a happening, and the word whose clause tells whether it came about."""

    word: Token
    judged: Token


def dated_by(doc: Doc, moment: Moment, days: int, past: bool = False) -> list[Happening]:
    """The happenings that `moment` (an interval of `days`) dates: one, several where verbs share it, or none.

    `past`: the whole interval lies before the report was published, so that no plan told of in the past tense is
    still to be carried out in it (`agreed to grant access on Sunday`: the agreeing was on Sunday).
    """
    span = doc.char_span(moment.start, moment.end, alignment_mode="expand")
    if span is None or not len(span):
        return []
    root = span.root
    if root.dep_ == "conj" and root.head.ent_type_ in ("DATE", "TIME"):
        root = root.head
    named = root.dep_ in _ATTRIBUTE and root.head.i >= span.end and _named(root.head) is not None
    # `after Monday's attack`, `said Monday's attack`: neither the preposition nor the telling is of Monday.
    if not named and (_is_bounded(span) or _dates_a_telling(span)):
        return []
    found = _attached(span, root, days)
    if found is None:
        return []
    if span.start > found.judged.i and found.word.pos_ == "VERB" and days > _WIDEST_ATTRIBUTE:
        nearer = _touching(found.judged, span)
        found = nearer if nearer is not None and nearer.word.head != found.judged else found
    if found.word.pos_ == "VERB" and (past or found.word.head.i < span.start < found.word.i):
        kept = _in_the_past(found, span)
        if kept is None:
            return []
        found = kept
    if found.word == found.judged and found.word.pos_ != "VERB" and days > _WIDEST_ATTRIBUTE:
        return []
    return [found, *_sharing(found.word, span)]


def _in_the_past(found: Happening, span: Span) -> Happening | None:
    """What a past date can be of: not of what is still wished, planned or possible now."""
    verb = found.word
    if is_infinitive(verb) and standing_of(verb).certainty != "fact":
        above = verb.head
        embeds = verb.dep_ in ("xcomp", "advcl") and above.tag_ == "VBD" and above.pos_ == "VERB"
        if embeds and not is_state(above.lemma_.lower()) and not is_telling(above.lemma_.lower()):
            return Happening(above, above)
        return _touching(verb, span)
    helpers = {aux.lower_ for aux in auxiliaries(verb)}
    if verb.tag_ == "VB" and not helpers and standing_of(verb).certainty == "may":
        return None  # `Take the treaty of 1823`
    if helpers & _NOW and "have" not in helpers:
        return None
    return found


def _touching(verb: Token, span: Span) -> Happening | None:
    """The nearest noun between verb and time expression that names a happening and whose phrase reaches it."""
    for token in reversed(span.doc[verb.i + 1 : span.start]):
        if token.pos_ in ("NOUN", "PROPN") and names_happening(token.lemma_.lower()):
            return Happening(token, token) if token.right_edge.i >= span.start - 2 else None
    return None


def _is_bounded(span: Span) -> bool:
    at = span.start - 1
    while at >= span.sent.start and span.doc[at].lower_ in ("the", "early", "late", "about", "around", "on", "at"):
        at -= 1
    return at >= span.sent.start and span.doc[at].lower_ in _BOUNDS


def _dates_a_telling(span: Span) -> bool:
    """`told reporters on Sunday that`, `said Friday`: the words between are the addressee's or the preposition's."""
    doc, at = span.doc, span.start - 1
    while at >= span.sent.start and doc[at].lower_ in ("on", "in", "late", "early", "earlier", "the", "at", "over"):
        at -= 1
    if at < span.sent.start:
        return False
    verb = _addressed(doc[at])
    return verb is not None and is_telling(verb.lemma_.lower())


def _addressed(token: Token) -> Token | None:
    if token.pos_ == "VERB":
        return token
    climbed = 0
    while climbed < _DEEPEST and token.dep_ in ("compound", "poss", "det", "amod", "pobj", "prep", "conj", "case"):
        if token.head == token or token.head.pos_ == "VERB":
            break
        token, climbed = token.head, climbed + 1
    if token.dep_ in ("dobj", "dative", "prep") and token.head.pos_ == "VERB" and token.head.i < token.i:
        return token.head if token.head.lemma_ in _ADDRESS else None
    return None


def _attached(span: Span, root: Token, days: int) -> Happening | None:
    head, relation = root.head, root.dep_
    if relation == "pobj" and head.pos_ in ("ADP", "SCONJ"):
        word, above = head.lower_, head.head
        if word == "for":
            return _scheduled(above)
        if word == "of":
            return _named(above) if days <= _WIDEST_ATTRIBUTE else None
        return _clause_happening(above, span) if word in _WITHIN else None
    if relation in _ATTRIBUTE:
        return _named(head) if head.pos_ in ("NOUN", "PROPN") and days <= _WIDEST_ATTRIBUTE else None
    if relation in ("npadvmod", "advmod", "tmod", "dep", "appos", "dobj"):
        return _clause_happening(head, span)
    return None


def _named(noun: Token) -> Happening | None:
    return Happening(noun, noun) if names_happening(noun.lemma_.lower()) else None


def _scheduled(above: Token) -> Happening | None:
    """The happening of `a meeting scheduled for Monday`, `the funeral is set for Monday`, `a meeting for Monday`."""
    if above.pos_ in ("NOUN", "PROPN"):
        return _named(above) if above.head.lemma_.lower() in _APPOINT else None
    if above.lemma_.lower() not in _APPOINT:
        return None
    if above.dep_ in ("acl", "relcl"):
        return _named(above.head)
    arguments = [child for child in above.children if child.dep_ in ("nsubj", "nsubjpass", "dobj")]
    return next((found for child in reversed(arguments) if (found := _named(child)) is not None), None)


def _clause_happening(token: Token, span: Span) -> Happening | None:
    """Climb from where the time expression hangs to the happening of its clause."""
    for _ in range(_DEEPEST):
        if token.pos_ in ("VERB", "AUX"):
            if token.dep_ == "acl" and token.tag_ in ("VBG", "VBN") and names_happening(token.head.lemma_.lower()):
                return Happening(token.head, token.head)  # `the strike targeting the port on Monday`
            about = _nearer(token, span) if token.lemma_ in _ABOUT else None
            if about is not None:
                return about
            climbs = token.dep_ in ("acl", "relcl") and is_state(token.lemma_.lower()) and token.lemma_ != "be"
            if not climbs:
                verb = _after_conjunction(token, span)
                return None if verb is None else _nearer(verb, span) or happening_of(verb, span)
        elif token.pos_ in ("NOUN", "PROPN") and names_happening(token.lemma_.lower()):
            if not _is_opposed(token):
                return Happening(token, token)
        elif token.dep_ not in _OBJECTS or token.head.i > token.i or token.lower_ in _AWAY:
            return None
        if token.head == token:
            return None
        token = token.head
    return None


def _nearer(verb: Token, span: Span) -> Happening | None:
    """`ordered a raid after a blast in the harbour on Monday`: what follows `after` is dated, not the verb.

    Nor the verb of `complicated by the collapse of a bridge last week`, `prepared her speech on Monday`.
    """
    for child in verb.children:
        if child.dep_ == "agent" and verb.i < child.i < span.start and not is_light(verb.lemma_.lower()):
            noun = next((below for below in child.children if below.dep_ == "pobj"), None)
            if noun is not None and is_known(noun) and _reaches(noun, span):
                return _named(noun)
        if child.dep_ == "dobj" and verb.lemma_ in _ABOUT and verb.i < child.i < span.start and _reaches(child, span):
            return _named(child)
        if child.dep_ == "prep" and verb.i < child.i < span.start and child.lower_ in _AFTER:
            noun = next((below for below in child.children if below.dep_ == "pobj"), None)
            if noun is not None and noun.right_edge.i >= span.start - 2:
                return _named(noun)
    return None


def _reaches(noun: Token, span: Span) -> bool:
    """Whether nothing but the noun's own prepositional phrases stands between it and the time expression."""
    return all(
        part.pos_ in ("ADP", "DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART")
        for part in span.doc[noun.i + 1 : span.start]
    )


def _is_opposed(noun: Token) -> bool:
    """`came out against a strike on Tuesday`: there was no strike, and the day is that of coming out."""
    above = noun.head
    indefinite = not is_known(noun) and noun.pos_ == "NOUN"
    return indefinite and noun.dep_ == "pobj" and above.lower_ in _OPPOSED and above.head.pos_ in ("VERB", "AUX", "ADV")


def _after_conjunction(verb: Token, span: Span) -> Token | None:
    """`met his aides and on Friday approved a raid`: the time expression is of the verb after the conjunction."""
    at = span.start - 1
    while at > verb.i and span.doc[at].pos_ == "ADP":
        at -= 1
    if at <= verb.i or span.doc[at].dep_ != "cc" or span.doc[at].head.pos_ in ("NOUN", "PROPN"):
        return verb
    return next((other for other in verb.conjuncts if other.i >= span.end and other.pos_ == "VERB"), None)


def _compares(verb: Token, span: Span) -> bool:
    """`fell to 47 from a reading of 48 in May`: the time belongs to what is compared with."""
    for child in verb.children:
        if child.dep_ in ("prep", "advcl") and verb.i < child.i < span.start and child.lower_ in _COMPARED:
            return any(part.like_num for part in child.subtree) or child.i == span.start - 1
    return False


def _is_parted(verb: Token, span: Span) -> bool:
    """Whether a whole clause stands between the verb and a time expression after it: it may be that clause's time."""
    return any(
        token.tag_ in ("VBD", "VBZ", "VBP") and token.pos_ in ("VERB", "AUX") and verb in token.ancestors
        for token in span.doc[verb.i + 1 : span.start]
    )


def happening_of(verb: Token, span: Span | None = None) -> Happening | None:
    """The word that names what the verb's clause says happened: itself, its complement, its noun; None for a state."""
    if span is not None and (_compares(verb, span) or _is_parted(verb, span)):
        return None
    for _ in range(_DEEPEST):
        lemma = verb.lemma_.lower()
        below = _complement(verb)
        takes_place = lemma == "take" and any(
            child.lower_ == "place" and child.dep_ == "dobj" for child in verb.children
        )
        if takes_place or (lemma in _OCCUR and below is None):
            return _occurrence(verb, names_phase=not takes_place and lemma in _PHASE)
        noun = _named_object(verb) if is_light(lemma) else None
        if noun is not None:
            return Happening(noun, verb)
        if is_light(lemma) and any(child.dep_ == "dobj" and child.lemma_ in _TELLINGS for child in verb.children):
            return None
        if lemma == "be":
            return _copula_happening(verb)
        if below is None or not (is_state(lemma) or lemma in _OCCUR or (span is not None and below.i < span.start)):
            break
        verb = below
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), "")
    if (
        _tells(verb)
        or is_telling(verb.lemma_.lower(), particle)
        or is_state(verb.lemma_.lower())
        or verb.pos_ != "VERB"
    ):
        return None
    return Happening(verb, verb)


def _tells(verb: Token) -> bool:
    """`agreed that ...`: with a clause as its object, a verb of deciding tells what somebody holds."""
    return effect_of(verb.lemma_.lower(), verb.pos_, "clause") == "say" and any(
        child.dep_ == "ccomp" and not is_infinitive(child) for child in verb.children
    )


def _occurrence(verb: Token, names_phase: bool) -> Happening | None:
    """Who or what occurred; the verb itself where it tells of a beginning or an end, or where no noun says what."""
    subject = _subject(verb)
    if subject is None or subject.pos_ == "PRON":
        return None
    if names_phase or not names_happening(subject.lemma_.lower()):
        return Happening(verb, verb)
    return Happening(subject, verb)


def _copula_happening(verb: Token) -> Happening | None:
    """`there was a raid on Monday`, `the meeting is on Monday`, `is likely to meet on Monday`."""
    noun = None
    if any(child.dep_ == "expl" for child in verb.children):
        noun = _named_object(verb)
    elif not any(child.dep_ in ("attr", "acomp") for child in verb.children):
        subject = _subject(verb)
        noun = subject if subject is not None and names_happening(subject.lemma_.lower()) else None
    if noun is not None:
        return Happening(noun, verb)
    heads = [verb, *(child for child in verb.children if child.dep_ == "acomp")]
    below = next((found for head in heads if (found := _complement(head)) is not None), None)
    return None if below is None else happening_of(below)


def _complement(verb: Token) -> Token | None:
    """The verb of an infinitive or -ing complement (`is set to convene`, `began firing`)."""
    for child in verb.children:
        if child.dep_ == "xcomp" and child.pos_ == "VERB" and (is_infinitive(child) or child.tag_ == "VBG"):
            return child
    return None


def _named_object(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass", "attr") and names_happening(child.lemma_.lower()):
            return child
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and names_happening(verb.head.lemma_.lower()):
        return verb.head
    return None


def _subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            return verb.head if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else child
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX"):
        above = verb.head
        return above.head if above.dep_ == "acl" else _subject(above)
    return None


def _sharing(verb: Token, span: Span) -> list[Happening]:
    """Later verbs of the same subject and tense that a time expression in front dates too."""
    if verb.pos_ != "VERB" or span.start > verb.i or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return []
    shared = []
    for other in verb.conjuncts:
        subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in other.children)
        dated = any(part.ent_type_ in ("DATE", "TIME") for part in other.subtree)
        if other.i > verb.i and other.tag_ == verb.tag_ and not subject and not dated:
            found = happening_of(other)
            if found is not None:
                shared.append(found)
    return shared
