"""What two copied spans themselves tell of who had the words first: what a copyist loses, keeps by mistake or cuts off.

Words inside quotation marks cannot be made up by an honest copyist, so the side that leaves some of them out is not
where the other has them from. A mistake that one report has corrected since, and the other still carries, was taken
before the correction. A report that ends where the other goes on was cut from it. These are the classical arguments of
textual criticism for the direction of a copy (loss of detail, shared error, truncation).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from whence.compare.comparable import Comparable, lexicon, word_form, word_spans

RUN = 3
"""Words in a row that count as the same words."""
LOST = 3
"""So many more quoted words that the other lacks are a loss, and not a matter of wording: words exchanged for others
are lacking on both sides."""
UNMARKED = 5
"""A quotation of so many words that the other gives without quotation marks is turned into its own words."""
OPENING_WORDS = 12
"""Shared words that start within so many words of a report's own start are its beginning."""
WHOLE, PART = 0.93, 0.7
"""The beginning of a report is another whole one where it is at least `WHOLE` of that and at most `PART` of its own."""
TEASER_WORDS = 20
"""A shorter report is too little to say that it was cut off."""

_BRACKETED = re.compile(r"\[[^\[\]\n]{1,80}\]|\([^()\n]{1,40}\)")
Span = tuple[int, int]
Runs = frozenset[tuple[str, ...]]


def fuller_quotation(a: Comparable, a_span: Span, b: Comparable, b_span: Span) -> int:
    """Which side quotes more of what both quote: 1 for `a`, -1 for `b`, 0 where neither or both lack about as
    much."""
    in_a, in_b = _quoted(a, a_span), _quoted(b, b_span)
    lost_by_b = _lost(in_a, in_b, b) if in_b or _narrates(a, a_span, b) else 0
    lost_by_a = _lost(in_b, in_a, a) if in_a or _narrates(b, b_span, a) else 0
    if lost_by_b - lost_by_a >= LOST:
        return 1
    return -1 if lost_by_a - lost_by_b >= LOST else 0


def carries_corrected(report: Comparable, span: Span, other: Comparable, other_span: Span) -> str | None:
    """A name or number, as written, that `report` still has and that `other` says it once had wrong, or None."""
    noted = _correction(other)
    if not noted:
        return None
    here, there = _pointed(report.text, span), _pointed(other.text, other_span)
    wrong = sorted((set(here) & set(noted)) - set(there), key=lambda form: here[form])
    right = set(there) - set(here)
    return report.text[slice(*here[wrong[0]])] if wrong and right else None


def is_beginning(part: Comparable, part_span: Span, whole: Comparable, whole_span: Span) -> bool:
    """Whether the shared words are all of `part`, and only the beginning of `whole`."""
    own, longer = _body(part), _body(whole)
    if len(own) < TEASER_WORDS or not longer:
        return False
    shared = sum(part_span[0] <= start < part_span[1] for start, _ in own)
    before = sum(start < whole_span[0] for start, _ in longer)
    held = sum(whole_span[0] <= start < whole_span[1] for start, _ in longer)
    return shared >= WHOLE * len(own) and before <= OPENING_WORDS and held <= PART * len(longer)


def _lost(own: Sequence[Sequence[str]], others: Sequence[Sequence[str]], other: Comparable) -> int:
    """How many quoted words of a quotation that it has the other side leaves out, or has turned into its own."""
    said = sum(len(words) for words in own)
    if not others:
        return said if said >= UNMARKED else 0
    if not _runs(own) & _runs(others):
        return 0  # two quotations: neither is the fuller
    there = _all_runs(other.text)
    return sum(_lacking(words, there) for words in own)


def _narrates(report: Comparable, span: Span, other: Comparable) -> bool:
    """Whether words of a span outside its quotation marks are the other's too.

    What one quotes from a third and the other gives without marks, both may have from there; where the other has the
    report's own words around the quotation as well, it has them from the report.
    """
    rest, at = [], span[0]
    for start, end in sorted(report.quoted):
        if start < span[1] and span[0] < end:
            rest.append((at, max(at, start)))
            at = max(at, end)
    rest.append((at, max(at, span[1])))
    there = _all_runs(other.text)
    told = [_forms(report.text, piece) for piece in rest]
    return sum(len(words) - _lacking(words, there) for words in told) >= UNMARKED


def _lacking(words: Sequence[str], there: Runs) -> int:
    """The words that stand in no run of words which the other has."""
    held: set[int] = set()
    for at in range(len(words) - RUN + 1):
        if tuple(words[at : at + RUN]) in there:
            held.update(range(at, at + RUN))
    return len(words) - len(held)


def _quoted(report: Comparable, span: Span) -> list[list[str]]:
    """The words of each quotation that the span touches, without those that an editor put in brackets."""
    touched = [(start, end) for start, end in report.quoted if start < span[1] and span[0] < end]
    return [
        [form for piece in _spoken(report.text, quotation) for form in _forms(report.text, piece)]
        for quotation in touched
    ]


def _spoken(text: str, span: Span) -> list[Span]:
    """A quotation without what is in brackets."""
    pieces, at = [], span[0]
    for found in _BRACKETED.finditer(text, *span):
        pieces.append((at, found.start()))
        at = found.end()
    return [*pieces, (at, span[1])]


def _forms(text: str, span: Span) -> list[str]:
    piece = text[span[0] : span[1]]
    return [word_form(piece[start:end]) for start, end in word_spans(piece)]


def _runs(rows: Sequence[Sequence[str]]) -> Runs:
    return frozenset(tuple(row[at : at + RUN]) for row in rows for at in range(len(row) - RUN + 1))


@lru_cache(maxsize=64)
def _all_runs(text: str) -> Runs:
    return _runs([_forms(text, (0, len(text)))])


def _correction(report: Comparable) -> frozenset[str]:
    """The word forms of the passages in which a report corrects itself."""
    found: set[str] = set()
    for start, end, _ in report.passages or ((0, len(report.text), "body"),):
        piece = report.text[start:end]
        if "version" in piece or "correct" in piece or "amended" in piece or "stated" in piece or "originally" in piece:
            forms = _forms(report.text, (start, end))
            line = " ".join(forms)
            if any(phrase in line for phrase in lexicon("corrections.txt")):
                found.update(forms)
    return frozenset(found)


def _pointed(text: str, span: Span) -> dict[str, Span]:
    """The names and numbers of a span: form to its first place. A word of grammar that opens a sentence is no name."""
    grammar = lexicon("function_words.txt")
    found: dict[str, Span] = {}
    for start, end in word_spans(text[span[0] : span[1]]):
        word = text[span[0] + start : span[0] + end]
        if word[0].isdigit() or (word[0].isupper() and word_form(word) not in grammar):
            found.setdefault(word_form(word), (span[0] + start, span[0] + end))
    return found


def _body(report: Comparable) -> list[Span]:
    passages = sorted(report.passages) or [(0, len(report.text), "body")]
    body = [
        (start, end) for start, end, kind in passages if kind not in ("boilerplate", "caption", "headline", "header")
    ]
    return [(low + start, low + end) for low, high in body for start, end in word_spans(report.text[low:high])]
