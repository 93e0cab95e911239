"""Citations as links: every place that is cited on the page gets an anchor in the full text at the page's end.

The anchor is made from the place itself, so a link cannot point at anything but the words it cites; the texts are
rendered last, with an anchor for each place asked for by then.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from whence.story.queries_cited import Place


class Citations:
    """The places cited so far."""

    def __init__(self) -> None:
        self._places: dict[str, dict[tuple[int, int], str]] = {}

    def link(self, place: Place) -> str:
        """The href of a place, which from now on has an anchor."""
        anchor = f"p-{place.short}-{place.start}-{place.end}"
        self._places.setdefault(place.report_id, {})[place.start, place.end] = anchor
        return f"#{anchor}"

    def cite(self, place: Place) -> Markup:
        """A citation, linked."""
        return Markup('<a class="cite" href="{}">{}</a>').format(self.link(place), escape(place.citation))

    def in_report(self, report_id: str) -> dict[tuple[int, int], str]:
        """The anchors to set in one report's text, by place."""
        return self._places.get(report_id, {})
