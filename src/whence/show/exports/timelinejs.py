"""The timeline as TimelineJS JSON (https://timeline.knightlab.com/docs/json-format.html).

An entry keeps the precision of its date: a month has no day. Where only an interval is known, the slide spans it and
`display_date` says so. What did not happen for certain says so in its headline: `Planned:`, `Denied:`. Entries without
any date cannot be placed, and the title slide counts them. TimelineJS reads its texts as HTML, so they are escaped.
"""

from __future__ import annotations

import json
from html import escape
from typing import IO, Any
from urllib.parse import urlsplit

from whence.show.exports.dates import interval
from whence.show.wording import by_sentence, plural, telling
from whence.story import queries
from whence.story.queries_cited import days
from whence.story.queries_export import report_urls
from whence.story.queries_rows import TimelineRow
from whence.story.store import Story

_HEADLINE = 110
"""Characters of a headline; a longer sentence is cut at a word, and stands in full below it."""


def export_timelinejs(story: Story, out: IO[str]) -> None:
    """Write the timeline, one event a line, by day."""
    rows = queries.timeline(story, undated=True)
    urls = report_urls(story)
    slides = [_slide(group, urls) for group in by_sentence([r for r in rows if r.earliest or r.latest])]
    undated = sum(not (r.earliest or r.latest) for r in rows)
    said = f"{plural(len(slides), 'entry', 'entries')}, each from a sentence of a report."
    if undated:
        said += f" {plural(undated, 'happening')} whose day is not known cannot be shown here."
    title = {"unique_id": "title", "text": {"headline": "Timeline", "text": f"<p>{escape(said)}</p>"}}
    out.write('{"scale": "human",\n"title": ' + _line(title) + ',\n"events": [')
    out.write(",".join("\n" + _line(slide) for slide in slides))
    out.write("\n]}\n")


def _slide(entries: list[TimelineRow], urls: dict[str, str]) -> dict[str, Any]:
    """One sentence, however many happenings it tells of that day."""
    entry = entries[0]
    span = interval(entry.earliest, entry.latest)
    assert span is not None  # undated ones are left out before
    start, end = span
    slide: dict[str, Any] = {"unique_id": entry.id, "start_date": _date(start)}
    if end is not None:
        slide["end_date"] = _date(end)
    if end is not None or not (entry.earliest and entry.latest):
        slide["display_date"] = escape(days(entry.earliest, entry.latest))
    sentence = " ".join(entry.sentence_text.split())
    told = entry.modality.capitalize() + ": " if entry.modality not in ("happened", "ongoing") else ""
    notes = "; ".join(telling(entries))
    slide["group"] = entry.modality
    slide["text"] = {
        "headline": escape(told + _cut(sentence)),
        "text": f"<blockquote>{escape(sentence)}</blockquote>"
        + (f"<p>{escape(notes)}</p>" if notes else "")
        + f"<p>{_link(entry, urls)}</p>",
    }
    return slide


def _date(parts: list[int]) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), parts, strict=False))


def _cut(sentence: str) -> str:
    if len(sentence) <= _HEADLINE:
        return sentence
    return sentence[:_HEADLINE].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _link(entry: TimelineRow, urls: dict[str, str]) -> str:
    shown = escape(entry.place.citation)
    url = urls.get(entry.place.report_id)
    if url and urlsplit(url).scheme in ("http", "https"):
        return f'<a href="{escape(url)}">{shown}</a>'
    return shown


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
