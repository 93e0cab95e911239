"""A small sample story, invented for this project: its reports, and the truth about them beside."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def demo_folder() -> Path:
    """The folder of the bundled story's reports, to be traced like any other folder."""
    return Path(str(files(__name__) / "reports"))
