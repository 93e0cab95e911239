"""From what a person points at to marks: a place as it is cited, or words as they stand in a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.errors import CommandError
from whence.rulings import MarkKey, RulingTable
from whence.story.queries_cited import Head, Place
from whence.story.queries_places import Places, names_match
from whence.story.store import Story

PLACE = re.compile(r"([0-9a-f]{4,16}):(\d+)(?:-(\d+))?")
SHOWN = 8
"""So many of several marks that fit are listed."""
NOUNS: dict[str, str] = {
    "attribution": "statement", "figure": "figure", "event": "happening", "mention": "name", "report": "report",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pointed:
    """A mark that was pointed at: its table and id, and where it stands."""

    table_name: RulingTable
    row_id: str
    place: Place
    words: str


def point_at(story: Story, pointed: str, tables: Sequence[RulingTable], places: Places | None = None) -> Pointed:
    """The one mark, of one of these tables, at a place (`3fa2c1:120` or `3fa2c1:120-168`) or with these words.

    Words are found without regard to case, space and the shape of quotation marks; a mark that is just these words
    comes before one that holds them. Raises CommandError where none fits, or several do: then they are listed.
    """
    found = pointed_at(story, pointed, tables, places)
    what = " or ".join(NOUNS[table] for table in tables)
    if not found:
        raise CommandError(
            f"no {what} at {pointed!r}; give some of its words as they stand in the report, or its place as it is "
            "cited, such as 3fa2c1:120"
        )
    if len(found) > 1:
        raise CommandError(
            f"{pointed!r} is in {len(found)} marks; name one by its place:\n" + "\n".join(map(listed, found[:SHOWN]))
            + (f"\n  and {len(found) - SHOWN} more" if len(found) > SHOWN else "")
        )  # fmt: skip
    return found[0]


def point_pair(
    story: Story, one: str, two: str, tables: Sequence[RulingTable], places: Places | None = None
) -> tuple[Pointed, Pointed]:
    """The two marks of one kind that were pointed at: of the first kind of `tables` that both fit.

    Raises CommandError where they are of no one kind, or several of a kind fit: then they are listed.
    """
    places = places or Places(story)
    found: list[tuple[bool, RulingTable]] = []
    for table in tables:
        both = [pointed_at(story, pointed, (table,), places) for pointed in (one, two)]
        if all(both) and both[0] != both[1]:
            whole = all(_plain(some[0].words) == _plain(given) for some, given in zip(both, (one, two), strict=True))
            found.append((not whole, table))
    fits = [table for _, table in sorted(found, key=lambda fit: fit[0])]
    if not fits:
        kinds = ", ".join(f"{NOUNS[table]}s" for table in tables)
        for pointed in (one, two):
            if not pointed_at(story, pointed, tables, places):
                point_at(story, pointed, tables, places)
        raise CommandError(f"{one!r} and {two!r} are not two of one kind ({kinds}); name both by their places")
    if fits[0] == "mention":
        return _names(story, one, two, places)
    return point_at(story, one, fits[:1], places), point_at(story, two, fits[:1], places)


def _names(story: Story, one: str, two: str, places: Places) -> tuple[Pointed, Pointed]:
    """Two mentions. A name that all reports have for one source stands for it, unless the other does too."""
    sources = {row["id"]: row["source_id"] for row in story.connection.execute("SELECT id, source_id FROM mention")}
    found = [pointed_at(story, pointed, ("mention",), places) for pointed in (one, two)]
    behind = [{sources[each.row_id] for each in some} for some in found]
    if behind[0] == behind[1]:
        return point_at(story, one, ("mention",), places), point_at(story, two, ("mention",), places)
    chosen = [
        some[0] if len(its) == 1 else point_at(story, pointed, ("mention",), places)
        for some, its, pointed in zip(found, behind, (one, two), strict=True)
    ]
    return chosen[0], chosen[1]


def listed(one: Pointed) -> str:
    """A mark as one line of a list: its place, what it is, its words, its outlet and day."""
    words = " ".join(one.words.split())
    words = words if len(words) <= 70 else words[:69].rsplit(" ", 1)[0] + " …"
    place = one.place
    return (
        f"  {place.short}:{place.start}-{place.end}  {NOUNS[one.table_name]} “{words}” ({place.outlet}, {place.when})"
    )


def pointed_at(
    story: Story, pointed: str, tables: Sequence[RulingTable], places: Places | None = None
) -> list[Pointed]:
    """All marks that fit, by place (see `point_at`). Of a name in one report, its first mention."""
    places = places or Places(story)
    at = PLACE.fullmatch(pointed.strip())
    found = []
    for table in tables:
        for row in story.connection.execute(
            f"SELECT id, report_id, start, end{', entity_id' if table == 'mention' else ''} FROM {table} "
            f"{'WHERE NOT dismissed ' if table != 'mention' else ''}ORDER BY report_id, start, end, id"
        ):
            place = places.place(row["report_id"], row["start"], row["end"])
            if at is not None and not place.report_id.startswith(at[1]):
                continue
            found.append(
                (
                    Pointed(table, row["id"], place, places.words(place)),
                    row["entity_id"] if table == "mention" else row["id"],
                )
            )
    if at is not None:
        return _at(found, int(at[2]), int(at[3]) if at[3] else None)
    wanted = _plain(pointed)
    holding = [(one, same) for one, same in found if wanted and wanted in _plain(one.words)]
    exact = [(one, same) for one, same in holding if _plain(one.words) == wanted]
    return list({same: one for one, same in reversed(exact or holding)}.values())[::-1]


def _at(found: Sequence[tuple[Pointed, str]], start: int, end: int | None) -> list[Pointed]:
    """The marks that begin at a place, else the innermost that hold it; with an end, those of just this span first."""
    begin = [one for one, _ in found if one.place.start == start]
    if end is not None:
        exact = [one for one in begin if one.place.end == end]
        begin = exact or begin
    if begin:
        return begin
    holding = [one for one, _ in found if one.place.start <= start < one.place.end]
    least = min((one.place.end - one.place.start for one in holding), default=0)
    return [one for one in holding if one.place.end - one.place.start == least]


def _plain(words: str) -> str:
    plain = words.translate(str.maketrans("“”‘’«»", '""\'\'""'))
    return " ".join(plain.split()).strip("\"' ,.").casefold()


def report_named(story: Story, pointed: str, places: Places | None = None) -> Head:
    """The one report with this id, beginning of an id (four or more), origin or outlet.

    Raises CommandError where none fits, or several do: then they are listed.
    """
    places = places or Places(story)
    heads = [places.heads[key] for key in sorted(places.heads)]
    plain = pointed.strip()
    found = [head for head in heads if len(plain) >= 4 and head.id.startswith(plain)]
    if not found:
        origins = {row["id"]: row["origin"] for row in story.connection.execute("SELECT id, origin FROM report")}
        found = [head for head in heads if origins[head.id] == plain] or [
            head for head in heads if names_match(plain, [head.outlet])
        ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"no report {pointed!r}; name one by its id, or the beginning of it, as it is cited: 3fa2c1")
    lines = [f"  {head.short}  {head.outlet}, {head.when_short}" for head in found[:SHOWN]]
    more = [f"  and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    raise CommandError(f"{pointed!r} fits {len(found)} reports; name one by its id:\n" + "\n".join([*lines, *more]))


def key_of(story: Story, table: RulingTable, row_id: str) -> MarkKey:
    """The key of a mark, or of a report as a whole. Raises CommandError where there is none of this id."""
    if table == "report":
        row = story.connection.execute("SELECT id FROM report WHERE id = ?", (row_id,)).fetchone()
        if row is not None:
            return MarkKey(row_id, 0, 0, "")
    else:
        row = story.connection.execute(
            f"SELECT m.report_id, m.start, m.end, r.text FROM {table} m JOIN report r ON r.id = m.report_id "
            "WHERE m.id = ?",
            (row_id,),
        ).fetchone()
        if row is not None:
            return MarkKey(row["report_id"], row["start"], row["end"], row["text"][row["start"] : row["end"]])
    raise CommandError(f"no {NOUNS[table]} {row_id!r} in the story")


def mention_of(story: Story, table: str, row_id: str) -> str:
    """A mention of whoever a row is about: a mention itself, the speaker of an attribution, a source.

    Raises CommandError where the row names nobody.
    """
    if table == "mention":
        return row_id
    who = (
        "m.source_id = ?"
        if table == "source"
        else "m.entity_id = (SELECT speaker_entity_id FROM attribution WHERE id = ?)"
    )
    row = story.connection.execute(
        f"SELECT m.id FROM mention m WHERE {who} ORDER BY m.basis <> 'name', m.report_id, m.start, m.id LIMIT 1",
        (row_id,),
    ).fetchone()
    if row is None:
        raise CommandError("nobody is named there; name the speaker first: whence rule STORY speaker WORDS NAME")
    return str(row["id"])


def source_named(story: Story, name: str, places: Places | None = None) -> tuple[str, str] | None:
    """Id and name of the one source with this name; None where no source has it.

    Raises CommandError where several have it: then they are listed.
    """
    places = places or Places(story)
    rows = story.connection.execute(
        "SELECT id, name, kind, aliases FROM source WHERE NOT anonymous ORDER BY name, id"
    ).fetchall()
    wanted = _plain(name).removeprefix("the ")
    found = [row for row in rows if _plain(row["name"]).removeprefix("the ") == wanted]
    if not found:
        import json

        found = [r for r in rows if wanted in {_plain(a).removeprefix("the ") for a in json.loads(r["aliases"])}]
    if len(found) <= 1:
        return (found[0]["id"], found[0]["name"]) if found else None
    lines = []
    for row in found[:SHOWN]:
        key = key_of(story, "mention", mention_of(story, "source", row["id"]))
        place = places.place(key.report_id, key.start, key.end)
        lines.append(
            f"  {place.short}:{place.start}-{place.end}  {row['name']}, {row['kind']} ({place.outlet}, {place.when})"
        )
    raise CommandError(f"{name!r} is the name of {len(found)} sources; name one by a place:\n" + "\n".join(lines))
