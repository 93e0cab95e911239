"""`whence serve` as a person runs it: it says where it is, answers, and ends at Ctrl-C without a word."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from small_story import make_small_story
from whence.cli import app

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, running, and the address that it printed."""
    path = make_small_story(tmp_path / "small.db")
    command = [sys.executable, "-m", "whence", "serve", str(path), "--port", "0"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    line = running.stdout.readline()
    found = re.fullmatch(r".*small\.db: open (http://127\.0\.0\.1:\d+/) in a browser; Ctrl-C stops it\.\n", line)
    try:
        assert found, line
        yield running, found[1]
    finally:
        running.kill()
        running.wait()


def test_it_serves_until_it_is_stopped(served: tuple[subprocess.Popen[str], str]) -> None:
    running, where = served
    with urllib.request.urlopen(where, timeout=10) as answer:
        assert answer.status == 200
        assert "server" not in answer.headers
        assert b"small" in answer.read()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=15)
    assert (running.returncode, out, err) == (0, "", "")


def test_a_story_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", str(tmp_path / "none.db")])
    assert result.exit_code == 2
    assert "no such story" in result.output


def test_a_host_that_is_not_this_machine_is_said(tmp_path: Path) -> None:
    path = make_small_story(tmp_path / "small.db")
    result = CliRunner().invoke(app, ["serve", str(path), "--host", "192.0.2.1", "--port", "0"])
    assert result.exit_code == 2
    assert "192.0.2.1" in result.output
