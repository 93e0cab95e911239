"""An allegation that its accused later owned to, or a denial that the one who denied took back.

Somebody says that Smith did a thing, or Smith denies that he did; on a later day Smith, or an office of Smith's, admits
it. The dispute is then settled, and says by which day. The tie asks that the allegation names the one who admits as the
doer of a deed of the same kind, with another word of the admission beside it: an admission of something else settles
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from whence.account import Dispute, DisputeSide
from whence.records import Attribution, digest
from whence.weigh.denials_deeds import doers_and_deed, says_it_did
from whence.weigh.denials_sides import first_of, is_insistence, sides_of, words_of
from whence.weigh.denials_untrue import asserts, is_denial
from whence.weigh.statements import (
    AttributionContext,
    Statement,
    day_of,
    deed_of,
    in_reach,
    plain_name,
    read_statements,
    spoken,
)
from whence.weigh.timeline_words import nations, stem
from whence.weigh.words import lexicon, mapping

_OVER = re.compile(r"\b(?:after|initially|originally|at first|previously|earlier|having)\b", re.IGNORECASE)
"""What stands before the cue of a denial, in its sentence, where it is told as over."""
_MANNER = "ly"
"""The ending of the words that only say how: `accidentally shot down`."""


def find_admissions(
    attributions: Sequence[Attribution],
    context: Mapping[str, AttributionContext],
    told: Sequence[Statement] = (),
) -> list[Dispute]:
    """Disputes that an admission settled: side 1 who alleged it, side 2 the accused, denying and then admitting.

    `told` is what outlets tell in their own words. `opened` is the day of the first allegation or denial, `settled`
    that of the first admission. Side 1 has no rows where nobody was found who alleged it. Sorted by day and id.
    """
    known = read_statements(attributions, context)
    alleged = [one for one in (*known, *told) if asserts(one) and not _admits(one)]
    denials = [one for one in known if is_denial(one)]
    groups: dict[tuple[str, str], list[tuple[Statement, list[Statement], list[Statement]]]] = {}
    for admission in (one for one in known if _admits(one)):
        deed = _deed(admission) if spoken(admission) else None
        fitting = [one for one in alleged if deed is not None and _alleges(one, admission, deed)]
        taken_back = [one for one in known if _takes_back(admission, one)]
        if deed is not None:
            taken_back += [one for one in denials if one not in taken_back and _denies(one, admission, deed)]
        if fitting or taken_back:
            key = (min(spoken(admission)), deed) if deed is not None else (admission.row_id, "")
            groups.setdefault(key, []).append((admission, fitting, taken_back))
    found = [_dispute(rows) for _, rows in sorted(groups.items())]
    return sorted(found, key=lambda dispute: (dispute.opened or "", dispute.id))


def settle(denials: Sequence[Dispute], settled: Sequence[Dispute]) -> list[Dispute]:
    """Denials and admissions as one list: a dispute whose every denial was taken back becomes part of the admission."""
    kept: list[Dispute] = []
    joined = {one.id: set(one.sides) for one in settled}
    for dispute in denials:
        denied = {(side.table_name, side.row_id) for side in dispute.sides if side.side == 2}
        taken = [one for one in settled if denied <= {(side.table_name, side.row_id) for side in one.sides}]
        for one in taken:
            joined[one.id] |= {side for side in dispute.sides if side.side == 1}
        if not taken:
            kept.append(dispute)
    return [*kept, *(_with_sides(one, joined[one.id]) for one in settled)]


def _with_sides(dispute: Dispute, sides: set[DisputeSide]) -> Dispute:
    rows = tuple(sorted(sides, key=lambda side: (side.side, side.table_name, side.row_id)))
    return replace(dispute, sides=rows, id=digest("admission", *(f"{side.side}:{side.row_id}" for side in rows)))


def _admits(statement: Statement) -> bool:
    return (
        bool(set(statement.context.cue.lower().split()) & lexicon("denials_admitting.txt"))
        and statement.context.speaker_id is not None
        and not set(statement.lower) & lexicon("denials_open.txt")
        and statement.stance in ("assert", "confirm")
    )


def _deed(admission: Statement) -> str | None:
    """What the one who admits says that he, or those whom he answers for, did (`deed_of`); None where it is no deed.

    `admitted that he has the papers` tells of no deed: to have a thing is not to have done what it is for.
    """
    doers, deed = doers_and_deed(admission)
    if doers and not doers & spoken(admission):
        return None
    bodies = lexicon("denials_bodies.txt")
    told = [
        word
        for word in admission.lower
        if stem(word) in admission.others and not word.endswith(_MANNER) and word not in bodies
    ]
    first = next((word for word in told if deed is None or deed_of(word) == deed), None)
    return deed_of(first) if first is not None and told[0] == first and _is_past(first) else None


def _is_past(word: str) -> bool:
    return word.endswith(("ed", "ing")) or word in mapping("timeline_forms.tsv")


def _alleges(statement: Statement, admission: Statement, deed: str) -> bool:
    """Whether somebody else says, on an earlier day, that the one who admits did it."""
    mine = spoken(admission)
    if statement.table_name == "attribution" and (
        mine & spoken(statement) or statement.context.speaker_id == admission.context.speaker_id
    ):
        return False
    return (
        _is_before(statement, admission) and _shares(statement, admission, deed) and says_it_did(statement, mine, deed)
    )


def _denies(denial: Statement, admission: Statement, deed: str) -> bool:
    """Whether the same one denied it before: on an earlier day, or on that day and in a report of its own."""
    return (
        bool(spoken(denial) & spoken(admission))
        and deed in {deed_of(word) for word in denial.lower}
        and _shares(denial, admission, deed)
        and _is_before(denial, admission)
    )


def _takes_back(admission: Statement, denial: Statement) -> bool:
    """`after insisting that its guards were not to blame, the town admitted shooting it`: the sentence itself says so.

    The denial needs no word of the admission, for one speaker says both and the first is told as over; nor a name.
    """
    return (
        denial.stance == "deny"
        and denial.table_name == "attribution"
        and denial.context.report_id == admission.context.report_id
        and denial.context.sentence == admission.context.sentence
        and denial.context.speaker_id == admission.context.speaker_id
        and denial.start < admission.start
        and _OVER.search(f"{denial.context.lead} {denial.context.cue}") is not None
        and (is_denial(denial) or is_insistence(denial))
    )


def _is_before(statement: Statement, admission: Statement) -> bool:
    first, second = day_of(statement), day_of(admission)
    return first is not None and second is not None and first < second and in_reach(statement, admission)


def _shares(statement: Statement, admission: Statement, deed: str) -> bool:
    """Whether another word than the deed and the doer's name stands in both."""
    beside = (statement.names & admission.names) | (statement.others & admission.others)
    deeds = {word for word in beside if deed_of(word) == deed}
    return bool(beside - spoken(admission) - {deed} - deeds - nations())


