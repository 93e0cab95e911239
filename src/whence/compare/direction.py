"""Who took it from whom: credits first, then what the words themselves tell, then dates; else `unknown`.

A date of publication alone shows only who was first, not who copied whom (both may print one agency), so it never
gives more than an even chance and a little; the reason says what the judgement rests on. Where the dates say one thing
and the words another, neither is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from whence.compare.comparable import Comparable, sentences_around
from whence.compare.evidence import carries_corrected, fuller_quotation, is_beginning
from whence.compare.outlets import is_agency, outlet_key
from whence.records import Direction, merged

AGENCY_KINDS = ("agency", "syndicates")
HEADING_WORDS = 10
"""Words of a heading that may stand between the colon and the document that it introduces."""
BACKGROUND_WORDS, BACKGROUND_DAYS = 20, 3
"""So few shared words, so many days later, do not tell by their date who had them first."""
FEW_WORDS, BESIDE = 40, 400
"""A copy of so few words is credited by a mention in so many characters around its sentences, and not further off."""
ELSEWHERE = "named as the source of something else in it"
_APPEARED = re.compile(
    r"\b(?:originally|first)\s+(?:appeared|ran|(?:been\s+)?(?:published|printed|posted))\s+(?:in|on|at|by)\s+"
    r"(?=(?:the\s+)?[\"“‘']?[A-Z])(?:the\s+)?([^.;:!?()\n]{2,60})",
    re.I,
)
"""`This column first appeared in the Vale Post`: where a report says that it is from, also in its furniture."""
CREDITED = 0.4
"""The share of copied words that the sentences which name a third outlet hold at least, for it to stand behind them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A direction with its confidence and the sentence that says why."""

    direction: Direction
    confidence: float
    reason: str


def is_earlier(a: Comparable, b: Comparable) -> bool:
    """Whether a was certainly published before b: by the clock where both give their time, else by the day."""
    if a.published_at and b.published_at:
        return a.published_at < b.published_at
    return bool(a.published_latest and b.published_earliest and a.published_latest < b.published_earliest)


def judge_direction(a: Comparable, a_span: tuple[int, int], b: Comparable, b_span: tuple[int, int]) -> Verdict:
    """The direction between two copied spans of two reports, `a` the earlier published where that is known."""
    earlier = is_earlier(a, b)
    when = _interval(a, b) if earlier else None
    a_names_b, b_names_a = credits_outlet(a, b), credits_outlet(b, a)
    if _same_outlet(a, b):
        if earlier:
            return Verdict("a_to_b", 0.9, f"published {when} by the same outlet, {a.outlet}")
        return Verdict("unknown", 0.5, f"both are by {a.outlet} and their dates do not tell which came first")
    if b_names_a and not a_names_b:
        when_too = f"published {when} and " if earlier else ""
        sure, how = (
            (0.95 if earlier else 0.85, "named as its source")
            if _names_for(b, b_span, a)
            else (0.75 if earlier else 0.6, ELSEWHERE)
        )
        return Verdict("a_to_b", sure, f"{when_too}{how}: {_as_written(b, a)}")
    if a_names_b and not b_names_a:
        if earlier:
            return Verdict("unknown", 0.4, f"published {when}, yet it names the later one's outlet, {b.outlet}")
        sure, how = (0.85, "named as its source") if _names_for(a, a_span, b) else (0.6, ELSEWHERE)
        return Verdict("b_to_a", sure, f"{how}: {_as_written(a, b)}")
    if a_names_b and b_names_a:
        return Verdict("unknown", 0.4, f"each names the other's outlet, {a.outlet} and {b.outlet}")
    return _without_names(a, a_span, b, b_span, when)


def _without_names(
    a: Comparable, a_span: tuple[int, int], b: Comparable, b_span: tuple[int, int], when: str | None
) -> Verdict:
    lines_a, lines_b = agency_lines(a), agency_lines(b)
    shared = sorted(set(lines_a) & set(lines_b))
    if shared:
        return Verdict("common", 0.9, f"both credit one agency: {lines_a[shared[0]]}")
    blocks = block_source(a, a_span, b, b_span)
    if blocks:
        return Verdict("common", 0.9, f"both quote it from {blocks}")
    third = common_credit(a, a_span, b, b_span)
    if third and _named_for_most(a, a_span, third) and _named_for_most(b, b_span, third):
        return Verdict("common", 0.8, f"both name {third} as the source of it")
    if is_set_off(a, a_span) and is_set_off(b, b_span):
        return Verdict("common", 0.8, "each sets it off after a colon, as a document that it quotes")
    told = _corrected(a, a_span, b, b_span, when)
    if told:
        return told
    agency = _from_the_agency(a, b, when)
    if agency:
        return agency
    if lines_a or lines_b:
        name = sorted((lines_a or lines_b).values())[0]
        return Verdict("unknown", 0.5, f"one of the two credits an agency ({name}), the other names no source")
    verdict = _by_the_words(a, a_span, b, b_span, when)
    if third:
        for unnamed in ("neither names a source for the shared words", "neither names a source"):
            if unnamed in verdict.reason:
                partly = f"both name {third}, but for a part of it"
                return replace(verdict, reason=verdict.reason.replace(unnamed, partly))
    return verdict


def _from_the_agency(a: Comparable, b: Comparable, when: str | None) -> Verdict | None:
    """That the other took it from the agency whose own report one of them is, where that is not the later one."""
    sides: tuple[tuple[Comparable, Comparable, Direction], ...] = ((a, b, "a_to_b"), (b, a, "b_to_a"))
    for source, other, direction in sides:
        own = bool(source.outlet and is_agency(source.outlet) and other.outlet and not is_agency(other.outlet))
        if own and not (source is b and when):
            why = f"{source.outlet} is a news agency, and the other names no source"
            return Verdict(direction, 0.75 if when else 0.7, f"published {when}, {why}" if when else why)
    return None


def is_set_off(report: Comparable, span: tuple[int, int]) -> bool:
    """Whether a span starts what a line that ends in a colon introduces (a heading may come between)."""
    before = report.text[: span[0]]
    colons = [found.end() for found in re.finditer(r":[ \t]*\n\s*", before)]
    return bool(colons) and len(before[colons[-1] :].split()) <= HEADING_WORDS


def _named_for_most(report: Comparable, span: tuple[int, int], name: str) -> bool:
    """Whether the sentences that name an outlet make up much of a copied span, or the report carries its line."""
    key = outlet_key(name)
    if key in agency_lines(report):
        return True
    named = [
        sentences_around(report.text, (start, end))
        for start, end, written, _ in sorted(report.credits)
        if outlet_key(written) == key
    ]
    held = sum(max(0, min(span[1], high) - max(span[0], low)) for low, high in merged(named))
    return held >= CREDITED * (span[1] - span[0])


def _corrected(
    a: Comparable, a_span: tuple[int, int], b: Comparable, b_span: tuple[int, int], when: str | None
) -> Verdict | None:
    """A mistake that one of the two has corrected, and the other still carries."""
    in_b, in_a = carries_corrected(b, b_span, a, a_span), carries_corrected(a, a_span, b, b_span)
    if in_b and not in_a:
        return Verdict("a_to_b", 0.8, f"it still carries “{in_b}”, which the other says it had wrong and has corrected")
    if in_a and not in_b and not when:
        return Verdict("b_to_a", 0.8, f"it still carries “{in_a}”, which the other says it had wrong and has corrected")
    return None


def _by_the_words(
    a: Comparable, a_span: tuple[int, int], b: Comparable, b_span: tuple[int, int], when: str | None
) -> Verdict:
    """What a copyist loses or cuts off, beside the dates."""
    fuller = fuller_quotation(a, a_span, b, b_span)
    if when and not fuller and _is_background(a, a_span, b, b_span):
        why = "but so few words may have become what every report says of it"
        return Verdict("unknown", 0.5, f"published {when}, {why}")
    if when:
        if fuller < 0:
            return Verdict("unknown", 0.4, f"published {when}, yet the later one gives quoted words that it leaves out")
        if fuller > 0 or is_beginning(b, b_span, a, a_span):
            lost = "leaves out words that it quotes" if fuller > 0 else "ends where it goes on"
            return Verdict("a_to_b", 0.75, f"published {when}, and the later one {lost}; neither names a source")
        return Verdict("a_to_b", 0.6, f"published {when}; neither names a source for the shared words")
    direction: Direction
    if fuller:
        direction = "a_to_b" if fuller > 0 else "b_to_a"
        return Verdict(direction, 0.6, "the dates do not tell, but one leaves out words that the other quotes")
    cut_b, cut_a = is_beginning(b, b_span, a, a_span), is_beginning(a, a_span, b, b_span)
    if cut_a or cut_b:
        direction = "a_to_b" if cut_b else "b_to_a"
        return Verdict(direction, 0.6, "the dates do not tell, but one is the beginning of the other and no more")
    return Verdict("unknown", 0.5, "the dates do not tell which came first, and neither names a source")


def _is_background(a: Comparable, a_span: tuple[int, int], b: Comparable, b_span: tuple[int, int]) -> bool:
    """Whether two reports share a sentence or less, days apart: `the ferry that ran aground with 214 aboard`."""
    shared = min(len(report.text[slice(*span)].split()) for report, span in ((a, a_span), (b, b_span)))
    if shared > BACKGROUND_WORDS or not (a.published_latest and b.published_earliest):
        return False
    return (date.fromisoformat(b.published_earliest) - date.fromisoformat(a.published_latest)).days >= BACKGROUND_DAYS


def agency_lines(report: Comparable) -> dict[str, str]:
    """The agencies whose line the report carries (its own outlet aside): key to name as written."""
    own = outlet_key(report.outlet) if report.outlet else None
    named = {
        outlet_key(name): name for _, _, name, kind in sorted(report.credits, reverse=True) if kind in AGENCY_KINDS
    }
    if own and report.outlet and is_agency(report.outlet):
        named[own] = report.outlet
    return named


def block_source(a: Comparable, a_span: tuple[int, int], b: Comparable, b_span: tuple[int, int]) -> str | None:
    """The outlet from which both spans are credited block quotations, as written, or None."""
    named_a = _block_credits(a, a_span)
    named_b = _block_credits(b, b_span)
    shared = sorted(set(named_a) & set(named_b))
    return named_a[shared[0]] if shared else None


def common_credit(a: Comparable, a_span: tuple[int, int], b: Comparable, b_span: tuple[int, int]) -> str | None:
    """The third outlet, as written, that both name in the sentences of it or carry the line of, or None."""
    own = {outlet_key(report.outlet) for report in (a, b) if report.outlet}
    named_a, named_b = (
        agency_lines(report)
        | {outlet_key(name): name for start, _, name, _ in sorted(report.credits) if low <= start < high}
        for report, (low, high) in ((a, sentences_around(a.text, a_span)), (b, sentences_around(b.text, b_span)))
    )
    shared = sorted(set(named_a) & set(named_b) - own)
    return named_a[shared[0]] if shared else None


def _block_credits(report: Comparable, span: tuple[int, int]) -> dict[str, str]:
    """Outlets credited with a block quotation that ends right before the span's block (or stands in it)."""
    before = [credit for credit in sorted(report.credits) if credit[3] == "block_quote" and credit[0] < span[1]]
    return {outlet_key(before[-1][2]): before[-1][2]} if before and _in_block(report, span) else {}


