"""Two reports, or one beside itself: the rows of what they share.

First what is shared word for word, grown from its seeds; then what is reworded, passage by passage, and what lies
between such passages. A row of paraphrase takes the place of the shared scraps inside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from whence.compare.agreement import agreement, words_of
from whence.compare.align import SURE_RUN, align
from whence.compare.comparable import WordRow
from whence.compare.growing import grown
from whence.compare.judge import Judgement, judge
from whence.compare.meaning import UNIT
from whence.compare.meant import NEAR_NEXT_TO, Meant, Place, judge_meaning, next_to, taken
from whence.compare.meant import SURE as SURE_ODDS
from whence.compare.one_statement import as_one_statement
from whence.compare.pairing import Pairing
from whence.compare.retold import retold
from whence.compare.rewording import Rewording, alike, judge_rewording, numbers_clash, one_site, rewording
from whence.compare.row import judged_row, reuse_row
from whence.compare.sequence import SURE, Link, fill_run, find_runs, grow, weak_link
from whence.compare.telling import Telling
from whence.records import Reuse

MATCHED = 0.6
"""Two passages that share so much word for word are no paraphrase beside it."""
BESIDE = 24
"""So many copied words show that one of two reports was written from the other's text, or both from a third."""


def compare_pair(pairing: Pairing, at: int, min_words: int) -> list[Reuse]:
    """All that the two reports of a pair share."""
    at_a, at_b = pairing.rows_of(at)
    a, b = pairing.rows[at_a], pairing.rows[at_b]
    copied = _copied(pairing, at, min_words)
    found = [judged_row(a, b, judged) for judged in copied]
    passages_a, passages_b = pairing.passages[at_a], pairing.passages[at_b]
    links: list[Link] = []
    ruled: dict[Place, Rewording] = {}
    meant: dict[Place, Meant] = {}
    for place in pairing.proposed_of(at):
        judged = _judged(passages_a[place[0]], passages_b[place[1]], found, pairing.closely)
        links += [judged.link] if judged.link is not None else []
        ruled |= {place: judged.rewording} if judged.rewording is not None else {}
        meant |= {place: judged.meant} if judged.meant is not None else {}
    beside = any(row.kind != "quotation" for row in found)
    enough = SURE_ODDS if beside else pairing.enough(at)
    by_meaning = _meant(passages_a, passages_b, found, (ruled, meant), enough) if pairing.closely else {}
    links += [_link(place) for place in by_meaning]
    all_ruled = ruled | {place: one.rewording for place, one in by_meaning.items()}
    reworded = [_paraphrase(passages_a[i], passages_b[j], one) for (i, j), one in sorted(all_ruled.items())]
    if at_a != at_b and (found or links):
        reworded += _runs_filled(passages_a, passages_b, found, links)
        reworded += _sentences(passages_a, passages_b, [*found, *reworded], copied, pairing)
    reworded = list({row.id: row for row in reworded}.values())
    absorbed = {scrap.id for row in reworded for scrap in found if _within(scrap, row)}
    rows = [row for row in found if row.id not in absorbed] + reworded
    return as_one_statement(a.report, b.report, rows)


def _copied(pairing: Pairing, at: int, min_words: int) -> list[Judgement]:
    """What two reports share word for word.

    Beside text that is copied for certain, a sentence with another number, or a `not`, is a copy that was edited, and a
    run too short to stand alone may be what an edit left.
    """
    at_a, at_b = pairing.rows_of(at)
    a, b, common = pairing.rows[at_a], pairing.rows[at_b], (pairing.common[at_a], pairing.common[at_b])
    matches = align(a, b, pairing.seeds_of(at), min(SURE_RUN, min_words))
    found = [judge(a, b, one, min_words, common) if one.aligned >= min_words else None for one in matches]
    if not _one_outlet(a, b) and sum(one.match.aligned for one in found if one and copies(one)) >= BESIDE:
        for number, (match, judged) in enumerate(zip(matches, found, strict=True)):
            edit = match if match.aligned >= min_words else grown(a, b, match, min_words)
            if judged is None and edit is not None:
                found[number] = judge(a, b, edit, min_words, common, edits=True)
    return [one for one in found if one is not None]


