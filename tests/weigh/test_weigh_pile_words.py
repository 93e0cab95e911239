"""The date of an undated report from what the dated reports of each day speak of, and from its dates without a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from whence.records import Published
from whence.weigh.pile_dates import Quoted, date_by_pile
from whence.weigh.pile_weekdays import Days, Told
from whence.weigh.pile_words import Wording, is_dense, words_of

FIRST = date(2031, 5, 5)
STORY = "The spillway bridge of Ostra, the council said, and harbour master Vell spoke of piles and traffic. "
STEMS = ["bram", "cor", "del", "fen", "gar", "hol", "jun", "kel", "lom", "mer", "nal", "osk"]
ENDINGS = ["ada", "eno", "iva", "oru", "usk", "ane", "ick", "ola", "urn", "eth"]
CHAPTERS = tuple(
    " ".join(f"{first}{stem}{ending}" for stem in STEMS for ending in ENDINGS) + ". "
    for first in ("qu", "st", "th", "v")
)
"""What a story speaks of, three days each: invented words, as many as a report of this length has of its own."""
SPAN = 3


def texts(reports: int = 4) -> tuple[dict[str, str], dict[str, tuple[date, date]]]:
    """Reports of each day of the story, and their days."""
    told: dict[str, str] = {}
    days: dict[str, tuple[date, date]] = {}
    for at in range(SPAN * len(CHAPTERS)):
        for one in range(reports):
            told[f"R{at}-{one}"] = STORY + CHAPTERS[at // SPAN]
            days[f"R{at}-{one}"] = (FIRST + timedelta(at),) * 2
    return told, days


def asked(texts: Mapping[str, str], days: Mapping[str, tuple[date, date]]) -> Days:
    return Days((), texts, len(days), days)


@pytest.mark.parametrize("chapter", range(len(CHAPTERS)))
def test_words_of_some_days_give_those_days_and_a_reason(chapter: int) -> None:
    answer = asked(*texts()).ask((), None, None, STORY + CHAPTERS[chapter])
    assert answer is not None
    middle = FIRST + timedelta(SPAN * chapter + 1)
    assert answer.first <= middle <= answer.last
    assert (answer.last - answer.first).days <= 8
    assert "speaks of " in answer.reason
    assert "others" in answer.reason


def test_the_words_that_are_named_are_those_of_these_days() -> None:
    told, days = texts()
    wording = Wording({one: words_of(text) for one, text in told.items()}, {one: day for one, (day, _) in days.items()})
    found = wording.telling(words_of(STORY + CHAPTERS[1]), FIRST + timedelta(3), FIRST + timedelta(5))
    assert found is not None
    assert set(found.words) <= words_of(CHAPTERS[1])
    assert (found.among, found.reports, found.elsewhere) == (12, 12, 0)


def test_a_story_that_never_changes_its_words_leaves_the_day_open() -> None:
    _, days = texts()
    answer = asked(dict.fromkeys(days, STORY), days).ask((), None, None, STORY)
    assert answer is None or (answer.last - answer.first).days >= 7


def test_a_thin_collection_is_not_asked() -> None:
    told, _ = texts(1)
    days = {one: (FIRST + timedelta(9 * at),) * 2 for at, one in enumerate(sorted(told))}
    assert not is_dense(day for day, _ in days.values())
    assert asked(told, days).ask((), None, None, STORY + CHAPTERS[1]) is None


def test_one_straggler_makes_no_pile_thin() -> None:
    days = [FIRST + timedelta(at // 4) for at in range(40)]
    assert is_dense([*days, date(2033, 1, 1)])


def of_year(sentence: str, month: int, day: int) -> Told:
    return Told("U", "Unknown", 0, sentence, None, (month, day))


def test_a_date_without_a_year_that_is_over_bounds_below() -> None:
    pile = asked(*texts())
    open_ended = pile.ask((), None, None, STORY)
    late = pile.ask((of_year("The deck sank on May 13.", 5, 13),), None, None, STORY)
    assert late is not None
    assert late.first >= date(2031, 5, 10)
    assert "May 13, of a year that it does not name" in late.reason
    assert open_ended is None or open_ended.first < late.first


def test_a_date_that_may_be_to_come_bounds_nothing_below() -> None:
    pile = asked(*texts())
    text = STORY + CHAPTERS[0]
    plain = pile.ask((), None, None, text)
    ahead = pile.ask((of_year("It will open again on May 16.", 5, 16),), None, None, text)
    assert plain is not None
    assert ahead is not None
    assert (ahead.first, ahead.last) == (plain.first, plain.last)


def test_a_report_that_says_what_day_it_is() -> None:
    told, days = texts()
    answer = asked(told, days).ask((of_year("It's Monday, May 12.", 5, 12),), None, None, STORY + CHAPTERS[2])
    assert answer is not None
    assert answer.first <= date(2031, 5, 12) <= answer.last
    assert (answer.last - answer.first).days <= 3
    assert "says that it is May 12" in answer.reason


def test_a_sentence_that_only_begins_so_says_no_day() -> None:
    answer = asked(*texts()).ask(
        (of_year("It's unclear who closed it on May 5.", 5, 5),), None, None, STORY + CHAPTERS[2]
    )
    assert answer is not None
    assert "says that it is" not in answer.reason
    assert answer.first > date(2031, 5, 6)


def test_what_is_known_already_bounds_it() -> None:
    low, high = FIRST + timedelta(4), FIRST + timedelta(8)
    answer = asked(*texts()).ask((), low, high, STORY + CHAPTERS[1])
    assert answer is not None
    assert low <= answer.first <= answer.last <= high


def test_a_report_that_names_no_day_is_dated_all_the_same() -> None:
    found = date_by_pile(Published(), (), frozenset(), days=asked(*texts()), text=STORY + CHAPTERS[3])
    assert found.basis == "inferred"
    assert found.earliest is not None
    assert found.earliest >= "2031-05-10"
    assert found.confidence < 0.9


def test_a_quotation_narrows_no_further_than_to_the_day_before() -> None:
    pile, text = asked(*texts()), STORY + CHAPTERS[2]
    alone = date_by_pile(Published(), (), frozenset(), days=pile, text=text)
    assert alone.earliest is not None
    said = date.fromisoformat(alone.earliest) + timedelta(3)
    found = date_by_pile(Published(), (), frozenset(), [Quoted("Ostra Post", said, 12)], days=pile, text=text)
    assert found.earliest == (said - timedelta(1)).isoformat()
    assert "quotes what Ostra Post tells as said on" in found.reason


def test_the_order_of_the_reports_makes_no_difference() -> None:
    told, days = texts()
    turned = dict(reversed(list(told.items()))), dict(reversed(list(days.items())))
    text = STORY + CHAPTERS[2]
    assert asked(told, days).ask((), None, None, text) == asked(*turned).ask((), None, None, text)
