"""Citations: the outlet, date and place of any span, and the words and sentence that stand there."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from whence.story.queries_cited import Head, Place, Root, Speaker
from whence.story.queries_rows import AncestorRow
from whence.story.queries_sentence import sentence
from whence.story.store import Story

_HELD_AT_MOST = 100_000_000
"""Characters of text kept at hand: some twenty thousand reports, and a few hundred megabytes."""
AMONG = "SELECT value FROM json_each(:among)"
"""The ids in a JSON list, for choosing rows by any number of them."""
_WORDS = re.compile(r"\w+")


@lru_cache(maxsize=50_000)
def fold(text: str) -> tuple[str, ...]:
    """The words of a name without case or accents, for comparing what a user typed with what a report wrote."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return tuple(_WORDS.findall("".join(c for c in plain if not unicodedata.combining(c))))


def names_match(wanted: str, names: Iterable[str | None]) -> bool:
    """Whether the words of `wanted` stand together, in order, in one of `names`: `Lee` is not in `Leeds`."""
    words = fold(wanted)
    if not words:
        return False
    size = len(words)
    for name in names:
        if not name or (name.isascii() and words[0] not in name.casefold()):
            continue  # the same answer, without cutting a name into words
        have = fold(name)
        if any(have[at : at + size] == words for at in range(len(have) - size + 1)):
            return True
    return False


class Places:
    """What citations need of every report, read once; texts are read when asked for.

    `heads` are those of another `Places` of the same state of the story, so that they are not read again.
    """

    def __init__(self, story: Story, *, heads: Mapping[str, Head] | None = None) -> None:
        self._con = story.connection
        self.heads: Mapping[str, Head] = heads if heads is not None else self._read_heads()
        self._texts: dict[str, str] = {}
        self._held = 0
        self._bounds: dict[str, list[tuple[int, int]]] = {}
        self._passages: dict[str, list[tuple[int, int, str]]] = {}
        self._ancestors: dict[str, str] | None = None
        self._roots: dict[tuple[str, str], tuple[Root, ...]] = {}

    def _read_heads(self) -> dict[str, Head]:
        rows = self._con.execute(
            "SELECT id, origin, url, outlet, published, published_earliest, published_latest, published_basis, "
            "published_reason FROM report ORDER BY id"
        ).fetchall()
        short = _short_ids([row["id"] for row in rows])
        return {
            row["id"]: Head(
                id=row["id"], short=short[row["id"]], outlet=_outlet(row["outlet"], row["url"], row["origin"]),
                outlet_given=bool(row["outlet"]), published=row["published"], earliest=row["published_earliest"],
                latest=row["published_latest"], basis=row["published_basis"], reason=row["published_reason"],
            )
            for row in rows
        }  # fmt: skip

    def text(self, report_id: str) -> str:
        """The kept text of a report."""
        if report_id not in self._texts:
            if self._held > _HELD_AT_MOST:
                self._texts.clear()
                self._held = 0
            row = self._con.execute("SELECT text FROM report WHERE id = ?", (report_id,)).fetchone()
            self._texts[report_id] = row["text"]
            self._held += len(row["text"])
        return self._texts[report_id]

    def place(self, report_id: str, start: int, end: int) -> Place:
        """The citation of a span."""
        head = self.heads[report_id]
        return Place(report_id, start, end, head.outlet, head.when_short, head.short)

    def words(self, place: Place) -> str:
        """The exact characters at a place."""
        return self.text(place.report_id)[place.start : place.end]

    def passages(self, report_id: str) -> list[tuple[int, int, str]]:
        """The passages of a report as (start, end, kind), by place."""
        if report_id not in self._passages:
            rows = self._con.execute(
                "SELECT start, end, kind FROM passage WHERE report_id = ? ORDER BY start, end", (report_id,)
            )
            self._passages[report_id] = [(row["start"], row["end"], row["kind"]) for row in rows]
        return self._passages[report_id]

    def sentence(self, report_id: str, start: int, end: int) -> Place:
        """The sentence around a span."""
        if report_id not in self._bounds:
            self._bounds[report_id] = [(low, high) for low, high, _ in self.passages(report_id)]
        return self.place(report_id, *sentence(self.text(report_id), start, end, self._bounds[report_id]))

    def day(self, report_id: str) -> str | None:
        """The day a report is placed at in time: its earliest, else its latest."""
        head = self.heads[report_id]
        return head.earliest or head.latest

    def published_day(self, report_id: str) -> str | None:
        """The day a report was published on, the likeliest or the first it can have been; None for an undated one."""
        return self.heads[report_id].day

    def roots(self, table: str, row_id: str) -> tuple[Root, ...]:
        """The independent roots behind a row of the account."""
        key = (table, row_id)
        if key not in self._roots:
            rows = self._con.execute(
                "SELECT root, certain FROM support WHERE table_name = ? AND row_id = ? ORDER BY certain DESC, root", key
            )
            self._roots[key] = tuple(Root(row[0], self.root_label(row[0]), bool(row[1])) for row in rows)
        return self._roots[key]

    def root_label(self, root: str) -> str:
        """A name for a report or an ancestor."""
        head = self.heads.get(root)
        return f"{head.outlet}, {head.when_short}, {head.short}" if head else self.ancestors().get(root, root)

    def ancestors(self) -> dict[str, str]:
        """A label for each unseen ancestor."""
        if self._ancestors is None:
            rows = self._con.execute(
                "SELECT a.id, a.reason, s.name FROM ancestor a "
                "LEFT JOIN source s ON s.id = a.outlet_source_id ORDER BY a.id"
            )
            self._ancestors = {row["id"]: AncestorRow(row["id"], row["name"], row["reason"]).label for row in rows}
        return self._ancestors


