"""Runs: passages of two reports that follow one another in both, each pair telling of the same.

A pair of passages that could be chance is none where its neighbours agree as well: two reporters who share the names
and numbers of one event do not tell it paragraph by paragraph in one order. Pairs are chained over the passages of the
two reports (as matching sentences are for translations; Gale and Church, Computational Linguistics 1993), and what lies
between two links of a run is judged by what it shares alone: there a short paragraph, or a quotation whose words were
changed, is a copy too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from whence.compare.agreement import Agreement, agreement, words_of
from whence.compare.rewording import LENGTHS, alike, negation_clash, numbers_clash
from whence.compare.telling import Telling

STEP = 3
"""Links of one run are at most so many passages apart, in both reports."""
STEPS = tuple((x * side, y * side) for side in (1, -1) for x in range(1, STEP + 1) for y in range(1, STEP + 1))
SURE = 2.0
"""The strength of a link that stands by itself, and the most that any link counts."""
LEAST_LINK = 0.3
RUN_LINKS = 3
RUN_STRENGTH = 4.0
BETWEEN_WORDS = 5
BETWEEN_SHARE = 0.5
BETWEEN_CROSSING = 0.2
"""What passages inside a run share: so many words, so much of the two, and so little of it in other sentences."""
SAME_QUOTATION = 0.8
NARRATION = 4
"""Passages of which the quoted words agree so far, and fewer numbers and plain words around them, quote one speech."""


@dataclass(frozen=True, slots=True)
class Link:
    """That two passages (by their places) tell of the same; `known` where they are matched already."""

    a: int
    b: int
    strength: float
    known: bool


def weak_link(a: Telling, b: Telling, agreed: Agreement) -> Link | None:
    """A link between two passages that do not stand alone, or None where too little agrees or one is negated.

    Asked only of passages whose numbers do not clash.
    """
    if agreed.score < LEAST_LINK or _one_quotation(a, b, agreed):
        return None
    if negation_clash(a, b, agreed.pairs):
        return None
    return Link(a.place, b.place, min(SURE, agreed.score), known=False)


def grow(links: Sequence[Link], a: Mapping[int, Telling], b: Mapping[int, Telling]) -> list[Link]:
    """The links, and the weak ones that stand near a sure one, or near one found so: short passages propose nothing."""
    found = {(link.a, link.b): link for link in links}
    queue = sorted(place for place, link in found.items() if link.strength >= SURE)
    while queue:
        at_a, at_b = queue.pop(0)
        for step_a, step_b in STEPS:
            place = at_a + step_a, at_b + step_b
            if place in found or place[0] not in a or place[1] not in b or not alike(a[place[0]], b[place[1]]):
                continue
            one, other = a[place[0]], b[place[1]]
            if numbers_clash(one, other):
                continue
            link = weak_link(one, other, agreement(words_of(one), words_of(other)))
            if link:
                found[place] = link
                queue.append(place)
    return [found[place] for place in sorted(found)]


def find_runs(links: Sequence[Link]) -> list[tuple[Link, ...]]:
    """The runs that are strong enough, strongest first found, no passage in two of them."""
    left = sorted(set(links), key=lambda link: (link.a, link.b, -link.strength))
    runs: list[tuple[Link, ...]] = []
    while len(left) >= RUN_LINKS:
        run = _strongest(left)
        if len(run) < RUN_LINKS or sum(link.strength for link in run) < RUN_STRENGTH:
            break
        runs.append(run)
        used_a, used_b = {link.a for link in run}, {link.b for link in run}
        left = [link for link in left if link.a not in used_a and link.b not in used_b]
    return runs


def _strongest(links: Sequence[Link]) -> tuple[Link, ...]:
    total = [link.strength for link in links]
    before: list[int | None] = [None] * len(links)
    for at, link in enumerate(links):
        for earlier in range(at):
            step_a, step_b = link.a - links[earlier].a, link.b - links[earlier].b
            if 0 < step_a <= STEP and 0 < step_b <= STEP and total[earlier] + link.strength > total[at]:
                total[at], before[at] = total[earlier] + link.strength, earlier
    at_last: int | None = max(range(len(links)), key=lambda at: (total[at], -at))
    run: list[Link] = []
    while at_last is not None:
        run.append(links[at_last])
        at_last = before[at_last]
    return tuple(reversed(run))


def fill_run(
    run: Sequence[Link], a: Mapping[int, Telling], b: Mapping[int, Telling]
) -> list[tuple[int, int, Agreement]]:
    """The pairs of passages of a run that are not matched yet, with those between its links and next to its ends."""
    found: list[tuple[int, int, Agreement]] = []
    for link in run:
        if not link.known:
            found.append((link.a, link.b, agreement(words_of(a[link.a]), words_of(b[link.b]))))
    first, last = run[0], run[-1]
    gaps = [(one.a, one.b, two.a, two.b) for one, two in pairwise(run)]
    gaps += [(first.a - STEP, first.b - STEP, first.a, first.b), (last.a, last.b, last.a + STEP, last.b + STEP)]
    for low_a, low_b, high_a, high_b in gaps:
        found += _between(low_a, low_b, high_a, high_b, a, b)
    return sorted(found, key=lambda pair: pair[:2])


def _between(
    low_a: int, low_b: int, high_a: int, high_b: int, a: Mapping[int, Telling], b: Mapping[int, Telling]
) -> Iterator[tuple[int, int, Agreement]]:
    for at_a in range(low_a + 1, high_a):
        for at_b in range(low_b + 1, high_b):
            if at_a in a and at_b in b and not numbers_clash(a[at_a], b[at_b]):
                agreed = agreement(words_of(a[at_a]), words_of(b[at_b]))
                if _continues(a[at_a], b[at_b], agreed):
                    yield at_a, at_b, agreed
                    low_b = at_b
                    break


def _continues(a: Telling, b: Telling, agreed: Agreement) -> bool:
    """Whether a pair of passages inside a run belongs to it: much of the shorter agrees, quoted words counted."""
    shorter, longer = sorted((len(a.at), len(b.at)))
    return (
        2 * len(agreed.pairs) >= max(2 * BETWEEN_WORDS, BETWEEN_SHARE * (shorter + longer))
        and longer <= LENGTHS * shorter
        and agreed.crossing <= BETWEEN_CROSSING
        and (agreed.anchored or not agreed.anchors_a + agreed.anchors_b)
        and not _one_quotation(a, b, agreed)
    )


def _one_quotation(a: Telling, b: Telling, agreed: Agreement) -> bool:
    quoted_a, quoted_b, stems_a, stems_b = a.quoted, b.quoted, a.stems, b.stems
    quoted = sum(bool(quoted_a[i] and quoted_b[j]) and stems_a[i] == stems_b[j] for i, j in agreed.pairs)
    fewer = min(int(quoted_a.sum()), int(quoted_b.sum()))
    return (
        fewer > 0 and quoted >= SAME_QUOTATION * fewer and agreed.plain + agreed.synonyms + agreed.numbers < NARRATION
    )
