"""A draft held against a story: read as a report is read, marked as a report is marked, each claim looked up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from whence.language import other_language
from whence.mark import load_pipeline, load_span_model, mark_report
from whence.mark.cast import platform_id
from whence.mark.passages import find_passages
from whence.mark.quotes import find_quotations
from whence.read import read_text
from whence.records import Attribution, Marks, Report
from whence.run.contexts import Sentences, sentences
from whence.run.drafts import unwrapped
from whence.settings import DEFAULTS, Settings
from whence.story.queries_verify import last_day
from whence.story.store import Story
from whence.verify import Draft, Verified, look_up
from whence.verify.draft import Claimed, Covered, Dated, Named

_REPORTER = re.compile(r"(?:I|we|us|me)\b", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|about|on|regarding)\s+$")
_CLOSING = ('"', "”", "’", "'")
OnProgress = Callable[[str, int, int | None], None]


def verify_text(
    story: Story,
    text: str,
    *,
    name: str = "draft",
    published: str | None = None,
    settings: Settings = DEFAULTS,
    on_progress: OnProgress | None = None,
) -> Verified:
    """Every claim of a draft with its state. `published` is the day its dates are read against (the story's last).

    Raises InputError where the text is empty.
    """
    day = published or last_day(story)
    report = read_text(unwrapped(text), published=day, origin=name, settings=settings)
    if on_progress:
        on_progress("verify_mark", 0, None)
    report, marks = mark_report(report, load_pipeline(settings.pipeline), load_span_model(settings.attribution_model))
    return look_up(story, _draft(name, report, marks, day), on_progress)


def _draft(name: str, report: Report, marks: Marks, day: str | None) -> Draft:
    cut = sentences(report, marks)
    names = {entity.id: (entity.name, *entity.aliases) for entity in marks.entities}
    return Draft(
        name,
        report.text,
        day,
        tuple(zip(cut.starts, cut.ends, strict=True)),
        tuple(_claimed(report, marks, cut)),
        marks.figures,
        frozenset(f.id for f in marks.figures if f.attribution_id),
        marks.moments,
        tuple(Named(m.start, m.end, names[m.entity_id]) for m in marks.mentions if m.basis == "name"),
        tuple(
            Dated(e.start, report.text[e.start : e.end], e.earliest[:10])
            for e in marks.events
            if e.earliest and e.earliest[:10] == (e.latest or "")[:10]
        ),
        other_language(report.text),
    )


def _claimed(report: Report, marks: Marks, cut: Sentences) -> list[Claimed]:
    text = report.text
    passages = find_passages(report)
    heads = [(p.start, p.end) for p in marks.passages if p.kind in ("headline", "header")]
    said = [(one, _speaking(one, marks, cut)) for one in marks.attributions if one.act != "thought" and one.uttered]
    found: dict[tuple[int, int], Claimed] = {}
    for quotation in find_quotations(text, passages):
        start, end = quotation.start, quotation.end
        start += len(text[start:end]) - len(text[start:end].lstrip("\"'“‘«„ "))
        end -= len(text[start:end]) - len(text[start:end].rstrip("\"'”’»“,. "))
        if len(re.findall(r"\w+", text[start:end])) < 2:
            continue
        over = [s for s in said if any(a < end and start < b for a, b in s[0].pieces)]
        over.sort(key=lambda s: (s[0].kind == "indirect", s[0].end - s[0].start, s[0].start))
        claim = over[0][1] if over else Claimed(0, 0, True)
        if over and _introduced(text, quotation.start, over[0][0], end):
            claim = replace(claim, names=())
        if over and over[0][0].start < quotation.start - 1 and text[: quotation.end - 1].endswith(","):
            claim = _ends_it(said, text, quotation.start, quotation.end) or claim
        found[start, end] = replace(claim, start=start, end=end, quoted=True)
    taken = Covered([*heads, *((c.start, c.end) for c in found.values())])
    for one, claim in said:
        if taken.meets(one.start, one.end) or _topic(text, one) or one.stance == "question":
            continue  # what was asked is nobody's statement
        source = text[one.source_start or 0 : one.source_end or 0]
        if _REPORTER.fullmatch(source):
            continue  # what the writer thinks is nobody's statement
        found[one.start, one.end] = claim
    return sorted(found.values(), key=lambda c: (c.start, c.end))


def _topic(text: str, one: Attribution) -> bool:
    """Whether words that were taken for a statement only say what a quotation is of: `“...,” she said of the vote`."""
    at = one.cue_start if one.source_start is None else min(one.source_start, one.cue_start or one.source_start)
    behind = _OF.search(text, max(0, one.start - 12), one.start) is not None
    return behind and one.kind == "indirect" and at is not None and text[:at].rstrip()[-1:] in _CLOSING


def _ends_it(said: list[tuple[Attribution, Claimed]], text: str, start: int, end: int) -> Claimed | None:
    """Who is named right behind a quotation as saying it, where the statement before it was taken to go on in it."""
    for one, claim in said:
        at = one.cue_start if one.source_start is None else one.source_start
        if at is not None and end <= at and text[end:at] == " " and one.start > end:
            return replace(claim, start=start, end=end)
    return None


def _introduced(text: str, start: int, one: Attribution, end: int) -> bool:
    """Whether a comma or a colon leads up to a quotation whose statement goes on, in another quotation, to somebody who
    is named after that: who says the first then stands before it, and that it is the second's is not sure."""
    cue = one.cue_start if one.cue_start is not None else one.source_start
    return cue is not None and end < one.end <= cue and text[:start].rstrip()[-1:] in (",", ":")


def _speaking(one: Attribution, marks: Marks, cut: Sentences) -> Claimed:
    """Who says it by the draft, how sure that is, and which outlets the draft credits with it."""
    named = {entity.id: entity for entity in marks.entities}
    entity = named.get(one.speaker_entity_id or "")
    known = entity is not None and one.speaker_confidence >= 0.5
    names = (entity.name, *entity.aliases) if entity and known else ()
    low, high = cut.around(one.cue_start if one.cue_start is not None else one.start)
    hands = [*(v.entity_id for v in one.via), one.addressee_entity_id or "", one.speaker_entity_id or ""]
    # Where people publish themselves carries nothing: that no report is from there says nothing.
    outlets = {
        named[e].name
        for e in hands
        if e in named and named[e].kind == "outlet" and e != platform_id(marks.report_id, named[e].name)
    }
    if not outlets:
        outlets = {named[c.entity_id].name for c in marks.credits if low <= c.start < high}
    return Claimed(
        one.start,
        one.end,
        False,
        names,
        entity is None or entity.kind == "person",
        one.anonymous,
        _sure(one, marks, cut),
        tuple(sorted(outlets)) if len(outlets) == 1 else (),
        tuple(
            named[m.entity_id].name
            for m in marks.mentions
            if m.basis == "name"
            and low <= m.start < high
            # Beside one who is named, the body that he may speak for.
            and (one.speaker_basis != "name" or named[m.entity_id].kind == "organisation")
        ),
        one.said_from if one.said_from == one.said_to else None,
        one.stance,
    )


def _sure(one: Attribution, marks: Marks, cut: Sentences) -> bool:
    """Whether the speaker is named, or is a pronoun whose last person named before it speaks, or is alone, there."""
    if one.speaker_basis != "pronoun":
        return one.speaker_basis == "name"
    if one.source_start is None:
        return False
    people = {e.id for e in marks.entities if e.kind == "person"}
    quoted = [p for a in marks.attributions if a.kind == "direct" for p in a.pieces]
    near = [
        m
        for m in marks.mentions
        if m.start < one.source_start
        and m.basis != "pronoun"
        and m.entity_id in people
        and not any(a <= m.start < b for a, b in quoted)
    ]
    if not near or near[-1].entity_id != one.speaker_entity_id or near[-1].basis != "name":
        return False
    last = near[-1].start
    speaks = any(
        a.source_start is not None and a.source_start <= last < (a.source_end or 0) for a in marks.attributions
    )
    low, _ = cut.around(last)
    return speaks or all(m.entity_id == one.speaker_entity_id for m in near if m.start >= low)


__all__ = ["OnProgress", "verify_text"]
