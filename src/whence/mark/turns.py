"""Whose turn it is to speak: transcripts and interviews, where a label stands before each turn.

`ADA VELL, HOST: Welcome.`, `BRASK: We knew.`, `Courier: Why did it break?`, `Q: Why? A: It was old.`: whoever the label
names says what stands behind it, and what follows in paragraphs without a label up to the next one. A label is taken
for one only in company: two speakers or more, and something that tells people from headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whence.mark import lexicon
from whence.mark.name_shapes import Names, fold
from whence.mark.reporting_verbs import verbs
from whence.mark.spans import Spans
from whence.records import Passage

WORD = r"(?:(?:Mc|Mac|De|Di|La|Le|Van|O['’])?[A-Z][A-Z'’.-]*[A-Z.]|[A-Z]\.)"
IN_BRACKETS = r"(?:[ \t]*\([^()\n]{1,40}\))?"
CAPITALS = re.compile(
    rf"(?P<name>{WORD}(?:[ \t]+{WORD}){{0,4}}){IN_BRACKETS}(?:,[^:\n]{{2,80}}?)?{IN_BRACKETS}[ \t]*:(?=\s|$)"
)
"""`VELL:`, `SEN. TOM BRASK (I), MARN:`, `ADA VELL, HOST:`, `KOLT (voice-over):`."""
TITLED = re.compile(
    rf"(?P<name>[A-Z][\w.’'-]*[a-z][\w.’'-]*(?:[ \t]+[A-Z][\w.’'-]*){{0,3}}){IN_BRACKETS}[ \t]*:(?=\s|$)"
)
LETTER = re.compile(r"(?P<name>Q|A|Question|Answer)[ \t]*[:.](?=\s+[\"“‘A-Z0-9(\[])")
OPENS = re.compile(r"(?<=[.!?)\]”\"—-]\s)(?=[A-Z])")
"""Where a label may stand inside a paragraph."""
SET_APART = re.compile(
    r"\s*(?:\([A-Z][A-Z0-9 ,.'’\":;&-]{2,}\)|[(\[](?i:laugh|cross ?talk|applau|inaudible|unintelligible|sound|music"
    r"|cheer|pause|chuckl|speaking|on camera|voice-?over|begin|end|video|foreign)[^()\[\]\n]{0,60}[)\]])\s*"
)
"""What happens beside the words: `(LAUGHTER)`, `[crosstalk]`, `(SOUNDBITE OF MUSIC)`."""
FEWEST = 3
"""Turns in a report whose labels are not all of people it names."""
MOSTLY = 0.5
"""The share of the paragraphs between the first and the last label with one, from which on the others are theirs."""
MARKS = frozenset('"“‘')
ENDS = frozenset('"”')
SPOKEN = re.compile(r"\b(?:I|I['’]\w+|we|We|my|My|our|Our|us|me|you|You|your|Your)\b|\?|^[\"“‘]|\b(?:Yes|No|Yeah)\b")
"""What tells the words of a turn from those of a list: they speak of `I` or `you`, ask, or stand in quotation marks."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: where its label's name and its colon stand, and the words said, in order."""

    name: tuple[int, int]
    colon: tuple[int, int]
    pieces: tuple[tuple[int, int], ...]
    is_letter: bool = False
    """Whether the label is `Q` or `A` alone."""

    @property
    def label(self) -> tuple[int, int]:
        """All of the label, from its name to behind its colon."""
        return self.name[0], self.colon[1]


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    colon: int
    block: int
    kind: str
    key: str
    qualified: bool
    """Whether more than a name stands before the colon (`, HOST`)."""
    quoted: bool = False
    """Whether a quotation mark opens its paragraph: an exchange taken from elsewhere, `"VELL: We knew.`"""


def find_turns(text: str, passages: Sequence[Passage], names: Names) -> list[Turn]:
    """The turns of a report, in order of their labels; none where what looks like labels are headings."""
    blocks = [one for one in passages if one.kind != "boilerplate"]
    labels = [label for at in range(len(blocks)) for label in _labels(text, blocks, at)]
    known = {word for person in names.people() for word in (fold(person.name), fold(person.name).split()[-1])}
    outlets = {fold(form) for named in names.named if named.kind == "outlet" for form in (named.name, *named.aliases)}
    turns: list[Turn] = []
    for kind in ("capitals", "titled", "letter"):
        kept = _in_company(kind, [one for one in labels if one.kind == kind], known, outlets)
        found = list(_turns(text, blocks, kept, {label.block for label in labels}))
        spoken = [turn for turn in found if _is_speech(text[slice(*turn.pieces[0])])]
        if kind == "capitals" or 2 * len(spoken) >= len(found):
            turns += found
    return sorted(turns, key=lambda turn: turn.name)


def _is_speech(words: str) -> bool:
    return SPOKEN.search(words) is not None and words.rstrip("\"'”’)")[-1:] in tuple(".?!…-—–,")


def words_of(label: str) -> list[str]:
    """The words of a label that name somebody, folded: without titles before a name."""
    words = [word for word in fold(label).split() if word]
    titles = lexicon.words("names_titles.txt")
    while len(words) > 1 and words[0].rstrip(".") in titles:
        words.pop(0)
    return words


def is_anybody(label: str) -> bool:
    """Whether a label is that of somebody without a name: `UNIDENTIFIED WOMAN`, `REPORTER`, `SPEAKER 2`."""
    words = fold(label).replace("#", " ").split()
    return any(word.rstrip(".") in lexicon.words("turns_anybody.txt") for word in words)


