"""The rows of a view as JSON (as they are, nested) or as CSV (one line a mark, with its citation).

In CSV a text cell that begins like a formula gets an apostrophe before it: a spreadsheet would otherwise run a report's
words. JSON holds the exact words.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import IO, Any

from whence.story.queries_cited import Place, Root, Speaker
from whence.story.queries_rows import (
    DisputeRow,
    LineageRow,
    Quote,
    ReportRow,
    SearchRow,
    SeriesRow,
    SourceRow,
    TimelineRow,
)

Cells = dict[str, object]


def write_json(rows: object, out: IO[str]) -> None:
    """Rows as a JSON list (an overview as an object), ending with a newline."""
    out.write(json.dumps(plain(rows), ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def plain(value: object) -> object:
    """Rows as JSON values; places carry their citation and speakers the label that a person would read."""
    if is_dataclass(value) and not isinstance(value, type):
        made: dict[str, object] = {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        if isinstance(value, Place):
            made["citation"] = value.citation
        if isinstance(value, Speaker):
            made["label"] = value.label
        return made
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def write_csv(rows: Sequence[Any], columns: Sequence[str], out: IO[str]) -> None:
    """Rows as CSV under `columns` (see `COLUMNS`), with a first line of their names even where there are none."""
    writer = csv.DictWriter(out, fieldnames=list(columns), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        for cells in flat(row):
            writer.writerow({key: guarded(value) for key, value in cells.items()})


def guarded(value: object) -> object:
    """A cell that no spreadsheet runs: text that begins like a formula gets an apostrophe before it."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


_AT = ("report_id", "start", "end", "outlet", "published", "citation")
COLUMNS: dict[str, tuple[str, ...]] = {
    "reports": ("report_id", "short", "outlet", "published", "published_earliest", "published_latest",
                "published_basis", "published_reason", "title", "byline", "url", "origin", "language", "version",
                "words", "own_share", "attributions", "figures", "parents"),
    "lineage": ("report_id", "outlet", "published", "parent_report_id", "ancestor_id", "parent", "share", "basis"),
    "quotes": ("utterance_id", "attribution_id", "speaker", "speaker_words", "speaker_name", "speaker_basis",
               "speaker_confidence", "anonymous", "text", "cue", "kind", "act", "stance", "via", "addressee",
               "said_from", "said_to", "is_base", "relation", "reason", "sentence", *_AT),
    "figures": ("series_id", "series", "figure_id", "words", "value", "low", "high", "bound", "unit", "measured",
                "head", "scope", "as_of_from", "as_of_to", "speaker", "sentence", *_AT),
    "timeline": ("timeline_id", "earliest", "latest", "modality", "words", "sentence", "speaker", "told_in_reports",
                 "independent", "undetermined", *_AT),
    "disputes": ("dispute_id", "kind", "label", "opened", "settled", "why", "side", "who", "words", "table_name",
                 "row_id", "sentence", *_AT),
    "sources": ("source_id", "name", "kind", "anonymous", "aliases", "statements", "quotations", "guesses",
                "handed_on", "reports", *_AT),
    "search": ("text", "hits", "speaker", *_AT),
}  # fmt: skip
"""The columns of each view as CSV."""


