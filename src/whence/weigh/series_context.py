"""What a figure measures, read from its own words and the sentence around it.

`weigh` has no parse: the sentence is cut from the report's text and read by words and their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from whence.records import Figure
from whence.weigh.series_events import (
    CLAUSE_END,
    event_before,
    nearest_event,
    tells_doer,
    which_event,
)
from whence.weigh.series_lexicon import contexts, nations, sent, subjects
from whence.weigh.series_words import (
    EMPTY,
    PREPOSITIONS,
    WORD,
    area,
    capitalised,
    counted_first,
    lands,
    of_several_places,
    telling_words,
)


@dataclass(frozen=True, slots=True)
class FigureInReport:
    """A figure with the sentence that holds it; `sentence_start` is the sentence's offset in the report's text.

    `apart_from` are the figures that a person ruled to measure something else.
    """

    figure: Figure
    sentence: str
    sentence_start: int
    before: str = ""
    """The sentence before it in the same paragraph, which may name the event."""
    apart_from: frozenset[str] = frozenset()

    @property
    def words_before(self) -> str:
        """The words of the sentence before the figure."""
        return self.sentence[: self.figure.start - self.sentence_start]

    @property
    def clause(self) -> str:
        """The words around the figure up to the nearest commas."""
        opened = CLAUSE_END.split(self.words_before)[-1]
        return opened + CLAUSE_END.split(self.sentence[len(self.words_before) :], maxsplit=1)[0]


_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|No|Lt))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Jan|Feb|Aug|Oct|Nov|Dec))[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n"
)


def figure_in_report(figure: Figure, text: str) -> FigureInReport:
    """The figure with its sentence, cut from the text of its report."""
    opened = max(0, figure.start - 600)
    start = opened
    for match in _END.finditer(text, opened, figure.start + 2):  # a figure may open its sentence
        start = match.end() if match.end() <= figure.start else start
    closing = _END.search(text, figure.end, min(len(text), figure.end + 600))
    end = closing.start() + 1 if closing is not None else min(len(text), figure.end + 600)
    return FigureInReport(figure, text[start:end].rstrip("\n"), start, _sentence_before(text, opened, start))


def _sentence_before(text: str, opened: int, start: int) -> str:
    """The sentence that ends where another starts, or nothing where a paragraph begins there."""
    ends = [match.span() for match in _END.finditer(text, opened, start + 2) if match.end() <= start]
    if not ends or ends[-1][1] != start or "\n" in text[ends[-1][0] : ends[-1][1]]:
        return ""
    return text[ends[-2][1] if len(ends) > 1 else opened : start].strip()


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure measures, in the terms that decide whether two figures measure the same thing."""

    unit: str
    subject: str
    """The class of what is counted, or the head of what is measured."""
    context: str
    """What happens to it: killed, deployed, ..."""
    nations: frozenset[str]
    modifiers: frozenset[str]
    holder: str | None
    """The ship or body that has it: its figures are never those of a larger force."""
    place: frozenset[str]
    """The words of the place."""
    event: str | None
    """The kind of event in which people were harmed, where the sentence names one."""
    telling: frozenset[str]
    """The telling words of the sentence: two sentences on one event share some."""
    names: frozenset[str]
    """Those of them that are written with a capital within the sentence."""
    more: bool
    """Whether it counts an addition (`3,000 additional troops`)."""
    own: frozenset[str] = frozenset()
    """The telling words of the figure's own sentence, without those of the sentence before."""
    which: str | None = None
    """The word that tells its event from another of the kind (`the second shooting`, `an earlier attack`)."""
    origin: bool = False
    """Whether the place is where it came from (`launched from two ships`), not where it is."""
    lands: frozenset[str] = frozenset()
    """The nations that the sentence names, as the land or its people."""
    area: frozenset[str] = frozenset()
    """The land or town that the count is of, as far as the sentence says: `world`, nations, or names."""
    questioned: bool = False
    """Whether the sentence only asks whether it is so (`whether 800 people died`)."""
    several: bool = False
    """Whether it is the sum of what happened in several places (`31 were killed in two cities`)."""
    victims: bool = False
    """Whether it counts known victims, and leaves it to its reader what they suffered (`the 49 victims`)."""