def _sentences(
    of_a: Sequence[Telling],
    of_b: Sequence[Telling],
    rows: Sequence[Reuse],
    copied: Sequence[Judgement],
    pairing: Pairing,
) -> list[Reuse]:
    """The sentences that are reworded beside copied text."""
    words = sum(one.match.aligned for one in copied if copies(one))
    if not pairing.closely or not words or not of_a or not of_b or one_site(of_a[0], of_b[0]):
        return []
    a_id = of_a[0].row.report.report_id
    spans = [_ends(row, a_id) for row in rows]
    matched = [in_a for in_a, _ in spans], [in_b for _, in_b in spans]
    same = {pair for one in copied if copies(one) for pair in one.match.sentences(of_a[0].row, of_b[0].row)}
    return [_retold(a, b, judged) for a, b, judged in retold(of_a, of_b, matched, words, same)]


def copies(judged: Judgement) -> bool:
    """Whether a match is copied text, and not words that both quote."""
    return judged.kind != "quotation"


def _one_outlet(a: WordRow, b: WordRow) -> bool:
    return a is b or (a.report.outlet is not None and a.report.outlet == b.report.outlet)


@dataclass(frozen=True, slots=True)
class Judged:
    """What two passages are to each other: a link of a run, a rewording by the rules, or one that may be meant."""

    link: Link | None = None
    rewording: Rewording | None = None
    meant: Meant | None = None


def _judged(a: Telling, b: Telling, known: Sequence[Reuse], closely: bool) -> Judged:
    a_id = a.row.report.report_id
    scraps = _scraps(known, a, b)
    if scraps and _covers(scraps, a_id, _passage_span(a), _passage_span(b)):
        return Judged()
    agreed = agreement(words_of(a), words_of(b)) if not numbers_clash(a, b) and alike(a, b) else None
    matched = _matched(scraps, a_id)
    ruled = judge_rewording(a, b, agreed, matched)
    meant = judge_meaning(a, b, matched) if ruled is None and closely else None
    if one_site(a, b):
        return Judged(None, ruled, meant)
    if ruled is not None:
        return Judged(_link((a.place, b.place)), ruled)
    return Judged(weak_link(a, b, agreed) if agreed is not None else None, None, meant)


def _link(place: Place) -> Link:
    return Link(*place, SURE, known=True)


def _meant(
    of_a: Sequence[Telling],
    of_b: Sequence[Telling],
    found: Sequence[Reuse],
    judged: tuple[Mapping[Place, Rewording], Mapping[Place, Meant]],
    enough: float,
) -> dict[Place, Meant]:
    """What two reports say alike in other words, sure enough by itself or in one order with what stands around it."""
    ruled, meant = judged
    if not of_a or not of_b or one_site(of_a[0], of_b[0]):
        return taken(meant, frozenset(ruled), enough)
    a_id, a_places, b_places = of_a[0].row.report.report_id, dict(enumerate(of_a)), dict(enumerate(of_b))
    copied = {(link.a, link.b) for row in found for link in _links_of(row, a_id, a_places, b_places)}
    known = copied | set(ruled)

    def look(place: Place) -> Meant | None:
        a, b = a_places.get(place[0]), b_places.get(place[1])
        if a is None or b is None or float(a.vector @ b.vector) < NEAR_NEXT_TO * UNIT:
            return None
        return _judged(a, b, found, True).meant

    return taken(next_to(meant, known, look), known, enough)


def _runs_filled(
    of_a: Sequence[Telling], of_b: Sequence[Telling], known: Sequence[Reuse], links: Sequence[Link]
) -> list[Reuse]:
    """The paraphrases of two reports that tell the same in the same order, passage after passage."""
    if not of_a or not of_b or one_site(of_a[0], of_b[0]):
        return []  # an outlet's reports of one kind go through the same paragraphs every time
    a_id, a_places, b_places = of_a[0].row.report.report_id, dict(enumerate(of_a)), dict(enumerate(of_b))
    matched = [link for row in known for link in _links_of(row, a_id, a_places, b_places)]
    found: list[Reuse] = []
    for run in find_runs(grow([*links, *matched], a_places, b_places)):
        for at_a, at_b, agreed in fill_run(run, a_places, b_places):
            a, b = of_a[at_a], of_b[at_b]
            if not _covers(_scraps(known, a, b), a_id, _passage_span(a), _passage_span(b)):
                why = f"one of at least {len(run)} paragraphs that both tell in the same order; {agreed.why}"
                found.append(_paraphrase(a, b, rewording(a, b, agreed.pairs, why)))
    return found


