"""A `not` that the draft has and the report's words, said among much else, have not."""

from __future__ import annotations

import pytest

from whence.verify.turned import left_out, put_in
from whence.verify.words import content

JOIN = "his town will join the harbour league against Skerry if the council fails to act by spring"
CLEAR = "it is clear that the ferry line hid the survey last week and that the minister believes it should pay for it"
UNKNOWN = "it is impossible that the pilot saw the rock in the international channel before the ferry struck it"
UNFIT = "the crew were unable to launch the second lifeboat before the ferry sank, and the captain knew it"
LIKELY = (
    "it does sound as if the coast guard believes a leak in the Orla's hull is more likely than not, and nobody at the "
    "harbour office would have seen it"
)
DENIED = "the coast guard had not warned the ferry about the rock, whatever the harbour office now says of it"


@pytest.mark.parametrize(
    ("draft", "report", "wanted"),
    [
        ("his town would not join the harbour league against Skerry", JOIN, True),
        ("his town would join the harbour league against Skerry", JOIN, False),
        ("it was not clear that the ferry line had hidden the survey", CLEAR, True),
        ("it wasn't clear that the ferry line hid the survey", CLEAR, True),
        ("it was not only clear that the ferry line hid the survey", CLEAR, False),
        ("the crew did not launch the second lifeboat before the ferry sank", UNFIT, False),
        ("it is not possible that the pilot saw the rock in the channel", UNKNOWN, False),
        ("it is not possible for a pilot to see a channel rock before ferry strikes", UNKNOWN, False),
        (
            "it did not sound as if the coast guard believed that a leak in the hull was more likely than not",
            LIKELY,
            True,
        ),
        ("it sounded as if the coast guard believed that a leak in the hull was more likely than not", LIKELY, False),
        ("the coast guard did not warn the ferry about the rock", DENIED, False),
    ],
)
def test_a_not_that_the_reports_words_lack(draft: str, report: str, wanted: bool) -> None:
    assert left_out(draft, (0, len(draft)), report, (0, len(report)), content(draft)) is wanted


def test_scattered_words_tell_neither() -> None:
    report = (
        "the ferry company, whose owner lives near Varnholm with a large family of sailors and fishermen, asked the "
        "mayor, the harbour office, two lawyers and a bishop about the price of a survey"
    )
    draft = "the ferry owner did not want a survey"
    assert left_out(draft, (0, len(draft)), report, (0, len(report)), content(draft)) is None


ORDER = "that his council did not give the order to open the sluice on the crowd that had gathered at the bridge"
UNDECIDED = (
    "no decision had been made about closing the harbour to ferries before the council meets again in the spring"
)


@pytest.mark.parametrize(
    ("draft", "report", "wanted"),
    [
        ("his council gave the order to open the sluice", ORDER, True),
        ("his council did not give the order to open the sluice", ORDER, False),
        ("his council refused the order to open the sluice", ORDER, False),
        ("it would close the harbour to ferries", UNDECIDED, True),
        ("the ferries would leave Skerry in spring", "he did not say when ferries would leave Skerry in spring", False),
        (
            "the ferry line hid the survey",
            "there is no doubt that the ferry line hid the survey and that the mayor of the town knew of it all along",
            False,
        ),
    ],
)
def test_a_not_that_the_draft_lacks(draft: str, report: str, wanted: bool) -> None:
    assert put_in(draft, (0, len(draft)), report, (0, len(report)), content(draft)) is wanted
