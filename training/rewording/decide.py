"""Fit the judge that decides on rewordings: boosted trees over `whence.compare.likeness` and the close reader's score.

    python training/rewording/decide.py DATA

Fitted on pairs that the reader did not learn from: the second collection of composed pairs, and pairs of passages that
lie near each other in reports of two outlets; and on the invented pairs, which hold what those lack: one event told by
two with all its names and numbers. The reader learned from these too, and each counts twice.

Prints, with every fifth of the pairs held out once, what is taken for copies; writes
`src/whence/compare/models/decide.npz`, in the form of `quick.npz`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np
from data import Pair, labelled, near
from quick import OUT, exported, features, made
from sklearn.model_selection import GroupKFold

from whence.compare.reader import close_reader

AT = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)


def measured(pair: Pair) -> np.ndarray | None:
    """What the program measures of a pair, and the reader's score; None where a side is too short."""
    found = features(pair)
    return None if found is None else np.append(found, close_reader().score(*sorted((pair.a, pair.b))))


def is_invented(pair: Pair) -> bool:
    """Whether it is of `tests/compare/rewrites.jsonl`."""
    return pair.manner.startswith("invented")


def main() -> None:
    """Measure, fit, write."""
    data = Path(sys.argv[1])
    pairs = [*(pair for pair in labelled(data) if pair.again or is_invented(pair)), *near(data)]
    kept = [(pair, found) for pair in pairs if (found := measured(pair)) is not None]
    fit([pair for pair, _ in kept], np.array([found for _, found in kept]))


def fit(pairs: list[Pair], x: np.ndarray) -> None:
    """Measure on what is held out, fit on all, write."""
    y = np.array([pair.copy for pair in pairs])
    weight = np.where([is_invented(pair) for pair in pairs], 2.0, 1.0)
    guess = np.zeros(len(y))
    for train, trial in GroupKFold(5).split(x, y, [pair.group for pair in pairs]):
        guess[trial] = made().fit(x[train], y[train], weight[train]).decision_function(x[trial])
    whole = Counter(pair.manner for pair in pairs)
    for at in AT:
        taken = Counter(pair.manner for pair, one in zip(pairs, guess, strict=True) if one >= at)
        print(f"at {at}: {int((guess[y] >= at).sum())} of {int(y.sum())} copies, {int((guess[~y] >= at).sum())} others")
        print("  " + ", ".join(f"{manner} {taken[manner]}/{count}" for manner, count in sorted(whole.items())))
    np.savez(OUT.with_name("decide.npz"), **exported(made().fit(x, y, weight)))


if __name__ == "__main__":
    main()
