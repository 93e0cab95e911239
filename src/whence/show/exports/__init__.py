"""The account for other programs: the whole of it in each format, and the rows of any view as JSON or CSV.

Every format is the same bytes for the same account, whatever the order of the input and the number of workers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO

from whence.story.store import Story


@dataclass(frozen=True, slots=True)
class Format:
    """A format of `whence export`: what it holds, the function that writes it, and whether it is a folder of files."""

    about: str
    module: str
    function: str
    folder: bool = False

    def write(self, story: Story, out: IO[str]) -> None:
        """Write a format of one file. What a format needs is imported only here."""
        writer: Callable[[Story, IO[str]], None] = getattr(import_module(self.module), self.function)
        writer(story, out)

    def write_folder(self, story: Story, folder: Path) -> None:
        """Write a format of one file a table into an empty folder."""
        writer: Callable[[Story, Path], None] = getattr(import_module(self.module), self.function)
        writer(story, folder)


_HERE = "whence.show.exports"
FORMATS: dict[str, Format] = {
    "json": Format("the whole account", f"{_HERE}.json", "export_json"),
    "csv": Format("a folder with a file for each table", f"{_HERE}.tables", "export_csv", folder=True),
    "parquet": Format("the same, typed", f"{_HERE}.tables", "export_parquet", folder=True),
    "graphml": Format("who leans on whom", f"{_HERE}.graphs", "export_graphml"),
    "gexf": Format("the same with days, for Gephi", f"{_HERE}.graphs", "export_gexf"),
    "annotations": Format("W3C Web Annotations", f"{_HERE}.annotations", "export_annotations"),
    "timelinejs": Format("the timeline, for TimelineJS", f"{_HERE}.timelinejs", "export_timelinejs"),
    "csl": Format("the reports, for reference managers", f"{_HERE}.csl", "export_csl"),
    "prov": Format("PROV-O in JSON-LD", f"{_HERE}.prov", "export_prov"),
    "tei": Format("what was said as a TEI apparatus", f"{_HERE}.tei", "export_tei"),
}
"""The formats by the name that the command line knows them by."""
