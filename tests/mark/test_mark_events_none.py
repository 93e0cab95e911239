"""Events: what is no happening, what only may have been, and which day is whose."""

from __future__ import annotations

import pytest
from spacy.language import Language
from test_mark_events import attribution, events

from whence.records import Attribution

YEAR = {"2031": ("2031-01-01", "2031-12-31"), "1823": ("1823-01-01", "1823-12-31")}
EVE = {"tonight": ("2031-03-16", "2031-03-16")}


def happenings(
    nlp: Language,
    text: str,
    attributions: list[Attribution] | None = None,
    more: dict[str, tuple[str, str]] | None = None,
    published: str = "2031-03-16",
) -> dict[str, str]:
    found = events(nlp, text, more, attributions, published)
    return {text[event.start : event.end]: event.modality for event in found if event.earliest is not None}


@pytest.mark.parametrize(
    "text",
    [
        "The rebels repeatedly shelled the port on Monday.",
        "The verdict paved the way on Monday for a second trial.",
        "Officials began beating the drums of war on Monday.",
        "The mayor landed in hot water on Monday.",
        "Residents watched from the roofs on Monday.",
        "Mourners gather in Ostrel on Monday.",
        "Consequences were mounting on Monday.",
        "The plan seemed to emerge on Monday.",
        "Anna Bell was the latest to come out against a strike on Monday.",
        "archived recording 1 Crowds stormed the embassy in Ostrel on Monday.",
        "(SOUNDBITE OF ARCHIVED RECORDING)\n\nCrowds stormed the embassy in Ostrel on Monday.",
        "They stormed our embassy. Ostrel Herald (@ostrelherald) Monday",
        "Bell addresses the fleet in the port of Ostrel. (Monday) OPA",
    ],
)
def test_no_happening(nlp: Language, text: str) -> None:
    assert not [event for event in events(nlp, text) if event.earliest is not None]


def test_a_recording_ends_with_its_paragraph(nlp: Language) -> None:
    text = "archived recording 1 Crowds cheered.\n\nCrowds stormed the embassy in Ostrel on Monday."
    assert happenings(nlp, text) == {"stormed": "happened"}


def test_forecasts_of_a_year(nlp: Language) -> None:
    assert not happenings(nlp, "Ostrel will overtake Marn in exports in 2031.", more=YEAR)
    assert happenings(nlp, "Ostrel will hold an election in 2031.", more=YEAR) == {"election": "planned"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They were looking to storm the embassy on Sunday.", {"storm": "possible"}),
        ("Anna Bell had hoped to visit Marn on Sunday.", {"visit": "possible"}),
        ("Inspectors found evidence that the army shelled the port on Monday.", {"shelled": "alleged"}),
        ("Inspectors found no evidence that the army shelled the port on Monday.", {"shelled": "possible"}),
        ("The talks were supposed to end on Sunday.", {"end": "planned"}),
        ("Bell had hoped to avoid a war after bombing the port on Monday.", {"bombing": "happened"}),
        ("There was a failed raid in Ostrel on Monday.", {"raid": "happened"}),
        ("Bell said she would meet the envoy on Sunday.", {"meet": "planned"}),
        ("Bell said she would meet the envoy on Sunday if it was safe.", {"meet": "possible"}),
        ("He announced a public hearing, to open in Ostrel on Sunday under a judge.", {"open": "planned"}),
        ("Bell would meet the envoy on Sunday.", {"meet": "possible"}),
        ("Bell to meet the envoy on Sunday.", {"meet": "planned"}),
    ],
)
def test_what_did_not_simply_happen(nlp: Language, text: str, found: dict[str, str]) -> None:
    assert happenings(nlp, text) == found


def test_history_that_a_clause_takes_as_known(nlp: Language) -> None:
    text = "The council said 900 people had fled since the war began in 1823."
    held = attribution(text, "900 people had fled since the war began in 1823", "assert", "said")
    assert happenings(nlp, text, [held], more=YEAR)["began"] == "happened"
    text = "The council said 900 people had fled after the rebels burned the port in 1823."
    held = attribution(text, "900 people had fled after the rebels burned the port in 1823", "assert", "said")
    assert happenings(nlp, text, [held], more=YEAR)["burned"] == "alleged"


def test_the_day_is_of_the_object(nlp: Language) -> None:
    assert happenings(nlp, "People who watched the speech on Monday liked it.") == {"speech": "happened"}
    assert happenings(nlp, "The search was complicated by the collapse of a bridge on Monday.") == {
        "collapse": "happened"
    }


def test_this_evening_is_to_come(nlp: Language) -> None:
    assert happenings(nlp, "After the speech tonight the council will vote.", more=EVE).get("speech") != "happened"


def test_nobody_knows_of_a_killing_to_come(nlp: Language) -> None:
    assert not happenings(nlp, "Marn would answer the Friday killing of its envoy.", published="2031-03-11")


