"""Whether the draft's speaker is the report's. What is not resolved on either side is never called wrong."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from whence.story import queries_verify as asked
from whence.verify.draft import Claimed
from whence.verify.reports import Reports
from whence.verify.words import words_of

SURE = 0.6
_SPELLED = 0.8
"""From this likeness on, two long names are one that is spelled in two ways."""
_TITLED = re.compile(r"(?i:mr|mrs|ms|dr)\.?\s+([A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)")
"""A title and names: each with a capital letter, whatever the case of the title (`MR. Rowe`)."""
_PARTICLES = frozenset(["the", "of", "and", "for", "de", "van", "von", "al", "mr", "mrs", "ms", "dr"])


def speaker_fits(claim: Claimed, row: sqlite3.Row, reports: Reports) -> bool | None:
    """True where the speakers are one, False where both are known and are two, None where that cannot be told."""
    if not claim.names or claim.anonymous or not any(c.isupper() for name in claim.names for c in name[:1]):
        return None
    theirs = _named(row, reports)
    ours = {words[-1] for words in (_words(name) for name in claim.names) if words}
    person = claim.person or bool(ours & reports.people())
    if same_name(claim.names, theirs, person=person):
        return True
    around = reports.sentence(row["report_id"], row["start"], row["end"])
    outside = {w.norm for w in words_of(around.words) if not row["start"] <= around.place.start + w.start < row["end"]}
    if ours & outside and not (person and theirs):
        return True  # a body speaks through somebody whom the sentence introduces as its own
    if not claim.sure or not theirs or row["anonymous"] or row["speaker_confidence"] < SURE:
        return None
    if same_name(claim.beside, theirs):
        # The draft's own sentence names that speaker: a rule read its pronoun otherwise, or one speaks for a body.
        return None
    titled = not any(_words(name) for name in asked.speakers_of(reports.story, row["id"]))
    if titled or row["speaker_basis"] == "name":
        return False
    if row["speaker_basis"] == "pronoun" and (_alone(row, reports) or _goes_on(claim, row, reports)):
        return False
    return None  # a role or a pronoun that could mean another was resolved by a rule: no ground to tell a reporter off


def names_its_speaker(claim: Claimed, words: str) -> bool:
    """Whether a quotation holds the name of its own speaker: `“Mr. Rowe said that the road is shut,” the agency wrote`
    is said by both."""
    inside = {word.norm for word in words_of(words)}
    return any(parts and parts[-1] in inside for parts in (_words(name) for name in claim.names))


def _named(row: sqlite3.Row, reports: Reports) -> tuple[str, ...]:
    """The names of who speaks. A title alone (`Mr.`) is none; the report's own words for the speaker may hold one."""
    names = tuple(name for name in asked.speakers_of(reports.story, row["id"]) if _words(name))
    if names or row["source_start"] is None or row["anonymous"]:
        return names
    written = reports.places.text(row["report_id"])[row["source_start"] : row["source_end"]]
    match = _TITLED.fullmatch(written)
    return (match[1],) if match else ()


def speaker_name(row: sqlite3.Row, reports: Reports) -> str | None:
    """Who speaks by the account, in words."""
    names = _named(row, reports)
    if names and not row["anonymous"]:
        return names[0]
    if row["source_start"] is None:
        return None
    return reports.places.text(row["report_id"])[row["source_start"] : row["source_end"]]


def said_by(row: sqlite3.Row, reports: Reports) -> str:
    """The note of a wrong speaker: whom the report names, and that it says so with a pronoun where it does."""
    name = speaker_name(row, reports)
    if row["speaker_basis"] != "pronoun" or row["source_start"] is None:
        return f"said by {name}"
    word = reports.places.text(row["report_id"])[row["source_start"] : row["source_end"]]
    return f"said by {name} (“{word}” in the report, after that name)"


def _alone(row: sqlite3.Row, reports: Reports) -> bool:
    """Whether the last person named or described before a speaking pronoun is the one whom it was resolved to, and
    speaks there or is alone in that sentence."""
    at = row["source_start"]
    if at is None or row["speaker_entity_id"] is None:
        return False
    quoted = [
        piece
        for r in reports.statements(row["report_id"])
        if r["kind"] == "direct"
        for piece in json.loads(r["pieces"])
    ]
    before = [
        m
        for m in reports.mentions(row["report_id"])
        if m["start"] < at
        and m["basis"] != "pronoun"
        and m["entity_kind"] in ("person", "group")
        and not any(a <= m["start"] < b for a, b in quoted)
    ]
    if not before or before[-1]["basis"] != "name" or before[-1]["entity_id"] != row["speaker_entity_id"]:
        return False
    last = before[-1]["start"]
    speaks = any(
        r["source_start"] is not None and r["source_start"] <= last < r["source_end"]
        for r in reports.statements(row["report_id"])
    )
    low, _ = reports.around(row["report_id"], last, last + 1)
    return speaks or all(m["entity_id"] == row["speaker_entity_id"] for m in before if m["start"] >= low)


def _goes_on(claim: Claimed, row: sqlite3.Row, reports: Reports) -> bool:
    """Whether a speaking pronoun goes on with the one who is named as speaking in the sentence before it, and nobody
    whom the draft can mean is named since: others who are spoken of there (`Rowe said that Lind was pleased. ... she
    said`) do not make it the draft's speaker."""
    at = row["source_start"]
    if at is None or row["speaker_entity_id"] is None:
        return False
    report_id = row["report_id"]
    people = [m for m in reports.mentions(report_id) if m["start"] < at and m["entity_kind"] in ("person", "group")]
    named = [m for m in people if m["basis"] == "name" and m["entity_id"] == row["speaker_entity_id"]]
    if not named:
        return False
    last = named[-1]
    since = [m for m in people if m["start"] > last["start"] and m["entity_id"] != row["speaker_entity_id"]]
    if any(m["basis"] != "name" or same_name(claim.names, (m["entity_name"],)) for m in since):
        return False
    spoke = any(
        one["source_start"] is not None and one["source_start"] <= last["start"] < one["source_end"]
        for one in reports.statements(report_id)
    )
    first = reports.sentence_at(report_id, min(row["start"], at))
    return spoke and first - reports.sentence_at(report_id, last["start"]) <= 1


def same_name(ours: Sequence[str], theirs: Sequence[str], *, person: bool = True) -> bool:
    """Whether two lists of names can name one: by family name (`Ban` and `Ban Ki-moon`, spelled a little otherwise
    too), and a body by a long word of its name."""
    for a in (_words(name) for name in ours):
        for b in (_words(name) for name in theirs):
            if not a or not b:
                continue
            if _alike(a[-1], b[-1]) or (len(a) == 1 and a[0] in b) or (len(b) == 1 and b[0] in a):
                return True
            if not person and {w for w in a if len(w) > 5} & {w for w in b if len(w) > 5}:
                return True
    return False


@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    found = (w.norm.removesuffix("'s") for w in words_of(name))
    return tuple(word for word in found if word not in _PARTICLES)


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) <= 4 or abs(len(a) - len(b)) > 2:
        return False
    spelled = SequenceMatcher(None, a, b)
    return spelled.quick_ratio() >= _SPELLED and spelled.ratio() >= _SPELLED
