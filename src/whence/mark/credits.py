"""Credits: where a report names the outlet or agency that it leans on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from whence.mark.name_shapes import Name, Named, Names, fold
from whence.mark.passages import QUOTE_INTRO
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
    text = report.text
    found = []
    for named in names.named:
        if named.kind != "outlet":
            continue
        for name in named.names:
            kind = _credit(text, passages, name)
            if kind is not None and not (kind in ("cites", "syndicates") and is_own(report, named.name)):
                found.append(Hand(named, name, kind))
    return sorted(found, key=lambda hand: hand.name.start)


def _credit(text: str, passages: Sequence[Passage], name: Name) -> CreditKind | None:
    passage = next((p for p in passages if p.start <= name.start < p.end), None)
    if passage is None:
        return None
    if passage.kind == "boilerplate":
        return "syndicates" if SYNDICATED.search(text[passage.start : passage.end]) else None
    before = text[max(passage.start, name.start - 60) : name.start]
    after = text[name.end : min(passage.end, name.end + 60)]
    if before.endswith("(") and after.startswith(")") and name.start - passage.start < 90:
        return "agency"
    if re.fullmatch(r"[\s—–-]*", before) and not after.strip(" .") and passage.seq > 0 and before.strip():
        return "agency"
    if passage.kind == "header" and not after.strip(" .)"):
        return "agency"
    if SYNDICATED.search(text[passage.start : passage.end]):
        return "syndicates"
    before = re.sub(r"\b(?:the|The)\s*$", "", before)
    if BEFORE.search(before) or AFTER.match(after):
        return "cites"
    return None


def is_own(report: Report, name: str) -> bool:
    """Whether an outlet's name is that of the report's own outlet, however either is written."""
    if not report.outlet:
        return False
    own, other = (re.sub(r"^the ", "", fold(one)) for one in (report.outlet, name))
    return own == other or own.startswith(other + " ") or other.startswith(own + " ")


def block_quotes(report: Report, passages: Sequence[Passage], names: Names) -> list[tuple[Passage, Hand]]:
    """Each block quotation with the outlet that the line before it names."""
    found = []
    owner: Hand | None = None
    for before, passage in pairwise(passages):
        if passage.kind != "block_quote":
            continue
        intro = report.text[before.start : before.end]
        if QUOTE_INTRO.fullmatch(intro) or (before.kind != "block_quote" and intro.endswith(":")):
            owner = next(
                (Hand(named, name, "block_quote") for named in names.named for name in named.names
                 if named.kind == "outlet" and before.start <= name.start < before.end),
                None,
            )  # fmt: skip
        if owner is not None:
            found.append((passage, owner))
    return found
