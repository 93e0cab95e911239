"""Credits: where a report names the outlet or agency that it leans on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from whence.mark.name_shapes import Name, Named, Names, fold
from whence.mark.passages import QUOTE_INTRO
from whence.mark.spans import Spans
from whence.records import CreditKind, Passage, Report

BEFORE = re.compile(
    r"(?:according to|citing|cited by|reported by|told|report(?:s|ed)? (?:by|in|from)|via|from|quoted by"
    r"|informed|confirmed to|confirmed by|obtained by|seen by|reviewed by|interview with|courtesy of)"
    r"(?:\s+(?:the|a|an|report in|report by|reports in|sources? (?:for|at)))*\s*$",
    re.I,
)
AFTER = re.compile(
    r"\s*(?:['’]s?\s+report\b|(?:first |also |has |had |earlier |later |previously |separately )*"
    r"(?:reports?|reported|reporting|said|says|wrote|writes|revealed|found|quoted|cited|published|noted|disclosed)\b"
    r"|\s*(?:report|story|article|investigation)\b)",
)
SYNDICATED = re.compile(
    r"(?:originally|first) (?:appeared|published) (?:in|on|by)|republished (?:from|with permission)"
    r"|this (?:story|article|report) (?:is )?(?:from|by|courtesy)"
    r"|contributed to this report"
    r"|additional reporting by|^copyright (?:\(c\) |© )?\d{4} |with (?:files|reporting|material) from",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Hand:
    """An outlet's name where it is credited, and how."""

    named: Named
    name: Name
    kind: CreditKind


def find_hands(report: Report, passages: Sequence[Passage], names: Names) -> list[Hand]:
    """Every place where another outlet is credited as the source of news, in order."""
    starts = [passage.start for passage in passages]
    syndicated: dict[int, bool] = {}
    found = []
    for named in names.named:
        if named.kind != "outlet":
            continue
        for name in named.names:
            at = bisect_right(starts, name.start) - 1
            if at < 0 or name.start >= passages[at].end:
                continue
            if at not in syndicated:
                syndicated[at] = SYNDICATED.search(report.text[starts[at] : passages[at].end]) is not None
            kind = _credit(report.text, passages[at], syndicated[at], name)
            if kind is not None and not (kind in ("cites", "syndicates") and is_own(report, named.name)):
                found.append(Hand(named, name, kind))
    return sorted(found, key=lambda hand: hand.name.start)


def _credit(text: str, passage: Passage, syndicated: bool, name: Name) -> CreditKind | None:
    """How an outlet's name in a passage credits it. `syndicated`: the passage says that it was published elsewhere."""
    if passage.kind == "boilerplate":
        return "syndicates" if syndicated else None
    before = text[max(passage.start, name.start - 60) : name.start]
    after = text[name.end : min(passage.end, name.end + 60)]
    if before.endswith("(") and after.startswith(")") and name.start - passage.start < 90:
        return "agency"
    if re.fullmatch(r"[\s—–-]*", before) and not after.strip(" .") and passage.seq > 0 and before.strip():
        return "agency"
    if passage.kind == "header" and not after.strip(" .)"):
        return "agency"
    if syndicated:
        return "syndicates"
    before = re.sub(r"\b(?:the|The)\s*$", "", before)
    if BEFORE.search(before) or AFTER.match(after):
        return "cites"
    return None


def is_own(report: Report, name: str) -> bool:
    """Whether an outlet's name is that of the report's own outlet, however either is written."""
    if not report.outlet:
        return False
    own, other = (_plainly(one) for one in (report.outlet, name))
    return own == other or own.startswith(other + " ") or other.startswith(own + " ")


def _plainly(outlet: str) -> str:
    """An outlet's name without what says only that it is read on a screen: `The Harbour Online News`, `Harbour.com`."""
    words = re.sub(r"[()]|\.(?:com|org|net)\b", " ", fold(outlet))
    return " ".join(word for word in re.sub(r"^the ", "", words.strip()).split() if word not in ("online", "web"))


def block_quotes(report: Report, passages: Sequence[Passage], names: Names) -> list[tuple[Passage, Hand]]:
    """Each block quotation with the outlet that the line before it names."""
    outlets = Spans((name.start, name.end, (order, Hand(named, name, "block_quote")))
                    for order, named in enumerate(names.named) if named.kind == "outlet"
                    for name in named.names)  # fmt: skip
    found = []
    owner: Hand | None = None
    for before, passage in pairwise(passages):
        if passage.kind != "block_quote":
            continue
        intro = report.text[before.start : before.end]
        if QUOTE_INTRO.fullmatch(intro) or (before.kind != "block_quote" and intro.endswith(":")):
            inside = [pair for pair in outlets.touching(before.start, before.end) if pair[1].name.start >= before.start]
            owner = min(inside, key=lambda pair: pair[0])[1] if inside else None
        if owner is not None:
            found.append((passage, owner))
    return found
