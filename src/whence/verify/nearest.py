"""A quotation that stands nowhere word for word: the nearest words of the reports, and what was changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from whence.story import queries_verify as asked
from whence.verify.draft import Claimed, Draft
from whence.verify.opposites import exchanged, written
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote, in_order
from whence.verify.speakers import said_by, speaker_fits, speaker_name
from whence.verify.verbatim import quoted_parts, spoken
from whence.verify.words import Word, carries, content, difference, house, nearest, negates, runs, stem, words_of

_BREAK = re.compile(r"[.!?…\"“”\n]")
_OPENS = re.compile(r"[\"“‘'][\[(]?$")
_CLOSES = re.compile(r"\s?[.,!?…;]?[\"”’']")
_LIKE = 0.6
"""The share of a quotation's words from which a stretch of a report is the one that was meant."""
_SHOWN = 0.4
_SURELY = 0.8
"""The share from which the stretch is so surely the one that was meant that its speaker can be told."""
_ENOUGH = 6
"""Words that a quotation has at least before its speaker is told from the nearest stretch."""
_TELLING = 0.4
"""The share of its meaning words, by how rare they are, that the stretch must hold as well."""
_TELLS_A_LITTLE = 0.25
"""The share from which it is worth showing beside a quotation that is not found."""
_TOLD_BY_LENGTH = 40
"""Characters from which words without any meaning of their own are no chance."""
_TOLD_IN_A_PART = 2
"""Words of meaning in each part of a quotation joined from two: `it depends on` stands anywhere."""
_SHORTEST_PART = 3
"""Words that each part of a joined quotation has at least."""
_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
Near = tuple[int, str, int, int]


def check_nearest(claim: Claimed, words: str, draft: Draft, reports: Reports) -> Checked:
    """The quotation as one that differs from the reports or is not in them."""
    ours = [word for part in quoted_parts(draft.text, claim) for word in part]
    norms = [house(w.norm) for w in ours]
    found = _nearest(claim, norms, reports)
    if found is None or found[0] < _SHOWN * len(norms):
        return Checked("quotation", claim.start, claim.end, words, (StateNote("not_found"),))
    shared, report_id, low, high = found
    text = reports.places.text(report_id)
    every = spoken(report_id, reports)
    low, high = _widened(text, every, low, high, norms)
    theirs = every[low:high]
    start, end = theirs[0].start, theirs[-1].end
    row = reports.statement_at(report_id, start, end)
    who = speaker_name(row, reports) if row is not None else None
    near = (reports.evidence(report_id, start, end, who),)
    diff = difference(text, theirs, draft.text, ours)
    # Where one stretch holds all but a word or two, words were changed in it.
    splice = _splice([w.norm for w in ours], reports) if len(norms) - shared >= _SHORTEST_PART else None
    if splice is not None:
        note = StateNote("differs", "two quotations joined as one, with no mark between them")
        return Checked("quotation", claim.start, claim.end, words, (note,), splice)
    swap = exchanged(content(draft.text, claim.start, claim.end), reports.content(report_id, start, end))
    telling = _telling(claim, draft, report_id, start, end, reports, swap)
    shared += swap is not None
    his = row is not None and speaker_fits(claim, row, reports) is True
    enough = _TELLING if his else _LIKE if len(norms) > _ENOUGH else _SURELY
    if shared < _LIKE * len(norms) or shared < 3 or telling < enough:
        if telling < _TELLS_A_LITTLE:
            return Checked("quotation", claim.start, claim.end, words, (StateNote("not_found"),))
        note = StateNote("not_found", "the nearest words are shown")
        return Checked("quotation", claim.start, claim.end, words, (note,), near, diff)
    if _only_longer(diff, text, start, end):
        note = StateNote("not_found", "a part of it stands here as a whole quotation; the rest is not in these reports")
        return Checked("quotation", claim.start, claim.end, words, (note,), near, diff)
    if _bracketed(diff, text, start, end):
        note = StateNote("verbatim", "but for what the report has in brackets, as put in by it")
        return Checked("quotation", claim.start, claim.end, words, (note,), near, diff)
    opposite = f"words are changed: “{written(text, swap[1], start, end)}” in the report" if swap else ""
    notes = [StateNote("differs", opposite or _why(diff))]
    surely = shared >= _SURELY * len(norms) and len(norms) >= _ENOUGH
    if surely and row is not None and speaker_fits(claim, row, reports) is False:
        notes.append(StateNote("wrong_speaker", said_by(row, reports)))
    return Checked("quotation", claim.start, claim.end, words, in_order(notes), near, diff)


