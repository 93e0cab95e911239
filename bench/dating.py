"""The dates of dated reports, hidden and found again: from a report alone, and from a pile whose other dates are kept.

Usage: python bench/dating.py [--polnear N]

Each pile is compared with every date hidden, so that no direction of copying comes from one; then each report is asked
for its date while the others' are known. Shown, in per cent: reports with any bound, the true day inside (of those
with a bound), bounds of a week or less, the exact day named; then how many exact claims are wrong. Half of the reports,
by a hash of the id, is what the rules were developed on; of the other half only these totals are looked at. N (default
100) PolNeAR reports are taken, by hash. The data folder is named by WHENCE_DATA, else it is `../shared/data` beside the
project. The result goes to `bench/results/dating.json`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from copying_data import comparable, records

from whence.compare import compare_reports
from whence.compare.comparable import word_spans
from whence.mark.dating import infer_published
from whence.mark.moments import find_moments
from whence.mark.parse import load_pipeline, parse
from whence.mark.passages import find_passages
from whence.records import Published, Report, Reuse
from whence.weigh.pile_dates import Shared, date_by_pile

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("WHENCE_DATA") or HERE.parents[1] / "shared" / "data")
Entry = dict[str, str]


def hashed(report_id: str) -> int:
    """A number that depends on the id alone."""
    return int(hashlib.sha256(report_id.encode()).hexdigest(), 16)


def gum_news() -> Iterator[Entry]:
    """The news documents of GUM with the day on which they were written."""
    current: dict[str, Any] = {}
    for line in [*_lines(DATA / "gum" / "gum-dev.conllu.gz"), "# newdoc id = "]:
        _, _, value = line[2:].partition(" = ")
        if line.startswith("# newdoc id"):
            if current.get("genre") == "news" and re.fullmatch(r"\d{4}-\d\d-\d\d", current.get("date", "")):
                text = "\n".join(" ".join(part) for part in current["paragraphs"] if part)
                yield {"id": current["id"], "date": current["date"], "text": text}
            current = {"id": value, "paragraphs": [[]]}
        elif line.startswith("# meta::dateCreated"):
            current["date"] = value
        elif line.startswith("# meta::genre"):
            current["genre"] = value
        elif line.startswith("# newpar"):
            current["paragraphs"].append([])
        elif line.startswith("# text = "):
            current["paragraphs"][-1].append(value)


def _lines(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines if line.startswith("#")]


def piles(polnear: int) -> dict[str, list[Entry]]:
    """The collections, by name: id, date, text."""
    found = {
        name: [{"id": r["id"], "date": r["date"][:10], "text": r["text"]} for r in records(DATA / path)]
        for name, path in (
            ("soleimani-2020", Path("stories/soleimani-2020.jsonl.gz")),
            ("ghouta-2013", Path("stories/ghouta-2013.jsonl.gz")),
            ("polnear", Path("polnear/train.jsonl.gz")),
        )
    }
    found["polnear"] = sorted(found["polnear"], key=lambda r: hashed(r["id"]))[:polnear]
    found["gum news"] = list(gum_news())
    for name in ("timebank", "aquaint"):
        rows = records(DATA / "timeml" / f"{name}.jsonl.gz")
        found[name] = [{"id": r["id"], "date": r["dct"][:10], "text": r["text"]} for r in rows]
    return found


def alone(entry: Entry, nlp: Any) -> tuple[Published, frozenset[int]]:
    """What a report says of its own date, and the weekdays that it names."""
    report = Report(id=entry["id"], origin=entry["id"], text=entry["text"])
    passages = find_passages(report)
    doc = parse(report.text, passages, nlp)
    moments = find_moments(doc, report, passages)
    days = frozenset(int(m.value[9]) for m in moments if re.match(r"XXXX-WXX-[1-7]", m.value))
    return infer_published(doc, report, passages, moments) or Published(), days


def shared_with(pile: list[Entry], reuse: list[Reuse]) -> dict[str, list[Shared]]:
    """Report id to what it shares with each other report, quotations left out."""
    by_id = {entry["id"]: entry for entry in pile}
    words: Counter[tuple[str, str]] = Counter()
    leans: set[tuple[str, str]] = set()
    for row in reuse:
        if row.a_report_id == row.b_report_id or row.kind not in ("verbatim", "edited"):
            continue
        count = len(word_spans(by_id[row.a_report_id]["text"][row.a_start : row.a_end]))
        words[row.a_report_id, row.b_report_id] += count
        if row.direction in ("a_to_b", "b_to_a") and row.confidence >= 0.7:
            leans.add(
                (row.b_report_id, row.a_report_id) if row.direction == "a_to_b" else (row.a_report_id, row.b_report_id)
            )
    totals = {entry["id"]: len(word_spans(entry["text"])) for entry in pile}
    found: dict[str, list[Shared]] = defaultdict(list)
    for (a, b), count in sorted(words.items()):
        share = min(1.0, count / max(1, min(totals[a], totals[b])))
        for mine, other in ((a, b), (b, a)):
            day = date.fromisoformat(by_id[other]["date"])
            sure = (mine, other) in leans and (other, mine) not in leans
            found[mine].append(Shared(other, other, day, day, count, share, sure))
    return found


def judge(rows: list[tuple[str, Published]]) -> dict[str, float]:
    """Counts, and per cent of the reports."""
    count: Counter[str] = Counter()
    for true, found in rows:
        low, high = found.earliest or "0001-01-01", found.latest or "9999-12-31"
        bounded = bool(found.earliest or found.latest)
        count["bounded"] += bounded
        count["inside"] += bounded and low <= true <= high
        both = bool(found.earliest and found.latest)
        count["both"] += both
        count["both inside"] += both and low <= true <= high
        count["week"] += both and (date.fromisoformat(high) - date.fromisoformat(low)).days <= 6
        exact = both and low == high
        count["exact"] += exact and true == low
        count["wrong"] += exact and true != low
    total = max(1, len(rows))
    return {
        "reports": len(rows),
        "any_bound_%": round(100 * count["bounded"] / total, 1),
        "inside_of_bounded_%": round(100 * count["inside"] / max(1, count["bounded"]), 1),
        "two_bounds_%": round(100 * count["both"] / total, 1),
        "inside_of_two_bounds_%": round(100 * count["both inside"] / max(1, count["both"]), 1),
        "week_or_less_%": round(100 * count["week"] / total, 1),
        "exact_day_%": round(100 * count["exact"] / total, 1),
        "exact_but_wrong": count["wrong"],
        "exact_claims": count["exact"] + count["wrong"],
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--polnear", type=int, default=100)
    options = parser.parse_args()
    nlp = load_pipeline()
    rows: dict[tuple[str, str, str], list[tuple[str, Published]]] = defaultdict(list)
    for name, pile in piles(options.polnear).items():
        reuse = compare_reports([comparable({"id": e["id"], "text": e["text"]}) for e in pile])
        shared = shared_with(pile, reuse)
        for entry in pile:
            own, weekdays = alone(entry, nlp)
            both = date_by_pile(own, shared.get(entry["id"], []), weekdays)
            half = "developed on" if hashed(entry["id"]) % 2 == 0 else "frozen"
            for kind, found in (("alone", own), ("in its pile", both)):
                rows[half, kind, name].append((entry["date"], found))
                rows[half, kind, "all"].append((entry["date"], found))
    results: dict[str, Any] = {}
    print(
        f"{'half':13} {'evidence':12} {'pile':15} {'n':>4} {'bound':>6} {'inside':>7} {'week':>6} {'exact':>6}  wrong"
    )
    for (half, kind, name), judged in sorted(rows.items()):
        line = judge(judged)
        results[f"{half}, {kind}, {name}"] = line
        print(
            f"{half:13} {kind:12} {name:15} {line['reports']:4} {line['any_bound_%']:6} {line['inside_of_bounded_%']:7}"
            f" {line['week_or_less_%']:6} {line['exact_day_%']:6}  {line['exact_but_wrong']} of {line['exact_claims']}"
        )
    summary = {"date": time.strftime("%Y-%m-%d"), "polnear_reports": options.polnear, "results": results}
    (HERE / "results" / "dating.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
