"""Each kind of slip a draft can hold, and each kind of honest wording that looks like one, on an invented story."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from whence.run import trace_inputs
from whence.run.verify import verify_text
from whence.settings import Settings
from whence.show.verify import render_html
from whence.story.store import Story
from whence.verify import Checked
from whence.verify.draft import Claimed
from whence.verify.roles import _is_office
from whence.verify.speakers import names_its_speaker
from whence.verify.words import words_of

TRIBUNE = """\
VARNHOLM (Harbour Wire) - The ferry Saint Orla ran aground off Varnholm on Tuesday with 214 people on board, the \
coast guard said. It carries about 1,400 passengers and crew in the summer months.

“The chart showed deep water where there was rock,” Captain Ines Torvald told the Skerry Herald. “I will not sail that \
passage again.”

Defense Minister Aldo Brennick said that the navy had sent three cutters. Brennick praised the crew. “Nobody on the \
bridge was asleep,” he said. “We were not warned of the rock,” he added.

“It is a dreadful night,” Torvald said quietly. “Words like careless, hurried and late come to mind.”

Mayor Petra Olsund opened the sports hall to passengers. Olsund said that the town had waited four months for a new \
chart. The town council, Olsund said, does not blame the captain for the grounding.

More than 50 passengers were treated for cold and 31 were taken to hospital, the harbour office said.
"""
HERALD = """\
The Saint Orla ran onto a rock on Tuesday afternoon, and 214 people were taken off by small boats before dark.

National Rescue Director Hanne Lofgren said that the boats had reached the ferry within 40 minutes. “Every seat in the \
lifeboats was filled,” Lofgren said. “The people of this coast knew what to do without being told.”

The council voted on Wednesday to close the northern passage until a survey is done.
"""
POST = """\
Two weeks after the ferry Saint Orla ran aground off Varnholm, Defense Minister Aldo Brennick said that a survey would \
begin in June. “The organisation of the survey has cost us a year,” Brennick said in an interview with Radio Fjell.
"""
POLLS = """\
A Marlow poll of 1,000 adults put support for closing the northern passage at 41 percent. A Tarrant poll put support \
for closing it at 58 percent.
"""
ASKED = """\
A Quillon poll found that 62 percent of residents oppose a toll on the northern passage. In a Dorrit poll 44 percent \
of respondents wanted the lighthouse kept. Despite two-thirds of voters (66 percent) saying the council hid the chart \
from captains, just 36 percent favor selling the ferry to the county.
"""
ANSWERS = """\
Harbour master Solveig Maren confirmed that the council has ordered a second survey of the reef. “We had the right to \
stop anyone from the mate to the harbour master,” Maren told Radio Fjell. She spoke beside the deputy harbour master.

“The keeper saw the ferry turn far too early,” one deckhand said.

The lighthouse on Torsund has been run from the mainland since it was handed to the county in 1974. The rescuers threw \
the pilot line twice to the stern before it held. The keepers plan more than 60 evenings in 18 harbours with their film.

Two anglers were swept off the pier at Grimsay on Tuesday, and both were dead when the boat came, said Maren, who \
praised the boat’s crew in a statement on Thursday as the bravest of the coast.
"""
REPORTS = (
    ("Varnholm Tribune", "2031-03-05", "Ferry aground off Varnholm", TRIBUNE),
    ("Skerry Herald", "2031-03-06", "All taken off the Saint Orla", HERALD),
    ("The Evening Post", "2031-03-19", "Survey to begin in June", POST),
    ("Skerry Herald", "2031-03-12", "What two polls say of the passage", POLLS),
    ("Skerry Herald", "2031-03-14", "What else was asked", ASKED),
    ("Skerry Herald", "2031-03-15", "Second survey ordered", ANSWERS),
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The invented story, traced."""
    folder = tmp_path_factory.mktemp("kinds")
    rows = [
        {"id": str(at), "outlet": outlet, "date": day, "title": title, "text": text}
        for at, (outlet, day, title, text) in enumerate(REPORTS)
    ]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    trace_inputs([folder / "reports.jsonl"], folder / "story.db", Settings(jobs=1))
    with Story.open(folder / "story.db") as opened:
        yield opened


