"""The best sequence of labels for the words of a report: Viterbi over the model's scores (Lafferty et al., 2001)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

OUTSIDE, SOURCE, CUE, CONTENT = 0, 1, 3, 5
"""Outside, and the label that begins each role; the label after it goes on."""
INSIDE = (2, 4, 6)
NEVER = -1e4


def best_labels(
    emissions: NDArray[np.float32], first: NDArray[np.bool_], steps: NDArray[np.float32]
) -> NDArray[np.int64]:
    """One label for each word.

    `emissions` is [words, labels]; `first` says which words begin a block, where nothing can go on; `steps` is
    [from, to], the score of each step, with a large negative number for those that never occur. Blocks are labelled
    apart, all at once.
    """
    words = len(emissions)
    if not words:
        return np.zeros(0, np.int64)
    starts = np.flatnonzero(first)
    if not len(starts) or starts[0]:
        starts = np.concatenate([[0], starts])
    lengths = np.diff(np.concatenate([starts, [words]]))
    order = np.argsort(-lengths, kind="stable")  # longest first, so that those still going on are the first rows
    starts, lengths = starts[order], lengths[order]
    best = emissions[starts].astype(np.float32)
    best[:, list(INSIDE)] = NEVER
    back = np.zeros((words, emissions.shape[1]), np.int64)
    for at in range(1, int(lengths[0])):
        going = int(np.searchsorted(-lengths, -at, side="left"))
        through = best[:going, :, None] + steps
        chosen = through.argmax(1)
        back[starts[:going] + at] = chosen
        best[:going] = np.take_along_axis(through, chosen[:, None], 1)[:, 0] + emissions[starts[:going] + at]
    labels = np.empty(words, np.int64)
    here = best.argmax(1)
    labels[starts + lengths - 1] = here
    for at in range(int(lengths[0]) - 1, 0, -1):
        going = int(np.searchsorted(-lengths, -at, side="left"))
        rows = starts[:going] + at
        labels[rows - 1] = back[rows, labels[rows]]
    return labels
