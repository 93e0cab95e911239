"""Figures: what is counted together, numbers that leave their noun, and the places and days that are said elsewhere."""

from __future__ import annotations

import pytest
from spacy.language import Language

from whence.mark.figures import find_figures
from whence.mark.moments import find_moments
from whence.mark.parse import parse
from whence.mark.passages import find_passages
from whence.records import Figure, Published, Report


def figures(nlp: Language, text: str) -> list[Figure]:
    """The figures of a report of 12 June 2034, a Monday."""
    day = Published("2034-06-12", "2034-06-12", "2034-06-12", "given", 1.0, "")
    report = Report(id="r", origin="r.txt", text=text, published=day)
    passages = find_passages(report)
    doc = parse(text, passages, nlp)
    return find_figures(doc, report, passages, find_moments(doc, report, passages))


def words(nlp: Language, text: str) -> list[str]:
    return [text[f.start : f.end] for f in figures(nlp, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He targeted 25 Orsk citizens and companies.", ["25 Orsk citizens and companies"]),
        ("It killed dozens of men, women and children.", ["dozens of men, women and children"]),
        ("They sent eight warships, over 4,000 men, and fighter jets.", ["eight warships", "over 4,000 men"]),
        ("Three deaths and dozens of wounds were told.", ["Three deaths", "dozens of wounds"]),
        ("The police shot 12 protesters and arrested others.", ["12 protesters"]),
    ],
)
def test_what_one_number_counts_together(nlp: Language, text: str, expected: list[str]) -> None:
    assert words(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They blamed tens of billions of dollars in tariffs.", ["tens of billions of dollars in tariffs"]),
        ("It takes $2.4 trillion in 2033 tax receipts.", ["$2.4 trillion in 2033 tax receipts"]),
        ("It gave $20 billion in the Appropriations Committee.", ["$20 billion"]),
        ("It gave $340 million in Dorvan aid.", ["$340 million in Dorvan aid"]),
        ("Quint won by 1.2 percent points.", ["1.2 percent points"]),
        ("It sent a 20-member team of inspectors.", ["20-member team"]),
        ("They struck the town, killing possibly hundreds in the raid.", ["hundreds"]),
        ("It ended 26 years of fighting.", ["26 years of fighting"]),
        ("Quint is 100 percent committed to it.", []),
        ("They cut 100 percent of the aid.", ["100 percent of the aid"]),
        ("Report within 30 days of the date of the vote.", []),
    ],
)
def test_what_an_amount_is_of(nlp: Language, text: str, expected: list[str]) -> None:
    assert words(nlp, text) == expected


def test_heads_of_money_and_of_time(nlp: Language) -> None:
    assert figures(nlp, "It gave $20 billion in the Appropriations Committee.")[0].head is None
    assert figures(nlp, "It ended 26 years of fighting.")[0].head == "fighting"
    assert figures(nlp, "It is in the 448-page report.")[0].head == "page"
    assert figures(nlp, "It met a 3,000-strong force.")[0].head == "force"
    assert figures(nlp, "Quint won by 1.2 percent points.")[0].unit == "percentage_point"


def test_a_number_that_leaves_its_noun_to_the_sentence_before(nlp: Language) -> None:
    text = "Kerrin said that 85,000 refugees came. Then Kerrin said that 100,000 would be accepted."
    assert [(f.low, f.head) for f in figures(nlp, text)] == [(85000, "refugee"), (100000, "refugee")]


def test_the_value_that_another_takes_the_place_of(nlp: Language) -> None:
    text = "The governor raised the death toll from Storm Elsa to an estimated 2,975 from 64 following a study."
    assert [(f.low, f.head) for f in figures(nlp, text)] == [(2975, "toll"), (64, "toll")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Firms make 30 percent of parts in Dorvan's equipment.", ["in Dorvan's equipment"]),
        ("He did not address two other arguments of the report.", ["of the report"]),
        ("Quint leads 42 percent to 39 percent in Canada.", ["in Canada", "in Canada"]),
        ("He named the six men who died after an attack in Norway.", ["in Norway"]),
        ("They set three rules under Dorvan policy.", [None]),
        ("The ministry left Quint with two choices.", [None]),
        ("The base in Norway was attacked on May 3. Four people were killed.", ["in Norway"]),
        ("The mill in Norway opened on May 3. Four people were killed.", [None]),
    ],
)
def test_where_it_holds(nlp: Language, text: str, expected: list[str | None]) -> None:
    assert [f.scope for f in figures(nlp, text)] == expected


