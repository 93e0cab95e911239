"""Dates that a report speaks of without looking ahead, and its notice of copyright: weaker evidence of its own date.

News speaks of what was. A date with its year, in a sentence where no word looks ahead (`will`, `by`, `plan`, `race`),
was over or had begun when the report came out, whatever the parse makes of its verb. A year that stands before a noun
(`the 2030 games`) may be that of a thing to come, and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from whence.mark import lexicon
from whence.records import Moment, Passage

BODY = frozenset({"body", "block_quote", "caption"})
FEW_WORDS = 6
"""A line shorter than this is more likely a link, a label or a heading than something that is told."""
SIGNED = re.compile(r"\(@\w{1,30}\)\s*$")
COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b)[^\n.]{0,40}?\b((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?\b", re.I)


def looks_ahead(words: str) -> bool:
    """Whether a word of a sentence can point ahead of its report."""
    found = (word for word in re.findall(r"['’]?\w+", words) if word != "May")  # the month; `may` is the verb
    return any(re.sub(r"^['’]", "'", word.lower()) in _ahead() for word in found)


def _ahead() -> frozenset[str]:
    return lexicon.words("dating_ahead.txt")


def is_spoken_of(moment: Moment, token: Token | None, passages: Sequence[Passage], text: str) -> bool:
    """Whether a moment with its year is told in a sentence where nothing looks ahead.

    `token` is the first of the moment. The moment's tense is the caller's to ask.
    """
    around = next((p for p in passages if p.start <= moment.start < p.end), None)
    if token is None or around is None or around.kind not in BODY:
        return False
    if in_copyright(moment, text):
        return False
    if len(text[around.start : around.end].split()) < FEW_WORDS:
        return False
    if len(moment.value) == 4 and _is_before_noun(token):
        return False
    return not looks_ahead(token.sent.text)


def is_signature(moment: Moment, text: str) -> bool:
    """Whether a day signs a post that the report shows: `— Ada Vell (@adavell) January 3, 2020`."""
    return len(moment.value) == 10 and SIGNED.search(text[max(0, moment.start - 40) : moment.start]) is not None


def _is_before_noun(token: Token) -> bool:
    return token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i and token.dep_ != "pobj"


def in_copyright(moment: Moment, text: str) -> bool:
    """Whether a moment stands in a notice of copyright: that is the year of the page, or the first of many."""
    return any(found.start() <= moment.start < found.end() for found in _notices(text))


def copyright_year(text: str) -> int | None:
    """The last year that its notices of copyright give: a page is not younger than the latest of them."""
    years = [int(found[2] or found[1]) for found in _notices(text)]
    return max(years, default=None)


def _notices(text: str) -> Iterable[re.Match[str]]:
    return COPYRIGHT.finditer(text)
