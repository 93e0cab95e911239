"""The pieces of a content as spans of the text: joined, cut and trimmed, and what stands in quotation marks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from whence.mark.quotes import Quotation, touching
from whence.mark.speaker_words import kind_of_noun
from whence.records import AttributionKind

DASH = re.compile(r"\s(?:[—–]|--?)\s|[^\s]—[^\s]")
LOOSE_END = re.compile(r"[,;]?\s+(?:but|and|or|although|while|though|as|because)$", re.I)
LOOSE_START = re.compile(r"(?:But|And|Yet|So|However|Meanwhile),?\s+")


def in_dashes(text: str, sentence: tuple[int, int], cue: tuple[int, int], source: tuple[int, int] | None) -> bool:
    """Whether a cue stands in an aside between dashes: `— a claim that Vell denied — and said ...`."""
    low = min(cue[0], source[0]) if source is not None and abs(source[0] - cue[0]) < 400 else cue[0]
    return len(DASH.findall(text[sentence[0] : low])) % 2 == 1 and DASH.search(text, cue[1], sentence[1]) is not None


def in_own_dashes(text: str, sentence: int, source: tuple[int, int], cue: tuple[int, int]) -> bool:
    """Whether a source stands in an aside between dashes that ends before the cue: somebody else's.

    `sentence`: where their sentence begins.
    """
    if source[1] > cue[0] or sentence > source[0] or len(DASH.findall(text, sentence, source[0])) % 2 == 0:
        return False
    return len(DASH.findall(text, source[1], cue[0])) % 2 == 1


def is_name(text: str, quotation: Quotation, fewest: int = 2) -> bool:
    """Whether the marks hold the name of a programme or a book: every longer word a capital, no stop at the end.

    `fewest`: how many words such a name has at least; one word may be emphasis as well.
    """
    inner = text[quotation.start : quotation.end].strip("\"'“”‘’ ")
    words = inner.split()
    return fewest <= len(words) < 7 and inner[-1:].isalnum() and all(w[:1].isupper() for w in words if len(w) > 3)


def is_pulled(text: str, piece: tuple[int, int]) -> bool:
    """Whether single marks make a heading of words that are quoted again further down: `'So much anger.'`"""
    words = text[slice(*piece)]
    inner = words.strip("'‘’ .!?…")
    return words[:1] in ("'", "‘") and len(inner) > 3 and inner.lower() in text[piece[1] :].lower()


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that share or touch a place put together."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def clip(text: str, piece: tuple[int, int], limit: tuple[int, int]) -> tuple[int, int] | None:
    start, end = max(piece[0], limit[0]), min(piece[1], limit[1])
    while start < end and text[start] in " \t\n,;:.":
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    if (loose := LOOSE_END.search(text, start, end)) is not None:
        end = loose.start()
    if (loose := LOOSE_START.match(text, start, end)) is not None:
        start = loose.end()
    return (start, end) if end - start >= 2 else None


def without(text: str, spans: Sequence[tuple[int, int]], avoid: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans less the words of cue and source where those stand among them."""
    kept = list(spans)
    for a, b in avoid:
        cut: list[tuple[int, int]] = []
        for start, end in kept:
            if a <= start and end <= b:
                continue
            if start < b and a < end:
                sides = [clip(text, side, (0, len(text))) for side in ((start, min(a, end)), (max(b, start), end))]
                cut.extend(side for side in sides if side is not None)
            else:
                cut.append((start, end))
        kept = cut
    return kept


def kind_of(pieces: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> AttributionKind:
    """Whether all of a content, some or none of it stands in quotation marks."""
    quoted = sum(min(e, q.end) - max(s, q.start) for s, e in pieces for q in touching(quotations, s, e))
    total = sum(e - s for s, e in pieces)
    if quoted >= total - 2 * len(pieces) and quoted > 0:
        return "direct"
    return "mixed" if quoted > 0 else "indirect"


def could_go_on(head: Token | None) -> bool:
    """Whether a source is one who may go on to speak in the next paragraph: a name, `he`, `the mayor`; no group."""
    if head is None or head.tag_ in ("NNS", "NNPS"):
        return False
    if head.pos_ == "PROPN" or head.ent_type_ == "PERSON":
        return True
    return head.lower_ in ("he", "she", "who", "i") or (head.pos_ == "NOUN" and kind_of_noun(head) == "person")
