"""Quotation marks of every style paired into quotations, and the marks that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked_text import a_report
from whence.mark.passages import find_passages
from whence.mark.quotes import Quotation, find_quotations
from whence.records import Passage


def body(text: str) -> list[Passage]:
    """Every line as a passage of body text."""
    passages: list[Passage] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            passages.append(Passage(f"p{at}", "r", at, at + len(line), len(passages), "body", "test"))
        at += len(line) + 1
    return passages


def quotations(text: str) -> list[Quotation]:
    return find_quotations(text, body(text))


def quoted(text: str) -> list[str]:
    return [text[one.start : one.end] for one in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # American and British, straight and curly.
        ('"The dam holds," said Vell.', ['"The dam holds,"']),
        ("“The dam holds,” said Vell.", ["“The dam holds,”"]),
        ("'The dam holds,' said Vell.", ["'The dam holds,'"]),
        ("‘The dam holds,’ said Vell.", ["‘The dam holds,’"]),
        ("'The dam holds', said Vell.", ["'The dam holds'"]),
        ("‘The dam holds’, said Vell.", ["‘The dam holds’"]),
        # Other families.
        ("«The dam holds», said Vell.", ["«The dam holds»"]),
        ("„The dam holds“, said Vell.", ["„The dam holds“"]),
        ("„The dam holds”, said Vell.", ["„The dam holds”"]),
        ("''The dam holds,'' said Vell.", ["''The dam holds,''"]),
        ("``The dam holds,'' said Vell.", ["``The dam holds,''"]),
        # Two, and a cue between.
        ('"No," she said. "Not now."', ['"No,"', '"Not now."']),
        ("“No,” she said, “not now.”", ["“No,”", "“not now.”"]),
        ("'No,' she said. 'Not now.'", ["'No,'", "'Not now.'"]),
        ('He said: "It broke." She said: "It held."', ['"It broke."', '"It held."']),
        # A mark set the wrong way round at the head of a paragraph.
        ("”The dam holds. It will stand,” said Vell.", ["”The dam holds. It will stand,”"]),
        ("He closed it.\n”The dam holds,” said Vell. ”It leaks.”", ["”The dam holds,”"]),
        # Words held up.
        ('The "ghost dam" stands empty.', ['"ghost dam"']),
        ("The so-called ‘ghost dam’ stands empty.", ["‘ghost dam’"]),
        ("A 'ghost dam' stands empty.", ["'ghost dam'"]),
        # A quotation within a quotation: the outermost is found.
        ("\"He told me 'run' and I ran,\" said Orla Fenn.", ["\"He told me 'run' and I ran,\""]),
        ("“He told me ‘run’ and I ran,” said Orla Fenn.", ["“He told me ‘run’ and I ran,”"]),
        ("‘He told me “run” and I ran,’ said Orla Fenn.", ["‘He told me “run” and I ran,’"]),
        ("'He told me \"run\" and I ran,' said Orla Fenn.", ["'He told me \"run\" and I ran,'"]),
        ("“He told me ‘run.’” She ran.", ["“He told me ‘run.’”"]),
        ("“He called it “a ruin” twice,” she said.", ["“He called it “a ruin” twice,”"]),
        # Straight marks where curly ones were mistyped.
        ('“The dam holds," said Vell.', ['“The dam holds,"']),
        ('"The dam holds,” said Vell.', ['"The dam holds,”']),
        # Brackets and dashes beside the marks.
        ('The office ("a joke," she said) closed.', ['"a joke,"']),
        ("The office—“a joke”—closed.", ["“a joke”"]),
        ("[“A joke.”]", ["“A joke.”"]),
        # At the edges of the text.
        ('"Go."', ['"Go."']),
        ("‘Go!’", ["‘Go!’"]),
        ("'Go?'", ["'Go?'"]),
    ],
)
def test_marks_of_every_style_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The players' union and the owners' league met.",
        "The players’ union and the owners’ league met.",
        "It wasn't the dam's fault, and Vell's crew didn't say it was.",
        "It wasn’t the dam’s fault, and Vell’s crew didn’t say it was.",
        "James' dog and Burgess' cat sat in Otis' yard.",
        "They told 'em in the '90s to get 'em out.",
        "They told ’em in the ’90s to get ’em out.",
        "Rock 'n' roll was played in '68 and '69.",
        "The wall is 5' 11\" high and the gate 6' wide.",
        "A 12\" pipe fed the 3' tank.",
        "Flood '23 was the worst since the '50s.",
        "'Twas the night of the flood.",
        "The O'Hara and D'Souza families left.",
        "Members' votes, workers' pay and drivers' hours.",
        "No marks at all stand here.",
        "",
    ],
)
def test_apostrophes_feet_and_inches_are_no_quotation(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'It wasn't the dam's fault,' said Vell.", ["'It wasn't the dam's fault,'"]),
        ("‘It wasn’t the dam’s fault,’ said Vell.", ["‘It wasn’t the dam’s fault,’"]),
        ("'The players' union is right,' said Vell.", ["'The players' union is right,'"]),
        ("‘The players’ union is right,’ said Vell.", ["‘The players’ union is right,’"]),
        ("'We told 'em to go,' said Vell.", ["'We told 'em to go,'"]),
        ("‘We told ’em to go,’ said Vell.", ["‘We told ’em to go,’"]),
        ("'It was built in the '90s,' said Vell.", ["'It was built in the '90s,'"]),
        ('"The wall is 5\' high," said Vell.', ['"The wall is 5\' high,"']),
        ("The union's 'red lines' are the members' own.", ["'red lines'"]),
        ("The workers' 'red lines' moved.", ["'red lines'"]),
        ("'I trust Vell's judges' verdicts,' he said.", ["'I trust Vell's judges' verdicts,'"]),
        ("Vell's 'final offer' and Fenn's 'last word' differ.", ["'final offer'", "'last word'"]),
    ],
)
def test_apostrophes_inside_single_marks_do_not_close_them(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "is_open"),
    [
        ('"The dam holds, said Vell.', ['"The dam holds, said Vell.'], [True]),
        ('Vell said: "The dam holds.', ['"The dam holds.'], [True]),
        ("Vell said, “The dam holds.", ["“The dam holds."], [True]),
        ('The dam holds," said Vell.', [], []),
        ("The dam holds,” said Vell.", [], []),
        ("'The dam holds, said Vell.", [], []),
        ('The dam "holds, said Vell.', [], []),
        ('"The dam holds," she said. "It is sound.', ['"The dam holds,"', '"It is sound.'], [False, True]),
    ],
)
def test_unbalanced_marks(text: str, expected: list[str], is_open: list[bool]) -> None:
    assert quoted(text) == expected
    assert [one.is_open for one in quotations(text)] == is_open


def test_a_quotation_runs_over_paragraphs_that_each_open_with_a_mark() -> None:
    text = 'Vell said: "The dam holds.\n"It will hold for years.\n"Nobody need leave."\n"I left," said Fenn.'
    found = quotations(text)
    assert [text[q.start : q.end] for q in found] == [
        '"The dam holds.', '"It will hold for years.', '"Nobody need leave."', '"I left,"',
    ]  # fmt: skip
    assert [(q.is_open, q.continues) for q in found] == [(True, False), (True, True), (False, True), (False, False)]


def test_a_closed_quotation_is_not_carried_on() -> None:
    found = quotations("“The dam holds.”\n“It will hold for years.”")
    assert [q.continues for q in found] == [False, False]


def test_an_open_quotation_is_not_carried_on_where_the_next_paragraph_opens_with_words() -> None:
    found = quotations("Vell said: “The dam holds.\nFenn said: “It does not.”")
    assert [(q.is_open, q.continues) for q in found] == [(True, False), (False, False)]


def test_a_stray_mark_takes_only_its_own_paragraph() -> None:
    text = 'Vell said: "The dam holds.\nIt rained all night.\n"I left," said Fenn.'
    assert quoted(text) == ['"The dam holds.', '"I left,"']


def test_programme_names_are_quotations_for_the_rules_of_speech_to_judge() -> None:
    assert quoted('Vell told "Morning Circle" that the dam holds.') == ['"Morning Circle"']


def test_furniture_is_passed_over() -> None:
    text = 'The dam broke at noon today.\nRead more: "Ten things to know"\nIt was "a ruin" by night.'
    assert [text[q.start : q.end] for q in find_quotations(text, find_passages(a_report(text)))] == ['"a ruin"']


def test_the_marks_of_a_block_quotation_are_not_those_of_the_speech_in_it() -> None:
    text = (
        "The dam broke at noon today.\n\nFrom The Vantry Ledger:\n\n"
        '"The chief engineer said: "It was bound to fall." Nobody was hurt."\n\nMore follows.'
    )
    passages = find_passages(a_report(text))
    assert "block_quote" in [passage.kind for passage in passages]
    assert [text[q.start : q.end] for q in find_quotations(text, passages)] == ['"It was bound to fall."']


MARKED = st.text(alphabet="ab sS.,!?\n\"'“”‘’«»„`-—5(", max_size=80)


@given(MARKED)
def test_quotations_are_in_order_disjoint_and_inside_their_passage(text: str) -> None:
    passages = body(text)
    found = find_quotations(text, passages)
    ends = [0] + [one.end for one in found]
    for one, end_before in zip(found, ends, strict=False):
        assert end_before <= one.start < one.end <= len(text)
        assert any(p.start <= one.start and one.end <= p.end for p in passages)
        assert text[one.start] in "\"'“‘«„`" or any(text[one.start] == "”" and p.start == one.start for p in passages)
        if not one.is_open:
            assert text[one.end - 1] in "\"'”’»“"


@given(st.sampled_from(['""', "“”", "‘’", "«»"]), st.lists(st.sampled_from(["ash", "tide", "mill"]), min_size=1))
def test_plain_words_between_a_pair_are_that_quotation(marks: str, words: list[str]) -> None:
    speech = marks[0] + " ".join(words) + "," + marks[1]
    assert quoted(f"Then {speech} she said.") == [speech]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He wrote, "Thank you Kestrel! #Tasker2031" on Friday.', ['"Thank you Kestrel! #Tasker2031"']),
        ('"Vote in 2031" he said, "and stay."', ['"Vote in 2031"', '"and stay."']),
        ('"The 5" pipe burst," she said.', ['"The 5" pipe burst,"']),
        ('The 5" pipe burst. "It leaks," she said.', ['"It leaks,"']),
    ],
)
def test_a_mark_behind_a_figure_closes_where_one_is_open(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text, body(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"They were “leaked” to us. Nice!" Vell wrote.', ['"They were “leaked” to us. Nice!"']),
        ('“They called it a "flop" and a lie,” Vell said.', ['“They called it a "flop" and a lie,”']),
        ('“We lost it," Vell said. “No.”', ['“We lost it,"', "“No.”"]),
        ("“We lost it,” she said. “He weakens our trust in it. “", ["“We lost it,”", "“He weakens our trust in it. “"]),
    ],
)
def test_marks_of_two_styles(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected
