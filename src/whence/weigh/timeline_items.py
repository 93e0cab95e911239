"""The dated events of many reports with what stands near them, as the timeline reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from whence.records import Event
from whence.weigh.timeline_words import Near, kind_of, near


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
    return [
        _item(event, context[event.id])
        for event in sorted(events, key=lambda event: event.id)
        if event.earliest is not None and event.latest is not None and event.id in context
    ]


def _item(event: Event, context: EventContext) -> Item:
    assert event.earliest is not None
    assert event.latest is not None
    at, end = event.start - context.sentence_start, event.end - context.sentence_start
    return Item(
        event,
        context,
        near(context.sentence, at, end - at),
        kind_of(context.sentence[at:end]),
        date.fromisoformat(event.earliest),
        date.fromisoformat(event.latest),
    )
