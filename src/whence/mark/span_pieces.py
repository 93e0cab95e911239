"""Text to what the attribution model reads: word pieces, their features, and windows of whole blocks.

The same code prepares the reports that the model is trained on and those that it marks.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

WINDOW = 384
"""Word pieces in a window, the two at its ends included."""

CASES = 6
FEATURES = CASES * 2 * 2
"""Case of the word (none, lower, capital, all capitals, mixed, digits), first of its block, inside quotation marks."""

OPENING, CLOSING, STRAIGHT = frozenset("“„«"), frozenset("”»"), frozenset('"')


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of some blocks of a text. A word is what the model gives one label: letters or one mark."""

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    word_at: NDArray[np.int64]
    """The index of the first piece of each word."""
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    """Where each word stands in the text, code points, half-open."""
    first: NDArray[np.bool_]
    """Whether the word is the first of its block."""
    blocks: NDArray[np.int64]
    """The index of the first piece of each block."""


def pieces_of(text: str, blocks: Iterable[tuple[int, int]], tokenizer: Tokenizer) -> Pieces:
    """The word pieces of the blocks (character spans, in order, disjoint) of a text."""
    spans = [(start, end) for start, end in blocks if text[start:end].strip()]
    ids: list[int] = []
    features: list[int] = []
    word_at: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    first: list[bool] = []
    block_at: list[int] = []
    encoded = tokenizer.encode_batch([text[start:end] for start, end in spans], add_special_tokens=False)
    for (start, end), encoding in zip(spans, encoded, strict=True):
        if not encoding.ids:
            continue
        block_at.append(len(ids))
        inside, words = False, 0
        feature, last = 0, None
        for at, (word, (s, e)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
            if word != last:
                last = word
                words += 1
                word_at.append(len(ids) + at)
                starts.append(start + s)
                ends.append(start + e)
                first.append(words == 1)
                mark = text[start + s]
                if mark in OPENING or (mark in STRAIGHT and not inside):
                    inside = True
                    feature = _feature(text, start + s, end, words == 1, True)
                elif mark in CLOSING or mark in STRAIGHT:
                    feature = _feature(text, start + s, end, words == 1, True)
                    inside = False
                else:
                    feature = _feature(text, start + s, end, words == 1, inside)
            else:
                ends[-1] = start + e
            features.append(feature)
        ids.extend(encoding.ids)
    return Pieces(
        np.array(ids, np.int64),
        np.array(features, np.int64),
        np.array(word_at, np.int64),
        np.array(starts, np.int64),
        np.array(ends, np.int64),
        np.array(first, np.bool_),
        np.array(block_at, np.int64),
    )


def _feature(text: str, at: int, end: int, first: bool, quoted: bool) -> int:
    stop = at
    while stop < end and text[stop].isalnum():
        stop += 1
    word = text[at:stop]
    if not word:
        case = 0
    elif word[0].isdigit():
        case = 5
    elif word.islower():
        case = 1
    elif word.isupper() and len(word) > 1:
        case = 3
    elif word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        case = 2
    else:
        case = 4
    return (case * 2 + first) * 2 + quoted


def windows(pieces: Pieces, size: int = WINDOW, start: int = 0) -> list[tuple[int, int]]:
    """Spans of pieces that cover all of them: whole blocks, as many as fit; a longer block is cut between words.

    A window holds at most `size` - 2 pieces, so that a mark for each end fits. `start`, where it is not 0, is the
    room of the first window; training varies it.
    """
    room = size - 2
    cuts = _cuts(pieces, room)
    spans: list[tuple[int, int]] = []
    here, limit = 0, start or room
    for begin, end in itertools.pairwise(cuts):
        if end - here > limit and begin > here:
            spans.append((here, begin))
            here, limit = begin, room
    if len(pieces.ids) > here:
        spans.append((here, len(pieces.ids)))
    return spans


def _cuts(pieces: Pieces, room: int) -> list[int]:
    """Where a window may begin or end: at each block, and in a block that is too long at the last word that fits."""
    cuts: list[int] = []
    bounds: Sequence[int] = [*pieces.blocks.tolist(), len(pieces.ids)]
    for begin, end in itertools.pairwise(bounds):
        cuts.append(begin)
        here = begin
        while end - here > room:
            words = pieces.word_at
            last = int(words[np.searchsorted(words, here + room, side="right") - 1])
            here = last if last > here else here + room
            cuts.append(here)
    cuts.append(len(pieces.ids))
    return cuts
