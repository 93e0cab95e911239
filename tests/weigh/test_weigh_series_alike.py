"""Figures that two sentences give alike, and events of one kind that are told apart, on small invented reports."""

from __future__ import annotations

from typing import Any

import pytest

from whence.account import Series
from whence.records import Figure
from whence.weigh.series import FigureInReport, figure_in_report, join_series
from whence.weigh.series_disputes import clashing_figures
from whence.weigh.series_told import is_superseded


def told(report: str, text: str, phrase: str, low: float, **given: Any) -> FigureInReport:
    """A figure of a report: its whole phrase, of which the last word is the head unless `head` is given."""
    start = text.index(phrase)
    measured = given.pop("measured", phrase.split(" ", 1)[-1])
    head = given.pop("head", measured.split(" ")[-1].removesuffix("s"))
    bound = given.pop("bound", "exactly")
    high = None if bound in ("at_least", "more_than") else low
    figure = Figure(
        f"{report}-{start}", report, start, start + len(phrase), start, start + len(phrase.split(" ")[0]), low, high,
        bound, given.pop("unit", "count"), measured, head, given.pop("scope", None), given.pop("day", None),
        given.pop("day_to", None), None, "test",
    )  # fmt: skip
    return figure_in_report(figure, text)


def joined(*items: FigureInReport) -> list[int]:
    """How many figures each series has."""
    days = {item.figure.report_id: ("2031-05-01", "2031-05-01") for item in items}
    series: list[Series] = join_series(items, days)
    assert series == join_series(items[::-1], days)
    return [len(one.figure_ids) for one in series]


def test_one_number_for_one_thing_is_joined_whatever_is_said_of_it() -> None:
    assert joined(
        told("a", "Dorvan Power now has 280 workers on Marlow island, most of them hired.", "280 workers", 280),
        told("b", "The firm now has 280 workers on Marlow island, the Courier said.", "280 workers", 280),
        told("c", "The mill at Orsk shut and dismissed 280 workers.", "280 workers", 280),
    ) == [2]


def test_a_small_number_needs_more_than_a_large_one() -> None:
    here = "Dorvan Power only had two employees when Storm Elsa hit Marlow."
    there = "The small firm only had two full-time employees when Storm Elsa struck Marlow."
    other = "The Marlow bakery let two employees go."
    assert joined(
        told("a", here, "two employees", 2),
        told("b", there, "two full-time employees", 2),
        told("c", other, "two employees", 2),
    ) == [2]


def test_people_who_speak_are_not_the_people_who_spoke_elsewhere() -> None:
    text = "Two officials familiar with the Marlow inquiry said Mayor Quint would resign."
    assert joined(told("a", text, "Two officials", 2), told("b", text, "Two officials", 2)) == []


def test_money_and_shares_are_joined_by_their_number_and_never_where_it_differs() -> None:
    wall = {"unit": "USD", "measured": "", "head": None}
    assert joined(
        told("a", "Quint demands $5.7 billion for a flood wall.", "$5.7 billion", 5.7e9, **wall),
        told("b", "The bill has the $5.7 billion that Quint wants for the wall.", "$5.7 billion", 5.7e9, **wall),
        told("c", "Quint was offered $1.6 billion for the flood wall.", "$1.6 billion", 1.6e9, **wall),
    ) == [2]
    share = {"unit": "%", "measured": "", "head": None}
    poll = "A Norvik survey shows that 46 percent of Marlow residents oppose the flood wall."
    assert joined(
        told("a", poll, "46 percent", 46, **share),
        told("b", "In the Norvik survey 46% oppose the wall and Marlow residents doubt it.", "46%", 46, **share),
        told("c", "Norvik found that 40 percent of residents know the wall.", "40 percent", 40, **share),
    ) == [2]


def test_two_shootings_of_one_weekend_are_two() -> None:
    text = (
        "In the first, on Saturday, a gunman killed 22 people in Arlen, a city on the coast. "
        "In the second mass shooting, a gunman in Orsk, Veland, killed nine people, his sister among them."
    )
    again = (
        "A gunman killed 22 people in Arlen, on the coast, on Saturday. Nine people were fatally shot in Orsk, Veland."
    )
    assert joined(
        told("a", text, "22 people", 22, head="people"),
        told("a", text, "nine people", 9, head="people"),
        told("b", again, "22 people", 22, head="people"),
    ) == [2]
    assert joined(
        told("a", text, "nine people", 9, head="people"),
        told("c", "A gunman in Orsk, Veland, fatally shot nine people.", "nine people", 9, head="people"),
    ) == [2]


