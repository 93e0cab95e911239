"""The nouns of Whence, frozen and typed.

A *mark* is something found at a place in one report: it holds `report_id, start, end`, half-open offsets in Unicode
code points into `Report.text`, and `made_by` (the rule or model, with its version). Everything else names the marks
that it stands on. Dates are ISO 8601 strings that keep their precision (`2025`, `2025-12`, `2025-12-01`);
`*_earliest`, `*_latest`, `*_from`, `*_to` are inclusive days (`YYYY-MM-DD`), or None where nothing is known.

The fields of a record are the columns of the table of the same name (see `story/schema.sql`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Spans = tuple[tuple[int, int], ...]
"""Sorted, disjoint, half-open spans of one report's text."""

PublishedBasis = Literal["given", "header", "metadata", "url", "feed", "inferred", "ruling"]
PassageKind = Literal["headline", "header", "body", "block_quote", "caption", "list", "boilerplate"]
SourceKind = Literal["person", "organisation", "outlet", "office", "group", "document"]
MentionBasis = Literal["name", "role", "pronoun", "description"]
AttributionKind = Literal["direct", "mixed", "indirect"]
Act = Literal["said", "wrote", "reported", "thought"]
Stance = Literal["assert", "deny", "confirm", "decline", "question"]
CreditKind = Literal["cites", "block_quote", "agency", "syndicates"]
ReuseKind = Literal["verbatim", "edited", "paraphrase", "quotation"]
Direction = Literal["a_to_b", "b_to_a", "common", "unknown"]
MomentType = Literal["date", "time", "duration", "set"]
Bound = Literal["exactly", "at_least", "more_than", "at_most", "less_than", "about", "range"]
Modality = Literal["happened", "ongoing", "planned", "possible", "alleged", "denied"]
Relation = Literal[
    "same", "trimmed", "extended", "altered", "paraphrased", "translated", "turned_indirect", "turned_direct", "differs"
]
DisputeKind = Literal["denial", "figures", "dates", "quotation"]
SupportTable = Literal["utterance", "figure", "timeline", "dispute_side"]


def digest(*parts: object) -> str:
    """Sixteen hex digits that stand for the parts, the same on every machine and in every run."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans joined where they overlap or touch."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def mark_id(report_id: str, table: str, start: int, end: int, kind: str) -> str:
    """The id of a mark: the same place and kind in the same report always has the same id."""
    return digest(report_id, table, start, end, kind)


# --- reports ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published: as given (`value`), as inclusive days, and how that is known."""

    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: PublishedBasis | None = None
    confidence: float = 0.0
    reason: str = "no date was given and none was found"


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it came. `text` is the decoded input, unchanged but for the byte-order mark and CRLF.

    `origin` is the path relative to the input that was named (`#` and the record's own id where a file holds many
    records). `outlet` is verbatim as given, or None. `raw` is the bytes the report was read from.
    """

    id: str
    origin: str
    text: str
    given_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    published: Published = field(default_factory=Published)
    raw: bytes = b""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with one input. `stage` is the folder that met it: read, mark, compare, weigh."""

    origin: str
    stage: str
    kind: str
    message: str


# --- marks -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph-sized piece of the text and what it is. Passages are disjoint and in order; `seq` counts from 0."""

    id: str
    report_id: str
    start: int
    end: int
    seq: int
    kind: PassageKind
    made_by: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that can speak or be credited, *within one report*. `weigh` joins entities into sources.

    `aliases` are the strings seen in this report that name it (never a pronoun or a role). An anonymous entity
    (`two sources`, `one White House adviser`) keeps its description as its name and is never joined across reports.
    """

    id: str
    report_id: str
    name: str
    kind: SourceKind
    anonymous: bool
    aliases: tuple[str, ...]
    made_by: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an entity is named or referred to. `antecedent_id` is the mention a pronoun or role stands for."""

    id: str
    report_id: str
    start: int
    end: int
    entity_id: str
    basis: MentionBasis
    antecedent_id: str | None
    confidence: float
    made_by: str


@dataclass(frozen=True, slots=True)
class Via:
    """One pair of hands that an attribution passed through; position 1 is nearest to the speaker."""

    position: int
    entity_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """Something that somebody is said to have said. `start, end` span the content; `pieces` are its exact spans."""

    id: str
    report_id: str
    start: int
    end: int
    pieces: Spans
    cue_start: int | None
    cue_end: int | None
    cue_pieces: Spans
    source_start: int | None
    source_end: int | None
    source_pieces: Spans
    kind: AttributionKind
    act: Act
    stance: Stance
    speaker_entity_id: str | None
    speaker_basis: str | None
    speaker_confidence: float
    anonymous: bool
    addressee_entity_id: str | None
    said_from: str | None
    said_to: str | None
    parent_id: str | None
    confidence: float
    made_by: str
    speakers: tuple[str, ...] = ()
    """Entity ids of all the speakers where several speak together; the first is `speaker_entity_id`."""
    via: tuple[Via, ...] = ()
    uttered: bool = True
    """Whether it was said by then: not where the cue is negated, conditional or still to come (`will say`)."""
    dismissed: bool = False
    """Whether a person ruled that this is no statement: it is kept, and left out of the account and of views."""


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet's or agency's name, as written, where the report leans on it."""

    id: str
    report_id: str
    start: int
    end: int
    entity_id: str
    kind: CreditKind
    made_by: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression: its TIMEX3 type and value, and the inclusive days it can mean."""

    id: str
    report_id: str
    start: int
    end: int
    type: MomentType
    value: str
    earliest: str | None
    latest: str | None
    basis: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts or measures something, as said.

    `start, end` run from the first word of the bound to the last word of what is measured; `value_start, value_end`
    hold the number alone. `low, high` follow `bound`: at_least and more_than have no high, at_most and less_than no
    low, exactly and about have both the same. `unit` is `count` for things counted, else an SI or currency symbol
    (`m`, `ft`, `km`, `%`, `USD`, `year`); `measured` is the words that say what; `head` its lower-case singular lemma.
    """

    id: str
    report_id: str
    start: int
    end: int
    value_start: int
    value_end: int
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    measured: str
    head: str | None
    scope: str | None
    as_of_from: str | None
    as_of_to: str | None
    attribution_id: str | None
    made_by: str
    dismissed: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """The words for something that happens (the verb or noun that names it), when, and whether it did."""

    id: str
    report_id: str
    start: int
    end: int
    earliest: str | None
    latest: str | None
    modality: Modality
    attribution_id: str | None
    made_by: str
    dismissed: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything found inside one report."""

    report_id: str
    passages: tuple[Passage, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    credits: tuple[Credit, ...] = ()
    moments: tuple[Moment, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()


# --- comparison ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reuse:
    """Two passages that share their wording. `a` is the earlier published, else the smaller report id."""

    id: str
    a_report_id: str
    a_start: int
    a_end: int
    b_report_id: str
    b_start: int
    b_end: int
    kind: ReuseKind
    similarity: float
    direction: Direction
    confidence: float
    reason: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A report that is not in the pile: credited by name (`entity_id`), or inferred from what two reports share."""

    id: str
    entity_id: str | None
    outlet_name: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """That a report leans on a parent: another report or an ancestor. `share` is of its words outside furniture."""

    report_id: str
    parent_report_id: str | None
    ancestor_id: str | None
    share: float
    basis: str
