"""Series of figures and the disputes inside them, on small invented reports."""

from __future__ import annotations

import random

import pytest

from whence.account import Dispute, Series
from whence.records import Bound, Figure
from whence.weigh.series import FigureInReport, figure_in_report, join_series
from whence.weigh.series_context import measure
from whence.weigh.series_disputes import clashing_figures, worded


def told(
    report: str,
    text: str,
    phrase: str,
    measured: str,
    head: str,
    low: float | None,
    high: float | None = None,
    bound: Bound = "exactly",
    unit: str = "count",
    scope: str | None = None,
) -> FigureInReport:
    """One figure in one report of one sentence or more."""
    start = text.index(phrase)
    end = start + len(phrase)
    if bound == "exactly" and high is None:
        high = low
    figure = Figure(
        f"{report}-{start}", report, start, end, start, end, low, high, bound, unit, measured, head, scope,
        None, None, None, "test",
    )  # fmt: skip
    return figure_in_report(figure, text)


def labels(series: list[Series]) -> list[tuple[str, int]]:
    return [(one.label, len(one.figure_ids)) for one in series]


QUAKE = [
    told("a", "The quake in Marlow killed 40 people.", "40 people", "people", "people", 40),
    told("b", "By Friday the death toll from the Marlow quake stood at 55.", "55", "death toll", "toll", 55),
    told("c", "The Marlow quake left 61 dead.", "61 dead", "dead", "dead", 61),
    told("d", "The Marlow quake injured 300 people.", "300 people", "people", "people", 300),
]
DAYS: dict[str, tuple[str | None, str | None]] = {
    "a": ("2031-05-01", "2031-05-01"),
    "b": ("2031-05-03", "2031-05-03"),
    "c": ("2031-05-04", "2031-05-04"),
    "d": ("2031-05-04", "2031-05-04"),
}


def days_of(*pairs: tuple[str, str]) -> dict[str, tuple[str | None, str | None]]:
    return {report: (day, day) for report, day in pairs}


def disputes(items: list[FigureInReport], days: dict[str, tuple[str | None, str | None]]) -> list[Dispute]:
    return clashing_figures(join_series(items, days), items, days)


def test_the_dead_under_three_words_are_one_series_and_the_injured_are_not_in_it() -> None:
    series = join_series(QUAKE, DAYS)
    assert labels(series) == [("people killed", 3)]
    assert series[0].figure_ids == tuple(item.figure.id for item in QUAKE[:3])


def test_the_order_of_the_figures_never_matters() -> None:
    expected = join_series(QUAKE, DAYS)
    shuffled = QUAKE[:]
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert join_series(shuffled, DAYS) == expected


def test_troops_personnel_and_men_are_one_series_but_the_ships_sailors_are_not() -> None:
    items = [
        told("a", "The army deployed 6,500 troops to the region.", "6,500 troops", "troops", "troop", 6500),
        told("b", "It is deploying 7,000 personnel there.", "7,000 personnel", "personnel", "personnel", 7000),
        told("c", "With 8,000 men deployed, it waits.", "8,000 men", "men", "man", 8000),
        told("d", "The carrier deployed 4,000 troops.", "4,000 troops", "troops", "troop", 4000, scope="The carrier"),
    ]
    (series,) = join_series(items, days_of(("a", "2031-01-01"), ("b", "2031-01-02"), ("c", "2031-01-03")))
    assert series.label == "troops deployed"
    assert set(series.figure_ids) == {item.figure.id for item in items[:3]}


def test_additional_troops_are_not_the_troops() -> None:
    items = [
        told("a", "It sent 3,000 troops north.", "3,000 troops", "troops", "troop", 3000),
        told(
            "b", "It sent 3,000 additional troops north.", "3,000 additional troops", "additional troops", "troop", 3000
        ),
    ]
    assert join_series(items, {}) == []


@pytest.mark.parametrize(
    "text",
    [
        "The attack could kill 40 people.",
        "Another 40 people were killed in the attack.",
        "He asked 40 people about it.",
        "The town has 40 people.",
    ],
)
def test_what_measures_nothing_that_can_be_joined(text: str) -> None:
    assert measure(told("a", text, "40 people", "people", "people", 40)) is None


def test_two_events_of_different_kinds_stay_apart() -> None:
    items = [
        told("a", "The war in Tarn has killed 1,300 people.", "1,300 people", "people", "people", 1300),
        told("b", "The gas attack in Tarn killed 1,300 people.", "1,300 people", "people", "people", 1300),
    ]
    assert join_series(items, {}) == []


def test_growth_is_no_dispute() -> None:
    assert disputes(QUAKE, DAYS) == []


def test_a_lower_count_told_later_is_a_dispute() -> None:
    items = [
        told("a", "The gas attack near Marlow killed 1,310 people.", "1,310 people", "people", "people", 1310),
        told("b", "The gas attack near Marlow killed 355 people.", "355 people", "people", "people", 355),
        told("c", "The gas attack near Marlow killed 355 people.", "355 people", "people", "people", 355),
    ]
    (dispute,) = disputes(items, days_of(("a", "2031-05-01"), ("b", "2031-05-02"), ("c", "2031-05-03")))
    assert dispute.kind == "figures"
    assert dispute.label == "people killed: 355 / 1,310"
    assert dispute.opened == "2031-05-02"
    assert dispute.settled is None
    assert "cannot both hold" in dispute.reason
    assert [(side.side, side.row_id) for side in dispute.sides] == [
        (1, items[1].figure.id),
        (1, items[2].figure.id),
        (2, items[0].figure.id),
    ]
    assert all(side.table_name == "figure" for side in dispute.sides)


