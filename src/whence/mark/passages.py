"""Passages: the paragraph-sized pieces of a report, each labelled with what it is.

A non-empty line is a passage, except in texts that were wrapped by hand, where lines between blank lines are joined.
Furniture (share lines, newsletter boxes, `Read more`) is labelled `boilerplate` and left where it is: later stages
pass over it and a person can still see it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from whence.mark import lexicon
from whence.records import Passage, PassageKind, Report, mark_id

MADE_BY = "passages-rules/1"
MAX_FURNITURE_CHARS = 260

LINE = re.compile(r"[^\n]+")
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
DATE = (
    rf"(?:\d{{4}}-\d\d(?:-\d\d)?(?:[T ]\d\d:\d\d\S*)?|{MONTH} \d{{1,2}},? \d{{4}}"
    rf"|\d{{1,2}} {MONTH} \d{{4}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
)
DATE_PREFIX = re.compile(rf"\s*date:?\s+{DATE}(?=\s|$)", re.I)
HEADER_LINE = re.compile(
    rf"(?:(?:date|published|posted|updated|last updated|first published|by|source)\b:?.{{0,20}}{DATE}.{{0,40}}"
    rf"|(?:\w+day,? )?{DATE}(?:,? (?:at )?\d{{1,2}}[:.]\d\d.{{0,20}})?"
    r"|by (?!the\b|[a-z])[^.!?]{3,80}|\(?(?:reuters|ap|afp|upi|bloomberg)\)?)",
    re.I,
)
BYLINE = re.compile(r"(?:By|BY) (?:[A-Z][\w.'’-]+(?: |, | and |$)){2,}[^.!?]{0,60}")
CAPTION = re.compile(
    r".{0,500}\((?:AP|Reuters|AFP|Getty|EPA|[^()]{0,60}/(?:AP|Reuters|AFP|Getty)[^()]{0,30}"
    r"|(?:AP |File )?Photos?\b[^()]{0,80}|Image:? [^()]{0,80}|Credit:? [^()]{0,80})\)?[^.]{0,40}"
    r"|CLOSE [A-Z].{20,500} (?:AP|VPC|AFP|Reuters|USA TODAY|Wochit|Getty)\W*"  # what shuts a video, and its caption
    r"|(?:Photo|Image|Picture|Caption|FILE PHOTO|FILE)(?: by| credit)?\s*[:—-].{0,400}"
)
DATELINE = re.compile(
    r"(?:[A-Z][A-Z .'’-]{2,40}(?:, [A-Z][\w. ]{1,30})?(?: \([A-Z][\w. ]{1,30}\))?"
    r"|[A-Z][\w .'’-]{2,30}(?:, [A-Z][\w. ]{1,30})? \([A-Z][\w. ]{1,30}\))\s*(?:[—–]|--?(?=\s))\s*"
)
GALLERY = re.compile(r"(?:Hide|Show|toggle) Caption \d+ of \d+", re.I)
IMAGE_NOTE = re.compile(r"Enlarge this image.{0,300}|.{0,40}toggle caption.{0,300}", re.I)
BULLET = re.compile(r"(?:[•*·▪‣–-]|\d{1,2}[.)])\s+\S")
QUOTE_INTRO = re.compile(
    r"(?:From|Via|Per|As reported by) (?:the |The )?[A-Z][\w.&’' -]{1,60}:"
    r"|(?:From )?[A-Z][\w.&’' -]{1,60} (?:reports|reported|writes|wrote|has more|explains)(?: \w+){0,3}:"
)
ABOUT_AUTHOR = re.compile(
    r"(?:(?!The )[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,4}|The (?:author|writer))(?:, [^,]{2,80},)? (?:is|are) "
    r"(?!\w+ing\b)(?:[^\s.]+ ){0,12}(?:author|columnist|commentator|contributor|correspondent|editor|fellow|freelance"
    r"|host|journalist|lecturer|novelist|professor|reporter|scholar|writer)s?\b.{0,400}"
    r"|.{0,500}\b(?:opinions|views) expressed (?:in this|here|by)\b.{0,200}",
    re.S,
)
"""A line about whoever wrote the report, at its head or its foot."""
AUTHOR_LINES = 3
"""So many passages at either end may hold it."""
ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")


@lru_cache(maxsize=1)
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row[0]})" for row in lexicon.rows("furniture.txt")), re.I)


def find_passages(report: Report) -> list[Passage]:
    """The passages of a report, in order. Every character that is not white space lies in exactly one."""
    text = report.text
    spans = _spans(text)
    kinds: list[tuple[int, int, PassageKind]] = []
    for number, (start, end) in enumerate(spans):
        prefix = DATE_PREFIX.match(text, start, end) if number == 0 else None
        if prefix and prefix.end() < end:
            kinds.append((start, prefix.end(), "header"))
            start = prefix.end() + len(text[prefix.end() : end]) - len(text[prefix.end() : end].lstrip())
        elif (dateline := DATELINE.match(text, start, end)) is not None and dateline.end() < end:
            cut = dateline.end()
            kinds.append((start, cut - (len(dateline[0]) - len(dateline[0].rstrip())), "header"))
            start = cut
        elif (gallery := list(GALLERY.finditer(text, start, end)))[1:] and gallery[-1].end() < end:
            kinds.append((start, gallery[-1].end(), "caption"))
            start = end - len(text[gallery[-1].end() : end].lstrip())
        previous = next((kind for kind in reversed(kinds) if kind[2] != "header"), None)
        kinds.append((start, end, _kind(report, start, end, number, len(spans), previous)))
    return [
        Passage(mark_id(report.id, "passage", start, end, kind), report.id, start, end, seq, kind, MADE_BY)
        for seq, (start, end, kind) in enumerate(kinds)
    ]


def _spans(text: str) -> list[tuple[int, int]]:
    wrapped = _is_wrapped(text)
    spans: list[tuple[int, int]] = []
    joins = -1  # where a line that goes on from the one before begins
    for line in LINE.finditer(text):
        start, end = line.span()
        if line[0].isspace():
            continue
        first, last = end - len(line[0].lstrip()), start + len(line[0].rstrip())
        if wrapped and start == joins:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
        joins = end + 1
    return spans


def _is_wrapped(text: str) -> bool:
    """Whether lines were broken by hand: most lines are followed at once by another and stop mid-sentence."""
    lines = text.split("\n")
    pairs = [(a.rstrip(), b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(pairs) < 4 or not any(not line.strip() for line in lines):
        return False
    broken = sum(40 <= len(a) <= 100 and not ENDS_SENTENCE.search(a) for a, _ in pairs)
    return broken > 0.6 * len(pairs)


def _kind(
    report: Report, start: int, end: int, number: int, total: int, previous: tuple[int, int, PassageKind] | None
) -> PassageKind:
    line = report.text[start:end]
    if len(line) <= MAX_FURNITURE_CHARS and _furniture().fullmatch(line):
        return "boilerplate"
    at_an_end = number < AUTHOR_LINES or number >= total - AUTHOR_LINES
    if at_an_end and total > 2 * AUTHOR_LINES and len(line) < 700 and ABOUT_AUTHOR.fullmatch(line):
        return "boilerplate"
    if report.title and _same_words(line, report.title):
        return "headline"
    near_top = number < 6 and number < total - 1
    if near_top and len(line) < 140 and (HEADER_LINE.fullmatch(line) or BYLINE.fullmatch(line)):
        return "header"
    if number == 0 and total > 1 and len(line) < 160 and not ENDS_SENTENCE.search(line) and not line.endswith(":"):
        return "headline"
    if len(line) < 600 and (CAPTION.fullmatch(line) or IMAGE_NOTE.fullmatch(line)):
        return "caption"
    if BULLET.match(line):
        return "list"
    if previous is not None and previous[2] in ("body", "block_quote"):
        intro = report.text[previous[0] : previous[1]]
        if QUOTE_INTRO.fullmatch(intro):
            return "block_quote"
        if intro.endswith(":") and line[:1] in '"“‘' and line[-1:] not in "\"”’'" and _is_left_open(line):
            return "block_quote"  # a quotation of several paragraphs, announced
        if previous[2] == "block_quote" and _opens_again(intro, line):
            return "block_quote"
    return "body"


def _is_left_open(line: str) -> bool:
    """Whether the quotation that opens a line is not closed in it, as that of several paragraphs is not."""
    closing = {'"': '"', "“": "”", "‘": "’"}[line[0]]
    opened = line.count(line[0])
    return opened % 2 == 1 if closing == line[0] else opened > line.count(closing)


def _opens_again(previous: str, line: str) -> bool:
    """A quotation over several paragraphs opens each of them with a mark and closes only the last."""
    marks = "\"“'‘"
    return previous[:1] in marks and line[:1] == previous[:1] and previous[-1:] not in '"”'


def _same_words(a: str, b: str) -> bool:
    return re.findall(r"\w+", a.casefold()) == re.findall(r"\w+", b.casefold())