MAY_3 = ("2034-05-03", "2034-05-03")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The base in Norway was attacked on May 3. Four people were killed.", [MAY_3]),
        ("The mill in Norway opened on May 3. Four people were killed.", [(None, None)]),
        (
            "In May, 50 percent trusted the Blues, and 44 percent trusted the Greens.",
            [("2034-05-01", "2034-05-31"), ("2034-05-01", "2034-05-31")],
        ),
        ("Medics saw a cut of 2 percent in the years 2022 and 2023.", [("2022-01-01", "2023-12-31")]),
        ("The paper reported on Monday after the meeting of the two leaders.", [(None, None)]),
        ("The state reported 12 deaths on May 3.", [MAY_3]),
        ("He held a 90-minute call on May 3.", [MAY_3]),
        ("There were reports of hundreds killed by gas on May 3.", [MAY_3]),
        ("The May 3 attack killed 1,400 people, including hundreds of children.", [MAY_3, MAY_3]),
        ("He said 20 people died in the May 3 attack.", [MAY_3]),
        ("Only 7 percent knew enough about the May 3 attack.", [(None, None)]),
    ],
)
def test_when_it_holds(nlp: Language, text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(f.as_of_from, f.as_of_to) for f in figures(nlp, text)] == expected


def test_an_age_after_a_name_that_is_taken_for_a_place(nlp: Language) -> None:
    text = "Georgia, 62, who was seen as a leader, spoke."
    assert [(f.low, f.measured) for f in figures(nlp, text)] == [(62, "age")]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Norway has lost 67 people, including three sailors.", ["Norway", "Norway"]),
        ("A bomb killed 20 people in Oslo on Monday, including six children.", ["in Oslo", "in Oslo"]),
        ("Norway is home to 30,000 bears.", ["Norway"]),
        ("Rebels took Oslo – home to about 30,000 bears – and closed the roads.", ["Oslo"]),
        ("Quint visited Norway on Friday, holding a rally in Oslo that drew nearly 5,000 people.", ["in Oslo"]),
        ("A march in Oslo drew 5,000 people on Friday.", ["in Oslo"]),
        ("Job growth in Norway was 30 percent lower.", ["in Norway"]),
        ("They cut waste in Norway by 30 percent.", ["in Norway"]),
        ("The vote in the hall was 30 percent lower.", [None]),
    ],
)
def test_where_a_part_a_crowd_and_a_share_are(nlp: Language, text: str, scopes: list[str | None]) -> None:
    assert [f.scope for f in figures(nlp, text)] == scopes


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The mill earned $7 million last year, and $2 million of that came from Oslo.", ["2033-01-01", "2033-01-01"]),
        ("The mill earned $7 million last year, and $2 million came from Oslo.", ["2033-01-01", None]),
        ("After rebels took Oslo in May – home to 30,000 bears – the roads were closed.", [None]),
        ("Quint visited Norway on Friday, holding a rally in Oslo that drew nearly 5,000 people.", ["2034-06-09"]),
        ("Quint spoke on Friday of the attack in Oslo that killed 40 people.", [None]),
    ],
)
def test_the_day_of_a_part_and_of_a_crowd(nlp: Language, text: str, days: list[str | None]) -> None:
    assert [f.as_of_from for f in figures(nlp, text)] == days


def test_one_day_for_what_a_raid_killed_and_wounded(nlp: Language) -> None:
    text = "They spoke after the raid on the hall in May 2033, which killed seven people and injured 40 others."
    assert [f.as_of_from for f in figures(nlp, text)] == ["2033-05-01", "2033-05-01"]