def _claims(story: Story, text: str, *kinds: str) -> list[Checked]:
    found = verify_text(story, text, published="2031-03-20").claims
    return [claim for claim in found if not kinds or claim.kind in kinds]


def _states(story: Story, text: str, *kinds: str) -> dict[str, str]:
    return {note.state: note.note for claim in _claims(story, text, *kinds) for note in claim.states}


@pytest.mark.parametrize(
    ("text", "state", "note"),
    [
        ("“We were warned of the rock,” said Aldo Brennick.", "differs", "a negation is left out"),
        ("“We were,” Aldo Brennick said of the warning.", "differs", "not"),
        ("“Nobody on the bridge was asleep,” said Petra Olsund.", "wrong_speaker", "“he” in the report"),
        ("“Every seat in the lifeboats was empty,” said Hanne Lofgren.", "differs", "words are changed"),
        (
            "“I will not sail that passage again. Every seat in the lifeboats was filled,” Ines Torvald said.",
            "differs",
            "joined",
        ),
        ("“We ran her on the rock for the insurance,” said Ines Torvald.", "not_found", ""),
        (
            "“The chart showed deep water where there was rock,” Ines Torvald told The Evening Post.",
            "wrong_outlet",
            "Skerry Herald",
        ),
    ],
)
def test_a_slip_in_a_quotation_is_told(story: Story, text: str, state: str, note: str) -> None:
    found = _states(story, text, "quotation")
    assert state in found
    assert note in found[state]


@pytest.mark.parametrize(
    "text",
    [
        # over the report's own `she said`, another house's spelling, a fair shortening, brackets, a word in between
        "“It is a dreadful night. Words like careless, hurried and late come to mind,” said Ines Torvald.",
        "“The organization of the survey has cost us a year,” Aldo Brennick told Radio Fjell.",
        "“The people of this coast knew what to do ...,” said Hanne Lofgren.",
        "“[They] knew what to do without being told,” Hanne Lofgren said of the coast.",
        "« Every seat in the lifeboats was filled », said Hanne Lofgren.",
        # the draft's own sentence names who said it, whoever its pronoun is taken for
        "Her remark drew an answer from Hanne Lofgren, the director: “Every seat in the lifeboats was filled.”",
        "Not one was asleep: “Nobody on the bridge was asleep,” he said.",
    ],
)
def test_a_fair_quotation_is_not_accused(story: Story, text: str) -> None:
    claims = _claims(story, text, "quotation")
    assert claims
    assert not [claim for claim in claims if claim.fails]


def test_a_pronoun_with_somebody_else_before_it_tells_of_nobody(story: Story) -> None:
    """`he` after `Brennick praised the crew` is Brennick; the words alone do not say so where others stand between."""
    claims = _claims(story, "Olsund met Torvald and Lofgren. “Nobody on the bridge was asleep,” she said.", "quotation")
    assert [claim.state for claim in claims] != ["wrong_speaker"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("The ferry carries about 14,000 passengers and crew in the summer months.", "another number"),
        ("Hanne Lofgren said that the boats had reached the ferry within 90 minutes.", "another"),
        ("Petra Olsund said that the town had waited seven months for a new chart.", "another length of time"),
    ],
)
def test_a_changed_number_is_told(story: Story, text: str, note: str) -> None:
    assert note in _states(story, text, "figure").get("differs", "")


def test_a_number_met_with_another_of_its_sentence_is_found(story: Story) -> None:
    text = "By nightfall doctors had seen more than 50 passengers, and 31 of them lay in hospital beds."
    assert not [claim for claim in _claims(story, text, "figure") if claim.fails]


