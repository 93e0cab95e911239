"""One text marked, and its marks as words: what the tests of who said what compare with what they expect."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language

from whence.mark.report import mark_report
from whence.mark.span_model import SpanModel
from whence.records import Attribution, Marks, Published, Report

DAY = "2031-03-13"
"""A Thursday: the day of the reports in these tests."""


@dataclass(frozen=True)
class Said:
    """An attribution in words. Pieces of the content are joined by ` | `."""

    speaker: str | None
    cue: str | None
    words: str


class Marked:
    """A marked text, with ways to ask it in words."""

    def __init__(self, report: Report, marks: Marks) -> None:
        self.report = report
        self.text = report.text
        self.marks = marks
        self.names = {entity.id: entity.name for entity in marks.entities}

    def said(self) -> list[Said]:
        """Who says what, in order of content."""
        return [Said(self.speaker(one), self.cue(one), self.words(one)) for one in self.marks.attributions]

    def one(self) -> Attribution:
        """The only attribution of the text."""
        assert len(self.marks.attributions) == 1, self.said()
        return self.marks.attributions[0]

    def holding(self, words: str) -> Attribution:
        """The smallest attribution whose content holds these words."""
        holding = [one for one in self.marks.attributions if words in self.words(one)]
        assert holding, (words, self.said())
        return min(holding, key=lambda one: one.end - one.start)

    def speaker(self, one: Attribution) -> str | None:
        return self.names[one.speaker_entity_id] if one.speaker_entity_id else None

    def speakers(self, one: Attribution) -> list[str]:
        return [self.names[entity_id] for entity_id in one.speakers]

    def addressee(self, one: Attribution) -> str | None:
        return self.names[one.addressee_entity_id] if one.addressee_entity_id else None

    def via(self, one: Attribution) -> list[str]:
        assert [hand.position for hand in one.via] == list(range(1, len(one.via) + 1))
        return [self.names[hand.entity_id] for hand in one.via]

    def cue(self, one: Attribution) -> str | None:
        return None if one.cue_start is None else self.text[one.cue_start : one.cue_end]

    def source(self, one: Attribution) -> str | None:
        return None if one.source_start is None else self.text[one.source_start : one.source_end]

    def words(self, one: Attribution) -> str:
        return " | ".join(self.text[start:end] for start, end in one.pieces)

    def named(self, kind: str) -> dict[str, tuple[str, ...]]:
        """Names of this kind, with their aliases."""
        return {entity.name: entity.aliases for entity in self.marks.entities if entity.kind == kind}

    def credits(self) -> list[tuple[str, str]]:
        """The names credited, as written, with how."""
        return [(self.text[credit.start : credit.end], credit.kind) for credit in self.marks.credits]


def a_report(text: str, *, title: str | None = None, outlet: str | None = None, day: str | None = DAY) -> Report:
    """A report of the tests' day."""
    published = Published(day, day, day, "given", 1.0, "given") if day else Published()
    return Report(id="r", origin="r.txt", text=text, title=title, outlet=outlet, published=published)


def marked(
    text: str,
    nlp: Language,
    *,
    title: str | None = None,
    outlet: str | None = None,
    model: SpanModel | None = None,
) -> Marked:
    """The marks of a text."""
    return Marked(*mark_report(a_report(text, title=title, outlet=outlet), nlp, model))