_ADDED = frozenset({"more", "additional", "extra", "further", "new"})
_REST = frozenset({"other", "others", "remaining", "another", "rest", "last", "first", "next"})
_UNSURE = re.compile(
    r"\b(?:could|might|may|would|if|whether|unless|should|planning to|plotting to|capable of|want\w* to|risk\w*)\b",
    re.I,
)
_ASIDE = re.compile(
    r"^,? ?(?:--|[–—(,]) ?(?:including|among them|most of them|many of them|mostly|mainly|nearly all)\b[^,;–—()]*?"
    r"(?:,|--|[–—)])(?= )",
    re.I,
)
"""`1,400 people, including 400 children, were killed`: what stands between."""
_THERE = re.compile(r"^(?: still| now| already| currently)? (?:there|on the ground)\b", re.I)
_SINCE = re.compile(r"\b(?:since|following|after)\b", re.I)
"""Where the words say who did it, what follows one of these says when (`blamed for 600 deaths after the invasion`)."""
_DONE = re.compile(r"\s(?:had |have |were |had been |have been |really |actually )?(?:died|killed|perished)\b", re.I)
"""After `whether 800 people`: whether so many were harmed is in question, not whether anybody will be."""
_DENIED = re.compile(r"\s(?:did|do|does|have|has|had|were|was|are)(?: not|n['’]t)\b", re.I)
"""`800 people did not die`: the number is another's, and denied."""
_ACCUSED = re.compile(
    r"\b(?:whether|if) [\w’' -]{0,40}?\b(?:accused of|suspected of|charged with|convicted of|who|that)\b", re.I
)
"""`whether the man accused of killing 20 people wrote it` leaves the killing sure."""
_SUBSET = re.compile(r"\b(?:including|among them|of (?:whom|which|those|them)|of that number)\b[^.;]*$", re.I)
_OF_THOSE = re.compile(r"\W*of (?:those|these|them),? $", re.I)
"""`It treated 3,600 people. Of those, 355 died` counts the dead, a part of the treated."""
_WHOLE = re.compile(
    r"(?:[\d,]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|dozens?|scores|hundreds?|half|most|many|some|several|few|none|part|percent|per cent|%|third|"
    r"quarter) (?:out )?of (?:the|those|these|its|their|his|her|a total of|about|some|more than|nearly)"
    r"(?: [a-z]+ than| about| some)? $",
    re.I,
)
"""Before a number: it is the whole that another number is a part of (`forty of the 200 people`)."""
_PART = re.compile(
    r"^(?:half|dozens|hundreds|some|most|many|\w+) of (?:the|those|these|his|their|its|whom|which)\b", re.I
)


