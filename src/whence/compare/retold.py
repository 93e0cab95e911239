"""Sentences reworded beside copied text: two reports that share some of their text word for word share more of it.

A writer who works from another's text keeps some sentences, edits some and rewords the rest. So what a pair of
sentences must show to be one sentence in two wordings is less where the two reports share more words that are copied
for certain. The sentences that lie nearest in meaning are laid side by side (`likeness`): the shorter says nothing,
names no name and no number that the other has not; most of the other has its like in it, and in the same order.

The bars were set on some 130 pairs of sentences of real reports, read one by one: of 30 beside 80 copied words or more
that reach the first, 27 were one sentence and three may be; beside fewer words most were not, and by the share of the
longer sentence and by the words in a row those that were can be told from the others. Next to a sentence that is
copied, or found so, less is asked for: there the order of the statements is evidence too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from whence.compare.comparable import WordRow, narrow
from whence.compare.likeness import Likeness, likeness
from whence.compare.meaning import UNIT
from whence.compare.rewording import Rewording, negation_clash, rewording
from whence.compare.telling import Telling

SENTENCE_WORDS, SENTENCE_TELLING = 8, 6
"""A shorter sentence, or one with fewer telling words, is said alike by chance."""
NEAR, NEAR_NEXT_TO = 0.65, 0.5
"""The cosine of the vectors of two sentences that are laid side by side; of those that stand next to copied ones."""
NEAREST = 2
HELD = 0.6
"""A sentence of which so much is matched already is known."""
QUOTED_ALIKE = 0.6
"""Where so much of what agrees is quoted in both, it is a quotation that both have."""

Span = tuple[int, int]
Pair = tuple[Telling, Telling, Likeness]


@dataclass(frozen=True, slots=True)
class Bar:
    """What a pair of sentences must reach beside so many `copied` words.

    `covered`, `back`: the share of the words of the better covered one, and of the other, that have their like; `along`
    how far they stand in one order; `run` the same words in a row, or else a share `back_alone` of the other.
    """

    copied: int
    covered: float
    back: float
    along: float
    run: int
    back_alone: float

    def reached(self, found: Likeness) -> bool:
        """Whether what two sentences share reaches it."""
        return (
            found["covered"] >= self.covered
            and found["covered_back"] >= self.back
            and found["along"] >= self.along
            and (found["run"] >= self.run or found["covered_back"] >= self.back_alone)
        )


BARS = (
    Bar(copied=80, covered=0.75, back=0.5, along=0.8, run=3, back_alone=0.6),
    Bar(copied=30, covered=0.8, back=0.6, along=0.85, run=7, back_alone=0.65),
    Bar(copied=12, covered=0.85, back=0.7, along=0.9, run=7, back_alone=0.8),
)
NEXT_TO = Bar(copied=30, covered=0.75, back=0.45, along=0.8, run=3, back_alone=0.6)
STEP = 2
"""Sentences so far from two that are one, in both reports and to the same side, stand next to them."""


def retold(
    of_a: Sequence[Telling],
    of_b: Sequence[Telling],
    matched: tuple[Sequence[Span], Sequence[Span]],
    copied: int,
    same: Set[tuple[int, int]],
) -> list[tuple[Telling, Telling, Rewording]]:
    """The pairs of sentences of two reports that are one sentence in two wordings, no sentence in two of them.

    `matched` are the spans of either text that are matched already, `copied` how many words are copied word for word,
    `same` the pairs of sentences, by number, that they stand in.
    """
    bar = next((one for one in BARS if copied >= one.copied), None)
    if bar is None:
        return []
    a, b = (_unmatched(passages, spans) for passages, spans in zip((of_a, of_b), matched, strict=True))
    orderly = copied >= NEXT_TO.copied
    beside = [
        (one, other, likeness(one, other))
        for one, other, near in _near(a, b)
        if near >= NEAR or (orderly and _next_to(one, other, same))
    ]
    beside = [pair for pair in beside if _agree(*pair)]
    beside.sort(key=lambda pair: (-pair[2]["covered_back"], int(pair[0].at[0]), int(pair[1].at[0])))
    used: set[Telling] = set()
    kept = _taken([pair for pair in beside if pair[2]["cosine"] >= NEAR and bar.reached(pair[2])], used)
    if orderly:
        known = same | {(_number(one), _number(other)) for one, other, _ in kept}
        kept += _taken([pair for pair in beside if NEXT_TO.reached(pair[2]) and _next_to(*pair[:2], known)], used)
    return [(one, other, rewording(one, other, found.pairs, _why(found, copied))) for one, other, found in kept]


def _taken(pairs: Sequence[Pair], used: set[Telling]) -> list[Pair]:
    """The first pair of each sentence that is not used yet."""
    kept = []
    for pair in pairs:
        if used.isdisjoint(pair[:2]):
            used |= {pair[0], pair[1]}
            kept.append(pair)
    return kept


def _number(sentence: Telling) -> int:
    return int(sentence.row.sentence[sentence.at[0]])


def _next_to(one: Telling, other: Telling, known: Set[tuple[int, int]]) -> bool:
    a, b = _number(one), _number(other)
    steps = [step for step in range(-STEP, STEP + 1) if step]
    return any((a + x, b + y) in known for x in steps for y in steps if (x > 0) == (y > 0))


@lru_cache(maxsize=4096)
def sentences(passage: Telling) -> tuple[Telling, ...]:
    """The sentences of a passage that hold enough to be compared."""
    row, numbers = passage.row, passage.row.sentence[passage.at]
    found: list[Telling] = []
    for at in np.split(passage.at, np.flatnonzero(np.diff(numbers)) + 1):
        first, stop = _ends(row, at[0])
        if stop - first >= SENTENCE_WORDS and len(at) >= SENTENCE_TELLING:
            found.append(passage.part(len(found), stop - first, narrow(at)))
    return tuple(found)


def _ends(row: WordRow, at: int) -> Span:
    """The first word of the sentence that a word stands in, and the word after its last."""
    number = int(row.sentence[at])
    first, stop = np.searchsorted(row.sentence, [number, number + 1]).tolist()
    return first, stop


def _unmatched(passages: Sequence[Telling], spans: Sequence[Span]) -> list[Telling]:
    found = []
    for passage in passages:
        for sentence in sentences(passage):
            start, end = sentence.row.span(*_ends(sentence.row, int(sentence.at[0])))
            held = sum(max(0, min(end, high) - max(start, low)) for low, high in spans)
            if held < HELD * (end - start):
                found.append(sentence)
    return found


def _near(a: Sequence[Telling], b: Sequence[Telling]) -> Iterator[tuple[Telling, Telling, float]]:
    """Each sentence of a with those of b that lie nearest, and their cosine."""
    if not a or not b:
        return
    near = np.stack([one.vector for one in a]) @ np.stack([one.vector for one in b]).T / UNIT
    least = np.partition(near, -min(NEAREST, len(b)), axis=1)[:, -min(NEAREST, len(b))]
    rows, columns = np.nonzero((near >= NEAR_NEXT_TO) & (near >= least[:, None]))
    for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
        yield a[i], b[j], float(near[i, j])


def _agree(one: Telling, other: Telling, found: Likeness) -> bool:
    """Whether nothing stands against it: a name or number of the shorter's own, a negation, a shared quotation."""
    if found["new_anchors"] or found["numbers_clash"] or not found.pairs:
        return False
    quoted_a, quoted_b = one.quoted, other.quoted
    alike = sum(bool(quoted_a[i] and quoted_b[j]) for i, j in found.pairs)
    return alike < QUOTED_ALIKE * len(found.pairs) and not negation_clash(one, other, found.pairs)


def _why(found: Likeness, copied: int) -> str:
    """The evidence in words."""
    return (
        f"beside {copied} words that are copied, one sentence in two wordings; {found['covered']:.0%} of the words of "
        "one have their like in the other, in the same order"
    )
