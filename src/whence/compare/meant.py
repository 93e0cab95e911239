"""Rewordings that keep few of the words: two passages that say the same, statement by statement.

What the words mean is laid side by side (`likeness`); the quick judge lets few pairs through, the close reader reads
those, and a judge over both decides (`quick`). All were trained on rewrites and on what only looks like them: one event
told by two, background that everybody tells, other facts in one form, a statement turned round (`training/rewording`).

How sure is enough depends on what chance would bring: the more passages were laid beside others, the likelier it is
that two of them say the same by themselves (as with the expected number of chance matches in a search of sequences:
Karlin and Altschul, PNAS 1990). Passages that follow one another in both reports, each pair saying much the same, are
judged together: two reporters do not tell one event paragraph by paragraph in one order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from whence.compare.agreement import garbled
from whence.compare.closer import closer
from whence.compare.likeness import Likeness, likeness
from whence.compare.quick import decided, quick_score
from whence.compare.reader import close_reader
from whence.compare.rewording import LENGTHS, PASSAGE_WORDS, Rewording, is_loose, one_site, rewording, whole_sentences
from whence.compare.telling import Telling

SURE = 1.2
"""Log odds below which no two passages are taken for one text by themselves: of 1,000 passages composed to look like
rewrites (statements turned round, facts changed), fewer than 50 reach it."""
CHANCE, FALL = 0.00265, 1.25
"""The share of the near pairs of two stories (4,149, of two outlets each, none a copy) that reached log odds of 0, and
how fast fewer reach more: half as many for each 0.55. Eleven reached 0, two 1, one 1.5 and none 2."""
EXPECTED = 0.03
"""So many chance findings are allowed for in a report, beside all others."""
HINT_FROM = -0.5
"""Log odds from which a pair of passages counts beside others that follow one another."""
KNOWN = 2.0
"""What a pair counts there that is copied, or found by the rules."""
IN_ORDER = 1.5
"""What it adds to the log odds of a pair that it stands in order next to another: there chance has few places to
choose from. In two stories no two reports that were not copied came within 1.5 of what is asked for."""
COVERED_WITHIN = 0.5
"""The share of the words of either, by weight, that must have their like in the other within one report: there the
passages are of one subject, and of seven with less, none said the same twice."""
LET_THROUGH = -2.0
"""Log odds of the quick judge from which a pair is read closely: 97 of 100 rewrites, and 4 of 100 other near pairs."""
LONGEST_READ = 160
"""Passages of more words are not read closely: what stands behind one is not one text."""
ONE_QUOTATION, QUOTED_RUN = 0.5, 5
"""Where so much of what agrees are the same words in quotation marks in both, and so many words of both are the same in
a row, they share a quotation; spun text changes words in it."""
NEAR_NEXT_TO = 0.3
"""The cosine of the vectors of two passages that are looked at because they stand next to others."""
STEP = 3
"""Passages of two reports that are at most so far apart in both stand next to each other."""
STEPS = tuple((x * side, y * side) for side in (1, -1) for x in range(1, STEP + 1) for y in range(1, STEP + 1))
CLOSING = ".!?…'\"’”)]"

Place = tuple[int, int]
"""A pair of passages of two reports, by their places."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Two passages that may be one text in other words, and the log odds that they are."""

    rewording: Rewording
    odds: float


def bar(chances: int) -> float:
    """The log odds that two passages must reach where so many pairs may reach them by chance."""
    return max(SURE, math.log(max(1, chances) * CHANCE / EXPECTED) / FALL)


def judge_meaning(a: Telling, b: Telling, matched: Sequence[tuple[int, int]]) -> Meant | None:
    """How surely two passages are one text in other words, or None where it is hardly worth asking.

    `matched` are spans of a's text that are shared word for word with b.
    """
    shorter, longer = sorted((a.words, b.words))
    if shorter < PASSAGE_WORDS or longer > min(LONGEST_READ, LENGTHS * shorter):
        return None
    if a.row is not b.row and one_site(a, b):
        return None
    found = likeness(a, b)
    if not found.pairs or quick_score(found) < LET_THROUGH:
        return None
    one_quotation = found["run"] >= QUOTED_RUN and _quoted_alike(a, b, found) > ONE_QUOTATION
    if one_quotation or not is_loose(a, found.pairs, matched):
        return None
    read = close_reader().score(*sorted((passage_text(a), passage_text(b, _spellings(a, b, found)))))
    odds = decided(found, closer(a, b, found), read)
    if odds < HINT_FROM or (a.row is b.row and min(found["covered"], found["covered_back"]) < COVERED_WITHIN):
        return None
    return Meant(rewording(a, b, found.pairs, _why(found, odds)), odds)


