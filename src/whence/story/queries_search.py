"""Full text with citations."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence

from whence.errors import CommandError
from whence.story.queries_cited import Place
from whence.story.queries_places import Places, Speakers, names_match
from whence.story.queries_rows import SearchRow
from whence.story.queries_spoken import Spoken, Statement
from whence.story.store import Story

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters that mark the hits while FTS5 hands them over; Unicode keeps them out of text that is exchanged."""
_MARKS = re.compile(f"([{_OPEN}{_CLOSE}])")
_WORD = re.compile("[0-9a-z]+")
_FOLDED = re.compile(r"[^\W\x00-\x7f]|[\u0300-\u036f]")
"""What the index takes for another letter, or for none: words with one are found under a plainer spelling."""
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_FIRST, _AT_ONCE = 5, 40
"""Reports whose statements are read together, at first and at most: most callers have enough after the first few."""
Span = tuple[int, int]


def match_expression(words: str) -> str:
    """The user's words as an FTS5 expression: every word must occur, a phrase in double quotes in that order, a word
    with a final `*` as a beginning. Each is quoted, so nothing that is typed is an operator or an error of syntax.

    Raises CommandError where no word is left.
    """
    terms = [f'"{term}"' + ("*" if beginning else "") for term, beginning in _terms(words)]
    if not terms:
        raise CommandError(f"nothing to search for in {words!r}: give one or more words")
    return " ".join(terms)


def _terms(words: str) -> list[tuple[str, bool]]:
    """The words and phrases that are asked for, and whether each is a beginning."""
    found = []
    for phrase, word in _PHRASE.findall(words.replace("\x00", " ")):
        term = (phrase or word).replace('"', " ").strip()
        if any(c.isalnum() for c in term):
            found.append((term, word.endswith("*")))
    return found


def _first_words(words: str) -> list[str] | None:
    """The word that each term begins with, in small letters; None where one is not of ASCII alone."""
    terms = [term for term, _ in _terms(words)]
    return [_WORD.findall(term.lower())[0] for term in terms] if all(term.isascii() for term in terms) else None


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
    spoken: Spoken | None = None,
) -> list[SearchRow]:
    """Sentences that hold the words, from the reports that hold them all: the best report first, in it by place.

    With `speaker`, only inside what that speaker is said to have said; with `kind`, only inside attributions of that
    kind (`direct`, `mixed`, `indirect`). `since` and `until` are days of publication; with one of them the undated are
    left out. A sentence with more of the words comes before one with fewer; where words stand apart in a report, each
    is shown where it stands. `spoken` is what earlier searches of the same state of the story read of who says what.
    """
    places = places or Places(story)
    con = story.connection
    expression = match_expression(words)
    rows = con.execute(
        "SELECT r.id, r.rowid FROM report_fts JOIN report r ON r.rowid = report_fts.rowid WHERE report_fts MATCH ? "
        "ORDER BY bm25(report_fts, 2.0, 1.0), r.id",
        (expression,),
    ).fetchall()
    if outlet is not None or since is not None or until is not None:
        rows = [
            row
            for row in rows
            if (outlet is None or names_match(outlet, [places.heads[row["id"]].outlet]))
            and _within(places.published_day(row["id"]), since, until)
        ]
    asked = _Asked(story, words, speaker, kind, places, spoken or Spoken())
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

    def __init__(
        self, story: Story, words: str, speaker: str | None, kind: str | None, places: Places, spoken: Spoken
    ) -> None:
        self._story = story
        self._expression = match_expression(words)
        self._first = _first_words(words)
        self._speaker = speaker
        self._kind = kind
        self._places = places
        self._spoken = spoken
        self._named: set[str] = set()
        self._like: dict[str | None, bool] = {}
        self.of_speech = speaker is not None or kind is not None

    def hits(self, rows: Sequence[sqlite3.Row]) -> Iterator[tuple[str, list[Span], list[Statement], Speakers | None]]:
        """Each report with the places of the words; of speech, those inside statements, the statements, who speaks."""
        if not self.of_speech:
            yield from ((row["id"], self._marked(row), [], None) for row in rows)
            return
        if self._speaker is not None:
            self._named, reports = self._spoken.by_name(self._story, self._places, self._speaker)
            rows = [row for row in rows if row["id"] in reports]
        at, size = 0, _FIRST
        while at < len(rows):
            chunk = rows[at : at + size]
            at, size = at + size, min(2 * size, _AT_ONCE)
            spoken = self._spoken.of(self._story, self._places, [row["id"] for row in chunk])
            held: dict[str, tuple[list[Span], list[Statement]]] = {}
            for row in chunk:
                said = [one for one in spoken[row["id"]] if self._may_be(one) and self._may_hold(row["id"], one)]
                hits = self._marked(row) if said else []
                held[row["id"]] = hits, [one for one in said if any(one.holds(*hit) for hit in hits)]
            speakers = Speakers(self._story, self._places, among=[one.id for _, said in held.values() for one in said])
            for report_id, (hits, said) in held.items():
                theirs = [one for one in said if self._speaker is None or speakers.match(one.id, self._speaker)]
                yield report_id, [hit for hit in hits if any(one.holds(*hit) for one in theirs)], theirs, speakers

    def _may_be(self, one: Statement) -> bool:
        """Whether a statement is of the kind that is asked for and can be that speaker's."""
        if self._kind is not None and one.kind != self._kind:
            return False
        if self._speaker is None or one.id in self._named or not self._named.isdisjoint(one.speakers):
            return True
        if one.words not in self._like:  # the same few words name most speakers: `he`, `she`, a surname
            self._like[one.words] = names_match(self._speaker, [one.words])
        return self._like[one.words]

    def _may_hold(self, report_id: str, one: Statement) -> bool:
        """Whether a statement can hold one of the words: to be told the places, the index goes through a whole text."""
        if self._first is None:
            return True
        text = self._places.text(report_id)[one.start : one.end].lower()
        return any(word in text for word in self._first) or _FOLDED.search(text) is not None

    def _marked(self, row: sqlite3.Row) -> list[Span]:
        """The places of the words in one report: one at a time, as most callers stop long before the last."""
        marked = self._story.connection.execute(
            "SELECT highlight(report_fts, 1, ?, ?) AS marked FROM report_fts WHERE report_fts MATCH ? AND rowid = ?",
            (_OPEN, _CLOSE, self._expression, row["rowid"]),
        ).fetchone()["marked"]
        return _hits(marked, self._places.text(row["id"]))


def _within(day: str | None, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and (since or "") <= day <= (until or "9999")


def _hits(marked: str, text: str) -> list[Span]:
    """The spans between the marks. FTS5 joins the words of a phrase into one span."""
    pieces = _MARKS.split(marked)
    if "".join(pieces[::2]) != text:
        return []  # the text itself holds the marks (or a NUL, at which SQLite stops): no place can be told
    found = []
    at = 0
    for piece in pieces:
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
    said: list[Statement],
) -> list[SearchRow]:
    grouped: dict[Place, list[Span]] = {}
    for start, end in hits:
        grouped.setdefault(places.sentence(report_id, start, end), []).append((start, end))
    rows = []
    for place, spans in grouped.items():
        by = next((s for s in said if s.holds(*spans[0])), None)
        who = speakers.of(by.id) if speakers and by else None
        rows.append(SearchRow(place, places.words(place), tuple(spans), who))
    text = places.text(report_id)
    return sorted(
        rows, key=lambda r: (-len({text[start:end].casefold() for start, end in r.hits}), r.place.start, r.place.end)
    )
