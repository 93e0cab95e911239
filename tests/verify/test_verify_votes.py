"""Votes of a draft, and statements that are another's or only hold the same words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.run import trace_inputs
from whence.run.verify import verify_text
from whence.settings import Settings
from whence.story.store import Story

COURIER = """\
The Senate Harbour Committee voted 10-7, with one senator voting present, to approve a blockade of the Skerry strait.

The Marnian parliament voted on Friday against any blockade of the strait.

The ministry said that the garrison had burned the fishing boats at Torsund. Colonel Rolf Ekdal denied that his \
garrison had burned the fishing boats. “We did not burn any fishing boats,” Ekdal told Radio Fjell.

On Saturday, Marn and Skerry reached a deal on the herring quota after a week of talks.

Officials in the capital have long feared that smugglers would use the storm more widely to land goods on the coast. \
Beyond Torsund itself there is the matter of Varnholm, where the governor has also laid out rules for the winter: the \
keepers of the northern lighthouse, who have asked for years to be heard, will not be allowed to build a second tower.
"""
LEDGER = """\
A doctors' league said it had tallied 355 deaths from the storm at Torsund.
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder: Path = tmp_path_factory.mktemp("votes")
    for name, day, text in (("courier", "2031-03-09", COURIER), ("ledger", "2031-03-10", LEDGER)):
        head = f"---\ntitle: {name}\noutlet: {name.title()}\ndate: {day}\n---\n\n"
        (folder / f"{name}.md").write_text(head + text, encoding="utf-8")
    trace_inputs([folder], folder / "story.db")
    with Story.open(folder / "story.db") as opened:
        yield opened


def states(story: Story, text: str) -> dict[str, str]:
    """The state of each claim of a draft, by its words."""
    found = verify_text(story, text, name="draft.txt", settings=Settings())
    return {one.words: one.state for one in found.claims}


def test_a_count_of_votes(story: Story) -> None:
    right = states(story, "The Senate Harbour Committee approved the blockade in a 10-7 vote.")
    wrong = states(story, "The Senate Harbour Committee approved the blockade of the Skerry strait in a 12-7 vote.")
    assert right["10-7"] == "found"
    assert wrong["12-7"] == "differs"


def test_which_way_a_vote_went(story: Story) -> None:
    wrong = states(story, "The Marnian parliament voted on Friday to join a blockade of the strait.")
    right = states(story, "The Marnian parliament voted on Friday against a blockade of the strait.")
    assert [state for words, state in wrong.items() if words.startswith("voted")] == ["differs"]
    assert not [words for words in right if words.startswith("voted")]


def test_what_others_say_is_not_found_as_the_admission_of_the_one_who_denies_it(story: Story) -> None:
    found = states(story, "Rolf Ekdal admitted that his garrison had burned the fishing boats at Torsund.")
    (state,) = [state for words, state in found.items() if "burned" in words]
    assert state in ("differs", "wrong_speaker", "not_found")


def test_words_scattered_over_two_sentences_are_no_statement(story: Story) -> None:
    found = states(story, "Ada Moor said it was beyond doubt that a second tower had been used.")
    assert set(found.values()) == {"not_found"}


def test_the_dead_by_noun_or_verb(story: Story) -> None:
    found = states(story, "In the storm at Torsund 355 people died, a doctors' league said.")
    assert [state for words, state in found.items() if words.startswith("355")] == ["found"]


def test_a_deal_of_another_day(story: Story) -> None:
    assert states(story, "Marn and Skerry reached a deal on herring on March 6, 2031.")["March 6, 2031"] == "differs"
