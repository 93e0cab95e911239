"""Every command that the documentation shows prints what the documentation says, and what is left out is said."""

from __future__ import annotations

import importlib
import re
import sqlite3
import sys
from pathlib import Path
from types import ModuleType

import pytest

PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SQL = re.compile(r"^```sql\n(.*?)^```$", re.DOTALL | re.MULTILINE)
DOCS = Path(__file__).resolve().parents[2] / "docs"


def module(name: str) -> ModuleType:
    """One of the modules beside the documentation, which are no package."""
    if str(DOCS) not in sys.path:
        sys.path.insert(0, str(DOCS))
    return importlib.import_module(name)


def test_commands_print_what_is_shown_and_programs_run(tmp_path: Path) -> None:
    generate, blocks = module("generate"), module("console_blocks")
    workspace = blocks.Workspace(tmp_path, generate.ROOT)
    for path in generate.documents():
        text = path.read_text(encoding="utf-8")
        shown = path.relative_to(generate.ROOT).as_posix()
        assert workspace.with_output(text, shown) == text, f"{shown} shows old output; write it again with: make docs"
        for number, program in enumerate(PYTHON.findall(text)):
            (tmp_path / f"program{number}.py").write_text(program, encoding="utf-8")
            workspace.run(f"python program{number}.py", shown)
        story = sqlite3.connect(tmp_path / "demo.db")
        for query in SQL.findall(text):
            for statement in query.split(";"):
                story.execute(statement).fetchall()
        story.close()


def test_output_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    workspace = module("console_blocks").Workspace(tmp_path, DOCS.parent)
    page = '```console from="two" lines=2\n$ printf "one\\ntwo\\nthree\\nfour\\n"\nstale\n```\n'
    made = workspace.with_output(page, "page.md")
    assert made.splitlines()[2:] == ["...", "two", "three", "...", "```"]
    assert workspace.with_output(made, "page.md") == made


@pytest.mark.parametrize(
    "page", ["```console\nno command\n```", "```console wide=1\n$ true\n```", "```console\n$ no-such-command\n```"]
)
def test_a_block_that_cannot_be_run_is_an_error(tmp_path: Path, page: str) -> None:
    workspace = module("console_blocks").Workspace(tmp_path, DOCS.parent)
    with pytest.raises(module("reference_parts").DocsError):
        workspace.with_output(page, "page.md")


def test_an_undocumented_column_is_an_error() -> None:
    parts = module("reference_parts")
    with pytest.raises(parts.DocsError, match="'colour' is not documented"):
        parts._same("column of report", {"id", "colour"}, {"id"}, "tables.toml")
    with pytest.raises(parts.DocsError, match="does not exist"):
        parts._same("table", {"report"}, {"report", "rumour"}, "tables.toml")


def test_an_unknown_part_is_an_error() -> None:
    with pytest.raises(module("reference_parts").DocsError, match="no part is called 'nothing'"):
        module("generate").with_parts("<!-- generated: nothing -->\n<!-- end of generated -->", "page.md")


def test_a_check_names_the_page_that_is_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    generate = module("generate")
    page = tmp_path / "page.md"
    page.write_text("<!-- generated: settings -->\nas it was\n<!-- end of generated -->\n", encoding="utf-8")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "documents", lambda: [page])
    assert generate.main(["--check"]) == 1
    assert f"{generate.SCHEMA} is out of date" in capsys.readouterr().err
    (tmp_path / generate.SCHEMA).parent.mkdir(parents=True)
    (tmp_path / generate.SCHEMA).write_text(generate.account_schema(), encoding="utf-8")
    assert generate.main(["--check"]) == 1
    assert "page.md is out of date; write it again with: make docs" in capsys.readouterr().err
    page.write_text(generate.with_parts(page.read_text(encoding="utf-8"), "page.md"), encoding="utf-8")
    assert generate.main(["--check"]) == 0
    assert generate.main(["--chekc"]) == 2
