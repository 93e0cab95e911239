"""Candidates for rewording by meaning: the passages nearest to each passage, by the cosine of their vectors.

Nearness proposes and never decides: an opposite sentence lies as near as a rewrite. All are compared with all in a
small pile. In a large one a passage is compared with those that lie near one of the same few landmarks (fixed points
that come with the program; as the cells of an inverted file: Sivic and Zisserman, ICCV 2003).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from whence.compare.comparable import Ints
from whence.compare.meaning import UNIT, WORDS, Vectors

NEAREST = 8
"""So many passages of other reports are proposed for each, those that are nearest."""
WITHIN = 2
"""So many of its own report."""
LEAST, MOST = 0.44, 0.97
"""Farther ones are not rewrites; nearer ones are found word by word."""
SMALL_PILE = 8_000
"""Up to so many passages all are compared with all."""
PROBES = 4
"""Landmarks that a passage is looked for at."""
ROWS, CELLS = 1024, 1 << 24
"""Passages compared at once with all others of a cell, and likenesses held at once."""


@lru_cache(maxsize=1)
def landmarks() -> Vectors:
    """The fixed points [points, size], in whole numbers."""
    with np.load(WORDS) as kept:
        return np.asarray(kept["landmarks"].astype(np.float32))


def nearest(vectors: Vectors, report: Ints, outlet: Ints) -> Ints:
    """Pairs [pairs, 2] of passages that lie near each other, the smaller number first, sorted.

    `vectors` are those of `meaning.passage_vectors`; `report` and `outlet` the numbers of each passage's report and of
    its outlet. Passages of two reports of one outlet are not proposed: an outlet repeats its forms of words.
    """
    found = [np.zeros((0, 3), np.int64)]
    for cell in _cells(vectors):
        found += _within(cell, vectors, report, outlet)
    near = np.unique(np.concatenate(found), axis=0)
    own = report[near[:, 0]] == report[near[:, 1]]
    kept = np.concatenate([_best(near[~own], NEAREST), _best(near[own], WITHIN)])
    return np.unique(np.sort(kept, axis=1), axis=0)


def _cells(vectors: Vectors) -> Iterator[Ints]:
    """The passages in groups within which all are compared, each in one or in several."""
    if len(vectors) <= SMALL_PILE:
        yield np.arange(len(vectors))
        return
    points = landmarks()
    passages, at = [], []
    for low in range(0, len(vectors), ROWS):
        rows, columns = _largest(vectors[low : low + ROWS] @ points.T + UNIT, PROBES)
        passages.append(low + rows)
        at.append(columns)
    passage, point = np.concatenate(passages), np.concatenate(at)
    order = np.argsort(point, kind="stable")
    bounds = np.searchsorted(point[order], np.arange(len(points) + 1))
    for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if high - low > 1:
            yield passage[order[low:high]]


def _largest(values: Vectors, most: int) -> tuple[Ints, Ints]:
    """Row and column of the largest values of each row above zero, with all that tie for the last place."""
    most = min(most, values.shape[1])
    least = np.partition(values, values.shape[1] - most, axis=1)[:, values.shape[1] - most]
    rows, columns = np.nonzero((values >= least[:, None]) & (values > 0))
    return rows, columns


def _within(cell: Ints, vectors: Vectors, report: Ints, outlet: Ints) -> Iterator[Ints]:
    """Triples [found, 3] of a passage of the cell, one of its nearest in the cell, and their likeness."""
    mine = vectors[cell]
    reports, outlets = report[cell], outlet[cell]
    step = max(16, min(ROWS, CELLS // max(1, len(cell))))
    for low in range(0, len(cell), step):
        likeness = mine[low : low + step] @ mine.T
        likeness[(likeness < LEAST * UNIT) | (likeness >= MOST * UNIT)] = 0
        own = reports[low : low + step, None] == reports
        site = outlets[low : low + step, None] == outlets
        inside = np.where(own, likeness, np.float32(0))
        inside[np.arange(len(inside)), np.arange(low, low + len(inside))] = 0
        likeness[site | own] = 0
        for values, most in ((likeness, NEAREST), (inside, WITHIN)):
            rows, columns = _largest(values, most)
            like = values[rows, columns].astype(np.int64)
            yield np.stack((cell[low + rows], cell[columns], like), axis=1)


def _best(near: Ints, most: int) -> Ints:
    """The pairs of each passage with its nearest, ties broken by number."""
    order = np.lexsort((near[:, 1], -near[:, 2], near[:, 0]))
    near = near[order]
    first = np.searchsorted(near[:, 0], near[:, 0])
    return np.asarray(near[np.arange(len(near)) - first < most, :2])
