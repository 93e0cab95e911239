"""Labelled pairs of passages (`bench/copying/`): is a copy found, and is anything else taken for one?

    python bench/copying_pairs.py [DATA] [--misses] [--fresh | --later]

A pair is found where a row of copying (any kind but `quotation`) holds a third of each of the two passages. Real
pairs are looked for in the whole collection that they stand in. A composed text is a report of its own: `pile`, among
the reports of the collection that its original stands in; `alone`, beside its original paragraph and nothing else.
Prints a table and writes results/copying_pairs.json. `--misses` lists those of the development half that went wrong, or
with `--fresh` or `--later` of that set, which is else counted alone; the frozen half is counted and never listed. Those
two sets have piles of their own: the reports that they name, the three nearest of the collection to each, and their
composed reports.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from copying_data import comparable, records

from whence.compare import Comparable, compare_reports
from whence.compare.comparable import word_rows
from whence.compare.meaning import meanings, passage_vectors
from whence.compare.pair import compare_pair
from whence.compare.pairing import pair_up
from whence.records import Reuse
from whence.settings import DEFAULTS

LABELS = Path(__file__).parent / "copying"
COLLECTIONS = {
    "soleimani-2020": "stories/soleimani-2020.jsonl.gz",
    "ghouta-2013": "stories/ghouta-2013.jsonl.gz",
    "reuse": "reuse/reports.jsonl.gz",
    "polnear": "polnear/train.jsonl.gz",
    "releases": "releases/releases.jsonl.xz",
}
LATER = ("fresh", "later")
"""Sets that were labelled later, each with a pile of its own and counted by itself."""
LARGE = ("reuse", "polnear", "releases")
"""Collections of which a later set has a part beside it; of releases, only those of the months that it names."""
HELD = 1 / 3
BESIDE = 3
"""So many reports of the collection stand in the pile of a later set for each report that it names."""
Place = tuple[str, int, int]


def labelled(half: str) -> list[dict[str, Any]]:
    """The pairs of one half, real and composed, or of a later set."""
    names = [half] if half in LATER else [f"real-{half}", f"composed-{half}"]
    return [one for name in names for one in _lines(name)]


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def is_composed(pair: dict[str, Any]) -> bool:
    """Whether the second side was written for the set."""
    return "collection" not in pair["b"]


def place_of(side: dict[str, Any]) -> Place:
    """Report, start and end of a side that stands in a collection."""
    return f"{side['collection']}/{side['report']}", side["start"], side["end"]


def other_place(pair: dict[str, Any]) -> Place:
    """Report, start and end of the second side; a composed text is a report by itself, or stands in a composed one."""
    side = pair["b"]
    if "text" in side:
        return pair["id"], 0, len(side["text"])
    return (side["composed"], side["start"], side["end"]) if "composed" in side else place_of(side)


def reports_of(pair: dict[str, Any]) -> frozenset[str]:
    """The two reports that a pair stands in."""
    return frozenset((place_of(pair["a"])[0], other_place(pair)[0]))


def holds(row: Reuse, a: Place, b: Place) -> bool:
    """Whether a row joins two places."""
    of_a, of_b = (row.a_report_id, row.a_start, row.a_end), (row.b_report_id, row.b_start, row.b_end)
    return (_part(of_a, a) >= HELD and _part(of_b, b) >= HELD) or (_part(of_b, a) >= HELD and _part(of_a, b) >= HELD)


def _part(span: Place, of: Place) -> float:
    return max(0, min(span[2], of[2]) - max(span[1], of[1])) / (of[2] - of[1]) if span[0] == of[0] else 0.0


class Piles:
    """The collections, each with the composed texts beside it; of each the labelled pairs alone are compared.

    What two reports share depends on the others only by what is common in the pile and by which passages are proposed,
    and both are made from all of them: the rows are those that comparing everything gives.
    """

    def __init__(self, data: Path, halves: Sequence[str] = ("develop", "frozen")) -> None:
        self.texts: dict[str, dict[str, Any]] = {}
        self.rows: dict[frozenset[str], list[Reuse]] = {}
        pairs = [pair for half in halves for pair in labelled(half)]
        asked = {reports_of(pair) for pair in pairs}
        self.texts = {one["id"]: {"text": one["text"]} for one in (_lines("fresh-texts") if "fresh" in halves else ())}
        for name, file in COLLECTIONS.items():
            sides = [side for pair in pairs for side in (pair["a"], pair["b"]) if side.get("collection") == name]
            if not sides:
                continue
            named = {place_of(side)[0] for side in sides}
            own = [record | {"id": f"{name}/{record['id']}"} for record in records(data / file)]
            for record in own:
                record.setdefault("outlet", record.get("publisher"))
            if name == "releases":
                months = {_month(record) for record in own if record["id"] in named}
                own = [record for record in own if _month(record) in months]
            self.texts |= {record["id"]: record for record in own}
            if name in LARGE and not set(LATER).isdisjoint(halves):
                own = _beside(own, named)
            composed = [pair for pair in pairs if is_composed(pair) and pair["a"]["collection"] == name]
            texts = {other_place(pair)[0]: pair["b"].get("text") for pair in composed}
            added = [{"id": key, "text": text or self.texts[key]["text"]} for key, text in sorted(texts.items())]
            pile = sorted((comparable(record) for record in (*own, *added)), key=lambda one: one.report_id)
            pairing = pair_up(word_rows(pile), DEFAULTS)
            for at in range(len(pairing)):
                both = frozenset(pairing.rows[row].report.report_id for row in pairing.rows_of(at))
                if both in asked:
                    self.rows[both] = compare_pair(pairing, at, DEFAULTS.min_shared_words)

    def found(self, pair: dict[str, Any]) -> list[Reuse]:
        """The rows that join the two passages in the pile."""
        a, b = place_of(pair["a"]), other_place(pair)
        return [row for row in self.rows.get(reports_of(pair), []) if holds(row, a, b)]

    def alone(self, pair: dict[str, Any]) -> list[Reuse]:
        """The rows that join a paragraph and the text composed beside it, or the report and the composed report."""
        report, start, end = place_of(pair["a"])
        other, first, stop = other_place(pair)
        text = self.texts[report]["text"]
        if "text" in pair["b"]:
            start, end, text = 0, end - start, text[start:end]
        beside = pair["b"].get("text") or self.texts[other]["text"]
        pile: list[Comparable] = [comparable({"id": key, "text": own}) for key, own in (("a", text), ("b", beside))]
        return [row for row in compare_reports(pile) if holds(row, ("a", start, end), ("b", first, stop))]


def _month(record: dict[str, Any]) -> str:
    return str(record["date"])[:7]


def _beside(own: list[dict[str, Any]], named: set[str]) -> list[dict[str, Any]]:
    """The reports that are named, and those that lie nearest to each in meaning."""
    rows = word_rows([Comparable(record["id"], record["text"]) for record in own])
    vectors = passage_vectors([row.ids for row in rows], meanings(rows[0].vocabulary))
    kept = set(named)
    for at, record in enumerate(own):
        if record["id"] in named:
            kept |= {
                own[near]["id"] for near in np.argsort(-(vectors @ vectors[at]), kind="stable")[: BESIDE + 1].tolist()
            }
    return [record for record in own if record["id"] in kept]


def is_copy(rows: list[Reuse]) -> bool:
    """Whether the passages are taken for one text."""
    return any(row.kind != "quotation" for row in rows)


def counted(piles: Piles, half: str) -> dict[str, dict[str, int]]:
    """For each label: how many there are, how many are taken for copies, in the pile and (where composed) alone."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in labelled(half):
        composed = is_composed(pair)
        name = f"{'composed' if composed else 'real'} {pair.get('manner') or pair['label']}"
        for group in (name, "copies" if pair["copy"] else "others"):
            counts[group]["pairs"] += 1
            counts[group]["taken_for_copies"] += is_copy(piles.found(pair))
            if composed:
                counts[group]["composed"] += 1
                counts[group]["taken_alone"] += is_copy(piles.alone(pair))
    return {name: dict(sorted(count.items())) for name, count in sorted(counts.items())}