def _dispute(rows: Sequence[tuple[Statement, list[Statement], list[Statement]]]) -> Dispute:
    admissions = [one for one, _, _ in rows]
    alleged = [one for _, fitting, _ in rows for one in fitting]
    taken_back = [one for _, _, denied in rows for one in denied]
    first = first_of(admissions)
    opened, settled = day_of(first_of([*alleged, *taken_back])), day_of(first)
    if opened is not None and settled is not None and opened > settled:
        opened = None  # a denial that is told of only after it was taken back: its own day is not known
    sides = sides_of(alleged, [*taken_back, *admissions])
    said = "On" if first.said_from else "By"
    return Dispute(
        id=digest("admission", *(f"{side.side}:{side.row_id}" for side in sides)),
        kind="denial",
        label=_label(first_of(alleged) if alleged else None, first_of(taken_back) if taken_back else None, first),
        opened=opened,
        settled=settled,
        reason=f"{said} {settled} {plain_name(first)} owned to it (“{first.context.cue}”).",
        sides=sides,
    )


def _label(alleged: Statement | None, denied: Statement | None, admission: Statement) -> str:
    admits = plain_name(admission)
    if alleged is None:
        return f"{admits} denied and later admitted: “{words_of(admission)}”"
    did = f"alleged, {admits} denied and later admitted" if denied else f"alleged and {admits} later admitted"
    return f"{plain_name(alleged)} {did}: “{words_of(alleged)}”"
