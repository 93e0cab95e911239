"""The quick judge of rewordings: boosted trees over what two passages share (`likeness`).

How it was fitted is said in `models/CARD.md`. It looks at every pair that is proposed and lets through the few that a
closer reader should see.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from whence.compare.comparable import Ints
from whence.compare.likeness import Likeness

QUICK = Path(__file__).resolve().parent / "models" / "quick.npz"
DEPTH = 3


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Complete trees: [trees, nodes] of features and thresholds, [trees, leaves] of values, where the sum starts."""

    feature: Ints
    threshold: npt.NDArray[np.float64]
    value: npt.NDArray[np.float64]
    start: float


@lru_cache(maxsize=1)
def trees() -> Trees:
    """The trees that come with the program."""
    with np.load(QUICK) as kept:
        return Trees(kept["feature"].astype(np.int64), kept["threshold"], kept["value"], float(kept["start"]))


def quick_score(found: Likeness) -> float:
    """The log odds that two passages are one text in two wordings, on what they share."""
    known = trees()
    every = np.arange(len(known.feature))
    place = np.zeros(len(every), dtype=np.int64)
    given = found.features.astype(np.float32)  # as the trees were fitted
    for _ in range(DEPTH):
        right = given[known.feature[every, place]] > known.threshold[every, place]
        place = 2 * place + 1 + right
    return round(known.start + float(known.value[every, place - known.feature.shape[1]].sum()), 6)
