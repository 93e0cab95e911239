"""The head of a plain-text report."""

from __future__ import annotations

import pytest

from whence.read.plain import read_head

BODY = (
    "The dam above Harrow Vale failed before dawn on Tuesday and at least 14 people were missing, county officials "
    "said. Rescue teams from three counties were on their way.\n\n“We heard it before we saw it,” said Mara Lindqvist."
)


def test_a_date_and_the_body_on_one_line() -> None:
    head = read_head(" date 2031-03-04 " + BODY)
    assert head.published is not None
    assert (head.published.value, head.published.basis) == ("2031-03-04", "header")
    assert head.title is None


def test_a_date_line_then_a_headline() -> None:
    head = read_head("date 2031-03\n\nDam fails above Harrow Vale\n\n" + BODY)
    assert head.published is not None
    assert (head.published.value, head.published.latest) == ("2031-03", "2031-03-31")
    assert head.title == "Dam fails above Harrow Vale"


def test_headline_byline_and_date() -> None:
    head = read_head("Dam fails above Harrow Vale\nBy Ines Calder and Tom van Okoro\nMarch 4, 2031\n\n" + BODY)
    assert head.title == "Dam fails above Harrow Vale"
    assert head.byline == "Ines Calder and Tom van Okoro"
    assert head.published is not None
    assert head.published.value == "2031-03-04"


def test_headline_then_a_share_line() -> None:
    head = read_head("Dam fails: 'Nothing was left'\nShare this @example.org\n" + BODY)
    assert head.title == "Dam fails: 'Nothing was left'"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Published: 4 Mar 2031", "2031-03-04"),
        ("Published on March 4, 2031 at 7:15 AM", "2031-03-04T07:15"),
        ("Tuesday 4 March 2031", "2031-03-04"),
        ("2031-03-04", "2031-03-04"),
        ("Updated: March 4, 2031", "2031-03-04"),
        ("By Ines Calder | March 4, 2031", "2031-03-04"),
        ("Ines Calder – 4 March 2031", "2031-03-04"),
    ],
)
def test_date_lines(line: str, value: str) -> None:
    head = read_head(f"Dam fails above Harrow Vale\n\n{line}\n\n{BODY}")
    assert head.published is not None
    assert head.published.value == value


def test_published_wins_over_updated() -> None:
    head = read_head(f"Dam fails above the vale\nPublished: 4 March 2031\nUpdated: 6 March 2031\n\n{BODY}")
    assert head.published is not None
    assert head.published.value == "2031-03-04"
    head = read_head(f"Dam fails above the vale\nUpdated: 6 March 2031\nPublished: 4 March 2031\n\n{BODY}")
    assert head.published is not None
    assert head.published.value == "2031-03-04"


def test_labelled_lines() -> None:
    head = read_head(
        "Title: Dam fails\nOutlet: The Vale Courier\nDate: 2031-03-04\nBy: Ines Calder\n"
        "URL: https://courier.example/dam\n\n" + BODY
    )
    assert (head.title, head.outlet, head.byline) == ("Dam fails", "The Vale Courier", "Ines Calder")
    assert head.url == "https://courier.example/dam"
    assert head.published is not None
    assert head.published.value == "2031-03-04"


@pytest.mark.parametrize("line", ["date 2031-02-30", "Published: February 30, 2031", "Date: 2031-02-30"])
def test_an_impossible_date_is_told(line: str) -> None:
    head = read_head(f"{line}\n\n{BODY}")
    assert head.published is None
    assert head.bad_date is not None


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "HARROW VALE (WP) — The dam failed\n\n" + BODY,
        "The dam above Harrow Vale failed before dawn on Tuesday and at\nleast 14 people were missing, county "
        "officials said. Rescue\nteams were on their way from three counties and from the coast.",
        "Story highlights A dam has failed in the north\n\n" + BODY,
        "The dam on Tuesday (Ines Calder/Reuters)\n\n" + BODY,
        "Nothing was left standing there. The dam above the vale\n\n" + BODY,
        "PRESS RELEASE\n\n" + BODY,
        "6 years ago\n\n" + BODY,
        "Ines Calder and Tom Okoro\n\n" + BODY,
        "The county said that the dam\nhad failed.",
        "From The Northern Post:\n\n" + BODY,
        "Dam fails above Harrow Vale",
        "By Monday night the water had gone\n\n" + BODY,
        "https://courier.example/dam\n\n" + BODY,
        "",
        "\n \n",
    ],
)  # fmt: skip
def test_no_headline_is_invented(text: str) -> None:
    assert read_head(text).title is None


@pytest.mark.parametrize(
    "line",
    ["By Monday night the water had gone", "By the Numbers", "By Sunday", "By March the dam was full",
     "By 2031, all of it", "By A Thread", "By the time they came it was over."],
)  # fmt: skip
def test_no_byline_is_invented(line: str) -> None:
    assert read_head(f"Dam fails above Harrow Vale\n{line}\n\n{BODY}").byline is None


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ines Calder", "Ines Calder"),
        ("BY INES CALDER AND TOM OKORO", "INES CALDER AND TOM OKORO"),
        ("By Ines Calder, Northern Post", "Ines Calder, Northern Post"),
        ("By Ines Calder | Northern Post", "Ines Calder"),
        ("By The Northern Press", "The Northern Press"),
        ("By Jean-Luc O’Dowd Jr.", "Jean-Luc O’Dowd Jr."),
    ],
)
def test_bylines(line: str, byline: str) -> None:
    assert read_head(f"Dam fails above Harrow Vale\n{line}\n\n{BODY}").byline == byline


def test_dates_that_head_the_parts_of_a_chronicle_do_not_date_it() -> None:
    text = "What happened at the dam\n\n" + "\n\n".join(f"March {day}, 2031\n\n{BODY}" for day in (4, 5, 6))
    assert read_head(text).published is None


def test_a_date_in_the_body_does_not_date_the_report() -> None:
    assert read_head("Dam fails above Harrow Vale\n\n" + BODY + "\n\nMarch 9, 2031\n\nThe end.").published is None
    assert read_head("On March 4, 2029 the dam was inspected, and nothing was found. " + BODY).published is None


def test_the_date_of_a_letter_inside_is_not_the_reports() -> None:
    text = "The county sent the following letter to the water board on its dam:\nMarch 1, 2031\nDear board, " + BODY
    assert read_head(text).published is None


def test_a_dateline_with_a_whole_date() -> None:
    head = read_head("HARROW VALE, March 4, 2031 (WP) - " + BODY)
    assert head.published is not None
    assert (head.published.value, head.published.confidence) == ("2031-03-04", 0.9)
