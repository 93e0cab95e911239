"""Utterances and their readings (`bench/readings/`): are the same utterances joined, and the readings told rightly?

    python bench/readings.py [DATA] [--keep FOLDER] [--misses]

Every labelled reading is looked up among the attributions of its report: those that share with its span a third of the
longer of the two at least, else those that hold it (else it is `not marked`). `joined`: of the pairs of a base and
another reading of its group, how many stand in one utterance, by one of their attributions. `apart`: of pairs that are
not one utterance, how many are joined all the same; with them, how many pairs of readings of two groups are.
`relations`: where a base and a reading are joined and the account has the labelled base (or the same words) for its
base, how many relations are the labelled one; `differs` is right for `altered`, as the account says it where a base is
not sure, and a label's `also` is as right. A group whose labels leave the base open is scored for what is joined alone;
parts of one statement that are labelled apart are no error where they are joined. `reversals`: labelled reversals
that are joined and of which the account shows what was changed or left out inside the marks. `events.jsonl` is
scored in the same way and looked at.
`altered.jsonl` is a pile of its own: of 40 quotations that were changed in what they say, how many
are told as such, and of 40 that were not, how many are told as the same or as a part.

`--keep` keeps the traced stories in a folder and uses those that are there. `--misses` lists what went wrong in the
development half; the frozen half is counted and never listed.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from copying_data import records

from whence.run.trace import trace_inputs
from whence.story.store import Story

LABELS = Path(__file__).parent / "readings"
STORIES = {"soleimani-2020": "stories/soleimani-2020.jsonl.gz", "ghouta-2013": "stories/ghouta-2013.jsonl.gz"}
HALVES = ("develop", "frozen")
SETS = (*HALVES, "fresh")
"""The halves, and the groups that were labelled later from other stories; these are looked at."""
SHOWN_AS = (
    "Inside quotation marks", "A “not” is", "An ellipsis leaves out", "Runs together", "egins just behind",
)  # fmt: skip
TOLD_AS = ("with a “not” more", "A number differs")
"""What is said of words that one of two tells without quotation marks."""
SHOWN = (
    ("joined", "joined", "pairs"),
    ("joined where apart", "apart_joined", "apart"),
    ("joined across groups", "cross_joined", "cross"),
    ("base right, of the joined", "base_right", "base_asked"),
    ("relations right, of those", "relations_right", "base_right"),
    ("reversals seen", "reversals_seen", "reversals"),
)
HELD, WHOLE = 1 / 3, 0.9


@dataclass(frozen=True)
class Told:
    """A reading as the account tells it."""

    utterance: str
    attribution: str
    base: str
    relation: str
    reason: str
    words: str


def lines(name: str) -> list[dict[str, Any]]:
    """The labels of one file."""
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def labelled_reports(collection: str) -> set[str]:
    """The reports of a collection that labels name."""
    named = set()
    for half in SETS:
        for group in lines(f"real-{half}"):
            named |= {one["report"] for one in group["readings"] if group["collection"] == collection}
        for pair in lines(f"apart-{half}"):
            named |= {pair[side]["report"] for side in "ab" if pair["collection"] == collection}
    return named


def piles(data: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The piles to trace: two stories whole, the labelled reports of `reuse`, and each composed story by itself."""
    for name, file in STORIES.items():
        yield name, list(records(data / file))
    for name in ("reuse", "reuse-fresh"):
        wanted = labelled_reports(name)
        yield name, [one for one in records(data / "reuse" / "reports.jsonl.gz") if one["id"] in wanted]
    for half in SETS:
        for story in lines(f"composed-{half}"):
            yield story["id"], story["reports"]
    for story in lines("events"):
        yield story["id"], story["reports"]
    yield "altered", [report for pair in lines("altered") for report in pair["reports"]]


class Account:
    """The readings of a traced pile, by report and span."""

    def __init__(self, path: Path) -> None:
        with Story.open(path) as story:
            ask = story.connection.execute
            self.texts = {row["given_id"]: row["text"] for row in ask("SELECT given_id, text FROM report")}
            self.places: dict[str, list[tuple[int, int, Told]]] = defaultdict(list)
            for row in ask(
                "SELECT r.given_id, a.start, a.end, g.utterance_id, a.id, u.base_attribution_id, g.relation, g.reason "
                "FROM reading g JOIN attribution a ON a.id = g.attribution_id JOIN report r ON r.id = a.report_id "
                "JOIN utterance u ON u.id = g.utterance_id ORDER BY a.id"
            ):
                words = self.texts[row[0]][row[1] : row[2]]
                told = Told(row[3], row[4], row[5], row[6], row[7] or "", words)
                self.places[row[0]].append((row[1], row[2], told))

    def found(self, report: str, start: int, end: int) -> list[Told]:
        """The readings that stand for a span, the one that shares most with it first."""
        near, holding = [], []
        for low, high, told in self.places[report]:
            shared = max(0, min(end, high) - max(start, low))
            if shared > HELD * max(end - start, high - low):
                near.append((-shared / max(end - start, high - low), told.attribution, told))
            elif shared >= WHOLE * (end - start):
                holding.append((high - low, told.attribution, told))
        return [told for _, _, told in sorted(near) or sorted(holding)]


