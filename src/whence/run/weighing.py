"""From kept marks to the account: compare what is new, then weigh all of it again.

Everything here is computed from reports, marks and reuse alone, so that the account of an earlier day is the same code
over fewer reports.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from whence.account import Account, Dispute, Series, Source, Support, TimelineEntry, Utterance
from whence.compare import (
    Comparable,
    Compared,
    Leaning,
    as_compared,
    compare_again,
    find_leanings,
    settle_directions,
    trace_lineage,
)
from whence.compare.outlets import family_of, outlet_key, publisher
from whence.compare.reuse import rules_digest
from whence.mark.name_shapes import fold
from whence.mark.quotes import find_quotations
from whence.mark.signed import MADE_BY as SIGNED_BY
from whence.mark.turn_speakers import MADE_BY as TURNS_BY
from whence.records import Ancestor, Attribution, Lineage, Marks, Published, Report, Reuse, SourceKind, Spans, digest
from whence.run.contexts import (
    attribution_contexts,
    event_contexts,
    own_reporting,
    published_days,
)
from whence.run.marking import free_cores
from whence.run.pile import pile_dates
from whence.run.ruling import keep_standing, redate, standing
from whence.run_ins import run_ins
from whence.settings import DEFAULTS, Settings
from whence.story.store import Story
from whence.weigh.admissions import find_admissions, settle
from whence.weigh.bonds import NO_BONDS, Bonds
from whence.weigh.dates_disputes import rival_dates
from whence.weigh.denials import find_denials
from whence.weigh.overruling import Standing, without_dismissed
from whence.weigh.quotation_disputes import quotation_disputes
from whence.weigh.quoted_days import with_quoted_days
from whence.weigh.series import join_series
from whence.weigh.series_context import FigureInReport, figure_in_report
from whence.weigh.series_disputes import clashing_figures
from whence.weigh.sources import join_sources
from whence.weigh.statements import told_outright
from whence.weigh.support import SupportQuestion, find_support
from whence.weigh.timeline import join_timeline
from whence.weigh.timeline_entry import standing_behind
from whence.weigh.timeline_items import EventContext
from whence.weigh.utterances import join_utterances
from whence.weigh.utterances_speakers import guesses_corrected
from whence.weigh.utterances_text import AttributionText, attribution_texts

Progress = Callable[[str, int, int | None], None]
MANY_REPORTS = 2_000
"""From so many reports on, comparing is shared by several processes."""
WEIGHING = "11"
"""Raised when comparing or weighing changes what it makes, so that an older story is weighed again."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Everything that spans reports."""

    reuse: tuple[Reuse, ...]
    account: Account
    lineage: tuple[Lineage, ...]
    ancestors: tuple[Ancestor, ...]
    own_share: Mapping[str, float]
    dates: Mapping[str, Published]
    """Of undated reports, where the pile says more than their own words: to be read, never to be reckoned with."""


def weigh_story(story: Story, settings: Settings, progress: Progress) -> None:
    """Compare and weigh a story again where its reports, their marks or the rules have changed."""
    redate(story, settings)
    if story.meta("weighed") != _state(story, settings):
        _weigh_again(story, settings, progress, compare_too=True)


def reweigh(story: Story, settings: Settings = DEFAULTS, progress: Progress | None = None) -> None:
    """Follow what was ruled or undone since the story was weighed (`Story.rule`, `Story.undo`).

    Reports are not compared again, unless the date of one was ruled: then it is marked, and compared with the others,
    anew. Raises CommandError where that cannot be, because the story was marked by other rules.
    """
    redated = redate(story, settings)
    if redated or story.meta("weighed") != _state(story, settings):
        compare_too = redated or story.meta("compared") != _compared_from(story)
        _weigh_again(story, settings, progress or (lambda *_: None), compare_too=compare_too)


def _weigh_again(story: Story, settings: Settings, progress: Progress, *, compare_too: bool) -> None:
    reports, marks = story.reports(raw=False, as_made=True), story.marks(as_made=True)
    rulings = story.rulings()
    dated = standing(rulings, reports, marks, ()).reports
    compared = Compared(story.reuse(as_made=True), story.compared())
    if compare_too:
        compared = compare(dated, marks, compared, settings, progress)
        story.replace_reuse(compared.rows, compared.keys)
    else:
        compared = Compared(as_compared(comparables(dated, marks), compared.rows), compared.keys)
    progress("weigh", 0, 1)
    stands = standing(rulings, reports, marks, compared.rows)
    weighed = weigh(stands.reports, stands.marks, stands.reuse, settings, stands.bonds)
    keep_weighed(story, stands, weighed, compared)
    story.set_meta({"compared": _compared_from(story), "weighed": _state(story, settings)})
    progress("weigh", 1, 1)


