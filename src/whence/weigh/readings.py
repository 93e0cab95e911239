"""The readings of one utterance: which is nearest to the speaker, and how each of the others differs from it.

The base is the reading nearest to the speaker, not the longest: in quotation marks before told without, not copied from
another in the group, fewest hands, earliest published. Of one day: the wording that most independent reports agree on
(the witnesses of an edition, of which copies of one another count once), quoted outright before woven into a sentence,
without an omission, by the outlet that others credit, with whom it was said to or when, and only then the whole before
a part of it. Where that does not decide, the confidence says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import LCSseq

from whence.account import Reading
from whence.records import Relation, Reuse
from whence.weigh.readings_cuts import omits
from whence.weigh.readings_diff import printed_ops
from whence.weigh.readings_relation import difference, reason_of, relation_of
from whence.weigh.splices import Splice
from whence.weigh.utterances_items import Item
from whence.weigh.utterances_shape import same_occasion

SURE = 0.6
"""From this confidence on the base is sure enough for another reading to be called altered."""
UNDECIDED = 0.4
EARLIER = 0.55
"""Published earlier than its rival and no worse attested: likely nearer, but not sure."""
SAME_OCCASION_DAYS = 3

WHOLE = 0.97
"""So much of the base's words, told in several places of one report, is all of it."""
IN_PLACES = "the report has the rest in another place."
TOLD_RUN = 5
"""So many words running of a quotation that another report of the same words tells without marks."""
MANY_WORDINGS = 40
"""A group with more wordings than this is compared by containment, not pair by pair."""

Pair = tuple[str, str]
Wording = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupReading:
    """The base of a group, how sure it is that it stands nearest to the speaker, and a reading for each member."""

    base: Item
    confidence: float
    readings: tuple[Reading, ...]


class Kinship:
    """What is known of copying between reports, looked up by the few reports or attributions of a group.

    `twins` are pairs of attribution ids (the smaller first) that stand at one place of two passages that share wording;
    `reuse` tells in which direction such passages were copied. `credited` are outlets, by plain name, and how many
    reports of others name them as the hand that words went through.
    """

    def __init__(
        self,
        twins: Iterable[Pair],
        reuse: Iterable[Reuse],
        splices: Mapping[str, Splice] | None = None,
        credited: Mapping[str, int] | None = None,
    ) -> None:
        self.splices = splices or {}
        self.credited = credited or {}
        self._twins: dict[str, set[str]] = defaultdict(set)
        for one, two in twins:
            self._twins[one].add(two)
            self._twins[two].add(one)
        self._directed: dict[str, list[Reuse]] = defaultdict(list)
        for row in sorted(reuse, key=lambda row: row.id):
            if row.direction in ("a_to_b", "b_to_a") and row.kind != "quotation":
                self._directed[row.a_report_id].append(row)

    def twins_of(self, one: str) -> list[str]:
        """The attributions that stand where this one stands, in passages that share wording with its own; sorted."""
        return sorted(self._twins.get(one, ()))

    def are_twins(self, one: str, two: str) -> bool:
        return two in self._twins.get(one, ())

    def directed(self, reports: Iterable[str]) -> list[Reuse]:
        """Copies of known direction between these reports."""
        known = set(reports)
        return [row for report in sorted(known) for row in self._directed.get(report, ()) if row.b_report_id in known]


def read_group(group: Sequence[Item], kin: Kinship) -> GroupReading:
    """Choose the base of a group and read the others against it. `group` is in the order of report and place."""
    if len(group) == 1:
        reading = _read(group[0], group[0], sure=True)
        return GroupReading(group[0], 0.9 if group[0].quoted else 0.6, (reading,))
    copied = _copied(group, kin)
    witnesses = _Witnesses(group, kin)
    base = min(group, key=lambda item: _rank(item, copied, witnesses, kin))
    confidence = _confidence(base, group, copied, witnesses)
    readings = []
    for item in group:
        occasion = kin.are_twins(base.id, item.id) or same_occasion(base, item, SAME_OCCASION_DAYS)
        sure = confidence >= SURE and occasion
        reading = _read(base, item, sure=sure)
        splice = kin.splices.get(item.id)
        readings.append(_spliced(reading, splice, sure) if splice is not None and item is not base else reading)
    readings = _told_in_places(base, group, readings)
    return GroupReading(base, confidence, tuple(sorted(readings, key=lambda one: one.attribution_id)))


