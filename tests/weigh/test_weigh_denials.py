"""Denials: what they are tied to, and what they are not tied to."""

from __future__ import annotations

from itertools import permutations

from whence.account import Dispute
from whence.records import Attribution, Stance
from whence.weigh.denials import find_denials
from whence.weigh.statements import AttributionContext

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
    assert disputes(claim, other) == []


def test_what_is_not_surely_denied_is_no_dispute() -> None:
    far = said("claim", "a", "The Ledger", "claimed", "Ilves had sold the mine", sentence=1, start=100)
    these = said("denial", "a", "Varro", "rejected", "these claims", "deny", sentence=5, start=500)
    assert disputes(far, these) == []
    asked = said("claim", "a", "Mara Ilves", "said", "we must learn if Varro ordered guards to fire on the crowd")
    assert disputes(asked, DENIAL) == []
    agrees = said("claim", "a", "Mara Ilves", "said", "Varro never ordered guards to fire on the crowd")
    assert disputes(agrees, DENIAL) == []
    of_another = said("claim", "a", "Mara Ilves", "said", "Colonel Brandt ordered guards to fire on the crowd")
    assert disputes(of_another, DENIAL) == []
    own = said("claim", "a", "Varro", "said", CLAIM[1].content)
    assert disputes(own, DENIAL) == []
    nobody = said("claim", "a", None, "said", CLAIM[1].content)
    assert disputes(nobody, DENIAL) == []
    long_ago = said("claim", "a", "Mara Ilves", "said", CLAIM[1].content, published="2030-03-14")
    assert disputes(long_ago, DENIAL) == []


def test_a_rejected_proposal_is_no_denial() -> None:
    plan = said("claim", "a", "Mara Ilves", "said", "Ostrel needs military action against the guards in Vellin")
    vote = said("denial", "b", "Parliament", "rejected", "military action in Vellin against the guards", "deny")
    assert disputes(plan, vote) == []


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
    assert disputes(blamed, far) == []
    elsewhere = said("d", "r2", "Ostrel", "denied", "that it was behind the attack", "deny")
    assert len(disputes(blamed, elsewhere)) == 1
    another = said("a", "r1", "Corvia", "accused", "Ostrel of destroying evidence of the attack")
    assert disputes(another, elsewhere) == []
    blamer = said("a", "r1", "the Ostrel regime", "accused", "rebels in Ostrel of being behind the attack")
    assert disputes(blamer, elsewhere) == []


def test_what_is_called_for_or_only_spoken_of_is_not_said() -> None:
    denied = said("d", "r1", "Ostrel", "denied", "that it used poison weapons", "deny")
    for cue, content in (
        ("said", "that Ostrel's use of poison weapons was a danger"),
        ("said", "that listing the evidence that Ostrel used poison weapons takes time"),
        ("called for", "a study of whether Ostrel used poison weapons"),
        ("said", "that the ability of Ostrel to use poison weapons was small"),
    ):
        assert disputes(said("a", "r2", "Corvia", cue, content), denied) == []
    assert len(disputes(said("a", "r2", "Corvia", "said", "that Ostrel has used poison weapons"), denied)) == 1
