"""What the pages of the account have in common: where a report and a pair of reports are to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from whence.show.web.view import View
from whence.story.queries_chosen import event_places
from whence.story.queries_cited import Place


def addresses(view: View) -> dict[str, Any]:
    """`to_report` and `to_copy`, which the shared parts of the templates ask for."""
    return {
        "to_report": lambda report_id: view.url(f"/report/{report_id}"),
        "to_copy": lambda one, other: view.url(f"/copy/{one}/{other}"),
    }


def events_at(view: View, entries: Iterable[str]) -> Callable[[Place], str]:
    """The id of the event of these timeline entries that stands at a place; empty where none does."""
    found = event_places(view.story, entries) if view.can_rule else {}
    return lambda place: found.get((place.report_id, place.start, place.end), "")
