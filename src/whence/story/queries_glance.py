"""What the first page of a story is chosen from: the ids of what matters most, and what is new since a day.

Everything is counted in the database and only what will be shown is read, so that a story of thousands of reports opens
as fast as a small one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.story.queries_figures import figures
from whence.story.queries_places import AMONG, Places, given
from whence.story.queries_rows import FigureRow
from whence.story.serious import SMALL, seriousness_of
from whence.story.store import Story

_DAY = "coalesce({0}.published_earliest, {0}.published_latest)"
_SAID = "a.act <> 'thought' AND a.uttered AND NOT a.dismissed"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something that reports name: in how many reports."""

    source_id: str
    name: str
    kind: str
    reports: int


@dataclass(frozen=True, slots=True)
class News:
    """What came with the reports of a day and later."""

    since: str
    reports: tuple[str, ...]
    """Their ids, by day."""
    statements: tuple[str, ...]
    """Attributions in them that are no reading of what an earlier report told; quotations first, the surest first."""
    figures: int
    """Figures in them that belong to a series."""
    disputes: tuple[str, ...]
    """Disputes that opened then."""


def most_told(story: Story, limit: int, *, earliest: str | None) -> list[str]:
    """Timeline entries that several reports tell of, those told by most first; those that lie wholly before a day are
    left out, since a story's background is told often as well."""
    rows = story.connection.execute(
        "SELECT t.id, count(DISTINCT e.report_id) AS told FROM event e JOIN timeline t ON t.id = e.timeline_id "
        "WHERE coalesce(t.latest, t.earliest) >= ? "
        "GROUP BY t.id HAVING told > 1 ORDER BY told DESC, t.earliest, t.id LIMIT ?",
        (earliest or "", limit),
    )
    return [row["id"] for row in rows]


def most_measured(story: Story, limit: int) -> list[str]:
    """Series by the number of reports that give a figure of them."""
    rows = story.connection.execute(
        "SELECT series_id, count(DISTINCT report_id) AS told, count(*) AS n FROM figure WHERE series_id IS NOT NULL "
        "GROUP BY series_id ORDER BY told DESC, n DESC, series_id LIMIT ?",
        (limit,),
    )
    return [row["series_id"] for row in rows]


@dataclass(frozen=True, slots=True)
class Measured:
    """A series by its ends: the first and the last figure that have a day, None where these are not two days; `last` is
    any figure where none has a day. `count` are all its figures."""

    label: str
    first: FigureRow | None
    last: FigureRow
    count: int


def by_ends(story: Story, among: Sequence[str], *, places: Places) -> list[Measured]:
    """Series by their ends, in the order in which they are given: of a long one no other figure is read."""
    members: dict[str, list[tuple[str | None, str]]] = {}
    for row in story.connection.execute(
        "SELECT f.id, f.series_id, coalesce(f.as_of_from, f.as_of_to, r.published_earliest, r.published_latest) AS day "
        f"FROM figure f JOIN report r ON r.id = f.report_id WHERE f.series_id IN ({AMONG}) AND NOT f.dismissed "
        "ORDER BY coalesce(day, '9999'), f.report_id, f.start",
        given(among),
    ):
        members.setdefault(row["series_id"], []).append((row["day"], row["id"]))
    ends = {}
    for key, of_it in members.items():
        dated = [one for one in of_it if one[0]] or of_it
        ends[key] = (dated[0] if dated[0][0] != dated[-1][0] else None, dated[-1])
    wanted = [end[1] for pair in ends.values() for end in pair if end]
    rows = {f.id: (s.label, f) for s in figures(story, ids=wanted, places=places) for f in s.figures}
    found = []
    for key in among:
        if key in ends:
            first, last = ends[key]
            label, row = rows[last[1]]
            found.append(Measured(label, rows[first[1]][1] if first else None, row, len(members[key])))
    return found


