"""Reports that are not in the pile and yet stand behind it: credited outlets, and origins inferred from shared text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from whence.compare.comparable import Comparable, sentences_around, word_spans
from whence.compare.direction import agency_lines, block_source, common_credit
from whence.compare.outlets import full_name, is_agency, outlet_key
from whence.records import Ancestor, Reuse, digest

INFERRED_WORDS = 40
"""Two reports that share less than this in all do not call for an unseen ancestor."""
DATELINE_WORDS = 25
"""An agency named within so many words of the start of the text stands in its dateline or byline."""
CREDIT_LINE_WORDS = 6
"""A passage of so few words that names an agency is its credit line."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That spans of a report stand on a parent report (at `parent_span`) or on an ancestor."""

    report_id: str
    spans: tuple[tuple[int, int], ...]
    parent_report_id: str | None
    parent_span: tuple[int, int]
    ancestor_id: str | None
    confidence: float
    since: str
    basis: str
    mentioned: bool = False
    """Whether it rests on a name in a sentence: several outlets may be named for the same words."""

    @property
    def key(self) -> str:
        """The parent, whichever it is."""
        return self.parent_report_id or self.ancestor_id or ""

    def order(self) -> tuple[str, float, str, str, tuple[tuple[int, int], ...]]:
        """Surest first, then the earliest published."""
        return self.report_id, -self.confidence, self.since, self.key, self.spans


def _on_ancestor(
    report_id: str, spans: Sequence[tuple[int, int]], ancestor: Ancestor, confidence: float, basis: str
) -> Claim:
    return Claim(report_id, tuple(sorted(spans)), None, (0, 0), ancestor.id, confidence, "", basis)


# --- inferred --------------------------------------------------------------------------------------------------------


def inferred_claims(reports: Mapping[str, Comparable], copying: Sequence[Reuse]) -> tuple[list[Claim], list[Ancestor]]:
    """Claims on common origins: an agency that both carry, a source that both quote, or one that is only inferred."""
    claims: list[Claim] = []
    ancestors: dict[str, Ancestor] = {}
    undecided: list[Reuse] = []
    shared, decided = _undecided_words(reports, copying), _decided(copying)
    for row in copying:
        if row.direction == "common":
            a, b = reports[row.a_report_id], reports[row.b_report_id]
            name = _common_name(a, (row.a_start, row.a_end), b, (row.b_start, row.b_end))
            if name:
                ancestor = _named(name)
                ancestors[ancestor.id] = ancestor
                why = row.reason.split("; ")[0]
                claims += [
                    replace(claim, basis=f"shares wording with {_cited(other)}; {why}")
                    for claim, other in zip(_both(row, ancestor, row.confidence, why), (b, a), strict=True)
                ]
        elif (
            row.direction == "unknown"
            and not _one_outlet(reports, row)
            and (row.a_report_id, row.b_report_id) not in decided
            and shared[row.a_report_id, row.b_report_id] >= INFERRED_WORDS
        ):
            undecided.append(row)
    for group in _groups(undecided):
        ancestor, basis = _origin(reports, group)
        ancestors[ancestor.id] = ancestor
        for row in group:
            claims += [
                _told_apart(claim, reports, group, ancestor) for claim in _both(row, ancestor, row.confidence, basis)
            ]
    return claims, [ancestors[key] for key in sorted(ancestors)]


def _told_apart(claim: Claim, reports: Mapping[str, Comparable], group: Sequence[Reuse], ancestor: Ancestor) -> Claim:
    """The claim with its basis as its own report has it: whether that credits the agency, or another that is named."""
    name = ancestor.outlet_name
    if name is None:
        return claim
    ids = sorted({row.a_report_id for row in group} | {row.b_report_id for row in group})
    crediting = [one for one in ids if outlet_key(name) in agency_lines(reports[one])]
    if claim.report_id in crediting:
        others = [one for one in ids if one != claim.report_id]
        whose = f"is by {name} itself" if _is_by(reports[claim.report_id], name) else f"credits {name}"
        return replace(claim, basis=f"{whose}, and shares its wording with {_cited(reports[others[0]])}")
    first = reports[crediting[0]]
    which = "which is by that agency" if _is_by(first, name) else f"which credits {name}"
    return replace(claim, basis=f"shares its wording with {_cited(first)}, {which}")


