"""Whose words they are, where one report only lets it be guessed and another that quotes them names the speaker.

A pronoun or a role is resolved inside its own report, by rules that may take the wrong person. Two quotations under two
names are joined only where a long run of words agrees (`utterances_pairs.py`), so what the other report names then
weighs more than the guess. Names are never overruled: that two reports name two people is for a person to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.account import Utterance
from whence.records import Attribution
from whence.weigh.utterances_text import AttributionText

SURE = 0.8
"""The confidence from which a speaker's name stands by itself; below it the name is shown as a possibility."""
_GUESSED = frozenset({"pronoun", "role"})
Voice = tuple[Attribution, AttributionText]


def named_by_all(voices: Iterable[Voice]) -> str | None:
    """The person whom every report that names a speaker of these quoted words outright names; None where none does."""
    named = {text.speaker_id for one, text in voices if _names_outright(one, text)}
    return named.pop() if len(named) == 1 else None


def is_guess(one: Attribution) -> bool:
    """Whether the speaker was resolved from a pronoun or a role, and not surely."""
    return one.speaker_basis in _GUESSED and one.speaker_confidence < SURE


def guesses_corrected(
    utterances: Iterable[Utterance], attributions: Iterable[Attribution], context: Mapping[str, AttributionText]
) -> dict[str, str]:
    """Attribution id to the source that speaks, for the guesses that other readings of the same words contradict."""
    by_id = {one.id: one for one in attributions}
    found: dict[str, str] = {}
    for utterance in utterances:
        voices = [(by_id[r.attribution_id], context[r.attribution_id]) for r in utterance.readings]
        speaker = named_by_all(voices)
        if speaker is None:
            continue
        for one, text in voices:
            if is_guess(one) and text.quoted and text.speaker_id not in (None, speaker) and len(one.speakers) < 2:
                found[one.id] = speaker
    return found


def _names_outright(one: Attribution, text: AttributionText) -> bool:
    named = one.speaker_basis == "name" and one.speaker_confidence >= SURE and not one.anonymous
    return named and bool(text.quoted) and text.speaker_id is not None and text.speaker_kind in ("person", None)
