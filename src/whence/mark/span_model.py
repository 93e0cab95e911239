"""The trained model of attribution spans: which words are a source, a cue or a content, and which belong together.

An encoder gives each word seven scores (outside; begin and inside of source, cue and content) and vectors by which a
content finds its cue and a cue its source. The best sequence of labels is found by Viterbi. How the model was made is
said on its card, beside its weights in `models/`.

Each window is read alone: what shares a batch changes how sums are rounded, and a report must get the same marks in any
company. It is the fastest way as well, since a window fits the processor's cache.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from whence.errors import CommandError
from whence.mark.span_decoding import CONTENT, CUE, SOURCE, best_labels
from whence.mark.span_links import contents_of, nearness, sources_of
from whence.mark.span_pieces import Pieces, pieces_of, windows

MODELS = Path(__file__).resolve().parent / "models"
DEFAULT = "attribution"
NONE = "none"
GROUP = 40_000
"""Characters that are marked together: the memory that links take grows with the square of their number."""
REACH = 400
"""Words that a content or a source can be away from its cue."""

_THEN_WHO = re.compile(r".{0,2}(?:,|[,.!?][\"'”’]+)[^\S\n]+(?:as )?")
"""What stands between words and whoever said them: a comma, the end of a quotation."""
_STOP = re.compile(r"(?:[a-z]{4}|[0-9%)])[.!?][\"'”’)]*\s+(?=[\"“‘'(]?[A-Z])")
"""Where a sentence ends for sure: behind a whole word, so that no title is taken for one."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SpanStatement:
    """One attribution as the model sees it: character spans of its cue, its source and the pieces of its content."""

    cue: Span
    source: Span | None
    contents: tuple[Span, ...]
    confidence: float
    """The mean probability of the labels of its words, the links not counted."""
    is_outer: bool = False
    """Whether its content is another's as well, whose cue stands before it: `Vell said ..., according to a lawyer`."""