def test_a_number_of_another_thing_is_not_called_different(story: Story) -> None:
    text = "My cousin has 12 sheep and a boat in Lindness, and he sold 140 passengers of his bus line a ticket in June."
    assert "differs" not in _states(story, text, "figure")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("The council voted on March 12, 2031, to close the northern passage until a survey is done.", "2031-03-05"),
        ("The ferry Saint Orla ran aground off Varnholm on March 4, 2030, with 214 people on board.", "2031-03-04"),
        ("The ferry Saint Orla ran aground off Varnholm on Tuesday, March 4, 2030.", "2031-03-04"),
        ("The ferry Saint Orla ran aground off Varnholm on Monday, March 4, 2031.", "is a Tuesday"),
    ],
)
def test_a_wrong_day_is_told_and_a_year_before_a_weekday(story: Story, text: str, note: str) -> None:
    assert note in _states(story, text, "date").get("differs", "")


def test_a_month_in_a_report_is_no_other_day(story: Story) -> None:
    text = "On March 19 Aldo Brennick said that a survey would begin."
    assert "differs" not in _states(story, text, "date")


def test_a_statement_is_found_but_for_the_day_inside_it(story: Story) -> None:
    text = "Aldo Brennick said that the ferry Saint Orla ran aground off Varnholm on March 9, 2031."
    around = _claims(story, text, "statement")
    assert around
    assert "not_found" not in {note.state for claim in around for note in claim.states}


def test_a_statement_that_leaves_out_a_negation_differs_and_one_within_a_longer_does_not(story: Story) -> None:
    turned = "Petra Olsund said that the town council does blame the captain for the grounding."
    fair = "Petra Olsund said that the town council does not blame the captain for the grounding."
    assert "differs" in _states(story, turned, "statement")
    assert "differs" not in _states(story, fair, "statement")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hanne Lofgren, the defense minister, was on the quay.", True),
        ("Defense Minister Hanne Lofgren was on the quay.", True),
        ("Aldo Brennick, the defense minister, was on the quay.", False),
        ("Hanne Lofgren, the former defense minister, was on the quay.", False),
        ("Ulla Marstrand, the defense minister of another country, was on the quay.", False),
    ],
)
def test_an_office_given_to_somebody_else_is_told(story: Story, text: str, told: bool) -> None:
    found = _states(story, text, "role")
    assert ("differs" in found) is told
    if told:
        assert "Aldo Brennick" in found["differs"]


def test_an_office_before_the_next_name_of_a_list_is_the_next_ones(story: Story) -> None:
    text = "Torvald, Defense Minister Aldo Brennick and Petra Olsund met in Varnholm."
    assert _claims(story, text, "role") == []
    assert _claims(story, "Ines Torvald, Defense Minister of the country, met them.", "role") != []


def test_words_of_one_person_are_not_found_as_the_words_of_another(story: Story) -> None:
    given = "Mayor Petra Olsund said that the navy of the republic had sent cutters."
    assert "found" not in _states(story, given, "statement")
    assert "not_found" in _states(story, given, "statement")
    fair = "Aldo Brennick said that the navy of the republic had sent cutters."
    assert "found" in _states(story, fair, "statement")


def test_sentences_that_were_held_against_nothing_are_named(story: Story) -> None:
    text = (
        "The ferry\n\nPetra Olsund never opened the sports hall to anybody. Aldo Brennick said that the navy had sent "
        "three cutters. That night was long."
    )
    found = verify_text(story, text, published="2031-03-20")
    told = [text[one.start : one.end] for one in found.unchecked]
    assert told == ["Petra Olsund never opened the sports hall to anybody.", "That night was long."]
    opened, night = found.unchecked
    assert opened.nearest is not None
    assert "sports hall" in opened.nearest.words
    assert night.nearest is None


def test_what_the_writer_adds_is_not_in_these_reports_and_never_different(story: Story) -> None:
    text = (
        "I met Oddny Falk in her kitchen on Friday. “My brother was on the second boat,” she told me. "
        "She keeps 17 clocks, and none of them agrees."
    )
    claims = _claims(story, text)
    assert {claim.state for claim in claims} <= {"not_found"}


