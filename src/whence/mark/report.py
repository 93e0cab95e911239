"""Everything that is found inside one report, in order: passages, parse, names, time, statements, figures, events."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language

from whence.language import language_of, other_language
from whence.mark.dating import infer_published
from whence.mark.events import find_events
from whence.mark.figures import find_figures
from whence.mark.figures_given import given_by
from whence.mark.moments import find_moments
from whence.mark.names import find_names
from whence.mark.parse import parse
from whence.mark.passages import find_passages
from whence.mark.quotes import find_quotations
from whence.mark.span_model import SpanModel
from whence.mark.statements import find_all_statements
from whence.mark.turn_speakers import name_speakers
from whence.mark.turns import find_turns
from whence.mark.turns_speech import find_speech
from whence.mark.who import attribute
from whence.records import Marks, Report
from whence.run_ins import without_run_ins

VERSION = "19"
"""Raised when any rule changes what it marks, so that an older story is marked again."""


def mark_report(report: Report, nlp: Language, model: SpanModel | None = None) -> tuple[Report, Marks]:
    """The marks of a report, and the report itself with a date where it had none and its words fix one.

    `model` marks attributions beside the rules; None leaves it to the rules alone. A report that is clearly in another
    language than English gets its passages and, where none was given, its language, and no other mark.
    """
    passages = find_passages(report)
    if other_language(report.text) is not None:
        report = replace(report, language=language_of(report.text, report.language))
        return report, Marks(report.id, tuple(passages))
    plain = without_run_ins(report.text)
    doc = parse(plain, passages, nlp)
    moments = find_moments(doc, report, passages)
    if report.published.earliest is None and report.published.latest is None:
        inferred = infer_published(doc, report, passages, moments)
        if inferred is not None:
            report = replace(report, published=inferred)
            moments = find_moments(doc, report, passages)
    names = find_names(doc, passages)
    quotations = find_quotations(plain, passages)
    turns = find_turns(plain, passages, names) or find_speech(plain, passages, names)
    name_speakers(doc, names, turns, passages)
    statements = find_all_statements(doc, passages, quotations, model, turns)
    attributed = attribute(doc, report, passages, names, statements, quotations, moments)
    figures = find_figures(doc, report, passages, moments)
    events = find_events(doc, report, passages, moments, attributed.attributions)
    marks = Marks(
        report.id,
        tuple(passages),
        attributed.entities,
        attributed.mentions,
        attributed.attributions,
        attributed.credits,
        tuple(moments),
        given_by(doc, figures, attributed.attributions),
        tuple(events),
    )
    return report, marks
