from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.compare import Comparable, compare_reports
from whence.compare.comparable import word_form, word_spans
from whence.records import PassageKind, Reuse, Spans

FLOOD = (
    "The river broke through the northern embankment shortly before dawn, sweeping parked lorries into the fish market "
    "and cutting the only road that links the harbour with the upper town."
)
BEFORE = "Markets in the capital closed mixed while traders waited for word from the central bank about the currency."
AFTER = "A festival of wooden boats, planned for the first weekend of summer, has sold out for the third time running."


def report(
    report_id: str,
    text: str,
    day: str | None = None,
    outlet: str | None = None,
    credits: tuple[tuple[str, str], ...] = (),
    kinds: dict[int, PassageKind] | None = None,
) -> Comparable:
    """A report whose lines are its passages and whose double quotation marks are quotations."""
    passages: list[tuple[int, int, PassageKind]] = []
    for number, line in enumerate(re.finditer(r"[^\n]+", text)):
        passages.append((line.start(), line.end(), (kinds or {}).get(number, "body")))
    quoted: Spans = tuple(found.span() for found in re.finditer(r"“[^”]*”|\"[^\"]*\"", text))
    named = tuple((text.index(name), text.index(name) + len(name), name, kind) for name, kind in credits)
    return Comparable(report_id, text, None, outlet, day, day, tuple(passages), quoted, named)  # type: ignore[arg-type]


def words(text: str) -> list[str]:
    return [word_form(text[start:end]) for start, end in word_spans(text)]


def spans(row: Reuse, reports: list[Comparable]) -> tuple[str, str]:
    texts = {one.report_id: one.text for one in reports}
    return texts[row.a_report_id][row.a_start : row.a_end], texts[row.b_report_id][row.b_start : row.b_end]


def test_one_shared_paragraph_in_two_long_reports_is_found_exactly() -> None:
    pile = [report("a", f"{BEFORE}\n{FLOOD}"), report("b", f"{FLOOD.upper()}\n{AFTER}")]
    (row,) = compare_reports(pile)
    assert row.kind == "verbatim"
    assert row.similarity == 1.0
    assert spans(row, pile) == (FLOOD[:-1], FLOOD[:-1].upper())


def test_edited_copy_spans_the_words_that_differ() -> None:
    edited = FLOOD.replace("shortly before dawn", "early on a rainy morning").replace("fish market", "old fish market")
    pile = [report("a", FLOOD), report("b", edited)]
    (row,) = compare_reports(pile)
    assert row.kind == "edited"
    assert 0.75 < row.similarity < 1
    assert spans(row, pile) == (FLOOD[:-1], edited[:-1])


def test_a_twin_inside_one_report_is_the_earlier_span_first() -> None:
    pile = [report("a", f"{FLOOD}\n{BEFORE}\n{FLOOD}")]
    (row,) = compare_reports(pile)
    assert (row.a_report_id, row.b_report_id, row.direction) == ("a", "a", "unknown")
    assert row.a_start == 0
    assert row.b_start == len(FLOOD) + len(BEFORE) + 2
    assert "twice" in row.reason


def test_short_twins_in_turn_are_not_joined_across_each_other() -> None:
    one, two = FLOOD[:100].rsplit(" ", 1)[0], BEFORE
    pile = [report("a", f"{one}.\n{one}.\n{two}\n{two}")]
    rows = compare_reports(pile)
    assert len(rows) == 2
    assert all(row.a_end <= row.b_start for row in rows)


def test_a_quotation_of_one_speech_is_not_copying() -> None:
    said = "“The wall was never meant to hold that much water and everybody in this building knew it in March”"
    pile = [
        report("a", f"{said}, the engineer told a hearing on Tuesday.", outlet="Post"),
        report(
            "b", f"Ilse Maran was blunt when she was asked about the collapse. {said}, Ms. Maran said.", outlet="Sun"
        ),
    ]
    (row,) = compare_reports(pile)
    assert (row.kind, row.direction) == ("quotation", "common")
    assert spans(row, pile)[0] == said[1:-1]


def test_a_quotation_with_the_narration_around_it_is_copying() -> None:
    text = f"{FLOOD} “Nobody slept,” said the harbour master, who had watched the water climb since midnight."
    pile = [report("a", text), report("b", f"{BEFORE} {text}")]
    (row,) = compare_reports(pile)
    assert row.kind == "verbatim"


