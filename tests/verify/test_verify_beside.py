"""What a draft's words are held against beside the sentence that has them: counts, denials, places, votes of one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from two_outlets import claims_of, two_outlets
from whence.story.store import Story

COURIER = """\
The Tide League said four clinics that it supports in the Ostrand marshes received roughly 2,400 patients on Tuesday \
morning, when the dyke at Lower Ostrand gave way.

Of those, 355 died, the league said.

The Ostrand Relief Office said that its count of the dead had reached 322, including 54 children, 82 women and dozens \
of fishermen.

An online survey asked whether the dyke should be raised. By 52 percent to 31 percent, those asked said that raising \
the dyke made another flood in the Ostrand marshes less likely.

The survey of 1,005 residents, taken on Friday and Saturday, has a margin of 3 points.

Colonel Rolf Ekdal told reporters that a total of 14 boats were sent from three harbours. Eleven reached the Sund \
lighthouse in the western marshes and one rescued families from a church in Hovby in the eastern marshes.
"""
HERALD = """\
The marsh council was weighing 13 plans for the dyke when it met on Thursday.

“Even the weakest of these plans would be a thorn in the side of the province,” said Birgit Aas, head of the marsh \
council. “We cannot say more for now.”

The sharp words from Aas, which were later denied by the council, shook the market for an hour.

In Norway, Captain Joren Lisk told reporters that his crews had not opened the sluice on Saturday.

“I may have turned the wheel too far, and I will explain it,” Tilda Brask told keepers at a meeting of river and \
harbour pilots in Skerry.

“The laws on sluices are a patchwork,” said Osk Tarn of the University of Lindmark School of Law.

The Senate Dyke Committee voted 10-7 to approve the new dyke. Utah Sen. Marit Holm, who voted against the \
measure, said she was “unconvinced that the dyke proposed here will hold.”

House Minority Leader Runa Voll said the committee was late. “The marshes [and the] town cannot wait for a new dyke,” \
Voll wrote. Voll asked for a vote under the “Lower Ostrand Dyke Safety Act.”

The fort at Sundvik was built by the old kings on the western shore of the sound. It houses about 1,500 Marnian and \
allied troops. Admiral Teo Grand visited it in March.

Crowds that came to see the captain home filled his town in the hills. They pressed against the church, and more than \
50 were left dead and 213 injured, the harbour radio reported.

The union said that the council had sold the old lifeboat to a dealer in the hills. Mayor Lise Borg denied it on Monday.

Henrik Strand, a member of the Sundvik City Council, said that he was resigning over the bell.

The Marsh Council said that it “has the right and the duty to protect the farms of this shore.”

Lise Borg said that the tower bell had been lent to a school in the valley. Her office denied it had been sold.

Harbour officials said that the storm of Friday night left 140 boats adrift in the sound.
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with two_outlets(tmp_path_factory.mktemp("beside"), COURIER, HERALD, ("The flood", "After the flood")) as opened:
        yield opened


def _by_words(story: Story, text: str) -> dict[str, str]:
    return {claim.words: claim.state for claim in claims_of(story, text)}


def test_a_number_of_them_is_of_what_the_report_says(story: Story) -> None:
    text = "The Tide League said four clinics it supports received roughly 2,400 patients, and that 355 of them died."
    assert [claim.words for claim in claims_of(story, text, "figure") if claim.fails] == []


def test_counts_of_two_kinds_of_people_are_not_exchanged(story: Story) -> None:
    text = "The Ostrand Relief Office put the dead at 322, including {} children and {} women."
    assert [claim.words for claim in claims_of(story, text.format(54, 82), "figure") if claim.fails] == []
    wrong = [claim for claim in claims_of(story, text.format(82, 54), "figure") if claim.fails]
    assert [claim.words for claim in wrong] == ["82 children", "54 women"]
    assert all(claim.state == "differs" and "“54 children”" in claim.states[0].note for claim in wrong)


def test_a_number_is_found_beside_the_sentence_that_tells_the_rest(story: Story) -> None:
    text = "In a survey of 1,005 residents, 52 percent said that raising the dyke made another flood less likely."
    assert [claim.words for claim in claims_of(story, text, "figure") if claim.fails] == []
    other = "In a survey of 1,250 residents, 52 percent said that raising the dyke made another flood less likely."
    assert "1,250 residents" in {claim.words for claim in claims_of(story, other, "figure") if claim.fails}


def test_two_number_words_of_each_others_places_are_told(story: Story) -> None:
    sent = "Colonel Rolf Ekdal said that 14 boats were sent. "
    right = _by_words(story, sent + "Eleven of them reached the Sund lighthouse and one rescued families in Hovby.")
    wrong = _by_words(story, sent + "Eleven of them rescued families in Hovby and one reached the Sund lighthouse.")
    assert right.get("Eleven", "found") == "found"
    assert wrong["Eleven"] == "differs"


@pytest.mark.parametrize(
    "text",
    [
        "“Even the weakest of these plans would be a thorn in the side of the province,” said Birgit Aas.",
        "Birgit Aas said that even the weakest of these plans would be a thorn in the side of the province.",
    ],
)
def test_words_that_were_denied_further_on_are_disputed(story: Story, text: str) -> None:
    notes = {note.state: note.note for claim in claims_of(story, text) for note in claim.states}
    assert "comments" in notes["disputed"] or "words from Aas" in notes["disputed"]


