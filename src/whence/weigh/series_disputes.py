"""Figures of one series that cannot both hold, told apart from figures that grew.

Two figures clash where the values that they allow do not meet and no growth explains the difference. A count that
only grows (the dead, the injured) may be higher in a later report; a level (troops deployed) may be anything at
another time. Where it is not known which report came first, growth could explain it, and there is no dispute.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.account import Dispute, DisputeSide, Series
from whence.records import Figure, digest
from whence.weigh.series import PublishedDays
from whence.weigh.series_context import FigureInReport, measure
from whence.weigh.series_lexicon import cumulative
from whence.weigh.series_told import is_retort, is_superseded, is_vague

_SPANS = frozenset({"month", "year", "decade"})
_ABOUT = 0.2
"""How far from the number given an `about` may lie, as a share of it."""
_DOZEN = 1 / 3
"""The same for `a dozen`, which 16 still are."""


def clashing_figures(
    series: Sequence[Series],
    figures: Sequence[FigureInReport],
    published: PublishedDays,
    speakers: Mapping[str, str] | None = None,
) -> list[Dispute]:
    """The disputes within the series, one a series at most, sorted by id. `settled` is left open.

    `speakers` is figure id to whoever gives it. Two figures inside one report are a dispute only where they are known
    to be given by different speakers: otherwise a report that tells how a count grew would dispute with itself.
    """
    by_id = {item.figure.id: item for item in figures}
    found = []
    for one in series:
        items = sorted((by_id[i] for i in one.figure_ids if i in by_id), key=lambda item: item.figure.id)
        firm = [item for item in items if not is_superseded(item) and not is_vague(item) and not _is_questioned(item)]
        dispute = _dispute(one, firm, published, speakers or {})
        if dispute is not None:
            found.append(dispute)
    return sorted(found, key=lambda dispute: dispute.id)


def _dispute(
    series: Series, items: list[FigureInReport], published: PublishedDays, speakers: Mapping[str, str]
) -> Dispute | None:
    grows = bool({what.context for item in items if (what := measure(item)) is not None} & cumulative())
    first_told = _first_told(items, published)
    clashes = [
        (a, b)
        for place, a in enumerate(items)
        for b in items[place + 1 :]
        if not meet(a.figure, b.figure)
        and _counts_one_kind(a, b)
        and not _explained(a.figure, b.figure, first_told, grows, _rivals(a, b, speakers))
        and not _history(a, b, items, speakers)
    ]
    if not clashes:
        return None
    sides = _sides(sorted({item.figure.id: item.figure for pair in clashes for item in pair}.values(), key=_by_value))
    numbered = tuple(
        DisputeSide(number, "figure", figure.id)
        for number, side in enumerate(sides, start=1)
        for figure in sorted(side, key=lambda f: f.id)
    )
    days = [day for a, b in clashes if (day := _both(a.figure, b.figure, published)) is not None]
    said = [worded(side[0]) for side in sides]
    return Dispute(
        id=digest("dispute", "figures", *sorted(side.row_id for side in numbered)),
        kind="figures",
        label=f"{series.label}: {' / '.join(said)}",
        opened=min(days) if days else None,
        settled=None,
        reason=_reason(clashes, published, grows),
        sides=numbered,
    )


def _is_questioned(item: FigureInReport) -> bool:
    what = measure(item)
    return what is not None and what.questioned


def _counts_one_kind(a: FigureInReport, b: FigureInReport) -> bool:
    """Whether both count the same people or things: `86 civilians` and `87 people` can both hold."""
    one, two = measure(a), measure(b)
    return one is None or two is None or one.subject == two.subject


def allowed(figure: Figure) -> tuple[float, float]:
    """The lowest and highest value that a figure allows. A round number is as exact as its last digit that is not
    zero (`1,400` allows 1,350 to 1,450); `about` allows a fifth either way."""
    low = figure.low if figure.low is not None else 0.0
    high = figure.high if figure.high is not None else float("inf")
    if figure.bound == "about":
        loose = _DOZEN if low == high == 12 else _ABOUT
        return low * (1 - loose), high * (1 + loose)
    if figure.unit in _SPANS and figure.bound == "exactly":
        return low, low + 1  # a war is `two years` old until it is three
    if figure.bound == "exactly" and low >= 1000 and low % 100 == 0:
        place = 100.0
        while low % (place * 10) == 0:
            place *= 10
        return low - place / 2, high + place / 2
    return low, high


def meet(a: Figure, b: Figure) -> bool:
    """Whether some value satisfies both figures."""
    (a_low, a_high), (b_low, b_high) = allowed(a), allowed(b)
    return a_low <= b_high and b_low <= a_high


def _first_told(items: list[FigureInReport], published: PublishedDays) -> dict[str, tuple[str | None, str | None]]:
    """Figure id to the days on which its value was first told: a later report that repeats an old count is an echo."""
    days = {item.figure.id: published.get(item.figure.report_id, (None, None)) for item in items}
    first: dict[tuple[float, float], tuple[str, str]] = {}
    for item in items:
        opened, closed = days[item.figure.id]
        value = allowed(item.figure)
        if opened is not None and closed is not None:
            first[value] = min(first.get(value, (opened, closed)), (opened, closed))
    return {item.figure.id: first.get(allowed(item.figure), days[item.figure.id]) for item in items}


def _rivals(a: FigureInReport, b: FigureInReport, speakers: Mapping[str, str]) -> bool:
    """Whether two figures are given by different speakers, as is known or as the words say (`the union says 120`)."""
    one, two = speakers.get(a.figure.id), speakers.get(b.figure.id)
    if one is not None and two is not None:
        return one != two
    return a.figure.report_id == b.figure.report_id and (is_retort(a) or is_retort(b))


def _explained(a: Figure, b: Figure, told: PublishedDays, grows: bool, rivals: bool) -> bool:
    """Whether the passing of time can explain the difference between two figures whose values do not meet.

    A count can grow within one day, unless two rival speakers give the two values on it.
    """
    a_days, b_days = told[a.id], told[b.id]
    if a.as_of_to and b.as_of_to and a.as_of_from and b.as_of_from and not grows:
        a_days, b_days = (a.as_of_from, a.as_of_to), (b.as_of_from, b.as_of_to)
    lower, higher = (a_days, b_days) if allowed(a)[1] < allowed(b)[0] else (b_days, a_days)
    if lower[0] is None or lower[1] is None or higher[0] is None or higher[1] is None:
        return a.report_id != b.report_id
    if a.report_id == b.report_id:
        return False
    if grows:
        return lower[0] < higher[1] or (lower[0] == higher[1] and not rivals)
    return not (lower[0] <= higher[1] and higher[0] <= lower[1])


def _history(a: FigureInReport, b: FigureInReport, items: list[FigureInReport], speakers: Mapping[str, str]) -> bool:
    """Whether one report tells both: the lower then is what the count was before, or one speaker's own correction."""
    if a.figure.report_id == b.figure.report_id:
        return not _rivals(a, b, speakers)
    lower, higher = sorted((a.figure, b.figure), key=_by_value)
    return any(
        item.figure.report_id == lower.report_id
        and meet(item.figure, higher)
        and allowed(item.figure)[0] > allowed(lower)[1]
        for item in items
    )


