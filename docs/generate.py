"""Write the generated parts of the documentation again, or check that they are up to date.

    python docs/generate.py            reference parts and the output of every command shown
    python docs/generate.py --check    exit 1 and name the files whose reference parts are out of date

A part stands between `<!-- generated: NAME -->` and `<!-- end of generated -->`; what makes it is in
`reference_parts.py`. The output of commands stands in fenced `console` blocks; what runs them is in
`console_blocks.py`, and `tests/docs` compares it on every test run. The JSON Schema of the JSON export is made whole,
by `account_schema.py`.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS))

from account_schema import PATH as SCHEMA  # noqa: E402
from account_schema import account_schema  # noqa: E402
from console_blocks import Workspace  # noqa: E402
from reference_parts import PARTS, DocsError  # noqa: E402

ROOT = DOCS.parent
PART = re.compile(
    r"(?P<opening><!-- generated: (?P<name>[a-z-]+) -->\n)(?P<body>.*?)(?P<closing><!-- end of generated -->)",
    re.DOTALL,
)


def documents() -> list[Path]:
    """Every page that may hold generated parts or commands, in the order in which a reader meets them."""
    first = [ROOT / "README.md", DOCS / "tutorial.md"]
    rest = sorted([*DOCS.rglob("*.md"), ROOT / "CONTRIBUTING.md", ROOT / "examples" / "README.md"])
    return [*first, *(path for path in rest if path not in first)]


def with_parts(text: str, shown: str) -> str:
    """The text of a page with its reference parts made anew. Raises DocsError where a part is unknown or cannot be."""

    def replaced(match: re.Match[str]) -> str:
        make = PARTS.get(match["name"])
        if make is None:
            raise DocsError(f"{shown}: no part is called {match['name']!r}; parts: {', '.join(sorted(PARTS))}")
        return f"{match['opening']}\n{make().strip()}\n\n{match['closing']}"

    return PART.sub(replaced, text)


def stale() -> list[str]:
    """A line for each page whose reference parts are not what the code says now."""
    found = []
    for path in documents():
        shown = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        if with_parts(text, shown) != text:
            found.append(f"{shown} is out of date; write it again with: make docs")
    if not (ROOT / SCHEMA).is_file() or (ROOT / SCHEMA).read_text(encoding="utf-8") != account_schema():
        found.append(f"{SCHEMA} is out of date; write it again with: make docs")
    return found


def write() -> list[str]:
    """Write every page again, commands included, and the schema of the export; the files that changed."""
    changed = []
    schema = account_schema()
    if not (ROOT / SCHEMA).is_file() or (ROOT / SCHEMA).read_text(encoding="utf-8") != schema:
        (ROOT / SCHEMA).write_text(schema, encoding="utf-8")
        changed.append(SCHEMA)
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder), ROOT)
        for path in documents():
            shown = path.relative_to(ROOT).as_posix()
            text = path.read_text(encoding="utf-8")
            made = workspace.with_output(with_parts(text, shown), shown)
            if made != text:
                path.write_text(made, encoding="utf-8")
                changed.append(shown)
    return changed


def main(arguments: list[str]) -> int:
    """Check or write; the exit code."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if arguments:
            problems = stale()
            print("\n".join(problems) if problems else "the reference is up to date", file=sys.stderr)
            return 1 if problems else 0
        for name in write():
            print(f"wrote {name}")
    except DocsError as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
