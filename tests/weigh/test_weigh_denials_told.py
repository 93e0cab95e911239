"""Denials that point at what is told: in the same sentence, in the report named, or in another report of the pile."""

from __future__ import annotations

import pytest
from test_weigh_denials import Said, asserted, disputes, said, sides


def denial(speaker: str, cue: str, content: str, stance: str = "deny", sentence: int = 1, report: str = "a") -> Said:
    return said("denial", report, speaker, cue, content, stance, sentence, start=400)  # type: ignore[arg-type]


SITE = said("claim", "a", "Tidewatch", "According to", "the Osten ferry company ignored three warnings", start=10)
PAPER = said("claim", "a", "A report", "alleged", "that the dairy Halven Foods sold spoiled milk to schools", start=10)
GUARD = said("claim", "a", "Aron Tesk", "says", "wardens at Greymoor prison beat inmates with hoses", start=10)
SENATOR = said("claim", "a", "Una Ferrick", "said", "that Governor Bram Solby had lied about the bridge", start=10)
RIVAL = said("claim", "a", "Kora Denholm", "said", "her rival, Max Weller, had paid people to boo her", start=10)
FUND = said("claim", "a", "Ebba Lund", "said", "the fund had lost forty million crowns on bad loans", start=10)
WEEKLY = said("claim", "a", "The Sandmark Weekly", "wrote", "that Judge Amos Felt slept during the hearing", start=10)


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        (SITE, denial("The Osten company", "has denied", "the report")),
        (PAPER, denial("Halven Foods", "denied", "the report")),
        (GUARD, denial("The prison service", "rejected", "the allegations as baseless")),
        (SENATOR, denial("Bram Solby", "said", "That is a lie", "assert")),
        (SENATOR, denial("Bram Solby", "said", "It's not true", "assert")),
        (SENATOR, denial("Bram Solby", "said", "That never happened", "assert")),
        (SENATOR, denial("Bram Solby", "said", "That did not happen", "assert")),
        (RIVAL, denial("Weller's campaign", "called", "the accusation “laughable”", "assert")),
        (FUND, denial("Sven Marr", "pushed back on", "that claim", "assert")),
        (WEEKLY, denial("Amos Felt", "denied", "having slept")),
    ],
)
def test_a_denial_is_tied_to_the_claim_before_it(claim: Said, answer: Said) -> None:
    (made,) = disputes(claim, answer)
    assert sides(made) == [(1, "claim"), (2, "denial")]


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        (SITE, denial("The Osten company", "has denied", "the report", sentence=9)),
        (GUARD, denial("The ministry", "rejected", "the allegations as baseless")),
        (FUND, denial("Sven Marr", "pushed back on", "the plan", "assert")),
        (RIVAL, denial("Weller's campaign", "called", "the debate “lively”", "assert")),
        (SENATOR, denial("Bram Solby", "promised", "that it wouldn’t happen", "assert")),
        (WEEKLY, denial("Ida Brenner", "denied", "having slept")),
        (
            said("claim", "a", "Guido Lorn", "said", "the reports from Solby are serious", start=10),
            denial("Bram Solby", "denied", "the claims"),
        ),
        (
            said("claim", "a", "Halven's own account", "states", "what you see depends on where you are", start=10),
            denial("Halven", "denies", "these allegations"),
        ),
        (
            said("claim", "a", "Una Ferrick", "said", "the new mill is the first clear sign of hope", start=10),
            denial("Bram Solby", "denied", "that the new mill was illegal"),
        ),
    ],
)
def test_a_denial_of_something_else_is_tied_to_nothing(claim: Said, answer: Said) -> None:
    assert asserted(claim, answer) == []


def test_something_that_is_denied_in_its_own_sentence() -> None:
    claim = said("claim", "a", "Marta Ilves", "said", "she was fired because of her age", start=10)
    answer = said("denial", "a", "Corvane Bank", "denies", "something", "deny", start=44)
    assert asserted(claim, answer) == ["claim"]
    later = said("denial", "a", "Corvane Bank", "denies", "something", "deny", sentence=1, start=90)
    assert asserted(claim, later) == []


def test_the_report_of_a_paper_is_what_the_paper_says_in_another_report() -> None:
    what = "a Harrow Post report that the treasurer's brother knew of the secret payments before the vote"
    answer = said("denial", "a", "A lawyer", "dismissed", what, "deny")
    known = "that Lars Aberg, the treasurer's brother, knew of the secret payments before the vote"
    assert asserted(said("claim", "b", "Harrow Post", "reported", known), answer) == ["claim"]
    assert asserted(said("claim", "b", "Vale Courier", "reported", known), answer) == []
    other = "that the brother of the treasurer bought a boat"
    assert asserted(said("claim", "b", "Harrow Post", "reported", other), answer) == []


def test_accusations_that_another_report_tells() -> None:
    answer = said("denial", "a", "A lawyer for Cal Drummond", "said", "the accusations were untrue", "assert")
    claim = said("claim", "b", "Petra Zorn", "alleges", "that the singer Cal Drummond hit her in a lift")
    assert asserted(claim, answer) == ["claim"]
    second = said("second", "c", "Ola Finch", "alleges", "that Cal Drummond hit a waiter")
    assert disputes(claim, second, answer) == []
    far = said("claim", "b", "Petra Zorn", "alleges", "that Cal Drummond hit her", published="2031-03-01")
    assert disputes(far, answer) == []


def test_government_jets_are_blamed_and_the_government_denies() -> None:
    claim = said("claim", "b", "Rebels", "blamed", "government jets for the strike on the Belhaven market")
    what = "that its jets carried out the strike on the Belhaven market"
    assert asserted(claim, said("denial", "a", "The government of Aruna", "denied", what, "deny")) == ["claim"]


def test_denials_of_one_part_in_one_matter_are_one_dispute() -> None:
    one = said("one", "a", "Rolf Stone", "denied", "any knowledge of involvement by the Dorvan government", "deny")
    two = said(
        "two", "b", "Rolf Stone", "denied", "knowing if the Dorvan government had anything to do with it", "deny"
    )
    assert len(disputes(one, two)) == 1


def test_what_claims_are_called_says_nothing_and_what_is_said_of_them_does() -> None:
    assert disputes(said("d", "a", "Sanna Roth", "has dismissed", "the claims as “fake news”", "deny")) == []
    assert len(disputes(said("d", "a", "Sanna Roth", "denied", "the statements were contradictory", "deny"))) == 1


def test_the_report_that_is_challenged_is_what_it_told_first() -> None:
    first = said("first", "a", "Tidewatch", "According to", "the ferries ignored three warnings", start=10)
    aside = said(
        "aside", "a", "Tidewatch", "says", "the clerk asked for his name to be kept out", start=200, sentence=8
    )
    answer = denial("One former clerk", "challenged", "the Tidewatch report", "assert", sentence=9)
    assert asserted(first, aside, answer) == ["first"]
