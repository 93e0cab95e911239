"""Reports to what they share: candidates, alignment, kind and direction of reuse, lineage."""

from __future__ import annotations

from whence.compare.comparable import Comparable
from whence.compare.lineage import Leaning, as_compared, find_leanings, settle_directions, trace_lineage
from whence.compare.reuse import Compared, compare_again, compare_reports

__all__ = [
    "Comparable",
    "Compared",
    "Leaning",
    "as_compared",
    "compare_again",
    "compare_reports",
    "find_leanings",
    "settle_directions",
    "trace_lineage",
]
