"""Pairs of passages to train on: composed beside real paragraphs, drawn from real reports and labelled, or far apart.

No pair of the labelled set of `bench/copying/` is among them, nor any report that it names.
"""

from __future__ import annotations

import gzip
import json
import lzma
import random
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from whence.compare import Comparable
from whence.compare.comparable import word_rows
from whence.compare.index import outlet_numbers
from whence.compare.meaning import UNIT, passage_vectors
from whence.compare.nearest import nearest
from whence.compare.telling import Tables, tellings
from whence.mark.passages import find_passages
from whence.mark.quotes import find_quotations
from whence.records import Report

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COLLECTIONS = {
    "soleimani-2020": "stories/soleimani-2020.jsonl.gz",
    "ghouta-2013": "stories/ghouta-2013.jsonl.gz",
    "reuse": "reuse/reports.jsonl.gz",
    "polnear": "polnear/train.jsonl.gz",
    "releases": "releases/releases.jsonl.xz",
}
APART = {"soleimani-2020": (4, 250), "ghouta-2013": (4, 250), "reuse": (30, 1800)}
"""By collection: days between two reports that are not of one text, and how many such pairs are drawn."""
ALIKE = 0.82
"""Nearer pairs are left out of those far apart: some are one text all the same."""
OTHERS = ("independent", "template", "quotation")


@dataclass(frozen=True)
class Pair:
    """Two passages; `group` says what must not be divided between training and trial."""

    group: str
    copy: bool
    a: str
    b: str
    manner: str
    again: bool = False
    """Whether it is of the second collection of composed pairs."""


@lru_cache(maxsize=1)
def collections(data: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """The reports of each collection by id."""
    found = {}
    for name, file in COLLECTIONS.items():
        opened = lzma.open if file.endswith(".xz") else gzip.open
        with opened(data / file, "rt", encoding="utf-8") as lines:
            found[name] = {one["id"]: one for one in map(json.loads, lines)}
    return found


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def labelled(data: Path) -> list[Pair]:
    """Composed pairs, pairs of real reports, and the invented pairs of `tests/compare/rewrites.jsonl`."""
    held = collections(data)

    def text(side: dict[str, Any]) -> str:
        return side.get("text") or held[side["collection"]][side["report"]]["text"][side["start"] : side["end"]]

    pairs = []
    for again, name in enumerate(("composed.jsonl", "composed-again.jsonl")):
        for one in read_lines(HERE / "pairs" / name):
            sides = text(one["a"]), text(one["b"])
            pairs.append(Pair(one["a"]["report"], one["copy"], *sides, one["manner"], bool(again)))
    for one in read_lines(HERE / "pairs" / "real.jsonl"):
        if one["label"] in ("copy", *OTHERS):
            copy = one["label"] == "copy"
            pairs.append(Pair(one["a"]["report"], copy, text(one["a"]), text(one["b"]), f"real {one['label']}"))
    for one in read_lines(ROOT / "tests" / "compare" / "rewrites.jsonl"):
        pairs.append(Pair(one["id"], one["copy"], one["a"], one["b"], f"invented {one['kind']}"))
    return pairs


def near(data: Path) -> list[Pair]:
    """Pairs of passages of two outlets that the quick judge before this one held likest, of reports that share no text.

    Of 46 of them that were held likest after all, and read, none was a copy; the others are taken for none unread.
    """
    held = collections(data)

    def text(side: dict[str, Any]) -> str:
        return str(held[side["collection"]][side["report"]]["text"][side["start"] : side["end"]])

    lines = read_lines(HERE / "pairs" / "near.jsonl")
    return [Pair(one["a"]["report"], False, text(one["a"]), text(one["b"]), "near") for one in lines]


def comparable(record: dict[str, Any], name: str) -> Comparable:
    """A report as comparison reads it."""
    report = Report(id=name, origin=name, text=record["text"])
    passages = find_passages(report)
    return Comparable(
        name,
        record["text"],
        outlet=record.get("outlet"),
        published_earliest=record.get("date"),
        passages=tuple((one.start, one.end, one.kind) for one in passages),
        quoted=tuple(sorted((one.start, one.end) for one in find_quotations(record["text"], passages))),
    )


def far_apart(data: Path) -> list[Pair]:
    """Passages that lie near each other, of reports published days apart or at two places of one report."""
    used = {
        side["report"]
        for path in sorted((ROOT / "bench" / "copying").glob("*.jsonl"))
        for one in read_lines(path)
        for side in (one.get("a", {}), one.get("b", {}))
        if "report" in side
    }
    chance = random.Random(5)
    pairs: list[Pair] = []
    for name, held in collections(data).items():
        if name not in APART:
            continue
        least_days, most = APART[name]
        rows = word_rows([comparable(one, key) for key, one in sorted(held.items()) if key not in used])
        tables = Tables(rows[0].vocabulary)
        passages = [one for row in rows for one in tellings(row, None, tables) if one.words >= 18]
        number = {id(row): at for at, row in enumerate(rows)}
        owner = np.array([number[id(one.row)] for one in passages])
        vectors = passage_vectors([one.row.ids[one.at] for one in passages], tables.known)
        near = nearest(vectors, owner, outlet_numbers(rows)[owner])
        near = near[(vectors[near[:, 0]] * vectors[near[:, 1]]).sum(1) < ALIKE * UNIT]
        drawn = 0
        for left, right in chance.sample(near.tolist(), len(near)):
            a, b = passages[left], passages[right]
            days = _days_apart(a.row.report, b.row.report)
            if owner[left] != owner[right] and (days is None or days < least_days):
                continue
            texts = [one.row.report.text[slice(*one.row.span(int(one.at[0]), int(one.at[-1]) + 1))] for one in (a, b)]
            pairs.append(Pair(f"apart {name} {owner[left]}", False, *texts, "far apart"))
            drawn += 1
            if drawn == most:
                break
    return pairs


def _days_apart(a: Comparable, b: Comparable) -> int | None:
    try:
        first, second = (date.fromisoformat(one.published_earliest or "") for one in (a, b))
    except ValueError:
        return None
    return abs((first - second).days)
