-- The account: one SQLite file. The tables and columns are a public contract (docs/reference/tables.md).
-- Offsets are Unicode code points, half-open, into report.text. Dates are ISO 8601; *_earliest, *_latest, *_from, *_to
-- are inclusive days or null. JSON columns hold text that json_valid() accepts.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE source (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person','organisation','outlet','office','group','document')),
    anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    aliases TEXT NOT NULL CHECK (json_valid(aliases))
);

CREATE TABLE report (
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
    raw BLOB NOT NULL,               -- the bytes the report was read from, zlib-compressed
    version INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    published TEXT,
    published_earliest TEXT,
    published_latest TEXT,
    published_basis TEXT CHECK (published_basis IN ('given','header','metadata','url','feed','inferred','ruling')),
    published_confidence REAL NOT NULL,
    published_reason TEXT NOT NULL,
    own_share REAL,                  -- 1 less the union of what its parents cover; null until compared
    own_published TEXT,              -- own_*: what its own words alone say of its date, where other reports of the pile
    own_earliest TEXT,               -- say more of it and published_* say what all of them do; else null
    own_latest TEXT,
    own_confidence REAL,
    own_reason TEXT
);

CREATE TABLE passage (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('headline','header','body','block_quote','caption','list','boilerplate')),
    made_by TEXT NOT NULL
);

-- Somebody or something inside one report; the step between a mention and a source.
CREATE TABLE entity (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    aliases TEXT NOT NULL CHECK (json_valid(aliases)),
    source_id TEXT REFERENCES source(id),
    made_by TEXT NOT NULL
);

CREATE TABLE mention (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    entity_id TEXT NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
    source_id TEXT REFERENCES source(id),
    basis TEXT NOT NULL CHECK (basis IN ('name','role','pronoun','description')),
    antecedent_id TEXT REFERENCES mention(id) ON DELETE CASCADE,
    confidence REAL NOT NULL,
    made_by TEXT NOT NULL
);

