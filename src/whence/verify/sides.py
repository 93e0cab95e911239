"""On which side somebody stood by the draft (`who voted for it`), held against sentences that name the same person."""

from __future__ import annotations

import re

from whence.verify.draft import Covered, Draft
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote
from whence.verify.words import content, words_of

_SIDE = re.compile(
    r"(?:,?\s+\(?[DRI]-[\w.]+\)?,?)?,?\s+(?:who\s+)?(?:(?:has|had|have|also|later|then|both)\s+){0,2}"
    r"(?:vot(?:ed|es)\s+(?:(?:\w+\s+){0,2}?(?P<against>against|not to|to (?:reject|block|defeat))|(?:\w+\s+){0,2}?"
    r"(?P<for>for|in favou?r|to (?:approve|pass|adopt|authori[sz]e|back|support)))"
    r"|(?P<con>oppos(?:ed|es)|reject(?:ed|s))|(?P<pro>support(?:ed|s)|back(?:ed|s)|favou?r(?:ed|s)))\b"
)
"""What stands behind a name that takes a side."""
_ALIKE = 0.5


def check_sides(draft: Draft, reports: Reports) -> list[Checked]:
    """A row for each side that every sentence alike about the same person gives as the other one."""
    quoted = Covered([(claim.start, claim.end) for claim in draft.claimed if claim.quoted])
    found = []
    for named in draft.named:
        match = _SIDE.match(draft.text, named.end)
        last = words_of(draft.text, named.start, named.end)[-1:]
        if match is None or not last or quoted.holds(named.start):
            continue
        ours = content(draft.text, *draft.sentence(named.start))
        told: list[tuple[bool, Evidence]] = []
        for report_id, low, high, _ in reports.alike(ours, _ALIKE):
            text = reports.places.text(report_id)
            for word in words_of(text, low, high):
                theirs = _SIDE.match(text, word.end) if word.norm == last[0].norm else None
                if theirs is not None:
                    told.append((_is_for(theirs), reports.evidence(report_id, low, high)))
        if told and all(side != _is_for(match) for side, _ in told):
            note = StateNote("differs", f"the report has {draft.text[last[0].start : last[0].end]} on the other side")
            words = draft.text[named.start : match.end()]
            found.append(Checked("statement", named.start, match.end(), words, (note,), (told[0][1],)))
    return found


def _is_for(match: re.Match[str]) -> bool:
    return bool(match["for"] or match["pro"])
