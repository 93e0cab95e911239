"""Accounts as of a day, kept in a folder beside the story so that a day is weighed once.

`story.db` has its kept days in `story.db-asof/`: each is a story of its own, named by a digest of all that it was made
from (see `whence.run.asof`), never changed once it is there, and opened in place. The story itself is not written to:
it may be read-only, or be written by a trace meanwhile. The folder may be deleted at any time. It holds the words of
reports, so that nobody is let in who is not let in to the story.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from urllib.parse import quote

from whence.records import digest
from whence.story.opening import APPLICATION_ID, SCHEMA_VERSION
from whence.story.rows import published_alone
from whence.story.store import Story

LEAST_ROOM, ROOM = 64 << 20, 2.0
"""All of them together are at most as large as the story twice, or this many bytes."""
LEFT_OVER = 3600.0
"""Seconds after which a file that was never finished belongs to nobody."""
TAG = (
    "Signature: 8a477f597d28d172789f06886bf75b3e\n"
    "# Accounts as of a day, kept by whence so that they are not weighed again. This folder can be deleted.\n"
)
"""What backups know a folder by that need not be kept (Cache Directory Tagging Specification, bford.info/cachedir)."""
TAG_NAME = "CACHEDIR.TAG"


def folder_of(story: Path) -> Path:
    """Where the kept days of a story are."""
    return story.with_name(f"{story.name}-asof")


def state_of(story: Story) -> dict[str, tuple[str | None, str]]:
    """Report id to the last day on which it can have been published and a digest of its row.

    The digest changes whenever a report or its marks are written anew.
    """
    found = {}
    for row in story.connection.execute(
        "SELECT id, given_id, origin, url, outlet, title, byline, language, added_at, published, published_earliest, "
        "published_latest, published_basis, published_confidence, published_reason, own_published, own_earliest, "
        "own_latest, own_confidence, own_reason FROM report ORDER BY id"
    ):
        date = published_alone(row)  # what later reports say of it is not known by an earlier day
        found[row["id"]] = (date.latest, digest(*tuple(row)[:9], *astuple(date)))
    return found


def open_kept(path: Path, key: str, meta: Mapping[str, str]) -> Story | None:
    """The account that is kept under a key, or None. `meta` is what its `meta` says beside what it was kept with."""
    file = folder_of(path) / f"{key}.db"
    if not file.is_file():
        return None
    try:
        # Nobody writes to it: no locks, and none of the files beside it that they would need.
        connection = sqlite3.connect(
            f"file:{quote(str(file.resolve()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
    except (sqlite3.Error, OSError):
        return None
    try:
        connection.row_factory = sqlite3.Row
        if not _is_whole(connection, file, key):
            raise sqlite3.DatabaseError("not what it was kept as")
        _say(connection, meta)
    except sqlite3.Error:
        connection.close()
        with suppress(OSError):
            file.unlink()
        return None
    with suppress(OSError):
        os.utime(file)
    return Story(connection, None)


def _is_whole(connection: sqlite3.Connection, file: Path, key: str) -> bool:
    def pragma(name: str) -> int:
        return int(connection.execute(f"PRAGMA {name}").fetchone()[0])

    if (pragma("application_id"), pragma("user_version")) != (APPLICATION_ID, SCHEMA_VERSION):
        return False
    if pragma("page_count") * pragma("page_size") != file.stat().st_size:
        return False
    row = connection.execute("SELECT value FROM meta WHERE key = 'kept_as'").fetchone()
    return row is not None and row["value"] == key


def _say(connection: sqlite3.Connection, meta: Mapping[str, str]) -> None:
    """Let `meta` say what belongs to this question and not to the account: a table of this connection hides the one
    that is kept."""
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("CREATE TEMP TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.execute("INSERT INTO temp.meta SELECT key, value FROM main.meta WHERE key <> 'kept_as'")
    connection.executemany("INSERT OR REPLACE INTO temp.meta VALUES (?, ?)", sorted(meta.items()))
    connection.commit()


def keep(path: Path, key: str, account: Story, *, most: int) -> None:
    """Keep an account under a key, and let go of those that were longest not asked for until at most `most` are there.

    Where nothing can be written, nothing is kept.
    """
    if most < 1:
        return
    folder = folder_of(path)
    unfinished = folder / f".{key}.{os.getpid()}.{secrets.token_hex(4)}"
    try:
        mode = path.stat().st_mode & 0o777
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            folder.chmod(mode | (mode & 0o444) >> 2)  # who may read the story may enter
        tag = folder / TAG_NAME
        if not tag.exists():
            tag.write_text(TAG, encoding="utf-8")
        _write(account, unfinished, key, mode)
        unfinished.replace(folder / f"{key}.db")
        _let_go(folder, path, f"{key}.db", most)
    except (OSError, sqlite3.Error):
        pass
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _write(account: Story, file: Path, key: str, mode: int) -> None:
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copy = sqlite3.connect(file)
    try:
        account.connection.backup(copy)
        copy.execute("DELETE FROM meta WHERE key LIKE 'as_of%'")
        copy.execute("INSERT INTO meta (key, value) VALUES ('kept_as', ?)", (key,))
        copy.commit()
    finally:
        copy.close()
    file.chmod(mode & ~0o222 | 0o200)


def _let_go(folder: Path, story: Path, newest: str, most: int) -> None:
    """Delete what was longest not asked for until number and size are within bounds, and what was never finished."""
    room = max(LEAST_ROOM, ROOM * story.stat().st_size)
    kept: list[tuple[float, str, int]] = []
    for entry in folder.iterdir():
        with suppress(OSError):
            found = entry.stat()
            if entry.name.startswith(".") and time.time() - found.st_mtime > LEFT_OVER:
                entry.unlink()
            elif entry.suffix == ".db" and not entry.name.startswith(".") and entry.name != newest:
                kept.append((found.st_mtime, entry.name, found.st_size))
    number, size = 1, (folder / newest).stat().st_size
    for _, name, bytes_ in sorted(kept, reverse=True):
        number, size = number + 1, size + bytes_
        if number > most or size > room:
            with suppress(OSError):
                (folder / name).unlink()
