"""What joins counts told in other words, and what keeps a part, another place or another thing out of a series."""

from __future__ import annotations

from typing import Any

import pytest

from whence.account import Series
from whence.records import Figure
from whence.weigh.series import FigureInReport, figure_in_report, join_series
from whence.weigh.series_disputes import clashing_figures


def told(report: str, text: str, phrase: str, low: float, head: str | None, **given: Any) -> FigureInReport:
    """A figure of a report: its phrase begins with the number; `measured` is the rest unless given."""
    start = text.index(phrase)
    number = given.pop("number", phrase.split(" ", 1)[0])
    value = start + phrase.index(number)
    bound = given.pop("bound", "exactly")
    high = None if bound in ("at_least", "more_than") else given.pop("high", low)
    measured = given.pop("measured", phrase[phrase.index(number) + len(number) :].strip())
    figure = Figure(
        f"{report}-{start}", report, start, start + len(phrase), value, value + len(number), low, high,
        bound, given.pop("unit", "count"), measured, head, given.pop("scope", None), None, None, None, "test",
    )  # fmt: skip
    return figure_in_report(figure, text)


def joined(*items: FigureInReport) -> list[int]:
    """How many figures each series has, whatever the order of the figures."""
    days = {item.figure.report_id: ("2031-05-01", "2031-05-01") for item in items}
    series: list[Series] = join_series(items, days)
    assert series == join_series(items[::-1], days)
    return [len(one.figure_ids) for one in series]


# --- a kind and the whole --------------------------------------------------------------------------------------------

ALL = told("a", "The gas attack on Marlow market killed 87 people.", "87 people", 87, "people")


def test_a_count_of_civilians_next_to_that_of_all_is_one_count() -> None:
    near = told("b", "The gas attack on Marlow market killed 86 civilians.", "86 civilians", 86, "civilian")
    part = told("c", "The gas attack on Marlow market killed 40 civilians.", "40 civilians", 40, "civilian")
    vague = told(
        "d", "The gas attack on Marlow market killed dozens of civilians.", "dozens of civilians", 24, "civilian",
        measured="civilians", bound="at_least",
    )  # fmt: skip
    assert joined(ALL, near) == [2]
    assert joined(ALL, vague) == [2]
    assert joined(ALL, part) == []


def test_two_numbers_of_one_report_are_a_part_and_a_whole() -> None:
    text = "The gas attack on Marlow market killed 87 people. The gas attack on Marlow market killed 86 civilians."
    assert joined(told("a", text, "87 people", 87, "people"), told("a", text, "86 civilians", 86, "civilian")) == []


def test_a_count_of_civilians_and_one_of_all_dispute_nothing() -> None:
    near = told("b", "The gas attack on Marlow market killed 86 civilians.", "86 civilians", 86, "civilian")
    days = {"a": ("2031-05-01", "2031-05-01"), "b": ("2031-05-03", "2031-05-03")}
    assert clashing_figures(join_series([ALL, near], days), [ALL, near], days) == []


def test_dorvan_troops_and_dorvans_of_one_doer_are_one_count() -> None:
    first = told(
        "a", "The state blames Quint for the deaths of 614 American troops.", "614 American troops", 614, "troop"
    )
    second = told("b", "He said Quint was responsible for 614 American deaths.", "614 American deaths", 614, "death")
    third = told(
        "c", "Quint was responsible for killing 600 American soldiers after the 2027 invasion.",
        "600 American soldiers", 600, "soldier",
    )  # fmt: skip
    other = told("d", "Orrin was responsible for the deaths of 90 American troops.", "90 American troops", 90, "troop")
    assert joined(first, second, third) == [3]
    assert joined(first, second, other) == [2]


# --- one event in other words ----------------------------------------------------------------------------------------


def test_two_names_of_a_weapon_show_one_attack_where_the_group_shows_it() -> None:
    items = [
        told("a", "A sarin attack in Tarn killed 87 people, Dorvan said.", "87 people", 87, "people"),
        told("b", "Dorvan says the sarin attack in Tarn killed 80 people.", "80 people", 80, "people"),
        told("c", "It spoke of the sarin attack that killed 85 people in Tarn.", "85 people", 85, "people"),
        told("d", "Ministers met after a gas attack that left 83 dead.", "83 dead", 83, "dead"),
    ]
    assert joined(*items) == [4]


def test_a_value_that_is_given_up_for_another_is_of_the_same_series_whatever_its_size() -> None:
    text = "The governor raised the death toll from Storm Elsa in Marlow to 2,975 from 64."
    new = told("a", text, "2,975", 2975, "toll", measured="death toll")
    old = told("a", text, "64", 64, "toll", measured="death toll")
    later = told("b", "Some 3,000 people died when Storm Elsa struck Marlow.", "3,000 people", 3000, "people")
    days = {"a": ("2031-05-01", "2031-05-01"), "b": ("2031-05-03", "2031-05-03")}
    series = join_series([new, old, later], days)
    assert [len(one.figure_ids) for one in series] == [3]
    assert clashing_figures(series, [new, old, later], days) == []


