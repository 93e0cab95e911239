"""The rows that a verified draft comes back as: plain values, ready to print, to put on a page or to write as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whence.story.queries_cited import Place

ClaimKind = Literal["quotation", "statement", "figure", "date", "role", "place"]
State = Literal[
    "differs", "wrong_speaker", "wrong_outlet", "superseded", "not_found", "disputed", "one_root", "shortened",
    "verbatim", "found",
]  # fmt: skip
SERIOUS: tuple[State, ...] = (
    "differs", "wrong_speaker", "wrong_outlet", "superseded", "not_found", "disputed", "one_root", "shortened",
    "verbatim", "found",
)  # fmt: skip
"""Every state, the most serious first."""
FAILS: frozenset[State] = frozenset({"differs", "wrong_speaker", "wrong_outlet", "superseded", "not_found"})
"""The states for which the command ends with 1."""
LABELS: dict[State, str] = {
    "differs": "differs",
    "wrong_speaker": "wrong speaker",
    "wrong_outlet": "another outlet",
    "superseded": "superseded since",
    "not_found": "not in these reports",
    "disputed": "disputed",
    "one_root": "one root only",
    "shortened": "verbatim, shortened",
    "verbatim": "verbatim",
    "found": "found",
}


@dataclass(frozen=True, slots=True)
class StateNote:
    """One state of a claim and, in a few words, why."""

    state: State
    note: str = ""

    @property
    def label(self) -> str:
        """The state in words."""
        return LABELS[self.state]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of one report that a claim was held against."""

    place: Place
    title: str
    words: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One claim of a draft. `start, end` are its characters in the draft's text; states come most serious first.

    `diff` lists (operation, the report's words, the draft's words) where they were aligned, with the operations
    `equal`, `replace`, `delete` (the draft leaves it out) and `insert` (the draft adds it).
    """

    kind: ClaimKind
    start: int
    end: int
    words: str
    states: tuple[StateNote, ...]
    evidence: tuple[Evidence, ...] = ()
    diff: tuple[tuple[str, str, str], ...] = ()

    @property
    def state(self) -> State:
        """The most serious state."""
        return self.states[0].state

    @property
    def fails(self) -> bool:
        """Whether somebody should look at it before it is published."""
        return self.state in FAILS


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A sentence of a draft, as a span of its text, in which nothing was found to look up. `nearest` is the sentence of
    a report that shares most of its meaning: it is shown, and nothing is said of whether it bears the draft out."""

    start: int
    end: int
    nearest: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """A draft and its claims by place. `published` is the day its dates were read against; `language` its language
    where that is not English, so that only what stands in quotation marks was looked up."""

    name: str
    text: str
    published: str | None
    reports: int
    claims: tuple[Checked, ...]
    language: str | None = None
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def failed(self) -> tuple[Checked, ...]:
        """The claims that differ, are superseded or are not in the reports."""
        return tuple(claim for claim in self.claims if claim.fails)

    @property
    def contradicted(self) -> tuple[Checked, ...]:
        """The claims of which the reports say something else."""
        return tuple(claim for claim in self.failed if claim.state != "not_found")

    @property
    def unknown(self) -> tuple[Checked, ...]:
        """The claims that the reports do not hold: wrong, or the writer's own."""
        return tuple(claim for claim in self.failed if claim.state == "not_found")

    @property
    def disputed(self) -> tuple[Checked, ...]:
        """The claims that a report bears out and another one does not."""
        return tuple(claim for claim in self.claims if claim.state == "disputed")

    @property
    def stands(self) -> tuple[Checked, ...]:
        """The claims that the reports bear out and do not dispute."""
        return tuple(claim for claim in self.claims if not claim.fails and claim.state != "disputed")


def in_order(notes: list[StateNote]) -> tuple[StateNote, ...]:
    """States with the most serious first, each once."""
    kept = {note.state: note for note in reversed(notes)}
    return tuple(kept[state] for state in SERIOUS if state in kept)
