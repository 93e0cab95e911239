"""A verified draft in the terminal: what to look at first, then what stands."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.text import Text

from whence.show.terminal import page
from whence.verify.rows import Checked, Verified


def verified_view(verified: Verified, console: Console) -> list[RenderableType]:
    """The claims that fail by place, then the others."""
    fails = verified.failed
    rest = [claim for claim in verified.claims if not claim.fails]
    parts: list[RenderableType] = [
        page.heading(f"{verified.name}", f"{len(verified.claims)} claims held against {verified.reports} reports")
    ]
    for title, claims in (("To look at", fails), ("Stands in the reports", rest)):
        if claims:
            parts += ["", page.heading(title, str(len(claims)))]
            for claim in claims:
                parts += ["", *_claim(claim, console)]
    if not verified.claims:
        parts.append(page.nothing("No quotation, figure, date or statement was found in the draft."))
    return parts


def _claim(claim: Checked, console: Console) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for note in claim.states:
        line = Text(note.label, style="bold red" if claim.fails and note is claim.states[0] else "bold")
        lines.append(line.append(f": {page.clean(note.note)}" if note.note else "", style="not bold"))
    if claim.diff:
        lines.append(page.changed(claim.diff, console))
    full = 2 if claim.fails else 1
    for one in claim.evidence[:full]:
        lines.append(page.cite(one.place).append(f", {page.clean(one.title)}" if one.title else ""))
        said = f" ({page.clean(one.speaker)})" if one.speaker else ""
        lines.append(page.indented(page.words(f"“{one.words}”{said}")))
    if len(claim.evidence) > full:
        also = "; ".join(one.place.citation for one in claim.evidence[full:])
        lines.append(page.words(f"also: {also}", "dim"))
    return [page.words(f"{claim.kind}: {claim.words}"), page.indented(*lines)]