def keep_weighed(story: Story, stands: Standing, weighed: Weighed, compared: Compared) -> None:
    """Write the account into a story, and what rulings set."""
    ruled = {one.row_id for one in stands.ruled if one.table_name == "reuse"}
    # What a person ruled about copying is not settled by the pile.
    made = {row.id: row for row in compared.rows if row.id in ruled}
    story.replace_reuse([made.get(row.id, row) for row in weighed.reuse], compared.keys)
    keep_standing(story, stands)
    story.replace_account(weighed.account, weighed.lineage, weighed.ancestors, weighed.own_share, weighed.dates)
    families = known_families(stands.reports, weighed.ancestors)
    story.set_meta({"publishers": json.dumps(families, ensure_ascii=False, sort_keys=True)})


def known_families(reports: Sequence[Report], ancestors: Sequence[Ancestor]) -> dict[str, str]:
    """Report or ancestor id to the publisher that its outlet belonged to on its day, where several outlets of that
    publisher are among them: they do not count as independent of each other."""
    named = [(r.id, r.outlet, r.published.latest) for r in reports if r.outlet]
    last = max((r.published.latest for r in reports if r.published.latest), default=None)
    named += [(one.id, one.outlet_name, last) for one in ancestors if one.outlet_name]
    found = {key: family for key, outlet, day in named if (family := family_of(outlet, day))}
    outlets: dict[str, set[str]] = {}
    for key, outlet, _ in named:
        if key in found:
            outlets.setdefault(found[key], set()).add(outlet_key(outlet))
    return {key: family for key, family in found.items() if len(outlets[family]) > 1}


def _compared_from(story: Story) -> str:
    """A digest of all that comparing starts from: the reports, what marked them, and dates that were ruled."""
    kept = sorted(story.signatures().items())
    ruled = [
        (report.id, report.published.earliest, report.published.latest)
        for report in story.reports(raw=False)
        if report.published.basis == "ruling"
    ]
    return digest("compared", story.meta("marked_with"), *(part for row in (*kept, *ruled) for part in row))


def _state(story: Story, settings: Settings) -> str:
    kept = sorted(story.signatures().items())
    ruled = [(one.id, one.note) for one in sorted(story.rulings(), key=lambda one: one.id)]
    rules = (WEIGHING, rules_digest(), story.meta("marked_with"), settings.shingle_words, settings.min_shared_words,
             settings.read_closely)  # fmt: skip
    return digest("weighed", *rules, *(part for pair in (*kept, *ruled) for part in pair))


def compare(
    reports: Sequence[Report], marks: Sequence[Marks], before: Compared, settings: Settings, progress: Progress
) -> Compared:
    """Passages that the reports share, across reports and inside one; what is known from `before` is taken over."""
    rows = comparables(reports, marks)
    progress("compare", 0, len(rows))
    jobs = (settings.jobs or free_cores()) if len(rows) >= MANY_REPORTS else 1
    return compare_again(
        rows, before, settings, progress=lambda done, total: progress("compare", done, total), jobs=jobs
    )


def comparables(reports: Sequence[Report], marks: Sequence[Marks]) -> list[Comparable]:
    """The reports as comparison reads them."""
    found = {mark.report_id: mark for mark in marks}
    return [_comparable(report, found[report.id]) for report in reports]


def _comparable(report: Report, marks: Marks) -> Comparable:
    marked = [(q.start, q.end) for q in find_quotations(report.text, marks.passages)]
    # A post that a page shows whole is quoted, without marks, and so is a transcript: two reports that show it do not
    # copy each other.
    posts = [span for one in marks.attributions if one.made_by in (SIGNED_BY, TURNS_BY) for span in one.pieces]
    posts = [(start, end) for start, end in posts if not any(a < end and start < b for a, b in marked)]
    quoted: Spans = tuple(sorted({*marked, *posts}))
    names = {entity.id: entity.name for entity in marks.entities}
    # An agency's own report carries the agency's name in its dateline; that is no leaning on another.
    own = {name for name in names.values() if report.outlet and outlet_key(name) == outlet_key(report.outlet)}
    return Comparable(
        report.id,
        report.text,
        report.title,
        report.outlet,
        report.published.earliest,
        report.published.latest,
        tuple((p.start, p.end, p.kind) for p in marks.passages),
        quoted,
        tuple((c.start, c.end, names[c.entity_id], c.kind) for c in marks.credits if names[c.entity_id] not in own),
        left_out=tuple(run_ins(report.text)),
        told=tuple(sorted(_told(marks, names))),
        published_at=_moment_of(report),
    )