@pytest.mark.parametrize("width", [72, 100, 120])
def test_lines_broken_at_a_width_change_nothing(story: Story, width: int) -> None:
    import textwrap

    text = (
        "Captain Ines Torvald said “The chart showed deep water where there was rock,” and she would not go back. "
        "Hanne Lofgren said that the boats had reached the ferry within 40 minutes, and that “Every seat in the "
        "lifeboats was filled.” Aldo Brennick said that the navy had sent three cutters to the rock."
    )
    whole = [(c.kind, " ".join(c.words.split()), c.states) for c in _claims(story, text)]
    wrapped = [(c.kind, c.words, c.states) for c in _claims(story, textwrap.fill(text, width))]
    assert wrapped == whole


def test_the_claims_do_not_depend_on_progress_and_progress_is_told(story: Story) -> None:
    told: list[tuple[str, int, int | None]] = []
    text = "“We were warned of the rock,” said Aldo Brennick."
    found = verify_text(story, text, on_progress=lambda *stage: told.append(stage))
    assert found == verify_text(story, text)
    assert [stage for stage, _, _ in told][:1] == ["verify_mark"]
    assert told[-1][0] == "verify"


def test_a_draft_in_another_language_has_its_quotations_looked_up(story: Story) -> None:
    text = (
        "« Every seat in the lifeboats was filled », a déclaré la directrice des secours. Le bateau avait quitté le "
        "port à midi, selon les autorités, et le capitaine ne connaissait pas ce passage. La mairie a ouvert la salle."
    )
    found = verify_text(story, text)
    assert found.language == "fr"
    assert [claim.kind for claim in found.claims] == ["quotation"]
    assert not found.failed


@pytest.mark.parametrize(
    "given",
    [
        "“A dreadful night,” Radio Fjell was told by Petra Olsund.",  # three words: said by many
        "Hanne Lofgren called it “hurried.”",
        "Petra Olsund spoke of “a dreadful winter.”",  # another's words, and a few of them alike
        "“It is a matter of this coast,” Petra Olsund said.",  # two runs of words that stand anywhere
    ],
)
def test_words_that_anybody_says_accuse_nobody(story: Story, given: str) -> None:
    assert not {"wrong_speaker", "wrong_outlet", "differs"} & set(_states(story, given, "quotation"))


@pytest.mark.parametrize(
    ("words", "office"), [("of President", False), ("to Chairman", False), ("Defense Minister", True)]
)
def test_no_office_begins_with_a_preposition(words: str, office: bool) -> None:
    assert _is_office(tuple(words_of(words)), "") is office


def test_a_few_words_that_another_said_are_shown_with_their_speaker(story: Story) -> None:
    (claim,) = _claims(story, "Petra Olsund called it “a dreadful night.”", "quotation")
    assert claim.state == "not_found"
    assert "said by Ines Torvald" in claim.states[0].note
    assert "a dreadful night" in claim.evidence[0].words


def test_a_quotation_that_is_longer_than_the_reports_have_it_is_not_different(story: Story) -> None:
    given = "“Nobody on the bridge was asleep that night,” Aldo Brennick said."
    (claim,) = _claims(story, given, "quotation")
    assert claim.state == "not_found"
    assert "the rest is not in these reports" in claim.states[0].note
    before = "“Hear me out: The chart showed deep water where there was rock,” Ines Torvald said."
    (claim,) = _claims(story, before, "quotation")
    assert claim.state == "not_found"


def test_an_outlet_of_which_no_report_is_here_is_no_other_outlet(story: Story) -> None:
    for outlet in ("Twitter", "the Dunmarrow Chronicle"):
        given = f"“Every seat in the lifeboats was filled,” Hanne Lofgren wrote on {outlet}."
        assert "wrong_outlet" not in _states(story, given, "quotation")


