"""Full text with citations."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence

from whence.errors import CommandError
from whence.story.queries_cited import Place
from whence.story.queries_places import AMONG, Places, Speakers, fold, given, names_match
from whence.story.queries_rows import SearchRow
from whence.story.store import Story

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters that mark the hits while FTS5 hands them over; Unicode keeps them out of text that is exchanged."""
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_AT_ONCE = 40
"""Reports whose statements are read together: most callers have enough after the first few."""
Said = tuple[int, int, str]
Span = tuple[int, int]


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
    rows = con.execute(
        "SELECT r.id, r.rowid FROM report_fts JOIN report r ON r.rowid = report_fts.rowid WHERE report_fts MATCH ? "
        "ORDER BY bm25(report_fts, 2.0, 1.0), r.id",
        (expression,),
    ).fetchall()
    rows = [
        row
        for row in rows
        if (outlet is None or names_match(outlet, [places.heads[row["id"]].outlet]))
        and _within(places.published_day(row["id"]), since, until)
    ]
    asked = _Asked(story, expression, speaker, kind, places)
    found: list[SearchRow] = []
    for report_id, hits, said, speakers in asked.hits(rows):
        text = places.text(report_id)
        if not hits and not asked.of_speech and text.strip():  # in the title alone: cite where the report begins
            at = len(text) - len(text.lstrip())
            place = places.sentence(report_id, at, at + 1)
            found.append(SearchRow(place, places.words(place), (), None))
        found.extend(_sentences(report_id, hits, places, speakers, said))
        if limit is not None and len(found) >= limit:
            return found[:limit]
    return found


class _Asked:
    """What is asked for: the words and, where `of_speech`, whose words and which kind of them."""

    def __init__(self, story: Story, expression: str, speaker: str | None, kind: str | None, places: Places) -> None:
        self._story = story
        self._con = story.connection
        self._expression = expression
        self._speaker = speaker
        self._kind = kind
        self._places = places
        self._named: set[str] = set()
        self.of_speech = speaker is not None or kind is not None

    def hits(self, rows: Sequence[sqlite3.Row]) -> Iterator[tuple[str, list[Span], list[Said], Speakers | None]]:
        """Each report with the places of the words; of speech, those inside statements, the statements, who speaks."""
        if not self.of_speech:
            yield from ((row["id"], self._marked(row), [], None) for row in rows)
            return
        if self._speaker is not None:
            self._named, reports = _statements_by_name(self._con, self._speaker)
            rows = [row for row in rows if row["id"] in reports]
        for at in range(0, len(rows), _AT_ONCE):
            chunk = rows[at : at + _AT_ONCE]
            spoken = self._spoken([row["id"] for row in chunk])
            held: dict[str, tuple[list[Span], list[Said]]] = {}
            for row in chunk:
                said = spoken.get(row["id"], [])
                hits = self._marked(row) if said else []
                held[row["id"]] = hits, [one for one in said if any(_holds(one, hit) for hit in hits)]
            speakers = Speakers(self._story, self._places, among=[one[2] for _, said in held.values() for one in said])
            for report_id, (hits, said) in held.items():
                theirs = [one for one in said if self._speaker is None or speakers.match(one[2], self._speaker)]
                yield report_id, [hit for hit in hits if any(_holds(one, hit) for one in theirs)], theirs, speakers

    def _marked(self, row: sqlite3.Row) -> list[Span]:
        """The places of the words in one report: one at a time, as most callers stop long before the last."""
        marked = self._con.execute(
            "SELECT highlight(report_fts, 1, ?, ?) AS marked FROM report_fts WHERE report_fts MATCH ? AND rowid = ?",
            (_OPEN, _CLOSE, self._expression, row["rowid"]),
        ).fetchone()["marked"]
        return _hits(marked, self._places.text(row["id"]))

    def _spoken(self, among: Sequence[str]) -> dict[str, list[Said]]:
        """What is said in some reports in the kind of words that is asked for, and can be that speaker's."""
        found: dict[str, list[Said]] = {}
        for row in self._con.execute(
            f"SELECT report_id, start, end, id, source_start, source_end FROM attribution WHERE report_id IN ({AMONG}) "
            "AND kind = coalesce(:kind, kind) AND NOT dismissed ORDER BY report_id, start, end, id",
            {**given(among), "kind": self._kind},
        ):
            if self._speaker is not None and row["id"] not in self._named:
                if row["source_start"] is None:
                    continue
                words = self._places.text(row["report_id"])[row["source_start"] : row["source_end"]]
                if not names_match(self._speaker, [words]):
                    continue
            found.setdefault(row["report_id"], []).append((row["start"], row["end"], row["id"]))
        return found


def _statements_by_name(con: sqlite3.Connection, wanted: str) -> tuple[set[str], set[str]]:
    """The statements of those who go by a name, and the reports in which one of that name may speak: theirs, and those
    that hold the name, as a report may call a speaker otherwise than the account does."""
    if not fold(wanted):
        return set(), set()
    sources = [
        row["id"]
        for row in con.execute(
            "SELECT id, name, aliases FROM source WHERE id IN (SELECT speaker_id FROM attribution UNION "
            "SELECT source_id FROM attribution_speaker)"
        )
        if names_match(wanted, [row["name"]])
        or (row["aliases"] != "[]" and names_match(wanted, json.loads(row["aliases"])))
    ]
    found = con.execute(
        f"SELECT id, report_id FROM attribution WHERE speaker_id IN ({AMONG}) UNION SELECT a.id, a.report_id "
        f"FROM attribution_speaker p JOIN attribution a ON a.id = p.attribution_id WHERE p.source_id IN ({AMONG})",
        given(sources),
    ).fetchall()
    found += [
        row
        for row in con.execute(
            "SELECT a.id, a.report_id, e.name FROM attribution a JOIN entity e ON e.id = a.speaker_entity_id "
            "WHERE a.speaker_id IS NULL UNION SELECT a.id, a.report_id, e.name FROM attribution_speaker p "
            "JOIN attribution a ON a.id = p.attribution_id JOIN entity e ON e.id = p.entity_id "
            "WHERE p.source_id IS NULL"
        )
        if names_match(wanted, [row["name"]])
    ]
    phrase = re.sub(r'["\x00]', " ", wanted)
    holding = con.execute(
        "SELECT r.id FROM report_fts JOIN report r ON r.rowid = report_fts.rowid WHERE report_fts MATCH ?",
        (f'text : "{phrase}"',),
    )
    return {row["id"] for row in found}, {row["report_id"] for row in found} | {row["id"] for row in holding}


def _holds(said: Said, hit: Span) -> bool:
    return said[0] <= hit[0] and hit[1] <= said[1]


def _within(day: str | None, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and (since or "") <= day <= (until or "9999")


def _hits(marked: str, text: str) -> list[Span]:
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
    hits: list[Span],
    places: Places,
    speakers: Speakers | None,
    said: list[Said],
) -> list[SearchRow]:
    grouped: dict[Place, list[Span]] = {}
    for start, end in hits:
        grouped.setdefault(places.sentence(report_id, start, end), []).append((start, end))
    rows = []
    for place, spans in grouped.items():
        by = next((s for s in said if _holds(s, spans[0])), None)
        who = speakers.of(by[2]) if speakers and by else None
        rows.append(SearchRow(place, places.words(place), tuple(spans), who))
    text = places.text(report_id)
    return sorted(
        rows, key=lambda r: (-len({text[start:end].casefold() for start, end in r.hits}), r.place.start, r.place.end)
    )
