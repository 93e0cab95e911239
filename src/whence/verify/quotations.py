"""A quotation of the draft, looked for in the reports' own words, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from whence.story import queries_verify as asked
from whence.verify.draft import Claimed, Draft
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote, in_order
from whence.verify.speakers import speaker_fits, speaker_name
from whence.verify.words import Word, difference, nearest, negates, runs, stem, words_of

GAP = re.compile(r"\[?\s*(?:…|\.\s?\.\s?\.)\s*\]?|\[[^\]]*\]")
_FAR = 120
"""Words that a fair shortening may leave out between two of its parts."""
_BREAK = re.compile(r"[.!?…\"“”\n]")
_ONE_MOUTH = 6
"""A quotation of so many words is not said by two people."""
_LIKE = 0.6
"""The share of a quotation's words from which a stretch of a report is the one that was meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands word for word; `turned` where what is left out holds a negation."""

    report_id: str
    start: int
    end: int
    turned: str = ""


def check_quotation(claim: Claimed, draft: Draft, reports: Reports) -> Checked:
    """The quotation with its states."""
    words = draft.text[claim.start : claim.end]
    parts = _parts(draft.text, claim)
    if not parts:
        return Checked("quotation", claim.start, claim.end, words, (StateNote("not_found"),))
    found = _verbatim(parts, draft, claim, reports)
    if not found:
        return _differs(claim, words, draft, reports)
    fair = [one for one in found if not one.turned]
    if not fair:
        note = StateNote("differs", f"left out: “{found[0].turned}”, which turns the meaning")
        return Checked("quotation", claim.start, claim.end, words, (note,), _evidence(found, reports))
    notes = [StateNote("shortened" if len(parts) > 1 else "verbatim")]
    rows = [(one, reports.statement_at(one.report_id, one.start, one.end)) for one in fair]
    said = [(one, row) for one, row in rows if row is not None]
    fits = [speaker_fits(claim, row, reports) for _, row in said]
    # Where one report leaves the speaker open, another that names one settles it: two do not say the same at length.
    settled = None not in fits or len(words_of(words)) >= _ONE_MOUTH
    if False in fits and True not in fits and settled:
        notes.append(StateNote("wrong_speaker", f"said by {speaker_name(said[fits.index(False)][1], reports)}"))
    if not said:
        notes[0] = StateNote(notes[0].state, "in the report's own words; nobody is quoted there")
    held = {row["utterance_id"] for _, row in said if row["utterance_id"]}
    roots = max((reports.roots("utterance", one) for one in sorted(held)), default=0)
    if roots == 1 or len({one.report_id for one in fair}) == 1:
        notes.append(StateNote("one_root", "only one independent report stands behind it"))
    for _, row in said:
        for table, row_id in (("utterance", row["utterance_id"]), ("attribution", row["id"])):
            for dispute in asked.disputes_of(reports.story, table, row_id) if row_id else ():
                notes.append(StateNote("disputed", dispute["label"]))
    notes.extend(_other_outlet(claim, draft, fair, reports))
    return Checked("quotation", claim.start, claim.end, words, in_order(notes), _evidence(fair, reports))


def _parts(text: str, claim: Claimed) -> list[list[Word]]:
    """The words of the quotation, cut where it says that something is left out or put in."""
    parts, at = [], claim.start
    for match in GAP.finditer(text, claim.start, claim.end):
        parts.append(words_of(text, at, match.start()))
        at = match.end()
    parts.append(words_of(text, at, claim.end))
    return [part for part in parts if part]


def _verbatim(parts: list[list[Word]], draft: Draft, claim: Claimed, reports: Reports) -> list[Found]:
    longest = max(parts, key=len)
    found = []
    for report_id in asked.reports_with_phrase(reports.story, [w.norm for w in longest]):
        theirs = reports.words(report_id)
        norms = [w.norm for w in theirs]
        for first in runs([w.norm for w in parts[0]], norms):
            at, left_out = first + len(parts[0]), list[str]()
            for part in parts[1:]:
                later = [p for p in runs([w.norm for w in part], norms[: at + _FAR]) if p >= at]
                if not later:
                    break
                left_out += norms[at : later[0]]
                at = later[0] + len(part)
            else:
                turned = next((w for w in left_out if negates(w)), "") if len(left_out) <= 8 else ""
                before = norms[first - 1] if first else ""
                ahead = [w.norm for w in words_of(draft.text, max(0, claim.start - 30), claim.start)][-3:]
                if before and negates(before) and not any(negates(w) for w in ahead):
                    stop = reports.places.text(report_id)[theirs[first - 1].end : theirs[first].start]
                    turned = turned or (before if not stop.strip(" \n\"“‘'") else "")
                found.append(Found(report_id, theirs[first].start, theirs[at - 1].end, turned))
                break
    return sorted(found, key=lambda one: (reports.day(one.report_id), one.report_id))


