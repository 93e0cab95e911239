"""Rulings made on rows that a person sees: what makes no sense is refused with the reason, before it is kept."""

from __future__ import annotations

from whence.errors import CommandError
from whence.rulings import MarkKey, Ruling, RulingField, RulingTable, Verdict, make_ruling
from whence.story.pointing import NOUNS, PLACE, key_of, mention_of, point_at, source_named
from whence.story.queries_places import Places
from whence.story.store import Story


def ruling_on(
    story: Story,
    table: str,
    row_id: str,
    field: RulingField,
    verdict: Verdict = "set",
    *,
    value: str | None = None,
    other_table: str | None = None,
    other_id: str | None = None,
    note: str | None = None,
) -> Ruling:
    """A ruling on a row, or on two; not kept yet (`Story.rule` keeps it, `whence.run.reweigh` follows it).

    `table` and `row_id` name a mark or a report as the rows of `queries` do (`QuoteReading.id`, `FigureRow.id`, ...).
    For `source` a row may also be an attribution, which stands for its speaker, or a source. For `speaker`, `value` is
    the name of the speaker or a place where he is named (`3fa2c1:120`), None where nobody can be told; `other_table`
    and `other_id` may name him by a mention, an attribution or a source instead.

    Raises CommandError, with the reason, where the ruling makes no sense.
    """
    try:
        if field == "speaker":
            return _speaker(story, row_id, value, other_table, other_id, note)
        if field == "source":
            return _source(story, (table, row_id), (other_table or table, other_id or ""), verdict, note)
        mark = key_of(story, _table(table), row_id)
        other = key_of(story, _table(other_table or table), other_id) if other_id is not None else None
        _refuse_senseless(story, field, row_id, other_id)
        if other is not None and field not in ("copying", "direction") and (other_table or table) != table:
            raise CommandError(f"a {NOUNS[table]} and a {NOUNS[other_table or table]} cannot be one")
        return make_ruling(_table(table), field, verdict, mark, other, value, note)
    except ValueError as error:
        raise CommandError(f"this cannot be ruled: {error}") from None


def _table(name: str) -> RulingTable:
    if name not in NOUNS:
        raise CommandError(f"nothing can be ruled on a row of {name}")
    return name  # type: ignore[return-value]


def _speaker(
    story: Story, row_id: str, value: str | None, other_table: str | None, other_id: str | None, note: str | None
) -> Ruling:
    mark = key_of(story, "attribution", row_id)
    places = Places(story)
    other: MarkKey | None = None
    if other_id is not None:
        other = key_of(story, "mention", mention_of(story, other_table or "mention", other_id))
    elif value is not None and PLACE.fullmatch(value.strip()):
        other = key_of(story, "mention", point_at(story, value, ("mention",), places).row_id)
    elif value is not None:
        value = " ".join(value.split())
        if not any(char.isalpha() for char in value):
            raise CommandError(f"{value!r} is not a name; give the speaker's name, or --unresolved")
        known = source_named(story, value, places)
        if known is not None:
            value = known[1]
            mention = _nearest_mention(story, known[0], mark.report_id)
            other = key_of(story, "mention", mention) if mention else None
    if other is not None and (other_id is not None or value is None or PLACE.fullmatch(value.strip())):
        value = _name_at(story, other)
    return make_ruling("attribution", "speaker", "set", mark, other, value, note)


def _nearest_mention(story: Story, source_id: str, report_id: str) -> str | None:
    """A mention of a source in this report, else in the first that names it; None where only a ruling does."""
    row = story.connection.execute(
        "SELECT id FROM mention WHERE source_id = ? "
        "ORDER BY report_id <> ?, basis <> 'name', report_id, start, id LIMIT 1",
        (source_id, report_id),
    ).fetchone()
    return str(row["id"]) if row else None


def _name_at(story: Story, key: MarkKey) -> str:
    row = story.connection.execute(
        "SELECT coalesce(s.name, e.name) AS name FROM mention m JOIN entity e ON e.id = m.entity_id "
        "LEFT JOIN source s ON s.id = m.source_id WHERE m.report_id = ? AND m.start = ? AND m.end = ?",
        (key.report_id, key.start, key.end),
    ).fetchone()
    return str(row["name"])


def _source(story: Story, one: tuple[str, str], two: tuple[str, str], verdict: Verdict, note: str | None) -> Ruling:
    mentions = [mention_of(story, table, row_id) for table, row_id in (one, two)]
    rows = [
        story.connection.execute("SELECT entity_id, source_id FROM mention WHERE id = ?", (mention,)).fetchone()
        for mention in mentions
    ]
    if all(rows) and rows[0]["entity_id"] == rows[1]["entity_id"]:
        if verdict == "same":
            raise CommandError("both name the same one in one report already")
        raise CommandError(
            "both stand for one and the same inside one report, which cannot be divided; name the speaker of each "
            "statement instead: whence rule STORY speaker WORDS NAME"
        )
    keys = [key_of(story, "mention", mention) for mention in mentions]
    return make_ruling("mention", "source", verdict, keys[0], keys[1], None, note)


def _refuse_senseless(story: Story, field: str, row_id: str, other_id: str | None) -> None:
    """What would have no effect is refused: the person would think that it had."""
    for one in (row_id, other_id):
        if one is None:
            continue
        if field == "utterance":
            row = story.connection.execute("SELECT act, uttered FROM attribution WHERE id = ?", (one,)).fetchone()
            if row is not None and (row["act"] == "thought" or not row["uttered"]):
                raise CommandError("one of the two was thought or not yet said, and is compared with no other")
        if field == "timeline":
            row = story.connection.execute("SELECT earliest, latest FROM event WHERE id = ?", (one,)).fetchone()
            if row is not None and (row["earliest"] is None or row["latest"] is None):
                raise CommandError("one of the two has no day; give it one first: whence rule STORY when WORDS DAY")
    if field in ("copying", "direction"):
        kinds = "" if field == "copying" else "AND kind <> 'quotation' "
        row = story.connection.execute(
            f"SELECT 1 FROM reuse WHERE (a_report_id, b_report_id) IN (VALUES (?, ?), (?, ?)) {kinds}LIMIT 1",
            (row_id, other_id, other_id, row_id),
        ).fetchone()
        if row is None:
            earlier = _ruled_apart(story, row_id, other_id)
            if earlier:
                raise CommandError(
                    "it was ruled that the two reports share no copying; undo that first: whence rule STORY undo "
                    f"{earlier[:8]}"
                )
            raise CommandError("nothing was found that the two reports share; there is no copying to rule on")


def _ruled_apart(story: Story, one: str, other: str | None) -> str | None:
    """The ruling by which two reports share no copying."""
    row = story.connection.execute(
        "SELECT id FROM ruling WHERE field = 'copying' AND verdict = 'not_same' AND state = 'applied' AND "
        "(json_extract(mark_key, '$[0]'), json_extract(other_key, '$[0]')) IN (VALUES (?, ?), (?, ?)) LIMIT 1",
        (one, other, other, one),
    ).fetchone()
    return row["id"] if row else None
