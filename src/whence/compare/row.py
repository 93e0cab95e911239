"""The row of one pair of spans: the earlier published first, with its kind, its direction and its reason."""

from __future__ import annotations

from dataclasses import replace

from whence.compare.comparable import Comparable, WordRow
from whence.compare.direction import Verdict, is_earlier, judge_direction
from whence.compare.judge import Judgement
from whence.records import Reuse, ReuseKind, digest

MADE_BY = "compare/13"
SETTLED = "compare/7, the whole pile"
"""What made a row whose direction only the other reports of the pile tell."""


def judged_row(a: WordRow, b: WordRow, judged: Judgement) -> Reuse:
    """The row of a match as it is judged."""
    match = judged.match
    span_a, span_b = a.span(match.a_first, match.a_stop), b.span(match.b_first, match.b_stop)
    similarity = 1.0 if judged.kind == "verbatim" else round(match.similarity, 4)
    return reuse_row(a.report, span_a, b.report, span_b, judged.kind, similarity, judged.why, told=judged.told)


def reuse_row(
    a: Comparable,
    a_span: tuple[int, int],
    b: Comparable,
    b_span: tuple[int, int],
    kind: ReuseKind,
    similarity: float,
    why: str,
    *,
    told: bool = False,
) -> Reuse:
    """The row of one pair of spans, the earlier published first, with its direction and reason.

    `told`: the words of a quotation stand without marks in one of the two, which may then be what the other quotes.
    """
    if is_earlier(b, a) or (not is_earlier(a, b) and (b.report_id, b_span) < (a.report_id, a_span)):
        a, a_span, b, b_span = b, b_span, a, a_span
    verdict = _verdict(a, a_span, b, b_span, kind, told)
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


def settled(row: Reuse, a: Comparable, b: Comparable, confidence: float, reason: str) -> Reuse:
    """A row whose two reports both have it from a third; `a` and `b` are those that the row names so."""
    own = judge_direction(a, (row.a_start, row.a_end), b, (row.b_start, row.b_end)).reason
    why = row.reason.removeprefix(f"{own}; ")
    reason = f"{reason.replace('; ', ', ')}; {why}"
    return replace(row, direction="common", confidence=confidence, reason=reason, made_by=SETTLED)


def unsettled(row: Reuse, a: Comparable, b: Comparable) -> Reuse:
    """A row as its two reports alone tell it, `a` and `b` being those that it names so."""
    if row.made_by != SETTLED:
        return row
    verdict = judge_direction(a, (row.a_start, row.a_end), b, (row.b_start, row.b_end))
    reason = f"{verdict.reason}; {row.reason.partition('; ')[2]}"
    return replace(row, direction=verdict.direction, confidence=verdict.confidence, reason=reason, made_by=MADE_BY)


def _verdict(
    a: Comparable, a_span: tuple[int, int], b: Comparable, b_span: tuple[int, int], kind: ReuseKind, told: bool
) -> Verdict:
    if a.report_id == b.report_id:
        return Verdict("unknown", 0.5, "the report says this twice")
    if kind == "quotation" and told:
        return Verdict("unknown", 0.5, "one speech or document, or one report quoting the other")
    if kind == "quotation":
        return Verdict("common", 0.9, "one speech or document stands behind both")
    return judge_direction(a, a_span, b, b_span)
