"""A match too short to stand, grown outwards over words that differ, inside its passages.

Runs are joined only where both are long enough to be seeds. A sentence that was edited in several places is left with
one run and scraps of two or three words beside it. They are taken in while they gain more than what differs between
them costs, as the ends of a local alignment are (Smith and Waterman, J. Mol. Biol. 1981).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import LCSseq

from whence.compare.blocks import Block, Match
from whence.compare.comparable import Ints, WordRow

REACH = 30
"""Words on either side that are looked at."""
COST = 0.5
"""What a word that differs costs, in words that agree."""
LEAST_SIMILAR = 0.62
"""The share of the words of both spans that agree at least once it is grown."""


def grown(a: WordRow, b: WordRow, match: Match, least: int) -> Match | None:
    """The match with what agrees beside it, or None where it does not come to `least` agreeing words."""
    if a is b:
        return None  # a report goes on in the same words after many of its sentences
    first, last = match.blocks[0], match.blocks[-1]
    before = _reached(a, b, first.a - 1, first.b - 1, -1)
    after = _reached(a, b, last.a + last.words, last.b + last.words, 1)
    left = [Block(first.a - block.a - block.words, first.b - block.b - block.words, block.words) for block in before]
    at_a, at_b = last.a + last.words, last.b + last.words
    right = [Block(at_a + block.a, at_b + block.b, block.words) for block in after]
    whole = Match((*reversed(left), *match.blocks, *right))
    return whole if whole.aligned >= least and whole.similarity >= LEAST_SIMILAR else None


def _reached(a: WordRow, b: WordRow, at_a: int, at_b: int, step: int) -> Sequence[Block]:
    """Blocks of agreeing words from two places on, in one direction: words away from them, as long as they gain."""
    of_a, of_b = _words(a, at_a, step), _words(b, at_b, step)
    if not of_a or not of_b:
        return ()
    blocks = [
        Block(part.src_start, part.dest_start, part.src_end - part.src_start)
        for part in LCSseq.opcodes(of_a, of_b)
        if part.tag == "equal"
    ]
    gain = best = 0.0
    kept = at = end_a = end_b = 0
    for at, block in enumerate(blocks, start=1):
        gain += block.words - COST * (block.a - end_a + block.b - end_b)
        end_a, end_b = block.a + block.words, block.b + block.words
        if gain > best:
            best, kept = gain, at
    return blocks[:kept]


def _words(row: WordRow, at: int, step: int) -> list[int]:
    """The numbers of the words from a place on that stand in the passage of the word before it."""
    low, high = (at, at + REACH) if step > 0 else (max(0, at + 1 - REACH), at + 1)
    ids, passage, segment = row.ids[low:high], row.passage[low:high], row.segment[low:high]
    same: Ints = np.flatnonzero((passage == row.passage[at - step]) & (segment == row.segment[at - step]))
    words: list[int] = ids[same].tolist()
    return words[::step]
