"""Passages: where one ends, and what each is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked_text import a_report
from whence.mark.passages import find_passages
from whence.records import Passage

BODY = "The dam at Ostry Head gave way at noon on Monday, and the lower town was under water by two."
MORE = "Crews worked through the night to move people out of the lower streets to the school on the hill."


def cut(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """Kind and words of every passage."""
    return [(p.kind, text[p.start : p.end]) for p in find_passages(a_report(text, title=title))]


def kind_of(line: str) -> str:
    """The kind of a line in the middle of a report."""
    text = "\n\n".join([BODY, MORE, BODY, MORE, BODY, MORE, line, MORE, BODY])
    return next(p.kind for p in find_passages(a_report(text)) if text[p.start : p.end] == line)


def test_every_line_is_a_passage() -> None:
    assert cut(f"{BODY}\n{MORE}\n\n\n{BODY}") == [("body", BODY), ("body", MORE), ("body", BODY)]


def test_the_headline_stands_first_and_ends_no_sentence() -> None:
    assert cut(f"Dam gives way at Ostry Head\n\n{BODY}\n{MORE}")[0] == ("headline", "Dam gives way at Ostry Head")


def test_a_first_sentence_is_no_headline() -> None:
    assert cut(f"{BODY}\n{MORE}")[0] == ("body", BODY)


def test_a_lone_line_is_no_headline() -> None:
    assert cut("Dam gives way at Ostry Head") == [("body", "Dam gives way at Ostry Head")]


def test_the_given_title_is_the_headline_wherever_it_stands() -> None:
    text = f"VANTRY LEDGER\n\nDam gives way, at last!\n\n{BODY}"
    assert ("headline", "Dam gives way, at last!") in cut(text, title="Dam Gives Way at Last")


@pytest.mark.parametrize(
    "prefix",
    ["date 2031-03-10", "date 2031-03", "Date: 2031-03-10", "date: March 10, 2031", "date 10 March 2031",
     "date 10/03/2031", "date 2031-03-10T08:30"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", " "])
def test_a_date_before_the_first_words_is_a_header(prefix: str, before: str) -> None:
    found = cut(f"{before}{prefix} {BODY}\n\n{MORE}")
    assert [kind for kind, _ in found] == ["header", "body", "body"]
    assert found[0][1].strip() == prefix
    assert found[1][1] == BODY


def test_a_sentence_that_begins_with_the_word_date_is_none() -> None:
    assert cut(f"Date palms fell in the storm at Ostry Head on Monday.\n{MORE}")[0][0] == "body"


@pytest.mark.parametrize(
    "dateline",
    [
        "OSTRY HEAD —",
        "OSTRY HEAD, Vantria —",
        "OSTRY HEAD, Vantria (Interpress) —",
        "OSTRY HEAD (AP) —",
        "OSTRY HEAD, March 10 (Reuters) -",
        "Ostry Head (Interpress) –",
        "OSTRY HEAD --",
    ],
)
def test_a_dateline_stands_apart_from_the_words_it_leads(dateline: str) -> None:
    found = cut(f"Dam gives way\n\n{dateline} {BODY}\n\n{MORE}")
    assert found[1:3] == [("header", dateline), ("body", BODY)]


@pytest.mark.parametrize(
    "line",
    [
        "The crew — all nine of them — got out of the tunnel before it filled.",
        "NATO-led crews went in on Monday to help the town.",
        "A blue-green slick covered the harbour by nightfall on Monday.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(line: str) -> None:
    assert cut(f"{line}\n\n{BODY}\n\n{MORE}")[0] == ("body", line)


@pytest.mark.parametrize(
    "line",
    [
        "By Mara Vell",
        "By Mara Vell and Piers Okonjaro",
        "By Mara Vell, Environment Correspondent",
        "BY MARA VELL",
        "Published: March 10, 2031",
        "Updated 10 March 2031, 08:30 GMT",
        "Posted 2031-03-10",
        "March 10, 2031",
        "Monday, March 10, 2031",
        "10 March 2031",
        "2031-03-10 08:30",
        "By Mara Vell | March 10, 2031",
        "(Reuters)",
    ],
)
def test_bylines_and_dates_near_the_top_are_headers(line: str) -> None:
    assert cut(f"Dam gives way at Ostry Head\n\n{line}\n\n{BODY}\n\n{MORE}")[1] == ("header", line)


@pytest.mark.parametrize(
    "line",
    [
        "By the time crews came, the lower town was gone.",
        "By noon the water had reached the school.",
        "By late Monday, 40 people had been moved.",
        "March brought rain.",
    ],
)
def test_a_short_first_sentence_is_no_header(line: str) -> None:
    assert cut(f"Dam gives way at Ostry Head\n\n{line}\n\n{BODY}\n\n{MORE}")[1] == ("body", line)


@pytest.mark.parametrize(
    "line",
    [
        "Crews at the dam on Monday. (AP Photo/Mara Vell)",
        "Crews at the dam on Monday (Photo: Mara Vell)",
        "The lower town under water. (Mara Vell/Getty Images)",
        "The lower town under water. (Image credit: Mara Vell)",
        "The lower town under water (Credit: Vantry Water)",
        "Photo: Mara Vell",
        "FILE PHOTO: The dam at Ostry Head in 2029.",
        "Image credit: Mara Vell",
        "Picture by: Mara Vell",
    ],
)
def test_captions(line: str) -> None:
    assert kind_of(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "The picture of the dam (and of the town) was taken on Monday.",
        "The photo shows the dam before it fell, the inspectors said.",
        "He spoke for the file: the dam had never been checked.",
    ],
)
def test_sentences_about_pictures_are_no_captions(line: str) -> None:
    assert kind_of(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Share this story", "Share this @vantryledger", "Share on Facebook", "Tweet", "Email", "Print", "Comments 12",
        "Advertisement", "ADVERTISEMENT", "Sponsored content", "Article continues below advertisement",
        "Story continues below", "Read more: Dam gives way", "READ MORE Ten floods that changed the valley",
        "Read also: the town that moved", "See also: the town that moved", "Watch: the dam falls",
        "Related: the town that moved", "Related stories", "More on this story", "More from the Vantry Ledger",
        "Most read", "Top stories", "Sign up for our newsletter", "Subscribe to the Ledger for a month",
        "Sign up to our daily briefing for all you need to know", "Have the news delivered straight to your inbox",
        "Get the latest in your inbox", "Follow us on Twitter", "Follow Mara Vell on X", "Like us on Facebook",
        "Copyright 2031 Vantry Ledger", "© 2031 Vantry Ledger", "The Vantry Ledger. All rights reserved.",
        "This material may not be published, broadcast, rewritten or redistributed.", "Download our app",
        "Click here to subscribe", "Skip to content", "Loading...", "Privacy policy", "Terms of use | Privacy policy",
        "We use cookies to make the site work", "Support our journalism", "Have a tip? Write to us",
        "Got a news tip? Call us", "View all comments", "Leave a comment", "Tags: dam, flood", "Filed under: Floods",
        "Topics: dam, flood", "Next article", "Trending now", "Video", "Live updates",
        "(Reporting by Mara Vell; editing by Piers Okonjaro)", "Additional reporting by Mara Vell",
        "You may also like", "Comments are closed", "Older posts", "Follow the Vantry Ledger for updates",
        "Do you have pictures of the dam? Write to us", "Home | News | Sport", "To advertise, call the office",
        "***", "---", "More:Dam gives way", "Inside the town that moved: a river's last summer Read more",
    ],
)  # fmt: skip
def test_furniture_is_labelled(line: str) -> None:
    assert kind_of(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell sharply after the dam gave way on Monday.",
        "Tags on the bodies carried numbers, not names.",
        "Print workers walked out over the weekend.",
        "Related families were housed together at the school on the hill.",
        "Subscribers of the water company are owed money, the regulator said.",
        "Comments by the mayor angered families on Tuesday.",
        "Follow-up checks found cracks in two more dams.",
        "Support for the mayor fell to 31% after the flood.",
        "Video of the wave spread within the hour.",
        "Watch crews saw the wall bulge an hour before it fell.",
        "Email records show that the inspector was warned in May.",
        "Top engineers at the company knew, the inquiry heard.",
        "Trending downwards since May, the level then rose by a metre.",
        "Most people in the lower town had left by noon.",
        "Get out, the mayor told the lower town.",
        "Sign language was used at the hearing.",
    ],
)
def test_sentences_that_begin_like_furniture_are_not(line: str) -> None:
    assert kind_of(line) == "body"


@pytest.mark.parametrize(
    "line",
    ["• Forty moved", "* Forty moved", "- Forty moved", "1. Forty moved", "2) Forty moved", "– Forty moved"],
)
def test_lists(line: str) -> None:
    assert kind_of(line) == "list"


@pytest.mark.parametrize(
    "intro",
    [
        "From The Vantry Ledger:", "From the Vantry Ledger:", "Via Calder Bay Radio:", "Per The Vantry Ledger:",
        "The Vantry Ledger reports:", "The Vantry Ledger reported Monday:", "Calder Bay Radio has more:",
    ],
)  # fmt: skip
def test_the_paragraph_after_an_announced_outlet_is_quoted(intro: str) -> None:
    found = cut(f"{BODY}\n\n{intro}\n\n{MORE}\n\n{BODY}")
    assert [kind for kind, _ in found] == ["body", "body", "block_quote", "body"]


def test_a_block_quotation_of_several_paragraphs_in_marks() -> None:
    text = f"{BODY}\n\nFrom The Vantry Ledger:\n\n“{MORE}\n\n“{BODY}”\n\n{MORE}"
    assert [kind for kind, _ in cut(text)] == ["body", "body", "block_quote", "block_quote", "body"]


def test_a_colon_alone_announces_no_block_quotation() -> None:
    text = f"{BODY}\n\nThe mayor gave three reasons:\n\n{MORE}"
    assert [kind for kind, _ in cut(text)] == ["body", "body", "body"]


def test_text_wrapped_by_hand_is_joined_between_blank_lines() -> None:
    text = (
        "The dam at Ostry Head gave way at noon on Monday, and the\n"
        "lower town was under water by two, the water company said\n"
        "in a short note to the press.\n"
        "\n"
        "Crews worked through the night to move people out of the\n"
        "lower streets to the school on the hill, where beds stood\n"
        "ready in the hall.\n"
    )
    assert [kind for kind, _ in cut(text)] == ["body", "body"]
    assert cut(text)[1][1].endswith("ready in the hall.")


def test_lines_that_end_sentences_are_not_joined() -> None:
    text = f"{BODY}\n{MORE}\n{BODY}\n{MORE}\n{BODY}\n\n{MORE}"
    assert len(cut(text)) == 6


def passages_of(text: str) -> list[Passage]:
    return find_passages(a_report(text))


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from([BODY, "date 2031-03-10 Dam falls", "OSTRY HEAD — Crews came.", "From The Vantry Ledger:",
                         "“Go,” he said", "Read more: floods", "• one", "", "  ", "\u2028", "\x0c"]),
    ),
    max_size=12,
)  # fmt: skip


@given(LINES)
def test_every_character_that_is_no_white_space_lies_in_exactly_one_passage(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = passages_of(text)
    assert [p.seq for p in found] == list(range(len(found)))
    covered = [0] * len(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
        for at in range(one.start, one.end):
            covered[at] += 1
    assert max(covered, default=0) <= 1
    assert all(covered[at] for at, letter in enumerate(text) if not letter.isspace())
    assert len({p.id for p in found}) == len(found)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ana Quill is a professor of law at Lower Weir College and the author of “Stone and Water”.", "boilerplate"),
        ("Jon Marsh, a former miner, is a columnist for the Weir Post.", "boilerplate"),
        ("The opinions expressed in this commentary are hers.", "boilerplate"),
        ("Like what you read here? Sign up for free alerts from the Weir Post.", "boilerplate"),
        ("Editor's note: The following is a weekly letter by Jon Marsh.", "boilerplate"),
        ("Marsh is visiting the quarry, where he will host a dinner for the crews.", "body"),
        ("The Weir Post is facing questions after its editor left the meeting.", "body"),
        ("Ana Quill was among the speakers, an author told the crowd.", "body"),
    ],
)
def test_lines_about_the_author_at_the_foot(line: str, kind: str) -> None:
    told = [f"The wall at the weir gave way in the night of day {number}, a warden said." for number in range(8)]
    text = "\n\n".join([*told, line])
    (found,) = [p for p in find_passages(a_report(text)) if text[p.start : p.end] == line]
    assert found.kind == kind


def test_a_line_about_an_author_amid_the_report_is_told() -> None:
    told = [f"The wall at the weir gave way in the night of day {number}, a warden said." for number in range(5)]
    line = "Ana Quill is a professor of law at Lower Weir College, and saw the wave."
    text = "\n\n".join([*told, line, *told])
    (found,) = [p for p in find_passages(a_report(text)) if text[p.start : p.end] == line]
    assert found.kind == "body"
