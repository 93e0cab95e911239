"""What is no happening that somebody would put on a timeline, though a time stands beside it; and what is history.

Habits (`repeatedly attacked`), phrases of comment (`paved the way`), forecasts of a year (`will overtake this year`),
what an old recording played in a programme says (its `today` is not the report's), and the date under a quoted post.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from whence.mark.events_lexicon import grammar, is_idiom, is_light, is_telling, names_happening
from whence.mark.events_modality import auxiliaries, is_known
from whence.records import Modality

_HABIT = grammar("habit")
_PHASE = grammar("phase")
_WHEN_PAST = grammar("when_past")
_MADE = grammar("made")
_ISSUED = grammar("issued")
_AMID = grammar("circumstance")
_GATHERINGS = grammar("gatherings")
_NUMBERS = grammar("counted")
_SAYINGS = grammar("tellings")
_CASTING = grammar("casting")
_MOODS = grammar("moods")
_ASKED = frozenset({"release", "publish", "conduct", "take", "commission"})
_SURFACING = frozenset({"emerge", "surface", "circulate", "swirl", "mount", "trend"})
_NEWS = frozenset(
    {"report", "allegation", "claim", "detail", "news", "question", "rumor", "rumour", "speculation", "hashtag"}
)
_FORECAST, _GUESS = 31, 7
"""Days: what a verb says will be in more than a month, or may be in more than a week, is a forecast."""
_HANDLE = re.compile(r"\(@\w{1,30}\)\s*(?:on\s+)?[-–—|·]?\s*$")
_AFTER_ALL = re.compile(r"[.!?][\"'”’]?\s*\($")
_QUOTES = frozenset({'"', "“", "‘", "'", "''", "``"})
_REACH = 60
"""Characters before a date in which the name of the one who posted ends."""
_RECORDING = re.compile(
    r"[\W_]*(?:sound ?bite of |begin )?(?:archiv(?:ed?|al) (?:recordings?|tapes?|audio|clips?|footage|sound)"
    r"|(?:audio|video|film|news) ?(?:clips?|tape|playback)|video ?tape|sound ?bites?)\b[^\n.!?]{0,60}?(?:[\d\]):.]|$)",
    re.IGNORECASE,
)
_UNDER_PICTURE = re.compile(
    r"In th(?:is|ese) .{0,40}?\b(?:photos?|images?|pictures?|frames?|handout|video|file|screengrab)\b", re.IGNORECASE
)
_NOTE = re.compile(r"\W*(?:clarification|correction|editors?['’]?s? note|update[ds]?)\b\W", re.IGNORECASE)
_LABEL = 80
"""Characters: a paragraph up to this long that starts so is only the label, and the recording is the next one."""


def is_a_name(word: Token) -> bool:
    """Whether a word at the head of its sentence is read as a verb and is a name elsewhere (`Hunt on Friday`)."""
    if word.pos_ != "VERB" or not word.text[:1].isupper() or word.text.isupper():
        return False
    others = [token for token in word.doc if token.text == word.text and token.i != word.i]
    return len(others) > 1 and 2 * sum(token.pos_ == "PROPN" for token in others) > len(others)


def is_comment(verb: Token) -> bool:
    """Whether the verb tells of a habit, or with its object says something of no day (`beat the drums of war`)."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    if verb.pos_ == "AUX":
        return _is_unreal(verb)
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in _HABIT:
            return True
        named = [child] if child.dep_ in ("dobj", "nsubjpass", "oprd", "ccomp", "acomp", "prt") else []
        if child.lower_ == "back" and child.dep_ in ("advmod", "prt") and _answers(verb):
            return True
        if child.dep_ in ("prep", "agent"):
            named = [below for below in child.children if below.dep_ == "pobj"]
        if any(
            is_idiom(verb.lemma_.lower(), noun.lemma_.lower()) for word in named for noun in (word, *_counted(word))
        ):
            return True
    if _is_said_of(verb) or _is_cast_as(verb) or _is_of_a_mood(verb):
        return True
    if verb.lemma_ in ("seek", "try", "attempt") and any(
        child.dep_ == "xcomp"
        and any(is_telling(child.lemma_.lower(), word) for word in ("", *(below.lower_ for below in child.children)))
        for child in verb.children
    ):
        return True  # `sought to clarify what she had said`
    if _is_unreal(verb):
        return True
    if verb.lemma_ == "emerge" and any(child.dep_ == "prep" and child.lower_ == "as" for child in verb.children):
        return True  # `has emerged as the likely host`
    if verb.lemma_ in _SURFACING and any(
        child.dep_ == "nsubj" and child.lemma_.lower() in _NEWS for child in verb.children
    ):
        return True  # `reports emerged last week that ...` tells of what they say
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "seem":
        return True
    used = verb.dep_ == "xcomp" and verb.head.lower_ == "used" and not auxiliaries(verb.head)
    return used and verb.tag_ == "VB"


def _is_unreal(verb: Token) -> bool:
    """`if the police had not acted today`, `if the vote had been on May 3`."""
    marked = any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in verb.children)
    return marked and any(aux.lower_ in ("had", "'d", "’d") for aux in auxiliaries(verb))


