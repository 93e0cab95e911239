"""Reports to the wording that they share: candidates, alignment, judgement, direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from whence.compare.align import align, pairs_of
from whence.compare.comparable import Bools, Comparable, WordRow, word_row
from whence.compare.direction import Verdict, is_earlier, judge_direction
from whence.compare.index import shared_runs
from whence.compare.judge import Judgement, judge
from whence.compare.rewording import Telling, candidates, judge_rewording, tellings
from whence.records import Reuse, ReuseKind, digest
from whence.settings import DEFAULTS, Settings

MADE_BY = "compare-shingles/1"
MATCHED = 0.6
"""Two passages that share so much word for word are no paraphrase beside it."""


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
                found.append(_row(a, b, judged))
        if progress and done % 100 == 0:
            progress(done, len(pairs))
    if progress:
        progress(len(pairs), len(pairs))
    return sorted(_with_rewordings(rows, runs.common, found), key=_order)


def _with_rewordings(rows: Sequence[WordRow], common: Sequence[Bools | None], found: list[Reuse]) -> list[Reuse]:
    """The rows found and those of paraphrase; a paraphrase takes the place of the shared scraps inside it."""
    passages = [passage for row, flags in zip(rows, common, strict=True) for passage in tellings(row, flags)]
    known: dict[tuple[str, str], list[Reuse]] = defaultdict(list)
    for row in found:
        known[min(row.a_report_id, row.b_report_id), max(row.a_report_id, row.b_report_id)].append(row)
    absorbed: set[str] = set()
    reworded: list[Reuse] = []
    for left, right in candidates(passages):
        a, b = passages[left], passages[right]
        span_a, span_b = _passage_span(a), _passage_span(b)
        inside = known.get((a.row.report.report_id, b.row.report.report_id), [])
        scraps = [row for row in inside if _touches(row, a.row.report.report_id, span_a, span_b)]
        if scraps and _covers(scraps, a.row.report.report_id, span_a, span_b):
            continue
        judged = judge_rewording(a, b, _matched(scraps, a.row.report.report_id))
        if judged:
            span_a, span_b = a.row.span(judged.a_first, judged.a_stop), b.row.span(judged.b_first, judged.b_stop)
            row = reuse_row(a.row.report, span_a, b.row.report, span_b, "paraphrase", judged.similarity, judged.why)
            reworded.append(row)
            absorbed |= {scrap.id for scrap in scraps if _within(scrap, row)}
    return [row for row in found if row.id not in absorbed] + reworded


def _matched(scraps: Sequence[Reuse], a_id: str) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_ends(row, a_id)[0] for row in scraps):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _passage_span(passage: Telling) -> tuple[int, int]:
    return passage.row.span(int(passage.at[0]), int(passage.at[-1]) + 1)


def _ends(row: Reuse, report_id: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The spans of a row, that of `report_id` first (the `a` span where both are of one report)."""
    a, b = (row.a_start, row.a_end), (row.b_start, row.b_end)
    return (a, b) if row.a_report_id == report_id else (b, a)


def _common(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _touches(row: Reuse, a_id: str, span_a: tuple[int, int], span_b: tuple[int, int]) -> bool:
    in_a, in_b = _ends(row, a_id)
    return _common(in_a, span_a) > 0 and _common(in_b, span_b) > 0


def _covers(scraps: Sequence[Reuse], a_id: str, span_a: tuple[int, int], span_b: tuple[int, int]) -> bool:
    """Whether what was matched word by word already holds most of either passage."""
    held_a = sum(_common(_ends(row, a_id)[0], span_a) for row in scraps)
    held_b = sum(_common(_ends(row, a_id)[1], span_b) for row in scraps)
    shorter = min(span_a[1] - span_a[0], span_b[1] - span_b[0])
    return max(held_a, held_b) >= MATCHED * shorter


def _within(scrap: Reuse, row: Reuse) -> bool:
    if scrap.a_report_id != row.a_report_id or scrap.b_report_id != row.b_report_id:
        return False
    in_a = row.a_start <= scrap.a_start and scrap.a_end <= row.a_end
    return in_a and row.b_start <= scrap.b_start and scrap.b_end <= row.b_end


def _order(row: Reuse) -> tuple[str, str, int, int, int, int, str]:
    return row.a_report_id, row.b_report_id, row.a_start, row.b_start, row.a_end, row.b_end, row.id


def _row(a: WordRow, b: WordRow, judged: Judgement) -> Reuse:
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
