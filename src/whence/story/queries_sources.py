"""Who speaks or is credited, and full text with citations."""

from __future__ import annotations

import json
import re
import sqlite3

from whence.errors import CommandError
from whence.story.queries_cited import SURE, Place
from whence.story.queries_places import Places, Speakers, names_match
from whence.story.queries_rows import SearchRow, SourceRow
from whence.story.store import Story

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters that mark the hits while FTS5 hands them over; Unicode keeps them out of text that is exchanged."""
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


def sources(
    story: Story,
    *,
    outlet: str | None = None,
    speaker: str | None = None,
    kind: str | None = None,
    places: Places | None = None,
) -> list[SourceRow]:
    """Sources, those who speak most first. `speaker` matches whole words of a name or an alias."""
    places = places or Places(story)
    speakers = Speakers(story, places)
    spoke: dict[str, list[sqlite3.Row]] = {}
    for row in story.connection.execute(
        "SELECT id, report_id, start, end, kind, speaker_confidence FROM attribution "
        "WHERE act <> 'thought' AND uttered ORDER BY report_id, start, end, id"
    ):
        for source_id in speakers.ids(row["id"]):
            spoke.setdefault(source_id, []).append(row)
    handed = {
        row["source_id"]: row["n"]
        for row in story.connection.execute("SELECT source_id, count(*) AS n FROM via GROUP BY source_id")
    }
    named: dict[str, list[Place]] = {}
    for row in story.connection.execute(
        "SELECT source_id, report_id, start, end FROM mention WHERE source_id IS NOT NULL AND basis <> 'pronoun' "
        "UNION SELECT source_id, report_id, start, end FROM credit WHERE source_id IS NOT NULL "
        "UNION SELECT v.source_id, a.report_id, v.start, v.end FROM via v "
        "JOIN attribution a ON a.id = v.attribution_id WHERE v.source_id IS NOT NULL ORDER BY 1, 2, 3, 4"
    ):
        named.setdefault(row["source_id"], []).append(places.place(row["report_id"], row["start"], row["end"]))
    found = []
    for row in story.connection.execute("SELECT * FROM source ORDER BY id"):
        aliases = tuple(json.loads(row["aliases"]))
        said = spoke.get(row["id"], [])
        at = named.get(row["id"]) or [places.place(s["report_id"], s["start"], s["end"]) for s in said]
        reports = {p.report_id for p in at} | {s["report_id"] for s in said}
        if outlet is not None and not names_match(outlet, [places.heads[r].outlet for r in reports]):
            continue
        if speaker is not None and not names_match(speaker, [row["name"], *aliases]):
            continue
        if kind is not None and row["kind"] != kind:
            continue
        first = min(at, key=lambda p: (places.day(p.report_id) or "9999", p.report_id, p.start), default=None)
        found.append(
            SourceRow(
                row["id"], row["name"], row["kind"], bool(row["anonymous"]), aliases, len(said),
                sum(s["kind"] != "indirect" for s in said),
                sum(not row["anonymous"] and s["speaker_confidence"] < SURE for s in said),
                handed.get(row["id"], 0), len(reports), first,
            )
        )  # fmt: skip
    return sorted(found, key=lambda s: (-s.statements, -s.handed_on, -s.reports, s.name, s.id))


def match_expression(words: str) -> str:
    """The user's words as an FTS5 expression: every word must occur, a phrase in double quotes in that order, a word
    with a final `*` as a beginning. Each is quoted, so nothing that is typed is an operator or an error of syntax.

    Raises CommandError where no word is left.
    """
    terms = []
    for phrase, word in _PHRASE.findall(words.replace("\x00", " ")):
        term = (phrase or word).replace('"', " ").strip()
        if any(c.isalnum() for c in term):
            terms.append(f'"{term}"' + ("*" if word.endswith("*") else ""))
    if not terms:
        raise CommandError(f"nothing to search for in {words!r}: give one or more words")
    return " ".join(terms)


def search(
    story: Story,
    words: str,
    *,
    outlet: str | None = None,
    speaker: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = 20,
    places: Places | None = None,
) -> list[SearchRow]:
    """Sentences that hold the words, from the reports that hold them all: the best report first, in it by place.

    With `speaker`, only inside what that speaker is said to have said; with `kind`, only inside attributions of that
    kind (`direct`, `mixed`, `indirect`). `since` and `until` are days of publication; with one of them the undated are
    left out. A sentence with more of the words comes before one with fewer; where words stand apart in a report, each
    is shown where it stands.
    """
    places = places or Places(story)
    con = story.connection
    expression = match_expression(words)
    found: list[SearchRow] = []
    rows = con.execute(
        "SELECT r.id, r.rowid FROM report_fts JOIN report r ON r.rowid = report_fts.rowid WHERE report_fts MATCH ? "
        "ORDER BY bm25(report_fts, 2.0, 1.0), r.id",
        (expression,),
    ).fetchall()
    for row in rows:
        report_id = row["id"]
        if outlet is not None and not names_match(outlet, [places.heads[report_id].outlet]):
            continue
        if not _within(places.published_day(report_id), since, until):
            continue
        spoken = _spoken(story, report_id, kind) if speaker is not None or kind is not None else None
        if spoken == []:
            continue
        text = places.text(report_id)
        # Marked one report at a time: most callers stop long before the last.
        marked = con.execute(
            "SELECT highlight(report_fts, 1, ?, ?) AS marked FROM report_fts WHERE report_fts MATCH ? AND rowid = ?",
            (_OPEN, _CLOSE, expression, row["rowid"]),
        ).fetchone()["marked"]
        hits = _hits(marked, text)
        said, speakers = None, None
        if spoken is not None:
            said, speakers = _said(story, spoken, hits, speaker, places)
            hits = [h for h in hits if any(start <= h[0] and h[1] <= end for start, end, _ in said)]
        if not hits and said is None and text.strip():  # in the title alone: cite where the report begins
            at = len(text) - len(text.lstrip())
            place = places.sentence(report_id, at, at + 1)
            found.append(SearchRow(place, places.words(place), (), None))
        found.extend(_sentences(report_id, hits, places, speakers, said or []))
        if limit is not None and len(found) >= limit:
            return found[:limit]
    return found


def _within(day: str | None, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and (since or "") <= day <= (until or "9999")


def _hits(marked: str, text: str) -> list[tuple[int, int]]:
    """The spans between the marks. FTS5 joins the words of a phrase into one span."""
    if marked.replace(_OPEN, "").replace(_CLOSE, "") != text:
        return []  # the text itself holds the marks (or a NUL, at which SQLite stops): no place can be told
    found = []
    at = 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if piece == _OPEN:
            start = at
        elif piece == _CLOSE:
            found.append((start, at))
        else:
            at += len(piece)
    return found


def _sentences(
    report_id: str,
    hits: list[tuple[int, int]],
    places: Places,
    speakers: Speakers | None,
    said: list[tuple[int, int, str]],
) -> list[SearchRow]:
    grouped: dict[Place, list[tuple[int, int]]] = {}
    for start, end in hits:
        grouped.setdefault(places.sentence(report_id, start, end), []).append((start, end))
    rows = []
    for place, spans in grouped.items():
        by = next((s for s in said if s[0] <= spans[0][0] and spans[0][1] <= s[1]), None)
        who = speakers.of(by[2]) if speakers and by else None
        rows.append(SearchRow(place, places.words(place), tuple(spans), who))
    text = places.text(report_id)
    return sorted(
        rows, key=lambda r: (-len({text[start:end].casefold() for start, end in r.hits}), r.place.start, r.place.end)
    )


def _spoken(story: Story, report_id: str, kind: str | None) -> list[tuple[int, int, str]]:
    """What is said in a report, in some kind of words."""
    rows = story.connection.execute(
        "SELECT start, end, id FROM attribution WHERE report_id = ? AND kind = coalesce(?, kind) "
        "ORDER BY start, end, id",
        (report_id, kind),
    )
    return [(row["start"], row["end"], row["id"]) for row in rows]


def _said(
    story: Story,
    spoken: list[tuple[int, int, str]],
    hits: list[tuple[int, int]],
    wanted: str | None,
    places: Places,
) -> tuple[list[tuple[int, int, str]], Speakers]:
    """What holds a hit of what is said, and is said by somebody who is asked for."""
    holding = [one for one in spoken if any(one[0] <= start and end <= one[1] for start, end in hits)]
    speakers = Speakers(story, places, among=[key for _, _, key in holding])
    return [one for one in holding if wanted is None or speakers.match(one[2], wanted)], speakers