def _by_value(figure: Figure) -> tuple[float, float, str]:
    low, high = allowed(figure)
    return high, low, figure.id


def _sides(figures: list[Figure]) -> list[list[Figure]]:
    """The figures grouped so that all of a side can hold together."""
    sides: list[list[Figure]] = []
    for figure in figures:
        side = next((side for side in sides if all(meet(figure, other) for other in side)), None)
        if side is None:
            sides.append([figure])
        else:
            side.append(figure)
    return sides


def _both(a: Figure, b: Figure, published: PublishedDays) -> str | None:
    """The day by which both figures were published."""
    days = [published.get(figure.report_id, (None, None))[1] for figure in (a, b)]
    return None if days[0] is None or days[1] is None else max(days[0], days[1])


def worded(figure: Figure) -> str:
    """The figure in a few words: `more than 1,300`, `between 322 and 1,300`."""
    low = "" if figure.low is None else f"{figure.low:,.10g}"
    high = "" if figure.high is None else f"{figure.high:,.10g}"
    words: Mapping[str, str] = {
        "exactly": low,
        "about": f"about {low}",
        "at_least": f"at least {low}",
        "more_than": f"more than {low}",
        "at_most": f"at most {high}",
        "less_than": f"less than {high}",
        "range": f"between {low} and {high}",
    }
    return words[figure.bound]


def _reason(clashes: list[tuple[FigureInReport, FigureInReport]], published: PublishedDays, grows: bool) -> str:
    """One sentence on the widest clash."""
    a, b = max(
        clashes, key=lambda pair: (abs(allowed(pair[0].figure)[0] - allowed(pair[1].figure)[0]), pair[0].figure.id)
    )
    low, high = sorted((a.figure, b.figure), key=_by_value)
    told = f"{worded(low)}{_told(low, published)} and {worded(high)}{_told(high, published)} cannot both hold"
    if low.report_id == high.report_id:
        return f"{told}; one report gives both."
    if grows:
        return f"{told}, and the lower was not told before the higher, so growth does not explain it."
    return f"{told} at the same time."


def _told(figure: Figure, published: PublishedDays) -> str:
    latest = published.get(figure.report_id, (None, None))[1]
    return f" (told by {latest})" if latest is not None else ""
