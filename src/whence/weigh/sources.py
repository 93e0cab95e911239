"""Entities of different reports joined into the sources of the account: a person under all names, a body, an outlet.

An anonymous source is never joined to another, and a name that could be two people's is left as it stands in its own
report. `Source.aliases` are strings of the texts that name this source and no other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from whence.account import Source
from whence.records import Entity, SourceKind, digest
from whence.rulings import RULED
from whence.weigh.bonds import NO_BONDS, Bonds
from whence.weigh.sources_bodies import Body, join_bodies, outlet_body_key
from whence.weigh.sources_names import acronym, fold, organisation_key, untitled
from whence.weigh.sources_persons import Person, bare_names, fullest_form, join_persons
from whence.weigh.sources_ruled import rejoin

OutletLinks = tuple[tuple[str, str], ...]


def join_sources(
    entities: Sequence[Entity],
    outlets: Mapping[str, str | None],
    mention_counts: Mapping[str, int],
    bonds: Bonds = NO_BONDS,
) -> tuple[list[Source], OutletLinks]:
    """The sources behind the entities, sorted by id, and pairs (report id, id of its outlet's source), sorted.

    `outlets` maps report ids to the outlet as given (or None); `mention_counts` maps entity ids to how often the report
    mentions them, which decides the form of the name. Every entity belongs to exactly one source. `bonds` are what a
    person ruled about pairs of entities; an entity that a ruling made takes no part in joining the others.
    """
    ordered = sorted((one for one in entities if one.made_by != RULED), key=lambda one: one.id)
    ruled = [one for one in entities if one.made_by == RULED]
    named = [one for one in ordered if not one.anonymous]
    people, surnames = _people(named), _surnames(named)
    of_people = {one.id for one in named if _is_person(one, people) or _is_surname(one, surnames)}
    persons = join_persons(one for one in named if one.id in of_people)
    given = sorted({name for name in outlets.values() if name})
    bodies = join_bodies((one for one in named if one.id not in of_people), given)
    made = [_anonymous(one) for one in ordered if one.anonymous]
    made += [_person(person, mention_counts) for person in persons]
    of_body = [(body, _body(body, mention_counts)) for body in bodies]
    made += [source for _, source in of_body]
    by_key = {body.key: source.id for body, source in of_body if not body.ambiguous}
    if bonds or ruled:
        known = {one.id: one for one in entities}
        made, moved = rejoin(made, known, ruled, bonds, lambda group: _rebuilt(group, mention_counts))
        by_key = {key: moved.get(source_id, source_id) for key, source_id in by_key.items()}
    links = tuple((report_id, by_key[outlet_body_key(name)]) for report_id, name in sorted(outlets.items()) if name)
    return _unshared(made), links


def _rebuilt(entities: Sequence[Entity], counts: Mapping[str, int]) -> tuple[str, SourceKind]:
    """Name and kind of a source that a ruling put together."""
    if any(one.kind == "person" for one in entities):
        source = _person(Person([], list(entities)), counts)
    else:
        source = _body(Body("", list(entities)), counts)
    return source.name, source.kind


def _people(named: Sequence[Entity]) -> frozenset[str]:
    """Full names that no fewer reports take for a person's than for a body's."""
    balance: Counter[str] = Counter()
    for one in named:
        if one.kind in ("person", "organisation") and len(one.name.split()) > 1:
            balance[fold(one.name)] += 1 if one.kind == "person" else -1
    people = {fold(one.name) for one in named if one.kind == "person"}
    return frozenset(name for name, more in balance.items() if more >= 0 and name in people)


def _surnames(named: Sequence[Entity]) -> frozenset[str]:
    """Single names that more reports have for a person named in full than for a body that is never called more.

    A body whose full name a report gives beside the single one (`Harlow Motors, Harlow`) keeps it.
    """
    persons: dict[str, set[str]] = defaultdict(set)
    bodies: dict[str, set[str]] = defaultdict(set)
    kept: set[str] = set()
    for one in named:
        form = fullest_form(one)
        if form is None:
            continue
        if one.kind == "person" and not form.bare:
            for name in {form.surname} & bare_names(one):
                persons[name].add(one.report_id)
        elif one.kind == "organisation" and form.bare:
            bodies[form.surname].add(one.report_id)
        elif one.kind != "person":
            kept |= bare_names(one)
    return frozenset(
        name for name in persons if name not in kept and len(persons[name]) > len(bodies[name] - persons[name])
    )


def _is_surname(entity: Entity, surnames: Set[str]) -> bool:
    """Whether an entity was taken for a body in one report, and its one word is how others call a person."""
    form = fullest_form(entity) if entity.kind == "organisation" else None
    return form is not None and form.bare and form.surname in surnames


def _is_person(entity: Entity, people: Set[str]) -> bool:
    """Whether an entity is a person, or was taken for a body in one report where another knows a person of the name."""
    return entity.kind == "person" or (entity.kind == "organisation" and fold(entity.name) in people)


def _anonymous(entity: Entity) -> Source:
    name = " ".join(entity.name.split())
    return Source(digest("source", entity.kind, name, entity.id), name, entity.kind, True, (), (entity.id,))


def _person(person: Person, counts: Mapping[str, int]) -> Source:
    forms: Counter[str] = Counter()
    for entity in person.entities:
        weight = max(1, counts.get(entity.id, 1))
        for written in {entity.name, *entity.aliases}:
            forms[untitled(written) or written] += weight
    name = _best_name(forms)
    apart = person.entities[0].id if person.ambiguous else ""
    return _source(name, "person", apart, person.entities)


def _best_name(forms: Mapping[str, int]) -> str:
    """The most frequent form of two words or more, else of one; with accents where frequency does not decide."""
    return max(forms, key=lambda form: (len(form.split()) > 1, forms[form], not form.isascii(), len(form), form))


def _body(body: Body, counts: Mapping[str, int]) -> Source:
    kinds: Counter[SourceKind] = Counter()
    forms: Counter[str] = Counter()
    for entity in body.entities:
        kinds[entity.kind] += 1
        forms[_without_article(entity.name)] += max(1, counts.get(entity.id, 1))
    kind: SourceKind = "outlet" if body.outlet else max(sorted(kinds), key=lambda one: kinds[one])
    name = body.name or max(forms, key=lambda form: (acronym(form) is None, forms[form], form))
    apart = body.entities[0].id if body.ambiguous else ""
    return _source(name, kind, apart, body.entities)


def _without_article(name: str) -> str:
    plain = " ".join(name.split())
    rest = plain[4:] if plain[:4] in ("the ", "The ") else plain
    return rest if organisation_key(rest) and rest[:1].isupper() else plain


def _source(name: str, kind: SourceKind, apart: str, entities: Sequence[Entity]) -> Source:
    aliases = {" ".join(alias.split()) for entity in entities for alias in entity.aliases}
    ids = tuple(sorted(entity.id for entity in entities))
    return Source(digest("source", kind, name, apart), name, kind, False, tuple(sorted(aliases)), ids)


def _unshared(made: Sequence[Source]) -> list[Source]:
    """Drop aliases that name more than one source, and give sources of one name and kind ids of their own."""
    owners: dict[str, set[str]] = defaultdict(set)
    taken: Counter[str] = Counter(source.id for source in made)
    renamed = [
        source
        if taken[source.id] == 1
        else Source(
            digest("source", source.kind, source.name, source.entity_ids[0] if source.entity_ids else ""),
            source.name,
            source.kind,
            source.anonymous,
            source.aliases,
            source.entity_ids,
        )
        for source in made
    ]
    for source in renamed:
        for alias in source.aliases:
            owners[fold(alias)].add(source.id)
    return sorted(
        (
            Source(
                source.id,
                source.name,
                source.kind,
                source.anonymous,
                tuple(alias for alias in source.aliases if len(owners[fold(alias)]) == 1),
                source.entity_ids,
            )
            for source in renamed
        ),
        key=lambda source: source.id,
    )
