"""The timeline: harm of one day or night known by what it was done with, and by whom or against what."""

from __future__ import annotations

from test_weigh_timeline import Told, timeline, told

DAY, AFTER = "2031-05-04", "2031-05-05"


def _sizes(*rows: Told) -> list[int]:
    return sorted(len(entry.event_ids) for entry in timeline(*rows))


STRIKES = [
    told("a", "Norway’s retaliatory missile strikes Monday, the island states fear, will not be the last.", "strikes",
         AFTER),
    told("b", "Clerks sang in Ostrel after the country launched missiles at two bases in Varda on May 5.", "launched",
         AFTER),
    told("c", "Norway did retaliate early Monday, sending at least a dozen missiles from its own soil down on two "
         "bases in Varda.", "retaliate", AFTER),
]  # fmt: skip
NIGHT = told("d", "Beyond the missile attack seen Sunday night, it could send drones.", "attack", DAY)
BARE = told("e", "Bell said that nobody was hurt in the overnight attacks.", "attacks", AFTER)


def test_one_means_and_one_doer_or_target() -> None:
    assert _sizes(*STRIKES) == [3]


def test_the_night_before_and_words_that_only_point_at_it() -> None:
    (entry,) = timeline(*STRIKES, NIGHT, BARE)
    assert len(entry.event_ids) == 5
    assert (entry.earliest, entry.latest) == (DAY, AFTER)


def test_a_day_before_and_no_night() -> None:
    day = told("d", "Beyond the missile attack seen Sunday noon, it could send drones.", "attack", DAY)
    dated = [told(r, "Norway launched missiles at two bases in Varda on Monday.", "launched", AFTER) for r in "ab"]
    assert _sizes(*dated, day) == [1, 2]


def test_another_doer_another_target_another_deed() -> None:
    for sentence, word in (
        ("Swedish missile strikes hit Cape Dorn on Monday.", "strikes"),
        ("Norway’s forces fired missiles at the port of Cape Dorn on Monday.", "fired"),
        ("It was the Norwegian navy that shot down a jet with a missile on Monday.", "shot"),
    ):
        other = told("z", sentence, word, AFTER)
        assert _sizes(*STRIKES, other) == [1, 3], sentence


def test_what_points_at_two_is_left() -> None:
    other = told("z", "Swedish missile strikes hit Cape Dorn on Monday.", "strikes", AFTER)
    bare = told("e", "Nobody was hurt in the missile attacks on Monday.", "attacks", AFTER)
    assert _sizes(STRIKES[0], other, bare) == [1, 1, 1]


def test_plans_and_denials_are_no_part_of_it() -> None:
    planned = told("z", "Norway will launch missiles at bases in Varda on Monday.", "launch", AFTER, modality="planned")
    assert _sizes(*STRIKES, planned) == [1, 3]
    denied = told("y", "Norway denied that it launched missiles at bases in Varda on Monday.", "launched", AFTER,
                  modality="denied")  # fmt: skip
    assert _sizes(*STRIKES, denied) == [1, 3]


def test_a_comma_ends_the_search_for_whom_it_was_done_to() -> None:
    rows = [
        told("a", "After the bombing on Monday, Cape Dorn was quiet.", "bombing", AFTER),
        told("b", "The bombing of Ostrel on Monday was the third.", "bombing", AFTER),
    ]
    assert _sizes(*rows) == [2]


def test_a_week_goes_with_what_most_tell_of() -> None:
    known = [
        told(r, f"Norway used gas on the suburb of Varda on Monday, {count} nurses said.", "used", AFTER)
        for r, count in (("a", "four"), ("b", "nine"), ("c", "six"))
    ]
    claimed = told("d", "The Varda ministry accused rebels of using gas against a mill on Sunday.", "using", DAY)
    week = told("e", "Nurses spoke of the gas that was used in Varda last week.", "used", "2031-04-28", "2031-05-06")
    assert _sizes(*known, claimed, week) == [1, 4]


def test_a_weapon_that_is_used_is_an_attack() -> None:
    rows = [
        told("a", "Norway used sarin gas against Varda on Monday.", "used", AFTER),
        told("b", "In Varda, doctors saw the Norwegian gas attack of Monday.", "attack", AFTER),
        told("c", "Rockets with gas were unleashed at Varda on Monday.", "unleashed", AFTER),
    ]
    assert _sizes(*rows) == [3]


def test_a_crash_is_known_by_what_crashed_and_whose_it_was() -> None:
    rows = [
        told("a", "A Swedish airliner crashed shortly after leaving Ostrel on Monday, killing all 90.", "crashed",
             AFTER),
        told("b", "It was the Norwegians who shot down the Swedish passenger jet Sunday night with a missile.", "shot",
             DAY),
        told("c", "The plane crash early Monday killed everyone on board, mostly students.", "killed", AFTER),
    ]  # fmt: skip
    assert _sizes(*rows) == [3]
    assert _sizes(*STRIKES, *rows) == [3, 3]
    assert _sizes(*rows, told("d", "A Danish jet crashed off Cape Dorn on Monday.", "crashed", AFTER))[0] == 1
