"""Organisations, offices, groups and outlets of different reports joined under their names.

Equal names join, whatever article, points or case; an acronym joins its expansion where one report uses both and the
initials agree. A name that every country has (`the Foreign Ministry`, `police`) joins nothing across reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from whence.records import Entity
from whence.weigh.sources_names import (
    acronym,
    given_outlet,
    initials,
    is_generic,
    known_outlet,
    organisation_key,
)
from whence.weigh.words import mapping


@dataclass(slots=True)
class Body:
    """One organisation or outlet: the key under which it was joined and its entities.

    `name` is set where a lexicon or the user's given outlet decides it; `outlet` where it is known to be one.
    """

    key: str
    entities: list[Entity] = field(default_factory=list)
    name: str | None = None
    outlet: bool = False
    ambiguous: bool = False


def join_bodies(entities: Iterable[Entity], outlets: Iterable[str]) -> list[Body]:
    """Bodies across reports, those that only the given outlets name included; sorted by key."""
    bodies: dict[str, Body] = {}
    alone: list[Body] = []
    ordered = sorted(entities, key=lambda one: one.id)
    expansions = _expansions(ordered)
    for entity in ordered:
        if stands_alone(entity):
            alone.append(Body(organisation_key(entity.name), [entity], ambiguous=True))
            continue
        known = known_outlet(entity.name) if entity.kind in ("outlet", "organisation") else None
        key = "outlet:" + organisation_key(known) if known else _key(entity, expansions)
        body = bodies.setdefault(key, Body(key))
        body.entities.append(entity)
        body.name = known or body.name
        body.outlet = body.outlet or known is not None
    for name in sorted(set(outlets)):
        given = given_outlet(name)
        known = known_outlet(given)
        key = "outlet:" + organisation_key(known) if known else organisation_key(given)
        body = bodies.setdefault(key, Body(key, name=known or given))
        body.outlet = True
        body.name = body.name or known or given
    return [*(bodies[key] for key in sorted(bodies)), *alone]


def outlet_body_key(name: str) -> str:
    """The key of the body that a given outlet's name belongs to."""
    given = given_outlet(name)
    known = known_outlet(given)
    return "outlet:" + organisation_key(known) if known else organisation_key(given)


def stands_alone(entity: Entity) -> bool:
    """Whether a name does not say which body it is, so that the same words in another report may mean another."""
    if not organisation_key(entity.name):
        return True
    if not entity.aliases and entity.name.split()[0].lower() in _DETERMINERS:
        return True  # only described, never named
    return is_generic(entity.name) and known_outlet(entity.name) is None


_DETERMINERS = frozenset(
    ("the", "a", "an", "some", "several", "many", "two", "three", "his", "her", "their", "its", "one", "other", "our")
)


def _key(entity: Entity, expansions: Mapping[str, str]) -> str:
    key = organisation_key(entity.name)
    return expansions.get(key, key)


def _expansions(entities: Iterable[Entity]) -> dict[str, str]:
    """Acronyms' keys to the keys of their one expansion in the pile; an acronym with two expansions has none."""
    names: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        names[entity.report_id].extend((entity.name, *entity.aliases))
    found: dict[str, set[str]] = defaultdict(set)
    for report in sorted(names):
        short = {letters for name in names[report] if (letters := acronym(name)) is not None}
        for name in names[report]:
            for letters in sorted(initials(name) & short):
                if letters not in mapping("sources_abbreviations.tsv"):
                    found[organisation_key(letters)].add(organisation_key(name))
    return {letters: next(iter(full)) for letters, full in found.items() if len(full) == 1}