def next_to(
    found: Mapping[Place, Meant], known: Set[Place], judged: Callable[[Place], Meant | None]
) -> dict[Place, Meant]:
    """The pairs of passages, and those next to them that say the same, which nothing proposed by themselves.

    `judged` looks at one pair; it is asked about those next to a pair that is likely, or known.
    """
    all_found, asked = dict(found), set(found) | set(known)
    queue = sorted(known | {place for place, one in found.items() if one.odds >= 0})
    while queue:
        at_a, at_b = queue.pop(0)
        for step_a, step_b in STEPS:
            place = at_a + step_a, at_b + step_b
            if place in asked:
                continue
            asked.add(place)
            if one := judged(place):
                all_found[place] = one
                if one.odds >= 0:
                    queue.append(place)
    return all_found


def taken(found: Mapping[Place, Meant], known: Set[Place], enough: float) -> dict[Place, Meant]:
    """The pairs of passages, by their places, that are rewordings: sure by themselves, or in order with others.

    `known` are the places of what is one text already, `enough` the log odds that are asked of one pair (see `bar`).
    """
    left = dict.fromkeys(known, KNOWN) | {place: one.odds for place, one in found.items()}
    kept: dict[Place, Meant] = {}
    while left:
        chain, total = _surest(left)
        if total < enough + IN_ORDER:
            break
        kept |= {place: _in_chain(found[place], len(chain)) for place in chain if place in found}
        used_a, used_b = {at for at, _ in chain}, {at for _, at in chain}
        left = {place: odds for place, odds in left.items() if place[0] not in used_a and place[1] not in used_b}
    return kept


def _surest(odds: Mapping[Place, float]) -> tuple[list[Place], float]:
    """The surest of the chains of pairs that follow one another in both reports, and its log odds."""
    places = sorted(odds)
    total = [odds[place] + IN_ORDER for place in places]
    before: list[int | None] = [None] * len(places)
    for at, (a, b) in enumerate(places):
        own = total[at]
        for earlier in range(at):
            step_a, step_b = a - places[earlier][0], b - places[earlier][1]
            if 0 < step_a <= STEP and 0 < step_b <= STEP and total[earlier] + own > total[at]:
                total[at], before[at] = total[earlier] + own, earlier
    last = max(range(len(places)), key=lambda at: (total[at], -at))
    best, chain = total[last], list[Place]()
    at_last: int | None = last
    while at_last is not None:
        chain.append(places[at_last])
        at_last = before[at_last]
    return chain[::-1], best


def _in_chain(one: Meant, links: int) -> Meant:
    if links < 2:
        return one
    made = one.rewording
    why = f"one of {links} passages that both tell in the same order; {made.why}"
    return Meant(Rewording(made.a_first, made.a_stop, made.b_first, made.b_stop, made.similarity, why), one.odds)


def _quoted_alike(a: Telling, b: Telling, found: Likeness) -> float:
    """The share of what agrees that is the same words in quotation marks in both."""
    quoted_a, quoted_b, stems_a, stems_b = a.quoted, b.quoted, a.stems, b.stems
    same = sum(bool(quoted_a[i] and quoted_b[j]) and stems_a[i] == stems_b[j] for i, j in found.pairs)
    return same / len(found.pairs)


def _spellings(a: Telling, b: Telling, found: Likeness) -> dict[int, str]:
    """The names of b, by their words, that a spells otherwise, as a spells them: for a reader another name is other.

    Of two names that are both well known, neither is the other misspelt.
    """
    names_a, names_b, known, keys = a.names, b.names, a.tables.known.known, a.tables.keys
    spelt: dict[int, str] = {}
    for i, j in found.pairs:
        at, form_a, form_b = int(a.at[i]), int(a.row.ids[a.at[i]]), int(b.row.ids[b.at[j]])
        one, other, rare = keys[form_a], keys[form_b], min(known[form_a], known[form_b]) < 0
        if names_a[i] and names_b[j] and rare and one != other and garbled(one, other):
            spelt[int(b.at[j])] = a.row.report.text[slice(*a.row.span(at, at + 1))]
    return spelt


def passage_text(passage: Telling, spelt: Mapping[int, str] | None = None) -> str:
    """The sentences of a passage that hold a telling word, with the marks that close the last.

    `spelt`: words, by their numbers in the row, that are put in another spelling.
    """
    first, stop = whole_sentences(passage, range(len(passage.at)))
    start, end = passage.row.span(first, stop)
    text = passage.row.report.text
    while end < len(text) and text[end] in CLOSING:
        end += 1
    parts = []
    for word, spelling in sorted((spelt or {}).items()):
        low, high = passage.row.span(word, word + 1)
        parts += [text[start:low], spelling]
        start = high
    return "".join([*parts, text[start:end]])


def _why(found: Likeness, odds: float) -> str:
    """The evidence in words."""
    covered = min(found["covered"], found["covered_back"])
    anchors = int(found["shared_anchors"])
    names = f", with {anchors} names and numbers in both" if anchors > 1 else ""
    return (
        f"both say the same, statement by statement, in other words{names}; {covered:.0%} of the words of either have "
        f"their like in the other (judged by a trained reader, {1 / (1 + math.exp(-odds)):.0%} sure)"
    )
