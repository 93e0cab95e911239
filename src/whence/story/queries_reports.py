"""Reports, who leans on whom, and the account at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable

from whence.story.queries_cited import SURE, Place
from whence.story.queries_glance import changed_slightly
from whence.story.queries_places import AMONG, Places, given, names_match
from whence.story.queries_rows import AncestorRow, LineageRow, Overview, ProblemRow, ReportRow, SharedRow, Voice
from whence.story.queries_ruled import ruled_pairs, ruled_rows
from whence.story.store import Story

_FIRST_VOICES = 12
"""Those who said most who are counted together, where only some are wanted."""
_WORD = re.compile(r"\w[\w'’-]*")


def reports(
    story: Story, *, outlet: str | None = None, among: Iterable[str] | None = None, places: Places | None = None
) -> list[ReportRow]:
    """The reports by day, the undated last. `among` are reports: only those are read."""
    places = places or Places(story)
    chosen = None if among is None else sorted(among)
    parents: dict[str, list[str]] = {}
    for link in lineage(story, among=chosen, places=places):
        parents.setdefault(link.child.id, []).append(link.parent_label)
    ruled = ruled_rows(story, places)
    found = []
    for row in story.connection.execute(
        "SELECT r.id, given_id, origin, url, title, byline, language, version, own_share, text, "
        "(SELECT count(*) FROM attribution a WHERE a.report_id = r.id AND a.act <> 'thought' AND a.uttered "
        "AND NOT a.dismissed) "
        "AS attributions, "
        "(SELECT count(*) FROM figure f WHERE f.report_id = r.id AND NOT f.dismissed) AS figures "
        f"FROM report r {'' if chosen is None else f'WHERE r.id IN ({AMONG})'} "
        "ORDER BY coalesce(published_earliest, published_latest, '9999'), r.id",
        given(chosen),
    ):
        head = places.heads[row["id"]]
        if outlet is not None and not names_match(outlet, [head.outlet]):
            continue
        place = _beginning(row["id"], row["text"], places)
        found.append(
            ReportRow(
                head=head, given_id=row["given_id"], origin=row["origin"], url=row["url"],
                title=row["title"] or places.words(place), byline=row["byline"], language=row["language"],
                version=row["version"], words=len(_WORD.findall(row["text"])), own_share=row["own_share"],
                parents=tuple(parents.get(row["id"], ())), attributions=row["attributions"],
                figures=row["figures"], place=place, ruled=ruled.get(("report", row["id"]), ()),
            )
        )  # fmt: skip
    return found


def lineage(
    story: Story, *, outlet: str | None = None, among: Iterable[str] | None = None, places: Places | None = None
) -> list[LineageRow]:
    """Who leans on whom, by the day of the child; the largest share first. `among` are reports: only the links of
    those, to parents and to children, are read."""
    places = places or Places(story)
    ruled = ruled_pairs(story, places)
    chosen = None if among is None else sorted(among)
    rows = []
    for row in story.connection.execute(
        "SELECT l.*, s.name AS ancestor_name, a.reason AS ancestor_reason, a.outlet_source_id FROM lineage l "
        "LEFT JOIN ancestor a ON a.id = l.ancestor_id LEFT JOIN source s ON s.id = a.outlet_source_id "
        f"{'' if chosen is None else f'WHERE l.report_id IN ({AMONG}) OR l.parent_report_id IN ({AMONG})'} "
        "ORDER BY l.report_id, l.share DESC, l.parent_report_id, l.ancestor_id",
        given(chosen),
    ):
        ancestor = None
        if row["ancestor_id"]:
            ancestor = AncestorRow(row["ancestor_id"], row["ancestor_name"], row["ancestor_reason"])
        parent = places.heads[row["parent_report_id"]] if row["parent_report_id"] else None
        child = places.heads[row["report_id"]]
        names = [child.outlet, parent.outlet if parent else None, ancestor.name if ancestor else None]
        if outlet is None or names_match(outlet, names):
            pair = frozenset((row["report_id"], row["parent_report_id"] or ""))
            notes = tuple(one.seen_from(row["report_id"], 0, 0) for one in ruled.get(pair, ()))
            credited = _credited(story, row["report_id"], row["outlet_source_id"], places)
            rows.append(LineageRow(child, parent, ancestor, row["share"], row["basis"], notes, credited))
    return sorted(rows, key=lambda r: (places.day(r.child.id) or "9999", r.child.id))


def _credited(story: Story, report_id: str, source_id: str | None, places: Places) -> tuple[Place, ...]:
    """The sentences in which a report names an outlet as its source."""
    if source_id is None:
        return ()
    found = (
        places.sentence(report_id, start, end)
        for start, end in story.connection.execute(
            "SELECT start, end FROM credit WHERE report_id = ? AND source_id = ? ORDER BY start, end",
            (report_id, source_id),
        )
    )
    return tuple(dict.fromkeys(found))


def shared(story: Story, *, report: str | None = None, places: Places | None = None) -> list[SharedRow]:
    """Both sides of every shared wording that is copying (not a shared quotation), by place; with `report`, what that
    one report shares."""
    places = places or Places(story)
    ruled = ruled_rows(story, places)
    found = []
    where = "" if report is None else "AND (a_report_id = :report OR b_report_id = :report)"
    for row in story.connection.execute(
        f"SELECT * FROM reuse WHERE kind <> 'quotation' {where} ORDER BY id",
        {} if report is None else {"report": report},
    ):
        a = places.place(row["a_report_id"], row["a_start"], row["a_end"])
        b = places.place(row["b_report_id"], row["b_start"], row["b_end"])
        for this, other, copied in ((a, b, "b_to_a"), (b, a, "a_to_b")):
            if row["direction"] not in (copied, "unknown", "common"):
                continue
            if report is not None and this.report_id != report:
                continue
            sure = row["direction"] == copied
            notes = ruled.get(("reuse", row["id"]), ())
            found.append(
                SharedRow(this.report_id, this.start, this.end, other, row["kind"], sure, row["reason"], notes)
            )
    return sorted(found, key=lambda s: (s.report_id, s.start, s.end, s.other.report_id, s.other.start))


def problems(story: Story) -> list[ProblemRow]:
    """What went wrong with which input."""
    rows = story.connection.execute("SELECT origin, stage, kind, message FROM problem ORDER BY 1, 2, 3, 4")
    return [ProblemRow(row["origin"], row["stage"], row["kind"], row["message"]) for row in rows]


def overview(story: Story, *, voices: int | None = None, places: Places | None = None) -> Overview:
    """Counts of everything, the span of days, and who speaks most: all of them, or the first `voices`."""
    places = places or Places(story)
    heads = list(places.heads.values())
    dated = [h for h in heads if h.published]
    outlets = {h.outlet for h in heads if h.outlet_given}

    def count(sql: str) -> int:
        return int(story.connection.execute(sql).fetchone()[0])

    return Overview(
        reports=len(heads),
        undated=len(heads) - len(dated),
        inferred=sum(h.basis == "inferred" for h in dated),
        outlets=len(outlets),
        no_outlet=sum(not h.outlet_given for h in heads),
        earliest=min((h.earliest for h in dated if h.earliest), default=None),
        latest=max((h.latest for h in dated if h.latest), default=None),
        leaning=count("SELECT count(DISTINCT report_id) FROM lineage"),
        independent=count("SELECT count(DISTINCT root) FROM support WHERE certain = 1"),
        undetermined=count(
            "SELECT count(DISTINCT root) FROM support WHERE root NOT IN (SELECT root FROM support WHERE certain = 1)"
        ),
        utterances=count("SELECT count(*) FROM utterance"),
        statements=count("SELECT count(*) FROM attribution WHERE act <> 'thought' AND uttered AND NOT dismissed"),
        altered=count("SELECT count(*) FROM reading WHERE relation IN ('altered', 'differs')"),
        altered_small=changed_slightly(story),
        figures=count("SELECT count(*) FROM figure WHERE NOT dismissed"),
        series=count("SELECT count(*) FROM series"),
        happenings=count("SELECT count(*) FROM timeline"),
        disputes=count("SELECT count(*) FROM dispute"),
        open_disputes=count("SELECT count(*) FROM dispute WHERE settled IS NULL"),
        problems=count("SELECT count(*) FROM problem"),
        voices=_voices(story, places, voices),
    )


def _voices(story: Story, places: Places, most: int | None) -> tuple[Voice, ...]:
    """Named sources by how many things they said; a thing said in several reports counts once, guesses not at all."""
    con = story.connection
    counted = con.execute(
        "SELECT speaker_id, count(*) AS said FROM attribution WHERE speaker_id IS NOT NULL AND act <> 'thought' "
        "AND uttered AND NOT dismissed GROUP BY 1 ORDER BY said DESC, speaker_id"
    ).fetchall()
    names: dict[str, str] = dict(
        con.execute(
            f"SELECT id, name FROM source WHERE id IN ({AMONG}) AND NOT anonymous", given(key for key, _ in counted)
        ).fetchall()
    )
    counted = [(key, at_most) for key, at_most in counted if key in names]
    found: list[Voice] = []
    at, size = 0, _FIRST_VOICES if most is not None else len(counted)
    while at < len(counted):
        ranked = sorted((voice.said for voice in found), reverse=True)
        least = ranked[most - 1] if most is not None and most <= len(ranked) else 0
        if counted[at][1] < least:
            break  # whoever comes now has said less, whatever is the same of it
        chunk = [key for key, _ in counted[at : at + size]]
        at += size
        said: dict[str, set[str]] = {}
        carried: dict[str, set[str]] = {}
        for source_id, what, report_id in con.execute(
            "SELECT a.speaker_id, coalesce(r.utterance_id, a.id), a.report_id "
            "FROM attribution a LEFT JOIN reading r ON r.attribution_id = a.id WHERE a.act <> 'thought' AND a.uttered "
            f"AND NOT a.dismissed AND a.speaker_id IN ({AMONG}) AND a.anonymous = 0 AND a.speaker_confidence >= :sure",
            {**given(chunk), "sure": SURE},
        ):
            said.setdefault(source_id, set()).add(what)
            carried.setdefault(source_id, set()).add(report_id)
        for key, things in said.items():
            outlets = {places.heads[report_id].outlet for report_id in carried[key]}
            found.append(Voice(key, names[key], False, len(things), len(outlets)))
    return tuple(sorted(found, key=lambda v: (-v.said, -v.outlets, v.name, v.source_id))[:most])


def report_title(story: Story, report_id: str, places: Places) -> str:
    """The title of one report, else its headline or first words."""
    row = story.connection.execute("SELECT title FROM report WHERE id = ?", (report_id,)).fetchone()
    return row["title"] or places.words(_beginning(report_id, places.text(report_id), places))


def _beginning(report_id: str, text: str, places: Places) -> Place:
    """The headline, else the first sentence of what is told, else the first words there are."""
    passages = places.passages(report_id)
    for wanted in ("headline", "body"):
        for start, end, kind in passages:
            if kind == wanted and text[start:end].strip():
                return (
                    places.place(report_id, start, end)
                    if kind == "headline"
                    else places.sentence(report_id, start, start + 1)
                )
    start = len(text) - len(text.lstrip())
    return places.sentence(report_id, start, min(start + 1, len(text)))
