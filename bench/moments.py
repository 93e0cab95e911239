"""Time expressions against TimeBank and AQUAINT: strict, relaxed and value precision, recall and F1.

Usage: python bench/moments.py [--peers FOUND.json]

`--peers` scores by the same measure what `bench/moments_peers.py` found, and ours on the same documents; that goes to
`bench/results/moments_peers.json`, and nothing else is run.

The measures are TempEval-3's (UzZaman et al., 2013). TimeBank is shown in two parts: what the rules were developed on
and a third, taken by a hash of the document's id, that was not looked at while they were written. The data folder is
named by WHENCE_DATA, else it is `../shared/data` beside the project. The result goes to `bench/results/moments.json`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whence.mark.moments import MADE_BY, find_moments
from whence.mark.parse import load_pipeline, parse
from whence.mark.passages import find_passages
from whence.records import Published, Report

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("WHENCE_DATA") or HERE.parents[1] / "shared" / "data")
Gold = dict[tuple[str, int, int], str]


def held_back(report_id: str) -> bool:
    """Whether a TimeBank document belongs to the third that is kept for checking."""
    return int(hashlib.sha256(report_id.encode()).hexdigest(), 16) % 3 == 0


def documents(name: str) -> list[dict[str, Any]]:
    """The documents of one corpus: id, dct, text, timexes."""
    with gzip.open(DATA / "timeml" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def mark(docs: Sequence[dict[str, Any]], con: sqlite3.Connection) -> tuple[float, float]:
    """Fill the tables `report` and `moment`; the seconds spent on parsing and on moments."""
    con.executescript(
        "create table report(id text, text text);"
        "create table moment(report_id text, start int, end int, type text, value text)"
    )
    nlp, parsing, marking = load_pipeline(), 0.0, 0.0
    for entry in docs:
        day = entry["dct"][:10]
        published = Published(value=day, earliest=day, latest=day, basis="given", confidence=1.0, reason="given")
        report = Report(id=entry["id"], origin=entry["id"], text=entry["text"], published=published)
        passages = find_passages(report)
        began = time.perf_counter()
        doc = parse(report.text, passages, nlp)
        parsed = time.perf_counter()
        moments = find_moments(doc, report, passages)
        marking += time.perf_counter() - parsed
        parsing += parsed - began
        con.execute("insert into report values (?, ?)", (report.id, report.text))
        con.executemany(
            "insert into moment values (?, ?, ?, ?, ?)",
            [(m.report_id, m.start, m.end, m.type, m.value) for m in moments],
        )
    return parsing, marking


def score(docs: Sequence[dict[str, Any]], con: sqlite3.Connection) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 in per cent. Pairs are made as TempEval-3 does: the nearest overlapping span, once."""
    gold: Gold = {(d["id"], t["start"], t["end"]): t["value"] for d in docs for t in d["timexes"]}
    ids = {d["id"] for d in docs}
    rows = con.execute("select report_id, start, end, value from moment")
    found: Gold = {(r, s, e): v for r, s, e, v in rows if r in ids}
    pairs: list[tuple[tuple[str, int, int], tuple[str, int, int]]] = []
    used: set[tuple[str, int, int]] = set()
    by_report: dict[str, list[tuple[str, int, int]]] = {}
    for key in sorted(found):
        by_report.setdefault(key[0], []).append(key)
    for g in sorted(gold, key=str):
        options = [f for f in by_report.get(g[0], []) if f not in used and f[1] < g[2] and f[2] > g[1]]
        hit = min(options, key=lambda f: abs(f[1] - g[1]) + abs(f[2] - g[2]), default=None)
        if hit:
            used.add(hit)
            pairs.append((g, hit))
    counts = {
        "strict": len(set(gold) & set(found)),
        "relaxed": len(pairs),
        "value": sum(gold[g] == found[f] for g, f in pairs),
    }
    return {
        name: {
            "precision": round(100 * hits / max(1, len(found)), 1),
            "recall": round(100 * hits / max(1, len(gold)), 1),
            "f1": round(200 * hits / max(1, len(gold) + len(found)), 1),
        }
        for name, hits in counts.items()
    }


def beside_peers(path: Path) -> None:
    """Ours and what each peer found on the same documents, printed and frozen."""
    peers = json.loads(path.read_text(encoding="utf-8"))
    wanted = set(peers["ids"])
    docs = [d for name in ("aquaint", "timebank") for d in documents(name) if d["id"] in wanted]
    lines: dict[str, Any] = {}
    con = sqlite3.connect(":memory:")
    parsing, marking = mark(docs, con)
    lines["whence"] = {**score(docs, con), "seconds": round(parsing + marking, 1), "failed": 0}
    for name, run in peers["peers"].items():
        con = sqlite3.connect(":memory:")
        con.execute("create table moment(report_id text, start int, end int, type text, value text)")
        rows = {(key, start, end): value for key, found in run["found"].items() for start, end, value in found}
        con.executemany("insert into moment values (?, ?, ?, '', ?)", [(*key, value) for key, value in rows.items()])
        lines[name] = {**score(docs, con), "seconds": run["seconds"], "failed": len(run["failed"])}
    for name, line in lines.items():
        shown = "  ".join(f"{m} {line[m]['f1']:5.1f}" for m in ("strict", "relaxed", "value"))
        print(f"{name:12} {shown}  {line['seconds']:6.1f} s, failed on {line['failed']} of {len(docs)}")
    summary = {"date": time.strftime("%Y-%m-%d"), "documents": len(docs), "results": lines}
    (HERE / "results" / "moments_peers.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--peers", type=Path)
    options = parser.parse_args()
    if options.peers:
        beside_peers(options.peers)
    else:
        beside_gold()


def beside_gold() -> None:
    """Ours against the annotated documents, printed and frozen."""
    timebank = documents("timebank")
    parts = {
        "timebank, developed on": [d for d in timebank if not held_back(d["id"])],
        "timebank, held back": [d for d in timebank if held_back(d["id"])],
        "aquaint": documents("aquaint"),
    }
    results: dict[str, Any] = {}
    print(f"{'corpus':24} {'docs':>4} {'gold':>5}   {'strict P/R/F1':>18} {'relaxed P/R/F1':>18} {'value P/R/F1':>18}")
    spent = [0.0, 0.0]
    for name, docs in parts.items():
        con = sqlite3.connect(":memory:")
        parsing, marking = mark(docs, con)
        spent = [spent[0] + parsing, spent[1] + marking]
        scores = score(docs, con)
        timexes = sum(len(d["timexes"]) for d in docs)
        results[name] = {"documents": len(docs), "timexes": timexes, **scores}
        cells = [
            "/".join(f"{scores[m][k]:.1f}" for k in ("precision", "recall", "f1"))
            for m in ("strict", "relaxed", "value")
        ]
        print(f"{name:24} {len(docs):4} {timexes:5}   {cells[0]:>18} {cells[1]:>18} {cells[2]:>18}")
    share = 100 * spent[1] / spent[0]
    print(f"parse {spent[0]:.1f} s, moments {spent[1]:.1f} s ({share:.0f}% of the parse)")
    out = HERE / "results" / "moments.json"
    out.parent.mkdir(exist_ok=True)
    summary = {
        "date": time.strftime("%Y-%m-%d"),
        "made_by": MADE_BY,
        "data": "TimeBank 1.2 and AQUAINT with TempEval-3's corrections; document date given",
        "moments_share_of_parse_time": round(share / 100, 3),
        "results": results,
    }
    out.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
