"""Which language a text is in, where that is clearly another than English: then it is left unmarked.

Running English is told by its small words, and nothing else is asked of it. What has too few of them is put to langid
(Lui and Baldwin, "langid.py: An Off-the-shelf Language Identification Tool", 2012; the model of py3langid). A text is
in another language only where the whole and nearly all of its parts are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FEWEST_WORDS = 20
SAMPLES, SAMPLE_CHARS = 8, 800
"""A text is judged by so many stretches of so many characters, spread evenly over it."""
ENGLISH_SHARE = 0.07
"""Of running English, one word in six is one of SMALL_WORDS; of headlines and lists, fewer."""
SURE, LEADING = 0.99, 0.4
"""How likely the text is not English, and how likely it is in the language named: near kin share their chances."""
POSSIBLE, AGREEING = 0.05, 0.75
"""The share of stretches that must be in that language, each with some chance."""
SMALL_WORDS = frozenset(
    {
        "the", "and", "that", "with", "from", "this", "which", "were", "been", "they", "their", "would", "said",
        "have", "has", "had", "his", "her", "its", "are", "it", "who", "about", "after", "what", "not", "but", "will",
        "you", "she", "he",
    }
)  # fmt: skip
NOT_OTHER = frozenset({"en", "pcm", "zxx"})
"""English, Nigerian Pidgin (which English headlines are taken for) and what is no language at all."""
# Scripts that put no space between words: each of their letters counts as a word.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{UNSPACED}]|[^\W\d_{UNSPACED}]+")


def language_of(text: str, given: str | None = None) -> str | None:
    """The language of a report: what was given, but what its words show where none or English was given."""
    found = other_language(text)
    if found is None or (given and re.split(r"[-_]", given.strip().lower())[0] not in ("en", "eng", "english")):
        return given
    return found


def other_language(text: str) -> str | None:
    """The ISO 639 code of the language that a text is clearly in where that is not English, else None.

    None as well for a text of fewer than FEWEST_WORDS words, or one in several languages.
    """
    samples = _samples(text)
    words = [word.lower() for sample in samples for word in WORD.findall(sample)]
    if len(words) < FEWEST_WORDS or sum(word in SMALL_WORDS for word in words) >= ENGLISH_SHARE * len(words):
        return None
    chances = _chances("\n".join(samples))
    language = max(chances, key=lambda code: chances[code])
    if language in NOT_OTHER or chances[language] < LEADING or sum(chances[code] for code in NOT_OTHER) > 1 - SURE:
        return None
    agreeing = sum(_chances(sample)[language] >= POSSIBLE for sample in samples)
    return language if agreeing >= AGREEING * len(samples) else None


def _chances(text: str) -> dict[str, float]:
    """Each language's chance of being that of the text."""
    return dict(_identifier().rank(text))


def _samples(text: str) -> list[str]:
    if len(text) <= SAMPLES * SAMPLE_CHARS:
        count = max(1, len(text) // SAMPLE_CHARS)
        step = length = -(-len(text) // count)
    else:
        count, step, length = SAMPLES, (len(text) - SAMPLE_CHARS) // (SAMPLES - 1), SAMPLE_CHARS
    return [text[at * step : at * step + length] for at in range(count)]


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    # Loading the model takes half a second and 100 MB, and English reports never ask for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
