"""A verified draft in the terminal: what to look at first, then what stands."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.text import Text

from whence.show.terminal import page
from whence.show.wording import plural
from whence.verify.rows import Checked, Verified

NOT_ENGLISH = "The draft is not in English: only what stands in quotation marks was looked up."

UNCHECKED = (
    "These were held against nothing: no quotation, figure, day, office or statement that could be looked up was found "
    "in them. Whether the reports bear them out is for you to see; where a report has a sentence "
    "much like it, that is shown."
)


def verified_view(verified: Verified, console: Console) -> list[RenderableType]:
    """The claims that fail by place, those of which the reports know nothing, then the others."""
    counted = f"{plural(len(verified.claims), 'claim')} held against {plural(verified.reports, 'report')}"
    parts: list[RenderableType] = [page.heading(page.clean(verified.name), counted)]
    for title, claims in (
        ("To look at", verified.contradicted),
        ("Not in these reports: wrong, or from elsewhere", verified.unknown),
        ("In dispute: another report says otherwise", verified.disputed),
        ("Stands in the reports", verified.stands),
    ):
        if claims:
            parts += ["", page.heading(title, str(len(claims)))]
            for claim in claims:
                parts += ["", *_claim(claim, console)]
    if verified.unchecked:
        parts += ["", page.heading("Not looked up", plural(len(verified.unchecked), "sentence")), "", UNCHECKED]
        for one in verified.unchecked:
            parts += ["", page.words(" ".join(verified.text[one.start : one.end].split()))]
            if one.nearest is not None:
                near = page.cite(one.nearest.place).append(
                    f", {page.clean(one.nearest.title)}" if one.nearest.title else ""
                )
                parts.append(page.indented(page.words("nearest, not judged:", "dim"), near))
                parts.append(page.indented(page.indented(page.words(f"“{one.nearest.words}”"))))
    if verified.language:
        parts += ["", page.nothing(NOT_ENGLISH)]
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
