"""Denials that only point (`the accusations were untrue`), of what another report tells.

Their own report does not give the claim. It is what somebody accuses the one who denies of by name, in a report of the
same days; where several people accuse him of something, which of them is meant is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from whence.weigh.denials_named import is_named
from whence.weigh.denials_sides import FEWEST, Tie
from whence.weigh.denials_untrue import asserts, claimant, proposition
from whence.weigh.statements import Statement, mapping_keys, spoken
from whence.weigh.words import lexicon, mapping

_DAYS = 3
"""Days between the denial and the report that tells the claim."""
_SAYS_LITTLE = frozenset({"claim", "claims", "claimed", "claiming", "suggest", "suggests", "suggested"})
_SHORT = 8
_EARLY = 10
"""Words of a statement among which whom it accuses is named."""


def tied_elsewhere(denials: Sequence[Statement], asserted: Sequence[Statement], tied: Sequence[Tie]) -> Iterable[Tie]:
    """Ties of denials that point at what is told in no statement of their own report."""
    known = {tie.denial.row_id for tie in tied}
    accusing = [one for one in asserted if _says_with(one, "accusation")]
    reporting = [one for one in asserted if _says_with(one, "report")]
    for denial in denials:
        names = spoken(denial)
        noun = _noun(denial)
        if denial.row_id in known or noun is None:
            continue
        near = [
            one
            for one in (accusing if "accused" in noun else reporting)
            if one.context.report_id != denial.context.report_id
            and _days_apart(one, denial) <= _DAYS
            and not spoken(one) & names
            and is_named(denial, one.lower[:_EARLY])
        ]
        if len({one.context.speaker_id for one in near}) != 1:
            continue
        said = " ".join(denial.context.content.split())
        by = near[0].context.cue
        for one in near:
            yield Tie(denial, one, f"“{said}” answers what the one who denies is accused of (“{by}”)", len(near) > 1)


def _noun(denial: Statement) -> frozenset[str] | None:
    """The cues by which the claim is made that a denial only points at (`the accusations`, `the reporting`)."""
    noun = next((word for word in denial.lower[:_SHORT] if word in mapping_keys()), None)
    forms = frozenset(mapping("denials_claims.tsv")[noun].split()) if noun is not None else frozenset()
    whose = claimant(denial)
    short = len(denial.lower) <= _SHORT and len(denial.words) <= FEWEST
    points = short and proposition(denial) is None and (whose is None or not whose.names)
    return forms if points and forms & {"accused", "reported"} else None


def _says_with(one: Statement, noun: str) -> bool:
    forms = set(mapping("denials_claims.tsv")[noun].split()) - _SAYS_LITTLE
    cue = set(one.context.cue.lower().split())
    return asserts(one) and bool(cue & forms) and not cue & lexicon("denials_asking.txt")


def _days_apart(a: Statement, b: Statement) -> int:
    first, second = a.context.published_latest, b.context.published_latest
    if first is None or second is None:
        return _DAYS + 1
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
