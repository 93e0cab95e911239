"""How well events are chosen, dated, judged and joined, and denials tied, against labels made by hand.

Data: `bench/events/*.jsonl` (see its README) and the stories they point into, traced by the version that is measured.
Frozen reports are counted in totals only. `denials-composed.jsonl` is traced here, each story by itself.

Run: python bench/events.py STORY.db=NAME ... [--errors]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whence.records import Event
from whence.run.trace import trace_inputs
from whence.run.weighing import weigh
from whence.story.store import Story

LABELS = Path(__file__).parent / "events"
Counts = Counter[str]


def part(report_id: str) -> str:
    """Which half a report is in."""
    return "frozen" if int(hashlib.sha256(report_id.encode()).hexdigest()[0], 16) % 2 else "develop"


def labels(what: str, name: str) -> list[dict[str, Any]]:
    """The labels of one kind for one story."""
    path = LABELS / f"{what}-{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def score_events(rows: list[dict[str, Any]], events: list[Event], counts: dict[str, Counts], errors: list[str]) -> None:
    """Labelled happenings found, their modality and dates; dated marks that are none of them."""
    for row in rows:
        tally = counts[part(row["report"])]
        marks = [e for e in events if e.report_id == row["report"] and row["start"] <= e.start < row["end"]]
        left = [e for e in marks if e.earliest is not None]
        for label in row["events"]:
            hit = [e for e in marks if any(e.start < end and start < e.end for start, end in label["at"])]
            left = [e for e in left if e not in hit]
            if label["modality"] is None:
                continue
            tally["asked"] += 1
            if not hit:
                errors.append(f"{part(row['report'])} missed {row['report']} {label['at'][0]} {label['modality']}")
                continue
            tally["found"] += 1
            best = min(hit, key=lambda e: (e.modality != label["modality"], e.earliest != label["earliest"]))
            tally["modality"] += best.modality == label["modality"]
            same = (best.earliest, best.latest) == (label["earliest"], label["latest"])
            tally["date"] += same
            if best.modality != label["modality"] or not same:
                told = f"{best.modality} {best.earliest}..{best.latest}"
                asked = f"{label['modality']} {label['earliest']}..{label['latest']}"
                errors.append(f"{part(row['report'])} {row['report']} {best.start} {told}, not {asked}")
        tally["spurious"] += len(left)
        errors += [f"{part(row['report'])} spurious {e.report_id} {e.start} {e.end} {e.modality}" for e in left]


def score_pairs(
    rows: list[dict[str, Any]], entry_of: dict[tuple[str, int], str], counts: dict[str, Counts], errors: list[str]
) -> None:
    """Pairs of marks in one timeline entry, and not."""
    for row in rows:
        tally = counts[part(row["a"][0])]
        first, second = (entry_of.get((side[0], side[1])) for side in (row["a"], row["b"]))
        joined = first is not None and first == second
        tally[f"{row['verdict']} {'joined' if joined else 'apart'}"] += 1
        tally["unmarked"] += first is None or second is None
        if joined != (row["verdict"] == "same"):
            errors.append(f"{part(row['a'][0])} pair {row['a']} {row['b']} {row['verdict']}: {first} {second}")


def score_denials(
    rows: list[dict[str, Any]], sides: list[tuple[str, int, list[Any]]], counts: dict[str, Counts]
) -> None:
    """Denials that a dispute holds, tied to the right words; words of denying that are none."""
    for row in rows:
        tally = counts[part(row["report"])]
        near = [
            dispute
            for dispute, side, (report, start, end) in sides
            if side > 1 and report == row["report"] and start - 40 <= row["start"] <= end + 40
        ]
        tally["denials"] += row["denial"]
        tally["denials shown"] += row["denial"] and bool(near)
        tally["no denials shown"] += not row["denial"] and bool(near)
        if row["denied"] and near:
            start, end = row["denied"]
            tied = any(
                dispute in near and side == 1 and report == row["report"] and a < end and start < b
                for dispute, side, (report, a, b) in sides
            )
            tally["denials tied right"] += tied


def score_composed() -> tuple[Counts, list[str]]:
    """Composed denials: shown, tied to all and only the words that state what is denied, and what was wrong."""
    tally: Counts = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as made:
        for row in labels("denials", "composed"):
            source, path = Path(made) / f"{row['id']}.jsonl", Path(made) / f"{row['id']}.db"
            source.write_text("".join(json.dumps(one) + "\n" for one in row["reports"]), encoding="utf-8")
            trace_inputs([source], path)
            with Story.open(path) as story:
                reports, marks = story.reports(raw=False), story.marks()
                account = weigh(reports, marks, story.reuse()).account
            texts = {report.id: (report.given_id, report.text) for report in reports}
            found: list[Any] = [one for mark in marks for one in (*mark.attributions, *mark.events)]
            spans = {one.id: one for one in found}
            sides = [(dispute, side.side, spans[side.row_id]) for dispute in account.disputes for side in dispute.sides]
            near = [dispute for dispute, side, one in sides if side > 1 and _stands_in(one, row["denial"], texts)]
            against = [one for dispute, side, one in sides if side == 1 and dispute in near]
            held = [any(_stands_in(one, quote, texts) for one in against) for quote in row["denied"]]
            other = any(not any(_stands_in(one, quote, texts) for quote in row["denied"]) for one in against)
            kind = "denials" if row["is_denial"] else "no denials"
            tally[kind] += 1
            tally[f"{kind} shown"] += bool(near)
            tally["with a claim"] += bool(row["denied"])
            tally["tied right"] += bool(row["denied"]) and all(held) and not other
            tally["tied wrongly"] += other
            if bool(near) != row["is_denial"] or not all(held) or other:
                wrong.append(f"composed {row['id']} {row['kind']}")
    return tally, wrong


def _stands_in(one: Any, quote: dict[str, str], texts: dict[str, tuple[str | None, str]]) -> bool:
    """Whether a mark shares characters with words given by their report and their text."""
    name, text = texts[one.report_id]
    start = text.find(quote["quote"])
    return name == quote["report"] and one.start < start + len(quote["quote"]) and 0 <= start < one.end


def main() -> None:
    """Print the table and write it as JSON."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("stories", nargs="+", help="STORY.db=NAME")
    options.add_argument("--errors", action="store_true", help="print what went wrong in the develop half")
    chosen = options.parse_args()
    counts: dict[str, Counts] = {"develop": Counter(), "frozen": Counter()}
    errors: list[str] = []
    for given in chosen.stories:
        path, _, name = given.rpartition("=")
        story = Story.open(Path(path))
        marks = story.marks()
        account = weigh(story.reports(raw=False), marks, story.reuse()).account
        events = [e for own in marks for e in own.events]
        places = {a.id: [a.report_id, a.start, a.end] for own in marks for a in own.attributions}
        where = {e.id: (e.report_id, e.start) for e in events}
        entry_of = {where[e]: entry.id for entry in account.timeline for e in entry.event_ids}
        sides = [
            (dispute.id, side.side, places[side.row_id])
            for dispute in account.disputes
            for side in dispute.sides
            if side.row_id in places
        ]
        score_events(labels("events", name), events, counts, errors)
        score_pairs(labels("pairs", name), entry_of, counts, errors)
        score_denials(labels("denials", name), sides, counts)
    counts["composed"], wrong = score_composed()
    for half, tally in counts.items():
        print(half, {key: tally[key] for key in sorted(tally)})
    if chosen.errors:
        print("\n".join([*(error for error in errors if error.startswith("develop")), *wrong]))
    out = Path(__file__).parent / "results" / "events.json"
    result = {
        "what": "events, pairs of events and denials against hand labels",
        "when": datetime.now(UTC).strftime("%Y-%m-%d"),
        "counts": {half: {key: tally[key] for key in sorted(tally)} for half, tally in counts.items()},
    }
    out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
