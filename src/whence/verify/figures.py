"""A figure of the draft, held against the figures that reports give in sentences like its own."""

from __future__ import annotations

import sqlite3

from whence.records import Figure
from whence.story import queries_verify as asked
from whence.verify.draft import Draft
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote, in_order
from whence.verify.words import content

_ALIKE = 0.4
"""The share of a sentence's meaning from which a figure in it measures the same thing."""
_PEOPLE = frozenset(
    [
        "people", "person", "individual", "man", "woman", "child", "dead", "death", "toll", "killed",
        "body", "victim", "civilian",
    ]
)  # fmt: skip
Hit = tuple[float, sqlite3.Row]


def check_figure(figure: Figure, draft: Draft, reports: Reports) -> Checked:
    """The figure with its states."""
    start, end = draft.sentence(figure.start)
    words = draft.text[figure.start : figure.end]
    ours = content(draft.text, start, end)
    hits: list[Hit] = []
    for report_id in reports.near(ours):
        for row in asked.marks_of(reports.story, "figure", report_id):
            if row["unit"] == figure.unit and _one_head(figure.head, row["head"]):
                around = reports.places.sentence(report_id, row["start"], row["end"])
                hits.append((reports.likeness(ours, reports.content(report_id, around.start, around.end)), row))
    hits.sort(key=lambda h: (-h[0], reports.day(h[1]["report_id"]), h[1]["report_id"], h[1]["start"]))
    best = hits[0][0] if hits else 0.0
    same = [
        h for h in hits if h[0] >= max(0.25, 0.6 * best) and _value(h[1]) == (figure.low, figure.high, figure.bound)
    ]
    if same:
        return Checked(
            "figure", figure.start, figure.end, words, _found(figure, draft, same, reports), _shown(same, reports)
        )
    if best < _ALIKE:
        note = StateNote("not_found", "no report gives it of the same thing" if hits else "")
        return Checked("figure", figure.start, figure.end, words, (note,), _shown(hits[:1], reports))
    near = [h for h in hits if h[0] >= 0.8 * best]
    bound = [h for h in near if _number(h[1]) == (figure.low if figure.low is not None else figure.high)]
    why = "the number is the same, but not how it is bounded" if bound else "the report gives another number"
    return Checked(
        "figure", figure.start, figure.end, words, (StateNote("differs", why),), _shown((bound or near)[:1], reports)
    )


def _found(figure: Figure, draft: Draft, same: list[Hit], reports: Reports) -> tuple[StateNote, ...]:
    notes = [StateNote("found")]
    row = same[0][1]
    start, end = draft.sentence(figure.start)
    days = [m.latest for m in draft.moments if start <= m.start < end and m.type in ("date", "time") and m.latest]
    said = max(reports.day(h[1]["report_id"]) for h in same)
    for later in reversed(asked.series_figures(reports.story, row["series_id"])) if row["series_id"] else ():
        if (later["day"] or "") <= said or _meets(later, row):
            continue
        if days and min(days) < later["day"]:
            break  # the draft says when it was so
        cited = reports.evidence(later["report_id"], later["start"], later["end"])
        notes.append(StateNote("superseded", f"later: {cited.words} ({cited.place.citation})"))
        break
    disputes = {d["label"] for h in same for d in asked.disputes_of(reports.story, "figure", h[1]["id"])}
    if disputes:
        fact = "" if figure.id in draft.attributed else "; the draft states it as a fact"
        notes.append(StateNote("disputed", sorted(disputes)[0] + fact))
    counted = {root.id for h in same for root in reports.places.roots("figure", h[1]["id"])}
    if len(counted) == 1:
        notes.append(StateNote("one_root", "only one independent report stands behind it"))
    return in_order(notes)


def _one_head(ours: str | None, theirs: str | None) -> bool:
    return ours == theirs or ours is None or theirs is None or (ours in _PEOPLE and theirs in _PEOPLE)


def _value(row: sqlite3.Row) -> tuple[float | None, float | None, str]:
    return row["low"], row["high"], row["bound"]


def _number(row: sqlite3.Row) -> float | None:
    number: float | None = row["low"] if row["low"] is not None else row["high"]
    return number


def _meets(a: sqlite3.Row, b: sqlite3.Row) -> bool:
    low = max(a["low"] or 0, b["low"] or 0)
    high = min(a["high"] or float("inf"), b["high"] or float("inf"))
    return low <= high


def _shown(hits: list[Hit], reports: Reports) -> tuple[Evidence, ...]:
    return tuple(reports.sentence(row["report_id"], row["start"], row["end"]) for _, row in hits[:3])
