"""The time of the mark stage beside spaCy's small pipeline alone, on the same reports in the same run, one process.

Usage: python bench/marking.py [--reports N]

Reads PolNeAR's development set from the data folder (WHENCE_DATA, else `../shared/data` beside the project). Each
report goes through the pipeline alone, then through `mark_report`, in turn, so that both meet the same machine; matrix
products keep to one thread, as in a worker. The result goes to `bench/results/marking.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from whence.mark import load_pipeline, load_span_model
from whence.mark import report as stage
from whence.read import read_text

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("WHENCE_DATA") or HERE.parents[1] / "shared" / "data")
PARTS = ("find_passages", "parse", "find_moments", "infer_published", "find_names", "find_quotations",
         "find_all_statements", "attribute", "find_figures", "find_events")  # fmt: skip


def timed(spent: dict[str, float], name: str, made: Callable[..., Any]) -> Callable[..., Any]:
    """`made`, with its time added to what `name` has spent."""

    def run(*given: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return made(*given, **named)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - began

    return run


def main() -> None:
    """Print the table and write the result."""
    if os.environ.get("OMP_NUM_THREADS") != "1":  # read when numpy is loaded: begin again with them set
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **threads})
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=84)
    count = parser.parse_args().reports
    with gzip.open(DATA / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines][:count]
    reports = [read_text(record["text"], published=record["date"]) for record in records]
    nlp, model = load_pipeline(), load_span_model()
    stage.mark_report(reports[0], nlp, model)
    spent: dict[str, float] = {}
    for name in PARTS:
        setattr(stage, name, timed(spent, name, getattr(stage, name)))
    if model is not None:
        object.__setattr__(model, "statements", timed(spent, "the model, of it", model.statements))
    alone = marking = tokens = 0.0
    for report in reports:
        began = time.perf_counter()
        tokens += len(nlp(report.text))
        middle = time.perf_counter()
        stage.mark_report(report, nlp, model)
        alone += middle - began
        marking += time.perf_counter() - middle
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    ratio = marking / alone
    print(f"{len(reports)} reports, {tokens:,.0f} tokens, one process, peak {peak:.2f} GiB")
    print(f"spaCy alone {alone:.1f} s, {tokens / alone:,.0f} tokens a second")
    print(f"marking {marking:.1f} s, {tokens / marking:,.0f} tokens a second: {ratio:.2f} times")
    for name, seconds in sorted(spent.items(), key=lambda pair: -pair[1]):
        print(f"  {name:22} {seconds:6.2f} s {seconds / alone:6.2f}")
    result = {
        "data": f"PolNeAR dev, {len(reports)} reports", "run": time.strftime("%Y-%m-%d"), "tokens": int(tokens),
        "spacy_seconds": round(alone, 2), "mark_seconds": round(marking, 2), "ratio": round(ratio, 2),
        "peak_gib": round(peak, 2), "parts": {name: round(seconds / alone, 2) for name, seconds in spent.items()},
    }  # fmt: skip
    (HERE / "results" / "marking.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
