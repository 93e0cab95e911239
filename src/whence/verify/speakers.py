"""Whether the draft's speaker is the report's. What is not resolved on either side is never called wrong."""

from __future__ import annotations

import sqlite3

from whence.story import queries_verify as asked
from whence.verify.draft import Claimed
from whence.verify.reports import Reports
from whence.verify.words import words_of

SURE = 0.6
_PARTICLES = frozenset(["the", "of", "and", "for", "de", "van", "von", "al", "mr", "mrs", "ms", "dr"])


def speaker_fits(claim: Claimed, row: sqlite3.Row, reports: Reports) -> bool | None:
    """True where the speakers are one, False where both are known and are two, None where that cannot be told."""
    if not claim.names or claim.anonymous or not any(c.isupper() for name in claim.names for c in name[:1]):
        return None
    theirs = asked.speakers_of(reports.story, row["id"])
    ours = _names(claim.names)
    if ours & _names(theirs):
        return True
    around = reports.sentence(row["report_id"], row["start"], row["end"])
    outside = {w.norm for w in words_of(around.words) if not row["start"] <= around.place.start + w.start < row["end"]}
    if ours & outside and not (claim.person and theirs):
        return True  # a body speaks through somebody whom the sentence introduces as its own
    if not theirs or row["anonymous"] or row["speaker_confidence"] < SURE or row["speaker_basis"] != "name":
        return None  # a pronoun or a role was resolved by a rule, which is no ground for telling a reporter off
    return False


def speaker_name(row: sqlite3.Row, reports: Reports) -> str | None:
    """Who speaks by the account, in words."""
    names = asked.speakers_of(reports.story, row["id"])
    if names and not row["anonymous"]:
        return names[0]
    if row["source_start"] is None:
        return None
    return reports.places.text(row["report_id"])[row["source_start"] : row["source_end"]]


def _names(names: tuple[str, ...]) -> set[str]:
    """The last word of each name, which two forms of one name share, and of a body's name each long word."""
    found = set()
    for name in names:
        parts = [w.norm.removesuffix("'s") for w in words_of(name) if w.norm not in _PARTICLES]
        found.update(parts[-1:])
        found.update(part for part in parts if len(part) > 5)
    return found
