"""What a match is: copying, a shared quotation, or no evidence of anything.

Not copying: the same speech or document quoted in both; names and titles in a row; one form of words with other
numbers or dates (a template); a sentence and its negation.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from whence.compare.blocks import Match
from whence.compare.comparable import Bools, Ints, WordRow, lexicon, sentences_around
from whence.compare.direction import credits_outlet
from whence.records import ReuseKind

NARRATION_WORDS = 5
"""So many shared words outside quotation marks are the `he said in a statement` of a shared quotation."""
NARRATION_SHARE = 0.15
SPEECH_SHARE = 0.4
"""A report with so many of its sentences outside quotation marks in the first person gives a speech, an interview."""
SPEECH_SENTENCES = 8
LONG_MATCH = 60
"""A match of so many words is not taken for site text however common it is: agencies run versions of a report."""
SITE_TEXT_SHARE = 0.5
MOSTLY = 0.5
TELLING_WORDS = 4
"""Shared plain words (no names, no words of grammar) below which a match shows nothing."""
FRAME = 1.5
"""Shared words around quotations, in multiples of the least shared words, that are copying even if all are names."""
PARALLEL = 0.5
"""Two sentences are versions of each other where so much of the shorter is aligned."""


TOLD = re.compile(r"\b(?:tell|tells|told|telling|interview with|informed|to|on|with)\s+(?:the\s+|an?\s+)?$", re.I)
"""What stands before the name of an outlet that somebody spoke to: the words are that person's."""
SIGNED, SIGNATURE = 1000, 80
"""Characters after quoted words within which a line says whose they are, and the length of such a line."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a match is taken for, the words that say so, and the match itself (a quotation's is cut to what is quoted).

    `told` is set where the words are quoted in one report and told without marks in the other.
    """

    kind: ReuseKind
    why: str
    match: Match
    told: bool = False


def judge(
    a: WordRow,
    b: WordRow,
    match: Match,
    min_words: int,
    common: tuple[Bools | None, Bools | None] = (None, None),
    *,
    edits: bool = False,
) -> Judgement | None:
    """The kind of a match, or None where the shared words are no evidence that one text was taken from the other.

    `common` flags the words of each row that are common in its own outlet (see `index.Runs`). `edits`: sentences with
    other numbers, or a negation, count as well.
    """
    in_a, in_b = match.aligned_words()
    if match.aligned < LONG_MATCH and _is_site_text(a, b, in_a, in_b, common):
        return None
    quoted = voiced(a, b, in_a, in_b)
    narration = int((~quoted).sum())
    if quoted.any() and narration <= max(NARRATION_WORDS, NARRATION_SHARE * len(in_a)):
        return _quotation(a, b, match, quoted, min_words)
    sound = np.ones(len(in_a), dtype=np.bool_) if edits else ~clashes(a, b, in_a, in_b)
    if int(sound.sum()) < min_words:
        return None
    told = sound & ~quoted
    framed = quoted.any() and int(told.sum()) >= FRAME * min_words  # several quotations with all that stands between
    if not framed and telling(a, b, in_a[told], in_b[told]) < TELLING_WORDS:
        return _quotation(a, b, match, quoted, min_words) if quoted.mean() > MOSTLY else None
    if match.verbatim:
        return Judgement("verbatim", f"{match.aligned} words in a row are the same", match)
    shorter = min(match.a_stop - match.a_first, match.b_stop - match.b_first)
    return Judgement("edited", f"{match.aligned} of {shorter} words are the same and in the same order", match)


