"""What every template may use, on the one-file report and in the web application alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whence.records import merged
from whence.run_ins import elided, elided_between, run_ins
from whence.show import ruled, wording
from whence.show.aligned import extents
from whence.show.scale import number
from whence.story.queries_cited import days
from whence.story.queries_rows import RulingRow, TimelineRow

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embedding, override and isolate: a name that holds one would turn the words and the dates beside it round."""


def make_environment() -> Environment:
    """Templates with everything escaped, a name that is not there an error, and the helpers below."""
    environment = Environment(
        loader=PackageLoader("whence.show", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=one_direction,
    )
    environment.globals.update(
        words=words, emphasised=emphasised, side=side, both=both, spans_of=spans_of, days=days, number=number,
        wording=wording, pointed=wording.pointed, unknown_event=lambda _place: "",
    )  # fmt: skip
    return environment


def one_direction(value: object) -> object:
    """A value as it is put on a page: characters that turn the direction of what is around them are shown as �, one for
    one. Whether words of the text itself run from right to left is left to the browser."""
    if isinstance(value, str) and not value.isascii() and _TURNS.search(value):
        turned = _TURNS.sub("\ufffd", value)
        return Markup(turned) if isinstance(value, Markup) else turned
    return value


def asset(environment: Environment, name: str) -> str:
    """A style or script beside the templates, as it is written."""
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0].strip()


def ruled_tags(_table: str, _row_id: str, notes: Sequence[RulingRow] = (), _other: str = "") -> Markup:
    """What a row says of the rulings that touch it: what was ruled, and why."""
    tag = Markup(' <span class="tag ruled">ruled by you: {}{}</span>')
    return Markup().join(
        tag.format(ruled.said(one), f" — {words(one.note)}" if one.note else "")
        for one in notes
        if one.state == "applied"
    )


def words(text: str) -> str:
    """A report's words on one line."""
    return " ".join(elided(text).split())


def emphasised(text: str, offset: int, spans: Sequence[tuple[int, int]]) -> Markup:
    """`text`, which starts at `offset` of its report, with the spans inside it in bold."""
    out = Markup()
    blocks = run_ins(text)
    at = 0
    for start, end in merged([(s - offset, e - offset) for s, e in spans]):
        low, high = max(at, start), min(len(text), end)
        if low < high:
            out += Markup("{}<b>{}</b>").format(elided_between(text, at, low, blocks), text[low:high])
            at = high
    return out + elided_between(text, at, len(text), blocks)


_MARKED = frozenset({"insert", "delete", "replace"})
LEFT_OFF = "[…]"
"""For what a reading leaves off at an end of the base's words."""


def side(diff: Sequence[tuple[str, str, str]], which: str) -> Markup:
    """One side of a difference: `base` with the words it alone has marked, or `reading` likewise."""
    out = []
    for op, old, new in extents(diff):
        text = old if which == "base" else new
        if text:
            tag = {"base": "del", "reading": "ins"}[which]
            out.append(Markup(f"<{tag}>{{}}</{tag}>").format(text) if op in _MARKED else Markup("{}").format(text))
    return Markup(" ").join(out)


def both(diff: Sequence[tuple[str, str, str]]) -> Markup:
    """A difference in one line: the words of the base struck, the reading's own marked."""
    out = []
    for op, old, new in extents(diff):
        if op not in _MARKED:
            out.append(Markup("{}").format(new or LEFT_OFF))
            continue
        out.extend(Markup(f"<{tag}>{{}}</{tag}>").format(text) for tag, text in (("del", old), ("ins", new)) if text)
    return Markup(" ").join(out)


def spans_of(entries: Sequence[TimelineRow]) -> list[tuple[int, int]]:
    """The places of the words for what happened."""
    return [(e.place.start, e.place.end) for e in entries]