def _differs(claim: Claimed, words: str, draft: Draft, reports: Reports) -> Checked:
    ours = words_of(draft.text, claim.start, claim.end)
    norms = [w.norm for w in ours]
    best: tuple[int, str, int, int] | None = None
    for report_id in reports.near(stem(w) for w in norms if len(w) > 3):
        low, high, shared = nearest(norms, [w.norm for w in reports.words(report_id)])
        if shared and (best is None or (shared, low - high) > (best[0], best[2] - best[3])):
            best = (shared, report_id, low, high)
    if best is None or best[0] < 0.4 * len(norms):
        return Checked("quotation", claim.start, claim.end, words, (StateNote("not_found"),))
    shared, report_id, low, high = best
    low, high = _widened(reports.places.text(report_id), reports.words(report_id), low, high, norms)
    theirs = reports.words(report_id)[low:high]
    start, end = theirs[0].start, theirs[-1].end
    row = reports.statement_at(report_id, start, end)
    who = speaker_name(row, reports) if row is not None else None
    near = (reports.evidence(report_id, start, end, who),)
    diff = difference(reports.places.text(report_id), theirs, draft.text, ours)
    splice = _splice(norms, reports)
    if splice is not None:
        note = StateNote("differs", "two quotations joined as one, with no mark between them")
        return Checked("quotation", claim.start, claim.end, words, (note,), splice)
    if shared < _LIKE * len(norms) or shared < 3:
        return Checked(
            "quotation",
            claim.start,
            claim.end,
            words,
            (StateNote("not_found", "the nearest words are shown"),),
            near,
            diff,
        )
    notes = [StateNote("differs", _why(diff))]
    if row is not None and speaker_fits(claim, row, reports) is False:
        notes.append(StateNote("wrong_speaker", f"said by {who}"))
    return Checked("quotation", claim.start, claim.end, words, in_order(notes), near, diff)


def _widened(text: str, words: Sequence[Word], low: int, high: int, ours: Sequence[str]) -> tuple[int, int]:
    """The report's stretch with the words that stand where the draft's first or last words are others."""
    matched = SequenceMatcher(None, ours, [w.norm for w in words[low:high]], autojunk=False).get_matching_blocks()
    blocks = [one for one in matched if one.size]
    lead, trail = blocks[0].a, len(ours) - blocks[-1].a - blocks[-1].size
    while lead > 0 and low > 0 and not _BREAK.search(text, words[low - 1].end, words[low].start):
        lead, low = lead - 1, low - 1
    while trail > 0 and high < len(words) and not _BREAK.search(text, words[high - 1].end, words[high].start):
        trail, high = trail - 1, high + 1
    return low, high


def _why(diff: tuple[tuple[str, str, str], ...]) -> str:
    old = sum(negates(w.norm) for op, a, _ in diff if op != "equal" for w in words_of(a))
    new = sum(negates(w.norm) for op, _, b in diff if op != "equal" for w in words_of(b))
    if old != new:
        return "a negation is " + ("left out" if old > new else "put in")
    if all(op in ("equal", "delete") for op, _, _ in diff):
        return "words are left out with no mark"
    return "words are changed"


def _splice(norms: list[str], reports: Reports) -> tuple[Evidence, ...] | None:
    """The two places that a quotation was joined from, where each part of it stands word for word."""
    for cut in range(3, len(norms) - 2):
        found = []
        for part in (norms[:cut], norms[cut:]):
            for report_id in asked.reports_with_phrase(reports.story, part, limit=1):
                theirs = reports.words(report_id)
                for at in runs(part, [w.norm for w in theirs])[:1]:
                    found.append(reports.evidence(report_id, theirs[at].start, theirs[at + len(part) - 1].end))
        if len(found) == 2:
            a, b = (one.place for one in found)
            if a.report_id != b.report_id or not 0 <= b.start - a.end < 60:
                return tuple(found)
    return None


def _other_outlet(claim: Claimed, draft: Draft, found: list[Found], reports: Reports) -> list[StateNote]:
    """Where the sentence credits an outlet of the story that neither carries the words nor is named where they are."""
    start, end = draft.sentence(claim.start)
    said = draft.text[start : claim.start] + " | " + draft.text[claim.end : max(end, claim.end)]
    carried = {reports.places.heads[one.report_id].outlet for one in found}
    around = " ".join(reports.sentence(one.report_id, one.start, one.end).words for one in found)
    named = sorted({h.outlet for h in reports.places.heads.values() if h.outlet_given and _names(h.outlet, said)})
    if not named or any(outlet in carried or _names(outlet, around) for outlet in named):
        return []
    return [StateNote("wrong_outlet", f"{named[0]} does not carry it; {', '.join(sorted(carried))} does")]


def _names(outlet: str, text: str) -> bool:
    short = outlet.removeprefix("The ").split()[-1]
    return re.search(rf"{re.escape(outlet)}|\b[Tt]he {re.escape(short)}\b", text) is not None


def _evidence(found: list[Found], reports: Reports) -> tuple[Evidence, ...]:
    rows = []
    for one in found:
        row = reports.statement_at(one.report_id, one.start, one.end)
        who = speaker_name(row, reports) if row is not None else None
        rows.append(reports.evidence(one.report_id, one.start, one.end, who))
    return tuple(rows)
