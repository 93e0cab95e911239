"""A draft about a real story, written from its reports: what is planted is found, and nothing right is accused."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.run import trace_inputs
from whence.run.verify import verify_text
from whence.story.store import Story

DRAFT = """\
# How the strike on Soleimani was told

The Pentagon said on Thursday night that it had killed Qassem Soleimani "at the direction of the President."

President Donald Trump said the United States "took action last night to stop a war. We did not take action to
start a war." He warned Iran that it would suffer "the consequences and very strongly" if it did anything it should
not be doing.

Joe Biden said that Trump "just tossed a stick of dynamite into a tinderbox." Nancy Pelosi called the airstrike
"provocative and disproportionate."

Elizabeth Warren called Soleimani "a murderer, responsible for the deaths of thousands, including hundreds of
Americans." John Bolton hoped that "this is the first step to regime change in Tehran."

Iran's foreign minister, Mohammad Javad Zarif, said Iran had "concluded proportionate measures in self-defense."
Ali Khamenei called the missile attacks a "slap on the face" of the United States.

Trump said that Iran appears to be "standing down, which is a good thing for all parties concerned and a very bad
thing for the world."

Mike Pompeo said that "Lawful justifications for such killings are very narrowly defined."

Trump threatened to hit 62 Iranian sites, representing the hostages taken by Iran many years ago.

Eliot Engel said the explanation "makes mention of an imminent threat and shows that the justification the
president offered to the American people was false, plain and simple."
"""
PLANTED = (
    ("standing down", "differs"),
    ("Lawful justifications", "wrong_speaker"),
    ("62 Iranian sites", "differs"),
    ("makes mention", "differs"),
)


@pytest.mark.data
@pytest.mark.slow
def test_what_is_planted_in_a_draft_of_a_real_story_and_nothing_else(tmp_path: Path, data_dir: Path) -> None:
    trace_inputs([data_dir / "stories" / "soleimani-2020.jsonl.gz"], tmp_path / "story.db")
    with Story.open(tmp_path / "story.db") as story:
        verified = verify_text(story, DRAFT)
    # The statement around the planted figure fails with it.
    failing = [claim for claim in verified.failed if claim.kind != "statement"]
    assert len(verified.claims) >= 14
    assert len(failing) == len(PLANTED)
    for claim, (words, state) in zip(failing, PLANTED, strict=True):
        assert words in claim.words
        assert state in {note.state for note in claim.states}


GHOUTA = """\
# What the inspectors found, and what Washington did

The inspectors' 38-page report was released on September 16, 2013, after Ban Ki-moon briefed Security Council members.
"It is the most significant confirmed use of chemical weapons against civilians since Saddam Hussein used them in
Halabja in 1988," Ban said. "The regime possesses sarin, and we have no proof that the opposition possesses sarin,"
said Samantha Power, the U.S. ambassador. In all, 355 people were killed in the attack outside Damascus on August 21.

"Everyone understands that it is an uphill battle to pass a resolution, and the Speaker expects the White House to
provide answers to members' questions," House Majority Leader Eric Cantor said. "The use of chemical weapons is a
barbarous act," Boehner said after the meeting at the White House. An ABC/Washington Post poll found 59 percent of
respondents rejecting retaliatory strikes. Gallup found that 51 percent of Americans were against strikes. A CNN/ORC
International poll said 79% of respondents believed that American strikes would achieve no significant goals. A Fox
News poll found that disapproval of Obama's handling of Syria had jumped to 60 percent, up from 40 percent in May.

The two sides agreed that the Syrian regime possesses roughly 1,000 metric tons of chemical warfare agents and their
precursors. "We will never hand over a single canister to anybody," Walid al-Moallem told state television. Kerry told
reporters that "Should diplomacy fail, the military option is still on the table." Syria submitted its declaration to
the organization on October 21, 2013, three days before the deadline. "It's very doable," said Paul Walker, an analyst
at Green Cross International.
"""
GHOUTA_PLANTED = (
    ("no proof that the opposition", "differs"),
    ("355 people", "disputed"),
    ("uphill battle", "wrong_speaker"),
    ("79% of respondents", "differs"),
    ("single canister", "not_found"),
    ("October 21", "differs"),
)


@pytest.mark.data
@pytest.mark.slow
def test_one_slip_of_each_kind_in_a_draft_of_another_real_story_and_nothing_else(
    tmp_path: Path, data_dir: Path
) -> None:
    trace_inputs([data_dir / "stories" / "ghouta-2013.jsonl.gz"], tmp_path / "story.db")
    with Story.open(tmp_path / "story.db") as story:
        verified = verify_text(story, GHOUTA)
    shown = [claim for claim in (*verified.failed, *verified.disputed) if claim.kind != "statement"]
    shown.sort(key=lambda claim: claim.start)
    assert len(verified.claims) >= 20
    assert len(shown) == len(GHOUTA_PLANTED)
    for claim, (words, state) in zip(shown, GHOUTA_PLANTED, strict=True):
        assert words in claim.words
        assert claim.state == state
