"""The rows that `queries` hands out: frozen, typed, each with the place of the words that it stands on.

Only plain values, so that a row can be printed, put into a page or written as JSON without knowing the database.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from whence.records import Act, AttributionKind, Bound, DisputeKind, Modality, Relation, SourceKind, Spans, Stance
from whence.rulings import RulingField, RulingState, RulingTable, Verdict
from whence.story.queries_cited import Hand, Head, Place, Root, Speaker, days
from whence.story.serious import CHANGED, seriousness


@dataclass(frozen=True, slots=True)
class RulingRow:
    """What a person ruled: on which words, beside which others, and whether it holds.

    `place` is where the words stood when it was ruled (`other_place` those of the other mark of a pair), None where
    that report is not in the story. `turned` is true where it is told from the other mark: that one is then `place`.
    """

    id: str
    table_name: RulingTable
    field: RulingField
    verdict: Verdict
    value: str | None
    note: str | None
    state: RulingState
    words: str
    place: Place | None
    other_words: str | None
    other_place: Place | None
    turned: bool = False

    def seen_from(self, report_id: str, start: int, end: int) -> RulingRow:
        """The ruling as it is told beside the mark at a place: where that is the other of the pair, turned round."""
        if self.place is None or self.other_place is None:
            return self

        def shared(place: Place) -> int:
            return min(place.end, end) - max(place.start, start) if place.report_id == report_id else -1

        if shared(self.other_place) <= shared(self.place):
            return self
        return replace(
            self, words=self.other_words or "", place=self.other_place, other_words=self.words or None,
            other_place=self.place, turned=not self.turned,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report: what was given about it, when it was published, and what was found in it."""

    head: Head
    given_id: str | None
    origin: str
    url: str | None
    title: str
    byline: str | None
    language: str | None
    version: int
    words: int
    own_share: float | None
    parents: tuple[str, ...]
    attributions: int
    figures: int
    place: Place
    """Where its headline stands, or its first words."""
    ruled: tuple[RulingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class AncestorRow:
    """A report that is not in the pile: credited by name, or inferred."""

    id: str
    name: str | None
    reason: str

    @property
    def label(self) -> str:
        """Its outlet where one is known."""
        return f"{self.name} (not in the pile)" if self.name else "an unseen report"


@dataclass(frozen=True, slots=True)
class LineageRow:
    """That one report leans on a parent: another report or an ancestor, one of the two.

    `credited` are the sentences of the report that name the ancestor's outlet as where it has it from.
    """

    child: Head
    parent: Head | None
    ancestor: AncestorRow | None
    share: float
    basis: str
    ruled: tuple[RulingRow, ...] = ()
    credited: tuple[Place, ...] = ()

    @property
    def parent_label(self) -> str:
        """The parent in words."""
        if self.parent is not None:
            return f"{self.parent.outlet}, {self.parent.when_short}, {self.parent.short}"
        return self.ancestor.label if self.ancestor else "an unseen report"


@dataclass(frozen=True, slots=True)
class SharedRow:
    """Wording that two reports share, for tinting copied passages."""

    report_id: str
    start: int
    end: int
    other: Place
    kind: str
    sure: bool
    """Whether this side is known to be the copy."""
    reason: str
    ruled: tuple[RulingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteReading:
    """One attribution, as one report words it."""

    id: str
    place: Place
    text: str
    """Its pieces, joined by ` … ` where a cue lies between."""
    pieces: Spans
    cue: str | None
    """The words that say that somebody says so: `said`, `has condemned`, `called`."""
    sentence: Place
    sentence_text: str
    kind: AttributionKind
    act: Act
    stance: Stance
    speaker: Speaker
    speaker_id: str | None
    addressee: str | None
    via: tuple[Hand, ...]
    is_base: bool
    relation: Relation | None
    diff: tuple[tuple[str, str, str], ...]
    reason: str | None
    said_from: str | None
    said_to: str | None
    parent_id: str | None
    confidence: float
    made_by: str
    ruled: tuple[RulingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One thing said, with its readings, the base first. A statement found in one report alone is a group of one."""

    utterance_id: str | None
    speaker: Speaker
    base_confidence: float | None
    said_from: str | None
    said_to: str | None
    readings: tuple[QuoteReading, ...]
    roots: tuple[Root, ...]

    @property
    def base(self) -> QuoteReading:
        """The reading nearest to the speaker."""
        return self.readings[0]

    @property
    def altered(self) -> tuple[QuoteReading, ...]:
        """The readings whose words differ inside the quotation marks, whichever of the two wordings came first."""
        return tuple(r for r in self.readings if r.relation in CHANGED)

    @property
    def seriousness(self) -> tuple[int, bool]:
        """The key of its most serious change (`serious.seriousness`), to sort by."""
        return min(seriousness(one.relation, one.diff, one.reason) for one in self.readings)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry it."""
        return tuple(sorted({r.place.outlet for r in self.readings}))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as one report gives it. `day` places it in time: what it is as of, else when it was published."""

    id: str
    place: Place
    words: str
    value: str
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    measured: str
    head: str | None
    scope: str | None
    as_of_from: str | None
    as_of_to: str | None
    day: str | None
    speaker: Speaker | None
    sentence: Place
    sentence_text: str
    series_id: str | None
    roots: tuple[Root, ...]
    ruled: tuple[RulingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """Figures that measure the same thing over time; `id` None holds those that join no series."""

    id: str | None
    label: str
    unit: str
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class ToldOtherwise:
    """In how many reports a happening is told with another modality, and on which day first (None: no date)."""

    modality: Modality
    reports: int
    since: str | None


@dataclass(frozen=True, slots=True)
class InDispute:
    """A dispute that an entry, a statement that holds it, or a figure in its sentence stands in."""

    id: str
    kind: DisputeKind
    label: str
    opened: str | None
    settled: str | None


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One happening: when, whether it happened, the sentence that speaks for it, and how many others tell it."""

    id: str
    earliest: str | None
    latest: str | None
    modality: Modality
    place: Place
    words: str
    sentence: Place
    sentence_text: str
    speaker: Speaker | None
    told_at: tuple[Place, ...]
    """Where else it is told so; those who only announced it are in `otherwise`."""
    roots: tuple[Root, ...]
    ruled: tuple[RulingRow, ...] = ()
    otherwise: tuple[ToldOtherwise, ...] = ()
    disputes: tuple[InDispute, ...] = ()

    @property
    def when(self) -> str:
        """The days it can have been, in few words."""
        return days(self.earliest, self.latest)


@dataclass(frozen=True, slots=True)
class DisputeItem:
    """One row on one side of a dispute: who says it, in what words, where."""

    table_name: str
    row_id: str
    who: str
    words: str
    sentence: Place
    sentence_text: str
    place: Place
    speaker_id: str | None


@dataclass(frozen=True, slots=True)
class DisputeSideRow:
    """One side of a dispute and the roots that stand behind it."""

    side: int
    items: tuple[DisputeItem, ...]
    roots: tuple[Root, ...]


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """Accounts that cannot both hold."""

    id: str
    kind: DisputeKind
    label: str
    opened: str | None
    settled: str | None
    reason: str
    sides: tuple[DisputeSideRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Somebody who speaks or is credited, with how often and where first."""

    id: str
    name: str
    kind: SourceKind
    anonymous: bool
    aliases: tuple[str, ...]
    statements: int
    """Attributions of which it is a speaker, guesses included, thoughts left out."""
    quotations: int
    """Those of them that are direct or mixed."""
    guesses: int
    """Statements whose speaker is resolved with less than `SURE` confidence."""
    handed_on: int
    """Attributions that passed through its hands."""
    reports: int
    place: Place | None
    ruled: tuple[RulingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One sentence that holds words searched for; `hits` are their spans in the report's text."""

    place: Place
    text: str
    hits: Spans
    speaker: Speaker | None


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """Something that went wrong with one input."""

    origin: str
    stage: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks, and how much: things said (an utterance counts once) and the outlets that carry them."""

    source_id: str
    name: str
    anonymous: bool
    said: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The account at a glance."""

    reports: int
    undated: int
    inferred: int
    outlets: int
    no_outlet: int
    earliest: str | None
    latest: str | None
    leaning: int
    """Reports that lean on another report or on an unseen one."""
    independent: int
    undetermined: int
    utterances: int
    statements: int
    altered: int
    altered_small: int
    """Of these, how many differ in small words, endings or spellings alone."""
    figures: int
    series: int
    happenings: int
    disputes: int
    open_disputes: int
    problems: int
    voices: tuple[Voice, ...]
