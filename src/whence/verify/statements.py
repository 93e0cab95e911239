"""What the draft says somebody said in other words: the same speaker and a strong likeness, or it is not found."""

from __future__ import annotations

import sqlite3

from whence.verify.draft import Claimed, Draft
from whence.verify.reports import Reports
from whence.verify.rows import Checked, StateNote, in_order
from whence.verify.speakers import speaker_fits, speaker_name
from whence.verify.words import content, negates, words_of

_ENOUGH = 0.55
_STRONG = 0.75


def check_statement(claim: Claimed, draft: Draft, reports: Reports) -> Checked | None:
    """The statement with its states; None where it has too few words to be looked for."""
    ours = content(draft.text, claim.start, claim.end)
    words = draft.text[claim.start : claim.end]
    if len(ours) < 3:
        return None
    best: list[tuple[float, str, int, sqlite3.Row]] = []
    for report_id in reports.near(ours):
        for row in reports.statements(report_id):
            alike = reports.likeness(ours, reports.content(report_id, row["start"], row["end"]))
            if alike >= _ENOUGH:
                best.append((alike, report_id, row["start"], row))
    best.sort(key=lambda one: (-one[0], reports.day(one[1]), one[1], one[2]))
    told = [(one, speaker_fits(claim, one[3], reports)) for one in best]
    fits = [one for one, fit in told if fit or (fit is None and one[0] >= _STRONG)]
    best = [one for one, fit in told if fit is not None or one[0] >= _STRONG]
    if not best or (not fits and best[0][0] < _STRONG):
        note = StateNote("not_found", "nobody is found saying so; look for it in other words")
        near = tuple(
            reports.evidence(r, row["start"], row["end"], speaker_name(row, reports)) for _, r, _, row in best[:1]
        )
        return Checked("statement", claim.start, claim.end, words, (note,), near)
    kept = fits or best
    row = kept[0][3]
    notes = [StateNote("found", "in other words")]
    if not fits:
        notes.append(StateNote("wrong_speaker", f"said by {speaker_name(row, reports)}"))
    if kept[0][0] >= _STRONG and _turned(draft.text, claim.start, claim.end) != _turned(
        reports.places.text(row["report_id"]), row["start"], row["end"]
    ):
        notes.append(StateNote("differs", "one says not, the other does not"))
    if reports.roots("utterance", row["utterance_id"]) == 1:
        notes.append(StateNote("one_root", "only one independent report stands behind it"))
    shown = tuple(reports.evidence(r, x["start"], x["end"], speaker_name(x, reports)) for _, r, _, x in kept[:3])
    return Checked("statement", claim.start, claim.end, words, in_order(notes), shown)


def _turned(text: str, start: int, end: int) -> bool:
    return sum(negates(word.norm) for word in words_of(text, start, end)) % 2 == 1
