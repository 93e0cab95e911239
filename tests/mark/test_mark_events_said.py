"""Events inside quotation marks: the day that is meant, and what is no event."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.language import Language
from test_mark_events import WEEK, attribution, moments, passages, report
from test_mark_events_none import happenings

from whence.mark.events import find_events
from whence.mark.parse import parse
from whence.records import Attribution, Event

TODAY = {"today": ("2031-03-16", "2031-03-16"), "this morning": ("2031-03-16", "2031-03-16")}
WEEKLY = {"this week": ("2031-03-10", "2031-03-16"), "The next day": ("2031-03-15", "2031-03-15")}


def direct(text: str, cue: str, act: str = "said") -> Attribution:
    quotation = text[text.index("“") : text.index("”") + 1]
    return replace(attribution(text, quotation, "assert", cue, act), kind="direct")


def dated(nlp: Language, text: str, cue: str, act: str = "said") -> list[Event]:
    read = report(text)
    found = [replace(one, basis="published") for one in moments(text, TODAY | WEEKLY)]
    events = find_events(parse(text, passages(text), nlp), read, passages(text), found, [direct(text, cue, act)])
    return [event for event in events if event.earliest is not None]


def test_a_letters_today_is_not_the_reports(nlp: Language) -> None:
    text = "Bell sent an email in May. “The envoy met the mayor this morning in Ostrel,” Bell wrote."
    assert not dated(nlp, text, "wrote", "wrote")
    assert [e.earliest for e in dated(nlp, text.replace("wrote", "said"), "said")] == ["2031-03-16"]


def test_a_post_is_of_its_day(nlp: Language) -> None:
    text = "“The envoy met the mayor this morning in Ostrel,” Bell wrote on Twitter."
    assert [event.earliest for event in dated(nlp, text, "wrote", "wrote")] == ["2031-03-16"]
    text = "“The envoy met the mayor this morning in Ostrel,” Bell wrote."
    assert [event.earliest for event in dated(nlp, text, "wrote", "wrote")] == ["2031-03-16"]


def test_the_next_day_of_something_not_quoted(nlp: Language) -> None:
    text = "Bell spoke on Saturday.\n\n“The next day, the envoy left Ostrel,” he said."
    assert not dated(nlp, text, "said")
    text = "“The mayor visited Marn on Friday. The next day, the envoy left Ostrel,” he said."
    assert [event.earliest for event in dated(nlp, text, "said")] == ["2031-03-14", "2031-03-15"]


def test_today_in_a_morning_paper(nlp: Language) -> None:
    day_before = next(name for name, day in WEEK.items() if day == "2031-03-15")
    text = f"The council dismissed Hal Quill on {day_before}.\n\n“We met the mayor today in Ostrel,” Bell said."
    assert [(e.earliest, e.latest) for e in dated(nlp, text, "said")][-1] == ("2031-03-15", "2031-03-16")
    own = next(name for name, day in WEEK.items() if day == "2031-03-16")
    text = f"The council sat on {day_before} and dismissed Hal Quill on {own}.\n\n“We met the mayor today,” Bell said."
    assert [(e.earliest, e.latest) for e in dated(nlp, text, "said")][-1] == ("2031-03-16", "2031-03-16")


@pytest.mark.parametrize(
    "text",
    [
        "“It is our problem, and we must confront it today,” Bell said.",
        "“This week, we’ll move forward on all fronts,” Bell said.".replace("This", "this"),
    ],
)
def test_rhetoric_is_no_event(nlp: Language, text: str) -> None:
    assert not dated(nlp, text, "said")


def test_an_announcement_is_one(nlp: Language) -> None:
    assert dated(nlp, "“I will be making a statement today in Ostrel,” Bell said.", "said")
    assert [e.modality for e in dated(nlp, "“We will meet the envoy this week,” Bell said.", "said")] == ["planned"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bell fired back on Monday, saying she never sold the bridge.", {}),
        ("Rebels fired back on Monday, killing two guards.", {"fired": "happened"}),
        ("Ostrel pushed back on Monday at the idea.", {}),
        ("The envoy lashed out on Monday at the council.", {}),
        ("It became clear on Monday that the bridge was unsafe.", {}),
        ("Marn followed suit on Monday.", {}),
        ("The envoy hit back hard at the mayor on Monday.", {}),
        ("The envoy lit into the council on Monday.", {}),
        ("The mayor’s words ignited new tensions on Monday.", {}),
        ("She said on “Meet the Harbour” on Monday that the bridge was unsafe.", {}),
        ("Guards meet the mayor on Monday.", {}),
        ("The bridge has become a symbol on Monday.", {}),
        ("Bell became mayor on Monday.", {"became": "happened"}),
        ("That tweet followed this one on Monday:", {}),
        ("On Monday, Bell became the first mayor to visit Ostrel.", {"visit": "happened"}),
        ("The court burned ten letters Monday sent by the mayor of Marn.", {"burned": "happened"}),
        ("The treaty was drafted beginning on Monday in Marn.", {"drafted": "happened"}),
        ("The quarrel may come down to a meeting on Monday.", {"meeting": "possible"}),
    ],
)
def test_what_is_told_beside_a_day(nlp: Language, text: str, found: dict[str, str]) -> None:
    assert happenings(nlp, text) == found


def test_the_ruling_of_the_day_of_the_report(nlp: Language) -> None:
    text = "The party is likely to go on backing the mayor despite Monday’s ruling."
    assert happenings(nlp, text, published="2031-03-10") == {"ruling": "happened"}


def test_a_day_in_front_of_what_may_have_been(nlp: Language) -> None:
    text = "The inquiry began after a clerk raised concerns regarding a Monday phone call between the two mayors."
    assert happenings(nlp, text)["call"] == "happened"


def test_guesses_of_a_month(nlp: Language) -> None:
    month = {"April": ("2031-04-01", "2031-04-30")}
    assert not happenings(nlp, "The bridge could give way in April.", more=month)
    assert happenings(nlp, "The bridge will close in April.", more=month) == {"close": "planned"}


def test_what_was_put_on_the_calendar(nlp: Language) -> None:
    text = "Bell has scheduled a series of visits to Marn on Monday."
    assert happenings(nlp, text, published="2031-03-08") == {"visits": "planned"}


def test_tonight_that_is_over_is_of_the_evening_before(nlp: Language) -> None:
    text = "“Tonight a march was attacked in Ostrel,” Bell said."
    read = report(text)
    tonight = [replace(one, basis="published") for one in moments(text, {"Tonight": ("2031-03-16", "2031-03-16")})]
    (found,) = find_events(parse(text, passages(text), nlp), read, passages(text), tonight, [direct(text, "said")])
    assert (found.earliest, found.latest) == ("2031-03-15", "2031-03-16")


def test_an_appeal_to_those_who_listen_is_no_event(nlp: Language) -> None:
    assert not dated(nlp, "“Your silence will affect us all today,” Bell said.", "said")
