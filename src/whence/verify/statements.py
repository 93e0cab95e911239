"""What the draft says somebody said in other words: the same speaker and a strong likeness, or it is not found."""

from __future__ import annotations

import sqlite3

from whence.verify.draft import Claimed, Draft
from whence.verify.opposites import exchanged, written
from whence.verify.outlets import other_outlet
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote, in_order
from whence.verify.speakers import said_by, speaker_fits, speaker_name
from whence.verify.words import content, negates, stem, words_of

_ENOUGH = 0.55
_FEW = 4
"""Words of meaning up to which a statement has to be found nearly whole: a long one holds any few of them by chance."""
_STRONG = 0.75
_LONGER = 2
"""So many times the words of the draft's statement, and another's word is about something else."""
_SENTENCE = 0.6
"""The share of a statement's meaning from which a report's own sentence tells the same."""
_NEAR = 0.35
"""The share from which the nearest sentence is worth showing beside what is not found."""
_SIDES = frozenset(["assert", "deny", "confirm"])
_REJECTS = frozenset(
    stem(one)
    for one in (
        "denied", "deny", "denial", "denying", "reject", "rejects", "refute", "refutes", "refuse", "dispute",
        "disputes", "dismiss", "contradict", "contradicts", "false", "untrue", "lie", "lies", "wrong",
    )
)  # fmt: skip
"""Words beside which it is not sure what a denial is of."""
_DENIED = "the report says that it was denied"
Row = tuple[float, str, int, sqlite3.Row]


def check_statement(claim: Claimed, draft: Draft, reports: Reports) -> Checked | None:
    """The statement with its states; None where it has too few words to be looked for."""
    ours = content(draft.text, claim.start, claim.end)
    words = draft.text[claim.start : claim.end]
    if len(ours) < 3:
        return None
    best = _said_so(ours, reports)
    told = [(one, speaker_fits(claim, one[3], reports)) for one in best]
    fits = [one for one, fit in told if fit or (fit is None and one[0] >= _STRONG)]
    best = [one for one, fit in told if fit is not None or one[0] >= _STRONG]
    if not best or (not fits and not (best[0][0] >= _STRONG and _alone(ours, best[0], reports))):
        return _in_sentences(claim, ours, words, draft, reports, best)
    kept = fits or best
    row = kept[0][3]
    notes = [StateNote("found", "in other words")]
    if not fits:
        notes.append(StateNote("wrong_speaker", said_by(row, reports)))
    why = [_opposed(claim, draft, ours, one, reports) for one in kept if one[0] >= _STRONG]
    why = why or [_opposed(claim, draft, ours, one, reports, swapped=True) for one in kept]
    if all(why):
        notes.append(StateNote("differs", why[0]))
    if reports.roots("utterance", row["utterance_id"]) == 1:
        notes.append(StateNote("one_root", "only one independent report stands behind it"))
    if kept[0][0] >= _STRONG and len(ours) > _FEW:
        notes += other_outlet(claim, draft, [(one[1], one[2], one[3]["end"]) for one in kept], reports)
    shown = tuple(reports.evidence(r, x["start"], x["end"], speaker_name(x, reports)) for _, r, _, x in kept[:3])
    return Checked("statement", claim.start, claim.end, words, in_order(notes), shown)


def _alone(ours: frozenset[str], one: Row, reports: Reports) -> bool:
    """Whether a statement says little else than the draft's: a long one says much that others say as well, and that
    it is another's accuses nobody."""
    _, report_id, start, row = one
    theirs = reports.content(report_id, start, row["end"])
    return len(ours & theirs) >= _SENTENCE * len(theirs)


def _said_so(ours: frozenset[str], reports: Reports) -> list[Row]:
    """The statements of reports that hold enough of the words' meaning, the most alike first."""
    best: list[Row] = []
    for report_id in reports.near(ours):
        for row in reports.statements(report_id):
            alike = reports.likeness(ours, reports.content(report_id, row["start"], row["end"]))
            if alike >= (_STRONG if len(ours) <= _FEW else _ENOUGH):
                best.append((alike, report_id, row["start"], row))
    best.sort(key=lambda one: (-one[0], reports.day(one[1]), one[1], one[2]))
    return best