def test_a_number_that_is_only_asked_about_joins_the_series_that_has_it_and_makes_none() -> None:
    told_of = [
        told("a", "Storm Elsa killed 2,975 people in Marlow.", "2,975 people", 2975, "people"),
        told("b", "In Marlow 3,000 people died in Storm Elsa.", "3,000 people", 3000, "people"),
    ]
    asked = told("c", "They argue whether 3,000 people died in the storm.", "3,000 people", 3000, "people")
    feared = told("d", "They ask whether 3,000 people could have died in the storm.", "3,000 people", 3000, "people")
    assert joined(*told_of, asked) == [3]
    assert joined(*told_of, feared) == [2]
    assert joined(asked, told("e", "Storm Elsa killed 90 people.", "90 people", 90, "people")) == []


# --- other places, other things --------------------------------------------------------------------------------------


def test_the_counts_of_a_disease_are_told_apart_by_land() -> None:
    france = "The fever has killed {} people in France, officials said of the fever outbreak."
    world = "The fever outbreak has killed 9,000 people worldwide."
    items = [
        told("a", france.format("2,100"), "2,100 people", 2100, "people"),
        told("b", france.format("2,400"), "2,400 people", 2400, "people"),
        told("c", world, "9,000 people", 9000, "people"),
        told("d", "The fever outbreak has killed 3,000 people in Brazil.", "3,000 people", 3000, "people"),
    ]
    assert joined(*items) == [2]
    german = told("e", "The fever outbreak has killed 2,500 people in German towns.", "2,500 people", 2500, "people")
    assert joined(items[0], german) == []


def test_a_place_with_so_many_dead_counts_places() -> None:
    text = "People in counties with 100 deaths fear the fever outbreak."
    again = "In counties with 100 deaths the fever outbreak is feared."
    assert joined(told("a", text, "100 deaths", 100, "death"), told("b", again, "100 deaths", 100, "death")) == []


def test_officers_who_are_fired_are_not_launched() -> None:
    items = [
        told("a", "Arlen fired two officers over the arrest of Quint.", "two officers", 2, "officer"),
        told("b", "Orsk has fired four officers for a brawl.", "four officers", 4, "officer"),
    ]
    assert joined(*items) == []


def test_what_comes_from_ships_and_hits_a_base_is_in_two_places() -> None:
    items = [
        told("a", "It launched 59 missiles at the Orsk base.", "59 missiles", 59, "missile", scope="at the Orsk base"),
        told(
            "b", "The 59 missiles launched from the ship Marlow hit.", "59 missiles", 59, "missile",
            scope="from the ship Marlow",
        ),
    ]  # fmt: skip
    assert joined(*items) == [2]


def test_one_number_in_a_long_log_of_two_towns_is_two() -> None:
    text = "Police in Arlen said they had arrested 150 people. The state of Orsk said that 150 people were arrested."
    first = told("a", text, "150 people", 150, "people")
    second = told("a", text[48:], "150 people", 150, "people")
    assert joined(first, second) == []


# --- told alike ------------------------------------------------------------------------------------------------------


def test_a_sum_is_one_where_words_next_to_it_are_the_same() -> None:
    first = told(
        "a", "The council refused the $5 million that Quint asked for the bridge.", "$5 million", 5e6, None,
        number="$5 million", unit="USD", measured="",
    )  # fmt: skip
    second = told(
        "b", "Quint wants $5 million in funding for a bridge at Marlow.", "$5 million in funding", 5e6, "funding",
        number="$5 million", unit="USD", measured="funding",
    )  # fmt: skip
    other = told(
        "c", "The mill paid $5 million to its owners after the fire.", "$5 million", 5e6, None,
        number="$5 million", unit="USD", measured="",
    )  # fmt: skip
    assert joined(first, second, other) == [2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The small firm, which only had two employees when the storm struck, was chosen.", [2]),
        ("A firm let two employees go.", []),
    ],
)
def test_a_small_number_is_one_where_the_words_around_it_are_the_same(text: str, expected: list[int]) -> None:
    first = "The tiny firm only had two employees when Storm Elsa hit Marlow."
    assert (
        joined(told("a", first, "two employees", 2, "employee"), told("b", text, "two employees", 2, "employee"))
        == expected
    )


# --- what stands between, before and after ---------------------------------------------------------------------------

RAID = "The gas raid on Marlow market killed 1,429 people."


@pytest.mark.parametrize(
    "text",
    [
        "He said that 1,429 people, including 400 children, were killed in the gas raid on Marlow market.",
        "He said that 1,429 people -- many of them children -- were killed in the gas raid on Marlow market.",
        "It says that the gas raid on Marlow market may have killed 1,429 people.",
    ],
)
def test_what_stands_between_a_count_and_its_harm(text: str) -> None:
    first = told("a", RAID, "1,429 people", 1429, "people")
    assert joined(first, told("b", text, "1,429 people", 1429, "people")) == [2]


