"""Two counts in one sentence of a draft: which number is whose, and which is of what."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from whence.records import Figure
from whence.verify.draft import Draft
from whence.verify.heads import one_head
from whence.verify.reports import Reports
from whence.verify.rows import Evidence
from whence.verify.words import Word, carries, content, house, words_of

_SHARED = frozenset(
    [
        "agency", "association", "bureau", "center", "centre", "college", "council", "group", "institute",
        "international", "ministry", "network", "new", "news", "office", "poll", "post", "research", "society",
        "survey", "times", "university",
    ]
)  # fmt: skip
"""Words of bodies' names by which none is told from another."""
_TELLING = 2
"""So many words of meaning after a number say what it is of."""
_CROSSED = 0.8
"""By so much of two statements' words more are two numbers told of each other's than of their own."""


def counted_by_another(
    figure: Figure, draft: Draft, hits: Sequence[tuple[float, sqlite3.Row]], reports: Reports
) -> str | None:
    """The name in the draft's sentence whose count this is in every report that gives it, where by the draft it is the
    other's there; None where the sentence has one count or one name, or a report leaves it open."""
    start, end = draft.sentence(figure.start)
    # Two bodies' counts are rivals where they are of one thing.
    counts = sorted(
        (f.start, f.end)
        for f in draft.figures
        if start <= f.start < end and f.unit == figure.unit and one_head(f.head, figure.head)
    )
    names = [n for n in draft.named if start <= n.start < end and not any(a < n.end and n.start < b for a, b in counts)]
    keys = {n.start: _keys(draft.text[n.start : n.end]) for n in names}
    places = sorted((at, at) for at in keys if keys[at])
    if len(counts) < 2 or len({keys[at] for at, _ in places}) < 2:
        return None
    mine = _whose((figure.start, figure.end), counts, places)
    if mine is None:
        return None
    own = keys[mine]
    others = {n.start: keys[n.start] - own for n in names if keys[n.start] - own and n.start != mine}
    taken = [_other(row, own, others, reports) for _, row in hits]
    if not taken or None in taken:
        return None
    return next(draft.text[n.start : n.end] for n in names if n.start == taken[0])


def exchanged_with(
    figure: Figure, draft: Draft, hits: Sequence[tuple[float, sqlite3.Row]], reports: Reports
) -> str | None:
    """The other number of the draft's sentence that stands, in every report that gives this one, before what the draft
    tells of this one, while this one stands before what it tells of that; None where a report leaves it open."""
    start, end = draft.sentence(figure.start)
    counts = [f for f in draft.figures if start <= f.start < end and f.unit == figure.unit]
    begins = [f.start for f in draft.figures if start <= f.start < end]
    mine = _told_of(draft.text, figure.value_end, begins, end)
    for other in counts:
        yours = _told_of(draft.text, other.value_end, begins, end)
        if (other.low, other.high) == (figure.low, figure.high) or min(len(mine), len(yours)) < _TELLING:
            continue
        if hits and all(_crossed(row, (mine, yours), other, reports) for _, row in hits):
            return draft.text[other.start : other.end]
    return None


def numeral_exchanged(figure: Figure, draft: Draft, found: Evidence) -> str | None:
    """The other number word of the draft's sentence that stands in a report's where this one does, and this one where
    that does: `nine of them went north and one went south`; None where it is not so, or there are not just two."""
    start, end = draft.sentence(figure.start)
    ours, theirs = _numerals(draft.text, start, end), _numerals(found.words, 0, len(found.words))
    mine = next((word for word in ours if word.start == figure.value_start), None)
    if mine is None or len(ours) != 2:
        return None
    other = ours[1] if mine is ours[0] else ours[0]
    here = [word for word in theirs if house(word.norm) == house(mine.norm)]
    there = [word for word in theirs if house(word.norm) == house(other.norm)]
    if len(here) != 1 or len(there) != 1 or house(mine.norm) == house(other.norm):
        return None
    begins, others = [w.start for w in ours], [w.start for w in theirs]
    told = [_told_of(draft.text, word.end, begins, end) for word in (mine, other)]
    held = [_told_of(found.words, word.end, others, len(found.words)) for word in (here[0], there[0])]
    if min(len(one) for one in told) < _TELLING:
        return None
    straight = _share(told[0], held[0]) + _share(told[1], held[1])
    crossed = _share(told[0], held[1]) + _share(told[1], held[0])
    return draft.text[other.start : other.end] if crossed >= straight + _CROSSED else None


def _numerals(text: str, start: int, end: int) -> list[Word]:
    return [word for word in words_of(text, start, end) if house(word.norm)[:1].isdigit()]


def _crossed(row: sqlite3.Row, ours: tuple[frozenset[str], frozenset[str]], other: Figure, reports: Reports) -> bool:
    """Whether a report tells of `other`, in the sentence of `row`, what the draft tells of the figure of that row, and
    the other way round."""
    report_id = row["report_id"]
    low, high = reports.around(report_id, row["start"], row["end"])
    text = reports.places.text(report_id)
    near = [f for f in reports.marks("figure", report_id) if low <= f["start"] < high]
    begins = [f["start"] for f in near]
    here = _told_of(text, row["value_end"], begins, high)
    for one in near:
        if (one["low"], one["high"], one["unit"]) == (other.low, other.high, other.unit):
            there = _told_of(text, one["value_end"], begins, high)
            straight = _share(ours[0], here) + _share(ours[1], there)
            return _share(ours[0], there) + _share(ours[1], here) >= straight + _CROSSED
    return False


def _told_of(text: str, at: int, begins: Sequence[int], end: int) -> frozenset[str]:
    """The words of meaning from a number up to the next one of its sentence."""
    return content(text, at, min((one for one in begins if one > at), default=end))


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / len(ours)


def _other(row: sqlite3.Row, own: frozenset[str], others: dict[int, frozenset[str]], reports: Reports) -> int | None:
    """Which of the other names a report gives a figure to; None where it may be the draft's own."""
    report_id = row["report_id"]
    low, high = reports.around(report_id, row["start"], row["end"])
    at = [(w.start, w.norm.removesuffix("'s")) for w in reports.words(report_id) if low <= w.start < high]
    theirs = sorted((start, start) for start, norm in at if norm in own or any(norm in one for one in others.values()))
    counts = sorted(
        (f["start"], f["end"])
        for f in reports.marks("figure", report_id)
        if low <= f["start"] < high and f["unit"] == row["unit"] and one_head(f["head"], row["head"])
    )
    whose = _whose((row["start"], row["end"]), counts, theirs)
    norm = dict(at).get(whose) if whose is not None else None
    if norm is None or norm in own:
        return None
    return next((name for name in sorted(others) if norm in others[name]), None)


def _whose(count: tuple[int, int], counts: Sequence[tuple[int, int]], names: Sequence[tuple[int, int]]) -> int | None:
    """The name of a count: all stand before theirs (`Rowe found 4%, Lind 7%`) where one does before the first, else
    after (`4% by Rowe, 7% by Lind`)."""
    if not names:
        return None
    if names[0][0] < counts[0][0]:
        return max((at for at, _ in names if at < count[0]), default=None)
    later = [at for at, _ in counts if at > count[0]]
    return min((at for at, _ in names if count[1] <= at < (later[0] if later else at + 1)), default=None)


def _keys(name: str) -> frozenset[str]:
    norms = (w.norm.removesuffix("'s") for w in words_of(name))
    return frozenset(norm for norm in norms if carries(norm) and norm not in _SHARED)
