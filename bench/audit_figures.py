"""Draw figures, and neighbours in a series, of the two real stories at random, for a person to read beside their text.

Usage: python bench/audit_figures.py --seed WORDS [--figures 35] [--pairs 15] [--stories FOLDER] > rows.txt

The seed is the hash of the commit that is audited. A figure is shown with what the account says of it and the words
around it, the figure between brackets; a pair is two points of one series, one after the other by value. What a reader
made of a draw is kept under `bench/audit/`, one line a row, with ids and offsets and no text. `--stories` reads traced
stories (`NAME.db`) of a folder in place of tracing them.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from itertools import pairwise
from pathlib import Path

from audit import DATA, STORIES

from whence.run import trace_inputs
from whence.story.store import Story

TOLD = ("low", "high", "bound", "unit", "measured", "head", "scope", "as_of_from", "as_of_to", "giver")


def rows(story: Story, name: str) -> tuple[list[str], list[str]]:
    """The figures in words, and the pairs of neighbours in words."""
    read = story.connection.execute
    texts = {row["id"]: (row["given_id"], row["published"], row["text"]) for row in read("SELECT * FROM report")}
    shown: dict[str, str] = {}
    series: dict[str, list[str]] = {}
    for row in read(
        "SELECT f.*, s.name AS giver FROM figure f LEFT JOIN attribution a ON a.id = f.attribution_id"
        " LEFT JOIN source s ON s.id = a.speaker_id ORDER BY f.low, f.high, f.report_id, f.start"
    ):
        given, published, text = texts[row["report_id"]]
        start, end = row["start"], row["end"]
        around = f"{text[max(0, start - 260) : start]}[[{text[start:end]}]]{text[end : end + 160]}"
        told = json.dumps({"story": name, "report": given, "at": [start, end], **{key: row[key] for key in TOLD}})
        shown[row["id"]] = f"{told} {published}\n{around}\n"
        if row["series_id"] is not None:
            series.setdefault(row["series_id"], []).append(row["id"])
    pairs = [shown[a] + shown[b] for ids in series.values() for a, b in pairwise(ids)]
    return sorted(shown.values()), sorted(pairs)


def main() -> None:
    """Trace the stories and print the draw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", required=True)
    parser.add_argument("--figures", type=int, default=35)
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--stories", type=Path)
    given = parser.parse_args()
    figures: list[str] = []
    pairs: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in STORIES:
            path = (given.stories or Path(folder)) / f"{name}.db"
            if given.stories is None:
                trace_inputs([DATA / "stories" / f"{name}.jsonl.gz"], path)
            with Story.open(path) as story:
                found, joined = rows(story, name)
                figures += found
                pairs += joined
    chance = random.Random(given.seed)
    drawn = chance.sample(figures, given.figures) + chance.sample(pairs, min(given.pairs, len(pairs)))
    for number, row in enumerate(drawn, start=1):
        print(f"--- {number}\n{row}")


if __name__ == "__main__":
    main()
