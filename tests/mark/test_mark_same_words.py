"""Who is only described in a highlight and named beside the same words further down."""

from __future__ import annotations

from spacy.language import Language

from marked_text import marked

REPORT = """An engineer said that the harbour wall “cannot be saved at all”.

The wall was built in 1962. The council met on Monday.

{below}"""


def _who(nlp: Language, below: str) -> tuple[str | None, bool]:
    found = marked(REPORT.format(below=below), nlp)
    one = min(found.marks.attributions, key=lambda a: a.start)
    return found.speaker(one), one.anonymous


def test_the_same_quoted_words_name_the_speaker(nlp: Language) -> None:
    below = "“It was old, and it cannot be saved at all,” said Ada Vell, who built it."
    assert _who(nlp, below) == ("Ada Vell", False)


def test_other_words_or_two_speakers_of_them_do_not(nlp: Language) -> None:
    other = "“It was old, and it cannot be moved,” said Ada Vell, who built it."
    assert _who(nlp, other)[1]
    two = (
        "“It cannot be saved at all,” said Ada Vell, who built it.\n\n"
        "“It is true that it cannot be saved at all,” said Tom Brask, who paid for it."
    )
    assert _who(nlp, two)[1]
