"""What the pile says of the dates of undated reports: what they share with dated ones, and whose words both quote.

Only a date that was given is evidence, never one that was inferred; only a direction that credits or corrected
mistakes show, never one that follows from dates. So nothing that is inferred here can come back as evidence, and the
order of the reports makes no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from whence.account import Utterance
from whence.records import Attribution, Marks, Published, Report, Reuse, merged
from whence.run.contexts import sentences
from whence.weigh.pile_dates import Quoted, Shared, date_by_pile
from whence.weigh.pile_weekdays import Days, Told

WORD = re.compile(r"\w+(?:['’]\w+)*")
SURE_DIRECTION = 0.8
"""From so sure on, a direction rests on what the reports say and not on their dates."""
SAME = frozenset({"same", "trimmed", "extended"})
"""Readings that hold the very words of an utterance."""
LEAST_QUOTED = 8
"""Words of a quotation that two reports hardly share by chance."""
WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
OF_YEAR = re.compile(r"XXXX-(\d\d)-(\d\d)$")


def pile_dates(
    reports: Sequence[Report], marks: Sequence[Marks], reuse: Sequence[Reuse], utterances: Sequence[Utterance]
) -> dict[str, Published]:
    """Report id to its date, for undated reports of which the pile says more than their own words do."""
    undated = [report for report in reports if report.published.basis in (None, "inferred")]
    days = given_days(reports)
    if not undated or not days:
        return {}
    names = {report.id: report.outlet or report.origin for report in reports}
    texts = {report.id: report.text for report in reports}
    shared = shared_wording(texts, names, days, reuse)
    quoted = quoted_words(marks, names, days, utterances)
    by_id = {mark.report_id: mark for mark in marks}
    asked = {report.id for report in undated}
    told = {report.id: days_told(report, by_id[report.id], names[report.id], report.id in days)
            for report in reports if report.id in days or report.id in asked}  # fmt: skip
    known = Days((one for report in sorted(days) for one in told[report]), texts, len(days), days)
    found = {}
    for report in undated:
        own, mine = report.published, told[report.id]
        weekdays = frozenset(one.weekday for one in mine if one.weekday)
        dated = date_by_pile(
            own, shared.get(report.id, ()), weekdays, quoted.get(report.id, ()), mine, known, report.text
        )
        if dated is not own:
            found[report.id] = dated
    return found


def given_days(reports: Iterable[Report]) -> dict[str, tuple[date, date]]:
    """Report id to the inclusive days on which it was published, for those whose date was given."""
    found = {}
    for report in reports:
        published = report.published
        if published.basis not in (None, "inferred") and published.earliest and published.latest:
            found[report.id] = date.fromisoformat(published.earliest), date.fromisoformat(published.latest)
    return found


def days_told(report: Report, marks: Marks, name: str, dated: bool) -> list[Told]:
    """The sentences of a report that name a day: of a dated one with the day, of another those that name a weekday or a
    date without its year."""
    cut = sentences(report, marks)
    found = []
    for moment in marks.moments:
        masked = WEEKDAY.match(moment.value)
        of_year = None if dated or moment.type != "date" else OF_YEAR.match(moment.value)
        if dated and moment.earliest is not None and moment.earliest == moment.latest:
            day = date.fromisoformat(moment.earliest)
        elif (not dated and masked) or of_year:
            day = None
        else:
            continue
        start, end = cut.around(moment.start)
        weekday = day.isoweekday() if day else int(masked[1]) if masked else 0
        month_day = (int(of_year[1]), int(of_year[2])) if of_year else None
        found.append(Told(report.id, name, weekday, report.text[start:end], day, month_day))
    return found


def shared_wording(
    texts: Mapping[str, str],
    names: Mapping[str, str],
    days: Mapping[str, tuple[date, date]],
    reuse: Sequence[Reuse],
    undated: Iterable[str] | None = None,
) -> dict[str, list[Shared]]:
    """Report id to what it shares with each dated report. `undated`: whom to ask of; else all without a day."""
    asked = frozenset(texts.keys() - days.keys() if undated is None else undated)
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    gives: set[tuple[str, str]] = set()
    for row in reuse:
        if row.a_report_id == row.b_report_id or row.kind not in ("verbatim", "edited"):
            continue
        a, b = row.a_report_id, row.b_report_id
        spans.setdefault((a, b), []).append((row.a_start, row.a_end))
        spans.setdefault((b, a), []).append((row.b_start, row.b_end))
        if row.direction in ("a_to_b", "b_to_a") and row.confidence >= SURE_DIRECTION:
            gives.add((a, b) if row.direction == "a_to_b" else (b, a))
    totals: dict[str, int] = {}
    found: dict[str, list[Shared]] = {}
    for (mine, other), held in sorted(spans.items()):
        if mine not in asked or other not in days:
            continue
        for one in (mine, other):
            if one not in totals:
                totals[one] = max(1, len(WORD.findall(texts[one])))
        words = sum(len(WORD.findall(texts[mine][start:end])) for start, end in merged(held))
        takes, given = (other, mine) in gives, (mine, other) in gives
        found.setdefault(mine, []).append(
            Shared(
                other, names[other], *days[other], words, min(1.0, words / min(totals[mine], totals[other])),
                leans=takes and not given, copied=given and not takes,
            )
        )  # fmt: skip
    return found


def quoted_words(
    marks: Sequence[Marks],
    names: Mapping[str, str],
    days: Mapping[str, tuple[date, date]],
    utterances: Sequence[Utterance],
) -> dict[str, list[Quoted]]:
    """Report id to the words that it quotes and of which a dated report says on what day they were said."""
    by_id: dict[str, Attribution] = {a.id: a for mark in marks for a in mark.attributions}
    found: dict[str, list[Quoted]] = {}
    for utterance in utterances:
        words = len(WORD.findall(utterance.text))
        told = [by_id[r.attribution_id] for r in utterance.readings if r.relation in SAME]
        told = [one for one in told if one.kind != "indirect"]
        said = sorted(
            (one.said_from, one.report_id) for one in told if one.said_from is not None and one.report_id in days
        )
        if words < LEAST_QUOTED or not said:
            continue
        day, report = said[0]  # the earliest that is told: where reports differ, it is the one that claims least
        for mine in sorted({one.report_id for one in told} - days.keys()):
            found.setdefault(mine, []).append(Quoted(names[report], date.fromisoformat(day), words))
    return found
