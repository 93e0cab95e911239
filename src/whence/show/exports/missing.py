"""Packages that come with an extra: imported when an export needs them, with a clear error where they are absent."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from whence.errors import CommandError


def needed(module: str, *, extra: str, for_what: str) -> Any:
    """The module. Raises CommandError, which names the extra to install, where it is not there."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise CommandError(
            f"{for_what} needs the package {package}, which is not installed or too old; "
            f"install it with: pip install --upgrade 'whence[{extra}]'"
        ) from error
