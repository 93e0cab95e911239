"""How often the modality rules agree with people on whether an event happened.

Data: the University of Washington event factuality annotations (Lee, Artzi, Choi and Zettlemoyer, "Event detection and
factuality assessment with non-expert supervision", EMNLP 2015): a word in a sentence and the mean of five judgements
from +3 (certainly happened) to -3 (certainly did not). Gold: `happened` from +1.5, `did_not` to -1.5, `uncertain`
between. Rules: happened, ongoing and alleged are `happened` (the annotators judged the sentence as written, reported
speech included), planned and possible are `uncertain`, denied is `did_not`. The annotators count much that is announced
for the future as having happened, which the rules never do.

Run: python bench/factuality.py DATA_FOLDER [--part dev] [--errors N]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from spacy.language import Language
from spacy.tokens import Doc

from whence.mark.events_modality import standing_of
from whence.mark.parse import load_pipeline

CLASSES = ("happened", "uncertain", "did_not")
OF_MODALITY = {
    "happened": "happened",
    "ongoing": "happened",
    "alleged": "happened",
    "planned": "uncertain",
    "possible": "uncertain",
    "denied": "did_not",
}
CERTAIN = 1.5
"""The least mean judgement, of -3 to +3, that counts as happened (and its negative as not)."""


class Target(TypedDict):
    span1: list[int]
    label: float


class Sentence(TypedDict):
    text: str
    targets: list[Target]


def gold_class(label: float) -> str:
    """The class of a mean judgement."""
    if label >= CERTAIN:
        return "happened"
    return "did_not" if label <= -CERTAIN else "uncertain"


def sentences(path: Path) -> Iterator[Sentence]:
    """The annotated sentences of one part."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def parsed(nlp: Language, text: str) -> Doc:
    """The sentence parsed on the annotators' own tokens."""
    doc = Doc(nlp.vocab, words=text.split(" "))
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def judge(nlp: Language, path: Path) -> list[tuple[str, str, float, str, str]]:
    """Gold class, rule's class, judgement, word and sentence of every target."""
    rows = []
    for sentence in sentences(path):
        doc = parsed(nlp, sentence["text"])
        for target in sentence["targets"]:
            token = doc[target["span1"][0]]
            found = OF_MODALITY[standing_of(token).modality()]
            rows.append((gold_class(target["label"]), found, target["label"], token.text, sentence["text"]))
    return rows


def main() -> None:
    """Print the table and write it as JSON."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("data", type=Path)
    options.add_argument("--part", choices=("train", "dev"), default="train")
    options.add_argument("--errors", type=int, default=0, help="print this many disagreements of each kind")
    chosen = options.parse_args()
    path = chosen.data / "factuality" / f"uw-{chosen.part}.jsonl.gz"
    rows = judge(load_pipeline(), path)
    counts = Counter((gold, found) for gold, found, *_ in rows)
    table = {}
    print(f"{'class':10} {'gold':>6} {'precision':>10} {'recall':>8} {'F1':>6}")
    for name in CLASSES:
        right = counts[name, name]
        found = sum(counts[gold, name] for gold in CLASSES)
        gold = sum(counts[name, other] for other in CLASSES)
        precision, recall = right / max(found, 1), right / max(gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        table[name] = {"gold": gold, "found": found, "precision": precision, "recall": recall, "f1": f1}
        print(f"{name:10} {gold:6} {precision:10.3f} {recall:8.3f} {f1:6.3f}")
    agreement = sum(counts[name, name] for name in CLASSES) / len(rows)
    macro = sum(row["f1"] for row in table.values()) / len(CLASSES)
    print(f"agreement {agreement:.3f}, macro F1 {macro:.3f}, {len(rows)} events")
    result = {
        "what": "modality of events against UW event factuality, three classes",
        "data": f"uw-{chosen.part}, {len(rows)} events",
        "data_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "when": datetime.now(UTC).strftime("%Y-%m-%d"),
        "agreement": round(agreement, 4),
        "macro_f1": round(macro, 4),
        "classes": {name: {key: round(value, 4) for key, value in row.items()} for name, row in table.items()},
        "confusion": {f"{gold} as {found}": counts[gold, found] for gold in CLASSES for found in CLASSES},
    }
    out = Path(__file__).parent / "results" / f"factuality-{chosen.part}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    shown: Counter[tuple[str, str]] = Counter()
    for gold_name, found_name, label, word, text in rows:
        if gold_name != found_name and shown[gold_name, found_name] < chosen.errors:
            shown[gold_name, found_name] += 1
            print(f"[{gold_name} {label:+.1f}, found {found_name}] {word!r}: {text}")


if __name__ == "__main__":
    main()
