"""The date of an undated report, from its own evidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

from whence.mark.dating import infer_published
from whence.mark.moments import find_moments
from whence.mark.parse import parse
from whence.mark.passages import find_passages
from whence.records import Published, Report


def infer(nlp: Language, text: str) -> Published | None:
    report = Report(id="r", origin="r.txt", text=text)
    passages = find_passages(report)
    doc = parse(text, passages, nlp)
    return infer_published(doc, report, passages, find_moments(doc, report, passages))


def bounds(nlp: Language, text: str) -> tuple[str | None, str | None]:
    published = infer(nlp, text)
    assert published is not None
    return published.earliest, published.latest


def test_no_evidence_gives_none(nlp: Language) -> None:
    assert infer(nlp, "The bridge fell into the river and nobody was hurt.") is None


def test_a_date_told_as_past_bounds_below(nlp: Language) -> None:
    text = "The bridge collapsed on 4 May 2016. Engineers blamed the flood."
    assert bounds(nlp, text) == ("2016-05-04", None)


def test_a_date_to_come_bounds_above(nlp: Language) -> None:
    text = "The bridge collapsed on 4 May 2016. The new one will open on 9 June 2017."
    assert bounds(nlp, text) == ("2016-05-04", "2017-06-09")


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was due to open on 4 May 2030.",
        "She planned to retire in 2030.",
        "If the dam had failed in 2030, the town would have gone.",
        "Critics of the 2030 games said the cost was too high.",
        "In 2030, he said, the sea would reach the door.",
    ],
)
def test_a_date_ahead_of_a_past_verb_is_no_bound_below(nlp: Language, text: str) -> None:
    published = infer(nlp, text)
    assert published is None or published.earliest is None


def test_months_without_a_year_fix_nothing(nlp: Language) -> None:
    published = infer(nlp, "The bridge collapsed on May 4. Divers searched the river in June.")
    assert published is not None
    assert (published.earliest, published.latest, published.basis) == (None, None, None)
    assert "nothing fixes the year" in published.reason


STORY = (
    "The governor refused to accept her defeat in the 2016 election.\n\n"
    "Troops arrived in August. The first clash happened on September 3, and talks collapsed on October 9.\n\n"
    "Neighbours do not recognise the winner of last year's election."
)


def test_last_years_event_with_its_year_fixes_the_year(nlp: Language) -> None:
    published = infer(nlp, STORY)
    assert published is not None
    assert (published.earliest, published.latest) == ("2017-10-09", "2017-12-31")
    assert (published.value, published.basis) == (None, "inferred")
    assert published.confidence < 0.9
    assert "October 9" in published.reason
    assert "last year's" in published.reason


def test_last_years_event_is_not_an_older_one_of_the_kind(nlp: Language) -> None:
    text = STORY + " Turnout was higher than in 2024, a record."
    published = infer(nlp, text)
    assert published is None or published.latest is None


def test_the_turn_of_the_year_leaves_two_readings(nlp: Language) -> None:
    text = (
        "He won the 2016 election. Rebels attacked on December 20 and fled on January 3. "
        "Few trust last year's election."
    )
    assert bounds(nlp, text) == ("2017-01-01", "2017-12-31")


def test_a_full_date_in_the_dateline_is_the_day(nlp: Language) -> None:
    text = "PORT ELLIS, March 3, 2014 (Coast Wire) - The ferry sank in a storm.\n\nNobody was hurt."
    published = infer(nlp, text)
    assert published is not None
    assert (published.value, published.earliest, published.latest) == ("2014-03-03",) * 3


def test_the_inferred_interval_resolves_the_moments(nlp: Language) -> None:
    report = Report(id="r", origin="r.txt", text=STORY)
    passages = find_passages(report)
    doc = parse(STORY, passages, nlp)
    published = infer_published(doc, report, passages, find_moments(doc, report, passages))
    assert published is not None
    moments = find_moments(doc, replace(report, published=published), passages)
    values = {STORY[m.start : m.end]: m.value for m in moments}
    assert values["September 3"] == "2017-09-03"
    assert values["last year"] == "2016"


@pytest.mark.data
def test_the_undated_seed(nlp: Language, data_dir: Path) -> None:
    paths = sorted((data_dir / "seeds").glob("003*.txt"))
    if not paths:
        pytest.skip("the seeds are not in the development data")
    published = infer(nlp, paths[0].read_text(encoding="utf-8"))
    assert published is not None
    assert published.earliest is not None
    assert "2025-11-27" <= published.earliest <= "2025-12-01"
    assert published.latest is None or published.latest >= "2025-12-01"


@pytest.mark.parametrize(
    "line", ["3 March 2014", "Published: 3 March 2014", "Monday, March 3, 2014 10:15 GMT", "Posted on March 3, 2014"]
)
def test_a_date_in_a_line_of_its_own_at_the_head(nlp: Language, line: str) -> None:
    text = f"Bridge falls at Ostra\n\n{line}\n\nThe old bridge fell into the river and nobody was hurt."
    assert bounds(nlp, text) == ("2014-03-03", "2014-03-03")


def test_two_date_lines_or_one_of_an_update_give_no_day(nlp: Language) -> None:
    body = "The old bridge fell into the river and nobody was hurt."
    for lines in ("3 March 2014\n5 March 2014", "Updated 5 March 2014", "Born 5 March 2014 in Ostra"):
        found = infer(nlp, f"Bridge falls at Ostra\n\n{lines}\n\n{body}")
        assert found is None or found.earliest != found.latest


# --- dates that are spoken of ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The accord of 14 May 2016 is a model to many in the town of Ostra.", "2016-05-14"),
        ("Since March 2016 nobody has crossed the old bridge over the river Lom.", "2016-03-01"),
        ("The bridge, closed 4 May 2016 after the flood, is a danger to everybody near it.", "2016-05-04"),
        ("Nobody in Ostra is proud of what the council did in 2016 to the bridge.", "2016-01-01"),
    ],
)
def test_a_date_that_is_spoken_of_bounds_below(nlp: Language, text: str, first: str) -> None:
    assert bounds(nlp, f"The bridge at Ostra\n\n{text}\n\nNobody was hurt.") == (first, None)


@pytest.mark.parametrize(
    "text",
    [
        "The town of Ostra is to be free of floods by 2030, says the council.",
        "The bonds of the bridge company mature in 2030 and pay six per cent.",
        "Her race for the governor's seat in 2030 is the talk of the town.",
        "The council wants a new bridge over the river Lom in 2030.",
        "Nobody in Ostra speaks of anything but the 2030 games now.",
    ],
)
def test_a_date_that_may_be_to_come_is_no_bound_below(nlp: Language, text: str) -> None:
    published = infer(nlp, text)
    assert published is None or published.earliest is None


def test_the_latest_that_is_spoken_of_counts_and_the_reason_names_it(nlp: Language) -> None:
    published = infer(nlp, "The bridge of 1931 fell on 4 May 2016. Nobody has crossed the river since June 2016.")
    assert published is not None
    assert published.earliest == "2016-06-01"
    assert published.reason.startswith("not before 1 June 2016: ")
    assert "June 2016" in published.reason


def test_a_signed_post_bounds_below_by_the_day_before(nlp: Language) -> None:
    text = "The mayor was angry.\n\nThe council lied to all of us. — Ada Vell (@adavell) January 3, 2020\n\nHe left."
    published = infer(nlp, text)
    assert published is not None
    assert (published.earliest, published.latest) == ("2020-01-02", None)
    assert "holds a post signed January 3, 2020" in published.reason


def test_a_link_to_another_report_is_no_evidence(nlp: Language) -> None:
    published = infer(nlp, "The old bridge fell into the river and nobody was hurt.\n\nFloods of May 4, 2031")
    assert published is None or published.earliest is None


@pytest.mark.parametrize("notice", ["Copyright 2016 The Ostra Post", "© 2009-2016 Ostra Post. All rights reserved."])
def test_a_notice_of_copyright_bounds_above_and_never_below(nlp: Language, notice: str) -> None:
    text = f"The old bridge fell into the river and nobody was hurt, as far as the council knows.\n\n{notice}"
    published = infer(nlp, text)
    assert published is not None
    assert (published.earliest, published.latest) == (None, "2016-12-31")
    assert published.reason == "not after 31 December 2016: its notice of copyright gives 2016"
