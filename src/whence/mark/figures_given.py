"""Who gives a figure: the statement that holds it, where it is part of what is said.

`The minister welcomed home three miners` is no statement of his that they were three.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from whence.mark.cues import verb_of
from whence.mark.doc_text import text_of
from whence.mark.lexicon import words
from whence.mark.spans import Spans
from whence.records import Attribution, Figure

_QUOTES = '“”"'


def given_by(doc: Doc, figures: Sequence[Figure], attributions: Sequence[Attribution]) -> tuple[Figure, ...]:
    """The figures, each with the innermost attribution that holds its number, unless that only names its matter."""
    contents = Spans((start, end, one) for one in attributions for start, end in one.pieces)
    return tuple(_given_by(doc, figure, contents) for figure in figures)


def _given_by(doc: Doc, figure: Figure, contents: Spans[Attribution]) -> Figure:
    holding = contents.holding(figure.value_start, figure.value_end)
    for one in sorted(holding, key=lambda a: (a.end - a.start, a.id)):
        if not _only_names(doc, one):
            return replace(figure, attribution_id=one.id)
    return figure


def _only_names(doc: Doc, one: Attribution) -> bool:
    """Whether the content is a noun phrase that its verb takes as known, in the words of the report."""
    if (
        one.cue_start is None
        or one.cue_end is None
        or any(mark in text_of(doc)[one.start : one.end] for mark in _QUOTES)
    ):
        return False
    cue = doc.char_span(one.cue_start, one.cue_end, alignment_mode="expand")
    content = doc.char_span(one.start, one.end, alignment_mode="expand")
    if cue is None or content is None or not len(cue) or not len(content):
        return False
    taken = words("figures_taken.txt")
    lemma = verb_of(cue)[0].lemma_.lower()
    return (lemma in taken or cue[0].lemma_.lower() in taken) and not _is_clause(content)


def _is_clause(content: Span) -> bool:
    """`that he was seen`, `she had left`: it has a verb of its own, with a subject, at its head."""
    if content[0].lower_ in ("that", "whether", "how", "why"):
        return True
    root = content.root
    return root.pos_ in ("VERB", "AUX") and any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in root.children)
