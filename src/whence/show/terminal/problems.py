"""What went wrong, with which input, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from whence.show import wording
from whence.show.terminal import page
from whence.story.check import Checked
from whence.story.queries_rows import ProblemRow

SHOWN = 20


def problems(rows: Sequence[ProblemRow], shown: int = SHOWN) -> list[RenderableType]:
    """The first of them, then how many more there are."""
    lines: list[RenderableType] = []
    for row in rows[:shown]:
        message = page.clean(row.message)
        origin = page.clean(row.origin)
        lines.append(Text(message if origin in message else f"{origin}: {message}"))
    if len(rows) > shown:
        lines.append(Text(f"and {wording.plural(len(rows) - shown, 'more problem')}"))
    return lines


def checks(results: Sequence[Checked], shown: int = SHOWN) -> list[RenderableType]:
    """Each check with how many rows it looked at, then what was found."""
    made = page.table("check", "rows", "findings", numbers=("rows", "findings"))
    for result in results:
        count = len(result.findings)
        made.add_row(result.name, f"{result.looked_at:,}", Text(f"{count:,}", style="red" if count else "green"))
    findings = [finding for result in results for finding in result.findings]
    lines: list[RenderableType] = [made, ""]
    if not findings:
        return [*lines, Text("All well.", style="green")]
    for finding in findings[:shown]:
        lines.append(Text(f"{finding.check}: {finding.row}: {page.clean(finding.message)}"))
    if len(findings) > shown:
        lines.append(Text(f"and {wording.plural(len(findings) - shown, 'more finding')}"))
    return lines