def test_an_occasion_that_somebody_only_mentions(nlp: Language) -> None:
    text = "Bell said the council rejected the treaty in a vote on Monday."
    held = attribution(text, "the council rejected the treaty in a vote on Monday", "assert", "said")
    assert happenings(nlp, text, [held]).get("vote", "happened") == "happened"
    text = "Bell said nine people were killed in a strike in Ostrel on Monday."
    held = attribution(text, "nine people were killed in a strike in Ostrel on Monday", "assert", "said")
    assert set(happenings(nlp, text, [held]).values()) == {"alleged"}


@pytest.mark.parametrize(
    "text",
    [
        "The scandal around the weir deepened on Monday.",
        "The mayor took on her rivals on Monday.",
        "The mayor took to Twitter on Monday to answer them.",
        "The council took a public swipe on Monday at the mayor.",
        "The clerks were caught in a tug of war on Monday.",
        "Anna Bell deflected questions on Monday about the weir.",
        "Her rivals cast the answer on Monday as weak.",
        "The gap narrowed on Monday.",
        "Half of them want it, according to a Harbour Institute poll published on Monday.",
        "The views she shared in interviews on Monday were mild.",
        "Bell declined to respond on Monday to the letter.",
        "They spent the last month hiding it.",
    ],
)
def test_comment_is_no_happening(nlp: Language, text: str) -> None:
    more = {"the last month": ("2031-02-16", "2031-03-16")}
    assert not [event for event in events(nlp, text, more) if event.earliest is not None]


def test_a_day_beside_a_verb_is_no_particle_of_it(nlp: Language) -> None:
    assert happenings(nlp, "On Monday, the council took over the mill.") == {"took": "happened"}


def test_a_vote_at_the_polls(nlp: Language) -> None:
    assert happenings(nlp, "There was a vote at the polls on Monday.") == {"vote": "happened"}


def test_what_is_asked_for_is_not_of_the_day_of_the_asking(nlp: Language) -> None:
    text = "More than 900 nurses called on Mayor Anna Bell to resign Monday."
    assert not happenings(nlp, text, published="2031-03-10")


def test_under_a_picture_in_the_present(nlp: Language) -> None:
    day = {"March 10, 2031": ("2031-03-10", "2031-03-10")}
    text = "Mayor Anna Bell hugs a nurse after she arrived at the port of Ostrel on March 10, 2031."
    assert not happenings(nlp, text, more=day)


def test_the_day_of_a_verdict_is_not_that_of_the_deed(nlp: Language) -> None:
    text = "Bell was convicted by a jury of stealing ships and bribing guards on Monday."
    assert happenings(nlp, text) == {"convicted": "happened"}


def test_done_before_a_day_that_came(nlp: Language) -> None:
    text = "The union sought a way out for days before filing suit on Monday."
    assert happenings(nlp, text) == {"filing": "happened"}


def test_in_a_message_of_that_day(nlp: Language) -> None:
    assert not happenings(nlp, "Bell said she would prefer going to a trial in a tweet Monday.")


def test_a_time_that_is_what_is_done_and_hours_of_habits(nlp: Language) -> None:
    summer = {"this summer": ("2031-06-01", "2031-08-31")}
    assert not happenings(nlp, "The clerks all approached this summer with dread.", more=summer)
    hour = {"3 a.m.": ("2031-03-16", "2031-03-16")}
    assert not happenings(nlp, "At the age of six, Hal Quill started waking at 3 a.m. to pray.", more=hour)
    assert happenings(nlp, "Rebels shelled the port at 3 a.m.", more=hour) == {"shelled": "happened"}


def test_what_one_looks_forward_to_is_planned(nlp: Language) -> None:
    fall = {"the fall": ("2031-09-01", "2031-12-20")}
    found = happenings(nlp, "We look forward to meeting the mayor in the fall.", more=fall)
    assert set(found.values()) <= {"planned"}


def test_what_is_announced_not_to_be_and_what_never_was(nlp: Language) -> None:
    text = "The mayor announced that the council would not hold a vote on Sunday."
    assert set(happenings(nlp, text).values()) == {"denied"}
    election = {"May 3": ("2031-05-03", "2031-05-03")}
    assert not happenings(nlp, "If the election had been on May 3, Bell would be mayor.", more=election)


def test_a_name_that_is_read_as_a_verb(nlp: Language) -> None:
    text = "Hunt came to Ostrel. Hunt spoke there. “We wait,” said Hunt. "
    text += "Hunt earlier on Monday had used the raid to warn them."
    assert "Hunt" not in happenings(nlp, text)


def test_progress_is_no_happening(nlp: Language) -> None:
    assert happenings(nlp, "The troops made more progress on Monday than ever before.") == {}
