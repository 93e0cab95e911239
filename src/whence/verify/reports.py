"""The story as a draft is held against it: reports found by their words, each read once."""

from __future__ import annotations

import math
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise

from whence.run_ins import without_run_ins
from whence.story import queries_verify as asked
from whence.story.queries_places import Places
from whence.story.store import Story
from whence.verify.rows import Evidence
from whence.verify.words import Word, meaning, words_of


class Reports:
    """What the look-ups share: candidates by words, words by report, the marks around a place, how rare a word is."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.places = Places(story)
        self.count = asked.report_count(story)
        self.spoken: dict[str, list[Word]] = {}
        """The words of a report without the cues inside its quotations, by `verify.verbatim.spoken`."""
        self._words: dict[str, list[Word]] = {}
        self._weights: dict[str, int] = {}
        self._whole: dict[frozenset[str], int] = {}
        self._statements: dict[str, list[sqlite3.Row]] = {}
        self._stems: dict[str, tuple[list[int], list[str]]] = {}
        self._content: dict[tuple[str, int, int], frozenset[str]] = {}
        self._mentions: dict[str, list[sqlite3.Row]] = {}
        self._marks: dict[tuple[str, str], list[sqlite3.Row]] = {}
        self._sentences: dict[str, list[tuple[int, int]]] = {}
        self._near: dict[tuple[str, ...], list[str]] = {}
        self._people: frozenset[str] | None = None
        self._outlets: frozenset[str] | None = None

    def words(self, report_id: str) -> list[Word]:
        """The words of a report."""
        if report_id not in self._words:
            self._words[report_id] = words_of(without_run_ins(self.places.text(report_id)))
        return self._words[report_id]

    def near(self, stems: Iterable[str]) -> list[str]:
        """The reports that hold most of the words, at most 40."""
        key = tuple(sorted(set(stems)))
        if key not in self._near:
            self._near[key] = asked.reports_with_any(self.story, key)
        return self._near[key]

    def mentions(self, report_id: str) -> list[sqlite3.Row]:
        """The mentions of a report."""
        if report_id not in self._mentions:
            self._mentions[report_id] = asked.mentions_of(self.story, report_id)
        return self._mentions[report_id]

    def marks(self, table: str, report_id: str) -> list[sqlite3.Row]:
        """The figures, moments or events of a report."""
        if (table, report_id) not in self._marks:
            self._marks[table, report_id] = asked.marks_of(self.story, table, report_id)
        return self._marks[table, report_id]

    def people(self) -> frozenset[str]:
        """The last words of the names of everybody whom the reports name as a person."""
        if self._people is None:
            ends = (words_of(name)[-1:] for names in asked.people(self.story) for name in names)
            self._people = frozenset(word.norm for end in ends for word in end)
        return self._people

    def outlets(self) -> frozenset[str]:
        """The names of every outlet that the reports name."""
        if self._outlets is None:
            self._outlets = frozenset(asked.outlets(self.story))
        return self._outlets

    def sentences(self, report_id: str) -> list[tuple[int, int]]:
        """The sentences of a report outside its furniture, by place."""
        if report_id not in self._sentences:
            found: list[tuple[int, int]] = []
            for start, end, kind in self.places.passages(report_id):
                at = start
                while kind != "boilerplate" and at < end:
                    place = self.places.sentence(report_id, at, at + 1)
                    if place.end > at:
                        found.append((max(at, place.start), min(place.end, end)))
                    at = max(place.end, at + 1)
                    while at < end and self.places.text(report_id)[at].isspace():
                        at += 1
            self._sentences[report_id] = found
        return self._sentences[report_id]

    def sentence_at(self, report_id: str, at: int) -> int:
        """The number of the sentence that holds a place, from 0."""
        return max(bisect_right(self.sentences(report_id), (at, len(self.places.text(report_id)))) - 1, 0)

    def statements(self, report_id: str) -> list[sqlite3.Row]:
        """The attributions of a report."""
        if report_id not in self._statements:
            self._statements[report_id] = asked.statements_of(self.story, report_id)
        return self._statements[report_id]

    def statements_at(self, report_id: str, start: int, end: int) -> list[sqlite3.Row]:
        """The attributions that hold most of a stretch: of those that an outlet hands on, the speaker's before the
        outlet's (`Mr. Rowe said, according to the Courier`), then the shortest first."""
        held = [
            row
            for row in self.statements(report_id)
            if min(end, row["end"]) - max(start, row["start"]) > 0.6 * (end - start)
        ]
        held.sort(key=lambda row: (row["speaker_kind"] == "outlet", row["end"] - row["start"], row["start"], row["id"]))
        return held

    def statement_at(self, report_id: str, start: int, end: int) -> sqlite3.Row | None:
        """The attribution that holds most of a stretch, the first of `statements_at`."""
        return next(iter(self.statements_at(report_id, start, end)), None)

    def weight(self, stem: str) -> int:
        """How much a word tells: more where fewer reports hold it. A whole number, so that no sum depends on order."""
        if stem not in self._weights:
            rare = math.log(1 + (self.count + 1) / (1 + asked.reports_with_word(self.story, stem)))
            self._weights[stem] = round(1_000 * rare)
        return self._weights[stem]

    def likeness(self, ours: frozenset[str], theirs: frozenset[str]) -> float:
        """The share of the draft's meaning words, by weight, that the report's words hold: 0 to 1."""
        if ours not in self._whole:
            self._whole[ours] = sum(self.weight(stem) for stem in ours)
        whole = self._whole[ours]
        return sum(self._weights[stem] for stem in ours & theirs) / whole if whole else 0.0

    def content(self, report_id: str, start: int, end: int) -> frozenset[str]:
        """The meaning words of a stretch of a report."""
        key = (report_id, start, end)
        if key not in self._content:
            if report_id not in self._stems:
                told = meaning(self.words(report_id))
                self._stems[report_id] = ([at for at, _ in told], [one for _, one in told])
            places, stems = self._stems[report_id]
            self._content[key] = frozenset(stems[bisect_left(places, start) : bisect_left(places, end)])
        return self._content[key]

    def around(self, report_id: str, start: int, end: int) -> tuple[int, int]:
        """The sentence or sentences that hold a stretch of a report, without asking for its place."""
        spans = self.sentences(report_id)
        at = self.sentence_at(report_id, start)
        if not spans or not spans[at][0] <= start < spans[at][1]:
            return start, end
        last = self.sentence_at(report_id, max(start, end - 1))
        return spans[at][0], max(end, spans[last][1])

    def alike(self, ours: frozenset[str], least: float, *, pairs: bool = False) -> list[tuple[str, int, int, float]]:
        """The sentences (with `pairs`, two that follow one another as well) that hold such a share of the meaning of
        the words, as (report, start, end, share), the most alike first."""
        found = []
        for report_id in self.near(ours):
            spans = self.sentences(report_id)
            if pairs:
                spans = spans + [(a[0], b[1]) for a, b in pairwise(spans)]
            for start, end in spans:
                share = self.likeness(ours, self.content(report_id, start, end))
                if share >= least:
                    found.append((report_id, start, end, share))
        found.sort(key=lambda one: (-one[3], one[2] - one[1], self.day(one[0]), one[0], one[1]))
        return found

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
