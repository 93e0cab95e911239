"""Votes, speeches and deals told in other words, by whose they are."""

from __future__ import annotations

import pytest
from test_weigh_timeline import timeline, told

from whence.records import Modality

DAY = "2031-05-03"


def joined(*rows: tuple[str, str], day: str = DAY, modality: Modality = "happened") -> list[int]:
    """How many tellings each entry has, of sentences and the word for the happening in them."""
    made = [told(f"r{at}", text, word, day, modality=modality) for at, (text, word) in enumerate(rows)]
    return sorted(len(entry.event_ids) for entry in timeline(*made))


def test_one_chambers_vote() -> None:
    rows = (
        ("The Polish parliament voted on Friday not to take part in any blockade of the strait.", "voted"),
        ("Polish lawmakers rejected a blockade in a vote late on Friday, hours after it was proposed.", "vote"),
        ("The Sejm matters little after Friday's vote.", "vote"),
    )
    assert joined(*rows) == [3]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Senate voted on Friday to end the blockade.", "The House voted on Friday to end the blockade."),
        ("The Senate voted 51-49 to end the blockade.", "The Senate voted 60-40 to pay for the blockade."),
        (
            "The Senate Harbour Committee voted on Friday for the blockade bill of Ada Quill.",
            "The Senate voted on Friday for the blockade.",
        ),
        (
            "The Polish parliament voted to end the blockade.",
            "Norway's parliament voted against the blockade of ports.",
        ),
    ],
)
def test_votes_of_two_chambers_or_on_two_things(one: str, other: str) -> None:
    assert joined((one, "voted"), (other, "voted")) == [1, 1]


def test_one_speech_of_one_speaker() -> None:
    rows = (
        ("Quill will give a televised address to the country on Friday night.", "address"),
        ("President Ada Quill prepared a speech on the strait for Friday evening.", "speech"),
        ("Nobody knows what comes after the president's speech on Friday.", "speech"),
    )
    assert joined(*rows, modality="planned") == [3]
    assert joined(*rows[:1], ("In a speech on Friday, Bram Tolle warned of a storm.", "speech")) == [1, 1]
    assert joined(*rows[:1], ("Quill spoke with the premier of Marn on Friday.", "spoke")) == [1, 1]


def test_what_came_of_an_announced_speech() -> None:
    plans = (
        ("a", "Quill will give a televised address on Friday.", "address", "2031-05-01"),
        ("b", "Ada Quill is to give a speech on Friday.", "speech", "2031-05-02"),
        ("c", "They wait for Quill's address of Friday.", "address", "2031-05-02"),
    )
    rows = [told(one, text, word, DAY, modality="planned", published=day) for one, text, word, day in plans]
    rows.append(told("d", "Most who watched the speech on Friday liked it.", "speech", DAY, published="2031-05-04"))
    assert [len(entry.event_ids) for entry in timeline(*rows)] == [4]


def test_one_deal_by_its_parties() -> None:
    rows = (
        ("Turkey and Israel reached a deal on the strait on Friday.", "reached"),
        ("Turkish and Israeli envoys struck an agreement in Cape Dorn that opens the ports.", "struck"),
        ("Friday's agreement says nothing of fish.", "agreement"),
    )
    assert joined(*rows) == [3]
    assert joined(*rows[:1], ("Turkey and Norway reached a deal on fish on Friday.", "reached")) == [1, 1]


def test_a_briefing_of_those_who_sit_in_a_chamber() -> None:
    rows = [
        told(
            "a", "Senators will receive a briefing Friday.", "receive", DAY, modality="planned", published="2031-05-02"
        ),
        told("b", "Briefings for lawmakers on Friday left many cold.", "Briefings", DAY, published="2031-05-04"),
        told("c", "Quill found Friday's briefing thin.", "briefing", DAY, published="2031-05-04"),
        told("d", "They will come, Admiral Moor added in a Friday briefing.", "briefing", DAY, published="2031-05-04"),
    ]
    assert sorted(len(entry.event_ids) for entry in timeline(*rows)) == [1, 3]
