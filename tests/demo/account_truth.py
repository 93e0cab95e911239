"""The account of the demo story held against its truth, part by part."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from whence.demo import demo_folder
from whence.story.store import Story

Row = dict[str, Any]
OVERLAP = 0.6


@dataclass(slots=True)
class Score:
    """How many of the truth's rows were looked for, found and right; `misses` says which were not, in a line each."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Found of wanted."""
        return self.found / max(1, self.wanted)

    @property
    def accuracy(self) -> float:
        """Right of found."""
        return self.right / max(1, self.found)


def load_truth() -> Row:
    """The truth of the demo story."""
    truth: Row = json.loads((demo_folder().parent / "truth.json").read_text(encoding="utf-8"))
    return truth


class Traced:
    """A traced demo story with what the truth needs to point into it."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.reports: dict[str, Row] = {}
        for row in story.connection.execute("SELECT * FROM report ORDER BY id"):
            name = row["given_id"] or re.sub(r"\.\w+$", "", row["origin"].rsplit("/", 1)[-1])
            self.reports[name] = dict(row)
        self.names = {row["id"]: row["name"] for row in story.connection.execute("SELECT id, name FROM source")}

    def rows(self, table: str, report: str) -> list[Row]:
        """The marks of one kind in one report."""
        sql = f"SELECT * FROM {table} WHERE report_id = ? ORDER BY start, end, id"
        return [dict(row) for row in self.story.connection.execute(sql, (self.reports[report]["id"],))]

    def place(self, report: str, words: str, within: str | None = None) -> tuple[int, int]:
        """Where these words stand; they are there once, or once inside `within`."""
        text = self.reports[report]["text"]
        base = text.index(within) if within else 0
        start = text.index(words, base)
        return start, start + len(words)


def fold(text: str) -> str:
    """Lower case without accents, titles' dots or an article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").casefold()
    return re.sub(r"^(?:the|a|an) ", "", " ".join(plain.split()))


def same_name(found: str, wanted: str) -> bool:
    """Whether two names or descriptions are one but for an article, a title or a clause behind them."""
    a, b = fold(found), fold(wanted)
    return a == b or a.endswith(" " + b) or b.endswith(" " + a) or a.startswith(b + " ") or b.startswith(a + " ")


def shared(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> int:
    """Characters that two lists of disjoint spans share."""
    return sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)


def match_attributions(traced: Traced, truth: Row) -> list[tuple[Row, Row | None]]:
    """Each true attribution with the one of the account that overlaps its content most, if any overlaps enough."""
    pairs: list[tuple[Row, Row | None]] = []
    for wanted in truth["attributions"]:
        spans = [traced.place(wanted["report"], words, wanted["within"]) for words in wanted["content"]]
        length = sum(e - s for s, e in spans)
        best: tuple[float, Row] | None = None
        for row in traced.rows("attribution", wanted["report"]):
            pieces = [(s, e) for s, e in json.loads(row["pieces"])]
            common = shared(spans, pieces)
            score = common / max(length, sum(e - s for s, e in pieces))
            longest = max(spans, key=lambda span: span[1] - span[0])
            covers = shared([longest], pieces) / (longest[1] - longest[0])
            if max(score, covers * 0.99 if common >= OVERLAP * sum(e - s for s, e in pieces) else 0) >= OVERLAP:
                rank = score + (0.5 if _cue_words(traced, row) == wanted["cue"] else 0)
                if best is None or rank > best[0]:
                    best = (rank, row)
        pairs.append((wanted, best[1] if best else None))
    return pairs


def _cue_words(traced: Traced, row: Row) -> str | None:
    if row["cue_start"] is None:
        return None
    text: str = next(r["text"] for r in traced.reports.values() if r["id"] == row["report_id"])
    return text[row["cue_start"] : row["cue_end"]]


