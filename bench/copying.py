"""Copying between reports: is shared wording found, and how long does it take?

    python bench/copying.py [DATA] [--only PART,PART]

DATA is the folder of development data (else WHENCE_DATA, else ../shared/data beside the project). Prints one table
and writes results/copying.json beside this file. `--only` runs some of the parts: stories, rewrites, reuse, peers,
adding, releases.

`reuse`: pairs of reports whose shared 8-word shingles were counted beforehand, as a share of the shorter report. A
pair is found where one row at least joins the two reports; `words` is how many of the counted shared words the rows
cover. The pairs are not judged by hand: a speech that both quote counts like copying, so every kind of row counts.
`rewrites`: labelled pairs of paragraphs, rewrites and hard negatives.
`stories`: two stories, time only. `releases`: the first so many press releases, time and memory only. `adding`: one
press release more beside 4,999 that are compared already, and what comparing all of them anew would take. `peers`: what
whole-document sketches propose on the same documents, where they are installed (see `copying_peers`).
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from copying_data import comparable, records
from copying_peers import run_peers

from whence.compare import Comparable, Compared, compare_again, compare_reports, trace_lineage
from whence.compare.comparable import word_form, word_spans
from whence.records import Reuse
from whence.run.marking import free_cores
from whence.run.weighing import MANY_REPORTS

BANDS = ((0.5, 1.01), (0.2, 0.5), (0.05, 0.2))
EIGHT = 8
PARTS = ("stories", "rewrites", "reuse", "adding", "peers", "releases")
ADDED_TO = 4_999
PEERS_ON = 20_000
"""Press releases on which other candidate finders are timed."""


class Memory(threading.Thread):
    """The most memory that this process and its children hold together, in GiB, looked at every second.

    Pages that several processes share are counted once (proportional set size); Linux alone tells.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self._stop_now = threading.Event()

    def run(self) -> None:
        while not self._stop_now.wait(1.0):
            self.most = max(self.most, sum(map(_share_of, [os.getpid(), *_children()])) / 2**20)

    def stop(self) -> float:
        """The most that was seen."""
        self._stop_now.set()
        self.join()
        return round(self.most, 2)


def _children() -> list[int]:
    try:
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except OSError:
        return []


def _share_of(pid: int) -> int:
    """The proportional set size of a process in KiB, 0 where it has gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def timed(reports: list[Comparable]) -> tuple[list[Reuse], dict[str, Any]]:
    """The rows and what they cost, with a process for each core from 2,000 reports on, as in a trace."""
    memory = Memory()
    memory.start()
    start = time.perf_counter()
    rows = compare_reports(reports, jobs=free_cores() if len(reports) >= MANY_REPORTS else 1)
    compared = time.perf_counter() - start
    start = time.perf_counter()
    trace_lineage(reports, rows)
    return rows, {
        "reports": len(reports),
        "words": sum(len(report.text.split()) for report in reports),
        "seconds": round(compared, 2),
        "lineage_seconds": round(time.perf_counter() - start, 2),
        "rows": len(rows),
        "kinds": dict(sorted(Counter(row.kind for row in rows).items())),
        "directions": dict(sorted(Counter(row.direction for row in rows).items())),
        "peak_gib": memory.stop() or round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
    }


def eight_word_places(report: Comparable) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Where each 8-word shingle of a report stands, furniture included."""
    spans = word_spans(report.text)
    forms = [word_form(report.text[start:end]) for start, end in spans]
    places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for at in range(len(forms) - EIGHT + 1):
        places[tuple(forms[at : at + EIGHT])].append((spans[at][0], spans[at + EIGHT - 1][1]))
    return places


def covered(a: Comparable, b: Comparable, rows: list[Reuse]) -> tuple[int, int]:
    """How many of the 8-word shingles that both hold lie in the rows' spans of `a`, and how many there are."""
    of_a, of_b = eight_word_places(a), eight_word_places(b)
    spans = [(row.a_start, row.a_end) if row.a_report_id == a.report_id else (row.b_start, row.b_end) for row in rows]
    shared = sorted(set(of_a) & set(of_b))
    held = sum(any(low <= start and end <= high for low, high in spans for start, end in of_a[key]) for key in shared)
    return held, len(shared)


