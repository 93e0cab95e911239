"""What a person ruled: the record, its id, and how the values that can be ruled are written.

A ruling stands over what the program found. It points at marks by their places and words, never by their ids, so that
it finds them again when reports are added or marked anew.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from whence.records import Bound, Modality, Published, Stance, digest

RulingTable = Literal["report", "mention", "attribution", "figure", "event"]
SetField = Literal["speaker", "stance", "modality", "when", "value", "published", "dismissed", "direction"]
PairField = Literal["source", "utterance", "series", "timeline", "copying"]
RulingField = SetField | PairField
Verdict = Literal["same", "not_same", "set"]
RulingState = Literal["applied", "overruled", "orphaned"]
CopyingDirection = Literal["from_other", "common", "unknown"]

TABLES: Mapping[RulingField, tuple[RulingTable, ...]] = {
    "speaker": ("attribution",), "stance": ("attribution",), "modality": ("event",), "when": ("event",),
    "value": ("figure",), "published": ("report",), "dismissed": ("attribution", "figure", "event"),
    "direction": ("report",), "source": ("mention",), "utterance": ("attribution",), "series": ("figure",),
    "timeline": ("event",), "copying": ("report",),
}  # fmt: skip
"""The kinds of marks that each field can be ruled on."""
PAIRS = frozenset(get_args(PairField))
RULED = "ruling"
"""The basis of what a person said, and `made_by` of what exists because of it."""


@dataclass(frozen=True, slots=True)
class MarkKey:
    """A place that a person pointed at: the span and the words that stood there.

    A report as a whole has no words and the span 0 to 0.
    """

    report_id: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's judgement that stands over the program's: on one mark (`set`), or on a pair (`same`, `not_same`).

    `table_name` says what kind of mark the keys point at, `field` what is ruled:

    - set: `speaker` of an attribution (value: a name, or None where nobody can be told; `other_key`, where given, is a
      mention of that source), `stance` of an attribution, `modality` and `when` (`day_span`) of an event, `value` of a
      figure (`bounds`), `published` of a report (`day_span`), `dismissed` (no value) of an attribution, a figure or an
      event that is none, `direction` of the copying between two reports (`from_other`: the first has it from the
      other; `common`; `unknown`);
    - same, not_same: `source` of two mentions, `utterance` of two attributions, `series` of two figures, `timeline` of
      two events, `copying` of two reports or of a span of each (not_same: what they share is no copying).

    Of two rulings that contradict each other the later made holds, and the other is `overruled`. One whose mark is not
    there is `orphaned`: it is kept, listed, and applied again when its mark comes back.
    """

    id: str
    table_name: RulingTable
    field: RulingField
    verdict: Verdict
    mark_key: MarkKey
    other_key: MarkKey | None = None
    value: str | None = None
    note: str | None = None
    made_at: str = ""
    state: RulingState = "applied"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A row that a ruling touches, and the column of it that it sets.

    `was` is what the program had put there and `now` what stands there instead; for a pair no column is set, and
    `field` is what was ruled. `report_id` is the report that the row stands in.
    """

    ruling_id: str
    table_name: str
    row_id: str
    report_id: str
    field: str
    sets: bool = False
    was: object = None
    now: object = None


def make_ruling(
    table_name: RulingTable,
    field: RulingField,
    verdict: Verdict,
    mark: MarkKey,
    other: MarkKey | None = None,
    value: str | None = None,
    note: str | None = None,
) -> Ruling:
    """A ruling with its id: the same judgement on the same marks has the same id, whichever of a pair is named first.

    Raises ValueError, with a message for a person, where it makes no sense.
    """
    problem = _problem(table_name, field, verdict, mark, other, value)
    if problem:
        raise ValueError(problem)
    keys = [mark] if other is None else [mark, other]
    if verdict != "set":
        keys.sort(key=lambda key: (key.report_id, key.start, key.end))
        mark, other = keys
    parts = [part for key in keys for part in (key.report_id, key.start, key.end, key.words)]
    key = digest("ruling", table_name, field, verdict, *parts, value)
    return Ruling(key, table_name, field, verdict, mark, other, value, note)


def _problem(
    table: str, field: RulingField, verdict: str, mark: MarkKey, other: MarkKey | None, value: str | None
) -> str | None:
    if field not in TABLES or table not in TABLES[field]:
        return f"{field} cannot be ruled on a row of {table}"
    if (field in PAIRS) != (verdict in ("same", "not_same")):
        return f"{field} is ruled {'same or not_same' if field in PAIRS else 'by a value'}, not {verdict}"
    if (field in PAIRS or field == "direction") and other is None:
        return "it takes two marks; name the other one too"
    if mark == other:
        return "both are the same mark; name two"
    if field in ("when", "published"):
        day_span(value or "")
    elif field == "value":
        bounds(value or "")
    allowed: Mapping[str, tuple[str, ...]] = {
        "stance": get_args(Stance), "modality": get_args(Modality), "direction": get_args(CopyingDirection),
    }  # fmt: skip
    if field in allowed and value not in allowed[field]:
        return f"{value!r} is not one of {', '.join(allowed[field])}"
    return None


# --- values ----------------------------------------------------------------------------------------------------------


def day_span(value: str) -> tuple[str, str]:
    """The first and the last day of `2031-05-06`, `2031-05`, `2031`, or of two of these with `/` between (inclusive).

    Raises ValueError where it is none of them.
    """
    first, slash, last = value.partition("/")
    low, high = _days(first.strip(), value)[0], _days((last if slash else first).strip(), value)[1]
    if low > high:
        raise ValueError(f"{value!r} ends before it begins")
    return low, high


def _days(part: str, whole: str) -> tuple[str, str]:
    try:
        if re.fullmatch(r"\d{4}", part):
            return f"{part}-01-01", f"{part}-12-31"
        if re.fullmatch(r"\d{4}-\d{2}", part):
            year, month = int(part[:4]), int(part[5:])
            return f"{part}-01", f"{part}-{monthrange(year, month)[1]:02}"
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", part):
            date.fromisoformat(part)
            return part, part
    except ValueError:
        pass
    raise ValueError(f"{whole!r} is not a date; write 2031-05-06, 2031-05, or two days as 2031-05-01/2031-05-06")


def ruled_published(value: str, note: str | None) -> Published:
    """When a report was published, as a person ruled it."""
    low, high = day_span(value)
    reason = "a person ruled it" + (f": {note}" if note else "")
    return Published(None if "/" in value else value.strip(), low, high, "ruling", 1.0, reason)


_NUMBER = r"-?\d+(?:[.,]\d+)*"
_WORDED: Sequence[tuple[str, Bound]] = (
    (r"(?:at least|or more)", "at_least"), (r"(?:more than|over)", "more_than"), (r"(?:at most|up to)", "at_most"),
    (r"(?:less than|fewer than|under)", "less_than"), (r"(?:about|around)", "about"), (r"(?:exactly)?", "exactly"),
)  # fmt: skip


def bounds(value: str) -> tuple[Bound, float | None, float | None]:
    """Bound, low and high of a number in words: `11`, `at least 11`, `more than 11`, `at most 11`, `less than 11`,
    `about 11`, `11 to 14`. Raises ValueError where it is none of them.
    """
    plain = " ".join(value.split()).casefold()
    if found := re.fullmatch(rf"(?:between )?({_NUMBER}) (?:to|and|-) ({_NUMBER})", plain):
        low, high = _number(found[1]), _number(found[2])
        if low > high:
            raise ValueError(f"{value!r} ends below its beginning")
        return "range", low, high
    for words, bound in _WORDED:
        if found := re.fullmatch(rf"{words}\s*({_NUMBER})", plain):
            number = _number(found[1])
            low_is_known, high_is_known = bound not in ("at_most", "less_than"), bound not in ("at_least", "more_than")
            return bound, number if low_is_known else None, number if high_is_known else None
    raise ValueError(f"{value!r} is not a figure; write 11, at least 11, more than 11, at most 11, about 11, 11 to 14")


def _number(text: str) -> float:
    return float(text.replace(",", ""))
