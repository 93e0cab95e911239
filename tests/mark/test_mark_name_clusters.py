"""Which names of people are one person's: surnames shared by relatives, juniors, titles."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import a_report
from whence.mark.name_clusters import cluster_people, surname
from whence.mark.name_shapes import make_name
from whence.mark.names import find_names
from whence.mark.parse import parse
from whence.mark.passages import find_passages


def people(text: str, nlp: Language) -> dict[str, int]:
    passages = find_passages(a_report(text))
    names = find_names(parse(text, passages, nlp), passages)
    return {one.name: len(one.names) for one in names.people()}


def clustered(text: str, names: list[str], nlp: Language) -> dict[str, int]:
    """The clusters of the names given, each found where it first stands behind the one before."""
    doc = nlp(text)
    found, at = [], 0
    for words in names:
        at = text.index(words, at)
        span = doc.char_span(at, at + len(words), alignment_mode="expand")
        assert span is not None
        name = make_name(doc, span.start, span.end)
        assert name is not None
        found.append(name)
        at += len(words)
    clusters, _ = cluster_people(doc, found)
    return {one.name: len(one.names) for one in clusters}


def test_a_bare_surname_goes_to_whom_the_report_makes_most_of_not_to_a_relative(nlp: Language) -> None:
    text = (
        "Senator Tolmer Quade met miners. His wife, Anna Quade, stood beside him. Tolmer Quade spoke first. "
        "Quade said the mine was safe."
    )
    names = ["Tolmer Quade", "Anna Quade", "Tolmer Quade", "Quade"]
    assert clustered(text, names, nlp) == {"Tolmer Quade": 3, "Anna Quade": 1}


def test_a_known_given_name_does_not_win_a_surname(nlp: Language) -> None:
    """`Anna` stands in the lexicon of given names and `Tolmer` does not: that says nothing of who is meant."""
    text = "Tolmer Quade ran. Tolmer Quade won. Anna Quade, his sister, clapped. Quade thanked her."
    assert clustered(text, ["Tolmer Quade", "Tolmer Quade", "Anna Quade", "Quade"], nlp)["Tolmer Quade"] == 3


def test_two_of_one_surname_of_whom_none_stands_out_leave_it_a_name_of_its_own(nlp: Language) -> None:
    text = "Anna Quade and Peter Quade own the mine. Quade said it was safe."
    assert clustered(text, ["Anna Quade", "Peter Quade", "Quade"], nlp) == {
        "Anna Quade": 1,
        "Peter Quade": 1,
        "Quade": 1,
    }


def test_a_title_decides_between_husband_and_wife(nlp: Language) -> None:
    text = "Anna Quade and Peter Quade own the mine. Mrs. Quade said it was safe. Mr. Quade left."
    found = clustered(text, ["Anna Quade", "Peter Quade", "Quade", "Quade"], nlp)
    assert found == {"Anna Quade": 2, "Peter Quade": 2}


def test_a_junior_is_not_his_father(nlp: Language) -> None:
    text = "Peter Quade Jr met a lawyer. Peter Quade was told. Quade Jr said nothing. Quade said it was fine."
    found = clustered(text, ["Peter Quade Jr", "Peter Quade", "Quade Jr", "Quade"], nlp)
    assert found == {"Peter Quade Jr": 2, "Peter Quade": 2}


def test_a_junior_alone_keeps_his_surname(nlp: Language) -> None:
    text = "Peter Quade Jr. met a lawyer. Quade said it was fine."
    assert clustered(text, ["Peter Quade Jr.", "Quade"], nlp) == {"Peter Quade Jr.": 2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Peter Quade Jr.", "quade"), ("Qasem al-Qadir", "qadir"), ("Quade III", "quade"), ("", "")],
)
def test_surname(text: str, expected: str) -> None:
    assert surname(text) == expected


def test_a_name_behind_its_outlet_is_the_person_alone(nlp: Language) -> None:
    found = people("The Guardian’s Polly Ferguson writes that the mine was safe. Ferguson has been there.", nlp)
    assert found == {"Polly Ferguson": 2}


def test_a_relative_named_in_full_does_not_take_the_surname_of_whom_the_report_is_about(nlp: Language) -> None:
    text = "Quade said the mine was safe. President Quade left with the first lady, Anna Quade. Quade waved."
    assert clustered(text, ["Quade", "Quade", "Anna Quade", "Quade"], nlp) == {"Quade": 3, "Anna Quade": 1}


def test_a_relative_alone_keeps_her_surname(nlp: Language) -> None:
    text = "Anna Quade, the wife of the owner, said the mine was safe. Quade had been there."
    assert clustered(text, ["Anna Quade", "Quade"], nlp) == {"Anna Quade": 2}


def test_a_title_that_does_not_fit_is_somebody_else(nlp: Language) -> None:
    text = "Peter Quade opened the talks. Peter Quade left. Mrs. Quade said the talks had failed."
    assert clustered(text, ["Peter Quade", "Peter Quade", "Quade"], nlp) == {"Peter Quade": 2, "Quade": 1}


def test_whose_wife_it_is_is_no_relative(nlp: Language) -> None:
    text = "Peter Quade's wife died on Monday. Mr. Quade said she had been ill."
    assert clustered(text, ["Peter Quade", "Quade"], nlp) == {"Peter Quade": 2}


def test_a_title_tells_gender_before_the_given_name(nlp: Language) -> None:
    passages = find_passages(a_report(text := "Mr. Ashley Quade met miners. Mr. Quade was tired."))
    names = find_names(parse(text, passages, nlp), passages)
    assert [one.gender for one in names.people()] == ["m"]


def test_a_given_name_is_whose_the_report_is_about(nlp: Language) -> None:
    text = (
        "David Hogarth rows. Hogarth won. Hogarth lost. Hogarth rests. Hogarth sang. He has the jaw of David Byrd. "
        "Until David was old, the boat stayed."
    )
    names = ["David Hogarth", "Hogarth", "Hogarth", "Hogarth", "Hogarth", "David Byrd", "David"]
    assert clustered(text, names, nlp) == {"David Hogarth": 6, "David Byrd": 1}
