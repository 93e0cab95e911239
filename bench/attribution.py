"""Attribution against PolNeAR dev: precision, recall and F1 of source, cue and content spans.

Usage: python bench/attribution.py

Exact and overlapping spans, whole and cut at sentence ends (CofeNet, Wang et al., COLING 2022, scores sentence by
sentence); contents by kind, which their quotation marks decide for gold and found alike. Beside it the rules alone and,
where it is installed, textacy's extractor of direct quotations, in the same run.
The data folder is named by WHENCE_DATA, else it is `../shared/data` beside the project. The result goes to
`bench/results/attribution.json`.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from whence.run import trace_inputs
from whence.settings import DEFAULTS, Settings
from whence.story.store import Story

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("WHENCE_DATA") or HERE.parents[1] / "shared" / "data")
ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")
CLOSING = re.compile(r"[\"'”’)]*")
Span = tuple[str, str, int, int]


def gold_spans(path: Path, ids: Mapping[str, str]) -> set[Span]:
    """The gold spans: report id, role, start, end. Texts are matched to reports by their words."""
    spans: set[Span] = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            report = ids[entry["text"].strip()]
            for one in entry["attributions"]:
                spans |= {(report, role, start, end) for role in ROLES for start, end in one[role]}
    return spans


def found_spans(story: Story) -> set[Span]:
    """The spans of the account."""
    spans: set[Span] = set()
    for row in story.connection.execute("SELECT * FROM attribution"):
        spans |= {(row["report_id"], "content", start, end) for start, end in json.loads(row["pieces"])}
        spans |= {(row["report_id"], "cue", start, end) for start, end in json.loads(row["cue_pieces"])}
        spans |= {(row["report_id"], "source", start, end) for start, end in json.loads(row["source_pieces"])}
    return spans


def cut(spans: Iterable[Span], texts: Mapping[str, str]) -> set[Span]:
    """The same spans cut at sentence ends, gold and found at the same places."""
    ends = {report: [m.span() for m in SENTENCE_END.finditer(text)] for report, text in texts.items()}
    pieces: set[Span] = set()
    for report, role, start, end in spans:
        at = start
        for low, high in ends[report]:
            if at < low and high < end:
                closing = CLOSING.match(texts[report][low:high])
                pieces.add((report, role, at, low + len(closing[0] if closing else "")))
                at = high
        pieces.add((report, role, at, end))
    return pieces


def scores(gold: set[Span], found: set[Span]) -> dict[str, float]:
    """Precision, recall and F1 of exact spans, and of spans that overlap at all."""
    hits = len(gold & found)
    by_report: dict[str, list[Span]] = {}
    for span in gold:
        by_report.setdefault(span[0], []).append(span)
    met_found = sum(any(g[2] < f[3] and f[2] < g[3] for g in by_report.get(f[0], [])) for f in found)
    found_by: dict[str, list[Span]] = {}
    for span in found:
        found_by.setdefault(span[0], []).append(span)
    met_gold = sum(any(g[2] < f[3] and f[2] < g[3] for f in found_by.get(g[0], [])) for g in gold)
    return {
        **_prf("exact", hits / max(1, len(found)), hits / max(1, len(gold))),
        **_prf("overlap", met_found / max(1, len(found)), met_gold / max(1, len(gold))),
    }


def _prf(name: str, precision: float, recall: float) -> dict[str, float]:
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        f"{name}_p": round(100 * precision, 1),
        f"{name}_r": round(100 * recall, 1),
        f"{name}_f1": round(100 * f1, 1),
    }


def kind_of(span: Span, texts: Mapping[str, str]) -> str:
    """Whether the words of a span are wholly, partly or not at all inside quotation marks."""
    words = texts[span[0]][span[2] : span[3]]
    if re.fullmatch(r"(?:[\"“]|''|``).*(?:[\"”]|'')", words, re.S):
        return "direct"
    return "mixed" if re.search(r"[\"“”]|''|``", words) else "indirect"


def by_kind(gold: set[Span], found: set[Span], texts: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of exact whole contents of each kind."""
    table = {}
    for kind in KINDS:
        g, f = ({s for s in spans if s[1] == "content" and kind_of(s, texts) == kind} for spans in (gold, found))
        table[kind] = _prf("exact", len(g & f) / max(1, len(f)), len(g & f) / max(1, len(g)))
    return table


