"""What the joining of utterances needs to know of one attribution: its words, those inside quotation marks, and whose.

The account is weighed from marks, and the words themselves lie in the reports. `attribution_texts` brings the two
together, once a report, so that everything after it is a function of plain records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from whence.records import Attribution, Marks, Report, Spans, digest
from whence.weigh.sources_names import given_outlet
from whence.weigh.utterances_heard import Heard, heard_stretches, is_heard
from whence.weigh.words import lexicon

_PAIRS = {"“": "”", "‘": "’", "«": "»", "„": "“"}
_STRAIGHT = "\"'"
_ANY_OUTLET = frozenset({"news", "online news", "web news", "online", "press", "radio", "tv", "television", "agency"})
"""Last words of so many outlets' names that they name none."""
FIRST_LINE = 200
"""So many characters at the head of a report are read for what it says of itself."""
LONG = 40
"""So many characters behind a mark that opens are quoted, though the whole was taken for indirect speech."""


@dataclass(frozen=True, slots=True)
class AttributionText:
    """One attribution's words and circumstances.

    `text` is its pieces joined by one space; `quoted` are the spans of `text` that lie inside quotation marks, the
    marks left out. `speaker_id` is a source's id. `published_*`, `said_*` are inclusive days or None. `via_count` is
    the number of hands that the words passed through, platforms aside. `described` where the speaker has no name but a
    description, which another speaker may fit. `cue` is the text of the cue (`told reporters`).
    """

    attribution_id: str
    report_id: str
    text: str
    quoted: Spans = ()
    speaker_id: str | None = None
    speaker_name: str | None = None
    addressee_id: str | None = None
    outlet: str | None = None
    published_earliest: str | None = None
    published_latest: str | None = None
    said_from: str | None = None
    said_to: str | None = None
    via_count: int = 0
    hands: tuple[str, ...] = ()
    """The names of hands, of the speaker, and of whom it was said to; an outlet among them has the words first."""
    anonymous: bool = False
    described: bool = False
    act: str = "said"
    cue: str = ""
    apart_from: frozenset[str] = frozenset()
    """Sources that a person ruled not to be the speaker's."""
    speaker_kind: str | None = None
    """The kind of the speaker's source (`person`, `outlet`, ...), None where it is not known."""
    original: bool = False
    """Whether this is what was said, by itself: a transcript, or a report of the speaker's own house."""
    heard: bool = False
    """Whether it was told to the very outlet that prints it."""
    credits: tuple[str, ...] = ()
    """The outlets that the report credits, for anything in it."""


def attribution_texts(
    report: Report,
    marks: Marks,
    sources: Mapping[str, str],
    names: Mapping[str, str] | None = None,
    kinds: Mapping[str, str] | None = None,
) -> dict[str, AttributionText]:
    """The attributions of one report by id.

    `sources` maps entity ids to source ids, `names` source ids to names, `kinds` source ids to kinds.
    """
    names = names or {}
    credited = {names.get(sources.get(one.entity_id, ""), "") for one in marks.credits}
    stretches = tuple(heard_stretches(report, marks, sources))
    # a platform on which somebody publishes himself is no hand that his words went through
    platforms = frozenset(one.id for one in marks.entities if one.id == digest(report.id, "platform", one.name))
    common = _Common(report, tuple(sorted(credited - {""})), _is_original(report), stretches, platforms)
    return {one.id: _text_of(one, common, sources, names, kinds or {}) for one in marks.attributions}


@dataclass(frozen=True, slots=True)
class _Common:
    """What the attributions of one report share."""

    report: Report
    credits: tuple[str, ...]
    original: bool
    heard: tuple[Heard, ...]
    platforms: frozenset[str]