def test_two_storms_share_no_more_than_the_word() -> None:
    assert (
        joined(
            told("a", "Storm Elsa tore through Marlow, and the storm left 18 dead.", "18 dead", 18, head="dead"),
            told("b", "The storm that came to Orsk caused 17 deaths.", "17 deaths", 17),
        )
        == []
    )


def test_a_killing_that_somebody_is_accused_of_is_sure() -> None:
    assert joined(
        told("a", "Police ask whether the man accused of killing 20 people in an attack in Arlen wrote it.",
             "20 people", 20, head="people"),
        told("b", "At least 20 people died in the attack in Arlen.", "20 people", 20, head="people"),
    ) == [2]  # fmt: skip
    assert (
        joined(
            told("a", "Nobody knows whether the attack in Arlen killed 20 people.", "20 people", 20, head="people"),
            told("b", "At least 20 people died in the attack in Arlen.", "20 people", 20, head="people"),
        )
        == []
    )


def test_a_number_that_is_denied_gives_no_count() -> None:
    text = "800 people did not die in the storm at Marlow, Quint wrote."
    count = told("a", text, "800 people", 800, head="people")
    other = told("b", "The storm at Marlow killed 800 people, Quint heard.", "800 people", 800, head="people")
    assert joined(count, other) == []


def test_words_that_stand_together_for_a_thing_agree() -> None:
    assert joined(
        told("a", "They launched 59 Tomahawk cruise missiles at the base.", "59 Tomahawk cruise missiles", 59),
        told("b", "Some 60 cruise missiles were launched.", "60 cruise missiles", 60),
        told("c", "They launched 50 Tomahawk missiles.", "50 Tomahawk missiles", 50),
    ) == [3]
    assert joined(
        told("b", "Some 60 cruise missiles were launched.", "60 cruise missiles", 60),
        told("c", "They launched 50 Tomahawk missiles.", "50 Tomahawk missiles", 50),
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["The death toll of the Marlow quake rose from 64 to 75.", "He raised the quake's death toll to 75 from 64."],
)
def test_both_ends_of_a_change_are_one_series_and_no_dispute(text: str) -> None:
    old = told("a", text, "64", 64, measured="death toll", head="toll")
    new = told("a", text, "75", 75, measured="death toll", head="toll")
    assert is_superseded(old)
    assert not is_superseded(new)
    days = {"a": ("2031-05-01", "2031-05-01")}
    series = join_series([old, new], days)
    assert [len(one.figure_ids) for one in series] == [2]
    assert clashing_figures(series, [old, new], days) == []


def test_inhabitants_are_people_where_the_number_is_the_same() -> None:
    assert joined(
        told(
            "a", "The Marlow valley is home to 14,000 people, the council said.", "14,000 people", 14000, head="people"
        ),
        told("b", "The council counts 14,000 inhabitants in the Marlow valley.", "14,000 inhabitants", 14000),
        told("c", "The council counts 13,500 inhabitants in the Marlow valley.", "13,500 inhabitants", 13500),
    ) == [2]


def test_a_number_that_is_no_round_one_needs_two_words() -> None:
    here = "The Marlow report found 17 errors in the flood files."
    there = "Quint was told of at least 17 errors in the flood files of the port."
    assert joined(told("a", here, "17 errors", 17), told("b", there, "17 errors", 17, bound="at_least")) == [2]
    other = "The school counted 17 errors."
    assert joined(told("a", here, "17 errors", 17), told("b", other, "17 errors", 17)) == []


def test_those_of_whom_was_told() -> None:
    here = "Petra Lund praised those four clerks who left the case."
    there = "All four clerks withdrew from the Marlow case over a quarrel."
    four = {"measured": "clerks"}
    assert joined(told("a", here, "four clerks", 4, **four), told("b", there, "four clerks", 4, **four)) == [2]
    other = "Four clerks at the mill lost a case of wine."
    assert joined(told("a", here, "four clerks", 4, **four), told("b", other, "Four clerks", 4, **four)) == []


def test_one_number_for_things_counted_together() -> None:
    here = "The Marlow report found 17 errors and omissions in the flood files."
    there = "Inspectors made 17 inaccuracies and omissions in the flood files, the report says."
    assert joined(
        told("a", here, "17 errors and omissions", 17, head="error"),
        told("b", there, "17 inaccuracies and omissions", 17, head="inaccuracy"),
    ) == [2]