def _counted(noun: Token) -> list[Token]:
    """`a trio of moves`: what the noun is a number of."""
    if noun.lemma_.lower() not in _NUMBERS:
        return []
    return [below for of in noun.children if of.lower_ == "of" for below in of.children if below.dep_ == "pobj"]


def _is_said_of(verb: Token) -> bool:
    """`the comments that she made on Monday`, `the views he shared`: said, though no verb of saying tells it."""
    if verb.dep_ not in ("relcl", "acl") or any(child.dep_ == "dobj" and child.tag_ == "NN" for child in verb.children):
        return False
    noun = verb.head.lemma_.lower()
    return is_idiom(verb.lemma_.lower(), noun) or (is_light(verb.lemma_.lower()) and noun in _SAYINGS)


def _is_of_a_mood(verb: Token) -> bool:
    """`the gap narrowed on Monday`, `doubts returned`: what is told of a mood, a lead or a matter is comment."""
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.lemma_.lower() in _MOODS


def _is_cast_as(verb: Token) -> bool:
    """`cast the answer as weak`, `painted her as a foe`: how somebody speaks of it."""
    if verb.lemma_ not in _CASTING:
        return False
    return any(child.lower_ == "as" and child.dep_ == "prep" for child in verb.children)


def is_survey(noun: Token) -> bool:
    """`a poll published on Monday`: opinions asked for, and no vote, which are `the polls`."""
    asked = any(child.dep_ == "acl" and child.lemma_ in _ASKED for child in noun.children)
    return noun.pos_ in ("NOUN", "PROPN") and (noun.lower_ == "poll" or (noun.lower_ == "polls" and asked))


def _answers(verb: Token) -> bool:
    """`fired back, saying she had told nobody`, `pushed back at the idea`: an answer in words."""
    if verb.lemma_ == "push":
        return any(child.dep_ == "prep" and child.lower_ in ("at", "on", "against") for child in verb.children)
    return any(child.dep_ in ("advcl", "ccomp") and is_telling(child.lemma_.lower()) for child in verb.children)


def is_title(word: Token) -> bool:
    """`said on "Meet the Harbour" on Sunday`: a verb at the head of a title."""
    if word.pos_ != "VERB" or not word.text[0].isupper() or word.i <= word.sent.start + 1:
        return False
    before = word.nbor(-1).text
    return before in _QUOTES and any(part.is_lower and part.is_alpha for part in word.doc[word.sent.start : word.i])


def is_forecast(word: Token, modality: Modality, days: int) -> bool:
    """`could occupy in 2031`, `will overtake this year`: open, and in no time that anybody could check."""
    if word.pos_ != "VERB":
        return False
    return (modality == "planned" and days > _FORECAST) or (modality == "possible" and days > _GUESS)


def is_signature(text: str, start: int, end: int) -> bool:
    """Whether the date is that of a quoted post or of a film: `Name (@handle) January 9`, `in the port. (May 3)`."""
    before = text[max(0, start - _REACH) : start]
    film = _AFTER_ALL.search(before) is not None and text[end : end + 1] == ")"
    return film or _HANDLE.search(before) is not None


def is_recording(text: str, offset: int) -> bool:
    """Whether the place is in what an old recording says, which a transcript plays: `archived recording 1 ...`.

    Or under a picture (`In this Monday photo ...`), or in a note of the desk about the report itself.
    """
    line = text.rfind("\n", 0, offset) + 1
    if _NOTE.match(text, line) or _UNDER_PICTURE.match(text, max(line, _sentence_start(text, offset))):
        return True
    start = text.rfind("\n\n", 0, offset) + 1
    if _RECORDING.match(text, start):
        return True
    before = text.rfind("\n\n", 0, max(0, start - 1)) + 1
    label = text[before : max(before, start - 1)].strip()
    found = _RECORDING.match(label) if len(label) <= _LABEL else None
    return found is not None and not label[found.end() :].strip("[]() :.")


def _sentence_start(text: str, offset: int) -> int:
    stop = max(text.rfind(mark, 0, offset) for mark in (". ", "! ", "? ", "\n"))
    return stop + 2 if stop >= 0 and text[stop] != "\n" else stop + 1


def is_history(verb: Token) -> bool:
    """What a clause takes as known, whoever speaks: `since the war began`, `the treaty signed in 1823`.

    Not what harms somebody: who says `after they killed 20` asserts it.
    """
    if verb.pos_ != "VERB" or verb.tag_ not in ("VBD", "VBN"):
        return False
    if verb.dep_ == "advcl" and verb.lemma_ in _PHASE:
        return any(child.dep_ in ("mark", "advmod") and child.lower_ in _WHEN_PAST for child in verb.children)
    if verb.dep_ in ("acl", "relcl") and is_known(verb.head):
        named = names_happening(verb.head.lemma_.lower())
        return (named and verb.lemma_ in _MADE) or (verb.tag_ == "VBN" and verb.lemma_ in _ISSUED)
    return False


def is_gathering(word: Token) -> bool:
    """`rejected it in an April 29 vote`, `at the summit`: a public occasion, which whoever speaks only mentions."""
    return word.dep_ == "pobj" and word.head.lower_ in _AMID and word.lemma_.lower() in _GATHERINGS