def measure(item: FigureInReport) -> Measure | None:
    """What the figure measures, or None where it cannot be told or is only possible, a part, or a remainder."""
    figure = item.figure
    words = [
        word.lower().strip(".'’") if word.lower() not in nations() else word.lower()
        for word in WORD.findall(counted_first(figure))
    ]
    if figure.head is None or not words or _REST & set(words):
        return None
    before = item.sentence[: figure.start - item.sentence_start]
    after = item.sentence[figure.end - item.sentence_start :]
    after = _ASIDE.sub("", after)
    written = item.sentence[figure.value_start - item.sentence_start : figure.end - item.sentence_start]
    if (_PART.match(written) and figure.high is not None) or re.search(r"\b(?:another|an additional) $", before, re.I):
        return None
    whole = _WHOLE.search(before) is not None
    subject, own = _subject(figure, words)
    if subject in ("man", "women") and re.search(
        r"\b(?:women|children)\b", figure.measured[len(counted_first(figure)) :]
    ):
        subject = "people"  # `dozens of men, women and children`
    named = frozenset(nations()[word] for word in [*words, figure.head] if word in nations())
    skipped = set(_subject_words(words, own)) | EMPTY | _ADDED
    if own in ("toll", *_STATES) or words[:2] == ["number", "of"]:
        skipped |= set(words)  # `death toll`, `number of people killed`: the words say the harm and no more
    modifiers = frozenset(word for word in words if word not in skipped and word not in nations())
    holder, place, origin = _scope(figure.scope)
    context = "" if figure.unit != "count" else _context(figure, words, before, after)
    victims = context is None and figure.head == "victim" and _KNOWN_VICTIMS.search(before) is not None
    if victims:
        context, modifiers = "killed", frozenset()
    if context is None and subject in _FORCES and (place or _THERE.match(after)):
        context = "deployed"  # `the 5,500 troops in the north`
    all_harmed = context in _HARM and own in _STATES and before.endswith(" of the ")
    if whole and not all_harmed and not (context == "deployed" and place):
        return None  # `some of the 5,500 troops in the north`, `ten of the 53 wounded` still say how many there are
    if subject == "man" and context == "deployed":
        subject = "troops"
    if context == "deployed" and not (subject in _FORCES or (figure.head or "").split("-")[-1] in sent()):
        return None  # `180 legislators were present`
    some = figure.unit == "count" and subject == "people" and not named and _SUBSET.search(before)
    if context is None or (some and not (own in _STATES and _OF_THOSE.match(before))):
        return None
    if context in _HARM and subject not in subjects().values():
        return None  # `two sources` are no victims
    if context in _HARM and holder is not None and f"{figure.scope} " in before:
        holder = None  # `the Cape Dorn attack that killed 40`: a place, and no owner
    if context in _HARM and (_DENIED.match(after) or _WHERE_SO_MANY.search(before)):
        return None
    unsure = (
        {word.lower() for word in _UNSURE.findall(_ACCUSED.sub("", before).replace(" may have ", " ")[-70:])}
        if context in _HARM
        else set()
    )
    if unsure and not (unsure == {"whether"} and _DONE.match(after)):
        return None
    since = _SINCE.split(after, maxsplit=1)[0] if tells_doer(before) else after
    event = nearest_event(before, since) if context in _HARM else None
    telling = told_here = telling_words(item.sentence) - frozenset(words)
    if event is None and context in _HARM and figure.low != 0 and not tells_doer(before):
        event = event_before(item.before)
        if event is not None and not telling & capitalised(item.sentence):
            telling = telling | telling_words(item.before)
    more = bool(_ADDED & set(words))
    names = telling & capitalised(item.sentence)
    which = which_event(before[-80:] + after[:60], event) if event is not None else None
    return Measure(
        figure.unit,
        subject,
        context,
        named,
        modifiers,
        holder,
        place,
        event,
        telling,
        names,
        more,
        told_here,
        which,
        origin,
        lands(item.sentence),
        area(figure.scope or "", item.clause, item.sentence),
        bool(unsure),
        of_several_places(before, after),
        victims,
    )


_KNOWN_VICTIMS = re.compile(r"\b(?:the|all|those|these|all of the) $", re.I)
_HARM = frozenset(
    {
        "killed",
        "injured",
        "missing",
        "displaced",
        "arrested",
        "treated",
        "rescued",
        "evacuated",
        "kidnapped",
        "killed and injured",
    }
)


_STATES = ("killed", "dead", "died", "wounded", "injured", "hurt", "missing")
_FORCES = frozenset({"troops", "marines", "sailors", "warships", "destroyers", "frigates", "cruisers", "aircraft"})


def is_harm(context: str) -> bool:
    """Whether a context is harm to people, whose counts belong to one event."""
    return context in _HARM


def _subject(figure: Figure, words: list[str]) -> tuple[str, str]:
    """The class of what is counted, and the words (as lemmas) that named it."""
    head = (figure.head or "").split("-")[-1]
    if figure.unit != "count":
        return figure.head or "", head
    pair = f"{words[-2]} {head}" if len(words) > 1 else ""
    if pair in subjects():
        return subjects()[pair], pair
    if head in nations():
        return "people", head
    return subjects().get(head, head), head


def _subject_words(words: list[str], own: str) -> list[str]:
    return words[-len(own.split()) :]


