"""Rewordings that keep few of the words: two passages that say the same, statement by statement.

What the words mean is laid side by side (`likeness`); the quick judge lets few pairs through, and the close reader
reads those. Both were trained on rewrites and on what only looks like them: one event told by two, other facts in one
form, a statement turned round (`training/rewording`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from whence.compare.likeness import Likeness, likeness
from whence.compare.quick import quick_score
from whence.compare.reader import close_reader
from whence.compare.rewording import LENGTHS, PASSAGE_WORDS, Rewording, is_loose, one_site, rewording, whole_sentences
from whence.compare.telling import Telling

SURE = 2.0
"""Log odds from which two passages are taken for one text. More is asked within one report and across those of a story,
where hundreds of passages lie near each other and hardly any was rewritten from another; this is enough among few
reports, and between two that share other copied text."""
READ_AMONG_MANY = 0.9
"""What the reader's own score must reach across reports: of 38 pairs in three piles that reached 2.0 in a trial and
were read, none was a rewrite. With 3.4 asked of both judges together in its place, four more of 26,087 pairs of one
pile would be taken, and none of those was one either."""
COVERED_AMONG_MANY, COVERED_WITHIN = 0.4, 0.5
"""The share of the words of either, by weight, that must then have their like in the other, across reports and within
one: there the passages are of one subject, and of seven with less, none said the same twice."""
LET_THROUGH, LET_THROUGH_AMONG_MANY = -2.0, -1.0
"""Log odds of the quick judge from which a pair is read closely: below, hardly any reading reaches the bar."""
FEW_REPORTS = 4
HINT, HINT_FROM = 0.9, 0.8
"""The strength of a link between two passages (see `sequence`) that reach these log odds, and not the bar."""
LONGEST_READ = 160
"""Passages of more words are not read closely: what stands behind one is not one text."""
ONE_QUOTATION, ONE_QUOTATION_AMONG_MANY = 0.6, 0.4
"""Where so much of what agrees are the same words in quotation marks in both, they share a quotation."""
CLOSING = ".!?…'\"’”)]"


@dataclass(frozen=True, slots=True)
class Meant:
    """Two passages that may be one text in other words; `sure` where that stands by itself."""

    rewording: Rewording
    sure: bool


def judge_meaning(a: Telling, b: Telling, matched: Sequence[tuple[int, int]], few: bool) -> Meant | None:
    """Whether two passages are one text in other words.

    `matched` are spans of a's text that are shared word for word with b; `few` where the pile has few reports, or the
    two share other copied text, so that a rewrite is no rarity.
    """
    shorter, longer = sorted((a.words, b.words))
    if shorter < PASSAGE_WORDS or longer > min(LONGEST_READ, LENGTHS * shorter):
        return None
    if a.row is not b.row and one_site(a, b):
        return None
    among_many = not few and a.row is not b.row
    found = likeness(a, b)
    quick = quick_score(found)
    if quick < (LET_THROUGH_AMONG_MANY if among_many else LET_THROUGH) or not found.pairs:
        return None
    most_quoted = ONE_QUOTATION_AMONG_MANY if among_many else ONE_QUOTATION
    if _quoted_alike(a, b, found) > most_quoted or not is_loose(a, found.pairs, matched):
        return None
    reader = close_reader()
    read = reader.score(*sorted((passage_text(a), passage_text(b))))
    odds = reader.weights.both(read, quick)
    if odds < HINT_FROM:
        return None
    covered = min(found["covered"], found["covered_back"])
    sure = odds >= SURE
    if a.row is b.row:
        sure = sure and covered >= COVERED_WITHIN
    elif among_many:
        sure = sure and read >= READ_AMONG_MANY and covered >= COVERED_AMONG_MANY
    return Meant(rewording(a, b, found.pairs, _why(found, odds)), sure)


def _quoted_alike(a: Telling, b: Telling, found: Likeness) -> float:
    """The share of what agrees that is the same words in quotation marks in both; spun text changes words in them."""
    quoted_a, quoted_b, stems_a, stems_b = a.quoted, b.quoted, a.stems, b.stems
    same = sum(bool(quoted_a[i] and quoted_b[j]) and stems_a[i] == stems_b[j] for i, j in found.pairs)
    return same / len(found.pairs)


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
