"""A person's rulings in words, the same at the terminal and on the page."""

from __future__ import annotations

from collections.abc import Sequence

from whence.story.queries_cited import Place
from whence.story.queries_rows import RulingRow

_STATE = {
    "applied": "", "overruled": "overruled by a later ruling",
    "orphaned": "orphaned: what it was ruled on is not there any more",
}  # fmt: skip
_THINGS = {"attribution": "statement", "figure": "figure", "event": "happening"}


def said(ruling: RulingRow) -> str:
    """What was ruled, without the words that it was ruled on: `the speaker is Mara Vell`, `not the same as “...”`."""
    other = _other(ruling)
    if ruling.field == "speaker":
        return f"the speaker is {ruling.value}" if ruling.value else "who speaks cannot be told"
    if ruling.field == "stance":
        return f"the stance is {ruling.value}"
    if ruling.field == "modality":
        return f"this is {ruling.value}"
    if ruling.field == "when":
        return f"this was {_when(ruling.value or '')}"
    if ruling.field == "value":
        return f"the figure is {ruling.value}"
    if ruling.field == "published":
        return f"published {_days(ruling.value)}"
    if ruling.field == "dismissed":
        return f"this is no {_THINGS[ruling.table_name]}"
    if ruling.field == "direction":
        taken = f"{other} is taken from this" if ruling.turned else f"taken from {other}"
        told = {"from_other": taken, "common": f"both have it from a third: this and {other}"}
        return told.get(ruling.value or "", f"who has it from whom is not known: this and {other}")
    if ruling.field == "copying":
        return f"{'copying' if ruling.verdict == 'same' else 'no copying'} between this and {other}"
    return f"{'one with' if ruling.verdict == 'same' else 'not one with'} {other}"


def on(ruling: RulingRow) -> str:
    """What it was ruled on: the words that stood there, or the report."""
    return _words(ruling.words, ruling.place)


def state(ruling: RulingRow) -> str:
    """Why it does not hold; empty where it does."""
    return _STATE[ruling.state]


def notes(rulings: Sequence[RulingRow]) -> list[str]:
    """`ruled by you: ...` for each ruling that touches a row, with its note and the id to undo it by."""
    found = []
    for ruling in rulings:
        if ruling.state == "applied":
            why = f" — {ruling.note}" if ruling.note else ""
            found.append(f"ruled by you: {said(ruling)}{why} [{ruling.id[:8]}]")
    return found


def _other(ruling: RulingRow) -> str:
    return _words(ruling.other_words or "", ruling.other_place)


def bare(words: str) -> str:
    """Words on one line, without the quotation marks around them: others are put there."""
    return " ".join(words.split()).strip("\"“”'‘’ ")


def _words(words: str, place: Place | None) -> str:
    where = f"{place.outlet}, {place.when}, {place.short}" if place else "a report that is not here"
    if not words:
        return where
    plain = bare(words)
    plain = plain if len(plain) <= 80 else plain[:79].rsplit(" ", 1)[0] + " …"
    return f"“{plain}” ({where}{f':{place.start}' if place else ''})"


def _when(value: str) -> str:
    """A day, a month or a year as it follows `this was`, or the days that it lies between."""
    first, _, last = value.partition("/")
    if last:
        return f"between {first} and {last}"
    return f"{'on' if len(first) == len('2031-05-06') else 'in'} {first}"


def _days(value: str | None) -> str:
    return (value or "").replace("/", " to ")