def score_attributions(traced: Traced, truth: Row) -> dict[str, Score]:
    """Recall and accuracy of attributions: `direct` and `indirect` finding, `speaker`, `wrong` speakers, `stance`,
    `anonymous`, `via`."""
    scores = {name: Score() for name in ("quoted", "indirect", "speaker", "kind", "stance", "anonymous", "via")}
    sources = {source["name"]: source for source in truth["sources"]}
    for wanted, row in match_attributions(traced, truth):
        what = scores["indirect" if wanted["kind"] == "indirect" else "quoted"]
        if not wanted["optional"]:
            what.wanted += 1
            what.found += row is not None
            if row is None:
                what.misses.append(f"{wanted['id']}: {wanted['content'][0][:70]}")
        if row is None:
            continue
        found = traced.names.get(row["speaker_id"])
        _judge(scores["kind"], row["kind"] == wanted["kind"], f"{wanted['id']}: {row['kind']} for {wanted['kind']}")
        _judge(scores["stance"], row["stance"] in wanted["stance"], f"{wanted['id']}: {row['stance']}")
        if wanted["anonymous"] is not None:
            right = bool(row["anonymous"]) == wanted["anonymous"]
            _judge(scores["anonymous"], right, f"{wanted['id']}: {found} is {row['anonymous']}")
        names = [name for one in wanted["speakers"] for name in [one, *sources.get(one, {}).get("aliases", [])]]
        if not names:
            _judge(scores["speaker"], found is None or row["speaker_confidence"] < 0.8, f"{wanted['id']}: {found}")
        elif found is None or row["speaker_confidence"] < 0.8:
            scores["speaker"].wanted += 1
            right = found is not None and any(same_name(found, name) for name in names)
            scores["speaker"].misses.append(f"{wanted['id']}: unsure of {names[0]} (thinks {found}, {right})")
        else:
            right = any(same_name(found, name) for name in names)
            _judge(scores["speaker"], right, f"{wanted['id']}: {found} for {names[0]}")
        if wanted["via"]:
            sql = "SELECT source_id FROM via WHERE attribution_id = ? ORDER BY position"
            hands = [traced.names.get(v[0], "") for v in traced.story.connection.execute(sql, (row["id"],))]
            right = all(any(same_name(h, v) for h in hands) for v in wanted["via"])
            _judge(scores["via"], right, f"{wanted['id']}: {hands} for {wanted['via']}")
    return scores


def score_figures(traced: Traced, truth: Row) -> dict[str, Score]:
    """Figures found with their value and bound."""
    scores = {"figure": Score(), "bound": Score()}
    for wanted in truth["figures"]:
        start, end = traced.place(wanted["report"], wanted["phrase"], wanted["within"])
        rows = [r for r in traced.rows("figure", wanted["report"]) if r["value_start"] < end and start < r["value_end"]]
        row = next(
            (r for r in rows if (r["low"], r["high"]) == (wanted["low"], wanted["high"])), rows[0] if rows else None
        )
        _found(scores["figure"], row is not None, f"{wanted['id']}: {wanted['phrase']}")
        if row is not None:
            right = (row["low"], row["high"], row["bound"]) == (wanted["low"], wanted["high"], wanted["bound"])
            _judge(
                scores["bound"],
                right,
                f"{wanted['id']}: {wanted['phrase']} as {row['low']}-{row['high']} {row['bound']}",
            )
    return scores


def score_moments(traced: Traced, truth: Row) -> Score:
    """Time expressions found with their value."""
    score = Score()
    for wanted in truth["moments"]:
        start, end = traced.place(wanted["report"], wanted["words"], wanted["within"])
        rows = [r for r in traced.rows("moment", wanted["report"]) if r["start"] < end and start < r["end"]]
        _found(score, bool(rows), f"{wanted['report']}: {wanted['words']} not found")
        if rows:
            if any(r["value"] == wanted["value"] for r in rows):
                score.right += 1
            else:
                score.misses.append(
                    f"{wanted['report']}: {wanted['words']} as {rows[0]['value']} for {wanted['value']}"
                )
    return score


def score_furniture(traced: Traced, truth: Row) -> Score:
    """Lines of the site that are labelled as such."""
    score = Score()
    for wanted in truth["furniture"]:
        text = traced.reports[wanted["report"]]["text"]
        if wanted["line"] not in text:  # left out with the page's own frame
            continue
        start = text.index(wanted["line"])
        passage = next(p for p in traced.rows("passage", wanted["report"]) if p["start"] <= start < p["end"])
        _found(
            score, passage["kind"] == "boilerplate", f"{wanted['report']}: {wanted['line'][:60]} is {passage['kind']}"
        )
    return score


def _judge(score: Score, right: bool, miss: str) -> None:
    score.wanted += 1
    score.found += 1
    score.right += right
    if not right:
        score.misses.append(miss)


def _found(score: Score, found: bool, miss: str) -> None:
    score.wanted += 1
    score.found += found
    if not found:
        score.misses.append(miss)
