"""story.db: opening, creating and writing it. Queries for people are in `queries.py`; no other module holds SQL.

There is one writer. A report and its marks go in together, in one transaction, so a run that is killed leaves whole
reports behind and a later run goes on from there. What spans reports (reuse, lineage, the account) is replaced as a
whole, in one transaction.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from whence.account import Account
from whence.errors import StoryError
from whence.records import Ancestor, Attribution, Lineage, Marks, Problem, Published, Report, Reuse, Via, digest
from whence.story.rows import from_row, to_row
from whence.story.write import (
    MARK_TABLES,
    clear_account,
    insert,
    now,
    set_versions,
    write_disputes,
    write_lineage,
    write_marks,
    write_report,
    write_sources,
    write_utterances,
)

SCHEMA_VERSION = 3
MIGRATIONS = {
    2: "ALTER TABLE attribution ADD COLUMN uttered INTEGER NOT NULL DEFAULT 1",
    3: "CREATE TABLE compared (a_report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE, "
    "b_report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE, "
    "key BLOB NOT NULL, PRIMARY KEY (a_report_id, b_report_id)) WITHOUT ROWID; "
    "CREATE INDEX compared_b ON compared(b_report_id)",
}
"""What brings a story of the version before to this one."""
APPLICATION_ID = 0x57484E43  # "WHNC", so that `file` and other tools can tell what the database is


class Story:
    """One story.db. Use `Story.open` for an existing file, `Story.create` to make or continue one."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self.connection = connection
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Safe to call twice."""
        self.connection.close()

    # --- opening -----------------------------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: str | Path) -> Story:
        """Open an existing story. Raises StoryError where there is none, or where the file is something else."""
        path = Path(path)
        if not path.is_file():
            raise StoryError(f"{path}: no such story; make one with: whence trace REPORTS --to {path}")
        connection = _connect(path)
        try:
            _check_identity(connection, path)
        except StoryError:
            connection.close()
            raise
        return cls(connection, path)

    @classmethod
    def read_only(cls, path: str | Path) -> Story:
        """Open an existing story to read from alone, beside whoever writes to it; it may be handed between threads.

        Raises StoryError where there is none, where the file is something else, or where it is of an earlier version.
        """
        path = Path(path)
        if not path.is_file():
            raise StoryError(f"{path}: no such story; make one with: whence trace REPORTS --to {path}")
        connection = _connect_read_only(path)
        try:
            version = _known_version(connection, path)
            if version < SCHEMA_VERSION:
                raise StoryError(
                    f"{path}: was written by an earlier whence (schema {version}, this one reads {SCHEMA_VERSION}); "
                    f"bring it up to date with: whence check {path}"
                )
        except StoryError:
            connection.close()
            raise
        return cls(connection, path)

    @classmethod
    def create(cls, path: str | Path) -> Story:
        """Open a story to write to, making the file where it is absent.

        Raises StoryError where it cannot be written, or where the file is something else.
        """
        path = Path(path)
        if path.is_dir():
            raise StoryError(f"{path}: is a folder; name a file, such as {path / 'story.db'}")
        if not path.parent.is_dir():
            raise StoryError(f"{path}: the folder {path.parent} does not exist; make it first or name another")
        fresh = not path.exists() or path.stat().st_size == 0
        connection = _connect(path)
        try:
            if fresh:
                _make(connection)
            else:
                _check_identity(connection, path)
                connection.execute("BEGIN IMMEDIATE")
                connection.rollback()
        except sqlite3.OperationalError as error:
            connection.close()
            raise StoryError(
                f"{path}: cannot be written ({error}); check the folder's permissions and space"
            ) from error
        except StoryError:
            connection.close()
            raise
        return cls(connection, path)

    @classmethod
    def in_memory(cls) -> Story:
        """An empty story that lives in memory, for views that are computed and thrown away.

        It may be handed between threads; whoever does sees to it that one at a time uses it.
        """
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        _make(connection)
        return cls(connection, None)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept or none. Foreign keys are checked at its end."""
        con = self.connection
        try:
            con.execute("BEGIN IMMEDIATE")
            con.execute("PRAGMA defer_foreign_keys = ON")
            yield con
            con.commit()
        except sqlite3.OperationalError as error:
            con.rollback()
            raise StoryError(f"{self.path or 'story'}: cannot be written ({error})") from error
        except BaseException:
            con.rollback()
            raise

    # --- meta and problems -------------------------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """One value of `meta`, or None."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row["value"])

    def set_meta(self, values: Mapping[str, str]) -> None:
        """Set values of `meta`."""
        with self.transaction() as con:
            con.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", sorted(values.items()))

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Keep problems; the same problem met again is kept once."""
        with self.transaction() as con:
            con.executemany(
                "INSERT OR IGNORE INTO problem (origin, stage, kind, message, at) VALUES (?, ?, ?, ?, ?)",
                [(p.origin, p.stage, p.kind, p.message, now()) for p in problems],
            )

    # --- reports and their marks -------------------------------------------------------------------------------------

    def signatures(self) -> dict[str, str]:
        """For each report kept, a digest of what was given about it: a change means that it must be marked again."""
        return {r.id: signature(r) for r in self.reports(raw=False)}

    def add_reports(self, marked: Sequence[tuple[Report, Marks]]) -> None:
        """Keep reports with their marks, in one transaction. A report already there is replaced, marks and all."""
        with self.transaction() as con:
            for report, marks in marked:
                write_report(con, report)
                write_marks(con, marks)

    def reports(self, *, raw: bool = True) -> list[Report]:
        """All reports by id; without `raw` their bytes are left on disk."""
        columns = "raw" if raw else "x'' AS raw"
        rows = self.connection.execute(
            "SELECT id, given_id, origin, url, outlet, title, byline, language, text, version, "
            "published, published_earliest, published_latest, published_basis, "
            f"published_confidence, published_reason, {columns} FROM report ORDER BY id"
        )
        return [_report(row) for row in rows]

    def marks(self) -> list[Marks]:
        """The marks of all reports, by report id, each kind by place."""
        found: dict[str, dict[str, list[object]]] = {
            row["id"]: {} for row in self.connection.execute("SELECT id FROM report ORDER BY id")
        }
        speakers = self._speakers()
        vias = self._vias()
        for table, name, kind in MARK_TABLES:
            order = "id" if table == "entity" else "start, end, id"
            for row in self.connection.execute(f"SELECT * FROM {table} ORDER BY report_id, {order}"):
                if kind is Attribution:
                    record: object = from_row(
                        Attribution, row, speakers=speakers.get(row["id"], ()), via=vias.get(row["id"], ())
                    )
                else:
                    record = from_row(kind, row)
                found[row["report_id"]].setdefault(name, []).append(record)
        return [
            Marks(report_id, **{name: tuple(records) for name, records in kinds.items()})  # type: ignore[arg-type]
            for report_id, kinds in found.items()
        ]

    def _speakers(self) -> dict[str, tuple[str, ...]]:
        grouped: dict[str, list[str]] = {}
        for row in self.connection.execute("SELECT * FROM attribution_speaker ORDER BY attribution_id, position"):
            grouped.setdefault(row["attribution_id"], []).append(row["entity_id"])
        return {key: tuple(value) for key, value in grouped.items()}

    def _vias(self) -> dict[str, tuple[Via, ...]]:
        grouped: dict[str, list[Via]] = {}
        for row in self.connection.execute("SELECT * FROM via ORDER BY attribution_id, position"):
            grouped.setdefault(row["attribution_id"], []).append(
                Via(row["position"], row["entity_id"], row["start"], row["end"])
            )
        return {key: tuple(value) for key, value in grouped.items()}

    # --- what spans reports ------------------------------------------------------------------------------------------

    def reuse(self) -> list[Reuse]:
        """All reuse, by the places it joins."""
        rows = self.connection.execute("SELECT * FROM reuse ORDER BY a_report_id, a_start, b_report_id, b_start, id")
        return [from_row(Reuse, row) for row in rows]

    def compared(self) -> dict[tuple[str, str], bytes]:
        """The pairs of reports that were compared, with the digests of what their answers depend on."""
        rows = self.connection.execute("SELECT a_report_id, b_report_id, key FROM compared")
        return {(row[0], row[1]): row[2] for row in rows}

    def replace_reuse(self, reuse: Iterable[Reuse], compared: Mapping[tuple[str, str], bytes] | None = None) -> None:
        """Replace all reuse, and what it was found from (nothing, where it is not to be gone on with)."""
        with self.transaction() as con:
            con.execute("DELETE FROM reuse")
            insert(con, "reuse", [to_row(r) for r in reuse])
            con.execute("DELETE FROM compared")
            pairs = [(a, b, key) for (a, b), key in (compared or {}).items()]
            con.executemany("INSERT INTO compared VALUES (?, ?, ?)", pairs)

    def replace_account(
        self,
        account: Account,
        lineage: Sequence[Lineage],
        ancestors: Sequence[Ancestor],
        own_share: Mapping[str, float],
    ) -> None:
        """Replace every table that spans reports, and the links from marks to it, in one transaction."""
        with self.transaction() as con:
            clear_account(con)
            write_sources(con, account)
            insert(con, "series", [{"id": s.id, "label": s.label, "unit": s.unit} for s in account.series])
            for series in account.series:
                con.executemany(
                    "UPDATE figure SET series_id = ? WHERE id = ?", [(series.id, f) for f in series.figure_ids]
                )
            write_utterances(con, account)
            for entry in account.timeline:
                insert(
                    con,
                    "timeline",
                    [{"id": entry.id, "earliest": entry.earliest, "latest": entry.latest, "event_id": entry.event_id}],
                )
                con.executemany(
                    "UPDATE event SET timeline_id = ? WHERE id = ?", [(entry.id, e) for e in entry.event_ids]
                )
            write_disputes(con, account)
            insert(con, "support", [to_row(s) for s in account.support])
            write_lineage(con, lineage, ancestors, own_share)
            set_versions(con)


def signature(report: Report) -> str:
    """A digest of everything given about a report, its words included, but not of what was found in it."""
    published = report.published if report.published.basis != "inferred" else Published()
    return digest(
        report.id, report.given_id, report.origin, report.url, report.outlet, report.title, report.byline,
        report.language, published.value, published.earliest, published.latest, published.basis,
    )  # fmt: skip


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, timeout=10)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: a crash of the machine may cost the last commits
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        raise StoryError(f"{path}: cannot be opened ({error}); check that the folder can be written to") from error
    except sqlite3.DatabaseError as error:
        raise StoryError(f"{path}: is not a story made by whence; name another file, nothing was changed") from error
    return connection


def _connect_read_only(path: Path) -> sqlite3.Connection:
    where = f"file:{quote(str(path.resolve()))}?mode=ro"
    if not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
        where += "&immutable=1"  # nobody writes here, and there is no room for the file that readers share
    try:
        connection = sqlite3.connect(where, uri=True, timeout=10, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        raise StoryError(f"{path}: cannot be opened ({error}); check that it can be read") from error
    except sqlite3.DatabaseError as error:
        raise StoryError(f"{path}: is not a story made by whence; name another file, nothing was changed") from error
    return connection


def _check_identity(connection: sqlite3.Connection, path: Path) -> None:
    version = _known_version(connection, path)
    if version < SCHEMA_VERSION:
        _migrate(connection, path, version)


def _known_version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of its schema, at most this one. Raises StoryError where it is newer, or no story."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoryError(f"{path}: is a database, but not a story made by whence; name another file")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoryError(
            f"{path}: was written by a newer whence (schema {version}, this one reads {SCHEMA_VERSION}); upgrade whence"
        )
    return int(version)


def _migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Bring a story of an earlier version to this one, all of it or none."""
    steps = "; ".join(MIGRATIONS[number] for number in range(version + 1, SCHEMA_VERSION + 1))
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {steps}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    except sqlite3.OperationalError as error:
        if connection.in_transaction:
            connection.rollback()
        raise StoryError(
            f"{path}: was written by an earlier whence (schema {version}) and cannot be brought up to date ({error}); "
            "check that the file can be written to, or trace the reports again"
        ) from error


def _make(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    schema = resources.files("whence.story").joinpath("schema.sql").read_text(encoding="utf-8")
    connection.executescript(
        f"BEGIN; {schema} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    )


def _report(row: sqlite3.Row) -> Report:
    published = Published(
        row["published"],
        row["published_earliest"],
        row["published_latest"],
        row["published_basis"],
        row["published_confidence"],
        row["published_reason"],
    )
    return Report(
        id=row["id"], origin=row["origin"], text=row["text"], given_id=row["given_id"], url=row["url"],
        outlet=row["outlet"], title=row["title"], byline=row["byline"], language=row["language"],
        published=published, raw=zlib.decompress(row["raw"]) if row["raw"] else b"", version=row["version"],
    )  # fmt: skip
