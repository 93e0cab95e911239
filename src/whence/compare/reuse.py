"""Reports to the wording that they share: candidates, alignment, judgement, direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from whence.compare.agreement import words_of
from whence.compare.comparable import Comparable, forget_forms, word_rows
from whence.compare.likeness import read
from whence.compare.pair import compare_pair
from whence.compare.pairing import Pairing, content_key, pair_key, pair_up
from whence.compare.polarity import denied_in
from whence.compare.retold import sentences
from whence.compare.row import MADE_BY, unsettled
from whence.compare.spread import spread
from whence.records import Reuse
from whence.settings import DEFAULTS, Settings

Pair = tuple[str, str]
"""Two reports, by id, in order; twice the same id for a report beside itself."""
Progress = Callable[[int, int], None]
"""Called with (pairs done, pairs in all)."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What reports share, and for each pair that was looked at a digest of all that the answer depends on."""

    rows: Sequence[Reuse] = ()
    keys: Mapping[Pair, bytes] = field(default_factory=dict)


def compare_reports(
    reports: Sequence[Comparable], settings: Settings = DEFAULTS, *, progress: Progress | None = None, jobs: int = 1
) -> list[Reuse]:
    """Every stretch of wording that two reports share, or one report twice; one row a matched pair of spans.

    The order of `reports` makes no difference, nor does the number of processes (`jobs`) that share the work.
    """
    return list(compare_again(reports, Compared(), settings, progress=progress, jobs=jobs).rows)


def compare_again(
    reports: Sequence[Comparable],
    before: Compared,
    settings: Settings = DEFAULTS,
    *,
    progress: Progress | None = None,
    jobs: int = 1,
) -> Compared:
    """The same as comparing all of `reports`, but pairs whose answer is known from `before` are not looked at again.

    All reports are indexed, as what proposes a pair depends on all of them (a form of words that many reports of one
    outlet hold is none). A pair is known where its two reports, and all that proposes it, are as they were. Raises
    ValueError where two reports have one id.
    """
    if len({report.report_id for report in reports}) < len(reports):
        raise ValueError("two of the reports have one id")
    try:
        pairing = pair_up(word_rows(sorted(reports, key=lambda report: report.report_id), jobs), settings)
        return _compared(pairing, before, settings, progress, jobs)
    finally:
        forget_forms()  # what is kept of a pile for speed would keep all of it in memory
        words_of.cache_clear()
        read.cache_clear()
        denied_in.cache_clear()
        sentences.cache_clear()


def _compared(pairing: Pairing, before: Compared, settings: Settings, progress: Progress | None, jobs: int) -> Compared:
    ids = [row.report.report_id for row in pairing.rows]
    keys = _keys(pairing, ids, settings)
    of = {row.report.report_id: row.report for row in pairing.rows}
    rows_before: dict[Pair, list[Reuse]] = defaultdict(list)
    for row in before.rows:
        if row.a_report_id in of and row.b_report_id in of:
            rows_before[_pair(row)].append(unsettled(row, of[row.a_report_id], of[row.b_report_id]))
    found: list[Reuse] = []
    unknown: list[int] = []
    for at, (pair, key) in enumerate(keys.items()):
        if before.keys.get(pair) == key:
            found += rows_before[pair]
        else:
            unknown.append(at)

    def some(low: int, high: int) -> list[Reuse]:
        return [row for at in unknown[low:high] for row in compare_pair(pairing, at, settings.min_shared_words)]

    for done, part in spread(some, len(unknown), jobs):
        found += part
        if progress:
            progress(done, len(unknown))
    return Compared(sorted(found, key=_order), keys)


@lru_cache(maxsize=1)
def rules_digest() -> str:
    """A digest of the lexicons and models that comparison rests on: where one is another, answers are."""
    whole = blake2b(digest_size=8)
    for folder in ("lexicon", "models"):
        for path in sorted((Path(__file__).resolve().parent / folder).rglob("*.*")):
            whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def _keys(pairing: Pairing, ids: Sequence[str], settings: Settings) -> dict[Pair, bytes]:
    parts = (settings.shingle_words, settings.min_shared_words, pairing.closely)
    rules = f"{MADE_BY} {rules_digest()} {parts}"
    contents = [content_key(row.report, flags) for row, flags in zip(pairing.rows, pairing.common, strict=True)]
    keys = {}
    for at in range(len(pairing)):
        a, b = pairing.rows_of(at)
        keys[ids[a], ids[b]] = pair_key(pairing, at, contents, rules)
    return keys


def _pair(row: Reuse) -> Pair:
    return min(row.a_report_id, row.b_report_id), max(row.a_report_id, row.b_report_id)


def _order(row: Reuse) -> tuple[str, str, int, int, int, int, str]:
    return row.a_report_id, row.b_report_id, row.a_start, row.b_start, row.a_end, row.b_end, row.id