def _told(marks: Marks, names: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """What is told as said by somebody named, with who says it: from its first word to its last."""
    for one in marks.attributions:
        name = fold(names.get(one.speaker_entity_id or "", "")).split()
        if name and not one.anonymous and one.act in ("said", "wrote"):
            places = [
                at
                for at in (one.start, one.end, one.cue_start, one.cue_end, one.source_start, one.source_end)
                if at is not None
            ]
            yield min(places), max(places), name[-1]


def _moment_of(report: Report) -> str | None:
    """The moment of publication in UTC, where the report gives its time and its offset."""
    value = report.published.value
    if not value or "T" not in value or report.published.basis == "inferred":
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at.astimezone(UTC).isoformat() if at.tzinfo else None


def weigh(
    reports: Sequence[Report],
    marks: Sequence[Marks],
    reuse: Sequence[Reuse],
    settings: Settings = DEFAULTS,
    bonds: Mapping[str, Bonds] | None = None,
) -> Weighed:
    """The account of these reports, from their marks and what they share.

    `bonds` are what a person ruled about pairs, by field (see `weigh.overruling.Standing`).
    """
    bonds = bonds or {}
    marks = [without_dismissed(mark) for mark in marks]
    rows = comparables(reports, marks)
    lineage, ancestors, own_share = trace_lineage(rows, reuse, settings)
    ancestors = _named_ancestors(ancestors, marks)
    leanings = find_leanings(rows, reuse, settings)
    sources, outlets = _sources(reports, marks, bonds.get("source", NO_BONDS))
    source_of = {entity: source.id for source in sources for entity in source.entity_ids}
    names = {source.id: source.name for source in sources}
    kinds = {source.id: source.kind for source in sources}
    texts: dict[str, AttributionText] = {}
    by_id = {mark.report_id: mark for mark in marks}
    for report in reports:
        texts.update(attribution_texts(report, by_id[report.id], source_of, names, kinds))
    if "source" in bonds:
        texts = _kept_apart(texts, source_of, bonds["source"])
    attributions = [a for mark in marks for a in mark.attributions]
    utterances = join_utterances(attributions, texts, reuse, bonds.get("utterance", NO_BONDS))
    voices = guesses_corrected(utterances, attributions, texts)
    texts.update({one: _spoken_by(texts[one], source, names, kinds) for one, source in voices.items()})
    figures = [figure_in_report(f, report.text) for report in reports for f in by_id[report.id].figures]
    series = join_series(figures, published_days(reports), bonds.get("series", NO_BONDS))
    contexts = event_contexts(reports, marks)
    events = with_quoted_days([e for mark in marks for e in mark.events], contexts, attributions, utterances)
    timeline = join_timeline(events, contexts, bonds.get("timeline", NO_BONDS))
    disputes = [
        *_disputes(
            reports, marks, attributions, figures, utterances, series, texts, source_of, names, contexts, voices
        ),
        *rival_dates(timeline, events, contexts),
    ]
    disputes.sort(key=lambda dispute: dispute.id)
    support = _support(reports, marks, leanings, ancestors, utterances, series, timeline, disputes)
    account = Account(
        tuple(sources), tuple(utterances), tuple(series), tuple(timeline), tuple(disputes), tuple(support),
        tuple(outlets), tuple(sorted(voices.items())),
    )  # fmt: skip
    settled = tuple(settle_directions(rows, reuse))
    dates = pile_dates(reports, marks, settled, utterances)
    return Weighed(settled, account, tuple(lineage), tuple(ancestors), own_share, dates)


def _named_ancestors(ancestors: Sequence[Ancestor], marks: Sequence[Marks]) -> list[Ancestor]:
    """Ancestors with the entity that their outlet is, where a report names it so."""
    outlets: dict[str, str] = {}
    for entity in sorted((e for mark in marks for e in mark.entities if e.kind == "outlet"), key=lambda e: e.id):
        for name in (entity.name, *entity.aliases):
            outlets.setdefault(fold(name).removeprefix("the "), entity.id)
    return [
        replace(a, entity_id=outlets.get(fold(a.outlet_name or "").removeprefix("the "), a.entity_id))
        for a in ancestors
    ]


def _kept_apart(
    texts: Mapping[str, AttributionText], source_of: Mapping[str, str], bonds: Bonds
) -> dict[str, AttributionText]:
    """The texts with the sources that a person ruled not to be their speaker's, however alike the names."""
    apart: dict[str, set[str]] = {}
    for entity, source in source_of.items():
        for other in bonds.apart_from(entity):
            apart.setdefault(source, set()).add(source_of.get(other, ""))
    return {
        key: replace(text, apart_from=frozenset(apart.get(text.speaker_id or "", ()))) for key, text in texts.items()
    }


def _sources(
    reports: Sequence[Report], marks: Sequence[Marks], bonds: Bonds
) -> tuple[list[Source], tuple[tuple[str, str], ...]]:
    counts: dict[str, int] = {}
    for mark in marks:
        for mention in mark.mentions:
            counts[mention.entity_id] = counts.get(mention.entity_id, 0) + 1
    entities = [entity for mark in marks for entity in mark.entities]
    return join_sources(entities, {report.id: report.outlet for report in reports}, counts, bonds)


def _disputes(
    reports: Sequence[Report],
    marks: Sequence[Marks],
    attributions: Sequence[Attribution],
    figures: Sequence[FigureInReport],
    utterances: Sequence[Utterance],
    series: Sequence[Series],
    texts: Mapping[str, AttributionText],
    source_of: Mapping[str, str],
    names: Mapping[str, str],
    happened: Mapping[str, EventContext],
    voices: Mapping[str, str],
) -> list[Dispute]:
    """The disputes of denials, figures and quotations. `voices` are speakers that hold against a report's own guess."""
    said = attribution_contexts(reports, marks, source_of, names)
    for one, source in voices.items():
        said[one] = replace(said[one], speaker_id=source, speaker_name=names.get(source))
    told = told_outright([e for m in marks for e in m.events], happened, {r.id: r.outlet for r in reports})
    found = [
        *settle(find_denials(attributions, said, told), find_admissions(attributions, said, told)),
        *clashing_figures(series, figures, published_days(reports), _figure_speakers(marks, source_of, voices)),
        *quotation_disputes(utterances, attributions, texts),
    ]
    return sorted({dispute.id: dispute for dispute in found}.values(), key=lambda dispute: dispute.id)


def _spoken_by(
    text: AttributionText, source: str, names: Mapping[str, str], kinds: Mapping[str, SourceKind]
) -> AttributionText:
    return replace(text, speaker_id=source, speaker_name=names.get(source), speaker_kind=kinds.get(source))


def _figure_speakers(marks: Sequence[Marks], source_of: Mapping[str, str], voices: Mapping[str, str]) -> dict[str, str]:
    """Figure id to the source that gives it, where an attribution holds it and its speaker is known."""
    speaker = {a.id: a.speaker_entity_id for mark in marks for a in mark.attributions if a.speaker_confidence >= 0.6}
    found = {}
    for figure in (f for mark in marks for f in mark.figures if f.attribution_id):
        entity = speaker.get(figure.attribution_id or "")
        if entity is not None and entity in source_of:
            found[figure.id] = voices.get(figure.attribution_id or "", source_of[entity])
    return found


def _support(
    reports: Sequence[Report],
    marks: Sequence[Marks],
    leanings: Sequence[Leaning],
    ancestors: Sequence[Ancestor],
    utterances: Sequence[Utterance],
    series: Sequence[Series],
    timeline: Sequence[TimelineEntry],
    disputes: Sequence[Dispute],
) -> list[Support]:
    """Who stands independently behind each row that people count by."""
    places = {
        **{a.id: (mark.report_id, a.start, a.end) for mark in marks for a in mark.attributions},
        **{f.id: (mark.report_id, f.start, f.end) for mark in marks for f in mark.figures},
        **{e.id: (mark.report_id, e.start, e.end) for mark in marks for e in mark.events},
    }
    questions = [
        SupportQuestion("utterance", u.id, tuple(places[r.attribution_id] for r in u.readings)) for u in utterances
    ]
    questions += [SupportQuestion("figure", f, (places[f],)) for one in series for f in one.figure_ids]
    events = {e.id: e for mark in marks for e in mark.events}
    questions += [
        SupportQuestion("timeline", t.id, tuple(places[e] for e in standing_behind(t, events))) for t in timeline
    ]
    for dispute in disputes:
        for side in sorted({s.side for s in dispute.sides}):
            rows = [s.row_id for s in dispute.sides if s.side == side and s.row_id in places]
            questions.append(
                SupportQuestion("dispute_side", f"{dispute.id}:{side}", tuple(places[row] for row in rows))
            )
    publishers = {r.id: publisher(r.outlet, r.published.latest) for r in reports if r.outlet}
    days = [r.published.latest for r in reports if r.published.latest]
    publishers |= {one.id: publisher(one.outlet_name, max(days, default=None)) for one in ancestors if one.outlet_name}
    return find_support(questions, leanings, own_reporting=own_reporting(reports, marks), publishers=publishers)
