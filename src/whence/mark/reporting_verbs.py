"""The verbs that report, and whether a word of the parse is one of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from whence.mark import lexicon
from whence.records import Act, Stance

CLOSING_MARKS = frozenset("\"”’'")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the lexicon: what kind of act it is, the stance it takes and the frames it has."""

    lemma: str
    act: Act
    stance: Stance
    frames: str


@lru_cache(maxsize=1)
def verbs() -> dict[str, Verb]:
    """The lexicon of reporting verbs by lemma."""
    found = {}
    for row in lexicon.rows("attribution_verbs.tsv"):
        lemma, act, stance, frames = row
        found[lemma] = Verb(lemma, act, stance, frames)  # type: ignore[arg-type]
    return found


def entry(token: Token) -> Verb | None:
    """The reporting verb that this word is, or None."""
    if follows_quotation(token) and (verb := _by_form(token.lower_)) is not None:
        return verb
    if token.pos_ not in ("VERB", "AUX", "ADP") and not (token.tag_.startswith("VB")):
        return None
    lemma = token.lemma_.lower()
    particle = next(
        (c.lower_ for c in token.rights if c.dep_ == "prt" or (c.lower_ == "back" and c.i == token.i + 1)), None
    )
    if particle and (verb := verbs().get(f"{lemma} {particle}")):
        return verb
    return verbs().get(lemma) or _by_ending(token)


def follows_quotation(token: Token) -> bool:
    """Whether the word stands right behind a closing quotation mark, where a cue stands whatever its tag says."""
    if not token.i:
        return False
    before = token.doc[token.i - 1]
    return before.text[-1] in CLOSING_MARKS and before.whitespace_ == " "


def _by_form(form: str) -> Verb | None:
    """The verb of a past form, for words that the tagger took for something else (`tweeted`)."""
    if not form.endswith("ed"):
        return None
    found = verbs().get(form[:-2]) or verbs().get(form[:-1])
    return found if found is not None and "q" in found.frames else None


def _by_ending(token: Token) -> Verb | None:
    """The verb of a regular form whose lemma the pipeline cuts too short (`hopes` and `hoped` to `hop`)."""
    form = token.lower_
    if token.tag_ not in ("VBD", "VBN", "VBZ"):
        return None
    stems = [form[: -len(ending)] for ending in ("s", "d", "ed") if form.endswith(ending)]
    return next((verbs()[stem] for stem in stems if stem in verbs()), None)
