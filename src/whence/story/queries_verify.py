"""What a draft is held against: the reports that hold some words, and the marks around a place in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from whence.story.store import Story


def reports_with_any(story: Story, words: Iterable[str], *, limit: int = 40) -> list[str]:
    """Ids of the reports that hold most of the words (each a beginning of a word), the best first."""
    terms = sorted({word.replace('"', "") for word in words} - {""})
    if not terms:
        return []
    asked = " OR ".join(f'"{term}"*' for term in terms)
    rows = story.connection.execute(
        "SELECT r.id FROM report_fts JOIN report r ON r.rowid = report_fts.rowid "
        "WHERE report_fts MATCH ? ORDER BY bm25(report_fts, 2.0, 1.0), r.id LIMIT ?",
        (asked, limit),
    )
    return [row["id"] for row in rows]


def reports_with_phrase(story: Story, words: Sequence[str], *, limit: int = 200) -> list[str]:
    """Ids of the reports that hold the words one after the other, in order of id."""
    phrase = " ".join(words).replace('"', "")
    rows = story.connection.execute(
        "SELECT r.id FROM report_fts JOIN report r ON r.rowid = report_fts.rowid WHERE report_fts MATCH ? "
        "ORDER BY r.id LIMIT ?",
        (f'text : "{phrase}"', limit),
    )
    return [row["id"] for row in rows]


def reports_with_word(story: Story, word: str) -> int:
    """How many reports hold a word that begins so."""
    clean = word.replace('"', "")
    row = story.connection.execute(
        "SELECT count(*) AS n FROM report_fts WHERE report_fts MATCH ?", (f'"{clean}"*',)
    ).fetchone()
    return int(row["n"])


def report_count(story: Story) -> int:
    """How many reports the story holds."""
    return int(story.connection.execute("SELECT count(*) AS n FROM report").fetchone()["n"])


def last_day(story: Story) -> str | None:
    """The last day on which a report can have been published."""
    row = story.connection.execute("SELECT max(published_latest) AS day FROM report").fetchone()
    return row["day"][:10] if row["day"] else None


def title(story: Story, report_id: str) -> str:
    """The title of a report; empty where it has none."""
    row = story.connection.execute("SELECT title FROM report WHERE id = ?", (report_id,)).fetchone()
    return row["title"] or ""


def statements_of(story: Story, report_id: str) -> list[sqlite3.Row]:
    """The attributions of a report by place, each with the utterance that it reads and the kind of its speaker."""
    return story.connection.execute(
        "SELECT a.*, r.utterance_id, s.kind AS speaker_kind FROM attribution a "
        "LEFT JOIN reading r ON r.attribution_id = a.id LEFT JOIN source s ON s.id = a.speaker_id "
        "WHERE a.report_id = ? ORDER BY a.start, a.end, a.id",
        (report_id,),
    ).fetchall()


def names_of(story: Story, source_id: str) -> tuple[str, ...]:
    """A source's name and its aliases."""
    row = story.connection.execute("SELECT name, aliases FROM source WHERE id = ?", (source_id,)).fetchone()
    return (row["name"], *json.loads(row["aliases"])) if row else ()


def speakers_of(story: Story, attribution_id: str) -> tuple[str, ...]:
    """Every name of everybody who is said to speak."""
    rows = story.connection.execute(
        "SELECT speaker_id AS id FROM attribution WHERE id = ? AND speaker_id IS NOT NULL "
        "UNION SELECT source_id FROM attribution_speaker WHERE attribution_id = ? AND source_id IS NOT NULL ORDER BY 1",
        (attribution_id, attribution_id),
    )
    return tuple(name for row in rows.fetchall() for name in names_of(story, row["id"]))


def marks_of(story: Story, table: str, report_id: str) -> list[sqlite3.Row]:
    """The figures, moments or events of a report by place."""
    if table not in ("figure", "moment", "event"):
        raise ValueError(f"{table}: figure, moment or event")
    return story.connection.execute(
        f"SELECT * FROM {table} WHERE report_id = ? ORDER BY start, end, id", (report_id,)
    ).fetchall()


