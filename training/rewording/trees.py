"""Boosted trees of one depth, some of whose features may only raise the result, or only lower it.

As gradient boosting by histograms does (Friedman, Annals of Statistics 2001; Ke et al., LightGBM, NIPS 2017). What may
only raise or lower is held so at each split and below it: pairs that were composed do not teach that what is copied
almost word for word is no copy, only because they hold none of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BINS = 64


@dataclass
class Trees:
    """Trees of `depth`; `way` says of each feature whether more of it may only raise (1), only lower (-1), or both."""

    way: np.ndarray
    count: int = 300
    depth: int = 3
    rate: float = 0.05
    least: int = 12
    part: float = 0.7
    ridge: float = 1.0
    seed: int = 0

    def fit(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> Trees:
        """Fit the trees to rows of features, what each row is, and how much it counts."""
        x = x.astype(np.float32)
        rows = len(x)
        self.edges = [_edges(column) for column in x.T]
        bins = np.stack([np.searchsorted(own, column) for own, column in zip(self.edges, x.T, strict=True)], axis=1)
        chance = np.random.default_rng(self.seed)
        nodes, leaves = 2**self.depth - 1, 2**self.depth
        self.feature, self.threshold = np.zeros((self.count, nodes), np.int8), np.full((self.count, nodes), np.inf)
        self.value = np.zeros((self.count, leaves))
        share = float((weight * y).sum() / weight.sum())
        self.start = float(np.log(share / (1 - share)))
        total = np.full(rows, self.start)
        for tree in range(self.count):
            odds = 1 / (1 + np.exp(-total))
            some = chance.permutation(rows)[: int(self.part * rows)]
            self._grow(tree, bins[some], (weight * (y - odds))[some], (weight * odds * (1 - odds))[some])
            total += self.value[tree][self._leaves(x, tree)]
        return self

    def decision_function(self, x: np.ndarray) -> np.ndarray:
        """The log odds of each row."""
        x = x.astype(np.float32)
        return self.start + sum(self.value[tree][self._leaves(x, tree)] for tree in range(self.count))

    def exported(self) -> dict[str, np.ndarray]:
        """The trees as the program reads them."""
        start = np.array(self.start)
        return {"feature": self.feature, "threshold": self.threshold, "value": self.value, "start": start}

    def _grow(self, tree: int, bins: np.ndarray, slope: np.ndarray, bend: np.ndarray) -> None:
        node = np.zeros(len(bins), np.int64)
        bounds = [(-np.inf, np.inf)]
        for level in range(self.depth):
            splits = [
                self._split(bins[node == at], slope[node == at], bend[node == at], bounds[at]) for at in range(2**level)
            ]
            right, below = np.zeros(len(bins), np.int64), []
            for at, split in enumerate(splits):
                low, high = bounds[at]
                if split is None:
                    below += [(low, high)] * 2
                    continue
                feature, edge, middle = split
                place = 2**level - 1 + at
                self.feature[tree, place], self.threshold[tree, place] = feature, self.edges[feature][edge]
                own = node == at
                right[own] = bins[own, feature] > edge
                way = self.way[feature]
                below += {
                    0: [(low, high)] * 2,
                    1: [(low, middle), (middle, high)],
                    -1: [(middle, high), (low, middle)],
                }[way]
            node, bounds = 2 * node + right, below
        sums = np.bincount(node, slope, 2**self.depth), np.bincount(node, bend, 2**self.depth)
        best = sums[0] / (sums[1] + self.ridge)
        self.value[tree] = self.rate * np.clip(best, [low for low, _ in bounds], [high for _, high in bounds])

    def _split(
        self, bins: np.ndarray, slope: np.ndarray, bend: np.ndarray, bound: tuple[float, float]
    ) -> tuple[int, int, float] | None:
        """The best feature, edge and middle of the values to both sides, or None where nothing is won."""
        width, most = bins.shape[1], max(len(own) for own in self.edges) + 1
        key = (np.arange(width) * most + bins).ravel()

        def summed(of: np.ndarray | None) -> np.ndarray:
            of = None if of is None else np.repeat(of, width)
            return np.bincount(key, of, width * most).reshape(width, most).cumsum(1)

        count, gone, bent = summed(None), summed(slope), summed(bend)
        if not len(bins):
            return None
        sides = [(gone, bent), (gone[:, -1:] - gone, bent[:, -1:] - bent)]
        left, right = (np.clip(g / (h + self.ridge), *bound) for g, h in sides)
        gain = sum(2 * g * v - (h + self.ridge) * v * v for (g, h), v in zip(sides, (left, right), strict=True))
        whole = np.clip(gone[:, -1:] / (bent[:, -1:] + self.ridge), *bound)
        gain = gain - (2 * gone[:, -1:] * whole - (bent[:, -1:] + self.ridge) * whole * whole)
        wrong = (self.way[:, None] * (right - left)) < 0
        few = (count < self.least) | (count[:, -1:] - count < self.least)
        gain[wrong | few] = -1
        for feature, own in enumerate(self.edges):
            gain[feature, len(own) :] = -1
        feature, edge = np.unravel_index(int(gain.argmax()), gain.shape)
        if gain[feature, edge] <= 1e-9:
            return None
        return int(feature), int(edge), float((left[feature, edge] + right[feature, edge]) / 2)

    def _leaves(self, x: np.ndarray, tree: int) -> np.ndarray:
        place, rows = np.zeros(len(x), np.int64), np.arange(len(x))
        for _ in range(self.depth):
            feature = self.feature[tree, place]
            place = 2 * place + 1 + (x[rows, feature] > self.threshold[tree, place])
        return place - (2**self.depth - 1)


def _edges(column: np.ndarray) -> np.ndarray:
    """Where a feature is cut, as values that a row may have up to each."""
    values = np.unique(column)
    if len(values) > BINS:
        return np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1]).astype(np.float32))
    return values[:-1] if len(values) > 1 else values
