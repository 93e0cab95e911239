"""What a number counts or measures: a unit, or the noun after it, or harm to people with no noun at all.

Precision first: a number above one must be followed by a plural (or a noun that needs none), which keeps names, codes
and years out; a time span is a figure only where it measures something (`a four-month campaign`, `three days of
mourning`), since otherwise it is a moment.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from whence.mark.figures_harmed import harmed
from whence.mark.figures_lexicon import Unit, harm, number_words, singulars, units, words
from whence.mark.figures_place import Measured, Place

_DETERMINERS = frozenset({"the", "these", "those", "its", "his", "her", "their", "our", "my", "your", "all", "own"})
_MODIFIER_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "VBN", "VBG", "VBD", "NN", "NNS", "NNP", "NNPS", "POS", "HYPH", "CD", "AFX"}
)
_QUOTES = frozenset({"“", "‘", '"', "'", "``"})
_CLOSED = frozenset({"“", "”", "‘", "’", '"', "'"})
_QUOTED = frozenset({"NNS", "NNPS", "JJ", "VBN", "NN"})
_LONGEST_PHRASE = 9


def measured(place: Place) -> Measured | None:
    """What the number counts or measures, or None where that is not sure."""
    if place.number.currency is not None:
        return _in_unit(place, Unit(place.number.currency, "money"), place.end, "none")
    found = _written_unit(place)
    if found is not None:
        unit, end, joint = found
        return _in_unit(place, unit, end, joint)
    if _STRONG.match(place.text, place.end):
        return _strong(place)
    if re.match(r"[-–]\w", place.text[place.end : place.end + 2]):
        return None  # `three-car`, `six-party`: part of a name for a thing
    return _counted(place) or harmed(place)


# --- units -----------------------------------------------------------------------------------------------------------

_UNIT_WORDS = re.compile(
    r"(?P<joint>[-–]|[ \u00a0]?)(?P<unit>%|°\s?[CF]\b|(?:(?:u\.s\.|us|american|australian|canadian|hong kong|pounds?|"
    r"british|swiss|percentage|percent|basis|nautical|square|sq|metric|degrees?|per|miles? per|miles? an|km)[ /])?"
    r"[a-z²]+)"
    r"(?!\w)",
    re.IGNORECASE,
)


def _written_unit(place: Place) -> tuple[Unit, int, str] | None:
    """The unit after the number, where it ends, and how it is joined: `attached`, `hyphen` or `spaced`."""
    text = place.text
    match = _UNIT_WORDS.match(text, place.end)
    if match is None:
        return None
    written = match["unit"].lower().replace("° ", "°")
    joint = {"": "attached", "-": "hyphen", "–": "hyphen"}.get(match["joint"], "spaced")
    for form in (written, written.split(" ")[0]):
        unit = units().get(form) or units().get(form.removesuffix("s"))
        if unit is None or unit.kind == "money_sign":
            continue
        end = match.start("unit") + len(form)
        plural = (
            form not in units() or len(form) <= 3 or form in ("feet", "inches", "percent", "per cent", "yen", "yuan")
        )
        plural = plural or " " in form  # `104 degrees Fahrenheit`
        if joint == "spaced" and not plural and unit.kind != "share" and place.number.low != 1 and form != "barrel":
            return None  # `20 foot soldiers`
        return unit, end, joint
    return None


_RATE = re.compile(
    r"(?: ?(?:(?:an?|per) |/)|-an?-)"
    r"(?:barrel|ounce|gallon|ton|tonne|share|head|person|plate|seat|ticket|hour|night|day|week|month|year)\b"
)
_EVERY = re.compile(r" (?:an?|per|each|every) (?:minute|hour|night|day|week|month|year)\b")
_STRONG = re.compile(r"[-–](?:strong|member|person|seat|page|nation|country) ")
_LENGTH_FOLLOWS = re.compile(
    r"[ -](?:deep|tall|long|wide|high|thick|away|below|above|from|north|south|east|west|up|down|off|apart|"
    r"(?:[a-z]+ )?(?:wall|tower|ship|boat|vessel|bridge|fence|wave|sprint|race|pool|tunnel|runway|"
    r"statue|yacht|mast|pipeline))\b"
)


def _in_unit(place: Place, unit: Unit, end: int, joint: str) -> Measured | None:
    doc, text = place.doc, place.text
    first = _token_at(doc, end, place.first)
    if unit.kind == "time":
        return _time_span(place, unit, end, joint, first)
    if unit.symbol == "m" and joint == "attached":
        crowd = _counted(Place(doc, place.text, place.number, place.start, end, first, place.stop))
        if crowd is not None and (crowd.head in words("people") or crowd.head is None):
            return Measured(crowd.end, crowd.unit, crowd.measured, crowd.head, crowd.head_token, 1e6)
        if not _LENGTH_FOLLOWS.match(text, end):
            return None  # `150m` may be metres or millions
    rate = _RATE.match(text, end)
    if rate is not None:
        return Measured(rate.end(), unit.symbol, rate[0].strip(" -").replace("-", " "), None)
    in_words = unit.kind == "money" and text[end - 1 : end].isalpha() and text[end - 1] == "s"
    # `millions of dollars trading favors`: a bare noun stands behind `a $5 million` alone
    attributive = (unit.kind in ("money", "share") and not in_words) or joint in ("attached", "hyphen")
    phrase = _thing(place, first, attributive, money=unit.kind == "money")
    if phrase is not None and unit.kind == "share" and doc[first].lower_ != "of" and doc[first - 1].head != phrase[1]:
        phrase = None  # `50 percent trusted them`
    if phrase is None:
        return Measured(end, unit.symbol, "", None)
    thing, head = phrase
    return Measured(thing[1], unit.symbol, text[thing[0] : thing[1]], _lemma(head, text[thing[0] : thing[1]]), head)


def _time_span(place: Place, unit: Unit, end: int, joint: str, first: int) -> Measured | None:
    """A span of time that measures something, or an age; a bare span of time is a moment and no figure."""
    text = place.text
    age = re.compile(r"[- ]olds?\b").match(text, end)
    if age is not None:
        thing = _old_thing(place, _token_at(place.doc, age.end(), first)) if joint == "hyphen" else None
        return thing or Measured(age.end(), unit.symbol, "age", None)
    if joint == "hyphen":
        long = re.compile(r"[- ]long\b").match(text, end)
        phrase = _thing(place, _token_at(place.doc, long.end(), first) if long else first, True)
    elif re.compile(r" (?:of|worth of|in (?=prison\b|jail\b|custody\b))").match(text, end):
        phrase = _thing(place, first, False)
    else:
        return None
    if phrase is None or _is_uncounted(phrase[1].lemma_.lower(), text[slice(*phrase[0])]):
        return None
    (low, high), head = phrase
    return Measured(high, unit.symbol, text[low:high], _lemma(head, text[low:high]), head)


def _old_thing(place: Place, first: int) -> Measured | None:
    """What is so old, where it is a thing (`a 2-year-old civil war`); the age of a person is an age and no more."""
    phrase = _thing(place, first, attributive=True)
    if phrase is None or place.number.currency is not None:
        return None
    (start, end), head = phrase
    written = place.text[start:end]
    lemma = _lemma(head, written)
    if lemma in words("people") or lemma in _KIN or head.tag_ in ("NNP", "NNPS") or head.ent_type_ == "PERSON":
        return None
    return Measured(end, "year", written, lemma, head) if _aging(head) else None


_KIN = frozenset({"son", "daughter", "grandson", "granddaughter", "brother", "sister", "nephew", "niece", "cousin"})


def _aging(head: Token) -> bool:
    """Whether a noun is for a thing that lasts, so that its age says something of it and of no person."""
    return head.lemma_.lower() in words("lasting")


def _thing(place: Place, first: int, attributive: bool, *, money: bool = False) -> tuple[tuple[int, int], Token] | None:
    """The thing that an amount is of: `$5 million airplane`, `18% of Americans`, `$2 billion worth of arms`; money is
    in things (`$2 billion in aid`) and in places and years, which have an article."""
    doc, at, inside, stop = place.doc, first, False, place.stop
    if at < place.stop and doc[at].lower_ == "worth":
        at += 1
    links = ("of",) if attributive and not money else ("of", "in")
    if at < place.stop and doc[at].lower_ in links:
        inside = money and doc[at].lower_ == "in"
        at += 1
        if (
            inside
            and at < place.stop
            and (doc[at].lower_ in _DETERMINERS | {"order", "return", "exchange", "addition"} or doc[at].tag_ == "DT")
        ):
            return None
        if inside and at == stop and at + 1 < len(doc) and doc[at].text.isdigit() and len(doc[at]) == 4:
            at, stop = at + 1, doc[at].sent.end  # `$2.4 trillion in 2012 tax receipts`
        while at < stop and doc[at].lower_ in _DETERMINERS:
            at += 1
    elif not attributive or at != first or at >= place.stop or doc[at].tag_.startswith("VB"):
        return None
    gerund = at < stop and doc[at].tag_ == "VBG" and doc[at].dep_ not in ("amod", "compound")
    # `two years of fighting` is one, `$2 billion of ruinous new debt` is none
    described = gerund and at + 1 < place.stop and doc[at + 1].tag_ == "JJ"
    last = at if gerund and not described else _noun_run(doc, at + described, stop, plural=False)
    if last is None or (inside and doc[last].tag_ in ("NNP", "NNPS")):
        return None
    return (doc[at].idx, doc[last].idx + len(doc[last])), doc[last]


# --- things counted --------------------------------------------------------------------------------------------------


def _strong(place: Place) -> Measured | None:
    """The body whose members the number counts: `a 3,000-strong force`, `a 20-member team`."""
    part = _STRONG.match(place.text, place.end)
    first = _token_at(place.doc, part.end() if part is not None else place.end, place.first)
    last = _noun_run(place.doc, first, place.stop, plural=False)
    if last is None:
        return None
    head = place.doc[last]
    written = place.text[place.doc[first].idx : head.idx + len(head)]
    named = part[0].strip("-– ") if part is not None else "strong"
    lemma = _lemma(head, written) if named == "strong" else named  # a 448-page report is no 448 reports
    return Measured(head.idx + len(head), "count", written, lemma, head)


def _counted(place: Place) -> Measured | None:
    """The noun that the number counts."""
    doc, at = place.doc, place.first
    while at + 1 < place.stop and doc[at].is_space and "\n" not in doc[at].text:
        at += 1  # a space that does not break
    if at + 1 < place.stop and doc[at].text in _QUOTES and doc[at + 1].tag_ in _QUOTED:
        at += 1  # `three “strikes”`, `17 “grave errors”`
    if (
        at + 1 < place.stop
        and doc[at].text in _CLOSED
        and place.text[place.number.start - 1 : place.number.start] in _CLOSED
        and doc[at + 1].lower_ == "of"
    ):
        at += 1  # `“hundreds” of people`
    partitive = at < place.stop and doc[at].lower_ == "of"
    if partitive:
        at += 1
        while at < place.stop and (doc[at].lower_ in _DETERMINERS or doc[at].tag_ == "CD"):
            at += 1
    single = place.number.low == 1 == place.number.high
    if partitive and single:
        return None
    coin = units().get(doc[at].lower_.removesuffix("s")) if at < place.stop and doc[at].lower_.endswith("s") else None
    if coin is not None and coin.kind == "money":  # `millions of dollars trading favors`
        return _in_unit(place, coin, doc[at].idx + len(doc[at]), "none")
    last = _noun_run(doc, at, place.stop, plural=not single)
    if last is None:
        return None
    head = doc[last]
    if last + 2 < place.stop and doc[last + 1].text in ("'", "’") and doc[last + 2].tag_.startswith("NN"):
        return None  # `ten New Years' Eves`
    words_as_written = place.text[doc[at].idx : head.idx + len(head)]
    lemma = _lemma(head, words_as_written)
    unit = units().get(lemma) if last == at else None
    if unit is not None and unit.kind == "money":  # `billions of dollars in aid`
        return _in_unit(place, unit, head.idx + len(head), "none")
    if unit is not None and unit.kind == "size":  # `hundreds of miles`
        return Measured(head.idx + len(head), unit.symbol, "", None)
    shown = lemma in _SHOWN and head.dep_ == "dobj" and head.head.pos_ == "VERB"  # `released four videos`
    if (_is_uncounted(lemma, words_as_written) and not shown) or (single and lemma not in words("people")):
        return None
    every = _EVERY.match(place.text, head.idx + len(head))
    if every is not None:  # `5,000 cars a day`
        return Measured(every.end(), "count", words_as_written + every[0], lemma, head)
    if single:
        return Measured(head.idx + len(head), "count", words_as_written, lemma, head)
    end = _counted_too(doc, head, last, place.stop)
    return Measured(end, "count", place.text[doc[at].idx : end], lemma, head)


_SHOWN = frozenset({"video", "photo", "image"})


def _is_uncounted(lemma: str, phrase: str) -> bool:
    """Whether a noun is not for a thing that is counted; `records` alone are marks set, `phone records` are things."""
    return lemma in words("uncounted") and not (lemma == "record" and " " in phrase)


def _counted_too(doc: Doc, head: Token, last: int, stop: int) -> int:
    """Where the nouns end that a number counts together: `25 persons and companies`, `dozens of men, women and
    children`. One with a number or an article of its own is counted by itself, or not at all; a comma joins only people
    (`4,000 men, and fighter jets`)."""
    end, index, listed = head.idx + len(head), last, last
    while index + 2 < stop and doc[index + 1].text in ("and", "or", "&", ","):
        comma = doc[index + 1].text == ","
        noun = index + 2
        while noun < stop and doc[noun].tag_ in ("JJ", "NN", "NNP", "VBN", "HYPH") and noun - index < 6:
            noun += 1
        if noun >= stop or not _counted_with(doc[noun], head) or any(t.lower_ in _OTHERS for t in doc[index:noun]):
            break
        if (comma or listed > last) and not {doc[noun].lemma_.lower(), head.lemma_.lower()} <= words("people"):
            break
        index = listed = noun
        if not comma:
            return doc[noun].idx + len(doc[noun])
    return end


_OTHERS = frozenset(
    {"other", "others", "several", "many", "more", "few", "numerous", "countless", "various", "hundreds"}
)


def _counted_with(noun: Token, head: Token) -> bool:
    """Whether a noun is joined to one that a number counts, and has no number or article of its own."""
    plural = noun.tag_ in ("NNS", "NNPS") and noun.lower_ not in number_words()
    own = any(child.dep_ in ("nummod", "det", "poss") for child in noun.children)
    return plural and not own and _joined_to(noun, head)


def _joined_to(noun: Token, head: Token) -> bool:
    """Whether a noun is joined to another by `and`, step by step."""
    while noun.dep_ == "conj" and noun.head.i < noun.i:
        noun = noun.head
        if noun == head:
            return True
    return False


def _noun_run(doc: Doc, at: int, stop: int, *, plural: bool) -> int | None:
    """The index of the noun that ends the noun phrase beginning at token `at`: the last plural, or the last noun."""
    last: int | None = None
    if at < stop and (doc[at].tag_ == "VBD" or (doc[at].tag_ == "VBG" and doc[at].dep_ not in ("amod", "compound"))):
        return None  # `400 of those were children`
    for index in range(at, min(stop, at + _LONGEST_PHRASE)):
        token = doc[index]
        hyphened = index > at and doc[index - 1].text in ("-", "–")
        if not _may_modify(doc, index, at, stop, last) and not hyphened:
            break
        if token.tag_ in ("VBD", "VBG", "VBN") and last is not None and not _is_plural(token) and not hyphened:
            break  # `three soldiers killed`, `20 people including`
        if last is not None and token.lower_ in harm("state"):
            break  # `three people missing`
        if last is not None and token.ent_type_ == "PERSON" and doc[index - 1].is_lower:
            break  # `a four-page summary Vell released`
        if last is not None and token.lower_ in ("age", "ages", "aged"):
            break  # `percent of voters ages 18 to 29`
        nominal = (token.tag_ in ("NN", "NNS", "NNP", "NNPS") or _is_plural(token)) and token.text[:1].isalpha()
        joins_on = index + 1 < stop and doc[index + 1].text in ("-", "–") and not token.whitespace_
        if nominal and not joins_on and (not plural or _is_plural(token)):
            if last is not None and plural and token.tag_ in ("NNP", "NNPS") and doc[index - 1].tag_ == "NNS":
                break  # `10 people Americans knew`
            last = index
    return last


def _may_modify(doc: Doc, index: int, at: int, stop: int, last: int | None) -> bool:
    """Whether a token can stand inside the noun phrase that began at `at`."""
    token = doc[index]
    if token.is_space or (token.tag_ == "CD" and token.text.isdigit()):
        return False
    if token.tag_ in _MODIFIER_TAGS or _is_plural(token):
        return True
    if token.lower_ in ("and", "or", ",", "&"):
        return index > at and _joins_modifiers(doc, index, stop)
    if token.lower_ == "of" and index > at:  # `1,100 former Ministry of Works officials`
        name = token.head
        return name.pos_ == "PROPN" and name.dep_ in ("nmod", "compound", "amod") and index < name.head.i < stop
    if token.lower_ in ("more", "fewer", "most", "least") and last is None:
        return index + 1 < stop and doc[index + 1].tag_ in ("JJ", "VBN", "NNS", "NNPS", "NN")
    return token.tag_ == "RB" and index + 1 < stop and doc[index + 1].tag_ in ("JJ", "VBN", "HYPH") and last is None


def _is_plural(token: Token) -> bool:
    if token.lower_ in words("plurals"):
        return token.tag_ not in ("JJ", "VBN", "VBD")
    if token.lower_.endswith("men") and len(token) > 4 and token.tag_.startswith("NN"):
        return token.lower_ not in ("specimen", "regimen", "abdomen", "acumen", "yemen", "turkmen")
    return token.tag_ in ("NNS", "NNPS") or (
        token.tag_ in ("VBZ", "NNP") and token.lower_.endswith("s") and any(c.dep_ == "nummod" for c in token.children)
    )


def _joins_modifiers(doc: Doc, index: int, stop: int) -> bool:
    """Whether a comma or `and` joins two adjectives (`30 Iranian and Syrian officers`), not two nouns."""
    if index + 2 >= stop:
        return False
    second, noun = doc[index + 1].tag_, doc[index + 2].tag_
    joined = noun in ("NNS", "NN", "JJ") or (second == "JJ" and noun == "NNP")
    return doc[index - 1].tag_ == "JJ" and second in ("JJ", "NNP") and joined


def _lemma(head: Token, phrase: str) -> str:
    """The lower-case singular of the head; a name keeps all its words, a compound its hyphens (`hard-liner`)."""
    lower = head.lower_
    joined = phrase.lower().split()[-1].removesuffix(lower)
    if not joined.endswith(("-", "–")):
        joined = ""
    if lower in singulars():
        return joined + singulars()[lower]
    if lower in words("plurals"):
        return lower
    if lower.endswith("men") and len(lower) > 4:
        return joined + lower[:-2] + "an"
    if head.tag_ == "NNP":
        return phrase.lower()
    if head.tag_ == "VBG":
        return joined + lower  # `26 years of fighting`
    lemma = head.lemma_.lower()
    if lemma != lower or head.tag_ == "NN" or not lower.endswith("s") or lower.endswith("ss"):
        return joined + lemma
    return joined + (lower[:-3] + "y" if lower.endswith("ies") else lower[:-1])


def _token_at(doc: Doc, offset: int, guess: int) -> int:
    """The index of the first token that begins at or after `offset`, looking on from `guess`."""
    index = max(0, min(guess, len(doc)))
    while index > 0 and doc[index - 1].idx >= offset:
        index -= 1
    while index < len(doc) and doc[index].idx < offset:
        index += 1
    return index
