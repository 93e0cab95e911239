"""Which rows a page shows: ids only, in the order of the page, so that a page of a large story reads its own rows."""

from __future__ import annotations

import json
from collections.abc import Iterable

from whence.story.queries_places import AMONG, given, names_match
from whence.story.serious import seriousness_of
from whence.story.store import Story

_DAY = "coalesce(t.earliest, t.latest, '9999'), coalesce(t.latest, '9999')"
_RULED = (
    "SELECT 1 FROM ruling g JOIN event h ON h.report_id = json_extract(g.mark_key, '$[0]') "
    "AND h.start < json_extract(g.mark_key, '$[2]') AND h.end > json_extract(g.mark_key, '$[1]') "
    "WHERE g.state = 'applied' AND h.timeline_id = t.id"
)


def leading_happenings(story: Story, *, most: int = 30) -> list[str]:
    """The timeline entries with a day behind which two roots stand, or a ruling: by day, those of most roots kept where
    there are more than `most`. Ids of timeline entries."""
    rows = story.connection.execute(
        "SELECT t.id, (SELECT count(*) FROM support s WHERE s.table_name = 'timeline' AND s.row_id = t.id) AS roots, "
        f"EXISTS ({_RULED}) AS ruled FROM timeline t "
        f"WHERE (t.earliest IS NOT NULL OR t.latest IS NOT NULL) ORDER BY {_DAY}, t.id"
    ).fetchall()
    led = [(n, row) for n, row in enumerate(rows) if row["roots"] >= 2 or row["ruled"]]
    kept = sorted(led, key=lambda r: (-r[1]["ruled"], -r[1]["roots"], r[0]))[:most]
    return [row["id"] for _, row in sorted(kept, key=lambda r: r[0])]


def happenings(story: Story, *, dated: bool = True) -> list[str]:
    """All timeline entries with a day, by day; with `dated` false those without one."""
    where = "IS NOT NULL" if dated else "IS NULL"
    return [
        row["id"]
        for row in story.connection.execute(
            f"SELECT t.id FROM timeline t JOIN event e ON e.id = t.event_id "
            f"WHERE coalesce(t.earliest, t.latest) {where} ORDER BY {_DAY}, e.report_id, e.start, t.id"
        )
    ]


def events_of(story: Story, among: Iterable[str]) -> dict[str, list[str]]:
    """The events that timeline entries hold, by the entry."""
    found: dict[str, list[str]] = {}
    for row in story.connection.execute(
        f"SELECT timeline_id, id FROM event WHERE timeline_id IN ({AMONG}) ORDER BY timeline_id, id", given(among)
    ):
        found.setdefault(row["timeline_id"], []).append(row["id"])
    return found


def event_places(story: Story, among: Iterable[str]) -> dict[tuple[str, int, int], str]:
    """The events that timeline entries hold, by the place where each stands (report, start, end)."""
    rows = story.connection.execute(
        f"SELECT id, report_id, start, end FROM event WHERE timeline_id IN ({AMONG}) ORDER BY id DESC", given(among)
    )
    return {(row["report_id"], row["start"], row["end"]): row["id"] for row in rows}


def entry_of(story: Story, event_id: str) -> str | None:
    """The timeline entry that holds an event."""
    row = story.connection.execute("SELECT timeline_id FROM event WHERE id = ?", (event_id,)).fetchone()
    return row["timeline_id"] if row else None


