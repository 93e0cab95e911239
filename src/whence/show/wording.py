"""How the account is put into words, the same at the terminal and on the page.

What is said here is what was seen: a reading `differs`, nobody is said to have misquoted; a side of a dispute is a
side; a count of roots keeps apart what is independent and what is not determined.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from whence.records import DisputeKind, Relation
from whence.story.queries_cited import Place, Root, days
from whence.story.queries_copies import SharedPassage
from whence.story.queries_rows import (
    DisputeRow,
    FigureRow,
    InDispute,
    Quote,
    QuoteReading,
    ReportRow,
    TimelineRow,
)
from whence.story.serious import CHANGED

RELATION: dict[Relation, str] = {
    "same": "the same in",
    "trimmed": "shorter in",
    "extended": "longer in",
    "altered": "differs inside the quotation marks in",
    "paraphrased": "in other words in",
    "translated": "translated in",
    "turned_indirect": "as indirect speech in",
    "turned_direct": "as a quotation in",
    "differs": "differs in",
}
"""How a reading stands to the base."""

READS: dict[Relation, str] = {
    "same": "the same words",
    "trimmed": "shorter here",
    "extended": "longer here",
    "altered": "differs inside the quotation marks",
    "paraphrased": "in other words here",
    "translated": "translated here",
    "turned_indirect": "indirect here",
    "turned_direct": "a quotation here",
    "differs": "differs",
}
"""The same, said of the reading that is shown."""

BY_WORD = CHANGED
"""Relations whose difference is told word by word; any other reading is shown as it stands, not struck through."""

ANOTHER_SPEAKER = "Given to another speaker"
"""What a reason says of words that one report gives to somebody else; told even where the words are the same."""

SAID = frozenset({"said", "says", "say", "saying"})
"""Cues that add nothing to the statement. Any other is shown: `condemned` and `called` are half of what was said."""

STANCE = {"deny": "denies", "confirm": "confirms", "decline": "declines", "question": "asks"}

DISPUTE: dict[DisputeKind, str] = {
    "denial": "said and denied",
    "figures": "figures that cannot both hold",
    "dates": "dates that cannot both hold",
    "quotation": "one speech in different words",
}


UNDATED = "undated"
"""What a place says of a report whose date is not known (`Head.when_short`)."""


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2 reports`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def language_note(report: ReportRow) -> str:
    """That a report in another language was left unmarked; empty for one in English."""
    if report.language is None or report.attributions or report.figures or report.language[:2].casefold() == "en":
        return ""
    return f"language: {report.language}; nothing in it is marked"


def standing(roots: Sequence[Root]) -> str:
    """How many independent roots stand behind a row: `2 independent, 1 undetermined`; empty where none is known."""
    if not roots:
        return ""
    certain = sum(root.certain for root in roots)
    return f"{certain} independent, {len(roots) - certain} undetermined"


def most_serious_first(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotations that were changed, those first whose words were: a `not` lost before a word changed before a slip."""
    return sorted(quotes, key=lambda quote: quote.seriousness)


def reading_notes(reading: QuoteReading) -> list[str]:
    """What is to be known about one reading besides its words: how it is told, to whom, through whose hands."""
    notes = []
    if reading.kind == "indirect":
        notes.append("indirect")
    if reading.cue and any(map(str.isalnum, reading.cue)) and reading.cue.casefold() not in SAID:
        notes.append(f"“{reading.cue}”")
    if reading.act != "said":
        notes.append(reading.act)
    stance = STANCE.get(reading.stance)
    if stance and stance[:3] not in (reading.cue or "").casefold():  # the cue `denied` says so itself
        notes.append(stance)
    if reading.addressee:
        notes.append(f"to {reading.addressee}")
    if reading.via:
        notes.append("via " + ", ".join(hand.name for hand in reading.via))
    return notes


