"""Which names of people name the same person: `Ada Stone`, `Ms Stone`, `Stone` - and `Ben Stone Jr` is another.

Full names are put together first. A bare surname then goes to the one person of that surname. Where there are several
it goes to the one whom the report makes most of, by full names, titles and standing first; a relative (`his wife, Ann
Stone`) does not take it, and where none stands out it stays a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from whence.mark import lexicon
from whence.mark.name_forms import gender_of, title_gender
from whence.mark.name_shapes import Name, Named, fold, given_names
from whence.mark.reporting_verbs import verbs

SUFFIX = re.compile(r",? (Jr|Sr|II|III|IV)\.?$")
PARTICLE = re.compile(r"^(?:al|el|ul|as|ad|ash|an|ar)-")
KIN = frozenset(
    {
        "wife", "husband", "son", "daughter", "brother", "sister", "father", "mother", "widow", "cousin", "nephew",
        "niece", "uncle", "aunt", "lady", "parents", "spouse", "grandson", "granddaughter", "grandfather",
        "grandmother", "in-law", "fiancee", "fiance", "ex-wife", "ex-husband", "stepson", "stepdaughter",
    }
)  # fmt: skip
BY_FAR = 5
SHORTER = 3
"""Letters by which a short form of a given name is shorter at least."""
NEAR_KIN = 3
"""Words before a name, or behind it, in which a word for a relative tells of one."""


@dataclass(slots=True)
class _Full:
    """A person named in full, and how much the report makes of the name."""

    named: Named
    suffix: str
    full: list[Name] = field(default_factory=list)
    weight: int = 0
    kin: bool = False
    """Whether the report calls them a relative of somebody: `his wife, Ann Stone`, `the first lady`."""


def cluster_people(doc: Doc, people: Sequence[Name]) -> tuple[list[Named], dict[str, Named]]:
    """The people named, and by bare surname the one person whom it names where one stands out."""
    people = [_with_shared_surname(doc, name, people) for name in people]
    fulls = _by_full_name(people)
    by_surname: dict[str, list[_Full]] = {}
    by_first: dict[str, list[_Full]] = {}
    for one in fulls:
        one.kin = _is_kin(doc, one)
        one.weight = _weight(doc, one)
        by_surname.setdefault(surname(one.named.name), []).append(one)
        by_first.setdefault(fold(one.named.name).split()[0], []).append(one)
    clusters = [one.named for one in fulls]
    with_suffix = {(surname(n.text), suffix) for n in people if (suffix := _suffix(n.text)) and _is_bare(n.text)}
    owners = {}
    bare_names: dict[str, list[Name]] = {}
    for name in people:
        if _is_bare(name.text):
            bare_names.setdefault(surname(name.text), []).append(name)
    for key, same in by_surname.items():
        # `Stone Jr` is how this report calls him: `Stone` alone is somebody else.
        plain = [one for one in same if not one.suffix or ((key, one.suffix) not in with_suffix and len(same) == 1)]
        plain = [one for one in plain if not (one.kin and _is_somebody_else(doc, one, bare_names.get(key, [])))]
        owner = _owner(doc, _introduced(plain, by_first.get(key, []), bare_names.get(key, [])))
        if owner is not None:
            owners[key] = owner.named
    titles = lexicon.words("names_titles.txt")
    # A title before the first word of a name shows the family's name to stand first: `Shen Lanqiu`, `Mr. Shen`.
    family_first = {
        key
        for key, same in bare_names.items()
        for n in same
        if n.first and doc[n.first - 1].lower_.rstrip(".") in titles
    }
    bare: dict[str, Named] = {}
    for name in people:
        if not _is_bare(name.text):
            continue
        key, suffix = surname(name.text), _suffix(name.text)
        if suffix:
            owner = next((one for one in by_surname.get(key, []) if one.suffix == suffix), None)
            fitting = [owner] if owner is not None else []
        else:
            fitting = _titled(doc, name, by_surname.get(key, []))
        found = fitting[0].named if len(fitting) == 1 else None
        title = title_gender(doc, name)
        if found is None and not suffix:
            found = owners.get(key)
            if found is not None and title and gender_of(doc, found) not in ("", title):
                found = None  # `Mrs. Stone` where the report has named Ben Stone alone
        if found is None and (not by_surname.get(key) or (key not in owners and not suffix)):
            # `Ban` for Ban Ki-moon, or a first name: only where one person of the report has it.
            first = _by_far(by_first.get(fold(name.text), []), bare_names)
            is_first = (
                fold(name.text) in given_names()
                or (fold(name.text) in family_first and len(first) == 1 and _family_first(first[0].named.name))
                or (first and "-" in first[0].named.name.split()[-1])
            )
            found = first[0].named if len(first) == 1 and is_first else None
        if found is None:
            label = fold(name.text) + (title if key in owners else "")
            if label not in bare:
                bare[label] = Named("person", name.text, sure=len(by_surname.get(key, [])) < 2)
                clusters.append(bare[label])
            found = bare[label]
        found.names.append(name)
    return clusters, owners


def _with_shared_surname(doc: Doc, name: Name, people: Sequence[Name]) -> Name:
    """A given name with the surname of whoever is joined to it: `David and Jeanne Stone`."""
    if not _is_bare(name.text) or fold(name.text) not in given_names() or name.last + 2 >= len(doc):
        return name
    behind = next((one for one in people if one.first == name.last + 1), None)
    if doc[name.last].lower_ != "and" or behind is None or len(fold(behind.text).split()) != 2:
        return name
    if fold(behind.text).split()[0] not in given_names():
        return name
    return replace(name, text=f"{name.text} {behind.text.split()[-1]}")


def _by_far(same: Sequence[_Full], bare: Mapping[str, Sequence[Name]]) -> Sequence[_Full]:
    """The one of several of one first name whom a report names many times as often as all others; else all of them."""
    if len(same) < 2:
        return same
    counted = sorted(((len(one.full) + len(bare.get(surname(one.named.name), [])), -at) for at, one in enumerate(same)))
    most, others = counted[-1], sum(count for count, _ in counted[:-1])
    return [same[-most[1]]] if most[0] >= BY_FAR * others else same


def _family_first(full: str) -> bool:
    """Whether the first word of a full name may be the family's: no `Stone Ada`, no `Stone Wants`."""
    last = fold(full).split()[-1]
    return last not in given_names() and last not in verbs() and last.removesuffix("s") not in verbs()


