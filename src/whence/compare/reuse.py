"""Reports to the wording that they share: candidates, alignment, judgement, direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from whence.compare.align import Match, align, pairs_of
from whence.compare.comparable import Comparable, WordRow, word_row
from whence.compare.direction import Verdict, is_earlier, judge_direction
from whence.compare.index import shared_runs
from whence.compare.judge import judge
from whence.records import Reuse, ReuseKind, digest
from whence.settings import DEFAULTS, Settings

MADE_BY = "compare-shingles/1"


def compare_reports(
    reports: Sequence[Comparable],
    settings: Settings = DEFAULTS,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> list[Reuse]:
    """Every stretch of wording that two reports share, or one report twice; one row a matched pair of spans.

    The order of `reports` makes no difference. `progress` is called with (pairs done, pairs in all).
    """
    vocabulary: dict[str, int] = {}
    rows = [word_row(report, vocabulary) for report in sorted(reports, key=lambda report: report.report_id)]
    runs = shared_runs(rows, settings.shingle_words)
    pairs = list(pairs_of(runs, settings.min_shared_words))
    found: list[Reuse] = []
    for done, (at_a, at_b, seeds) in enumerate(pairs):
        a, b = rows[at_a], rows[at_b]
        for match in align(a, b, seeds, settings.min_shared_words):
            judged = judge(a, b, match, settings.min_shared_words, (runs.common[at_a], runs.common[at_b]))
            if judged:
                found.append(_row(a, b, match, judged.kind, judged.why))
        if progress and done % 100 == 0:
            progress(done, len(pairs))
    if progress:
        progress(len(pairs), len(pairs))
    return sorted(found, key=_order)


def _order(row: Reuse) -> tuple[str, str, int, int, int, int, str]:
    return row.a_report_id, row.b_report_id, row.a_start, row.b_start, row.a_end, row.b_end, row.id


def _row(a: WordRow, b: WordRow, match: Match, kind: ReuseKind, why: str) -> Reuse:
    span_a, span_b = a.span(match.a_first, match.a_stop), b.span(match.b_first, match.b_stop)
    similarity = 1.0 if kind == "verbatim" else round(match.similarity, 4)
    return reuse_row(a.report, span_a, b.report, span_b, kind, similarity, why)


def reuse_row(
    a: Comparable,
    a_span: tuple[int, int],
    b: Comparable,
    b_span: tuple[int, int],
    kind: ReuseKind,
    similarity: float,
    why: str,
) -> Reuse:
    """The row of one pair of spans, the earlier published first, with its direction and reason."""
    if is_earlier(b, a) or (not is_earlier(a, b) and (b.report_id, b_span) < (a.report_id, a_span)):
        a, a_span, b, b_span = b, b_span, a, a_span
    verdict = _verdict(a, a_span, b, b_span, kind)
    return Reuse(
        id=digest("reuse", a.report_id, *a_span, b.report_id, *b_span, kind),
        a_report_id=a.report_id,
        a_start=a_span[0],
        a_end=a_span[1],
        b_report_id=b.report_id,
        b_start=b_span[0],
        b_end=b_span[1],
        kind=kind,
        similarity=similarity,
        direction=verdict.direction,
        confidence=verdict.confidence,
        reason=f"{verdict.reason}; {why}",
        made_by=MADE_BY,
    )


def _verdict(
    a: Comparable, a_span: tuple[int, int], b: Comparable, b_span: tuple[int, int], kind: ReuseKind
) -> Verdict:
    if a.report_id == b.report_id:
        return Verdict("unknown", 0.5, "the report says this twice")
    if kind == "quotation":
        return Verdict("common", 0.9, "one speech or document stands behind both")
    return judge_direction(a, a_span, b, b_span)
