"""Time expressions: what is found, its span, type, value and days."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from whence.mark import moments_grammar
from whence.mark.moments import find_moments
from whence.mark.parse import parse
from whence.mark.passages import find_passages
from whence.records import Moment, Published, Report

DAY = "2019-05-15"  # a Wednesday


def marks(nlp: Language, text: str, earliest: str | None = DAY, latest: str | None = None) -> list[Moment]:
    published = Published(earliest, earliest, latest or earliest, "given" if earliest else None, 1.0, "given")
    report = Report(id="r", origin="r.txt", text=text, published=published)
    passages = find_passages(report)
    return find_moments(parse(text, passages, nlp), report, passages)


def found(nlp: Language, text: str, day: str | None = DAY) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.type, m.value) for m in marks(nlp, text, day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell on Monday.", ("Monday", "date", "2019-05-13")),
        ("The council will meet on Monday.", ("Monday", "date", "2019-05-20")),
        ("Crews arrived Wednesday night.", ("Wednesday night", "time", "2019-05-15TNI")),
        ("She resigned last Friday.", ("last Friday", "date", "2019-05-10")),
        ("He left yesterday.", ("yesterday", "date", "2019-05-14")),
        ("They will vote tomorrow morning.", ("tomorrow morning", "time", "2019-05-16TMO")),
        ("Divers searched over the weekend.", ("the weekend", "date", "2019-W19-WE")),
        ("It opened last week.", ("last week", "date", "2019-W19")),
        ("The mayor won last year's election.", ("last year", "date", "2018")),
        ("Sales fell last month.", ("last month", "date", "2019-04")),
        ("It closed in March.", ("March", "date", "2019-03")),
        ("It will close in November.", ("November", "date", "2019-11")),
        ("The dam burst on Sept. 2.", ("Sept. 2", "date", "2018-09-02")),
        ("It was signed on 21 November 2013.", ("21 November 2013", "date", "2013-11-21")),
        ("It was signed on November 21, 2013.", ("November 21, 2013", "date", "2013-11-21")),
        ("Filed 2013-11-21 at the court.", ("2013-11-21", "date", "2013-11-21")),
        ("It began in nineteen ninety-six.", ("nineteen ninety-six", "date", "1996")),
        ("It struck early on May 3.", ("early on May 3", "date", "2019-05-03")),
        ("It was calm a day or two ago.", ("a day or two ago", "date", "2019-05-14")),
        ("It began in mid-1996.", ("mid-1996", "date", "1996")),
        ("It dates from the early 2000s.", ("the early 2000s", "date", "200")),
        ("It is an 11th century temple.", ("11th century", "date", "10")),
        ("Profit fell in the third quarter of 1984.", ("the third quarter of 1984", "date", "1984-Q3")),
        ("The river rose in the summer of 2012.", ("the summer of 2012", "date", "2012-SU")),
        ("She called on Thanksgiving.", ("Thanksgiving", "date", "2018-11-22")),
        ("They met at Easter 2014.", ("Easter 2014", "date", "2014-04-20")),
        ("It sank two weeks ago.", ("two weeks ago", "date", "2019-W18")),
        ("It followed a four-month campaign.", ("four-month", "duration", "P4M")),
        ("The strike lasted 2 1/2 years.", ("2 1/2 years", "duration", "P2Y6M")),
        ("He spoke for more than four hours.", ("more than four hours", "duration", "PT4H")),
        ("Ships came closer in the past week.", ("the past week", "duration", "P1W")),
        ("Ships came closer in recent weeks.", ("recent weeks", "date", "PAST_REF")),
        ("The office is now closed.", ("now", "date", "PRESENT_REF")),
        ("The ferry sails every Monday.", ("every Monday", "set", "XXXX-WXX-1")),
        ("The ferry sails daily.", ("daily", "set", "P1D")),
        ("It costs $3 million a year.", ("a year", "set", "P1Y")),
        ("The vote is at 5pm.", ("5pm", "time", "2019-05-15T17:00")),
        ("It expires at 5 p.m. EST Friday.", ("5 p.m. EST Friday", "time", "2019-05-17T17:00")),
        ("The tremor struck at 0735 GMT.", ("0735 GMT", "time", "2019-05-15T07:35")),
    ],
)
def test_one_expression(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    assert found(nlp, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The hall seats 2000 people.",
        "Twenty-six people died and twenty-one were hurt.",
        "Part 2015-62 was missing.",
        "A 62-year-old man was hurt.",
        "She is 48 years old.",
        "The team won 3:2.",
        "Ring 555-0199 or 020 7946 0018.",
        "It was dated February 30, 2014.",
        "See pages 1990-1995 of the record.",
        "The crew of the 1106ft ship rested.",
        "Ms. May spoke to Theresa May.",
        "They may march on the town.",
        "The Sunday Times and USA Today reported it.",
    ],
)
def test_what_is_no_moment(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell on November 21.", "XXXX-11-21"),
        ("It fell on Monday.", "XXXX-WXX-1"),
        ("It fell over the weekend.", "XXXX-WXX-WE"),
        ("It fell last year.", "XXXX"),
    ],
)
def test_undated_report_leaves_partial_dates_open(nlp: Language, text: str, value: str) -> None:
    (moment,) = marks(nlp, text, None)
    assert (moment.value, moment.earliest, moment.latest, moment.basis) == (value, None, None, "unresolved")


def test_undated_report_keeps_full_dates(nlp: Language) -> None:
    (moment,) = marks(nlp, "It was signed on 3 March 2011.", None)
    assert (moment.value, moment.earliest, moment.latest) == ("2011-03-03", "2011-03-03", "2011-03-03")


def test_published_interval_resolves_what_both_ends_agree_on(nlp: Language) -> None:
    moments = marks(nlp, "It fell on April 21. They met on Monday.", "2019-05-10", "2019-05-20")
    assert [(m.value, m.earliest) for m in moments] == [("2019-04-21", "2019-04-21"), ("XXXX-WXX-1", None)]


def test_two_days_of_one_month(nlp: Language) -> None:
    text = "The summit was held on April 24 and 25."
    assert found(nlp, text) == [("April 24", "date", "2019-04-24"), ("25", "date", "2019-04-25")]


def test_two_years_of_a_range(nlp: Language) -> None:
    assert [v for _, _, v in found(nlp, "He led it in 1985-87.")] == ["1985", "1987"]


def test_next_day_leans_on_the_day_before(nlp: Language) -> None:
    text = "The wall cracked on May 2, 2018. It fell the next day."
    assert found(nlp, text)[1] == ("the next day", "date", "2018-05-03")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("“We shut the gates last night,” she said Monday.", "2019-05-12TNI"),
        ("On Monday he told reporters: “Today we lost a friend.”", "2019-05-13"),
        ("“We shut the gates last night,” she said.", "2019-05-14TNI"),
    ],
)
def test_spoken_words_count_from_the_day_of_speaking(nlp: Language, text: str, value: str) -> None:
    assert value in [v for _, _, v in found(nlp, text)]


def test_a_possessive_weekday_is_over(nlp: Language) -> None:
    text = "The families hope to overturn Monday's ruling."
    assert found(nlp, text) == [("Monday", "date", "2019-05-13")]


def test_every_start_of_the_grammar_is_tried() -> None:
    text = " ".join(sorted(moments_grammar.starts())) + " 5 p.m. on the 3rd of May, 2013, two weeks later in mid-June"
    slow = [found.span() for found in moments_grammar.scanner().finditer(text)]
    fast, at = [], 0
    while match := next((m for _, m in moments_grammar.candidates(text, at, len(text))), None):
        fast.append(match.span())
        at = match.end()
    assert fast == slow


def test_ambiguous_slashes_keep_both_days(nlp: Language) -> None:
    (moment,) = marks(nlp, "Stamped 03/04/2018 at the gate.")
    assert (moment.value, moment.earliest, moment.latest) == ("2018", "2018-03-04", "2018-04-03")


def test_intervals_are_inclusive_days(nlp: Language) -> None:
    (moment,) = marks(nlp, "Sales fell last month.")
    assert (moment.earliest, moment.latest) == ("2019-04-01", "2019-04-30")


def test_boilerplate_is_passed_over(nlp: Language) -> None:
    report = Report(id="r", origin="r", text="It fell on Monday.", published=Published(DAY, DAY, DAY, "given"))
    passages = [
        type(p)(p.id, p.report_id, p.start, p.end, p.seq, "boilerplate", p.made_by) for p in find_passages(report)
    ]
    assert find_moments(parse(report.text, passages, nlp), report, passages) == []


FRAGMENTS = """
the last next May 31 30 February 2013 1,500 Monday night 5 p.m. 25:99 99/99/9999 quarter of Q5 '98 year ago - , .
0000-00-00 9999-12-31 1000 centuries ago every two weeks half an hour 10000000 years 29 Feb 2100 noon Easter decade 0
"""
WORDS = st.sampled_from([*FRAGMENTS.split(), "\n"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=14))
def test_nothing_crashes_and_offsets_slice(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    moments = marks(nlp, text)
    assert all(0 <= m.start < m.end <= len(text) for m in moments)
    assert all(a.end <= b.start for a, b in pairwise(moments))
    assert all(m.earliest is None or m.latest is None or m.earliest <= m.latest for m in moments)


@pytest.mark.data
def test_timebank_values_stay_where_they_are(nlp: Language, data_dir: Path) -> None:
    path = data_dir / "timeml" / "timebank.jsonl.gz"
    if not path.exists():
        pytest.skip("TimeBank is not in the development data")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines][::12]
    gold = {(e["id"], t["start"], t["end"]): t["value"] for e in entries for t in e["timexes"]}
    got: dict[tuple[str, int, int], str] = {}
    for entry in entries:
        day = entry["dct"][:10]
        got |= {(entry["id"], m.start, m.end): m.value for m in marks(nlp, entry["text"], day)}
    assert 2 * len(set(gold) & set(got)) / (len(gold) + len(got)) > 0.8
    assert 2 * sum(got.get(key) == value for key, value in gold.items()) / (len(gold) + len(got)) > 0.65


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lease had been due to expire Friday evening.", [("Friday evening", "2019-05-10TEV")]),
        ("The lease is due to expire Friday evening.", [("Friday evening", "2019-05-17TEV")]),
        ("Ostra became the first town to close its gates on Friday.", [("Friday", "2019-05-10")]),
    ],
)
def test_plans_and_deeds_behind_an_infinitive(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, value) for words, _, value in found(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "day", "value"),
    [
        ("The party may unite at its fair this week.", "2019-05-18", "2019-W21"),  # a Saturday
        ("The party will meet this week.", "2019-05-15", "2019-W20"),
        ("The mill closed this week.", "2019-05-18", "2019-W20"),
        ("The talks collapsed earlier this month.", "2019-06-01", "2019-05"),
        ("The talks collapsed earlier this month.", "2019-06-02", "2019-06"),
        ("The talks collapsed earlier this week.", "2019-05-13", "2019-W19"),  # a Monday
        ("Bell decided to close the mill over the weekend.", "2019-05-17", "2019-W19-WE"),
        ("Bell will close the mill over the weekend.", "2019-05-17", "2019-W20-WE"),
        ("It came long ahead of November's general election.", "2019-06-17", "2019-11"),
        ("Bell failed to tell them of a December meeting.", "2019-05-17", "2018-12"),
    ],
)
def test_weeks_and_months_told_at_their_edge(nlp: Language, text: str, day: str, value: str) -> None:
    assert [one[2] for one in found(nlp, text, day)] == [value]


def test_nights_that_are_no_date(nlp: Language) -> None:
    assert not found(nlp, "They sang on the last night of the fair.")
    assert not found(nlp, "These troubles will not be solved overnight.")


def test_a_bracket_is_no_part_of_a_time(nlp: Language) -> None:
    words = [item[0] for item in found(nlp, "The blast came at 10:35 a.m. (0735 GMT) on Friday.")]
    assert words
    assert not any(word.count("(") != word.count(")") for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x00 1,5,00 \ufffd",
        "The bill came to 1,5,00 crowns.",
        "Chapter MCMXCIV and Part IV follow.",
        "Call +1 (555) 010-1999 or 1-800-555-0100.",
        "The odds were 7/2 and then 11/10.",
        "It ended 21-14 after a 9-0 run.",
        "See pp. 1998-2004.",
        "The FX-2000 and the Model 1900 were sold.",
        "It was due on June 31, 2019, and on 31/02/2019.",
        "Version 10.12.13.14 was installed.",
        "99/99/9999 and 00-00-0000",
        "9" * 5000,
        "the " * 2000 + "last",
    ],
)
def test_bad_input_is_no_moment_and_no_crash(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The court will sit at 11 a.m. (1500 GMT) on Thursday.", [("11 a.m.", "2019-05-16T11:00")]),
        ("Divers met Monday.\n\n5 p.m.\n\nThe dam holds.", [("5 p.m.", "2019-05-15T17:00")]),
        ("It lasted nine hours and 30 minutes.", [("nine hours and 30 minutes", "PT9H30M")]),
        ("He got between seven and nine years.", [("seven and nine years", "P7Y")]),
        ("It stood for a hundred years.", [("a hundred years", "P100Y")]),
        ("The council meets Friday.", [("Friday", "2019-05-17")]),
        ("Officials made threats, most recently Friday, that they will sue.", [("Friday", "2019-05-10")]),
        ("The firm has given them until Friday.", [("Friday", "2019-05-17")]),
        ("They vowed to answer after the Friday killing of Ada Ruhl.", [("Friday", "2019-05-10")]),
        ("The mill shut in 2006. It reopened that November.", [("that November", "2006-11")]),
        ("The mill shut in 2006. It reopened that summer.", [("that summer", "2006-SU")]),
        ("It rained in the last week of 2016.", [("the last week of 2016", "2016")]),
        ("It fell in June in 2017.", [("June in 2017", "2017-06")]),
        ("You may win some day.", [("some day", "FUTURE_REF")]),
        ("It sold more in the quarter ended March 31.", [("the quarter", "2019-Q1")]),
        ("It came in the first week of the last month of 2016.", [("2016", "2016")]),
        ("It fell 999999999 weeks ago.", [("999999999 weeks ago", "PAST_REF")]),
        ("It can outlast the next 99999999999 days.", [("the next 99999999999 days", "P99999999999D")]),
    ],
)
def test_read_against_what_stands_around(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    marked = [(words, value) for words, _, value in found(nlp, text)]
    assert set(expected) <= set(marked)


@pytest.mark.parametrize(
    "text",
    [
        "She spoke at the March for Justice.",
        "It was her last day at the mill.",
        "Overnight Energy is a column.",
        "The show 60 Minutes aired it.",
        "Part 2015-32 was missing.",
    ],
)
def test_names_and_numbers_that_hold_a_word_of_time(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


def test_a_caption_in_the_present_is_over(nlp: Language) -> None:
    assert found(nlp, "Villagers carry sand in Ostra on Friday.") == [("Friday", "date", "2019-05-10")]


def test_a_plan_keeps_its_direction_beside_an_unplanned_happening(nlp: Language) -> None:
    assert found(nlp, "Police fear a possible attack, and guards will be posted on Friday.")[-1][2] == "2019-05-17"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They met over the past few months.", (None, DAY)),
        ("They will meet over the next several weeks.", (DAY, None)),
        ("They met in the last two weeks of March.", (None, None)),
        ("They met in the past two weeks.", ("2019-05-01", DAY)),
    ],
)
def test_a_stretch_is_bounded_where_it_touches_the_report(
    nlp: Language, text: str, days: tuple[str | None, str | None]
) -> None:
    moment = marks(nlp, text)[0]
    assert (moment.earliest, moment.latest) == days


def test_last_week_of_a_sunday_covers_the_days_just_past_as_well(nlp: Language) -> None:
    found = marks(nlp, "The wall broke last week.", "2031-03-16")
    assert [(m.value, m.earliest, m.latest) for m in found] == [("2031-W10", "2031-03-03", "2031-03-15")]


@pytest.mark.parametrize("text", ["He met them on the Saturday after the fair.", "It was the Friday before her vote."])
def test_a_weekday_beside_something_else_is_not_of_this_week(nlp: Language, text: str) -> None:
    assert [m.earliest for m in marks(nlp, text)] == [None]


def test_a_night_that_is_over_may_have_been_after_midnight(nlp: Language) -> None:
    (night,) = marks(nlp, "The envoy returned overnight from Orsk.")
    assert (night.value, night.earliest, night.latest) == ("2019-05-14TNI", "2019-05-14", "2019-05-15")
