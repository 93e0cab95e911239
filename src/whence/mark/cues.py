"""The verb or noun of a cue, and what kind of act it is."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Span, Token

from whence.mark import lexicon
from whence.mark.clauses import ACCORDING
from whence.mark.reporting_verbs import Verb, entry, verbs

UNKNOWN = ""
"""The frames of a word that is in no lexicon: whether it tells of speech is not known."""


@lru_cache(maxsize=1)
def _words() -> dict[str, Verb]:
    """Other words that stand in cues (`in the belief that`, `is confident`, `cited`), by lemma."""
    found = {}
    for lemma, act, stance in lexicon.rows("attribution_words.tsv"):
        found[lemma] = Verb(lemma, act, stance, "qc")  # type: ignore[arg-type]
    return found


def verb_of(cue: Span) -> tuple[Token, Verb]:
    """The word that a cue turns on, and its entry; `UNKNOWN` frames where no lexicon holds a word of it."""
    if any(token.lower_ == "according" for token in cue):
        return next(token for token in cue if token.lower_ == "according"), ACCORDING
    known = [(token, verb) for token in cue if (verb := entry(token)) is not None]
    if known:
        # `declined to say`, `refused to confirm`: the first decides; `is expected to say`: the one that reports.
        strong = next(((t, v) for t, v in known if v.stance in ("decline", "deny")), None)
        return strong or known[-1]
    for token in cue:
        verb = _words().get(token.lemma_.lower()) or verbs().get(token.lemma_.lower())
        if verb is not None:
            return token, verb
    root: Token = cue.root
    return root, Verb(root.lemma_.lower(), "said", "assert", UNKNOWN)
