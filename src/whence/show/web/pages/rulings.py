"""Overruling a judgement: the form for one row, the list of what was ruled, and undoing.

Works without script: a form is sent, the story is weighed again, and the browser is led back to the row.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import get_args

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from whence.errors import CommandError
from whence.records import Modality, Stance
from whence.rulings import PairField, Ruling, RulingField, RulingTable, Verdict
from whence.show.web.page import NotFoundError, form, page
from whence.show.web.view import View
from whence.story import queries
from whence.story.pointing import key_of, mention_of, point_at, report_named, source_named
from whence.story.queries_cited import Place
from whence.story.queries_near import near
from whence.story.queries_rows import RulingRow
from whence.story.queries_ruled import all_of, ruled_rows, ruled_sources
from whence.story.ruling import ruling_on
from whence.story.store import Story

NAV = (("Rulings", "/rulings"),)
_PAIRED: dict[str, PairField] = {
    "attribution": "utterance", "figure": "series", "event": "timeline", "source": "source", "report": "copying",
}  # fmt: skip
_STANCES: dict[Stance, str] = {
    "assert": "says it", "confirm": "confirms it", "deny": "denies it", "decline": "declines to say",
    "question": "asks it",
}  # fmt: skip
_MODALITIES: dict[Modality, str] = {
    "happened": "happened", "ongoing": "is going on", "planned": "was planned", "possible": "is possible",
    "alleged": "is alleged", "denied": "is denied",
}  # fmt: skip
_MOST = 1000
"""Characters of what is typed into a field; it is shown wherever the ruling is."""
_ONE_AT_A_TIME = threading.Lock()
"""A story has one writer."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is ruled on: its table (a source is one, too) and id, its words, where it stands, what is ruled of it."""

    table: str
    id: str
    words: str
    place: Place
    ruled: tuple[RulingRow, ...]


def routes() -> list[BaseRoute]:
    """The form of a row, the list, and their targets."""
    return [
        page("/rulings", listed), page("/rule/{table}/{id}", asked), form("/rule/{table}/{id}", rule),
        form("/undo", undo),
    ]  # fmt: skip


def listed(view: View) -> Response:
    """Every ruling, each with a button that undoes it."""
    rows = queries.rulings(view.story, places=view.places)
    return view.render("rulings.html", rows=rows[::-1])


def asked(view: View) -> Response:
    """What can be ruled on one row, and what is; with `part=1` the forms alone, to be put into the page that the row
    stands on. `other` is a second row, filled in; `back` is where the browser is led afterwards."""
    if not view.can_rule:
        raise CommandError("an account as of a day is read, not ruled on; open it as of today")
    subject = _subject(view, view.request.path_params["table"], view.request.path_params["id"])
    other = view.asked("other")
    choices = near(view.story, subject.table, subject.id, places=view.places)
    grouped = any(one.grouped and one.pointed == other for one in choices)
    return view.render(
        "rule_part.html" if view.asked("part") == "1" else "rule.html", subject=subject, paired=_PAIRED[subject.table],
        stances=_STANCES, modalities=_MODALITIES, other=other, choices=choices, grouped=grouped,
        back=_ours(view.asked("back")),
    )  # fmt: skip


def _ours(address: str) -> str:
    """An address on these pages as it was given, else nothing: nobody is led elsewhere."""
    return address if re.fullmatch(r"/(?![/\\])[!#-\[\]-~]*", address) else ""


def _subject(view: View, table: str, key: str) -> Subject:
    story, places = view.story, view.places
    if table not in _PAIRED:
        raise NotFoundError(f"Nothing is ruled on a row of {table[:24]}.")
    try:
        if table == "source":
            mark = key_of(story, "mention", mention_of(story, "source", key))
            notes = all_of(ruled_sources(story, places).get(key, ()))
        else:
            mark = key_of(story, table, key)  # type: ignore[arg-type]
            notes = ruled_rows(story, places).get((table, key), ())
    except CommandError as error:
        raise NotFoundError(f"{error}.") from None
    if table == "report":
        mention = places.sentence(key, 0, 1)
        return Subject(table, key, view.title(key), mention, notes)
    return Subject(table, key, mark.words, places.place(mark.report_id, mark.start, mark.end), notes)


