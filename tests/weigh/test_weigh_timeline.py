"""The timeline: which events are one happening, what date and sentence an entry has."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from whence.account import TimelineEntry
from whence.records import Event, Modality, digest, mark_id
from whence.weigh.timeline import join_timeline
from whence.weigh.timeline_entry import standing_behind
from whence.weigh.timeline_items import EventContext
from whence.weigh.timeline_words import kind_of, name_key, name_stem, near, stem

Told = tuple[Event, EventContext]


def told(
    report: str,
    sentence: str,
    word: str,
    earliest: str | None,
    latest: str | None = None,
    modality: Modality = "happened",
    published: str = "2031-03-14",
    start: int = 100,
) -> Told:
    at = start + sentence.index(word)
    event = Event(
        mark_id(report, "event", at, at + len(word), modality),
        report,
        at,
        at + len(word),
        earliest,
        latest or earliest,
        modality,
        None,
        "test",
    )
    return event, EventContext(report, sentence, start, published, published)


def timeline(*rows: Told) -> list[TimelineEntry]:
    return join_timeline([event for event, _ in rows], {event.id: context for event, context in rows})


FERRY = [
    told("a", "The ferry Almira sank off Cape Dorn on Monday with 60 people aboard.", "sank", "2031-03-10"),
    told("b", "Sixty people were aboard the ferry Almira when it sank off Cape Dorn on Monday.", "sank", "2031-03-10"),
    told("c", "The sinking of the ferry Almira off Cape Dorn on Monday shocked Ostrel.", "sinking", "2031-03-10"),
]


def test_one_happening_in_three_reports() -> None:
    (entry,) = timeline(*FERRY)
    assert (entry.earliest, entry.latest, len(entry.event_ids)) == ("2031-03-10", "2031-03-10", 3)
    assert entry.event_ids == tuple(sorted(entry.event_ids))
    assert entry.id == digest("timeline", *entry.event_ids)


def test_another_ship_on_the_same_day_is_another_entry() -> None:
    other = told("d", "The trawler Bresna sank off Point Hale on Monday with four people aboard.", "sank", "2031-03-10")
    assert sorted(len(entry.event_ids) for entry in timeline(*FERRY, other)) == [1, 3]


def test_another_day_is_another_entry() -> None:
    other = told("d", "The ferry Almira sank off Cape Dorn on Tuesday with 60 people aboard.", "sank", "2031-03-11")
    assert len(timeline(FERRY[0], other)) == 2


def test_each_names_the_kind_of_the_other() -> None:
    killed = told("a", "A strike on Sunday in Ostrel killed Colonel Ilan Varro of the guard.", "killed", "2031-03-09")
    strike = told("b", "The strike in Ostrel on Sunday that killed Colonel Varro was swift.", "strike", "2031-03-09")
    assert len(timeline(killed, strike)) == 1


def test_denied_and_happened_stay_apart_and_a_plan_that_fits_both() -> None:
    sentence = "Guards stormed the Ostrel parliament in Vellin on Monday, opposition members of parliament wrote."
    happened = told("a", sentence, "stormed", "2031-03-10")
    denied = told("b", sentence, "stormed", "2031-03-10", modality="denied")
    planned = told("c", sentence, "stormed", "2031-03-10", modality="planned")
    assert len(timeline(happened, denied, planned)) == 3


def test_two_events_of_one_sentence_stay_two() -> None:
    sentence = "Varro met Ilves in Ostrel on Monday and met Ilves again in Ostrel on Monday night."
    first = told("a", sentence, "met", "2031-03-10")
    at = 100 + sentence.rindex("met")
    second_event = Event(
        mark_id("a", "event", at, at + 3, "happened"),
        "a",
        at,
        at + 3,
        "2031-03-10",
        "2031-03-10",
        "happened",
        None,
        "t",
    )
    assert len(timeline(first, (second_event, first[1]))) == 2


def test_a_weekend_takes_the_day_within_it() -> None:
    wide = told(
        "a", "Varro resigned as governor of Ostrel province over the weekend.", "resigned", "2031-03-08", "2031-03-09"
    )
    day = told("b", "Varro resigned as governor of Ostrel province on Sunday.", "resigned", "2031-03-09")
    (entry,) = timeline(wide, day)
    assert (entry.earliest, entry.latest, entry.event_id) == ("2031-03-09", "2031-03-09", day[0].id)


def test_the_best_sentence_is_whole_and_early() -> None:
    fragment = told("a", "ferry Almira sank off Cape Dorn Monday", "sank", "2031-03-10", published="2031-03-10")
    late = told("c", FERRY[0][1].sentence, "sank", "2031-03-10", published="2031-03-20")
    early = told("b", FERRY[0][1].sentence, "sank", "2031-03-10", published="2031-03-11")
    (entry,) = timeline(fragment, late, early)
    assert entry.event_id == early[0].id


def test_undated_events_stay_out() -> None:
    assert timeline(told("a", "The navy plans to leave Ostrel.", "leave", None, modality="planned")) == []


def test_order_of_input_does_not_matter() -> None:
    rows = [*FERRY, told("d", "The trawler Bresna sank off Point Hale on Monday.", "sank", "2031-03-10")]
    expected = timeline(*rows)
    assert all(timeline(*order) == expected for order in permutations(rows))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Almira", "sank", "Ostrel", "fire", "on", "Monday", "Varro", "met", "the"]), min_size=1)
)
def test_every_dated_event_is_in_one_entry(words: list[str]) -> None:
    rows = [
        told(report, " ".join(words[:cut]), words[0], "2031-03-10")
        for cut, report in enumerate("abcdef"[: len(words)], start=1)
    ]
    listed = sorted(event_id for entry in timeline(*rows) for event_id in entry.event_ids)
    assert listed == sorted({event.id for event, _ in rows})


def test_words() -> None:
    assert kind_of("struck") == kind_of("airstrikes") == kind_of("bombing")
    assert kind_of("sank") == kind_of("sinking")
    assert stem("firing") == stem("fired") == stem("fires")
    assert name_stem("Syrian") == name_stem("Syria") == name_stem("Syrians")
    found = near("On Monday Varro was killed in Ostrel by guards.", 20, 6)
    assert found.patients == {"varro"}
    assert name_key("Ostrel") in found.names
    assert "monday" not in found.all


def test_took_place_fits_any_kind_that_the_sentence_names() -> None:
    call = told(
        "a", "Varro gave no details of the call with Ilves in Ostrel, which took place on Monday.", "call", "2031-03-10"
    )
    place = told(
        "b",
        "Details of the call between Varro and Ilves, believed to have taken place Monday, are few.",
        "taken",
        "2031-03-10",
    )
    assert len(timeline(call, place)) == 1


def test_a_week_takes_the_day_within_it_and_names_may_be_spelt_otherwise() -> None:
    rows = (
        told("r1", "The killing of Gen. Bela Suleimon in Ostrel on Monday stunned Corvia.", "killing", "2031-03-10"),
        told("r2", "Corvia mourned after the strike that killed Bela Soleimon last week in Ostrel.", "killed",
             "2031-03-10", "2031-03-16", published="2031-03-18"),
    )  # fmt: skip
    (entry,) = timeline(*rows)
    assert (entry.earliest, entry.latest) == ("2031-03-10", "2031-03-10")


def test_two_wide_dates_that_only_meet_are_two() -> None:
    rows = (
        told(
            "r1", "The rocket attack in Ostrel last week killed a Corvian guard.", "attack", "2031-03-31", "2031-04-06"
        ),
        told("r2", "The rocket attack in Ostrel in March hit a Corvian market.", "attack", "2031-03-01", "2031-03-31"),
    )
    assert len(timeline(*rows)) == 2


def test_the_best_sentence_stands_by_itself() -> None:
    leaning = told("a", "It sank off Cape Dorn on Monday with sixty on the ferry Almira.", "sank", "2031-03-10")
    alone = told("b", "The ferry Almira sank off Cape Dorn on Monday with sixty.", "sank", "2031-03-10")
    (entry,) = timeline(leaning, alone)
    assert entry.event_id == alone[0].id


def test_the_best_sentence_is_the_reports_own() -> None:
    event, context = told("a", "The ferry Almira sank off Cape Dorn on Monday, Bell said.", "sank", "2031-03-10")
    handed = (replace(event, attribution_id="x"), context)
    own = told("b", "The old ferry Almira sank off Cape Dorn on Monday with sixty.", "sank", "2031-03-10")
    (entry,) = timeline(handed, own)
    assert entry.event_id == own[0].id


def test_a_plan_stands_with_what_came_of_it() -> None:
    plan = told(
        "a", "The Ostrel council will vote on the weir bill on Thursday.", "vote", "2031-03-13", modality="planned",
        published="2031-03-11",
    )  # fmt: skip
    held = told("b", "The Ostrel council voted for the weir bill on Thursday.", "voted", "2031-03-13")
    (entry,) = timeline(plan, held)
    assert entry.event_id == held[0].id
    assert len(entry.event_ids) == 2
    events = {event.id: event for event, _ in (plan, held)}
    assert standing_behind(entry, events) == [held[0].id]
    put_off = told("b", "The Ostrel council did not vote on the weir bill on Thursday.", "vote", "2031-03-13",
                   modality="denied")  # fmt: skip
    (entry,) = timeline(plan, put_off)
    assert entry.event_id == put_off[0].id


def test_a_plan_told_after_it_came_about_is_of_another() -> None:
    late = told(
        "a", "The Ostrel council will vote on the weir bill on Thursday.", "vote", "2031-03-13", modality="planned",
        published="2031-03-16",
    )  # fmt: skip
    held = told("b", "The Ostrel council voted for the weir bill on Thursday.", "voted", "2031-03-13")
    assert len(timeline(late, held)) == 2


def test_words_that_hardly_another_event_has_near_join_other_wordings() -> None:
    first = told("a", "Lawmakers grilled her at a stormy survey in Ostrel on Monday over leaking sluices.", "survey",
                 "2031-03-10")  # fmt: skip
    second = told("b", "The survey on Monday, where sluices leaking for months were shown, drew hundreds.", "survey",
                  "2031-03-10")  # fmt: skip
    assert len(timeline(first, second)) == 1
    others = [
        told(f"x{i}", f"Sluices were leaking when they met at a survey {i} days on Monday.", "met", "2031-03-10")
        for i in range(70)
    ]
    entries = timeline(first, second, *others)
    assert not any({first[0].id, second[0].id} <= set(entry.event_ids) for entry in entries)


def test_what_points_at_the_day_alone_is_what_many_tell_of() -> None:
    many = [
        told(f"r{i}", f"Gunmen attacked the Ostrel bridge on Monday, killing {i + 3} guards.", "attacked", "2031-03-10")
        for i in range(6)
    ]
    pointing = told("z", "The images of Monday's attack, she wrote, were grim.", "attack", "2031-03-10")
    (entry,) = timeline(*many, pointing)
    assert len(entry.event_ids) == 7
    elsewhere = told("z", "In Corvia, Monday's attack on a mill was solved.", "attack", "2031-03-10")
    assert len(timeline(*many, elsewhere)) == 2


def test_who_arrived_landed_and_returned_came_once() -> None:
    rows = [
        told("a", "Envoy Mara Ilves landed at Orsk field on Thursday with three freed miners.", "landed", "2031-03-13"),
        told("b", "Mara Ilves arrived at Orsk field early Thursday with the miners.", "arrived", "2031-03-13"),
        told("c", "The miners came home as envoy Mara Ilves returned to Orsk on Thursday.", "returned", "2031-03-13"),
    ]
    assert [len(entry.event_ids) for entry in timeline(*rows)] == [3]


def test_the_test_of_a_missile_is_its_launch() -> None:
    rows = [
        told("a", "Tuesday's missile launch was the first by Dorva since June.", "launch", "2031-03-11"),
        told("b", "Dorva announced its test of a new missile on Tuesday.", "test", "2031-03-11"),
    ]
    assert [len(entry.event_ids) for entry in timeline(*rows)] == [2]
