"""A quotation of the draft, looked for in the reports' own words, wherever they stand."""

from __future__ import annotations

import sqlite3

from whence.story import queries_verify as asked
from whence.verify.denied import denied_after
from whence.verify.draft import Claimed, Draft
from whence.verify.nearest import check_nearest
from whence.verify.outlets import other_outlet
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote, in_order
from whence.verify.speakers import names_its_speaker, said_by, speaker_fits, speaker_name
from whence.verify.verbatim import Found, find_verbatim, quoted_parts
from whence.verify.words import carries, words_of

_ONE_MOUTH = 6
"""A quotation of so many words is not said by two people."""
_ANYBODYS = 3
"""A quotation of so few words or fewer is said by many: that another is quoted with them accuses nobody."""


def check_quotation(claim: Claimed, draft: Draft, reports: Reports) -> Checked:
    """The quotation with its states."""
    words = draft.text[claim.start : claim.end]
    parts = quoted_parts(draft.text, claim)
    if not parts:
        return Checked("quotation", claim.start, claim.end, words, (StateNote("not_found"),))
    found = find_verbatim(parts, draft, claim, reports)
    if not found:
        return check_nearest(claim, words, draft, reports)
    fair = [one for one in found if not one.turned]
    if not fair:
        note = StateNote("differs", f"left out: “{found[0].turned}”, which turns the meaning")
        return Checked("quotation", claim.start, claim.end, words, (note,), _evidence(found, reports))
    notes = [StateNote("shortened" if len(parts) > 1 else "verbatim", fair[0].note)]
    said, fits, others = [], [], []
    for one in fair:
        there = reports.statements_at(one.report_id, one.start, one.end)
        fit = [speaker_fits(claim, row, reports) for row in there]
        if names_its_speaker(claim, words):
            fit = [one or None for one in fit]  # said within it by that speaker, and by another who is quoted
        if there:
            said.append(there[fit.index(True) if True in fit else 0])
            fits.append(True if True in fit else fit[0])
        if True not in fit:
            others.append(one)
    # Where one report leaves the speaker open, another that names one settles it: two do not say the same at length.
    settled = None not in fits or len(words_of(words)) >= _ONE_MOUTH
    if False in fits and True not in fits and len(words_of(words)) <= _ANYBODYS:
        note = StateNote("not_found", f"these few words stand elsewhere, {said_by(said[fits.index(False)], reports)}")
        return Checked("quotation", claim.start, claim.end, words, (note,), _evidence(fair, reports))
    if all(_is_title(one, reports) for one in fair):
        settled = False
    if False in fits and True not in fits and settled:
        notes.append(StateNote("wrong_speaker", said_by(said[fits.index(False)], reports)))
    nameless = said[0] if said and True not in fits and all(_nameless(row, reports) for row in said) else None
    if nameless is not None and claim.sure and claim.person and claim.names and not claim.anonymous:
        notes[0] = StateNote(notes[0].state, f"given there to “{speaker_name(nameless, reports)}”, without a name")
    if not said:
        notes[0] = StateNote(notes[0].state, "in the report's own words; nobody is quoted there")
    held = {row["utterance_id"] for row in said if row["utterance_id"]}
    roots = max((reports.roots("utterance", one) for one in sorted(held)), default=0)
    if roots == 1 or len({one.report_id for one in fair}) == 1:
        notes.append(StateNote("one_root", "only one independent report stands behind it"))
    for row in said:
        for table, row_id in (("utterance", row["utterance_id"]), ("attribution", row["id"])):
            for dispute in asked.disputes_of(reports.story, table, row_id) if row_id else ():
                notes.append(StateNote("disputed", dispute["label"]))
    if denial := denied_after(said, reports):
        notes.append(StateNote("disputed", f"the report says further on: “{denial}”"))
    if len(words_of(words)) > _ANYBODYS or True in fits:
        notes += other_outlet(claim, draft, [(one.report_id, one.start, one.end) for one in fair], reports)
    # Where the one who is named says it comes first: another may use the same few words.
    fair.sort(key=lambda one: one in others)
    return Checked("quotation", claim.start, claim.end, words, in_order(notes), _evidence(fair, reports))


def _is_title(one: Found, reports: Reports) -> bool:
    """Whether a report has the words as the name of something, which anybody says: `the Harbour Safety Act`."""
    text = reports.places.text(one.report_id)
    telling = [word for word in words_of(text, one.start, one.end) if carries(word.norm)]
    return len(telling) > 1 and all(text[word.start].isupper() for word in telling)


def _nameless(row: sqlite3.Row, reports: Reports) -> bool:
    """Whether a report says what the speaker is, and no name: `one deckhand`."""
    if row["source_start"] is None or row["speaker_basis"] != "description":
        return bool(row["anonymous"])
    written = reports.places.text(row["report_id"])[row["source_start"] + 1 : row["source_end"]]
    return written == written.lower()


def _evidence(found: list[Found], reports: Reports) -> tuple[Evidence, ...]:
    rows = []
    for one in found:
        row = reports.statement_at(one.report_id, one.start, one.end)
        who = speaker_name(row, reports) if row is not None else None
        rows.append(reports.evidence(one.report_id, one.start, one.end, who))
    return tuple(rows)