def _is_original(report: Report) -> bool:
    """Whether a report says of itself that it gives what was said, whole: in its title or its first line.

    `Transcript: the hearing`, `Full text of the speech`, `The speech: full text`; not `Court releases transcript`, nor
    `Transcript shows a quarrel`.
    """
    first = report.text[:FIRST_LINE].lstrip().partition("\n")[0]
    title = (report.title or "").casefold().strip()
    return any(_HEADED.match(line) for line in (title, first.casefold())) or _TAILED.search(title) is not None


_WHOLE = "|".join(
    sorted((re.escape(one) for one in lexicon("readings_originals.txt")), key=lambda one: (-len(one), one))
)
_HEADED = re.compile(
    rf"(?:(?:read|here is|here's|here’s|the following is|this is|below is)\s+)?(?:(?:the|a|an)\s+)?(?:{_WHOLE})"
    r"\s*(?:$|[:|,(—–-]|of\b|from\b)"
)
_TAILED = re.compile(rf"[:|(—–-]\s*(?:the\s+)?(?:{_WHOLE})\s*\)?$")


def _text_of(
    one: Attribution,
    common: _Common,
    sources: Mapping[str, str],
    names: Mapping[str, str],
    kinds: Mapping[str, str],
) -> AttributionText:
    report = common.report
    spoken = one.kind == "direct" and (not _is_retold(one, report.text) or _stands_in_marks(one.pieces, report.text))
    text, quoted = joined_pieces(report.text, one.pieces, spoken)
    speaker = sources.get(one.speaker_entity_id) if one.speaker_entity_id else None
    addressee = sources.get(one.addressee_entity_id) if one.addressee_entity_id else None
    return AttributionText(
        attribution_id=one.id,
        report_id=report.id,
        text=text,
        quoted=tuple(span for span in quoted if span[1] - span[0] >= LONG) if one.kind == "indirect" else quoted,
        speaker_id=speaker,
        speaker_name=names.get(speaker) if speaker else None,
        addressee_id=addressee,
        outlet=report.outlet,
        published_earliest=report.published.earliest,
        published_latest=report.published.latest,
        said_from=one.said_from,
        said_to=one.said_to,
        via_count=sum(hand.entity_id not in common.platforms for hand in one.via),
        hands=_hands(one, sources, names),
        anonymous=one.anonymous,
        described=one.speaker_basis == "description",
        act=one.act,
        cue=" ".join(report.text[start:end] for start, end in one.cue_pieces),
        speaker_kind=kinds.get(speaker) if speaker else None,
        original=common.original or _is_outlet(speaker, report, names),
        heard=not one.via and (_is_outlet(addressee, report, names) or is_heard(one, speaker, common.heard)),
        credits=common.credits,
    )


def _is_outlet(source: str | None, report: Report, names: Mapping[str, str]) -> bool:
    """Whether a source is the report's own outlet."""
    return source is not None and names_outlet(names.get(source), report.outlet)


def names_outlet(name: str | None, outlet: str | None) -> bool:
    """Whether a name is an outlet's, in full or by its last words (`told the Echo` of the Valley Echo)."""
    short, full = plain_outlet(name), plain_outlet(outlet)
    if not short or not full:
        return False
    return short == full or (full.endswith(f" {short}") and short not in _ANY_OUTLET)


def plain_outlet(name: str | None) -> str:
    """An outlet's name as it is compared: small letters, no article and no desk; empty where there is none."""
    return given_outlet(name or "").casefold().removeprefix("the ").strip()


def _hands(one: Attribution, sources: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, ...]:
    entities = [*(hand.entity_id for hand in one.via), one.speaker_entity_id, one.addressee_entity_id]
    found = (names.get(sources.get(entity, "")) for entity in entities if entity is not None)
    return tuple(name for name in found if name is not None)


def _stands_in_marks(pieces: Spans, text: str) -> bool:
    """Whether each piece stands between a mark of its own that opens and one that closes (`he said, 'Wait'.`)."""
    return all(
        start > 0
        and _opens(text, start - 1, max(0, start - 2))
        and re.match(r"[.,!?…]{0,3}[”’»“\"']", text[end : end + 4]) is not None
        for start, end in pieces
    )


