"""What became of an entry of the timeline: how else it was told, and since when, and which disputes it stands in."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from whence.records import Modality
from whence.story.queries_places import Places
from whence.story.queries_rows import InDispute, ToldOtherwise
from whence.story.store import Story

_POINTING = 4
"""Words of a denial that only points (`these claims`, `it`)."""
_STEM = 4
"""Letters by which the word of an event is known again."""
_STAGES = {"planned": "open", "possible": "open", "denied": "denied"}


def stage(modality: str) -> str:
    """`open` for what is still to come, `denied`, or `told`: those who tell one stage do not stand behind another."""
    return _STAGES.get(modality, "told")


def told_otherwise(main: sqlite3.Row, events: Iterable[sqlite3.Row], places: Places) -> tuple[ToldOtherwise, ...]:
    """The other modalities with which the events of an entry tell it, the first told first.

    A report that also tells it as the entry has it is not counted: `alleged` beside `happened` in one report is a
    report that quotes somebody.
    """
    rows = sorted(events, key=lambda row: row["id"])
    same = {row["report_id"] for row in rows if row["modality"] == main["modality"]}
    reports: dict[Modality, set[str]] = {}
    for row in rows:
        if row["modality"] != main["modality"] and row["report_id"] not in same:
            reports.setdefault(row["modality"], set()).add(row["report_id"])
    found = []
    for modality, ids in reports.items():
        days = [day for one in ids if (day := places.day(one)) is not None]
        found.append(ToldOtherwise(modality, len(ids), min(days, default=None)))
    return tuple(sorted(found, key=lambda one: (one.since or "9999", one.modality)))


class Disputed:
    """The disputes of a story, to ask which of them a timeline entry stands in."""

    def __init__(self, story: Story) -> None:
        self._rows: dict[tuple[str, str], set[str]] = {}
        self._disputes: Mapping[str, sqlite3.Row] = {
            row["id"]: row for row in story.connection.execute("SELECT * FROM dispute")
        }
        self._connection = story.connection
        self._denials: dict[str, list[str]] = {}
        for row in story.connection.execute("SELECT dispute_id, side, table_name, row_id FROM dispute_side"):
            self._rows.setdefault((row["table_name"], row["row_id"]), set()).add(row["dispute_id"])
            if row["side"] == 2 and row["table_name"] == "attribution":
                self._denials.setdefault(row["dispute_id"], []).append(row["row_id"])
        self._figures: dict[str, list[sqlite3.Row]] = {}
        ids = sorted(row_id for table, row_id in self._rows if table == "figure")
        for at in range(0, len(ids), 500):
            some = ids[at : at + 500]
            marks = ",".join("?" * len(some))
            for row in story.connection.execute(f"SELECT * FROM figure WHERE id IN ({marks})", some):
                self._figures.setdefault(row["report_id"], []).append(row)

    def of(self, events: Sequence[sqlite3.Row], report_id: str, start: int, end: int) -> tuple[InDispute, ...]:
        """The disputes of these events, of the statements that hold them, and of the figures in the span given.

        A denial of a statement is one of the event where the denial names it, or only points at what was said: what a
        statement takes as known (`the strike was ordered because ...`) is not what is denied.
        """
        keys = [("event", row["id"]) for row in events]
        keys += [
            ("figure", f["id"]) for f in self._figures.get(report_id, ()) if start <= f["start"] and f["end"] <= end
        ]
        ids = {dispute for key in keys for dispute in self._rows.get(key, ())}
        for row in events:
            for dispute in self._rows.get(("attribution", row["attribution_id"] or ""), ()):
                if self._disputes[dispute]["kind"] != "denial" or self._is_denied(row, dispute):
                    ids.add(dispute)
        rows = sorted((self._disputes[one] for one in ids), key=lambda row: (row["opened"] or "9999", row["id"]))
        return tuple(InDispute(r["id"], r["kind"], r["label"], r["opened"], r["settled"]) for r in rows)

    def _is_denied(self, event: sqlite3.Row, dispute: str) -> bool:
        if event["modality"] in ("happened", "ongoing"):
            return False
        word = self._words("event", event["id"]).lower()[:_STEM]
        for denial in self._denials.get(dispute, ()):
            said = re.findall(r"\w+", self._words("attribution", denial).lower())
            if len(said) <= _POINTING or any(one.startswith(word) for one in said):
                return True
        return False

    def _words(self, table: str, row_id: str) -> str:
        """What a mark holds, as its report has it."""
        row = self._connection.execute(
            f"SELECT substr(text, start + 1, end - start) FROM {table} JOIN report ON report.id = report_id"
            f" WHERE {table}.id = ?",
            (row_id,),
        ).fetchone()
        return str(row[0]) if row is not None else ""
