"""The dated events of many reports with what stands near them, as the timeline reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.records import Event
from whence.weigh.timeline_phrases import phrase_kind
from whence.weigh.timeline_words import Near, kind_of, near, stem

_YEAR = 365
"""Days: what one report tells of no more than a year, or of a day longer ago than that, is background."""
_OPEN = ("planned", "possible")
_SHOTS = frozenset(
    stem(word)
    for word in (
        "shot",
        "round",
        "bullet",
        "gun",
        "weapon",
        "missile",
        "rocket",
        "shell",
        "mortar",
        "artillery",
        "gas",
        "grenade",
    )
)
_AT = re.compile(
    r"\s+(?:(?:at|into|from|back|off|over|toward|towards|out)\b"
    r"|(?:up)?on\b(?!\s+(?:\w{3,6}day|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d)))"
)
"""Words beside `fired` with which it is a weapon that was fired, and prepositions of where to."""


_PASSIVE = re.compile(r"\b(?:was|were|been|be|being|is|are) (?:\w+ly )?$")


@dataclass(frozen=True, slots=True)
class EventContext:
    """What stands around one event: given for each event's id.

    `sentence` holds the event's word; `sentence_start` is its offset in the report's text.
    """

    report_id: str
    sentence: str
    sentence_start: int
    published_earliest: str | None
    published_latest: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One dated event with what stands near it and the kind of happening that its word names."""

    event: Event
    context: EventContext
    near: Near
    kind: str
    earliest: date
    latest: date

    @property
    def days(self) -> int:
        return (self.latest - self.earliest).days + 1


def items_of(events: Iterable[Event], context: Mapping[str, EventContext]) -> list[Item]:
    """The dated events with what stands near them, by id."""
    dated = [
        event
        for event in sorted(events, key=lambda event: event.id)
        if event.earliest is not None and event.latest is not None and event.id in context
    ]
    items = [_item(event, context[event.id], frozenset()) for event in dated]
    known = frozenset(name for item in items for name in item.near.names)
    return [_item(item.event, item.context, known) for item in items]


def is_background(group: Sequence[Item], first: date | None) -> bool:
    """Whether one report alone tells of something that is no day of the story: of a year, or of years before it.

    `first` is the first day that is known of a report of the story.
    """
    if len({item.event.report_id for item in group}) > 1 or any(item.event.modality in _OPEN for item in group):
        return False
    published = group[0].context.published_latest
    told = date.fromisoformat(published) if published is not None else first
    if told is None:
        return False
    narrowest, latest = min(item.days for item in group), max(item.latest for item in group)
    return narrowest >= _YEAR or (told - latest).days > _YEAR


def first_day(items: Iterable[Item]) -> date | None:
    """The first day by which a report of these was published."""
    days = (day for item in items if (day := item.context.published_latest) is not None)
    first = min(days, default=None)
    return None if first is None else date.fromisoformat(first)


def _item(event: Event, context: EventContext, known: frozenset[str]) -> Item:
    assert event.earliest is not None
    assert event.latest is not None
    at, end = event.start - context.sentence_start, event.end - context.sentence_start
    around = near(context.sentence, at, end - at, known)
    return Item(
        event,
        context,
        around,
        _kind_at(context.sentence, at, end, around),
        date.fromisoformat(event.earliest),
        date.fromisoformat(event.latest),
    )


def _kind_at(sentence: str, at: int, end: int, around: Near) -> str:
    """The kind of happening that the word names where it stands: `was fired`, where no shot fell, is a dismissal."""
    word = sentence[at:end]
    passive = _PASSIVE.search(sentence[:at]) is not None
    if word.lower() == "fired" and (around.patients or passive) and not around.others & _SHOTS:
        aimed = _AT.match(sentence, end)
        if aimed is None or (passive and aimed.group().strip() == "from"):  # `was fired from the ministry`
            return kind_of("dismissal")
    return phrase_kind(sentence, at, end) or kind_of(word)
