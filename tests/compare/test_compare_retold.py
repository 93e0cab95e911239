"""What copied text beside it says of a passage: short runs that an edit left, other numbers, sentences reworded."""

from __future__ import annotations

import re

import pytest

from whence.compare import Comparable, compare_reports
from whence.compare.retold import sentences
from whence.records import CreditKind, Reuse

COPIED = (
    "The harbour board of Lissom had warned in March that the old breakwater would not stand another winter, and that "
    "the fishing fleet would have to be moved to the northern basin before the first storms of October."
)
SECOND = (
    "Divers who went down on Thursday found two cracks near the lighthouse, each of them wide enough for a hand, and "
    "marked the place with yellow buoys so that pilots could keep clear of it after dark."
)
BEFORE = "Markets in the capital closed mixed while traders waited for word from the central bank about the currency."
AFTER = "A festival of wooden boats, planned for the first weekend of summer, has sold out for the third time running."
SENTENCE = "Captain Edda Brisk asked the board last week to close the eastern channel to large ships."
RETOLD = "Captain Edda Brisk urged the board last week that it close the eastern channel for big vessels."
OTHER = "Captain Edda Brisk said the pilots of the eastern channel will be paid for the extra nights."


def report(
    report_id: str, *lines: str, outlet: str | None = None, credits: tuple[tuple[str, CreditKind], ...] = ()
) -> Comparable:
    text = "\n".join(lines)
    passages = tuple((found.start(), found.end(), "body") for found in re.finditer(r"[^\n]+", text))
    quoted = tuple(found.span() for found in re.finditer(r"“[^”]*”", text))
    named = tuple((text.index(name), text.index(name) + len(name), name, kind) for name, kind in credits)
    return Comparable(report_id, text, None, outlet or report_id, None, None, passages, quoted, named)  # type: ignore[arg-type]


def held(rows: list[Reuse], pile: list[Comparable], words: str) -> list[str]:
    """The kinds of the rows whose spans hold words on either side."""
    texts = {one.report_id: one.text for one in pile}
    return [
        row.kind
        for row in rows
        if words in texts[row.a_report_id][row.a_start : row.a_end]
        or words in texts[row.b_report_id][row.b_start : row.b_end]
    ]


def test_a_sentence_reworded_beside_copied_text_is_a_paraphrase_and_says_beside_how_much() -> None:
    pile = [report("a", COPIED, SECOND, BEFORE, SENTENCE), report("b", RETOLD, AFTER, COPIED, SECOND)]
    rows = [row for row in compare_reports(pile) if row.kind == "paraphrase"]
    assert held(rows, pile, "close the eastern channel for") == ["paraphrase"]
    assert re.search(r"beside \d\d words that are copied, one sentence in two wordings", rows[0].reason)


def test_a_short_sentence_that_is_the_same_beside_copied_text_is_verbatim() -> None:
    short = "Ferries between Lissom and Tarn will not sail on Sunday nights."
    pile = [report("a", COPIED, BEFORE, short), report("b", short, AFTER, COPIED)]
    assert held(compare_reports(pile), pile, short[:-1]) == ["verbatim"]
    alone = [report("a", BEFORE, short), report("b", short, AFTER)]
    assert not compare_reports(alone)


def test_another_statement_of_the_same_person_beside_copied_text_is_none() -> None:
    pile = [report("a", COPIED, SECOND, BEFORE, SENTENCE), report("b", OTHER, AFTER, COPIED, SECOND)]
    rows = compare_reports(pile)
    assert rows
    assert not held(rows, pile, "extra nights")


def test_a_sentence_turned_round_beside_copied_text_is_no_paraphrase() -> None:
    turned = RETOLD.replace("urged the board last week", "did not urge the board last week")
    pile = [report("a", COPIED, SECOND, BEFORE, SENTENCE), report("b", turned, AFTER, COPIED, SECOND)]
    assert not held([row for row in compare_reports(pile) if row.kind == "paraphrase"], pile, "eastern channel for")


