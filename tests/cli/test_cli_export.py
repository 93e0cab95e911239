"""`whence export`: files and folders that appear whole or not at all, and every way to go wrong as one clear line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from small_story import make_small_story
from whence.cli import app
from whence.show.exports import FORMATS


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(make_small_story(tmp_path / "small.db"))


def test_help_names_every_format() -> None:
    said = " ".join(run("export", "--help").stdout.split())
    assert f"One of {', '.join(FORMATS)}." in said


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written(path: str, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    result = run("export", path, form, "-o", str(out))
    assert (result.exit_code, result.output) == (0, "")
    if not FORMATS[form].folder:
        assert out.read_text(encoding="utf-8") == run("export", path, form).stdout
        return
    first = {file.name: file.read_bytes() for file in out.iterdir()}
    assert all(name.endswith(f".{form}") for name in first)
    (out / f"earlier.{form}").write_text("of an earlier version")
    assert run("export", path, form, "-o", str(out)).exit_code == 0
    assert {file.name: file.read_bytes() for file in out.iterdir()} == first
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("small.db")) == ["out"]


def test_an_export_as_of_a_day_holds_nothing_that_was_told_later(path: str) -> None:
    account = json.loads(run("export", path, "json", "--as-of", "2031-05-05").stdout)
    assert [row["outlet"] for row in account["report"]] == ["Ostry Gazette"]
    assert account["meta"]["as_of"] == "2031-05-05"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("csv",), "csv writes a file for each table; name a folder for them with -o"),
        (("csv", "-o", "{path}"), "is a file; csv writes a file for each table, so name a folder"),
        (("parquet", "-o", "{folder}"), "holds more than an earlier parquet export; name a new folder"),
        (("csv", "-o", "{folder}/no/where"), "cannot be written (No such file or directory)"),
        (("xml",), f"'xml' is not a format this version writes; formats: {', '.join(FORMATS)}"),
        (("json", "--as-of", "May"), "--as-of May: is not a day"),
    ],
)
def test_what_cannot_be_is_one_line(path: str, tmp_path: Path, args: tuple[str, ...], says: str) -> None:
    before = sorted(p.name for p in tmp_path.iterdir())
    result = run("export", path, *(arg.format(path=path, folder=tmp_path) for arg in args))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert says in result.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("args", "module", "extra"),
    [(("export", "{path}", "parquet", "-o", "{folder}/out"), "pyarrow", "exports"),
     (("mcp", "{path}"), "mcp.server.mcpserver", "mcp")],
)  # fmt: skip
def test_a_package_that_is_not_there_is_named_with_the_way_out(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    result = run(*(arg.format(path=path, folder=tmp_path) for arg in args))
    assert result.exit_code == 2
    assert f"needs the package {module.partition('.')[0]}, which is not installed or too old" in result.stderr
    assert f"pip install --upgrade 'whence[{extra}]'" in result.stderr
    assert not (tmp_path / "out").exists()