def report_misses(piles: Piles, half: str) -> None:
    """The pairs of a half that went wrong, with their texts."""
    for pair in labelled(half):
        composed = is_composed(pair)
        taken = is_copy(piles.found(pair)), is_copy(piles.alone(pair)) if composed else None
        if all(answer in (None, pair["copy"]) for answer in taken):
            continue
        report, start, end = place_of(pair["a"])
        print(f"\n== {pair['id']} {pair['label']} {pair.get('manner', '')} taken: pile {taken[0]}, alone {taken[1]}")
        print("A:", self_contained(piles.texts[report]["text"][start:end]))
        if composed:
            print(
                "B:", pair["b"].get("text") or piles.texts[pair["b"]["composed"]]["text"][slice(*other_place(pair)[1:])]
            )
        else:
            report, start, end = place_of(pair["b"])
            print("B:", self_contained(piles.texts[report]["text"][start:end]))
        for row in piles.found(pair):
            print("  ", row.kind, row.similarity, row.reason[:150])


def self_contained(text: str) -> str:
    """A passage on one line."""
    return " ".join(text.split())


def main() -> None:
    """Count all."""
    arguments = [one for one in sys.argv[1:] if not one.startswith("--")]
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    data = Path(arguments[0] if arguments else os.environ.get("WHENCE_DATA", beside))
    out = Path(__file__).parent / "results" / "copying_pairs.json"
    asked = [name for name in LATER if f"--{name}" in sys.argv]
    result: dict[str, Any] = json.loads(out.read_text(encoding="utf-8")) if asked else {}
    result["date"] = date.today().isoformat()
    every = [("develop", "frozen"), *((name,) for name in LATER)]
    for halves in [(name,) for name in asked] or every:
        piles = Piles(data, halves)
        if "--misses" in sys.argv:
            report_misses(piles, halves[0])
            return
        for half in halves:
            print(half)
            result[half] = counted(piles, half)
            for name, count in result[half].items():
                alone = f", alone {count['taken_alone']} of {count['composed']}" if count.get("composed") else ""
                print(f"  {name:24} taken for copies: {count['taken_for_copies']:3} of {count['pairs']:3}{alone}")
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
