"""The readings of one utterance: which is nearest to the speaker (`readings_base.py`), and how each of the others
differs from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import LCSseq

from whence.account import Reading
from whence.records import Relation
from whence.weigh.readings_base import SURE, choose_base
from whence.weigh.readings_diff import printed_ops
from whence.weigh.readings_kin import Kinship
from whence.weigh.readings_relation import difference, reason_of, relation_of
from whence.weigh.splices import Splice
from whence.weigh.utterances_items import Item
from whence.weigh.utterances_shape import same_occasion

SAME_OCCASION_DAYS = 3
WHOLE = 0.97
"""So much of the base's words, told in several places of one report, is all of it."""
IN_PLACES = "the report has the rest in another place."


@dataclass(frozen=True, slots=True)
class GroupReading:
    """The base of a group, how sure it is that it stands nearest to the speaker, and a reading for each member."""

    base: Item
    confidence: float
    readings: tuple[Reading, ...]


def read_group(group: Sequence[Item], kin: Kinship, whole: Item | None = None) -> GroupReading:
    """Choose the base of a group and read the others against it. `group` is in the order of report and place.

    `whole`: the base, where it is known to be the one with which all of the group agree.
    """
    if len(group) == 1:
        reading = _read(group[0], group[0], sure=True)
        return GroupReading(group[0], 0.9 if group[0].quoted else 0.6, (reading,))
    chosen = choose_base(group, kin, whole)
    base, confidence = chosen.item, chosen.confidence
    readings = []
    for item in group:
        occasion = kin.are_twins(base.id, item.id) or same_occasion(base, item, SAME_OCCASION_DAYS)
        sure = confidence >= SURE and occasion
        reading = _read(base, item, sure=sure, why=chosen.reason)
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


def _read(base: Item, item: Item, sure: bool, why: str = "") -> Reading:
    found = difference(base, item)
    if base is item:
        said = f"This is the base: {why}." if why else "This is the base."
        return Reading(item.id, "same", printed_ops(base, item, found.changes), said)
    relation = relation_of(base, item, found, sure)
    return Reading(item.id, relation, printed_ops(base, item, found.changes), reason_of(base, item, found, relation))


def _spliced(reading: Reading, splice: Splice, sure: bool) -> Reading:
    """The reading of a quotation that runs two statements together."""
    relation: Relation = "altered" if reading.relation == "altered" or (sure and splice.broken) else "differs"
    return replace(reading, relation=relation, reason=f"{splice.reason} {reading.reason}")
