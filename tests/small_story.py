"""A small invented story, made by hand: four reports of a pier that gave way, with every kind of row in the account.

Tests of the queries, the views and the command line share it, so that what they show can be checked against words
that stand here. Every span is found by its words; a word that is not there is an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from whence.account import Account, Dispute, DisputeSide, Reading, Series, Source, Support, TimelineEntry, Utterance
from whence.records import (
    Ancestor,
    Attribution,
    Entity,
    Event,
    Figure,
    Lineage,
    Marks,
    Mention,
    Passage,
    Problem,
    Published,
    Report,
    Reuse,
    Via,
    digest,
    mark_id,
)
from whence.story.store import Story

GAZETTE = """Pier gives way at Ostry Head

The pier at Ostry Head gave way on Monday, the harbour office said. At least 11 people were hurt.

"The east piles failed before any alarm was raised," said Mara Vell, the harbour master. She told reporters that \
4 boats were lost.
"""
COURIER = """Ostry pier falls

At least 11 people were hurt when the pier at Ostry Head gave way on Monday. "The east piles collapsed before any \
alarm was raised," harbour master Mara Vell said.

Share this story
"""
LEDGER = """Twenty hurt as pier <b>falls</b>, union says

Between 18 and 20 people were hurt, the dockers' union said on Tuesday. He denied that the piles had been unsafe, \
according to the Vantry Wire. "We were never told," two officials said.
"""
UNDATED = """Minister to visit pier

