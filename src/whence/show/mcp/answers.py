"""Rows of the account as answers: plain values, each with the citations that it stands on.

A citation holds the exact words and where they stand: outlet, date, title, URL, report id, start and end (code points
in the report's text). What is not known is null and stays so: a speaker who is not resolved has no name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whence.show.wording import dispute_state, standing
from whence.story.queries import Places
from whence.story.queries_cited import Place, Root, Speaker, days
from whence.story.queries_copies import SharedPassage
from whence.story.queries_rows import (
    DisputeRow,
    FigureRow,
    LineageRow,
    Overview,
    Quote,
    QuoteReading,
    ReportRow,
    SearchRow,
    SourceRow,
    TimelineRow,
)

Answer = dict[str, Any]

READINGS = 12
"""Readings shown of one utterance: the base, those whose words differ, then the others by day."""
TOLD = 12
"""Other places that tell of a happening, shown with it."""


class Answers:
    """Turns rows into answers. `reports` are all the reports of the story, for their titles and addresses."""

    def __init__(self, places: Places, reports: Sequence[ReportRow]) -> None:
        self._places = places
        self._reports = {row.head.id: row for row in reports}

    def cited(self, place: Place) -> Answer:
        """A citation."""
        report = self._reports[place.report_id]
        return {
            "citation": place.citation, "outlet": place.outlet, "published": place.when, "title": report.title,
            "url": report.url, "report_id": place.report_id, "start": place.start, "end": place.end,
            "words": self._places.words(place),
        }  # fmt: skip

    def search(self, row: SearchRow) -> Answer:
        """A sentence that holds the words searched for."""
        said = {"speaker": who(row.speaker)} if row.speaker else {}
        return said | {"at": self.cited(row.place)}

    def quote(self, quote: Quote) -> Answer:
        """One thing said, with its readings."""
        base, rest = quote.readings[0], quote.readings[1:]
        differ = [r for r in rest if r in quote.altered]
        shown = [base, *differ, *(r for r in rest if r not in quote.altered)][:READINGS]
        return {
            "utterance_id": quote.utterance_id,
            "speaker": who(quote.speaker),
            "said_from": quote.said_from,
            "said_to": quote.said_to,
            "support": support(quote.roots),
            "outlets": list(quote.outlets),
            "readings_in_all": len(quote.readings),
            "first_wording_is_decided": None if quote.base_confidence is None else quote.base_confidence >= 0.5,
            "readings": [self._reading(r) for r in shown],
        }

    def _reading(self, reading: QuoteReading) -> Answer:
        return {
            "words": reading.text, "kind": reading.kind, "act": reading.act, "stance": reading.stance,
            "cue": reading.cue, "speaker": who(reading.speaker), "to": reading.addressee,
            "via": [hand.name for hand in reading.via], "is_base": reading.is_base, "relation": reading.relation,
            "difference": reading.reason if reading.relation not in (None, "same") else None,
            "sentence": reading.sentence_text, "at": self.cited(reading.place),
        }  # fmt: skip

    def figure(self, row: tuple[str | None, FigureRow]) -> Answer:
        """One figure, with the series that it is a point of."""
        series, figure = row
        as_of = days(figure.as_of_from, figure.as_of_to) if figure.as_of_from or figure.as_of_to else None
        return {
            "series": series, "measured": figure.measured, "words": figure.words, "low": figure.low,
            "high": figure.high, "bound": figure.bound, "unit": figure.unit, "scope": figure.scope,
            "as_of": as_of, "given_by": who(figure.speaker), "support": support(figure.roots),
            "sentence": figure.sentence_text, "at": self.cited(figure.place),
        }  # fmt: skip

    def happening(self, row: TimelineRow) -> Answer:
        """One entry of the timeline."""
        others = {place.report_id: place for place in reversed(row.told_at)}
        others.pop(row.place.report_id, None)
        return {
            "when": row.when, "earliest": row.earliest, "latest": row.latest, "modality": row.modality,
            "sentence": row.sentence_text, "says": who(row.speaker), "support": support(row.roots),
            "told_in_other_reports": len(others),
            "told_at": [place.citation for place in sorted(others.values(), key=lambda p: p.citation)[:TOLD]],
            "at": self.cited(row.place),
        }  # fmt: skip

    def dispute(self, row: DisputeRow) -> Answer:
        """What cannot both hold."""
        return {
            "kind": row.kind, "about": row.label, "state": dispute_state(row), "why": row.reason,
            "sides": [
                {
                    "side": side.side,
                    "support": support(side.roots),
                    "items_in_all": len(side.items),
                    "items": [
                        {"who": item.who, "sentence": item.sentence_text, "at": self.cited(item.place)}
                        for item in side.items[:READINGS]
                    ],
                }
                for side in row.sides
            ],
        }  # fmt: skip

    def lineage(self, row: LineageRow, shared: Sequence[SharedPassage] = ()) -> Answer:
        """That one report leans on another, or on one that is not in the story; `shared` is what the two share."""
        copied = [p for p in shared if p.kind != "quotation"] or shared
        longest = max(copied, key=lambda p: (p.b.end - p.b.start, -p.a.start), default=None)
        return {
            "report": self.report(self._reports[row.child.id]),
            "leans_on": self.report(self._reports[row.parent.id]) if row.parent else None,
            "leans_on_unseen": row.ancestor.label if row.ancestor else None,
            "share_of_its_words": row.share, "basis": row.basis,
            "longest_shared_at": [longest.a.citation, longest.b.citation] if longest else [],
            "names_it_at": [self.cited(place) for place in row.credited],
        }  # fmt: skip

    def source(self, row: SourceRow) -> Answer:
        """Somebody who speaks or is credited."""
        return {
            "name": row.name, "kind": row.kind, "anonymous": row.anonymous, "aliases": list(row.aliases),
            "statements": row.statements, "quotations": row.quotations, "guessed_statements": row.guesses,
            "handed_on": row.handed_on, "reports": row.reports,
            "first_named_at": self.cited(row.place) if row.place else None,
        }  # fmt: skip

    def report(self, row: ReportRow) -> Answer:
        """One report, without its text."""
        head = row.head
        return {
            "report_id": head.id, "outlet": head.outlet, "outlet_given": head.outlet_given, "published": head.when,
            "date_basis": head.basis, "title": row.title, "byline": row.byline, "url": row.url,
            "words": row.words, "own_share": row.own_share, "leans_on": list(row.parents),
        }  # fmt: skip

    def overview(self, counts: Overview) -> Answer:
        """The account at a glance."""
        return {
            "reports": counts.reports, "undated_reports": counts.undated, "outlets": counts.outlets,
            "earliest": counts.earliest, "latest": counts.latest,
            "reports_that_lean_on_others": counts.leaning, "utterances": counts.utterances,
            "statements": counts.statements, "readings_that_differ": counts.altered,
            "of_these_in_small_words_alone": counts.altered_small, "figures": counts.figures,
            "series": counts.series, "timeline_entries": counts.happenings, "disputes": counts.disputes,
            "open_disputes": counts.open_disputes, "problems_met_while_reading": counts.problems,
            "who_speaks_most": [
                {"name": voice.name, "things_said": voice.said, "outlets": voice.outlets}
                for voice in counts.voices[:15]
            ],
        }  # fmt: skip


def who(speaker: Speaker | None) -> Answer | None:
    """A speaker: what may be said of them (`label`), and a name only where it is sure."""
    if speaker is None:
        return None
    possible = speaker.name if not speaker.sure and speaker.name != speaker.words else None
    return {
        "label": speaker.label,
        "name": speaker.name if speaker.sure and not speaker.anonymous else None,
        "possible_name": possible,
        "words_in_report": speaker.words,
        "resolved_by": speaker.basis,
        "confidence": speaker.confidence,
        "anonymous": speaker.anonymous,
    }


def support(roots: Sequence[Root]) -> Answer | None:
    """The roots that stand behind a row; None where they were not worked out, as for what one report alone says."""
    if not roots:
        return None
    return {
        "independent": sum(root.certain for root in roots),
        "undetermined": sum(not root.certain for root in roots),
        "in_words": standing(roots),
        "roots": [{"label": root.label, "independent": root.certain} for root in roots[:READINGS]],
    }
