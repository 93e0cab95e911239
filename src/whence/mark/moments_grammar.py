"""The grammar of English time expressions: one pattern a rule, all of them one scan.

A space in a pattern stands for any white space with at most one line break. Group names are those that the readers in
`moments_dates` and `moments_spans` ask for; the scan itself only needs to know which rule matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from whence.mark import lexicon
from whence.mark.moments_words import capitals, meanings, number_pattern, pattern, year_words_pattern

# Possessive: no way back into a long run of spaces, which would be tried from each of them again.
SPACE = r"(?:[^\S\n]++(?:\n[^\S\n]*+)?|\n[^\S\n]*+)"
WORD = re.compile(r"[^\W\d_]+|\d+|['’]")
GROUP_NAME = re.compile(r"\(\?P<\w+>")

DAY = (
    rf"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])(?!,\d{{3}})(?!\.\d)(?!:\d)|(?:{pattern('ordinal')})\b)"
)
DAY_DIGITS = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:1\d|20)\d\d(?!\d|,\d{3}|\.\d|%))"
BROAD_YEAR = rf"(?P<year>(?:1\d|20)\d\d(?!\d|,\d{{3}}|\.\d|%)|{year_words_pattern()})"
PART = r"(?P<part>morning|afternoon|evening|night|overnight|lunchtime|dawn|dusk)"
EDGE = (
    r"(?:(?:early|late|earlier|later|mid|sometime|some time)(?:(?: on| in| of)? |-)"
    r"|(?:(?:the |as )?(?:very )?(?:beginning|start|end|middle|close|turn|latter part|first part|early part|later part"
    r"|first half|second half|last half|latter half|final months|early months|first months|rest|remainder|better part"
    r"|good part|early days|final days|waning days|(?:first|last|final|opening|closing) (?:day|week|month)) of ))"
)
APPROX = (
    r"(?:(?:nearly|almost|more than|less than|fewer than|at least|at most|no more than|no less than|just over"
    r"|just under|just more than|just less than|well over|approximately|roughly|up to) )"
)
REL = (
    r"(?P<rel>the same|that same|this same|that|this past|this coming|this|these|those|the past|the last|the next"
    r"|the current|the coming|the following|the previous|the preceding|the prior|the latest|the upcoming|the ensuing"
    r"|last|next|past|coming|following|previous|current)"
)


SMALL_MONTH = r"(?-i:january|february|april|june|july|august(?= \d)|september|october|november|december)"
"""Months that writers of messages leave small, without those that are then other words."""


@cache
def rules() -> dict[str, str]:
    """Rule name to pattern, in the order in which they are tried at each place."""
    month = rf"(?P<month>{capitals('month')}\b|{SMALL_MONTH}\b|{capitals('month_short', '')}\b\.?)"
    weekday = rf"(?P<weekday>{capitals('weekday')}\b)"
    any_weekday = rf"(?P<weekday>(?:{capitals('weekday')}|{capitals('weekday_short')}\.?))"
    small_weekday = rf"(?P<weekday>(?:{pattern('weekday')})\b)"
    zone_name = (
        rf"(?:(?-i:{pattern('zone').upper()})\b|local time\b"
        r"|(?:eastern|central|pacific)(?: (?:standard|daylight))?(?: time)?\b)"
    )
    zone = rf"(?: \({zone_name}\)| {zone_name})"  # the bracket of `(0735 GMT) Friday` is no part of the zone
    day2, year2 = DAY.replace("<day>", "<day2>"), YEAR.replace("<year>", "<year2>")
    count, units, unit = number_pattern(), pattern("units"), pattern("unit")
    season = rf"(?P<season>{pattern('season')})"
    year_rel = r"(?P<year_rel>(?:of )?(?:this|last|next|that|the (?:following|previous|same|next|current)) year)"
    names = "|".join(re.escape(w).replace(r"\ ", " ").replace("'", "['’]") for w in _holiday_names())
    day_word = r"(?P<word>today|yesterday|tomorrow|tonight)"
    nth = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
    return {
        "name": "(?-i:" + "|".join(re.escape(w).replace(r"\ ", " ") for w in _names()) + ")",
        "iso": (
            r"(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!-?\d)"
            r"(?:(?:T| )(?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
        ),
        "slash": r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d\d)(?![/.-]?\d)",
        "clock": (
            r"(?:(?:around|about|shortly (?:before|after)|just (?:before|after)) )?"
            r"(?:(?P<h>1[0-2]|0?\d)(?:[:.](?P<min>[0-5]\d))?\s?(?P<ap>[ap]\.m\.|[ap]\.?m\b)"
            rf"|(?P<o>\d{{1,2}}|{pattern('number')}) o['’]clock"
            r"|(?P<bare>1[0-2]|0?[1-9])(?= (?:in the (?:morning|afternoon|evening)|at night)\b)"
            r"|(?P<h24>2[0-3]|[01]?\d):(?P<m24>[0-5]\d)(?::[0-5]\d)?(?!\.?\d)"
            r"|(?P<mil>(?:2[0-3]|[01]\d)[0-5]\d)(?= ?(?:hours|hrs|GMT|UTC|Zulu|local time)\b)(?: hours| hrs)?"
            r"|(?P<noon>noon|midnight|midday))"
            rf"(?P<zone>{zone})?(?: (?:in the|at) {PART})?"
            rf"(?P<when>,? (?:on |of )?(?:{day_word}|{any_weekday},? {month} {DAY}(?:,? {YEAR})?"
            rf"|{month.replace('month', 'month2', 1)} {day2}(?:,? {year2})?"
            rf"|{weekday.replace('<weekday>', '<weekday2>')}(?: {PART.replace('<part>', '<part2>')})?"
            r"|(?P<near>this (?:morning|afternoon|evening)|last night)"
            r"|(?P<beside>(?:the (?:next|following|previous|same)|that same)"
            r" (?:day|morning|afternoon|evening|night))))?"
        ),
        "holiday_weekend": (
            rf"(?:the |(?P<rel>last|this|next|this past|this coming) )?(?P<holiday>{names}) (?P<stretch>weekend|week)\b"
            rf"(?:(?: of|,)? {YEAR}|,? {year_rel})?"
        ),
        "holiday": (
            rf"(?:(?P<rel>last|this|next|this past|this coming|this year['’]s|last year['’]s|next year['’]s) )?"
            rf"(?P<holiday>{names})(?!\w)(?:(?:,? | of |, of ){YEAR}|,? {year_rel})?(?: {PART})?"
        ),
        "nth_weekday": (
            rf"the (?P<nth>first|second|third|fourth|fifth|last|final) {weekday} (?:of|in) {month}"
            rf"(?:,? (?:of )?{YEAR}|,? {year_rel})?"
        ),
        "week_of": (
            r"the (?P<stretch>week|weekend) (?P<of>of|beginning|starting|ending|that began|ended) "
            rf"(?:{any_weekday},? )?{month} {DAY}(?:,? {YEAR})?"
        ),
        "month_day": (
            rf"(?:(?:early|late|sometime)(?: on)? )?(?:(?:this|next|last|this coming|this past) )?"
            rf"(?:{any_weekday},? (?:the )?)?{month} (?:the )?{DAY}"
            rf"(?:,? (?:of )?{YEAR}|,? {year_rel})?"
        ),
        "day_month": (
            rf"(?:{any_weekday},? )?(?:the )?{DAY}(?: of |,? |-){month}"
            rf"(?:(?:,? |-)(?:of )?{YEAR}|,? {year_rel})?"
        ),
        "day_list": rf"(?P<day>{DAY_DIGITS})(?P<join>\s?[-–—]\s?| and | to | or |, )(?={DAY_DIGITS}(?: of)? {month})",
        "month": (
            rf"{EDGE}?(?:(?:the month of )|(?:{REL} ))?{month}"
            rf"(?:(?:,? (?:of |in )?|-){BROAD_YEAR}|,? {year_rel}|(?=\W|$))"
        ),
        "quarter": (
            rf"{EDGE}?(?:(?:the (?!\w+-quarter))?(?:{YEAR} )?(?:fiscal[\s-])?"
            rf"(?:{nth}|(?P<lastq>last|final))[\s-]quarter(?![\s-]?final|back)"
            rf"|(?-i:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)\b)"
            rf"(?:,? (?:of )?(?:fiscal )?(?:{year2}|{year_rel}|(?P<the_year>(?:of )?the(?: fiscal)? year)))?"
        ),
        "half": (
            rf"(?:the )?(?P<nth>first|second|last|latter|final)[\s-]half(?: of)? "
            rf"(?:(?P<the_year>the(?: fiscal)? year)|(?:fiscal )?{YEAR}|{year_rel})"
        ),
        "decade": (
            rf"(?:the )?{EDGE}?(?:the )?(?:(?P<tens>(?:1[5-9]|20)\d0)['’]?s|['’](?P<short>\d0)['’]?s"
            rf"|(?:nineteen[\s-])?(?P<tenword>{pattern('decade')}))\b"
        ),
        "century": (
            rf"{EDGE}?(?:the )?(?:{EDGE}|(?:early|late|mid)[\s-])?(?P<c>\d{{1,2}}(?:st|nd|rd|th)|{pattern('ordinal')})"
            r"[\s-]centur(?:y|ies)(?P<bc> B\.?C\.?E?\.?)?"
        ),
        "era": (
            r"(?-i:(?P<ad>A\.?D\.?) (?P<behind>\d{1,4})(?!\d|,\d)"
            r"|(?P<before>\d{1,2},\d{3}|\d{1,4}) (?P<era>B\.C\.E\.|BCE|B\.C\.|BC|A\.D\.|AD|C\.E\.|CE)(?!\w))"
        ),
        "ago": (
            rf"{APPROX}?(?:(?:exactly|only|just|about|around) )?"
            rf"(?P<n>{count}|(?={units}))[\s-]?(?P<unit>{units}|{unit})"
            r"(?: or (?:so|two|more))?(?:[\s-](?P<dir>ago|earlier|from now|hence|back in time|previously)\b)"
            rf"(?: (?P<on>today|this (?:week|month)|(?:on )?{weekday}))?"
        ),
        "window": (
            rf"{APPROX}?(?:the |these |those |its |his |her |their )?"
            r"(?P<rel>past|last|next|coming|previous|following|first|final|latest|preceding|recent|upcoming|future)"
            rf"(?: (?P<n>{count}))?(?: (?:or so|more|full))? (?P<unit>{units})(?: (?:and|or) (?:{units}))?(?: or so)?\b"
        ),
        "over_next": r"(?:the )(?P<unit>week|weekend|month|year) (?P<dir>after next|before last)\b",
        "ahead": rf"the (?P<unit>{units}) (?P<dir>ahead|to come)\b",
        "unit_beside": (
            r"the (?P<unit>day|night|week|month|year) (?P<dir>before|after)"
            r"(?=[.,;:!?)]|$| (?:and|but|when|while|because|with|at)\b)"
        ),
        "year_end": r"(?:the )?(?:(?P<y>year)(?:['’]s)?[\s-]end)\b",
        "day_word": (
            rf"(?:{EDGE}|mid-(?P<part0>morning|afternoon) )?(?:{day_word}|(?P<before>the day before yesterday)"
            rf"|(?P<after>the day after tomorrow))(?: {PART})?(?! show\b)"
        ),
        "edge_part": r"(?:the )?(?:early|late|mid)[\s-](?P<part>morning|afternoon|evening)(?!-)\b",
        "last_night": rf"{EDGE}?(?P<rel>last|this|that same|that|the same|the next|the following|the previous) {PART}",
        "weekday": (
            rf"{EDGE}?(?:(?P<rel>last|next|this past|this coming|this upcoming|this|past|coming|upcoming"
            r"|previous|the previous|the following|the next"
            rf"|the preceding) )?{weekday}(?:(?P<plural>s)\b)?(?: {PART}(?P<plural2>(?<!dawn)(?<!dusk)s)?\b)?"
            r"(?P<of> of (?:this|last|next|(?P<of_the>the (?:following|next|previous|preceding)|that|the same)) week)?"
        ),
        "weekdays": rf"(?P<weekday>{pattern('weekday')})s\b",
        "every": (
            r"(?:every|each)(?: single)?(?P<other> other)? (?:"
            rf"(?:(?P<n>{count}) )?(?P<unit>{units}|{unit}|weekend|weekday|season|spring|summer|fall|autumn|winter)"
            rf"|{small_weekday}|{PART})(?: {PART.replace('<part>', '<part2>')})?\b"
        ),
        "weekend": rf"{EDGE}?(?:the |(?:{REL} ))(?:long |holiday |three-day |bank holiday )?(?P<weekend>weekend)\b",
        "season": (
            rf"(?:the )?{EDGE}?(?:(?:{REL}|(?P<the>the)) )?(?:(?:early|late|mid)[\s-])?(?<![\w’'-]){season}"
            rf"(?:(?: of| in)?,? {YEAR}|(?: of)? {year_rel})?(?![\w-])"
        ),
        "comparable": (
            r"(?:the (?:(?:comparable|same|corresponding) )?(?=year-\w+ (?:quarter|period|nine|six)))?"
            r"(?P<back>year)-(?:ago|earlier)(?: (?:quarter|period|(?:nine|six) months)\b)?"
            r"|the (?:(?P<latest>latest|current|same|comparable)|(?P<of_year>(?:19|20)\d\d)) period\b"
        ),
        "year": (
            rf"{EDGE}?(?:the year |(?P<fiscal>(?:the )?fiscal(?: year)? |FY ?))?(?P<post>(?:mid|pre|post|late|early)-)?"
            rf"{BROAD_YEAR}(?:[-–/](?P<to>\d{{2,4}})(?!\d))?(?: or (?:later|earlier)\b| and beyond\b)?"
        ),
        "rel_unit": (
            rf"{EDGE}?(?:{REL}|(?P<the>the)) (?:(?P<fiscal>fiscal|calendar|financial|school|academic|trading|full) )?"
            r"(?P<unit>week|month|quarter|year|decade|century|day)\b(?!-\w)(?: or so)?"
        ),
        "earlier_unit": r"(?:earlier|later|late|early) in the (?P<unit>week|month|quarter|year|decade|day)\b",
        "short_year": r"(?<=\s)['’](?P<yy>[0-9]\d)(?![\w’'])",
        "times": rf"(?:once|twice|(?:{count}) times) (?:a|an|per|each|every) (?P<unit>{unit})\b",
        "per": rf"(?:per|each) (?P<unit>{unit})\b",
        "set": r"(?P<set>daily|weekly|monthly|nightly|hourly|annually|yearly)\b(?!['’]s)",
        "compound": (
            rf"{APPROX}?(?P<n>{count})[\s-](?P<unit>{units}|{unit})(?: and |, (?:and )?| )"
            rf"(?P<n2>{count})[\s-](?P<unit2>{units}|{unit})\b"
        ),
        "one_day": r"one day\b",
        "duration": (
            rf"{APPROX}?(?:the (?=(?:{pattern('number')}|\d+) months\b))?"
            rf"(?P<n>{count}) ?(?:(?:more|additional|extra|full|consecutive|straight|long|short|whole|solid) )?"
            rf"(?:-?(?P<unit2>{units}|{unit})(?P<and_half> and a half)|[\s-]?(?P<unit>{units}|{unit}))"
            r"(?P<long>-long)?\b"
        ),
        "range": (
            rf"{APPROX}?(?P<low>{count})(?: to | or |\s?[-–]\s?|(?P<both> and ))"
            rf"(?P<high>{count})[\s-](?P<unit>{units}|{unit})\b"
        ),
        "additional": rf"(?:another|an additional|an extra) (?:(?P<n>{count}) )?(?P<unit>{units}|{unit})\b",
        "long_unit": r"(?P<unit>hour|day|night|week|month|year|decade|century)-?long\b",
        "old_units": r"(?P<unit>months|years|decades|centuries)-old\b",
        "bare_units": rf"(?P<unit>{units})(?: (?:and|or) (?:{units}))?(?P<long>-long)?\b",
        "ref": rf"(?P<ref>{pattern('ref')}|the past|current|recent)\b",
        "part": r"(?:in )?(?P<the>the) (?P<part>morning|afternoon|evening)\b",
        "overnight": r"(?P<word>overnight)\b",
    }


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted((row[0] for row in lexicon.rows("moments_names.txt")), key=lambda name: (-len(name), name)))


@cache
def _holiday_names() -> tuple[str, ...]:
    names = {row[0] for row in lexicon.rows("moments_holidays.tsv")}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def compiled() -> dict[str, re.Pattern[str]]:
    """Rule name to its compiled pattern, which stops at the end of a word."""
    return {name: re.compile(rf"(?:{_spaced(source)})(?!\w)", re.I) for name, source in rules().items()}


@cache
def scanner() -> re.Pattern[str]:
    """All rules as one pattern; the name of the group that matched is the rule."""
    parts = [f"(?P<{name}>{_spaced(_unnamed(name, source))})" for name, source in rules().items()]
    return re.compile(rf"(?<![\w$£€¥#@/%.’'-])(?:{'|'.join(parts)})(?!\w)", re.I)


def _unnamed(name: str, source: str) -> str:
    """The pattern without its inner names, which repeat from rule to rule; a back-reference keeps its own."""
    for inner in re.findall(r"\(\?P=(\w+)\)", source):
        source = source.replace(f"(?P<{inner}>", f"(?P<{name}_{inner}>").replace(
            f"(?P={inner})", f"(?P={name}_{inner})"
        )
    return GROUP_NAME.sub(lambda found: found[0] if f"{name}_" in found[0] else "(?:", source)


def _spaced(source: str) -> str:
    return source.replace(" ?", r"\s?").replace(" ", SPACE)


@cache
def starts() -> frozenset[str]:
    """The first words, in lower case, of everything that the grammar can match."""
    kinds = "month month_short weekday weekday_short unit units part season number vague_number ordinal decade ref"
    lists = [meanings(kind) for kind in kinds.split()]
    phrases = [
        *lexicon.words("moments_starts.txt"),
        *_names(),
        *_holiday_names(),
        *(word for words in lists for word in words),
    ]
    return frozenset(found[0].lower() for phrase in phrases if (found := WORD.match(phrase)))


def _next(text: str, start: int, end: int) -> re.Match[str] | None:
    """The next match of the scanner, tried only where a word can begin one: most words of a text cannot."""
    match, known = scanner().match, starts()
    for word in WORD.finditer(text, start, end):
        first = word[0]
        if first[0] in "0123456789'’" or first.lower() in known or first.lower().removesuffix("s") in known:
            found = match(text, word.start(), end)
            if found:
                return found
    return None


def candidates(text: str, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    """The rules that match at the next place from `start` to `end` where any does, in order: name and match."""
    found = _next(text, start, end)
    if not found:
        return
    first = found.lastgroup
    seen = False
    for name, rule in compiled().items():
        seen = seen or name == first
        if seen and (inner := rule.match(text, found.start(), end)):
            yield name, inner
