"""Every claim of a draft looked up in a story."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from whence.story.store import Story
from whence.verify.dates import check_date
from whence.verify.draft import Covered, Draft
from whence.verify.durations import check_duration
from whence.verify.figures import check_bare_numbers, check_figure
from whence.verify.periods import check_period
from whence.verify.places import check_places
from whence.verify.quotations import check_quotation
from whence.verify.reports import Reports
from whence.verify.roles import check_roles
from whence.verify.rows import FAILS, Checked, Evidence, State, StateNote, Unchecked, Verified, in_order
from whence.verify.sides import check_sides
from whence.verify.statements import check_statement
from whence.verify.times import check_times
from whence.verify.votes import check_votes
from whence.verify.words import content, numbers

OnProgress = Callable[[str, int, int | None], None]
_TELLS = 2
"""So many words of meaning at least make a sentence tell something."""
_ENOUGH = 3
_NEAR = 0.5
"""Words of meaning that a sentence has at least, and the share of them in a report's sentence, for that to be shown."""
_A_LITTLE = 0.35
"""The share of a statement's meaning in the one sentence that has its figure, for that to tell the same."""
_FAINT = 0.2
"""The same where it has the same time to the minute."""
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.][0-5]\d(?=\s*(?:[ap]\.?m\b|o’clock|GMT\b|hours\b|local\b))", re.IGNORECASE)
_ENDS = tuple(".!?”\"'’…)")
_PARTS = {"figure": "figure", "date": "day"}


def look_up(story: Story, draft: Draft, on_progress: OnProgress | None = None) -> Verified:
    """The claims of a draft by place, each with its states and the words of the reports that it was held against.

    `on_progress` is told the stage `verify`, how many claims are looked up, and of how many.
    """
    reports = Reports(story)
    found: list[Checked | None] = []
    quoted = [(c.start, c.end) for c in draft.claimed if c.quoted]
    # The words of a quotation are held against the reports already, with the figures and days in them.
    inside = Covered(quoted)
    figures = [f for f in draft.figures if not inside.holds(f.start)]
    moments = [m for m in draft.moments if not inside.holds(m.start)]
    checks: list[Callable[[], Checked | None]] = [
        *(partial(check_quotation if one.quoted else check_statement, one, draft, reports) for one in draft.claimed),
        *(partial(check_figure, figure, draft, reports) for figure in figures),
        *(partial(check_date, moment, draft, reports) for moment in moments),
        *(partial(check_period, moment, draft, reports) for moment in moments),
        *(partial(check_duration, moment, draft, reports) for moment in moments),
    ]
    for at, check in enumerate(checks):
        if on_progress:
            on_progress("verify", at, len(checks))
        found.append(check())
    taken = [*quoted, *((f.start, f.end) for f in draft.figures), *((m.start, m.end) for m in draft.moments)]
    votes = check_votes(draft, reports)
    found += votes
    taken += [(one.start, one.end) for one in votes]
    found += check_bare_numbers(draft, Covered(taken), reports)
    found += check_times(draft, Covered(taken), reports)
    found += check_roles(draft, reports)
    found += check_places(draft, reports)
    found += check_sides(draft, reports)
    claims = sorted((c for c in found if c is not None), key=lambda c: (c.start, c.end, c.kind))
    wrong = [one for one in claims if one.fails and one.kind in _PARTS and one.state != "superseded"]
    starts = [one.start for one in wrong]
    claims = [
        _with_its_parts(one, wrong[bisect_left(starts, one.start) : bisect_left(starts, one.end)]) for one in claims
    ]
    figures_held = [one for one in claims if one.kind == "figure"]
    claims = [_by_its_figures(one, figures_held, draft, reports) for one in claims]
    left = tuple(
        Unchecked(start, end, _nearest(draft, start, end, reports)) for start, end in _unchecked(draft, claims)
    )
    return Verified(draft.name, draft.text, draft.published, reports.count, tuple(claims), draft.language, left)


