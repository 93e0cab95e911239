"""Credits and the hands that words passed through."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reuters reported that the dam broke.", [("Reuters", "cites")]),
        ("The dam broke, Reuters reported on Monday.", [("Reuters", "cites")]),
        ("The dam broke, according to Reuters.", [("Reuters", "cites")]),
        ("The dam broke, the BBC said, citing Reuters.", [("BBC", "cites"), ("Reuters", "cites")]),
        ("Two officials told the Miami Herald that the dam broke.", [("Miami Herald", "cites")]),
        ("A Reuters report said the dam broke.", [("Reuters", "cites")]),
        ("The Washington Post’s report was denied.", [("Washington Post", "cites")]),
        ("The cracks were first reported by the Chicago Tribune.", [("Chicago Tribune", "cites")]),
        ("The letter was seen by Reuters.", [("Reuters", "cites")]),
        ("She gave an interview with NPR on Monday.", [("NPR", "cites")]),
        # Named, but not leaned on.
        ("Reuters moved its office to the valley.", []),
        ("He once worked for the Miami Herald in the valley.", []),
        ("The mayor sued the Chicago Tribune over the cracks.", []),
        ("No outlet is named.", []),
    ],
)
def test_citations(text: str, expected: list[tuple[str, str]], nlp: Language) -> None:
    assert marked(f"Crews came on Monday. {text}", nlp).credits() == expected


@pytest.mark.parametrize("outlet", ["Reuters", "reuters"])
def test_a_report_does_not_cite_its_own_outlet(outlet: str, nlp: Language) -> None:
    assert marked("The dam broke, two officials told Reuters.", nlp, outlet=outlet).credits() == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dam gives way\n\nOSTRY HEAD (AP) — The dam broke.\n\nCrews came.", [("AP", "agency")]),
        ("Dam gives way\n\nOSTRY HEAD, Vantria (Interwire) — The dam broke.\n\nCrews came.", [("Interwire", "agency")]),
        ("Dam gives way\n\n(Reuters)\n\nThe dam broke at noon.", [("Reuters", "agency")]),
        (
            "The dam broke at noon on Monday.\n\nCrews came.\n\nThis story originally appeared in the Miami Herald.",
            [("Miami Herald", "syndicates")],
        ),
        (
            "The dam broke at noon on Monday.\n\nCrews came.\n\n"
            "Editor's note: This story originally appeared in the Miami Herald.",
            [("Miami Herald", "syndicates")],
        ),
    ],
)
def test_agencies_and_syndication(text: str, expected: list[tuple[str, str]], nlp: Language) -> None:
    assert marked(text, nlp).credits() == expected


@pytest.mark.xfail(strict=True, reason="names inside furniture are passed over, so a credit there is never met")
def test_a_credit_in_furniture(nlp: Language) -> None:
    text = "The dam broke at noon on Monday.\n\nCrews came.\n\nAdditional reporting by Reuters"
    assert marked(text, nlp).credits() == [("Reuters", "syndicates")]


def test_a_block_quotation_is_credited_to_the_outlet_that_is_announced(nlp: Language) -> None:
    text = (
        "The dam broke at noon on Monday.\n\nFrom The Boston Globe:\n\n"
        "Mara Vell said the dam was sound. It fell within the hour.\n\nCrews came, Sam Harrow said."
    )
    found = marked(text, nlp)
    assert ("Boston Globe", "block_quote") in found.credits()
    assert found.via(found.holding("the dam was sound")) == ["The Boston Globe"]
    assert found.via(found.holding("Crews came")) == []


@pytest.mark.parametrize(
    ("text", "words", "via", "addressee"),
    [
        ("Two officials told Reuters that the dam leaked.", "the dam leaked", ["Reuters"], "Reuters"),
        ("Mara Vell told the Miami Herald that the dam leaked.", "leaked", ["Miami Herald"], "Miami Herald"),
        ("“The dam leaked for years,” Mara Vell told CNN.", "The dam leaked", ["CNN"], "CNN"),
        ("“The dam leaked for years,” Mara Vell said on CNN.", "The dam leaked", ["CNN"], "CNN"),
        ("Mara Vell told the council that the dam leaked.", "the dam leaked", [], "the council"),
        ("Mara Vell told Sam Harrow that the dam leaked.", "the dam leaked", [], "Sam Harrow"),
        ("Mara Vell told reporters that the dam leaked.", "the dam leaked", [], "reporters"),
        ("Mara Vell said the dam leaked.", "the dam leaked", [], None),
        # Reported by another that somebody said.
        ("Reuters reported that Mara Vell said the dam leaked.", "the dam leaked", ["Reuters"], None),
        (
            "NPR reported that two officials told the Miami Herald that the dam leaked.",
            "the dam leaked",
            ["Miami Herald", "NPR"],
            "Miami Herald",
        ),
    ],
)
def test_the_hands_it_passed_through(
    text: str, words: str, via: list[str], addressee: str | None, nlp: Language
) -> None:
    found = marked(text, nlp)
    one = found.holding(words)
    assert (found.via(one), found.addressee(one)) == (via, addressee)
    for hand in one.via:
        assert found.names[hand.entity_id] in found.text[hand.start : hand.end] + found.names[hand.entity_id]
        assert 0 <= hand.start < hand.end <= len(found.text)


@pytest.mark.parametrize("outlet", ["Miami Herald", "The Miami Herald"])
def test_the_own_outlet_is_told_but_is_no_hand(outlet: str, nlp: Language) -> None:
    found = marked("Two officials told the Miami Herald that the dam leaked.", nlp, outlet=outlet)
    assert found.via(found.one()) == []
    assert found.addressee(found.one()) == "Miami Herald"


def test_the_own_outlet_that_reports_is_no_hand(nlp: Language) -> None:
    found = marked("Reuters reported that Mara Vell said the dam leaked.", nlp, outlet="Reuters")
    assert found.via(found.holding("the dam leaked")) == []


def test_a_speaker_is_never_its_own_hand(nlp: Language) -> None:
    text = "Reuters said the dam leaked. CNN told Reuters that the dam leaked. From Reuters, Reuters said it broke."
    found = marked(text, nlp)
    for one in found.marks.attributions:
        assert all(hand.entity_id != one.speaker_entity_id for hand in one.via)