def _in_block(report: Comparable, span: tuple[int, int]) -> bool:
    return any(start <= span[0] < end for start, end, kind in report.passages if kind == "block_quote")


def _same_outlet(a: Comparable, b: Comparable) -> bool:
    return bool(a.outlet and b.outlet and outlet_key(a.outlet) == outlet_key(b.outlet))


def _crediting(report: Comparable, other: Comparable) -> Iterable[tuple[int, int, str]]:
    if other.outlet:
        key = outlet_key(other.outlet)
        for start, end, name, _ in sorted(report.credits):
            if outlet_key(name) == key:
                yield start, end, name
        yield from _appeared_in(report.text, key)


@lru_cache(maxsize=4096)
def _appeared_in(text: str, key: str) -> tuple[tuple[int, int, str], ...]:
    """Where a text says that it first appeared in the outlet of a key, with the name as it writes it."""
    found = []
    for match in _APPEARED.finditer(text):
        ends = [match.start(1) + word.end() for word in re.finditer(r"\S+", match[1])]
        for end in ends:
            name = text[match.start(1) : end].strip(" ,“”‘’\"'")
            if name and outlet_key(name) == key:
                found.append((match.start(1), end, name))
                break
    return tuple(found)


def credits_outlet(report: Comparable, other: Comparable) -> bool:
    """Whether a report names the other's outlet as where it has something from."""
    return any(True for _ in _crediting(report, other))