def quote_notes(quote: Quote) -> list[str]:
    """What is to be known about a statement besides its words, from the base reading."""
    notes = reading_notes(quote.base)
    if quote.said_from or quote.said_to:
        notes.append(f"said {days(quote.said_from, quote.said_to)}")
    if len({reading.place.report_id for reading in quote.readings}) > 1 and quote.roots:
        notes.append(standing(quote.roots))
    differ = any(reading.relation not in (None, "same") for reading in quote.readings)
    if quote.base_confidence is not None and quote.base_confidence < 0.5 and differ:
        notes.append("which wording came first is not decided")
    return notes


def base_reason(quote: Quote) -> str:
    """Why the base is the base, from what can be seen of the readings: nearest to the speaker, never the longest."""
    base, others = quote.base, quote.readings[1:]
    if not others:
        return "The only reading."
    if quote.base_confidence is not None and quote.base_confidence < 0.5:
        return (
            "Which wording came first is not decided; this one is put first so that the others can be read against it."
        )
    reasons = []
    if base.kind != "indirect" and any(r.kind == "indirect" for r in others):
        reasons.append("in quotation marks, and not all the others are")
    dated = [r.place.when[:10] for r in quote.readings if r.place.when != UNDATED]
    if base.place.when != UNDATED and dated and base.place.when[:10] == min(dated):
        reasons.append("the earliest" if dated.count(min(dated)) == 1 else "of the earliest day")
    if len(base.via) < max(len(r.via) for r in others):
        reasons.append("through fewer hands")
    return "The base: nearest to the speaker" + (f" ({', '.join(reasons)})." if reasons else ".")


def others_grouped(quote: Quote) -> list[list[QuoteReading]]:
    """The readings beside the base: those that differ inside the quotation marks first, the same wording together."""
    groups: dict[tuple[object, ...], list[QuoteReading]] = {}
    key: tuple[object, ...]
    for reading in quote.readings[1:]:
        same = reading.relation == "same" and not reading.via and reading.speaker.label == quote.speaker.label
        worded = (" ".join(reading.text.split()), reading.speaker.label, tuple(h.name for h in reading.via))
        key = ("same", reading.kind) if same else (reading.relation, reading.kind, *worded)
        groups.setdefault(key, []).append(reading)
    return sorted(groups.values(), key=lambda g: (g[0].relation not in CHANGED, g[0].relation == "same"))


COPY_KIND = {
    "verbatim": "the same words", "edited": "edited", "paraphrase": "in other words",
    "quotation": "both quote one speech or document; not copying",
}  # fmt: skip


def copy_direction(passage: SharedPassage) -> str:
    """Which of two reports took a passage from the other, as far as it is known."""
    if passage.kind == "quotation":
        return ""
    if passage.direction == "common":
        return "both took it from a third"
    if passage.direction == "unknown":
        return "which took it from which is not known"
    first, second = (passage.a, passage.b) if passage.direction == "a_to_b" else (passage.b, passage.a)
    if first.outlet == second.outlet:
        return f"{second.outlet} of {second.when} took it from its own of {first.when}"
    return f"{second.outlet} took it from {first.outlet}"


def dispute_kind(dispute: DisputeRow) -> str:
    """What kind of dispute it is; a denial to which no other side was found, and one that was taken back, say so."""
    if dispute.kind == "denial" and dispute.settled:
        return "denied or alleged, then admitted"
    if dispute.kind == "denial" and all(side.side != 1 for side in dispute.sides):
        return "denied, no other side found"
    return DISPUTE[dispute.kind]


def side_name(dispute: DisputeRow, number: int) -> str:
    """What a side is called: by its number, or what it is where it stands alone."""
    if len(dispute.sides) > 1:
        return f"side {number}"
    return "the denial" if dispute.kind == "denial" and number == 2 else "the one side that was found"


