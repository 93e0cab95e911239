"""Words that weigh in a changed quotation, one list for all who judge one: what turns a statement and what hardly does.

`weigh` reads them to tell what was changed, `story` to put the most serious change first. Each file of this folder says
at its head what it lists.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Literal

ONLY_SMALL = "Only small words, endings or spellings differ."
"""What is said of a reading of which no more differs inside the quotation marks."""
WordList = Literal["conditions", "denials", "limits", "negators", "small"]


@cache
def wordlist(name: WordList) -> frozenset[str]:
    """The words of a list, in small letters, `n't` as `not`."""
    text = resources.files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line and not line.startswith("#"))
