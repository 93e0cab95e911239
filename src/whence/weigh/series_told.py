"""How a report tells a figure: as an earlier value, as a plural without a number, against another's."""

from __future__ import annotations

import re

from whence.weigh.series_context import FigureInReport

_EARLIER = re.compile(
    r"\b(?:earlier|previous|previously|initial|initially|at first|up from|down from|first)\b[^.;]*$", re.I
)


def is_superseded(item: FigureInReport) -> bool:
    """Whether the sentence itself gives the figure as an earlier one (`from an earlier figure of 136`, `raised the toll
    to 2,410 from 71`)."""
    before = item.sentence[: item.figure.start - item.sentence_start][-80:]
    after = item.sentence[item.figure.end - item.sentence_start :]
    if _TO_FROM.search(before) or (re.search(r"\bfrom $", before, re.I) and re.match(r"\s(?:\w+ )?to ", after)):
        return True
    return _EARLIER.search(before) is not None


_TO_FROM = re.compile(r"\bto [^.;]{0,50}\bfrom (?:just |only |about |some )?$", re.I)
_VAGUE = re.compile(r"(?:dozens|scores|hundreds|thousands|millions|billions|tens|several|few)\b", re.I)


def is_vague(item: FigureInReport) -> bool:
    """Whether the number is a plural that says little (`thousands`): its lowest value disputes nothing."""
    return _VAGUE.match(item.sentence[item.figure.value_start - item.sentence_start :]) is not None


def leaves_noun(item: FigureInReport) -> bool:
    """Whether the figure leaves what it counts to the figure before it: its span ends with the number."""
    figure = item.figure
    written = item.sentence[figure.start - item.sentence_start : figure.end - item.sentence_start]
    return figure.head is not None and figure.unit == "count" and figure.measured not in written


def goes_on(item: FigureInReport) -> bool:
    """Whether the sentence goes on after the number to say what happened (`and 2,000 were ordered out`)."""
    return re.match(r"\s\w", item.sentence[item.figure.end - item.sentence_start :]) is not None


_RETORT = re.compile(
    r"\b(?:puts?|putting|placed|gave|gives) (?:the|that|this|its) (?:number|figure|total|count|tally) (?:at|as) $"
    r"|[;,] [^;.]*\b(?:says?|said|counts?|counted|claims?|claimed|estimates?|estimated)(?: now)? $"
)


def is_retort(item: FigureInReport) -> bool:
    """Whether the words before the figure set it against another's (`its union puts the number at 120`)."""
    return leaves_noun(item) and _RETORT.search(item.sentence[: item.figure.start - item.sentence_start]) is not None
