"""Wording that two reports share: which pairs of reports do, and the passages of one pair side by side."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whence.records import merged
from whence.story.queries_cited import Head, Place
from whence.story.queries_places import AMONG, Places, given
from whence.story.store import Story

_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two reports that share wording, `a` the earlier. `share` is how much of the shorter one's words it is."""

    a: Head
    b: Head
    direction: str
    """`a_to_b`, `b_to_a`, `common` or `unknown`; a pair with passages of several says the one of most words."""
    words: int
    share: float
    reason: str
    """Of the longest passage."""


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """One passage that two reports share, with its words in each. `quotation`: both quote one speech or document."""

    a: Place
    b: Place
    a_text: str
    b_text: str
    kind: str
    direction: str
    similarity: float
    confidence: float
    reason: str
    made_by: str


def pairs(
    story: Story, *, among: Iterable[str] | None = None, direction: str | None = None, places: Places | None = None
) -> list[PairRow]:
    """The pairs of reports with wording in common that is copying (not a quotation of one speech), by day.

    `among` are reports: only pairs of two of them are read. With `direction`, only the pairs of that one: the words of
    the others are not counted.
    """
    places = places or Places(story)
    chosen = None if among is None else sorted(among)
    where = "" if chosen is None else f"AND a_report_id IN ({AMONG}) AND b_report_id IN ({AMONG})"
    spans: dict[tuple[str, str], list[tuple[int, int, str, str]]] = {}
    for row in story.connection.execute(
        "SELECT a_report_id, b_report_id, b_start, b_end, direction, reason FROM reuse "
        f"WHERE kind <> 'quotation' AND a_report_id <> b_report_id {where} ORDER BY a_report_id, b_report_id, b_start, "
        "b_end, id",
        given(chosen),
    ):
        key = (row["a_report_id"], row["b_report_id"])
        spans.setdefault(key, []).append((row["b_start"], row["b_end"], row["direction"], row["reason"]))
    counted: dict[str, int] = {}

    def words_of(report_id: str) -> int:
        if report_id not in counted:
            counted[report_id] = len(_WORD.findall(places.text(report_id)))
        return counted[report_id]

    found = []
    for (a, b), rows in spans.items():
        weight: dict[str, int] = {}
        for start, end, way, _ in rows:
            weight[way] = weight.get(way, 0) + end - start
        most = min(weight, key=lambda d: (-weight[d], d))
        if direction not in (None, most):
            continue
        text = places.text(b)
        words = sum(len(_WORD.findall(text[start:end])) for start, end in merged([(r[0], r[1]) for r in rows]))
        longest = max(rows, key=lambda r: (r[1] - r[0], -r[0]))
        least = max(1, min(words_of(a), words_of(b)))
        found.append(PairRow(places.heads[a], places.heads[b], most, words, min(1.0, words / least), longest[3]))
    return sorted(found, key=lambda p: (places.day(p.a.id) or "9999", p.a.id, places.day(p.b.id) or "9999", p.b.id))


def families(story: Story) -> dict[str, str]:
    """Report or ancestor id to the publisher that it stands under together with other outlets here: these do not count
    as independent of each other. Empty where none is known."""
    found: dict[str, str] = json.loads(story.meta("publishers") or "{}")
    return found


def outlets_of(families: Mapping[str, str], places: Places) -> list[tuple[str, list[str]]]:
    """Each publisher with its outlets among the reports, by name; ancestors by the name that they are credited by."""
    found: dict[str, set[str]] = {}
    for key, family in families.items():
        head = places.heads.get(key)
        name = head.outlet if head else places.ancestors().get(key, "")
        found.setdefault(family, set()).add(name or key)
    return [(family, sorted(found[family])) for family in sorted(found)]


def passages_of(story: Story, one: str, other: str, *, places: Places | None = None) -> list[SharedPassage]:
    """Every passage that two reports share, shared quotations included, by its place in the earlier of them."""
    places = places or Places(story)
    found = []
    for row in story.connection.execute(
        "SELECT * FROM reuse WHERE (a_report_id = :one AND b_report_id = :other) "
        "OR (a_report_id = :other AND b_report_id = :one) ORDER BY a_start, a_end, b_start, id",
        {"one": one, "other": other},
    ):
        a = places.place(row["a_report_id"], row["a_start"], row["a_end"])
        b = places.place(row["b_report_id"], row["b_start"], row["b_end"])
        found.append(
            SharedPassage(
                a, b, places.words(a), places.words(b), row["kind"], row["direction"], row["similarity"],
                row["confidence"], row["reason"], row["made_by"],
            )
        )  # fmt: skip
    return found
