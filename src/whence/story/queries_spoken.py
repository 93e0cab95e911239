"""What is said where, and by whom in the report's words and in the account's: what a search by speaker goes through.

Read for a report when it is first asked for and held from then on, so that the next search of one state of a story is
answered from memory.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from whence.story.queries_places import AMONG, Places, fold, given, names_match
from whence.story.store import Story

_KEPT_NAMES = 50
"""Names whose reports are kept: a reader looks for several words of one speaker."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution in a report: its span, its kind, and the words that name who speaks, None where none do."""

    id: str
    start: int
    end: int
    kind: str
    words: str | None
    speakers: tuple[str, ...] = ()
    """The sources that are said to speak."""

    def holds(self, start: int, end: int) -> bool:
        """Whether a span lies in it."""
        return self.start <= start and end <= self.end


@dataclass
class Spoken:
    """The statements of one state of a story. It may be shared by threads, each with its own connection."""

    _of: dict[str, list[Statement]] = field(default_factory=dict)
    _names: list[tuple[str, list[str]]] | None = None
    _apart: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _asked: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    """What was found for the names that were asked for last."""
    _by_source: dict[str, set[str]] = field(default_factory=dict)
    _by_words: dict[str, set[str]] = field(default_factory=dict)
    """The reports read so far in which a source speaks, and those in which some words name who speaks."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, story: Story, places: Places, among: Iterable[str]) -> dict[str, list[Statement]]:
        """The statements of some reports, by place."""
        wanted = list(among)
        with self._lock:
            missing = [key for key in wanted if key not in self._of]
            read: dict[str, list[Statement]] = {key: [] for key in missing}
            also: dict[str, list[str]] = {}
            for key, source_id in story.connection.execute(
                "SELECT p.attribution_id, p.source_id FROM attribution a JOIN attribution_speaker p ON "
                f"p.attribution_id = a.id WHERE a.report_id IN ({AMONG}) AND p.source_id IS NOT NULL",
                given(missing),
            ):
                also.setdefault(key, []).append(source_id)
            for row in story.connection.execute(
                "SELECT report_id, start, end, id, kind, source_start, source_end, speaker_id FROM attribution "
                f"WHERE report_id IN ({AMONG}) AND NOT dismissed ORDER BY report_id, start, end, id",
                given(missing),
            ):
                words = None
                if row["source_start"] is not None:
                    words = places.text(row["report_id"])[row["source_start"] : row["source_end"]]
                speakers = also.get(row["id"], [])
                if row["speaker_id"] is not None and row["speaker_id"] not in speakers:
                    speakers = [row["speaker_id"], *speakers]
                read[row["report_id"]].append(
                    Statement(row["id"], row["start"], row["end"], row["kind"], words, tuple(speakers))
                )
            for report_id, statements in read.items():
                for one in statements:
                    for source_id in one.speakers:
                        self._by_source.setdefault(source_id, set()).add(report_id)
                    if one.words:
                        self._by_words.setdefault(one.words, set()).add(report_id)
            self._of.update(read)
            return {key: self._of[key] for key in wanted}

    def prepare(self, story: Story) -> None:
        """Read who speaks under which names, which every search by speaker asks for."""
        self._speakers(story)

    def by_name(self, story: Story, places: Places, wanted: str) -> tuple[set[str], set[str]]:
        """Those who go by a name (sources, and statements of whoever is none), and the reports in which one of that
        name may speak: theirs, and those that name whoever speaks so, as a report may call a speaker otherwise than
        the account.
        """
        if not (folded := fold(wanted)):
            return set(), set()
        if (known := self._asked.get(wanted)) is not None:
            return known
        theirs = {key for key, names in self._speakers(story) if names_match(wanted, names)}
        if len(self._of) < len(places.heads):
            reports = self._found(story, wanted, theirs)
        else:
            with self._lock:
                reports = set().union(*(self._by_source.get(key, ()) for key in theirs))
                for words, at in self._by_words.items():
                    if folded[0] in words.casefold() or not words.isascii():
                        reports |= at
        for name, those in self._apart.items():
            if names_match(wanted, [name]):
                theirs |= {key for key, _ in those}
                reports |= {report_id for _, report_id in those}
        answer = theirs, reports
        with self._lock:
            if len(self._asked) >= _KEPT_NAMES:
                self._asked.pop(next(iter(self._asked)))
            self._asked[wanted] = answer
        return answer

    @staticmethod
    def _found(story: Story, wanted: str, theirs: set[str]) -> set[str]:
        """The reports in which some sources speak, and those that hold a name, where not all reports are read."""
        con = story.connection
        found = con.execute(
            f"SELECT DISTINCT report_id FROM attribution WHERE speaker_id IN ({AMONG}) UNION SELECT a.report_id "
            f"FROM attribution_speaker p JOIN attribution a ON a.id = p.attribution_id WHERE p.source_id IN ({AMONG})",
            given(theirs),
        )
        reports = {report_id for (report_id,) in found}
        phrase = re.sub(r'["\x00]', " ", wanted)
        holding = con.execute(
            "SELECT r.id FROM report_fts JOIN report r ON r.rowid = report_fts.rowid WHERE report_fts MATCH ?",
            (f'text : "{phrase}"',),
        )
        return reports | {report_id for (report_id,) in holding}

    def _speakers(self, story: Story) -> list[tuple[str, list[str]]]:
        """The sources that speak, each with its names; beside them, those who are no source of the account."""
        with self._lock:
            if self._names is None:
                con = story.connection
                for key, report_id, name in con.execute(
                    "SELECT a.id, a.report_id, e.name FROM attribution a JOIN entity e ON e.id = "
                    "a.speaker_entity_id WHERE a.speaker_id IS NULL UNION SELECT a.id, a.report_id, e.name FROM "
                    "attribution_speaker p JOIN attribution a ON a.id = p.attribution_id JOIN entity e ON e.id = "
                    "p.entity_id WHERE p.source_id IS NULL"
                ):
                    self._apart.setdefault(name, []).append((key, report_id))
                self._names = [
                    (key, [name, *(json.loads(aliases) if aliases != "[]" else ())])
                    for key, name, aliases in con.execute(
                        "SELECT id, name, aliases FROM source WHERE id IN (SELECT speaker_id FROM attribution UNION "
                        "SELECT source_id FROM attribution_speaker)"
                    )
                ]
            return self._names
