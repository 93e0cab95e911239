"""Fit the judge that decides on rewordings: boosted trees over what two passages share and the close reader's score.

    python training/rewording/decide.py DATA [--scores FILE]

What they share is `whence.compare.likeness` and `whence.compare.closer`. Fitted on pairs that the reader did not learn
from: the second collection of composed pairs, and pairs of passages that lie near each other in reports of two outlets;
and on the invented pairs, which hold what those lack: one event told by two with all its names and numbers. The reader
learned from these too, and each counts twice.

Prints, with every fifth of the pairs held out once, what is taken for copies; writes
`src/whence/compare/models/decide.npz`, in the form of `quick.npz`. `--scores` keeps what the reader said, and takes it
from there again.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
from data import Pair, labelled, near
from measure import both
from trees import Trees

from whence.compare.closer import CLOSER, closer
from whence.compare.likeness import likeness
from whence.compare.reader import close_reader

OUT = Path(__file__).resolve().parents[2] / "src" / "whence" / "compare" / "models" / "decide.npz"
AT = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)
NEAR = 2000
"""So many of the near pairs, half of them, each of which counts twice."""
FOLDS = 5


def measured(pair: Pair, scores: dict[str, float]) -> np.ndarray | None:
    """What the program measures of a pair, and the reader's score; None where a side is too short."""
    found = both(pair.a, pair.b)
    if found is None:
        return None
    shared = likeness(*found)
    texts = sorted((pair.a, pair.b))
    key = "\n\n".join(texts)
    if key not in scores:
        scores[key] = close_reader().score(*texts)
    close = closer(*found, shared) if shared.pairs else np.zeros(len(CLOSER))
    return np.concatenate((shared.features, close, (scores[key],)))


def pairs_of(data: Path) -> list[Pair]:
    """All pairs to fit on."""
    beside = near(data)
    random.Random(3).shuffle(beside)
    return [*(pair for pair in labelled(data) if pair.again or is_invented(pair)), *beside[:NEAR]]


def is_invented(pair: Pair) -> bool:
    """Whether it is of `tests/compare/rewrites.jsonl`."""
    return pair.manner.startswith("invented")


def main() -> None:
    """Measure, fit, write."""
    p = argparse.ArgumentParser()
    p.add_argument("data", type=Path)
    p.add_argument("--scores", type=Path)
    a = p.parse_args()
    scores = json.loads(a.scores.read_text()) if a.scores and a.scores.is_file() else {}
    kept = [(pair, found) for pair in pairs_of(a.data) if (found := measured(pair, scores)) is not None]
    if a.scores:
        a.scores.write_text(json.dumps(scores))
    fit([pair for pair, _ in kept], np.array([found for _, found in kept]))


def fit(pairs: list[Pair], x: np.ndarray) -> None:
    """Measure on what is held out, fit on all, write."""
    y = np.array([pair.copy for pair in pairs])
    weight = np.where([is_invented(pair) or pair.manner == "near" for pair in pairs], 2.0, 1.0)
    groups = sorted({pair.group for pair in pairs})
    random.Random(0).shuffle(groups)
    fold_of = {group: at % FOLDS for at, group in enumerate(groups)}
    fold = np.array([fold_of[pair.group] for pair in pairs])
    guess = np.zeros(len(y))
    for number in range(FOLDS):
        train, trial = fold != number, fold == number
        guess[trial] = Trees().fit(x[train], y[train], weight[train]).decision_function(x[trial])
    whole = Counter(pair.manner for pair in pairs)
    for at in AT:
        taken = Counter(pair.manner for pair, one in zip(pairs, guess, strict=True) if one >= at)
        print(f"at {at}: {int((guess[y] >= at).sum())} of {int(y.sum())} copies, {int((guess[~y] >= at).sum())} others")
        print("  " + ", ".join(f"{manner} {taken[manner]}/{count}" for manner, count in sorted(whole.items())))
    np.savez(OUT, **Trees().fit(x, y, weight).exported())


if __name__ == "__main__":
    main()