def reuse_pairs(data: Path) -> dict[str, Any]:
    """Recall of the counted pairs, band by band."""
    reports = [comparable(record) for record in records(data / "reuse" / "reports.jsonl.gz")]
    rows, cost = timed(reports)
    by_id = {report.report_id: report for report in reports}
    joined: dict[frozenset[str], list[Reuse]] = defaultdict(list)
    for row in rows:
        joined[frozenset((row.a_report_id, row.b_report_id))].append(row)
    pairs = [json.loads(line) for line in (data / "reuse" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    bands: list[dict[str, Any]] = []
    for low, high in BANDS:
        chosen = [pair for pair in pairs if low <= pair["of_the_shorter"] < high]
        held = shared = found = copying = 0
        for pair in chosen:
            mine = joined.get(frozenset((pair["a"], pair["b"])), [])
            found += bool(mine)
            copying += any(row.kind != "quotation" for row in mine)
            some_held, some_shared = covered(by_id[pair["a"]], by_id[pair["b"]], mine)
            held, shared = held + some_held, shared + some_shared
        bands.append(
            {
                "of_the_shorter": [low, min(high, 1.0)],
                "pairs": len(chosen),
                "found": found,
                "found_as_copying": copying,
                "shared_8_word_shingles_covered": round(held / max(1, shared), 4),
            }
        )
    return cost | {"bands": bands}


def reuse_peers(data: Path) -> dict[str, Any]:
    """How many of the counted pairs whole-document sketches propose, band by band."""
    texts = [(record["id"], record["text"]) for record in records(data / "reuse" / "reports.jsonl.gz")]
    pairs = [json.loads(line) for line in (data / "reuse" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    result = {}
    for name, (found, seconds) in run_peers(texts).items():
        bands = []
        for low, high in BANDS:
            chosen = [frozenset((pair["a"], pair["b"])) for pair in pairs if low <= pair["of_the_shorter"] < high]
            bands.append({"pairs": len(chosen), "found": sum(pair in found for pair in chosen)})
        result[name] = {"seconds": seconds, "proposed": len(found), "bands": bands}
    return result


def rewrites() -> dict[str, Any]:
    """How many of the labelled rewrites are found, and how much of what was told independently is taken for one.

    The groups of `tests/compare/rewrites.jsonl`: `seen` while the bars were set; `kept` aside until a first count,
    after which one bar was changed; `fresh`, composed after that.
    """
    labelled = Path(__file__).resolve().parents[1] / "tests" / "compare" / "rewrites.jsonl"
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in labelled.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        group = "fresh" if pair["id"][0] in "qm" else "seen" if int(pair["id"][1:]) % 2 else "kept"
        pile = [comparable({"id": side, "outlet": side, "text": pair[side]}) for side in ("a", "b")]
        kinds = {row.kind for row in compare_reports(pile)} - {"quotation"}
        label = "rewrites" if pair["copy"] else "others"
        counts[group][label] += 1
        counts[group][f"{label}_taken_for_copies"] += bool(kinds)
        counts[group][f"{label}_taken_for_paraphrase"] += "paraphrase" in kinds
    return {group: dict(sorted(count.items())) for group, count in sorted(counts.items())}


def adding(data: Path) -> dict[str, Any]:
    """What one report more costs where the others are compared already: seconds, and whether the rows are the same."""
    waiting = records(data / "releases" / "releases.jsonl.xz")
    reports = [comparable(record) for _, record in zip(range(ADDED_TO + 1), waiting, strict=False)]
    before = compare_again(reports[:-1], Compared(), jobs=free_cores())
    start = time.perf_counter()
    again = compare_again(reports, before, jobs=free_cores())
    added = time.perf_counter() - start
    start = time.perf_counter()
    anew = compare_again(reports, Compared(), jobs=free_cores())
    return {
        "before": ADDED_TO,
        "adding_one_seconds": round(added, 2),
        "all_anew_seconds": round(time.perf_counter() - start, 2),
        "pairs": len(anew.keys),
        "pairs_looked_at": sum(before.keys.get(pair) != key for pair, key in again.keys.items()),
        "same_rows": list(again.rows) == list(anew.rows),
    }


def main() -> None:
    """Run all, or what is named, and write the result; what is not run keeps its figures and its date."""
    arguments = sys.argv[1:]
    only = arguments.pop(arguments.index("--only") + 1).split(",") if "--only" in arguments else list(PARTS)
    named = [one for one in arguments if not one.startswith("--")]
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    data = Path(named[0] if named else os.environ.get("WHENCE_DATA", beside))
    out = Path(__file__).parent / "results" / "copying.json"
    result: dict[str, Any] = json.loads(out.read_text(encoding="utf-8")) if "--only" in sys.argv else {"peers": {}}
    today = date.today().isoformat()
    result |= {"date": today, "cores": os.cpu_count()}
    if "stories" in only:
        for story in ("soleimani-2020", "ghouta-2013"):
            found = timed([comparable(record) for record in records(data / "stories" / f"{story}.jsonl.gz")])[1]
            result[story] = found | {"date": today}
    if "rewrites" in only:
        result["rewrites"] = {"groups": rewrites(), "date": today}
    if "reuse" in only:
        result["reuse"] = reuse_pairs(data) | {"date": today}
    if "adding" in only:
        result["adding"] = adding(data) | {"date": today}
        print("adding", result["adding"], flush=True)
    if "peers" in only:
        result["peers"]["reuse"] = reuse_peers(data)
    if "releases" in only:
        releases: list[Comparable] = []
        waiting = records(data / "releases" / "releases.jsonl.xz")
        for count in (10_000, 20_000, 40_000, 100_000):
            releases += [comparable(record) for _, record in zip(range(count - len(releases)), waiting, strict=False)]
            result[f"releases-{len(releases)}"] = timed(releases)[1] | {"date": today}
            print(f"releases-{len(releases)}", result[f"releases-{len(releases)}"], flush=True)
            if count == PEERS_ON and "peers" in only:
                result["peers"][f"releases-{count}"] = {
                    name: {"pairs": len(found), "seconds": seconds}
                    for name, (found, seconds) in run_peers((one.report_id, one.text) for one in releases).items()
                }
    print(f"{'data':18} {'reports':>8} {'words':>10} {'seconds':>8} {'rows':>7} {'peak GiB':>9}")
    for name, cost in result.items():
        if isinstance(cost, dict) and "reports" in cost:
            counts = f"{cost['reports']:8} {cost['words']:10} {cost['seconds']:8} {cost['rows']:7}"
            print(f"{name:18} {counts} {cost['peak_gib']:9}")
    for group, count in result["rewrites"]["groups"].items():
        print(
            f"rewrites, {group}: {count['rewrites_taken_for_copies']} of {count['rewrites']} found; "
            f"{count['others_taken_for_copies']} of {count['others']} others taken for copies "
            f"({count['others_taken_for_paraphrase']} as paraphrase)"
        )
    for band in result["reuse"]["bands"]:
        low, high = band["of_the_shorter"]
        print(
            f"reuse, {low} to {high} of the shorter shared: {band['found']} of {band['pairs']} pairs found "
            f"({band['found_as_copying']} as copying), {band['shared_8_word_shingles_covered']:.1%} of the shared words"
        )
    for collection, found in result["peers"].items():
        for name, cost in found.items():
            bands = ", ".join(f"{band['found']} of {band['pairs']}" for band in cost.get("bands", []))
            print(f"{name} on {collection}: {cost['seconds']} s{'; pairs found: ' + bands if bands else ''}")
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
