"""Rewordings that keep few of the words: two passages that say the same, statement by statement.

What the words mean is laid side by side (`likeness`); the quick judge lets few pairs through, and the close reader
reads those. Both were trained on rewrites and on what only looks like them: one event told by two, other facts in one
form, a statement turned round (`training/rewording`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from whence.compare.likeness import Likeness, likeness
from whence.compare.quick import quick_score
from whence.compare.reader import close_reader
from whence.compare.rewording import LENGTHS, PASSAGE_WORDS, Rewording, is_loose, one_site, rewording, whole_sentences
from whence.compare.telling import Telling

LET_THROUGH = -2.0
"""Log odds of the quick judge from which a pair is read closely: 97 of 100 rewrites pass, 3 of 100 near neighbours."""
SURE = 0.8
"""Log odds from which two passages are taken for one text."""
LONGEST_READ = 160
"""Passages of more words are not read closely: what stands behind one is not one text."""
ONE_QUOTATION = 0.6
"""Where so much of what agrees stands in quotation marks in both, they share a quotation."""
CLOSING = ".!?…'\"’”)]"


def judge_meaning(a: Telling, b: Telling, matched: Sequence[tuple[int, int]]) -> Rewording | None:
    """Whether two passages are one text in other words. `matched` are spans of a's text shared word for word with b."""
    shorter, longer = sorted((a.words, b.words))
    if shorter < PASSAGE_WORDS or longer > min(LONGEST_READ, LENGTHS * shorter):
        return None
    if a.row is not b.row and one_site(a, b):
        return None
    found = likeness(a, b)
    quick = quick_score(found)
    if quick < LET_THROUGH or not found.pairs or found["quoted_both"] > ONE_QUOTATION:
        return None
    if not is_loose(a, found.pairs, matched):
        return None
    reader = close_reader()
    odds = reader.weights.both(reader.score(*sorted((passage_text(a), passage_text(b)))), quick)
    return rewording(a, b, found.pairs, _why(found, odds)) if odds >= SURE else None


def passage_text(passage: Telling) -> str:
    """The sentences of a passage that hold a telling word, with the marks that close the last."""
    first, stop = whole_sentences(passage, range(len(passage.at)))
    start, end = passage.row.span(first, stop)
    text = passage.row.report.text
    while end < len(text) and text[end] in CLOSING:
        end += 1
    return text[start:end]


def _why(found: Likeness, odds: float) -> str:
    """The evidence in words."""
    covered = min(found["covered"], found["covered_back"])
    anchors = int(found["shared_anchors"])
    names = f", with {anchors} names and numbers in both" if anchors > 1 else ""
    return (
        f"both say the same, statement by statement, in other words{names}; {covered:.0%} of the words of either have "
        f"their like in the other (judged by a trained reader, {1 / (1 + math.exp(-odds)):.0%} sure)"
    )
