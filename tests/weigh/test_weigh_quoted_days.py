"""A time in quoted words is reckoned from the day on which they were said."""

from __future__ import annotations

from dataclasses import replace

from test_weigh_timeline import told
from test_weigh_utterances import join, said

from whence.records import Event
from whence.weigh.quoted_days import with_quoted_days

WORDS = "“We struck the barracks at Cape Dorn last night to end a long and bloody siege,”"


def days(
    first: str, second: str | None, published: tuple[str, str], words: tuple[str, str] = (WORDS, WORDS)
) -> list[str | None]:
    """The days of `struck` in two reports that quote it, after both are seen together."""
    readings = [said(f"r{at}", text, day=day) for at, (text, day) in enumerate(zip(words, published, strict=True))]
    utterances = join(*readings)
    events: list[Event] = []
    contexts = {}
    for reading, day, out, text in zip(readings, (first, second), published, words, strict=True):
        one = reading.attribution
        event, context = told(one.report_id, text, "struck", day, published=out, start=one.start)
        event = replace(event, attribution_id=one.id)
        events.append(event)
        contexts[event.id] = context
    found = with_quoted_days(events, contexts, [one.attribution for one in readings], utterances)
    return [event.earliest for event in found]


def test_the_later_report_takes_the_day_of_the_first() -> None:
    assert days("2031-05-03", "2031-05-06", ("2031-05-04", "2031-05-07")) == ["2031-05-03"] * 2
    assert days("2031-05-03", None, ("2031-05-04", "2031-05-07")) == ["2031-05-03"] * 2


def test_nothing_changes_where_both_came_on_one_day_or_tell_it_in_other_words() -> None:
    assert days("2031-05-03", "2031-05-04", ("2031-05-04", "2031-05-04")) == ["2031-05-03", "2031-05-04"]
    other = "“They were bold; at noon on Monday he and I struck, yet to end a long and bloody siege,”"
    assert days("2031-05-03", "2031-05-06", ("2031-05-04", "2031-05-07"), (WORDS, other)) == [
        "2031-05-03",
        "2031-05-06",
    ]