def _in_sentences(
    claim: Claimed, ours: frozenset[str], words: str, draft: Draft, reports: Reports, best: list[Row]
) -> Checked:
    """A statement that nobody is marked as making: told in a report's own sentences, or the nearest one shown."""
    alike = reports.alike(ours, _NEAR, pairs=True)
    for report_id, start, end, share in alike:
        if share < _SENTENCE:
            break
        if _another_says(claim, ours, report_id, start, end, reports):
            continue
        if exchanged(ours, reports.content(report_id, start, end)):
            continue
        if _turned(draft.text, claim.start, claim.end) == _turned(reports.places.text(report_id), start, end):
            shown = (reports.evidence(report_id, start, end),)
            found = StateNote("found", "in other words")
            return Checked("statement", claim.start, claim.end, words, (found,), shown)
    swapped = _swapped(claim, ours, words, draft, reports)
    if swapped:
        return swapped
    note = StateNote("not_found", "nobody is found saying so; look for it in other words")
    near: tuple[Evidence, ...]
    if best:
        row = best[0][3]
        near = (reports.evidence(best[0][1], row["start"], row["end"], speaker_name(row, reports)),)
    else:
        near = tuple(reports.evidence(report_id, start, end) for report_id, start, end, _ in alike[:1])
    return Checked("statement", claim.start, claim.end, words, (note,), near)


def _another_says(claim: Claimed, ours: frozenset[str], report_id: str, start: int, end: int, reports: Reports) -> bool:
    """Whether a sentence tells it as the words of somebody who is surely not the draft's speaker."""
    said = [
        (
            speaker_fits(claim, row, reports),
            reports.likeness(ours, reports.content(report_id, row["start"], row["end"])),
        )
        for row in reports.statements(report_id)
        if row["start"] < end and start < row["end"]
    ]
    return any(fit is False and share >= _NEAR for fit, share in said) and not any(fit for fit, _ in said)


def _swapped(claim: Claimed, ours: frozenset[str], words: str, draft: Draft, reports: Reports) -> Checked | None:
    """A statement whose words are all in a sentence but one, and that one's opposite is there."""
    for report_id, start, end, _ in reports.alike(ours, _NEAR):
        theirs = reports.content(report_id, start, end)
        swap = exchanged(ours, theirs)
        if swap is None or len(ours) <= 2 or reports.likeness(ours - {swap[0]}, theirs) < _STRONG:
            continue
        text = reports.places.text(report_id)
        turned = _turned(draft.text, claim.start, claim.end) != _turned(text, start, end)
        if turned or _another_says(claim, ours - {swap[0]}, report_id, start, end, reports):
            continue
        note = StateNote("differs", f"the report says “{written(text, swap[1], start, end)}”")
        return Checked("statement", claim.start, claim.end, words, (note,), (reports.evidence(report_id, start, end),))
    return None


def _opposed(
    claim: Claimed, draft: Draft, ours: frozenset[str], one: Row, reports: Reports, *, swapped: bool = False
) -> str:
    """Why two statements say the opposite: one says not, or has the opposite of a word of the other; empty where they
    do not. With `swapped`, by a word alone. A much longer one says other things as well, and may deny those."""
    _, report_id, start, row = one
    theirs = reports.content(report_id, start, row["end"])
    text = reports.places.text(report_id)
    turned = _turned(draft.text, claim.start, claim.end) != _turned(text, start, row["end"])
    swap = exchanged(ours, theirs)
    if not swapped and _denied_by_one(claim, draft, row, report_id, reports):
        return "the draft says that it was denied, the report does not" if claim.stance == "deny" else _DENIED
    if (
        swap is not None
        and reports.likeness(ours - {swap[0]}, theirs) >= _STRONG
        and len(theirs) <= _LONGER * len(ours)
    ):
        return "" if turned else f"the report says “{written(text, swap[1], start, row['end'])}”"
    if swapped or len(ours & theirs) < _STRONG * len(theirs):
        return ""
    return "one says not, the other does not" if turned else ""


def _denied_by_one(claim: Claimed, draft: Draft, row: sqlite3.Row, report_id: str, reports: Reports) -> bool:
    """Whether the speaker denies it in one of the two and says it in the other, with no other word of denial near."""
    if (claim.stance == "deny") == (row["stance"] == "deny"):
        return False
    if claim.stance not in _SIDES or row["stance"] not in _SIDES:
        return False
    text = reports.places.text(report_id)
    low, high = reports.around(report_id, row["start"], row["end"])
    # What denies by its verb has no other word that does; what asserts has none at all.
    spans = (
        [(draft.text, claim.start, claim.end), (text, low, high)]
        if claim.stance == "deny"
        else [(draft.text, *draft.sentence(claim.start)), (text, row["start"], row["end"])]
    )
    return not any(
        negates(word.norm) or stem(word.norm) in _REJECTS for one, a, b in spans for word in words_of(one, a, b)
    )


def _turned(text: str, start: int, end: int) -> bool:
    return sum(negates(word.norm) for word in words_of(text, start, end)) % 2 == 1