def dispute_state(dispute: DisputeRow) -> str:
    """Since when, and whether it is settled."""
    opened = f"since {dispute.opened}" if dispute.opened else "since an unknown day"
    return f"{opened}, settled {dispute.settled}" if dispute.settled else f"{opened}, not settled"


def figure_day(figure: FigureRow) -> str:
    """What the figure is as of, else when its report was published, marked `p`; `undated` where neither is known."""
    if figure.as_of_from or figure.as_of_to:
        return days(figure.as_of_from, figure.as_of_to)
    return f"{figure.place.when} p" if figure.place.when != UNDATED else UNDATED


def figure_who(figure: FigureRow) -> str:
    """Whoever is said to have given the figure, else the outlet itself."""
    return figure.speaker.label if figure.speaker else figure.place.outlet


def by_sentence(rows: Sequence[TimelineRow]) -> list[list[TimelineRow]]:
    """Rows grouped where the days, the modality and the sentence are the same, in the order of the first of each."""

    def key(row: TimelineRow) -> tuple[str, str, Place]:
        return row.when, row.modality, row.sentence

    return [list(group) for _, group in groupby(rows, key=key)]


def telling(entries: Sequence[TimelineRow]) -> list[str]:
    """Who says so, how many other reports tell it, and how many roots stand behind it."""
    notes = []
    if entries[0].speaker is not None:
        notes.append(f"says {entries[0].speaker.label}")
    others, roots = told_elsewhere(entries), roots_behind(entries)
    if others:
        notes.append(f"told in {plural(len(others), 'other report')}")
    if roots and (others or len(roots) > 1):
        notes.append(standing(roots))
    return [*notes, *corrections(entries)]


def corrections(entries: Sequence[TimelineRow]) -> list[str]:
    """How else a happening was told and since when, and the disputes it stands in: each once, the earliest first."""
    otherwise = dict.fromkeys(one for entry in entries for one in entry.otherwise)
    notes = []
    for one in otherwise:
        told = {"alleged": "alleged only"}.get(one.modality, one.modality)
        notes.append(f"{told} in {plural(one.reports, 'report')}" + (f", first {one.since}" if one.since else ""))
    notes.extend(
        _disputed(sorted({d for entry in entries for d in entry.disputes}, key=lambda d: (d.opened or "", d.id)))
    )
    return list(dict.fromkeys(notes))


def _disputed(disputes: Sequence[InDispute]) -> list[str]:
    """One note for each way in which an entry is in dispute, with the first day of it."""
    notes: dict[str, str] = {}
    for dispute in disputes:
        since = f" since {dispute.opened}" if dispute.opened else ""
        if dispute.settled:
            notes.setdefault("settled", f"admitted {dispute.settled}")
        elif dispute.kind == "denial":
            notes.setdefault("denial", f"denied{since}")
        elif dispute.kind == "dates":
            notes.setdefault("dates", f"dated {dispute.label.split(':', 1)[0]}")
        elif dispute.kind == "figures":
            notes.setdefault("figures", f"its figure is in dispute{since}")
        else:
            notes.setdefault("quotation", f"quoted in opposite senses{since}")
    return list(notes.values())


def told_elsewhere(entries: Sequence[TimelineRow]) -> list[Place]:
    """Where other reports tell it: one place a report, as the row has them."""
    own = {e.place.report_id for e in entries}
    found: dict[str, Place] = {}
    for entry in entries:
        for place in entry.told_at:
            if place.report_id not in own:
                found.setdefault(place.report_id, place)
    return sorted(found.values(), key=lambda p: (p.when, p.outlet, p.report_id))


def roots_behind(entries: Sequence[TimelineRow]) -> list[Root]:
    """The roots behind one of the entries or another, the independent ones first."""
    return sorted({root for e in entries for root in e.roots}, key=lambda r: (not r.certain, r.id))


def pointed(place: Place) -> str:
    """A place as a person points at it: `3fa2c1:120-168`."""
    return f"{place.short}:{place.start}-{place.end}"