def most_named(story: Story, limit: int) -> list[Named]:
    """Sources by the number of reports that name them; of two that are written alike the one named more."""
    con = story.connection
    # First by an index alone: a report has one entity for a source, as a rule, and this leaves few to count exactly.
    near = con.execute(
        "SELECT source_id, count(*) AS n FROM entity WHERE source_id IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT ?",
        (limit * 4,),
    ).fetchall()
    rows = con.execute(
        "SELECT s.id, s.name, s.kind, count(DISTINCT e.report_id) AS told FROM source s "
        f"JOIN entity e ON e.source_id = s.id WHERE s.id IN ({AMONG}) AND NOT s.anonymous "
        "GROUP BY s.id ORDER BY told DESC, s.name, s.id",
        given(row["source_id"] for row in near),
    )
    found: dict[str, Named] = {}
    for row in rows:
        found.setdefault(row["name"].casefold(), Named(row["id"], row["name"], row["kind"], row["told"]))
    return list(found.values())[:limit]


def changed_slightly(story: Story) -> int:
    """How many readings differ inside the quotation marks in small words, endings or spellings alone."""
    rows = story.connection.execute(
        "SELECT relation, diff, reason FROM reading WHERE relation IN ('altered', 'differs')"
    )
    return sum(seriousness_of(r["relation"], r["diff"], r["reason"])[0] == SMALL for r in rows)


def changed_readings(story: Story, limit: int) -> list[str]:
    """Readings whose words differ inside the quotation marks, the most serious first, and of those the latest."""
    rows = story.connection.execute(
        "SELECT a.id, x.relation, x.diff, x.reason FROM reading x JOIN attribution a ON a.id = x.attribution_id "
        "JOIN report r ON r.id = a.report_id WHERE x.relation IN ('altered', 'differs') "
        f"ORDER BY coalesce({_DAY.format('r')}, '') DESC, a.report_id, a.start, a.id"
    ).fetchall()
    rows.sort(key=lambda row: seriousness_of(row["relation"], row["diff"], row["reason"]))
    return [row["id"] for row in rows[:limit]]


def open_disputes(story: Story, limit: int) -> list[str]:
    """Disputes that are not settled, the latest first."""
    rows = story.connection.execute(
        "SELECT id FROM dispute WHERE settled IS NULL ORDER BY coalesce(opened, '') DESC, label, id LIMIT ?", (limit,)
    )
    return [row["id"] for row in rows]


def leaning(story: Story) -> frozenset[str]:
    """The reports that lean on another one, or on one that is not in the pile."""
    return frozenset(row[0] for row in story.connection.execute("SELECT DISTINCT report_id FROM lineage"))


def news(story: Story, since: str, *, places: Places) -> News:
    """What came with the reports published on the day `since` or later; undated ones are never new."""
    days = {key: places.published_day(key) for key in places.heads}
    new = sorted((k for k, day in days.items() if day is not None and day >= since), key=lambda k: (days[k] or "", k))
    told = story.connection.execute(
        "SELECT a.id, a.kind, a.speaker_confidence FROM attribution a LEFT JOIN reading x ON x.attribution_id = a.id "
        f"WHERE a.report_id IN ({AMONG}) AND {_SAID} AND NOT EXISTS ("
        "SELECT 1 FROM reading y JOIN attribution b ON b.id = y.attribution_id JOIN report r ON r.id = b.report_id "
        f"WHERE y.utterance_id = x.utterance_id AND {_DAY.format('r')} < :since) "
        "ORDER BY a.kind = 'indirect', a.anonymous, a.speaker_confidence DESC, a.report_id, a.start, a.id",
        {**given(new), "since": since},
    )
    figures = story.connection.execute(
        f"SELECT count(*) FROM figure WHERE series_id IS NOT NULL AND report_id IN ({AMONG})", given(new)
    ).fetchone()
    disputes = story.connection.execute("SELECT id FROM dispute WHERE opened >= ? ORDER BY opened, id", (since,))
    return News(
        since, tuple(new), tuple(row["id"] for row in told), int(figures[0]), tuple(row["id"] for row in disputes)
    )