def _told_in_places(base: Item, group: Sequence[Item], readings: Sequence[Reading]) -> list[Reading]:
    """The readings, where a report that tells the whole in several places leaves nothing out in any of them."""
    by_report: dict[str, list[Item]] = defaultdict(list)
    for item, reading in zip(group, readings, strict=True):
        if reading.relation == "trimmed" and item.quoted and item is not base:
            by_report[item.given.report_id].append(item)
    whole: set[str] = set()
    for items in by_report.values():
        told = [norm for item in sorted(items, key=lambda item: item.attribution.start) for norm in item.quoted]
        if len(items) > 1 and LCSseq.similarity(base.quoted, told) >= WHOLE * len(base.quoted):
            whole.update(item.id for item in items)
    return [
        replace(one, relation="same", reason=f"A part of the same words; {IN_PLACES}")
        if one.attribution_id in whole
        else one
        for one in readings
    ]


def _read(base: Item, item: Item, sure: bool) -> Reading:
    found = difference(base, item)
    if base is item:
        return Reading(item.id, "same", printed_ops(base, item, found.changes), "This is the base.")
    relation = relation_of(base, item, found, sure)
    return Reading(item.id, relation, printed_ops(base, item, found.changes), reason_of(base, item, found, relation))


def _spliced(reading: Reading, splice: Splice, sure: bool) -> Reading:
    """The reading of a quotation that runs two statements together."""
    relation: Relation = "altered" if reading.relation == "altered" or (sure and splice.broken) else "differs"
    return replace(reading, relation=relation, reason=f"{splice.reason} {reading.reason}")


def _copied(group: Sequence[Item], kin: Kinship) -> dict[Pair, float]:
    """Pairs (from, to) of members of which the second stands in a passage copied from that of the first."""
    by_report: dict[str, list[Item]] = defaultdict(list)
    for item in group:
        by_report[item.given.report_id].append(item)
    found: dict[Pair, float] = {}
    for row in kin.directed(by_report):
        left = [one for one in by_report.get(row.a_report_id, ()) if _lies_in(one, row.a_start, row.a_end)]
        right = [one for one in by_report.get(row.b_report_id, ()) if _lies_in(one, row.b_start, row.b_end)]
        for a in left:
            for b in right:
                pair = (a.id, b.id) if row.direction == "a_to_b" else (b.id, a.id)
                if a is not b:
                    found[pair] = max(found.get(pair, 0.0), row.confidence)
    return found


def _lies_in(item: Item, start: int, end: int) -> bool:
    return item.attribution.start < end and start < item.attribution.end


class _Witnesses:
    """Which independent reports word an utterance alike; members that are twins, or of one report, count once."""

    def __init__(self, group: Sequence[Item], kin: Kinship) -> None:
        self._leader = {item.id: item.id for item in group}
        first: dict[str, str] = {}
        for item in group:
            self._join(item.id, first.setdefault(item.given.report_id, item.id))
        for item in group:
            for twin in kin.twins_of(item.id):
                if twin in self._leader:
                    self._join(item.id, twin)
        self._wordings: dict[Wording, list[Item]] = defaultdict(list)
        for item in group:
            self._wordings[item.quoted].append(item)
        self.longest = max(len(item.quoted) for item in group)
        self._shared = {words: _runs(words) for words in self._wordings if words}
        self._pairs: dict[tuple[Wording, Wording], tuple[bool, bool]] = {}
        self._counts: dict[Wording, tuple[int, int]] = {}
        self._hands = [(item.given.report_id, {plain_outlet(name) for name in item.given.hands}) for item in group]

    def _find(self, one: str) -> str:
        while self._leader[one] != one:
            one = self._leader[one]
        return one

    def _join(self, one: str, two: str) -> None:
        self._leader[self._find(one)] = self._find(two)

    def credited(self, item: Item) -> int:
        """How many other reports of the group credit the words to this member's outlet."""
        outlet = plain_outlet(item.given.outlet)
        reports = {report for report, hands in self._hands if outlet in hands}
        return len(reports - {item.given.report_id}) if outlet else 0

    def holding(self, item: Item) -> int:
        """How many members quote a part of what this one quotes, and no more: a part is not where the whole is from."""
        if len(self._wordings) > MANY_WORDINGS:
            return 0
        return sum(
            len(members)
            for words, members in self._wordings.items()
            if words and len(words) < len(item.quoted) and _holds(words, item.quoted)
        )

    def tells_without_marks(self, item: Item) -> bool:
        """Whether a member tells in its own words, running, what another quotes with the rest."""
        if not item.quoted or len(item.quoted) == len(item.norms):
            return False
        norms = [unit.norm for unit, inside in zip(item.units, item.inside, strict=True) if not inside]
        own = {tuple(norms[at : at + TOLD_RUN]) for at in range(len(norms) - TOLD_RUN + 1)}
        return any(
            tuple(words[at : at + TOLD_RUN]) in own
            for words, shared in self._shared.items()
            if shared & self._shared[item.quoted]
            for at in range(len(words) - TOLD_RUN + 1)
        )

    def overlapping(self, item: Item) -> int:
        """How many members share quoted words running with this one, so that they can be held against it."""
        return self._counted(item)[0]

    def count(self, item: Item) -> int:
        """The independent reports whose words agree with this member's."""
        return self._counted(item)[1]

    def _counted(self, item: Item) -> tuple[int, int]:
        """For one wording: members that overlap it, independent reports that agree with it."""
        if item.quoted not in self._counts:
            own = self._shared.get(item.quoted, frozenset())
            near = sum(len(self._wordings[words]) for words, runs in self._shared.items() if own & runs)
            agreeing = self._roots(words for words in self._wordings if self._compared(item.quoted, words)[0])
            self._counts[item.quoted] = near, len(agreeing)
        return self._counts[item.quoted]

    def against(self, item: Item, rival: Item) -> int:
        """The independent reports that agree with this member just where the rival differs from it."""
        return len(
            self._roots(
                words
                for words in self._wordings
                if self._compared(item.quoted, words)[0] and self._compared(rival.quoted, words)[1]
            )
        )

    def agree(self, one: Item, two: Item) -> bool:
        """Whether two members word alike what both hold."""
        return self._compared(one.quoted, two.quoted)[0]

    def _compared(self, one: Wording, two: Wording) -> tuple[bool, bool]:
        """Whether two wordings agree in what both hold, and whether they clash in it (neither where nothing is shared).

        Where very many wordings differ, being contained stands for agreeing: each pair aligned would be quadratic.
        """
        if one == two:
            return True, False
        if not one or not two:
            return False, False
        pair = (one, two) if one <= two else (two, one)
        if pair not in self._pairs:
            if len(self._wordings) > MANY_WORDINGS:
                within = _holds(*sorted(pair, key=len))
                self._pairs[pair] = within, not within and bool(self._shared[one] & self._shared[two])
            else:
                found = difference(self._wordings[pair[0]][0], self._wordings[pair[1]][0])
                self._pairs[pair] = found.agreeing > 0 and not found.altered, bool(found.altered)
        return self._pairs[pair]

    def _roots(self, wordings: Iterable[Wording]) -> set[str]:
        return {self._find(item.id) for words in wordings for item in self._wordings[words]}


