"""The story as a draft is held against it: reports found by their words, each read once."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable

from whence.story import queries_verify as asked
from whence.story.queries_places import Places
from whence.story.store import Story
from whence.verify.rows import Evidence
from whence.verify.words import Word, content, words_of


class Reports:
    """What the look-ups share: candidates by words, words by report, the marks around a place, how rare a word is."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.places = Places(story)
        self.count = asked.report_count(story)
        self._words: dict[str, list[Word]] = {}
        self._weights: dict[str, float] = {}
        self._statements: dict[str, list[sqlite3.Row]] = {}
        self._content: dict[tuple[str, int, int], frozenset[str]] = {}

    def words(self, report_id: str) -> list[Word]:
        """The words of a report."""
        if report_id not in self._words:
            self._words[report_id] = words_of(self.places.text(report_id))
        return self._words[report_id]

    def near(self, stems: Iterable[str], limit: int = 40) -> list[str]:
        """The reports that hold most of the words."""
        return asked.reports_with_any(self.story, stems, limit=limit)

    def statements(self, report_id: str) -> list[sqlite3.Row]:
        """The attributions of a report."""
        if report_id not in self._statements:
            self._statements[report_id] = asked.statements_of(self.story, report_id)
        return self._statements[report_id]

    def statement_at(self, report_id: str, start: int, end: int) -> sqlite3.Row | None:
        """The shortest attribution that holds most of a stretch."""
        held = [
            row
            for row in self.statements(report_id)
            if min(end, row["end"]) - max(start, row["start"]) > 0.6 * (end - start)
        ]
        return min(held, key=lambda row: (row["end"] - row["start"], row["start"], row["id"]), default=None)

    def weight(self, stem: str) -> float:
        """How much a word tells: more where fewer reports hold it."""
        if stem not in self._weights:
            self._weights[stem] = math.log(1 + (self.count + 1) / (1 + asked.reports_with_word(self.story, stem)))
        return self._weights[stem]

    def likeness(self, ours: frozenset[str], theirs: frozenset[str]) -> float:
        """The share of the draft's meaning words, by weight, that the report's words hold: 0 to 1."""
        whole = sum(self.weight(stem) for stem in sorted(ours))
        return sum(self.weight(stem) for stem in sorted(ours & theirs)) / whole if whole else 0.0

    def content(self, report_id: str, start: int, end: int) -> frozenset[str]:
        """The meaning words of a stretch of a report."""
        key = (report_id, start, end)
        if key not in self._content:
            self._content[key] = content(self.places.text(report_id), start, end)
        return self._content[key]

    def evidence(self, report_id: str, start: int, end: int, speaker: str | None = None) -> Evidence:
        """The words of a report, cited."""
        place = self.places.place(report_id, start, end)
        return Evidence(place, asked.title(self.story, report_id), self.places.text(report_id)[start:end], speaker)

    def sentence(self, report_id: str, start: int, end: int) -> Evidence:
        """The sentence around a mark of a report, cited."""
        place = self.places.sentence(report_id, start, end)
        return self.evidence(report_id, place.start, place.end)

    def roots(self, table: str, row_id: str | None) -> int:
        """How many independent roots stand behind a row; 0 where none is recorded."""
        return len(self.places.roots(table, row_id)) if row_id else 0

    def day(self, report_id: str) -> str:
        """The day of a report, for order; empty where it has none."""
        return self.places.day(report_id) or ""