def series_figures(story: Story, series_id: str) -> list[sqlite3.Row]:
    """The figures of one series in the order of their reports' days."""
    return story.connection.execute(
        "SELECT f.*, r.published_earliest AS day FROM figure f JOIN report r ON r.id = f.report_id "
        "WHERE f.series_id = ? ORDER BY r.published_earliest, f.report_id, f.start",
        (series_id,),
    ).fetchall()


def disputes_of(story: Story, table: str, row_id: str) -> list[sqlite3.Row]:
    """The disputes that a row stands in."""
    return story.connection.execute(
        "SELECT DISTINCT d.* FROM dispute d JOIN dispute_side s ON s.dispute_id = d.id "
        "WHERE s.table_name = ? AND s.row_id = ? ORDER BY d.id",
        (table, row_id),
    ).fetchall()


def mentions_of(story: Story, report_id: str) -> list[sqlite3.Row]:
    """The mentions of a report by place, each with its entity's name and kind."""
    return story.connection.execute(
        "SELECT m.*, e.name AS entity_name, e.kind AS entity_kind FROM mention m JOIN entity e ON e.id = m.entity_id "
        "WHERE m.report_id = ? ORDER BY m.start, m.end, m.id",
        (report_id,),
    ).fetchall()


def credits_of(story: Story, report_id: str) -> list[sqlite3.Row]:
    """The credits of a report by place, each with the name of the outlet."""
    return story.connection.execute(
        "SELECT c.start, c.end, e.name FROM credit c JOIN entity e ON e.id = c.entity_id "
        "WHERE c.report_id = ? ORDER BY c.start, c.end, c.id",
        (report_id,),
    ).fetchall()


def hands_of(story: Story, attribution_id: str) -> tuple[str, ...]:
    """The outlets that an attribution passed through or was told to."""
    rows = story.connection.execute(
        "SELECT e.name FROM via v JOIN entity e ON e.id = v.entity_id WHERE v.attribution_id = ? AND e.kind = 'outlet' "
        "UNION SELECT e.name FROM attribution a JOIN entity e ON e.id IN (a.addressee_entity_id, a.speaker_entity_id) "
        "WHERE a.id = ? AND e.kind = 'outlet' ORDER BY 1",
        (attribution_id, attribution_id),
    )
    return tuple(row["name"] for row in rows.fetchall())


def people(story: Story) -> list[tuple[str, ...]]:
    """The names of everybody whom the reports name as a person."""
    rows = story.connection.execute(
        "SELECT name, aliases FROM source WHERE kind = 'person' AND NOT anonymous ORDER BY id"
    )
    return [(row["name"], *json.loads(row["aliases"])) for row in rows.fetchall()]


def outlets(story: Story) -> list[str]:
    """The names of every outlet that the reports name."""
    rows = story.connection.execute("SELECT name FROM source WHERE kind = 'outlet' AND NOT anonymous ORDER BY id")
    return [row["name"] for row in rows.fetchall()]


def days_named(story: Story, month_and_day: str) -> list[sqlite3.Row]:
    """The moments that mean one day with this month and day (`-01-31`), in any year, by report and place."""
    return story.connection.execute(
        "SELECT * FROM moment WHERE type IN ('date', 'time') AND substr(earliest, 5, 6) = ? "
        "AND substr(earliest, 1, 10) = substr(latest, 1, 10) ORDER BY report_id, start, id",
        (month_and_day,),
    ).fetchall()


def years(story: Story) -> list[int]:
    """The years in which the reports were published, in order."""
    rows = story.connection.execute(
        "SELECT DISTINCT substr(published_earliest, 1, 4) AS year FROM report WHERE published_earliest IS NOT NULL "
        "UNION SELECT DISTINCT substr(published_latest, 1, 4) FROM report WHERE published_latest IS NOT NULL ORDER BY 1"
    )
    return [int(row["year"]) for row in rows.fetchall()]
