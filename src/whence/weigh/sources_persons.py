"""People of different reports joined under their names. A wrong join is worse than a missed one.

Full names are clustered first, fullest first: two are one person where the surnames agree and no given name or suffix
contradicts, and only where just one cluster fits. A bare surname then joins a full name only where the pile has one
person of that name, or where every report that has introduced somebody of the name uses it for the same person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whence.records import Entity
from whence.weigh.sources_names import PersonName, person_name, same_transliterated, skeleton
from whence.weigh.words import mapping

DOMINANT = 8
"""A person who has the bare name in so many times as many reports as all others together has it by convention too."""
CONVENTION = 3
"""So many reports that introduce one person and then use the bare name for that person alone make it a convention."""


@dataclass(slots=True)
class Person:
    """One person: the forms of the name and the entities. `ambiguous` where the name could be another's."""

    forms: list[PersonName] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    ambiguous: bool = False


def join_persons(entities: Iterable[Entity]) -> list[Person]:
    """People across reports; an entity without a usable name stands alone. Deterministic: order of input is ignored."""
    full: dict[PersonName, list[Entity]] = defaultdict(list)
    bare: dict[PersonName, list[Entity]] = defaultdict(list)
    alone: list[Person] = []
    for entity in sorted(entities, key=lambda one: one.id):
        form = fullest_form(entity)
        if form is None:
            alone.append(Person([], [entity], ambiguous=True))
        else:
            (bare if form.bare else full)[form].append(entity)
    persons = _cluster(full)
    _split_reports(persons)
    return [*persons, *_place_bare(bare, persons), *alone]


def fullest_form(entity: Entity) -> PersonName | None:
    """The longest form of a name that the report uses for an entity."""
    forms = {form for name in (entity.name, *entity.aliases) if (form := person_name(name)) is not None}
    return max(forms, key=lambda form: (len(form.tokens), sum(map(len, form.tokens)), form), default=None)


def bare_names(entity: Entity) -> frozenset[str]:
    """The single names under which the report also knows an entity."""
    forms = (person_name(alias) for alias in entity.aliases)
    return frozenset(form.surname for form in forms if form is not None and form.bare)


def _cluster(full: Mapping[PersonName, Sequence[Entity]]) -> list[Person]:
    """Full names joined, fullest first; one that fits two different people stays alone."""
    buckets: dict[str, list[Person]] = defaultdict(list)
    persons: list[Person] = []
    order = sorted(full, key=lambda form: (-len(form.tokens), -sum(map(len, form.tokens)), form))
    known_bare = {form: frozenset().union(*(bare_names(one) for one in full[form])) for form in full}
    for form in order:
        keys = sorted({skeleton(form.surname), *map(skeleton, known_bare[form])})
        near = list({id(person): person for key in keys for person in buckets[key]}.values())
        fitting = [one for one in near if _fits(form, one, known_bare)]
        if len(fitting) > 1:  # the first given name decides between `Ana Ruiz Vega` and `Luz Ana Vega` for `Ana Vega`
            fitting = [one for one in fitting if any(_first_agrees(form, other) for other in one.forms)] or fitting
        if len(fitting) == 1:
            person = fitting[0]
        else:
            person = Person(ambiguous=len(fitting) > 1)
            persons.append(person)
        person.forms.append(form)
        person.entities.extend(full[form])
        for key in keys:
            if not any(person is held for held in buckets[key]):
                buckets[key].append(person)
    return persons


def _fits(form: PersonName, person: Person, known_bare: Mapping[PersonName, frozenset[str]]) -> bool:
    """One form at least agrees, and every other agrees too, or is a further spelling of the same foreign name, or what
    a longer one says that both leave out: `Omar Stone` and `Ali Stone` are one where `Omar Ali Stone` is."""
    agree = [_compatible(form, other, known_bare) for other in person.forms]
    whole = [other for fits, other in zip(agree, person.forms, strict=True) if fits and _holds(other, form)]
    return any(agree) and all(
        fits
        or [skeleton(token) for token in form.tokens] == [skeleton(token) for token in other.tokens]
        or any(_holds(one, other) for one in whole)
        for fits, other in zip(agree, person.forms, strict=True)
    )


def _holds(long: PersonName, short: PersonName) -> bool:
    """Whether each word of the shorter full name stands in the longer one, with the same surname."""
    return (
        len(long.tokens) > len(short.tokens)
        and long.surname == short.surname
        and min(len(token) for token in short.tokens) > 1
        and set(short.tokens) <= set(long.tokens)
    )


def _first_agrees(one: PersonName, two: PersonName) -> bool:
    return _given_agrees(one.tokens[0], two.tokens[0])


def _compatible(one: PersonName, two: PersonName, known_bare: Mapping[PersonName, frozenset[str]]) -> bool:
    """Whether two full names can be one person's."""
    if one.suffix != two.suffix:
        return False
    short, long = sorted((one, two), key=lambda form: (len(form.tokens), form))
    if short.surname != long.surname:
        if long.tokens[: len(short.tokens)] == short.tokens:
            return short.surname in known_bare.get(long, frozenset())  # a second surname that is often left out
        if not same_transliterated(short.surname, long.surname):
            return False
    return _givens_agree(short.tokens[:-1], long.tokens[:-1])


