"""Denials in their many manners, each with what it denies. All names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_weigh_denials import Said, asserted, disputes, said, sides

OPPOSITION = said("claim", "a", "Tam Okoro", "claimed", "that the dam had been built without steel", start=10)
NURSES = said("claim", "a", "Two nurses", "said", "that the clinic at Harrow had reused needles", start=10)
FINCH = said("claim", "a", "Ola Finch", "said", "that the driver had pointed a gun at him", start=10)
TAX = said("claim", "a", "The tax office", "says", "that the painter Ivo Lang hid nine million crowns", start=10)
ACCUSED = said("claim", "a", "Prosecutors", "claim", "that the painter Ivo Lang hid nine million crowns", start=10)
FIRE = said("claim", "a", "Prosecutors", "say", "that Lena Voss set the fire at the mill", start=10)
ARMY = said("claim", "a", "The rebels", "said", "that the army had shelled a school in Dunmor", start=10)
COUNCIL = said("claim", "a", "Ruth Adeyemi", "told", "The council sold the park to a friend", start=10)


def denial(speaker: str, cue: str, content: str, stance: str = "deny", sentence: int = 1, report: str = "a") -> Said:
    return said("denial", report, speaker, cue, content, stance, sentence, start=400)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        (OPPOSITION, denial("Petra Lund", "rejected", "Okoro's claims", sentence=3)),
        (OPPOSITION, denial("Petra Lund", "denied", "the claims")),
        (OPPOSITION, denial("Petra Lund", "said", "the claims were completely baseless", "assert")),
        (NURSES, denial("Basil Orme", "was denied", "The nurses' claim")),
        (NURSES, denial("Basil Orme", "rejected", "these allegations")),
        (FINCH, denial("Mina Sands", "disputed", "Finch's account that the driver had pointed a gun")),
        (TAX, denial("Ivo Lang", "denies", "it")),
        (TAX, denial("Ivo Lang", "denied", "the allegations")),
        (ACCUSED, denial("Ivo Lang", "denied", "the claims as baseless", sentence=30)),
        (FIRE, denial("Lena Voss", "has denied", "that she had anything to do with the fire")),
        (ARMY, denial("The army", "said", "it did not shell the school", "assert")),
        (COUNCIL, denial("Hugo Lant", "replied", "It is simply not true that the council sold the park", "assert")),
        (TAX, denial("Ivo Lang", "dismissed", "the statement as a fabrication", "assert")),
    ],
)
def test_a_denial_is_tied_to_the_claim_before_it(claim: Said, answer: Said) -> None:
    (made,) = disputes(claim, answer)
    assert sides(made) == [(1, "claim"), (2, "denial")]


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        (OPPOSITION, denial("Petra Lund", "rejected", "Sorrel's claims")),
        (OPPOSITION, denial("Petra Lund", "denies", "it")),
        (OPPOSITION, denial("Petra Lund", "rejected", "the plan for the dam")),
        (OPPOSITION, denial("Petra Lund", "denied", "the claims", sentence=9)),
        (FINCH, denial("Mina Sands", "disputed", "Brandt's account that the lorry had no lights")),
        (FIRE, denial("Lena Voss", "denied", "that rebels were responsible for the fire")),
        (ARMY, denial("The army", "said", "it did not close the road", "assert")),
        (ARMY, denial("Colonel Brandt", "said", "he did not shell the school", "assert")),
        (COUNCIL, denial("Hugo Lant", "said", "This report says the council is not for sale", "assert")),
        (TAX, denial("Ivo Lang", "denied", "“foreign media reports”")),
    ],
)
def test_a_denial_of_something_else_is_tied_to_nothing(claim: Said, answer: Said) -> None:
    assert asserted(claim, answer) == []


def test_a_claim_in_another_report_needs_who_made_it_and_the_deed() -> None:
    content = "Okoro's statement that the ministry built the dam without steel"
    answer = denial("Petra Lund", "disputes", content, report="b")
    told = said("claim", "a", "Tam Okoro", "said", "Marn's ministry sold the dam with its steel", start=10)
    assert asserted(told, answer) == []
    content = "Okoro's statement that Marn built the dam of sand"
    answer = denial("Petra Lund", "disputes", content, report="b")
    told = said("claim", "a", "Tam Okoro", "said", "Marn built the dam of sand and straw", start=10)
    assert asserted(told, answer) == ["claim"]


def test_what_only_calls_a_claim_untrue_does_not_stand_alone() -> None:
    assert disputes(denial("Omar Vance", "said", "Everything that has been said is absurd", "assert")) == []
    assert disputes(denial("Omar Vance", "said", "If the claims are false he should say so", "assert")) == []


def test_the_month_of_may_leaves_nothing_open() -> None:
    told = said("claim", "a", "Berit Hale", "said", "The Orley Line has dumped oil off the cape since May", start=10)
    answer = denial("Orley Line", "denied", "that it had dumped oil off the cape")
    assert asserted(told, answer) == ["claim"]
    told = said("claim", "a", "Berit Hale", "said", "The Orley Line may have dumped oil off the cape", start=10)
    assert asserted(told, answer) == []


@pytest.mark.parametrize(
    "answer",
    [
        denial("Ivo Lang", "denied", "any such contacts"),
        denial("Ivo Lang", "denied", "contacts with the mill owners"),
        denial("Ivo Lang", "is denying", "he discussed the dam with the mill owners"),
        denial("Ivo Lang", "has denied", "his campaign colluded with the mill"),
        denial(
            "Ivo Lang", "said", "I never met any mill owners. I have no idea what this allegation is about", "assert"
        ),
        denial("Ivo Lang", "said", "I have not done anything wrong", "assert"),
    ],
)
def test_what_stands_alone(answer: Said) -> None:
    assert [found.kind for found in disputes(answer)] == ["denial"]


@pytest.mark.parametrize(
    "answer",
    [
        denial("Ivo Lang", "denied", "the newly built mill"),
        denial("Ivo Lang", "said", "I did not expect so many guests", "assert"),
        denial("Ivo Lang", "said", "I never met her and we did nothing about it", "assert"),
    ],
)
def test_what_does_not_stand_alone(answer: Said) -> None:
    assert disputes(answer) == []


def test_who_clears_himself_insists() -> None:
    (found,) = disputes(denial("Ivo Lang", "said", "I have broken no law and have done nothing wrong", "assert"))
    assert found.label.startswith("Ivo Lang insisted: ")


def test_a_description_is_pointed_at() -> None:
    claim = said("claim", "a", "two officials", "according to", "Ivo Lang is the mill's chief spy", start=10)
    assert asserted(claim, denial("Ivo Lang", "disputes", "this characterization")) == ["claim"]


def test_an_idea_that_is_turned_down_and_some_of_many_are_not() -> None:
    claim = said("claim", "a", "Berit Hale", "said", "she was working on a list of mills", start=10)
    assert asserted(claim, denial("Ivo Lang", "rejected", "that idea")) == []
    assert asserted(claim, denial("Ivo Lang", "disputed", "some of Hale's conclusions")) == []


def test_evidence_that_was_not_found_denies_nothing() -> None:
    claim = said("claim", "a", "Berit Hale", "said", "Ivo Lang found the papers on the mill", start=10)
    answer = denial(
        "Ivo Lang", "said", "that he had not found evidence that the papers on the mill were sold", "assert"
    )
    assert asserted(claim, answer) == []


@pytest.mark.parametrize(
    "content",
    [
        "deliberately shelling the school",
        "its aim with the blockade of the lakes is to bring down the council",
        "Ostrel's involvement in the unrest at the harbour",
        "claims it shelled the school",
    ],
)
def test_a_denial_that_tells_what_it_denies_stands_alone(content: str) -> None:
    assert [side for side, _ in sides(*disputes(denial("The army", "denied", content)))] == [2]


def test_what_is_refused_is_not_denied() -> None:
    refused = denial("Petra Lund", "insisted", "“A pardon isn't something that we are willing to consider”")
    assert disputes(refused) == []


def test_any_wrongdoing_is_what_the_one_who_denies_was_just_accused_of() -> None:
    claim = said("claim", "a", "The Ledger", "reports", "that Harbour Bank often hid its losses", start=10)
    (made,) = disputes(claim, denial("Harbour Bank", "denies", "any wrongdoing", sentence=3))
    assert sides(made) == [(1, "claim"), (2, "denial")]
    other = said("claim", "a", "The Ledger", "reports", "that the Lake Fund hid its losses", start=10)
    assert asserted(other, denial("Harbour Bank", "denies", "any fraud")) == []


def test_who_left_a_house_does_not_speak_for_it() -> None:
    claim = said("claim", "a", "a former Harbour Bank clerk", "claimed", "that Harbour Bank hid the losses")
    (made,) = disputes(claim, denial("Harbour Bank", "denied", "the allegations"))
    assert sides(made) == [(1, "claim"), (2, "denial")]


def test_a_president_denies_for_the_state_that_he_leads() -> None:
    known = said("known", "b", "Osk Amar", "said", "that Ostrelian President Mara Varro would travel to Corvia")
    claim = said("claim", "a", "Corvia", "said", "that Ostrel was behind the attack on the convoy", start=10)
    answer = denial("Mara Varro", "denied", "being behind the attack")
    assert asserted(claim, answer) == []
    assert asserted(known, claim, answer) == ["claim"]


def test_what_is_told_in_passing_is_no_deed() -> None:
    claim = said("claim", "a", "Corvia", "said", "Brandt had sold the maps of the harbour to the rebels", start=10)
    content = "Corvia's assertion that Brandt, the commander of the harbour guard, had sold the maps"
    assert asserted(claim, denial("Ostrel", "denied", content, report="b")) == ["claim"]


def test_a_label_tells_who_is_blamed_and_closes_its_marks() -> None:
    claim = said("claim", "a", "Corvia", "has accused", "the Ostrelian army of the attack on the convoy", start=10)
    (made,) = disputes(claim, denial("Ostrel", "denied", "that its army was behind the attack"))
    expected = "Corvia has accused “the Ostrelian army of the attack on the convoy” and Ostrel denies it"
    assert made.label == expected
    (alone,) = disputes(denial("Ola Finch", "disputed", 'a report that he was "simply wrong."'))
    assert alone.label == "Ola Finch denied: “a report that he was ‘simply wrong.’”"


def test_a_sentence_that_says_what_the_denial_answers() -> None:
    answer = denial("Petra Lund", "denied", "that the ministry had changed its mind about the dam", sentence=1)
    told, context = said("claim", "a", "The Ledger", "reported", "that the dam may be moved", sentence=2, start=900)
    led = replace(context, lead="The denial came after The Ledger ")
    assert asserted((told, led), answer) == ["claim"]
    assert asserted((told, replace(context, lead="The rain came after ")), answer) == []


def test_denied_that_is_what_was_said_just_before() -> None:
    claim = said("claim", "a", "Osk Amar", "said", "that the ministry was thinking about the dam", start=10)
    assert asserted(claim, denial("Petra Lund", "strongly denied", "that")) == ["claim"]
    assert asserted(claim, denial("Petra Lund", "strongly denied", "that", sentence=3)) == []