def _is_by(report: Comparable, name: str) -> bool:
    """Whether an outlet's report is a named agency's own."""
    return bool(report.outlet and outlet_key(report.outlet) == outlet_key(name))


def _cited(report: Comparable) -> str:
    """A report in words: `the Herald of 2031-05-02`."""
    name = report.outlet or report.title or "another report"
    return f"{name} of {report.published_earliest}" if report.published_earliest else name


def _common_name(a: Comparable, a_span: tuple[int, int], b: Comparable, b_span: tuple[int, int]) -> str | None:
    lines_a, lines_b = agency_lines(a), agency_lines(b)
    shared = sorted(set(lines_a) & set(lines_b))
    return lines_a[shared[0]] if shared else block_source(a, a_span, b, b_span) or common_credit(a, a_span, b, b_span)


def _named(name: str) -> Ancestor:
    return Ancestor(
        id=digest("ancestor", outlet_key(name)),
        entity_id=None,
        outlet_name=name,
        reason=f"{name} is credited, and the report that is meant is not in the pile",
    )


def _both(row: Reuse, ancestor: Ancestor, confidence: float, basis: str) -> list[Claim]:
    return [
        _on_ancestor(row.a_report_id, [(row.a_start, row.a_end)], ancestor, confidence, basis),
        _on_ancestor(row.b_report_id, [(row.b_start, row.b_end)], ancestor, confidence, basis),
    ]


def _one_outlet(reports: Mapping[str, Comparable], row: Reuse) -> bool:
    """Whether both are by one outlet: what its desk has in two reports of a day needs no origin elsewhere."""
    a, b = reports[row.a_report_id].outlet, reports[row.b_report_id].outlet
    return bool(a and b and outlet_key(a) == outlet_key(b))