def _paraphrase(a: Telling, b: Telling, judged: Rewording) -> Reuse:
    span_a, span_b = a.row.span(judged.a_first, judged.a_stop), b.row.span(judged.b_first, judged.b_stop)
    return reuse_row(a.row.report, span_a, b.row.report, span_b, "paraphrase", judged.similarity, judged.why)


def _retold(a: Telling, b: Telling, judged: Rewording) -> Reuse:
    """The row of a sentence beside copied text, which may be too short to be found by its words and still the same."""
    of_a, of_b = (a.row.ids[judged.a_first : judged.a_stop], b.row.ids[judged.b_first : judged.b_stop])
    if not np.array_equal(of_a, of_b):
        return _paraphrase(a, b, judged)
    span_a, span_b = a.row.span(judged.a_first, judged.a_stop), b.row.span(judged.b_first, judged.b_stop)
    why = f"{len(of_a)} words in a row are the same, beside others that are copied"
    return reuse_row(a.row.report, span_a, b.row.report, span_b, "verbatim", 1.0, why)


def _scraps(rows: Sequence[Reuse], a: Telling, b: Telling) -> list[Reuse]:
    """The rows found word by word that lie, in part, in both passages."""
    span_a, span_b = _passage_span(a), _passage_span(b)
    return [row for row in rows if _touches(row, a.row.report.report_id, span_a, span_b)]


def _links_of(row: Reuse, a_id: str, a_places: Mapping[int, Telling], b_places: Mapping[int, Telling]) -> list[Link]:
    """The passages that a copied stretch joins, first with first and last with last."""
    if row.kind == "quotation" or row.a_report_id == row.b_report_id:
        return []
    in_a, in_b = _ends(row, a_id)
    left, right = _held(in_a, a_places), _held(in_b, b_places)
    if not left or not right:
        return []
    pairs = zip(left, right, strict=True) if len(left) == len(right) else {(left[0], right[0]), (left[-1], right[-1])}
    return [Link(at_a, at_b, SURE, known=True) for at_a, at_b in sorted(pairs)]


def _held(span: tuple[int, int], places: Mapping[int, Telling]) -> list[int]:
    """The places of the passages of which a span holds half or more."""
    spans = [(place, _passage_span(passage)) for place, passage in sorted(places.items())]
    return [place for place, own in spans if 2 * _common(span, own) >= own[1] - own[0]]


def _matched(scraps: Sequence[Reuse], a_id: str) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_ends(row, a_id)[0] for row in scraps):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _passage_span(passage: Telling) -> tuple[int, int]:
    return passage.row.span(int(passage.at[0]), int(passage.at[-1]) + 1)


def _ends(row: Reuse, report_id: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The spans of a row, that of `report_id` first (the `a` span where both are of one report)."""
    a, b = (row.a_start, row.a_end), (row.b_start, row.b_end)
    return (a, b) if row.a_report_id == report_id else (b, a)


def _common(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _touches(row: Reuse, a_id: str, span_a: tuple[int, int], span_b: tuple[int, int]) -> bool:
    in_a, in_b = _ends(row, a_id)
    return _common(in_a, span_a) > 0 and _common(in_b, span_b) > 0


def _covers(scraps: Sequence[Reuse], a_id: str, span_a: tuple[int, int], span_b: tuple[int, int]) -> bool:
    """Whether what was matched word by word already holds most of either passage."""
    held_a = sum(_common(_ends(row, a_id)[0], span_a) for row in scraps)
    held_b = sum(_common(_ends(row, a_id)[1], span_b) for row in scraps)
    shorter = min(span_a[1] - span_a[0], span_b[1] - span_b[0])
    return max(held_a, held_b) >= MATCHED * shorter


def _within(scrap: Reuse, row: Reuse) -> bool:
    if scrap.a_report_id != row.a_report_id or scrap.b_report_id != row.b_report_id:
        return False
    in_a = row.a_start <= scrap.a_start and scrap.a_end <= row.a_end
    return in_a and row.b_start <= scrap.b_start and scrap.b_end <= row.b_end
