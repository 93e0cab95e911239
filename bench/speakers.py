"""Who said it, against the labels in `bench/speakers`: 300 statements of real reports, half of them frozen.

Usage: python bench/speakers.py [develop|frozen] [--show] [--rules]

A statement is found where an attribution of the account covers half of its words or more. Its speaker is *right* where
the source that the account names is the one labelled, *wrong* where it is another (*surely wrong* at a confidence of
0.8 or more, where views show the name first), *unresolved* where none is named. `--show` prints what is not right;
`--rules` runs without the trained model. The data folder is named by WHENCE_DATA, else it is `../shared/data` beside
the project. The results go to `bench/results/speakers.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from whence.run import trace_inputs
from whence.settings import DEFAULTS
from whence.story.store import Story

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("WHENCE_DATA") or HERE.parents[1] / "shared" / "data")
FILES = {
    "polnear-dev": "polnear/dev.jsonl.gz",
    "soleimani-2020": "stories/soleimani-2020.jsonl.gz",
    "ghouta-2013": "stories/ghouta-2013.jsonl.gz",
}
VERDICTS = ("right", "wrong", "unresolved", "missing")
SURE = 0.8
ASIDE = frozenset({
    "the", "a", "an", "of", "mr", "mrs", "ms", "dr", "sir", "lady", "lord", "president", "vice", "secretary", "sen",
    "senator", "rep", "representative", "gov", "governor", "minister", "prime", "foreign", "gen", "general",
    "ayatollah", "former", "chairman", "speaker", "king", "queen", "his", "her", "its", "their",
})  # fmt: skip
Row = dict[str, Any]


def tokens(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    words = [word.removesuffix("'s") for word in re.findall(r"[\w'.-]+", name.casefold().replace("’", "'"))]
    bare = [word.replace(".", "") for word in words]
    return frozenset(word for word in bare if word and word not in ASIDE) or frozenset(bare)


def is_same(found: str, label: Row) -> bool:
    """Whether a name of the account is one of those that the label accepts."""
    one = tokens(found)
    for name in [label["speaker"], *label["accept"], *label["also"]]:
        accepted = tokens(name) if name else frozenset()
        if accepted and (
            one == accepted or (len(accepted) > 1 and accepted <= one) or (len(one) > 1 and one <= accepted)
        ):
            return True
    return False


def verdict(label: Row, story: Story, report: str, text: str) -> tuple[str, str, float]:
    """(right, wrong, unresolved or missing; what the account says; how sure it is)."""
    wanted = label["content"]
    best, most = None, 0
    for row in story.connection.execute("SELECT * FROM attribution WHERE report_id = ?", (report,)):
        pieces = json.loads(row["pieces"])
        shared = sum(max(0, min(e, y) - max(s, x)) for s, e in wanted for x, y in pieces)
        total = sum(y - x for x, y in pieces)
        if 2 * shared >= sum(e - s for s, e in wanted) and shared / total > most:
            best, most = row, shared / total
    if best is None:
        return "missing", "", 0.0
    names = []
    for (source,) in story.connection.execute(
        "SELECT source_id FROM attribution_speaker WHERE attribution_id = ? UNION SELECT ?",
        (best["id"], best["speaker_id"]),
    ):
        if source is not None:
            row = story.connection.execute("SELECT name, aliases FROM source WHERE id = ?", (source,)).fetchone()
            names += [row["name"], *json.loads(row["aliases"])]
    if not names and best["source_start"] is not None:
        words = text[best["source_start"] : best["source_end"]]
        return ("right" if label["speaker"] and is_same(words, label) else "unresolved"), words, 0.0
    sure = best["speaker_confidence"]
    if not names:
        return ("right" if label["speaker"] is None else "unresolved"), "", 0.0
    if label["speaker"] is None:
        return ("wrong" if sure >= SURE else "unresolved"), names[0], sure
    if any(is_same(name, label) for name in names):
        return "right", names[0], sure
    # A source that has only a description puts no name to the words: `the senator` for somebody named elsewhere.
    return ("unresolved" if best["speaker_basis"] == "description" else "wrong"), names[0], sure


def score(labels: list[Row], rules: bool, show: bool) -> dict[str, Any]:
    """Counts for one half of the labels."""
    counts: dict[str, Counter[str]] = {}
    surely = 0
    for name, file in FILES.items():
        own = [label for label in labels if label["set"] == name]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "one.jsonl"
            with gzip.open(DATA / file, "rt", encoding="utf-8") as lines:
                wanted = {label["report"] for label in own}
                records = [line for line in lines if name != "polnear-dev" or json.loads(line)["id"] in wanted]
            path.write_text("".join(records), encoding="utf-8")
            settings = replace(DEFAULTS, attribution_model="none") if rules else DEFAULTS
            trace_inputs([path], Path(folder) / "one.db", settings)
            with Story.open(Path(folder) / "one.db") as story:
                reports = {
                    row["given_id"]: row for row in story.connection.execute("SELECT id, given_id, text FROM report")
                }
                for label in own:
                    row = reports[label["report"]]
                    answer, said, sure = verdict(label, story, row["id"], row["text"])
                    for key in ("all", label["kind"], label["basis"], name):
                        counts.setdefault(key, Counter())[answer] += 1
                    surely += answer == "wrong" and sure >= SURE
                    if show and answer != "right":
                        start, end = label["content"][0][0], label["content"][-1][1]
                        words = " ".join(row["text"][max(0, start - 160) : end + 60].split())
                        print(f"{answer:10} {sure:.2f} {said!r} for {label['speaker']!r} ({label['basis']})")
                        print(f"  {words[:420]}\n")
    table = {key: {v: counts[key][v] for v in VERDICTS} for key in sorted(counts)}
    return {"statements": len(labels), "surely_wrong": surely, "counts": table}


def main() -> None:
    """Score one half or both, print the table, write the results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("half", nargs="?", choices=("develop", "frozen"))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--rules", action="store_true")
    given = parser.parse_args()
    path = HERE / "results" / "speakers.json"
    result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for half in [given.half] if given.half else ["develop", "frozen"]:
        lines = (HERE / "speakers" / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
        one = score([json.loads(line) for line in lines], given.rules, given.show and half == "develop")
        print(f"{half}: {one['statements']} statements, {one['surely_wrong']} surely wrong")
        for key, row in one["counts"].items():
            total = sum(row.values())
            print(f"  {key:16} {total:4} " + "  ".join(f"{v} {100 * row[v] / total:5.1f}%" for v in VERDICTS))
        result[half + (" by rules" if given.rules else "")] = {"run": time.strftime("%Y-%m-%d"), **one}
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
