"""A figure of the draft, held against the figures that reports give in sentences like its own."""

from __future__ import annotations

import re
import sqlite3

from whence.records import Figure
from whence.story import queries_verify as asked
from whence.verify.counters import counted_by_another, exchanged_with, numeral_exchanged
from whence.verify.draft import Covered, Draft
from whence.verify.heads import EVERYBODY, KINDS, one_head
from whence.verify.pointed import of_another_thing, pointed_at, stands_there
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote, in_order
from whence.verify.said_of import said_of, tells_any, tells_it
from whence.verify.speakers import same_name
from whence.verify.values import is_it, meets, number_of, value_of
from whence.verify.whose import ANOTHERS, another_number, place_of, spans_of
from whence.verify.words import content, numbers, stem, words_of

_ALIKE = 0.4
"""The share of a sentence's meaning from which a figure in it measures the same thing."""
_SURELY_ALIKE = 0.5
"""The share from which another number in it is called different."""
_FEW = 3
"""Words of meaning that a sentence has at least, for another number in a sentence with most of them to be another."""
_FAINT = 0.2
"""The same, where the number is the draft's and no common one."""
_HEADED = 5
"""Words behind a number among which stands what it counts: `1,500 U.S. and coalition forces`."""
_BESIDE = 2
"""Sentences on each side of a figure's that may tell what it is of."""
_COMMON = 12
"""Numbers up to here stand in every report, so that meeting one tells nothing."""
_NUMBER = re.compile(r"(?<![\w.,-])[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?:-\d+(?:,\d{3})*)?%?(?![\w-]|[.,]\d)")
_COUNTS = re.compile(
    r"\b((?:[A-Z][\w.’'-]*\s+(?:of\s+|for\s+|the\s+)*)*[A-Z][\w.’'-]*)\s+(?:has\s+|had\s+|have\s+)?"
    r"(?:puts?|count(?:s|ed)?|estimate[sd]?|list(?:s|ed)?|record(?:s|ed)?|says?|said|gives?|gave|claims?|claimed)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
Hit = tuple[float, sqlite3.Row]


def check_figure(figure: Figure, draft: Draft, reports: Reports) -> Checked:
    """The figure with its states."""
    start, end = draft.sentence(figure.start)
    words = draft.text[figure.start : figure.end]
    ours = content(draft.text, start, end)
    hits = _hits(figure, draft, ours, reports)
    best = hits[0][0] if hits else 0.0
    same = [
        h for h in hits if h[0] >= max(0.25, 0.6 * best) and value_of(h[1]) == (figure.low, figure.high, figure.bound)
    ] or _rare(figure, draft, ours, hits, reports)
    same = same or [h for h in hits if h[0] >= max(_ALIKE, 0.6 * best) and _loosely(figure, h[1])]
    same = same or [h for h in hits if is_it(figure, h[1]) and tells_it(figure, draft, h[1], reports)]
    if same:
        if told := another_number(figure, draft, spans_of([row for _, row in same], reports), reports):
            return _checked(figure, words, (StateNote("differs", ANOTHERS),), (told,))
        why = _otherwise(figure, draft, same, reports)
        notes = (StateNote("differs", why),) if why else _found(figure, draft, same, reports)
        return _checked(figure, words, notes, _shown(same, reports))
    hits = [h for h in hits if one_head(figure.head, h[1]["head"])]
    best = hits[0][0] if hits else 0.0
    near = [h for h in hits if h[0] >= max(_ALIKE, 0.8 * best) and tells_any(figure, draft, h[1], reports)]
    bound = [h for h in near if number_of(h[1]) == (figure.low if figure.low is not None else figure.high)]
    written = None if bound else _written(figure, draft, ours, reports)
    if written:
        if told := another_number(figure, draft, [place_of(written)], reports):
            return _checked(figure, words, (StateNote("differs", ANOTHERS),), (told,))
        why = _crossed(figure, draft, _marked_at(written, figure, reports), reports)
        if not why and (other := numeral_exchanged(figure, draft, written)):
            why = f"the report has it and “{other}” the other way round"
        return _checked(figure, words, (StateNote("differs", why) if why else StateNote("found"),), (written,))
    beside = _accompanied(figure, draft, hits, reports) if best < _SURELY_ALIKE and not bound else []
    near = beside or near
    if near and not bound and (who := _rival(figure, draft, near[0][1], reports)):
        note = StateNote("not_found", f"another number is given there, by {who}")
        return _checked(figure, words, (note,), _shown(near[:1], reports))
    if not bound and near and (there := stands_there(figure, draft, [row for _, row in near], reports)):
        return _checked(figure, words, (StateNote("found"),), (there,))
    few = len(ours) < _FEW and not bound and not beside
    if not near or few or (best < _SURELY_ALIKE and not bound and not beside):
        if told := pointed_at(figure, draft, ours, reports):
            return _checked(figure, words, (StateNote("found"),), (told,))
        if elsewhere := of_another_thing(figure, ours, reports):
            return _checked(
                figure, words, (StateNote("not_found", f"the report has “{elsewhere[0]}”"),), (elsewhere[1],)
            )
        note = StateNote("not_found", "no report gives it of the same thing" if hits else "")
        return _checked(figure, words, (note,), _shown(hits[:1], reports) if best >= _FAINT else ())
    why = "the number is the same, but not how it is bounded" if bound else "the report gives another number"
    return _checked(figure, words, (StateNote("differs", why),), _shown((bound or near)[:1], reports))


def _rival(figure: Figure, draft: Draft, row: sqlite3.Row, reports: Reports) -> str:
    """Who gives a report's number, where the draft gives its own as the count of somebody else: both may be as they
    were given. Empty where that is not known."""
    claim = next((c for c in draft.claimed if c.start <= figure.start < c.end and c.names and not c.quoted), None)
    if claim is None or row["attribution_id"] is None:
        return ""
    theirs = asked.speakers_of(reports.story, row["attribution_id"])
    if not theirs or same_name(claim.names, theirs, person=claim.person):
        return ""
    return theirs[0]


def _otherwise(figure: Figure, draft: Draft, same: list[Hit], reports: Reports) -> str:
    """Why a number that the reports give is not theirs as the draft has it: another's count, another's number, other
    people; empty where none of it is so."""
    another = counted_by_another(figure, draft, same, reports)
    if another:
        return f"the report gives it as {another}’s"
    kinds = [_of_another_kind(figure, row, reports) for _, row in same]
    if kinds and all(kinds):
        return f"the report has “{kinds[0]}”"
    if crossed := _crossed(figure, draft, same, reports):
        return crossed
    if all(_others_asked(figure.head, row["head"]) for _, row in same):
        return f"the report gives it of others: “{_written_as(same[0][1], reports)}”"
    return ""


def _of_another_kind(figure: Figure, row: sqlite3.Row, reports: Reports) -> str:
    """The two counts of a report's sentence where the number is of others than by the draft, and those whom the draft
    counts have another number: `54 children, 82 women` where the draft has 82 children; else empty."""
    ours, theirs = figure.head, row["head"]
    if ours == theirs or ours not in KINDS or theirs not in KINDS or figure.end == figure.value_end:
        return ""
    low, high = reports.around(row["report_id"], row["start"], row["end"])
    beside = [f for f in reports.marks("figure", row["report_id"]) if low <= f["start"] < high and f["unit"] == "count"]
    other = next((f for f in beside if f["head"] == ours and value_of(f) != value_of(row)), None)
    if other is None or any(f["head"] == ours and value_of(f) == value_of(row) for f in beside):
        return ""
    first, second = sorted((other, row), key=lambda f: int(f["start"]))
    return f"{_written_as(first, reports)}” and “{_written_as(second, reports)}"


def _crossed(figure: Figure, draft: Draft, same: list[Hit], reports: Reports) -> str:
    other = exchanged_with(figure, draft, same, reports)
    return f"the report has it and “{other}” the other way round" if other else ""


def _marked_at(written: Evidence, figure: Figure, reports: Reports) -> list[Hit]:
    """The figures of a sentence that are this number of its unit, whatever they were taken to count."""
    place = written.place
    return [
        (1.0, row)
        for row in reports.marks("figure", place.report_id)
        if place.start <= row["start"] < place.end and (number_of(row), row["unit"]) == (figure.low, figure.unit)
    ]


def _loosely(figure: Figure, row: sqlite3.Row) -> bool:
    """Whether the draft says `some 60` of what a report gives as 60."""
    return figure.bound == "about" and row["bound"] == "exactly" and row["low"] == figure.low == figure.high


def _others_asked(ours: str | None, theirs: str | None) -> bool:
    """Whether one is of voters and the other of all."""
    return (ours == "voter" and theirs in EVERYBODY) or (theirs == "voter" and ours in EVERYBODY)


def _written_as(row: sqlite3.Row, reports: Reports) -> str:
    return reports.places.text(row["report_id"])[row["start"] : row["end"]]


def check_bare_numbers(draft: Draft, taken: Covered, reports: Reports) -> list[Checked]:
    """Numbers that were marked as no figure (`10-7`, `15,000 U.S. and allied forces`), where a report tells of them.

    One is said to differ only where a report has another number before the same words in a sentence much alike.
    """
    found = []
    for match in _NUMBER.finditer(draft.text):
        token = match[0]
        digits = re.sub(r"\D", "", token)
        if len(digits) < 2 or _YEAR.fullmatch(token) or taken.meets(*match.span()):
            continue
        start, end = draft.sentence(match.start())
        ours = content(draft.text, start, end)
        after = [w.norm for w in words_of(draft.text, match.end(), end)[:2]]
        other: list[tuple[float, Evidence]] = []
        for report_id, low, high, alike in reports.alike(ours, _ALIKE, pairs=True):
            text = reports.places.text(report_id)
            theirs = list(_NUMBER.finditer(text, low, high))
            if any(one[0] == token for one in theirs):
                found.append(
                    Checked(
                        "figure",
                        match.start(),
                        match.end(),
                        token,
                        (StateNote("found"),),
                        (reports.evidence(report_id, low, high),),
                    )
                )
                break
            followed = [one for one in theirs if [w.norm for w in words_of(text, one.end(), high)[:2]] == after]
            if after and followed:
                other.append((alike, reports.evidence(report_id, low, high)))
        else:
            if other and other[0][0] >= _SURELY_ALIKE:
                note = StateNote("differs", "the report gives another number")
                found.append(Checked("figure", match.start(), match.end(), token, (note,), (other[0][1],)))
    return found


def _hits(figure: Figure, draft: Draft, ours: frozenset[str], reports: Reports) -> list[Hit]:
    """The figures of the same unit and thing, those of the most alike sentences first."""
    found: list[Hit] = []
    own = numbers(draft.text, *draft.sentence(figure.start))
    # `355 of them` was given what stands before it; of what it is by the report, the report says.
    head = None if figure.end == figure.value_end else figure.head
    for report_id in reports.near(ours | own):
        for row in reports.marks("figure", report_id):
            if row["unit"] == figure.unit and one_head(head, row["head"]):
                around = reports.around(report_id, row["start"], row["end"])
                found.append((reports.likeness(ours, reports.content(report_id, *around)), row))
    found.sort(key=lambda h: (-h[0], reports.day(h[1]["report_id"]), h[1]["report_id"], h[1]["start"]))
    return found


def _rare(figure: Figure, draft: Draft, ours: frozenset[str], hits: list[Hit], reports: Reports) -> list[Hit]:
    """The same value, said as the draft says it, of a number that is not met by chance: in a sentence a little alike,
    or one that holds another of the draft sentence's numbers."""
    number = figure.low if figure.low is not None else figure.high
    if number is None or number <= _COMMON:
        return []
    plain = {one.norm.replace(",", "") for one in words_of(draft.text, figure.value_start, figure.value_end)}
    others = numbers(draft.text, *draft.sentence(figure.start)) - plain
    found = []
    for alike, row in hits:
        if value_of(row) == (figure.low, figure.high, figure.bound):
            place = reports.around(row["report_id"], row["start"], row["end"])
            met = alike >= _FAINT or others & numbers(reports.places.text(row["report_id"]), *place)
            headed = figure.head is not None and figure.head == row["head"]
            if met or (headed and _told_beside(row, ours, reports)):
                found.append((alike, row))
    return found


def _told_beside(row: sqlite3.Row, ours: frozenset[str], reports: Reports) -> bool:
    """Whether the sentences next to a figure's, with its own, tell what the draft's sentence does."""
    return _likeness_beside(row["report_id"], row["start"], ours, reports) >= _SURELY_ALIKE


def _likeness_beside(report_id: str, at: int, ours: frozenset[str], reports: Reports) -> float:
    """How much of the words the sentences around a place hold together."""
    spans, number = reports.sentences(report_id), reports.sentence_at(report_id, at)
    if not spans:
        return 0.0
    low, high = spans[max(0, number - _BESIDE)][0], spans[min(len(spans) - 1, number + _BESIDE)][1]
    return reports.likeness(ours, reports.content(report_id, low, high))


def _same_things(head: str, word: str) -> bool:
    """Whether a word of a report counts what a figure of the draft does: `forces` and `troop`."""
    return stem(head) == stem(word) or one_head(head, word.removesuffix("s")) or one_head(head, word)


def _accompanied(figure: Figure, draft: Draft, hits: list[Hit], reports: Reports) -> list[Hit]:
    """The figures of the very same things in sentences that also hold another count of the draft's sentence, of the
    things that the draft counts: `more than 50 stops in 20 states`."""
    start, end = draft.sentence(figure.start)
    beside = [
        (f.unit, f.head, f.low, f.high, f.bound)
        for f in draft.figures
        if start <= f.start < end and f.head and f.head != figure.head and (f.low or f.high or 0) > _COMMON
    ]
    if figure.head is None or not beside:
        return []
    found = []
    for alike, row in hits:
        if row["head"] == figure.head:
            low, high = reports.around(row["report_id"], row["start"], row["end"])
            theirs = [
                (one["unit"], one["head"], *value_of(one))
                for one in reports.marks("figure", row["report_id"])
                if low <= one["start"] < high
            ]
            heads = [head for _, head, *_ in theirs]
            if heads.count(figure.head) == 1 and any(one in beside for one in theirs):
                found.append((alike, row))
    return found


def _written(figure: Figure, draft: Draft, ours: frozenset[str], reports: Reports) -> Evidence | None:
    """A sentence alike, or one with another of the draft sentence's numbers, in which the number itself stands before
    the same word, where it was marked otherwise (`the three-ship group`, `213 injured`)."""
    start, end = draft.sentence(figure.start)
    if figure.bound not in ("exactly", "about"):
        return None
    value = draft.text[figure.value_start : figure.value_end].casefold().split()
    own = numbers(draft.text, start, end)
    wanted = words_of(draft.text, figure.value_start, figure.value_end)
    if len(wanted) != 1 or not value:
        return None
    plain = wanted[0].norm.replace(",", "")
    shared_numbers = own - {plain}
    said = said_of(figure, draft)
    for report_id in reports.near(ours | own):
        text = reports.places.text(report_id)
        for word in reports.words(report_id):
            if word.norm.replace(",", "") != plain:
                continue
            low, high = reports.around(report_id, word.start, word.end)
            norms = [w.norm.replace(",", "") for w in words_of(text, low, high)]
            if plain not in norms:
                continue
            theirs = reports.content(report_id, low, high)
            alike = max(reports.likeness(ours, theirs), reports.likeness(said, theirs) if len(said) >= _FEW else 0.0)
            after = norms[norms.index(plain) + 1 :][:_HEADED]
            headed = figure.head is not None and stem(figure.head) in {stem(w) for w in after[:2]}
            if (
                not headed
                and figure.head
                and len(plain) > 2
                and any(w != "s" and _same_things(figure.head, w) for w in after)
            ):
                headed = True
                alike = max(alike, _likeness_beside(report_id, word.start, ours, reports))
            met = shared_numbers & numbers(text, low, high)
            if figure.end == figure.value_end and alike >= _SURELY_ALIKE:
                headed = True  # what it counts stands before it in the draft, and so it may in the report
            if (headed and alike >= _FAINT) or (met and (len(plain) > 1 if plain.isdigit() else alike >= _ALIKE)):
                return reports.evidence(report_id, low, high)
    return None


def _found(figure: Figure, draft: Draft, same: list[Hit], reports: Reports) -> tuple[StateNote, ...]:
    notes = [StateNote("found", _as_given(figure, same, reports))]
    later = _later(figure, draft, same, reports)
    if later is not None:
        cited = reports.evidence(later["report_id"], later["start"], later["end"])
        notes.append(StateNote("superseded", f"later: {cited.words} ({cited.place.citation})"))
    disputes = {d["label"] for h in same for d in asked.disputes_of(reports.story, "figure", h[1]["id"])}
    if disputes:
        fact = "" if figure.id in draft.attributed or _counting(figure, draft) else "; the draft states it as a fact"
        notes.append(StateNote("disputed", sorted(disputes)[0] + fact))
    counted = {root.id for h in same for root in reports.places.roots("figure", h[1]["id"])}
    if len(counted) == 1:
        notes.append(StateNote("one_root", "only one independent report stands behind it"))
    return in_order(notes)


def _as_given(figure: Figure, same: list[Hit], reports: Reports) -> str:
    """How a report gives a figure of those who were asked where the draft names them more closely, or rounds it."""
    asked_of = [row for _, row in same if "respondent" in (figure.head, row["head"]) and figure.head != row["head"]]
    loosely = [row for _, row in same if _loosely(figure, row)]
    for row in (asked_of if len(asked_of) == len(same) else loosely)[:1]:
        return f"the report has “{_written_as(row, reports)}”"
    return ""


def _later(figure: Figure, draft: Draft, same: list[Hit], reports: Reports) -> sqlite3.Row | None:
    """A later figure of the series that cannot hold beside it. What the draft gives as somebody's count, or with the
    day on which it was so, stays what it was."""
    row = same[0][1]
    if figure.id in draft.attributed or not row["series_id"]:
        return None
    start, end = draft.sentence(figure.start)
    days = [m.latest for m in draft.moments if start <= m.start < end and m.type in ("date", "time") and m.latest]
    said = max(reports.day(h[1]["report_id"]) for h in same)
    counted_by = _counting(figure, draft)
    for later in reversed(asked.series_figures(reports.story, row["series_id"])):
        if (later["day"] or "") <= said or meets(later, row):
            continue
        if days and min(days) < later["day"]:
            return None
        told = reports.sentence(later["report_id"], later["start"], later["end"]).words
        if not counted_by or counted_by in told:
            return later
    return None


def _counting(figure: Figure, draft: Draft) -> str:
    """Whose count it is by the draft: a name that `puts the toll at` it; empty where the draft says it itself."""
    start, _ = draft.sentence(figure.start)
    match = _COUNTS.search(draft.text, start, figure.start)
    return match[1].split()[-1] if match else ""


def _checked(figure: Figure, words: str, notes: tuple[StateNote, ...], shown: tuple[Evidence, ...]) -> Checked:
    return Checked("figure", figure.start, figure.end, words, notes, shown)


def _shown(hits: list[Hit], reports: Reports) -> tuple[Evidence, ...]:
    return tuple(reports.sentence(row["report_id"], row["start"], row["end"]) for _, row in hits[:3])