def rule(view: View, fields: dict[str, str]) -> Response:
    """Keep what was ruled, weigh the story again, and lead back to the row, or to where the form was opened."""
    table, key = view.request.path_params["table"], view.request.path_params["id"]
    back = _ours(fields.get("back", ""))
    with _ONE_AT_A_TIME, Story.open(view.request.app.state.desk.path) as story:
        made = _ruling(story, table, key, fields)
        named = _source_of(story, back)
        story.rule(made)
        view.request.app.state.reweigh(story)
        back = _where_now(story, back, named)
    # The id of a source changes with what it holds; every other stays.
    here = "/rulings" if table == "source" else f"/rule/{table}/{key}"
    return RedirectResponse(_told(back or view.url(here), made.id), 303)


_SOURCE = re.compile(r"/source/(\w+)")


def _source_of(story: Story, address: str) -> str | None:
    """A mention of the source whose page it is; None where it is no such page."""
    found = _SOURCE.match(address)
    try:
        return mention_of(story, "source", found[1]) if found else None
    except CommandError:
        return None


def _where_now(story: Story, address: str, mention: str | None) -> str:
    """The address of a source's page with the id that the source has now; the list of rulings where it has none."""
    if mention is None:
        return address
    row = story.connection.execute("SELECT source_id FROM mention WHERE id = ?", (mention,)).fetchone()
    if row is None or row["source_id"] is None:
        return "/rulings"
    path, mark, fragment = address.partition("#")
    return _SOURCE.sub(f"/source/{row['source_id']}", path) + (f"{mark}{fragment}" if fragment else "")


def _told(address: str, ruling_id: str) -> str:
    """The address with the ruling that the page is to say was kept."""
    path, _, fragment = address.partition("#")
    joined = "&" if "?" in path else "?"
    return f"{path}{joined}ruled={ruling_id}" + (f"#{fragment}" if fragment else "")


def _ruling(story: Story, table: str, key: str, fields: dict[str, str]) -> Ruling:
    def given(name: str) -> str | None:
        return fields.get(name, "").strip() or None

    field, verdict = fields.get("field", ""), fields.get("verdict", "set")
    if verdict not in get_args(Verdict) or table not in _PAIRED:
        raise CommandError("the form is not one of ours; load the page again")
    for name in ("value", "other", "note"):
        if len(given(name) or "") > _MOST:
            raise CommandError(f"the {name} is longer than {_MOST:,} characters; shorten it")
    value, other = given("value"), given("other")
    if field == "speaker" and value is None and not given("nobody"):
        raise CommandError("name the speaker, or tick that it cannot be told")
    other_table, other_id = _other(story, table, other)
    if field in (*get_args(PairField), "direction") and other_id is None:
        raise CommandError("name the other one: some of its words, or its place")
    return ruling_on(
        story, table, key, _field(field), verdict, value=value, other_table=other_table, other_id=other_id,  # type: ignore[arg-type]
        note=given("note"),
    )  # fmt: skip


def _field(name: str) -> RulingField:
    known = ("speaker", "stance", "modality", "when", "value", "published", "dismissed", "direction")
    if name not in (*known, *get_args(PairField)):
        raise CommandError("the form is not one of ours; load the page again")
    return name  # type: ignore[return-value]


def _other(story: Story, table: str, other: str | None) -> tuple[str | None, str | None]:
    """The other row that a person named: its table and id."""
    if other is None:
        return None, None
    if table == "report":
        return table, report_named(story, other).id
    if table == "source":
        named = source_named(story, other)
        return ("source", named[0]) if named else ("mention", point_at(story, other, ("mention",)).row_id)
    tables: tuple[RulingTable, ...] = (table,)  # type: ignore[assignment]
    return table, point_at(story, other, tables).row_id


def undo(view: View, fields: dict[str, str]) -> Response:
    """Undo a ruling, weigh the story again, and lead back to where the button stood, else to the list."""
    back = _ours(fields.get("back", ""))
    with _ONE_AT_A_TIME, Story.open(view.request.app.state.desk.path) as story:
        named = _source_of(story, back)
        story.undo(fields.get("id", ""))
        view.request.app.state.reweigh(story)
        back = _where_now(story, back, named)
    return RedirectResponse(back or view.url("/rulings"), 303)
