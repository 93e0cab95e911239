"""What the draft says somebody said in other words: the same speaker and a strong likeness, or it is not found."""

from __future__ import annotations

import re
import sqlite3

from whence.verify.denied import denied_after
from whence.verify.draft import Claimed, Draft
from whence.verify.opposites import exchanged, sought, written
from whence.verify.outlets import other_outlet
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote, in_order
from whence.verify.speakers import said_by, speaker_fits, speaker_name
from whence.verify.turned import left_out, put_in
from whence.verify.withheld import withheld, withholds
from whence.verify.words import carries, content, denials, meaning, negates, numbers, stem, words_of

_ENOUGH = 0.55
_FEW = 4
"""Words of meaning up to which a statement has to be found nearly whole: a long one holds any few of them by chance."""
_STRONG, _WHOLE = 0.75, 0.85
_LONGER = 2
"""So many times the words of the draft's statement, and another's word is about something else."""
_SENTENCE = 0.6
"""The share of a statement's meaning from which a report's own sentence tells the same."""
_REACH, _SPREAD = 12, 2
"""Words of meaning in a row, and for each word of the statement, among which its words stand where one sentence tells
the same."""
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
_THEY_SAY = re.compile(
    r"\b(?:they|some|people|others|critics|opponents)\s(?:have\s|had\s|also\s)?(?:sa(?:y|id)|claim(?:ed)?|alleged?|accuse[ds]?)\b",
    re.IGNORECASE,
)
"""Inside what somebody says: the words of others."""
_LONG = 24
"""Words from which a statement of the draft says several things."""
_SHORT, _LEAD = 18, 4
"""Words up to which a statement is looked at as a whole; words before those shared in which it may say `not`."""
_ENDS = re.compile(r"[.;:!?…”\"]")
Row = tuple[float, str, int, sqlite3.Row]


def check_statement(claim: Claimed, draft: Draft, reports: Reports) -> Checked | None:
    """The statement with its states; None where it has too few words to be looked for."""
    ours = content(draft.text, claim.start, claim.end)
    words = draft.text[claim.start : claim.end]
    if len(ours) < 3:
        return None
    best = [one for one in _said_so(ours, reports) if not _hands_on(claim, ours, one, reports)]
    best = [one for one in best if not _only_asks(claim, draft, ours, one, reports)]
    best = [one for one in best if not _scattered(claim, draft, ours, one, reports)]
    counts = numbers(words)
    best.sort(key=lambda one: _less_like(one, counts, reports))
    told = [(one, speaker_fits(claim, one[3], reports)) for one in best]
    told = [(one, fit) for one, fit in told if fit or not _asserts_it(claim, one[3], reports)]
    best = [one for one, _ in told]
    fits = [
        one
        for one, fit in told
        if fit or (fit is None and one[0] >= _STRONG and _may_be_his(claim, ours, one, reports))
    ]
    others = [one for one, fit in told if fit is None and one[0] >= _STRONG and one not in fits]
    if others and not fits and not any(fit is False for _, fit in told):
        return _of_others(claim, ours, words, others, reports)
    many = not claim.person or claim.stance == "deny"
    if many and not fits and best and best[0][0] >= _STRONG and _alone(ours, best[0], reports):
        # What one denies, others deny as well. A country and its capital, a ministry and its minister are one; that
        # another body says so excludes no other.
        return _of_others(claim, ours, words, best, reports)
    best = [one for one, fit in told if fit is not None or one[0] >= _STRONG]
    if not best or (not fits and not (best[0][0] >= _STRONG and _alone(ours, best[0], reports))):
        return _in_sentences(claim, ours, words, draft, reports, best)
    kept = fits or best
    row = kept[0][3]
    notes = [StateNote("found", "in other words")]
    if not fits:
        notes.append(StateNote("wrong_speaker", said_by(row, reports)))
    # What the one who is named says of it himself counts before what others say.
    his = [one for one, fit in told if fit and one[0] >= _STRONG] or kept
    strong = [one for one in his if one[0] >= _STRONG]
    why = [_opposed(claim, draft, ours, one, reports) for one in strong]
    if why and why[0] and not all(why):
        # What says the opposite stood first: what bears the draft out is shown, and that the two do not agree.
        against = [one for one, other in zip(strong, why, strict=True) if other]
        kept = [one for one in kept if one not in against]
        row = kept[0][3]
        notes.append(
            StateNote("disputed", f"a statement as much like it says the opposite: {_cited(against[0], reports)}")
        )
    why = why or [_opposed(claim, draft, ours, one, reports, swapped=True) for one in his]
    if all(why):
        notes[0] = StateNote("differs", why[0])
    if reports.roots("utterance", row["utterance_id"]) == 1:
        notes.append(StateNote("one_root", "only one independent report stands behind it"))
    if denial := denied_after([one[3] for one in his], reports):
        notes.append(StateNote("disputed", f"the report says further on: “{denial}”"))
    if kept[0][0] >= _STRONG and len(ours) > _FEW:
        notes += other_outlet(claim, draft, [(one[1], one[2], one[3]["end"]) for one in kept], reports)
    shown = tuple(reports.evidence(r, x["start"], x["end"], speaker_name(x, reports)) for _, r, _, x in kept[:3])
    return Checked("statement", claim.start, claim.end, words, in_order(notes), shown)