def test_furniture_is_left_out() -> None:
    pile = [
        report("a", f"{BEFORE}\n{FLOOD}", kinds={1: "boilerplate"}),
        report("b", f"{FLOOD}\n{AFTER}", kinds={0: "boilerplate"}),
    ]
    assert compare_reports(pile) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "The labour office said on Thursday that the number of people asking for help fell by 1,200 to 31,400.",
            "The labour office said on Thursday that the number of people asking for help rose by 800 to 34,100.",
            id="template with other numbers",
        ),
        pytest.param(
            "The minister said the northern dam will be inspected again before the winter storms reach the valley.",
            "The minister said the northern dam will not be inspected again before the winter storms reach the valley.",
            id="a sentence and its negation",
        ),
        pytest.param(
            "Foreign Minister Ada Orr, Defence Minister Tomas Lund, General Piet Haas and Admiral Juno Vale came.",
            "It was attended by Foreign Minister Ada Orr, Defence Minister Tomas Lund, General Piet Haas and Admiral "
            "Juno Vale on the eve of the vote.",
            id="names and titles in a row",
        ),
        pytest.param(
            "A ferry carrying 120 people sank off Port Sela on Monday and at least 14 of them drowned, police said.",
            "At least 14 people died when a ferry with 120 aboard went down near Port Sela on Monday, officers said.",
            id="one fact worded twice",
        ),
        pytest.param(
            "The council of Port Sela voted by nine to four late on Monday to close the ferry terminal for the winter, "
            "after engineers warned that the eastern pier could give way in a storm.",
            "Port Sela will have no winter ferries: councillors backed shutting the terminal in a vote of nine to four "
            "on Monday, citing an engineers' report on the weak eastern pier.",
            id="one vote worded twice",
        ),
    ],
)
def test_what_is_not_copying(one: str, other: str) -> None:
    assert compare_reports([report("a", one), report("b", other)]) == []


ORIGINAL = (
    "Governor Ilse Maran will gather her flood advisers in Port Sela on Monday to settle the 'final plan' for the "
    "northern dam, aides said. She has called the chief engineer Tomas Lund, the harbour master Piet Haas and the "
    "head of the rescue service, Juno Vale. The meeting is due to begin at 5pm, the Sela Courier reported. Maran "
    "pressed the dam's owners over the weekend, giving them a deadline to open the sluices."
)
REWRITE = (
    "Ilse Maran, the Governor, is set to convene her key flood advisers in Port Sela on Monday to decide on the “final "
    "plan” concerning the northern dam, according to aides. Among those summoned are chief engineer Tomas Lund, "
    "harbour master Piet Haas and Juno Vale, who leads the rescue service. The meeting is expected to start at 5 PM, "
    "as reported by the Sela Courier. Over the weekend Maran escalated pressure on the owners of the dam, setting a "
    "deadline for opening the sluices."
)


def test_a_reworded_paragraph_is_paraphrase_in_one_row() -> None:
    pile = [report("a", f"{ORIGINAL}\n{REWRITE}")]
    (row,) = compare_reports(pile)
    assert row.kind == "paraphrase"
    assert spans(row, pile)[1].startswith("Ilse Maran, the Governor")
    assert "in the same order" in row.reason


def test_a_rewrite_that_differs_in_its_numbers_is_not_paraphrase() -> None:
    other = REWRITE.replace("Monday", "Friday").replace("5 PM", "9 AM")
    assert not [row for row in compare_reports([report("a", ORIGINAL), report("b", other)]) if row.kind == "paraphrase"]


def test_a_rewrite_that_negates_a_statement_is_not_paraphrase() -> None:
    other = REWRITE.replace("is set to convene her key flood advisers", "will not gather her key flood advisers")
    assert not [row for row in compare_reports([report("a", ORIGINAL), report("b", other)]) if row.kind == "paraphrase"]


# --- direction -------------------------------------------------------------------------------------------------------


def only(*pile: Comparable) -> Reuse:
    (row,) = compare_reports(pile)
    return row


def test_the_earlier_published_is_a_whatever_the_ids() -> None:
    row = only(report("a", FLOOD, "2031-05-04", "Post"), report("b", FLOOD, "2031-05-02", "Sun"))
    assert (row.a_report_id, row.direction) == ("b", "a_to_b")
    assert row.confidence <= 0.6
    assert row.reason.startswith("published two days earlier; neither names a source")


def test_a_named_source_makes_the_direction_sure() -> None:
    row = only(
        report("a", FLOOD, "2031-05-02", "Sela Courier"),
        report(
            "b",
            f"{FLOOD} This was first reported by the Sela Courier.",
            "2031-05-04",
            "Post",
            (("Sela Courier", "cites"),),
        ),
    )
    assert row.direction == "a_to_b"
    assert row.confidence > 0.9
    assert row.reason.startswith("published two days earlier and named as its source")


