"""The timeline: one day's harm in other words, phrases that say the kind, rulings of a day, nights between two days."""

from __future__ import annotations

import pytest
from test_weigh_dates_disputes import rivals
from test_weigh_dates_disputes import told as dated
from test_weigh_timeline import Told, timeline, told

from whence.weigh.timeline_phrases import phrase_kind
from whence.weigh.timeline_words import kind_of

DAY = "2031-05-04"


def _sizes(*rows: Told) -> list[int]:
    return sorted(len(entry.event_ids) for entry in timeline(*rows))


HARM = [
    told("a", "Gunmen launched missiles at the barracks in Ostrel on Sunday.", "launched", DAY),
    told("b", "Hal Quill, who took the lives of 20 clerks in Ostrel early Sunday, had two guns.", "took", DAY),
    told("c", "Nurses spoke of the attack on Sunday, Anna Bell said.", "attack", DAY),
    told("d", "The slaughter early Sunday at a dance hall shocked many.", "slaughter", DAY),
]


def test_the_harm_of_one_day_is_one_line() -> None:
    assert _sizes(*HARM) == [4]


def test_two_kinds_of_harm_with_nothing_in_common_are_two() -> None:
    strikes = [
        told(report, "Rebels launched missiles at two bases near Ostrel on Sunday.", "launched", DAY)
        for report in "abc"
    ]
    jet = told("d", "It was the navy that shot down a passenger jet on Sunday, with 170 on board.", "shot", DAY)
    crush = told("e", "At least 50 mourners were killed in a crush in Cape Dorn on Sunday.", "killed", DAY)
    assert _sizes(*strikes, jet, crush) == [1, 1, 3]


def test_a_day_with_two_places_is_left_as_it_is() -> None:
    elsewhere = told("e", "Rebels carried out the Sunday attack in Cape Dorn.", "attack", DAY)
    there = told("f", "Shops closed after the Sunday attack in Ostrel.", "attack", DAY)
    assert len(_sizes(*HARM, elsewhere, there)) > 1


def test_harm_that_is_denied_or_planned_is_no_part_of_it() -> None:
    denied = told("e", "The army denied that it attacked Ostrel on Sunday.", "attacked", DAY, modality="denied")
    assert _sizes(*HARM, denied) == [1, 4]


@pytest.mark.parametrize(
    ("sentence", "word", "kind"),
    [
        ("The Ledger filed a lawsuit on Monday.", "filed", "lawsuit"),
        ("The suit was filed in Ostrel on Monday.", "filed", "lawsuit"),
        ("He took the lives of 20 clerks.", "took", "kill"),
        ("She took the train.", "took", None),
        ("Bell will step down in June.", "step", "resign"),
        ("A judge on Friday ordered the port to open.", "ordered", "ruling"),
        ("The mayor on Friday ordered the port to open.", "ordered", None),
        ("Bell is to appear before the committee.", "appear", "testify"),
        ("The council pulled her press pass.", "pulled", "revoke"),
        ("The council released the report.", "released", "publish"),
        ("The rebels released the nurses.", "released", None),
    ],
)
def test_what_stands_beside_a_verb_says_the_kind(sentence: str, word: str, kind: str | None) -> None:
    at = sentence.index(word)
    assert phrase_kind(sentence, at, at + len(word)) == (None if kind is None else kind_of(kind))


def test_the_rulings_of_a_day_are_one() -> None:
    rows = [
        told("a", "A Corvian judge on Friday ordered the port to give back Ivo Carr's pass.", "ordered", DAY),
        told("b", "Friday's ruling by judge Tam Okoro was a victory for the Ledger.", "ruling", DAY),
        told("c", "Bell spoke after a judge ruled on Friday that Ivo Carr must have his pass.", "ruled", DAY),
    ]
    assert _sizes(*rows) == [3]


def test_a_wide_date_of_what_there_are_few_of() -> None:
    month = ("2031-05-01", "2031-05-31")
    rows = [
        told("a", "The diary has one line on her, the May 4 meeting with Ivo Carr.", "meeting", DAY),
        told("b", "One was a private conversation between Anna Bell and Ivo Carr in May.", "conversation", *month),
        told("c", "A later meeting was held in May in his office.", "meeting", *month),
    ]
    assert _sizes(*rows) == [3]
    other = told("d", "Hal Quill and Ada Moor had a meeting in May.", "meeting", *month)
    assert _sizes(*rows, other) == [1, 3]


def test_a_vote_that_came_off() -> None:
    plan = told("a", "The House is expected to vote Thursday on the dam.", "vote", DAY, modality="planned",
                published="2031-05-03")  # fmt: skip
    came = told("b", "But the House approved it anyway Thursday night.", "approved", DAY, published="2031-05-05")
    assert _sizes(plan, came) == [2]
    senate = told("b", "But the Senate approved it anyway Thursday night.", "approved", DAY, published="2031-05-05")
    assert _sizes(plan, senate) == [1, 1]


def test_a_night_between_two_days_is_no_dispute() -> None:
    late = dated("e1", "r1", "The governor, Ada Varro, was killed in Ostrel late Monday.", "killed", "2031-03-10",
                 "2031-03-11")  # fmt: skip
    early = dated("e2", "r2", "Gunmen killed Ada Varro in Ostrel early on Tuesday.", "killed", "2031-03-11",
                  "2031-03-13")  # fmt: skip
    assert rivals(late, early) == []
    events = [one for one, _ in (late, early)]
    (entry,) = timeline((events[0], late[1]), (events[1], early[1]))
    assert (entry.earliest, entry.latest) == ("2031-03-10", "2031-03-11")
    week = told("r3", "Ada Varro was killed in Ostrel last week.", "killed", "2031-03-10", "2031-03-16")
    (entry,) = timeline((events[0], late[1]), (events[1], early[1]), week)
    assert (len(entry.event_ids), entry.earliest, entry.latest) == (3, "2031-03-10", "2031-03-11")


def test_a_dismissal_told_by_many_and_who_left_by_himself() -> None:
    rows = [
        told("a", "The lawyer of Quill said that his client, a Ministry veteran, was fired Sunday.", "fired", DAY),
        told("b", "Bell has praised Hal Quill, who was fired from the Ministry on Sunday.", "fired", DAY),
        told("c", "The deputy broke with custom by firing Hal Quill on Sunday.", "firing", DAY),
    ]
    assert _sizes(*rows) == [3]
    other = told("d", "Ada Moor resigned from the Ministry on Sunday.", "resigned", DAY)
    assert _sizes(*rows, other) == [1, 3]