def test_what_is_a_small_part_of_anothers_long_words_accuses_nobody(story: Story) -> None:
    given = "Petra Olsund said that the boats reached the ferry and that the survey would cost a year."
    assert "wrong_speaker" not in _states(story, given, "statement")


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("“Every seat in the lifeboats was unfilled,” said Hanne Lofgren.", "quotation", "filled"),
        ("“Nobody on the bridge was awake,” Brennick said. “The rock was uncharted,” he said.", "quotation", ""),
        ("Hanne Lofgren said that every seat in the lifeboats was unfilled.", "statement", "filled"),
        ("Petra Olsund said that the town opened the northern passage.", "statement", ""),
        ("“The chart showed shallow water where there was rock,” said Ines Torvald.", "quotation", "deep"),
    ],
)
def test_a_word_exchanged_for_its_opposite_differs(story: Story, text: str, kind: str, word: str) -> None:
    notes = [n.note for c in _claims(story, text, kind) for n in c.states if n.state == "differs"]
    assert any(word and f"“{word}”" in note for note in notes) == bool(word)


def test_not_filled_and_unfilled_are_one(story: Story) -> None:
    states = _states(story, "Hanne Lofgren said that not a seat in the lifeboats was unfilled.", "statement")
    assert "differs" not in states


@pytest.mark.parametrize(("day", "state"), [("March 9, 2031", "differs"), ("March 6, 2031", None)])
def test_words_are_not_said_after_they_are_in_print(story: Story, day: str, state: str | None) -> None:
    text = f"Hanne Lofgren said on {day}, that “every seat in the lifeboats was filled.”"
    assert _states(story, text, "date").get("differs") == (
        "the draft means 2031-03-09; the words stand in a report of 2031-03-06" if state else None
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "A Marlow poll put support for closing the passage at 41 percent, and a Tarrant poll at 58 percent.",
            [],
        ),
        (
            "A Marlow poll put support for closing the passage at 58 percent, and a Tarrant poll at 41 percent.",
            ["the report gives it as Tarrant’s", "the report gives it as Marlow’s"],
        ),
        ("Support for closing the passage was 41 percent in a Marlow poll and 58 percent in a Tarrant poll.", []),
        ("Marlow’s poll put support for closing the passage at 41 percent, and Tarrant’s poll at 58 percent.", []),
    ],
)
def test_two_counts_in_one_sentence_are_told_apart(story: Story, text: str, wrong: list[str]) -> None:
    claims = _claims(story, text, "figure")
    assert len(claims) == 2
    assert [c.states[0].note for c in claims if c.fails] == wrong


@pytest.mark.parametrize(
    ("text", "state", "note"),
    [
        ("A Quillon poll found that 62 percent of residents oppose a toll on the passage.", "found", ""),
        ("A Quillon poll found that some 62 percent of residents oppose a toll on the passage.", "found", "62 percent"),
        ("A Quillon poll found that 62 percent of voters oppose a toll on the passage.", "differs", "of residents"),
        ("In a Dorrit poll 44 percent of respondents wanted the lighthouse kept.", "found", ""),
        ("In a Dorrit poll 44 percent of voters wanted the lighthouse kept.", "found", "44 percent of respondents"),
        ("In a Dorrit poll 45 percent of respondents wanted the lighthouse kept.", "differs", "another number"),
    ],
)
def test_who_was_asked_is_told_apart(story: Story, text: str, state: str, note: str) -> None:
    (claim,) = _claims(story, text, "figure")
    assert claim.states[-1].state == state if state == "found" else claim.state == state
    told = next(one.note for one in claim.states if one.state == state)
    assert note in told
    assert bool(note) == bool(told)


@pytest.mark.parametrize(
    ("saying", "favoring", "wrong"),
    [("66", "36", []), ("36", "66", ["66 percent", "36 percent"])],
)
def test_two_numbers_of_each_others_words_are_told(story: Story, saying: str, favoring: str, wrong: list[str]) -> None:
    text = (
        f"In the poll {saying} percent of voters said the council hid the chart from captains, while {favoring} "
        "percent favored selling the ferry to the county."
    )
    claims = [c for c in _claims(story, text, "figure") if c.fails]
    assert len(claims) == len(wrong)
    for claim, other in zip(claims, wrong, strict=True):
        assert "the other way round" in claim.states[0].note
        assert other in claim.states[0].note


