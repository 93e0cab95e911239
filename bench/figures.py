"""Figures and series, against the labels in `bench/figures`: two real stories, half of the labels frozen; and `fresh`,
figures of many stories and pairs of five more matters; `later`, the day and place of figures of other reports; and
`again`, figures of the reports of 14 other stories and pairs of seven of them; `dense`, all figures of 56 paragraphs.

Usage: python bench/figures.py [develop|frozen|fresh|later|again|dense] [--show] [--stories FOLDER]

A figure is *found* where the number that the account marks overlaps the labelled number; *false* where it lies in a
passage that was read whole and no label is there. A field is right as `bench/figures/README.md` says; fields that were
not judged are not counted. A pair of labelled numbers is *joined* where the account puts both into one series:
precision is over the joined pairs, recall over the pairs labelled the same. `--show` prints what is not right;
`--stories` reads traced stories (`NAME.db`) of a folder, and traces into it those that it lacks. The data folder is
named by WHENCE_DATA, else it is `../shared/data` beside the project. The results go to `bench/results/figures.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from whence.run import trace_inputs
from whence.story.store import Story

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("WHENCE_DATA") or HERE.parents[1] / "shared" / "data")
STORIES = ("soleimani-2020", "ghouta-2013")
HALVES = ("develop", "frozen", "fresh", "later", "again", "dense")
FIELDS = ("value", "bound", "unit", "head", "span", "scope", "as_of", "giver")
Row = dict[str, Any]
Marks = dict[tuple[str, str], list[Row]]


def labels(name: str, half: str) -> list[Row]:
    """The rows of one file of labels; none where there is no such file."""
    path = HERE / "figures" / f"{name}-{half}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def inputs(half: str, folder: Path) -> dict[str, Path]:
    """Story to the reports it is traced from; but for the two stories, picked out of the collections to `folder`."""
    if half in ("develop", "frozen"):
        return {name: DATA / "stories" / f"{name}.jsonl.gz" for name in STORIES}
    matters = HERE / "figures" / f"matters-{half}.json"
    named = json.loads(matters.read_text(encoding="utf-8")) if matters.exists() else {}
    wanted: dict[str, set[str]] = {name: set(ids) for name, ids in named.items()}
    for row in labels("passages", half) or labels("figures", half):
        wanted.setdefault(row["set"], set()).add(row["report"])
    found: dict[str, Path] = {}
    collections = ("reuse/reports.jsonl.gz", "polnear/train.jsonl.gz")
    for name in sorted(wanted):
        picked: list[str] = []
        for kept in collections:
            with gzip.open(DATA / kept, "rt", encoding="utf-8") as lines:
                picked += [line for line in lines if json.loads(line)["id"] in wanted[name]]
        found[name] = folder / f"{name}.jsonl"
        found[name].write_text("".join(picked), encoding="utf-8")
    return found


def read_marks(half: str, folder: Path) -> tuple[Marks, dict[tuple[str, str], str]]:
    """(story, given id) to its figures with who gives each, and to its text; traced into `folder` where it is not."""
    marks: Marks = {}
    texts: dict[tuple[str, str], str] = {}
    with tempfile.TemporaryDirectory() as picked:
        for name, reports_in in inputs(half, Path(picked)).items():
            path = folder / f"{f'{half}-' if half in ('later', 'again', 'dense') else ''}{name}.db"
            if not path.exists():
                trace_inputs([reports_in], path)
            with Story.open(path) as story:
                read = story.connection.execute
                reports = {row["id"]: (name, row["given_id"]) for row in read("SELECT id, given_id FROM report")}
                for row in read("SELECT id, text FROM report"):
                    texts[reports[row["id"]]] = row["text"]
                for row in read(
                    "SELECT f.*, a.id AS given, a.source_start, a.source_end, s.name FROM figure f"
                    " LEFT JOIN attribution a ON a.id = f.attribution_id LEFT JOIN source s ON s.id = a.speaker_id"
                    " ORDER BY f.report_id, f.start"
                ):
                    marks.setdefault(reports[row["report_id"]], []).append(dict(row))
    return marks, texts


def mark_at(marks: list[Row], start: int, end: int) -> Row | None:
    """The figure whose number overlaps `start, end`."""
    return next((m for m in marks if m["value_start"] < end and start < m["value_end"]), None)


def judged(label: Row, mark: Row, text: str) -> dict[str, bool]:
    """Field to whether it is right, for the fields that were judged; of `later`, day and place alone."""

    def accepted(name: str, found: str | None) -> bool:
        words = label[name]
        return not found if not words else found is not None and any(w.casefold() in found.casefold() for w in words)

    right = {}
    if "bound" in label:
        right["value"] = (mark["low"], mark["high"]) == (label["low"], label["high"])
        right["bound"] = mark["bound"] == label["bound"]
    if "start" in label:
        right["span"] = (mark["start"], mark["end"]) == (label["start"], label["end"])
    if label.get("unit") is not None:
        right["unit"] = mark["unit"] == label["unit"]
    if label.get("head"):
        right["head"] = mark["head"] in label["head"]
    if label["scope"] is not None:
        right["scope"] = accepted("scope", mark["scope"])
    if label["as_of"] is not None:
        days = [mark["as_of_from"], mark["as_of_to"]]
        right["as_of"] = all(w in ("*", d) for w, d in zip(label["as_of"] or [None, None], days, strict=True))
    if label.get("giver") is not None:
        source = text[mark["source_start"] : mark["source_end"]] if mark["source_start"] is not None else ""
        told = f"{source} {mark['name'] or ''}" if mark["given"] else None
        right["giver"] = accepted("giver", told)
    return right


def score(half: str, marks: Marks, texts: dict[tuple[str, str], str], show: bool) -> Row:
    """What one half comes to; with `show`, what is not right is printed."""
    counts: Counter[str] = Counter()
    rows = labels("figures", half)
    for label in rows:
        key = (label["set"], label["report"])
        text, mark = texts[key], mark_at(marks.get(key, []), *label["value"])
        if label["optional"]:
            continue
        counts["labelled"] += 1
        start, end = (label["start"], label["end"]) if "start" in label else label["value"]
        around = f"{text[max(0, start - 120) : start]}[[{text[start:end]}]]{text[end : end + 80]}"
        if mark is None:
            if show:
                print(f"MISSED {key[1]} {around!r}")
            continue
        counts["found"] += 1
        for field, is_right in judged(label, mark, text).items():
            counts[f"{field} judged"] += 1
            counts[f"{field} right"] += is_right
            if show and not is_right:
                told = {k: mark[k] for k in ("low", "high", "bound", "unit", "head", "measured", "scope", "as_of_from")}
                wanted = label.get("as_of" if field == "as_of" else "low" if field == "value" else field)
                got = text[mark["start"] : mark["end"]]
                print(f"{field.upper()} want {wanted} got {got!r} {told} by {mark['name']} {key[1]} {around!r}")
    places = {(row["set"], row["report"], *row["value"]) for row in rows}
    seen = set()
    for passage in labels("passages", half):
        key = (passage["set"], passage["report"])
        for mark in marks.get(key, []):
            if not passage["start"] <= mark["value_start"] < passage["end"] or mark["id"] in seen:
                continue
            seen.add(mark["id"])
            if not any(p[:2] == key and p[2] < mark["value_end"] and mark["value_start"] < p[3] for p in places):
                counts["false"] += 1
                if show:
                    print(f"FALSE {key[1]} {texts[key][mark['start'] - 60 : mark['end'] + 60]!r} {mark['measured']}")
    for pair in labels("pairs", half):
        ends = [mark_at(marks.get((pair["set"], r), []), s, e) for r, s, e in (pair["a"], pair["b"])]
        joined = all(m is not None and m["series_id"] is not None for m in ends)
        joined = joined and ends[0]["series_id"] == ends[1]["series_id"]  # type: ignore[index]
        counts["same"] += pair["same"]
        counts["joined"] += joined
        counts["joined right"] += joined and pair["same"]
        if show and joined != pair["same"]:
            words = [
                texts[pair["set"], r][max(0, s - 70) : e + 50].replace("\n", " ") for r, s, e in (pair["a"], pair["b"])
            ]
            print("APART" if pair["same"] else "JOINED", pair["a"], pair["b"], words)
    return {**dict(sorted(counts.items())), **_shares(counts)}


def _shares(counts: Counter[str]) -> Row:
    def share(part: float, whole: float) -> float | None:
        return round(100 * part / whole, 1) if whole else None

    return {
        "found %": share(counts["found"], counts["labelled"]),
        "precision %": share(counts["found"], counts["found"] + counts["false"]),
        **{f"{field} %": share(counts[f"{field} right"], counts[f"{field} judged"]) for field in FIELDS},
        "series precision %": share(counts["joined right"], counts["joined"]),
        "series recall %": share(counts["joined right"], counts["same"]),
    }


def main() -> None:
    """Score, print and keep."""
    parser = argparse.ArgumentParser()
    parser.add_argument("half", nargs="?", choices=HALVES)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--stories", type=Path)
    given = parser.parse_args()
    if given.show and given.half not in ("develop", "fresh", "later", "again", "dense"):
        parser.error("the others are shown: the frozen half is not read")
    halves = (given.half,) if given.half else HALVES
    results: Row = {}
    with tempfile.TemporaryDirectory() as made:
        for half in halves:
            marks, texts = read_marks(half, given.stories or Path(made))
            results[half] = score(half, marks, texts, given.show)
    for name in sorted({key for half in halves for key in results[half] if key.endswith("%")}):
        print(f"{name:22}" + "".join(f"{half} {results[half][name]}   " for half in halves))
    print({half: {k: v for k, v in results[half].items() if not k.endswith("%")} for half in halves})
    if given.half is None:
        kept = {"run": time.strftime("%Y-%m-%d"), **results}
        (HERE / "results" / "figures.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
