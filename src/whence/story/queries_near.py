"""What a person may mean by "the other one" when they rule on a row: what it is grouped with, then what is like it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whence.story.queries_places import Places
from whence.story.store import Story

_GROUPED = {
    "attribution": "SELECT x.attribution_id AS id FROM reading r JOIN reading x ON x.utterance_id = r.utterance_id "
    "WHERE r.attribution_id = ?",
    "figure": "SELECT x.id FROM figure f JOIN figure x ON x.series_id = f.series_id WHERE f.id = ?",
    "event": "SELECT x.id FROM event e JOIN event x ON x.timeline_id = e.timeline_id WHERE e.id = ?",
}
_LIKE = {
    "attribution": "SELECT x.id FROM attribution a JOIN attribution x ON x.speaker_id = a.speaker_id "
    "WHERE a.id = ? AND x.kind <> 'indirect'",
    "figure": "SELECT x.id FROM figure f JOIN figure x ON x.head = f.head AND x.unit = f.unit WHERE f.id = ?",
    "event": "SELECT x.id FROM event e JOIN event x ON x.earliest = e.earliest AND x.latest = e.latest WHERE e.id = ?",
}


@dataclass(frozen=True, slots=True)
class Near:
    """A row that may be meant: `pointed` is how it is named to `point_at`, `grouped` that the account has the two
    together."""

    pointed: str
    words: str
    where: str
    grouped: bool


def near(story: Story, table: str, row_id: str, *, places: Places, most: int = 40) -> list[Near]:
    """Rows that may be meant beside one: those of its group first, then of other groups by place, `most` at most.

    For a report, those that share wording with it; for anything else without such rows, none.
    """
    if table == "report":
        return _reports(story, row_id, places)[:most]
    if table not in _GROUPED:
        return []
    seen = {row_id}
    found: list[Near] = []
    for grouped, sql in ((True, _GROUPED[table]), (False, _LIKE[table])):
        for key in _ids(story, sql, row_id):
            if key in seen or len(found) >= most:
                continue
            seen.add(key)
            row = story.connection.execute(
                f"SELECT report_id, start, end FROM {table} WHERE id = ? AND NOT dismissed", (key,)
            ).fetchone()
            if row is None:
                continue
            place = places.place(row["report_id"], row["start"], row["end"])
            words = " ".join(places.words(place).split())
            pointed = f"{place.short}:{place.start}-{place.end}"
            found.append(Near(pointed, words, f"{place.outlet}, {place.when}", grouped))
    return found


def _ids(story: Story, sql: str, row_id: str) -> Iterator[str]:
    yield from sorted({row["id"] for row in story.connection.execute(sql, (row_id,))})


def _reports(story: Story, report_id: str, places: Places) -> list[Near]:
    rows = story.connection.execute(
        "SELECT DISTINCT CASE a_report_id WHEN :id THEN b_report_id ELSE a_report_id END AS id FROM reuse "
        "WHERE (a_report_id = :id OR b_report_id = :id) AND a_report_id <> b_report_id",
        {"id": report_id},
    )
    heads = [places.heads[row["id"]] for row in rows]
    ordered = sorted(heads, key=lambda h: (places.day(h.id) or "9999", h.id))
    return [Near(h.short, h.outlet, h.when_short, True) for h in ordered]
