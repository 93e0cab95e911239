"""Every claim of a draft looked up in a story."""

from __future__ import annotations

from dataclasses import replace

from whence.story.store import Story
from whence.verify.dates import check_date
from whence.verify.draft import Draft
from whence.verify.figures import check_figure
from whence.verify.quotations import check_quotation
from whence.verify.reports import Reports
from whence.verify.rows import Checked, StateNote, Verified
from whence.verify.statements import check_statement


def look_up(story: Story, draft: Draft) -> Verified:
    """The claims of a draft by place, each with its states and the words of the reports that it was held against."""
    reports = Reports(story)
    found: list[Checked | None] = []
    quoted = [(c.start, c.end) for c in draft.claimed if c.quoted]
    for claim in draft.claimed:
        found.append((check_quotation if claim.quoted else check_statement)(claim, draft, reports))
    for figure in draft.figures:
        if not any(a <= figure.start < b for a, b in quoted):  # its words are held against the reports already
            found.append(check_figure(figure, draft, reports))
    for moment in draft.moments:
        if not any(a <= moment.start < b for a, b in quoted):
            found.append(check_date(moment, draft, reports))
    claims = sorted((c for c in found if c is not None), key=lambda c: (c.start, c.end, c.kind))
    claims = [_with_its_parts(claim, claims) for claim in claims]
    return Verified(draft.name, draft.text, draft.published, reports.count, tuple(claims))


def _with_its_parts(claim: Checked, claims: list[Checked]) -> Checked:
    """A statement that is found says so where a figure or a day inside it is not."""
    if claim.kind != "statement" or not any(
        part.fails and part.kind in ("figure", "date") and claim.start <= part.start < claim.end for part in claims
    ):
        return claim
    states = tuple(
        StateNote(note.state, "in other words, but not its figure or day") if note.state == "found" else note
        for note in claim.states
    )
    return replace(claim, states=states)
