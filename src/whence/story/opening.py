"""Opening the file of a story: connections, whether it is one at all, and bringing an older one to this version."""

from __future__ import annotations

import os
import sqlite3
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from whence.errors import StoryError
from whence.story.migrations import MIGRATIONS

SCHEMA_VERSION = 6
APPLICATION_ID = 0x57484E43  # "WHNC", so that `file` and other tools can tell what the database is


def no_story(path: str | Path) -> StoryError:
    """What to say where no file is, or a folder."""
    if Path(path).is_dir():
        return StoryError(f"{path}: is a folder, no story; make one with: whence trace {path} --to story.db")
    return StoryError(f"{path}: no such story; make one with: whence trace REPORTS --to {path}")


def connect(path: Path) -> sqlite3.Connection:
    """A connection that may write. Raises StoryError where the file cannot be opened, or is no database."""
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


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that reads alone. Raises StoryError where the file cannot be opened, or is no database."""
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


def check_identity(connection: sqlite3.Connection, path: Path) -> None:
    """See that it is a story; bring one of an earlier version to this one. Raises StoryError where it cannot be."""
    version = known_version(connection, path)
    if version < SCHEMA_VERSION:
        _migrate(connection, path, version)


def known_version(connection: sqlite3.Connection, path: Path) -> int:
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
        # A table that is made again would take with it every row that points at its rows.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(f"BEGIN IMMEDIATE; {steps}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.OperationalError as error:
        if connection.in_transaction:
            connection.rollback()
        raise StoryError(
            f"{path}: was written by an earlier whence (schema {version}) and cannot be brought up to date ({error}); "
            "check that the file can be written to, or trace the reports again"
        ) from error


def make(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty story."""
    connection.execute("PRAGMA journal_mode = WAL")
    schema = resources.files("whence.story").joinpath("schema.sql").read_text(encoding="utf-8")
    connection.executescript(
        f"BEGIN; {schema} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    )
