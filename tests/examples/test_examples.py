"""The example programs run, and print what they say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from small_story import make_small_story
from traced_demo import record_paths
from whence.story.store import Story

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


def run(name: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "examples" / name), *args], capture_output=True, text=True, check=False, cwd=ROOT
    )


def test_there_are_the_examples_tested_here() -> None:
    assert [path.name for path in EXAMPLES] == ["altered_quotations.py", "spacy_pipeline.py", "who_said_what.py"]


def test_who_said_what(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("“The dam was sound in May,” Mara Vell said on Monday.\n", encoding="utf-8")
    done = run("who_said_what.py", str(path), "2031-03-13")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "     0-27     Mara Vell [0.97] direct: “The dam was sound in May,”\n"


def test_who_said_what_tells_how_it_is_used() -> None:
    done = run("who_said_what.py")
    assert done.returncode == 1
    assert "Usage" in done.stderr


def test_altered_quotations() -> None:
    done = run("altered_quotations.py", str(record_paths()[0].parent))
    assert done.returncode == 0, done.stderr
    assert any(line.startswith(("  altered in ", "  differs in ")) for line in done.stdout.splitlines())


def test_spacy_pipeline(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("“The dam was sound in May,” Mara Vell said on Monday.\n", encoding="utf-8")
    done = run("spacy_pipeline.py", str(path), "2031-03-13")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "tokens 0-9: Mara Vell, direct: “The dam was sound in May,”\n"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_says_what_it_is_for(path: Path) -> None:
    assert "Usage:" in path.read_text(encoding="utf-8").split('"""')[1]


def test_the_queries_for_datasette_run_on_a_story(tmp_path: Path) -> None:
    described = json.loads((ROOT / "examples" / "datasette.json").read_text(encoding="utf-8"))["databases"]["story"]
    with Story.open(make_small_story(tmp_path / "small.db")) as story:
        tables = {row[0] for row in story.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert set(described["tables"]) <= tables
        found = {
            name: story.connection.execute(query["sql"], {"word": "piles"}).fetchall()
            for name, query in described["queries"].items()
        }
    assert [row["speaker"] for row in found["said"]] == ["Mara Vell", "Mara Vell", None]
    assert [row["here"] for row in found["altered"]] == ['"The east piles collapsed before any alarm was raised,"']
    assert [row["series"] for row in found["figures"]] == ["people hurt"] * 3 + [None]
    assert [(row["independent"], row["undetermined"]) for row in found["timeline"]] == [(1, 0), (0, 1)]
