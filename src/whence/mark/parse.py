"""The spaCy parse that every rule reads: one report at a time, sentences never crossing a passage.

A report is parsed alone, never in a batch with others: matrix products over a batch round differently from those over
one document, and a report must get the same marks in any company.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from whence.errors import CommandError
from whence.records import Passage
from whence.settings import DEFAULTS


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
    """Tokenise, tag, parse and name the whole text; each passage starts a sentence of its own."""
    doc = nlp.make_doc(text)
    if not len(doc):
        return doc
    offsets = [token.idx for token in doc]
    for passage in passages:
        at = bisect_left(offsets, passage.start)
        if at < len(doc):
            doc[at].is_sent_start = True
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