def test_an_undated_source_that_is_named_is_the_parent() -> None:
    credited = f"The Sela Courier first told this. {FLOOD}"
    row = only(
        report("a", credited, None, "Post", (("Sela Courier", "cites"),)), report("b", FLOOD, None, "Sela Courier")
    )
    assert (row.a_report_id, row.direction) == ("a", "b_to_a")


def test_one_day_and_no_credit_is_unknown() -> None:
    row = only(report("a", FLOOD, "2031-05-02", "Post"), report("b", FLOOD, "2031-05-02", "Sun"))
    assert row.direction == "unknown"


def test_two_agency_lines_are_common() -> None:
    row = only(
        report("a", f"PORT SELA (AP) {FLOOD}", "2031-05-02", "Post", (("AP", "agency"),)),
        report("b", f"{FLOOD}\nThe Associated Press", "2031-05-04", "Sun", (("The Associated Press", "agency"),)),
    )
    assert row.direction == "common"
    assert "AP" in row.reason


def test_the_agency_itself_is_the_parent_of_what_carries_its_line() -> None:
    row = only(
        report("a", FLOOD, "2031-05-02", "Associated Press"),
        report("b", f"PORT SELA (AP) {FLOOD}", "2031-05-02", "Post", (("AP", "agency"),)),
    )
    assert row.direction == "a_to_b"


# --- the whole -------------------------------------------------------------------------------------------------------


def pile_of_six() -> list[Comparable]:
    return [
        report("a", f"{BEFORE}\n{FLOOD}", "2031-05-02", "Post"),
        report("b", f"{FLOOD}\n{AFTER}", "2031-05-02", "Sun"),
        report("c", f"{AFTER}\n{ORIGINAL}\n{REWRITE}", None, None),
        report("d", f"{ORIGINAL}\n{FLOOD.replace('northern', 'eastern')}", "2031-05-03", "Post"),
        report("e", "", None, None),
        report("f", "Short.", "2031-05-03", "Echo"),
    ]


def test_the_order_of_reports_makes_no_difference() -> None:
    pile = pile_of_six()
    rows = compare_reports(pile)
    assert rows
    for seed in range(5):
        shuffled = list(pile)
        random.Random(seed).shuffle(shuffled)
        assert compare_reports(shuffled) == rows


def test_ids_are_all_different_and_progress_ends_full() -> None:
    seen: list[tuple[int, int]] = []
    rows = compare_reports(pile_of_six(), progress=lambda done, total: seen.append((done, total)))
    assert len({row.id for row in rows}) == len(rows)
    assert seen[-1][0] == seen[-1][1]


def test_a_list_that_repeats_itself_is_no_reuse() -> None:
    refrain = "of the photos from the flooded harbour quarter of Port Sela where boats lie in the street today"
    text = "\n".join(f"Photo {number} {refrain}" for number in range(40))
    assert compare_reports([report("a", text)]) == []


def test_site_text_in_many_reports_of_one_outlet_is_no_reuse() -> None:
    about = (
        "Readers who want to hear first about storms and tides in the bay can write to our desk every weekday morning."
    )
    pile = [report(f"r{number:02}", f"{seeded_words(number)}\n{about}", "2031-05-02", "Post") for number in range(5)]
    assert compare_reports(pile) == []


def seeded_words(seed: int) -> str:
    letters = random.Random(seed)
    return " ".join("".join(letters.choices("bcdfghklmnprstvaeiou", k=6)) for _ in range(60))


STEMS = ("river", "bank", "storm", "council", "vote", "night", "pier", "ferry", "crew", "engine", "radio", "village")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 40), st.integers(0, 40), st.integers(12, 60))
def test_a_planted_copy_is_found_and_spans_start_and_end_at_words(seed: int, left: int, right: int, size: int) -> None:
    planted = " ".join(f"{STEMS[at % 12]}{at}x" for at in range(size))
    noise = random.Random(seed)
    one = f"{seeded_words(seed)[: left * 7]} {planted} {seeded_words(seed + 1)[: right * 7]}"
    other = f"{seeded_words(seed + 2)[: right * 7]} {planted} {seeded_words(seed + noise.randint(3, 9))[: left * 7]}"
    pile = [replace(report("a", one), passages=()), replace(report("b", other), passages=())]
    rows = [row for row in compare_reports(pile) if row.a_report_id != row.b_report_id]
    assert any(set(words(planted)) <= set(words(spans(row, pile)[0])) for row in rows)
    for row in rows:
        for text in spans(row, pile):
            assert text == text.strip()
        if row.kind == "verbatim":
            assert words(spans(row, pile)[0]) == words(spans(row, pile)[1])
