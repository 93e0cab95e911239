"""The date line of a report: a full date that stands in a line of its own at the head, as sites print it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.records import Moment

HEAD_CHARS = 700
BESIDE = re.compile(
    r"\b(?:published|posted|first published|date|on|at|am|pm|a\.m\.|p\.m\.|[A-Z]{2,4}T|GMT|UTC|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b|\d{1,2}[:.]\d{2}|[\W_]+",
    re.I,
)


def date_line(text: str, moments: Sequence[Moment]) -> Moment | None:
    """The one full date at the head whose line holds nothing else but `published`, a weekday or a time of day.

    Two such lines with two days (`published`, `last seen`) say nothing for sure, and give None. A line of `updated` is
    passed over: it dates the page and not its words.
    """
    found = []
    for moment in moments:
        if moment.start > HEAD_CHARS:
            break
        if moment.basis != "explicit" or not re.match(r"\d{4}-\d\d-\d\d", moment.value):
            continue
        begin = text.rfind("\n", 0, moment.start) + 1
        end = text.find("\n", moment.end)
        rest = text[begin : moment.start] + " " + text[moment.end : end if end >= 0 else len(text)]
        if not BESIDE.sub("", rest):
            found.append(moment)
    return found[0] if len({moment.value[:10] for moment in found}) == 1 else None
