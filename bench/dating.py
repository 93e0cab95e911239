"""The dates of dated reports, hidden and found again: from a report alone, and from a pile whose other dates are kept.

Usage: python bench/dating.py [--polnear N] [--only PILE ...]

Each pile is compared and weighed with every date hidden, so that no direction of copying comes from one; then each
report is asked for its date while the others' are known. Shown, in per cent: reports with any bound, the true day
inside (of those with a bound), bounds of a week or less, bounds of one day that are right; then the one day that is
named as given or as the likeliest, and how often it is right; at last how many exact claims are wrong.
`stories` are the piles of one story each. Half of the reports,
by a hash of the id, is what the rules were developed on; of the other half only these totals are looked at. N (default
100) PolNeAR reports are taken, by hash. The data folder is named by WHENCE_DATA, else it is `../shared/data` beside the
project. The result goes to `bench/results/dating.json`; with `--only` those piles are shown and nothing is written.
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
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from copying_data import records

from whence.compare import compare_reports
from whence.mark import load_pipeline, mark_report
from whence.records import Marks, Published, Report
from whence.run.pile import days_told, quoted_words, shared_wording
from whence.run.weighing import comparables, weigh
from whence.weigh.pile_dates import date_by_pile
from whence.weigh.pile_weekdays import Days

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("WHENCE_DATA") or HERE.parents[1] / "shared" / "data")
STORIES = ("soleimani-2020", "ghouta-2013")
"""Piles of one story each; the others are collections in which two reports seldom tell of one thing."""
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
        name: [
            {"id": r["id"], "date": r["date"][:10], "text": r["text"]}
            | {key: r[key] for key in ("outlet", "title") if r.get(key)}
            for r in records(DATA / path)
        ]
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


@dataclass(frozen=True)
class Marked:
    """A report marked with its date hidden and with its date given."""

    entry: Entry
    hidden: Report
    hidden_marks: Marks
    dated_marks: Marks


def marked(entry: Entry, nlp: Any) -> Marked:
    """Mark a report twice, by the rules alone (the attribution model has nothing to do with its date)."""
    report = Report(
        id=entry["id"], origin=entry["id"], text=entry["text"], outlet=entry.get("outlet"), title=entry.get("title")
    )
    given = Published(entry["date"], entry["date"], entry["date"], "given", 1.0, "given")
    hidden, hidden_marks = mark_report(report, nlp)
    return Marked(entry, hidden, hidden_marks, mark_report(replace(report, published=given), nlp)[1])


def in_its_pile(pile: list[Marked]) -> dict[str, Published]:
    """Report id to its date, where those of all others are known. What they share, and in which direction, and which
    words are one utterance, is found with every date hidden."""
    reports, marks = [one.hidden for one in pile], [one.hidden_marks for one in pile]
    undated = [replace(report, published=Published()) for report in reports]
    reuse = compare_reports(comparables(undated, marks))
    weighed = weigh(undated, marks, reuse)
    texts = {report.id: report.text for report in reports}
    names = {report.id: report.outlet or report.id for report in reports}
    days = {one.entry["id"]: (date.fromisoformat(one.entry["date"]),) * 2 for one in pile}
    shared = shared_wording(texts, names, days, weighed.reuse, undated=texts)
    told = {one.hidden.id: days_told(one.hidden, one.dated_marks, names[one.hidden.id], True) for one in pile}
    known = [*marks, *(one.dated_marks for one in pile)]
    said = {id for one in pile for id in (a.id for a in one.dated_marks.attributions)}
    utterances = [u for u in weighed.account.utterances if all(r.attribution_id in said for r in u.readings)]
    found = {}
    for one in pile:
        own, mine = one.hidden.published, days_told(one.hidden, one.hidden_marks, names[one.hidden.id], False)
        others = {report: day for report, day in days.items() if report != one.hidden.id}
        quoted = quoted_words(known, names, others, utterances).get(one.hidden.id, ())
        asked = Days((t for report in sorted(others) for t in told[report]), texts, len(others), others)
        weekdays = frozenset(t.weekday for t in mine if t.weekday)
        shares = shared.get(one.hidden.id, ())
        found[one.hidden.id] = date_by_pile(own, shares, weekdays, quoted, mine, asked, one.hidden.text)
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
        named = found.value is not None and len(found.value) == 10
        count["named"] += named
        count["named right"] += named and found.value == true
    total = max(1, len(rows))
    return {
        "reports": len(rows),
        "any_bound_%": round(100 * count["bounded"] / total, 1),
        "inside_of_bounded_%": round(100 * count["inside"] / max(1, count["bounded"]), 1),
        "two_bounds_%": round(100 * count["both"] / total, 1),
        "inside_of_two_bounds_%": round(100 * count["both inside"] / max(1, count["both"]), 1),
        "week_or_less_%": round(100 * count["week"] / total, 1),
        "exact_day_%": round(100 * count["exact"] / total, 1),
        "day_named_%": round(100 * count["named"] / total, 1),
        "day_named_right_%": round(100 * count["named right"] / total, 1),
        "exact_but_wrong": count["wrong"],
        "exact_claims": count["exact"] + count["wrong"],
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--polnear", type=int, default=100)
    parser.add_argument("--only", nargs="+", default=())
    options = parser.parse_args()
    nlp = load_pipeline()
    rows: dict[tuple[str, str, str], list[tuple[str, Published]]] = defaultdict(list)
    for name, entries in piles(options.polnear).items():
        if options.only and name not in options.only:
            continue
        pile = [marked(entry, nlp) for entry in entries]
        dated = in_its_pile(pile)
        for one in pile:
            entry, own, both = one.entry, one.hidden.published, dated[one.hidden.id]
            half = "developed on" if hashed(entry["id"]) % 2 == 0 else "frozen"
            for kind, found in (("alone", own), ("in its pile", both)):
                rows[half, kind, name].append((entry["date"], found))
                rows[half, kind, "all"].append((entry["date"], found))
                if name in STORIES:
                    rows[half, kind, "stories"].append((entry["date"], found))
    results: dict[str, Any] = {}
    print(
        f"{'half':13} {'evidence':12} {'pile':15} {'n':>4} {'bound':>6} {'inside':>7} {'week':>6} {'exact':>6}"
        f" {'named':>6} {'right':>6}  wrong"
    )
    for (half, kind, name), judged in sorted(rows.items()):
        line = judge(judged)
        results[f"{half}, {kind}, {name}"] = line
        print(
            f"{half:13} {kind:12} {name:15} {line['reports']:4} {line['any_bound_%']:6} {line['inside_of_bounded_%']:7}"
            f" {line['week_or_less_%']:6} {line['exact_day_%']:6} {line['day_named_%']:6}"
            f" {line['day_named_right_%']:6}  {line['exact_but_wrong']} of {line['exact_claims']}"
        )
    if options.only:
        return
    summary = {"date": time.strftime("%Y-%m-%d"), "polnear_reports": options.polnear, "results": results}
    (HERE / "results" / "dating.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
