"""Whence: a sourced account of a developing news story.

    import whence
    story = whence.trace(["reports/"], to="story.db")
    for quote in story.quotes(altered=True): ...

Single steps on a string: `whence.attributions`, `whence.figures`, `whence.moments`, `whence.compare`.
"""

from __future__ import annotations

from whence.errors import CommandError, InputError, StoryError, WhenceError
from whence.settings import Settings

__version__ = "0.1.0"

from whence.api import (
    Story,
    attributions,
    compare,
    figures,
    mark,
    moments,
    open_story,
    trace,
)

__all__ = [
    "CommandError", "InputError", "Settings", "Story", "StoryError", "WhenceError", "__version__", "attributions",
    "compare", "figures", "mark", "moments", "open_story", "trace",
]  # fmt: skip
