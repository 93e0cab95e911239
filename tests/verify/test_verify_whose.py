"""Whose a number, a quotation or a report is; what somebody would not say; a place that lies in another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from two_outlets import claims_of, two_outlets
from whence.story.store import Story
from whence.verify.rows import ClaimKind

COURIER = """\
Edda Rolfsen, a ferry cook from Hovby, was sentenced in 2029 to 10 years of hard labour for smuggling herring.

The prison on the rock holds smugglers and thieves. It was built by the old kings.

Another prisoner, Jon Tarnvik, came home in June. He had been seized at the market and was sentenced to 15 years of \
hard labour for stealing a bell.

Palace Press Secretary Lise Aaberg said in a statement that Prince Olav Strand thanked Captain Nils Orr for the talks.

“The four sailors seem to be in good health and walked off the ferry without any help,” she said.

The four sailors landed at the naval pier at 2:42 a.m., where the prince and his wife waited for the ferry.

Pia Vinter, a weaver born in Norway, was held in May for hostile acts. She worked on a farm run by the weaving school.

Chancellor Oren Tasch said that he would not confirm or deny that his government has nerve gas in its depots.

“I am not going to say that my government has nerve gas in its depots,” Tasch told the channel.

Minister Lia Varn said that his government has nerve gas in its depots.

“I don't want to say that they are liars, but the letters could lead people to think that the bell was stolen,” said \
Bo Falk.
"""
HERALD = """\
The harbour office is tapping the telephones of nine shipping companies in real time, several newspapers reported.

At least two people were hurt in the crush by falling ropes, the hospital said.

Guards arrested 47 people, said Harbour Patrol Captain Ron Jessen of the Skerry marsh command.

Speaking in Riyadh, Envoy Ylva Holm told reporters that the pipeline talks in Jordan would open again within a month.

The delegates met keepers and pilots of the strait for a long talk in the hall of the old fort in Sundvik.

Arne Lund, once a police chief in East Hovby, California, joined the patrol.

The harbour listed 121 million fish in April, among them 98.9 million young herring.
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with two_outlets(tmp_path_factory.mktemp("whose"), COURIER, HERALD, ("The sailors", "The harbour")) as opened:
        yield opened


def _states(story: Story, text: str) -> set[str]:
    return {note.state for claim in claims_of(story, text) for note in claim.states}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Edda Rolfsen was sentenced in 2029 to 15 years of hard labour.", True),
        ("Edda Rolfsen was sentenced in 2029 to 10 years of hard labour.", False),
        ("Jon Tarnvik was sentenced to 15 years of hard labour.", False),
    ],
)
def test_a_number_of_somebody_else_differs(story: Story, text: str, wrong: bool) -> None:
    states = {claim.state for claim in claims_of(story, text, "figure")}
    assert ("differs" in states) == wrong
    assert states <= {"differs", "found", "one_root"}


@pytest.mark.parametrize(
    ("speaker", "wrong"), [("Captain Nils Orr", True), ("Lise Aaberg", False), ("the palace", False)]
)
def test_a_pronoun_that_goes_on_with_the_last_speaker_is_nobody_elses(story: Story, speaker: str, wrong: bool) -> None:
    quoted = "“The four sailors seem to be in good health and walked off the ferry without any help,” {} said."
    states = _states(story, quoted.format(speaker))
    # The captain is named after her, and may be meant for all that is known.
    assert "wrong_speaker" not in states
    states = _states(story, quoted.format("Chancellor Oren Tasch" if wrong else speaker))
    assert ("wrong_speaker" in states) == wrong


def test_a_report_that_leans_on_outlets_without_a_name_excludes_none(story: Story) -> None:
    text = "The harbour office is tapping the telephones of nine shipping companies, The Ledger reported."
    assert "wrong_outlet" not in _states(story, text)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Lia Varn said that Oren Tasch's government has nerve gas in its depots.", {"found", "one_root"}),
        ("Bo Falk said that the letters could lead people to think that the bell was stolen.", {"found", "one_root"}),
    ],
)
def test_what_somebody_would_not_say_is_neither_for_nor_against(story: Story, text: str, states: set[str]) -> None:
    assert {note.state for claim in claims_of(story, text, "statement") for note in claim.states} <= states


def test_what_somebody_would_not_say_bears_out_nothing(story: Story) -> None:
    text = "Oren Tasch said that his government has nerve gas in its depots."
    (claim,) = claims_of(story, text, "statement")
    assert claim.fails


def test_that_two_sentences_name_a_speaker_makes_no_other_number(story: Story) -> None:
    text = "Harbour Patrol Captain Ron Jessen of the Skerry marsh command said that at least two people had been hurt "
    text += "in the crush by ropes."
    assert [claim.state for claim in claims_of(story, text, "figure")] == ["found"]
    assert "differs" not in _states(story, text)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Pia Vinter, a weaver born in Sweden, worked on a farm run by the weaving school.", "differs"),
        ("Pia Vinter, a weaver born in Norway, worked on a farm run by the weaving school.", None),
        ("Ylva Holm told reporters in Saudi Arabia that the pipeline talks would open within a month.", None),
        ("The delegates met keepers and pilots of the strait for a long talk in the hall of a fort in Sweden.", None),
        ("Among the new men is Arne Lund, once a police chief in East Hovby in Texas.", "differs"),
        ("Among the new men is Arne Lund, once a police chief in East Hovby, California.", None),
    ],
)
def test_a_place_may_lie_in_another(story: Story, text: str, state: str | None) -> None:
    assert [claim.state for claim in claims_of(story, text, "place")] == ([state] if state else [])


def test_few_words_of_a_sentence_of_something_else_bear_out_nothing(story: Story) -> None:
    text = "Ylva Holm said that the harbour office had hurt the fish."
    assert [claim.state for claim in claims_of(story, text, "statement")] in ([], ["not_found"])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The grey cutter that carried them landed at 2:42 a.m., the Courier reported.", ("statement", "figure")),
        ("The harbour listed 121 million fish in April, 98.9 million young ones among them.", ("figure",)),
        ("Lise Aaberg said that all four of the men walked off the ferry.", ("figure",)),
    ],
)
def test_a_number_or_a_time_with_some_of_its_words_is_not_called_absent(
    story: Story, text: str, kinds: tuple[ClaimKind, ...]
) -> None:
    assert [claim.words for claim in claims_of(story, text, *kinds) if claim.fails] == []


def test_a_number_of_what_the_report_calls_otherwise_is_shown(story: Story) -> None:
    text = "The Skerry guards of the marsh command seized 47 boats."
    notes = [(c.state, c.states[0].note) for c in claims_of(story, text, "figure")]
    assert notes == [("not_found", "the report has “47 people”")]
