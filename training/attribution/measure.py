"""F1 of spans against gold, cut at sentence ends and whole, as the project's benchmark of attribution counts them."""

from __future__ import annotations

import re

ROLES = ("source", "cue", "content")
END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")
CLOSING = re.compile(r"[\"'”’)]*")


def cut(spans, text: str) -> set[tuple[str, int, int]]:
    ends = [m.span() for m in END.finditer(text)]
    out = set()
    for role, start, end in spans:
        at = start
        for low, high in ends:
            if at < low and high < end:
                out.add((role, at, low + len(CLOSING.match(text[low:high])[0])))
                at = high
        out.add((role, at, end))
    return out


def table(pairs) -> dict[str, tuple[float, ...]]:
    """`pairs` of (gold spans, found spans, text). For each role (P, R, F1) cut, then F1 whole."""
    counts = {(role, way): [0, 0, 0] for role in ROLES for way in ("cut", "whole")}
    for gold, found, text in pairs:
        for way in ("cut", "whole"):
            g, f = (cut(gold, text), cut(found, text)) if way == "cut" else (set(gold), set(found))
            for role in ROLES:
                a, b = {x for x in g if x[0] == role}, {x for x in f if x[0] == role}
                c = counts[role, way]
                c[0] += len(a & b)
                c[1] += len(b)
                c[2] += len(a)
    out = {}
    for role in ROLES:
        hit, found, gold = counts[role, "cut"]
        whole = counts[role, "whole"]
        out[role] = tuple(
            round(100 * x, 1)
            for x in (
                hit / max(1, found),
                hit / max(1, gold),
                2 * hit / max(1, found + gold),
                2 * whole[0] / max(1, whole[1] + whole[2]),
            )
        )
    return out
