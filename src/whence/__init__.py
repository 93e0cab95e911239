"""Whence: a sourced account of a developing news story.

    import whence
    story = whence.trace(["reports/"], to="story.db")
    for quote in story.quotes(altered=True): ...

Single steps on a string: `whence.attributions`, `whence.figures`, `whence.moments`, `whence.compare`.
"""

from __future__ import annotations

import sys
from types import ModuleType

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


class _Package(ModuleType):
    """Keeps `whence.mark` and `whence.compare` the functions that they are here.

    Importing a folder of the same name (`from whence.mark import ...`, as the functions themselves do) would otherwise
    put the module in the function's place.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in ("mark", "compare") and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