def surname(text: str) -> str:
    """The last word of a name, folded, without `Jr` and without a leading article of Arabic names."""
    words = fold(SUFFIX.sub("", text)).split()
    return PARTICLE.sub("", words[-1]) if words else ""


def _suffix(text: str) -> str:
    match = SUFFIX.search(text)
    return match[1].lower() if match else ""


def _is_bare(text: str) -> bool:
    return len(fold(SUFFIX.sub("", text)).split()) == 1


def _by_full_name(people: Sequence[Name]) -> list[_Full]:
    found: list[_Full] = []
    by_surname: dict[str, list[_Full]] = {}
    for name in people:
        if _is_bare(name.text) or not fold(name.text):
            continue
        same, suffix = by_surname.setdefault(surname(name.text), []), _suffix(name.text)
        match = next((one for one in same if one.suffix == suffix and _agree(one.named.name, name.text)), None)
        if match is None:
            match = _Full(Named("person", name.text), suffix)
            same.append(match)
            found.append(match)
        elif len(name.text) > len(match.named.name):
            match.named.name = name.text
        match.full.append(name)
        match.named.names.append(name)
    return found


def _agree(a: str, b: str) -> bool:
    """Whether two full names of one surname agree: the same first name, an initial of it, or its short form."""
    first_a, first_b = sorted((fold(x).split()[0].rstrip(".") for x in (a, b)), key=len)
    if first_a == first_b or (len(first_a) == 1 and first_a[0] == first_b[0]):
        return True
    known = given_names()  # `Ken` and `Kenneth`; `Ann` and `Anna` are two names
    is_short = len(first_a) in (3, 4) and len(first_b) - len(first_a) >= SHORTER and first_b.startswith(first_a)
    return is_short and known.get(first_a, "") == known.get(first_b, "f")


