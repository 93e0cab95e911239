"""Rulings applied: reports, marks and reuse as they stand once a person has ruled, and every column that changed.

What the program found goes in and is never lost: each change says what was there before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from whence.records import Attribution, Entity, Event, Figure, Marks, Report, Reuse, SourceKind, digest
from whence.rulings import PAIRS, RULED, MarkKey, Ruled, RulingState, bounds, day_span, ruled_published
from whence.weigh.bonds import Bonds, Pair
from whence.weigh.rulings import Held, Settled, pair_of
from whence.weigh.sources_names import fold

PUBLISHED = ("value", "earliest", "latest", "basis", "confidence", "reason")


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands: the inputs of weighing with every ruling applied, and what the rulings touched.

    `bonds` are the rulings on pairs by their field (`source`: of entities); `ruled` is sorted.
    """

    reports: tuple[Report, ...]
    marks: tuple[Marks, ...]
    reuse: tuple[Reuse, ...]
    bonds: Mapping[str, Bonds] = field(default_factory=dict)
    ruled: tuple[Ruled, ...] = ()
    states: Mapping[str, RulingState] = field(default_factory=dict)


def overrule(reports: Sequence[Report], marks: Sequence[Marks], reuse: Sequence[Reuse], settled: Settled) -> Standing:
    """The rulings applied to what the program found. A report's own date (`published`) is set here; that its marks were
    made against that date is the caller's business."""
    touched: list[Ruled] = []
    by_report = _by_report(settled.held)
    same: dict[str, list[Pair]] = defaultdict(list)
    apart: dict[str, list[Pair]] = defaultdict(list)
    kinds = _kinds(marks) if any(held.ruling.field == "speaker" for held in settled.held) else {}
    entity = {one.id: one.entity_id for mark in marks for one in mark.mentions} if settled.held else {}
    dated = [_dated(report, by_report.get(report.id, ()), touched) for report in reports]
    made = []
    for mark in marks:
        own = [held for held in by_report.get(mark.report_id, ()) if held.ruling.field not in PAIRS]
        made.append(_Marked(mark, kinds, entity, touched, same["source"]).overruled(own) if own else mark)
    for held in settled.held:
        if held.ruling.field in PAIRS:
            _pair_touched(held, touched)
            if held.ruling.field != "copying":
                (same if held.ruling.verdict == "same" else apart)[held.ruling.field].append(pair_of(held, entity))
    copied = [_copied(row, settled.held, touched) for row in reuse]
    bonds = {name: Bonds(same[name], apart[name]) for name in sorted({*same, *apart}) if same[name] or apart[name]}
    return Standing(tuple(dated), tuple(made), tuple(copied), bonds, _ordered(touched), settled.states)


def _ordered(touched: Sequence[Ruled]) -> tuple[Ruled, ...]:
    """Each touched column once a ruling, sorted; where two set one column, both say what the program had there, and
    what the later put."""
    first: dict[tuple[str, str, str], object] = {}
    last: dict[tuple[str, str, str], object] = {}
    for one in touched:
        first.setdefault((one.table_name, one.row_id, one.field), one.was)
        last[one.table_name, one.row_id, one.field] = one.now
    whole = {
        replace(
            one,
            was=first[one.table_name, one.row_id, one.field],
            now=last[one.table_name, one.row_id, one.field],
        )
        for one in touched
    }
    return tuple(sorted(whole, key=lambda one: (one.table_name, one.row_id, one.field, one.ruling_id)))


def without_dismissed(marks: Marks) -> Marks:
    """The marks that take part in weighing: none that a person dismissed, and nothing that hangs on one."""
    gone = {one.id for one in marks.attributions if one.dismissed}
    if not (gone or any(one.dismissed for one in marks.figures) or any(one.dismissed for one in marks.events)):
        return marks
    return replace(
        marks,
        attributions=tuple(
            replace(one, parent_id=None) if one.parent_id in gone else one
            for one in marks.attributions
            if not one.dismissed
        ),
        figures=tuple(one for one in marks.figures if not one.dismissed),
        events=tuple(one for one in marks.events if not one.dismissed),
    )


