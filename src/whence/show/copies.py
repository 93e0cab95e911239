"""What two reports share, passage by passage, aligned for reading side by side."""

from __future__ import annotations

from dataclasses import dataclass

from whence.show.aligned import Operation, aligned, excerpt
from whence.story.queries_cited import Head
from whence.story.queries_copies import SharedPassage, passages_of
from whence.story.queries_places import Places
from whence.story.store import Story


@dataclass(frozen=True, slots=True)
class AlignedPassage:
    """A shared passage with its words aligned. `left_out` counts words that are not shown."""

    passage: SharedPassage
    operations: tuple[Operation, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports, the earlier first, and what they share, by place; `more` passages are not shown."""

    a: Head
    b: Head
    passages: tuple[AlignedPassage, ...]
    more: int


def side_by_side(
    story: Story, one: str, other: str, *, places: Places, most: int = 40, words: int = 400, around: int | None = None
) -> Copy | None:
    """The passages of a pair, the `most` longest of them, at most `words` words of each, and with `around` only that
    many beside what differs. None where they share nothing.
    """
    found = passages_of(story, one, other, places=places)
    if not found:
        return None
    # What is copied comes before what both quote, where not all of it is shown.
    longest = sorted(found, key=lambda p: (p.kind == "quotation", p.b.start - p.b.end, p.a.start, p.b.start))[:most]
    shown = []
    for passage in sorted(longest, key=lambda p: (p.a.start, p.a.end, p.b.start)):
        made = aligned(passage.a_text, passage.b_text, most=words)
        operations = made.operations if around is None else excerpt(made.operations, around)
        shown.append(AlignedPassage(passage, operations, made.left_out))
    a, b = found[0].a.report_id, found[0].b.report_id
    return Copy(places.heads[a], places.heads[b], tuple(shown), len(found) - len(shown))
