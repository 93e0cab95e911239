"""Draw attributions of the two real stories at random, for a person to read beside their text.

Usage: python bench/audit.py --seed WORDS [--count 100] > rows.txt

The seed is the hash of the commit that is audited. Each row shows what the account says, then the words around the
statement, the content between brackets. What a reader made of a draw is kept under `bench/audit/`, one line a row, with
ids and offsets and no text. The data folder is named by WHENCE_DATA, else it is `../shared/data` beside the project.
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
BEFORE, AFTER = 500, 160


def shown(text: str, pieces: list[list[int]]) -> str:
    """The words around a statement, its pieces between brackets."""
    low, high = max(0, pieces[0][0] - BEFORE), min(len(text), pieces[-1][1] + AFTER)
    parts, at = [], low
    for start, end in pieces:
        parts += [text[at:start], "[[", text[start:end], "]]"]
        at = end
    return "".join([*parts, text[at:high]])


def rows(story: Story, name: str) -> list[tuple[str, str]]:
    """(a key that sorts, the row in words) of every attribution that views show."""
    names = {row["id"]: row["name"] for row in story.connection.execute("SELECT id, name FROM source")}
    texts = {row["id"]: (row["given_id"], row["text"]) for row in story.connection.execute("SELECT * FROM report")}
    via: dict[str, list[str]] = {}
    for row in story.connection.execute("SELECT * FROM via ORDER BY attribution_id, position"):
        via.setdefault(row["attribution_id"], []).append(names.get(row["source_id"], "?"))
    found = []
    for row in story.connection.execute("SELECT * FROM attribution WHERE act <> 'thought' AND uttered"):
        given, text = texts[row["report_id"]]
        told = {
            "story": name, "report": given, "pieces": json.loads(row["pieces"]), "kind": row["kind"],
            "cue": text[row["cue_start"] : row["cue_end"]] if row["cue_start"] is not None else None,
            "source": text[row["source_start"] : row["source_end"]] if row["source_start"] is not None else None,
            "speaker": names.get(row["speaker_id"]), "basis": row["speaker_basis"],
            "sure": row["speaker_confidence"], "anonymous": bool(row["anonymous"]), "act": row["act"],
            "stance": row["stance"], "told": names.get(row["addressee_id"]), "via": via.get(row["id"], []),
            "said": [row["said_from"], row["said_to"]], "nested": row["parent_id"] is not None,
            "made_by": row["made_by"],
        }  # fmt: skip
        line = json.dumps(told, ensure_ascii=False)
        found.append((f"{name} {given} {row['start']} {row['id']}", f"{line}\n{shown(text, told['pieces'])}\n"))
    return found


def main() -> None:
    """Trace the stories and print the draw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", required=True)
    parser.add_argument("--count", type=int, default=100)
    given = parser.parse_args()
    every: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in STORIES:
            path = Path(folder) / f"{name}.db"
            trace_inputs([DATA / "stories" / f"{name}.jsonl.gz"], path)
            with Story.open(path) as story:
                every += rows(story, name)
    drawn = random.Random(given.seed).sample(sorted(every), given.count)
    for number, (_, row) in enumerate(drawn, start=1):
        print(f"--- {number}\n{row}")


if __name__ == "__main__":
    main()
