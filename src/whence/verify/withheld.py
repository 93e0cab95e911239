"""Words that a report has only as what somebody would not say: `would neither confirm nor deny that the gate was shut`
speaks neither for it nor against it."""

from __future__ import annotations

import re

from whence.verify.reports import Reports

_WITHHELD = re.compile(
    r"(?:\b(?:not|never|neither|nor|cannot|declin(?:e[sd]?|ing)|refus(?:e[sd]?|ing)|unwilling|unable)\b|n['’]t\b)"
    r"(?:\s+\w+){0,3}?\s+"
    r"(?:say(?:ing)?|said|confirm(?:ed|ing)?|den(?:y|ied|ying)|tell|told|disclosed?|revealed?|know)\b",
    re.IGNORECASE,
)
"""Words for what somebody does not say: `would not confirm or deny that`, `declined to say whether`."""
_BREAK = re.compile(r"[.;:,!?…—–]|\bbut\b")
_BEHIND = 0.5
"""The share of the matched words that stand behind them."""


def withheld(ours: frozenset[str], report_id: str, start: int, end: int, reports: Reports) -> bool:
    """Whether a stretch of a report has the words only as what somebody would not say, confirm or deny."""
    text = reports.places.text(report_id)
    match = _WITHHELD.search(text, start, end)
    if match is None:
        return False
    stop = _BREAK.search(text, match.end(), end)  # `I would not say so, but the gate was shut`
    after = reports.content(report_id, match.end(), stop.start() if stop else end)
    return len(ours & after) >= _BEHIND * len(ours & reports.content(report_id, start, end))


def withholds(text: str, start: int, end: int) -> bool:
    """Whether a stretch tells of what somebody would not say."""
    return _WITHHELD.search(text, start, end) is not None
