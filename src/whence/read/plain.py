"""The head of a plain-text report: date line, headline, byline, labelled lines. The text itself is never changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from whence.read.columns import field_of
from whence.read.dates import DATE_WORDS, BadDateError, months, parse_date, published_from
from whence.records import Published

_HEAD_CHARS = 4000
_HEAD_LINES = 8
_LINE_IS_BODY = 140
_UPDATED = 0.7
_SENTENCE_END = re.compile(r"[.;:,](?:[\"'”’)\]]*)$")
_FIRST_DATE = re.compile(r"\s*(?:date|dated?|published|dct)\s*[:=]?\s+(?=\d{4}\b|\d|[A-Z])", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?P<label>[A-Za-z][A-Za-z _-]{0,20}[A-Za-z])\s*:\s*(?P<value>\S.*)$")
_DATE_LABEL = re.compile(
    r"\s*(?P<label>(?:first\s+|originally\s+)?(?:published|posted|issued|date|dated|created)|(?:last\s+)?(?:updated|modified))"
    r"(?:\s+(?:on|at|date))?\s*[:\s]\s*(?=[\dA-Z])",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\s*(?:By|BY)\s*:?\s+(?P<who>\S.*?)\s*$")
_BREAKS = re.compile(r"\s+[|•·]\s+|\s+[–—]\s+|\s+-\s+")
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][\w.'’-]*(?:[ ,]+[\w.'’-]+){0,6}?)[,\s]+(?P<date>(?i:" + DATE_WORDS.pattern + r"))"
    r"\s*(?:[(/][^)/]{2,40}[)/])?\s*(?:[-–—_]|--)\s*(?=\S)",
)
_AGENCY_LINE = re.compile(r"[A-Z].{0,60}\((?:[A-Z]{2,}|[A-Z][a-z]+)[^)]{0,30}\)\s*(?:[–—_-]|--)")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*$")
_SMALL_WORDS = frozenset({
    "and", "for", "de", "da", "di", "del", "della", "der", "den", "van", "von", "la", "le", "el", "al", "bin", "ibn",
    "y", "e", "with", "&",
})  # fmt: skip
_DESK_WORDS = frozenset({
    "press", "news", "staff", "times", "post", "editorial", "board", "reporters", "team", "desk", "agency", "bureau",
})  # fmt: skip
_SITE_LINE = re.compile(r"https?://|www\.|@\w")
_AGO = re.compile(r"(?:\d+|an?|one|two) (?:minute|hour|day|week|month|year)s? ago\b", re.IGNORECASE)
_INNER_SENTENCE_END = re.compile(r"[a-z)\"”’]{4}[.!] [A-Z\"“‘]")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines of a report say about it. `bad_date` is the reason where a date line is no date."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None
    published: Published | None = None
    bad_date: str | None = None


def read_head(text: str) -> Head:
    """Read the lines before the body for a date, a headline and a byline; what they do not say stays None."""
    lines = _first_lines(text)
    if not lines:
        return Head()
    head = Head()
    rest = lines
    dated = _first_line_date(lines[0])
    if dated is not None:
        head, remainder = dated
        if remainder and (len(remainder) > _LINE_IS_BODY or _SENTENCE_END.search(remainder)):
            return head  # the body begins on the date's own line
        rest = _from_first_filled([remainder, *lines[1:]])
    head, rest = _labelled(head, rest)
    if head.title is None and rest and _is_headline(rest):
        head = replace(head, title=rest[0].strip())
        rest = rest[1:]
    return _lines_before_body(head, rest, text)


def _first_lines(text: str) -> list[str]:
    """The first lines; a blank line is kept as an empty string where it parts two others."""
    lines = [line.strip() for line in text[:_HEAD_CHARS].split("\n")]
    if len(text) > _HEAD_CHARS and len(lines) > 1:
        lines.pop()  # cut in the middle
    return _from_first_filled(lines)[: 3 * _HEAD_LINES]


def _from_first_filled(lines: Sequence[str]) -> list[str]:
    first = next((at for at, line in enumerate(lines) if line), len(lines))
    return list(lines[first:])


def _first_line_date(line: str) -> tuple[Head, str] | None:
    """`date 2025-09-30` at the very beginning, with or without the body after it on the same line."""
    label = _FIRST_DATE.match(line)
    if label is None:
        return None
    words = DATE_WORDS.match(line, label.end()) or re.compile(r"\d{4}(?:-\d{2})?(?![\w-])").match(line, label.end())
    if words is None:
        return None
    remainder = line[words.end() :].strip()
    return _with_date(Head(), words.group(), f"the first line says {line[: words.end()].strip()!r}"), remainder


def _with_date(head: Head, words: str, reason: str, confidence: float = 0.95) -> Head:
    try:
        return replace(head, published=published_from(words, "header", confidence, reason, head.url), bad_date=None)
    except BadDateError as error:
        return replace(head, bad_date=str(error))


def _labelled(head: Head, lines: list[str]) -> tuple[Head, list[str]]:
    """Lines such as `Title: ...`, `Outlet: ...`, `Date: ...`, unbroken from the top. One alone must be sure."""
    pairs: list[tuple[str, str]] = []
    for line in lines:
        found = _LABEL.match(line)
        if found is None:
            break
        field = "byline" if found["label"].lower() == "by" else field_of(found["label"])
        if field is None or field in ("text", "given_id"):
            break
        pairs.append((field, found["value"].strip()))
    sure = {"title", "published", "url"}
    if len(pairs) < 2 and not (pairs and pairs[0][0] in sure):
        return head, lines
    for field, value in pairs:
        if field == "published":
            if head.published is None:
                head = _with_date(head, value, f"a line at the top says {value!r}")
        elif getattr(head, field) is None:
            head = _with_words(head, field, value)
    return head, _from_first_filled(lines[len(pairs) :])


def _with_words(head: Head, field: str, words: str) -> Head:
    named: dict[str, str | None] = {
        "title": head.title, "outlet": head.outlet, "url": head.url, "byline": head.byline, "language": head.language,
    }  # fmt: skip
    named[field] = words
    return Head(**named, published=head.published, bad_date=head.bad_date)


def _is_headline(lines: Sequence[str]) -> bool:
    """Whether the first line is a headline: short, no sentence's end, and not the start of a wrapped paragraph."""
    line = lines[0]
    words = line.split()
    if not 3 <= len(words) <= 25 or len(line) > 180 or _SENTENCE_END.search(line):
        return False
    if (
        _BYLINE.match(line)
        or _AGENCY_LINE.match(line)
        or _DATELINE.match(line)
        or _SITE_LINE.search(line)
        or _is_date_line(line)
        or not line[0].isprintable()
    ):
        return False
    if not any(char.isalpha() for char in line) or line[0].islower() or _INNER_SENTENCE_END.search(line):
        return False
    if _is_label(line) or _AGO.match(line) or _is_list_of_names(line):
        return False
    after = next((later for later in lines[1:] if later), None)
    if after is None:
        return False
    return not lines[1] or not _is_wrapped(lines)


