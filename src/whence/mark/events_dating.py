"""Which word a time expression dates: the happening that it governs in its own clause, or none.

The parser often hangs `on Monday` on the nearest noun or participle, so attachment is followed to the clause's verb,
and never across a subject, a telling (`said Friday that ...` dates the saying) or a preposition that only bounds
(`since`, `before`, `by`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from whence.mark.events_beside import (
    has_own_day,
    is_of_a_telling,
    is_told_of,
    nearer,
    occasion,
    of_the_day,
    soon_after,
    that_did,
    touching,
)
from whence.mark.events_happening import Happening, converses, deed_in_answer, happening_of, issues, named, only_dates
from whence.mark.events_lexicon import grammar, is_light, is_state, is_telling, names_happening
from whence.mark.events_modality import auxiliaries, is_infinitive, is_known, standing_of
from whence.records import Moment

_WITHIN = grammar("within")
_BOUNDS = grammar("bounds")
_APPOINT = grammar("appoint")
_ADDRESS = grammar("address")
_AWAY = grammar("away")
_ABOUT = grammar("about")
_OPPOSED = grammar("opposed")
_NOW = grammar("modal_now")
_TRIED = grammar("tried")
_CALENDAR = grammar("calendar")
_COUNTED = grammar("counted")
_TO = re.compile(r"\s?[-–—]\s?|\s+(?:to|through)\s+")
_CLOCK = re.compile(r"(?:about |around )?(?:\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)?|noon|midnight|dawn)", re.IGNORECASE)
_ATTRIBUTE = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
_OBJECTS = frozenset(
    {"dobj", "nsubjpass", "attr", "pobj", "dative", "oprd", "acomp", "advmod", "prep", "appos", "conj"}
)
_WIDEST_ATTRIBUTE = 31
"""Days: `the 2015 deal`, `the war in 2003` only tell which one is meant; `Monday's strike` may tell what happened."""
_OF_A_CHARGE = frozenset({"pcomp", "pobj", "prep", "conj", "dobj", "xcomp", "compound", "acl", "agent"})
_VERDICTS = grammar("verdicts")
_HABITUAL = frozenset({"start", "begin", "keep", "stop", "like", "love", "use", "tend", "prefer"})
_OVER_A_TIME = grammar("over_a_time")
_PARTS = frozenset({"morning", "afternoon", "evening", "night", "hour", "eve", "day", "weekend", "week"})
_WEEK = 7
_DEEPEST = 8
_LISTED = 6
"""Words between two nouns joined by `and`: of what stands further off, the second one's day need not be."""


def joined(text: str, moments: Sequence[Moment]) -> list[Moment]:
    """The moments in order, `Sept. 4-8` as one from the first day to the last: what it dates took all of them."""
    kept: list[Moment] = []
    for moment in sorted(moments, key=lambda found: (found.start, found.end, found.id)):
        first = kept[-1] if kept else None
        if (
            first is not None
            and first.type == moment.type == "date"
            and first.earliest
            and first.latest
            and moment.latest
            and first.latest < moment.latest
            and first.latest[:7] == moment.latest[:7]
            and text[moment.start : moment.end].rstrip("stndrh").isdigit()
            and _TO.fullmatch(text, first.end, moment.start)
        ):
            kept[-1] = replace(first, latest=moment.latest)
        else:
            kept.append(moment)
    return kept


def dated_by(doc: Doc, moment: Moment, days: int, past: bool = False, begun: bool = False) -> list[Happening]:
    """The happenings that `moment` (an interval of `days`) dates: one, several where verbs share it, or none.

    `past`: the whole interval lies before the report was published, so that no plan told of in the past tense is
    still to be carried out in it (`agreed to grant access on Sunday`: the agreeing was on Sunday). `begun`: it is
    the day on which the report was published.
    """
    span = doc.char_span(moment.start, moment.end, alignment_mode="expand")
    if span is None or not len(span):
        return []
    root = span.root
    if root.pos_ == "ADP" and root.i > span.start:  # `Monday of last week`, its second half hung on the verb
        root = next((token for token in span if token.pos_ in ("NOUN", "PROPN")), root)
    if root.dep_ == "conj" and root.head.ent_type_ in ("DATE", "TIME"):
        root = root.head
    if root.pos_ == "NOUN" and names_happening(root.lemma_.lower()):
        return [Happening(root, root)]  # `the May 3 attacks`, where the time expression takes in the noun
    tells_which = root.dep_ in _ATTRIBUTE and root.head.i >= span.end and named(root.head) is not None
    tells_which = tells_which and not _stands_bare(span)  # `said Wednesday airstrikes had not`: the saying was then
    # `after Monday's attack`, `said Monday's attack`: neither the preposition nor the telling is of Monday.
    if not tells_which and (_is_bounded(span) or _dates_a_telling(span)):
        return []
    found = _attached(span, root, days) or (occasion(span) if days <= _WIDEST_ATTRIBUTE else None)
    if found is None or is_of_a_telling(span, found):
        return []
    if _is_asked_for(found, span, past or begun):
        return of_the_day(root, span)
    if _CLOCK.fullmatch(span.text) and _is_habit(found.word):
        return []
    if found.word.dep_ == "acl" and found.word.tag_ == "VBG" and span.text.lower() == "today":
        return []  # `the ones operating there today`: nowadays
    if _is_tried(found.word):
        found = Happening(found.word.head, found.word.head)
    found = (that_did(span) if days <= _WIDEST_ATTRIBUTE else None) or found
    found = (_before_verb(found, span) if days >= _WEEK else None) or found
    if is_infinitive(found.word) and days <= _WIDEST_ATTRIBUTE:
        found = occasion(span, found.word.i) or found  # `will press them to act in a speech to the council today`
    if span.start > found.judged.i and found.word.pos_ == "VERB" and days > _WIDEST_ATTRIBUTE:
        closer = touching(found.judged, span)
        found = closer if closer is not None and closer.word.head != found.judged else found
    if found.word.pos_ == "VERB" and (past or found.word.head.i < span.start < found.word.i):
        kept = _in_the_past(found, span)
        if kept is None:
            return []
        found = kept
    if found.word == found.judged and found.word.pos_ != "VERB" and days > _WIDEST_ATTRIBUTE:
        return []
    return [found, *_sharing(found.word, span), *soon_after(found.word, span), *of_the_day(root, span)]


