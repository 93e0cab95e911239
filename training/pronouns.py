"""Fit the weights by which pronouns find whom they mean, on GUM's coreference (Zeldes, 2017), and measure them.

    python training/pronouns.py [--gum FILE] [--fit]

Every `he` and `she` outside a quotation that has somebody named in the sentences before it is a case. The right answer
is the person whose name lies in the pronoun's chain, or nobody. Without `--fit` the weights of the program are
measured. With it they are fitted, held to those that the program has, measured with each fifth of the documents held
out once, and printed, to be put into `whence/mark/speaker_salience.py`. What is resolved earlier decides who is in mind
later: the fit is made three times.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.tokens import Token

from whence.mark import load_pipeline, speaker_salience, who
from whence.mark.names import find_names
from whence.mark.parse import parse
from whence.mark.passages import find_passages
from whence.mark.quotes import find_quotations
from whence.mark.span_model import load_span_model
from whence.mark.speaker_mind import HE, SHE
from whence.mark.speakers import Resolver
from whence.mark.statements import find_all_statements
from whence.mark.who import attribute
from whence.records import Report

GENRES = ("news", "interview", "speech", "bio", "academic", "voyage", "court", "essay")
BRACKET = re.compile(r"\((\d+)-([a-z]+)[^()]*|(\d+)\)|\)")
FOLDS = 5
Span = tuple[int, int]


@dataclass(frozen=True)
class Case:
    """A pronoun: features [candidates, features] and the candidate it means; as many as there are for nobody."""

    document: str
    features: np.ndarray
    gold: int


def documents(path: Path) -> Iterator[tuple[str, str, list[list[Span]]]]:
    """(name, text, chains): the mentions of each person of a document, code points."""
    name, rows = "", []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if name:
                    yield name, *assembled(rows)
                name, rows = line.split("=")[1].strip(), []
            else:
                rows.append(line.rstrip("\n"))
    yield name, *assembled(rows)


def assembled(rows: list[str]) -> tuple[str, list[list[Span]]]:
    """The text of a document, paragraphs apart, and its chains."""
    text, at = [], 0
    opened: dict[str, list[int]] = {}
    chains: dict[str, list[Span]] = {}
    people: set[str] = set()
    for row in rows:
        if row == "# newpar" and text:
            text.append("\n\n")
            at += 2
        fields = row.split("\t")
        if len(fields) != 10 or not fields[0].isdigit():
            continue
        misc = dict(part.split("=", 1) for part in fields[9].split("|") if "=" in part)
        begun = ""
        for bracket in BRACKET.finditer(misc.get("Entity", "")):
            if bracket[1]:
                begun = bracket[1]
                opened.setdefault(begun, []).append(at)
                if bracket[2] == "person":
                    people.add(begun)
            else:
                key = bracket[3] or begun
                chains.setdefault(key, []).append((opened[key].pop(), at + len(fields[1])))
        text.append(fields[1] + ("" if misc.get("SpaceAfter") == "No" else " "))
        at += len(text[-1])
    return "".join(text), [sorted(spans) for key, spans in chains.items() if key in people]


class Reader:
    """The documents, parsed and with their statements, read again and again with other weights."""

    def __init__(self, path: Path) -> None:
        nlp, model = load_pipeline(), load_span_model()
        self.read = []
        for name, text, chains in documents(path):
            if name.split("_")[1] in GENRES:
                report = Report(id=name, origin=name, text=text)
                passages = find_passages(report)
                quotations = find_quotations(text, passages)
                doc = parse(text, passages, nlp)
                statements = find_all_statements(doc, passages, quotations, model)
                self.read.append((report, doc, passages, quotations, statements, chains))

    def cases(self) -> list[Case]:
        """Every case, as the program meets it with the weights that it has."""
        found: dict[tuple[str, int], Case] = {}
        for report, doc, passages, quotations, statements, chains in self.read:
            spans_at = {start: chain for chain in chains for start, _ in chain}

            class Noting(Resolver):
                """A resolver that notes every pronoun it meets."""

                def __init__(self, *given) -> None:
                    super().__init__(*given)
                    made.append(self)

                def _meant(self, head: Token, speaking: bool = False, spans_at=spans_at, report=report):
                    candidates = self.mind.candidates(head, HE if head.lower_ in HE else SHE)
                    if candidates and head.lower_ in ("he", "she") and head.idx in spans_at:
                        spans = spans_at[head.idx]
                        gold = [i for i, (person, _) in enumerate(candidates) if named_in(person, spans)]
                        features = np.array([f for _, f in candidates], float)
                        found[report.id, head.idx] = Case(report.id, features, gold[0] if gold else len(candidates))
                    return super()._meant(head, speaking)

            made: list[Resolver] = []
            who.Resolver = Noting
            attribute(doc, report, passages, find_names(doc, passages), statements, quotations, [])
            made[0]._follow_pronouns(doc[-1])
        who.Resolver = Resolver
        return list(found.values())


def named_in(person, spans: list[Span]) -> bool:
    """Whether a name of a person is a mention of a chain, or the head of one (`Senator Ada Stone`)."""
    return any(s <= n.start and n.end <= e and e - s < n.end - n.start + 40 for n in person.names for s, e in spans)


def fit(cases: list[Case], prior: np.ndarray, decay: float = 0.05, steps: int = 400) -> np.ndarray:
    """Weights, the last for nobody: gradient descent (Adam) on the log loss of the right answer, held to a prior."""
    size = len(speaker_salience.FEATURES)
    w, m, v = prior.copy(), np.zeros(size + 1), np.zeros(size + 1)
    widest = max(len(c.features) for c in cases)
    x = np.zeros((len(cases), widest + 1, size + 1))
    open_ = np.zeros((len(cases), widest + 1), bool)
    for i, c in enumerate(cases):
        n = len(c.features)
        x[i, :n, :size] = c.features
        x[i, n, size] = 1
        open_[i, : n + 1] = True
    gold = np.array([c.gold for c in cases])
    for step in range(1, steps + 1):
        scores = np.where(open_, x @ w, -1e9)
        p = np.exp(scores - scores.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        gradient = np.einsum("ij,ijk->k", p, x) - x[np.arange(len(cases)), gold].sum(0)
        gradient = gradient / len(cases) + decay * (w - prior)
        m, v = 0.9 * m + 0.1 * gradient, 0.99 * v + 0.01 * gradient**2
        w -= 0.1 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return w


def measure(cases: list[Case], w: np.ndarray) -> str:
    """How often the likeliest answer is right, and how often at a probability of half or more, and of 0.8 or more."""
    rows = []
    for c in cases:
        scores = np.append(c.features @ w[:-1], w[-1])
        p = np.exp(scores - scores.max())
        p /= p.sum()
        best = int(p[:-1].argmax())
        rows.append((p[best], best == c.gold))
    table = np.array(rows)
    out = [f"{len(table)} cases, somebody named is meant in {np.mean([c.gold < len(c.features) for c in cases]):.3f}"]
    for least in (0.0, 0.5, 0.6, 0.8):
        chosen = table[table[:, 0] >= least]
        out.append(f"at {least}: {len(chosen) / len(table):.3f} answered, {chosen[:, 1].mean():.3f} of them right")
    return "; ".join(out)


def put(w: np.ndarray) -> None:
    """Let the program use these weights."""
    speaker_salience.WEIGHTS.update(zip(speaker_salience.FEATURES, map(float, w[:-1]), strict=True))
    speaker_salience.NOBODY = float(w[-1])


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--gum", type=Path, default=Path("../shared/data/gum/gum-dev.conllu.gz"))
    p.add_argument("--fit", action="store_true")
    a = p.parse_args()
    reader = Reader(a.gum)
    own = np.array([*(speaker_salience.WEIGHTS[n] for n in speaker_salience.FEATURES), speaker_salience.NOBODY])
    print("as it is:", measure(reader.cases(), own))
    if not a.fit:
        return
    for _ in range(3):
        cases = reader.cases()
        put(fit(cases, own))
    names = sorted({c.document for c in cases})
    held = []
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        w = fit([c for c in cases if c.document not in out], own)
        held.append(measure([c for c in cases if c.document in out], w))
    print(*held, sep="\n")
    w = fit(reader.cases(), own)
    print({n: round(float(x), 2) for n, x in zip([*speaker_salience.FEATURES, "NOBODY"], w, strict=True)})


if __name__ == "__main__":
    main()
