"""An allegation that its accused later owned to.

Somebody says that Smith did a thing; on a later day Smith, or an office of Smith's, admits that he did it. The dispute
is then settled, and says on which day. The tie asks that the allegation names the one who admits as the doer of a deed
of the same kind, with another word of the admission beside it: an admission of something else settles nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.account import Dispute, DisputeSide
from whence.records import Attribution, digest
from whence.weigh.denials import asserts, doers_and_deed, is_denial, says_it_did
from whence.weigh.statements import (
    AttributionContext,
    Statement,
    day_of,
    in_reach,
    plain_name,
    read_statements,
    spoken,
)
from whence.weigh.timeline_words import nations, stem
from whence.weigh.words import lexicon, mapping

_MANNER = "ly"
"""The ending of the words that only say how: `accidentally shot down`."""
_LONGEST_LABEL = 120


def find_admissions(attributions: Sequence[Attribution], context: Mapping[str, AttributionContext]) -> list[Dispute]:
    """Disputes that were settled by an admission: side 1 who alleged it, side 2 the accused.

    `opened` is the day of the first allegation, `settled` that of the first admission. Sorted by day and id.
    """
    known = read_statements(attributions, context)
    alleged = [one for one in known if asserts(one) and not _admits(one)]
    denials = [one for one in known if is_denial(one)]
    groups: dict[tuple[str, str], list[tuple[Statement, list[Statement]]]] = {}
    for admission in (one for one in known if _admits(one)):
        deed = _deed(admission)
        fitting = [one for one in alleged if deed is not None and _alleges(one, admission, deed)]
        if deed is not None and fitting:
            groups.setdefault((min(spoken(admission)), deed), []).append((admission, fitting))
    found = [_dispute(pairs, denials, deed) for (_, deed), pairs in sorted(groups.items())]
    return sorted(found, key=lambda dispute: (dispute.opened or "", dispute.id))


def _admits(statement: Statement) -> bool:
    return (
        bool(set(statement.context.cue.lower().split()) & lexicon("denials_admitting.txt"))
        and bool(spoken(statement))
        and not set(statement.lower) & lexicon("denials_open.txt")
        and statement.attribution.stance in ("assert", "confirm")
    )


def _deed(admission: Statement) -> str | None:
    """The stem of what the one who admits says that he, or those whom he answers for, did; None where it is no deed.

    `admitted that he has the papers` tells of no deed: to have a thing is not to have done what it is for.
    """
    doers, deed = doers_and_deed(admission)
    if doers and not doers & spoken(admission):
        return None
    told = [word for word in admission.lower if stem(word) in admission.others and not word.endswith(_MANNER)]
    first = next((word for word in told if deed is None or stem(word) == deed), None)
    return stem(first) if first is not None and told[0] == first and _is_past(first) else None


def _is_past(word: str) -> bool:
    return word.endswith(("ed", "ing")) or word in mapping("timeline_forms.tsv")


def _alleges(statement: Statement, admission: Statement, deed: str) -> bool:
    mine = spoken(admission)
    if mine & spoken(statement) or statement.context.speaker_id == admission.context.speaker_id:
        return False
    first, second = day_of(statement), day_of(admission)
    if first is None or second is None or first >= second or not in_reach(statement, admission):
        return False
    beside = (statement.names & admission.names) | (statement.others & admission.others)
    if not beside - mine - {deed} - nations():
        return False
    return says_it_did(statement, mine, deed)


def _dispute(pairs: Sequence[tuple[Statement, list[Statement]]], denials: Sequence[Statement], deed: str) -> Dispute:
    admissions = {one.attribution.id: one for one, _ in pairs}
    alleged = {one.attribution.id: one for _, fitting in pairs for one in fitting}
    first = min(admissions.values(), key=lambda one: (day_of(one) or "9999", one.attribution.id))
    opening = min(alleged.values(), key=lambda one: (day_of(one) or "9999", one.attribution.id))
    denied = {
        one.attribution.id
        for one in denials
        if spoken(one) & spoken(first) and deed in {stem(word) for word in one.lower}
    }
    rows = tuple(
        [DisputeSide(1, "attribution", row) for row in sorted(alleged)]
        + [DisputeSide(2, "attribution", row) for row in sorted(denied | set(admissions))]
    )
    return Dispute(
        id=digest("admission", *(f"{row.side}:{row.row_id}" for row in rows)),
        kind="denial",
        label=_label(opening, first),
        opened=day_of(opening),
        settled=day_of(first),
        reason=f"On {day_of(first)} {plain_name(first)} owned to what had been alleged (“{first.context.cue}”).",
        sides=rows,
    )


def _label(opening: Statement, admission: Statement) -> str:
    words = " ".join(opening.context.content.split()).strip("“”\"'‘’ ,.;:")
    if len(words) > _LONGEST_LABEL:
        words = words[:_LONGEST_LABEL].rsplit(" ", 1)[0] + " …"
    return f"{plain_name(opening)} alleged and {plain_name(admission)} later admitted: “{words}”"