def _cited(one: Row, reports: Reports) -> str:
    """A statement's words, and where they stand."""
    _, report_id, start, row = one
    shown = reports.evidence(report_id, start, row["end"])
    return f"“{shown.words}” ({shown.place.citation})"


def _less_like(one: Row, counts: frozenset[str], reports: Reports) -> tuple[float, int, int]:
    """The order of statements: the most alike first, then those with more of the draft's numbers, then the shorter."""
    alike, report_id, start, row = one
    held = numbers(reports.places.text(report_id), start, row["end"])
    return -alike, -len(counts & held), len(reports.content(report_id, start, row["end"]))


def _hands_on(claim: Claimed, ours: frozenset[str], one: Row, reports: Reports) -> bool:
    """Whether a statement only tells what another says: `“Where they said that the road was shut, we saw nothing.”`"""
    _, report_id, start, row = one
    text = reports.places.text(report_id)
    held = [
        (max(low, start), min(high, row["end"]))
        for low, high in reports.sentences(report_id)
        if low < row["end"] and start < high
    ]
    held = [span for span in held if reports.likeness(ours, reports.content(report_id, *span)) >= _STRONG]
    if held and all(_THEY_SAY.search(text, *span) for span in held):
        return True
    return any(
        start <= inner["start"]
        and inner["end"] <= row["end"]
        and inner["id"] != row["id"]
        and inner["end"] - inner["start"] < row["end"] - start
        and not speaker_fits(claim, inner, reports)
        and reports.likeness(ours, reports.content(report_id, inner["start"], inner["end"])) >= _STRONG
        for inner in reports.statements(report_id)
    )


def _only_asks(claim: Claimed, draft: Draft, ours: frozenset[str], one: Row, reports: Reports) -> bool:
    """Whether a statement asks what the draft's tells, or denies here and there where the draft's denies nothing: it
    bears out nothing."""
    _, report_id, _, row = one
    if row["stance"] == "question" and claim.stance != "question":
        return True
    if withheld(ours, report_id, row["start"], row["end"], reports):
        return not withholds(draft.text, *draft.sentence(claim.start))
    text, (start, end) = reports.places.text(report_id), _heart(ours, report_id, row, reports)
    theirs = denials(words_of(text, start, end))
    return len(theirs) > 1 and not denials(words_of(draft.text, claim.start, claim.end))


