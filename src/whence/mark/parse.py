"""The spaCy parse that every rule reads: one report at a time, sentences never crossing a passage.

A report is parsed alone, never in a batch with others: matrix products over a batch round differently from those over
one document, and a report must get the same marks in any company.

What the pipeline needs of memory grows with the text that it is given. A long text is parsed in parts that end where a
passage does, and the parts are put together to one parse.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from whence.errors import CommandError
from whence.records import Passage
from whence.settings import DEFAULTS

PART_CHARS = 25_000
"""Characters that are parsed at once: about 5,000 tokens of English."""
LONGEST_WORD = 2_000
"""Characters without white space that are tokenised at once: the time grows with their square."""
LONGEST_SENTENCE = 250
"""Tokens after which a sentence is cut: news has none half as long, and what is read from one grows with its square."""
_SHAPELESS = r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
UNSEEN = re.compile(rf"(?:(?<=\s)|^){_SHAPELESS}|{_SHAPELESS}(?=[\s.,;:!?]|$)")
"""Characters without a shape at the edge of a word: `Vell` with a mark of direction behind it is the same name."""
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=\S)")


@lru_cache(maxsize=4)
def load_pipeline(name: str = DEFAULTS.pipeline) -> Language:
    """The spaCy pipeline called `name` (an installed package or a folder), loaded once a process.

    Raises CommandError where it is not installed or has no parser.
    """
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise CommandError(
            f"spaCy pipeline {name!r} is not installed: pip install it, or name another with --pipeline"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise CommandError(f"spaCy pipeline {name!r} has no parser; name one that has, such as {DEFAULTS.pipeline}")
    return nlp


def parse(text: str, passages: Sequence[Passage], nlp: Language) -> Doc:
    """Tokenise, tag, parse and name the whole text; each passage starts a sentence of its own.

    A text longer than PART_CHARS is parsed in parts: no sentence, name or word goes on from one into the next.
    """
    starts = [passage.start for passage in passages]
    parts = [_parse_part(text, start, end, starts, nlp) for start, end in _parts(text, starts)]
    if len(parts) == 1:
        return parts[0]
    # `exclude` is missing from spaCy's stubs.
    return Doc.from_docs(parts, ensure_whitespace=False, exclude=["tensor"])  # type: ignore[call-arg]


def _parse_part(text: str, start: int, end: int, starts: Sequence[int], nlp: Language) -> Doc:
    part = text[start:end]
    passages = [at - start for at in starts[bisect_left(starts, start) : bisect_left(starts, end)]]
    doc = _parsed(part, passages, nlp)
    cuts = [
        doc[at].idx
        for sentence in doc.sents
        for at in range(sentence.start + LONGEST_SENTENCE, sentence.end, LONGEST_SENTENCE)
    ]
    return _parsed(part, sorted({*passages, *cuts}), nlp) if cuts else doc


def _parsed(text: str, starts: Sequence[int], nlp: Language) -> Doc:
    """The parse of a text in which the first words at or after `starts` begin sentences."""
    doc = nlp.make_doc(UNSEEN.sub(" ", text))
    if not len(doc):
        return doc
    offsets = [token.idx for token in doc]
    for start in starts:
        at = bisect_left(offsets, start)
        if at < len(doc):
            doc[at].is_sent_start = True
    for _, component in nlp.pipeline:
        doc = component(doc)
    doc.tensor = doc.tensor[:0].copy()  # the words' vectors are for the pipeline alone, and large
    return doc


def _parts(text: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans of the text that are parsed one by one; together they are the whole of it."""
    at = 0
    for end in [*_cuts(text), len(text)]:
        while end - at > PART_CHARS:
            stop = _stop(text, at, at + PART_CHARS, starts)
            yield at, stop
            at = stop
        yield at, end
        at = end


def _cuts(text: str) -> Iterator[int]:
    """Where words that are too long to be words are cut."""
    for word in re.finditer(r"\S+", text):
        yield from range(word.start() + LONGEST_WORD, word.end(), LONGEST_WORD)


def _stop(text: str, start: int, limit: int, starts: Sequence[int]) -> int:
    """Where a part that begins at `start` ends: the last start of a passage, else of a sentence, else of a word."""
    passage = bisect_right(starts, limit) - 1
    if passage >= 0 and starts[passage] > start:
        return starts[passage]
    for pattern in (SENTENCE_END, re.compile(r"\s+")):
        stops = [found.end() for found in pattern.finditer(text, (start + limit) // 2, limit)]
        if stops:
            return stops[-1]
    return limit
