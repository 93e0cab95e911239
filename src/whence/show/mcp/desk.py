"""The story that the server answers from: opened to read alone, read once, and read again when the file changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from whence.days import a_day
from whence.errors import CommandError
from whence.show.mcp.answers import Answers
from whence.story import queries
from whence.story.queries_rows import ReportRow
from whence.story.store import Story

Rows = TypeVar("Rows")

KEPT_VIEWS = 12
KEPT_DAYS = 3

AsOf = Callable[[Story, str], Story]
"""Weighs the account as of a day (`whence.run.as_of`)."""


class Account:
    """One account (of now, or as of a day) with the views of it that were asked for last."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.places = queries.Places(story)
        self._views: dict[Hashable, Any] = {}

    @cached_property
    def reports(self) -> list[ReportRow]:
        """All reports by day."""
        return queries.reports(self.story, places=self.places)

    @cached_property
    def answers(self) -> Answers:
        """What makes answers of rows."""
        return Answers(self.places, self.reports)

    def view(self, key: Hashable, read: Callable[[], Rows]) -> Rows:
        """The rows of a view, from those kept where it was asked for before: a cursor goes on in the same rows."""
        if key in self._views:
            self._views[key] = self._views.pop(key)
        else:
            self._views[key] = read()
            while len(self._views) > KEPT_VIEWS:
                del self._views[next(iter(self._views))]
        found: Rows = self._views[key]
        return found

    def report(self, report_id: str) -> ReportRow:
        """The report of an id, or of the beginning of one as citations give it. Raises CommandError."""
        wanted = report_id.strip().partition(":")[0]
        found = [row for row in self.reports if wanted and row.head.id.startswith(wanted)]
        exactly = [row for row in found if row.head.id == wanted]
        if exactly or len(found) == 1:
            return (exactly or found)[0]
        if found:
            raise CommandError(f"{report_id!r} begins the ids of {len(found)} reports; give more of it")
        raise CommandError(f"no report has the id {report_id!r}; take report_id from a citation")

    def within(
        self, rows: Sequence[Any], since: str | None, until: str | None, days: Callable[[Any], Any]
    ) -> list[Any]:
        """The rows whose days, as (earliest, latest), can lie in an interval; where neither is known, none does."""
        first, last = a_day("since", since), a_day("until", until)
        if first is None and last is None:
            return list(rows)
        kept = []
        for row in rows:
            earliest, latest = days(row)
            low, high = earliest or latest, latest or earliest
            if low is not None and (first is None or high >= first) and (last is None or low <= last):
                kept.append(row)
        return kept


class Desk:
    """Opens the story at `path`; one answer is made at a time."""

    def __init__(self, path: str | Path, as_of: AsOf) -> None:
        self._path = path
        self._as_of = as_of
        self._lock = Lock()
        self._story = Story.read_only(path)
        self._version = self._story.version()
        self._now = Account(self._story)
        self._days: dict[str, Account] = {}

    def close(self) -> None:
        """Close what is open."""
        self._forget()
        self._story.close()

    def ask(self, as_of: str | None, answer: Callable[[Account], dict[str, Any]]) -> dict[str, Any]:
        """An answer from the account of now or as of a day, with the day in it, and how many reports have no date."""
        asked = a_day("as_of", as_of)
        with self._lock:
            version = self._story.version()
            if version != self._version:
                self._forget()
                self._version, self._now = version, Account(self._story)
            account = self._now if asked is None else self._earlier(asked)
            made = answer(account)
            if asked is None:
                return made
            left_out = int(account.story.meta("as_of_undated") or 0)
            return {"as_of": asked, "undated_reports_left_out": left_out, **made}

    def _earlier(self, asked: str) -> Account:
        if asked not in self._days:
            while len(self._days) >= KEPT_DAYS:
                self._days.pop(next(iter(self._days))).story.close()
            self._days[asked] = Account(self._as_of(self._story, asked))
        return self._days[asked]

    def _forget(self) -> None:
        for account in self._days.values():
            account.story.close()
        self._days.clear()
