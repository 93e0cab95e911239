"""Which stretches of a report give what somebody told to its own outlet.

`Ruiz, in a statement to the Echo, did not apologise.` and then her words, in the Echo: the sentence that names the
outlet is not the one that quotes. What the same speaker says next, with nobody else speaking between, was told there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.records import Attribution, Marks, Report
from whence.weigh.sources_names import given_outlet

_TO = (
    r"(?:statement|comments?|remarks|interview|e-?mail(?:ed)?|message|letter|call|texts?|spoke|speaking|sp[eo]ke[ns]?"
    r"|confirmed|talked|wrote)(?:\s+\w+){0,2}\s+(?:to|with)|told|tells|interview(?:ed)? (?:with|by)"
)
REACH = 700
"""Characters behind the outlet's name in which what the speaker says was told there."""


@dataclass(frozen=True, slots=True)
class Heard:
    """That a source told something to the report's own outlet, and the stretch that gives it."""

    source_id: str
    start: int
    end: int


def heard_stretches(report: Report, marks: Marks, sources: Mapping[str, str]) -> list[Heard]:
    """Where a report gives what somebody told to its outlet. `sources` maps entity ids to source ids."""
    name = given_outlet(report.outlet).removeprefix("The ") if report.outlet else ""
    if len(name) < 3:
        return []
    pattern = re.compile(
        rf"\b(?:{_TO})\s+(?:the\s+|The\s+)?(?i:{re.escape(name)})(?![\w-])(?!['’]s? \w+ (?:that|who)\b)"
    )
    found = []
    for match in pattern.finditer(report.text):
        source = _speaker_before(report.text, match.start(), marks, sources)
        if source is not None:
            begin = report.text.rfind("\n", 0, match.start()) + 1
            line = report.text.find("\n", match.end())
            opening = line if line >= 0 else len(report.text)
            found.append(Heard(source, begin, _until_another(marks.attributions, source, opening, sources)))
    return found


def is_heard(one: Attribution, source: str | None, stretches: Sequence[Heard]) -> bool:
    """Whether an attribution lies in a stretch of its speaker's, in words of his own."""
    return one.kind != "mixed" and any(
        held.source_id == source and held.start <= one.start < held.end for held in stretches
    )


def _speaker_before(text: str, at: int, marks: Marks, sources: Mapping[str, str]) -> str | None:
    """The source that speaks in the sentence of a place, by its cue before it; else the person mentioned last."""
    begin = max(text.rfind("\n", 0, at), *(text.rfind(end, 0, at) + 1 for end in (". ", "? ", "! ", ".” ", '." ')))
    cued = [one for one in marks.attributions if one.speaker_entity_id and begin <= (one.cue_start or -1) <= at]
    if cued:
        return sources.get(max(cued, key=lambda one: (one.cue_start, one.id)).speaker_entity_id or "")
    people = {one.id for one in marks.entities if one.kind == "person"}
    near = [one for one in marks.mentions if begin <= one.start and one.end <= at and one.entity_id in people]
    return sources.get(max(near, key=lambda one: (one.start, one.id)).entity_id) if near else None


def _until_another(attributions: Sequence[Attribution], source: str, opening: int, sources: Mapping[str, str]) -> int:
    """Where behind the opening paragraph somebody else begins to speak, or the same one on another occasion.

    Another listener tells of one, and words woven into a sentence may.
    """
    ends = [
        one.start
        for one in attributions
        if one.start >= opening
        and one.speaker_entity_id is not None
        and (
            sources.get(one.speaker_entity_id) != source
            or one.kind == "mixed"
            or one.said_from is not None
            or one.addressee_entity_id is not None
        )
    ]
    return min([*ends, opening + REACH])
