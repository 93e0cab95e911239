"""Boosted trees of one depth over features in bins (Friedman, Annals of Statistics 2001; Ke et al., NIPS 2017)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BINS = 64


@dataclass
class Trees:
    """So many trees of one depth, each grown on a part of the rows, with so many rows or more in a leaf."""

    count: int = 300
    depth: int = 3
    rate: float = 0.05
    least: int = 12
    part: float = 0.7
    ridge: float = 1.0
    seed: int = 1

    def fit(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> Trees:
        """Fit the trees to rows of features, what each row is, and how much it counts."""
        x = x.astype(np.float32)
        self.edges = [_edges(column) for column in x.T]
        bins = np.stack([np.searchsorted(own, column) for own, column in zip(self.edges, x.T, strict=True)], axis=1)
        chance = np.random.default_rng(self.seed)
        nodes, leaves = 2**self.depth - 1, 2**self.depth
        self.feature, self.threshold = np.zeros((self.count, nodes), np.int8), np.full((self.count, nodes), np.inf)
        self.value = np.zeros((self.count, leaves))
        share = float((weight * y).sum() / weight.sum())
        self.start = float(np.log(share / (1 - share)))
        total = np.full(len(x), self.start)
        for tree in range(self.count):
            odds = 1 / (1 + np.exp(-total))
            some = chance.permutation(len(x))[: int(self.part * len(x))]
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
        for level in range(self.depth):
            right = np.zeros(len(bins), np.int64)
            for at in range(2**level):
                own = node == at
                split = self._split(bins[own], slope[own], bend[own])
                if split is not None:
                    feature, edge = split
                    place = 2**level - 1 + at
                    self.feature[tree, place], self.threshold[tree, place] = feature, self.edges[feature][edge]
                    right[own] = bins[own, feature] > edge
            node = 2 * node + right
        sums = np.bincount(node, slope, 2**self.depth), np.bincount(node, bend, 2**self.depth)
        self.value[tree] = self.rate * sums[0] / (sums[1] + self.ridge)

    def _split(self, bins: np.ndarray, slope: np.ndarray, bend: np.ndarray) -> tuple[int, int] | None:
        """The best feature and edge, or None where nothing is won."""
        if not len(bins):
            return None
        width, most = bins.shape[1], max(len(own) for own in self.edges) + 1
        key = (np.arange(width) * most + bins).ravel()

        def summed(of: np.ndarray | None) -> np.ndarray:
            of = None if of is None else np.repeat(of, width)
            return np.bincount(key, of, width * most).reshape(width, most).cumsum(1)

        count, gone, bent = summed(None), summed(slope), summed(bend)
        sides = ((gone, bent), (gone[:, -1:] - gone, bent[:, -1:] - bent))
        gain = sum(g * g / (h + self.ridge) for g, h in sides) - gone[:, -1:] ** 2 / (bent[:, -1:] + self.ridge)
        gain[(count < self.least) | (count[:, -1:] - count < self.least)] = -1
        for feature, own in enumerate(self.edges):
            gain[feature, len(own) :] = -1
        feature, edge = np.unravel_index(int(gain.argmax()), gain.shape)
        return (int(feature), int(edge)) if gain[feature, edge] > 1e-9 else None

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