def quotations(
    story: Story, *, altered: bool = False, several: bool = False, speaker: str = "", direct: bool = False
) -> list[str]:
    """What was said, as the attribution that is its base, by day.

    `altered`: with a reading whose words differ inside the quotation marks, the most serious first; `several`: carried
    by two reports or more; `speaker`: by a source of that name; `direct`: in quotation marks, in its base.
    """
    wheres = ["a.act <> 'thought'", "a.uttered"]
    if altered:
        wheres.append("u.id IN (SELECT utterance_id FROM reading WHERE relation IN ('altered', 'differs'))")
    if several:
        wheres.append(
            "u.id IN (SELECT r.utterance_id FROM reading r JOIN attribution x ON x.id = r.attribution_id "
            "GROUP BY r.utterance_id HAVING count(DISTINCT x.report_id) > 1)"
        )
    if direct:
        wheres.append("a.kind <> 'indirect'")
    among: dict[str, str] = {}
    if speaker:
        ids = [
            row["id"]
            for row in story.connection.execute("SELECT id, name, aliases FROM source ORDER BY id")
            if names_match(speaker, [row["name"], *json.loads(row["aliases"])])
        ]
        among = given(ids)
        wheres.append(f"(a.speaker_id IN ({AMONG}) OR a.id IN (SELECT attribution_id FROM attribution_speaker "
                      f"WHERE source_id IN ({AMONG})))")  # fmt: skip
    rows = story.connection.execute(
        "SELECT a.id, u.id AS utterance_id FROM attribution a JOIN report p ON p.id = a.report_id "
        "LEFT JOIN reading g ON g.attribution_id = a.id LEFT JOIN utterance u ON u.id = g.utterance_id "
        f"WHERE (u.id IS NULL OR u.base_attribution_id = a.id) AND {' AND '.join(wheres)} "
        "ORDER BY coalesce(a.said_from, p.published_earliest, p.published_latest, '9999'), a.report_id, a.start, a.id",
        among,
    ).fetchall()
    if altered:
        first = _most_serious(story)
        rows.sort(key=lambda row: first[row["utterance_id"]])
    return [row["id"] for row in rows]


def _most_serious(story: Story) -> dict[str, tuple[int, bool]]:
    """The key of the most serious change of each thing said that was changed."""
    found: dict[str, tuple[int, bool]] = {}
    for row in story.connection.execute(
        "SELECT utterance_id, relation, diff, reason FROM reading WHERE relation IN ('altered', 'differs')"
    ):
        key = seriousness_of(row["relation"], row["diff"], row["reason"])
        found[row["utterance_id"]] = min(key, found.get(row["utterance_id"], key))
    return found


def series_ids(story: Story) -> list[str]:
    """The series, those of most figures first."""
    return [
        row["id"]
        for row in story.connection.execute(
            "SELECT s.id FROM series s JOIN figure f ON f.series_id = s.id "
            "GROUP BY s.id ORDER BY count(*) DESC, s.label, s.id"
        )
    ]


def series_of(story: Story, figure_id: str) -> str | None:
    """The series that holds a figure."""
    row = story.connection.execute("SELECT series_id FROM figure WHERE id = ?", (figure_id,)).fetchone()
    return row["series_id"] if row else None


def figures_apart(story: Story) -> list[str]:
    """The figures that join no series, by day, each day's by place."""
    return [
        row["id"]
        for row in story.connection.execute(
            "SELECT f.id FROM figure f JOIN report r ON r.id = f.report_id WHERE f.series_id IS NULL "
            "AND NOT f.dismissed ORDER BY coalesce(f.as_of_from, f.as_of_to, r.published_earliest, r.published_latest, "
            "'9999'), f.report_id, f.start, f.end, f.id"
        )
    ]


def disputed_figures(story: Story) -> frozenset[str]:
    """The figures that stand on a side of a dispute."""
    rows = story.connection.execute("SELECT row_id FROM dispute_side WHERE table_name = 'figure'")
    return frozenset(row["row_id"] for row in rows)


def dispute_ids(story: Story, *, kind: str = "") -> list[str]:
    """The disputes, those not settled first, each by the day it was opened."""
    rows = story.connection.execute(
        "SELECT id FROM dispute WHERE ? IN ('', kind) ORDER BY settled IS NOT NULL, coalesce(opened, '9999'), kind, "
        "label, id",
        (kind,),
    )
    return [row["id"] for row in rows]
