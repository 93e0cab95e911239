"""An entry of the timeline: its date as narrow as its events agree on, and the sentence that tells it best."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from whence.account import TimelineEntry
from whence.records import Event, digest
from whence.weigh.timeline_items import Item
from whence.weigh.timeline_likeness import SHORT


def entry_of(group: Sequence[Item]) -> TimelineEntry:
    """The entry of these events. Plans that stand beside what came of them neither date it nor speak for it."""
    ids = tuple(sorted(item.event.id for item in group))
    group = [item for item in group if _stage(item.event) != "open"] or group
    told = [item for item in group if item.event.modality == "happened"] or list(group)
    for dating in (group, told):  # `met him on June 9`, as somebody alleged, tells when `met him in June` was
        earliest, latest = max(item.earliest for item in dating), min(item.latest for item in dating)
        if earliest <= latest:
            break
    else:  # the night between two days, or put together by a person although their days differ: all that are narrowest
        days = min(item.days for item in told)
        narrow = [item for item in told if item.days == days]
        earliest, latest = min(item.earliest for item in narrow), max(item.latest for item in narrow)
    earliest, latest = _by_publication(group, earliest, latest)
    best = min(group, key=_telling_rank)
    return TimelineEntry(digest("timeline", *ids), earliest.isoformat(), latest.isoformat(), best.event.id, ids)


def _by_publication(group: Sequence[Item], earliest: date, latest: date) -> tuple[date, date]:
    """A wide date as far as the reports' own days allow: what they tell as done `this summer` was done before they
    came out, and what they plan for `this week` was still to come."""
    modalities = {item.event.modality for item in group}
    first, last = earliest, latest
    if modalities <= {"happened", "alleged"}:
        ends = [date.fromisoformat(day) for item in group if (day := item.context.published_latest) is not None]
        last = min([latest, *ends])
    elif modalities == {"planned"}:
        starts = [date.fromisoformat(day) for item in group if (day := item.context.published_earliest) is not None]
        first = max(earliest, min(starts, default=earliest))
    # What is left of it must still be wide: the day that an outlet gives is no measure of single days.
    return (first, last) if (last - first).days >= SHORT else (earliest, latest)


def standing_behind(entry: TimelineEntry, events: Mapping[str, Event]) -> list[str]:
    """The events that tell what the entry tells: who only announced it does not stand behind its having come about."""
    stage = _stage(events[entry.event_id])
    return [one for one in entry.event_ids if _stage(events[one]) == stage]


def _stage(event: Event) -> str:
    if event.modality in ("planned", "possible"):
        return "open"
    return "denied" if event.modality == "denied" else "told"


_MODALITY_RANK = {"happened": 0, "ongoing": 1, "alleged": 2, "planned": 3, "possible": 4, "denied": 5}
_READABLE = range(40, 280)
"""Characters of a sentence that can stand for an entry: shorter is a fragment, longer tells of several things."""


_LEANS = re.compile(r"(?:He|She|It|They|We|I|You|This|That|These|Those|His|Her|Its|Their|But|And|So|Then|Such)\b")
"""A sentence that begins so leans on the one before it."""


def _telling_rank(item: Item) -> tuple[int, int, int, int, int, str, str]:
    """Smaller is better.

    Dated to the day, happened, a whole sentence that stands by itself, in the report's own words or in those of
    somebody whom it names, that comes to the point; published early.
    """
    sentence = item.context.sentence.strip()
    whole = sentence[:1].isupper() or sentence[:1] in "\"'“‘"
    ends = sentence.rstrip("\"'”’)")[-1:] in (".", "!", "?")
    poor = (not whole) + (not ends) + (len(sentence) not in _READABLE) + _leans(item)
    quoted = sum(sentence.count(mark) for mark in '"“”') > 0 and item.event.attribution_id is not None
    late = (item.event.start - item.context.sentence_start) // 80
    return (
        item.days,
        _MODALITY_RANK[item.event.modality],
        poor,
        quoted + (item.event.attribution_id is not None),
        late,
        item.context.published_earliest or "9999",
        item.event.id,
    )


def _leans(item: Item) -> bool:
    """Whether a reader needs the sentence before: it begins with `He`, `But`, or names nobody and no place."""
    sentence = item.context.sentence.strip().lstrip("\"'“‘")
    return _LEANS.match(sentence) is not None or not item.near.names
