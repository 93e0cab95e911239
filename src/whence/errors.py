"""Every error that Whence raises on purpose: one base, few kinds.

A message names the input, says what is wrong with it and what to do. The kinds exist so that the command line can
choose an exit code and so that a caller can catch what it can mend.
"""


class WhenceError(Exception):
    """The base of every error raised on purpose. Its text is meant to be read by a person."""


class CommandError(WhenceError):
    """The command itself was wrong: a path that is not there, an option that cannot be. Exit code 2."""


class InputError(WhenceError):
    """One input could not be read as a report. It becomes a row in `problem`; the run goes on. Exit code 1.

    `kind` is a short machine-readable word (`empty`, `binary`, `too_large`, `encoding`, `no_text`, `bad_json`, ...).
    """

    def __init__(self, message: str, *, origin: str, kind: str) -> None:
        super().__init__(message)
        self.origin = origin
        self.kind = kind


class StoryError(WhenceError):
    """A story.db could not be opened, written or understood. Exit code 2."""