def _asserts_it(claim: Claimed, row: sqlite3.Row, reports: Reports) -> bool:
    """Whether a report's statement says outright what somebody denies by the draft: that another says so is why he
    denies it, and speaks neither for the draft nor against it."""
    if claim.stance != "deny" or row["stance"] == "deny":
        return False
    return not denials(words_of(reports.places.text(row["report_id"]), row["start"], row["end"]))


def _may_be_his(claim: Claimed, ours: frozenset[str], one: Row, reports: Reports) -> bool:
    """Whether a statement whose speaker is not resolved can be that of the person whom the draft names: no body's, and
    one that says little else."""
    if not claim.names or not claim.person or claim.anonymous or not claim.sure:
        return True
    return not _is_anothers(claim, one[3], reports) and _alone(ours, one, reports)


def _of_others(claim: Claimed, ours: frozenset[str], words: str, others: list[Row], reports: Reports) -> Checked:
    """A statement that others are found to make, and nobody who can be the one that the draft names."""
    one = next((other for other in others if _alone(ours, other, reports)), others[0])
    row = one[3]
    who = speaker_name(row, reports)
    note = StateNote("not_found", f"nobody is found saying so but {who}" if who else "nobody is found saying so")
    near = (reports.evidence(one[1], row["start"], row["end"], who),)
    return Checked("statement", claim.start, claim.end, words, (note,), near)


def _is_anothers(claim: Claimed, row: sqlite3.Row, reports: Reports) -> bool:
    """Whether the report gives it to a body, or to people without a name, where the draft names a person."""
    if not claim.names or not claim.person or claim.anonymous or not claim.sure:
        return False
    if row["source_start"] is None or row["speaker_basis"] in ("pronoun", "role"):
        return False
    written = reports.places.text(row["report_id"])[row["source_start"] : row["source_end"]].casefold()
    if any(word.norm in written for name in claim.names for word in words_of(name)):
        return False
    return row["speaker_kind"] in ("organisation", "group", "outlet")


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
            if alike >= (_WHOLE if len(ours) <= _FEW else _ENOUGH):
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
        if len(ours) <= _FEW and share < _STRONG and not _names_him(claim, report_id, start, end, reports):
            continue
        if withheld(ours, report_id, start, end, reports) and not withholds(draft.text, *draft.sentence(claim.start)):
            continue
        if _another_says(claim, ours, report_id, start, end, reports):
            continue
        if exchanged(ours, reports.content(report_id, start, end)):
            continue
        if not _stand_together(ours, report_id, start, end, reports):
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


def _names_him(claim: Claimed, report_id: str, start: int, end: int, reports: Reports) -> bool:
    """Whether the draft's speaker is named in a stretch of a report."""
    norms = {word.norm.removesuffix("'s") for word in reports.words(report_id) if start <= word.start < end}
    return any(word.norm in norms for name in claim.names for word in words_of(name)[-1:])


def _stand_together(ours: frozenset[str], report_id: str, start: int, end: int, reports: Reports) -> bool:
    """Whether enough of the words stand so close that one statement can hold them: two sentences hold many words."""
    told = [one for _, one in meaning([w for w in reports.words(report_id) if start <= w.start < end])]
    reach = max(_REACH, _SPREAD * len(ours))
    return any(
        reports.likeness(ours, frozenset(told[at : at + reach])) >= _SENTENCE
        for at in range(max(1, len(told) - reach + 1))
    )


def _another_says(claim: Claimed, ours: frozenset[str], report_id: str, start: int, end: int, reports: Reports) -> bool:
    """Whether a sentence tells it as the words of somebody who is surely not the draft's speaker."""
    said = [
        (
            fit := speaker_fits(claim, row, reports),
            fit is False or (fit is None and _is_anothers(claim, row, reports)),
            reports.likeness(ours, reports.content(report_id, row["start"], row["end"])),
        )
        for row in reports.statements(report_id)
        if row["start"] < end and start < row["end"]
    ]
    return any(other and share >= _NEAR for _, other, share in said) and not any(fit for fit, _, _ in said)