def test_three_digits_that_tell_need_one_word_more() -> None:
    assert joined(
        told("a", "A battery hit a Dorvan jet over Marlow with 176 people aboard.", "176 people", 176, head="people"),
        told("b", "Riots followed days of denials about a Dorvan plane carrying 176 people.", "176 people", 176,
             head="people"),
        told("c", "The hall of the Marlow mill seats 176 people.", "176 people", 176, head="people"),
    ) == [2]  # fmt: skip


def test_a_number_without_its_noun_is_labelled_with_what_it_counts() -> None:
    text = "The clinic in Marlow treated 26 people, two of them in critical condition, Mayor Quint said."
    items = [told(report, text, "two", 2, measured="people", head="people") for report in "ab"]
    assert [series.label for series in join_series(items, {"a": (None, None), "b": (None, None)})] == ["two people"]


def test_the_dead_by_other_words_and_as_known_victims() -> None:
    one = told("a", "A gunman killed 49 people at the Marlow Arms on Sunday.", "49 people", 49)
    other = told("b", "The man took the lives of 49 clubgoers at the Marlow Arms on Sunday.", "49 clubgoers", 49)
    known = told("a", "Crowds held pictures of the 49 Marlow victims.", "49 Marlow victims", 49, head="victim")
    elsewhere = told("c", "The bank wrote to the 49 victims of the fraud in Orsk.", "49 victims", 49, head="victim")
    any_one = told("a", "It was among 49 victims that the bank in Orsk found.", "49 victims", 49, head="victim")
    assert joined(one, other, known) == [3]
    assert joined(one, other, elsewhere) == [2]
    assert joined(one, other, any_one) == [2]


def test_all_of_those_who_were_hurt() -> None:
    one = told("a", "The blast in Orsk on Sunday wounded 53 people and shut the mill.", "53 people", 53)
    all_of_them = told("b", "Ten of the 53 wounded in the Orsk blast were still in a ward.", "53 wounded", 53)
    assert joined(one, all_of_them) == [2]


def test_a_sum_over_several_places_is_no_count_of_one() -> None:
    one = told("a", "A gunman killed 22 people in a shooting in Orsk on Saturday.", "22 people", 22)
    two = "Quint came to the two towns where 31 people were killed in shootings in Orsk and Marlow on Saturday."
    assert joined(one, told("b", two, "31 people", 31)) == []


def test_spans_of_time_by_what_they_are_of() -> None:
    span = {"unit": "month", "measured": "", "head": None, "bound": "exactly"}
    here = "The ministry secretly took two months of telephone records from writers at the Courier."
    there = "The Courier said the ministry had secretly taken two months of phone records from writers and editors."
    other = "The trial took two months of the spring."
    made = [told(r, text, "two months", 2, **span) for r, text in (("a", here), ("b", there), ("c", other))]
    assert joined(*made) == [2]
    term = {"unit": "year", "measured": "", "head": None, "bound": "range"}
    first = "Prosecutors asked for between seven and nine years in prison for Quint."
    second = "Quint could face a prison term of between seven and nine years."
    assert joined(
        *(told(r, t, "between seven and nine years", 7, **term) for r, t in (("a", first), ("b", second)))
    ) == [2]


def test_a_report_comes_back_to_those_whom_it_counted() -> None:
    text = "More than 1,100 former clerks signed. How many of those 1,100 pilots and officials spoke up?"
    one = told("a", text, "1,100 former clerks", 1100)
    back = told("a", text, "1,100 pilots and officials", 1100, head="pilot")
    other = told(
        "b", "Some 1,100 pilots and officials dined in Orsk.", "1,100 pilots and officials", 1100, head="pilot"
    )
    assert joined(one, back) == [2]
    assert joined(one, other) == []


def test_what_is_counted_is_described_elsewhere_in_the_sentence() -> None:
    here = "Agents took the records of more than 20 lines, the phone of the editor in Orsk among them."
    there = "They took the records of more than 20 separate phone lines, said the editor in Orsk."
    lines = {"head": "line", "bound": "more_than"}
    assert joined(
        told("a", here, "20 lines", 20, **lines), told("b", there, "20 separate phone lines", 20, **lines)
    ) == [2]
