"""Commands shown in the documentation: run in a folder of their own, their real output put below them.

A block is fenced and called `console`; a line that begins with `$ ` is a command for bash, what follows it is its
output. Words after `console` cut long output: `lines=12` keeps the first twelve lines, `from="In dispute"` begins at
the first line that holds these words. A line of three dots stands for what was left out.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from reference_parts import DocsError

BLOCK = re.compile(r"^```console(?P<options>[^\n]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
PROMPT = "$ "
LEFT_OUT = "..."
BROKEN = ("Traceback (most recent call last)", "command not found")


class Workspace:
    """A folder in which the commands of all pages run, one page after another, as a reader would run them.

    It holds links to the project's `src` and `examples`, and to the demo's reports as `reports`, so that no path in the
    output names the machine.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        for name in ("src", "examples"):
            (folder / name).symlink_to(root / name, target_is_directory=True)
        (folder / "reports").symlink_to(root / "src" / "whence" / "demo" / "reports", target_is_directory=True)
        self._env = {
            **{key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "WHENCE_DATA")},
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "COLUMNS": "80",
            "LINES": "24",
            "NO_COLOR": "1",
            "TERM": "dumb",
            "LC_ALL": "C.UTF-8",
            "PYTHONUTF8": "1",
        }

    def with_output(self, text: str, shown: str) -> str:
        """The text of a page with every command's output as it is now."""

        def replaced(match: re.Match[str]) -> str:
            cut = _cut(match["options"], shown)
            commands = [line for line in match["body"].splitlines() if line.startswith(PROMPT)]
            if not commands:
                raise DocsError(f"{shown}: a console block has no line that begins with {PROMPT!r}")
            pieces = [part for command in commands for part in (command, *self._output(command, cut, shown))]
            return f"```console{match['options']}\n" + "\n".join(pieces) + "\n```"

        return BLOCK.sub(replaced, text)

    def run(self, command: str, shown: str) -> str:
        """The output of a command for bash, errors and all. Raises DocsError where it broke."""
        ran = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder, env=self._env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace", timeout=300, check=False,
        )  # fmt: skip
        if ran.returncode > 2 or any(words in ran.stdout for words in BROKEN):
            raise DocsError(f"{shown}: {command}\nended with {ran.returncode}:\n{ran.stdout}")
        return ran.stdout

    def _output(self, command: str, cut: dict[str, str], shown: str) -> list[str]:
        said = self.run(command.removeprefix(PROMPT), shown).rstrip("\n")
        return _shortened(said.split("\n") if said else [], cut, f"{shown}: {command}")


def _cut(options: str, shown: str) -> dict[str, str]:
    cut = dict(option.split("=", 1) for option in shlex.split(options))
    unknown = set(cut) - {"lines", "from"}
    if unknown:
        raise DocsError(f"{shown}: a console block has unknown options: {', '.join(sorted(unknown))}")
    return cut


def _shortened(lines: list[str], cut: dict[str, str], shown: str) -> list[str]:
    first = 0
    if "from" in cut:
        first = next((at for at, line in enumerate(lines) if cut["from"] in line), -1)
        if first < 0:
            raise DocsError(f"{shown}: no line of its output holds {cut['from']!r}")
    stop = min(first + int(cut.get("lines", len(lines))), len(lines))
    kept = lines[first:stop]
    while kept and not kept[-1].strip():
        kept.pop()
    return [*([LEFT_OUT] if first else []), *kept, *([LEFT_OUT] if stop < len(lines) else [])]