The minister will visit Ostry Head next week. "No pile was unsafe," Vell said.
"""


@dataclass
class Marker:
    """The marks of one report, added by the words that they stand on."""

    report: Report
    passages: list[Passage] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def at(self, words: str) -> tuple[int, int]:
        start = self.report.text.index(words)
        return start, start + len(words)

    def near(self, words: str, content: tuple[int, int]) -> tuple[int, int]:
        text = self.report.text
        starts = [at for at in range(len(text)) if text.startswith(words, at)]
        start = min(starts, key=lambda at: min(abs(at - content[1]), abs(at + len(words) - content[0])))
        return start, start + len(words)

    def passage(self, words: str, kind: str = "body") -> None:
        start, end = self.at(words)
        seq = len(self.passages)
        key = mark_id(self.report.id, "passage", start, end, kind)
        self.passages.append(Passage(key, self.report.id, start, end, seq, kind, "hand"))  # type: ignore[arg-type]

    def entity(self, name: str, kind: str, anonymous: bool = False) -> str:
        key = digest(self.report.id, "entity", name)
        if all(e.id != key for e in self.entities):
            self.entities.append(
                Entity(key, self.report.id, name, kind, anonymous, (name,), "hand")  # type: ignore[arg-type]
            )
        return key

    def mention(self, words: str, entity_id: str, basis: str = "name") -> None:
        start, end = self.at(words)
        key = mark_id(self.report.id, "mention", start, end, basis)
        self.mentions.append(
            Mention(key, self.report.id, start, end, entity_id, basis, None, 1.0, "hand")  # type: ignore[arg-type]
        )

    def said(
        self,
        words: str,
        cue: str,
        source: str,
        speaker: str | None,
        kind: str = "direct",
        stance: str = "assert",
        basis: str = "name",
        confidence: float = 0.95,
        anonymous: bool = False,
        act: str = "said",
        via: tuple[Via, ...] = (),
        pieces: tuple[str, ...] | None = None,
    ) -> str:
        spans = tuple(self.at(piece) for piece in (pieces or (words,)))
        start, end = spans[0][0], spans[-1][1]
        cue_span, source_span = self.near(cue, (start, end)), self.near(source, (start, end))
        key = mark_id(self.report.id, "attribution", start, end, kind)
        self.attributions.append(
            Attribution(
                id=key, report_id=self.report.id, start=start, end=end, pieces=spans,
                cue_start=cue_span[0], cue_end=cue_span[1], cue_pieces=(cue_span,),
                source_start=source_span[0], source_end=source_span[1], source_pieces=(source_span,),
                kind=kind, act=act, stance=stance, speaker_entity_id=speaker, speaker_basis=basis,  # type: ignore[arg-type]
                speaker_confidence=confidence, anonymous=anonymous, addressee_entity_id=None, said_from=None,
                said_to=None, parent_id=None, confidence=0.9, made_by="hand",
                speakers=(speaker,) if speaker else (), via=via,
            )
        )  # fmt: skip
        return key

    def figure(self, words: str, value: str, low: float | None, high: float | None, bound: str, measured: str,
               attribution: str | None = None) -> str:  # fmt: skip
        start, end = self.at(words)
        value_start = start + words.index(value)
        key = mark_id(self.report.id, "figure", start, end, bound)
        self.figures.append(
            Figure(
                id=key, report_id=self.report.id, start=start, end=end, value_start=value_start,
                value_end=value_start + len(value), low=low, high=high, bound=bound, unit="count",  # type: ignore[arg-type]
                measured=measured, head=measured.split()[0], scope=None, as_of_from=None, as_of_to=None,
                attribution_id=attribution, made_by="hand",
            )
        )  # fmt: skip
        return key

    def event(self, words: str, earliest: str | None, latest: str | None, modality: str) -> str:
        start, end = self.at(words)
        key = mark_id(self.report.id, "event", start, end, modality)
        self.events.append(
            Event(key, self.report.id, start, end, earliest, latest, modality, None, "hand")  # type: ignore[arg-type]
        )
        return key

    def marks(self) -> Marks:
        return Marks(
            self.report.id, tuple(self.passages), tuple(self.entities), tuple(self.mentions),
            tuple(self.attributions), (), (), tuple(self.figures), tuple(self.events),
        )  # fmt: skip


def report(name: str, text: str, outlet: str | None, day: str | None, title: str | None) -> Report:
    """One report of the small story; its id stands for its name alone, so that expected output can cite it."""
    if day is None:
        published = Published(None, "2031-05-07", None, None, 0.4, "it tells of the pier's fall, on 2031-05-05")
    else:
        published = Published(day, day[:10], day[:10], "given", 1.0, "given with the record")
    return Report(
        id=digest(name), origin=f"pile/{name}.txt", text=text, outlet=outlet, title=title, published=published,
        raw=text.encode(),
    )  # fmt: skip


def make_small_story(path: Path) -> Path:
    """Write the small story to `path`, and give the path back."""
    gazette = Marker(report("gazette", GAZETTE, "Ostry Gazette", "2031-05-05", "Pier gives way at Ostry Head"))
    courier = Marker(report("courier", COURIER, "The Courier", "2031-05-06", "Ostry pier falls"))
    ledger = Marker(report("ledger", LEDGER, "Vantry Ledger", "2031-05-06T08:00:00+02:00", "Twenty hurt as pier <b>falls</b>, union says"))  # fmt: skip  # noqa: E501
    undated = Marker(report("undated", UNDATED, None, None, None))

    gazette.passage("Pier gives way at Ostry Head", "headline")
    gazette.passage(GAZETTE.split("\n\n")[1])
    gazette.passage(GAZETTE.split("\n\n")[2].strip())
    office = gazette.entity("the harbour office", "office")
    vell = gazette.entity("Mara Vell", "person")
    gazette.mention("Mara Vell", vell)
    fell = gazette.said("The pier at Ostry Head gave way on Monday", "said", "the harbour office", office, "indirect")
    piles = gazette.said('"The east piles failed before any alarm was raised,"', "said", "Mara Vell, the harbour master", vell)  # fmt: skip  # noqa: E501
    boats = gazette.said("4 boats were lost", "told", "She", vell, "indirect", basis="pronoun", confidence=0.9)
    hurt = gazette.figure("At least 11 people", "11", 11, None, "at_least", "people hurt")
    gazette.figure("4 boats", "4", 4, 4, "exactly", "boats lost", boats)
    gave = gazette.event("gave way", "2031-05-05", "2031-05-05", "happened")

    courier.passage("Ostry pier falls", "headline")
    courier.passage(COURIER.split("\n\n")[1])
    courier.passage("Share this story", "boilerplate")
    vell2 = courier.entity("Mara Vell", "person")
    courier.mention("Mara Vell", vell2)
    piles2 = courier.said('"The east piles collapsed before any alarm was raised,"', "said", "harbour master Mara Vell", vell2)  # fmt: skip  # noqa: E501
    hurt2 = courier.figure("At least 11 people", "11", 11, None, "at_least", "people hurt")
    gave2 = courier.event("gave way", "2031-05-05", "2031-05-05", "happened")

    ledger.passage("Twenty hurt as pier <b>falls</b>, union says", "headline")
    ledger.passage(LEDGER.split("\n\n")[1].strip())
    union = ledger.entity("the dockers' union", "organisation")
    wire = ledger.entity("Vantry Wire", "outlet")
    two = ledger.entity("two officials", "group", anonymous=True)
    vell3 = ledger.entity("Mara Vell", "person")
    count = ledger.said("Between 18 and 20 people were hurt", "said", "the dockers' union", union, "indirect")
    start, end = ledger.at("Vantry Wire")
    denial = ledger.said(
        "that the piles had been unsafe", "denied", "He", vell3, "indirect", "deny", "pronoun", 0.55,
        via=(Via(1, wire, start, end),),
    )  # fmt: skip
    ledger.said('"We were never told,"', "said", "two officials", two, anonymous=True, basis="description")
    hurt3 = ledger.figure("Between 18 and 20 people", "18 and 20", 18, 20, "range", "people hurt", count)

    undated.passage("Minister to visit pier", "headline")
    undated.passage(UNDATED.split("\n\n")[1].strip())
    vell4 = undated.entity("Vell", "person")
    safe = undated.said('"No pile was unsafe,"', "said", "Vell", vell4)
    visit = undated.event("visit Ostry", None, None, "planned")

    ids = {name: digest(name) for name in ("gazette", "courier", "ledger", "undated")}
    with Story.create(path) as story:
        story.add_reports([(m.report, m.marks()) for m in (gazette, courier, ledger, undated)])
        story.add_problems([Problem("pile/empty.txt", "read", "empty", "pile/empty.txt: holds no words; leave it out")])
        a, b = gazette.at("At least 11 people were hurt"), courier.at("At least 11 people were hurt")
        story.replace_reuse([
            Reuse(digest("reuse"), ids["gazette"], *a, ids["courier"], *b, "verbatim", 1.0, "a_to_b", 0.9,
                  "the Gazette is a day older", "hand"),
        ])  # fmt: skip
        story.replace_account(
            Account(
                sources=(
                    Source("s-office", "the harbour office", "office", False, ("the harbour office",), (office,)),
                    Source("s-vell", "Mara Vell", "person", False, ("Mara Vell", "Vell"), (vell, vell2, vell3, vell4)),
                    Source("s-union", "dockers' union", "organisation", False, ("the dockers' union",), (union,)),
                    Source("s-two", "two officials", "group", True, ("two officials",), (two,)),
                    Source("s-wire", "Vantry Wire", "outlet", False, ("Vantry Wire",), (wire,)),
                ),
                utterances=(
                    Utterance(
                        "u-piles", "s-vell", "The east piles failed before any alarm was raised,", piles, 0.9,
                        "2031-05-05", "2031-05-05",
                        (
                            Reading(piles, "same", (), "the base"),
                            Reading(
                                piles2, "altered",
                                (("equal", "The east piles", "The east piles"), ("replace", "failed", "collapsed"),
                                 ("equal", "before any alarm was raised,", "before any alarm was raised,")),
                                "1 word differs inside the quotation marks",
                            ),
                        ),
                    ),
                ),
                series=(Series("n-hurt", "people hurt", "count", (hurt, hurt2, hurt3)),),
                timeline=(
                    TimelineEntry("t-fall", "2031-05-05", "2031-05-05", gave, (gave, gave2)),
                    TimelineEntry("t-visit", None, None, visit, (visit,)),
                ),
                disputes=(
                    Dispute(
                        "d-hurt", "figures", "people hurt", "2031-05-06", None, "rival counts as of one day",
                        (DisputeSide(1, "figure", hurt), DisputeSide(2, "figure", hurt3)),
                    ),
                    Dispute(
                        "d-piles", "denial", "that the piles had been unsafe", "2031-05-05", None, "in so many words",
                        (DisputeSide(1, "attribution", piles), DisputeSide(2, "attribution", denial),
                         DisputeSide(2, "attribution", safe)),
                    ),
                ),
                support=(
                    Support("utterance", "u-piles", ids["gazette"], True),
                    Support("timeline", "t-fall", ids["gazette"], True),
                    Support("timeline", "t-visit", ids["undated"], False),
                    Support("figure", hurt3, "anc-wire", False),
                    Support("dispute_side", "d-hurt:1", ids["gazette"], True),
                    Support("dispute_side", "d-hurt:2", "anc-wire", False),
                ),
            ),
            [
                Lineage(ids["courier"], ids["gazette"], None, 0.62, "shared wording; the Gazette is a day older"),
                Lineage(ids["ledger"], None, "anc-wire", 0.3, "credits the Vantry Wire"),
            ],
            [Ancestor("anc-wire", wire, "Vantry Wire", "credited, not in the pile")],
            {ids["gazette"]: 1.0, ids["courier"]: 0.38, ids["ledger"]: 0.7, ids["undated"]: 1.0},
        )  # fmt: skip
        assert fell
    return path
