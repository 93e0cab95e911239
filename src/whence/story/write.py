"""Writing records into the tables of story.db. Every function runs inside a transaction that `store.Story` opened."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from whence.account import Account
from whence.records import (
    Ancestor,
    Attribution,
    Credit,
    Entity,
    Event,
    Figure,
    Lineage,
    Marks,
    Mention,
    Moment,
    Passage,
    Published,
    Report,
)
from whence.story.rows import dumps, to_row

MARK_TABLES: tuple[tuple[str, str, type], ...] = (
    ("passage", "passages", Passage),
    ("entity", "entities", Entity),
    ("mention", "mentions", Mention),
    ("attribution", "attributions", Attribution),
    ("credit", "credits", Credit),
    ("moment", "moments", Moment),
    ("figure", "figures", Figure),
    ("event", "events", Event),
)
"""Table, the field of `Marks` that fills it, and its record; in an order that respects foreign keys."""


def now() -> str:
    """The time now, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def insert(con: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        names = list(rows[0])
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        con.executemany(sql, [[row[name] for name in names] for row in rows])


def write_report(con: sqlite3.Connection, report: Report) -> None:
    """Write one report in place of what was there under its id."""
    con.execute("DELETE FROM report WHERE id = ?", (report.id,))
    published = report.published
    row = {
        "id": report.id, "given_id": report.given_id, "origin": report.origin, "url": report.url,
        "outlet": report.outlet, "title": report.title, "byline": report.byline, "language": report.language,
        "text": report.text, "raw": zlib.compress(report.raw), "version": report.version, "added_at": now(),
        "published": published.value, "published_earliest": published.earliest,
        "published_latest": published.latest, "published_basis": published.basis,
        "published_confidence": published.confidence, "published_reason": published.reason,
    }  # fmt: skip
    insert(con, "report", [row])


def write_marks(con: sqlite3.Connection, marks: Marks) -> None:
    """Write the marks of one report."""
    for table, name, _ in MARK_TABLES:
        insert(con, table, [to_row(record) for record in getattr(marks, name)])
    for attribution in marks.attributions:
        insert(
            con,
            "attribution_speaker",
            [
                {"attribution_id": attribution.id, "position": position, "entity_id": entity_id}
                for position, entity_id in enumerate(attribution.speakers, start=1)
            ],
        )
        insert(con, "via", [{"attribution_id": attribution.id, **to_row(via)} for via in attribution.via])


def clear_account(con: sqlite3.Connection) -> None:
    """Empty every table that spans reports, and the links to them."""
    con.execute("UPDATE report SET outlet_id = NULL, own_share = NULL")
    clear_dates(con)
    con.execute("UPDATE attribution SET speaker_id = NULL, addressee_id = NULL")
    for table in ("entity", "mention", "attribution_speaker", "via", "credit"):
        con.execute(f"UPDATE {table} SET source_id = NULL")
    con.execute("UPDATE figure SET series_id = NULL")
    con.execute("UPDATE event SET timeline_id = NULL")
    for table in ("support", "dispute_side", "dispute", "timeline", "reading", "utterance", "series", "lineage",
                  "ancestor", "source"):  # fmt: skip
        con.execute(f"DELETE FROM {table}")


def clear_dates(con: sqlite3.Connection) -> None:
    """Give every report back the date that its own words alone give."""
    con.execute(
        "UPDATE report SET published = own_published, published_earliest = own_earliest, "
        "published_latest = own_latest, published_confidence = own_confidence, published_reason = own_reason, "
        "published_basis = CASE WHEN own_earliest IS NULL AND own_latest IS NULL THEN NULL ELSE 'inferred' END "
        "WHERE own_reason IS NOT NULL"
    )
    con.execute(
        "UPDATE report SET own_published = NULL, own_earliest = NULL, own_latest = NULL, own_confidence = NULL, "
        "own_reason = NULL WHERE own_reason IS NOT NULL"
    )


def write_dates(con: sqlite3.Connection, dates: Mapping[str, Published]) -> None:
    """Give reports the dates that the pile gives them, and keep beside them what their own words alone say."""
    for report_id, found in sorted(dates.items()):
        con.execute(
            "UPDATE report SET own_published = published, own_earliest = published_earliest, "
            "own_latest = published_latest, own_confidence = published_confidence, own_reason = published_reason, "
            "published = ?, published_earliest = ?, published_latest = ?, published_basis = ?, "
            "published_confidence = ?, published_reason = ? WHERE id = ?",
            (found.value, found.earliest, found.latest, found.basis, found.confidence, found.reason, report_id),
        )


def write_sources(con: sqlite3.Connection, account: Account) -> None:
    """Write sources and link entities, mentions, speakers and outlets to them."""
    insert(
        con,
        "source",
        [
            {"id": s.id, "name": s.name, "kind": s.kind, "anonymous": int(s.anonymous), "aliases": dumps(s.aliases)}
            for s in account.sources
        ],
    )
    con.executemany(
        "UPDATE entity SET source_id = ? WHERE id = ?", [(s.id, e) for s in account.sources for e in s.entity_ids]
    )
    for table in ("mention", "attribution_speaker", "via", "credit"):
        con.execute(f"UPDATE {table} SET source_id = (SELECT source_id FROM entity WHERE entity.id = entity_id)")
    con.execute(
        "UPDATE attribution SET speaker_id = (SELECT source_id FROM entity WHERE entity.id = speaker_entity_id)"
    )
    con.execute(
        "UPDATE attribution SET addressee_id = (SELECT source_id FROM entity WHERE entity.id = addressee_entity_id)"
    )
    con.executemany(
        "UPDATE attribution SET speaker_id = ? WHERE id = ?", [(source, one) for one, source in account.speakers]
    )
    con.executemany(
        "UPDATE attribution_speaker SET source_id = ? WHERE attribution_id = ?",
        [(source, one) for one, source in account.speakers],
    )
    con.executemany("UPDATE report SET outlet_id = ? WHERE id = ?", [(s, r) for r, s in account.outlet_source])


def write_utterances(con: sqlite3.Connection, account: Account) -> None:
    """Write utterances with their readings."""
    insert(
        con,
        "utterance",
        [
            {
                "id": u.id, "speaker_id": u.speaker_id, "text": u.text, "base_attribution_id": u.base_attribution_id,
                "base_confidence": u.base_confidence, "said_from": u.said_from, "said_to": u.said_to,
            }
            for u in account.utterances
        ],
    )  # fmt: skip
    insert(
        con,
        "reading",
        [
            {
                "utterance_id": u.id, "attribution_id": r.attribution_id, "relation": r.relation,
                "diff": dumps(r.diff), "reason": r.reason,
            }
            for u in account.utterances
            for r in u.readings
        ],
    )  # fmt: skip


def write_disputes(con: sqlite3.Connection, account: Account) -> None:
    """Write disputes with their sides."""
    insert(
        con,
        "dispute",
        [
            {
                "id": d.id, "kind": d.kind, "label": d.label, "opened": d.opened, "settled": d.settled,
                "reason": d.reason,
            }
            for d in account.disputes
        ],
    )  # fmt: skip
    insert(con, "dispute_side", [{"dispute_id": d.id, **to_row(s)} for d in account.disputes for s in d.sides])


def write_lineage(
    con: sqlite3.Connection, lineage: Sequence[Lineage], ancestors: Sequence[Ancestor], own_share: Mapping[str, float]
) -> None:
    """Write ancestors, parents and how much of each report is its own."""
    for ancestor in ancestors:
        con.execute(
            "INSERT INTO ancestor (id, outlet_source_id, reason) "
            "VALUES (?, (SELECT source_id FROM entity WHERE id = ?), ?)",
            (ancestor.id, ancestor.entity_id, ancestor.reason),
        )
    insert(con, "lineage", [to_row(row) for row in lineage])
    con.executemany("UPDATE report SET own_share = ? WHERE id = ?", [(share, r) for r, share in own_share.items()])


def set_versions(con: sqlite3.Connection) -> None:
    """Versions of one origin (the URL where there is one), by date, then content; never by arrival."""
    con.execute(
        "UPDATE report SET version = (SELECT n FROM (SELECT id AS i, row_number() OVER ("
        "PARTITION BY coalesce(url, origin) ORDER BY coalesce(published_earliest, '9999'), id) AS n FROM report) "
        "WHERE i = report.id)"
    )
