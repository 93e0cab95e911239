"""Entities of different reports joined into sources. All people are invented."""

from __future__ import annotations

import random
from itertools import count

import pytest

from whence.account import Source
from whence.records import Entity, SourceKind
from whence.weigh.sources import join_sources
from whence.weigh.sources_names import given_outlet, organisation_key, person_name, same_transliterated

_ids = count(1)


def entity(report: str, *names: str, kind: SourceKind = "person", anonymous: bool = False) -> Entity:
    aliases = () if anonymous else names
    return Entity(f"{report}{next(_ids):04}", report, names[0], kind, anonymous, aliases, "test")


def groups(*given: Entity) -> list[set[str]]:
    found, _ = join_sources(given, {}, {})
    assert sorted(one for source in found for one in source.entity_ids) == sorted(one.id for one in given)
    assert len({source.id for source in found}) == len(found)
    return [{one[0] for one in source.entity_ids} for source in found]


def joined(*given: Entity) -> bool:
    return len(groups(*given)) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ana Ruiz", "President Ana Ruiz"),
        ("Ana Ruiz", "Ana M. Ruiz"),
        ("Tomás Vélez", "Tomas Velez"),
        ("A. Ruiz", "Ana Ruiz"),
        ("J. D. Harlow", "JD Harlow"),
        ("Bill Harlow", "William Harlow"),
        ("Qasim Harouni", "Qassem Haruni"),
        ("Abu Salim al-Torani", "Abu Salim Torani"),
        ("Park Min-jae", "Park Min Jae"),
        ("Ruiz", "Ana Ruiz"),
    ],
)
def test_one_person_under_two_names(one: str, two: str) -> None:
    assert joined(entity("a", one), entity("b", two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ana Ruiz", "Luz Ruiz"),
        ("Maria Santos", "Mario Santos"),
        ("Owen Harlow", "Owen Harlow Jr."),
        ("Ellen Marsh", "Alan Marsh"),
        ("John W. Marsh", "John H. Marsh"),
        ("Peter Olsen", "Peter Oldsen"),
    ],
)
def test_two_people_stay_two(one: str, two: str) -> None:
    assert not joined(entity("a", one), entity("b", two))


def test_a_bare_surname_of_two_people_stays_alone() -> None:
    found = groups(entity("a", "Ana Ruiz"), entity("b", "Luz Ruiz"), entity("c", "Ruiz"), entity("d", "Ruiz"))
    assert sorted(map(sorted, found)) == [["a"], ["b"], ["c"], ["d"]]


def test_a_bare_surname_that_every_report_gives_to_one_person() -> None:
    known = [entity(report, "Ana Ruiz", "Ruiz") for report in "abc"]
    assert {"a", "b", "c", "d"} in groups(*known, entity("d", "Ruiz"), entity("e", "Luz Ruiz"))


def test_an_initial_that_fits_two_people_stays_alone() -> None:
    assert len(groups(entity("a", "A. Ruiz"), entity("b", "Ana Ruiz"), entity("c", "Aida Ruiz"))) == 3


def test_anonymous_sources_never_join() -> None:
    made = [entity(report, "two officials", kind="group", anonymous=True) for report in "ab"]
    found, _ = join_sources(made, {}, {})
    assert [(source.name, source.anonymous, source.aliases) for source in found] == [("two officials", True, ())] * 2
    assert found[0].id != found[1].id


@pytest.mark.parametrize(
    ("one", "two"), [("U.N.", "the United Nations"), ("the Harbor Authority of Calder", "Harbor Authority of Calder")]
)
def test_one_body_under_two_names(one: str, two: str) -> None:
    assert joined(entity("a", one, kind="organisation"), entity("b", two, kind="organisation"))


@pytest.mark.parametrize("name", ["Foreign Ministry", "the police", "Supreme Court", "lawmakers"])
def test_a_name_that_every_country_has_joins_nothing(name: str) -> None:
    assert not joined(entity("a", name, kind="organisation"), entity("b", name, kind="organisation"))


def test_an_acronym_joins_its_expansion_only_where_a_report_has_both() -> None:
    full, short = "Calder River Rescue Corps", "CRRC"
    apart = [entity("a", full, kind="organisation"), entity("b", short, kind="organisation")]
    assert len(groups(*apart)) == 2
    assert len(groups(*apart, entity("c", full, kind="organisation"), entity("c", short, kind="organisation"))) == 1


