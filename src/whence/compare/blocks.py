"""A match: two spans of words of two reports, and the stretches of identical words that align them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whence.compare.comparable import Ints, WordRow


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of identical words: first word in a, first word in b, length."""

    a: int
    b: int
    words: int


@dataclass(frozen=True, slots=True)
class Match:
    """Two spans of words and the blocks of identical words that align them; the first and last words are shared."""

    blocks: tuple[Block, ...]

    @property
    def a_first(self) -> int:
        return self.blocks[0].a

    @property
    def a_stop(self) -> int:
        return self.blocks[-1].a + self.blocks[-1].words

    @property
    def b_first(self) -> int:
        return self.blocks[0].b

    @property
    def b_stop(self) -> int:
        return self.blocks[-1].b + self.blocks[-1].words

    @property
    def aligned(self) -> int:
        """How many words are shared."""
        return sum(block.words for block in self.blocks)

    @property
    def verbatim(self) -> bool:
        """Whether the two spans are the same words, nothing between."""
        return self.aligned == self.a_stop - self.a_first == self.b_stop - self.b_first

    @property
    def similarity(self) -> float:
        """The share of the words of both spans that are aligned."""
        return 2 * self.aligned / (self.a_stop - self.a_first + self.b_stop - self.b_first)

    def without_ends(self, before: int, after: int) -> Match:
        """The match less so many aligned words at each end."""
        blocks = list(self.blocks)
        while before and blocks:
            head = blocks.pop(0)
            cut = min(before, head.words)
            before -= cut
            if head.words > cut:
                blocks.insert(0, Block(head.a + cut, head.b + cut, head.words - cut))
        while after and blocks:
            tail = blocks.pop()
            cut = min(after, tail.words)
            after -= cut
            if tail.words > cut:
                blocks.append(Block(tail.a, tail.b, tail.words - cut))
        return Match(tuple(blocks))

    def sentences(self, a: WordRow, b: WordRow) -> set[tuple[int, int]]:
        """The pairs of sentences, by number, that its blocks begin and end in."""
        ends = {(one.a + step, one.b + step) for one in self.blocks for step in (0, one.words - 1)}
        return {(int(a.sentence[at_a]), int(b.sentence[at_b])) for at_a, at_b in ends}

    def aligned_words(self) -> tuple[Ints, Ints]:
        """The numbers of the aligned words, in a and in b."""
        a = np.concatenate([np.arange(block.a, block.a + block.words) for block in self.blocks])
        b = np.concatenate([np.arange(block.b, block.b + block.words) for block in self.blocks])
        return a, b
