"""The account in a terminal: one module a view, each a function from rows to what rich prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.console import Console, RenderableType

from whence.show.terminal import disputes, figures, quotes, reports, sources, timeline
from whence.story.store import Story


def view(
    name: str, rows: Sequence[Any], console: Console, *, story: Story, asked: Mapping[str, Any]
) -> list[RenderableType]:
    """The rows of the view called `name` (as the command is) as what rich prints."""
    if name == "quotes":
        return quotes.quotes(rows, console)
    if name == "lineage":
        return reports.lineage(rows, _count_reports(story), story, console)
    if name == "timeline":
        return timeline.timeline(rows, console)
    if name == "disputes":
        return disputes.disputes(rows, console)
    if name == "search":
        return sources.search(rows, str(asked["words"]), console)
    made: dict[str, Callable[[Sequence[Any]], list[RenderableType]]] = {
        "reports": reports.reports, "figures": figures.figures, "sources": sources.sources,
    }  # fmt: skip
    return made[name](rows)


def _count_reports(story: Story) -> int:
    from whence.story.queries import Places

    return len(Places(story).heads)


_NOUNS = {
    "reports": "reports", "lineage": "report leans on another", "quotes": "statements", "figures": "figures",
    "timeline": "dated happenings", "disputes": "disputes", "sources": "sources", "search": "sentences",
}  # fmt: skip


def empty(name: str, path: str, asked: Mapping[str, Any], as_of: str | None) -> str:
    """What to say where a view has no rows: what was looked for, and what to try."""
    with_words = [f"with {asked['words']!r}"] if "words" in asked else []
    by = [f"by {asked['speaker']!r}"] if "speaker" in asked else []
    at = [f"from {asked['outlet']!r}"] if "outlet" in asked else []
    kind = [f"of kind {asked['kind']}"] if "kind" in asked else []
    changed = ["with words changed inside quotation marks"] if asked.get("altered") else []
    until = [f"as of {as_of}"] if as_of else []
    sentence = " ".join(["No", _NOUNS[name], *with_words, *by, *at, *kind, *changed, *until]) + f" in {path}."
    tries = []
    if "speaker" in asked:
        tries.append(f"whence sources {path} lists who speaks")
    if "outlet" in asked:
        tries.append(f"whence reports {path} lists the outlets")
    if "words" in asked:
        tries.append("try fewer words, or the beginning of one with a star: evacuat*")
    if name == "timeline" and not asked.get("undated"):
        tries.append("--undated shows those without a day")
    if as_of:
        tries.append("undated reports are left out of --as-of; a later day takes in more")
    return sentence + (f" To go on: {'; '.join(tries)}." if tries else "")
