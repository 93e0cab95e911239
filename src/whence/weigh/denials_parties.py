"""For whom somebody speaks: a president for the state that he leads, a capital for its government.

`Ostrel shelled the town` accuses Ostrel, and it is `Ostrelian President Mara Varro`, or the seat of its government, who
denies it. Who leads what is read from the pile itself, where an office stands between the name of a state, or of a
house, and that of a person. Only denials ask this; who speaks is nowhere changed by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from whence.weigh.statements import Statement, spoken
from whence.weigh.timeline_words import name_stem
from whence.weigh.words import lexicon, mapping

_HEADS = frozenset(
    {"president", "premier", "prime", "chancellor", "king", "queen", "emir", "sultan", "leader", "ruler"}
)
"""Offices that lead: what a state is said to have done is said of them, and the other way round."""
_BEFORE = frozenset({"former", "vice", "deputy", "then", "ex", "late", "interim", "the", "for", "and", "with"})
"""Words before an office that are no state's name, or say that somebody holds another office."""

_PEOPLE = re.compile(r"[a-z]{2}(?:ian|ean|ese|ish)$")
"""Endings of what belongs to a people."""


def with_parties(statements: Sequence[Statement]) -> list[Statement]:
    """The statements, each with the other names of whom its speaker answers for."""
    led, leads = _offices(statements)
    return [replace(one, party=_party(spoken(one), led, leads)) for one in statements]


def _party(names: frozenset[str], led: Mapping[str, set[str]], leads: Mapping[str, set[str]]) -> frozenset[str]:
    states = {name_stem(_seats()[name]) for name in names if name in _seats()}
    for name in names:
        states |= led.get(name, set())
    found = set(states)
    for state in states | names:
        found |= leads.get(state, set())
    return frozenset(found - names)


@cache
def _seats() -> Mapping[str, str]:
    """The stem of each seat's name, and its nation in one word."""
    return {name_stem(seat): nation for seat, nation in mapping("denials_capitals.tsv").items() if " " not in nation}


def _offices(statements: Sequence[Statement]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Person to state and leader's state to person, by the stems of their last names."""
    led: dict[str, set[str]] = defaultdict(set)
    leads: dict[str, set[str]] = defaultdict(set)
    for one in statements:
        for found in _office().finditer(f"{one.context.lead} {one.context.cue} {one.context.content}"):
            state, office, person = found["state"], found["office"].lower(), re.split(r"[\s-]", found["person"])[-1]
            if not _names_a_state(state) or person.isupper():
                continue
            state = re.sub(r"['’]s?$", "", state)
            last = name_stem(re.sub(r"['’]s?$", "", person))
            led[last].add(name_stem(state))
            if set(office.split()) & _HEADS and not set(office.split()) & _BEFORE:
                leads[name_stem(state)].add(last)
    return led, leads


def _names_a_state(word: str) -> bool:
    """`Ostrelian`, `Ostrel's`: no other word before an office says whose it is (`Foreign Minister`, `Wednesday`)."""
    if word.lower() in _BEFORE:
        return False
    return word.endswith(("'s", "’s")) or word.lower() in mapping("series_nations.tsv") or bool(_PEOPLE.search(word))


@cache
def _office() -> re.Pattern[str]:
    offices = "|".join(sorted(map(re.escape, lexicon("denials_leaders.txt"))))
    return re.compile(
        r"\b(?P<state>(?:(?:[A-Z]\.){2,}|[A-Z]\w+)(?:['’]s)?)\s+"
        rf"(?P<office>(?:[A-Za-z]+\s+){{0,2}}?(?i:{offices})(?:\s+(?i:minister|general|leader))?),?\s+"
        r"(?P<person>[A-Z][\w’'-]+(?:\s+(?:al-)?[A-Z][\w’'-]+){0,2})"
    )
