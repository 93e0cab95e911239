"""One statement told by two reports in their own words is no copying: what agrees is what was said.

Two outlets that each describe one public post, or what a minister said to the cameras, use its names, its numbers and
many of its words. Where such a paragraph is all that two reports have in common, it shows a common source and not that
one report was taken from the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from whence.compare.comparable import Comparable
from whence.compare.row import reuse_row
from whence.records import Reuse

MOSTLY = 0.7
"""So much of both passages is what one speaker said."""


def as_one_statement(a: Comparable, b: Comparable, rows: Sequence[Reuse]) -> list[Reuse]:
    """The rows of two reports; a single paraphrase that only tells what one speaker said is a shared quotation."""
    copied = [row for row in rows if row.kind != "quotation"]
    one_outlet = a.report_id == b.report_id or (a.outlet is not None and a.outlet == b.outlet)
    if one_outlet or len(copied) != 1 or copied[0].kind != "paraphrase":
        return list(rows)
    (row,) = copied
    span_a, span_b = (row.a_start, row.a_end), (row.b_start, row.b_end)
    if row.a_report_id != a.report_id:
        span_a, span_b = span_b, span_a
    if _credits(a, span_a) or _credits(b, span_b):
        return list(rows)
    speakers = _speakers(a, span_a) & _speakers(b, span_b)
    if not speakers:
        return list(rows)
    why = row.reason.rpartition("; ")[2]
    both = f"both tell in their own words what {min(speakers).title()} said; {why}"
    return [
        one if one is not row else reuse_row(a, span_a, b, span_b, "quotation", row.similarity, both) for one in rows
    ]


def _speakers(report: Comparable, span: tuple[int, int]) -> set[str]:
    """Those whose words, as the report tells them, are most of a span."""
    covered: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end, speaker in report.told:
        low, high = max(start, span[0]), min(end, span[1])
        if low < high:
            covered[speaker].append((low, high))
    return {speaker for speaker, spans in covered.items() if _length(spans) >= MOSTLY * (span[1] - span[0])}


def _length(spans: Sequence[tuple[int, int]]) -> int:
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _credits(report: Comparable, span: tuple[int, int]) -> bool:
    return any(start < span[1] and span[0] < end for start, end, _, _ in report.credits)