def _holds(short: Wording, long: Wording) -> bool:
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _rank(item: Item, copied: Mapping[Pair, float], witnesses: _Witnesses, kin: Kinship) -> tuple[object, ...]:
    """Smaller is nearer to the speaker."""
    from_others = any(copy == item.id for _, copy in copied)
    return (
        not item.quoted,
        item.id in kin.splices,
        from_others,
        -witnesses.overlapping(item),
        witnesses.tells_without_marks(item),
        item.given.via_count,
        item.given.published_latest or "9999",
        -witnesses.count(item),
        2 * len(item.quoted) < witnesses.longest,
        item.attribution.kind != "direct",
        omits(item),
        -witnesses.credited(item),
        item.given.addressee_id is None and item.given.said_from is None,
        -witnesses.holding(item),
        -kin.credited.get(plain_outlet(item.given.outlet), 0),
        item.given.report_id,
        item.attribution.start,
        item.id,
    )


def plain_outlet(name: str | None) -> str:
    """An outlet's name as it is compared: small letters, no article; empty where there is none."""
    return (name or "").casefold().removeprefix("the ").strip()


def credits_of(items: Iterable[Item]) -> dict[str, int]:
    """How many reports of others name each outlet as a hand or a source of what was said, by plain name."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for name in map(plain_outlet, item.given.hands):
            if name != plain_outlet(item.given.outlet):
                found[name].add(item.given.report_id)
    return {name: len(reports) for name, reports in sorted(found.items())}


def _runs(norms: Wording) -> frozenset[Wording]:
    """Two words running, or the one word there is."""
    size = 2 if len(norms) >= 2 else 1
    return frozenset(norms[at : at + size] for at in range(len(norms) - size + 1))


def _confidence(base: Item, group: Sequence[Item], copied: Mapping[Pair, float], witnesses: _Witnesses) -> float:
    """How sure it is that the base stands nearest to the speaker: as sure as against its strongest rival."""
    if not base.quoted:
        return UNDECIDED
    rivals = [item for item in group if item is not base and item.quoted and not witnesses.agree(base, item)]
    return min((_against(base, rival, copied, witnesses) for rival in rivals), default=0.9)


def _against(base: Item, rival: Item, copied: Mapping[Pair, float], witnesses: _Witnesses) -> float:
    if (base.id, rival.id) in copied:
        return max(UNDECIDED, copied[base.id, rival.id])
    if (rival.id, base.id) in copied or rival.given.via_count < base.given.via_count:
        return UNDECIDED
    mine, other = witnesses.against(base, rival), witnesses.against(rival, base)
    if mine >= 2 and mine >= 2 * other:
        return 0.7 if mine == 2 else 0.8
    end, begin = base.given.published_latest, rival.given.published_earliest
    if end is not None and begin is not None and end < begin and mine >= other:
        return EARLIER
    return UNDECIDED