def _context(figure: Figure, words: list[str], before: str, after: str) -> str | None:
    """What happens to what is counted; None where the sentence does not say."""
    own = contexts("own")
    for word in (figure.head or "", words[-1], words[0]):
        if word in own:
            if re.search(r"\bkilled (?:and|or) (?:wounded|injured)\b", figure.measured, re.I):
                return "killed and injured"
            return own[word]
    following = [word.strip(".'’-") for word in WORD.findall(CLAUSE_END.split(after, maxsplit=1)[0])[:7]]
    missiles = figure.head in ("missile", "rocket", "bomb", "shell")
    fired = (figure.head or "").split("-")[-1] in _FIRED
    for word in following:
        if missiles and contexts("after").get(word.lower()) in ("hit", "launched"):
            return "launched"  # `the missiles that struck a base` were launched
        if missiles and word.lower() in ("that", "which"):
            continue
        if word.lower() in ("who", "and", "that", "which", "as", "while", "after", "when", "from", "with"):
            break
        if word.lower() in contexts("after"):
            found = contexts("after")[word.lower()]
            return found if fired or found != "launched" else None
    clause = re.split(r"[;:(—–“”\"]|--|['’](?=\s)", before)[-1]
    preceding = [word.lower() for word in WORD.findall(clause)]
    near = len(WORD.findall(re.split(r",(?!\d)", clause)[-1]))
    if re.search(r"\b(?:death|casualty) toll\b[^,;]*$", before, re.I):
        return "killed"
    if re.search(r"\b(?:deaths?|killings?|murder|lives) of (?:so )?(?:many )?$", before, re.I):
        return "killed"
    if re.search(r"\b(?:kill\w*|murder\w*)(?: (?:and|or)(?: \w+)?) (?:wound\w*|injur\w*|hurt) $", before, re.I):
        return "killed and injured"
    if _HABIT.search(before):
        return None
    if _SHOT_DEAD.search(before):
        return "killed"
    if _DEATHS_INCLUDING.search(before):
        return "killed"
    if figure.head in ("base", "target", "site", "installation", "city", "town") and _FIRED_AT.search(before):
        return "hit"
    if missiles and _HIT_WITH.search(before):
        return "launched"
    reach = 3
    for distance, word in enumerate(reversed(preceding[-8:])):
        if word in contexts("before"):
            found = contexts("before")[word]
            if found == "launched" and not fired:
                return None  # `fired two officers`
            if missiles and found == "deployed" and distance < reach:
                return "launched"  # `sent a dozen missiles`
            return found if distance < min(reach, near) or found == "deployed" else None
    joined = re.match(r",? (?:and )?(?:\w+ ){0,3}[\d,]+ (?:\w+ ){1,4}?(\w+)\b", after)
    return "deployed" if joined is not None and contexts("after").get(joined[1].lower()) == "deployed" else None


_FIRED = frozenset(
    {
        "missile",
        "rocket",
        "bomb",
        "shell",
        "drone",
        "torpedo",
        "mortar",
        "round",
        "shot",
        "bullet",
        "warhead",
        "artillery",
    }
    | {"projectile", "grenade", "satellite", "strike", "airstrike", "attack", "raid", "flare", "canister", "warning"}
)
"""What may be launched or fired in a sense that makes a count of it."""
_HABIT = re.compile(r"\b(?:which|that|who)(?: \w+ly| still| often)? kills? (?:\w+ ){0,2}$", re.I)
"""`raids which kill thousands` tells of no one event."""
_WHERE_SO_MANY = re.compile(
    r"\b(?:counties|states|countries|cities|towns|places|areas|districts|regions) (?:with|that have|having) $",
    re.I,
)
"""`counties with at least 100 deaths` counts counties."""
_SHOT_DEAD = re.compile(
    r"\b(?:fatally (?:shot|stabbed|wounded|struck|injured)|(?:shot|stabbed|beaten|burned|burnt|crushed|gassed|starved)"
    r" (?:dead|to death))(?: [\w-]+){0,2} $",
    re.I,
)
_DEATHS_INCLUDING = re.compile(
    r"\b(?:deaths?|lives|killings?|murders?) of [\w ,]{2,40}, including (?:\w+ ){0,2}$", re.I
)
_HIT_WITH = re.compile(r"\b(?:hit|struck|strik\w+|target\w*|attack\w*|bombard\w*|pound\w*)\b[^.;,]{0,90} with $", re.I)
"""`hit two bases with a dozen missiles`"""
_FIRED_AT = re.compile(
    r"\b(?:fir(?:ed|es|ing)|launch(?:ed|es|ing)?|missiles?|rockets?|attacks?|strikes?)\b(?: [\w'’-]+){0,8}"
    r" (?:at|on|against|into) $"
)


def _scope(scope: str | None) -> tuple[str | None, frozenset[str], bool]:
    """A scope as holder or as the words of a place, and whether the place is where it came from."""
    if scope is None:
        return None, frozenset(), False
    words = [word.lower() for word in WORD.findall(scope)]
    if words and words[0] in PREPOSITIONS and words[0] not in ("aboard", "of"):
        place = frozenset(word for word in words[1:] if word not in EMPTY and word not in PREPOSITIONS)
        return None, place, words[0] in ("from", "off")
    return " ".join(word for word in words if word not in ("the", "a", "an", "aboard", "of")), frozenset(), False
