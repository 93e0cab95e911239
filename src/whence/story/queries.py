"""What people ask of a story, as typed rows: each view is one function, each row cites its place.

    from whence.story.queries import quotes
    for quote in quotes(story, speaker="Mara Vell", altered=True): ...

The SQL is in the modules named `queries_*` and nowhere else but `store`.
"""

from __future__ import annotations

from whence.story.queries_figures import disputes, figures, timeline
from whence.story.queries_places import Places, Speakers, names_match
from whence.story.queries_quotes import quotes
from whence.story.queries_reports import lineage, overview, problems, reports, shared
from whence.story.queries_ruled import rulings
from whence.story.queries_search import match_expression, search
from whence.story.queries_sources import sources

__all__ = [
    "Places",
    "Speakers",
    "disputes",
    "figures",
    "lineage",
    "match_expression",
    "names_match",
    "overview",
    "problems",
    "quotes",
    "reports",
    "rulings",
    "search",
    "shared",
    "sources",
    "timeline",
]