def textacy_spans(texts: Mapping[str, str]) -> tuple[set[Span], int] | None:
    """What textacy's extractor of direct quotations finds and on how many reports it fails; None without it."""
    try:
        from textacy.extract.triples import direct_quotations
    except ImportError:
        return None
    from whence.mark import load_pipeline

    nlp = load_pipeline()
    spans: set[Span] = set()
    failed = 0
    for report, text in texts.items():
        doc = nlp(text)
        try:
            for speaker, cue, content in direct_quotations(doc):
                spans.add((report, "content", content.start_char, content.end_char))
                for role, tokens in (("source", speaker), ("cue", cue)):
                    spans.add((report, role, tokens[0].idx, tokens[-1].idx + len(tokens[-1])))
        except ValueError:  # an odd number of quotation marks
            failed += 1
    return spans, failed


def trace(path: Path, settings: Settings) -> tuple[dict[str, str], set[Span], float]:
    """The texts by report id, the spans found and the seconds taken, from a story that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        trace_inputs([path], Path(folder) / "dev.db", settings)
        seconds = round(time.perf_counter() - began, 1)
        with Story.open(Path(folder) / "dev.db") as story:
            return {r.id: r.text for r in story.reports(raw=False)}, found_spans(story), seconds


def tabulate(name: str, gold: set[Span], found: set[Span], texts: Mapping[str, str]) -> dict[str, Any]:
    """Print the table of one system and give it back."""
    print(f"{name}\n{'':8} {'':6} {'exact P':>8} {'R':>6} {'F1':>6} {'overlap P':>10} {'R':>6} {'F1':>6}")
    result: dict[str, Any] = {}
    for role in ROLES:
        whole = [{s for s in spans if s[1] == role} for spans in (gold, found)]
        for way, (g, f) in (("whole", whole), ("cut", [cut(spans, texts) for spans in whole])):
            row = scores(g, f)
            result[f"{role}_{way}"] = row
            n = list(row.values())
            print(f"{role:8} {way:6} {n[0]:8} {n[1]:6} {n[2]:6} {n[3]:10} {n[4]:6} {n[5]:6}")
    result["content_by_kind"] = by_kind(gold, found, texts)
    for kind, row in result["content_by_kind"].items():
        n = list(row.values())
        print(f"content  {kind:8} {n[0]:6} {n[1]:6} {n[2]:6}")
    return result


def main() -> None:
    """Trace the dev set with the model and without, run the plain baseline, print the tables and write the result."""
    path = DATA / "polnear" / "dev.jsonl.gz"
    if not path.is_file():
        raise SystemExit(f"{path}: not there; name the data folder with WHENCE_DATA")
    result: dict[str, Any] = {"data": "PolNeAR dev, 84 reports", "run": time.strftime("%Y-%m-%d")}
    for name, settings in (("whence", DEFAULTS), ("rules alone", replace(DEFAULTS, attribution_model="none"))):
        texts, found, seconds = trace(path, settings)
        gold = gold_spans(path, {text.strip(): report for report, text in texts.items()})
        result[name] = {"seconds": seconds, **tabulate(f"{name} ({seconds} s)", gold, found, texts)}
    peer = textacy_spans(texts)
    if peer is None:
        print("textacy is not installed: pip install textacy puts it beside")
    else:
        spans, failed = peer
        result["textacy"] = {"failed": failed, **tabulate(f"textacy (fails on {failed} reports)", gold, spans, texts)}
    (HERE / "results" / "attribution.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
