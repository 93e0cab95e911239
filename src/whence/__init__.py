"""Whence: a sourced account of a developing news story.

    import whence
    story = whence.trace(["reports/"], to="story.db")
    for quote in story.quotes(altered=True): ...

Single steps on a string: `whence.attributions`, `whence.figures`, `whence.moments`, `whence.compare`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

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


class _Step(ModuleType):
    """The module of a folder that is called as the function of its name is: `whence.mark(text)`."""

    def __call__(self, *args: Any, **kwargs: Any) -> object:
        return _FUNCTIONS[self.__name__](*args, **kwargs)


class _Package(ModuleType):
    """Keeps `whence.mark` and `whence.compare` callable.

    Importing the folder of the same name (`from whence.mark import ...`, as the functions do) puts its module
    in the function's place.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and value.__name__ in _FUNCTIONS:
            value.__class__ = _Step
        super().__setattr__(name, value)


_FUNCTIONS: dict[str, Callable[..., object]] = {"whence.mark": mark, "whence.compare": compare}
sys.modules[__name__].__class__ = _Package
