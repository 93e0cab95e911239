"""Draw readings, shared wording and lineage of the two real stories at random, to be read beside their text.

Usage: python bench/audit_shared.py --seed WORDS [--readings 45] [--shared 40] [--lineage 15] [PILE ...] > rows.txt

As `audit.py`, for what spans reports: a reading beside its base, two passages that share their wording with the kind,
direction and reason, a report and its parent. Readings and rows within one report are left out. A PILE is a traced
story (`.db`) or what `whence trace` reads; the counts are then of each pile. Without one the two stories are traced,
and the counts are of both together.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
from pathlib import Path

from whence.run import trace_inputs
from whence.story.store import Story

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("WHENCE_DATA") or HERE.parents[1] / "shared" / "data")
STORIES = ("soleimani-2020", "ghouta-2013")
AROUND = 220

READINGS = """
SELECT r.relation, r.reason, u.base_confidence, a.*, b.report_id AS base_report, b.pieces AS base_pieces,
       s.name AS speaker, t.name AS base_speaker
FROM reading r JOIN utterance u ON u.id = r.utterance_id JOIN attribution a ON a.id = r.attribution_id
JOIN attribution b ON b.id = u.base_attribution_id
LEFT JOIN source s ON s.id = a.speaker_id LEFT JOIN source t ON t.id = b.speaker_id
WHERE a.id <> b.id AND a.report_id <> b.report_id ORDER BY a.id
"""


def shown(text: str, start: int, end: int) -> str:
    """The words with those around them, the place between brackets."""
    return f"{text[max(0, start - AROUND) : start]}[[{text[start:end]}]]{text[end : end + AROUND]}"


def drawn_rows(story: Story, name: str) -> dict[str, list[str]]:
    """By kind, the rows in words, in a fixed order."""
    reports = {row["id"]: row for row in story.connection.execute("SELECT * FROM report")}

    def head(report_id: str) -> str:
        row = reports[report_id]
        return f"{row['given_id']} | {row['outlet']} | {row['published']} | {row['title']}"

    def piece(report_id: str, pieces: str) -> str:
        spans = json.loads(pieces)
        return shown(reports[report_id]["text"], spans[0][0], spans[-1][1])

    readings = [
        f"{name} READING {row['relation']} base sure {row['base_confidence']} | {row['reason']}\n"
        f"  BASE {head(row['base_report'])} | {row['base_speaker']}\n"
        f"    {piece(row['base_report'], row['base_pieces'])}\n"
        f"  HERE {head(row['report_id'])} | {row['speaker']}\n    {piece(row['report_id'], row['pieces'])}\n"
        for row in story.connection.execute(READINGS)
    ]
    shared = [
        f"{name} SHARED {row['kind']} {row['direction']} {row['confidence']} | {row['reason']}\n"
        f"  A {head(row['a_report_id'])}\n    "
        f"{shown(reports[row['a_report_id']]['text'], row['a_start'], row['a_end'])}\n"
        f"  B {head(row['b_report_id'])}\n    "
        f"{shown(reports[row['b_report_id']]['text'], row['b_start'], row['b_end'])}\n"
        for row in story.connection.execute("SELECT * FROM reuse WHERE a_report_id <> b_report_id ORDER BY id")
    ]
    outlets = {row["id"]: row for row in story.connection.execute("SELECT * FROM ancestor")}
    lineage = [
        f"{name} LINEAGE share {row['share']} | {row['basis']}\n  REPORT {head(row['report_id'])}\n  FROM "
        + (
            head(row["parent_report_id"])
            if row["parent_report_id"]
            else f"not here: {outlets[row['ancestor_id']]['reason']}"
        )
        + "\n"
        for row in story.connection.execute("SELECT * FROM lineage ORDER BY report_id, parent_report_id, ancestor_id")
    ]
    return {"readings": readings, "shared": shared, "lineage": lineage}


def main() -> None:
    """Trace the stories and print the draw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", required=True)
    wanted = {"readings": 45, "shared": 40, "lineage": 15}
    for kind, count in wanted.items():
        parser.add_argument(f"--{kind}", type=int, default=count)
    parser.add_argument("piles", nargs="*", type=Path)
    given = parser.parse_args()
    drawn: list[str] = []
    every: dict[str, list[str]] = {kind: [] for kind in wanted}
    with tempfile.TemporaryDirectory() as folder:
        for pile in given.piles or [DATA / "stories" / f"{name}.jsonl.gz" for name in STORIES]:
            name = pile.name.partition(".")[0]
            path = pile if pile.suffix == ".db" else Path(folder) / f"{name}.db"
            if path is not pile:
                trace_inputs([pile], path)
            with Story.open(path) as story:
                rows_of = drawn_rows(story, name)
            if given.piles:
                drawn += [row for kind, rows in rows_of.items() for row in _draw(rows, given, kind)]
            else:
                every = {kind: every[kind] + rows for kind, rows in rows_of.items()}
    drawn += [row for kind, rows in every.items() for row in _draw(rows, given, kind)]
    for number, row in enumerate(drawn, 1):
        print(f"--- {number}\n{row}")


def _draw(rows: list[str], given: argparse.Namespace, kind: str) -> list[str]:
    """As many rows of a kind as are wanted."""
    return random.Random(given.seed).sample(rows, min(len(rows), getattr(given, kind)))


if __name__ == "__main__":
    main()
