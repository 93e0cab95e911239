"""PolNeAR reports (Newell et al., LREC 2018) to labelled windows.

Each line of the file is `{id, publisher, date, text, attributions: [{source, cue, content}]}`, every role a list of
character spans. A word that belongs to two spans keeps the first, which happens four times in the training set.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from whence.mark.span_pieces import Pieces, pieces_of, windows

ROLES = ("source", "cue", "content")
LINE = re.compile(r"[^\n]+")


@dataclass
class Report:
    """One report: its pieces, a label for each word, and the links as word indices of first words."""

    key: str
    text: str
    pieces: Pieces
    labels: np.ndarray
    contents: list[tuple[int, int]]
    """(content, cue): word index of the first word of each."""
    sources: list[tuple[int, int]]
    """(cue, source), source -1 where the cue has none."""
    soft: np.ndarray | None = None
    """Where a teacher has read it: the probability of each label."""


def read(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def tokenizer(folder: Path) -> Tokenizer:
    one = Tokenizer.from_file(str(folder / "tokenizer.json"))
    one.no_truncation()
    one.no_padding()
    return one


def marks_of(tok: Tokenizer) -> tuple[int, int, int]:
    """The ids of the word pieces that begin and end a window, and of padding, in MPNet's names or BERT's."""
    names = ("<s>", "</s>", "<pad>") if tok.token_to_id("<s>") is not None else ("[CLS]", "[SEP]", "[PAD]")
    return tuple(tok.token_to_id(name) for name in names)


def blocks(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in LINE.finditer(text)]


def restyled(text: str, rng: random.Random) -> str:
    """The text with its quotation marks in another style of the same length: straight, curly or British."""
    style = rng.random()
    if style < 0.15:
        return text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
    if style < 0.3:
        return _paired(text, "“", "”").replace("'", "’")
    if style < 0.38:
        return _paired(text, "‘", "’").replace("“", "‘").replace("”", "’")
    return text


def _paired(text: str, opening: str, closing: str) -> str:
    """The text with each straight double mark as an opening or a closing one, by turns in each line."""
    out, inside = [], False
    for mark in text:
        if mark == "\n":
            inside = False
        if mark == '"':
            inside = not inside
            mark = opening if inside else closing
        out.append(mark)
    return "".join(out)


def report(record: dict, tok: Tokenizer, text: str | None = None) -> Report:
    text = record["text"] if text is None else text
    pieces = pieces_of(text, blocks(text), tok)
    labels = np.zeros(len(pieces.starts), np.int64)
    contents, sources = [], []

    def mark(span: list[int], kind: int) -> int:
        inside = np.flatnonzero((pieces.starts < span[1]) & (pieces.ends > span[0]))
        inside = inside[labels[inside] == 0] if kind != 1 or not len(inside) or labels[inside[0]] != 1 else inside
        if not len(inside):
            return -1
        if labels[inside[0]] == 0:
            labels[inside] = kind + 1
            labels[inside[0]] = kind
            labels[inside[pieces.first[inside]]] = kind
        return int(inside[0])

    for one in record["attributions"]:
        cue = [mark(span, 3) for span in one["cue"]]
        source = [mark(span, 1) for span in one["source"]]
        content = [mark(span, 5) for span in one["content"]]
        if cue and cue[0] >= 0:
            contents.extend((c, cue[0]) for c in content if c >= 0)
            sources.append((cue[0], source[0] if source else -1))
    return Report(record["id"], text, pieces, labels, contents, sources)


@dataclass
class Window:
    """One window of one report. Word indices are relative to its first word."""

    ids: np.ndarray
    features: np.ndarray
    word_at: np.ndarray
    labels: np.ndarray
    first: np.ndarray
    contents: list[tuple[int, int]]
    sources: list[tuple[int, int]]
    soft: np.ndarray | None


def cut(one: Report, size: int, start: int = 0) -> list[Window]:
    out = []
    p = one.pieces
    for begin, end in windows(p, size, start):
        a, b = np.searchsorted(p.word_at, [begin, end])
        if b == a:
            continue
        contents = [(c - a, q - a) for c, q in one.contents if a <= c < b and a <= q < b]
        sources = [(q - a, s - a if s >= 0 else -1) for q, s in one.sources if a <= q < b and (s < 0 or a <= s < b)]
        first = p.first[a:b].copy()
        first[0] = True
        labels = one.labels[a:b].copy()
        if labels[0] in (2, 4, 6):
            labels[0] -= 1
        soft = None if one.soft is None else one.soft[a:b]
        out.append(
            Window(
                p.ids[begin:end],
                p.features[begin:end],
                p.word_at[a:b] - begin + 1,
                labels,
                first,
                contents,
                sources,
                soft,
            )
        )
    return out


def batch(group: list[Window], begin: int, end: int, pad: int) -> dict[str, Tensor]:
    """Padded tensors; `begin` and `end` are the ids of the marks at both ends of a window."""
    length = max(len(w.ids) for w in group) + 2
    words = max(len(w.labels) for w in group)
    ids = torch.full((len(group), length), pad)
    features, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    at, labels = torch.zeros(len(group), words, dtype=torch.long), torch.zeros(len(group), words, dtype=torch.long)
    known, first = torch.zeros_like(labels), torch.zeros_like(labels)
    soft = torch.zeros(len(group), words, 7)
    for i, w in enumerate(group):
        n, m = len(w.ids), len(w.labels)
        ids[i, 0], ids[i, n + 1] = begin, end
        ids[i, 1 : n + 1] = torch.from_numpy(w.ids)
        features[i, 1 : n + 1] = torch.from_numpy(w.features)
        mask[i, : n + 2] = 1
        at[i, :m] = torch.from_numpy(w.word_at)
        labels[i, :m] = torch.from_numpy(w.labels)
        first[i, :m] = torch.from_numpy(w.first.astype(np.int64))
        known[i, :m] = 1
        if w.soft is not None:
            soft[i, :m] = torch.from_numpy(w.soft.astype(np.float32))
    return {
        "ids": ids,
        "features": features,
        "mask": mask,
        "at": at,
        "labels": labels,
        "known": known,
        "first": first,
        "soft": soft,
    }
