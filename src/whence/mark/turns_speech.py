"""A speech, letter or statement that a report gives in full behind its own words: `Read Vell's full remarks below:`.

What follows the colon to the end is one turn of whoever the line names. It is taken for theirs only where it speaks of
`I` or `we` and stands without quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import takewhile

from whence.mark.announced import SELF
from whence.mark.name_shapes import Names, fold
from whence.mark.turns import MARKS, Turn
from whence.records import Passage

ANNOUNCES = re.compile(
    r"(?:read|see|here (?:is|are)|here[’']s|below (?:is|are)|(?:the )?(?:full|complete|following)|transcript)\b"
    r"(?=.*\b(?:remarks|speech|statement|address|letter|testimony|text|transcript|message|post|words)\b)"
    r".*(?:\b(?:full|complete|below|in full|entire|entirety|following|as prepared|transcript|text)\b).*:$",
    re.IGNORECASE,
)
NAMED = r"(?P<name>[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,3})"
OWNER = re.compile(rf"(?:(?<=[a-z] )|(?<=^Read ))(?:the )?{NAMED}['’]s?\s")
BY = re.compile(rf"\b(?:by|from|of) (?:the )?{NAMED}")
LONGEST_LINE = 160
FEWEST_WORDS = 40
"""Words of a speech below which it is a quotation, and announced as one is."""
BODY = ("body", "block_quote", "list")


def find_speech(text: str, passages: Sequence[Passage], names: Names) -> list[Turn]:
    """The one turn behind a line that announces it, or none."""
    known = {fold(person.name).split()[-1] for person in names.people()}
    blocks = [one for one in passages if one.kind not in ("boilerplate", "caption")]
    for at, block in enumerate(blocks):
        line = text[block.start : block.end]
        if len(line) > LONGEST_LINE or ANNOUNCES.match(line) is None:
            continue
        name = _whose(line, known)
        said = list(takewhile(lambda one: one.kind in BODY and text[one.start] not in MARKS, blocks[at + 1 :]))
        words = " ".join(text[one.start : one.end] for one in said)
        selves = sum(SELF.search(text, one.start, one.end) is not None for one in said)
        if name is not None and len(words.split()) >= FEWEST_WORDS and 2 * selves >= len(said):
            pieces = tuple((one.start, one.end) for one in said)
            label = (block.start + name[0], block.start + name[1])
            return [Turn(label, (block.end - 1, block.end), pieces)]
    return []


def _whose(line: str, known: Set[str]) -> tuple[int, int] | None:
    """Where the line names the one person whose words follow, of those whose surnames the report has."""
    found = {
        match.span("name")
        for pattern in (OWNER, BY)
        for match in pattern.finditer(line)
        if fold(match["name"]).split()[-1] in known
    }
    return found.pop() if len(found) == 1 else None
