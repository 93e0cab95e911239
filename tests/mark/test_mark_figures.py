"""Figures: what is counted, how it is bounded, where and whose, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from whence.mark.figures import find_figures
from whence.mark.parse import load_pipeline, parse
from whence.records import Figure, Moment, Passage, Report

_WORDS = "at least|12|five|men|ships|,|and|to|%|$3|million|of|the|killed|2-3|no|dozens|ft|-|year|old|\n|were|one|."

Row = tuple[str, str, float | None, float | None, str, str, str | None]


def figures(nlp: Language, text: str, *moments: tuple[str, str, str, str]) -> list[Figure]:
    """The figures of a text; a moment is its words, its type, and its first and last day."""
    report = Report(id="r", origin="r.txt", text=text)
    marks = [
        Moment(f"m{n}", "r", text.index(words), text.index(words) + len(words), kind, "", first, last, "", "test")  # type: ignore[arg-type]
        for n, (words, kind, first, last) in enumerate(moments)
    ]
    return find_figures(parse(text, [], nlp), report, [], marks)


def rows(nlp: Language, text: str) -> list[Row]:
    return [(text[f.start : f.end], f.bound, f.low, f.high, f.unit, f.measured, f.head) for f in figures(nlp, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The fleet sent at least 11 warships and 15,000 men.",
            [
                ("at least 11 warships", "at_least", 11, None, "count", "warships", "warship"),
                ("15,000 men", "at_least", 15000, None, "count", "men", "man"),
            ],
        ),
        (
            "They deployed eight warships, over 4,000 personnel, and fighter jets.",
            [
                ("eight warships", "exactly", 8, 8, "count", "warships", "warship"),
                ("over 4,000 personnel", "more_than", 4000, None, "count", "personnel", "personnel"),
            ],
        ),
        (
            "A 1,000ft ship sank after a four-month campaign.",
            [
                ("1,000ft ship", "exactly", 1000, 1000, "ft", "ship", "ship"),
                ("four-month campaign", "exactly", 4, 4, "month", "campaign", "campaign"),
            ],
        ),
        (
            "The 800ft MV Orla Pendrake docked.",
            [("800ft MV Orla Pendrake", "exactly", 800, 800, "ft", "MV Orla Pendrake", "mv orla pendrake")],
        ),
        (
            "Between 322 and 1,300 people fled.",
            [("Between 322 and 1,300 people", "range", 322, 1300, "count", "people", "people")],
        ),
        (
            "Hundreds of thousands of people marched.",
            [("Hundreds of thousands of people", "at_least", 200000, None, "count", "people", "people")],
        ),
        (
            "As many as 300 villagers were moved.",
            [("As many as 300 villagers", "at_most", None, 300, "count", "villagers", "villager")],
        ),
        (
            "Nearly 40 percent of farmers agreed.",
            [("Nearly 40 percent of farmers", "about", 40, 40, "%", "farmers", "farmer")],
        ),
        (
            "Support fell by 2 percentage points.",
            [("2 percentage points", "exactly", 2, 2, "percentage_point", "", None)],
        ),
        (
            "The bank lent $1.2 billion and €900 million.",
            [
                ("$1.2 billion", "exactly", 1.2e9, 1.2e9, "USD", "", None),
                ("€900 million", "exactly", 9e8, 9e8, "EUR", "", None),
            ],
        ),
        ("A 62-year-old man spoke.", [("62-year-old", "exactly", 62, 62, "year", "age", None)]),
        (
            "They called three days of mourning.",
            [("three days of mourning", "exactly", 3, 3, "day", "mourning", "mourning")],
        ),
        ("He had 50 or more boats.", [("50 or more boats", "at_least", 50, None, "count", "boats", "boat")]),
        ("A dozen boats sank.", [("A dozen boats", "about", 12, 12, "count", "boats", "boat")]),
        ("The flood left 35 dead.", [("35 dead", "exactly", 35, 35, "count", "dead", "dead")]),
        (
            "More than 30 were injured.",
            [("More than 30 were injured", "more_than", 30, None, "count", "injured", "injured")],
        ),
        (
            "A shell fell, killing at least 22.",
            [("at least 22", "at_least", 22, None, "count", "killed", "killed")],
        ),
        (
            "The death toll rose from 34 to 50.",
            [
                ("34", "exactly", 34, 34, "count", "death toll", "toll"),
                ("50", "exactly", 50, 50, "count", "death toll", "toll"),
            ],
        ),
        ("No soldiers were harmed.", [("No soldiers", "exactly", 0, 0, "count", "soldiers", "soldier")]),
        ("One soldier was killed.", [("One soldier", "exactly", 1, 1, "count", "soldier", "soldier")]),
        ("They saw four F-16 jets.", [("four F-16 jets", "exactly", 4, 4, "count", "F-16 jets", "jet")]),
        (
            "The firm set aside 60m crowns.",
            [("60m crowns", "exactly", 6e7, 6e7, "crown", "", None)],
        ),
        (
            "About 40 homes were damaged. The union put the number at more than 120.",
            [
                ("About 40 homes", "about", 40, 40, "count", "homes", "home"),
                ("more than 120", "more_than", 120, None, "count", "homes", "home"),
            ],
        ),
    ],
)
def test_figures(nlp: Language, text: str, expected: list[Row]) -> None:
    assert rows(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Article 5 obligations bind them.",
        "The Boeing 737 passengers left.",
        "The Group of 20 nations met.",
        "Resolution 1441 demands were read.",
        "The 2020 elections were close.",
        "On February 30 they left.",
        "One of the men left.",
        "If no soldiers are killed, talks go on.",
        "They won 3-2 after six-party talks.",
        "He had worked there for two years.",
        "The vote was 224-194.",
        "Analysts doubt that 60m will do.",
        "There are two sides to this.",
        "He lived at 12 Harbour Road.",
        "The index rose to 9,020.77.",
    ],
)
def test_what_is_no_figure(nlp: Language, text: str) -> None:
    assert rows(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The carrier reached the bay with 4,000 sailors.", "The carrier"),
        ("The frigate's 300 sailors slept.", "The frigate"),
        ("The army has 5,000 troops in the region.", "in the region"),
        ("Eight million civilians are training in militias.", None),
        ("They fed 300 people.", None),
    ],
)
def test_scope_is_where_or_whose_as_written(nlp: Language, text: str, scope: str | None) -> None:
    assert [f.scope for f in figures(nlp, text)] == [scope]


def test_as_of_is_the_date_that_governs_the_clause(nlp: Language) -> None:
    text = "Eleven people died on Tuesday."
    (found,) = figures(nlp, text, ("Tuesday", "date", "2031-03-04", "2031-03-04"))
    assert (found.as_of_from, found.as_of_to) == ("2031-03-04", "2031-03-04")
    assert [f.as_of_from for f in figures(nlp, "Eleven people died.")] == [None]


def test_a_date_beyond_another_number_is_the_other_numbers(nlp: Language) -> None:
    text = "Approval jumped to 60 percent, up from 40 percent in May."
    found = figures(nlp, text, ("May", "date", "2031-05-01", "2031-05-31"))
    assert [f.low for f in found] == [60, 40]
    assert found[0].as_of_from is None


def test_a_number_inside_a_date_is_no_figure(nlp: Language) -> None:
    text = "It began 20 days ago."
    assert figures(nlp, text, ("20 days ago", "date", "2031-01-01", "2031-01-01")) == []


def test_boilerplate_is_passed_over(nlp: Language) -> None:
    text = "Read by 9,000 readers"
    passage = Passage("p", "r", 0, len(text), 0, "boilerplate", "test")
    assert find_figures(nlp(text), Report(id="r", origin="r", text=text), [passage], []) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(_WORDS.split("|")),
        max_size=14,
    )
)
def test_spans_hold_their_value_whatever_the_words(words: list[str]) -> None:
    text = " ".join(words)
    for figure in figures(load_pipeline(), text):
        assert 0 <= figure.start <= figure.value_start < figure.value_end <= figure.end <= len(text)
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.bound not in ("at_least", "more_than") or figure.high is None
        assert figure.bound not in ("at_most", "less_than") or figure.low is None


@pytest.mark.data
def test_the_seeds_give_the_figures_that_a_reader_sees(nlp: Language, data_dir: Path) -> None:
    text = next((data_dir / "seeds").glob("003_*.txt")).read_text(encoding="utf-8")
    found = {(text[f.start : f.end], f.bound, f.low, f.scope) for f in figures(nlp, text)}
    assert {
        ("at least 11 warships", "at_least", 11.0, None),
        ("15,000 men", "at_least", 15000.0, None),
        ("15,000 personnel", "at_least", 15000.0, None),
        ("more than four thousand sailors", "more_than", 4000.0, "The carrier"),
        ("eight million civilians", "exactly", 8e6, None),
        ("1106ft USS Gerald R Ford", "exactly", 1106.0, None),
    } <= found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By 52%-34%, voters called the plan reckless.", [("52%", "%", 52), ("34%", "%", 34)]),
        (
            "Some 63 percent oppose it, a 15-point jump, while rivals (+8 percentage points) gained.",
            [
                ("Some 63 percent", "%", 63),
                ("15-point", "percentage_point", 15),
                ("8 percentage points", "percentage_point", 8),
            ],
        ),
        ("Mara Quint, 34, said so.", [("34", "year", 34)]),
        ("Tom Rusk, aged 71, survived.", [("71", "year", 71)]),
        ("It is a 2 1/2-year-old civil war.", [("2 1/2-year-old civil war", "year", 2.5)]),
        ("The 900-year-old church burned.", [("900-year-old church", "year", 900)]),
        ("A 5-year-old boy was found.", [("5-year-old", "year", 5)]),
        ("Some 20 are feared dead.", [("Some 20 are feared dead", "count", 20)]),
        ("With 100,000 already dead, talks go on.", [("100,000 already dead", "count", 100000)]),
        ("They met 26 high-ranking members of the guild.", [("26 high-ranking members", "count", 26)]),
        ("And two recent polls say so.", [("two recent polls", "count", 2)]),
        ("Hundreds of thousands marched.", [("Hundreds of thousands marched", "count", 200000)]),
        ("Inflation has surpassed 40%.", [("surpassed 40%", "%", 40)]),
        ("The death toll has topped 1,200.", [("topped 1,200", "count", 1200)]),
        ("It stands 3½ miles away.", [("3½ miles", "mi", 3.5)]),
    ],
)
def test_kinds_of_figures_seen_in_reports(nlp: Language, text: str, expected: list[tuple[str, str, float]]) -> None:
    assert [(row[0], row[4], row[2]) for row in rows(nlp, text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Shares of XYZ, +1.21%, were quoted.",
        "Call 555-0142 or (212) 555-0199 now.",
        "See pages 12-15 and Henry VIII.",
        "The odds were 5-1 and the vote 10-7.",
        "He sold 1,5,00 of them.",
        "They met in Dallas, 12, and left.",
        "The guard won by 15 points.",
    ],
)
def test_what_only_looks_like_a_figure(nlp: Language, text: str) -> None:
    assert rows(nlp, text) == []


def test_a_surveys_days_and_the_day_of_an_attack_are_the_days_of_their_numbers(nlp: Language) -> None:
    september = ("September 4, 2031", "date", "2031-09-04", "2031-09-04")
    (survey,) = figures(nlp, "A Dorvan survey taken on September 4, 2031 showed that 63 percent oppose it.", september)
    assert (survey.as_of_from, survey.as_of_to) == ("2031-09-04", "2031-09-04")
    august = ("Aug. 21, 2031", "date", "2031-08-21", "2031-08-21")
    (dead,) = figures(nlp, "The Aug. 21, 2031 gas attack, in which more than 1,000 people died, was a crime.", august)
    assert (dead.as_of_from, dead.as_of_to) == ("2031-08-21", "2031-08-21")
    year = ("1983", "date", "1983-01-01", "1983-12-31")
    (killed,) = figures(nlp, "In 1983, the group blew up the embassy in Arlen, killing 220 sailors.", year)
    assert (killed.as_of_from, killed.as_of_to) == ("1983-01-01", "1983-12-31")


def test_a_place_that_opens_the_clause_is_the_scope(nlp: Language) -> None:
    (fighters,) = figures(nlp, "In Norway, 25 fighters were killed.")
    assert fighters.scope == "In Norway"
    (ships,) = figures(nlp, "The Navy has sent four warships into the eastern Baltic Sea.")
    assert ships.scope == "into the eastern Baltic Sea"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More than 10 million votes were cast.", [("More than 10 million votes", "count", 1e7)]),
        ("Pell, 52, voted early.", [("52", "year", 52)]),
        (
            "He has two sons, Oskar, 38, and Bruno, 31.",
            [("two sons", "count", 2), ("38", "year", 38), ("31", "year", 31)],
        ),
        ("Mayors of the 12 most crowded cities came.", [("12 most crowded cities", "count", 12)]),
        ("Two of the most wanted smugglers hid.", [("Two of the most wanted smugglers", "count", 2)]),
        ("The polls give Pell a 3.5-point edge.", [("3.5-point", "percentage_point", 3.5)]),
        ("It broke a 30-year-old pledge.", [("30-year-old pledge", "year", 30)]),
        ("They left $8 billion of ruinous new debt.", [("$8 billion of ruinous new debt", "USD", 8e9)]),
        ("A 3,000-strong force left.", [("3,000-strong force", "count", 3000)]),
        ("It leaves 12 million more uninsured patients.", [("12 million more uninsured patients", "count", 12e6)]),
        ("It reached 104 degrees Fahrenheit.", [("104 degrees Fahrenheit", "°F", 104)]),
        ("They named three “managers” in May.", [("three “managers", "count", 3)]),
        ("She answered a grand total of seven questions.", [("a grand total of seven questions", "count", 7)]),
        ("The bridge carries 5,000 cars a day.", [("5,000 cars a day", "count", 5000)]),
        ("They signed a $1.2bn-a-year deal.", [("$1.2bn-a-year", "USD", 1.2e9)]),
        ("He raised the death toll to 2,410 from 71.", [("2,410", "count", 2410), ("71", "count", 71)]),
        ("A 7.2-magnitude quake killed 40 people.", [("40 people", "count", 40)]),
        ("Flight 752 had 176 people aboard.", [("176 people", "count", 176)]),
        ("COVID-19 and the AK-47 are named in Title IX.", []),
        ("In a 5-4 ruling on H.R. 1234 and Section 230, No. 2 lost 2-1.", []),
        ("On 9/11 and February 30 it was 50-50, 24/7.", []),
        ("The G7 met on the 19th, in the 1990s.", []),
        ("Pell missed the “Three Anvils” summit.", []),
        ("They passed it by 220-210 votes.", []),
        ("It airs on Patriot 125 weekdays.", []),
        ("In the Boeing 737-800 and Windows 10 he is one of the best.", []),
    ],
)
def test_further_kinds_of_figures_and_what_is_none(
    nlp: Language, text: str, expected: list[tuple[str, str, float]]
) -> None:
    assert [(row[0], row[4], row[2]) for row in rows(nlp, text)] == expected


def test_the_rate_and_the_body_that_a_number_counts_are_kept(nlp: Language) -> None:
    (cars,) = figures(nlp, "The bridge carries 5,000 cars a day.")
    assert (cars.measured, cars.head) == ("cars a day", "car")
    (crowd,) = figures(nlp, "A 3,000-strong crowd marched.")
    assert (crowd.measured, crowd.head) == ("crowd", "crowd")
    (tax,) = figures(nlp, "The firm paid $3 billion in income taxes.")
    assert tax.head == "tax"


def test_the_day_and_place_of_an_event_are_those_of_the_harm_that_its_clause_counts(nlp: Language) -> None:
    year = ("2031", "date", "2031-01-01", "2031-12-31")
    text = "He recalled the 2031 shooting at Elm school in Arlen, in which a gunman killed 17 pupils and four teachers."
    pupils, teachers = figures(nlp, text, year)
    assert pupils.scope == teachers.scope == "at Elm school"
    assert (pupils.as_of_from, teachers.as_of_to) == ("2031-01-01", "2031-12-31")


def test_a_date_holds_for_all_that_one_verb_counts_and_not_for_what_is_compared(nlp: Language) -> None:
    monday = ("Monday", "date", "2031-06-09", "2031-06-09")
    men, boys = figures(nlp, "The raid killed 20 men and six boys on Monday.", monday)
    assert men.as_of_from == boys.as_of_from == "2031-06-09"
    year = ("1951", "date", "1951-01-01", "1951-12-31")
    (laws,) = figures(nlp, "He took office in 1951 and signed 12 laws.", year)
    assert laws.as_of_from == "1951-01-01"
    (polled,) = figures(
        nlp, "A Norvik poll in May shows 68% of Green voters agree.", ("May", "date", "2031-05-01", "2031-05-31")
    )
    assert polled.as_of_to == "2031-05-31"
    (jobs,) = figures(nlp, "The city has 12,000 fewer jobs than in 1951.", year)
    assert jobs.as_of_from is None
    (miles,) = figures(nlp, "They meet Monday at a club about 35 miles west of Arlen.", monday)
    assert miles.as_of_from is None
    (readers,) = figures(
        nlp,
        "The channel, which had 2.5 million subscribers as of Monday, was closed.",
        monday,
    )
    assert readers.as_of_from == "2031-06-09"


def test_whose_thing_it_is_within_the_figure_is_its_scope(nlp: Language) -> None:
    (ads,) = figures(nlp, "The site pulled four of Quint's ads.")
    assert ads.scope == "Quint"
    (versions,) = figures(nlp, "There have been five versions of the Orsk court.")
    assert versions.scope == "of the Orsk court"


def test_a_date_passes_over_places_and_joined_verbs_and_what_is_sent_is_where_it_goes(nlp: Language) -> None:
    may = ("May", "date", "2031-05-01", "2031-05-31")
    people = figures(nlp, "The raids killed at least 130 people in two towns in May.", may)[0]
    assert people.as_of_from == "2031-05-01"
    sunday = ("Sunday", "date", "2031-06-08", "2031-06-08")
    cadets, hurt = figures(
        nlp, "Rebels bombed a camp on Sunday, killing three cadets and wounding more than 50.", sunday
    )
    assert cadets.as_of_from == hurt.as_of_from == "2031-06-08"
    (ships,) = figures(nlp, "The navy sent four warships to the Baltic region.")
    assert ships.scope == "to the Baltic region"


DAY = ("date", "2031-06-09", "2031-06-09")


def test_days_of_a_figure_by_what_was_done() -> None:
    nlp = load_pipeline()
    text = "The institute surveyed 800 likely voters from Monday through Wednesday."
    (voters,) = figures(nlp, text, ("Monday", *DAY), ("Wednesday", "date", "2031-06-11", "2031-06-11"))
    assert (voters.as_of_from, voters.as_of_to) == ("2031-06-09", "2031-06-11")
    text = "In a Harbour Institute survey released Monday, 79 percent of nurses said they were tired."
    (tired,) = figures(nlp, text, ("Monday", *DAY))
    assert tired.as_of_from is None
    text = "Eight men were detained attempting to enter Marlow on Monday."
    (men,) = figures(nlp, text, ("Monday", *DAY))
    assert men.as_of_from == "2031-06-09"


def test_the_place_of_a_figure_by_what_is_named() -> None:
    nlp = load_pipeline()
    (pupils,) = figures(nlp, "More than 300,000 pupils are studying at Norwegian schools.")
    assert pupils.scope == "at Norwegian schools"
    (tied,) = figures(nlp, "In the state of Ohio, a survey showed the two tied at 47 percent.")
    assert tied.scope == "In the state of Ohio"
    (ships,) = figures(nlp, "The fleet is down to 28 ships.")
    assert ships.scope == "The fleet"
    (children,) = figures(nlp, "They spoke of the Sandy Cove shooting in which 20 children died.")
    assert children.scope == "Sandy Cove"
    (officials,) = figures(nlp, "More than 1,100 officials are calling on Ada Quint to resign.")
    assert officials.scope is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The report found 17 “grave errors or omissions” in the files.", "17 “grave errors or omissions"),
        (
            "More than 1,100 former Ministry of Works officials signed it.",
            "More than 1,100 former Ministry of Works officials",
        ),
        ("He killed 49\u00a0club goers in Ohio.", "49\u00a0club goers"),
    ],
)
def test_nouns_in_quotation_marks_and_names_with_of(nlp: Language, text: str, found: str) -> None:
    assert [text[f.start : f.end] for f in figures(nlp, text)] == [found]


def test_a_number_that_leaves_out_the_noun_before_it(nlp: Language) -> None:
    text = "18 million people would lose their pass by spring, and 32 million would lose it by winter."
    assert [(f.low, f.head) for f in figures(nlp, text)] == [(18e6, "people"), (32e6, "people")]


def test_whoever_made_it_is_no_part_of_what_is_counted(nlp: Language) -> None:
    (found,) = figures(nlp, "In a nine-page summary Johnson released on the flood, he blamed the locks.")
    assert (found.measured, found.head) == ("summary", "page")
