"""What the words around a count of harm tell of its event: its kind, which of several it is, and who did it."""

from __future__ import annotations

import re
from functools import lru_cache

from whence.weigh.series_lexicon import events, means

CLAUSE_END = re.compile(r",(?!\d)|[;:(—–]|--")


@lru_cache(maxsize=1)
def _one_of_several() -> re.Pattern[str]:
    named = "|".join(sorted((word for word in events() if word not in means()), key=lambda w: (-len(w), w)))
    return re.compile(
        r"\b(first|second|third|fourth|other|another|separate|earlier|previous|similar)(?:,|"
        rf" (?!this|that|today|in|on|at)(?:[\w’'-]+ ){{0,2}}?({named})\b)",
        re.I,
    )


def which_event(near: str, event: str) -> str | None:
    """The word that tells the event near a figure from another of its kind, where there is one."""
    for found in _one_of_several().finditer(near):
        if found[2] is None or events()[found[2].lower()] == event:
            return found[1].lower()
    return None


def plain(words: frozenset[str]) -> frozenset[str]:
    """Telling words without those that name a kind of event: two storms both are `the storm`."""
    return words - (frozenset(events()) - means())


@lru_cache(maxsize=1)
def _event_words() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(events(), key=lambda w: (-len(w), w)))})(?!\w)", re.IGNORECASE)


def nearest_event(before: str, after: str) -> str | None:
    """The kind of the event word nearest to the figure; what follows it (`killed in the attack`) counts as nearer."""
    clause = CLAUSE_END.split(after, maxsplit=1)[0]
    found = [(len(before) - m.end(), 0, m[0].lower()) for m in _event_words().finditer(before)]
    found += [(m.start() // 2, 1, m[0].lower()) for m in _event_words().finditer(clause)]
    told = [each for each in found if each[2] not in means()] or found
    return events()[min(told)[2]] if told else None


def event_before(before: str) -> str | None:
    """The kind of event that the sentence before names, where it names one kind alone."""
    named = {m[0].lower() for m in _event_words().finditer(before)}
    kinds_named = {events()[word] for word in named - means() or named}
    return kinds_named.pop() if len(kinds_named) == 1 else None


_DOING = re.compile(
    r"\b(?:responsib\w+ for|blam\w+ \w+|resulted in|mastermind\w*|orchestrat\w*|behind|murderer|killer|accus\w+ of|"
    r"carried out|ordered)\b",
    re.I,
)


def tells_doer(before: str) -> bool:
    """Whether the words before the figure say who did it (`responsible for the deaths of`, `blames him for`)."""
    return _DOING.search(before) is not None


_MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "jan", "feb", "aug", "sept", "oct", "nov", "dec"}
)
_IN_PLACE = re.compile(r"\b(?:in|at|near|outside|around) (?:an? |the )?([A-Z][\w’'-]+)(?: ([A-Z][\w’'-]+))?")


def places_named(sentence: str) -> frozenset[str]:
    """The names that a sentence says something happened in or at, word by word, lower case."""
    words = {word.lower() for match in _IN_PLACE.finditer(sentence) for word in match.groups() if word}
    return frozenset(words - _MONTHS)
