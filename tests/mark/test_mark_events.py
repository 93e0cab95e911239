"""Events: which words are one, what dates them, and whether they came about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from spacy.language import Language

from whence.mark.events import MADE_BY, find_events
from whence.mark.parse import parse
from whence.records import Attribution, Event, Moment, Passage, Published, Report, Stance, mark_id

WEEK = {
    (date(2031, 3, 10) + timedelta(days)).strftime("%A"): (date(2031, 3, 10) + timedelta(days)).isoformat()
    for days in range(7)
}
"""The days of the week in which the reports of these tests were written; each weekday stands for its day of it."""


def report(text: str, published: str = "2031-03-16") -> Report:
    return Report(id="r", origin="r.txt", text=text, published=Published(published, published, published, "given", 1.0))


def passages(text: str, kind: str = "body") -> list[Passage]:
    return [Passage("p", "r", 0, len(text), 0, kind, "test")]  # type: ignore[arg-type]


def moments(text: str, more: dict[str, tuple[str, str]] | None = None) -> list[Moment]:
    days = {name: (day, day) for name, day in WEEK.items()} | (more or {})
    found = []
    for words, (earliest, latest) in days.items():
        at = text.find(words)
        while at >= 0:
            end = at + len(words)
            found.append(
                Moment(
                    mark_id("r", "moment", at, end, "date"), "r", at, end, "date", earliest, earliest, latest, "", ""
                )
            )
            at = text.find(words, end)
    return found


def attribution(text: str, content: str, stance: Stance, cue: str, act: str = "said") -> Attribution:
    start = text.index(content)
    end = start + len(content)
    at = text.index(cue)
    return Attribution(
        id=f"a:{start}",
        report_id="r",
        start=start,
        end=end,
        pieces=((start, end),),
        cue_start=at,
        cue_end=at + len(cue),
        cue_pieces=((at, at + len(cue)),),
        source_start=None,
        source_end=None,
        source_pieces=(),
        kind="indirect",
        act=act,  # type: ignore[arg-type]
        stance=stance,
        speaker_entity_id=None,
        speaker_basis=None,
        speaker_confidence=0.0,
        anonymous=False,
        addressee_entity_id=None,
        said_from=None,
        said_to=None,
        parent_id=None,
        confidence=1.0,
        made_by="test",
    )


def events(
    nlp: Language,
    text: str,
    more: dict[str, tuple[str, str]] | None = None,
    attributions: list[Attribution] | None = None,
    published: str = "2031-03-16",
) -> list[Event]:
    found = find_events(
        parse(text, passages(text), nlp),
        report(text, published),
        passages(text),
        moments(text, more),
        attributions or [],
    )
    for event in found:
        assert 0 <= event.start < event.end <= len(text)
        assert event.made_by == MADE_BY
        assert event.id == mark_id("r", "event", event.start, event.end, event.modality)
    return found


def told(nlp: Language, text: str, more: dict[str, tuple[str, str]] | None = None) -> list[tuple[str, str, str | None]]:
    return [(text[e.start : e.end], e.modality, e.earliest) for e in events(nlp, text, more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels captured the town of Ostrel on Monday.", ("captured", "happened", "Monday")),
        ("The strike on Wednesday killed nine people.", ("killed", "happened", "Wednesday")),
        ("Nine people were killed in Wednesday's strike.", ("strike", "happened", "Wednesday")),
        ("The council held a meeting in Ostrel on Tuesday.", ("meeting", "happened", "Tuesday")),
        ("The alleged raid took place on Tuesday.", ("raid", "alleged", "Tuesday")),
        ("The talks began on Thursday.", ("began", "happened", "Thursday")),
        ("The ferry reportedly sank on Friday.", ("sank", "alleged", "Friday")),
        ("No attack took place on Friday.", ("attack", "denied", "Friday")),
        ("The navy did not fire on the ferry on Friday.", ("fire", "denied", "Friday")),
    ],
)
def test_dated_happenings(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    assert (expected[0], expected[1], WEEK[expected[2]]) in told(nlp, text)


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("The council will meet on Sunday.", "meet", "planned"),
        ("The council is set to hold a meeting on Sunday.", "meeting", "planned"),
        ("The funeral is scheduled for Sunday.", "funeral", "planned"),
        ("The council may meet on Sunday.", "meet", "possible"),
    ],
)
def test_what_is_to_come(nlp: Language, text: str, word: str, modality: str) -> None:
    found = events(nlp, text, published="2031-03-09")
    assert [(text[e.start : e.end], e.modality) for e in found] == [(word, modality)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Monday that the bridge was safe.",
        "The minister told reporters on Monday the bridge was safe.",
        "The governor has been in office since Monday.",
        "The inquiry must report by Friday.",
        "The minister owned a house in Ostrel on Monday.",
        "The clerk made the comment on Monday in Ostrel.",
        "Both parties agreed on Monday that the bridge was unsafe.",
    ],
)
def test_tellings_states_and_bounds_are_no_events(nlp: Language, text: str) -> None:
    assert [row for row in told(nlp, text) if row[2] is not None] == []


def test_a_time_on_the_wrong_noun_still_dates_the_verb(nlp: Language) -> None:
    text = "Soldiers fired rockets at two camps housing foreign engineers in Ostrel on Wednesday."
    assert told(nlp, text) == [("fired", "happened", WEEK["Wednesday"])]


def test_a_time_after_an_earlier_happening_is_of_that(nlp: Language) -> None:
    text = "He ordered a second raid to kill survivors following a strike on a fishing boat on Tuesday."
    assert told(nlp, text) == [("strike", "happened", WEEK["Tuesday"])]


def test_a_time_in_front_is_shared(nlp: Language) -> None:
    text = "On Monday, rebels burned the depot and captured the bridge."
    assert told(nlp, text) == [("burned", "happened", WEEK["Monday"]), ("captured", "happened", WEEK["Monday"])]


def test_a_wide_time_in_a_noun_phrase_dates_nothing(nlp: Language) -> None:
    year = {"2015": ("2015-01-01", "2015-12-31")}
    assert told(nlp, "Ostrel left the 2015 treaty.", year) == []
    assert told(nlp, "Ostrel signed the treaty in 2015.", year) == [("signed", "happened", "2015-01-01")]


def test_past_tense_and_a_coming_date_contradict(nlp: Language) -> None:
    assert events(nlp, "The ferry sank on Sunday.", published="2031-03-12") == []


def test_what_was_agreed_in_the_past_is_dated_by_the_agreeing(nlp: Language) -> None:
    assert told(nlp, "The army agreed to open the road on Monday.") == [("agreed", "happened", WEEK["Monday"])]


def test_inside_somebodys_words_an_event_is_alleged(nlp: Language) -> None:
    text = "The ministry said that rebels captured the bridge on Monday."
    given = attribution(text, "that rebels captured the bridge on Monday", "assert", "said")
    (event,) = events(nlp, text, attributions=[given])
    assert (event.modality, event.attribution_id) == ("alleged", given.id)


def test_confirmed_and_denied(nlp: Language) -> None:
    text = "The ministry confirmed that rebels captured the bridge on Monday."
    given = attribution(text, "that rebels captured the bridge on Monday", "confirm", "confirmed")
    assert [event.modality for event in events(nlp, text, attributions=[given])] == ["happened"]
    text = "The ministry denied that rebels captured the bridge on Monday."
    given = attribution(text, "that rebels captured the bridge on Monday", "deny", "denied")
    assert [event.modality for event in events(nlp, text, attributions=[given])] == ["denied"]


def test_a_denial_of_who_did_it_does_not_deny_the_happening(nlp: Language) -> None:
    text = "The ministry denied that it was behind Monday's attack."
    given = attribution(text, "that it was behind Monday's attack", "deny", "denied")
    assert [event.modality for event in events(nlp, text, attributions=[given])] == ["happened"]


def test_what_a_phrase_takes_as_known_happened_whoever_speaks(nlp: Language) -> None:
    text = "The envoy said Monday's attack on the harbor had changed nothing."
    given = attribution(text, "Monday's attack on the harbor had changed nothing", "assert", "said")
    assert [event.modality for event in events(nlp, text, attributions=[given])] == ["happened"]
    text = "The envoy said Monday's alleged attack on the harbor had changed nothing."
    given = attribution(text, "Monday's alleged attack on the harbor had changed nothing", "assert", "said")
    assert [event.modality for event in events(nlp, text, attributions=[given])] == ["alleged"]


def test_a_picture_of_a_series_tells_of_no_happening(nlp: Language) -> None:
    text = "Photos: 12 of 90 The flood in pictures – A boat crossed the square on Monday."
    assert events(nlp, text) == []


def test_now_and_every_monday_place_nothing(nlp: Language) -> None:
    text = "Rebels captured the bridge on Monday."
    for kind, value in (("set", "XXXX-WXX-1"), ("date", "PRESENT_REF")):
        (moment,) = moments(text)
        general = replace(moment, type=kind, value=value)  # type: ignore[arg-type]
        assert find_events(parse(text, passages(text), nlp), report(text), passages(text), [general], []) == []


def test_the_innermost_attribution_holds_the_event(nlp: Language) -> None:
    text = "The paper reported that the ministry said rebels captured the bridge on Monday."
    outer = attribution(text, "that the ministry said rebels captured the bridge on Monday", "assert", "reported")
    inner = attribution(text, "rebels captured the bridge on Monday", "assert", "said")
    (event,) = events(nlp, text, attributions=[outer, inner])
    assert event.attribution_id == inner.id


def test_undated_only_where_planned_or_denied_outright(nlp: Language) -> None:
    text = "The navy is scheduled to leave the port. The navy shelled the port. The general denied shelling the port."
    found = events(nlp, text)
    assert [(text[e.start : e.end], e.modality, e.earliest) for e in found] == [
        ("leave", "planned", None),
        ("shelling", "denied", None),
    ]


def test_furniture_and_captions_tell_of_nothing(nlp: Language) -> None:
    text = "Rebels captured the town of Ostrel on Monday."
    for kind in ("boilerplate", "header", "caption"):
        given = passages(text, kind)
        assert find_events(parse(text, given, nlp), report(text), given, moments(text), []) == []


def test_order_of_marks_does_not_matter(nlp: Language) -> None:
    text = "On Monday, rebels burned the depot and captured the bridge. The army fled on Tuesday."
    given = moments(text)
    doc = parse(text, passages(text), nlp)
    assert find_events(doc, report(text), passages(text), given, []) == find_events(
        doc, report(text), passages(text), given[::-1], []
    )


def test_nothing_in_nothing(nlp: Language) -> None:
    assert find_events(parse("", [], nlp), report(""), [], [], []) == []


def test_what_somebody_saw_or_ordered_is_told_by_the_report(nlp: Language) -> None:
    text = "The mayor watched guards who were clearing the square on Thursday."
    seen = attribution(text, "guards who were clearing the square on Thursday", "assert", "watched", act="thought")
    (event,) = events(nlp, text, attributions=[seen])
    assert (event.modality, event.attribution_id) == ("happened", None)


def test_what_somebody_believes_stays_alleged_and_theirs(nlp: Language) -> None:
    text = "The mayor believes that guards cleared the square on Thursday."
    held = attribution(text, "that guards cleared the square on Thursday", "assert", "believes", act="thought")
    (event,) = events(nlp, text, attributions=[held])
    assert (event.modality, event.attribution_id) == ("alleged", held.id)