def _is_retold(one: Attribution, text: str) -> bool:
    """Told inside somebody else's quotation (`“She says that the talks go on,” he said`): the words are not her own."""
    return one.parent_id is not None or text[one.start : one.start + 5].lower() == "that "


def joined_pieces(text: str, pieces: Spans, direct: bool) -> tuple[str, Spans]:
    """The pieces of a content joined by one space, and the spans of the joined text inside quotation marks.

    The pieces of a direct quotation that hold no mark at all (a block quotation) are quoted as a whole; a few words
    without a mark beside pieces that have theirs are the report's own (`who` of `who she called “a menace”`).
    """
    parts: list[str] = []
    quoted: list[tuple[int, int]] = []
    offset = 0
    marked = any(quoted_spans(text[start:end]) for start, end in pieces)
    for start, end in pieces:
        part = text[start:end]
        inside = quoted_spans(part)
        if direct and not inside and not (marked and end - start < LONG):
            left = len(part) - len(part.lstrip(" \t\n“”‘’\"'"))
            right = len(part.rstrip(" \t\n“”‘’\"'"))
            inside = ((left, right),) if left < right else ()
        quoted.extend((offset + left, offset + right) for left, right in inside)
        parts.append(part)
        offset += len(part) + 1
    return " ".join(parts), tuple(quoted)


def quoted_spans(text: str) -> Spans:
    """The spans inside quotation marks, marks left out; marks inside marks belong to the outer span.

    A mark that never closes reaches to the end of its line; one that only closes reaches back to the line's start.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _lines(text):
        spans.extend(_line_spans(text, start, end))
    return tuple(spans)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\n]+", text):
        yield found.span()


def _line_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    orphan = _orphan_close(text, start, end)
    if orphan is not None:
        yield start, orphan
        at = orphan + 1
    while at < end:
        if not _opens(text, at, start):
            at += 1
            continue
        close = _close_of(text, at, end)
        stop = end if close is None else close
        if stop > at + 1:
            yield at + 1, stop
        at = stop + 1


def _opens(text: str, at: int, start: int) -> bool:
    char = text[at]
    if char not in _PAIRS and char not in _STRAIGHT:
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if at == start and after == " " and _close_of(text, at, len(text)) is not None:
        return True  # a slip of the keyboard: the mark opens the content and is followed by a space
    return not before.isalnum() and not after.isspace() and (char not in _STRAIGHT or before not in ",.!?;")


def _close_of(text: str, opening: int, end: int) -> int | None:
    """The mark that closes the one at `opening`: of the same kind, not an apostrophe inside or after a word."""
    mark = text[opening]
    wanted = _PAIRS.get(mark, mark)
    last: int | None = None
    for at in range(opening + 1, end):
        if text[at] != wanted:
            continue
        before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
        if wanted in "'’" and (after.isalnum() or (before.isalnum() and _plural_possessive(text, at, end))):
            continue
        if wanted in _STRAIGHT and before.isspace() and not after.isspace() and at + 1 < end:
            continue
        last = at
        break
    return last


def _plural_possessive(text: str, at: int, end: int) -> bool:
    """`workers' rights, he said'`: an `s'` before a word, where another mark that can close follows on the line."""
    if text[at - 1] not in "sS" or not re.match(r" [a-z]", text[at + 1 : at + 3]):
        return False
    rest = text[at + 1 : end]
    return re.search(r"[\w.,!?…]" + text[at] + r"(?!\w)", rest) is not None and rest.count(text[at]) % 2 == 1


def _orphan_close(text: str, start: int, end: int) -> int | None:
    """A curly double mark that closes before any opens on its line: the quotation began on an earlier line."""
    close = text.find("”", start, end)
    opening = text.find("“", start, end)
    return close if close > start and (opening == -1 or close < opening) else None
