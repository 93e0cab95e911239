"""The two judges of rewordings by what passages share (`likeness`): boosted trees.

The quick one looks at every pair that is proposed and lets through the few that the close reader should see; the other
decides on those, by what they share, by a closer look at it (`closer`), and by the reader's score. How they were fitted
is said in `models/CARD.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from whence.compare.comparable import Ints
from whence.compare.likeness import Likeness

MODELS = Path(__file__).resolve().parent / "models"
DEPTH = 3


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Complete trees: [trees, nodes] of features and thresholds, [trees, leaves] of values, where the sum starts."""

    feature: Ints
    threshold: npt.NDArray[np.float64]
    value: npt.NDArray[np.float64]
    start: float


@lru_cache(maxsize=2)
def trees(name: str) -> Trees:
    """The trees of that name that come with the program."""
    with np.load(MODELS / f"{name}.npz") as kept:
        return Trees(kept["feature"].astype(np.int64), kept["threshold"], kept["value"], float(kept["start"]))


def quick_score(found: Likeness) -> float:
    """The log odds that two passages are one text in two wordings, on what they share."""
    return _sum(trees("quick"), found.features)


def decided(found: Likeness, close: npt.NDArray[np.floating], read: float) -> float:
    """The same on what they share, on a closer look at it (`closer`), and on the score of the close reader."""
    return _sum(trees("decide"), np.concatenate((found.features, close, (read,))))


def _sum(known: Trees, features: npt.NDArray[np.floating]) -> float:
    every = np.arange(len(known.feature))
    place = np.zeros(len(every), dtype=np.int64)
    given = features.astype(np.float32)  # as the trees were fitted
    for _ in range(DEPTH):
        right = given[known.feature[every, place]] > known.threshold[every, place]
        place = 2 * place + 1 + right
    return round(known.start + float(known.value[every, place - known.feature.shape[1]].sum()), 6)
