"""Who the labels of turns name, and each turn as a statement.

A label in capitals is the name of somebody whom the report names otherwise as well (`ADA VELL, HOST`, `VELL`, `Vell`);
the recogniser reads such lines badly, so that what it made of them is put right here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.attributions import Found
from whence.mark.clauses import Clause
from whence.mark.doc_text import text_of
from whence.mark.name_forms import describe
from whence.mark.name_shapes import Name, Named, Names, fold, outlet_name
from whence.mark.reporting_verbs import Verb
from whence.mark.speaker_mind import Speaker
from whence.mark.turns import Turn, is_anybody, words_of
from whence.records import Passage

MADE_BY = "turn-rules/1"
SPEAKS = Verb("speak", "said", "assert", "q")
ASKS = Verb("speak", "said", "question", "q")
SCOTS = re.compile(r"\bMc([a-z])")
INTERVIEW = re.compile(
    r"\b(?:interview\w*|spoke|speaks|talk(?:s|ed)?|conversation|sat down|sits down|q ?(?:&|and) ?a|questions?|asked"
    r"|answer(?:s|ed)?|edited|condensed|met|caught up)\b",
    re.I,
)
"""What tells of an interview, where it introduces whoever answers."""
INTRODUCED = 3
"""Passages before the first question in which whoever answers has been named."""


def find_spoken(doc: Doc, turns: Sequence[Turn]) -> list[Found]:
    """Each turn as a statement whose source is its label and whose cue is the colon."""
    found = []
    for turn in turns:
        label = doc.char_span(*turn.name, alignment_mode="expand")
        if label is None:
            continue
        pieces = list(turn.pieces)
        verb = ASKS if text_of(doc)[: pieces[-1][1]].rstrip("\"'”’)").endswith("?") else SPEAKS
        clause = Clause(verb, label[-1], turn.colon, turn.name, label[-1], pieces, None, (turn.name[0], turn.colon[1]))
        found.append(Found(pieces, "direct", verb, verb.stance, clause, [], None, 0.85, MADE_BY))
    return found


def name_speakers(doc: Doc, names: Names, turns: Sequence[Turn], passages: Sequence[Passage]) -> None:
    """Set what is named at each label: the person or outlet that the report knows, else somebody of that name.

    `A` is whoever the paragraphs before the first question name, where they name one person; `Q`, and labels of
    somebody without a name, are nobody's names.
    """
    if not turns:
        return
    _unname(names, turns)
    answers = _who_answers(text_of(doc), names, turns, passages)
    in_full = _by_initials([text_of(doc)[slice(*turn.name)] for turn in turns if not turn.is_letter])
    touched: list[Named] = []
    for turn in turns:
        span = doc.char_span(*turn.name, alignment_mode="expand")
        label = text_of(doc)[slice(*turn.name)]
        label = in_full.get(label, label)
        if span is None or (is_anybody(label) and not turn.is_letter):
            continue
        named = (answers if label[0] == "A" else None) if turn.is_letter else _named(names, label)
        if named is None and not turn.is_letter:
            is_press = words_of(label)[-1].title() in lexicon.words("names_outlet_words.txt")
            named = Named("outlet" if is_press else "person", _written(label))
            names.named.append(named)
        if named is not None:
            first = span.end - len(words_of(label)) if not turn.is_letter else span.start
            first = max(span.start, min(first, span.end - 1))
            start = doc[first].idx
            text = named.name if turn.is_letter or label.isupper() else text_of(doc)[start : turn.name[1]]
            named.names.append(Name(start, turn.name[1], first, span.end, text))
            shorter = len(named.name.split()) < len(words_of(label))
            if named.kind == "person" and (shorter or (named.name.isupper() and len(words_of(label)) > 1)):
                named.name = _written(label)
            touched.append(named)
    for one in touched:
        one.names.sort(key=lambda name: name.start)
        if one.kind == "person":
            describe(doc, one)
    names.refresh()


def speaker_of(names: Names, text: str, label: tuple[int, int], head: Token) -> Speaker | None:
    """Who a label stands for: by name, or somebody without one as described; None for `Q`."""
    named = names.at.get(head.i)
    if named is not None:
        return Speaker("name", 0.7 if label[1] - label[0] == 1 else 0.95, named, None, start=label[0], end=label[1])
    words = text[slice(*label)]
    if len(words) == 1 or words.lower() in ("question", "answer"):
        return None
    described = words.lower() if words.isupper() else words
    return Speaker("description", 0.9, None, None, described, "person", True, label[0], label[1])


def _by_initials(labels: Sequence[str]) -> dict[str, str]:
    """The label in full of each that is the initials of one other: `AV` of `ADA VELL`."""
    full: dict[str, set[str]] = {}
    for label in labels:
        words = words_of(label)
        if len(words) > 1:
            full.setdefault("".join(word[0] for word in words).upper(), set()).add(label)
    short = {label for label in labels if 2 <= len(label) <= 3 and label.isupper()}
    return {
        label: sorted(full[label])[0]
        for label in short
        if label in full and len({" ".join(words_of(one)) for one in full[label]}) == 1
    }


def _unname(names: Names, turns: Sequence[Turn]) -> None:
    """Take away what the recogniser found in the labels."""
    spans = [turn.label for turn in turns]
    for one in names.named:
        one.names = [n for n in one.names if not any(s < n.end and n.start < e for s, e in spans)]
    names.named[:] = [one for one in names.named if one.names]


def _named(names: Names, label: str) -> Named | None:
    """Whom the report names so: an outlet, else one person of that name or, for a lone word, of that surname."""
    words = words_of(label)
    outlet = outlet_name(label) or label
    for one in names.named:
        if one.kind == "outlet" and fold(one.name) == fold(outlet):
            return one
        if one.kind == "outlet" and any(fold(name.text) == fold(label) for name in one.names):
            return one
    people = [one for one in names.people() if one.names or one.name]
    full = [one for one in people if fold(one.name).split() == words]
    if full or len(words) > 1:
        same = full or [one for one in people if _agree(fold(one.name).split(), words)]
        return same[0] if len(same) == 1 or full else None
    same = [one for one in people if fold(one.name).split()[-1] == words[0]]
    return same[0] if len(same) == 1 else None


def _agree(known: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a name and a longer or shorter form of it are one person's: first and last word the same."""
    return (len(known) > 1 and known[-1] == words[-1] and known[0] == words[0]) or list(known) == [words[-1]]


