"""Names in headlines, where a verb has a capital as names have: `Slams Adams`, `“We Will Not Pay,” Adams Scoffs`."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from whence.mark.doc_text import text_of
from whence.mark.name_shapes import Name, fold, given_names, make_name
from whence.mark.reporting_verbs import verbs

HEADLINE = 160
"""Characters on both sides of a name within which a headline begins and ends."""
MOST_LOOKED_AT = 50
"""Names with one last word that are compared with a name of a headline."""


def without_headline_words(doc: Doc, people: Sequence[Name]) -> list[Name]:
    """The names, less the verb of a headline in capitals that the recogniser took with one: `Slams Adams`.

    So where the line is set in capitals, no given name opens it, the report names nobody so elsewhere and has the
    last word as a name of its own.
    """
    by_last: dict[str, list[Name]] = {}
    for name in people:
        by_last.setdefault(name.text.split()[-1], []).append(name)
    kept = []
    for name in people:
        if name.text.isupper() and name.last - name.first > 2:
            name = _known_so(doc, name, people) or name
        line = _headline_around(doc, name) if name.last - name.first == 2 else None
        if line is not None and fold(doc[name.first].text) not in given_names():
            same = by_last[name.text.split()[-1]]
            elsewhere = [one for one in same[:MOST_LOOKED_AT] if not line[0] <= one.start < line[1]]
            if elsewhere and all(one.text != name.text for one in elsewhere):
                name = make_name(doc, name.last - 1, name.last) or name
            elif not elsewhere and len(same) == 1 and by_last.get(name.text.split()[0]):
                name = make_name(doc, name.first, name.last - 1) or name  # `Adams Scoffs`
        kept.append(name)
    return kept


def _known_so(doc: Doc, name: Name, people: Sequence[Name]) -> Name | None:
    """The person whose full name opens a run of capitals: `ADA VELL SLAMS MEMO` where the report has an `Ada Vell`."""
    known = {fold(one.text) for one in people[:MOST_LOOKED_AT] if not one.text.isupper() and len(one.text.split()) > 1}
    for last in range(name.last - 1, name.first + 1, -1):
        if fold(doc[name.first : last].text) in known:
            return make_name(doc, name.first, last)
    return None


def _headline_around(doc: Doc, name: Name) -> tuple[int, int] | None:
    """The line of a name where it is short and most of its longer words are set in capitals."""
    low, high = max(0, name.start - HEADLINE), min(len(text_of(doc)), name.end + HEADLINE)
    start, stop = text_of(doc).rfind("\n", low, name.start), text_of(doc).find("\n", name.end, high)
    if (start < 0 and low > 0) or (stop < 0 and high < len(text_of(doc))):
        return None
    start, stop = start + 1, stop if stop >= 0 else high
    words = [word for word in text_of(doc)[start:stop].split() if len(word) > 3]
    if len(words) < 4 or sum(word.strip("'‘“\"(")[:1].isupper() for word in words) < 0.8 * len(words):
        return None
    return start, stop


def opens_headline(doc: Doc, token: Token) -> bool:
    """Whether a verb set as a name follows in a headline: `'We Will Not Pay,' Adams Scoffs`."""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    before = doc[token.i - 1] if token.i else None
    if after is None or (before is not None and before.pos_ == "PROPN" and not before.is_punct):
        return False
    is_verb = after.text.istitle() and (after.lower_[:-1] in verbs() or after.lower_[:-2] in verbs())
    return (
        is_verb and _headline_around(doc, Name(token.idx, token.idx + len(token), token.i, token.i + 1, "")) is not None
    )