CREATE TABLE attribution (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    pieces TEXT NOT NULL CHECK (json_valid(pieces)),
    cue_start INTEGER,
    cue_end INTEGER,
    cue_pieces TEXT NOT NULL CHECK (json_valid(cue_pieces)),
    source_start INTEGER,
    source_end INTEGER,
    source_pieces TEXT NOT NULL CHECK (json_valid(source_pieces)),
    kind TEXT NOT NULL CHECK (kind IN ('direct','mixed','indirect')),
    act TEXT NOT NULL CHECK (act IN ('said','wrote','reported','thought')),
    stance TEXT NOT NULL CHECK (stance IN ('assert','deny','confirm','decline','question')),
    speaker_id TEXT REFERENCES source(id),
    speaker_entity_id TEXT REFERENCES entity(id) ON DELETE CASCADE,
    speaker_basis TEXT,
    speaker_confidence REAL NOT NULL,
    anonymous INTEGER NOT NULL,
    addressee_id TEXT REFERENCES source(id),
    addressee_entity_id TEXT REFERENCES entity(id) ON DELETE CASCADE,
    said_from TEXT,
    said_to TEXT,
    parent_id TEXT REFERENCES attribution(id) ON DELETE CASCADE,
    confidence REAL NOT NULL,
    made_by TEXT NOT NULL,
    uttered INTEGER NOT NULL DEFAULT 1,
    dismissed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE attribution_speaker (
    attribution_id TEXT NOT NULL REFERENCES attribution(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    entity_id TEXT NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
    source_id TEXT REFERENCES source(id),
    PRIMARY KEY (attribution_id, position)
) WITHOUT ROWID;

CREATE TABLE via (
    attribution_id TEXT NOT NULL REFERENCES attribution(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    entity_id TEXT NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
    source_id TEXT REFERENCES source(id),
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (attribution_id, position)
) WITHOUT ROWID;

CREATE TABLE credit (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    entity_id TEXT NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
    source_id TEXT REFERENCES source(id),
    kind TEXT NOT NULL CHECK (kind IN ('cites','block_quote','agency','syndicates')),
    made_by TEXT NOT NULL
);

CREATE TABLE moment (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('date','time','duration','set')),
    value TEXT NOT NULL,
    earliest TEXT,
    latest TEXT,
    basis TEXT NOT NULL,
    made_by TEXT NOT NULL
);

CREATE TABLE series (id TEXT PRIMARY KEY, label TEXT NOT NULL, unit TEXT NOT NULL);

CREATE TABLE figure (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    value_start INTEGER NOT NULL,
    value_end INTEGER NOT NULL,
    low REAL,
    high REAL,
    bound TEXT NOT NULL CHECK (bound IN ('exactly','at_least','more_than','at_most','less_than','about','range')),
    unit TEXT NOT NULL,
    measured TEXT NOT NULL,
    head TEXT,
    scope TEXT,
    as_of_from TEXT,
    as_of_to TEXT,
    attribution_id TEXT REFERENCES attribution(id) ON DELETE SET NULL,
    series_id TEXT REFERENCES series(id),
    made_by TEXT NOT NULL,
    dismissed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE utterance (
    id TEXT PRIMARY KEY,
    speaker_id TEXT REFERENCES source(id),
    text TEXT NOT NULL,
    base_attribution_id TEXT NOT NULL REFERENCES attribution(id) ON DELETE CASCADE,
    base_confidence REAL NOT NULL,
    said_from TEXT,
    said_to TEXT
);

CREATE TABLE reading (
    utterance_id TEXT NOT NULL REFERENCES utterance(id) ON DELETE CASCADE,
    attribution_id TEXT NOT NULL REFERENCES attribution(id) ON DELETE CASCADE,
    relation TEXT NOT NULL CHECK (relation IN
        ('same','trimmed','extended','altered','paraphrased','translated','turned_indirect','turned_direct','differs')),
    diff TEXT NOT NULL CHECK (json_valid(diff)),
    reason TEXT NOT NULL,
    PRIMARY KEY (utterance_id, attribution_id)
) WITHOUT ROWID;

CREATE TABLE reuse (
    id TEXT PRIMARY KEY,
    a_report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    a_start INTEGER NOT NULL,
    a_end INTEGER NOT NULL,
    b_report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    b_start INTEGER NOT NULL,
    b_end INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('verbatim','edited','paraphrase','quotation')),
    similarity REAL NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('a_to_b','b_to_a','common','unknown')),
    confidence REAL NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL
);

-- Pairs of reports that were compared, with a digest of all that the answer depends on: where it is the same when
-- reports are added, the pair's rows in reuse still hold.
CREATE TABLE compared (
    a_report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    b_report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    key BLOB NOT NULL,
    PRIMARY KEY (a_report_id, b_report_id)
) WITHOUT ROWID;

CREATE TABLE ancestor (
    id TEXT PRIMARY KEY,
    outlet_source_id TEXT REFERENCES source(id),
    reason TEXT NOT NULL
);

CREATE TABLE lineage (
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    parent_report_id TEXT REFERENCES report(id) ON DELETE CASCADE,
    ancestor_id TEXT REFERENCES ancestor(id) ON DELETE CASCADE,
    share REAL NOT NULL,
    basis TEXT NOT NULL,
    CHECK ((parent_report_id IS NULL) <> (ancestor_id IS NULL)),
    UNIQUE (report_id, parent_report_id, ancestor_id)
);

CREATE TABLE timeline (
    id TEXT PRIMARY KEY,
    earliest TEXT,
    latest TEXT,
    event_id TEXT NOT NULL REFERENCES event(id) ON DELETE CASCADE
);

CREATE TABLE event (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    earliest TEXT,
    latest TEXT,
    modality TEXT NOT NULL CHECK (modality IN ('happened','ongoing','planned','possible','alleged','denied')),
    attribution_id TEXT REFERENCES attribution(id) ON DELETE SET NULL,
    timeline_id TEXT REFERENCES timeline(id) ON DELETE SET NULL,
    made_by TEXT NOT NULL,
    dismissed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE dispute (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('denial','figures','dates','quotation')),
    label TEXT NOT NULL,
    opened TEXT,
    settled TEXT,
    reason TEXT NOT NULL
);

CREATE TABLE dispute_side (
    dispute_id TEXT NOT NULL REFERENCES dispute(id) ON DELETE CASCADE,
    side INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    PRIMARY KEY (dispute_id, side, table_name, row_id)
) WITHOUT ROWID;

-- The independent roots (report or ancestor) behind a row of the account. row_id of a dispute side is
-- 'dispute_id:side'; of a series point, the figure's id.
CREATE TABLE support (
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    root TEXT NOT NULL,
    certain INTEGER NOT NULL CHECK (certain IN (0, 1)),
    PRIMARY KEY (table_name, row_id, root)
) WITHOUT ROWID;

-- What a person ruled. A key is [report id, start, end, quoted words]; the mark is found again by it.
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

-- The rows that rulings touch now; `was` is what the program had put into the column `field`, as JSON, null where a
-- ruling on a pair sets no column.
CREATE TABLE ruled (
    ruling_id TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    was TEXT CHECK (was IS NULL OR json_valid(was)),
    PRIMARY KEY (table_name, row_id, field, ruling_id)
) WITHOUT ROWID;

CREATE TABLE problem (
    origin TEXT NOT NULL,
    stage TEXT NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (origin, stage, kind, message)
);

CREATE INDEX passage_report ON passage(report_id, start);
CREATE INDEX entity_report ON entity(report_id);
CREATE INDEX entity_source ON entity(source_id, report_id);
CREATE INDEX mention_report ON mention(report_id, start);
CREATE INDEX mention_entity ON mention(entity_id);
CREATE INDEX attribution_report ON attribution(report_id, start);
CREATE INDEX attribution_speaker_id ON attribution(speaker_id, report_id, act, uttered, dismissed);
CREATE INDEX credit_report ON credit(report_id, start);
CREATE INDEX moment_report ON moment(report_id, start);
CREATE INDEX figure_report ON figure(report_id, start);
CREATE INDEX figure_series ON figure(series_id);
CREATE INDEX event_report ON event(report_id, start);
CREATE INDEX event_timeline ON event(timeline_id);
CREATE INDEX reading_attribution ON reading(attribution_id);
CREATE INDEX reuse_a ON reuse(a_report_id);
CREATE INDEX reuse_b ON reuse(b_report_id);
CREATE INDEX compared_b ON compared(b_report_id);
CREATE INDEX lineage_parent ON lineage(parent_report_id);
CREATE INDEX ruled_ruling ON ruled(ruling_id);
CREATE INDEX ruled_report ON ruled(report_id);

-- Full text, kept in step by triggers. Words match without regard to case or accents. Other tools (Datasette,
-- sqlite-utils) know that it belongs to report by these double quotes.
CREATE VIRTUAL TABLE report_fts USING fts5(title, text, content="report", content_rowid='rowid',
    tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER report_fts_insert AFTER INSERT ON report BEGIN
    INSERT INTO report_fts(rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
CREATE TRIGGER report_fts_delete AFTER DELETE ON report BEGIN
    INSERT INTO report_fts(report_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
END;
CREATE TRIGGER report_fts_update AFTER UPDATE OF title, text ON report BEGIN
    INSERT INTO report_fts(report_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
    INSERT INTO report_fts(rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
