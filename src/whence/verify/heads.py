"""What is counted: words that count one thing."""

from __future__ import annotations

EVERYBODY = frozenset(["adult", "american", "citizen", "resident", "public"])
"""Who is asked where all are: those who vote are others."""
_GROUPS = (
    frozenset(
        [
            "people", "person", "individual", "man", "woman", "child", "dead", "death", "toll", "killed", "died",
            "slain", "body", "victim", "civilian", "mourner", "casualty", "fatality",
        ]
    ),
    frozenset(["hurt", "injured", "wounded", "injury", "casualty", "people", "person"]),
    frozenset(["respondent", "voter", "people", "person", *EVERYBODY]),
    frozenset(["personnel", "troop", "troops", "soldier", "man", "force", "forces", "servicemember", "people"]),
)  # fmt: skip
"""Words that count one thing: the dead, the hurt, those who are polled, the men of a force."""
_OPEN = (None, "one", "other")
"""Heads that do not say what is counted."""
KINDS = frozenset(["man", "woman", "child", "boy", "girl"])
"""Who is one of these is none of the others, in a count of them side by side."""


def one_head(ours: str | None, theirs: str | None) -> bool:
    """Whether two counts can be of one thing: neither says of what (`9 million new ones`), or both words count it."""
    return ours == theirs or ours in _OPEN or theirs in _OPEN or any(ours in g and theirs in g for g in _GROUPS)
