"""The reports as CSL-JSON, for Zotero, Pandoc and other reference managers.

Follows the CSL data schema (https://github.com/citation-style-language/schema, `csl-data.json`). A date keeps its
precision: a month has no day. An inferred date is `circa`; where an interval alone is known it is a range. Authors are
the names of the byline as written, never taken apart: which word is the family name is not known.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import IO, Any

from whence.show.exports.dates import parts
from whence.story import queries
from whence.story.queries_rows import ReportRow
from whence.story.store import Story

_BY = re.compile(r"^\s*(?:by|from)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,?\s+and\s+|\s&\s|,|;)\s*")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")


def export_csl(story: Story, out: IO[str]) -> None:
    """Write a list with one item a report, one a line, by day."""
    items = [_item(row) for row in queries.reports(story)]
    out.write("[" + ",".join("\n" + json.dumps(item, ensure_ascii=False) for item in items) + "\n]\n")


def _item(row: ReportRow) -> dict[str, Any]:
    head = row.head
    item: dict[str, Any] = {"id": head.id, "type": "article-newspaper" if head.outlet_given else "webpage"}
    item["title"] = " ".join(row.title.split())
    if head.outlet_given or row.url:
        item["container-title"] = head.outlet
    if row.byline and (names := authors(row.byline)):
        item["author"] = [{"literal": name} for name in names]
    if issued := _issued(row):
        item["issued"] = issued
    if row.url:
        item["URL"] = row.url
    if row.language:
        item["language"] = row.language
    if head.basis == "inferred" or not head.published:
        item["note"] = f"Date inferred: {head.reason}" if issued else "The date is not known"
    return item


def _issued(row: ReportRow) -> dict[str, Any] | None:
    head = row.head
    ends = [parts(head.earliest), parts(head.latest)]
    if head.basis == "inferred" and all(ends) and ends[0] != ends[1]:
        return {"date-parts": ends, "circa": True}
    if day := parts(head.published):
        return {"date-parts": [day], **({"circa": True} if head.basis == "inferred" else {})}
    return {"date-parts": ends, "circa": True} if all(ends) else None


def authors(byline: str) -> list[str]:
    """The names in a byline, without what they do; where a part does not look like a name, the whole of it as one."""
    whole = " ".join(_BY.sub("", byline).split())
    found = [part for part in _BETWEEN.split(whole) if part]
    does = _words("role")
    found = [part for part in found if does.isdisjoint(part.casefold().split())] or found
    if all(_NAME.fullmatch(part) and _capitals(part) for part in found):
        return found
    return [whole] if whole else []


def _capitals(name: str) -> bool:
    particles = _words("particle")
    return all(word[0].isupper() or word in particles for word in name.split())


@cache
def _words(kind: str) -> frozenset[str]:
    lines = resources.files("whence.show.exports").joinpath("byline_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return frozenset(word for word, of in rows if of == kind)
