"""Alignment: runs of shared words grown to their full length and joined across small differences.

Seed-and-extend, as for genomes (Altschul et al., J. Mol. Biol. 1990) and for reprinted news (Smith, Cordell and
Mullen, American Literary History 2015), but on exact words: a run is extended while the words are the same, and two
runs that follow each other in both texts with little between them are one edited match. The alignment is local: one
shared paragraph in two long reports is found as that paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import LCSseq

from whence.compare.blocks import Block, Match
from whence.compare.comparable import Bools, Ints, WordRow
from whence.compare.index import Runs

SURE_RUN = 8
"""A run of so many words makes a pair worth aligning by itself; shorter runs only where others are near."""
SMALL_GAP = 6
"""Words that may differ between any two runs that are joined."""
LARGE_GAP = 40
"""Words that may differ between two runs that are each as long as the gap (a sentence dropped or put in)."""
LEAST_SIMILAR = 0.5
STRAY_WORDS = 3
"""So few words of a sentence at the edge of a match are shared by chance."""


def promising(runs: Runs, min_words: int) -> Bools:
    """Runs of pairs that can hold a match: a long run, or short ones near each other that add up."""
    rank = np.lexsort((runs.b_first, runs.a_first, runs.b, runs.a))
    a, b, words = runs.a[rank], runs.b[rank], runs.words[rank]
    a_first, b_first = runs.a_first[rank], runs.b_first[rank]
    near = np.zeros(len(rank), dtype=np.bool_)
    for step in (1, 2, 3):  # a run of another place of b may lie between
        if len(rank) <= step:
            break
        same = (a[step:] == a[:-step]) & (b[step:] == b[:-step])
        gap_a = a_first[step:] - a_first[:-step] - words[:-step]
        gap_b = b_first[step:] - b_first[:-step] - words[:-step]
        enough = words[step:] + words[:-step] + SMALL_GAP >= min_words
        near[step:] |= same & enough & (gap_a <= SMALL_GAP) & (np.abs(gap_b) <= SMALL_GAP)
    hit = (words >= min(SURE_RUN, min_words)) | near
    if not len(rank):
        return hit
    pair = np.concatenate(([0], np.cumsum((np.diff(a) != 0) | (np.diff(b) != 0))))
    kept = np.bincount(pair, weights=hit)[pair] > 0
    chosen = np.zeros(len(rank), dtype=np.bool_)
    chosen[rank] = kept
    return chosen


def align(a: WordRow, b: WordRow, seeds: Sequence[Block], min_words: int) -> list[Match]:
    """The matches of `min_words` shared words or more between two rows, or inside one where `a is b`."""
    left = _extended(a, b, seeds)
    matches: list[Match] = []
    while left:
        core = max(left, key=lambda run: (run.words, -run.a, -run.b))
        left.remove(core)
        chain = _chained(a, b, core, left)
        match = Match(_fill_gaps(a, b, chain))
        if len(chain) > 1 and match.similarity < LEAST_SIMILAR:
            chain, match = [core], Match((core,))
        used = set(chain)
        left = [piece for run in left if run not in used and (piece := _outside(run, match)) is not None]
        trimmed = _trimmed(a, b, match)
        if trimmed and trimmed.aligned >= min_words:
            matches.append(trimmed)
    return sorted(matches, key=lambda found: (found.a_first, found.b_first))


def _extended(a: WordRow, b: WordRow, seeds: Sequence[Block]) -> list[Block]:
    """Every seed grown both ways while the words are the same, each maximal run once."""
    within = a is b
    runs: list[Block] = []
    done: dict[int, int] = {}  # how far each diagonal is known
    for seed in sorted(seeds, key=lambda run: (run.b - run.a, run.a)):
        shift = seed.b - seed.a
        if done.get(shift, -1) > seed.a:
            continue
        first, stop = seed.a, seed.a + seed.words
        low, high = max(0, -shift), min(len(a), len(b) - shift)
        while first > low and _alike(a, b, first - 1, first - 1 + shift, first, first + shift):
            first -= 1
        while stop < high and _alike(a, b, stop, stop + shift, stop - 1, stop - 1 + shift):
            stop += 1
        done[shift] = stop
        if within:
            stop = min(stop, first + shift)
        runs.append(Block(first, first + shift, stop - first))
    return runs


def _alike(a: WordRow, b: WordRow, at_a: int, at_b: int, from_a: int, from_b: int) -> bool:
    """Whether a run at (from_a, from_b) goes on at (at_a, at_b): the same word, no boilerplate between."""
    return (
        bool(a.ids[at_a] == b.ids[at_b])
        and a.segment[at_a] == a.segment[from_a]
        and b.segment[at_b] == b.segment[from_b]
    )


def _chained(a: WordRow, b: WordRow, core: Block, others: Sequence[Block]) -> list[Block]:
    """The core run with the runs that go on from it, to the right and then to the left."""
    chain = [core]
    for rightward in (True, False):
        while True:
            end = chain[-1] if rightward else chain[0]
            best = min(
                (
                    (gap, joined)
                    for run in others
                    if (step := _step(a, b, end, run, rightward)) is not None
                    for gap, joined in (step,)
                    if not (a is b and _overlaps_itself(chain, joined))
                ),
                key=lambda found: (found[0], found[1].a, found[1].b),
                default=None,
            )
            if best is None:
                break
            chain = [*chain, best[1]] if rightward else [best[1], *chain]
    return chain


def _step(a: WordRow, b: WordRow, end: Block, run: Block, rightward: bool) -> tuple[int, Block] | None:
    """The words between and the run (cut where it overlaps), if it may follow (or precede) the end of a chain."""
    earlier, later = (end, run) if rightward else (run, end)
    gap_a, gap_b = later.a - earlier.a - earlier.words, later.b - earlier.b - earlier.words
    overlap = max(0, -gap_a, -gap_b)
    if overlap:
        if run.words - overlap < 2:
            return None
        cut = Block(run.a + overlap, run.b + overlap, run.words - overlap) if rightward else None
        run = cut or Block(run.a, run.b, run.words - overlap)
        gap_a, gap_b = gap_a + overlap, gap_b + overlap
    gap = max(gap_a, gap_b)
    if gap > SMALL_GAP and gap > min(LARGE_GAP, end.words, run.words):
        return None
    same_segment = a.segment[run.a] == a.segment[end.a] and b.segment[run.b] == b.segment[end.b]
    return (gap_a + gap_b, run) if same_segment else None


def _overlaps_itself(chain: Sequence[Block], run: Block) -> bool:
    blocks = [*chain, run]
    return max(block.a + block.words for block in blocks) > min(block.b for block in blocks)


def _fill_gaps(a: WordRow, b: WordRow, chain: Sequence[Block]) -> tuple[Block, ...]:
    """The chain with the words that also agree inside its gaps (longest common subsequence)."""
    blocks = [chain[0]]
    for run in chain[1:]:
        end = blocks[-1]
        at_a, at_b = end.a + end.words, end.b + end.words
        between_a, between_b = a.ids[at_a : run.a].tolist(), b.ids[at_b : run.b].tolist()
        if between_a and between_b:
            blocks += [
                Block(at_a + part.src_start, at_b + part.dest_start, part.src_end - part.src_start)
                for part in LCSseq.opcodes(between_a, between_b)
                if part.tag == "equal"
            ]
        blocks.append(run)
    return tuple(blocks)


def _trimmed(a: WordRow, b: WordRow, match: Match) -> Match | None:
    """The match without a word or two of another sentence at its edges, which are there by chance."""
    blocks = list(match.blocks)
    while blocks:
        head, tail = blocks[0], blocks[-1]
        before = _stray(a.sentence, b.sentence, head.a, head.b, head.words, 1)
        after = _stray(a.sentence, b.sentence, tail.a + tail.words - 1, tail.b + tail.words - 1, tail.words, -1)
        if before:
            blocks[0] = Block(head.a + before, head.b + before, head.words - before)
        elif after:
            blocks[-1] = Block(tail.a, tail.b, tail.words - after)
        else:
            return Match(tuple(blocks))
        blocks = [block for block in blocks if block.words]
    return None


def _stray(sentence_a: Ints, sentence_b: Ints, at_a: int, at_b: int, words: int, step: int) -> int:
    """How many words from an edge inwards belong to a sentence that the match touches but hardly holds.

    Nothing is cut from a sentence that is held whole in either text, nor where the texts divide differently.
    """
    count = 1
    while (
        count < words
        and sentence_a[at_a + step * count] == sentence_a[at_a]
        and sentence_b[at_b + step * count] == sentence_b[at_b]
    ):
        count += 1
    if count > STRAY_WORDS or count == words:
        return 0
    inward_a, inward_b = at_a + step * count, at_b + step * count
    changes = sentence_a[inward_a] != sentence_a[at_a] and sentence_b[inward_b] != sentence_b[at_b]
    whole = _begins(sentence_a, at_a, step) or _begins(sentence_b, at_b, step)
    return count if changes and not whole else 0


def _begins(sentence: Ints, at: int, step: int) -> bool:
    """Whether the word is its sentence's first (or, from the right, its last)."""
    out = at - step
    return not 0 <= out < len(sentence) or bool(sentence[out] != sentence[at])


def _outside(run: Block, match: Match) -> Block | None:
    """What of a run is left once a match is taken: itself where it is another pair of places, else what sticks out."""
    in_a = run.a < match.a_stop and run.a + run.words > match.a_first
    in_b = run.b < match.b_stop and run.b + run.words > match.b_first
    if not (in_a and in_b):
        return run
    before = min(match.a_first - run.a, match.b_first - run.b)
    after = min(run.a + run.words - match.a_stop, run.b + run.words - match.b_stop)
    if before >= after and before > 0:
        return Block(run.a, run.b, before)
    if after > 0:
        return Block(run.a + run.words - after, run.b + run.words - after, after)
    return None