class SpanModel:
    """A model loaded from a folder with `model.onnx`, `tokenizer.json` and `tables.json`."""

    def __init__(self, folder: Path) -> None:
        tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
        self.name = f"{tables['name']}/{tables['version']}"
        self.steps: NDArray[np.float32] = np.array(tables["steps"], np.float32)
        self.far: NDArray[np.float32] = np.array(tables["far"], np.float32)
        self.window = int(tables["window"])
        self.begin, self.end, self.pad = tables["begin"], tables["end"], tables["pad"]
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def statements(self, text: str, blocks: Sequence[Span]) -> list[SpanStatement]:
        """The attributions in the blocks (character spans, in order) of a text, in order of their cues."""
        return [one for group in _groups(text, blocks) for one in self._statements(text, group)]

    def _statements(self, text: str, blocks: Sequence[Span]) -> list[SpanStatement]:
        pieces = pieces_of(text, blocks, self.tokenizer)
        if not len(pieces.starts):
            return []
        emissions, links = self._run(pieces)
        labels = best_labels(emissions, pieces.first, self.steps)
        return self._linked(text, pieces, emissions, links, labels)

    def _run(self, pieces: Pieces) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Scores [words, labels] and link vectors [words, 4 * n] of every word."""
        emissions, links = [], []
        for start, end in windows(pieces, self.window):
            ids = np.concatenate([[self.begin], pieces.ids[start:end], [self.end]])[None]
            features = np.concatenate([[0], pieces.features[start:end], [0]])[None]
            given = {"ids": ids, "features": features, "mask": np.ones_like(ids)}
            scored, linked = self.session.run(None, given)
            low, high = np.searchsorted(pieces.word_at, [start, end])
            words = pieces.word_at[low:high] - start + 1
            emissions.append(scored[0, words])
            links.append(linked[0, words])
        return np.concatenate(emissions), np.concatenate(links)

    def _linked(
        self,
        text: str,
        pieces: Pieces,
        emissions: NDArray[np.float32],
        links: NDArray[np.float32],
        labels: NDArray[np.int64],
    ) -> list[SpanStatement]:
        """Labelled spans to statements: each content finds its cue, each cue with a content its source."""
        shifted = np.exp(emissions - emissions.max(1, keepdims=True))
        sure = (shifted / shifted.sum(1, keepdims=True))[np.arange(len(labels)), labels]
        spans: dict[int, list[tuple[int, int]]] = {SOURCE: [], CUE: [], CONTENT: []}
        at = 0
        while at < len(labels):
            kind = int(labels[at])
            stop = at + 1
            if kind:
                while stop < len(labels) and labels[stop] == kind + 1:
                    stop += 1
                spans[kind].append((at, stop))
            at = stop
        cues, sources, contents = spans[CUE], spans[SOURCE], spans[CONTENT]
        if not cues or not contents:
            return []
        size = links.shape[1] // 4
        to_content, of_content, to_source, of_source = (links[:, i * size : (i + 1) * size] for i in range(4))
        heads, firsts, names = (np.array(some, np.int64).reshape(-1, 2)[:, 0] for some in (cues, contents, sources))
        block = np.cumsum(pieces.first, dtype=np.int64)
        said = self._scores(to_content[heads], of_content[firsts], firsts[None] - heads[:, None], 0)
        by = self._scores(to_source[heads], of_source[names], names[None] - heads[:, None], 1)
        held = contents_of(np.add(said, nearness(cues, contents, block)))
        speakers = sources_of(by, nearness(cues, sources, block))
        also = {
            index: of_both
            for index, source in enumerate(speakers)
            if not held[index]
            and source is not None
            and (of_both := _told_by_two(text, pieces, contents, cues[index], sources[source]))
        }
        own_end = {whole: last[0] for whole, last in also.values() if last != whole}
        found = []
        for index, (first, last) in enumerate(cues):
            own = [(contents[at][0], own_end.get(contents[at], contents[at][1])) for at in held[index]]
            source = speakers[index]
            if index in also:
                whole, its = also[index]
                inner = next(one for one, of_it in enumerate(held) if any(contents[at] == whole for at in of_it))
                named = speakers[inner]
                told = [cues[inner], *([sources[named]] if named is not None else [])]
                own = [_with_who_said_it(text, pieces, whole, told, block) if its == whole else its]
            if not own:
                continue
            words = np.concatenate([np.arange(s, e) for s, e in [(first, last), *own]])
            found.append(
                SpanStatement(
                    _characters(pieces, (first, last)),
                    _characters(pieces, sources[source]) if source is not None else None,
                    tuple(_characters(pieces, one) for one in own),
                    round(float(sure[words].mean()), 2),
                    index in also,
                )
            )
        return found

    def _scores(
        self, cues: NDArray[np.float32], others: NDArray[np.float32], away: NDArray[np.int64], which: int
    ) -> NDArray[np.float32]:
        """[cues, others]: how well each belongs to each cue; minus infinity where they are too far apart."""
        scores = cues @ others.T / 8 + self.far[which][_bucket(away)]
        scores[np.abs(away) > REACH] = -np.inf
        return np.asarray(scores, np.float32)


def _groups(text: str, blocks: Sequence[Span]) -> Iterator[list[Span]]:
    """The blocks in groups of up to GROUP characters; a longer block is cut between words."""
    group: list[Span] = []
    for start, end in blocks:
        while start < end:
            stop = end
            if end - start > GROUP:
                stop = text.rfind(" ", start + GROUP // 2, start + GROUP) + 1 or start + GROUP
            if group and stop - group[0][0] > GROUP:
                yield group
                group = []
            group.append((start, stop))
            start = stop
    if group:
        yield group


def _told_by_two(
    text: str, pieces: Pieces, contents: Sequence[tuple[int, int]], cue: tuple[int, int], source: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """What ends just before a cue and its source and was given to another cue, and of that the last sentence.

    `Police said ..., according to a lawyer`: both say so. Where it runs over several sentences, the last is the
    second's alone.
    """
    begin = min(cue[0], source[0])
    if max(cue[0], source[0]) - min(cue[1], source[1]) > 1:
        return None  # the cue and its source stand apart
    for words in contents:
        stop = int(pieces.ends[words[1] - 1])
        if 0 <= begin - words[1] <= 3 and _THEN_WHO.fullmatch(text[stop - 2 : pieces.starts[begin]]):
            return words, _last_sentence(text, pieces, words)
    return None


def _with_who_said_it(
    text: str,
    pieces: Pieces,
    content: tuple[int, int],
    told: Sequence[tuple[int, int]],
    block: NDArray[np.int64],
) -> tuple[int, int]:
    """The words of a content with the cue and the source before it in its sentence: what the outer of two tells.

    `Inspectors warned the council that it leaks, two officials said`: they said that the inspectors warned of it.
    """
    start = min(content[0], *(first for first, _ in told))
    is_before = all(last <= content[0] for _, last in told) and block[start] == block[content[0]]
    if not is_before or _STOP.search(text, int(pieces.starts[start]), int(pieces.starts[content[0]])):
        return content
    return start, content[1]


def _last_sentence(text: str, pieces: Pieces, words: tuple[int, int]) -> tuple[int, int]:
    """The words of the last sentence of a content that runs over several."""
    start, end = _characters(pieces, words)
    stops = [match.end() for match in _STOP.finditer(text, start, end)]
    return (int(np.searchsorted(pieces.starts, stops[-1])), words[1]) if stops else words


def _characters(pieces: Pieces, words: tuple[int, int]) -> Span:
    return int(pieces.starts[words[0]]), int(pieces.ends[words[1] - 1])


def _bucket(away: NDArray[np.int64]) -> NDArray[np.int64]:
    """Words between a cue and a span, by size on a logarithmic scale and by side (as in `training/`)."""
    distances = 12
    size = np.minimum(np.log2(np.abs(away) + 1).astype(np.int64), distances - 1)
    return np.asarray(size + (away < 0) * distances, np.int64)


@lru_cache(maxsize=2)
def load_span_model(name: str = DEFAULT) -> SpanModel | None:
    """The model called `name`: one that comes with the program, or a folder. None for `none`. Loaded once a process.

    Raises CommandError where there is no such model.
    """
    if name == NONE:
        return None
    folder = _folder(name)
    try:
        return SpanModel(folder)
    except (OSError, KeyError, ValueError) as error:
        raise CommandError(f"attribution model {name!r} cannot be read from {folder}: {error}") from error


@lru_cache(maxsize=2)
def model_digest(name: str = DEFAULT) -> str:
    """What tells one model from another in a story: a digest of its files, `none` where there is none."""
    if name == NONE:
        return NONE
    whole = hashlib.sha256()
    for part in ("model.onnx", "tables.json", "tokenizer.json"):
        whole.update((_folder(name) / part).read_bytes())
    return whole.hexdigest()[:16]


def _folder(name: str) -> Path:
    folder = MODELS / name if (MODELS / name).is_dir() else Path(name)
    if not (folder / "model.onnx").is_file():
        raise CommandError(
            f"attribution model {name!r}: no model.onnx in {folder}; name a folder with a model, or none"
        )
    return folder