class Speakers:
    """Who speaks in each attribution: the words, the sources, and how sure. `among` are the attributions to read of,
    all where it is None."""

    def __init__(self, story: Story, places: Places, *, among: Iterable[str] | None = None) -> None:
        self._places = places
        self.names: dict[str, str] = {}
        self.aliases: dict[str, tuple[str, ...]] = {}
        self._found: dict[str, tuple[Speaker, tuple[str, ...]]] = {}
        chosen = None if among is None else list(among)
        if chosen == []:
            return
        for row in _chosen(story, "SELECT id, name, aliases FROM source", _SPEAKING, "", chosen):
            self.names[row["id"]] = row["name"]
            self.aliases[row["id"]] = tuple(json.loads(row["aliases"]))
        together: dict[str, list[tuple[str | None, str]]] = {}
        for row in _chosen(
            story,
            "SELECT p.attribution_id, p.source_id, e.name FROM attribution_speaker p "
            "JOIN entity e ON e.id = p.entity_id",
            f"p.attribution_id IN ({AMONG})",
            "ORDER BY p.attribution_id, p.position",
            chosen,
        ):
            together.setdefault(row["attribution_id"], []).append((row["source_id"], row["name"]))
        for row in _chosen(
            story,
            "SELECT a.id, a.report_id, a.source_pieces, a.source_start, a.source_end, a.speaker_id, a.speaker_basis, "
            "a.speaker_confidence, a.anonymous, e.name AS entity_name FROM attribution a "
            "LEFT JOIN entity e ON e.id = a.speaker_entity_id",
            f"a.id IN ({AMONG})",
            "",
            chosen,
        ):
            several = together.get(row["id"], [])
            if len(several) > 1:
                ids = tuple(s for s, _ in several if s)
                names = tuple(self.names[s] if s else name for s, name in several)
            else:
                ids = (row["speaker_id"],) if row["speaker_id"] else ()
                name = self.names.get(row["speaker_id"] or "", row["entity_name"])
                names = (name,) if name else ()
            words = None
            if row["source_start"] is not None:
                words = places.text(row["report_id"])[row["source_start"] : row["source_end"]]
            speaker = Speaker(words, names, row["speaker_basis"], row["speaker_confidence"], bool(row["anonymous"]))
            self._found[row["id"]] = (speaker, ids)

    def of(self, attribution_id: str) -> Speaker:
        """The speaker of an attribution."""
        return self._found[attribution_id][0]

    def ids(self, attribution_id: str) -> tuple[str, ...]:
        """The sources that speak in an attribution."""
        return self._found[attribution_id][1]

    def match(self, attribution_id: str, wanted: str) -> bool:
        """Whether one of the speakers goes by the name `wanted`, in its source's names or in the report's words."""
        speaker, ids = self._found[attribution_id]
        names: list[str | None] = [*speaker.names, speaker.words]
        for source_id in ids:
            names.extend(self.aliases.get(source_id, ()))
        return names_match(wanted, names)


def given(among: Iterable[str] | None) -> dict[str, str]:
    """What binds `:among` in a query with `AMONG`."""
    return {} if among is None else {"among": json.dumps(sorted(among))}


_SPEAKING = (
    f"id IN (SELECT speaker_id FROM attribution WHERE id IN ({AMONG}) UNION SELECT addressee_id FROM attribution "
    f"WHERE id IN ({AMONG}) UNION SELECT source_id FROM attribution_speaker WHERE attribution_id IN ({AMONG}))"
)


def _chosen(story: Story, select: str, where: str, order: str, among: Iterable[str] | None) -> sqlite3.Cursor:
    """Rows of a table, those that `where` chooses by a JSON list of ids where one is given."""
    if among is None:
        return story.connection.execute(f"{select} {order or 'ORDER BY 1'}")
    return story.connection.execute(f"{select} WHERE {where} {order or 'ORDER BY 1'}", given(among))


def _outlet(outlet: str | None, url: str | None, origin: str) -> str:
    if outlet:
        return outlet
    host = urlsplit(url).hostname if url else None
    if host:
        return host.removeprefix("www.")
    return PurePosixPath(origin).name or origin


def _short_ids(ids: list[str]) -> dict[str, str]:
    """The shortest prefix of six or more characters, one length for all, that tells the reports apart."""
    size = 6
    while size < 64 and len({i[:size] for i in ids}) < len(ids):
        size += 1
    return {i: i[:size] for i in ids}
