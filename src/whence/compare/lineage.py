"""Who leans on whom: from shared wording and credits to parents, unseen ancestors and what is a report's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from whence.compare.ancestors import Claim, credited_claims, inferred_claims
from whence.compare.comparable import Bools, Comparable, Ints, inside, word_spans
from whence.compare.row import settled, unsettled
from whence.records import Ancestor, Lineage, Reuse, merged
from whence.settings import DEFAULTS, Settings

LEAST_SHARE = 0.03
"""A parent that covers less of a report than this is not kept."""
STANDS_ON = 0.7
"""Words of which so much is covered by a parent are had from it."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """That a span of a report stands on a span of a parent report, or on an ancestor; one parent of the two is set."""

    report_id: str
    start: int
    end: int
    parent_report_id: str | None
    parent_start: int
    parent_end: int
    ancestor_id: str | None
    confidence: float


def trace_lineage(
    reports: Sequence[Comparable], reuse: Sequence[Reuse], settings: Settings = DEFAULTS
) -> tuple[list[Lineage], list[Ancestor], dict[str, float]]:
    """The parents of each report, the ancestors that are not in the pile, and each report's own share.

    A share is of the report's words outside boilerplate and the links inside its sentences. Kind `quotation` makes no
    parent, nor does a report's own repetition. Where several parents cover the same words the surest is kept, then the
    earliest published; another is kept as well only for what it adds.
    """
    claims, ancestors = _claims(reports, reuse)
    lineage: list[Lineage] = []
    own: dict[str, float] = {}
    for report in sorted(reports, key=lambda report: report.report_id):
        words = _words(report)
        kept = _kept(words, claims[report.report_id], settings.min_shared_words)
        union = np.zeros(len(words), dtype=np.bool_)
        for parent, covered, basis in kept:
            union |= covered
            share = round(float(covered.sum()) / len(words), 4)
            lineage.append(Lineage(report.report_id, parent.parent_report_id, parent.ancestor_id, share, basis))
        own[report.report_id] = round(1 - float(union.sum()) / len(words), 4) if len(words) else 1.0
    used = {row.ancestor_id for row in lineage}
    return lineage, [ancestor for ancestor in ancestors if ancestor.id in used], own


def find_leanings(
    reports: Sequence[Comparable], reuse: Sequence[Reuse], settings: Settings = DEFAULTS
) -> list[Leaning]:
    """Span by span, what each report stands on: the ground of `trace_lineage`, for counting support."""
    claims, _ = _claims(reports, reuse)
    found: list[Leaning] = []
    for report in sorted(reports, key=lambda report: report.report_id):
        kept = {
            parent.key for parent, _, _ in _kept(_words(report), claims[report.report_id], settings.min_shared_words)
        }
        for claim in claims[report.report_id]:
            # a short span may carry the one sentence that a row of the account stands on: it counts although it
            # makes no parent, but only where its direction is known
            if claim.key in kept or claim.ancestor_id is None:
                found += [
                    Leaning(
                        report.report_id,
                        start,
                        end,
                        claim.parent_report_id,
                        claim.parent_span[0],
                        claim.parent_span[1],
                        claim.ancestor_id,
                        claim.confidence,
                    )
                    for start, end in claim.spans
                ]
    return found


def settle_directions(reports: Sequence[Comparable], reuse: Sequence[Reuse]) -> list[Reuse]:
    """The rows with the directions that only the whole pile tells: two reports that have it from one third.

    Where two reports share words and neither is known to have taken them from the other, and both are known to have
    them from one report, or from one ancestor that is not in the pile, the direction is `common`.
    """
    claims, ancestors = _claims(reports, reuse)
    by_id = {report.report_id: report for report in reports}
    names = {ancestor.id: ancestor.outlet_name for ancestor in ancestors}
    return [_settled(row, claims, by_id, names) if _is_open(row) else row for row in reuse]


def as_compared(reports: Sequence[Comparable], reuse: Sequence[Reuse]) -> list[Reuse]:
    """The rows as the two reports of each tell it, before `settle_directions`."""
    by_id = {report.report_id: report for report in reports}
    return [unsettled(row, by_id[row.a_report_id], by_id[row.b_report_id]) for row in reuse]


def _is_open(row: Reuse) -> bool:
    return row.direction == "unknown" and row.kind != "quotation" and row.a_report_id != row.b_report_id


def _settled(
    row: Reuse,
    claims: Mapping[str, Sequence[Claim]],
    by_id: Mapping[str, Comparable],
    names: Mapping[str, str | None],
) -> Reuse:
    behind = _behind(row, claims)
    if not behind:
        return row
    key, (confidence, claim) = max(behind.items(), key=lambda found: (found[1][0], found[0] in by_id, found[0]))
    if key in by_id:
        parent = by_id[key]
        why = f"both are known to have it from a third, {parent.outlet or parent.title or 'another report'}"
        why += f" of {parent.published_earliest}" if parent.published_earliest else ""
    elif names.get(key):
        why = f"probably both have it from a report of {names[key]} that is not among these: one {claim.basis}"
    else:
        why = f"probably both have it from something that is not among the reports: {claim.basis}"
    return settled(row, by_id[row.a_report_id], by_id[row.b_report_id], confidence, why)


def _behind(row: Reuse, claims: Mapping[str, Sequence[Claim]]) -> dict[str, tuple[float, Claim]]:
    """Who stands behind the words on both sides of a row: parent to (how sure that is, the claim of `a`)."""
    behind_a, behind_b = (
        {claim.key: claim for claim in reversed(claims.get(report_id, ())) if _stands_on(claim, start, end)}
        for report_id, start, end in (
            (row.a_report_id, row.a_start, row.a_end),
            (row.b_report_id, row.b_start, row.b_end),
        )
    )
    both = sorted(behind_a.keys() & behind_b.keys())
    return {key: (min(behind_a[key].confidence, behind_b[key].confidence), behind_a[key]) for key in both}


def _stands_on(claim: Claim, start: int, end: int) -> bool:
    held = sum(max(0, min(end, high) - max(start, low)) for low, high in merged(claim.spans))
    return not claim.mentioned and held >= STANDS_ON * (end - start)


def _claims(reports: Sequence[Comparable], reuse: Sequence[Reuse]) -> tuple[dict[str, list[Claim]], list[Ancestor]]:
    by_id = {report.report_id: report for report in reports}
    copying = sorted(
        (
            row
            for row in reuse
            if row.kind != "quotation"
            and row.a_report_id != row.b_report_id
            and row.a_report_id in by_id
            and row.b_report_id in by_id
        ),
        key=lambda row: row.id,
    )
    claims = [_parent_claim(row, by_id) for row in copying if row.direction in ("a_to_b", "b_to_a")]
    known: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        known[claim.report_id].append(claim)
    # what two reports have from a third in the pile needs no origin outside it
    inferred, unseen = inferred_claims(by_id, [row for row in copying if not (_is_open(row) and _behind(row, known))])
    credited, named = credited_claims(by_id, [*claims, *inferred])
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted([*claims, *inferred, *credited], key=Claim.order):
        grouped[claim.report_id].append(claim)
    ancestors = {ancestor.id: ancestor for ancestor in [*unseen, *named]}
    return grouped, [ancestors[key] for key in sorted(ancestors)]


def _parent_claim(row: Reuse, by_id: dict[str, Comparable]) -> Claim:
    a, b = (row.a_start, row.a_end), (row.b_start, row.b_end)
    child, parent = (
        (row.b_report_id, row.a_report_id) if row.direction == "a_to_b" else (row.a_report_id, row.b_report_id)
    )
    child_span, parent_span = (b, a) if row.direction == "a_to_b" else (a, b)
    return Claim(
        report_id=child,
        spans=(child_span,),
        parent_report_id=parent,
        parent_span=parent_span,
        ancestor_id=None,
        confidence=row.confidence,
        since=by_id[parent].published_earliest or "9999",
        basis=f"shared wording; {row.reason.split('; ')[0]}",
    )


def _words(report: Comparable) -> Ints:
    starts = np.array([start for start, _ in word_spans(report.text)], dtype=np.int64)
    furniture = [(start, end) for start, end, kind in sorted(report.passages) if kind == "boilerplate"]
    furniture = sorted(merged([*furniture, *report.left_out]))
    return np.asarray(starts[~inside(starts, furniture)])


def _kept(words: Ints, claims: Sequence[Claim], min_words: int) -> list[tuple[Claim, Bools, str]]:
    """The parents worth keeping: a claim that speaks for each, the words it covers, and the basis."""
    least = max(min_words, LEAST_SHARE * len(words))
    by_parent: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_parent[claim.key].append(claim)
    cover = {key: _covered(words, group) for key, group in by_parent.items()}
    first = {key: min(group, key=Claim.order) for key, group in by_parent.items()}
    mentioned = {key for key, group in by_parent.items() if all(claim.mentioned for claim in group)}
    ranked = sorted(
        by_parent,
        key=lambda key: (key in mentioned, -first[key].confidence, first[key].since, -int(cover[key].sum()), key),
    )
    taken = np.zeros(len(words), dtype=np.bool_)
    kept: list[tuple[Claim, Bools, str]] = []
    for key in ranked:
        if int((cover[key] & ~taken).sum()) >= least:
            if key not in mentioned:  # outlets named in one sentence do not take its words from each other
                taken |= cover[key]
            kept.append((first[key], cover[key], first[key].basis))
    return sorted(kept, key=lambda found: (-int(found[1].sum()), found[0].key))


def _covered(words: Ints, claims: Sequence[Claim]) -> Bools:
    covered = np.zeros(len(words), dtype=np.bool_)
    for claim in claims:
        covered |= inside(words, sorted(merged(claim.spans)))
    return covered