def _labels(text: str, blocks: Sequence[Passage], at: int) -> Iterator[_Label]:
    block = blocks[at]
    quoted = text[block.start] in MARKS
    first = block.start + quoted
    for here in [first, *(place.start() for place in OPENS.finditer(text, first + 1, block.end))]:
        starts = here == first
        for kind, pattern in (("letter", LETTER), ("capitals", CAPITALS), ("titled", TITLED)):
            match = pattern.match(text, here, block.end)
            if match is None or (kind != "capitals" and not starts):
                continue
            start, end = match.span("name")
            words = words_of(text[start:end])
            if kind != "letter" and (not _may_label(words) or _is_shouted(text, match.end(), block.end)):
                continue
            yield _Label(
                start,
                end,
                match.end() - 1,
                at,
                kind,
                " ".join(words),
                match.end() - end > 2 or len(words) < len(text[start:end].split()),
                quoted and starts,
            )
            break


def _may_label(words: Sequence[str]) -> bool:
    """Whether the words of a label can name a speaker: no heading, no `Retorted Vell`, no `Marn's Vell`."""
    if not words or any(
        word.rstrip(".") in lexicon.words("turns_headings.txt") or word.endswith(("'s", "s'")) for word in words
    ):
        return False
    past = (words[0].removesuffix("d"), words[0].removesuffix("ed"), words[0].removesuffix("s"))
    return not any(stem != words[0] and stem in verbs() for stem in past)


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Whether what follows is set in capitals as well: a line of a headline."""
    words = [word for word in text[start:end].split()[:8] if word.isalpha() and len(word) > 1]
    return len(words) > 1 and all(word.isupper() for word in words)


def _in_company(kind: str, labels: Sequence[_Label], known: set[str], outlets: set[str]) -> list[_Label]:
    """Those of the labels of one kind that are speakers'."""
    if kind == "letter":
        return list(labels) if {one.key[0] for one in labels} == {"q", "a"} else []
    counted = Counter(one.key.split()[-1] for one in labels)

    def is_known(one: _Label) -> bool:
        return one.key in known or one.key.split()[-1] in known

    def is_somebody(one: _Label) -> bool:
        return is_known(one) or any(word in lexicon.words("turns_anybody.txt") for word in one.key.split())

    full = {"".join(word[0] for word in one.key.split()) for one in labels if len(one.key.split()) > 1}
    repeated = [one for one in labels if counted[one.key.split()[-1]] > 1]
    kept = [
        one
        for one in labels
        if is_somebody(one) or one.key in outlets or one.qualified or one in repeated or one.key in full
    ]
    if len({one.key.split()[-1] for one in kept}) < 2:
        return []
    if kind == "titled":
        return kept if len(kept) >= FEWEST and repeated and any(is_known(one) for one in kept) else []
    return kept if len(kept) >= FEWEST or all(is_somebody(one) for one in kept) else []


def _turns(text: str, blocks: Sequence[Passage], labels: Sequence[_Label], all_labels: set[int]) -> Iterator[Turn]:
    """`all_labels` are the blocks that anything like a label opens."""
    if not labels:
        return
    labelled = {label.block for label in labels}
    share = len(labelled) / (labels[-1].block - labels[0].block + 1)
    # An article that quotes parts of an exchange labels them by surnames; the paragraphs between are its own.
    introduced = labels[0].kind != "capitals" or labels[0].qualified or len(labels[0].key.split()) > 1
    whole = introduced and share >= MOSTLY
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        stop = after.start if after is not None and after.block == label.block else blocks[label.block].end
        pieces = list(_said(text, label.colon + 1, stop))
        alone = not text[label.colon + 1 : stop].strip()  # a label on a line of its own has its words in the next one
        last = label.block + 1 + alone if after is None or not whole else after.block
        if label.quoted:
            last = after.block if after is not None else len(blocks)
        for at in range(label.block + 1, last):
            block = blocks[at]
            if at in all_labels or (label.quoted and not _is_quoted_on(text, blocks[at - 1], block)):
                break
            if block.kind not in ("body", "block_quote", "list") or text[block.end - 1] == ":":
                break
            if pieces and text[pieces[0][0]] in MARKS and text[block.start] not in MARKS:
                break  # words in quotation marks go on in quotation marks
            pieces += _said(text, block.start + label.quoted, block.end)
        if pieces and label.quoted:
            pieces[-1] = _without_closing(text, *pieces[-1])
        if pieces:
            colon = (label.colon, label.colon + 1)
            yield Turn((label.start, label.end), colon, tuple(pieces), label.kind == "letter")


def _said(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words between two places, without what is told of beside them."""
    at = start
    for aside in [*SET_APART.finditer(text, start, end), None]:
        stop = aside.start() if aside is not None else end
        low, high = at, stop
        while low < high and text[low].isspace():
            low += 1
        while low < high and text[high - 1].isspace():
            high -= 1
        if sum(c.isalnum() for c in text[low:high]) > 1:
            yield low, high
        at = aside.end() if aside is not None else end


def _is_quoted_on(text: str, before: Passage, block: Passage) -> bool:
    """Whether a paragraph carries on what the one before left open: one mark opens it, and one at most closes it."""
    marks = [at for at in range(block.start, block.end) if text[at] in '"“”']
    ends = len(marks) == 1 or (len(marks) == 2 and marks[1] == block.end - 1)
    return text[before.end - 1] not in ENDS and marks[:1] == [block.start] and ends


def _without_closing(text: str, start: int, end: int) -> tuple[int, int]:
    """The words less the mark that closes what is taken from elsewhere, and not one that closes words inside."""
    closes = text[end - 1] in ENDS and sum(text.count(mark, start, end) for mark in '"“”') % 2 == 1
    return start, end - closes


def labels_of(turns: Sequence[Turn]) -> Spans[None]:
    """The labels of turns, asked what they touch."""
    return Spans((*turn.label, None) for turn in turns)
