"""Where the parse says that somebody says something: the cue, its source and the clause that is its content.

Spans follow the annotation of PolNeAR (Newell et al., LREC 2018): the source is the whole noun phrase, the cue is the
verb with its auxiliaries and adverbs, the content keeps a leading `that` and its quotation marks and leaves out the
full stop of an indirect statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from whence.mark.reporting_verbs import Verb, entry, follows_quotation
from whence.mark.uttered import SUBJECTS, is_no_answer, is_unreal, made_to_speak

CUE_ADVERBS = frozenset({"advmod", "aux", "auxpass", "prt", "neg"})
ASIDE_MARKS = frozenset({"while", "whereas", "though", "although", "as"})
TELL = frozenset({"tell", "inform", "assure", "remind"})
LEADS = frozenset({"that", "he", "she", "they", "it", "we", "i", "on", "in", "at", "during", "after", ",", ":"})
"""What follows whoever is told: the clause that they are told, or when and where."""
MOST_BEFORE = 4
"""Words between a verb of telling and the noun of whoever is told, and that one."""
SAID_TO = frozenset({"say", "remark", "comment", "complain", "explain", "admit", "confess", "stress", "lament", "quip"})
"""Verbs behind which whoever is told stands with `to`: `said to reporters`."""
COUNTS = frozenset({"number", "toll", "figure", "count", "estimate", "total", "cost", "damage", "loss", "death"})
REJECTS = frozenset({"deny", "reject", "dismiss", "refute", "rebut", "dispute", "criticize", "criticise", "condemn",
                     "slam", "blast", "defend", "oppose", "attack", "denounce", "welcome", "praise", "decry", "mock",
                     "downplay", "rebuff", "ridicule"})  # fmt: skip
"""Verbs behind whose object whoever does it goes on to speak."""
PLAIN = frozenset({"say", "tell", "add", "confirm", "announce", "note", "warn", "report", "claim", "insist", "state"})
LOOSE_MARKS = frozenset("\"“”‘’'") | {"''", "``"}
TRIM = " \t\n,;:.—–-"


@dataclass(slots=True)
class Clause:
    """A cue with its source and content, as character spans; `source_head` is the token to resolve."""

    verb: Verb
    token: Token
    cue: tuple[int, int]
    source: tuple[int, int] | None
    source_head: Token | None
    content: list[tuple[int, int]]
    addressee: Token | None
    sentence: tuple[int, int]
    reportedly: bool = False
    dated: tuple[int, int] | None = None
    """The day on which it was said, where that has a place of its own beside the words."""


ACCORDING = Verb("according to", "said", "assert", "c")


def find_clauses(doc: Doc) -> list[Clause]:
    """Every reporting clause of a parse, in order; content may still be empty where only a quotation can fill it."""
    found = []
    for token in doc:
        clause = _according(token) if token.lower_ == "according" else clause_of(token)
        if clause is not None:
            found.append(clause)
    return found


def span_of(tokens: Iterable[Token]) -> tuple[int, int] | None:
    """The smallest span over these tokens, white space and loose punctuation trimmed from its edges."""
    listed = sorted(tokens, key=lambda t: t.i)
    while listed and (listed[0].is_space or listed[0].text in TRIM):
        listed.pop(0)
    while listed and (listed[-1].is_space or listed[-1].text in TRIM):
        listed.pop()
    if not listed:
        return None
    return listed[0].idx, listed[-1].idx + len(listed[-1])


def _inverted_subject(token: Token) -> Token | None:
    """The head of the noun phrase behind a cue that follows a quotation: `“...,” tweeted former envoy Ada Stone`."""
    rest = [t for t in token.doc[token.i + 1 : min(token.i + 14, token.sent.end)] if not t.is_space]
    phrase = []
    for word in rest:
        if word.pos_ not in ("PROPN", "NOUN", "ADJ", "DET", "VERB", "NUM", "PRON", "PART") or word.is_punct:
            break
        phrase.append(word)
        if word.pos_ == "PRON":
            break
    named = [t for t in phrase if t.pos_ in ("PROPN", "PRON")]
    return named[-1] if named else None


def clause_of(token: Token) -> Clause | None:
    """The reporting clause that a verb makes, or None where it reports nothing."""
    verb = entry(token)
    if verb is None or is_unreal(token):
        return None
    if token.dep_ == "amod":
        return None  # `his alleged “offer”`
    source_head, is_passive = subject_of(token)
    if (made := made_to_speak(token)) is not None and made.pos_ in ("NOUN", "PROPN", "PRON"):
        source_head, is_passive = made, False
    if is_passive or (verb.lemma == "put" and not _puts_a_number(token)):
        return None
    if verb.lemma in ("decline", "refuse") and not is_no_answer(token):
        return None  # `refused to abide` is an act; `declined to comment` is an answer
    if source_head is None and follows_quotation(token):
        source_head = _inverted_subject(token)
    content = _content(token, verb)
    cue = _cue(token)
    if not content and "q" not in verb.frames:
        return None
    source = source_span(source_head, token) if source_head is not None else None
    adverbs = {c.lower_ for c in token.children}
    return Clause(
        verb,
        token,
        cue,
        source,
        source_head,
        content,
        addressee_of(token, verb),
        _sentence(token),
        bool(adverbs & {"reportedly", "allegedly", "purportedly", "supposedly"}),
    )


def _sentence(token: Token) -> tuple[int, int]:
    sent = token.sent
    return sent.start_char, sent.end_char


def subject_of(token: Token) -> tuple[Token | None, bool]:
    """The head of whoever says it, and whether the verb is a passive with nobody who says it."""
    has_own = any(c.dep_ in SUBJECTS for c in token.children)
    if token.lemma_ == "ask" and token.dep_ in ("advcl", "acl") and token.tag_ in ("VBN", "VBD") and not has_own:
        return None, True  # `Asked whether ..., she said`, `said, when asked if ...`: whoever asked is not named
    rejects = token.head if token.tag_ == "VBG" and token.dep_ == "ccomp" and token.head.lemma_ in REJECTS else None
    if rejects is not None and (who := next((c for c in rejects.lefts if c.dep_ == "nsubj"), None)) is not None:
        return who, False  # `Vell dismissed her worries saying that ...`, the worries read as who says it
    here = _reporting_above(token) or token
    for _ in range(5):
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in here.children)
        if passive:
            agent = next((c for c in here.children if c.dep_ == "agent"), None)
            if agent is not None and here == token:
                return next((c for c in agent.children if c.dep_ == "pobj"), None), False
            if here == token:
                return None, True
            return next((c for c in here.children if c.dep_ == "nsubjpass"), None), False
        # Of two, the farther one is a subject of the words quoted: `“The dam leaked,” Vell said`.
        subjects = [c for c in here.children if c.dep_ in SUBJECTS]
        nouns = [c for c in subjects if c.lower_ not in ("it", "that", "this")] or subjects
        subject = min(nouns, key=lambda c: abs(c.i - here.i), default=None)
        if subject is not None:
            return _mistaken_that(subject, here) or subject, False
        if here.dep_ == "acl" and (who := _who_rejects(here)) is not None:
            return who, False
        if here.dep_ == "acl" and here.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return (here.head, False) if here.tag_ == "VBG" else (None, here.tag_ == "VBN")
        if here.dep_ in ("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp") and here.head != here:
            if here.dep_ == "ccomp" and here != token:
                return None, False
            here = here.head
            continue
        return None, False
    return None, False


def _who_rejects(token: Token) -> Token | None:
    """Whoever rejects or praises something, `saying that ...`: `Vell denied the report saying that it was late`."""
    above = token.head.head
    if token.tag_ != "VBG" or token.head.dep_ not in ("dobj", "pobj") or token.head.lower_ == "statement":
        return None
    verb = above.head if token.head.dep_ == "pobj" else above
    if verb.lemma_ not in REJECTS or token.head.pos_ not in ("NOUN", "PRON"):
        return None
    return next((c for c in verb.lefts if c.dep_ == "nsubj"), None)


def _mistaken_that(subject: Token, verb: Token) -> Token | None:
    """The name after a `that` which the parser took for the subject: `told us that Smith bluntly said ...`."""
    if subject.lower_ != "that" or subject.i + 1 >= verb.i:
        return None
    between = subject.doc[subject.i + 1 : verb.i]
    heads = [t for t in between if t.pos_ in ("PROPN", "NOUN", "PRON")]
    rest = [t for t in between if t not in heads and t.pos_ not in ("ADV", "AUX", "DET", "ADJ", "PUNCT")]
    return heads[-1] if heads and not rest else None


def source_span(head: Token, verb: Token) -> tuple[int, int] | None:
    under = {t.i for t in verb.subtree} if head.is_ancestor(verb) else set()
    inside = [t for t in head.subtree if t.i not in under]
    while inside and (inside[0].text in LOOSE_MARKS or inside[0].is_space):
        inside.pop(0)
    span = span_of(inside)
    if span is None:
        return None
    # A clause that the parser hung on the source by mistake would swallow the statement itself.
    if span[0] <= verb.idx < span[1]:
        return span_of(t for t in inside if (t.i < verb.i) == (head.i < verb.i))
    return span


def _cue(token: Token) -> tuple[int, int]:
    group = [token]
    at = token.i - 1
    start = token.sent.start
    while at >= start and token.doc[at].head == token and token.doc[at].dep_ in CUE_ADVERBS:
        group.insert(0, token.doc[at])
        at -= 1
    for child in token.rights:
        if child.i == group[-1].i + 1 and child.dep_ == "prt":
            group.append(child)
    return group[0].idx, group[-1].idx + len(group[-1])


def _content(token: Token, verb: Verb) -> list[tuple[int, int]]:
    if "c" in verb.frames:
        for child in token.children:
            if child.dep_ in ("ccomp", "parataxis") and child.i != token.i and (said := _clause_pieces(child, token)):
                return said
        if "p" in verb.frames and (span := _told_clause(token)) is not None:
            return [span]
        if token.dep_ == "parataxis":
            own = {t.i for t in token.subtree}
            around = [t for t in token.head.subtree if t.i not in own]
            halves = (span_of(t for t in around if t.i < token.i), span_of(t for t in around if t.i > token.i))
            return [half for half in halves if half is not None]
        if verb.lemma in PLAIN and (span := _after_that(token)) is not None:
            return [span]
    if "x" in verb.frames:
        for child in token.rights:
            if child.dep_ in ("xcomp", "ccomp") and child.tag_ in ("VB", "VBG"):
                if not any(c.lower_ == "to" for c in child.lefts) and child.tag_ == "VB":
                    continue
                span = span_of(child.subtree)
                return [span] if span else []
    if "o" in verb.frames:
        return _object(token)
    return []


def _told_clause(token: Token) -> tuple[int, int] | None:
    """The clause of `told the Herald that Adams had left` where the parser hung it on the person told."""
    for told in token.rights:
        if told.dep_ in ("dobj", "dative"):
            for clause in told.rights:
                subject = next((c for c in clause.lefts if c.dep_ in SUBJECTS), None)
                if clause.dep_ == "relcl" and subject is not None and _mistaken_that(subject, clause) is not None:
                    return span_of(clause.subtree)
    return None


def _after_that(token: Token) -> tuple[int, int] | None:
    """From a `that` near the cue to the end of the sentence, where the parser did not see the clause."""
    doc, stop = token.doc, token.sent.end
    for at in range(token.i + 1, min(token.i + 9, stop - 2)):
        word = doc[at]
        if word.lower_ == "that" and (word.pos_ in ("SCONJ", "PRON")) and doc[at + 1].pos_ not in ("VERB", "PUNCT"):
            return span_of(doc[at:stop])
        if word.pos_ in ("VERB", "SCONJ") or word.text in (",", ";", ":", "—"):
            return None
    return None


def _clause_pieces(child: Token, token: Token) -> list[tuple[int, int]]:
    """The clause as one span, or two where the cue stands in its middle."""
    between = list(token.doc[token.i + 1 : child.i]) if token.i < child.i else []
    mark = next((t for t in between if t.lower_ == "that" and t.pos_ in ("SCONJ", "PRON") and t.dep_ != "det"), None)
    if mark is not None and any(t.pos_ in ("VERB", "AUX") for t in token.doc[token.i + 1 : mark.i]):
        mark = None
    aside = {t.i for t in child.subtree if _is_another_statement(t, token, child) for t in _with_conjunction(t)}
    tokens = [t for t in child.subtree if t.i not in aside and (mark is None or t.i >= mark.i)]
    before = span_of(t for t in tokens if t.i < token.i)
    after = span_of(t for t in tokens if t.i > token.i)
    last = max((t.i for t in tokens if t.i < token.i), default=token.i)
    if before is not None and any(t.text == ";" for t in token.doc[last : token.i]):
        before = None  # `A has said this; B says that`: the first half is no part of the second
    pieces = [piece for piece in (before, after) if piece is not None]
    if before and after and after[0] - before[1] < 2:
        return [(before[0], after[1])]
    return pieces


def _is_another_statement(token: Token, cue: Token, clause: Token) -> bool:
    """Whether a verb under the clause reports in its own right: `would look into it and added`, `while X said`."""
    if token == clause:
        return False
    verb, of_cue = entry(token), entry(cue)
    denies = of_cue is not None and of_cue.stance == "deny"
    subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
    if token.dep_ == "conj" and subject is not None:  # `..., and Adams said that ...`
        return verb is not None and token.head == clause and any(c.dep_ == "ccomp" for c in token.rights)
    if token.dep_ == "conj":
        if denies and token.head == clause and any(c.lower_ in ("instead", "rather") for c in token.lefts):
            return True  # `denies that it fired and instead points to ...`: the second is no part of what is denied
        adds = token.lemma_ == "add" and entry(clause) is None and any(c.dep_ == "ccomp" for c in token.rights)
        goes_on = token.tag_ == cue.tag_ and token.tag_ in ("VBD", "VBZ") and token.tag_ != clause.tag_
        return verb is not None and (goes_on or (adds and token.tag_ == cue.tag_ == "VBD"))
    if token.dep_ == "advcl" and token.i > clause.i:
        if subject is not None:
            return verb is not None and any(c.dep_ == "mark" and c.lower_ in ASIDE_MARKS for c in token.lefts)
        return token.tag_ == "VBG" and denies and (verb is not None or token.lemma_ in ("continue", "push", "point"))
    return False


def _with_conjunction(token: Token) -> list[Token]:
    inside = list(token.subtree)
    before = token.doc[inside[0].i - 1] if inside[0].i else None
    return [before, *inside] if before is not None and before.dep_ == "cc" else inside


def _reporting_above(token: Token) -> Token | None:
    """The reporting verb that a coordinated one belongs with, where the parser put it under the clause."""
    if token.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in token.children):
        return None
    clause = token.head
    while clause.dep_ == "conj" and clause.head != clause:
        clause = clause.head
    cue = clause.head
    return cue if clause.dep_ == "ccomp" and _is_another_statement(token, cue, clause) else None


def _puts_a_number(token: Token) -> bool:
    """`put the toll at 40`: the one way in which `put` tells something."""
    counted = any(c.dep_ == "dobj" and c.lemma_.lower() in COUNTS for c in token.rights)
    return counted and any(c.dep_ == "prep" and c.lower_ == "at" for c in token.rights)


def _object(token: Token) -> list[tuple[int, int]]:
    """The noun phrase that is what is said, with what is said of it: `called him “a liar”`."""
    kept: list[Token] = []
    objects = [c for c in token.rights if c.dep_ in ("dobj", "ccomp", "oprd")]
    if not objects or (objects[0].dep_ == "ccomp" and objects[0].i < token.i):
        return []
    for child in token.rights:
        if child.dep_ in ("dobj", "oprd", "ccomp", "xcomp", "acomp") or (
            child.dep_ == "prep" and child.lower_ in ("as", "of", "for", "at") and kept
        ):
            kept.extend(child.subtree)
    if all(t.pos_ in ("PRON", "PUNCT", "SPACE") for t in kept):
        return []
    bare = all(t.pos_ in ("PROPN", "DET", "PRON", "PUNCT", "ADP", "PART", "SPACE") for t in kept)
    if bare and token.lemma_ not in ("deny", "report", "confirm", "refute", "dispute"):
        return []  # `called the senator`, `blasted Mr. Adams`: to whom, and not what
    span = span_of(kept)
    return [span] if span else []


def addressee_of(token: Token, verb: Verb) -> Token | None:
    """The head of whoever is told: the object where the verb takes somebody told, or whoever stands behind `to`."""
    if "p" in verb.frames and verb.lemma != "quote":  # whom one quotes is not told
        for child in token.rights:
            if child.dep_ in ("dobj", "dative") and child.pos_ in ("NOUN", "PROPN", "PRON"):
                return child
        return _told_right_behind(token)
    if verb.lemma not in SAID_TO:
        return None
    behind = next((c for c in token.rights if c.dep_ in ("prep", "dative") and c.lower_ == "to"), None)
    return next((c for c in behind.rights if c.dep_ == "pobj"), None) if behind is not None else None


def _told_right_behind(verb: Token) -> Token | None:
    """Whoever is told where the parse takes them for the subject of the clause behind: `told supporters we won`.

    A noun or name right behind the verb, and behind it no verb of its own.
    """
    if verb.lemma_ not in TELL or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBG"):
        return None
    at = verb.i + 1
    stop = min(verb.i + 1 + MOST_BEFORE, verb.sent.end)
    while at < stop and verb.doc[at].dep_ in ("det", "poss", "amod", "compound", "nummod", "nmod"):
        at += 1
    if at >= stop or at + 1 >= len(verb.doc):
        return None
    head, after = verb.doc[at], verb.doc[at + 1]
    is_noun = head.pos_ in ("NOUN", "PROPN") and head.ent_type_ not in ("DATE", "TIME")
    return head if is_noun and (after.lower_ in LEADS or after.ent_type_ in ("DATE", "TIME")) else None


def _according(token: Token) -> Clause | None:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    source_head = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if source_head is None or to is None:
        return None
    phrase = sorted({*token.subtree}, key=lambda t: t.i)
    source = span_of(source_head.subtree)
    sent = token.sent
    first, last = phrase[0].i, phrase[-1].i
    before = span_of(t for t in sent if t.i < first)
    after = span_of(t for t in sent if t.i > last)
    content = [piece for piece in (before, after) if piece is not None]
    opened = sent.text.rfind("(", 0, token.idx - sent.start_char)
    if opened >= 0 and ")" not in sent.text[opened : token.idx - sent.start_char]:
        inside = span_of(t for t in sent if sent.start_char + opened < t.idx and t.i < first)
        content = [inside] if inside else []
    cue = (token.idx, to.idx + len(to))
    return Clause(ACCORDING, token, cue, source, source_head, content, None, _sentence(token))
