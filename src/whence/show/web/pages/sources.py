"""Who speaks: all sources, and for one what they said, when, to whom, through whom, and with which stance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute

from whence.records import Stance
from whence.show.scale import Days, day_axis
from whence.show.web.page import NotFoundError, page
from whence.show.web.view import View
from whence.story import queries
from whence.story.queries_ruled import all_of, ruled_sources
from whence.story.queries_voices import (
    Spoken,
    VoiceRow,
    count_voices,
    handed_on,
    named_in,
    same_name,
    spoken,
    voice,
    voices,
)
from whence.story.store import Story

NAV = (("Sources", "/sources"),)

SIZE = 60
SAID = 30
KINDS = ("person", "organisation", "outlet", "office", "group", "document")
STANCES: dict[Stance, str] = {
    "assert": "says", "confirm": "confirms", "deny": "denies", "decline": "declines", "question": "asks"
}  # fmt: skip
_MOST_HANDED, _MOST_NAMED = 30, 12
_WIDTH, _LEFT, _ROW = 760, 84, 24
_LETTERS = 50
"""The room of a day's name."""


@dataclass(frozen=True, slots=True)
class Dot:
    """What was said with one stance on one day."""

    x: float
    y: int
    r: float
    title: str
    attribution_id: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Stances over time: a row for each that the source took."""

    width: int
    height: int
    rows: list[tuple[int, str, int]]
    ticks: list[tuple[float, str]]
    dots: list[Dot]


def routes() -> list[BaseRoute]:
    """The list of sources, and one source."""
    return [page("/sources", sources), page("/source/{id}", source)]


def sources(view: View) -> Response:
    """All sources, those who say most first; by name and kind where asked."""
    name, kind = view.asked("name"), view.asked("kind")
    kind = kind if kind in KINDS else ""
    at = view.asked_number("page", 1, 100_000)
    kept = view.kept("heard", lambda: voices(view.story, heard=True))
    count = view.kept("sources", lambda: count_voices(view.story))
    if name or kind or len(kept) < at * SIZE:  # else those who are only named come later than what is shown
        every = view.kept("voices", lambda: voices(view.story))
        kept = [row for row in every if (not kind or row.kind == kind) and (not name or row.goes_by(name))]
        count = len(kept)
    shown = kept[(at - 1) * SIZE : at * SIZE]
    return view.render("sources.html", rows=shown, count=count, at=at, size=SIZE, kinds=KINDS)


def source(view: View) -> Response:
    """One source. Its id may be another as of a day: it is then found by its names."""
    row = _found(view, view.request.path_params["id"])
    said = spoken(view.story, row.id)
    stance = view.asked("stance")
    chosen = [s for s in said if stance not in STANCES or s.stance == stance]
    at = view.asked_number("page", 1, 100_000)
    shown = [s.attribution_id for s in chosen[(at - 1) * SAID : at * SAID]]
    by_id = {r.id: (q, r) for q in queries.quotes(view.story, among=shown, places=view.places) for r in q.readings}
    handed = handed_on(view.story, row.id, _MOST_HANDED)
    named = named_in(view.story, row.id, places=view.places)
    return view.render(
        "source.html",
        row=row,
        said=[by_id[key] for key in shown if key in by_id],
        count=len(chosen), at=at, size=SAID,
        stances={s: sum(x.stance == s for x in said) for s in STANCES},
        stance_words=STANCES,
        strip=strip(said, _beginning(view)),
        notes=all_of(ruled_sources(view.story, view.places).get(row.id, ())),
        handed=queries.quotes(view.story, among=handed, places=view.places),
        named=named[:_MOST_NAMED],
        unseen=len(named) - len(named[:_MOST_NAMED]),
    )  # fmt: skip


def _found(view: View, key: str) -> VoiceRow:
    row = voice(view.story, key)
    if row is None and view.day:
        with Story.read_only(view.request.app.state.desk.path) as whole:
            now = voice(whole, key)
        if now is not None:
            row = same_name(view.kept("voices", lambda: voices(view.story)), [now.name, *now.aliases])
            if row is None:
                raise NotFoundError(f"{now.name} is not named in a report published by {view.day}.")
    if row is None:
        raise NotFoundError(
            f"This story has no source {key[:24]}. Ids of sources change when reports are added: look for the name."
        )
    return row


def _beginning(view: View) -> str:
    """Some days before the first report: what was said earlier is background, drawn at the edge."""
    days = [day for day in (view.places.published_day(key) for key in view.places.heads) if day]
    return (date.fromisoformat(min(days)[:10]) - timedelta(days=14)).isoformat() if days else ""


def strip(said: Sequence[Spoken], beginning: str = "") -> Strip | None:
    """The drawing of stances over time; None where there is one stance alone, or one day.

    What was said before the day `beginning` stands at the left edge.
    """
    dated = [(s.day[:10], s) for s in said if s.day and len(s.day) >= 10]
    taken = [stance for stance in STANCES if any(s.stance == stance for s in said)]
    if len(taken) < 2 or len({day for day, _ in dated}) < 2:
        return None
    axis = day_axis([max(day, beginning) for day, _ in dated], _LEFT + 16, _WIDTH - 16)
    assert axis is not None
    rows = [(22 + n * _ROW, STANCES[stance], sum(s.stance == stance for s in said)) for n, stance in enumerate(taken)]
    grouped: dict[tuple[str, Stance], list[Spoken]] = {}
    for day, one in dated:
        grouped.setdefault((day, one.stance), []).append(one)
    dots = [
        Dot(
            axis.x(day), 22 + taken.index(stance) * _ROW, min(9.0, 3.5 + 0.8 * (len(same) - 1)),
            f"{day}: {STANCES[stance]} ({len(same)})", same[0].attribution_id,
        )
        for (day, stance), same in sorted(grouped.items())
    ]  # fmt: skip
    return Strip(_WIDTH, 22 + len(taken) * _ROW + 12, rows, _ticks(axis, dated, beginning), dots)


def _ticks(axis: Days, dated: Sequence[tuple[str, Spoken]], beginning: str) -> list[tuple[float, str]]:
    """The days under the drawing; the edge says `earlier` where something said before the story stands there."""
    ticks = axis.ticks()
    if all(day >= beginning for day, _ in dated):
        return ticks
    edge = axis.x(beginning)
    return [(edge, "earlier"), *((x, text) for x, text in ticks if x > edge + _LETTERS)]