def _names_for(report: Comparable, span: tuple[int, int], other: Comparable) -> bool:
    """Whether a report names the other's outlet as the source of a copied span, and not only of something else.

    A credit that is no more than a mention speaks for the sentences around it; a long copy is hardly from elsewhere.
    """
    if len(report.text[slice(*span)].split()) > FEW_WORDS:
        return True
    low, high = sentences_around(report.text, span)
    key = outlet_key(other.outlet) if other.outlet else None
    return bool(key and _appeared_in(report.text, key)) or any(
        kind != "cites" or low - BESIDE <= start < high + BESIDE
        for start, _, name, kind in sorted(report.credits)
        if outlet_key(name) == key
    )


def _as_written(report: Comparable, other: Comparable) -> str:
    start, end, name = next(iter(_crediting(report, other)))
    low = report.text.rfind("\n", 0, start) + 1
    high = report.text.find("\n", end)
    line = report.text[max(low, start - 40) : min(high if high >= 0 else len(report.text), end + 40)]
    words = line.split(" ")
    cut_left, cut_right = start - 40 > low, (high if high >= 0 else len(report.text)) > end + 40
    shown = " ".join(words[1 if cut_left and len(words) > 2 else 0 : -1 if cut_right and len(words) > 2 else None])
    return f"“{shown.strip(' -–—,;:')}”" if name.split()[0] in shown else f"“{name}”"


def _interval(a: Comparable, b: Comparable) -> str:
    """How much earlier `a` was published, in words; `a` is known to be the earlier."""
    if a.published_at and b.published_at:
        between = datetime.fromisoformat(b.published_at) - datetime.fromisoformat(a.published_at)
        if between.days:
            return _counted(between.days, "day")
        hours, minutes = between.seconds // 3600, between.seconds // 60
        return _counted(hours, "hour") if hours else _counted(minutes, "minute") if minutes else "earlier"
    if not (a.published_latest and b.published_earliest):  # pragma: no cover - asked only where one is earlier
        return "earlier"
    days = (date.fromisoformat(b.published_earliest) - date.fromisoformat(a.published_latest)).days
    exact = a.published_latest == a.published_earliest and b.published_latest == b.published_earliest
    return f"{'' if exact else 'at least '}{_counted(days, 'day')}"


def _counted(number: int, unit: str) -> str:
    return f"{_COUNTS.get(number, number)} {unit}{'s' if number != 1 else ''} earlier"


_COUNTS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}
