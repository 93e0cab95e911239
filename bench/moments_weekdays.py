"""Whether a weekday beside a happening is put on the right side of the report, and the happening with it.

Data: `bench/moments/weekdays.jsonl` (see its README) and the reports it points into. The data folder is named by
WHENCE_DATA, else it is `../shared/data` beside the project. Frozen reports are counted in totals only.

Run: python bench/moments_weekdays.py [--errors]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whence.mark.events import find_events
from whence.mark.moments import MADE_BY, find_moments
from whence.mark.parse import load_pipeline, parse
from whence.mark.passages import find_passages
from whence.records import Event, Moment, Published, Report

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("WHENCE_DATA") or HERE.parents[1] / "shared" / "data")
AHEAD = ("planned", "possible")


def part(report_id: str) -> str:
    """Which half a report is in."""
    return "frozen" if int(hashlib.sha256(report_id.encode()).hexdigest()[0], 16) % 2 else "develop"


def reports(wanted: set[str]) -> list[Report]:
    """The reports of these ids, each published on its one day."""
    with gzip.open(DATA / "reuse" / "reports.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["id"] in wanted]
    return [
        Report(
            id=row["id"],
            origin=row["id"],
            text=row["text"],
            published=Published(
                value=row["date"][:10],
                earliest=row["date"][:10],
                latest=row["date"][:10],
                basis="given",
                confidence=1.0,
                reason="given",
            ),
        )
        for row in rows
    ]


def score(label: dict[str, Any], moments: list[Moment], events: list[Event], counts: Counter[str]) -> list[str]:
    """Add one label to the counts; what is wrong with it, in words."""
    wrong: list[str] = []
    moment = next((m for m in moments if m.start < label["end"] and label["start"] < m.end), None)
    given = moment.value[:10] if moment else None
    counts["weekdays"] += 1
    counts["day right"] += given == label["day"]
    if given != label["day"]:
        wrong.append(f"day {given}, not {label['day']}")
    start, end = label["of"]
    event = next((e for e in events if e.start < end and start < e.end), None)
    if label["way"] is None:
        return wrong
    counts[f"{label['way']}"] += 1
    if event is None:
        counts[f"{label['way']}, unmarked"] += 1
        return wrong
    right = (event.modality in AHEAD) == (label["way"] == "ahead")
    counts[f"{label['way']}, said so"] += right
    if not right:
        wrong.append(f"{event.modality}, not {label['way']}")
    return wrong


def main() -> None:
    """Print the totals and write them as JSON."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--errors", action="store_true", help="print what went wrong in the develop half")
    chosen = options.parse_args()
    lines = (HERE / "moments" / "weekdays.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    counts: dict[str, Counter[str]] = {"develop": Counter(), "frozen": Counter()}
    nlp = load_pipeline()
    for report in reports({label["report"] for label in labels}):
        passages = find_passages(report)
        doc = parse(report.text, passages, nlp)
        moments = find_moments(doc, report, passages)
        events = find_events(doc, report, passages, moments, [])
        half = part(report.id)
        for label in labels:
            if label["report"] != report.id:
                continue
            wrong = score(label, moments, events, counts[half])
            if wrong and chosen.errors and half == "develop":
                print(report.id, label["start"], *wrong, sep="  ")
    for half, tally in counts.items():
        print(half, {key: tally[key] for key in sorted(tally)})
    summary = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "made_by": MADE_BY,
        "data": "60 weekdays of reports of reuse/, by hand",
        "results": {half: {key: tally[key] for key in sorted(tally)} for half, tally in counts.items()},
    }
    out = HERE / "results" / "moments_weekdays.json"
    out.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
