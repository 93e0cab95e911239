"""Figures by what they measure, what happened when, and what cannot both hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from whence.story.queries_corrections import Disputed, stage, told_otherwise
from whence.story.queries_places import AMONG, Places, Speakers, given, names_match
from whence.story.queries_rows import DisputeItem, DisputeRow, DisputeSideRow, FigureRow, SeriesRow, TimelineRow
from whence.story.queries_ruled import all_of, ruled_rows
from whence.story.store import Story


def figures(
    story: Story,
    *,
    outlet: str | None = None,
    speaker: str | None = None,
    among: Iterable[str] | None = None,
    ids: Iterable[str] | None = None,
    places: Places | None = None,
) -> list[SeriesRow]:
    """The series, longest first, each by day; then the figures that join none, by place, as one row with no id.

    `among` are series, `ids` figures: only those are read.
    """
    places = places or Places(story)
    column, chosen = ("series_id", among) if ids is None else ("id", ids)
    rows = _rows(story, "figure", column, None if chosen is None else sorted(chosen))
    speakers = Speakers(story, places, among=None if chosen is None else _attributions(rows))
    grouped: dict[str | None, list[FigureRow]] = {}
    ruled = ruled_rows(story, places)
    for row in rows:
        if speaker is not None and not (row["attribution_id"] and speakers.match(row["attribution_id"], speaker)):
            continue
        figure = _figure(row, places, speakers)
        if notes := ruled.get(("figure", row["id"])):
            figure = replace(figure, ruled=notes)
        if outlet is None or names_match(outlet, [figure.place.outlet]):
            grouped.setdefault(row["series_id"], []).append(figure)
    found = []
    for row in story.connection.execute("SELECT * FROM series ORDER BY label, id"):
        if members := grouped.get(row["id"]):
            ordered = tuple(sorted(members, key=lambda f: (f.day or "9999", f.place.report_id, f.place.start)))
            found.append(SeriesRow(row["id"], row["label"], row["unit"], ordered))
    found.sort(key=lambda s: -len(s.figures))
    if rest := grouped.get(None):
        rest.sort(key=lambda f: (f.day or "9999", f.place.report_id, f.place.start, f.place.end))
        found.append(SeriesRow(None, "in no series", "", tuple(rest)))
    return found


def figures_in(story: Story, report_id: str, *, places: Places | None = None) -> list[FigureRow]:
    """The figures in one report, by place."""
    places = places or Places(story)
    rows = _rows(story, "figure", "report_id", [report_id])
    speakers = Speakers(story, places, among=_attributions(rows))
    ruled = ruled_rows(story, places)
    return [replace(_figure(row, places, speakers), ruled=ruled.get(("figure", row["id"]), ())) for row in rows]


def _rows(story: Story, table: str, column: str, among: list[str] | None) -> list[sqlite3.Row]:
    """The rows of a table of marks, by place; those whose `column` is one of `among` where it is given."""
    where = "" if among is None else f"AND {column} IN ({AMONG})"
    return story.connection.execute(
        f"SELECT * FROM {table} WHERE NOT dismissed {where} ORDER BY report_id, start, end, id", given(among)
    ).fetchall()


def _attributions(rows: Iterable[sqlite3.Row]) -> set[str]:
    return {row["attribution_id"] for row in rows if row["attribution_id"]}


def _figure(row: sqlite3.Row, places: Places, speakers: Speakers) -> FigureRow:
    report_id = row["report_id"]
    place = places.place(report_id, row["start"], row["end"])
    around = places.sentence(report_id, row["start"], row["end"])
    return FigureRow(
        id=row["id"], place=place, words=places.words(place),
        value=places.text(report_id)[row["value_start"] : row["value_end"]], low=row["low"], high=row["high"],
        bound=row["bound"], unit=row["unit"], measured=row["measured"], head=row["head"], scope=row["scope"],
        as_of_from=row["as_of_from"], as_of_to=row["as_of_to"],
        day=row["as_of_from"] or row["as_of_to"] or places.day(report_id),
        speaker=speakers.of(row["attribution_id"]) if row["attribution_id"] else None,
        sentence=around, sentence_text=places.words(around), series_id=row["series_id"],
        roots=places.roots("figure", row["id"]),
    )  # fmt: skip


def timeline(
    story: Story,
    *,
    outlet: str | None = None,
    speaker: str | None = None,
    undated: bool = False,
    among: Iterable[str] | None = None,
    places: Places | None = None,
) -> list[TimelineRow]:
    """What happened, or was planned, alleged or denied, by day. Entries whose day is not known come with `undated`.

    `among` are timeline entries: only those are read.
    """
    places = places or Places(story)
    chosen = None if among is None else sorted(among)
    rows = [row for row in _rows(story, "event", "timeline_id", chosen) if row["timeline_id"]]
    speakers = Speakers(story, places, among=None if chosen is None else _attributions(rows))
    ruled = ruled_rows(story, places)
    disputed = Disputed(story)
    told: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        told.setdefault(row["timeline_id"], []).append(row)
    found = []
    where = "" if chosen is None else f"WHERE id IN ({AMONG})"
    for row in story.connection.execute(f"SELECT * FROM timeline {where} ORDER BY id", given(chosen)):
        if row["earliest"] is None and row["latest"] is None and not undated:
            continue
        events = told.get(row["id"], [])
        main = next((e for e in events if e["id"] == row["event_id"]), None)
        if main is None:  # the entry's own event says so itself: `check` reports it
            continue
        others = [
            places.place(e["report_id"], e["start"], e["end"])
            for e in events
            if e["id"] != main["id"] and stage(e["modality"]) == stage(main["modality"])
        ]
        if outlet is not None and not names_match(outlet, [places.heads[e["report_id"]].outlet for e in events]):
            continue
        if speaker is not None and not any(
            e["attribution_id"] and speakers.match(e["attribution_id"], speaker) for e in events
        ):
            continue
        place = places.place(main["report_id"], main["start"], main["end"])
        around = places.sentence(main["report_id"], main["start"], main["end"])
        found.append(
            TimelineRow(
                id=row["id"], earliest=row["earliest"], latest=row["latest"], modality=main["modality"], place=place,
                words=places.words(place), sentence=around, sentence_text=places.words(around),
                speaker=speakers.of(main["attribution_id"]) if main["attribution_id"] else None,
                told_at=tuple(others), roots=places.roots("timeline", row["id"]),
                ruled=all_of(ruled.get(("event", e["id"]), ()) for e in events),
                otherwise=told_otherwise(main, events, places),
                disputes=disputed.of(events, around.report_id, around.start, around.end),
            )
        )  # fmt: skip
    return sorted(
        found,
        key=lambda t: (t.earliest or t.latest or "9999", t.latest or "9999", t.place.report_id, t.place.start, t.id),
    )


def disputes(
    story: Story,
    *,
    outlet: str | None = None,
    speaker: str | None = None,
    kind: str | None = None,
    among: Iterable[str] | None = None,
    places: Places | None = None,
) -> list[DisputeRow]:
    """What cannot both hold: each side with the words, who says them and where. `among` are disputes: only those are
    read."""
    places = places or Places(story)
    chosen = None if among is None else sorted(among)
    where = "" if chosen is None else f"WHERE dispute_id IN ({AMONG})"
    side_rows = story.connection.execute(
        f"SELECT * FROM dispute_side {where} ORDER BY dispute_id, side, table_name, row_id", given(chosen)
    ).fetchall()
    behind = [_behind(story, row) for row in side_rows]
    speakers = Speakers(story, places, among=_attributions(row for row in behind if row is not None))
    sides: dict[str, dict[int, list[DisputeItem]]] = {}
    asked: set[str] = set()
    for row, mark in zip(side_rows, behind, strict=True):
        item, attribution = _item(row, mark, places, speakers)
        if item is None:
            continue
        sides.setdefault(row["dispute_id"], {}).setdefault(row["side"], []).append(item)
        by_outlet = outlet is None or names_match(outlet, [item.place.outlet])
        by_speaker = speaker is None or (attribution is not None and speakers.match(attribution, speaker))
        if by_outlet and by_speaker:
            asked.add(row["dispute_id"])
    found = []
    for row in story.connection.execute("SELECT * FROM dispute ORDER BY coalesce(opened, '9999'), kind, label, id"):
        if row["id"] not in asked or (kind is not None and row["kind"] != kind):
            continue
        found.append(
            DisputeRow(
                row["id"], row["kind"], row["label"], row["opened"], row["settled"], row["reason"],
                tuple(
                    DisputeSideRow(
                        number,
                        tuple(sorted(items, key=lambda i: (places.day(i.place.report_id) or "9999", i.place.report_id,
                                                           i.place.start, i.row_id))),
                        places.roots("dispute_side", f"{row['id']}:{number}"),
                    )
                    for number, items in sorted(sides[row["id"]].items())
                ),
            )
        )  # fmt: skip
    return found


_ITEM_SQL = {
    "attribution": "SELECT id, report_id, start, end, id AS attribution_id FROM attribution WHERE id = ?",
    "figure": "SELECT id, report_id, start, end, attribution_id FROM figure WHERE id = ?",
    "event": "SELECT id, report_id, start, end, attribution_id FROM event WHERE id = ?",
    "timeline": (
        "SELECT e.id, e.report_id, e.start, e.end, e.attribution_id FROM timeline t JOIN event e ON e.id = t.event_id "
        "WHERE t.id = ?"
    ),
    "utterance": (
        "SELECT a.id, a.report_id, a.start, a.end, a.id AS attribution_id FROM utterance u "
        "JOIN attribution a ON a.id = u.base_attribution_id WHERE u.id = ?"
    ),
    "moment": "SELECT id, report_id, start, end, NULL AS attribution_id FROM moment WHERE id = ?",
    "passage": "SELECT id, report_id, start, end, NULL AS attribution_id FROM passage WHERE id = ?",
}
"""How a row on one side of a dispute leads to its words."""


def _behind(story: Story, side: sqlite3.Row) -> sqlite3.Row | None:
    """The mark that a row of a dispute side stands on."""
    sql = _ITEM_SQL.get(side["table_name"])
    row: sqlite3.Row | None = story.connection.execute(sql, (side["row_id"],)).fetchone() if sql else None
    return row


def _item(
    side: sqlite3.Row, row: sqlite3.Row | None, places: Places, speakers: Speakers
) -> tuple[DisputeItem | None, str | None]:
    if row is None:  # a side without a row: `check` reports it
        return None, None
    place = places.place(row["report_id"], row["start"], row["end"])
    attribution = row["attribution_id"]
    who = speakers.of(attribution).label if attribution else place.outlet
    ids = speakers.ids(attribution) if attribution else ()
    around = places.sentence(row["report_id"], row["start"], row["end"])
    return (
        DisputeItem(
            side["table_name"], side["row_id"], who, places.words(place), around, places.words(around), place,
            ids[0] if ids else None,
        ),
        attribution,
    )  # fmt: skip
