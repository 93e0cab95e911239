"""Reports to the wording that they share: candidates, alignment, judgement, direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from whence.compare.agreement import agreement, words_of
from whence.compare.align import align, pairs_of
from whence.compare.comparable import Bools, Comparable, WordRow, forget_forms, word_rows
from whence.compare.direction import Verdict, is_earlier, judge_direction
from whence.compare.index import shared_runs
from whence.compare.judge import Judgement, judge
from whence.compare.rewording import Rewording, alike, candidates, judge_rewording, numbers_clash, one_site, rewording
from whence.compare.sequence import SURE, Link, fill_run, find_runs, grow, weak_link
from whence.compare.spread import spread
from whence.compare.telling import Tables, Telling, tellings
from whence.records import Reuse, ReuseKind, digest
from whence.settings import DEFAULTS, Settings

MADE_BY = "compare-shingles/1"
Pair = tuple[str, str]
"""Two reports, by id, in order."""
MATCHED = 0.6
"""Two passages that share so much word for word are no paraphrase beside it."""


def compare_reports(
    reports: Sequence[Comparable],
    settings: Settings = DEFAULTS,
    *,
    progress: Callable[[int, int], None] | None = None,
    jobs: int = 1,
) -> list[Reuse]:
    """Every stretch of wording that two reports share, or one report twice; one row a matched pair of spans.

    The order of `reports` makes no difference, nor does the number of processes (`jobs`) that share the work.
    `progress` is called with (pairs done, pairs in all).
    """
    try:
        return _compared(reports, settings, progress, jobs)
    finally:
        forget_forms()  # what is kept of a pile for speed would keep all of it in memory
        words_of.cache_clear()


def _compared(
    reports: Sequence[Comparable], settings: Settings, progress: Callable[[int, int], None] | None, jobs: int
) -> list[Reuse]:
    rows = word_rows(sorted(reports, key=lambda report: report.report_id), jobs)
    runs = shared_runs(rows, settings.shingle_words)
    pairs = list(pairs_of(runs, settings.min_shared_words))
    common = runs.common
    del runs

    def some(low: int, high: int) -> list[Reuse]:
        found = []
        for at_a, at_b, seeds in pairs[low:high]:
            a, b = rows[at_a], rows[at_b]
            for match in align(a, b, seeds, settings.min_shared_words):
                judged = judge(a, b, match, settings.min_shared_words, (common[at_a], common[at_b]))
                if judged:
                    found.append(_row(a, b, judged))
        return found

    found: list[Reuse] = []
    for done, part in spread(some, len(pairs), jobs):
        found += part
        if progress:
            progress(done, len(pairs))
    return sorted(_with_rewordings(rows, common, found, jobs), key=_order)


def _with_rewordings(
    rows: Sequence[WordRow], common: Sequence[Bools | None], found: list[Reuse], jobs: int
) -> list[Reuse]:
    """The rows found and those of paraphrase; a paraphrase takes the place of the shared scraps inside it."""
    if not rows:
        return found
    tables = Tables(rows[0].vocabulary)
    passages = [passage for row, flags in zip(rows, common, strict=True) for passage in tellings(row, flags, tables)]
    places: dict[str, dict[int, Telling]] = defaultdict(dict)
    for passage in passages:
        places[passage.row.report.report_id][passage.place] = passage
    known: dict[Pair, list[Reuse]] = defaultdict(list)
    for row in found:
        known[min(row.a_report_id, row.b_report_id), max(row.a_report_id, row.b_report_id)].append(row)
    proposed = candidates(passages)

    def judged(low: int, high: int) -> list[tuple[Pair, Link | None, Reuse | None]]:
        return [
            answer
            for left, right in proposed[low:high]
            if (answer := _judged(passages[left], passages[right], known)) is not None
        ]

    links: dict[Pair, list[Link]] = defaultdict(list)
    reworded: list[Reuse] = []
    for _, part in spread(judged, len(proposed), jobs):
        for pair, link, row_found in part:
            links[pair] += [link] if link is not None else []
            reworded += [row_found] if row_found is not None else []
    joined = sorted({*links, *(pair for pair in known if pair[0] != pair[1])})

    def filled(low: int, high: int) -> list[Reuse]:
        return [row for pair in joined[low:high] for row in _runs_filled(pair, places, known, links)]

    for _, rows_found in spread(filled, len(joined), jobs):
        reworded += rows_found
    reworded = list({row.id: row for row in reworded}.values())
    absorbed = {
        scrap.id
        for row in reworded
        for scrap in known[min(row.a_report_id, row.b_report_id), max(row.a_report_id, row.b_report_id)]
        if _within(scrap, row)
    }
    return [row for row in found if row.id not in absorbed] + reworded


def _judged(
    a: Telling, b: Telling, known: Mapping[Pair, Sequence[Reuse]]
) -> tuple[Pair, Link | None, Reuse | None] | None:
    """What two passages are to each other: the pair of their reports, a link, a row of paraphrase."""
    pair = a.row.report.report_id, b.row.report.report_id
    scraps = _scraps(known.get(pair, []), a, b)
    if scraps and _covers(scraps, pair[0], _passage_span(a), _passage_span(b)):
        return None
    if numbers_clash(a, b):
        return None
    agreed = agreement(words_of(a), words_of(b)) if alike(a, b) else None
    judged = judge_rewording(a, b, agreed, _matched(scraps, pair[0]))
    link = None
    if not one_site(a, b):
        link = Link(a.place, b.place, SURE, known=True) if judged else weak_link(a, b, agreed) if agreed else None
    if judged is None and link is None:
        return None
    return pair, link, _paraphrase(a, b, judged) if judged else None


def _runs_filled(
    pair: Pair,
    places: Mapping[str, Mapping[int, Telling]],
    known: Mapping[Pair, Sequence[Reuse]],
    links: Mapping[Pair, Sequence[Link]],
) -> list[Reuse]:
    """The paraphrases of two reports that tell the same in the same order, passage after passage."""
    a_places, b_places = places.get(pair[0]), places.get(pair[1])
    if not a_places or not b_places or one_site(a_places[0], b_places[0]):
        return []  # an outlet's reports of one kind go through the same paragraphs every time
    rows = known.get(pair, [])
    matched = [link for row in rows for link in _links_of(row, pair[0], a_places, b_places)]
    found: list[Reuse] = []
    for run in find_runs(grow([*links.get(pair, ()), *matched], a_places, b_places)):
        for at_a, at_b, agreed in fill_run(run, a_places, b_places):
            a, b = a_places[at_a], b_places[at_b]
            if not _covers(_scraps(rows, a, b), pair[0], _passage_span(a), _passage_span(b)):
                why = f"one of at least {len(run)} paragraphs that both tell in the same order; {agreed.why}"
                found.append(_paraphrase(a, b, rewording(a, b, agreed.pairs, why)))
    return found


def _paraphrase(a: Telling, b: Telling, judged: Rewording) -> Reuse:
    span_a, span_b = a.row.span(judged.a_first, judged.a_stop), b.row.span(judged.b_first, judged.b_stop)
    return reuse_row(a.row.report, span_a, b.row.report, span_b, "paraphrase", judged.similarity, judged.why)


def _scraps(rows: Sequence[Reuse], a: Telling, b: Telling) -> list[Reuse]:
    """The rows found word by word that lie, in part, in both passages."""
    span_a, span_b = _passage_span(a), _passage_span(b)
    return [row for row in rows if _touches(row, a.row.report.report_id, span_a, span_b)]


def _links_of(row: Reuse, a_id: str, a_places: Mapping[int, Telling], b_places: Mapping[int, Telling]) -> list[Link]:
    """The passages that a copied stretch joins, first with first and last with last."""
    if row.kind == "quotation" or row.a_report_id == row.b_report_id:
        return []
    in_a, in_b = _ends(row, a_id)
    left, right = _held(in_a, a_places), _held(in_b, b_places)
    if not left or not right:
        return []
    pairs = zip(left, right, strict=True) if len(left) == len(right) else {(left[0], right[0]), (left[-1], right[-1])}
    return [Link(at_a, at_b, SURE, known=True) for at_a, at_b in sorted(pairs)]


def _held(span: tuple[int, int], places: Mapping[int, Telling]) -> list[int]:
    """The places of the passages of which a span holds half or more."""
    spans = [(place, _passage_span(passage)) for place, passage in sorted(places.items())]
    return [place for place, own in spans if 2 * _common(span, own) >= own[1] - own[0]]


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