@dataclass
class Score:
    """Counts of one half, and the misses in words."""

    counts: Counter[str]
    misses: list[str]

    def miss(self, *what: object) -> None:
        """Note what went wrong."""
        self.misses.append(" | ".join(" ".join(str(one).split()) for one in what))


def score_group(
    account: Account, group: str, readings: list[dict[str, Any]], score: Score, base_open: bool = False
) -> list[Told]:
    """Score one labelled group; its readings that are marked. `base_open`: the labels do not say which is the base."""
    told = [account.found(one["report"], one["start"], one["end"]) for one in readings]
    base_at = next(at for at, one in enumerate(readings) if one["relation"] == "base")
    for one, found in zip(readings, told, strict=True):
        score.counts["readings"] += 1
        score.counts["marked"] += bool(found)
        if not found:
            score.miss(group, "not marked", account.texts[one["report"]][one["start"] : one["end"]])
    for at, (one, found) in enumerate(zip(readings, told, strict=True)):
        if at != base_at:
            _score_pair(account, group, one, told, told[base_at], found, score, base_open)
    return [found[0] for found in told if found]


def _score_pair(
    account: Account, group: str, one: dict[str, Any], all_told: list[list[Told]],
    bases: list[Told], others: list[Told], score: Score, base_open: bool,
) -> None:  # fmt: skip
    """Score a reading against the base of its group."""
    counts = score.counts
    reversal = bool(one.get("reversal"))
    counts["pairs"] += 1
    counts["reversals"] += reversal
    if not bases or not others:
        counts["pairs_not_marked"] += 1
        return
    pairs = [(a, b) for a in bases for b in others if a.utterance == b.utterance]
    base, found = (pairs or [(bases[0], others[0])])[0]
    spliced = not pairs
    if spliced and not _joined_by_a_part(account, one, found):
        score.miss(group, "not joined", one["relation"], base.words, found.words)
        return
    counts["joined"] += 1
    if reversal:
        seen = any(side.relation in ("altered", "differs") and _shows(side.reason) for side in (base, found))
        counts["reversals_seen"] += seen
        if not seen:
            score.miss(group, "reversal missed", found.relation, found.reason, base.words, found.words)
    if base_open:
        return
    counts["base_asked"] += 1
    alike = {told.attribution for found in all_told for told in found if _plain(told.words) == _plain(base.words)}
    if not spliced and base.base not in alike:
        score.miss(group, "another base", base.words, found.words)
        return
    counts["base_right"] += 1
    wanted = {one["relation"], *one.get("also", ())}
    wanted |= {"differs"} if "altered" in wanted else set()
    counts["relations_right"] += found.relation in wanted
    counts[f"wanted {one['relation']}"] += 1
    counts[f"right {one['relation']}"] += found.relation in wanted
    if found.relation not in wanted:
        score.miss(group, f"{found.relation}, labelled {one['relation']}", found.reason, base.words, found.words)


def _joined_by_a_part(account: Account, one: dict[str, Any], found: Told) -> bool:
    """Whether a reading made of two statements stands with the other of the two, and says so."""
    parts = [told for part in one.get("splice_of", []) for told in account.found(**_span(place(account, part)))]
    return any(part.utterance == found.utterance for part in parts) and _shows(found.reason)


def score_altered(account: Account, score: Score) -> None:
    """Score the pairs of a quotation and its altered or harmless copy."""
    for pair in lines("altered"):
        kind = "changed" if pair["altered"] else "unchanged"
        score.counts[kind] += 1
        bases, others = (account.found(**_span(place(account, pair[side]))) for side in ("base", "reading"))
        joined = [(a, b) for a in bases for b in others if a.utterance == b.utterance]
        splice = pair["kind"] == "splice" and any(_shows(one.reason) for one in others)
        reading = next((b if a.base == a.attribution else a for a, b in joined), others[0] if splice else None)
        if reading is None:
            told = False
        elif pair["altered"]:
            worded = reading.relation in ("altered", "differs") and _shows(reading.reason)
            told = worded or any(said in reading.reason for said in TOLD_AS)
        else:
            told = reading.relation in ("same", "trimmed", "extended")
        score.counts[f"{kind}_told"] += told
        if not told:
            score.miss(pair["id"], pair["kind"], reading.reason if reading else "not joined", pair["reading"]["quote"])


