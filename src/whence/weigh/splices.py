"""Two statements run together in one pair of quotation marks.

A report that gives as one quotation what another, no later, gives as two (with words of its own between them) may have
made one statement out of two. It may also have heard them said together: so this is told, and called an alteration
only where the first was broken off inside its sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher

from rapidfuzz.distance import LCSseq

from whence.weigh.utterances_items import Item, published_apart
from whence.weigh.utterances_names import one_name
from whence.weigh.utterances_shape import NEAR_DAYS

LEAST_RUN = 4
"""Words running that each of the two statements gives at least."""
COVERED = 0.85
"""The share of the quotation that both give together, and that neither gives by itself."""
SHARING = 32
"""So many quotations that share the same words running are looked at."""
BETWEEN = 60
"""Characters of a report that stand between two statements which it gives apart; where the first is broken off in the
middle of its sentence, no distance makes the two one."""


@dataclass(frozen=True, slots=True)
class Splice:
    """What was run together: the words of each part, the longer part's units, and whether the first was broken off."""

    first: str
    second: str
    main: range
    broken: bool

    @property
    def reason(self) -> str:
        """What a person should know."""
        return f"Runs together what another report gives as two statements: “{self.first}” and “{self.second}”."


def find_splices(items: Sequence[Item]) -> dict[str, Splice]:
    """The spliced quotations, by the id of their attribution."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        for shingle in {item.quoted[i : i + LEAST_RUN] for i in range(len(item.quoted) - LEAST_RUN + 1)}:
            places[shingle].append(at)
    found = {}
    for at, item in enumerate(items):
        if len(item.quoted) < 2 * LEAST_RUN:
            continue
        splice = _splice(item, _sources_of(at, items, places))
        if splice is not None:
            found[item.id] = splice
    return found


def main_part(item: Item, splice: Splice) -> Item:
    """The item with the longer of its two statements alone, by which it is joined to what it reports."""
    inside = tuple(held and at in splice.main for at, held in enumerate(item.inside))
    return replace(item, inside=inside)


def _sources_of(
    at: int, items: Sequence[Item], places: Mapping[tuple[str, ...], Sequence[int]]
) -> Mapping[str, list[Item]]:
    """The quotations of one speaker that share words with an item, by report, of reports not later than its own."""
    item = items[at]
    near = {
        other
        for i in range(len(item.quoted) - LEAST_RUN + 1)
        for other in places[item.quoted[i : i + LEAST_RUN]][:SHARING]
    }
    found: dict[str, list[Item]] = defaultdict(list)
    for number in sorted(near - {at}):
        other = items[number]
        if other.given.report_id != item.given.report_id and _one_speaker(item, other) and _not_later(other, item):
            found[other.given.report_id].append(other)
    return found


def _one_speaker(a: Item, b: Item) -> bool:
    if a.speaker is None or b.speaker is None or a.speaker == b.speaker:
        return True
    return one_name(a.given.speaker_name, b.given.speaker_name)


def _not_later(a: Item, b: Item) -> bool:
    apart = published_apart(a, b)
    first, second = a.given.published_earliest, b.given.published_latest
    return apart is not None and apart <= NEAR_DAYS and (first or "") <= (second or "9999")


def _splice(item: Item, others: Mapping[str, Sequence[Item]]) -> Splice | None:
    for places in _segments(item):
        norms = [item.units[at].norm for at in places]
        whole = (LCSseq.similarity(norms, one.quoted) for own in others.values() for one in own)
        if len(norms) < 2 * LEAST_RUN or any(held >= COVERED * len(norms) for held in whole):
            continue
        for report in sorted(report for report, own in others.items() if len(own) > 1):
            runs = [(run.a, run.size, one, run.b) for one in others[report] if (run := _run(norms, one)) is not None]
            for a_first, a_size, a, a_at in runs:
                for b_first, b_size, b, _ in runs:
                    both = a_size + b_size >= COVERED * len(norms)
                    if a is b or not both or a_first + a_size > b_first:
                        continue
                    first, second = places[a_first : a_first + a_size], places[b_first : b_first + b_size]
                    longer = first if a_size >= b_size else second
                    runs_on = b_first == a_first + a_size  # else what differs may be a word, not where it ends
                    broken = runs_on and not _ends_sentence(a, a_at + a_size - 1)
                    if not broken and not _apart(a, b):
                        continue  # what a report gives in a breath is one statement
                    return Splice(_words(item, first), _words(item, second), range(longer[0], longer[-1] + 1), broken)
    return None


def _segments(item: Item) -> Iterator[list[int]]:
    """The places of the words of each run of quotation."""
    segments: dict[int, list[int]] = defaultdict(list)
    for at, segment in enumerate(item.segments):
        if segment >= 0 and item.inside[at] and item.units[at].kind == "word":
            segments[segment].append(at)
    yield from segments.values()


def _run(norms: list[str], other: Item) -> Match | None:
    found = SequenceMatcher(None, norms, list(other.quoted), autojunk=False).find_longest_match()
    return found if found.size >= LEAST_RUN else None


def _apart(a: Item, b: Item) -> bool:
    first, second = sorted((a.attribution, b.attribution), key=lambda one: one.start)
    return second.start - first.end >= BETWEEN


def _ends_sentence(item: Item, quoted: int) -> bool:
    """Whether a quoted word is the last of its sentence."""
    places = [at for at, unit in enumerate(item.units) if item.inside[at] and unit.kind == "word"]
    at = places[quoted]
    return at + 1 >= len(item.units) or item.sentences[at + 1] != item.sentences[at]


def _words(item: Item, places: Sequence[int]) -> str:
    return item.given.text[item.units[places[0]].start : item.units[places[-1]].end]