def _by_report(held: Sequence[Held]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        found[one.ruling.mark_key.report_id].append(one)
    return found


def _kinds(marks: Sequence[Marks]) -> dict[str, SourceKind]:
    """What kind of source goes by a name, as most reports have it."""
    counts: dict[str, dict[SourceKind, int]] = defaultdict(lambda: defaultdict(int))
    for one in (entity for mark in marks for entity in mark.entities if not entity.anonymous):
        for name in {fold(written) for written in (one.name, *one.aliases)}:
            counts[name][one.kind] += 1
    return {name: max(sorted(held), key=lambda kind: held[kind]) for name, held in counts.items()}


def _changes(held: Held, table: str, row: Any, report_id: str, now: Mapping[str, object]) -> list[Ruled]:
    """The columns of a row that a ruling sets; that the program had the same there makes no difference."""
    return [
        Ruled(held.ruling.id, table, row.id, report_id, name, True, getattr(row, name), value)
        for name, value in now.items()
    ]


def _dated(report: Report, held: Sequence[Held], touched: list[Ruled]) -> Report:
    for one in held:
        if one.ruling.field == "published":
            published = ruled_published(one.ruling.value or "", one.ruling.note)
            for name in PUBLISHED:
                column = "published" if name == "value" else f"published_{name}"
                was, now = getattr(report.published, name), getattr(published, name)
                touched.append(Ruled(one.ruling.id, "report", report.id, report.id, column, True, was, now))
            report = replace(report, published=published)
    return report


def _pair_touched(held: Held, touched: list[Ruled]) -> None:
    one = held.ruling
    keys: list[tuple[str | None, MarkKey | None]] = [(held.row, one.mark_key), (held.other, one.other_key)]
    for row, key in keys:
        if row is not None and key is not None:
            touched.append(Ruled(one.id, one.table_name, row, key.report_id, one.field))


# --- marks -----------------------------------------------------------------------------------------------------------


class _Marked:
    """The marks of one report, changed ruling by ruling in the order in which these were made."""

    def __init__(
        self,
        marks: Marks,
        kinds: Mapping[str, SourceKind],
        entity: Mapping[str, str],
        touched: list[Ruled],
        same: list[Pair],
    ) -> None:
        self.marks = marks
        self.kinds = kinds
        self.entity = entity
        self.touched = touched
        self.same = same
        self.entities = {one.id: one for one in marks.entities}
        self.rows: dict[str, dict[str, Any]] = {
            "attribution": {one.id: one for one in marks.attributions},
            "figure": {one.id: one for one in marks.figures},
            "event": {one.id: one for one in marks.events},
        }

    def overruled(self, held: Sequence[Held]) -> Marks:
        """The marks with these rulings applied."""
        rules: dict[str, Callable[[Held], Mapping[str, object]]] = {
            "speaker": self._speaker,
            "stance": lambda one: {"stance": one.ruling.value},
            "modality": lambda one: {"modality": one.ruling.value},
            "when": lambda one: dict(zip(("earliest", "latest"), day_span(one.ruling.value or ""), strict=True)),
            "value": lambda one: dict(zip(("bound", "low", "high"), bounds(one.ruling.value or ""), strict=True)),
            "dismissed": lambda _: {"dismissed": True},
        }
        for one in held:
            if one.ruling.field in rules:
                self._set(one, one.ruling.table_name, one.row, rules[one.ruling.field](one))
                if one.ruling.field == "dismissed" and one.ruling.table_name == "attribution":
                    self._let_go(one)
        return replace(
            self.marks,
            entities=tuple(sorted(self.entities.values(), key=lambda entity: entity.id)),
            attributions=self._in_order("attribution", self.marks.attributions),
            figures=self._in_order("figure", self.marks.figures),
            events=self._in_order("event", self.marks.events),
        )

    def _in_order(self, table: str, before: Sequence[Attribution | Figure | Event]) -> tuple[Any, ...]:
        return tuple(self.rows[table][one.id] for one in before)

    def _set(self, held: Held, table: str, row_id: str, now: Mapping[str, object]) -> None:
        row = self.rows[table][row_id]
        self.touched.extend(_changes(held, table, row, self.marks.report_id, now))
        self.rows[table][row_id] = replace(row, **now)

    def _let_go(self, held: Held) -> None:
        """What is no statement says no figure and tells no event."""
        for table in ("figure", "event"):
            for row in [row for row in self.rows[table].values() if row.attribution_id == held.row]:
                self._set(held, table, row.id, {"attribution_id": None})

    def _speaker(self, held: Held) -> Mapping[str, object]:
        name = held.ruling.value
        if name is None:
            return {"speaker_entity_id": None, "speakers": (), "speaker_basis": RULED, "speaker_confidence": 0.0}
        entity = self._entity(name, held)
        return {
            "speaker_entity_id": entity, "speakers": (entity,), "speaker_basis": RULED, "speaker_confidence": 1.0,
            "anonymous": False,
        }  # fmt: skip

    def _entity(self, name: str, held: Held) -> str:
        """The entity of this report that has the name, or one made for it: the other mark's where one was named."""
        at = next((one for one in self.marks.mentions if one.id == held.other), None)
        if at is not None and at.entity_id in self.entities:
            return at.entity_id
        if held.other is None:
            known = [
                one.id
                for one in self.entities.values()
                if not one.anonymous and fold(name) in {fold(written) for written in (one.name, *one.aliases)}
            ]
            if len(known) == 1:
                return known[0]
        key = digest(self.marks.report_id, "entity", RULED, name, held.other)
        kind = self.kinds.get(fold(name), "person")
        self.entities[key] = Entity(key, self.marks.report_id, name, kind, False, (name,), RULED)
        if held.other is not None:
            self.same.append((key, self.entity[held.other]))
        return key


# --- reuse -----------------------------------------------------------------------------------------------------------


def _copied(row: Reuse, held: Sequence[Held], touched: list[Ruled]) -> Reuse:
    for one in held:
        if one.ruling.field not in ("copying", "direction") or not _bears_on(one, row):
            continue
        now = _ruled_copying(one, row) if one.ruling.field == "copying" else _ruled_direction(one, row)
        if now:
            touched.extend(_changes(one, "reuse", row, row.a_report_id, now))
            row = replace(row, **now)  # type: ignore[arg-type]
    return row


def _bears_on(held: Held, row: Reuse) -> bool:
    """Whether a row joins the two reports, and the spans of them, that a ruling is about."""
    one, two = held.ruling.mark_key, held.ruling.other_key
    if two is None:
        return False
    a, b = (row.a_report_id, row.a_start, row.a_end), (row.b_report_id, row.b_start, row.b_end)
    return (_on(one, a) and _on(two, b)) or (_on(one, b) and _on(two, a))


def _on(key: MarkKey, side: tuple[str, int, int]) -> bool:
    report, start, end = side
    if report != key.report_id:
        return False
    shared = min(key.end, end) - max(key.start, start)
    return not key.words or 2 * shared >= min(key.end - key.start, end - start)


def _because(held: Held) -> str:
    return "a person ruled it" + (f": {held.ruling.note}" if held.ruling.note else "")


def _ruled_copying(held: Held, row: Reuse) -> dict[str, object]:
    if held.ruling.verdict == "not_same":
        return {
            "kind": "quotation",
            "direction": "unknown",
            "confidence": 1.0,
            "reason": f"no copying; {_because(held)}",
        }
    if row.kind != "quotation":
        return {}
    kind = "verbatim" if row.similarity == 1 else "edited"
    return {"kind": kind, "direction": "unknown", "confidence": 1.0, "reason": _because(held)}


def _ruled_direction(held: Held, row: Reuse) -> dict[str, object]:
    if row.kind == "quotation" or row.a_report_id == row.b_report_id:
        return {}
    direction = held.ruling.value
    if direction == "from_other":
        direction = "b_to_a" if held.ruling.mark_key.report_id == row.a_report_id else "a_to_b"
    return {"direction": direction, "confidence": 1.0, "reason": _because(held)}
