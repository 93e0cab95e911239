"""What a person ruled, as it is shown: the list of rulings, and which rows of the account each touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from whence.rulings import MarkKey
from whence.story.queries_cited import Place
from whence.story.queries_places import AMONG, Places, given
from whence.story.queries_rows import RulingRow
from whence.story.store import Story

Notes = tuple[RulingRow, ...]


def rulings(story: Story, *, places: Places | None = None) -> list[RulingRow]:
    """All rulings, in the order in which they were made; those that do not hold among them."""
    places = places or Places(story)
    return [
        RulingRow(
            one.id, one.table_name, one.field, one.verdict, one.value, one.note, one.state, one.mark_key.words,
            _place(one.mark_key, places), one.other_key.words if one.other_key else None,
            _place(one.other_key, places) if one.other_key else None,
        )
        for one in story.rulings()
    ]  # fmt: skip


def _place(key: MarkKey, places: Places) -> Place | None:
    return places.place(key.report_id, key.start, key.end) if key.report_id in places.heads else None


def ruled_rows(story: Story, places: Places) -> dict[tuple[str, str], Notes]:
    """(table, row id) to the rulings that touch the row."""
    return _grouped(
        story, places, "SELECT DISTINCT table_name AS a, row_id AS b, ruling_id, table_name, row_id FROM ruled"
    )


def ruled_sources(story: Story, places: Places) -> dict[str, Notes]:
    """Source id to the rulings about who that is: on its mentions, and those that named it as a speaker."""
    found = _grouped(
        story,
        places,
        "SELECT '' AS a, m.source_id AS b, r.ruling_id, r.table_name, r.row_id FROM ruled r "
        "JOIN mention m ON m.id = r.row_id "
        "WHERE r.table_name = 'mention' AND r.field = 'source' AND m.source_id IS NOT NULL "
        "UNION SELECT '', t.speaker_id, r.ruling_id, r.table_name, r.row_id FROM ruled r "
        "JOIN attribution t ON t.id = r.row_id "
        "WHERE r.table_name = 'attribution' AND r.field = 'speaker_entity_id' AND t.speaker_id IS NOT NULL",
    )
    return {key[1]: notes for key, notes in found.items()}


def ruled_pairs(story: Story, places: Places) -> dict[frozenset[str], Notes]:
    """Two report ids to the rulings on what the one has from the other."""
    found: dict[frozenset[str], list[RulingRow]] = {}
    held = {row["id"] for row in story.connection.execute("SELECT id FROM ruling WHERE state = 'applied'")}
    rows = {row.id: row for row in rulings(story, places=places)} if held else {}
    for one in story.rulings() if held else ():
        if one.id in held and one.table_name == "report" and one.other_key is not None:
            pair = frozenset((one.mark_key.report_id, one.other_key.report_id))
            found.setdefault(pair, []).append(rows[one.id])
    return {pair: tuple(notes) for pair, notes in found.items()}


@dataclass(frozen=True, slots=True)
class Ruleable:
    """A mark that can be ruled on, and what was ruled on it."""

    table_name: str
    row_id: str
    ruled: Notes


_MARK_OF = {
    "timeline": ("event", "SELECT event_id FROM timeline WHERE id = ?"),
    "utterance": ("attribution", "SELECT base_attribution_id FROM utterance WHERE id = ?"),
}


def marks_behind(story: Story, disputes: Iterable[str], *, places: Places) -> dict[tuple[str, str], Ruleable]:
    """The marks that the sides of disputes stand on, by the (table, id) that a side names; those that can be ruled on
    alone."""
    ruled = ruled_rows(story, places)
    found: dict[tuple[str, str], Ruleable] = {}
    for row in story.connection.execute(
        f"SELECT DISTINCT table_name, row_id FROM dispute_side WHERE dispute_id IN ({AMONG})", given(disputes)
    ):
        table, key = row["table_name"], row["row_id"]
        if table in _MARK_OF:
            table, sql = _MARK_OF[table]
            mark = story.connection.execute(sql, (key,)).fetchone()
            key = mark[0] if mark else ""
        if key and table in ("attribution", "figure", "event"):
            found[row["table_name"], row["row_id"]] = Ruleable(table, key, ruled.get((table, key), ()))
    return found


def all_of(notes: Iterable[Notes | RulingRow]) -> Notes:
    """Every ruling once, in the order in which they come."""
    flat = [one for group in notes for one in (group if isinstance(group, tuple) else (group,))]
    return tuple(dict.fromkeys(flat))


def _grouped(story: Story, places: Places, sql: str) -> dict[tuple[str, str], Notes]:
    touched = story.connection.execute(f"{sql} ORDER BY 1, 2, 3, 4, 5").fetchall()
    rows = {row.id: row for row in rulings(story, places=places)} if touched else {}
    found: dict[tuple[str, str], dict[str, RulingRow]] = {}
    for row in touched:
        if row["ruling_id"] in rows:
            one = rows[row["ruling_id"]]
            if one.other_place is not None:
                one = one.seen_from(*_span(story, row["table_name"], row["row_id"]))
            notes = found.setdefault((row["a"], row["b"]), {})
            if one.id not in notes or not one.turned:  # both of a pair are here: as it was ruled
                notes[one.id] = one
    return {key: tuple(notes.values()) for key, notes in found.items()}


def _span(story: Story, table: str, row_id: str) -> tuple[str, int, int]:
    """Where a mark stands; a report stands at its own beginning, as rulings point at it."""
    if table in ("attribution", "figure", "event", "mention"):
        row = story.connection.execute(f"SELECT report_id, start, end FROM {table} WHERE id = ?", (row_id,)).fetchone()
        if row is not None:
            return row["report_id"], row["start"], row["end"]
    return row_id, 0, 0
