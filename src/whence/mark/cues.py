"""The verb or noun of a cue, and what kind of act it is."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Span, Token

from whence.mark import lexicon
from whence.mark.clauses import ACCORDING
from whence.mark.reporting_verbs import Verb, entry, verbs


@lru_cache(maxsize=1)
def _nouns() -> dict[str, Verb]:
    """Nouns and adjectives that stand in cues (`in the belief that`, `is confident`), by lemma."""
    found = {}
    for lemma, act, stance in lexicon.rows("attribution_nouns.tsv"):
        found[lemma] = Verb(lemma, act, stance, "qc")  # type: ignore[arg-type]
    return found


def verb_of(cue: Span) -> tuple[Token, Verb]:
    """The word that a cue turns on, and its entry. A word that no lexicon holds is taken for plain saying."""
    if any(token.lower_ == "according" for token in cue):
        return next(token for token in cue if token.lower_ == "according"), ACCORDING
    known = [(token, verb) for token in cue if (verb := entry(token)) is not None]
    if known:
        # `declined to say`, `refused to confirm`: the first decides; `is expected to say`: the one that reports.
        strong = next(((t, v) for t, v in known if v.stance in ("decline", "deny")), None)
        return strong or known[-1]
    for token in cue:
        verb = _nouns().get(token.lemma_.lower()) or verbs().get(token.lemma_.lower())
        if verb is not None:
            return token, verb
    root: Token = cue.root
    return root, Verb(root.lemma_.lower(), "said", "assert", "qc")