def _quotation(a: WordRow, b: WordRow, match: Match, quoted: Bools, min_words: int) -> Judgement | None:
    """A shared quotation, without the `he said` and the like at its edges."""
    spoken = np.flatnonzero(quoted)
    before = int(spoken[0]) if spoken[0] <= NARRATION_WORDS else 0
    after = len(quoted) - 1 - int(spoken[-1])
    after = after if after <= NARRATION_WORDS else 0
    match = match.without_ends(before, after)
    if match.aligned < min_words:
        return None
    in_a, in_b = match.aligned_words()
    marked_a, marked_b = float(a.quoted[in_a].mean()), float(b.quoted[in_b].mean())
    if min(marked_a, marked_b) > MOSTLY:
        return Judgement("quotation", f"both quote the same {match.aligned} words", match)
    if max(marked_a, marked_b) > MOSTLY:
        why = f"{match.aligned} words stand in quotation marks in one report and without them in the other"
        return Judgement("quotation", why, match, told=True)
    return Judgement("quotation", f"the same {match.aligned} words of somebody who speaks stand in both", match)


def _is_site_text(a: WordRow, b: WordRow, in_a: Ints, in_b: Ints, common: tuple[Bools | None, Bools | None]) -> bool:
    """Whether most of the words are common in the one outlet, or the one report, that both rows are of."""
    same = a is b or (a.report.outlet is not None and a.report.outlet == b.report.outlet)
    if not same or common[0] is None or common[1] is None:
        return False
    return float((common[0][in_a] & common[1][in_b]).mean()) > SITE_TEXT_SHARE


@lru_cache(maxsize=512)
def is_speech(row: WordRow) -> bool:
    """Whether a report is mostly somebody's own words, printed without marks: a speech, an interview, testimony."""
    first_person = lexicon("first_person.txt")
    told = {number for number, quoted in zip(row.sentence.tolist(), row.quoted.tolist(), strict=True) if not quoted}
    own = {
        number
        for number, quoted, form in zip(row.sentence.tolist(), row.quoted.tolist(), row.forms, strict=True)
        if not quoted and form in first_person
    }
    return len(told) >= SPEECH_SENTENCES and len(own) >= SPEECH_SHARE * len(told)


def voiced(a: WordRow, b: WordRow, in_a: Ints, in_b: Ints) -> Bools:
    """Which aligned words are somebody's own words in both texts.

    Words in quotation marks on one side only count too, for the marks are lost often (tweets and statements set as
    plain paragraphs), unless it is the press that is quoted: that side names the other's outlet, or one of the two
    names an outlet as where it has the words from, and the other tells them without an `I`. Sentences in the first
    person outside all marks are speech that was set without them, and so is all of two reports that give a speech (one
    the text that was handed out, the other what was heard).
    """
    quoted_a, quoted_b = a.quoted[in_a], b.quoted[in_b]
    if a is b:
        return np.asarray(quoted_a & quoted_b)
    if is_speech(a) and is_speech(b):
        return np.ones(len(in_a), dtype=np.bool_)
    speaking_a, speaking_b = _speaking(a, in_a), _speaking(b, in_b)
    lost_a, lost_b = quoted_a & ~quoted_b, quoted_b & ~quoted_a
    if lost_a.any() or lost_b.any():
        press = _from_press(a, in_a) or _from_press(b, in_b)
        lost_a &= ~(_names(a, b, in_a) | (press & ~speaking_b))
        lost_b &= ~(_names(b, a, in_b) | (press & ~speaking_a))
    return np.asarray((quoted_a & quoted_b) | lost_a | lost_b | (speaking_a & ~quoted_a & ~quoted_b))


def _speaking(row: WordRow, at: Ints) -> Bools:
    """Which words stand in a sentence in the first person."""
    first_person, forms = lexicon("first_person.txt"), row.forms
    numbers = row.sentence[at].tolist()
    speaking = {number for number, place in zip(numbers, at.tolist(), strict=True) if forms[place] in first_person}
    return np.array([number in speaking for number in numbers], dtype=np.bool_)


def _from_press(row: WordRow, at: Ints) -> bool:
    """Whether the sentences around these words name an outlet as where they are from, and not as whom somebody told."""
    text = row.report.text
    low, high = sentences_around(text, row.span(int(at[0]), int(at[-1]) + 1))
    return any(
        low <= start < high and kind in ("cites", "block_quote") and not TOLD.search(text[max(low, start - 30) : start])
        for start, _, _, kind in row.report.credits
    )


