"""story.db: opening, creating and writing it. Queries for people are in `queries.py`; no other module holds SQL.

There is one writer. A report and its marks go in together, in one transaction, so a run that is killed leaves whole
reports behind and a later run goes on from there. What spans reports (reuse, lineage, the account) is replaced as a
whole, in one transaction.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whence.account import Account
from whence.errors import CommandError, StoryError
from whence.records import (
    Ancestor,
    Attribution,
    Entity,
    Lineage,
    Marks,
    Problem,
    Published,
    Report,
    Reuse,
    Via,
    digest,
)
from whence.rulings import RULED, Ruled, Ruling, RulingState
from whence.story import ruled as rulings_kept
from whence.story.migrations import MIGRATIONS
from whence.story.opening import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    check_identity,
    connect,
    connect_read_only,
    known_version,
    make,
    no_story,
)
from whence.story.rows import from_row, published_alone, to_row
from whence.story.write import (
    MARK_TABLES,
    clear_account,
    insert,
    now,
    set_versions,
    write_dates,
    write_disputes,
    write_lineage,
    write_marks,
    write_report,
    write_sources,
    write_utterances,
)

__all__ = ["APPLICATION_ID", "MIGRATIONS", "SCHEMA_VERSION", "Story", "signature"]


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
            raise no_story(path)
        connection = connect(path)
        try:
            check_identity(connection, path)
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
            raise no_story(path)
        connection = connect_read_only(path)
        try:
            version = known_version(connection, path)
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
        connection = connect(path)
        try:
            if fresh:
                make(connection)
            else:
                check_identity(connection, path)
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
        make(connection)
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

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the story for all that is read inside, whoever writes to it meanwhile."""
        con = self.connection
        if con.in_transaction:
            yield
            return
        con.execute("BEGIN")
        try:
            yield
        finally:
            con.rollback()

    def version(self) -> int:
        """A number that changes when another connection has written to the file."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

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
        return {r.id: signature(r) for r in self.reports(raw=False, as_made=True)}

    def add_reports(self, marked: Sequence[tuple[Report, Marks]]) -> None:
        """Keep reports with their marks, in one transaction. A report already there is replaced, marks and all."""
        with self.transaction() as con:
            for report, marks in marked:
                write_report(con, report)
                write_marks(con, marks)

    def reports(self, *, raw: bool = True, as_made: bool = False) -> list[Report]:
        """All reports by id; without `raw` their bytes are left on disk. `as_made`: as they were before any ruling.

        Dates are those that each report has alone: what the pile says of an undated one is for people to read, and
        never goes into anything that is computed.
        """
        columns = "raw" if raw else "x'' AS raw"
        rows = self.connection.execute(
            "SELECT id, given_id, origin, url, outlet, title, byline, language, text, version, "
            "published, published_earliest, published_latest, published_basis, "
            "published_confidence, published_reason, own_published, own_earliest, own_latest, own_confidence, "
            f"own_reason, {columns} FROM report ORDER BY id"
        )
        earlier = rulings_kept.before(self.connection) if as_made else {}
        return [_report(rulings_kept.as_made(row, "report", earlier)) for row in rows]

    def marks(self, *, as_made: bool = False) -> list[Marks]:
        """The marks of all reports, by report id, each kind by place. `as_made`: as they were before any ruling."""
        earlier = rulings_kept.before(self.connection) if as_made else {}
        found: dict[str, dict[str, list[object]]] = {
            row["id"]: {} for row in self.connection.execute("SELECT id FROM report ORDER BY id")
        }
        speakers = self._speakers()
        vias = self._vias()
        for table, name, kind in MARK_TABLES:
            order = "id" if table == "entity" else "start, end, id"
            for kept in self.connection.execute(f"SELECT * FROM {table} ORDER BY report_id, {order}"):
                row = rulings_kept.as_made(kept, table, earlier)
                if as_made and kind is Entity and row["made_by"] == RULED:
                    continue
                if kind is Attribution:
                    together = tuple(row["speakers"]) if "speakers" in row else speakers.get(row["id"], ())
                    record: object = from_row(Attribution, row, speakers=together, via=vias.get(row["id"], ()))
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

    def reuse(self, *, as_made: bool = False) -> list[Reuse]:
        """All reuse, by the places it joins. `as_made`: as it was before any ruling."""
        earlier = rulings_kept.before(self.connection) if as_made else {}
        rows = self.connection.execute("SELECT * FROM reuse ORDER BY a_report_id, a_start, b_report_id, b_start, id")
        return [from_row(Reuse, rulings_kept.as_made(row, "reuse", earlier)) for row in rows]

    def compared(self) -> dict[tuple[str, str], bytes]:
        """The pairs of reports that were compared, with the digests of what their answers depend on."""
        rows = self.connection.execute("SELECT a_report_id, b_report_id, key FROM compared")
        return {(row[0], row[1]): row[2] for row in rows}

    def replace_reuse(self, reuse: Iterable[Reuse], compared: Mapping[tuple[str, str], bytes] | None = None) -> None:
        """Replace all reuse, and what it was found from (nothing, where it is not to be gone on with)."""
        with self.transaction() as con:
            con.execute("DELETE FROM reuse")
            con.execute("DELETE FROM ruled WHERE table_name = 'reuse'")
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
        dates: Mapping[str, Published] | None = None,
    ) -> None:
        """Replace every table that spans reports, and the links from marks to it, in one transaction. `dates` are
        those that the pile gives to reports whose own words say less."""
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
            write_dates(con, dates or {})

    # --- what a person ruled -----------------------------------------------------------------------------------------

    def rulings(self) -> list[Ruling]:
        """All rulings, in the order in which they were made."""
        return rulings_kept.read_rulings(self.connection)

    def rule(self, ruling: Ruling) -> Ruling:
        """Keep a ruling as the latest made (the same one made before is replaced), to be followed when the story is
        next weighed: see `whence.run.reweigh`. Gives it back with the time it was made."""
        with self.transaction() as con:
            kept = rulings_kept.add_ruling(con, ruling)
            con.execute("DELETE FROM meta WHERE key = 'weighed'")
        return kept

    def undo(self, ruling_id: str) -> None:
        """Forget a ruling; the story is to be weighed again afterwards. Raises CommandError where there is none."""
        if all(one.id != ruling_id for one in self.rulings()):
            raise CommandError(f"{ruling_id}: no such ruling")
        with self.transaction() as con:
            rulings_kept.drop_ruling(con, ruling_id)
            con.execute("DELETE FROM meta WHERE key = 'weighed'")

    def replace_ruled(
        self, ruled: Sequence[Ruled], entities: Sequence[Entity], states: Mapping[str, RulingState]
    ) -> None:
        """Set the columns that rulings set, in place of what they had set before; nothing that a ruling no longer
        touches keeps a trace of it."""
        with self.transaction() as con:
            rulings_kept.apply(con, ruled, entities, states)

    def redate(self, report: Report, marks: Marks, ruled: Sequence[Ruled] = ()) -> None:
        """Give a report the date that stands after a ruling, with the marks made against it."""
        with self.transaction() as con:
            rulings_kept.redate(con, report, marks, ruled)


def signature(report: Report) -> str:
    """A digest of everything given about a report, its words included, but not of what was found in it."""
    published = report.published if report.published.basis != "inferred" else Published()
    return digest(
        report.id, report.given_id, report.origin, report.url, report.outlet, report.title, report.byline,
        report.language, published.value, published.earliest, published.latest, published.basis,
    )  # fmt: skip


def _report(row: Mapping[str, Any]) -> Report:
    published = published_alone(row)
    return Report(
        id=row["id"], origin=row["origin"], text=row["text"], given_id=row["given_id"], url=row["url"],
        outlet=row["outlet"], title=row["title"], byline=row["byline"], language=row["language"],
        published=published, raw=zlib.decompress(row["raw"]) if row["raw"] else b"", version=row["version"],
    )  # fmt: skip
