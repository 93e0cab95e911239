"""A draft cut into its paragraphs, each with the claims in it and the stretches that are tinted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whence.verify.rows import Checked, Evidence, Verified


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a paragraph, with the number of the claim that they belong to (0 for none) and its tint."""

    text: str
    number: int = 0
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, the numbered claims that begin in it, and its sentences that were held against nothing."""

    pieces: tuple[Piece, ...]
    claims: tuple[tuple[int, Checked], ...]
    unchecked: tuple[tuple[str, Evidence | None], ...]
    """The words of each, and the nearest sentence of a report."""


def tint(claim: Checked) -> str:
    """`bad` where reports say otherwise, `none` where they say nothing, `care` where they dispute it, `one` where one
    alone tells it, else `good`."""
    if claim.state == "not_found":
        return "none"
    return "bad" if claim.fails else {"disputed": "care", "one_root": "one"}.get(claim.state, "good")


def blocks(verified: Verified) -> list[Block]:
    """The paragraphs of a draft in order; of claims that overlap, the more serious is tinted."""
    numbered = list(enumerate(verified.claims, 1))
    owner: list[int] = [0] * len(verified.text)
    for number, claim in sorted(numbered, key=lambda n: ("good", "one", "care", "none", "bad").index(tint(n[1]))):
        owner[claim.start : claim.end] = [number] * (claim.end - claim.start)
    found = []
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", verified.text):
        start, end = match.span()
        pieces, at = [], start
        for place in range(start + 1, end + 1):
            if place == end or owner[place] != owner[at]:
                number = owner[at]
                pieces.append(
                    Piece(verified.text[at:place], number, tint(verified.claims[number - 1]) if number else "")
                )
                at = place
        left = tuple(
            (" ".join(verified.text[one.start : one.end].split()), one.nearest)
            for one in verified.unchecked
            if start <= one.start < end
        )
        found.append(Block(tuple(pieces), tuple(n for n in numbered if start <= n[1].start < end), left))
    return found
