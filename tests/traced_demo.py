"""The demo's reports as one record a file, and the story traced from them once for all the tests that read it."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from whence.api import open_story
from whence.demo import demo_folder
from whence.read import read_inputs
from whence.records import Report
from whence.run import TraceResult, trace_inputs
from whence.settings import Settings
from whence.story.store import Story

ONE_JOB = Settings(jobs=1)


@cache
def demo_reports() -> tuple[Report, ...]:
    """The reports of the demo as they were read."""
    found = [one for one in read_inputs([demo_folder()], ONE_JOB) if isinstance(one, Report)]
    return tuple(sorted(found, key=lambda report: report.id))


def write_records(folder: Path, reports: Sequence[Report]) -> list[Path]:
    """One file a report, named after its id, so that any part of the demo can be traced and keeps its ids."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for report in reports:
        record = {
            "id": report.given_id or report.id,
            "outlet": report.outlet,
            "date": report.published.value,
            "title": report.title,
            "url": report.url,
            "text": report.text,
        }
        path = folder / f"{report.id}.jsonl"
        path.write_text(json.dumps({key: value for key, value in record.items() if value is not None}) + "\n")
        paths.append(path)
    return paths


@cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="whence-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def record_paths() -> tuple[Path, ...]:
    """The demo's records on disk, in one folder."""
    return tuple(write_records(_scratch() / "records", demo_reports()))


@cache
def traced_demo() -> Path:
    """The story of the demo's records, traced in one process without a break. Never written to by a test."""
    path = _scratch() / "demo.db"
    result = trace([record_paths()[0].parent], path)
    assert result.problems == ()
    return path


def trace(inputs: Sequence[str | Path], to: Path, *, jobs: int = 1) -> TraceResult:
    """A trace in this process."""
    return trace_inputs(inputs, to, Settings(jobs=jobs))


def export(path: Path) -> str:
    """The whole account as JSON."""
    with open_story(path) as story:
        return story.json()


@cache
def demo_export() -> str:
    """The whole account of the demo as JSON."""
    return export(traced_demo())


def tables(text: str) -> dict[str, list[dict[str, object]]]:
    """The tables of an export, without `meta`."""
    loaded = json.loads(text)
    found = loaded.get("tables", loaded)
    return {name: rows for name, rows in found.items() if isinstance(rows, list)}


def kept(path: Path) -> int:
    """How many reports a story holds."""
    with Story.open(path) as story:
        return len(story.reports(raw=False))
