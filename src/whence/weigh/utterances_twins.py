"""Attributions that stand at the same place of two passages which share their wording.

Where one passage was rewritten from the other, statements come in the same order by the same speakers, however far
their words have drifted; so the attributions of the two passages are aligned in order, and a pair is taken for one
utterance on less agreement of words than strangers would need.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from whence.records import Reuse
from whence.weigh.utterances_items import Item, Rarity, published_apart, said_apart
from whence.weigh.utterances_names import speakers_of
from whence.weigh.utterances_pairs import Evidence, likeness, quoted_agreement, quoted_likeness
from whence.weigh.utterances_shape import NEAR_DAYS, mostly_quoted, numbers_agree, stances_clash

LEAST_SPOKEN = 0.45
"""The same for the order of all words, small ones too, in two quotations of one speaker."""
LEAST_LIKENESS = 0.3
"""Two statements at the same place of a rewritten passage share at least this much of their content."""
LATER_LIKENESS = 0.5
"""Two quotations at the same place of passages published further apart than one occasion share this much of it."""


def twin_pairs(items: Sequence[Item], reuse: Iterable[Reuse], rarity: Rarity) -> dict[tuple[str, str], Evidence]:
    """Pairs of attribution ids (the smaller first) that reuse puts at one place, with their evidence."""
    by_report: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_report[item.given.report_id].append(item)
    found: dict[tuple[str, str], Evidence] = {}
    for row in sorted(reuse, key=lambda row: row.id):
        left = _within(by_report.get(row.a_report_id, []), row.a_start, row.a_end)
        right = _within(by_report.get(row.b_report_id, []), row.b_start, row.b_end)
        if not left or not right or len(left) * len(right) > 250_000:
            continue
        for a, b, evidence in _in_order(left, right, rarity):
            key = (a.id, b.id) if a.id <= b.id else (b.id, a.id)
            if key not in found or found[key].strength < evidence.strength:
                found[key] = evidence
    return found


def _within(items: Sequence[Item], start: int, end: int) -> list[Item]:
    """The attributions of a report half or more of which lies in a span."""
    found = []
    for item in items[: bisect_left(items, end, key=lambda item: item.attribution.start)]:
        one = item.attribution
        shared = min(one.end, end) - max(one.start, start)
        if shared > 0 and 2 * shared >= one.end - one.start:
            found.append(item)
    return found


def _in_order(left: list[Item], right: list[Item], rarity: Rarity) -> list[tuple[Item, Item, Evidence]]:
    """The pairs of the best alignment that keeps both orders (Needleman and Wunsch 1970, gaps free)."""
    scores = [[_score(a, b, rarity) for b in right] for a in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + scores[i][j])
    pairs = []
    i = j = 0
    while i < len(left) and j < len(right):
        if scores[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            strong = quoted_agreement(left[i], right[j], rarity) if left[i].quoted and right[j].quoted else None
            same_words = bool(strong and strong.same_words) or _same_surname(left[i], right[j])
            evidence = Evidence(min(1.0, 0.3 + 0.5 * scores[i][j]), strong.run if strong else 0, same_words)
            pairs.append((left[i], right[j], evidence))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _same_surname(a: Item, b: Item) -> bool:
    names = [(item.given.speaker_name or "").casefold().split() for item in (a, b)]
    return all(len(name) > 1 for name in names) and names[0][-1] == names[1][-1]


def _score(a: Item, b: Item, rarity: Rarity) -> float:
    """How well two attributions fit as one in two passages; 0 where they cannot be."""
    speakers = speakers_of(a, b)
    if speakers == "different" and _same_surname(a, b):
        speakers = "open"  # a rewrite by machine garbles names: `Piers Okonjaro` becomes `Jetties Okonjaro`
    if speakers == "different" or a.overlaps(b) or stances_clash(a, b) or min(len(a.norms), len(b.norms)) < 2:
        return 0.0
    if said_apart(a, b) and not numbers_agree(a, b):
        return 0.0
    like = likeness(a, b, rarity)
    spoken = quoted_likeness(a, b)
    if like < LATER_LIKENESS and mostly_quoted(a) and mostly_quoted(b) and (published_apart(a, b) or 0) > NEAR_DAYS:
        return 0.0  # a speaker's form of words, weeks later
    told = a.given.addressee_id is not None and a.given.addressee_id == b.given.addressee_id
    fits = like >= LEAST_LIKENESS or (speakers == "same" and (told or spoken >= LEAST_SPOKEN))
    if not fits or (speakers == "open" and like < 0.5):
        return 0.0
    alike = 0.1 * told + 0.1 * (a.attribution.kind == b.attribution.kind)
    return max(like, spoken) + 0.2 * (speakers == "same") + alike
