"""The text of a parsed report. `Doc.text` joins all its words anew each time it is asked."""

from __future__ import annotations

from spacy.tokens import Doc

_KEY = "whence_text"


def text_of(doc: Doc) -> str:
    """The text of a doc, joined once and kept with it."""
    held = doc.user_data.get(_KEY)
    if not isinstance(held, str):
        held = doc.user_data[_KEY] = doc.text
    return held
