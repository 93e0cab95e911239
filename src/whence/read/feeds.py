"""RSS and Atom feeds, by feedparser: an entry is a report. The text is the fullest that the entry carries."""

from __future__ import annotations

import io
from collections.abc import Mapping
from html import unescape
from typing import Any

from whence.errors import InputError
from whence.read.assemble import Place, make_report, problem_of
from whence.read.dates import BadDateError, is_absent, published_from
from whence.read.html import looks_like_markup, text_of_fragment
from whence.read.records_file import Found, whole_limit
from whence.read.streams import Stream
from whence.records import Published
from whence.settings import Settings

_FEW_WORDS = 80
"""An entry of fewer words, and without content beside its summary, holds the first lines of an article at most."""

_DATES = (("published", 0.95, "was published"), ("updated", 0.7, "was last changed"))
"""What an entry says of its time, by trust: where only a change is dated, it may have been published before."""


def read_feed(stream: Stream, settings: Settings) -> Found:
    """Each entry of a feed. Raises InputError where nothing in it is an entry."""
    import feedparser  # type: ignore[import-untyped]

    place = Place(stream.origin)
    limit = whole_limit(settings)
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise place.error("too_large", f"is one feed of more than {limit:,} bytes: split it")
    # A stream, never a string: feedparser takes a string for an address to fetch.
    feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
    if not feed.entries:
        if feed.bozo and stream.damage is None:
            raise place.error("bad_feed", f"is a feed that cannot be read ({_reason(feed)}): fetch it again")
        if stream.damage is None:
            raise place.error("empty", "is a feed without entries: leave it out")
        return
    short = textless = 0
    for entry in feed.entries:
        text, whole = _text(entry)
        if not text.strip():
            textless += 1
            continue
        short += not whole and len(text.split()) < _FEW_WORDS
        published, bad = _published(entry)
        try:
            report, problems = make_report(
                text, _fields(entry, feed.feed), place, settings, raw=text.encode("utf-8", "replace"), many=True,
                metadata=published, read_lines=published is None,
            )  # fmt: skip
        except InputError as error:
            yield problem_of(error)
            continue
        yield report
        yield from problems
        if bad is not None and report.published.basis is None:
            yield place.problem("bad_date", f"has an entry without a usable date ({bad}): it was read without it")
    if (
        feed.bozo
        and stream.damage is None
        and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride)
    ):
        yield place.problem(
            "bad_feed", f"is not well formed ({_reason(feed)}): what could be read of it was; fetch it again"
        )
    if textless:
        yield place.problem(
            "no_text", f"has {textless} of {len(feed.entries)} entries without text: save their pages and name them"
        )
    if short:
        yield place.problem(
            "summary",
            f"has only a summary for {short} of {len(feed.entries)} entries, which was read: save their pages and name "
            "them for the whole",
        )


def _text(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """The words of an entry, and whether they are its content and not a summary."""
    contents = [_words(part) for part in entry.get("content", ())]
    summary = _words(entry.get("summary_detail") or {"value": entry.get("summary", "")})
    content = max(contents, key=len, default="")
    return (content, True) if len(content) >= len(summary) and content else (summary, False)


def _words(part: Mapping[str, Any]) -> str:
    value = str(part.get("value") or "")
    if part.get("type") == "text/plain" and not looks_like_markup(value):
        return value
    return text_of_fragment(value) if "<" in value else unescape(value)


def _fields(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, str]:
    source = entry.get("source") or {}
    authors = [str(one["name"]) for one in entry.get("authors", ()) if one.get("name")]
    return {
        "given_id": str(entry.get("id") or ""),
        "url": next((u for u in (str(entry.get("link") or ""),) if u.startswith(("http://", "https://"))), ""),
        "title": _line(entry.get("title")),
        "outlet": _line(source.get("title")) or _line(feed.get("title")),
        "byline": ", ".join(dict.fromkeys(authors)) or _line(entry.get("author")),
        "language": str(feed.get("language") or ""),
    }


def _line(value: object) -> str:
    """A title as one line of words: feeds write markup in them."""
    words = str(value or "")
    return " ".join((text_of_fragment(words) if "<" in words else unescape(words)).split())


def _published(entry: Mapping[str, Any]) -> tuple[Published | None, str | None]:
    bad = None
    for name, trust, told in _DATES:
        # feedparser's own `get` gives one date in place of the other.
        words = str(dict(entry).get(name) or "")
        if is_absent(words):
            continue
        try:
            return published_from(words, "feed", trust, f"the feed says that it {told} {words[:40]!r}", None), None
        except BadDateError as error:
            bad = bad or str(error)
    return None, bad


def _reason(feed: Mapping[str, Any]) -> str:
    return " ".join(str(feed.get("bozo_exception", "")).split())[:100]