def _is_list_of_names(line: str) -> bool:
    """`Ines Calder and Tom van Okoro`: a byline without `By`. Where a headline reads the same, it stays unknown."""
    parts = [part.split() for part in re.split(r",? and |, ", line)]
    return len(parts) > 1 and all(
        2 <= len(part) <= 4 and all(_NAME_WORD.match(word) and word[0].isupper() for word in part) for part in parts
    )


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    table = resources.files("whence.read").joinpath("lexicons/not_headlines.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    starts = "|".join(re.escape(words) for how, words in rows if how == "starts")
    holds = "|".join(re.escape(words) for how, words in rows if how == "holds")
    return re.compile(rf"(?:{starts})\b|.*(?:{holds})", re.IGNORECASE)


def _is_label(line: str) -> bool:
    """Whether a line is a caption, a player, a section label: something no headline would say."""
    return _labels().match(line) is not None


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the first lines are one paragraph broken at a fixed width, as in old archives and mail."""
    block: list[str] = []
    for line in lines:
        if not line:
            break
        block.append(line)
    if block[1][:1].islower():
        return True
    width = max(len(line) for line in block)
    if width > 100 or len(block) < 3:
        return False
    return len(block[0]) + 1 + len(block[1].split()[0]) > width


def _is_date_line(line: str) -> bool:
    return _date_words(line) is not None


def _date_words(line: str) -> tuple[str, bool] | None:
    """The words of a line that is nothing but a date, with or without a label; and whether they say `updated`."""
    if len(line) > 80:
        return None
    label = _DATE_LABEL.match(line)
    words = line[label.end() :] if label else line
    words = words.strip().strip("()").strip()
    found = DATE_WORDS.search(words)
    if found is None or found.start() > 11:
        return None
    try:
        parse_date(words)
    except BadDateError:
        if found.group() != words and label is None:
            return None
        words = found.group()
    updated = label is not None and label["label"].lower().split()[-1] in ("updated", "modified")
    return words, updated


def _lines_before_body(head: Head, lines: Sequence[str], text: str) -> Head:
    """Byline and date lines, up to the first line that reads as body; a dateline with a full date counts too."""
    seen = 0
    for line in lines:
        if not line:
            continue
        seen += 1
        if seen > _HEAD_LINES:
            break
        if len(line) > _LINE_IS_BODY or (len(line.split()) > 8 and line.endswith((".", ":"))):
            return _from_dateline(head, line)
        for part in [line, *(_BREAKS.split(line) if _BREAKS.search(line) else ())]:
            head = _read_part(head, part, text)
    return head


def _read_part(head: Head, part: str, text: str) -> Head:
    who = _byline(part)
    if who is not None and head.byline is None:
        return replace(head, byline=who)
    if head.published is not None and head.published.confidence > _UPDATED:
        return head
    dated = _date_words(part)
    if dated is None or _is_chronicle(text):
        return head
    words, updated = dated
    if updated:
        if head.published is not None:
            return head
        return _with_date(
            head, words, f"a line at the top says {part.strip()!r} (the first version was earlier)", _UPDATED
        )
    return _with_date(head, words, f"a line at the top says {part.strip()!r}")


def _is_chronicle(text: str) -> bool:
    """Whether dates stand alone on line after line: then they head its parts and none of them dates the report."""
    alone = sum(1 for line in text.split("\n") if 0 < len(line.strip()) <= 40 and _is_date_line(line.strip()))
    return alone > 2


def _from_dateline(head: Head, line: str) -> Head:
    found = _DATELINE.match(line)
    if found is None or head.published is not None:
        return head
    return _with_date(head, found["date"], f"its dateline says {found['date']!r}", 0.9)


def _byline(line: str) -> str | None:
    """Who wrote it, from `By Jane Doe` and the like; None where the words after `By` are no names."""
    found = _BYLINE.match(line)
    if found is None or len(line) > 120 or (line.endswith((".", "?", "!", ":")) and not line.endswith(("Jr.", "Sr."))):
        return None
    who = _BREAKS.split(found["who"])[0].strip(" ,")
    dated = DATE_WORDS.search(who)
    if dated is not None:
        who = who[: dated.start()].strip(" ,")
    names = who.split(",")[0].split()
    if not names or names[0].lower().rstrip(".") in months() or names[0].lower().endswith("day"):
        return None
    if names[0].lower() in ("the", "our") and not any(name.lower().strip(".,") in _DESK_WORDS for name in names):
        return None
    if names[0] in ("A", "An", "All", "Any", "No", "Far"):
        return None
    for name in names:
        if name.lower() in _SMALL_WORDS:
            continue
        if not _NAME_WORD.match(name) or not name[0].isupper():
            return None
    return who if 1 <= len(names) <= 12 else None
