"""The marks of a text as spaCy pipeline components: `nlp.add_pipe("whence_attributions")`, then `doc._.attributions`.

`whence_figures` sets `doc._.figures` and `whence_moments` sets `doc._.moments`. The components work in any pipeline, a
blank one too: Whence parses the text of a Doc with a pipeline of its own (the setting `pipeline`) and uses no
annotation of the Doc. Several of them in one pipeline mark a text once.

A Doc keeps its marks in `user_data` as plain values, so that it can be written to bytes and sent between processes; the
objects with spans are made when they are asked for. A span covers every token of the Doc that the mark touches.
"""

# ruff: noqa: ARG001 - spaCy hands `nlp` and `name` to every factory

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from whence.api import mark
from whence.mark import load_pipeline, load_span_model
from whence.read import read_text
from whence.records import Act, AttributionKind, Bound, Marks, MomentType, Stance
from whence.settings import DEFAULTS, Settings

PUBLISHED: Final = "whence_published"
"""The key of `doc.user_data` with the day that a Doc was published (`2025-12-01`); it goes before the setting."""

Row = dict[str, Any]
Place = list[int]
Placing = Callable[[int, int], Place]


@dataclass(frozen=True, slots=True)
class DocAttribution:
    """Something that somebody is said to have said. Names are the ones by which the text calls them most fully."""

    content: tuple[Span, ...]
    """What was said, in its pieces."""
    cue: Span | None
    source: Span | None
    """The words for the speaker at this place: a name, a role, a pronoun."""
    kind: AttributionKind
    act: Act
    stance: Stance
    speaker: str | None
    """Who the source stands for, or None where that is not known."""
    speaker_basis: str | None
    speaker_confidence: float
    """How sure it is that this is the speaker, 0 to 1."""
    speakers: tuple[str, ...]
    """All of them where several speak together."""
    anonymous: bool
    addressee: str | None
    via: tuple[str, ...]
    """The hands that it passed through, nearest to the speaker first."""
    said_from: str | None
    said_to: str | None
    """The inclusive days (YYYY-MM-DD) on which it was said."""
    uttered: bool
    """Whether it was said by then: not where the cue is negated, conditional or still to come."""
    confidence: float


@dataclass(frozen=True, slots=True)
class DocFigure:
    """A number that counts or measures something, with its bounds and unit (see `Figure` in the reference)."""

    span: Span
    value: Span
    """The number alone."""
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    measured: str
    head: str | None
    as_of_from: str | None
    as_of_to: str | None
    speaker: str | None
    """Who gives it, where it stands in what somebody says."""


@dataclass(frozen=True, slots=True)
class DocMoment:
    """A time expression: its TIMEX3 type and value, and the inclusive days it can mean (YYYY-MM-DD)."""

    span: Span
    type: MomentType
    value: str
    earliest: str | None
    latest: str | None


def attributions(doc: Doc) -> tuple[DocAttribution, ...]:
    """What `doc._.attributions` gives, typed: in order of content; empty where the component has not run."""
    return tuple(
        DocAttribution(
            **row
            | {
                "content": tuple(_span(doc, piece) for piece in row["content"]),
                "cue": _span(doc, row["cue"]) if row["cue"] else None,
                "source": _span(doc, row["source"]) if row["source"] else None,
                "speakers": tuple(row["speakers"]),
                "via": tuple(row["via"]),
            }
        )
        for row in _rows(doc, "attributions")
    )


def figures(doc: Doc) -> tuple[DocFigure, ...]:
    """What `doc._.figures` gives, typed: in order of the text; empty where the component has not run."""
    return tuple(
        DocFigure(**row | {"span": _span(doc, row["span"]), "value": _span(doc, row["value"])})
        for row in _rows(doc, "figures")
    )


def moments(doc: Doc) -> tuple[DocMoment, ...]:
    """What `doc._.moments` gives, typed: in order of the text; empty where the component has not run."""
    return tuple(DocMoment(**row | {"span": _span(doc, row["span"])}) for row in _rows(doc, "moments"))


def _rows(doc: Doc, name: str) -> Sequence[Row]:
    rows: Sequence[Row] = doc.user_data.get(f"whence_{name}", ())
    return rows


def _span(doc: Doc, place: Sequence[int]) -> Span:
    span = doc.char_span(place[0], place[1], alignment_mode="expand")
    assert span is not None, "a mark lies inside the text of its Doc"
    return span


class Marker:
    """A component that marks a Doc and keeps one kind of mark.

    Raises InputError on a Doc whose day in `user_data` is no date or that is longer than a report may be.
    """

    def __init__(self, kind: str, pipeline: str, attribution_model: str, published: str | None) -> None:
        """Raises CommandError where there is no such pipeline or model, InputError where `published` is no date."""
        self.kind = kind
        self.settings = Settings(pipeline=pipeline, attribution_model=attribution_model)
        self.published = published
        load_pipeline(pipeline)
        load_span_model(attribution_model)
        read_text("checked here", published=published)

    def __call__(self, doc: Doc) -> Doc:
        rows: list[Row] = []
        if doc.text.removeprefix("\ufeff").strip():
            published = doc.user_data.get(PUBLISHED) or self.published
            text, marks = _marked(doc.text, published, self.settings)
            rows = KINDS[self.kind](marks, _places(doc.text, text))
        doc.user_data[f"whence_{self.kind}"] = rows
        return doc


