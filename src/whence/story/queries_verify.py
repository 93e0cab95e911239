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
    """The attributions of a report by place, each with the utterance that it reads."""
    return story.connection.execute(
        "SELECT a.*, r.utterance_id FROM attribution a LEFT JOIN reading r ON r.attribution_id = a.id "
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
    """The figures or moments of a report by place."""
    if table not in ("figure", "moment"):
        raise ValueError(f"{table}: figure or moment")
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
