"""Utterances joined from attributions, and how their readings differ. All speakers and places are invented."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from spacy.language import Language

from whence.account import Utterance
from whence.mark import mark_report
from whence.records import Attribution, AttributionKind, Report, Reuse, Stance
from whence.weigh.quotation_disputes import quotation_disputes
from whence.weigh.utterances import join_utterances
from whence.weigh.utterances_speakers import guesses_corrected
from whence.weigh.utterances_text import (
    AttributionText,
    _stands_in_marks,
    attribution_texts,
    joined_pieces,
    quoted_spans,
)

ORLO = "source-orlo"


@dataclass(frozen=True)
class Given:
    attribution: Attribution
    text: AttributionText


_places = count(1)


def said(
    report: str,
    text: str,
    speaker: str | None = ORLO,
    *,
    kind: AttributionKind = "direct",
    day: str | None = "2031-05-02",
    said_on: str | None = None,
    start: int | None = None,
    stance: Stance = "assert",
    via: int = 0,
    addressee: str | None = None,
    name: str | None = None,
    person: str | None = None,
    described: bool = False,
    cue: str = "",
) -> Given:
    at = next(_places) * 1000 if start is None else start
    made = Attribution(
        f"{report}-{at}", report, at, at + len(text), ((at, at + len(text)),), None, None, (), None, None, (), kind,
        "said", stance, speaker, "description" if described else "name", 1.0, False, addressee, said_on, said_on, None,
        1.0, "test",
    )  # fmt: skip
    joined, quoted = joined_pieces(text, ((0, len(text)),), kind == "direct")
    context = AttributionText(
        made.id, report, joined, () if kind == "indirect" else quoted, speaker, name or speaker, addressee, report,
        day, day, said_on, said_on, via, described=described, cue=cue, speaker_kind=person,
    )  # fmt: skip
    return Given(made, context)


def join(*given: Given, reuse: tuple[Reuse, ...] = ()) -> list[Utterance]:
    return join_utterances([one.attribution for one in given], {one.attribution.id: one.text for one in given}, reuse)


def relations(made: Utterance) -> dict[str, str]:
    return {reading.attribution_id.split("-")[0]: reading.relation for reading in made.readings}


def copied(a: Given, b: Given, direction: str = "unknown") -> Reuse:
    return Reuse(
        "reuse-1", a.attribution.report_id, a.attribution.start - 40, a.attribution.end + 40, b.attribution.report_id,
        b.attribution.start - 40, b.attribution.end + 40, "edited", 0.7, direction, 0.8, "", "test",  # type: ignore[arg-type]
    )  # fmt: skip


LINE = "“The bridge at Port Calder will not open before the autumn rains,”"


def test_typography_and_house_style_are_the_same_reading() -> None:
    (made,) = join(
        said("a", LINE), said("b", "'The bridge at Port Calder won't open before the autumn rains.'", day="2031-05-03")
    )
    assert relations(made) == {"a": "same", "b": "same"}


def test_a_lost_not_is_altered_where_two_others_agree() -> None:
    given = [
        said("a", LINE),
        said("b", LINE),
        said("c", "“The bridge at Port Calder will open before the autumn rains,”"),
    ]
    (made,) = join(*given)
    assert relations(made) == {"a": "same", "b": "same", "c": "altered"}
    reading = next(one for one in made.readings if one.relation == "altered")
    assert ("delete", "not", "") in reading.diff
    assert "A “not” is lost." in reading.reason
    (dispute,) = quotation_disputes(
        [made], [one.attribution for one in given], {one.attribution.id: one.text for one in given}
    )
    assert [(side.side, side.row_id[0]) for side in dispute.sides] == [(1, "a"), (1, "b"), (2, "c")]


def test_without_a_sure_base_it_only_differs() -> None:
    (made,) = join(said("a", LINE), said("b", LINE.replace("autumn", "winter")))
    assert made.base_confidence < 0.5
    assert relations(made) == {"a": "same", "b": "differs"}
    reading = next(one for one in made.readings if one.relation == "differs")
    assert reading.reason == "Inside quotation marks: “winter” here, “autumn” in the base."
    assert "misquot" not in reading.reason


def test_the_copy_of_a_known_original_is_altered() -> None:
    a, b = said("b", LINE), said("a", LINE.replace("autumn", "winter"))
    (made,) = join(a, b, reuse=(copied(a, b, "a_to_b"),))
    assert made.base_attribution_id == a.attribution.id
    assert relations(made) == {"b": "same", "a": "altered"}


def test_more_and_less_of_the_same_words() -> None:
    long = "“The bridge at Port Calder will not open before the autumn rains. My crews have found rust in the piers.”"
    (made,) = join(said("a", LINE), said("b", long, day="2031-05-03"))
    assert relations(made) == {"a": "same", "b": "extended"}
    (made,) = join(said("a", LINE), said("b", long))
    assert relations(made) == {"a": "trimmed", "b": "same"}  # a part is not where the whole is from
    (made,) = join(said("a", long), said("b", "the bridge “will not open before the autumn rains”", kind="mixed"))
    assert relations(made) == {"a": "same", "b": "trimmed"}


def test_an_editors_brackets_are_no_alteration() -> None:
    (made,) = join(said("a", "“It will not open before the autumn rains, I can say,”"),
                   said("b", "“[The bridge] will not open before the autumn rains, I can say,”"))  # fmt: skip
    assert relations(made) == {"a": "same", "b": "same"}


def test_an_ellipsis_that_hides_a_not() -> None:
    (made,) = join(
        said("a", "“We have never shelled the harbor town, and we never will shell a harbor town of ours,”"),
        said("b", "“We have ... shelled the harbor town, and we never will shell a harbor town of ours,”"),
    )
    reading = next(one for one in made.readings if one.attribution_id.startswith("b"))
    assert reading.relation == "altered"
    assert "An ellipsis leaves out “never”" in reading.reason


def test_a_quotation_told_without_marks() -> None:
    (made,) = join(
        said("a", "“Rust in the piers of the old bridge will keep the ferry running through December,”"),
        said("b", "rust in the old bridge's piers would keep the ferry running through December", kind="indirect"),
    )
    assert relations(made) == {"a": "same", "b": "turned_indirect"}


@pytest.mark.parametrize(
    "other",
    [
        said("b", LINE, day="2031-05-02", said_on="2031-04-01"),  # another day
        said("b", "“The school at Port Calder will reopen when the mayor has paid for the roof,”"),
        said("b", "“open”", kind="mixed"),
        said("b", "the bridge at Port Calder opens this month", kind="indirect"),
        said("b", LINE.replace("will not open before the", "was shut all"), speaker="source-vane"),
    ],
)
def test_what_only_resembles_is_another_utterance(other: Given) -> None:
    assert len(join(said("a", LINE, said_on="2031-05-02"), other)) == 2


def test_figures_that_moved_are_two_statements() -> None:
    assert len(join(
        said("a", "the flood had killed 12 people in the lower quarter of Port Calder", kind="indirect"),
        said("b", "the flood had killed 19 people in the lower quarter of Port Calder", kind="indirect"),
    )) == 2  # fmt: skip


def test_a_denial_is_not_what_it_denies() -> None:
    assert len(join(
        said("a", "the crews had painted over rust in the piers of the bridge", kind="indirect", stance="deny"),
        said("b", "the crews had painted over rust in the piers of the bridge", kind="indirect"),
    )) == 2  # fmt: skip


def test_long_agreement_outweighs_the_named_speaker() -> None:
    (made,) = join(said("a", LINE), said("b", LINE, speaker="source-vane"))
    reading = next(one for one in made.readings if one.attribution_id != made.base_attribution_id)
    assert reading.relation == "same"
    assert reading.reason.startswith(
        "Given to another speaker, unless one quotes the other: source-vane here, source-orlo in the base."
    )


def test_short_words_of_an_unnamed_speaker_join_nothing() -> None:
    assert len(join(said("a", "“very soon”", None, kind="mixed"), said("b", "“very soon”", None, kind="mixed"))) == 2


def test_twins_in_one_report_need_less_to_agree() -> None:
    a = said("a", "'I wouldn't call the visit warm or cold, it was a visit,'", start=500, day=None)
    b = said("a", "“I wouldn’t describe it as either friendly or hostile; it was just a visit,”", start=2000, day=None)
    (made,) = join(a, b, reuse=(copied(a, b),))
    assert sorted(reading.relation for reading in made.readings) == ["differs", "same"]
    assert made.base_attribution_id == b.attribution.id  # the fuller of two that nothing else tells apart
    assert made.base_confidence < 0.5


def test_a_rewritten_passage_that_turns_a_quotation_indirect() -> None:
    a = said("a", "'You can leave with your own, but you must leave the valley now,'", start=500, addressee="s-vane")
    b = said("a", "he could secure safety for his family", kind="indirect", start=2000, addressee="s-vane")
    (made,) = join(a, b, reuse=(copied(a, b),))
    assert {reading.relation for reading in made.readings} == {"same", "turned_indirect"}
    assert len(join(a, b)) == 2  # the words alone would not do


def test_every_attribution_but_a_thought_has_one_reading() -> None:
    thought = said("d", "the bridge is doomed", kind="indirect")
    thought = Given(replace(thought.attribution, act="thought"), thought.text)
    given = [said("a", LINE), said("b", LINE), said("c", "the ferry runs", kind="indirect"), thought]
    made = join(*given)
    read = [reading.attribution_id for one in made for reading in one.readings]
    assert sorted(read) == sorted(one.attribution.id for one in given[:3])
    assert all(one.base_attribution_id in [reading.attribution_id for reading in one.readings] for one in made)


def test_order_of_input_never_matters() -> None:
    given = [
        said("a", LINE),
        said("b", LINE.replace("autumn", "winter")),
        said("c", "“will not open before the autumn rains. My crews have found rust,”"),
        said("d", "“The bridge at Port Calder will open before the autumn rains,”"),
        said("e", "bridge at Port Calder stays shut until after the autumn rains", kind="indirect"),
    ]
    expected = join(*given)
    for seed in range(5):
        shuffled = given.copy()
        random.Random(seed).shuffle(shuffled)
        assert join(*shuffled) == expected


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("'I wouldn't go,' he", ["I wouldn't go,"]),
        ("he would ‘look into’ the ‘workers’ hall’", ["look into", "workers’ hall"]),
        ("“one.\n“two.”", ["one.", "two."]),
        ('a "plan" and "another', ["plan", "another"]),
        ("the crews' boats and the town's bridge", []),
    ],
)
def test_words_inside_quotation_marks(text: str, inside: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == inside


def test_an_utterance_keeps_the_source_of_its_base() -> None:
    (made,) = join(said("a", LINE), said("b", LINE, None))
    assert made.speaker_id == ORLO
    (made,) = join(said("a", LINE, None), said("b", LINE))
    assert made.speaker_id == ORLO
    (made,) = join(said("a", LINE, None), said("b", LINE), said("c", LINE, "source-vane"))
    assert made.speaker_id is None


@pytest.mark.data
def test_a_report_that_repeats_itself_in_other_words(data_dir: Path, nlp: Language) -> None:
    """The second seed tells each paragraph twice: what differs between the twins is found, and only that."""
    path = next((data_dir / "seeds").glob("003_*.txt"))
    report, marks = mark_report(Report("seed", path.name, path.read_text(encoding="utf-8")), nlp)
    sources = {entity.id: entity.id for entity in marks.entities}
    texts = attribution_texts(report, marks, sources)
    made = join_utterances(marks.attributions, texts, ())
    differing = [one for one in made if any(reading.relation in ("altered", "differs") for reading in one.readings)]
    assert all(len(one.readings) == 2 for one in differing)
    assert len(differing) <= 2
    assert sum(len(one.readings) == 2 for one in made) >= 12


A = "“We cannot go on like this, and I will not ask the crews to work another night,”"
B = "“The families have my apology and they have my number,”"


def spliced(*given: Given) -> dict[str, tuple[str, str]]:
    return {
        reading.attribution_id.split("-")[0]: (reading.relation, reading.reason)
        for made in join(*given)
        for reading in made.readings
        if "Runs together" in reading.reason
    }


def test_two_statements_run_together_are_told() -> None:
    """The first is broken off inside its sentence, so it is an alteration where the base is sure."""
    run_together = "“We cannot go on like this. The families have my apology and they have my number,”"
    found = spliced(
        said("a", A, start=0), said("a", B, start=400), said("b", B), said("c", run_together, day="2031-05-03")
    )
    assert set(found) == {"c"}
    relation, reason = found["c"]
    assert relation in ("altered", "differs")
    assert "“We cannot go on like this” and “The families have my apology" in reason


def test_two_whole_sentences_side_by_side_only_differ() -> None:
    one, two = "“It was the hardest choice of my life,”", "“I was dancing in the kitchen when the numbers came,”"
    both = "“It was the hardest choice of my life. I was dancing in the kitchen when the numbers came,”"
    found = spliced(said("a", one, start=0), said("a", two, start=400), said("b", both, day="2031-05-03"))
    assert [relation for relation, _ in found.values()] == ["differs"]


def test_an_earlier_whole_quotation_is_not_called_spliced() -> None:
    both = "“It was the hardest choice of my life. I was dancing in the kitchen when the numbers came,”"
    one, two = "“It was the hardest choice of my life,”", "“I was dancing in the kitchen when the numbers came,”"
    assert not spliced(said("a", both, day="2031-05-01"), said("b", one, start=0), said("b", two, start=400))


def test_what_a_third_report_quotes_whole_is_not_called_spliced() -> None:
    both = "“It was the hardest choice of my life. I was dancing in the kitchen when the numbers came,”"
    one, two = "“It was the hardest choice of my life,”", "“I was dancing in the kitchen when the numbers came,”"
    assert not spliced(said("a", one, start=0), said("a", two, start=400), said("b", both), said("c", both))


@pytest.mark.parametrize(
    "cut",
    [
        "“I would vote for the bridge …,”",
        "“I would vote for the bridge ... and I have told the mayor so,”",
    ],
)
def test_an_ellipsis_that_leaves_out_a_condition_is_no_cut(cut: str) -> None:
    whole = "“I would vote for the bridge if the ferry stayed free, and I have told the mayor so,”"
    (made,) = join(said("a", whole), said("b", whole), said("c", cut))
    reading = next(one for one in made.readings if one.attribution_id.startswith("c"))
    assert reading.relation == "altered"
    assert "An ellipsis leaves out “if the ferry stayed free" in reading.reason


def test_an_honest_cut_stays_one() -> None:
    whole = "“The bridge will open in the spring with four lanes and a path for walkers along the river,”"
    (made,) = join(said("a", whole), said("b", whole), said("c", "“The bridge will open in the spring …,”"))
    assert relations(made)["c"] == "trimmed"


def test_a_quotation_among_a_reports_own_words_is_a_paraphrase() -> None:
    whole = "“Congratulations to all who had a part in opening the Calder bridge before the rains,”"
    mixed = "his “congratulations to all who had a part in opening” the crossing of the northern river"
    (made,) = join(said("a", whole), said("b", whole), said("c", mixed, kind="mixed"))
    assert relations(made)["c"] == "paraphrased"


def test_what_was_said_after_a_report_was_published_is_not_in_it() -> None:
    earlier = "“We have tested 600 ewes in the dales and not one of them is ill,”"
    later = "“We have now tested 1,900 ewes in the dales and not one of them is ill,”"
    assert (
        len(join(said("a", earlier, day="2031-05-02"), said("b", later, day="2031-05-05", said_on="2031-05-04"))) == 2
    )


def test_much_the_same_said_weeks_later_is_another_statement() -> None:
    earlier = "“We have tested 600 ewes in the dales and not one of them is ill,”"
    later = "“We have now tested 1,900 ewes in the dales and not one of them is ill yet,”"
    assert len(join(said("a", earlier, day="2031-05-02"), said("b", later, day="2031-05-25"))) == 2
    assert len(join(said("a", earlier, day="2031-05-02"), said("b", earlier, day="2031-05-25"))) == 1


def test_the_same_words_given_to_another_a_week_later_are_one_statement_with_another_speaker() -> None:
    long = "“The branch on Dyer Street is the only warm room that some of my patients see all week long,”"
    (made,) = join(said("a", long), said("b", long, speaker="source-hale", day="2031-05-12"))
    reading = next(one for one in made.readings if one.attribution_id.startswith("b"))
    assert "Given to another speaker" in reading.reason


def test_short_statements_in_nearly_the_same_words_are_one() -> None:
    one = said("a", "that she is confident about her country's security", kind="indirect")
    two = said("b", "she is confident in the country's security", kind="indirect")
    other = said("c", "that she is worried about the harbour's lights", kind="indirect")
    assert len(join(one, two)) == 1
    assert len(join(one, two, other)) == 2


def test_a_quotation_told_without_its_marks_is_one_statement() -> None:
    quoted = said("a", "that the ban had cost “too many jobs in Port Calder”", kind="mixed")
    told = said("b", "that too many jobs in Port Calder had been lost", kind="indirect", day="2031-05-03")
    assert len(join(quoted, told)) == 1


def test_a_report_that_quotes_the_whole_in_two_places_leaves_nothing_out() -> None:
    first = "The bridge at Port Calder will not open before the autumn rains have gone."
    second = "Whoever promised the council a date in June had not walked across it once."
    whole = said("a", f"“{first} {second}”", day="2031-05-01")
    one, other = said("b", f"“{first}”"), said("b", f"“{second}”")
    (made,) = join(whole, one, other)
    assert {r.relation for r in made.readings} == {"same"}
    (made,) = join(whole, one)
    assert relations(made)["b"] == "trimmed"


def test_a_negation_in_what_one_alone_adds_turns_nothing() -> None:
    plain = "that the ferry company has sent a fourth pontoon to the harbour of Port Calder"
    more = f"{plain} but without orders to land anybody there"
    turned = plain.replace("has sent", "has not sent")
    for other, expected in ((more, False), (turned, True)):
        found = [
            r for u in join(said("a", plain, kind="indirect"), said("b", other, kind="indirect")) for r in u.readings
        ]
        assert any("a “not” more" in r.reason for r in found) is (
            expected and len({r.attribution_id for r in found}) == 1
        )


def reason(made: Utterance, report: str) -> str:
    return next(one.reason for one in made.readings if one.attribution_id.startswith(report))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (
            "We will open a gate at dawn and that gate stays open,",
            "We will open the gate at dawn and the gate stays open,",
        ),
        ("Our ability to mend the gate at dawn is in doubt,", "Our abilities to mend the gate at dawn is in doubt,"),
        ("We stay at home until the quarantine ends,", "We stay at home until the qurantine ends,"),
        ("The ferry and the bridge are in quarantine,", "The ferry and the bridge are in qurantine,"),
        ("The council of Qadran will mend the gate at dawn,", "The council of Qadren will mend the gate at dawn,"),
    ],
)
def test_small_words_endings_and_spellings_differ_and_are_no_alteration(here: str, there: str) -> None:
    (made,) = join(said("a", f"“{here}”"), said("b", f"“{here}”"), said("c", f"“{there}”"))
    assert relations(made)["c"] == "differs"
    assert reason(made, "c").endswith("Only small words, endings or spellings differ.")


def test_the_name_of_another_place_is_no_spelling() -> None:
    here, there = "“The gate to Sarin will open at dawn,”", "“The gate to Syran will open at dawn,”"
    far = "“The gate to Saraq will open at dawn,”"
    (made,) = join(said("a", here), said("b", here), said("c", far))
    assert relations(made)["c"] == "altered"
    assert "Only small words" not in reason(made, "c")
    (made,) = join(said("a", here), said("b", here), said("c", there))
    assert reason(made, "c").startswith("Inside quotation marks: “Syran” here, “Sarin” in the base.")


def test_a_word_begun_twice_and_a_sound_are_left_out_freely() -> None:
    heard = "“Um, we are going to go on until the, until the last child is out of that school,”"
    clean = "“We are going to go on until the last child is out of that school,”"
    (made,) = join(said("a", heard), said("b", clean))
    assert set(relations(made).values()) == {"same"}


def test_words_of_another_sentence_agree_by_chance() -> None:
    """Two remarks in a row here, another remark before the second there: nothing in the second was changed."""
    second = (
        "The pilot was both loved and feared along this coast. Nobody will miss him as his crew would have us think."
    )
    one = said("a", f"that “the ferry never won a prize, but never lost a passenger” and that “{second}”", kind="mixed")
    two = said("b", f"“While the ferry will never be able to admit it fully, {second[0].lower()}{second[1:]}”")
    (made,) = join(one, two)
    assert "“will” is here" not in reason(made, "b") + reason(made, "a")


def test_two_translations_are_worded_otherwise_throughout() -> None:
    one = said("a", "“It is up to each of us to defend what our grandparents built with their hands,”", addressee="p")
    two = "“Each one of us has the duty of defending what our grandparents made with their own hands,”"
    (made,) = join(one, said("b", two, addressee="p"))
    assert sorted(relations(made).values()) == ["differs", "same"]
    assert reason(made, "a").startswith("Worded otherwise throughout")


def test_a_pronoun_or_a_house_is_not_accused_of_taking_another_speakers_words() -> None:
    own = said("a", LINE, person="person")
    house = said("b", LINE, speaker="source-house", person="organisation")
    other = said("c", LINE, speaker="source-vane", person="person")
    role = said("d", LINE, speaker="source-vane", person="person", described=True)
    for one, accused in ((house, False), (other, True), (role, False)):
        (made,) = join(own, one)
        told = [reading.reason for reading in made.readings]
        assert any("Given to another speaker" in each for each in told) is accused


def test_a_title_before_a_name_makes_no_other_speaker() -> None:
    one, two = said("a", LINE, name="Chief Orlo"), said("b", LINE, speaker="source-2", name="Ann Orlo")
    (made,) = join(one, two)
    assert "another speaker" not in reason(made, "a") + reason(made, "b")


def test_a_short_order_by_a_speaker_under_two_sources() -> None:
    order = "“Leave the boats where they are,”"
    named = said("b", order, speaker="source-2", name="Ann Orlo")
    assert len(join(said("a", order, name="harbour chief Ann Orlo", described=True), named)) == 1
    assert len(join(said("a", order, name="a spokesman for Ann Orlo", described=True), named)) == 2


def test_what_the_statement_said_is_said_by_the_one_who_is_named() -> None:
    (made,) = join(
        said("a", LINE, speaker="source-paper", name="the statement", described=True, day="2031-05-01"),
        said("b", LINE),
    )
    assert made.base_attribution_id.startswith("a")
    assert made.speaker_id == ORLO


def test_one_of_several_quotations_that_stands_whole_in_the_other() -> None:
    strung = said("a", "him “a low trick” and “a third rate pilot who is good at finding rocks.”", kind="mixed")
    whole = (
        "“He is a man of no account, a third rate pilot who is good at finding rocks, like the last one we had here,”"
    )
    assert len(join(strung, said("b", whole))) == 1
    assert len(join(strung, said("b", whole, day="2031-05-20"))) == 2


def test_a_quotation_told_without_marks_by_nobody_in_particular() -> None:
    quoted = said(
        "a", "“I am not questioning that the senior pilot may have been badly misled by some person in some place,”"
    )
    told = "he was not questioning that the senior pilot may have been badly misled by someone in some place"
    (made,) = join(quoted, said("b", told, speaker=None, kind="indirect"))
    assert relations(made)["b"] == "turned_indirect"
    assert len(join(quoted, said("b", told, speaker=None, kind="indirect", day="2031-05-20"))) == 2


def test_a_longer_statement_with_a_negation_of_its_own_is_still_told() -> None:
    whole = "“The contract went to the lowest bidder after three rounds of sealed offers, and I had no part in them,”"
    told = "the contract went to the lowest bidder after three rounds of offers"
    assert len(join(said("a", whole), said("b", told, kind="indirect"))) == 1


def test_the_count_of_the_next_day_is_another_statement() -> None:
    one = said("a", "“We have found 12 bodies in the ruins and we go on looking for survivors,”", said_on="2031-05-02")
    two = "“We have found 31 bodies in the ruins and we go on looking for survivors,”"
    assert len(join(one, said("b", two, day="2031-05-03", said_on="2031-05-03"))) == 2
    assert len(join(one, said("b", two, day="2031-05-03"))) == 1


def test_what_is_said_again_on_a_later_day_is_another_statement() -> None:
    later = said("b", LINE, day="2031-05-09", cue="repeated")
    assert len(join(said("a", LINE), later)) == 2
    assert len(join(said("a", LINE), said("b", LINE, cue="repeated"))) == 1


def test_the_inner_speaker_stands_before_the_frame_that_holds_him() -> None:
    frame = said("a", f"{LINE} Orlo said", speaker="source-aide", described=True, kind="mixed", start=100)
    inner = said("a", LINE, start=100)
    other = said("b", LINE, day="2031-05-03")
    groups = [set(relations(one)) for one in join(frame, inner, other)]
    assert {"a", "b"} in groups
    joined = next(one for one in join(frame, inner, other) if len(one.readings) == 2)
    assert inner.attribution.id in {reading.attribution_id for reading in joined.readings}


def test_words_between_marks_inside_a_quotation_are_quoted() -> None:
    text = "“And the girl, all of ten years old, said, ‘We should pray for him.’ That was wise,” Orlo said."
    start, end = text.index("We should"), text.index(".’")
    inner = Attribution(
        "x", "r", start, end, ((start, end),), None, None, (), None, None, (), "direct", "said", "assert", None, "none",
        1.0, False, None, None, None, "outer", 1.0, "test",
    )  # fmt: skip
    assert _stands_in_marks(inner.pieces, text)
    assert not _stands_in_marks(((text.index("all of"), text.index(", said")),), text)


OATH = (
    "“When I joined the harbour watch forty years ago I promised to keep its lamps lit for every ship of every nation, "
    "and never did I think that I would be told to put them out”"
)


def guessed(one: Given, confidence: float = 0.64) -> Given:
    made = replace(one.attribution, speaker_basis="pronoun", speaker_confidence=confidence)
    return Given(made, replace(one.text, speaker_kind="person"))


def corrected(*given: Given) -> dict[str, str]:
    by_id = {one.attribution.id: one.text for one in given}
    found = guesses_corrected(join(*given), [one.attribution for one in given], by_id)
    return {key.split("-")[0]: source for key, source in found.items()}


def test_a_guessed_speaker_gives_way_to_the_name_that_others_give_for_the_same_words() -> None:
    guess = guessed(said("a", OATH, "source-vell", day="2031-05-01"))
    named = [said(report, OATH, ORLO, person="person") for report in "bc"]
    assert corrected(guess, *named) == {"a": ORLO}
    (made,) = join(guess, *named)
    assert made.speaker_id == ORLO


def test_a_guess_stands_where_names_differ_or_the_report_is_sure() -> None:
    guess = guessed(said("a", OATH, "source-vell"))
    two = [said("b", OATH, ORLO, person="person"), said("c", OATH, "source-marsh", person="person")]
    assert corrected(guess, *two) == {}
    assert corrected(guessed(said("a", OATH, "source-vell"), 0.9), said("b", OATH, ORLO, person="person")) == {}
    assert corrected(said("a", OATH, "source-vell", person="person"), said("b", OATH, ORLO, person="person")) == {}


LONG = (
    "“Nobody in the harbour had any idea what the storm would bring. Some of the piers are old, but all of them belong "
    "to the town and to the people who built it with their own hands.”"
)


def test_an_ellipsis_before_a_later_sentence_hides_nothing() -> None:
    later = "“... all of them belong to the town and to the people who built it with their own hands.”"
    (made,) = join(said("a", LONG), said("b", LONG), said("c", later))
    assert relations(made)["c"] == "trimmed"


def test_an_ellipsis_that_cuts_the_not_of_its_own_sentence_is_told() -> None:
    whole = "“It is not true that all of the piers belong to the town and to the people who built it with their hands.”"
    cut = "“... all of the piers belong to the town and to the people who built it with their hands.”"
    (made,) = join(said("a", whole), said("b", whole), said("c", cut))
    assert relations(made)["c"] == "altered"


CHANGED_PAIRS = [
    ("“Nearly every boat in the harbour was at sea that night.”", "“Every boat in the harbour was at sea that night.”"),
    ("“I don't believe the pilot lied to us about the buoy.”", "“The pilot lied to us about the buoy.”"),
    ("“Not all of the boats were paid for by the town.”", "“All of the boats were paid for by the town.”"),
    ("“I am not resigning.”", "“I am resigning.”"),
    ("“We won't pay.”", "“We will pay.”"),
    ("“I said that we are not going to sell the quay.”", "“I said that we are ... going to sell the quay.”"),
    ("“The quay is unsafe for boats of that size.”", "“The quay is safe for boats of that size.”"),
    ("“They can leave the quay when they want to.”", "“They cannot leave the quay when they want to.”"),
    ("“Nobody was hurt.”", "“Somebody was hurt.”"),
    ("“There was no warning.”", "“There was a warning.”"),
    ("“They were neither warned nor asked,”", "“They were warned and asked,”"),
    ("“The mole will not hold, I'm afraid.”", "“The mole will hold.”"),
    ("“It would be a lie to say that the plan has my support,”", "“The plan has my support,”"),
    ("“It would be a lie to say that the plan has my support,”", "“... the plan has my support,”"),
    ("“Anyone who thinks that we can win this without a fund is dreaming,”", "“We can win this without a fund,”"),
    ("“I am far from certain that the boy was on the mole,”", "“I am ... certain that the boy was on the mole,”"),
    ("“The claim that we knew of the leak is false,”", "“... we knew of the leak ...”"),
]
TURNED_INDIRECT = [
    ("“No charges will be brought against the crew,”", "charges would be brought against the crew"),
    ("“We don't expect more deaths in the coming days,”", "that she expected more deaths in the coming days"),
    ("“I never met the banker in Calder,”", "she had met the banker in Calder"),
    ("“The water is not safe to drink,”", "the water was safe to drink"),
]
UNCHANGED_PAIRS = [
    ("“That was a f***ing disgrace and we all know it.”", "“That was a fucking disgrace and we all know it.”"),
    (
        "“This is bulls--t and the whole town knows it by now.”",
        "“This is bullshit and the whole town knows it by now.”",
    ),
    ("“They'd have paid in June if they'd read it.”", "“They would have paid in June if they had read it.”"),
    ("“The quay's not safe and it won't be for years.”", "“The quay isn't safe and it will not be for years.”"),
    ("“We leave on March 3rd, in two to three boats.”", "“We leave on March 3, in 2-3 boats.”"),
    ("“It's okay, y'know, the boats are all in.”", "“It is OK, you know, the boats are all in.”"),
    ("“I was not there, but I know that the gate was open.”", "“I know that the gate was open.”"),
]


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("whole", "changed"), CHANGED_PAIRS)
def test_what_turns_a_quotation_is_told_whichever_report_is_the_earlier(
    whole: str, changed: str, swapped: bool
) -> None:
    first, second = (changed, whole) if swapped else (whole, changed)
    (made,) = join(said("one", first), said("two", second, day="2031-05-03"))
    (reading,) = (one for one in made.readings if one.attribution_id != made.base_attribution_id)
    assert reading.relation in ("altered", "differs")
    assert any(word in reading.reason for word in ("Inside quotation marks", "An ellipsis", "egins just behind"))


@pytest.mark.parametrize(("quoted", "told"), TURNED_INDIRECT)
def test_a_not_that_is_lost_where_a_quotation_is_told_indirectly_is_told(quoted: str, told: str) -> None:
    (made,) = join(said("one", quoted), said("two", told, kind="indirect"))
    (reading,) = (one for one in made.readings if one.relation == "turned_indirect")
    assert "with a “not” more" in reading.reason


@pytest.mark.parametrize(("one", "other"), UNCHANGED_PAIRS)
def test_what_a_house_may_do_to_a_quotation_changes_nothing(one: str, other: str) -> None:
    (made,) = join(said("one", one), said("two", other))
    assert set(relations(made).values()) <= {"same", "trimmed", "extended"}


def test_a_quotation_told_in_part_behind_a_not_of_the_reports_own_is_no_cut() -> None:
    whole = said("one", "“I do not think that the pilot lied to us about the buoy.”")
    part = said("two", "“the pilot lied to us about the buoy”", day="2031-05-03", cue="did not think")
    (made,) = join(whole, part)
    assert relations(made)["two"] == "trimmed"


def test_a_condition_that_is_left_off_is_told() -> None:
    whole = said("one", "“The quay will be sold next year, but only if the town agrees to it.”")
    (made,) = join(whole, said("two", "“The quay will be sold next year.”", day="2031-05-03"))
    (reading,) = (one for one in made.readings if one.relation == "trimmed")
    assert "A condition is left off: “only if the town agrees to it”." in reading.reason


def test_another_number_told_without_marks_is_the_same_statement_with_another_number() -> None:
    quoted = said("one", "“The storm sank 34 boats between the quay and the mole.”")
    told = said("two", "the storm had sunk 43 boats between the quay and the mole", kind="indirect")
    (made,) = join(quoted, told)
    assert "A number differs." in next(r.reason for r in made.readings if r.relation == "turned_indirect")
    assert len(join(quoted, replaced(told, day="2031-05-04"))) == 2


def test_words_given_to_somebody_by_a_guess_are_joined_with_those_of_a_name() -> None:
    named = said(
        "one", "that the ban had cost “too many dockers and pilots lost jobs”", "vell", kind="mixed", name="Mara Vell"
    )
    guessed = said("two", "“Too many dockers and pilots lost jobs.”", "fenn", name="Ole Fenn")
    doubtful = replace(guessed.attribution, speaker_basis="pronoun", speaker_confidence=0.7)
    assert len(join(named, guessed)) == 2
    assert len(join(named, Given(doubtful, guessed.text))) == 1


def test_a_short_telling_of_a_part_of_a_long_quotation_is_a_reading_of_it() -> None:
    long = "“The red buoy is a mark of the pilots, so it was put into a picture of pilots. " + " ".join(
        f"Nobody has asked what the {thing} stands for." for thing in ("lamp", "anchor", "mole")
    )
    told = "the red buoy was a mark used by pilots so it was put into a picture of pilots"
    assert len(join(said("one", long + "”"), said("two", told, kind="indirect"))) == 1


def test_of_two_reports_of_one_day_the_one_that_tells_nothing_of_the_quotation_without_marks_is_the_base() -> None:
    whole = said(
        "two", "that they work “on a range of means and measures to protect our boats”", kind="mixed", day=None
    )
    half = said("one", "that they chose a range of means and measures “to protect our boats”", kind="mixed")
    (made,) = join(half, whole)
    assert made.base_attribution_id == whole.attribution.id


def test_of_two_reports_of_one_day_the_outlet_that_others_credit_is_nearer() -> None:
    text = "“The quay is safe and {} will be for years.”"
    one, two = said("a", text.format("it")), said("b", text.format("so it"))
    credited = Given(two.attribution, replace(two.text, outlet="The Ostry Gazette"))
    elsewhere = said("c", "“The pilots are asleep on the mole again.”", "source-fenn", name="Ole Fenn")
    handed = Given(elsewhere.attribution, replace(elsewhere.text, outlet="Coast Radio", hands=("Ostry Gazette",)))
    made = next(u for u in join(one, credited, handed) if len(u.readings) > 1)
    assert made.base_attribution_id == two.attribution.id


def replaced(given: Given, day: str) -> Given:
    return Given(given.attribution, replace(given.text, published_earliest=day, published_latest=day))


def test_a_repeat_without_a_date_is_of_another_occasion() -> None:
    first = said("one", "“We will pay the pilots what they are owed before the first of the winter storms.”")
    words = "“We will pay the pilots all that they are owed before the first of the winter storms.”"
    assert len(join(first, said("two", words, day=None))) == 1
    again = said("two", words, day=None, cue="repeated")
    assert len(join(first, again)) == 2
    assert len(join(again, said("three", words, cue="repeated"))) == 1


def test_a_few_quoted_words_amid_what_the_speaker_said_around_them_are_of_the_same() -> None:
    whole = said("one", "“Our harbour appears to be recovering, which is good for all the fleets of the coast,”")
    part = said("two", "that the harbour appeared “to be recovering” after the storm", kind="mixed")
    assert len(join(whole, part)) == 1
    other = said("two", "that the mayor of Ostry asked for time “to be recovering” from a cold", kind="mixed")
    assert len(join(whole, other)) == 2
    turned = said("two", "that no harbour appeared “to be recovering” after the storm", kind="mixed")
    assert len(join(whole, turned)) == 2


def test_five_quoted_words_of_one_speaker_are_found_however_plain() -> None:
    whole = said("one", "“When you see these men thrown into a van, I said, please don't be too nice,”")
    part = said("two", "the officers “don't be too nice” during arrests", kind="mixed", day="2031-05-03")
    assert len(join(whole, part)) == 1


@pytest.mark.parametrize("own", ["that, asked, she would", "that she would,", "that of course,"])
def test_a_not_lost_from_the_base_is_told_where_its_own_words_end_in_a_comma(own: str) -> None:
    short = said("one", f"{own} “support the sale of the quay in the spring and the sale of the pier”", kind="mixed")
    whole = said("two", "“I will not support the sale of the quay in the spring,”", day="2031-05-03")
    (made,) = join(short, whole)
    assert all("“I will not”" in one.reason for one in made.readings if "egins" in one.reason)
    assert any("egins" in one.reason for one in made.readings)


def test_a_not_that_is_lost_before_the_quotation_marks_is_told() -> None:
    whole = said("one", "“I will not support the sale of the quay in the spring,”")
    lost = said("two", "that she would “support the sale of the quay in the spring”", kind="mixed", day="2031-05-03")
    (made,) = join(whole, lost)
    reading = next(one for one in made.readings if one.attribution_id == lost.attribution.id)
    assert (reading.relation, reading.reason[:34]) == ("altered", "Begins just behind “I will not”, w")
    for told in ("that she would not “{}”", "that she warned of a vote to “{}”", "that she is against a plan to “{}”"):
        text = told.format("support the sale of the quay in the spring")
        (made,) = join(whole, said("two", text, kind="mixed", day="2031-05-03"))
        assert not any("Begins" in one.reason for one in made.readings)
    asked = said("one", "“Why don't they support the sale of the quay in the spring,”")
    (made,) = join(asked, lost)
    assert not any("Begins" in one.reason for one in made.readings)


def test_an_editors_bracket_is_no_word_of_a_difference() -> None:
    base = said("one", "“They will weaken Vorne and [its] Qelmar Guard and end the raids on the coast road,”")
    other = said("two", "“They will weaken Vorne and Qalmar Guard and end the raids on the coast road,”")
    (made,) = join(base, other)
    told = " ".join(one.reason for one in made.readings)
    assert "“Qelmar” here, “Qalmar” in the base" in told
    assert "its]" not in told


def test_numbers_of_two_things_are_not_one_number_told_otherwise() -> None:
    told = said(
        "one", "that the fleet has chosen 41 harbours, which will be hit “very fast and very hard”", kind="mixed"
    )
    other = said(
        "two",
        "only to threaten 36 minutes later that the fleet would hit harbours “very fast and very hard”",
        kind="mixed",
        day="2031-05-03",
    )
    (made,) = join(told, other)
    assert not any("A number differs" in one.reason for one in made.readings)


def test_quoted_words_that_the_base_has_not_are_no_same_words() -> None:
    base = said("one", "“He should have been put out of the council many years ago,”")
    other = said(
        "two",
        "the treasurer of the harbour board, the man he blames for the empty chest, “should have been put out of the "
        "council many years ago” and was “rightly feared by every clerk”",
        kind="mixed",
    )
    (made,) = join(base, other)
    reading = next(one for one in made.readings if one.attribution_id.startswith("two"))
    assert "quotation marks are the same" not in reading.reason


def test_a_pronoun_of_a_group_that_names_its_speaker_forbids_no_third_reading() -> None:
    named = said(
        "one", "that the ban had caused “too many harbour jobs to be lost at Vorne”", "vell", kind="mixed",
        name="Mara Vell", person="person",
    )  # fmt: skip
    words = "“Too many harbour jobs to be lost at Vorne. That is all I have to say to the council.”"
    by_orlo = said("two", words, "orlo", name="Tam Orlo", day="2031-05-03", person="person")
    guessed = Given(replace(by_orlo.attribution, speaker_basis="pronoun", speaker_confidence=0.7), by_orlo.text)
    told = said(
        "two", "too many harbour jobs would be lost at Vorne", "vell", kind="indirect", name="Mara Vell",
        day="2031-05-03", person="person",
    )  # fmt: skip
    assert len(join(named, guessed, told)) == 1


def test_parts_of_one_statement_stand_with_the_reading_that_holds_them_all() -> None:
    first = said(
        "one",
        "“The new boats are what our harbour needs. The guild, a part of the council, will surely take part in it.”",
        start=50000,
    )
    rest = said("one", "“They will simply no longer lead it,”", start=50150)
    heard = Given(rest.attribution, replace(rest.text, heard=True))
    words = "“The guild, a part of the council, will surely take part in it. They will simply no longer lead it.”"
    (made,) = join(first, heard, said("two", words), said("three", words))
    assert made.base_attribution_id.startswith(("two", "three"))
    assert any("the others tell parts of what it quotes" in reading.reason for reading in made.readings)