def _undecided_words(reports: Mapping[str, Comparable], rows: Sequence[Reuse]) -> Mapping[tuple[str, str], float]:
    """The words that two reports share, all stretches together, where it is not known who took them from whom."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        if row.direction == "unknown":
            words = len(word_spans(reports[row.a_report_id].text[row.a_start : row.a_end]))
            found[row.a_report_id, row.b_report_id] += words * row.similarity
    return found


def _decided(rows: Sequence[Reuse]) -> frozenset[tuple[str, str]]:
    """Pairs of which one is known to have most of what they share from the other: the rest needs no other origin."""
    words: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        known = row.direction in ("a_to_b", "b_to_a")
        words[row.a_report_id, row.b_report_id] += (row.a_end - row.a_start) * (1 if known else -1)
    return frozenset(pair for pair, balance in words.items() if balance > 0)


def _groups(rows: Sequence[Reuse]) -> list[list[Reuse]]:
    """Rows that overlap by half in a report tell of one text: joined, and joined again."""
    lead = list(range(len(rows)))

    def find(at: int) -> int:
        while lead[at] != at:
            lead[at] = lead[lead[at]]
            at = lead[at]
        return at

    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for at, row in enumerate(rows):
        places[row.a_report_id].append((row.a_start, row.a_end, at))
        places[row.b_report_id].append((row.b_start, row.b_end, at))
    for spans in places.values():
        spans.sort()
        for number, (start, end, at) in enumerate(spans):
            for other_start, other_end, other in spans[number + 1 :]:
                if other_start >= end:
                    break
                if 2 * (min(end, other_end) - other_start) >= min(end - start, other_end - other_start):
                    lead[max(find(at), find(other))] = min(find(at), find(other))
    groups: dict[int, list[Reuse]] = defaultdict(list)
    for at, row in enumerate(rows):
        groups[find(at)].append(row)
    return [groups[key] for key in sorted(groups)]


def _origin(reports: Mapping[str, Comparable], group: Sequence[Reuse]) -> tuple[Ancestor, str]:
    """The agency that one of the reports names, else an ancestor without a name."""
    ids = sorted({row.a_report_id for row in group} | {row.b_report_id for row in group})
    named = sorted({item for report_id in ids for item in agency_lines(reports[report_id]).items()})
    if len({key for key, _ in named}) == 1:
        name = named[0][1]
        return _named(name), f"shares its wording with a report that credits {name}"
    longest = max(len(word_spans(reports[row.a_report_id].text[row.a_start : row.a_end])) for row in group)
    reason = f"{len(ids)} reports share up to {longest} words, and none is known to have them from another"
    return Ancestor(id=digest("ancestor", *ids), entity_id=None, outlet_name=None, reason=reason), reason


# --- credited --------------------------------------------------------------------------------------------------------


def credited_claims(reports: Mapping[str, Comparable], known: Sequence[Claim]) -> tuple[list[Claim], list[Ancestor]]:
    """Claims on outlets that a report credits, where no report in the pile is known to be what it took.

    An agency's line claims the whole report; a credited block quotation its words; a mention in a sentence that
    sentence, where the outlet has no report in the pile.
    """
    in_pile = {outlet_key(report.outlet) for report in reports.values() if report.outlet}
    parents: dict[str, set[str]] = defaultdict(set)
    for claim in known:
        outlet = reports[claim.parent_report_id].outlet if claim.parent_report_id else None
        if outlet:
            parents[claim.report_id].add(outlet_key(outlet))
    claims: list[Claim] = []
    ancestors: dict[str, Ancestor] = {}
    for report_id in sorted(reports):
        report = reports[report_id]
        own = outlet_key(report.outlet) if report.outlet else None
        names = sorted({name for _, _, name, _ in report.credits})
        for start, end, written, kind in sorted(report.credits):
            name = full_name(written, names)
            if name is None:
                continue
            key = outlet_key(name)
            if key == own or key in parents[report_id]:
                continue
            spans, basis = _credit_spans(report, start, end, name, kind, key in in_pile)
            if spans:
                ancestor = _named(name)
                ancestors.setdefault(ancestor.id, ancestor)
                claim = _on_ancestor(report_id, spans, ancestor, 0.8, basis)
                claims.append(replace(claim, mentioned=kind == "cites"))
    return claims, [ancestors[key] for key in sorted(ancestors)]


def _credit_spans(
    report: Comparable, start: int, end: int, name: str, kind: str, in_pile: bool
) -> tuple[list[tuple[int, int]], str]:
    passage = next((piece for piece in report.passages if piece[0] <= start < piece[1]), (0, len(report.text), "body"))
    if passage[2] in ("caption", "boilerplate"):
        return [], ""
    if kind in ("agency", "syndicates"):
        line = len(word_spans(report.text[passage[0] : passage[1]])) <= CREDIT_LINE_WORDS
        if line or len(word_spans(report.text[:start])) <= DATELINE_WORDS:
            return [(0, len(report.text))], f"carries the line of {name}"
        return [], ""
    if kind == "block_quote":
        return _block_after(report, start), f"quotes a block of text from {name}"
    if in_pile or is_agency(name):
        return [], ""
    return [sentences_around(report.text, (start, end), passage[:2])], f"names {name} as its source for a sentence"


def _block_after(report: Comparable, at: int) -> list[tuple[int, int]]:
    """The block quotation that a credit stands in or introduces: the block passages that follow it without a break."""
    passages = sorted(report.passages)
    later = [piece for piece in passages if piece[1] > at]
    if later and later[0][2] != "block_quote":
        later = later[1:]
    block: list[tuple[int, int]] = []
    for start, end, kind in later:
        if kind != "block_quote":
            break
        block.append((start, end))
    return block