@lru_cache(maxsize=1)
def _marked(text: str, published: str | None, settings: Settings) -> tuple[str, Marks]:
    """A text as Whence reads it, and its marks. The last is kept for the next component of the pipeline."""
    report, marks = mark(text, published=published, settings=settings)
    return report.text, marks


def _places(text: str, read: str) -> Placing:
    """From offsets of the text as it was read (line ends are LF, no byte-order mark) to offsets of the text itself."""
    if text == read:
        return lambda start, end: [start, end]
    first = 1 if text.startswith("\ufeff") else 0
    kept = [i for i in range(first, len(text)) if not (text[i] == "\n" and i > first and text[i - 1] == "\r")]
    kept.append(len(text))
    return lambda start, end: [kept[start], kept[end]]


def _attribution_rows(marks: Marks, place: Placing) -> list[Row]:
    names = {entity.id: entity.name for entity in marks.entities}

    def optional(start: int | None, end: int | None) -> Place | None:
        return None if start is None or end is None else place(start, end)

    return [
        {
            "content": [place(start, end) for start, end in one.pieces],
            "cue": optional(one.cue_start, one.cue_end),
            "source": optional(one.source_start, one.source_end),
            "kind": one.kind, "act": one.act, "stance": one.stance,
            "speaker": _name(names, one.speaker_entity_id),
            "speaker_basis": one.speaker_basis, "speaker_confidence": one.speaker_confidence,
            "speakers": _names(names, one.speakers), "anonymous": one.anonymous,
            "addressee": _name(names, one.addressee_entity_id),
            "via": _names(names, [hand.entity_id for hand in one.via]),
            "said_from": one.said_from, "said_to": one.said_to,
            "uttered": one.uttered, "confidence": one.confidence,
        }
        for one in marks.attributions
    ]  # fmt: skip


def _figure_rows(marks: Marks, place: Placing) -> list[Row]:
    names = {entity.id: entity.name for entity in marks.entities}
    speakers = {one.id: _name(names, one.speaker_entity_id) for one in marks.attributions}
    return [
        {
            "span": place(one.start, one.end), "value": place(one.value_start, one.value_end),
            "low": one.low, "high": one.high, "bound": one.bound, "unit": one.unit,
            "measured": one.measured, "head": one.head,
            "as_of_from": one.as_of_from, "as_of_to": one.as_of_to,
            "speaker": _name(speakers, one.attribution_id),
        }
        for one in marks.figures
    ]  # fmt: skip


def _moment_rows(marks: Marks, place: Placing) -> list[Row]:
    return [
        {"span": place(one.start, one.end), "type": one.type, "value": one.value,
         "earliest": one.earliest, "latest": one.latest}
        for one in marks.moments
    ]  # fmt: skip


def _name(names: dict[str, str] | dict[str, str | None], key: str | None) -> str | None:
    return None if key is None else names[key]


def _names(names: dict[str, str], keys: Iterable[str]) -> list[str]:
    return [names[key] for key in keys]


KINDS: dict[str, Callable[[Marks, Placing], list[Row]]] = {
    "attributions": _attribution_rows,
    "figures": _figure_rows,
    "moments": _moment_rows,
}
CONFIG: dict[str, str | None] = {
    "pipeline": DEFAULTS.pipeline,
    "attribution_model": DEFAULTS.attribution_model,
    "published": None,
}
"""The settings of every component: as in `Settings`, and the day of Docs that name none in `user_data`."""


@Language.factory("whence_attributions", assigns=["doc._.attributions"], default_config=CONFIG)
def make_attributions(nlp: Language, name: str, pipeline: str, attribution_model: str, published: str | None) -> Marker:
    """The component that sets `doc._.attributions`."""
    return Marker("attributions", pipeline, attribution_model, published)


@Language.factory("whence_figures", assigns=["doc._.figures"], default_config=CONFIG)
def make_figures(nlp: Language, name: str, pipeline: str, attribution_model: str, published: str | None) -> Marker:
    """The component that sets `doc._.figures`."""
    return Marker("figures", pipeline, attribution_model, published)


@Language.factory("whence_moments", assigns=["doc._.moments"], default_config=CONFIG)
def make_moments(nlp: Language, name: str, pipeline: str, attribution_model: str, published: str | None) -> Marker:
    """The component that sets `doc._.moments`."""
    return Marker("moments", pipeline, attribution_model, published)


for _extension, _getter in (("attributions", attributions), ("figures", figures), ("moments", moments)):
    Doc.set_extension(_extension, getter=_getter)
