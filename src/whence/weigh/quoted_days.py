"""The day of what is told in quoted words, where reports of several days carry them.

`“We struck last night,” he said` on the 4th speaks of the 3rd, and so does the report that quotes it on the 6th: a time
in a quotation is reckoned from the day on which it was said. Among the readings of one utterance the first to be
published is the nearest to that day; what the others tell in the same words takes its day from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whence.account import Utterance
from whence.records import Attribution, Event
from whence.weigh.timeline_items import EventContext

_QUOTED = ("direct", "mixed")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BESIDE = 2
"""Words on one side of an event's own that stand in both readings where both tell of it in the same words."""


@dataclass(frozen=True, slots=True)
class _Told:
    event: Event
    word: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    published: str

    def is_as(self, other: _Told) -> bool:
        """Whether both stand among the same words, on one side at least."""
        if self.word != other.word:
            return False
        return any(len(mine) == _BESIDE and mine == theirs
                   for mine, theirs in ((self.before, other.before), (self.after, other.after)))  # fmt: skip


def with_quoted_days(
    events: Sequence[Event],
    contexts: Mapping[str, EventContext],
    attributions: Iterable[Attribution],
    utterances: Iterable[Utterance],
) -> list[Event]:
    """The events, those in quoted words with the days that the first reading of the utterance gives them.

    Nothing changes where the first reading tells of no day, and where both give the same.
    """
    quoted = {one.id: one for one in attributions if one.kind in _QUOTED}
    inside: dict[str, list[_Told]] = {}
    for event in events:
        said, context = quoted.get(event.attribution_id or ""), contexts.get(event.id)
        if said is not None and context is not None and context.published_latest is not None:
            piece = next(
                ((start, end) for start, end in said.pieces if start <= event.start and event.end <= end), None
            )
            if piece is not None:
                inside.setdefault(said.id, []).append(_told(event, context, piece, context.published_latest))
    days: dict[str, Event] = {}
    for utterance in utterances:
        told = [one for reading in utterance.readings for one in inside.get(reading.attribution_id, ())]
        told.sort(key=lambda one: (one.published, one.event.id))
        for at, one in enumerate(told):
            first = next((other for other in told[:at] if other.published < one.published and other.is_as(one)), None)
            if first is not None and first.event.earliest is not None:
                days[one.event.id] = days.get(first.event.id, first.event)
    return [
        replace(event, earliest=days[event.id].earliest, latest=days[event.id].latest) if event.id in days else event
        for event in events
    ]


def _told(event: Event, context: EventContext, piece: tuple[int, int], published: str) -> _Told:
    low, high = (max(0, place - context.sentence_start) for place in piece)
    at, end = event.start - context.sentence_start, event.end - context.sentence_start
    before = _WORD.findall(context.sentence[low:at].casefold())[-_BESIDE:]
    after = _WORD.findall(context.sentence[end:high].casefold())[:_BESIDE]
    return _Told(event, context.sentence[at:end].casefold(), tuple(before), tuple(after), published)
