"""Names: who and what is named, under which forms, and who is kept apart."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Span

from marked_text import Marked, a_report, marked
from whence.mark.name_shapes import Named, fold, is_glued, looks_like_outlet, outlet_name
from whence.mark.names import find_names
from whence.mark.parse import parse
from whence.mark.passages import find_passages


def named(text: str, nlp: Language) -> list[Named]:
    passages = find_passages(a_report(text))
    return find_names(parse(text, passages, nlp), passages).named


def people(text: str, nlp: Language) -> dict[str, int]:
    """Each person with the number of places where the name stands."""
    return {one.name: len(one.names) for one in named(text, nlp) if one.kind == "person"}


def aliases(found: Marked, name: str) -> tuple[str, ...]:
    return next(entity.aliases for entity in found.marks.entities if entity.name == name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A full name and then the surname alone.
        ("Mara Vell spoke on Monday. Vell said the dam was sound.", {"Mara Vell": 2}),
        ("Mara Vell spoke on Monday. Ms. Vell said the dam was sound.", {"Mara Vell": 2}),
        ("Mara Vell spoke on Monday. Vell's crew had left.", {"Mara Vell": 2}),
        ("Mara Vell spoke on Monday. The crew liked Vell’s plan.", {"Mara Vell": 2}),
        # A month that is a surname, and a verb of a headline that is no given name.
        ("Prime Minister Anna May spoke. Mrs May said it leaks. May said it leaked in May.", {"Anna May": 3}),
        (
            "GOP Slams Keller For Saying The Dam Is Fine\nPresident Keller spoke on Monday. Keller left early.",
            {"Keller": 3},
        ),
        # A title is no part of the name.
        ("Mayor Mara Vell spoke on Monday.", {"Mara Vell": 1}),
        ("President Mara Vell met Senator Piers Okonjaro.", {"Mara Vell": 1, "Piers Okonjaro": 1}),
        ("Gen. Mara Vell spoke on Monday. General Vell left.", {"Mara Vell": 2}),
        # Initials and a middle name.
        ("John B. Harrow spoke. John Harrow left. Harrow was tired.", {"John B. Harrow": 3}),
        ("J. Harrow spoke on Monday. John Harrow left early.", {"John Harrow": 2}),
        # Accents.
        ("Tomás Herrera spoke on Monday. Tomas Herrera left. Herrera was tired.", {"Tomás Herrera": 3}),
        ("José Peña spoke on Monday. Pena left on Tuesday.", {"José Peña": 2}),
        # Two persons of one surname stay two, and the bare surname is nobody's.
        (
            "John Harrow and Anna Harrow spoke on Monday. Harrow left early.",
            {"John Harrow": 1, "Anna Harrow": 1, "Harrow": 1},
        ),
        # People.
        ("John Harrow met Anna Keller on Monday.", {"John Harrow": 1, "Anna Keller": 1}),
        ("John Harrow Jr. spoke on Monday. Harrow left.", {"John Harrow Jr.": 2}),
    ],
)
def test_one_person_under_the_names_used(text: str, expected: dict[str, int], nlp: Language) -> None:
    assert people(text, nlp) == expected


@pytest.mark.parametrize("particle", ["al-", "el-", "Al-"])
def test_a_particle_is_part_of_the_name_and_not_needed_for_it(particle: str, nlp: Language) -> None:
    text = f"Samir {particle}Hadidi spoke on Monday. Hadidi left on Tuesday. Mr. {particle}Hadidi was tired."
    found = people(text, nlp)
    assert len(found) == 1, found
    assert found[f"Samir {particle}Hadidi"] >= 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Dorte Vennick, 58, lost her house in the flood.",
            "Dorte Vennick",
            marks=pytest.mark.xfail(strict=True, reason="the recogniser takes the surname alone and the rule keeps it"),
        ),
        ("Piers Okonjaro, a spokesman for the council, was asked.", "Piers Okonjaro"),
        ("The crew was led by Ilse Brandvold, who left on Monday.", "Ilse Brandvold"),
        ("Superintendent Orla Fenwick of the valley police was asked.", "Orla Fenwick"),
        ("Judge Tamsin Roake heard the case on Monday.", "Tamsin Roake"),
    ],
)
def test_people_whom_the_report_introduces(text: str, name: str, nlp: Language) -> None:
    assert name in people(text, nlp)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Halden Brae, which runs the dam, was fined on Monday.", "Halden Brae"),
        ("Calder Vane, the company that runs the dam, was fined.", "Calder Vane"),
        ("The crew of the USS Brandon left on Monday.", "USS Brandon"),
    ],
)
def test_companies_and_ships_are_no_people(text: str, body: str, nlp: Language) -> None:
    assert body not in people(text, nlp)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Reuters said the dam broke.", "outlet", {"Reuters": ("Reuters",)}),
        ("The Associated Press said the dam broke. AP had seen it.", "outlet",
         {"The Associated Press": ("AP", "Associated Press")}),
        ("The Washington Post said the dam broke. The Post had seen it.", "outlet",
         {"The Washington Post": ("Post", "Washington Post")}),
        ("The Washington Post wrote first. Crews told the Post of it.", "outlet",
         {"The Washington Post": ("Post", "Washington Post")}),
        ("The Port Calder Courier said the dam broke. The Courier had seen it.", "outlet",
         {"Port Calder Courier": ("Courier", "Port Calder Courier")}),
        ("The White House said the dam broke.", "organisation", {"White House": ("White House",)}),
        ("The Kremlin said the dam broke.", "organisation", {"Kremlin": ("Kremlin",)}),
    ],
)  # fmt: skip
def test_outlets_and_metonyms(text: str, kind: str, expected: dict[str, tuple[str, ...]], nlp: Language) -> None:
    assert marked(text, nlp).named(kind) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Post closed at noon on Monday.",
        "She took up the post on Monday.",
        "The Washington Post and the Calder Post both wrote. The Post was first.",
    ],
)
def test_a_short_form_needs_one_outlet_that_it_can_stand_for(text: str, nlp: Language) -> None:
    assert all("Post" not in entity.aliases or entity.name == "Post" for entity in marked(text, nlp).marks.entities)


@pytest.mark.parametrize(
    "text",
    [
        "She works at the CNN Center in the city.",
        "The hill is steep and the guardian angel looks down.",
        "The time is up and the globe is round.",
    ],
)
def test_words_that_outlets_are_called_as_well(text: str, nlp: Language) -> None:
    assert marked(text, nlp).named("outlet") == {}


def test_the_agency_of_a_dateline_is_an_outlet_wherever_it_is_named(nlp: Language) -> None:
    text = (
        "Dam gives way\n\nOSTRY HEAD, Vantria (Interwire) — The dam broke on Monday, Interwire learned.\n\nCrews came."
    )
    found = marked(text, nlp)
    assert found.named("outlet") == {"Interwire": ("Interwire",)}
    assert [found.text[m.start : m.end] for m in found.marks.mentions if m.basis == "name"].count("Interwire") == 2


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mr. Harrow spoke on Monday.", "m"),
        ("Mrs. Harrow spoke on Monday.", "f"),
        ("Ms Harrow spoke on Monday.", "f"),
        ("Congresswoman Sandy Harrow spoke on Monday.", "f"),
        ("Sandy Harrow, a spokeswoman for the council, spoke.", "f"),
        ("Queen Harrow spoke on Monday.", "f"),
    ],
)
def test_gender_from_the_words_around_a_name(text: str, gender: str, nlp: Language) -> None:
    assert [one.gender for one in named(text, nlp) if one.kind == "person"] == [gender]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Mayor Mara Harrow spoke on Monday.", ("mayor", False)),
        ("Mara Harrow, the mayor, spoke on Monday.", ("mayor", False)),
        ("The mayor, Mara Harrow, spoke on Monday.", ("mayor", False)),
        ("French Minister Anna Keller spoke on Monday.", ("minister", True)),
    ],
)
def test_roles_from_the_words_around_a_name(text: str, role: tuple[str, bool], nlp: Language) -> None:
    assert role in [role for one in named(text, nlp) if one.kind == "person" for role in one.roles]


def test_names_in_furniture_are_no_names(nlp: Language) -> None:
    text = "The dam broke on Monday at noon.\nRead more: John Harrow resigns\nCrews came."
    assert people(text, nlp) == {}


def test_a_name_never_runs_over_the_end_of_a_line(nlp: Language) -> None:
    text = "By John Harrow\nAnna Keller said the dam broke.\n\nMore."
    assert all("\n" not in name.text for one in named(text, nlp) for name in one.names)


def test_names_in_the_text_are_where_they_say(nlp: Language) -> None:
    text = "Reuters told Mayor Anna Keller’s crew that 'the Washington Post' and Keller were wrong, John Harrow said."
    for one in named(text, nlp):
        for name in one.names:
            assert text[name.start : name.end] == name.text


def test_aliases_hold_no_pronoun_and_no_role(nlp: Language) -> None:
    found = marked("Mayor Anna Keller spoke. Keller said it broke. She said it held. The mayor said it leaked.", nlp)
    assert aliases(found, "Anna Keller") == ("Anna Keller", "Keller")
    bases = [(found.text[m.start : m.end], m.basis) for m in found.marks.mentions]
    assert ("She", "pronoun") in bases
    assert ("The mayor", "role") in bases


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Nicolás", "nicolas"),
        ("  Vell, ", "vell"),
        ("“Vell”", "vell"),
        ("O’Hara", "o'hara"),
        ("José  Peña", "jose pena"),
    ],
)
def test_fold(a: str, b: str) -> None:
    assert fold(a) == b


@pytest.mark.parametrize(
    ("text", "expected"),
    [("HarrowKeller", True), ("ReaderView", True), ("MacArthur", False), ("Fitzgerald", False), ("YouTube", False),
     ("Harrow", False), ("NATO", False), ("Harrow-Keller", False)],
)  # fmt: skip
def test_words_run_into_one(text: str, expected: bool) -> None:
    assert is_glued(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("the Washington Post", "The Washington Post"), ("AP", "The Associated Press"), ("Ostry", None), ("Post", None)],
)
def test_outlet_name(text: str, expected: str | None) -> None:
    assert outlet_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Port Calder Courier", True), ("Vantry Ledger", True), ("Courier", False), ("Mara Vell", False)],
)
def test_looks_like_outlet(text: str, expected: bool) -> None:
    assert looks_like_outlet(text) is expected


def test_the_us_is_no_pronoun(nlp: Language) -> None:
    found = [one.name for one in named("The US said the dam was sound. The US has sent engineers.", nlp)]
    assert found == ["US"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Anna Harrow spoke on Monday. Harrow left early.", {"Anna Harrow": "person"}),
        # nobody of the report bears the name, or the first word is no given name
        (
            "Anna Harrow spoke on Monday. Keller left early.",
            {"Anna Harrow": "organisation", "Keller": "person"},
        ),
        (
            "Port Harrow spoke on Monday. Harrow left early.",
            {"Port Harrow": "organisation", "Harrow": "person"},
        ),
    ],
)
def test_a_person_taken_for_a_body(nlp: Language, text: str, kinds: dict[str, str]) -> None:
    passages = find_passages(a_report(text))
    doc = parse(text, passages, nlp)
    doc.set_ents([Span(doc, 0, 2, "ORG"), Span(doc, 6, 7, "PERSON")])
    assert {one.name: one.kind for one in find_names(doc, passages).named} == kinds


def test_a_body_of_a_state_is_not_the_department_of_that_name(nlp: Language) -> None:
    text = "The Marn State Department of Labor said 12 people were hurt. The State Department said nothing."
    assert {"Marn State Department of Labor", "State Department"} <= set(marked(text, nlp).named("organisation"))
