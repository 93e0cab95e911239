"""A vote of the draft: how many were for and against, and which way it went, as reports tell of the same chamber."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whence.verify.draft import Draft
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote
from whence.verify.words import content

_VOTES = re.compile(r"\b(?:vot(?:e|es|ed|ing)|ballot)\b", re.IGNORECASE)
_COUNT = re.compile(r"(?<![\w-])(\d{1,3})\s?(?:-|–|to)\s?(\d{1,3})(?![\w-]|[.,]\d)")
_NEAR_COUNT = 60
"""Characters between a vote's word and its count."""
_CHAMBERS = (
    ("house", re.compile(r"\b(?<!White )House\b(?! of Commons)|\bRepresentatives\b")),
    ("senate", re.compile(r"\bSenat(?:e|ors)\b")),
    ("parliament", re.compile(r"\b[Pp]arliament(?:ary|arians?)?\b|\bHouse of Commons\b|\bMPs\b|\bKnesset\b|\bDuma\b")),
    ("congress", re.compile(r"\bCongress\b")),
    ("council", re.compile(r"\bCouncil\b")),
    ("assembly", re.compile(r"\bAssembly\b")),
)
_COMMITTEE = re.compile(r"\b(?:[Ss]ub)?[Cc]ommittee|\b[Pp]anel\b")
_AGAINST = re.compile(
    r"\bvot\w*(?:\s[\w’',-]+){0,6}?\s(?:against|not to|down)\b|\b(?:reject|defeat|block)(?:s|ed|ing)?\b", re.IGNORECASE
)
_FOR = re.compile(
    r"\bvot\w*(?:\s[\w’',.-]+){0,9}?\s(?:to|for|in fav\w+)\b|\b(?:approv|pass|adopt|back|ratif)(?:e|es|ed|ing|ied)?\b",
    re.IGNORECASE,
)
_ALIKE, _SURELY = 0.35, 0.5


@dataclass(frozen=True, slots=True)
class _Vote:
    chambers: frozenset[str]
    in_committee: bool
    count: tuple[str, str] | None
    span: tuple[int, int] | None
    """Where the count stands."""
    is_for: bool | None
    """None where the sentence does not say, or says both."""
    outcome: tuple[int, int]
    """Where it says so."""


def check_votes(draft: Draft, reports: Reports) -> list[Checked]:
    """The votes of the draft whose count, or outcome, the reports give otherwise, and the counts that they confirm."""
    found = []
    for start, end in draft.sentences:
        ours = _vote(draft.text, start, end)
        if ours is None or not ours.chambers:
            continue
        told = _told(ours, draft, start, end, reports)
        counted = [(share, vote, shown) for share, vote, shown in told if vote.count is not None]
        if ours.count is not None and ours.span is not None:
            same = [shown for _, vote, shown in counted if vote.count == ours.count]
            others = [shown for share, _, shown in counted if share >= _SURELY]
            words = draft.text[ours.span[0] : ours.span[1]]
            if same:
                found.append(Checked("figure", *ours.span, words, (StateNote("found"),), tuple(same[:3])))
            elif others:
                note = StateNote("differs", "the reports count the votes otherwise")
                found.append(Checked("figure", *ours.span, words, (note,), tuple(others[:2])))
        sides = [(vote.is_for, shown) for share, vote, shown in told if share >= _SURELY and vote.is_for is not None]
        if ours.is_for is not None and sides and all(side != ours.is_for for side, _ in sides):
            low, high = ours.outcome
            note = StateNote("differs", f"the reports tell of a vote {'against' if ours.is_for else 'for'} it")
            shown = tuple(evidence for _, evidence in sides[:2])
            found.append(Checked("statement", low, high, draft.text[low:high], (note,), shown))
    return found


def _told(ours: _Vote, draft: Draft, start: int, end: int, reports: Reports) -> list[tuple[float, _Vote, Evidence]]:
    """The votes of the same chamber in sentences alike, with how alike they are."""
    found = []
    for report_id, low, high, share in reports.alike(content(draft.text, start, end), _ALIKE):
        theirs = _vote(reports.places.text(report_id), low, high)
        if theirs is None or not theirs.chambers & ours.chambers or theirs.in_committee != ours.in_committee:
            continue
        found.append((share, theirs, reports.evidence(report_id, low, high)))
    return found


def _vote(text: str, start: int, end: int) -> _Vote | None:
    """The vote that a sentence tells of; None where it tells of none."""
    word = _VOTES.search(text, start, end)
    if word is None:
        return None
    chambers = frozenset(name for name, named in _CHAMBERS if named.search(text, start, end))
    near = [
        match
        for match in _COUNT.finditer(text, start, end)
        if min(abs(match.start() - word.end()), abs(word.start() - match.end())) <= _NEAR_COUNT
    ]
    count = near[0] if near else None
    against, for_it = _AGAINST.search(text, start, end), _FOR.search(text, start, end)
    return _Vote(
        chambers,
        _COMMITTEE.search(text, start, end) is not None,
        (count[1], count[2]) if count is not None else None,
        count.span() if count is not None else None,
        None if bool(against) == bool(for_it) else for_it is not None,
        (against or for_it or word).span(),
    )