def _names(report: WordRow, other: WordRow, at: Ints) -> np.bool_:
    """Whether a report credits the other's outlet, or its excerpt ends with a line that is signed with it."""
    if credits_outlet(report.report, other.report):
        return np.True_
    outlet = other.report.outlet
    if not outlet or " " not in outlet:
        return np.False_  # `Time`, `Reason`: one word may be any
    end = report.span(int(at[0]), int(at[-1]) + 1)[1]
    lines = report.report.text[end : end + SIGNED].split("\n")[1:]
    return np.bool_(any(line.rstrip(" .)").endswith(outlet) and len(line) <= SIGNATURE for line in lines))


def telling(a: WordRow, b: WordRow, in_a: Ints, in_b: Ints) -> int:
    """How many of the aligned words are plain words: neither names (written with a capital) nor words of grammar."""
    grammar = lexicon("function_words.txt")
    numbers = lexicon("number_words.txt")
    count = 0
    forms, text_a, text_b = a.forms, a.report.text, b.report.text
    starts = zip(a.starts[in_a].tolist(), b.starts[in_b].tolist(), in_a.tolist(), strict=True)
    for start_a, start_b, at_a in starts:
        form = forms[at_a]
        lower = text_a[start_a].islower() or text_b[start_b].islower()
        count += lower and form not in grammar and form not in numbers
    return count


@lru_cache(maxsize=1 << 17)
def is_number(form: str) -> bool:
    """Whether a word form is a number, a rank or a named day."""
    return form[:1].isdigit() or form in lexicon("number_words.txt")


def is_negation(form: str) -> bool:
    """Whether a word form turns a statement into its opposite."""
    return form in lexicon("negations.txt") or form.endswith("n't")


def clashes(a: WordRow, b: WordRow, in_a: Ints, in_b: Ints) -> Bools:
    """Which aligned words stand in a pair of sentences that clash: other numbers, or one is negated."""
    pairs = list(zip(a.sentence[in_a].tolist(), b.sentence[in_b].tolist(), strict=True))
    clashing = {
        pair for pair, aligned in sorted(Counter(pairs).items()) if _sentences_clash(a, b, pair, aligned, in_a, in_b)
    }
    return np.array([pair in clashing for pair in pairs], dtype=np.bool_)


def _sentences_clash(a: WordRow, b: WordRow, pair: tuple[int, int], aligned: int, in_a: Ints, in_b: Ints) -> bool:
    words_a, words_b = _sentence(a, pair[0]), _sentence(b, pair[1])
    if aligned < PARALLEL * min(len(words_a), len(words_b)):
        return False
    shared_a, shared_b = set(in_a.tolist()), set(in_b.tolist())
    all_a, all_b = a.forms, b.forms
    forms_a, forms_b = {all_a[at] for at in words_a}, {all_b[at] for at in words_b}
    only_a = [at for at in words_a if at not in shared_a and is_number(all_a[at]) and all_a[at] not in forms_b]
    only_b = [at for at in words_b if at not in shared_b and is_number(all_b[at]) and all_b[at] not in forms_a]
    # a number stands against another only where it stands in its place: between the same aligned words
    if set(np.searchsorted(in_a, only_a).tolist()) & set(np.searchsorted(in_b, only_b).tolist()):
        return True
    negated_a = sum(is_negation(all_a[at]) for at in words_a if at not in shared_a)
    negated_b = sum(is_negation(all_b[at]) for at in words_b if at not in shared_b)
    alike = aligned >= PARALLEL * max(len(words_a), len(words_b))
    return alike and (negated_a > 0) != (negated_b > 0)


def _sentence(row: WordRow, number: int) -> range:
    first, stop = np.searchsorted(row.sentence, [number, number + 1]).tolist()
    return range(first, stop)
