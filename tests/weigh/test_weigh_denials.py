"""Denials: what they are tied to, and what they are not tied to."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from whence.account import Dispute
from whence.records import Attribution, Event, Stance
from whence.weigh.denials import find_denials
from whence.weigh.statements import AttributionContext, told_outright
from whence.weigh.timeline_items import EventContext

Said = tuple[Attribution, AttributionContext]


def said(
    name: str,
    report: str,
    speaker: str | None,
    cue: str,
    content: str,
    stance: Stance = "assert",
    sentence: int = 0,
    start: int = 0,
    published: str | None = "2031-03-14",
    said_from: str | None = None,
) -> Said:
    end = start + len(content)
    attribution = Attribution(
        id=name,
        report_id=report,
        start=start,
        end=end,
        pieces=((start, end),),
        cue_start=None,
        cue_end=None,
        cue_pieces=(),
        source_start=None,
        source_end=None,
        source_pieces=(),
        kind="indirect",
        act="said",
        stance=stance,
        speaker_entity_id=speaker,
        speaker_basis="name",
        speaker_confidence=1.0,
        anonymous=False,
        addressee_entity_id=None,
        said_from=said_from,
        said_to=said_from,
        parent_id=None,
        confidence=1.0,
        made_by="test",
    )
    context = AttributionContext(report, content, cue, speaker, speaker, sentence, published, published)
    return attribution, context


def disputes(*rows: Said) -> list[Dispute]:
    return find_denials([row for row, _ in rows], {row.id: context for row, context in rows})


def sides(dispute: Dispute) -> list[tuple[int, str]]:
    return [(side.side, side.row_id) for side in dispute.sides]


def asserted(*rows: Said) -> list[str]:
    """What stands against denials."""
    return [side.row_id for dispute in disputes(*rows) for side in dispute.sides if side.side == 1]


CLAIM = said("claim", "a", "Mara Ilves", "said", "Varro ordered guards to fire on the crowd in Ostrel")
DENIAL = said("denial", "b", "Varro", "denied", "that he ordered guards to fire on the crowd", "deny")


def test_a_denial_and_what_it_denies() -> None:
    (dispute,) = disputes(CLAIM, DENIAL)
    assert dispute.kind == "denial"
    assert sides(dispute) == [(1, "claim"), (2, "denial")]
    assert dispute.label == ("Mara Ilves says and Varro denies: “Varro ordered guards to fire on the crowd in Ostrel”")
    assert (dispute.opened, dispute.settled) == ("2031-03-14", None)
    assert "5 of the 5" in dispute.reason or "4 of the 4" in dispute.reason


def test_the_day_it_was_said_opens_it() -> None:
    dated = said("denial", "b", "Varro", "denied", DENIAL[1].content, "deny", said_from="2031-03-12")
    assert disputes(CLAIM, dated)[0].opened == "2031-03-12"


def test_these_claims_after_a_claim() -> None:
    claim = said("claim", "a", "The Ledger", "claimed", "Ilves had sold the mine", sentence=4, start=400)
    denial = said("denial", "a", "Varro", "rejected", "these claims", "deny", sentence=5, start=500)
    (dispute,) = disputes(claim, denial)
    assert sides(dispute) == [(1, "claim"), (2, "denial")]


def test_the_report_of_a_named_paper() -> None:
    claim = said("claim", "a", "The Ostrel Ledger", "reported", "Ilves had sold the mine", sentence=4, start=400)
    denial = said("denial", "a", "Varro", "denied", "the Ostrel Ledger report", "deny", sentence=5, start=500)
    other = said("denial", "a", "Varro", "denied", "the Vellin Courier report", "deny", sentence=5, start=500)
    assert len(disputes(claim, denial)) == 1
    assert asserted(claim, other) == []


def test_what_is_not_surely_denied_is_no_dispute() -> None:
    far = said("claim", "a", "The Ledger", "claimed", "Ilves had sold the mine", sentence=1, start=100)
    these = said("denial", "a", "Varro", "rejected", "these claims", "deny", sentence=5, start=500)
    assert asserted(far, these) == []
    asked = said("claim", "a", "Mara Ilves", "said", "we must learn if Varro ordered guards to fire on the crowd")
    assert asserted(asked, DENIAL) == []
    agrees = said("claim", "a", "Mara Ilves", "said", "Varro never ordered guards to fire on the crowd")
    assert asserted(agrees, DENIAL) == []
    of_another = said("claim", "a", "Mara Ilves", "said", "Colonel Brandt ordered guards to fire on the crowd")
    assert asserted(of_another, DENIAL) == []
    own = said("claim", "a", "Varro", "said", CLAIM[1].content)
    assert asserted(own, DENIAL) == []
    nobody = said("claim", "a", None, "said", CLAIM[1].content)
    assert asserted(nobody, DENIAL) == []
    long_ago = said("claim", "a", "Mara Ilves", "said", CLAIM[1].content, published="2030-03-14")
    assert asserted(long_ago, DENIAL) == []


def test_a_rejected_proposal_is_no_denial() -> None:
    plan = said("claim", "a", "Mara Ilves", "said", "Ostrel needs military action against the guards in Vellin")
    vote = said("denial", "b", "Parliament", "rejected", "military action in Vellin against the guards", "deny")
    assert asserted(plan, vote) == []


def test_denials_of_one_matter_are_one_dispute() -> None:
    again = said("again", "c", "Varro", "denied", "that he had ordered guards to fire on the crowd", "deny")
    (dispute,) = disputes(CLAIM, DENIAL, again)
    assert sides(dispute) == [(1, "claim"), (2, "again"), (2, "denial")]


def test_order_of_input_does_not_matter() -> None:
    second = said("second", "c", "Oren Dahl", "said", "it was Varro who ordered guards to fire on the crowd")
    rows = [CLAIM, DENIAL, second]
    expected = disputes(*rows)
    assert sides(expected[0]) == [(1, "claim"), (1, "second"), (2, "denial")]
    assert all(disputes(*order) == expected for order in permutations(rows))


def test_who_is_blamed_and_denies_it() -> None:
    blamed = said("a", "r1", "Corvia", "blames", "Ostrel for the gas attack on the port", sentence=2, start=10)
    denied = said("d", "r1", "Ostrel", "denies", "its government was involved", "deny", sentence=3, start=90)
    (found,) = disputes(blamed, denied)
    assert [(side.side, side.row_id) for side in found.sides] == [(1, "a"), (2, "d")]
    far = said("d", "r1", "Ostrel", "denies", "its government was involved", "deny", sentence=9, start=900)
    assert asserted(blamed, far) == []
    elsewhere = said("d", "r2", "Ostrel", "denied", "that it was behind the attack", "deny")
    assert len(disputes(blamed, elsewhere)) == 1
    another = said("a", "r1", "Corvia", "accused", "Ostrel of destroying evidence of the attack")
    assert asserted(another, elsewhere) == []
    blamer = said("a", "r1", "the Ostrel regime", "accused", "rebels in Ostrel of being behind the attack")
    assert asserted(blamer, elsewhere) == []


def test_what_is_called_for_or_only_spoken_of_is_not_said() -> None:
    denied = said("d", "r1", "Ostrel", "denied", "that it used poison weapons", "deny")
    for cue, content in (
        ("said", "that Ostrel's use of poison weapons was a danger"),
        ("said", "that listing the evidence that Ostrel used poison weapons takes time"),
        ("called for", "a study of whether Ostrel used poison weapons"),
        ("said", "that the ability of Ostrel to use poison weapons was small"),
    ):
        assert asserted(said("a", "r2", "Corvia", cue, content), denied) == []
    assert len(disputes(said("a", "r2", "Corvia", "said", "that Ostrel has used poison weapons"), denied)) == 1


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("denied", "shooting down the plane"),
        ("denied", "that it was behind the attack"),
        ("denies", "its guards were guilty of the attack"),
        ("has denied", "any use of poison gas"),
        ("denied", "responsibility for the attack"),
        ("denied", "being responsible"),
        ("denied", "that the U.S. had sold the port"),
        ("disputes", "the mayor's statement that its guards had fired"),
        ("rejected", "accusations that it had planned the raid"),
        ("insisted", "that it had not sold the mine"),
    ],
)
def test_a_denial_that_says_what_it_denies_stands_alone(cue: str, content: str) -> None:
    (found,) = disputes(said("d", "r1", "Ostrel", cue, content, "deny"))
    assert sides(found) == [(2, "d")]
    assert content in found.label
    assert found.label.startswith("Ostrel insisted" if cue == "insisted" else "Ostrel denied")
    assert "only the denial was found" in found.reason


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("denied", "the charge"),
        ("rejected", "these claims"),
        ("disputes", "that assertion"),
        ("denied", "the inspectors access to the site"),
        ("denying", "him a loyal friend"),
        ("rejected", "the notion that it had lost the war"),
        ("insisted", "there is not enough proof that it was behind the attack"),
        ("insisted", "no neighbour would attack the port"),
    ],
)
def test_what_only_points_or_refuses_does_not_stand_alone(cue: str, content: str) -> None:
    assert disputes(said("d", "r1", "Ostrel", cue, content, "deny")) == []
    assert disputes(said("d", "r1", None, "denied", "shooting down the plane", "deny")) == []


def test_denials_of_one_speaker_about_one_deed_are_one_dispute() -> None:
    first = said("d1", "r1", "Ostrel", "denied", "using poison gas in the valley", "deny")
    again = said("d2", "r2", "the Ostrelian government", "has denied", "any use of poison gas", "deny")
    other = said("d3", "r3", "Ostrel", "denied", "selling the quarry", "deny")
    assert [sides(one) for one in disputes(first, again, other)] == [[(2, "d1"), (2, "d2")], [(2, "d3")]]


def test_what_an_outlet_tells_itself_stands_against_a_denial() -> None:
    event = Event("e1", "r1", 10, 14, None, None, "happened", None, "test")
    around = EventContext("r1", "Ostrelian troops used poison gas in the valley.", 0, "2031-03-11", "2031-03-11")
    event = replace(event, start=17, end=21)
    told = told_outright([event], {"e1": around}, {"r1": "The Harbour Ledger"})
    denied, at = said("d", "r2", "Ostrel", "denied", "that its troops used poison gas", "deny")
    (found,) = find_denials([denied], {"d": at}, told)
    assert [(side.side, side.table_name) for side in found.sides] == [(1, "event"), (2, "attribution")]
    assert found.label.startswith("The Harbour Ledger says and Ostrel denies")


def test_the_denials_own_sentence_does_not_stand_against_it() -> None:
    sentence = "At a meeting in Marn, Ostrel rejected allegations that its troops used poison gas as a smear."
    event = Event("e1", "r1", 5, 12, None, None, "happened", None, "test")
    around = EventContext("r1", sentence, 0, "2031-03-11", "2031-03-11")
    told = told_outright([event], {"e1": around}, {"r1": "The Harbour Ledger"})
    denied, at = said("d", "r1", "Ostrel", "rejected", "allegations that its troops used poison gas", "deny", start=38)
    assert not [side for one in find_denials([denied], {"d": at}, told) for side in one.sides if side.side == 1]


def test_a_persons_claims_are_all_that_they_said_there() -> None:
    gate = said("gate", "a", "Mara Ilves", "said", "a crowd of a hundred put us in fear", sentence=4, start=400)
    threat = said("threat", "a", "Mara Ilves", "claiming", "to have received a letter", sentence=4, start=460)
    other = said("other", "a", "Colonel Brandt", "said", "the gate was old", sentence=4, start=430)
    denial = said("denial", "a", "Varro", "disputed", "the owner's claims", "deny", sentence=5, start=500)
    (dispute,) = disputes(gate, threat, other, denial)
    assert sides(dispute) == [(1, "gate"), (1, "threat"), (2, "denial")]
    assert dispute.label == "Varro denies “the owner's claims” of Mara Ilves"
    one = said("denial", "a", "Varro", "disputed", "the owner's claim", "deny", sentence=5, start=500)
    assert sides(disputes(gate, threat, other, one)[0]) == [(1, "threat"), (2, "denial")]