def _swapped(claim: Claimed, ours: frozenset[str], words: str, draft: Draft, reports: Reports) -> Checked | None:
    """A statement whose words are all in a sentence but one, and that one's opposite is there."""
    for report_id, start, end, _ in reports.alike(ours, _NEAR):
        theirs = reports.content(report_id, start, end)
        swap = exchanged(ours, theirs)
        if swap is None or len(ours) <= 2 or reports.likeness(ours - {swap[0]}, theirs) < _STRONG:
            continue
        text = reports.places.text(report_id)
        turned = _turned(draft.text, claim.start, claim.end) != _turned(text, start, end)
        turned = turned or sought(text, swap[1], start, end)
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
    _, report_id, _, row = one
    start, end = _heart(ours, report_id, row, reports)
    theirs = reports.content(report_id, start, end)
    text = reports.places.text(report_id)
    turned = _turned(draft.text, claim.start, claim.end) != _turned(text, start, end)
    swap = exchanged(ours, theirs)
    if not swapped and _denied_by_one(claim, draft, row, report_id, reports):
        return "the draft says that it was denied, the report does not" if claim.stance == "deny" else _DENIED
    if (
        swap is not None
        and reports.likeness(ours - {swap[0]}, theirs) >= _STRONG
        and len(theirs) <= _LONGER * len(ours)
    ):
        return "" if turned else f"the report says “{written(text, swap[1], start, end)}”"
    if swapped:
        return ""
    if turned and _besides(draft.text, claim, theirs):
        return ""
    if len(ours & theirs) < _STRONG * len(theirs):
        spans = draft.text, (claim.start, claim.end), text, (row["start"], row["end"])
        turned = left_out(*spans, ours) is True or put_in(*spans, ours)
    return "one says not, the other does not" if turned else ""


def _besides(text: str, claim: Claimed, theirs: frozenset[str]) -> bool:
    """Whether the one `not` of a long statement of the draft is of a word that the report's does not have: it says more
    than the report does."""
    words = words_of(text, claim.start, claim.end)
    at = denials(words)
    if len(words) <= _LONG or len(at) != 1:
        return False
    after = [stem(word.norm) for word in words[at[0] + 1 :] if carries(word.norm)]
    return not after or after[0] not in theirs


def _scattered(claim: Claimed, draft: Draft, ours: frozenset[str], one: Row, reports: Reports) -> bool:
    """Whether a report's words that deny nothing are too few or too far apart to bear out the draft's `not`."""
    _, report_id, start, row = one
    if exchanged(ours, reports.content(report_id, start, row["end"])):
        return False
    text = reports.places.text(report_id)
    return left_out(draft.text, (claim.start, claim.end), text, (start, row["end"]), ours) is None


def _heart(ours: frozenset[str], report_id: str, row: sqlite3.Row, reports: Reports) -> tuple[int, int]:
    """The shortest stretch of a statement that holds nearly all that it shares with the words, from the beginning of
    its clause; all of it where it is short."""
    start, end = row["start"], row["end"]
    words = [w for w in reports.words(report_id) if start <= w.start < end]
    if len(words) <= _SHORT:
        return start, end
    stems = [stem(w.norm) for w in words]
    enough = min(_STRONG, reports.likeness(ours, reports.content(report_id, start, end)))
    best: tuple[int, int] | None = None
    low = 0
    for high in range(len(words)):
        while reports.likeness(ours, frozenset(stems[low : high + 1])) >= enough:
            if best is None or high - low <= best[1] - best[0]:
                best = low, high
            low += 1
    if best is None:
        return start, end
    first, text = best[0], reports.places.text(report_id)
    while first > 0 and best[0] - first < _LEAD and not _ENDS.search(text, words[first - 1].end, words[first].start):
        first -= 1
    return words[first].start, words[best[1]].end


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
    return len(denials(words_of(text, start, end))) % 2 == 1
