"""Weekdays on a noun: which side of the report they lie on, and whether what hangs on them is over."""

from __future__ import annotations

import pytest
from spacy.language import Language

from whence.mark.events import find_events
from whence.mark.moments import find_moments
from whence.mark.parse import parse
from whence.mark.passages import find_passages
from whence.records import Event, Moment, Published, Report

SUNDAY, MONDAY, TUESDAY, THURSDAY = "2013-06-23", "2013-06-24", "2013-06-25", "2013-06-27"


def read(nlp: Language, text: str, day: str) -> tuple[list[Moment], list[Event]]:
    report = Report(id="r", origin="r.txt", text=text, published=Published(day, day, day, "given", 1.0, "given"))
    passages = find_passages(report)
    doc = parse(text, passages, nlp)
    moments = find_moments(doc, report, passages)
    return moments, find_events(doc, report, passages, moments, [])


@pytest.mark.parametrize(
    ("day", "text", "expected", "modality"),
    [
        (SUNDAY, "The mayor will testify at Monday's hearing. The hearing will be closed.", "2013-06-24", "planned"),
        (SUNDAY, "The mayor made calls ahead of Monday's hearing.", "2013-06-24", "planned"),
        (SUNDAY, "Councillors were preparing for Monday's hearing.", "2013-06-24", "planned"),
        (SUNDAY, "If the council rejects it in Monday's vote, the mayor will resign.", "2013-06-24", "planned"),
        (SUNDAY, "The Thursday vote is expected to be close.", "2013-06-27", "planned"),
        (SUNDAY, "A vote scheduled for Thursday has drawn protests.", "2013-06-27", "planned"),
        (SUNDAY, "Before Thursday's vote, members want to see the text.", "2013-06-27", "planned"),
        (MONDAY, "Members plan to protest at Monday's meeting.", "2013-06-24", "planned"),
        (SUNDAY, "Monday's attack killed five.", "2013-06-17", "happened"),
        (MONDAY, "Thursday's attack killed five.", "2013-06-20", "happened"),
        (TUESDAY, "Monday's hearing ended in uproar.", "2013-06-24", "happened"),
        (TUESDAY, "In Monday's hearing, the mayor denied the charge.", "2013-06-24", "happened"),
        (THURSDAY, "The bill passed after Monday's vote.", "2013-06-24", "happened"),
    ],
)
def test_awaited_or_over(nlp: Language, day: str, text: str, expected: str, modality: str) -> None:
    moments, events = read(nlp, text, day)
    assert [moment.value for moment in moments] == [expected]
    assert [event.modality for event in events if event.earliest == expected] == [modality]


def test_the_rest_of_the_report_decides_where_the_clause_does_not(nlp: Language) -> None:
    # Monday to Thursday is as far as Thursday to Monday.
    line = "Much depends on Thursday's hearing."
    ahead, _ = read(nlp, f"{line} The hearing will be held in Ostra. Members will attend the hearing.", MONDAY)
    over, _ = read(nlp, f"{line} The hearing ended in uproar. The hearing was broken off at once.", MONDAY)
    assert ahead[0].value == "2013-06-27"
    assert over[0].value == "2013-06-20"


def test_results_of_a_vote_lie_behind_whatever_becomes_of_them(nlp: Language) -> None:
    moments, _ = read(nlp, "The count from Tuesday's vote will not be official for weeks.", THURSDAY)
    assert moments[0].value == "2013-06-25"


def test_deadline_is_ahead_until_it_is_missed(nlp: Language) -> None:
    ahead, _ = read(nlp, "The two sides are racing a Friday deadline to pay the mill.", SUNDAY)
    over, _ = read(nlp, "The council missed a Friday deadline to pay the mill.", SUNDAY)
    assert ahead[0].value == "2013-06-28"
    assert over[0].value == "2013-06-21"


def test_called_off_before_its_day(nlp: Language) -> None:
    moments, events = read(nlp, "A vote slated for Thursday was put off.", SUNDAY)
    assert moments[0].value == "2013-06-27"
    assert not any(event.modality == "happened" for event in events)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The law was signed in March 1999. Later in December, it was struck down.", ["1999-03", "1999-12"]),
        ("The form gave June 0 as its date.", []),
        ("In the year 0000 nobody wrote this down.", []),
        ("The fair opened on 4 june 2012 and closed in december 2012.", ["2012-06-04", "2012-12"]),
        ("The council will meet the week after next.", ["2013-W28"]),
        ("It failed the year before last.", ["2011"]),
        ("They met on June 3. They met again on Monday of the following week.", ["2013-06-03", "2013-06-10"]),
        ("It was held on Monday of the previous week.", ["XXXX-WXX-1"]),
        ("The fair runs Sept. 4-8, 2014, in Ostra.", ["2014-09-04", "2014-09-08", "2014"]),
        ("The old mill (1704 - 1787) was the first.", ["1704", "1787"]),
    ],
)
def test_dates(nlp: Language, text: str, expected: list[str]) -> None:
    moments, _ = read(nlp, text, THURSDAY)
    assert [moment.value for moment in moments] == expected


def test_range_of_days_dates_as_one_stretch(nlp: Language) -> None:
    _, events = read(nlp, "Troops shelled the town on May 4-8 and left.", THURSDAY)
    assert ("2013-05-04", "2013-05-08") in [(event.earliest, event.latest) for event in events]
    _, apart = read(nlp, "Troops shelled the town on May 4 and 8.", THURSDAY)
    assert ("2013-05-04", "2013-05-08") not in [(event.earliest, event.latest) for event in apart]
