"""Collections of development data, as comparison reads them. Shared by the benchmarks of copying."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whence.compare import Comparable
from whence.mark.passages import find_passages
from whence.mark.quotes import find_quotations
from whence.records import Report, Spans


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a compressed JSON-lines file."""
    opener = lzma.open if path.suffix == ".xz" else gzip.open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def comparable(record: dict[str, Any]) -> Comparable:
    """A record as comparison reads it, with passages and quotations as the marking stage finds them."""
    report = Report(id=record["id"], origin=record["id"], text=record["text"], outlet=record.get("outlet"))
    passages = find_passages(report)
    quoted: list[tuple[int, int]] = []
    for start, end in sorted((found.start, found.end) for found in find_quotations(report.text, passages)):
        if not quoted or start >= quoted[-1][1]:
            quoted.append((start, end))
    spans: Spans = tuple(quoted)
    return Comparable(
        report_id=record["id"],
        text=record["text"],
        title=record.get("title"),
        outlet=record.get("outlet"),
        published_earliest=record.get("date"),
        published_latest=record.get("date"),
        passages=tuple((passage.start, passage.end, passage.kind) for passage in passages),
        quoted=spans,
    )
