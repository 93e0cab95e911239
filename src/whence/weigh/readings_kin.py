"""What is known of copying and crediting between the reports of an utterance, looked up by the few of a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from whence.records import Reuse
from whence.weigh.splices import Splice
from whence.weigh.utterances_items import Item
from whence.weigh.utterances_text import plain_outlet

Pair = tuple[str, str]


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

    def copied(self, group: Sequence[Item]) -> dict[Pair, float]:
        """Pairs (from, to) of members of which the second stands in a passage copied from that of the first."""
        by_report: dict[str, list[Item]] = defaultdict(list)
        for item in group:
            by_report[item.given.report_id].append(item)
        found: dict[Pair, float] = {}
        for row in self.directed(by_report):
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


def credits_of(items: Iterable[Item]) -> dict[str, int]:
    """How many reports of others name each outlet as a hand or a source of what was said, by plain name."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for name in map(plain_outlet, item.given.hands):
            if name != plain_outlet(item.given.outlet):
                found[name].add(item.given.report_id)
    return {name: len(reports) for name, reports in sorted(found.items())}
