"""Rulings find their marks again, and contradictions among them are decided: the later made holds.

A key points at characters. Its mark is the one of its kind that it overlaps by half or more, of both; where the text no
longer has the quoted words at the place, they are looked for in the same report, and must stand there once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from whence.records import Attribution, Event, Figure, Marks, Mention, Report
from whence.rulings import PAIRS, MarkKey, Ruling, RulingState, RulingTable
from whence.weigh.bonds import Bonds, Pair

Mark = Mention | Attribution | Figure | Event


@dataclass(frozen=True, slots=True)
class Held:
    """A ruling that holds, with the rows that its keys point at now.

    A row is the id of a mark; for a report, its id. `other` is None where there is none, or (for a speaker, which has a
    name too) where it is not there.
    """

    ruling: Ruling
    row: str
    other: str | None


@dataclass(frozen=True, slots=True)
class Settled:
    """The rulings that hold, in the order in which they were made, and the state of every ruling by its id."""

    held: tuple[Held, ...]
    states: Mapping[str, RulingState]


def settle(rulings: Sequence[Ruling], reports: Sequence[Report], marks: Sequence[Marks]) -> Settled:
    """Which rulings hold over these reports and marks, and for which rows. The order of input makes no difference."""
    find = _finder(rulings, reports, marks)
    states: dict[str, RulingState] = {}
    found: list[Held] = []
    for ruling in sorted(rulings, key=lambda one: (one.made_at, one.id)):
        held = _held(ruling, find)
        states[ruling.id] = "orphaned" if held is None else "applied"
        if held is not None:
            found.append(held)
    lost = {*_set_again(found), *_contradicted(found, marks)}
    states.update(dict.fromkeys(lost, "overruled"))
    return Settled(tuple(held for held in found if held.ruling.id not in lost), states)


def _held(ruling: Ruling, find: Callable[[RulingTable, MarkKey], str | None]) -> Held | None:
    row = find(ruling.table_name, ruling.mark_key)
    if row is None:
        return None
    if ruling.other_key is None:
        return Held(ruling, row, None)
    other = find("mention" if ruling.field == "speaker" else ruling.table_name, ruling.other_key)
    if other is None and not (ruling.field == "speaker" and ruling.value is not None):
        return None
    if other == row and ruling.table_name != "report":
        return None  # what were two marks is one now
    return Held(ruling, row, other)


# --- marks found again -----------------------------------------------------------------------------------------------


def _finder(
    rulings: Sequence[Ruling], reports: Sequence[Report], marks: Sequence[Marks]
) -> Callable[[RulingTable, MarkKey], str | None]:
    wanted = {key.report_id for one in rulings for key in (one.mark_key, one.other_key) if key is not None}
    texts = {report.id: report.text for report in reports if report.id in wanted}
    by_table: dict[tuple[str, str], Sequence[Mark]] = {}
    for mark in marks:
        if mark.report_id in wanted:
            for table in ("mention", "attribution", "figure", "event"):
                by_table[table, mark.report_id] = getattr(mark, table + "s")

    def find(table: RulingTable, key: MarkKey) -> str | None:
        text = texts.get(key.report_id)
        span = (key.start, key.end) if text is None else where(text, key)
        if text is None or span is None:
            return None
        if table == "report":
            return key.report_id
        return nearest(by_table.get((table, key.report_id), ()), *span)

    return find


def where(text: str, key: MarkKey) -> tuple[int, int] | None:
    """The span of a key in a text: its own where its words stand there, else the one place where they do."""
    if text[key.start : key.end] == key.words:
        return key.start, key.end
    at = text.find(key.words)
    if not key.words or at < 0 or text.find(key.words, at + 1) >= 0:
        return None
    return at, at + len(key.words)


def nearest(marks: Sequence[Mark], start: int, end: int) -> str | None:
    """The mark that shares most with a span, where that is half or more of both; the smallest id among equals."""
    best = min(
        ((-_shared(one, start, end) / max(one.end - one.start, end - start), one.id) for one in marks),
        default=(0.0, ""),
    )
    return best[1] if best[0] <= -0.5 else None


def _shared(one: Mark, start: int, end: int) -> int:
    return max(0, min(one.end, end) - max(one.start, start))


# --- contradictions --------------------------------------------------------------------------------------------------


def _set_again(found: Sequence[Held]) -> list[str]:
    """Rulings after which another one set the same field of the same row, or ruled on the same pair of reports."""
    last: dict[tuple[object, ...], str] = {}
    lost = []
    for held in found:
        one = held.ruling
        if one.table_name == "report" and one.other_key is not None:
            spans = sorted((key.report_id, key.start, key.end) for key in (one.mark_key, one.other_key))
            place: tuple[object, ...] = (one.field, *spans)
        elif one.field in PAIRS:
            continue
        else:
            place = (one.table_name, one.field, held.row)
        if place in last:
            lost.append(last[place])
        last[place] = one.id
    return lost


def _contradicted(found: Sequence[Held], marks: Sequence[Marks]) -> list[str]:
    """Pairs that cannot hold beside what was ruled later, directly or through a third."""
    lost = []
    grouped: dict[str, list[tuple[str, Pair, bool]]] = defaultdict(list)
    entity = {one.id: one.entity_id for mark in marks for one in mark.mentions} if found else {}
    for held in found:
        if held.ruling.field in PAIRS and held.ruling.field != "copying":
            grouped[held.ruling.field].append(
                (held.ruling.id, pair_of(held, entity), held.ruling.verdict == "same")
            )  # fmt: skip
    for made in grouped.values():
        same: list[Pair] = []
        apart: list[Pair] = []
        for ruling, pair, joins in reversed(made):
            bonds = Bonds(same, apart)
            one_already = pair[1] in bonds.part(pair[0])
            if (joins and bonds.are_apart(*pair)) or (not joins and one_already):
                lost.append(ruling)
            else:
                (same if joins else apart).append(pair)
    return lost


def pair_of(held: Held, entity: Mapping[str, str]) -> Pair:
    """The two ids that a ruling on a pair bears on: of entities where it is about who somebody is, else of marks."""
    other = held.other or ""
    if held.ruling.field == "source":
        return entity[held.row], entity[other]
    return held.row, other
