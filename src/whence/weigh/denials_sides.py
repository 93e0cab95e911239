"""Disputes made of denials: which denials are of one matter, and who stands on each side.

Side 1 asserts and side 2 denies. Where nobody who asserts it was found, side 1 has no rows: what is denied is then
known from the words of the denial alone, and the reason says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.account import Dispute, DisputeSide
from whence.records import digest
from whence.weigh.denials_untrue import clears_itself, lays_blame
from whence.weigh.statements import Statement, day_of, plain_name, spoken
from whence.weigh.timeline_words import harms, kind_of, nations
from whence.weigh.words import lexicon

FEWEST = 3
"""Denied words, and shared words, below which a tie says nothing."""
_SAME_DENIAL = 0.6
"""The share of the longer denial's words that two denials have in common where they are one."""
_SAME_MATTER = 0.5
"""The share of the shorter denial's words, names apart, that two denials of one speaker have in common where they are
of one matter; two words or more."""
_BLAMING = re.compile(r"(?:\w+ ){0,3}(?:accus|blam|charg)(?:e[sd]?|ing)$", re.IGNORECASE)
"""Cues behind which stands who is blamed."""
_SEVERAL = re.compile(r"^(?i:two|three|some|several|many|other|both)\b|(?<![^\s])[a-z]{3,}(?<!s)s$")
"""Names of more than one (`Two nurses`, `rebel officials`)."""
_STOPS = " ,.;:"
_LONGEST_LABEL = 120
"""Characters of the denied words in a label."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A denial, the statement that it denies (None where no report gives it) and why the two belong together.

    `pointing` where the denial names no words and points at several statements: which of them it means is not told.
    """

    denial: Statement
    denied: Statement | None
    reason: str
    pointing: bool = False


def disputes_of(ties: Sequence[Tie]) -> list[Dispute]:
    """A dispute for each matter that is denied, by the day of the first denial and id."""
    return sorted((_dispute(group) for group in _grouped(ties)), key=lambda found: (found.opened or "", found.id))


def sides_of(first: Iterable[Statement], second: Iterable[Statement]) -> tuple[DisputeSide, ...]:
    """The rows of the two sides, each once, in order."""
    return tuple(
        DisputeSide(side, table, row)
        for side, statements in ((1, first), (2, second))
        for table, row in sorted({(one.table_name, one.row_id) for one in statements})
    )


def first_of(statements: Iterable[Statement]) -> Statement:
    """The one that was said first, as far as the days tell."""
    return min(statements, key=lambda one: (day_of(one) or "9999", one.start, one.row_id))


def words_of(statement: Statement) -> str:
    """Its words as a label has them: on one line, without the marks around them, cut where they run long."""
    words = _unquoted(" ".join(statement.context.content.split()))
    return words if len(words) <= _LONGEST_LABEL else words[:_LONGEST_LABEL].rsplit(" ", 1)[0] + " …"


def _unquoted(words: str) -> str:
    """The words without the marks and stops around them; marks amid them are single ones, and go where one is alone."""
    words = words.strip(_STOPS)
    for opening, closing in (("“", "”"), ('"', '"'), ("‘", "’")):
        marks = words.count(opening) + words.count(closing) * (opening != closing)
        whole = words[:1] == opening and words[-1:] == closing
        if whole and (marks == 2 or (opening == "‘" and words.count(opening) == 1)):
            words = words[1:-1].strip(_STOPS)
        elif opening != "‘" and (marks % 2 or words.count(opening) != words.count(closing)):
            words = words.replace(opening, "").replace(closing, "").strip(_STOPS)
    return re.sub(r"[“\"]([^“”\"]*)[”\"]", r"‘\1’", words)


def is_insistence(denial: Statement) -> bool:
    """Whether the denial gives what the speaker holds against it: `insisted that it had not`, `I never met them`."""
    return "insist" in denial.context.cue.lower() or clears_itself(denial)