def _shows(reason: str) -> bool:
    return any(said in reason for said in SHOWN_AS)


def _plain(words: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in words.casefold()).split())


def place(account: Account, one: dict[str, Any]) -> dict[str, Any]:
    """A reading with offsets, where it is given by its words."""
    if "quote" not in one:
        return one
    start = account.texts[one["report"]].index(one["quote"])
    return one | {"start": start, "end": start + len(one["quote"])}


def score_events(accounts: dict[str, Account]) -> Score:
    """Score the groups of readings composed over whole invented events."""
    score = Score(Counter(), [])
    for story in lines("events"):
        account = accounts[story["id"]]
        for group in story["groups"]:
            readings = [place(account, one) for one in group["readings"]]
            score_group(account, f"{group['id']} {group['kind']}", readings, score)
        for pair in story["apart"]:
            sides = [account.found(**_span(place(account, pair[side]))) for side in "ab"]
            _score_apart(score, story["id"], *sides)
    return score


def score_half(accounts: dict[str, Account], half: str) -> Score:
    """Score the labels of one half, or of what was labelled later."""
    score = Score(Counter(), [])
    groups: dict[str, list[tuple[str, list[Told]]]] = defaultdict(list)
    for group in lines(f"real-{half}"):
        account = accounts[group["collection"]]
        told = score_group(account, group["id"], group["readings"], score, group.get("base_open", False))
        groups[group["collection"]].append((group.get("statement", group["id"]), told))
    for story in lines(f"composed-{half}"):
        account = accounts[story["id"]]
        readings = [place(account, one) for one in story["focal"]["readings"]]
        score_group(account, f"{story['id']} {story['kind']}", readings, score)
        for pair in story.get("apart", []):
            sides = [account.found(**_span(place(account, pair[side]))) for side in "ab"]
            _score_apart(score, story["id"], *sides)
    for pair in lines(f"apart-{half}"):
        sides = [accounts[pair["collection"]].found(**_span(pair[side])) for side in "ab"]
        _score_apart(score, pair["id"], *sides)
    for labelled in groups.values():
        for (whose, one), (other, two) in combinations(labelled, 2):
            if whose == other:
                continue
            for a in one:
                for b in two:
                    score.counts["cross"] += 1
                    score.counts["cross_joined"] += a.utterance == b.utterance
                    if a.utterance == b.utterance:
                        score.miss("two groups joined", a.words, b.words)
    return score


def _span(one: dict[str, Any]) -> dict[str, Any]:
    return {key: one[key] for key in ("report", "start", "end")}


def _score_apart(score: Score, name: str, one: list[Told], two: list[Told]) -> None:
    score.counts["apart"] += 1
    joined = [(a, b) for a in one for b in two if a.utterance == b.utterance and a.attribution != b.attribution]
    if joined:
        score.counts["apart_joined"] += 1
        score.miss(name, "joined, should stand apart", *(told.words for told in joined[0]))


def main() -> None:
    """Trace what is labelled, count both halves, write the result."""
    arguments = sys.argv[1:]
    keep = Path(arguments.pop(arguments.index("--keep") + 1)) if "--keep" in arguments else None
    named = [one for one in arguments if not one.startswith("--")]
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    data = Path(named[0] if named else os.environ.get("WHENCE_DATA", beside))
    accounts: dict[str, Account] = {}
    with tempfile.TemporaryDirectory() as made:
        folder = keep or Path(made)
        folder.mkdir(exist_ok=True)
        for name, reports in piles(data):
            source, path = folder / f"{name}.jsonl", folder / f"{name}.db"
            source.write_text("".join(json.dumps(one) + "\n" for one in reports), encoding="utf-8")
            trace_inputs([source], path)
            accounts[name] = Account(path)
    result: dict[str, Any] = {"date": date.today().isoformat()}
    for half in (*SETS, "events"):
        score = score_events(accounts) if half == "events" else score_half(accounts, half)
        if "--misses" in arguments:
            print("\n".join(score.misses if half != "frozen" else []))
        counts = score.counts
        result[half] = dict(sorted(counts.items()))
        print(f"{half}: {counts['marked']} of {counts['readings']} readings are marked")
        for label, part, whole in SHOWN:
            print(f"  {label:26} {counts[part]:4} of {counts[whole]:4}  {counts[part] / max(1, counts[whole]):.1%}")
    score = Score(Counter(), [])
    score_altered(accounts["altered"], score)
    if "--misses" in arguments:
        print("\n".join(score.misses))
    result["altered"] = dict(sorted(score.counts.items()))
    counts = score.counts
    print(f"changed and told so: {counts['changed_told']} of {counts['changed']}")
    print(f"unchanged and told so: {counts['unchanged_told']} of {counts['unchanged']}")
    out = Path(__file__).parent / "results" / "readings.json"
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
