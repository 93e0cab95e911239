"""A denial tied to what it denies.

A denial that hangs on the wrong statement puts words in somebody's mouth twice over. So a tie is made on four kinds of
evidence only: the denied words are nearly all in the other's statement, with the name of whom it concerns; the denial
points at a claim (`these claims`, `Okoro's account`, `denies it`), and it was made just before or by the one it names;
the one who denies was blamed; or he says that he did not do what another says he did. A denial that is tied to nothing
stands alone where it says itself what it denies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from whence.account import Dispute
from whence.records import Attribution
from whence.weigh.denials_alone import standing_alone
from whence.weigh.denials_blame import tied_by_blame
from whence.weigh.denials_countered import tied_by_countering
from whence.weigh.denials_deeds import compared, doers_and_deed, says_it_did
from whence.weigh.denials_elsewhere import tied_elsewhere
from whence.weigh.denials_named import is_blamed, lacks_what_is_said_of_it
from whence.weigh.denials_parties import with_parties
from whence.weigh.denials_pointing import tied_by_pointing
from whence.weigh.denials_sides import FEWEST, Tie, disputes_of
from whence.weigh.denials_untrue import asserts, is_denial, proposition
from whence.weigh.statements import AttributionContext, Statement, in_reach, read_statements

_COVERED = 0.75
"""The share of the denied words that must be in the statement."""
_TOLD_AROUND = 120
"""Characters from the word of an event within which its own sentence is read as what is told of it."""
_NEAR, _FEW = 3, 2
"""In the sentences just before the denial a statement that holds every word denied needs no more of them than this."""


def find_denials(
    attributions: Sequence[Attribution],
    context: Mapping[str, AttributionContext],
    told: Sequence[Statement] = (),
) -> list[Dispute]:
    """The disputes in which one speaker denies what another asserts: side 1 the assertions, side 2 the denials.

    `told` is what outlets tell in their own words. Denials with nearly the same words, or of the same statement, are
    one dispute, whoever denies. Side 1 has no rows where nobody was found who asserts it. `opened` is the day of the
    first denial: when it was said, else the last day on which its report can have been published.
    """
    known = with_parties(read_statements(attributions, context))
    denials = [statement for statement in known if is_denial(statement)]
    asserted = [statement for statement in known if asserts(statement)]
    outright = [statement for statement in told if asserts(statement)]
    ties = [
        *_tied_by_words(denials, [*asserted, *outright]),
        *tied_by_pointing(denials, known),
        *tied_by_blame(denials, asserted),
        *tied_by_countering(known, asserted),
    ]
    ties.extend(tied_elsewhere(denials, asserted, ties))
    return disputes_of([*ties, *standing_alone(denials, ties)])


def _tied_by_words(denials: Sequence[Statement], asserted: Sequence[Statement]) -> Iterable[Tie]:
    holding: dict[str, list[int]] = defaultdict(list)
    for index, statement in enumerate(asserted):
        for word in sorted(compared(statement)):
            holding[word].append(index)
    for denial in denials:
        what = proposition(denial) or denial
        words = compared(what)
        doers, deed = doers_and_deed(what)
        if len(words) < _FEW and deed is None:
            continue
        counts = Counter(index for word in sorted(words) for index in holding.get(word, ()))
        for index, count in sorted(counts.items()):
            statement = asserted[index]
            whole = count == len(words) and _is_just_before(statement, denial)
            covered = whole or (count >= FEWEST and count >= _COVERED * len(words))
            if not covered and not (count >= FEWEST and _is_within(statement, denial)):
                continue
            if len(words) < _FEW and not (whole and deed and says_it_did(statement, doers, deed)):
                continue
            if lacks_what_is_said_of_it(what, statement):
                continue
            outright = (whole and count >= FEWEST) or (covered and is_blamed(statement, denial))
            if _concerns(denial, statement, doers, deed, outright):
                reason = f"{count} of the {len(words)} words denied stand in what the other said"
                yield Tie(denial, statement, reason)


def _is_just_before(statement: Statement, denial: Statement) -> bool:
    return (
        statement.table_name == "attribution"
        and statement.context.report_id == denial.context.report_id
        and statement.end <= denial.start
        and 0 <= denial.context.sentence - statement.context.sentence <= _NEAR
    )


def _concerns(denial: Statement, statement: Statement, doers: frozenset[str], deed: str | None, whole: bool) -> bool:
    """Whether the statement says of the same one that he did the same thing; `whole` where what it holds is enough."""
    if denial.context.speaker_id == statement.context.speaker_id or not in_reach(denial, statement):
        return False
    if _tells_of(statement, denial):
        return False
    if _is_within(statement, denial):
        return True
    return whole or (bool(doers) and deed is not None and says_it_did(statement, doers, deed))


def _is_within(statement: Statement, denial: Statement) -> bool:
    """`denied reports suggesting that ...`: the denied statement stands in the denial itself."""
    inner, outer = statement, denial
    return inner.context.report_id == outer.context.report_id and outer.start <= inner.start and inner.end <= outer.end


def _tells_of(statement: Statement, denial: Statement) -> bool:
    """`At a meeting on Monday, Moor dismissed the allegations`: what the report tells in the denial's own sentence."""
    if statement.table_name != "event" or statement.context.report_id != denial.context.report_id:
        return False
    return denial.start - _TOLD_AROUND < statement.start < denial.end + _TOLD_AROUND