def test_words_of_somebody_else_are_not_disputed_with_them(story: Story) -> None:
    text = "“I may have turned the wheel too far, and I will explain it,” said Tilda Brask."
    assert "disputed" not in {note.state for claim in claims_of(story, text) for note in claim.states}


@pytest.mark.parametrize(
    ("text", "kind", "state"),
    [
        ("Captain Joren Lisk told reporters in Portugal that his crews had not opened the sluice.", "place", "differs"),
        ("Captain Joren Lisk told reporters in Norway that his crews had not opened the sluice.", "place", None),
        ("Captain Joren Lisk told reporters that his crews had not opened the sluice.", "place", None),
        ("Tilda Brask spoke to keepers at a meeting of river and harbour pilots in Torvik.", "place", "not_found"),
        ("Tilda Brask spoke to keepers at a meeting of river and harbour pilots in Skerry.", "place", None),
        ("Osk Tarn, who teaches law at the University of Vestmark, called the laws a patchwork.", "role", "differs"),
        ("Osk Tarn, who teaches law at the University of Lindmark, called the laws a patchwork.", "role", None),
        ("Osk Tarn, speaking at the University of Vestmark, called the laws a patchwork.", "role", None),
        ("Henrik Strand, a member of the Torvik City Council, resigned on Monday.", "role", "differs"),
        ("Henrik Strand, a member of the Sundvik council, resigned on Monday.", "role", None),
        ("Marit Holm, a Democrat from Ohio, was not convinced by the dyke.", "role", "differs"),
        ("Utah Democratic Sen. Marit Holm was not convinced by the dyke.", "role", None),
    ],
)
def test_a_place_or_an_origin_of_another_name_is_told(story: Story, text: str, kind: str, state: str | None) -> None:
    assert [claim.state for claim in claims_of(story, text, kind)] == ([state] if state else [])


@pytest.mark.parametrize(
    ("said", "told"),
    [("who voted for the measure", True), ("who backed it", True), ("who voted against the measure", False)],
)
def test_the_side_of_one_who_votes_is_told(story: Story, said: str, told: bool) -> None:
    text = f"Sen. Marit Holm, {said}, said that she was unconvinced that the dyke proposed here would hold."
    wrong = [claim for claim in claims_of(story, text) if claim.state == "differs"]
    assert [claim.words.startswith("Marit Holm, who") for claim in wrong] == ([True] if told else [])


def test_an_office_of_another_chamber_is_another_office(story: Story) -> None:
    assert claims_of(story, "Senate Minority Leader Marit Holm met the pilots.", "role") == []
    assert claims_of(story, "Minority Leader Marit Holm met the pilots.", "role") == []
    assert [c.state for c in claims_of(story, "House Minority Leader Marit Holm met them.", "role")] == ["differs"]


def test_what_a_report_put_in_brackets_is_no_difference(story: Story) -> None:
    text = "“The marshes & town {} wait for a new dyke,” Runa Voll wrote."
    assert [c.state for c in claims_of(story, text.format("cannot"), "quotation")] == ["verbatim"]
    assert [c.state for c in claims_of(story, text.format("can"), "quotation")] == ["differs"]


def test_the_name_of_a_law_is_anybodys(story: Story) -> None:
    text = "“Lower Ostrand Dyke Safety Act” was the name that Tilda Brask used, Brask said."
    assert "wrong_speaker" not in {n.state for c in claims_of(story, text) for n in c.states}


def test_two_bodies_counts_are_both_as_they_were_given(story: Story) -> None:
    text = "The Pilots Union said that the storm of Friday night left 90 boats adrift in the sound."
    assert [c.state for c in claims_of(story, text, "figure")] == ["not_found"]
    text = "The storm of Friday night left 90 boats adrift in the sound."
    assert [c.state for c in claims_of(story, text, "figure")] == ["differs"]


def test_a_number_before_the_names_of_those_whom_it_counts_is_found(story: Story) -> None:
    text = "Admiral Teo Grand visited Sundvik, a fort on the western shore of the sound that houses about 1,500 troops."
    assert [claim.words for claim in claims_of(story, text, "figure") if claim.fails] == []


def test_a_statement_with_every_figure_of_one_sentence_is_not_called_absent(story: Story) -> None:
    text = "More than 50 mourners died and 213 were injured in a crush at the funeral in the hills, the radio reported."
    assert [claim.state for claim in claims_of(story, text) if claim.fails] == []


def test_what_the_next_sentence_denies_is_disputed(story: Story) -> None:
    sold = "The union said that the council had sold the old lifeboat to a dealer in the hills."
    lent = "Lise Borg said that the tower bell had been lent to a school in the valley."
    notes = {note.state: note.note for claim in claims_of(story, sold) for note in claim.states}
    assert "Lise Borg denied it" in notes["disputed"]
    assert "disputed" not in {note.state for claim in claims_of(story, lent) for note in claim.states}


def test_one_who_speaks_for_a_body_is_no_wrong_speaker(story: Story) -> None:
    text = "It “has the right and the duty to protect the farms of this shore,” said Marsh Council spokesman Odd Fell."
    assert "wrong_speaker" not in {note.state for claim in claims_of(story, text) for note in claim.states}


def test_what_somebody_denies_is_not_held_against_those_who_say_it(story: Story) -> None:
    text = "Mayor Lise Borg denied that the council had sold the old lifeboat to a dealer in the hills."
    assert "differs" not in {note.state for claim in claims_of(story, text) for note in claim.states}
