"""Fit the quick judge of rewordings: boosted trees over `whence.compare.likeness`, written beside the word vectors.

    python training/rewording/quick.py DATA

Prints, with every fifth of the pairs held out once, how many copies and how many others are taken for copies, by
manner. Writes `src/whence/compare/models/quick.npz`: for every tree the feature and threshold of each node, and the
values of its leaves, complete trees of depth 3. Friedman, Annals of Statistics 2001.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np
from data import Pair, far_apart, labelled, near
from measure import both
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from whence.compare.likeness import likeness

OUT = Path(__file__).resolve().parents[2] / "src" / "whence" / "compare" / "models" / "quick.npz"
DEPTH = 3
AT = (0.1, 0.3, 0.5)


def features(pair: Pair) -> np.ndarray | None:
    """What the program measures of a pair, None where a side is too short."""
    found = both(pair.a, pair.b)
    return None if found is None else likeness(*found).features


def made() -> GradientBoostingClassifier:
    """The trees, unfitted."""
    return GradientBoostingClassifier(
        n_estimators=300, max_depth=DEPTH, learning_rate=0.05, min_samples_leaf=12, subsample=0.7, random_state=0
    )


def exported(fitted: GradientBoostingClassifier) -> dict[str, np.ndarray]:
    """The trees as complete trees: [trees, nodes] of features and thresholds, [trees, leaves] of values."""
    nodes, leaves = 2**DEPTH - 1, 2**DEPTH
    trees = [one.tree_ for one in fitted.estimators_[:, 0]]
    feature, threshold = np.zeros((len(trees), nodes), np.int8), np.full((len(trees), nodes), np.inf)
    value = np.zeros((len(trees), leaves))
    for at, tree in enumerate(trees):
        stack = [(0, 0, 0)]
        while stack:
            node, place, depth = stack.pop()
            if tree.children_left[node] < 0:  # a leaf above the last level stands for all below it
                low = (place + 1) * 2 ** (DEPTH - depth) - 1 - nodes
                value[at, low : low + 2 ** (DEPTH - depth)] = tree.value[node, 0, 0] * fitted.learning_rate
                continue
            feature[at, place], threshold[at, place] = tree.feature[node], tree.threshold[node]
            stack += [
                (int(tree.children_left[node]), 2 * place + 1, depth + 1),
                (int(tree.children_right[node]), 2 * place + 2, depth + 1),
            ]
    prior = float(fitted.init_.class_prior_[1])
    return {"feature": feature, "threshold": threshold, "value": value, "start": np.array(np.log(prior / (1 - prior)))}


def main() -> None:
    """Measure, fit, write."""
    pairs = [pair for found in (labelled, far_apart, near) for pair in found(Path(sys.argv[1]))]
    measured = [(pair, found) for pair in pairs if (found := features(pair)) is not None]
    x = np.array([found for _, found in measured])
    y = np.array([pair.copy for pair, _ in measured])
    weight = np.where([pair.manner == "far apart" for pair, _ in measured], 0.5, 1.0)
    groups = [pair.group for pair, _ in measured]
    guess = np.zeros(len(y))
    for train, trial in GroupKFold(5).split(x, y, groups):
        guess[trial] = made().fit(x[train], y[train], weight[train]).predict_proba(x[trial])[:, 1]
    whole = Counter(pair.manner for pair, _ in measured)
    for at in AT:
        taken = Counter(pair.manner for (pair, _), one in zip(measured, guess, strict=True) if one >= at)
        found, wrong = int((guess[y] >= at).sum()), int((guess[~y] >= at).sum())
        print(f"at {at}: {found} of {int(y.sum())} copies, {wrong} of {int((~y).sum())} others")
        print("  " + ", ".join(f"{manner} {taken[manner]}/{count}" for manner, count in sorted(whole.items())))
    np.savez(OUT, **exported(made().fit(x, y, weight)))


if __name__ == "__main__":
    main()