def _unchecked(draft: Draft, claims: list[Checked]) -> tuple[tuple[int, int], ...]:
    """The draft's sentences in which no claim lies: what they tell was held against nothing. Headings are none."""
    if draft.language:
        return ()
    found = []
    for start, end in draft.sentences:
        words = draft.text[start:end].strip()
        if words[-1:] not in _ENDS or len(content(draft.text, start, end)) < _TELLS:
            continue
        if not any(one.start < end and start < one.end for one in claims):
            first = start + len(draft.text[start:end]) - len(draft.text[start:end].lstrip())
            found.append((first, first + len(words)))
    return tuple(found)


def _nearest(draft: Draft, start: int, end: int, reports: Reports) -> Evidence | None:
    """The sentence of a report that shares most of the meaning of a draft's, where it shares enough to be of help."""
    ours = content(draft.text, start, end)
    alike = reports.alike(ours, _NEAR) if len(ours) >= _ENOUGH else []
    return reports.evidence(*alike[0][:3]) if alike else None


def _by_its_figures(claim: Checked, figures: list[Checked], draft: Draft, reports: Reports) -> Checked:
    """A statement that nobody is found to make, and of which one sentence of a report has every figure, two at least,
    or the only one, no common number, with some of its words: it tells the same, and whether it does in all is left to
    the reader."""
    if claim.kind != "statement" or claim.state != "not_found":
        return claim
    inside = [one for one in figures if claim.start <= one.start < claim.end]
    if not inside:
        return _by_its_clock(claim, draft, reports)
    if any(one.fails for one in inside):
        return claim
    if len(inside) == 1:
        return _by_its_figure(claim, inside[0], draft, reports)
    told = [{shown.place.citation: shown for shown in one.evidence} for one in inside]
    shared = [shown for cited, shown in told[0].items() if all(cited in others for others in told)]
    if not shared:
        return claim
    note = StateNote("found", "its figures are; compare the rest")
    return replace(claim, states=(note,), evidence=tuple(shared[:1]))


def _by_its_figure(claim: Checked, figure: Checked, draft: Draft, reports: Reports) -> Checked:
    ours = content(draft.text, claim.start, claim.end)
    if not numbers(figure.words) or len(ours) < _ENOUGH:
        return claim
    for shown in figure.evidence:
        place = shown.place
        if reports.likeness(ours, reports.content(place.report_id, place.start, place.end)) >= _A_LITTLE:
            return replace(claim, states=(StateNote("found", "its figure is; compare the rest"),), evidence=(shown,))
    return claim


def _by_its_clock(claim: Checked, draft: Draft, reports: Reports) -> Checked:
    """The same of a time to the minute."""
    clock = _CLOCK.search(claim.words)
    ours = content(draft.text, claim.start, claim.end)
    if clock is None:
        return claim
    for report_id, low, high, _ in reports.alike(ours, _FAINT):
        if re.search(rf"(?<!\d){re.escape(clock[0])}(?!\d)", reports.places.text(report_id)[low:high]):
            note = StateNote("found", "its time is; compare the rest")
            return replace(claim, states=(note,), evidence=(reports.evidence(report_id, low, high),))
    return claim


def _with_its_parts(claim: Checked, wrong: list[Checked]) -> Checked:
    """A statement does not stand where a figure or a day inside it is not the reports', however alike its words are."""
    if claim.kind != "statement" or not wrong:
        return claim
    part = next((one for one in wrong if one.state == "differs" and one.evidence), None)
    if claim.state == "not_found" and part is not None:
        note = StateNote("differs", f"in its {_PARTS[part.kind]}")
        return replace(claim, states=(note,), evidence=part.evidence)
    if claim.state in FAILS or not any(one.state == "found" for one in claim.states):
        return claim
    # Where the reports say nothing of the figure or the day, they do not say otherwise.
    state: State = "differs" if any(one.state == "differs" for one in wrong) else "not_found"
    other = StateNote(state, f"found in other words, but not its {_PARTS[wrong[0].kind]}")
    states = in_order([other, *(one for one in claim.states if one.state != "found")])
    return replace(claim, states=states, evidence=part.evidence if part is not None else claim.evidence)