def _grouped(ties: Sequence[Tie]) -> list[list[Tie]]:
    """Ties over one matter, whoever denies it: one denial, one statement, or denials in nearly the same words."""
    groups: list[list[Tie]] = []
    for tie in sorted(ties, key=lambda tie: (tie.denial.row_id, tie.denied.row_id if tie.denied else "")):
        joined = [group for group in groups if any(_one_matter(tie, other) for other in group)]
        merged = [tie, *(other for group in joined for other in group)]
        groups = [group for group in groups if not any(group is taken for taken in joined)]
        groups.append(merged)
    return groups


def _one_matter(a: Tie, b: Tie) -> bool:
    if a.denial.row_id == b.denial.row_id:
        return True
    if a.denied is not None and b.denied is not None and a.denied.row_id == b.denied.row_id:
        return True
    return is_one_denial(a.denial, b.denial)


def is_one_denial(a: Statement, b: Statement) -> bool:
    """Whether two denials are of one matter: nearly the same words; or one speaker, and the same deed or the same harm.

    `denied using poison gas` and `denied any use of poison gas` are; `denied that it was behind the raid` and `denied
    responsibility for last week's attack` are, where one speaker says both.
    """
    shared = len(a.words & b.words)
    if shared >= FEWEST and shared >= _SAME_DENIAL * max(len(a.words), len(b.words)):
        return True
    if not spoken(a) & spoken(b):
        return False
    blame = lexicon("denials_blame.txt")
    if set(a.lower) & blame and set(b.lower) & blame and _harms(a) & _harms(b):
        return True
    if lays_blame(a) and lays_blame(b) and not (_harms(a) or _harms(b)) and len((a.words & b.words) - spoken(a)) > 1:
        return True
    own = nations() | spoken(a)
    first, second = (one.others - own for one in (a, b))
    shared = len(first & second)
    return shared > 1 and shared >= _SAME_MATTER * min(len(first), len(second))


def _harms(statement: Statement) -> set[str]:
    return {kind for word in statement.lower if (kind := kind_of(word)) in harms()}


def _dispute(group: Sequence[Tie]) -> Dispute:
    denials = {tie.denial.row_id: tie.denial for tie in group}
    denied = {tie.denied.row_id: tie.denied for tie in group if tie.denied is not None}
    first = first_of(denials.values())
    tied = [tie for tie in group if tie.denied is not None]
    tie = min(
        [tie for tie in tied if tie.denial is first] or tied or [tie for tie in group if tie.denial is first],
        key=lambda tie: (day_of(tie.denied or tie.denial) or "9999", (tie.denied or tie.denial).row_id),
    )
    sides = sides_of(denied.values(), denials.values())
    return Dispute(
        id=digest("denial", *(f"{side.side}:{side.row_id}" for side in sides)),
        kind="denial",
        label=_label(tie),
        opened=day_of(first),
        settled=None,
        reason=tie.reason,
        sides=sides,
    )


def _label(tie: Tie) -> str:
    denier = plain_name(tie.denial)
    if tie.denied is None:
        did = "insisted" if is_insistence(tie.denial) else "denied"
        return f"{denier} {did}: “{words_of(tie.denial)}”"
    if tie.pointing:
        return f"{denier} denies “{words_of(tie.denial)}” of {plain_name(tie.denied)}"
    cue = " ".join(tie.denied.context.cue.split())
    if _BLAMING.match(cue):  # what follows is whom they blame, and no sentence
        return f"{plain_name(tie.denied)} {cue} “{words_of(tie.denied)}” and {denier} denies it"
    says = "say" if _SEVERAL.search(plain_name(tie.denied)) else "says"
    denies = "deny" if _SEVERAL.search(denier) else "denies"
    return f"{plain_name(tie.denied)} {says} and {denier} {denies}: “{words_of(tie.denied).removeprefix('that ')}”"
