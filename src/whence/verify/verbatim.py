"""Where a quotation stands word for word: shortened where it says so, over a report's `he said`, in any spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.story import queries_verify as asked
from whence.verify.draft import Claimed, Draft
from whence.verify.reports import Reports
from whence.verify.words import Word, house, negates, runs, stem, words_of

GAP = re.compile(r"\[?\s*(?:…|\.\s?\.\s?\.)\s*\]?|\[[^\]]*\]|\*\*\*")
_FAR = 120
"""Words that a fair shortening may leave out between two of its parts."""
_SMALL_GAP = 8
"""A negation among so few words left out turns the meaning; among more, it belongs to a sentence of its own."""
_GOES_ON = frozenset(["not", "never", "nothing", "nobody", "none", "neither"])
"""Words by which what stands before them is denied: `we were not`, and not `we knew it without being told`."""
_CUE = re.compile(r"[,.!?…—–-][”\"'’]\s*([^“”\"\n]{2,90}[,.:;—–-])\s*[“\"'‘]")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands word for word. `turned` is a negation that it leaves out, and why is in `note`."""

    report_id: str
    start: int
    end: int
    turned: str = ""
    note: str = ""


def quoted_parts(text: str, claim: Claimed) -> list[list[Word]]:
    """The words of the quotation, cut where it says that something is left out or put in."""
    parts, at = [], claim.start
    for match in GAP.finditer(text, claim.start, claim.end):
        parts.append(words_of(text, at, match.start()))
        at = match.end()
    parts.append(words_of(text, at, claim.end))
    return [part for part in parts if part]


def find_verbatim(parts: list[list[Word]], draft: Draft, claim: Claimed, reports: Reports) -> list[Found]:
    """Every place of the quotation, the earliest report first; as it is, else over a cue and in another spelling."""
    longest = max(parts, key=len)
    wanted = [[w.norm for w in part] for part in parts]
    found = []
    for report_id in asked.reports_with_phrase(reports.story, [w.norm for w in longest]):
        theirs = reports.words(report_id)
        found += _places(report_id, wanted, theirs, [w.norm for w in theirs], draft, claim, reports, "")
    if not found and sum(len(part) for part in parts) > 2:
        wanted = [[house(norm) for norm in part] for part in wanted]
        for report_id in reports.near(stem(w.norm) for part in parts for w in part if len(w.norm) > 3):
            theirs = spoken(report_id, reports)
            norms = [house(w.norm) for w in theirs]
            found += _places(report_id, wanted, theirs, norms, draft, claim, reports, "but for how it is written")
    return sorted(found, key=lambda one: (reports.day(one.report_id), one.report_id))


def spoken(report_id: str, reports: Reports) -> list[Word]:
    """The words of a report without the short cues that interrupt a quotation: `“A,” she said. “B.”`"""
    if report_id in reports.spoken:
        return reports.spoken[report_id]
    text = reports.places.text(report_id)
    cues = []
    for match in _CUE.finditer(text):
        before = reports.statement_at(report_id, max(0, match.start() - 20), match.start())
        after = reports.statement_at(report_id, match.end(), match.end() + 20)
        sides = {row["speaker_entity_id"] for row in (before, after) if row is not None and row["speaker_entity_id"]}
        if len(sides) <= 1:
            cues.append(match.span(1))
    reports.spoken[report_id] = [w for w in reports.words(report_id) if not any(a <= w.start < b for a, b in cues)]
    return reports.spoken[report_id]


def _places(
    report_id: str,
    wanted: Sequence[Sequence[str]],
    theirs: Sequence[Word],
    norms: list[str],
    draft: Draft,
    claim: Claimed,
    reports: Reports,
    note: str,
) -> list[Found]:
    """The first place in one report; fair places before those that turn the meaning."""
    found = []
    for first in runs(wanted[0], norms):
        at, left_out = first + len(wanted[0]), list[str]()
        for part in wanted[1:]:
            later = [p for p in runs(part, norms[: at + _FAR]) if p >= at]
            if not later:
                break
            left_out += norms[at : later[0]]
            at = later[0] + len(part)
        else:
            turned = next((w for w in left_out if negates(w)), "") if len(left_out) <= _SMALL_GAP else ""
            turned = turned or _cut_off(report_id, theirs, first, at, draft, claim, reports)
            found.append(Found(report_id, theirs[first].start, theirs[at - 1].end, turned, note))
    found.sort(key=lambda one: (bool(one.turned), one.start))
    return found[:1]


def _cut_off(
    report_id: str, theirs: Sequence[Word], first: int, after: int, draft: Draft, claim: Claimed, reports: Reports
) -> str:
    """A negation that stands next to the quoted words in the report and nowhere near them in the draft."""
    text = reports.places.text(report_id)
    ahead = [w.norm for w in words_of(draft.text, max(0, claim.start - 30), claim.start)][-3:]
    behind = [w.norm for w in words_of(draft.text, claim.end, claim.end + 30)][:3]
    if first and negates(theirs[first - 1].norm) and not any(negates(w) for w in ahead):
        joined = not text[theirs[first - 1].end : theirs[first].start].strip(" \n\"“‘'")
        if joined:
            return text[theirs[first - 1].start : theirs[first - 1].end]
    if after < len(theirs) and theirs[after].norm in _GOES_ON and not any(negates(w) for w in behind):
        joined = not text[theirs[after - 1].end : theirs[after].start].strip()
        if joined:
            return text[theirs[after].start : theirs[after].end]
    return ""
