"""The word that names what a clause says happened: its verb, its complement or its noun; none for a state."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Span, Token

from whence.mark.events_lexicon import effect_of, grammar, is_light, is_state, is_telling, names_happening
from whence.mark.events_modality import is_infinitive, standing_of

_OCCUR = grammar("occur")
_PHASE = grammar("phase")
_TELLINGS = grammar("tellings")
_COMPARED = grammar("compared")
_WEAPONS = grammar("weapons")
_SEATS = grammar("seats")
_FROM_ON = grammar("from_on")
_ISSUING = frozenset({"release", "issue", "publish"})
_WORDS = _TELLINGS | grammar("words")
_TALKING = frozenset({"speak", "talk", "confer", "consult", "chat"})
"""Verbs that tell of a conversation, and so of a happening, where `with` says with whom."""
_ANSWERING = frozenset({"respond", "react", "answer", "reply", "counter", "retaliate"})
_DECLINING = frozenset({"decline", "refuse"})
_DEEPEST = 8


class Happening(NamedTuple):
    """The word that names a happening, and the word whose clause tells whether it came about."""

    word: Token
    judged: Token


def only_dates(word: Token) -> bool:
    """`was worked out beginning on Sunday`: the participle only says from when on."""
    if word.lower_ not in _FROM_ON or word.i + 1 >= len(word.doc):
        return False
    return word.nbor(1).lower_ in ("on", "in", "at") or word.nbor(1).ent_type_ == "DATE"


def named(noun: Token) -> Happening | None:
    """The noun where it names a happening."""
    lemma = noun.lemma_.lower()
    heard = lemma == "appearance" and any(child.lower_ == "court" for child in noun.children)
    return Happening(noun, noun) if heard or names_happening(lemma) else None


def converses(verb: Token) -> bool:
    """`spoke on Monday with the mayor`, `called the mayor over the weekend`: a conversation, whatever was said."""
    if verb.lemma_ in _TALKING:
        return any(child.dep_ == "prep" and child.lower_ == "with" for child in verb.children)
    if verb.lemma_ != "call" or verb.tag_ not in ("VBD", "VBN"):
        return False
    whom = [child for child in verb.children if child.dep_ == "dobj" and child.ent_type_ == "PERSON"]
    return bool(whom) and not any(child.dep_ in ("oprd", "ccomp", "xcomp", "prt") for child in verb.children)


def issues(verb: Token) -> bool:
    """`released the transcript`, `testified before the committee`: a deed, where `released a statement` only tells."""
    if verb.lemma_ in _ISSUING:
        things = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            things.append(verb.head)
        told = any(child.dep_ == "ccomp" for child in verb.children)
        return bool(things) and not told and not any(thing.lemma_.lower() in _WORDS for thing in things)
    if verb.lemma_ == "welcome":
        return any(child.lower_ in ("home", "back") for child in verb.children)
    if verb.lemma_ == "appear":
        seats = [below for child in verb.children if child.lower_ in ("in", "before") for below in child.children]
        return any(seat.lemma_.lower() in _SEATS for seat in seats)
    heard = any(child.dep_ == "prep" and child.lower_ in ("before", "to", "in") for child in verb.children)
    return verb.lemma_ == "testify" and heard and not any(child.dep_ == "ccomp" for child in verb.children)


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
            # `will make a statement tomorrow` is an appointment; `made a statement` only leads up to what was said.
            return Happening(verb, verb) if standing_of(verb).certainty == "plan" else None
        if lemma == "be":
            return _copula_happening(verb)
        if lemma == "become":
            stands = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
            return Happening(below, verb) if below is not None else None if stands else Happening(verb, verb)
        if below is not None and lemma in _DECLINING and is_telling(below.lemma_.lower()) and below.lemma_ != "testify":
            return None  # `declined to say`; but `refused to testify`
        if below is None or not (is_state(lemma) or lemma in _OCCUR or (span is not None and below.i < span.start)):
            break
        verb = below
    deed = deed_in_answer(verb)
    if deed is not None:
        return Happening(deed, verb)
    beside = ("prt",) if verb.lemma_ == "fire" else ("prt", "advmod", "prep")  # troops `fired back` too
    particles = ["", *(child.lower_ for child in verb.children if child.dep_ in beside and not _bears_a_day(child))]
    if (
        _tells(verb)
        or (any(is_telling(verb.lemma_.lower(), one) for one in particles) and not converses(verb) and not issues(verb))
        or verb.lower_ == "according"
        or (is_state(verb.lemma_.lower()) and not _strikes(verb) and not issues(verb))
        or verb.pos_ != "VERB"
    ):
        return None
    return Happening(verb, verb)


def deed_in_answer(verb: Token) -> Token | None:
    """`responded on Wednesday by firing missiles`: what was done in answer. None where it answered with words."""
    if verb.lemma_.lower() not in _ANSWERING:
        return None
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "by":
            for deed in child.children:
                if deed.dep_ == "pcomp" and deed.tag_ == "VBG":
                    found = happening_of(deed)
                    return None if found is None else found.word
    return None


def _bears_a_day(preposition: Token) -> bool:
    """`on Monday` beside a verb is no particle of it."""
    return any(child.dep_ == "pobj" and child.ent_type_ in ("DATE", "TIME") for child in preposition.children)


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


def _strikes(verb: Token) -> bool:
    """`used gas on Monday`, `a bomb went off`: to use a weapon is a deed, to use a thing is none."""
    if verb.lemma_ == "go" and any(child.dep_ == "prt" and child.lower_ == "off" for child in verb.children):
        return any(child.dep_ == "nsubj" and child.lemma_.lower() in _WEAPONS for child in verb.children)
    things = (child for child in verb.children if child.dep_ in ("dobj", "nsubjpass"))
    return verb.lemma_ == "use" and any(thing.lemma_.lower() in _WEAPONS for thing in things)


def _tells(verb: Token) -> bool:
    """`agreed that ...`: with a clause as its object, a verb of deciding tells what somebody holds."""
    return effect_of(verb.lemma_.lower(), verb.pos_, "clause") == "say" and any(
        child.dep_ == "ccomp" and not is_infinitive(child) for child in verb.children
    )


def _occurrence(verb: Token, names_phase: bool) -> Happening | None:
    """Who or what occurred; the verb itself where it tells of a beginning or an end, or where no noun says what."""
    subject = _subject(verb)
    if subject is None or subject.pos_ == "PRON" or subject.lemma_.lower() in _WORDS:
        return None  # `that tweet followed this one`
    if names_phase or not names_happening(subject.lemma_.lower()):
        return Happening(verb, verb)
    return Happening(subject, verb)


def _copula_happening(verb: Token) -> Happening | None:
    """`there was a raid on Monday`, `the meeting is on Monday`, `is likely to meet on Monday`."""
    noun = None
    if any(child.dep_ == "expl" for child in verb.children):
        noun = _named_object(verb)
    elif not any(
        child.dep_ in ("attr", "acomp") and child.ent_type_ not in ("DATE", "TIME") for child in verb.children
    ):
        subject = _subject(verb)
        noun = subject if subject is not None and names_happening(subject.lemma_.lower()) else None
    if noun is not None:
        return Happening(noun, verb)
    heads = [verb, *(child for child in verb.children if child.dep_ == "acomp")]
    below = next((found for head in heads if (found := _complement(head)) is not None), None)
    return None if below is None else happening_of(below)


def _complement(verb: Token) -> Token | None:
    """The verb of an infinitive or -ing complement (`is set to convene`, `began firing`)."""
    if verb.lemma_ == "become":
        return _first_to(verb)
    for child in verb.children:
        if child.dep_ == "xcomp" and child.pos_ == "VERB" and (is_infinitive(child) or child.tag_ == "VBG"):
            return None if only_dates(child) else child
    return None


def _first_to(verb: Token) -> Token | None:
    """`became the first president to visit Ostrel`: she visited it."""
    for child in verb.children:
        if child.dep_ == "attr" and any(part.lower_ in ("first", "last", "latest") for part in child.children):
            below = (*child.children, *verb.children)
            return next((one for one in below if one.dep_ in ("relcl", "acl", "advcl") and is_infinitive(one)), None)
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