def test_what_could_have_been_is_no_count() -> None:
    text = "The gas raid on Marlow market could have killed 1,429 people."
    assert (
        joined(told("a", RAID, "1,429 people", 1429, "people"), told("b", text, "1,429 people", 1429, "people")) == []
    )


def test_a_toll_is_of_the_event_that_the_report_told_of_before_it() -> None:
    text = "The gas raid on Marlow market killed 900 people. Nobody claimed it. The union put the death toll at 1,100."
    items = [
        told("a", RAID, "1,429 people", 1429, "people"),
        told("b", text, "900 people", 900, "people"),
        told("b", text, "1,100", 1100, "toll", measured="death toll"),
    ]
    assert joined(*items) == [3]


def test_the_dead_of_those_who_were_treated() -> None:
    text = "The clinic treated 3,600 people after the raid. Of those, 355 died."
    items = [
        told("a", "The gas raid on Marlow market killed 355 people.", "355 people", 355, "people"),
        told("b", text, "355 died", 355, "died", measured="died"),
    ]
    assert joined(*items) == [2]


def test_some_of_the_troops_in_a_land_still_says_how_many_there_are() -> None:
    items = [
        told("a", "A base housed some of the 5,500 Dorvan troops in Orsk.", "5,500 Dorvan troops", 5500, "troop",
             measured="troops", scope="in Orsk"),
        told("b", "It wants to expel the 5,200 troops still there.", "5,200 troops", 5200, "troop"),
        told("c", "Some of the 5,200 troops spoke.", "5,200 troops", 5200, "troop"),
    ]  # fmt: skip
    assert joined(*items) == [2]


@pytest.mark.parametrize(
    "text",
    [
        "Orsk hit two bases in the north with a dozen missiles.",
        "Orsk answered on Monday, sending a dozen missiles from its land.",
    ],
)
def test_missiles_that_are_sent_are_launched(text: str) -> None:
    items = [
        told("a", "Orsk launched a dozen missiles at the bases.", "a dozen missiles", 12, "missile", number="a dozen"),
        told("b", text, "a dozen missiles", 12, "missile", number="a dozen"),
    ]
    assert joined(*items) == [2]


def test_targets_that_are_only_threatened_are_called_so() -> None:
    items = [
        told("a", "Quint threatened to strike 52 Orsk targets.", "52 Orsk targets", 52, "target"),
        told("b", "He said 52 Orsk targets would be struck.", "52 Orsk targets", 52, "target"),
    ]
    (series,) = join_series(items, {})
    assert series.label.endswith("threatened")


def test_sixteen_are_still_a_dozen() -> None:
    items = [
        told("a", "Orsk fired 16 missiles at the base.", "16 missiles", 16, "missile"),
        told("b", "Orsk fired a dozen missiles at the base.", "a dozen missiles", 12, "missile", number="a dozen",
             bound="about"),
        told("c", "Orsk fired 30 missiles at the base.", "30 missiles", 30, "missile"),
    ]  # fmt: skip
    days = {"a": ("2031-05-01", "2031-05-01"), "b": ("2031-05-03", "2031-05-03"), "c": ("2031-05-01", "2031-05-01")}
    series = join_series(items, days)
    assert [len(one.figure_ids) for one in series] == [3]
    assert clashing_figures(join_series(items[:2], days), items[:2], days) == []
    assert len(clashing_figures(series, items, days)) == 1


def test_students_and_staff_killed_by_a_shooter_are_the_people_killed_in_the_shooting() -> None:
    assert joined(
        told(
            "a",
            "A shooter walked into Dorvan Hill School in Marlow and killed 17 students.",
            "17 students",
            17,
            "student",
        ),
        told("b", "In the shooting at Dorvan Hill School 17 people were killed.", "17 people", 17, "people"),
        told("c", "In the shooting at Dorvan Hill School 14 teachers were killed.", "14 teachers", 14, "teacher"),
    ) == [2]


def test_six_more_are_six_new_ones() -> None:
    assert joined(
        told("a", "Quint applied for asylum in six more countries, the Marlow Ledger said.", "six more countries", 6,
             "country"),
        told("b", "Quint has put in asylum applications to six new countries, said the Marlow Ledger.",
             "six new countries", 6, "country"),
    ) == [2]  # fmt: skip


def test_two_people_who_were_sent_to_prison_are_no_series() -> None:
    term = {"unit": "year", "measured": "in prison", "head": "prison"}
    first = "Oren Tasker was sentenced in Ostrel to 10 years in prison with hard labor."
    second = "The student Ivo Lang was sentenced to 15 years in prison with hard labor."
    again = "Ostrel gave Oren Tasker a term of 12 years in prison with hard labor, the court said."
    one, two = told("a", first, "10 years", 10, **term), told("b", second, "15 years", 15, **term)
    assert joined(one, two) == []
    assert joined(one, told("c", again, "12 years", 12, **term)) == [2]
