"""Candidates: where any two reports, or two places of one, share a shingle of words.

All shingles are hashed, sorted and read off in groups, so that the cost is that of one sort, not of all pairs. What
very many reports share is thinned: site text (a shingle in many reports of one outlet) is no evidence at all, and a
group that is still large is joined to its earliest members instead of all to all. Matches are verified on the words
themselves (`align`): a hash that collides proposes and never decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from whence.compare.comparable import Bools, Ints, WordRow

SITE_TEXT_REPORTS = 12
"""A shingle in more reports of one outlet than this is that outlet's site text."""
COMMON_REPORTS = 3
"""A shingle in so many reports of one outlet may be its site text, unless a long match holds it."""
REFRAIN = 4
"""A shingle that one report holds so often is the refrain of a list or gallery and proposes nothing there."""
LARGE_GROUP = 40
"""A shingle with more occurrences than this joins each of them to the earliest few only."""
HUBS = 3
PART = 4_000_000
"""Shingles that are sorted at once."""

Keys = npt.NDArray[np.uint64]
Seeds = tuple[Ints, Ints, Ints, Ints]


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Stretches of shared shingles: row numbers of the two reports, first words, and length in words.

    `common` says, row by row and word by word, whether the word stands in a shingle that `COMMON_REPORTS` reports of
    the row's own outlet hold, or that the row itself holds so often; None where there is no such word.
    """

    a: Ints
    b: Ints
    a_first: Ints
    b_first: Ints
    words: Ints
    common: tuple[Bools | None, ...]

    def __len__(self) -> int:
        return len(self.a)


def mix(values: Keys) -> Keys:
    """Spread numbers over 64 bits (the finaliser of SplitMix64; Steele, Lea and Flood, OOPSLA 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def shingle_keys(row: WordRow, size: int) -> tuple[Keys, Ints]:
    """A key for every `size` consecutive words that lie in one segment, and the number of its first word."""
    count = len(row) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    mixed = mix(row.ids.astype(np.uint64))
    keys = np.zeros(count, dtype=np.uint64)
    for step in range(size):
        keys = keys * np.uint64(0x100000001B3) + mixed[step : step + count]
    whole = row.segment[:count] == row.segment[size - 1 :]
    return mix(keys)[whole], np.flatnonzero(whole)


def outlet_numbers(rows: Sequence[WordRow]) -> Ints:
    """A number for each row's outlet; rows without one are each their own."""
    known = sorted({row.report.outlet for row in rows if row.report.outlet})
    number = {outlet: at for at, outlet in enumerate(known)}
    return np.array(
        [number[row.report.outlet] if row.report.outlet else len(known) + at for at, row in enumerate(rows)],
        dtype=np.int64,
    )


def shared_places(keys: Keys, docs: Ints, outlets: Ints) -> tuple[Ints, Ints, Ints]:
    """Occurrences of keys that occur twice or more, grouped: (their numbers, the group of each), site text left out.

    Third, the occurrences that are common in their own outlet or their own report, site text among them.
    """
    order = np.argsort(keys, kind="stable")
    group = np.cumsum(np.concatenate(([0], np.diff(keys[order]) != 0))) if len(order) else np.zeros(0, np.int64)
    order, group = _grouped(order, group)
    if not len(order):
        return order, group, order
    outlet = outlets[docs[order]]
    # a report that holds a shingle twice counts once: sort by (group, outlet, document) and count distinct documents
    rank = np.lexsort((docs[order], outlet, group))
    same_cell = _same(group[rank], outlet[rank])
    new_doc = ~(same_cell & _same(docs[order][rank]))
    cell = np.cumsum(~same_cell) - 1
    reports = np.bincount(cell, weights=new_doc)[cell]
    within = np.cumsum(new_doc) - 1
    times = np.bincount(within)[within]
    common = order[rank[(reports >= COMMON_REPORTS) | (times >= COMMON_REPORTS)]]
    keep = np.ones(len(order), dtype=np.bool_)
    keep[rank[(reports > SITE_TEXT_REPORTS) | (times >= REFRAIN)]] = False
    return *_grouped(order[keep], group[keep]), common


def _same(*columns: Ints) -> Bools:
    """Whether each entry equals the one before it in all columns; the first never does."""
    equal = np.ones(len(columns[0]), dtype=np.bool_)
    equal[:1] = False
    for column in columns:
        equal[1:] &= column[1:] == column[:-1]
    return equal


def _grouped(order: Ints, group: Ints) -> tuple[Ints, Ints]:
    """Drop groups of one and number the rest from 0."""
    if not len(order):
        return order, group
    group = np.cumsum(~_same(group)) - 1
    many = np.bincount(group)[group] > 1
    order, group = order[many], group[many]
    return order, np.cumsum(~_same(group)) - 1 if len(group) else group


def group_pairs(order: Ints, group: Ints, age: Ints) -> tuple[Ints, Ints]:
    """Pairs of occurrences within each group: all of them, or with the earliest few where the group is large.

    `age` ranks occurrences by date of publication, then report, then place.
    """
    lefts: list[Ints] = []
    rights: list[Ints] = []
    if not len(order):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    rank = np.lexsort((age[order], group))
    order = order[rank]
    sizes = np.bincount(group)
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    for size in np.unique(sizes).tolist():
        members = order[first[sizes == size][:, None] + np.arange(size)]
        if size > LARGE_GROUP:
            left = np.repeat(np.arange(HUBS), size - 1 - np.arange(HUBS))
            right = np.concatenate([np.arange(hub + 1, size) for hub in range(HUBS)])
        else:
            left, right = np.triu_indices(size, 1)
        lefts.append(members[:, left].ravel())
        rights.append(members[:, right].ravel())
    return np.concatenate(lefts), np.concatenate(rights)


def shared_runs(rows: Sequence[WordRow], size: int) -> Runs:
    """Every stretch of consecutive shared shingles of `size` words, between any two rows or inside one.

    `rows` are sorted by report id; a run has `a < b`, or `a == b` and `a_first < b_first` without overlap. The
    shingles are dealt out by their keys, then the seeds by their first row, so that no step sorts all of them.
    """
    outlets, seniority = outlet_numbers(rows), _seniority(rows)
    keys, docs, place = _all_shingles(rows, size)
    parts = 1 + len(keys) // PART
    owner_part = np.minimum(np.arange(len(rows)) * parts // max(1, len(rows)), parts - 1)
    dealt: list[list[Seeds]] = [[] for _ in range(parts)]
    flags = [np.zeros(len(row), dtype=np.bool_) for row in rows]
    share = np.empty(len(keys), dtype=np.uint16)  # filled piece by piece: the whole as 64 bits would be a second `keys`
    for low in range(0, len(keys), PART):
        share[low : low + PART] = keys[low : low + PART] % np.uint64(parts)
    for part in range(parts):
        of_part = np.flatnonzero(share == part)
        part_docs, part_place = docs[of_part], place[of_part]
        order, group, common = shared_places(keys[of_part], part_docs, outlets)
        _flag(flags, part_docs[common], part_place[common], size)
        age = (seniority[part_docs].astype(np.int64) << 32) | part_place
        left, right = group_pairs(order, group, age)
        seeds = _seeds(part_docs, part_place, left, right, size)
        to = owner_part[seeds[0]]
        for at in np.unique(to).tolist():
            chosen = to == at
            dealt[at].append((seeds[0][chosen], seeds[1][chosen], seeds[2][chosen], seeds[3][chosen]))
    del keys, docs, place, share
    joined: list[tuple[Ints, Ints, Ints, Ints, Ints]] = []
    for at, seeds_of in enumerate(dealt):
        if seeds_of:
            a, b, a_first, b_first = (np.concatenate(column) for column in zip(*seeds_of, strict=True))
            joined.append(_join_runs(a, b, a_first, b_first, size))
            dealt[at] = []
    columns = list(zip(*joined, strict=True)) or [(np.zeros(0, np.int32),)] * 5
    a, b, a_first, b_first, words = (np.concatenate(column) for column in columns)
    return Runs(a, b, a_first, b_first, words, common=tuple(flag if flag.any() else None for flag in flags))


def _all_shingles(rows: Sequence[WordRow], size: int) -> tuple[Keys, Ints, Ints]:
    """The keys of all shingles, with the row and the first word of each."""
    count = sum(max(0, len(row) - size + 1) for row in rows)
    keys, docs, place = np.empty(count, np.uint64), np.empty(count, np.int32), np.empty(count, np.int32)
    filled = 0
    for at, row in enumerate(rows):
        own, first = shingle_keys(row, size)
        stop = filled + len(own)
        keys[filled:stop], docs[filled:stop], place[filled:stop] = own, at, first
        filled = stop
    return keys[:filled], docs[:filled], place[:filled]


def _seniority(rows: Sequence[WordRow]) -> Ints:
    """The rank of each row by its date, then its number."""
    dates = [row.report.published_earliest or "9999" for row in rows]
    rank = np.empty(len(rows), dtype=np.int64)
    rank[sorted(range(len(rows)), key=lambda at: (dates[at], at))] = np.arange(len(rows))
    return rank


def _seeds(docs: Ints, place: Ints, left: Ints, right: Ints, size: int) -> Seeds:
    """Pairs of places as (row a, row b, first word in a, first word in b), a before b, those that overlap left out."""
    swap = (docs[left] > docs[right]) | ((docs[left] == docs[right]) & (place[left] > place[right]))
    left, right = np.where(swap, right, left), np.where(swap, left, right)
    a, b, a_first, b_first = docs[left], docs[right], place[left], place[right]
    apart = (a != b) | (b_first - a_first >= size)
    return a[apart], b[apart], a_first[apart], b_first[apart]


def _flag(flags: Sequence[Bools], docs: Ints, place: Ints, size: int) -> None:
    """Mark the words of these shingles."""
    if not len(docs):
        return
    rank = np.argsort(docs, kind="stable")
    docs, place = docs[rank], place[rank]
    bounds = np.flatnonzero(np.concatenate(([True], np.diff(docs) != 0)))
    for low, high in zip(bounds, [*bounds[1:], len(docs)], strict=True):
        flags[int(docs[low])][(place[low:high, None] + np.arange(size)).ravel()] = True


def _join_runs(a: Ints, b: Ints, a_first: Ints, b_first: Ints, size: int) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Seeds that follow one another on one diagonal become one run."""
    shift = b_first - a_first
    rank = np.lexsort((a_first, shift, b, a))
    a, b, a_first, b_first, shift = a[rank], b[rank], a_first[rank], b_first[rank], shift[rank]
    follows = _same(a, b, shift)
    # shingles that overlap or touch go on with the run; thinned ones between are checked when it is aligned
    follows[1:] &= np.diff(a_first) == 1
    begin = np.flatnonzero(~follows)
    last = np.concatenate((begin[1:], [len(a)]))[: len(begin)] - 1
    words = a_first[last] - a_first[begin] + size if len(begin) else begin
    return a[begin], b[begin], a_first[begin], b_first[begin], words