def _telling(
    claim: Claimed, draft: Draft, report_id: str, start: int, end: int, reports: Reports, swap: tuple[str, str] | None
) -> float:
    """The share of the quotation's words that tell something which the stretch holds: `we do not want it` is said by
    everybody. A word whose opposite stands there (`swap`) is left out."""
    ours = content(draft.text, claim.start, claim.end) - set(swap or ())
    if not ours:
        return float(end - start > _TOLD_BY_LENGTH)
    return reports.likeness(ours, reports.content(report_id, start, end))


def _nearest(claim: Claimed, norms: list[str], reports: Reports) -> Near | None:
    """The stretch that shares most words; of two that share nearly as many, the one that the draft's speaker says."""
    found: list[Near] = []
    for report_id in reports.near(stem(w) for w in norms if len(w) > 3):
        low, high, shared = nearest(norms, [house(w.norm) for w in spoken(report_id, reports)])
        if shared:
            found.append((shared, report_id, low, high))
    found.sort(key=lambda one: (-one[0], one[3] - one[2], reports.day(one[1]), one[1]))
    for one in found:
        if one[0] < found[0][0] - 1:
            break
        every = spoken(one[1], reports)
        row = reports.statement_at(one[1], every[one[2]].start, every[one[3] - 1].end)
        if row is not None and speaker_fits(claim, row, reports):
            return one
    return found[0] if found else None


def _widened(text: str, words: Sequence[Word], low: int, high: int, ours: Sequence[str]) -> tuple[int, int]:
    """The report's stretch with the words that stand where the draft's first or last words are others."""
    matched = SequenceMatcher(None, ours, [house(w.norm) for w in words[low:high]], autojunk=False)
    blocks = [one for one in matched.get_matching_blocks() if one.size]
    lead, trail = blocks[0].a, len(ours) - blocks[-1].a - blocks[-1].size
    while lead > 0 and low > 0 and not _BREAK.search(text, words[low - 1].end, words[low].start):
        lead, low = lead - 1, low - 1
    while trail > 0 and high < len(words) and not _BREAK.search(text, words[high - 1].end, words[high].start):
        trail, high = trail - 1, high + 1
    return low, high


def _only_longer(diff: tuple[tuple[str, str, str], ...], text: str, start: int, end: int) -> bool:
    """Whether the draft quotes more at an end than a report that begins, or ends, its quotation there."""
    operations = [op for op, _, _ in diff]
    if operations not in (["insert", "equal"], ["equal", "insert"], ["insert", "equal", "insert"]):
        return False
    begins = _OPENS.search(text[max(0, start - 3) : start]) is not None
    ends = _CLOSES.match(text[end : end + 4]) is not None
    return (operations[0] == "equal" or begins) and (operations[-1] == "equal" or ends)


def _bracketed(diff: tuple[tuple[str, str, str], ...], text: str, start: int, end: int) -> bool:
    """Whether the draft has otherwise only what stands in brackets in the report: there the report put it in."""
    inside = " ".join(word.norm for match in _BRACKETS.finditer(text, start, end) for word in words_of(match[0]))
    changed = [(a, b) for op, a, b in diff if op != "equal"]
    return bool(inside) and all(
        a
        and not any(negates(w.norm) for w in words_of(a) + words_of(b))
        and re.search(rf"(?<!\w){re.escape(' '.join(w.norm for w in words_of(a)))}(?!\w)", inside)
        for a, b in changed
    )


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
    for cut in range(_SHORTEST_PART, len(norms) - _SHORTEST_PART + 1):
        if min(sum(map(carries, norms[:cut])), sum(map(carries, norms[cut:]))) < _TOLD_IN_A_PART:
            continue
        found = []
        for part in (norms[:cut], norms[cut:]):
            for report_id in asked.reports_with_phrase(reports.story, part, limit=1):
                theirs = reports.words(report_id)
                for at in runs(part, [w.norm for w in theirs])[:1]:
                    found.append(reports.evidence(report_id, theirs[at].start, theirs[at + len(part) - 1].end))
            if not found:
                break
        if len(found) == 2 and not _one_place(found[0], found[1], reports):
            return tuple(found)
    return None


def _one_place(a: Evidence, b: Evidence, reports: Reports) -> bool:
    """Whether both stand in one statement of one report, so that words between them were left out."""
    if a.place.report_id != b.place.report_id:
        return False
    if 0 <= b.place.start - a.place.end < 60:
        return True
    row = reports.statement_at(a.place.report_id, a.place.start, a.place.end)
    other = reports.statement_at(b.place.report_id, b.place.start, b.place.end)
    return row is not None and other is not None and row["id"] == other["id"] and b.place.start > a.place.end
