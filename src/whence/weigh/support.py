"""The independent roots behind a row of the account: how many have it, and not only repeat it.

A place in a report that was taken from a parent stands on the parent's root, and one that leans on an unseen ancestor
on that ancestor; so twelve outlets on one wire story count once. Reports of one publisher count once too, and so do
several places of one report. A root is
certain only on positive evidence of its own reporting; that nothing was found to copy it from is no evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from whence.account import Support
from whence.records import Spans, SupportTable

COVERED = 0.5
"""A place stands on a parent where so much of it was taken from there."""


@dataclass(frozen=True, slots=True)
class SupportQuestion:
    """A row of the account and the places, (report id, start, end), that tell it."""

    table_name: SupportTable
    row_id: str
    places: tuple[tuple[str, int, int], ...]


class LeaningLike(Protocol):
    """What is asked of a leaning (see `whence.compare.Leaning`): a span of a report and what it stands on."""

    @property
    def report_id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def parent_report_id(self) -> str | None: ...
    @property
    def parent_start(self) -> int: ...
    @property
    def parent_end(self) -> int: ...
    @property
    def ancestor_id(self) -> str | None: ...
    @property
    def confidence(self) -> float: ...


def find_support(
    questions: Sequence[SupportQuestion],
    leanings: Sequence[LeaningLike],
    *,
    own_reporting: Mapping[str, Spans] | None = None,
    publishers: Mapping[str, str] | None = None,
) -> list[Support]:
    """The roots (report or ancestor ids) that stand behind each question's row, each once.

    `own_reporting` holds, by report id, the spans that show that the report's outlet heard it itself (`told` the
    outlet, an interview, `seen by` it): a root is certain where the place lies in such a span and was not taken from
    elsewhere. `publishers` names the publisher of a report or of an ancestor; roots of one publisher count once, and
    the one that is certain, else the smallest id, stands for them.
    """
    by_report: dict[str, list[LeaningLike]] = defaultdict(list)
    for leaning in leanings:
        by_report[leaning.report_id].append(leaning)
    shown, families = own_reporting or {}, publishers or {}
    found: list[Support] = []
    for question in questions:
        roots: dict[str, bool] = {}
        told: dict[str, list[tuple[bool, bool, str]]] = defaultdict(list)
        for place in sorted(set(question.places)):
            root, at = root_of(place, by_report)
            certain = at is not None and _lies_in(at[1:], shown.get(at[0], ()))
            told[place[0]].append((not certain, root == place[0], root))
        for report in sorted(told):  # a report that tells it twice is one voice, and leans where any of it does
            open_, _, root = min(told[report])
            roots[root] = roots.get(root, False) or not open_
        found += [
            Support(question.table_name, question.row_id, root, certain)
            for root, certain in _one_a_publisher(roots, families)
        ]
    return sorted(set(found), key=lambda row: (row.table_name, row.row_id, row.root))


def root_of(
    place: tuple[str, int, int], by_report: Mapping[str, Sequence[LeaningLike]]
) -> tuple[str, tuple[str, int, int] | None]:
    """The root behind a place, and where the root says it.

    The second is None for an ancestor, which is not in the pile, and for reports that lean on each other in a circle:
    the smallest id stands for the circle, and none of it is shown to be first.
    """
    seen: list[str] = []
    while True:
        seen.append(place[0])
        leaning = _covering(place, by_report.get(place[0], ()))
        if leaning is None:
            break
        if leaning.ancestor_id is not None:
            return leaning.ancestor_id, None
        if leaning.parent_report_id is None:
            break
        if leaning.parent_report_id in seen:
            return min(seen[seen.index(leaning.parent_report_id) :]), None
        place = _in_parent(place, leaning)
    return place[0], place


def _covering(place: tuple[str, int, int], leanings: Sequence[LeaningLike]) -> LeaningLike | None:
    """The surest leaning that covers half of the place or more; among equals the fullest, then the smallest id."""
    _, start, end = place
    covering = [
        leaning
        for leaning in leanings
        if min(end, leaning.end) - max(start, leaning.start) >= COVERED * max(1, end - start)
    ]
    return min(
        covering,
        key=lambda leaning: (
            -leaning.confidence,
            max(start, leaning.start) - min(end, leaning.end),
            leaning.parent_report_id or "",
            leaning.ancestor_id or "",
            leaning.start,
        ),
        default=None,
    )


def _in_parent(place: tuple[str, int, int], leaning: LeaningLike) -> tuple[str, int, int]:
    """Where the parent says it: the place carried over in proportion, which is exact where the wording is."""
    length, parent_length = max(1, leaning.end - leaning.start), leaning.parent_end - leaning.parent_start
    low = (max(place[1], leaning.start) - leaning.start) / length
    high = (min(place[2], leaning.end) - leaning.start) / length
    start = leaning.parent_start + int(low * parent_length)
    end = leaning.parent_start + int(high * parent_length)
    return leaning.parent_report_id or "", start, max(end, start + 1)


def _lies_in(span: tuple[int, int], spans: Spans) -> bool:
    return any(min(span[1], end) - max(span[0], start) >= COVERED * (span[1] - span[0]) for start, end in spans)


def _one_a_publisher(roots: Mapping[str, bool], publishers: Mapping[str, str]) -> list[tuple[str, bool]]:
    groups: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for root, certain in roots.items():
        groups[publishers.get(root, f"\x1f{root}")].append((root, certain))
    return [min(group, key=lambda item: (not item[1], item[0])) for _, group in sorted(groups.items())]