def test_given_outlets_link_to_one_source() -> None:
    outlets = {"a": "The Calder Clarion - Opinion", "b": "Calder Clarion", "c": None, "d": "CNN (Web News)", "e": "CNN"}
    found, links = join_sources([entity("b", "Calder Clarion", kind="outlet")], outlets, {})
    linked = dict(links)
    assert sorted(linked) == ["a", "b", "d", "e"]
    assert linked["a"] == linked["b"]
    assert linked["d"] == linked["e"]
    assert {source.name for source in found if source.id == linked["d"]} == {"CNN"}
    assert all(source.kind == "outlet" for source in found)


def test_the_name_is_the_frequent_full_one_and_shared_aliases_are_no_aliases() -> None:
    given = [
        entity("a", "Ana Ruiz", "Ruiz"),
        entity("b", "President Ana Ruiz", "Ana Ruiz"),
        entity("c", "Luz Ruiz", "Ruiz"),
    ]
    found, _ = join_sources(given, {}, {})
    by_name: dict[str, Source] = {source.name: source for source in found}
    assert sorted(by_name) == ["Ana Ruiz", "Luz Ruiz"]
    assert by_name["Ana Ruiz"].aliases == ("Ana Ruiz", "President Ana Ruiz")


def test_order_of_input_never_matters() -> None:
    names = ("Ana Ruiz", "A. Ruiz", "Ruiz", "Luz Ruiz", "Qasim Harouni", "Qassem Haruni", "Haruni", "Ana M. Ruiz")
    given = [entity(chr(97 + at), name) for at, name in enumerate(names)]
    expected = join_sources(given, {"a": "CNN"}, {})
    for seed in range(5):
        shuffled = given.copy()
        random.Random(seed).shuffle(shuffled)
        assert join_sources(shuffled, {"a": "CNN"}, {}) == expected


def test_names_in_comparable_form() -> None:
    form = person_name("Secretary of the Navy Admiral Owen P. Harlow III")
    assert form is not None
    assert (form.tokens, form.suffix) == (("owen", "p", "harlow"), "iii")
    assert organisation_key("the U.N. Security Council") == "united nations security council"
    assert given_outlet("NPR Online News") == "NPR"
    assert same_transliterated("muhandis", "mohandes")
    assert not same_transliterated("petersen", "peterson")


def test_a_person_taken_for_a_body_in_one_report_is_the_person() -> None:
    assert joined(entity("a", "Ludmila Crane-Petrov", kind="organisation"), entity("b", "Ludmila Crane-Petrov"))
    assert not joined(entity("a", "Crane Petrov Lines", kind="organisation"), entity("b", "Ludmila Crane-Petrov"))
    assert not joined(entity("a", "Washington", kind="organisation"), entity("b", "Washington"))


def test_one_report_that_takes_a_body_for_a_person_makes_it_none() -> None:
    bodies = [entity(report, "Sallow Lines", kind="organisation") for report in "abc"]
    assert len(groups(*bodies, entity("d", "Sallow Lines"))) == 2


def test_a_surname_taken_for_a_body_in_one_report_is_the_persons() -> None:
    people = [entity(report, "Ana Ruiz", "Ruiz") for report in "ab"]
    assert joined(*people, entity("c", "Ruiz", kind="organisation"))
    assert joined(*people, entity("a", "Ruiz", kind="organisation"))


def test_a_body_of_a_persons_name_stays_one() -> None:
    people = [entity(report, "Ana Ruiz", "Ruiz") for report in "ab"]
    works = entity("d", "Ruiz Dam Works", "Ruiz", kind="organisation")
    assert not any({"a", "c"} <= one for one in groups(*people, works, entity("c", "Ruiz", kind="organisation")))
    more = [entity(report, "Ruiz", kind="organisation") for report in "cd"]
    assert not any({"a", "c"} <= one for one in groups(*people, *more))
    never_bare = [entity(report, "Ana Ruiz") for report in "ab"]
    assert not any({"a", "c"} <= one for one in groups(*never_bare, entity("c", "Ruiz", kind="organisation")))


def test_two_short_names_of_one_long_one() -> None:
    long, first, second = entity("a", "Omar Tariq Velani"), entity("b", "Omar Velani"), entity("c", "Tariq Velani")
    assert joined(long, first, second)
    assert not joined(entity("b", "Omar Velani"), entity("c", "Tariq Velani"))
    assert len(groups(long, first, entity("c", "Salim Velani"))) == 2