def _weight(doc: Doc, one: _Full) -> int:
    """How much a report makes of somebody: by full names and a title, and less where they are called a relative."""
    titles = lexicon.words("names_titles.txt") | lexicon.words("names_roles.txt")
    titled = any(n.first and doc[n.first - 1].lower_.rstrip(".") in titles - KIN for n in one.full)
    return len(one.full) + 2 * titled - 4 * one.kin


def _is_kin(doc: Doc, one: _Full) -> bool:
    for name in one.full:
        owns = name.last < len(doc) and doc[name.last].text in ("'s", "’s", "'", "’")  # `Ben Stone's wife` is another
        behind = doc[name.last : name.last + (0 if owns else NEAR_KIN)]
        if any(t.lower_ in KIN for t in [*doc[max(0, name.first - NEAR_KIN) : name.first], *behind]):
            return True
    return False


def _is_somebody_else(doc: Doc, relative: _Full, bare: Sequence[Name]) -> bool:
    """Whether a bare surname means not the relative who is named in full but whose relative it is.

    It stands before the relative is introduced, or has a title: `President Stone ... his wife, Ann Stone`.
    """
    titles = lexicon.words("names_titles.txt")
    return any(
        n.start < relative.full[0].start
        or (n.first and doc[n.first - 1].lower_.rstrip(".") in titles and title_gender(doc, n) != "f")
        for n in bare
    )


def _owner(doc: Doc, same: Sequence[_Full]) -> _Full | None:
    """The one person whom a bare surname names, of those who have it."""
    if len(same) > 1:
        # Words of a headline run into a name make a second one; those that only once open a name are such words.
        same = [one for one in same if not _is_headline(doc, one)] or list(same)
    if len(same) < 2:
        return same[0] if same else None
    first, *others = sorted(same, key=lambda one: (-one.weight, one.full[0].start))
    return first if first.weight > others[0].weight else None


def _introduced(same: Sequence[_Full], by_first: Sequence[_Full], bare: Sequence[Name]) -> list[_Full]:
    """Those of one surname less whoever is named in full only after somebody else has been called by it alone.

    `Ada Stone came. Stone said ... her brother-in-law, Mayor Ben Stone, ...`: Ada Stone. `by_first` are those whose
    names begin with it: `Shen Lanqiu came. Shen said ... Oren Shen ...`.
    """
    everybody = [*same, *(one for one in by_first if one not in same)]
    first = min(everybody, key=lambda one: one.full[0].start, default=None)
    if first is None:
        return []
    start = first.full[0].start
    return [
        one for one in same
        if one is first or not any(start < n.start < one.full[0].start and not _suffix(n.text) for n in bare)
    ]  # fmt: skip


def _is_headline(doc: Doc, one: _Full) -> bool:
    """Whether a name with an unknown given name stands only once, among words that nearly all are capitalised."""
    if len(one.full) > 1 or fold(one.named.name).split()[0] in given_names():
        return False
    words = [t for t in doc[one.full[0].first].sent if t.is_alpha and len(t) > 3]
    return sum(t.text[0].isupper() for t in words) > 0.7 * len(words)


def _titled(doc: Doc, name: Name, same: Sequence[_Full]) -> list[_Full]:
    """Those of one surname whom the title before a bare one allows, where it decides: `Mrs. Stone`."""
    title = title_gender(doc, name)
    if not title or len(same) < 2:
        return []
    gender = [gender_of(doc, one.named) for one in same]
    exact = [one for one, g in zip(same, gender, strict=True) if g == title]
    return exact if len(exact) == 1 and all(g for g in gender) else []
