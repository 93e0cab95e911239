"""Sources for a page each: all of them counted, and what one of them said and handed on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from whence.records import SourceKind, Stance
from whence.story.queries_cited import Place
from whence.story.queries_places import AMONG, Places, given, names_match
from whence.story.store import Story

_SAID = "a.act <> 'thought' AND a.uttered AND NOT a.dismissed"


class VoiceRow(NamedTuple):
    """A source with how much it said, how often words passed through its hands, and how many reports name it.

    A tuple, as a large story has tens of thousands of them and a page shows few.
    """

    id: str
    name: str
    kind: SourceKind
    anonymous: bool
    aliases_json: str
    statements: int
    handed_on: int
    reports: int

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names it goes by: read when asked for, since a list of all sources shows few."""
        return tuple(json.loads(self.aliases_json))

    def goes_by(self, wanted: str) -> bool:
        """Whether one of its names has the words of `wanted`."""
        return names_match(wanted, [self.name]) or (self.aliases_json != "[]" and names_match(wanted, self.aliases))


@dataclass(frozen=True, slots=True)
class Spoken:
    """One attribution of a source: when it was said, else told; and its stance."""

    attribution_id: str
    day: str | None
    stance: Stance


def voices(story: Story, *, heard: bool = False) -> list[VoiceRow]:
    """All sources, those who say most first, then those who hand on most; with `heard` those alone who do either, which
    come before all others."""
    con = story.connection
    said: Counter[str] = Counter()
    # Those who speak first are counted from an index alone; those who speak with them are few.
    for counted in (
        f"SELECT speaker_id, count(*) FROM attribution a WHERE speaker_id IS NOT NULL AND {_SAID} GROUP BY 1",
        "SELECT p.source_id, count(*) FROM (SELECT DISTINCT source_id, attribution_id FROM attribution_speaker "
        "WHERE source_id IS NOT NULL) p JOIN attribution a ON a.id = p.attribution_id "
        f"WHERE a.speaker_id IS NOT p.source_id AND {_SAID} GROUP BY 1",
    ):
        said.update(dict(con.execute(counted).fetchall()))
    handed = dict(con.execute("SELECT source_id, count(*) FROM via WHERE source_id IS NOT NULL GROUP BY 1").fetchall())
    among = given({*said, *handed}) if heard else {}
    chosen = f"IN ({AMONG})" if heard else "IS NOT NULL"
    named = dict(
        con.execute(
            "SELECT source_id, count(*) FROM (SELECT DISTINCT source_id, report_id FROM entity "
            f"WHERE source_id {chosen}) GROUP BY 1",
            among,
        ).fetchall()
    )
    found = [
        VoiceRow(key, name, kind, bool(anonymous), aliases, said.get(key, 0), handed.get(key, 0), named.get(key, 0))
        for key, name, kind, anonymous, aliases in con.execute(
            f"SELECT id, name, kind, anonymous, aliases FROM source WHERE id {chosen}", among
        )
    ]
    return sorted(found, key=lambda v: (-v.statements, -v.handed_on, -v.reports, v.name, v.id))


def count_voices(story: Story) -> int:
    """How many sources there are."""
    return int(story.connection.execute("SELECT count(*) FROM source").fetchone()[0])


def voice(story: Story, source_id: str) -> VoiceRow | None:
    """One source; None where there is none by that id."""
    con = story.connection
    row = con.execute("SELECT * FROM source WHERE id = ?", (source_id,)).fetchone()
    if row is None:
        return None

    def count(sql: str) -> int:
        return int(con.execute(sql, (source_id,)).fetchone()[0])

    return VoiceRow(
        row["id"], row["name"], row["kind"], bool(row["anonymous"]), row["aliases"],
        len(spoken(story, source_id)),
        count("SELECT count(*) FROM via WHERE source_id = ?"),
        count("SELECT count(DISTINCT report_id) FROM entity WHERE source_id = ?"),
    )  # fmt: skip


def spoken(story: Story, source_id: str) -> list[Spoken]:
    """What a source said, alone or with others, by day; a day that is not known last."""
    rows = story.connection.execute(
        "SELECT a.id, a.stance, coalesce(a.said_from, a.said_to, r.published_earliest, r.published_latest) AS day "
        "FROM attribution a JOIN report r ON r.id = a.report_id WHERE "
        "(a.speaker_id = :id OR a.id IN (SELECT attribution_id FROM attribution_speaker WHERE source_id = :id)) "
        f"AND {_SAID} ORDER BY coalesce(day, '9999'), a.report_id, a.start, a.id",
        {"id": source_id},
    )
    return [Spoken(row["id"], row["day"], row["stance"]) for row in rows]


def handed_on(story: Story, source_id: str, limit: int) -> list[str]:
    """Attributions that passed through a source's hands, by the day of the report."""
    rows = story.connection.execute(
        "SELECT DISTINCT a.id, coalesce(r.published_earliest, r.published_latest, '9999') AS day, a.report_id, a.start "
        "FROM via v JOIN attribution a ON a.id = v.attribution_id JOIN report r ON r.id = a.report_id "
        "WHERE v.source_id = ? ORDER BY day, a.report_id, a.start, a.id LIMIT ?",
        (source_id, limit),
    )
    return [row["id"] for row in rows]


def named_in(story: Story, source_id: str, *, places: Places) -> list[Place]:
    """Where each report names a source first, by the day of the report."""
    rows = story.connection.execute(
        "SELECT m.report_id, m.start, min(m.end) AS end FROM mention m JOIN "
        "(SELECT report_id, min(start) AS first FROM mention WHERE source_id = :id AND basis <> 'pronoun' "
        "GROUP BY report_id) f ON f.report_id = m.report_id AND f.first = m.start "
        "WHERE m.source_id = :id GROUP BY m.report_id, m.start",
        {"id": source_id},
    )
    found = [places.place(row["report_id"], row["start"], row["end"]) for row in rows]
    return sorted(found, key=lambda p: (places.day(p.report_id) or "9999", p.report_id))


def same_name(rows: Iterable[VoiceRow], names: Iterable[str]) -> VoiceRow | None:
    """The source that goes by one of some names, for finding it where its id is another."""
    wanted = {name.casefold() for name in names}
    return next((r for r in rows if wanted & {n.casefold() for n in (r.name, *r.aliases)}), None)