def flat(row: object) -> Iterable[Cells]:
    """One row of a view as cells; a group gives a line for each of its members."""
    if isinstance(row, ReportRow):
        yield _report(row)
    elif isinstance(row, LineageRow):
        yield {
            "report_id": row.child.id, "outlet": row.child.outlet, "published": row.child.published,
            "parent_report_id": row.parent.id if row.parent else None,
            "ancestor_id": row.ancestor.id if row.ancestor else None, "parent": row.parent_label,
            "share": row.share, "basis": row.basis,
        }  # fmt: skip
    elif isinstance(row, Quote):
        yield from _quote(row)
    elif isinstance(row, SeriesRow):
        yield from _series(row)
    elif isinstance(row, TimelineRow):
        yield {
            "timeline_id": row.id, "earliest": row.earliest, "latest": row.latest, "modality": row.modality,
            "words": row.words, "sentence": row.sentence_text, "speaker": row.speaker.label if row.speaker else None,
            "told_in_reports": len({row.place.report_id} | {p.report_id for p in row.told_at}),
            **_roots(row.roots), **_at(row.place),
        }  # fmt: skip
    elif isinstance(row, DisputeRow):
        yield from _dispute(row)
    elif isinstance(row, SourceRow):
        yield {
            "source_id": row.id, "name": row.name, "kind": row.kind, "anonymous": int(row.anonymous),
            "aliases": "; ".join(row.aliases), "statements": row.statements, "quotations": row.quotations,
            "guesses": row.guesses, "handed_on": row.handed_on, "reports": row.reports,
            **(_at(row.place) if row.place else {}),
        }  # fmt: skip
    elif isinstance(row, SearchRow):
        yield {
            "text": row.text, "hits": json.dumps(row.hits), "speaker": row.speaker.label if row.speaker else None,
            **_at(row.place),
        }  # fmt: skip
    else:
        raise TypeError(f"{type(row).__name__} is not a row of a view")


def _at(place: Place) -> Cells:
    return {
        "report_id": place.report_id, "start": place.start, "end": place.end, "outlet": place.outlet,
        "published": place.when, "citation": place.citation,
    }  # fmt: skip


def _roots(roots: Sequence[Root]) -> Cells:
    certain = sum(root.certain for root in roots)
    return {"independent": certain, "undetermined": len(roots) - certain}


def _report(row: ReportRow) -> Cells:
    head = row.head
    return {
        "report_id": head.id, "short": head.short, "outlet": head.outlet, "published": head.published,
        "published_earliest": head.earliest, "published_latest": head.latest, "published_basis": head.basis,
        "published_reason": head.reason, "title": row.title, "byline": row.byline, "url": row.url,
        "origin": row.origin, "language": row.language, "version": row.version, "words": row.words,
        "own_share": row.own_share, "attributions": row.attributions, "figures": row.figures,
        "parents": "; ".join(row.parents),
    }  # fmt: skip


def _quote(quote: Quote) -> Iterable[Cells]:
    for r in quote.readings:
        yield {
            "utterance_id": quote.utterance_id, "attribution_id": r.id, "speaker": r.speaker.label,
            "speaker_words": r.speaker.words, "speaker_name": r.speaker.name, "speaker_basis": r.speaker.basis,
            "speaker_confidence": r.speaker.confidence, "anonymous": int(r.speaker.anonymous), "text": r.text,
            "cue": r.cue,
            "kind": r.kind, "act": r.act, "stance": r.stance, "via": "; ".join(h.name for h in r.via),
            "addressee": r.addressee, "said_from": r.said_from, "said_to": r.said_to, "is_base": int(r.is_base),
            "relation": r.relation, "reason": r.reason, "sentence": r.sentence_text, **_at(r.place),
        }  # fmt: skip


def _series(series: SeriesRow) -> Iterable[Cells]:
    for f in series.figures:
        yield {
            "series_id": series.id, "series": series.label if series.id else None, "figure_id": f.id,
            "words": f.words, "value": f.value, "low": f.low, "high": f.high, "bound": f.bound, "unit": f.unit,
            "measured": f.measured, "head": f.head, "scope": f.scope, "as_of_from": f.as_of_from,
            "as_of_to": f.as_of_to, "speaker": f.speaker.label if f.speaker else None, "sentence": f.sentence_text,
            **_at(f.place),
        }  # fmt: skip


def _dispute(dispute: DisputeRow) -> Iterable[Cells]:
    for side in dispute.sides:
        for item in side.items:
            yield {
                "dispute_id": dispute.id, "kind": dispute.kind, "label": dispute.label, "opened": dispute.opened,
                "settled": dispute.settled, "why": dispute.reason, "side": side.side, "who": item.who,
                "words": item.words, "table_name": item.table_name, "row_id": item.row_id,
                "sentence": item.sentence_text, **_at(item.place),
            }  # fmt: skip
