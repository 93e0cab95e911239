"""What weighing asks to know of each mark beside the mark itself: its sentence, its report's days, who says it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from whence.mark.name_shapes import fold
from whence.records import Marks, Report, Spans
from whence.weigh.statements import AttributionContext
from whence.weigh.timeline_items import EventContext

SENTENCE_END = re.compile(
    r"[.!?…]['\"’”)\]]*\s+(?=['\"‘“(\[]*[A-Z0-9])|(?<=[a-z]{3})(?<!www)[.!?][\"”]?(?=[\"“]?[A-Z][a-z]+\s)|\n+"
)
ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Maj|Sgt|Capt|St|Jr|Sr|Prof|Rev|No|Inc|Co|Corp|vs|a\.m|p\.m"
    r"|U\.S|U\.N|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)

Days = tuple[str | None, str | None]


class Sentences:
    """The sentences of one text, found once; `around` gives the one that holds a place."""

    def __init__(self, text: str, passages: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in passages:
            at = start
            for match in SENTENCE_END.finditer(text, start, end):
                stop = match.start() + len(match[0].rstrip())
                if ABBREVIATION.search(text[max(start, stop - 8) : stop]):
                    continue
                self._add(at, stop)
                at = match.end()
            self._add(at, end)

    def _add(self, start: int, end: int) -> None:
        if self.text[start:end].strip():
            self.starts.append(start)
            self.ends.append(end)

    def around(self, at: int) -> tuple[int, int]:
        """The span of the sentence that holds this place."""
        index = max(bisect_right(self.starts, at) - 1, 0)
        return (self.starts[index], self.ends[index]) if self.starts else (0, len(self.text))

    def index(self, at: int) -> int:
        """The number of the sentence that holds this place, from 0."""
        return max(bisect_right(self.starts, at) - 1, 0)


def sentences(report: Report, marks: Marks) -> Sentences:
    """The sentences of a report, none crossing a passage."""
    return Sentences(report.text, [(p.start, p.end) for p in marks.passages])


def published_days(reports: Iterable[Report]) -> dict[str, Days]:
    """Report id to the inclusive days on which it can have been published."""
    return {report.id: (report.published.earliest, report.published.latest) for report in reports}


def own_reporting(reports: Sequence[Report], marks: Sequence[Marks]) -> dict[str, Spans]:
    """Report id to the spans that show its outlet heard it itself: `told` the outlet that published it."""
    found: dict[str, Spans] = {}
    by_id = {mark.report_id: mark for mark in marks}
    for report in reports:
        own = by_id[report.id]
        outlet = re.sub(r"^the ", "", fold(report.outlet or ""))
        names = [e.id for e in own.entities if e.kind == "outlet" and re.sub(r"^the ", "", fold(e.name)) == outlet]
        spans = []
        for attribution in own.attributions:
            told = attribution.addressee_entity_id in names
            if told and not attribution.via:
                start, end = attribution.start, attribution.end
                spans.append((min(start, attribution.cue_start or start), max(end, attribution.cue_end or end)))
        if outlet and spans:
            found[report.id] = tuple(sorted(spans))
    return found


def event_contexts(reports: Sequence[Report], marks: Sequence[Marks]) -> dict[str, EventContext]:
    """Event id to its sentence and its report's days."""
    found = {}
    by_id = {mark.report_id: mark for mark in marks}
    for report in reports:
        own = by_id[report.id]
        cut = sentences(report, own)
        for event in own.events:
            start, end = cut.around(event.start)
            found[event.id] = EventContext(
                report.id, report.text[start:end], start, report.published.earliest, report.published.latest
            )
    return found


def attribution_contexts(
    reports: Sequence[Report], marks: Sequence[Marks], source_of: Mapping[str, str], names: Mapping[str, str]
) -> dict[str, AttributionContext]:
    """Attribution id to its words, its speaker and its place. `names` maps source ids to names."""
    found = {}
    by_id = {mark.report_id: mark for mark in marks}
    for report in reports:
        own = by_id[report.id]
        cut = sentences(report, own)
        # The bounds of a guessed date are no day on which anything was said.
        guessed = report.published.basis == "inferred"
        known = (None, None) if guessed else (report.published.earliest, report.published.latest)
        for one in own.attributions:
            speaker = source_of.get(one.speaker_entity_id) if one.speaker_entity_id else None
            at = one.cue_start if one.cue_start is not None else one.start
            found[one.id] = AttributionContext(
                report.id,
                " ".join(report.text[start:end] for start, end in one.pieces),
                report.text[one.cue_start or 0 : one.cue_end or 0],
                speaker,
                names.get(speaker) if speaker else None,
                cut.index(at),
                *known,
                lead=report.text[cut.around(at)[0] : at],
            )
    return found