def test_the_reports_of_one_outlet_are_not_read_sentence_by_sentence() -> None:
    pile = [
        report("a", COPIED, SECOND, BEFORE, SENTENCE, outlet="Lissom Mail"),
        report("b", RETOLD, AFTER, COPIED, SECOND, outlet="Lissom Mail"),
    ]
    rows = compare_reports(pile)
    assert rows
    assert not held(rows, pile, "close the eastern channel")


EDITED = (
    "Roughly 300 guards of city, county and harbour offices, among them the coast watch, lined the quay for the boat "
    "race."
)
EXPANDED = (
    "More than forty offices of the city, county and harbour, among them the coast watch, lined the quay for the race."
)


def test_a_short_run_grows_over_what_was_edited_only_beside_copied_text() -> None:
    alone = [report("a", BEFORE, EDITED), report("b", EXPANDED, AFTER)]
    assert not held(compare_reports(alone), alone, "among them the coast watch")
    beside = [report("a", COPIED, BEFORE, EDITED), report("b", EXPANDED, AFTER, COPIED)]
    rows = compare_reports(beside)
    assert held(rows, beside, "county and harbour") == ["edited"]
    (row,) = (row for row in rows if row.kind == "edited")
    assert beside[0].text[row.a_start : row.a_end].endswith("lined the quay for the boat race")


VERDICT = (
    "The verdict of the harbour court on Tuesday was met with cheers as the judges also cleared the pilot Joren Halvik "
    "of sinking the barge and of all other charges."
)


def test_numbers_stand_against_each_other_only_in_the_same_place() -> None:
    age = VERDICT.replace(" on Tuesday", "").replace("Halvik", "Halvik, 40,")
    pile = [report("a", VERDICT), report("b", age)]
    assert [row.kind for row in compare_reports(pile)] == ["edited"]


@pytest.mark.parametrize("figures", [("Tuesday", "Friday"), ("cheers", "cheers")])
def test_another_day_in_the_same_place_is_another_fact(figures: tuple[str, str]) -> None:
    pile = [report("a", VERDICT), report("b", VERDICT.replace(*figures))]
    assert bool(compare_reports(pile)) == (figures[0] == figures[1])


PROSE = (
    "The ferry company had kept two sets of books since the merger, one for the auditors and one for the bank that "
    "lent it the money for its newest ship"
)


def test_words_quoted_from_the_press_and_told_elsewhere_are_copied() -> None:
    quoting = report(
        "b", AFTER, f"The Tarn Press reported that “{PROSE}.”", outlet="Lissom Mail", credits=(("Tarn Press", "cites"),)
    )
    pile = [report("a", f"{PROSE}.", BEFORE, outlet="Northern Echo"), quoting]
    assert [row.kind for row in compare_reports(pile)] == ["verbatim"]


@pytest.mark.parametrize("who", ["The minister said", "The minister told the Tarn Press"])
def test_words_quoted_from_somebody_else_stay_a_quotation(who: str) -> None:
    credits: tuple[tuple[str, CreditKind], ...] = (("Tarn Press", "cites"),) if "Tarn" in who else ()
    quoting = report("b", AFTER, f"{who}: “{PROSE}.”", outlet="Lissom Mail", credits=credits)
    pile = [report("a", f"{PROSE}.", BEFORE, outlet="Northern Echo"), quoting]
    assert [row.kind for row in compare_reports(pile)] == ["quotation"]


def test_sentences_are_let_go_of_when_a_pile_is_compared() -> None:
    compare_reports([report("a", COPIED, SECOND, SENTENCE), report("b", RETOLD, COPIED, SECOND)])
    assert sentences.cache_info().currsize == 0


@pytest.mark.parametrize(
    ("line", "kind"), [("Anna Veld, Northern Echo", "verbatim"), ("Anna Veld, a lawyer", "quotation")]
)
def test_an_excerpt_that_is_signed_with_the_outlet_is_its_text(line: str, kind: str) -> None:
    pile = [
        report("a", f"{PROSE}.", BEFORE, outlet="Northern Echo"),
        report("b", AFTER, f"“{PROSE}.”", line, outlet="Lissom Mail"),
    ]
    assert [row.kind for row in compare_reports(pile)] == [kind]
