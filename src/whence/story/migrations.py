"""What brings a story of an earlier version to this one, version by version. A migration never changes."""

from __future__ import annotations

_REPORT_COLUMNS = (
    "id, given_id, origin, url, outlet, outlet_id, title, byline, language, text, raw, version, added_at, published, "
    "published_earliest, published_latest, published_basis, published_confidence, published_reason, own_share"
)

_RULINGS = f"""
DROP TABLE ruling;
CREATE TABLE ruling (
    id TEXT PRIMARY KEY,
    table_name TEXT NOT NULL CHECK (table_name IN ('report','mention','attribution','figure','event')),
    mark_key TEXT NOT NULL CHECK (json_valid(mark_key)),
    other_key TEXT CHECK (other_key IS NULL OR json_valid(other_key)),
    verdict TEXT NOT NULL CHECK (verdict IN ('same','not_same','set')),
    field TEXT NOT NULL,
    value TEXT,
    note TEXT,
    made_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('applied','overruled','orphaned'))
);
CREATE TABLE ruled (
    ruling_id TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    was TEXT CHECK (was IS NULL OR json_valid(was)),
    PRIMARY KEY (table_name, row_id, field, ruling_id)
) WITHOUT ROWID;
CREATE INDEX ruled_ruling ON ruled(ruling_id);
CREATE INDEX ruled_report ON ruled(report_id);
ALTER TABLE attribution ADD COLUMN dismissed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE figure ADD COLUMN dismissed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN dismissed INTEGER NOT NULL DEFAULT 0;
CREATE TABLE report_4 (
    id TEXT PRIMARY KEY,
    given_id TEXT,
    origin TEXT NOT NULL,
    url TEXT,
    outlet TEXT,
    outlet_id TEXT REFERENCES source(id),
    title TEXT,
    byline TEXT,
    language TEXT,
    text TEXT NOT NULL,
    raw BLOB NOT NULL,
    version INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    published TEXT,
    published_earliest TEXT,
    published_latest TEXT,
    published_basis TEXT CHECK
        (published_basis IN ('given','header','metadata','url','feed','inferred','ruling')),
    published_confidence REAL NOT NULL,
    published_reason TEXT NOT NULL,
    own_share REAL
);
INSERT INTO report_4 (rowid, {_REPORT_COLUMNS}) SELECT rowid, {_REPORT_COLUMNS} FROM report;
DROP TABLE report;
ALTER TABLE report_4 RENAME TO report;
CREATE TRIGGER report_fts_insert AFTER INSERT ON report BEGIN
    INSERT INTO report_fts(rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
CREATE TRIGGER report_fts_delete AFTER DELETE ON report BEGIN
    INSERT INTO report_fts(report_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
END;
CREATE TRIGGER report_fts_update AFTER UPDATE OF title, text ON report BEGIN
    INSERT INTO report_fts(report_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
    INSERT INTO report_fts(rowid, title, text) VALUES (new.rowid, new.title, new.text);
END
"""
"""Nothing wrote to `ruling` before this version. `report` is made again because a check cannot be changed in place."""

MIGRATIONS = {
    2: "ALTER TABLE attribution ADD COLUMN uttered INTEGER NOT NULL DEFAULT 1",
    3: "CREATE TABLE compared (a_report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE, "
    "b_report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE, "
    "key BLOB NOT NULL, PRIMARY KEY (a_report_id, b_report_id)) WITHOUT ROWID; "
    "CREATE INDEX compared_b ON compared(b_report_id)",
    4: _RULINGS,
    5: "; ".join(
        f"ALTER TABLE report ADD COLUMN own_{column}"
        for column in ("published TEXT", "earliest TEXT", "latest TEXT", "confidence REAL", "reason TEXT")
    ),
    # Who speaks how often and where is counted from the indexes alone.
    6: "DROP INDEX IF EXISTS entity_source; CREATE INDEX entity_source ON entity(source_id, report_id); "
    "DROP INDEX IF EXISTS attribution_speaker_id; CREATE INDEX attribution_speaker_id "
    "ON attribution(speaker_id, report_id, act, uttered, dismissed)",
}
"""What brings a story of the version before to this one."""
