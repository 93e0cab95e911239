"""Sources as a person ruled them: entities put together or kept apart, and the speakers that only a ruling names.

Whatever no ruling touches stays the source that it was. Where one source is divided, each of its other entities goes
with the one of the two whose names it shares more of; where that does not tell, it stays where most are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from whence.account import Source
from whence.records import Entity, SourceKind, digest
from whence.weigh.bonds import Bonds
from whence.weigh.sources_names import fold, untitled

Rebuild = Callable[[Sequence[Entity]], tuple[str, SourceKind]]
"""Name and kind of a source, from its entities."""


def rejoin(
    made: Sequence[Source], entities: Mapping[str, Entity], named: Iterable[Entity], bonds: Bonds, rebuild: Rebuild
) -> tuple[list[Source], dict[str, str]]:
    """The sources with every ruling followed, and the ids of those that are now part of another.

    `named` are the entities that only a ruling made (somebody named as a speaker): each joins the one source that has
    its name, where a ruling does not say whose it is, and else stands alone.
    """
    groups = [list(source.entity_ids) for source in made if source.entity_ids]
    groups += _attached(groups, made, sorted(named, key=lambda one: one.id), bonds)
    parts = [part for group in groups for part in _divided(group, entities, bonds)]
    before = {tuple(source.entity_ids): source for source in made}
    groups = bonds.join(parts)
    of = {one: tuple(sorted(group)) for group in groups for one in group}
    mains: dict[tuple[str, ...], list[Source]] = {}
    for source in (one for one in made if one.entity_ids):
        # What a source goes on as: the group with most of its entities.
        counts = Counter(of[one] for one in source.entity_ids)
        mains.setdefault(min(counts, key=lambda ids: (-counts[ids], ids)), []).append(source)
    sources: list[Source] = [source for source in made if not source.entity_ids]
    now: dict[str, str] = {}
    for ids in sorted(set(of.values())):
        if ids in before:
            sources.append(before[ids])
            continue
        going_on = mains.get(ids, [])
        source = _source(ids, going_on, [entities[one] for one in ids], rebuild)
        now.update({one.id: source.id for one in going_on})
        sources.append(source)
    return sources, now


def _source(ids: Sequence[str], mains: Sequence[Source], entities: Sequence[Entity], rebuild: Rebuild) -> Source:
    """A source made of these entities; it goes on as a named one that it holds all of, or has the name of."""
    aliases = tuple(sorted({" ".join(alias.split()) for one in entities if not one.anonymous for alias in one.aliases}))
    names = {
        fold(written) for one in entities for form in (one.name, *one.aliases) for written in (form, untitled(form))
    }
    named = [
        source
        for source in mains
        if not source.anonymous and (fold(source.name) in names or set(source.entity_ids) <= set(ids))
    ]
    if named:  # a full name before a bare one, then the one that most reports have
        goes_on = min(named, key=lambda one: (len(one.name.split()) < 2, -len(one.entity_ids), one.id))
        return Source(goes_on.id, goes_on.name, goes_on.kind, False, aliases, tuple(ids))
    telling = [one for one in entities if not one.anonymous]
    name, kind = rebuild(telling or entities)
    whole = not telling
    return Source(digest("source", kind, name, min(ids)), name, kind, whole, () if whole else aliases, tuple(ids))


def _attached(
    groups: Sequence[list[str]], made: Sequence[Source], named: Sequence[Entity], bonds: Bonds
) -> list[list[str]]:
    """Put each named entity into the one group with its name; those that none or several could take stand alone,
    together where they have one name."""
    owners: dict[str, list[int]] = {}
    with_entities = [source for source in made if source.entity_ids]
    for at, source in enumerate(with_entities):
        if not source.anonymous:
            for name in sorted({fold(written) for written in (source.name, *source.aliases)}):
                owners.setdefault(name, []).append(at)
    alone: dict[str, list[str]] = {}
    for one in named:
        fitting = owners.get(fold(one.name), [])
        if len(bonds.part(one.id)) > 1:
            alone[one.id] = [one.id]
        elif len(fitting) == 1:
            groups[fitting[0]].append(one.id)
        else:
            alone.setdefault(fold(one.name), []).append(one.id)
    return [alone[name] for name in sorted(alone)]


def _divided(group: list[str], entities: Mapping[str, Entity], bonds: Bonds) -> list[list[str]]:
    """The group, or its parts where some of it was ruled apart from other of it."""
    seeds = [one for one in sorted(group) if bonds.apart_from(one) & set(group)]
    if not seeds:
        return [group]
    names = {one: _names(entities[one]) for one in group}
    like = {seed: sum(bool(names[seed] & names[one]) for one in group) for seed in seeds}
    parts: list[list[str]] = []
    for seed in sorted(seeds, key=lambda one: (-like[one], one)):
        free = [part for part in parts if not bonds.clash([seed], part)]
        if free:
            max(free, key=lambda part: _alike(names, seed, part)).append(seed)
        else:
            parts.append([seed])
    sown = [list(part) for part in parts]
    for one in sorted(set(group) - set(seeds)):
        chosen = max(range(len(parts)), key=lambda at: _alike(names, one, sown[at]))
        parts[chosen].append(one)
    return parts


def _names(entity: Entity) -> Counter[str]:
    """The names of an entity, folded and untitled: each once."""
    return Counter({fold(untitled(written) or written): 1 for written in (entity.name, *entity.aliases)})


def _alike(names: Mapping[str, Counter[str]], one: str, part: Sequence[str]) -> int:
    return max((names[one] & names[other]).total() for other in part)
