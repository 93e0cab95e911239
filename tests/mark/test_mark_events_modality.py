"""Modality: whether what a word tells of came about, by its clause and by what governs it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from whence.mark.events_modality import standing_of
from whence.mark.events_standing import Standing, compose


def modality(nlp: Language, text: str, word: str) -> str:
    token = next(token for token in nlp(text) if token.text == word)
    return standing_of(token).modality()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The army shelled the port.", "shelled", "happened"),
        ("The army is shelling the port.", "shelling", "ongoing"),
        ("The army was shelling the port.", "shelling", "happened"),
        ("The army will shell the port.", "shell", "planned"),
        ("The army could shell the port.", "shell", "possible"),
        ("The army did not shell the port.", "shell", "denied"),
        ("The army could not reach the port.", "reach", "denied"),
        ("If rebels storm the port, the town will fall.", "storm", "possible"),
        ("The army began to shell the port.", "shell", "happened"),
        ("The army managed to reach the port.", "reach", "happened"),
        ("The army failed to reach the port.", "reach", "denied"),
        ("The army refused to leave the port.", "leave", "denied"),
        ("The army plans to leave the port.", "leave", "planned"),
        ("The army vowed to defend the port.", "defend", "planned"),
        ("The army wants to leave the port.", "leave", "possible"),
        ("The army threatened to shell the port.", "shell", "possible"),
        ("Witnesses say the army shelled the port.", "shelled", "alleged"),
        ("The army allegedly shelled the port.", "shelled", "alleged"),
        ("The army shelled the port, according to witnesses.", "shelled", "alleged"),
        ("The general denied that the army shelled the port.", "shelled", "denied"),
        ("The general admitted that the army shelled the port.", "shelled", "happened"),
        ("The general did not say that the army shelled the port.", "shelled", "possible"),
        ("The army left without shelling the port.", "shelling", "denied"),
        ("The army not only shelled the port but burned it.", "shelled", "happened"),
        ("Leave the port at once!", "Leave", "possible"),
        ("The ministers demanded that the crew be freed.", "freed", "possible"),
        ("The firm failed to find a buyer and closed in May.", "closed", "happened"),
    ],
)
def test_verbs(nlp: Language, text: str, word: str, expected: str) -> None:
    assert modality(nlp, text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The minister condemned the attack.", "attack", "happened"),
        ("The army launched an attack.", "attack", "happened"),
        ("The army will launch an attack.", "attack", "planned"),
        ("The army cancelled the attack.", "attack", "denied"),
        ("The army is considering an attack.", "attack", "possible"),
        ("The general denied the attack.", "attack", "denied"),
        ("There was no attack.", "attack", "denied"),
        ("He spoke of a possible attack.", "attack", "possible"),
        ("He spoke of an alleged attack.", "attack", "alleged"),
        ("He spoke of a planned attack.", "attack", "planned"),
        ("The aim of the deployment is peace.", "deployment", "happened"),
    ],
)
def test_nouns(nlp: Language, text: str, word: str, expected: str) -> None:
    assert modality(nlp, text, word) == expected


def test_two_negatives() -> None:
    above = Standing(negative=True)
    assert compose(Standing(), "not", above).modality() == "happened"
    assert compose(Standing(), "deny", above).modality() == "possible"


def test_a_plan_under_a_wish_is_only_possible() -> None:
    assert compose(Standing(), "plan", Standing(certainty="may")).modality() == "possible"