def test_a_late_copy_of_an_early_count_is_an_echo_and_no_dispute() -> None:
    text = "The quake in Marlow killed {} people."
    items = [
        told("a", text.format(26), "26 people", "people", "people", 26),
        told("b", text.format(41), "41 people", "people", "people", 41),
        told("c", text.format(26), "26 people", "people", "people", 26),
    ]
    assert disputes(items, days_of(("a", "2031-05-01"), ("b", "2031-05-02"), ("c", "2031-05-03"))) == []


def test_counts_that_differ_on_one_day_may_have_grown_but_not_between_rival_speakers() -> None:
    text = "The quake in Marlow killed {} people."
    items = [
        told("a", text.format(26), "26 people", "people", "people", 26),
        told("b", text.format(41), "41 people", "people", "people", 41),
    ]
    days = days_of(("a", "2031-05-01"), ("b", "2031-05-01"))
    series = join_series(items, days)
    assert clashing_figures(series, items, days) == []
    speakers = {items[0].figure.id: "police", items[1].figure.id: "union"}
    assert len(clashing_figures(series, items, days, speakers)) == 1


def test_where_no_one_knows_which_came_first_growth_could_explain_it() -> None:
    items = [
        told("a", "The quake in Marlow killed 26 people.", "26 people", "people", "people", 26),
        told("b", "The quake in Marlow killed 41 people.", "41 people", "people", "people", 41),
    ]
    assert len(join_series(items, {})) == 1
    assert disputes(items, {}) == []


def test_bounds_that_can_both_hold_are_no_dispute() -> None:
    text = "The gas attack near Marlow killed {} people."
    items = [
        told(
            "a", text.format("more than 1,400"), "more than 1,400 people", "people", "people", 1400, None, "more_than"
        ),
        told("b", text.format("1,429"), "1,429 people", "people", "people", 1429),
        told("c", text.format("at least 350"), "at least 350 people", "people", "people", 350, None, "at_least"),
    ]
    days = days_of(("a", "2031-05-01"), ("b", "2031-05-02"), ("c", "2031-05-03"))
    assert labels(join_series(items, days)) == [("people killed", 3)]
    assert disputes(items, days) == []


def test_a_union_that_puts_the_number_higher_in_the_same_report_disputes_it() -> None:
    text = "The firm says about 40 homes were damaged. The union put the number at more than 120."
    items = [
        told("a", text, "about 40 homes", "homes", "home", 40, 40, "about"),
        told("a", text, "more than 120", "homes", "home", 120, None, "more_than"),
    ]
    (dispute,) = disputes(items, days_of(("a", "2031-05-07")))
    assert dispute.label == "homes damaged: about 40 / more than 120"
    assert dispute.opened == "2031-05-07"


@pytest.mark.parametrize(
    ("bound", "low", "high", "expected"),
    [
        ("exactly", 1300.0, 1300.0, "1,300"),
        ("more_than", 1300.0, None, "more than 1,300"),
        ("at_most", None, 90.0, "at most 90"),
        ("range", 2.0, 2.25, "between 2 and 2.25"),
    ],
)
def test_a_figure_in_words(bound: Bound, low: float | None, high: float | None, expected: str) -> None:
    item = told("a", "It is 5 people.", "5 people", "people", "people", low, high, bound)
    assert worded(item.figure) == expected


def test_the_sentence_of_a_figure_is_cut_at_its_ends() -> None:
    text = "First words. Gen. Orrin said 40 people left. Last words."
    item = told("a", text, "40 people", "people", "people", 40)
    assert item.sentence.startswith("Gen. Orrin")
    assert item.sentence.rstrip().endswith("left.")
    assert text[item.sentence_start :].startswith(item.sentence)


def test_the_sentence_before_names_the_event_and_the_whole_of_a_part_is_not_its_harm() -> None:
    text = "Rockets hit the market at Marlow in the attack. The council said that 210 people were killed."
    first = told("a", text, "210 people", "people", "people", 210)
    second = told("b", "The attack on the market at Marlow killed 300 people.", "300 people", "people", "people", 300)
    days = days_of(("a", "2031-05-01"), ("b", "2031-05-02"))
    assert labels(join_series([first, second], days)) == [("people killed", 2)]
    whole = told(
        "c",
        "Forty of the 200 people brought from the attack at Marlow market died.",
        "200 people",
        "people",
        "people",
        200,
    )
    assert labels(join_series([whole, second], days)) == []


def test_four_destroyers_may_be_the_four_warships_and_three_are_not() -> None:
    four = told("a", "The navy has sent four warships to the gulf.", "four warships", "warships", "warship", 4)
    same = told("b", "The four destroyers are in position.", "four destroyers", "destroyers", "destroyer", 4)
    three = told("c", "The navy has sent three destroyers.", "three destroyers", "destroyers", "destroyer", 3)
    days = days_of(("a", "2031-05-01"), ("b", "2031-05-02"), ("c", "2031-05-02"))
    assert [count for _, count in labels(join_series([four, same], days))] == [2]
    assert labels(join_series([four, three], days)) == []
