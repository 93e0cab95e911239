"""The demo story with every person, place and outlet renamed is marked as the demo story is.

A rule or a lexicon entry that is there because one story holds a name would mark the two differently. The new names
have the shape of the old: as many words, the same gender, type-words (`Times`, `Herald`) kept; whether
`names_given.tsv` holds a given name plays no part.

Not every attribution can be held to be the same. The tagger, the entity recogniser and the attribution model are
statistical and know words by their letters: in one of the two stories a name is missed, or a clause is read otherwise.
So a share of the attributions is held to be the same in all but the words (`LEAST`), and none may be given to another
person.

No lexicon entry is the name of somebody or something in the demo, or of a person in the development stories.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import whence
from marked_text import Marked
from traced_demo import demo_reports
from whence.demo import demo_folder
from whence.errors import CommandError
from whence.mark.name_shapes import fold
from whence.mark.report import mark_report
from whence.mark.span_model import SpanModel, load_span_model
from whence.records import Attribution, Report

PERSONS = {
    "Irena Valdassar": "Marta Brescorin",
    "Rafael Tornquay": "Daniel Aldercott",
    "Celeste Dunmarrow": "Camille Thornwick",
    "Piers Okonjaro": "Hugh Adebrune",
    "Jetties Okonjaro": "Cuddles Adebrune",  # what a spinning machine makes of Piers, and of a Hugh
    "Gregor Hallimond": "Stefan Corrigale",
    "Anjali Ferreñas": "Sunita Cardeños",
    "Anjali Ferrenas": "Sunita Cardenos",
    "Ewa Lindcastle": "Ilse Marchbanke",
    "Hana Ostrowe": "Olga Petrasse",
    "Josip Arrendt": "Tadeo Wickert",
    "Bram Vásarel": "Joss Kórdaly",
    "Bram Vasarel": "Joss Kordaly",
    "Yusuf Brandvik": "Karim Soldheim",
    "Tamar Elwynne": "Delia Orwenne",
    "Florian Marskell": "Quentin Durbeck",
    "Dorte Vennick": "Berit Hassop",
    "Amara Stellwood": "Nadia Fernhurst",
    "Idris Haldorsen": "Osman Vilhelmar",
    "Silvan Achterly": "Lorenz Quickenby",
    "Odile Sandgrove": "Elodie Birchmont",
    "Ottilie Braskett": "Rosalie Tunnard",
    "Beatrix Solvane": "Charlotte Merrane",
    "Henrike Oyelind": "Mathilde Akerlund",
    "Suri Whitlock": "Mina Garfold",
    "Matteo Dreganic": "Marco Velterin",
    "Leontine Akerby": "Philippa Orsenby",
    "Oskar Prebendal": "Ludwig Carravel",
    "Callum Verhoest": "Duncan Lemaire",
    "Jonas Pellworthy": "Edvard Hathersage",
    "Lena Quistrand": "Vera Holmqvest",
    "Ruth Ikefield": "Joan Obifield",
    "Noor Halvane": "Leila Corvane",
    "Emeka Sorland": "Chidi Nordahl",
    "Tobin Arcely": "Jarvis Penrole",
}
PLACES = {
    "Kestovia": "Marovia",
    "Kestovian": "Marovian",
    "Brennath": "Dornwick",
    "Millhythe": "Fordmere",
    "Kelverin": "Osterlin",
    "Lathe": "Sickle",
    "Port Ansel": "Cape Orlin",
    "Chapel Lane": "Orchard Lane",
    "Tarn Street": "Moor Street",
    "Tarnby": "Mossby",
    "Brannoc": "Wendric",
    "Highland Party": "Moorland Party",
    "Aldermoss Hydro": "Willowfen Hydro",
}
"""Places, and bodies that are called after one."""
OUTLETS = {
    "Interdispatch": "Transdispatch",
    "Lowland Examiner": "Coastal Examiner",
    "Estuary Times": "Meadow Times",
    "NewsGarner": "NewsHarrow",
    "Harbour Standard": "Market Standard",
    "Evening Lantern": "Evening Candle",
    "Uplands Weekly": "Saltings Weekly",
}
"""Outlets that are called after a place are renamed with it: the Brennath Valley Herald, The Port Ansel Courier."""

NEW: dict[str, str] = {
    old: new
    for names in (PERSONS, PLACES, OUTLETS)
    for pair in names.items()
    for old, new in zip(*(name.split() for name in pair), strict=True)
    if old != new
}
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Least:
    """The least shares of attributions with a counterpart: alike in all, and in all but how the speaker is known."""

    alike: float
    alike_but_basis: float


LEAST = {"rules": Least(0.95, 0.95), "model": Least(0.90, 0.92)}


def renamed(text: str) -> str:
    """The text with every name changed, in capitals too."""
    return WORD.sub(lambda found: _new(found[0]), text)


def _new(word: str) -> str:
    if word.isupper() and word.title() in NEW:
        return NEW[word.title()].upper()
    return NEW.get(word, word)


def renamed_report(report: Report) -> Report:
    def of(words: str | None) -> str | None:
        return words and renamed(words)

    return replace(
        report, text=renamed(report.text), title=of(report.title), outlet=of(report.outlet), byline=of(report.byline)
    )


Pair = tuple[Marked, Marked]


@pytest.fixture(scope="module", params=["rules", "model"])
def told_twice(request: pytest.FixtureRequest, nlp: Language) -> tuple[str, list[Pair]]:
    """By what was marked, and every report of the demo with its renamed twin, marked."""
    model: SpanModel | None = None
    if request.param == "model":
        try:
            model = load_span_model()
        except CommandError as error:
            pytest.skip(f"there is no attribution model: {error}")
    return request.param, [
        (Marked(*mark_report(report, nlp, model)), Marked(*mark_report(renamed_report(report), nlp, model)))
        for report in demo_reports()
    ]


def structure(marked: Marked, one: Attribution, *, old: bool) -> dict[str, object]:
    """All that is said of an attribution but where it stands; the names of the old story as they are in the new."""

    def name(words: str | None) -> str | None:
        return renamed(words) if old and words is not None else words

    return {
        "kind": one.kind,
        "act": one.act,
        "stance": one.stance,
        "uttered": one.uttered,
        "speaker": name(marked.speaker(one)),
        "speakers": len(one.speakers),
        "anonymous": one.anonymous,
        "addressee": name(marked.addressee(one)),
        "via": len(one.via),
        "basis": one.speaker_basis,
    }


def counterparts(old: Marked, new: Marked) -> Iterator[tuple[Attribution, Attribution | None]]:
    """Each old attribution with the new one whose content and cue share most characters with its own, each once."""
    at = [len(renamed(old.text[:i])) for i in range(len(old.text) + 1)]

    def shared(a: Attribution, b: Attribution) -> float:
        mine = {i for s, e in [*a.pieces, *a.cue_pieces] for i in range(at[s], at[e])}
        other = {i for s, e in [*b.pieces, *b.cue_pieces] for i in range(s, e)}
        return len(mine & other) / len(mine | other)

    likely = sorted(
        (-shared(a, b), i, j)
        for i, a in enumerate(old.marks.attributions)
        for j, b in enumerate(new.marks.attributions)
    )
    of: dict[int, int] = {}
    for share, i, j in likely:
        if share < -0.3 and i not in of and j not in of.values():
            of[i] = j
    for i, a in enumerate(old.marks.attributions):
        yield a, new.marks.attributions[of[i]] if i in of else None


def test_the_map_gives_every_name_a_new_one_of_its_own() -> None:
    held = {word for report in demo_reports() for word in WORD.findall(f"{report.text} {report.outlet}")}
    assert len(set(NEW.values())) == len(NEW)
    assert not held & set(NEW.values())
    sources = json.loads((demo_folder().parent / "truth.json").read_text(encoding="utf-8"))["sources"]
    people = {name for row in sources if row["kind"] == "person" and not row["anonymous"] for name in row["aliases"]}
    assert not [name for name in people if renamed(name) == name]
    assert not [report.outlet for report in demo_reports() if report.outlet and renamed(report.outlet) == report.outlet]
    assert renamed("BRENNATH, Kestovia – St Brannoc’s") == "DORNWICK, Marovia – St Wendric’s"


def test_attributions_are_the_same_under_other_names(told_twice: tuple[str, list[Pair]]) -> None:
    """Measured: with rules alone (195 and 197 attributions) 93% alike, 98% but for the basis; with the model (197 and
    196) 85% and 91%.

    In eleven of these the recogniser misses `Aldermoss Hydro` and finds `Willowfen Hydro`: the speaker is the same,
    but the basis is `description` and not `name`.
    """
    made_by, pairs = told_twice
    old_count = sum(len(old.marks.attributions) for old, _ in pairs)
    new_count = sum(len(new.marks.attributions) for _, new in pairs)
    differing: Counter[str] = Counter()
    alike = alike_but_basis = 0
    for old, new in pairs:
        for a, b in counterparts(old, new):
            if b is None:
                differing["missing"] += 1
                continue
            mine, other = structure(old, a, old=True), structure(new, b, old=False)
            differs = [key for key in mine if mine[key] != other[key]]
            differing.update(differs)
            alike += not differs
            alike_but_basis += differs in ([], ["basis"])
    assert 2 * alike / (old_count + new_count) >= LEAST[made_by].alike, differing
    assert 2 * alike_but_basis / (old_count + new_count) >= LEAST[made_by].alike_but_basis, differing


def test_no_attribution_goes_to_another_person_under_other_names(told_twice: tuple[str, list[Pair]]) -> None:
    """A person may be known by less of the name (`Marchbanke`), or by a description, but is never somebody else."""
    wrong = []
    for old, new in told_twice[1]:
        people = [{e.id for e in one.marks.entities if e.kind == "person" and not e.anonymous} for one in (old, new)]
        for a, b in counterparts(old, new):
            if b is None or a.speaker_entity_id not in people[0] or b.speaker_entity_id not in people[1]:
                continue
            before, after = renamed(old.speaker(a) or ""), new.speaker(b) or ""
            less = set(after.split()) <= set(before.split()) or set(before.split()) <= set(after.split())
            if before.split()[-1] != after.split()[-1] and not less:
                wrong.append((old.report.origin, old.words(a), before, after))
    assert wrong == []


def test_the_rest_is_as_much_under_other_names(told_twice: tuple[str, list[Pair]]) -> None:
    """With the model, an event may be read otherwise where the attribution around it is another: one in a report."""
    made_by, pairs = told_twice
    for old, new in pairs:
        for table in ("passages", "figures", "moments", "events"):
            before, after = (len(getattr(one.marks, table)) for one in (old, new))
            may_differ = made_by == "model" and table == "events"
            assert abs(before - after) <= (1 if may_differ else 0), (old.report.origin, table, before, after)
        assert old.report.published == new.report.published


def test_figures_and_moments_mean_the_same_under_other_names(told_twice: tuple[str, list[Pair]]) -> None:
    for old, new in told_twice[1]:
        for before, after in zip(old.marks.figures, new.marks.figures, strict=True):
            assert (before.low, before.high, before.bound, before.unit, before.head) == (
                after.low, after.high, after.bound, after.unit, after.head)  # fmt: skip
        assert [(m.type, m.value) for m in old.marks.moments] == [(m.type, m.value) for m in new.marks.moments]


# --- lexicons --------------------------------------------------------------------------------------------------------

SRC = Path(whence.__file__).parent
NOT_PEOPLE = frozenset({"getty images", "story highlights"})
"""What the recogniser takes for people in the development stories."""
NAME = re.compile(r"\b(?=(?P<two>[A-Z][\w’'-]+ [A-Z][\w’'-]+)(?P<third> [A-Z][\w’'-]+)?)")
SEEN = 5
"""Places of a name at which the recogniser is asked."""


@cache
def entries() -> dict[str, list[str]]:
    """The entries of every lexicon, folded, by its path."""
    files = [path for path in SRC.rglob("lexicon*/*") if path.suffix in (".txt", ".tsv")]
    return {
        path.relative_to(SRC).as_posix(): [
            " ".join(WORD.findall(fold(cell)))
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")
            for cell in re.split(r"[\t|]", line)
        ]
        for path in sorted(files)
    }


def holding(names: Collection[str]) -> list[tuple[str, str]]:
    """The lexicons and their entries in which one of the names stands as whole words."""
    return [
        (path, entry)
        for path, found in entries().items()
        for entry in found
        if any(f" {name} " in f" {entry} " for name in names)
    ]


def test_every_lexicon_says_what_it_is() -> None:
    assert len(entries()) > 40
    assert [path for path in entries() if not (SRC / path).read_text(encoding="utf-8").startswith("# ")] == []


def test_no_lexicon_entry_is_a_name_of_the_demo() -> None:
    people = {fold(name.split()[-1]) for name in PERSONS}
    assert holding(people | {fold(name) for name in [*PLACES, *OUTLETS]}) == []


@pytest.mark.data
def test_no_lexicon_entry_is_a_person_of_the_development_stories(data_dir: Path, nlp: Language) -> None:
    """Runs of two or three capitalised words that a lexicon holds too, and that are a person where they stand."""
    places: dict[str, list[str]] = {}
    held = {gram for found in entries().values() for entry in found for gram in _grams(entry)}
    for text in _development_texts(data_dir):
        for found in NAME.finditer(text):
            for name in {found["two"], found["two"] + (found["third"] or "")}:
                key = " ".join(WORD.findall(fold(name)))
                if key in held and key not in NOT_PEOPLE and len(places.setdefault(key, [])) < SEEN:
                    places[key].append(text[max(0, found.start() - 200) : found.start() + 200])
    assert places, "nothing capitalised is in any lexicon: the stories were not read"
    with nlp.select_pipes(enable=["tok2vec", "ner"]):
        people = {
            name
            for name, found in places.items()
            if 2 * sum(_is_person(name, nlp(text)) for text in found) > len(found)
        }
    assert holding(people) == []


def _grams(entry: str) -> Iterator[str]:
    words = entry.split()
    for size in (2, 3):
        yield from (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def _is_person(name: str, doc: Doc) -> bool:
    people = [" ".join(WORD.findall(fold(entity.text))) for entity in doc.ents if entity.label_ == "PERSON"]
    return any(f" {name} " in f" {person} " for person in people)


def _development_texts(data_dir: Path) -> Iterator[str]:
    for path in sorted((data_dir / "stories").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)
    for path in sorted((data_dir / "seeds").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
