"""The timeline: mentions with a wide date, or with nothing but a day, put with the one telling that they fit."""

from __future__ import annotations

import pytest
from test_weigh_timeline import Told, timeline, told

from whence.weigh.timeline_items import items_of
from whence.weigh.timeline_pointed import own_names
from whence.weigh.timeline_words import name_key

BOMBING = told("a", "Shops closed after the bombings May 3 in Ostrel, which rebels claimed.", "bombings", "2031-05-03")
MONTH = ("2031-05-01", "2031-05-31")


def _sizes(*rows: Told) -> list[int]:
    return sorted(len(entry.event_ids) for entry in timeline(*rows))


@pytest.mark.parametrize(
    ("sentence", "word", "names"),
    [
        ("They met after the deadly Ostrel suicide bombing last month.", "bombing", {"ostrel"}),
        ("The shooting this month in Cape Dorn, Marn, shocked many.", "shooting", {"cape", "dorn", "marn"}),
        ("Hal Quill saw the attack as a warning to Ostrel.", "attack", set()),
        ("They condemned the attack by Bresna men on the Russian embassy in Ostrel.", "attack", set()),
    ],
)
def test_the_names_of_a_happenings_own_phrase(sentence: str, word: str, names: set[str]) -> None:
    event, context = told("a", sentence, word, "2031-05-03")
    (item,) = items_of([event], {event.id: context})
    assert own_names(item) == {name_key(name) for name in names}


def test_last_month_is_the_day_that_another_report_names() -> None:
    wide = told("b", "The visit follows the Ostrel suicide bombing last month that hurt 130.", "bombing", *MONTH)
    (entry,) = timeline(BOMBING, wide)
    assert (entry.earliest, entry.latest, len(entry.event_ids)) == ("2031-05-03", "2031-05-03", 2)


def test_another_place_is_another_bombing() -> None:
    wide = told("b", "The visit follows the Marn suicide bombing last month that hurt 130.", "bombing", *MONTH)
    assert _sizes(BOMBING, wide) == [1, 1]


def test_what_fits_two_tellings_stays_apart() -> None:
    again = told("c", "Police were blamed for a second bombing, on May 20 in Ostrel.", "bombing", "2031-05-20")
    wide = told("b", "The visit follows the Ostrel suicide bombing last month that hurt 130.", "bombing", *MONTH)
    assert _sizes(BOMBING, again, wide) == [1, 1, 1]


def test_a_wide_date_outside_the_day_is_another_happening() -> None:
    wide = told("b", "They fear the Ostrel suicide bombing of last month.", "bombing", "2031-04-01", "2031-04-30")
    assert _sizes(BOMBING, wide) == [1, 1]


def test_the_same_one_dismissed_earlier_this_summer() -> None:
    rows = [
        told("a", "Hal Quill, her combative manager, was fired on June 20.", "fired", "2031-06-20"),
        told(
            "b", "After months of quarrels, Quill was fired earlier this summer.", "fired", "2031-06-01", "2031-09-22"
        ),
    ]
    assert _sizes(*rows) == [2]


def test_somebody_else_dismissed_earlier_this_summer() -> None:
    rows = [
        told("a", "Hal Quill, her combative manager, was fired on June 20.", "fired", "2031-06-20"),
        told("b", "After months of quarrels, Dorn was fired earlier this summer.", "fired", "2031-06-01", "2031-09-22"),
    ]
    assert _sizes(*rows) == [1, 1]


def test_dismissed_and_shot_at() -> None:
    event, context = told("a", "Hal Quill was fired on Monday.", "fired", "2031-06-20")
    other, around = told("b", "Rebels fired rockets at Ostrel on Monday.", "fired", "2031-06-20")
    kinds = {
        item.event.report_id: item.kind for item in items_of([event, other], {event.id: context, other.id: around})
    }
    assert kinds == {"a": "resign", "b": "fire"}


def test_a_day_in_front_of_the_noun() -> None:
    rows = [
        told("a", "A husband and his wife carried out the deadly May 3 attack at a party.", "attack", "2031-05-03"),
        told("b", "The quarrel grew after Wednesday's attacks in Cape Dorn.", "attacks", "2031-05-03"),
    ]
    assert _sizes(*rows) == [2]


def test_a_day_in_front_of_the_noun_and_two_places() -> None:
    rows = [
        told("a", "A husband and his wife carried out the deadly May 3 attack in Ostrel.", "attack", "2031-05-03"),
        told("b", "The quarrel grew after Wednesday's attacks in Cape Dorn.", "attacks", "2031-05-03"),
    ]
    assert _sizes(*rows) == [1, 1]


def test_what_is_alleged_to_a_day_dates_what_is_told_of_a_month() -> None:
    rows = [
        told("a", "Anna Bell met the envoy Ilan Varro of Marn in June.", "met", "2031-06-01", "2031-06-30"),
        told("b", "Anna Bell met the envoy Ilan Varro of Marn on June 9.", "met", "2031-06-09", modality="alleged"),
    ]
    (entry,) = timeline(*rows)
    assert (entry.earliest, entry.latest) == ("2031-06-09", "2031-06-09")


def test_the_ruling_of_a_day() -> None:
    rows = [
        told("a", "Many in Ostrel cheered Monday's ruling on the harbour.", "ruling", "2031-03-10"),
        told("b", "Bell said she had read it after today’s ruling.", "ruling", "2031-03-10", published="2031-03-10"),
    ]
    assert _sizes(*rows) == [2]


def test_the_speeches_of_two_on_a_day() -> None:
    rows = [
        told("a", "Many in Ostrel cheered Hal Quill's Monday speech.", "speech", "2031-03-10"),
        told("b", "Many in Ostrel jeered Anna Bell's Monday speech.", "speech", "2031-03-10"),
    ]
    assert _sizes(*rows) == [1, 1]
