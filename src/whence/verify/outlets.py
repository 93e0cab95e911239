"""Whether the outlet that a draft credits carries the words, or is named where they stand."""

from __future__ import annotations

import json
import re

from whence.story import queries_verify as asked
from whence.verify.draft import Claimed, Draft
from whence.verify.reports import Reports
from whence.verify.rows import StateNote
from whence.verify.words import words_of

Stretch = tuple[str, int, int]
_COMMON = frozenset(
    ["the", "a", "news", "online", "web", "opinion", "com", "www", "newspaper", "magazine", "tv", "org"]
)
_TOLD = re.compile(r"\b(?:told|tells|with|to|in)\s+((?:[Tt]he\s+)?(?:[A-Z][\w.&’'-]*\s?)+)")
_AROUND = 400
"""Characters on either side in which an outlet that is named can be where the words come from."""


def other_outlet(claim: Claimed, draft: Draft, found: list[Stretch], reports: Reports) -> list[StateNote]:
    """A note where no report that holds the words is the credited outlet's, or names it: whose they are instead."""
    credited = claim.outlets or _told(claim, draft, reports)
    if len(credited) != 1 or not found:
        return []
    ours = credited[0]
    named: list[str] = []
    for report_id, start, end in found:
        if one_outlet(ours, reports.places.heads[report_id].outlet):
            return []
        near = _credited(report_id, start, end, reports)
        if near and not any(c.isupper() for name in near for c in name):
            return []  # `several newspapers`, without a name: it may be one of them
        text = reports.places.text(report_id)
        reach = 0 if near else _AROUND
        place = reports.sentence(report_id, start, end).place
        if any(one_outlet(ours, name) for name in near) or one_outlet(
            ours, text[max(0, place.start - reach) : place.end + reach], among=True
        ):
            return []
        if not near and one_outlet(ours, text, among=True):
            return []  # the report leans on it somewhere, and says of no other that these words are from there
        named += near
    carried = sorted({reports.places.heads[report_id].outlet for report_id, _, _ in found})
    if named:
        return [StateNote("wrong_outlet", f"not {ours}: the report names {', '.join(sorted(set(named)))}")]
    if not any(one_outlet(ours, head.outlet) for head in reports.places.heads.values() if head.outlet_given):
        return []  # no report of it is here, so that nobody knows what it carries
    return [StateNote("wrong_outlet", f"{ours} does not carry it; {', '.join(carried)} does")]


def _told(claim: Claimed, draft: Draft, reports: Reports) -> tuple[str, ...]:
    """The outlets of the story to which the draft's sentence says that the words were told."""
    start, end = draft.sentence(claim.start)
    around = draft.text[start : claim.start] + " | " + draft.text[claim.end : max(end, claim.end)]
    told = {match[1].strip(" .,’'") for match in _TOLD.finditer(around)}
    known = {head.outlet for head in reports.places.heads.values() if head.outlet_given} | reports.outlets()
    return tuple(sorted(name for name in told if any(one_outlet(name, outlet) for outlet in known)))


def one_outlet(a: str, b: str, *, among: bool = False) -> bool:
    """Whether two names are of one outlet: `the Courier` and `Lindcastle Courier`, `AP` and `Associated Press`.

    `among`: whether a text names it.
    """
    ours = _words(a)
    if not ours:
        return False
    if among:
        capitals = re.findall(r"\b[A-Z][\w.&'’-]*", b)
        text = " ".join(w.norm for word in capitals for w in words_of(word))
        initials = "".join(word[0] for word in ours)
        last = ours[-1]
        return re.search(rf"\b{re.escape(last)}\b", text) is not None or (
            len(initials) > 1 and re.search(rf"\b{initials}\b", text) is not None
        )
    theirs = _words(b)
    if not theirs:
        return False
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    return any(
        len(x) == 1 and len(y) > 1 and x[0] == "".join(word[0] for word in y)
        for x, y in ((ours, theirs), (theirs, ours))
    )


def _credited(report_id: str, start: int, end: int, reports: Reports) -> list[str]:
    """The outlets that the report credits with a stretch: by its attribution's hands, else in its sentence."""
    row = reports.statement_at(report_id, start, end)
    if row is not None:
        hands = asked.hands_of(reports.story, row["id"])
        if hands:
            return list(hands)
    place = reports.sentence(report_id, start, end).place
    spans = [(place.start, place.end)]
    if row is not None and row["cue_start"] is not None:
        spans += [tuple(piece) for piece in json.loads(row["cue_pieces"])]
    return sorted(
        {
            credit["name"]
            for credit in asked.credits_of(reports.story, report_id)
            if any(low <= credit["start"] < high for low, high in spans)
        }
    )


def _words(name: str) -> list[str]:
    plain = re.sub(r"\([^)]*\)", " ", name)
    found = [w.norm.replace(".", "") for w in words_of(plain)]
    return [word for word in found if word not in _COMMON] or found
