"""The nouns of the account: what `weigh` makes of the marks of all reports (see `records` for those of one report).

The fields of a record are the columns of the table of the same name (see `story/schema.sql`).
"""

from __future__ import annotations

from dataclasses import dataclass

from whence.records import DisputeKind, Relation, SourceKind, SupportTable


@dataclass(frozen=True, slots=True)
class Source:
    """A person, organisation, outlet, office, group or document that speaks or is credited, across the pile."""

    id: str
    name: str
    kind: SourceKind
    anonymous: bool
    aliases: tuple[str, ...]
    entity_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one attribution words an utterance. `diff` is word operations from the base (see `weigh/readings.py`)."""

    attribution_id: str
    relation: Relation
    diff: tuple[tuple[str, str, str], ...]
    """Operations `(op, base words, reading words)`, op in equal, insert, delete, replace."""
    reason: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """The same thing said once, however many reports carry it."""

    id: str
    speaker_id: str | None
    text: str
    base_attribution_id: str
    base_confidence: float
    said_from: str | None
    said_to: str | None
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that measure the same thing over time. The figures are never averaged."""

    id: str
    label: str
    unit: str
    figure_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One happening, with the events (marks) that tell of it; `event_id` is the one whose sentence speaks for it."""

    id: str
    earliest: str | None
    latest: str | None
    event_id: str
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputeSide:
    """One row that stands on one side of a dispute. Sides count from 1."""

    side: int
    table_name: str
    row_id: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two or more accounts that cannot both hold. `opened` and `settled` are days, None where unknown or open."""

    id: str
    kind: DisputeKind
    label: str
    opened: str | None
    settled: str | None
    reason: str
    sides: tuple[DisputeSide, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """One independent root (a report id or an ancestor id) behind a row of the account."""

    table_name: SupportTable
    row_id: str
    root: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What `weigh` makes of all the marks: every table that spans reports."""

    sources: tuple[Source, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    series: tuple[Series, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    support: tuple[Support, ...] = ()
    outlet_source: tuple[tuple[str, str], ...] = ()
    """Pairs (report id, source id) that link a report's given outlet to a source."""
    speakers: tuple[tuple[str, str], ...] = ()
    """Pairs (attribution id, source id) of guessed speakers whom other reports of the same words name otherwise."""
