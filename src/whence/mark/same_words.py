"""Somebody without a name in a heading or highlight whom the same report names beside the same words.

`The wall “cannot be saved,” an engineer says` above a report in which Ada Vell says that it “cannot be saved”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from whence.records import Attribution, Entity

QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
FEWEST = 3
"""Words in quotation marks that two people do not both say in one report."""
SURE, LESS_SURE = 0.8, 0.85
"""How sure the named one must be, and how sure the other is for it."""


def named_elsewhere(
    text: str, attributions: Sequence[Attribution], entities: Mapping[str, Entity]
) -> list[Attribution]:
    """The attributions, those of somebody described given to the one named speaker of the same quoted words."""
    spoken = [
        (one.speaker_entity_id, f" {' '.join(_words(text, one))} ")
        for one in attributions
        if one.speaker_entity_id is not None
        and one.speaker_basis != "description"
        and one.speaker_confidence >= SURE
        and not entities[one.speaker_entity_id].anonymous
        and entities[one.speaker_entity_id].kind == "person"
        and one.uttered
    ]
    return [_named(text, one, spoken, entities) for one in attributions]


def _named(
    text: str, one: Attribution, spoken: Sequence[tuple[str, str]], entities: Mapping[str, Entity]
) -> Attribution:
    if one.speaker_entity_id is None or one.speaker_basis != "description" or one.speakers:
        return one
    if entities[one.speaker_entity_id].kind != "person":
        return one
    quoted = [
        " ".join(word.lower() for word in WORD.findall(match[1]))
        for start, end in one.pieces
        for match in QUOTED.finditer(text, start, end)
    ]
    found = {
        speaker
        for words in quoted
        if words.count(" ") + 1 >= FEWEST
        for speaker, said in spoken
        if f" {words} " in said
    }
    if len(found) != 1:
        return one
    return replace(
        one, speaker_entity_id=found.pop(), speaker_basis="role", speaker_confidence=LESS_SURE, anonymous=False
    )


def _words(text: str, one: Attribution) -> list[str]:
    return [word.lower() for start, end in one.pieces for word in WORD.findall(text[start:end])]