def _is_habit(verb: Token) -> bool:
    """`started waking at 3 a.m.`, `likes to swim at 5 a.m.`: of many days, where the hour names none."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ in _HABITUAL


def _before_verb(found: Happening, span: Span) -> Happening | None:
    """`the killing of Ada Moor last month revived the debate`: the day stands with the noun, not with its verb."""
    verb = found.word
    if verb.pos_ != "VERB" or span.end != verb.i:
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.i >= span.start or not is_known(subject) or subject.pos_ != "NOUN":
        return None
    apart = any(token.is_punct and token.text not in ("-", "–") for token in span.doc[subject.i : span.start])
    return None if apart else named(subject)


def _is_asked_for(found: Happening, span: Span, past: bool) -> bool:
    """`called on the mayor to resign Sunday`, told on that Sunday or after it: the day is that of the calling."""
    verb = found.judged
    if not past or not is_infinitive(verb) or span.start <= verb.i or standing_of(verb).certainty != "may":
        return False
    above = next((word for word in verb.ancestors if word.pos_ == "VERB"), verb)
    return above.tag_ in ("VBD", "VBN") and is_telling(above.lemma_.lower())


def _stands_bare(span: Span) -> bool:
    """Whether a day follows a telling with no article before it and no `'s` behind it."""
    before = span.doc[span.start - 1] if span.start > span.sent.start else None
    behind = span.doc[span.end] if span.end < len(span.doc) else None
    possessive = (behind is not None and behind.tag_ == "POS") or span[-1].tag_ == "POS"
    return before is not None and before.pos_ == "VERB" and is_telling(before.lemma_.lower()) and not possessive


def _is_tried(verb: Token) -> bool:
    """`tried to rally support Thursday`: what is sure to have been on the day is the trying."""
    above = verb.head
    embeds = verb.dep_ == "xcomp" and is_infinitive(verb) and above.tag_ == "VBD" and above.lemma_ in _TRIED
    return embeds and standing_of(verb).certainty != "fact"


def _in_the_past(found: Happening, span: Span) -> Happening | None:
    """What a past date can be of: not of what is still wished, planned or possible now."""
    verb = found.word
    if found.judged != verb:
        return found
    if is_infinitive(verb) and standing_of(verb).certainty != "fact":
        above = verb.head
        embeds = verb.dep_ in ("xcomp", "advcl") and above.tag_ == "VBD" and above.pos_ == "VERB"
        if embeds and not is_state(above.lemma_.lower()) and not is_telling(above.lemma_.lower()):
            return Happening(above, above)
        return touching(verb, span)
    helpers = {aux.lower_ for aux in auxiliaries(verb)}
    if verb.tag_ == "VB" and not helpers and standing_of(verb).certainty == "may":
        return None  # `Take the treaty of 1823`
    if helpers & _NOW and "have" not in helpers:
        return None
    return found


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
    if verb is None or converses(verb) or issues(verb) or deed_in_answer(verb) is not None:
        return False
    seen = verb.dep_ == "acl" and verb.tag_ == "VBN" and names_happening(verb.head.lemma_.lower())
    return is_telling(verb.lemma_.lower()) and not seen  # `the attack seen Tuesday night`


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
        if word == "of" and above.lemma_ in _PARTS:
            return _attached(span, above, days)  # `on the afternoon of August 9`
        if word == "of":
            return named(above) if days <= _WIDEST_ATTRIBUTE else None
        return _clause_happening(above, span) if word in _WITHIN else None
    if relation in _ATTRIBUTE:
        return named(head) if head.pos_ in ("NOUN", "PROPN") and days <= _WIDEST_ATTRIBUTE else None
    if head.lemma_ in _OVER_A_TIME and relation in ("dobj", "npadvmod"):
        return None  # `spent the last month hiding it`, `approached this summer with dread`
    if relation == "dobj" and any(child.dep_ == "det" and child.lower_ == "the" for child in root.children):
        return None  # `gives them the month of August`
    if relation in ("npadvmod", "advmod", "tmod", "dep", "appos", "dobj"):
        return _clause_happening(head, span)
    return None


def _scheduled(above: Token) -> Happening | None:
    """The happening of `a meeting scheduled for Monday`, `the funeral is set for Monday`, `a meeting for Monday`."""
    if above.pos_ in ("NOUN", "PROPN"):
        return named(above) if above.head.lemma_.lower() in _APPOINT else None
    if above.lemma_.lower() not in _APPOINT:
        return None
    if above.dep_ in ("acl", "relcl"):
        return named(above.head)
    arguments = [child for child in above.children if child.dep_ in ("nsubj", "nsubjpass", "dobj")]
    return next((found for child in reversed(arguments) if (found := named(child)) is not None), None)


def _clause_happening(token: Token, span: Span) -> Happening | None:
    """Climb from where the time expression hangs to the happening of its clause."""
    for _ in range(_DEEPEST):
        if only_dates(token) and token.head.pos_ == "VERB" and token.dep_ in ("advcl", "prep", "xcomp"):
            token = token.head
        if token.pos_ in ("VERB", "AUX"):
            if (
                token.dep_ == "acl"
                and token.tag_ in ("VBG", "VBN")
                and names_happening(token.head.lemma_.lower())
                and not (token.tag_ == "VBN" and has_own_day(token.head, span))  # `the July call, released on Monday`
            ):
                return Happening(token.head, token.head)  # `the strike targeting the port on Monday`
            if _is_done_by(token, span):
                return _clause_happening(token.head.head, span)
            if token.tag_ == "VBG" and (charged := _charged(token, span)) is not None:
                return Happening(charged, charged)
            about = nearer(token, span) if token.lemma_ in _ABOUT else None
            if about is not None:
                return about
            climbs = token.dep_ in ("acl", "relcl") and is_state(token.lemma_.lower()) and token.lemma_ != "be"
            if not climbs:
                verb = _after_conjunction(token, span)
                return None if verb is None else _put_on(verb) or nearer(verb, span) or happening_of(verb, span)
        elif token.pos_ in ("NOUN", "PROPN") and names_happening(token.lemma_.lower()):
            if not _is_opposed(token) and not has_own_day(token, span) and not is_told_of(token):
                return Happening(token, token)
        elif token.dep_ not in _OBJECTS or token.head.i > token.i or token.lower_ in _AWAY:
            return None
        elif token.dep_ == "conj" and token.pos_ == "NOUN" and token.i - token.head.i > _LISTED:
            return None  # `after the release of the report on Ada Moor and the start of a curfew over the weekend`
        if token.head == token:
            return None
        token = token.head
    return None


def _charged(deed: Token, span: Span) -> Token | None:
    """`was convicted of obstructing the court in November`: the day is that of the verdict, not of the deed."""
    above = deed
    for _ in range(_DEEPEST):
        if above.dep_ not in _OF_A_CHARGE or above.head == above:
            return None
        above = above.head
        if above.pos_ == "VERB" and above.lemma_ in _VERDICTS and above.tag_ in ("VBD", "VBN") and above.i < span.start:
            return above if above.i < deed.i else None
    return None


def _put_on(verb: Token) -> Happening | None:
    """`has scheduled a series of talks this week`: the day is that of the talks."""
    if verb.lemma_.lower() not in _CALENDAR or not any(aux.lemma_ == "have" for aux in auxiliaries(verb)):
        return None
    for thing in (child for child in verb.children if child.dep_ == "dobj"):
        of = (child for child in thing.children if child.lower_ == "of" and thing.lemma_.lower() in _COUNTED)
        found = named(next((below for child in of for below in child.children if below.dep_ == "pobj"), thing))
        if found is not None:
            return found
    return None


def _is_done_by(participle: Token, span: Span) -> bool:
    """`welcomed home two men freed by rebels early Monday`: the day at the end of a sentence is of its main verb."""
    whom = participle.head
    bare = participle.dep_ == "acl" and participle.tag_ == "VBN" and not auxiliaries(participle)
    if bare and is_light(participle.lemma_.lower()):
        return not names_happening(whom.lemma_.lower())  # `gave an account of the missteps taken on Monday`
    if participle.dep_ != "acl" or participle.tag_ != "VBN" or whom.dep_ not in ("dobj", "nsubjpass"):
        return False
    if span.end == participle.i and whom.head.pos_ == "VERB" and whom.head.tag_ == "VBD" and whom.i < span.start:
        return True  # `posted letters Friday sent by the mayor`
    by = any(child.dep_ == "agent" and child.i < span.start for child in participle.children)
    main = whom.head
    day = any(token.lower_.endswith("day") or token.lower_ in ("tonight", "overnight") for token in span)
    return day and by and main.dep_ == "ROOT" and main.tag_ == "VBD" and main.i < whom.i and span.start > participle.i


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