def _written(label: str) -> str:
    """The label as a name is written: `ADA MCVELL` as `Ada McVell`, without titles before it."""
    count = len(words_of(label))
    words = label.split()[-count:]
    name = " ".join(word.title() if word.isupper() and len(word) > 1 else word for word in words)
    return SCOTS.sub(lambda match: "Mc" + match[1].upper(), name)


def _who_answers(text: str, names: Names, turns: Sequence[Turn], passages: Sequence[Passage]) -> Named | None:
    letters = [turn for turn in turns if turn.is_letter]
    if not letters:
        return None
    before = [p for p in passages if p.end <= letters[0].name[0] and p.kind in ("headline", "body")][-INTRODUCED:]
    told = before
    before = [p for p in before if INTERVIEW.search(text, p.start, p.end)]
    near = {
        id(person): person
        for person in names.people()
        for name in person.names
        if len(person.name.split()) > 1 and any(p.start <= name.start < p.end for p in before)
    }
    if len(near) == 1:
        return next(iter(near.values()))
    # Of several it is the one of whom the introduction goes on to speak.
    counts = {key: sum(any(p.start <= n.start < p.end for p in told) for n in near[key].names) for key in near}
    most = [key for key, count in counts.items() if count == max(counts.values())]
    return near[most[0]] if len(most) == 1 and counts[most[0]] > 1 else None
