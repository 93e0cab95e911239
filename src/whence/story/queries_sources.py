"""Who speaks or is credited."""

from __future__ import annotations

import json
import sqlite3

from whence.story.queries_cited import SURE, Place
from whence.story.queries_places import Places, Speakers, names_match
from whence.story.queries_rows import SourceRow
from whence.story.queries_ruled import all_of, ruled_sources
from whence.story.store import Story


def sources(
    story: Story,
    *,
    outlet: str | None = None,
    speaker: str | None = None,
    kind: str | None = None,
    places: Places | None = None,
) -> list[SourceRow]:
    """Sources, those who speak most first. `speaker` matches whole words of a name or an alias."""
    places = places or Places(story)
    speakers = Speakers(story, places)
    spoke: dict[str, list[sqlite3.Row]] = {}
    for row in story.connection.execute(
        "SELECT id, report_id, start, end, kind, speaker_confidence FROM attribution "
        "WHERE act <> 'thought' AND uttered AND NOT dismissed ORDER BY report_id, start, end, id"
    ):
        for source_id in speakers.ids(row["id"]):
            spoke.setdefault(source_id, []).append(row)
    handed = {
        row["source_id"]: row["n"]
        for row in story.connection.execute("SELECT source_id, count(*) AS n FROM via GROUP BY source_id")
    }
    named: dict[str, list[Place]] = {}
    for row in story.connection.execute(
        "SELECT source_id, report_id, start, end FROM mention WHERE source_id IS NOT NULL AND basis <> 'pronoun' "
        "UNION SELECT source_id, report_id, start, end FROM credit WHERE source_id IS NOT NULL "
        "UNION SELECT v.source_id, a.report_id, v.start, v.end FROM via v "
        "JOIN attribution a ON a.id = v.attribution_id WHERE v.source_id IS NOT NULL ORDER BY 1, 2, 3, 4"
    ):
        named.setdefault(row["source_id"], []).append(places.place(row["report_id"], row["start"], row["end"]))
    ruled = ruled_sources(story, places)
    found = []
    for row in story.connection.execute("SELECT * FROM source ORDER BY id"):
        aliases = tuple(json.loads(row["aliases"]))
        said = spoke.get(row["id"], [])
        at = named.get(row["id"]) or [places.place(s["report_id"], s["start"], s["end"]) for s in said]
        reports = {p.report_id for p in at} | {s["report_id"] for s in said}
        if outlet is not None and not names_match(outlet, [places.heads[r].outlet for r in reports]):
            continue
        if speaker is not None and not names_match(speaker, [row["name"], *aliases]):
            continue
        if kind is not None and row["kind"] != kind:
            continue
        first = min(at, key=lambda p: (places.day(p.report_id) or "9999", p.report_id, p.start), default=None)
        found.append(
            SourceRow(
                row["id"], row["name"], row["kind"], bool(row["anonymous"]), aliases, len(said),
                sum(s["kind"] != "indirect" for s in said),
                sum(not row["anonymous"] and s["speaker_confidence"] < SURE for s in said),
                handed.get(row["id"], 0), len(reports), first, all_of(ruled.get(row["id"], ())),
            )
        )  # fmt: skip
    return sorted(found, key=lambda s: (-s.statements, -s.handed_on, -s.reports, s.name, s.id))
