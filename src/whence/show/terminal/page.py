"""What every view shares: the console, text made safe to print, citations, changed words, and empty results."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from whence.run_ins import elided, elided_between, run_ins
from whence.show.aligned import extents
from whence.story.queries_cited import Place

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def make_console(file: IO[str] | None = None, *, width: int | None = None, stderr: bool = False) -> Console:
    """A console that prints report text as it is: no markup, no emoji codes, no guessing at what to colour."""
    return Console(file=file, width=width, stderr=stderr, markup=False, emoji=False, highlight=False)


def show(console: Console, *parts: RenderableType) -> None:
    """Print; into a file or a pipe without the spaces that only fill a line."""
    if console.is_terminal:
        console.print(*parts, sep="\n")
        return
    with console.capture() as capture:
        console.print(*parts, sep="\n")
    text = "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"
    (console.file or sys.stdout).write(text)


def clean(text: str) -> str:
    """A report's words made safe for a terminal: one line, and no control or direction characters."""
    return _UNSAFE.sub("\ufffd", " ".join(elided(text).split()))


def words(text: str, style: str = "") -> Text:
    """A report's words as they are, on one line that wraps."""
    return Text(clean(text), style=style)


def cite(place: Place) -> Text:
    """A citation."""
    return Text(clean(place.citation), style="dim")


def coloured(console: Console) -> bool:
    """Whether styles can be seen; where they cannot, marks in the text take their place."""
    return console.is_terminal and not console.no_color


def emphasised(text: str, offset: int, spans: Iterable[tuple[int, int]], console: Console, style: str = "bold") -> Text:
    """`text`, which starts at `offset` of its report, with the spans inside it bold, or between stars."""
    seen = coloured(console)
    blocks = run_ins(text)
    out = Text()
    at = 0
    for start, end in sorted(spans):
        low, high = max(at, start - offset), min(len(text), end - offset)
        if low >= high:
            continue
        out.append(_flat(elided_between(text, at, low, blocks)))
        out.append(_flat(text[low:high]) if seen else f"*{_flat(text[low:high])}*", style=style if seen else "")
        at = high
    out.append(_flat(elided_between(text, at, len(text), blocks)))
    return out


AROUND = 8
"""Words on each side of a change that are shown of a long run."""


def changed(diff: Sequence[tuple[str, str, str]], console: Console, *, brief: bool = False) -> Text:
    """A reading with its changed words marked: struck and bold, or `[-old-]{+new+}` where there is no colour.

    `brief`: of a long run, the words beside a change and no more; what one alone has at an end is no change.
    """
    seen = coloured(console)
    out = Text()
    for number, (op, old, new) in enumerate(extents(diff) if brief else diff):
        if brief:
            first, last = number == 0, number == len(diff) - 1
            old, new = _shortened(old, first, last), _shortened(new, first, last)
        if len(out):
            out.append(" ")
        if op in ("equal", "more", "less"):
            out.append(clean(new) or "[…]")
            continue
        if old:
            out.append(clean(old) if seen else f"[-{clean(old)}-]", style="red strike" if seen else "")
        if old and new and seen:
            out.append(" ")
        if new:
            out.append(clean(new) if seen else f"{{+{clean(new)}+}}", style="bold green" if seen else "")
    return out


def _shortened(words: str, first: bool, last: bool) -> str:
    """A long run cut to what stands next to a change: nothing stands before the first run or after the last."""
    held = words.split()
    if len(held) <= 2 * AROUND + 2:
        return words
    left = [] if first else held[:AROUND]
    right = [] if last and left else held[-AROUND:]
    return " ".join([*left, "[…]", *right])


def indented(*parts: RenderableType, by: int = 2) -> RenderableType:
    """Parts set in from the left."""
    return Padding(Group(*parts), (0, 0, 0, by))


def heading(title: str, note: str = "") -> Text:
    """The first line of a view: what it is, and counts."""
    text = Text(title, style="bold")
    if note:
        text.append(f"  {note}", style="dim not bold")
    return text


def table(*columns: str, numbers: Sequence[str] = ()) -> Table:
    """A table without lines between rows; columns named in `numbers` stand to the right."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_header=any(columns))
    for column in columns:
        number = column in numbers
        made.add_column(column, justify="right" if number else "left", overflow="fold", no_wrap=number)
    return made


def nothing(sentence: str) -> Text:
    """What to say where there are no rows: what was looked for, and what to try."""
    return Text(sentence)


def _flat(text: str) -> str:
    return _UNSAFE.sub("\ufffd", re.sub(r"\s+", " ", text))
