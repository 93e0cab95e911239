"""The story as requests read it: always a whole one, beside a trace that may be writing, and as of any day.

A request reads in one transaction, so that a page never shows half of two accounts. What is costly to gather (every
report's head, an account weighed as of a day) is kept until the story changes: SQLite's `data_version` tells.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from whence.errors import WhenceError
from whence.story.queries import Places
from whence.story.store import Story

AsOf = Callable[[Story, str], Story]
"""`whence.run.as_of`, handed in: the account as of a day, as a story in memory."""

_DAYS_KEPT = 3
"""Weighed accounts held at once; each is as large as its part of the story."""
T = TypeVar("T")


class StillWeighingError(WhenceError):
    """The account as of a day is being weighed; ask again shortly."""


@dataclass
class Kept:
    """What was gathered from one state of the story, by name."""

    values: dict[Hashable, Any] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a name, made the first time."""
        with self.lock:
            if key not in self.values:
                self.values[key] = make()
            found: T = self.values[key]
            return found


@dataclass(frozen=True, slots=True)
class Reading:
    """A story open for one request. `state` counts the changes seen since the start."""

    story: Story
    day: str | None
    kept: Kept
    state: int


class _Weighed:
    """The account as of a day, weighed in a thread of its own."""

    def __init__(self, path: Path, day: str, as_of: AsOf, state: int) -> None:
        self.kept = Kept()
        self.state = state
        self.shown = False
        self.lock = threading.Lock()
        self.done = threading.Event()
        self.story: Story | None = None
        self.error: Exception | None = None
        self._path, self._day, self._as_of = path, day, as_of

    def run(self) -> None:
        try:
            with Story.read_only(self._path) as story:
                self.story = self._as_of(story, self._day)
        except Exception as error:  # noqa: BLE001  # told to whoever asked for the day
            self.error = error
        finally:
            self.done.set()


class Desk:
    """Where requests get the story from.

    `path` must be a story: raises StoryError where it is not. `as_of` weighs it as of a day.
    """

    def __init__(self, path: str | Path, as_of: AsOf) -> None:
        self.path = Path(path)
        self._as_of = as_of
        self._watch = Story.read_only(self.path)
        self._lock = threading.Lock()
        self._file = _identity(self.path)
        self._version = self._data_version()
        self._state = 0
        self._kept = Kept()
        self._weighed: OrderedDict[str, _Weighed] = OrderedDict()
        self._one_at_a_time = threading.Lock()
        self._answering = 0
        self._idle = threading.Condition()
        self.patience = 8.0
        """Seconds a request waits for an account to be weighed before it says that it is being weighed."""

    def close(self) -> None:
        """Close what is open."""
        self._watch.close()

    @contextmanager
    def read(self, day: str | None) -> Iterator[Reading]:
        """The story for one request; as of `day` (YYYY-MM-DD) where one is given.

        Raises StillWeighingError where the account of that day takes longer than a request should.
        """
        if day is not None:
            with self._read_as_of(day) as reading:
                yield reading
            return
        with Story.read_only(self.path) as story:
            state, kept = self._pin(story)
            yield Reading(story, None, kept, state)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """A request is being answered: what is read ahead gives way to it."""
        with self._idle:
            self._answering += 1
        try:
            yield
        finally:
            with self._idle:
                self._answering -= 1
                self._idle.notify_all()

    def give_way(self) -> None:
        """Wait until no request is being answered: two threads of Python that compute at once take each more than
        twice as long, and whoever asked waits for it."""
        with self._idle:
            self._idle.wait_for(lambda: not self._answering)

    def places(self, reading: Reading) -> Places:
        """What citations need, the reports' heads read once for each state of the story."""
        heads = reading.kept.get("heads", lambda: Places(reading.story).heads)
        return Places(reading.story, heads=heads)

    def _pin(self, story: Story) -> tuple[int, Kept]:
        """Begin reading, and tell which state of the story it is that is read."""
        con = story.connection
        with self._lock:
            while True:
                self._notice()
                con.execute("BEGIN")
                con.execute("SELECT count(*) FROM meta").fetchone()  # from here on nothing changes for this reader
                if self._data_version() == self._version:
                    return self._state, self._kept
                con.execute("ROLLBACK")

    def _notice(self) -> None:
        """See whether the story changed since the last look, or another file was put in its place."""
        file = _identity(self.path)
        if file != self._file:
            watch = Story.read_only(self.path)
            self._watch.close()
            self._watch, self._file, self._version = watch, file, -1
        version = self._data_version()
        if version != self._version:
            self._version = version
            self._state += 1
            self._kept = Kept()

    def _data_version(self) -> int:
        return int(self._watch.connection.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def _read_as_of(self, day: str) -> Iterator[Reading]:
        with self._lock:
            self._notice()
            weighed = self._weighed.get(day)
            # One begun before the story last changed is still waited for and shown once: beside a trace that goes on
            # writing, no other would ever be ready.
            if weighed is None or (weighed.shown and weighed.state != self._state):
                weighed = _Weighed(self.path, day, self._as_of, self._state)
                self._weighed[day] = weighed
                threading.Thread(target=self._weigh, args=(weighed,), daemon=True).start()
            self._weighed.move_to_end(day)
            while len(self._weighed) > _DAYS_KEPT:
                self._weighed.popitem(last=False)
        if not weighed.done.wait(self.patience):
            raise StillWeighingError(f"the account as of {day} is being weighed")
        weighed.shown = True
        if weighed.story is None:
            with self._lock:
                self._weighed.pop(day, None)  # the next request tries again
            raise weighed.error or WhenceError(f"the account as of {day} could not be weighed")
        with weighed.lock:
            yield Reading(weighed.story, day, weighed.kept, weighed.state)

    def _weigh(self, weighed: _Weighed) -> None:
        with self._one_at_a_time:  # two days asked for at once would need the memory of both
            weighed.run()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is that a path names; None where it names none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