def _givens_agree(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Each given name of the shorter has its place, in order, among those of the longer; the first counts most."""
    if _initials_of(short, long) or _initials_of(long, short):
        return True
    if not _given_agrees(short[0], long[0]) and (len(short[0]) == 1 or short[0] not in long):
        return False
    at = 0
    for given in short:
        while at < len(long) and not _given_agrees(given, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _initials_of(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """`jd` for `james david`."""
    return len(one) == 1 and 1 < len(one[0]) <= 3 and len(two) > 1 and one[0] == "".join(name[0] for name in two)


def _given_agrees(one: str, two: str) -> bool:
    if one == two or (1 in (len(one), len(two)) and one[0] == two[0]):
        return True
    nicknames = mapping("sources_nicknames.tsv")
    if nicknames.get(one, one) == nicknames.get(two, two):
        return True
    return same_transliterated(one, two, least=4)


def _split_reports(persons: list[Person]) -> None:
    """A report that holds two entities of one cluster under different forms tells them apart: undo that join."""
    for person in list(persons):
        seen: Counter[str] = Counter(entity.report_id for entity in person.entities)
        if not any(count > 1 for count in seen.values()):
            continue
        by_form: dict[PersonName, list[Entity]] = defaultdict(list)
        for entity in person.entities:
            form = fullest_form(entity)
            if form is not None:
                by_form[form].append(entity)
        apart = {
            (one, two)
            for one in by_form
            for two in by_form
            if one < two and {e.report_id for e in by_form[one]} & {e.report_id for e in by_form[two]}
        }
        if not apart or all(_one_written_twice(one, two) for one, two in apart):
            continue
        persons.remove(person)
        persons.extend(Person([form], by_form[form]) for form in sorted(by_form))


def _one_written_twice(one: PersonName, two: PersonName) -> bool:
    """A report that writes one foreign name in two spellings, or once with a middle name, has not two people."""
    return all(
        any(_given_agrees(given, other) for other in two.tokens[:-1])
        for given in one.tokens[:-1]
        if len(given) > 1 and len(one.tokens) <= len(two.tokens)
    )


def _place_bare(bare: Mapping[PersonName, Sequence[Entity]], persons: Sequence[Person]) -> list[Person]:
    """Add bare names to the one person they can mean; those that could be two people's stay each alone."""
    by_surname: dict[str, list[Person]] = defaultdict(list)
    by_skeleton: dict[str, list[Person]] = defaultdict(list)
    by_first: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        for first in sorted({form.tokens[0] for form in person.forms}):
            by_first[first].append(person)
        names = {form.surname for form in person.forms}
        for entity in person.entities:
            names |= bare_names(entity)
        for name in sorted(names):
            by_surname[name].append(person)
            by_skeleton[skeleton(name)].append(person)
    rest: list[Person] = []
    for form in sorted(bare):
        fitting = by_surname.get(form.surname) or [
            one
            for one in by_skeleton.get(skeleton(form.surname), [])
            if any(same_transliterated(form.surname, other.surname) for other in one.forms)
        ]
        chosen = fitting[0] if len(fitting) == 1 else _by_convention(form.surname, fitting)
        if not fitting:
            chosen = _by_first_name(form.surname, bare[form], by_first.get(form.surname, []))
        if chosen is not None:
            chosen.entities.extend(bare[form])
        elif fitting:
            rest.extend(Person([form], [entity], ambiguous=True) for entity in bare[form])
        else:
            rest.append(Person([form], list(bare[form])))
    return _joined_spellings(rest)


def _by_first_name(name: str, entities: Sequence[Entity], fitting: Sequence[Person]) -> Person | None:
    """The one person of the pile who has it as first name (or as a surname that stands first), in one report of it."""
    by_size = sorted(fitting, key=lambda one: -len(one.entities))
    if not by_size or len(name) < 3 or len(by_size[0].entities) < DOMINANT * sum(len(o.entities) for o in by_size[1:]):
        return None
    reports = {entity.report_id for entity in by_size[0].entities}
    return by_size[0] if any(entity.report_id in reports for entity in entities) else None


def _by_convention(surname: str, fitting: Sequence[Person]) -> Person | None:
    """The one person for whom the reports use the bare name, where several do and none uses it for anybody else."""
    users = [
        (len({entity.report_id for entity in person.entities if surname in bare_names(entity)}), at)
        for at, person in enumerate(fitting)
    ]
    if not users:
        return None
    users.sort(reverse=True)
    most, at = users[0]
    rest = sum(count for count, _ in users[1:])
    settled = most >= CONVENTION if not rest else most >= DOMINANT * rest
    return fitting[at] if settled else None


def _joined_spellings(rest: Sequence[Person]) -> list[Person]:
    """Bare names that no full name explains, joined over the spellings of one foreign name."""
    joined: list[Person] = []
    for person in rest:
        same = [
            one
            for one in joined
            if not person.ambiguous
            and not one.ambiguous
            and same_transliterated(one.forms[0].surname, person.forms[0].surname)
        ]
        if len(same) == 1:
            same[0].forms.extend(person.forms)
            same[0].entities.extend(person.entities)
        else:
            joined.append(person)
    return joined