def test_of_two_quotations_in_a_row_the_first_is_not_given_to_who_speaks_after_the_second(story: Story) -> None:
    text = (
        "Hanne Lofgren, the rescue director, said, “Every seat in the lifeboats was filled.” "
        "“Nobody on the bridge was asleep,” Aldo Brennick said."
    )
    assert [claim.state for claim in _claims(story, text, "quotation") if claim.fails] == []
    text = text.replace("Aldo Brennick", "Petra Olsund")
    assert [claim.state for claim in _claims(story, text, "quotation") if claim.fails] == ["wrong_speaker"]


def test_a_quotation_that_names_its_own_speaker_is_said_by_two() -> None:
    assert names_its_speaker(_speaker("Aldo Brennick"), "Minister Brennick said that a survey would begin")
    assert not names_its_speaker(_speaker("Aldo Brennick"), "Nobody on the bridge was asleep")


def _speaker(name: str) -> Claimed:
    return Claimed(0, 10, True, (name,))


def test_a_margin_copy_holds_no_character_that_turns_the_direction(story: Story) -> None:
    page = render_html(verify_text(story, "The ferry \u202eran\u2066 aground on Tuesday, the coast guard said."))
    assert "ferry \ufffdran\ufffd aground" in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    ("text", "state", "note"),
    [
        (
            "“We had the right to stop anyone from the mate to the deputy harbour master,” Solveig Maren said.",
            "differs",
            "words are changed",
        ),
        (
            "Solveig Maren denied that the council has ordered a second survey of the reef.",
            "differs",
            "the draft says that it was denied",
        ),
        (
            "“We had the right to stop anyone from the mate to the harbour master,” Solveig Maren told CNN.",
            "verbatim",
            "",
        ),
        ("“The keeper saw the ferry turn far too early,” said Aldo Brennick.", "verbatim", "“one deckhand”"),
        ("The lighthouse has been run from the mainland since it was handed to the county in 1947.", "differs", "1974"),
        ("The lighthouse has been run from the mainland since it was handed to the county in 1974.", "found", ""),
        ("The rescuers threw the pilot line three times to the stern before it held.", "differs", "number of times"),
        ("The rescuers threw the pilot line twice to the stern before it held.", "found", ""),
        ("The film will have more than 60 evenings in 28 harbours along the coast.", "differs", "another number"),
    ],
)
def test_years_times_denials_and_speakers_without_a_name(story: Story, text: str, state: str, note: str) -> None:
    assert note in _states(story, text).get(state, "nothing"), _states(story, text)


def test_a_quotation_right_after_another_is_its_own_speakers(story: Story) -> None:
    text = (
        "Aldo Brennick wrote that “Nobody on the bridge was asleep.” “The chart showed deep water where there was "
        "rock,” Ines Torvald said of the reef."
    )
    assert "wrong_speaker" not in _states(story, text)
    assert [claim.kind for claim in _claims(story, text)] == ["quotation", "quotation"]


def test_what_was_asked_is_no_claim(story: Story) -> None:
    found = _claims(story, "Asked whether the minister would resign over the ferry, Hanne Lofgren left the room.")
    assert found == []


def test_the_day_of_a_statement_is_not_the_day_of_what_it_tells(story: Story) -> None:
    text = "The boat’s crew, the bravest of the coast, came on Tuesday in the dark."
    assert "differs" not in _states(story, text, "date")


@pytest.mark.parametrize(
    "text",
    [
        "Radio Varnholm said that a survey would begin in June.",  # a body is not told off for what others say too
        "The council voted for the “Saint Orla” aid bill, said Petra Olsund.",
    ],
)
def test_nobody_else_is_told_off_for_what_a_body_says(story: Story, text: str) -> None:
    assert "wrong_speaker" not in _states(story, text)
