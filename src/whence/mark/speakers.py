"""Who stands behind a source: from its words (`he`, `the Ohio Republican`, `two sources`) to somebody in the report.

An answer has a basis and a confidence. Where the evidence does not decide, the source keeps its own words and no
name is put to it: unresolved is better than wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc, Span, Token

from whence.mark import lexicon
from whence.mark.doc_text import text_of
from whence.mark.name_shapes import Named, Names, is_glued, is_written_so
from whence.mark.spans import Spans
from whence.mark.speaker_fits import UNNAMED, answers, calls, could_be_one, one_more, unknown_subject, was_asked
from whence.mark.speaker_goes_on import goes_on
from whence.mark.speaker_mind import HE, SHE, SHOWN, Mind, Reference, Said, Speaker
from whence.mark.speaker_names import by_surname, name_behind_comma, name_that_closes, name_that_opens, namesake
from whence.mark.speaker_phrases import (
    is_capitalised,
    is_nominal,
    is_told_beside,
    nominal_before,
    short_span,
    subject_ahead,
    told_by_clause,
)
from whence.mark.speaker_roles import Roles
from whence.mark.speaker_salience import FEATURES, SPEAKING, chances, is_main_subject, spoken_of, weigh
from whence.mark.speaker_words import (
    OF_THE_SPEAKER,
    OFFICES,
    PRESS,
    in_its_words,
    kind_of_name,
    owner_of_words,
    without_lone_marks,
)
from whence.records import Passage, SourceKind

COUNTING = frozenset({"many", "some", "others", "another", "several", "both", "most", "few"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
LIKELY = 0.5
"""How likely somebody must be the one whom a pronoun means to be named; below 0.8 its own words lead."""
MAIN = frozenset({"ROOT", "conj", "ccomp"})
AHEAD = 0.7
"""How sure it is that a pronoun means the name to which its clause leads up: `After she spoke, Ada Vell left`."""
ABOUT = 0.8
"""How much more strongly where the last sentence is about that somebody."""


class Resolver:
    """Resolves the sources of one report, in the order of its text."""

    def __init__(
        self, doc: Doc, names: Names, inside_quote: Sequence[tuple[int, int]], passages: Sequence[Passage]
    ) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.names = names
        self.inside = Spans((start, end, None) for start, end in inside_quote)
        self.mind = Mind(doc, names, self.inside, passages)
        self.pronouns = [t for t in doc if t.lower_ in HE | SHE and not self.inside.covers(t.idx)]
        """Those outside quotations: whom one inside means is the speaker's secret."""
        self._next_pronoun = 0
        self._resolved: set[int] = set()
        self.roles = Roles(doc, names, self.mind)
        self.roles.note()

    def resolve(self, head: Token, span: tuple[int, int], marked: bool = False) -> Speaker | None:
        """Who the noun phrase with this head stands for, or None where it is nobody that can speak.

        `marked`: the trained model took it for a source, so that it speaks in its own words if as nobody else.
        """
        if head.tag_ == "MD" or head.dep_ == "aux":  # `May told reporters`
            found = by_surname(self.mind, Speaker("name", 0.6, None, None, head.text, "person", False, *span))
            return found if found.named is not None else None
        if (called := self.roles.by_age_or_people(head, span)) is not None:
            return called
        if head.ent_type_ in ("DATE", "TIME") and head.i not in self.names.at:
            return None
        if head.lower_ == "another":
            return one_more(head, self.mind.before(head))
        answer = self._resolve(head, span, marked)
        return self._as_written(head, span) if answer is None and marked else answer

    def _resolve(self, head: Token, span: tuple[int, int], marked: bool) -> Speaker | None:
        word = head.lower_
        if word in RELATIVE and not (len(word) > 2 and head.text.isupper()):  # `WHO` is a body
            return self._relative(head, marked)
        if word in HE | SHE:
            return self._pronoun(head)
        is_body = head.text.isupper() and head.i in self.names.at
        if head.pos_ == "PRON" and not is_body and word not in COUNTING:
            return self._plural_pronoun(head) if word in ("they", "it") else None
        named = None
        if not self._is_role(head):
            named = self._named_in(head) or self._at_edge(name_that_opens(self.doc, self.names, head, span))
        if named is None or named.kind != "person":
            closing = name_that_closes(self.doc, self.names, span)
            named = self._at_edge(closing or name_behind_comma(self.doc, self.names, span)) or named
        if named is not None:
            return named
        return goes_on(head, self.mind) or self._described(head, span)

    def remember(self, end: int, speaker: Speaker, head: Token, stance: str, others: Sequence[Speaker] = ()) -> None:
        """Note who has just spoken and by which words, for the pronouns that follow.

        Whoever speaks inside a quotation (`“People said ...,” Adams said`) is forgotten with it.
        """
        if self.inside.covers(head.idx):
            return
        if not (is_told_beside(head) and self.mind.said and self.mind.said[-1].token.sent == head.sent):
            self.mind.said.append(Said(end, speaker, head, stance, tuple(others)))
        self.mind.spoken.update(id(one.named) for one in (speaker, *others))
        if speaker.named is not None and speaker.basis != "name" and speaker.confidence >= 0.6:
            self.mind.refer(speaker.named, Reference(speaker.start, speaker.end, head))

    def _is_role(self, head: Token) -> bool:
        """Whether a word that names a party stands for one person here: `the Ohio Republican`, `the Democrat`."""
        found = self.names.at.get(head.i)
        is_one = head.tag_ in ("NN", "NNP") and any(c.dep_ == "det" for c in head.lefts)
        return found is not None and found.place and is_one and head.lower_ in lexicon.words("names_roles.txt")

    # --- names -------------------------------------------------------------------------------------------------------

    def _named_in(self, head: Token) -> Speaker | None:
        found = self.names.at.get(head.i)
        if found is None:
            for child in head.children:
                is_one = head.tag_ not in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in child.rights)
                if (
                    child.dep_ == "appos"
                    and is_one
                    and (other := self.names.at.get(child.i))
                    and other.kind == "person"
                ):
                    return self._by_name(other, child, 0.95)
            behind = self.names.at.get(head.i + 1)
            titles = lexicon.words("names_titles.txt") | lexicon.words("names_roles.txt")
            if behind is not None and behind.kind == "person" and head.lower_ in titles:
                return self._by_name(behind, self.doc[head.i + 1], 0.9)  # `President Rubio` with the office as its head
            for child in head.lefts:  # `Mr. Rubio` or `Sen. Rubio` with the title as its head
                is_titled = child.dep_ in ("compound", "nmod") and head.pos_ == "PROPN"
                if is_titled and (other := self.names.at.get(child.i)) and other.kind == "person":
                    return self._by_name(other, child, 0.8)
            return None
        if found.place and (of_it := self._outlet_before(found, head)) is not None:
            return of_it
        if found.kind == "person" or head.pos_ in ("PROPN", "ADJ", "NOUN", "X", "NUM") or head.text.isupper():
            return self._by_name(found, head, 0.97 if found.sure else 0.7)
        return None

    def _outlet_before(self, place: Named, head: Token) -> Speaker | None:
        """The outlet whose name stands right before that of a place: `Harbour News Kestrel reported`."""
        first = next(n.first for n in place.names if n.first <= head.i < n.last)
        outlet = self.names.at.get(first - 1)
        return self._by_name(outlet, self.doc[first - 1], 0.8) if outlet and outlet.kind == "outlet" else None

    def _at_edge(self, found: tuple[Named, Token] | None) -> Speaker | None:
        return self._by_name(*found, 0.9) if found is not None else None

    def _by_name(self, named: Named, token: Token, confidence: float) -> Speaker:
        name = next(n for n in named.names if n.first <= token.i < n.last)
        if (other := namesake(self.mind, named, name, token)) is not None:
            return Speaker("name", min(confidence, 0.8), other, start=name.start, end=name.end, kind=other.kind)
        return Speaker("name", confidence, named, start=name.start, end=name.end, kind=named.kind)

    def _relative(self, head: Token, marked: bool) -> Speaker | None:
        clause = head
        while clause.dep_ != "relcl" and clause.head != clause:
            clause = clause.head
        if clause.dep_ != "relcl":
            return None
        noun = clause.head
        hung = noun if is_nominal(noun) else nominal_before(head, self.names)
        if hung is None:
            return None
        sure = 0.9 if hung is noun else 0.7
        noun = hung
        is_somebody = marked or (head.lower_ == "who" and noun.tag_ in ("NNS", "NNPS"))
        answer = self.resolve(noun, (noun.idx, noun.idx + len(noun)), is_somebody)
        if answer is None:
            return None
        confidence = min(answer.confidence, sure)
        antecedent = answer.antecedent or next(
            (n for n in answer.named.names if n.first <= noun.i < n.last), None) if answer.named else None  # fmt: skip
        return Speaker("pronoun", confidence, answer.named, antecedent, answer.description, answer.kind,
                       answer.anonymous, head.idx, head.idx + len(head))  # fmt: skip

    # --- pronouns ----------------------------------------------------------------------------------------------------

    def _pronoun(self, head: Token) -> Speaker | None:
        self._follow_pronouns(head)
        self._resolved.add(head.i)
        if (told := self.mind.interviewed(head)) is not None:
            return told
        answer = self._meant(head, speaking=True)
        return answer if answer is not None and answer.named is not None else self._ahead(head) or answer

    def _ahead(self, head: Token) -> Speaker | None:
        """Whom a pronoun means whose clause leads up to a name, where nobody named before is meant."""
        found = subject_ahead(head, self.names)
        if found is None or found[0].gender not in ("", "f" if head.lower_ in SHE else "m"):
            return None
        person, word = found
        name = next(n for n in person.names if n.first <= word.i < n.last)
        return Speaker("pronoun", AHEAD, person, name, start=head.idx, end=head.idx + len(head))

    def _follow_pronouns(self, until: Token) -> None:
        """Resolve the pronouns before this one as well: each keeps somebody in mind."""
        while self._next_pronoun < len(self.pronouns) and self.pronouns[self._next_pronoun].i < until.i:
            token = self.pronouns[self._next_pronoun]
            self._next_pronoun += 1
            answer = self._meant(token) if token.i not in self._resolved else None
            if answer is not None and answer.named is not None and answer.confidence >= 0.6:
                self.mind.refer(answer.named, Reference(answer.start, answer.end, token))

    def _meant(self, head: Token, speaking: bool = False) -> Speaker | None:
        """The one whom a `he` or `she` most likely means, or None where nobody is likelier than not."""
        candidates = self.mind.candidates(head, HE if head.lower_ in HE else SHE)
        last = self.mind.last_said(head)
        put = last is not None and last.stance == "question" and was_asked(self.names, last)
        if last is not None and (put or answers(head, last)):
            candidates = [pair for pair in candidates if pair[0] is not last.speaker.named]
        others = spoken_of(head, self.names.at)
        candidates = [pair for pair in candidates if id(pair[0]) not in others]
        unnamed = self._unnamed_speaker(head) if not put else None
        scores = [weigh(features) for _, features in candidates]
        unknown = unknown_subject(self.doc, self.names, self.mind, head) if speaking else None
        unnamed = max((one for one in (unnamed, unknown) if one is not None), key=lambda one: one[0], default=None)
        if unnamed is not None:
            scores.append(unnamed[0])
        if not scores:
            return None
        likely = chances(scores, SPEAKING if speaking else None)
        at = max(range(len(scores)), key=lambda i: likely[i])
        if likely[at] < LIKELY:
            return None  # two are as likely: nobody is better than the wrong one
        start, end = head.idx, head.idx + len(head)
        if unnamed is not None and at == len(candidates):
            return replace(unnamed[1], basis="pronoun", confidence=0.65, start=start, end=end)
        person = candidates[at][0]
        confidence = round(min(0.9, likely[at]), 2)
        if last is not None and last.speaker.named is person and last.speaker.basis == "pronoun":
            confidence = min(confidence, last.speaker.confidence)  # a chain is no surer than its last link
        if not person.gender and id(person) not in self.mind.spoken:
            # Neither the pronoun nor an earlier statement speaks for this person.
            confidence = min(confidence, 0.65 if head.lower_ in SHE else 0.75)
        here, main = FEATURES.index("paragraph"), FEATURES.index("main_subject")
        if candidates[at][1][here] and any(not features[here] for _, features in candidates):
            confidence = min(confidence, 0.7)  # this paragraph has somebody else of whom it can be said
            rivals = (one for one, features in candidates if features[main] and not features[here])
            if likely[at] < SHOWN and any(one.gender for one in rivals):
                return None  # and it is about them
        known = any(one.gender and one is not person for one, features in candidates if not features[here])
        if not person.gender and likely[at] >= SHOWN and not known:
            person.gender = "f" if head.lower_ in SHE else "m"
        before = (n for n in person.names if n.start < head.idx)
        antecedent = max(before, key=lambda n: n.start, default=None)
        return Speaker("pronoun", confidence, person, antecedent, start=start, end=end)

    def _unnamed_speaker(self, head: Token) -> tuple[float, Speaker] | None:
        """Somebody without a name who has just spoken, and how strongly in mind: `the host said ... he said`."""
        last = self.mind.last_said(head)
        if last is None or not could_be_one(last.speaker):
            return None
        sentences = self.mind.sentences_between(last.token, head)
        paragraphs = self.mind.paragraphs_between(last.end, head.idx)
        if sentences > 3 or paragraphs > 1:
            return None
        told_of = ABOUT if is_main_subject(last.token) and sentences <= 1 else 0.0
        return UNNAMED + told_of - 0.8 * sentences - 0.7 * paragraphs, last.speaker

    def _plural_pronoun(self, head: Token) -> Speaker | None:
        """Whom `they` or `it` means: a group, or a body or document, that spoke last, else what was spoken of last."""
        start, end = head.idx, head.idx + len(head)
        if head.lower_ == "it" and (noun := told_by_clause(head, self.names)) is not None:
            owner = self.resolve(noun, (noun.idx, noun.idx + len(noun)), True)
            if owner is not None and owner.kind in ("organisation", "outlet"):
                return replace(owner, basis="pronoun", confidence=min(0.6, owner.confidence), start=start, end=end)
        found = self._subject_of(head.sent, head) or self._last_of_kind(head)
        if found is None:
            found = self._subject_of(head.sent[0].nbor(-1).sent, head) if head.sent.start else None
        if found is None:
            return None
        speaker, sure = found
        return replace(speaker, basis="pronoun", confidence=min(sure, speaker.confidence), start=start, end=end)

    def _last_of_kind(self, head: Token) -> tuple[Speaker, float] | None:
        """The last speaker of a kind that the pronoun can mean, at once or behind one other, and how sure that is."""
        they = head.lower_ == "they"
        wanted = ("group", "organisation", "outlet") if they else ("organisation", "outlet", "document")
        for passed, last in enumerate(islice(self.mind.before(head), 3)):
            if last.speaker.kind in wanted:
                paragraphs = self.mind.paragraphs_between(last.end, head.idx)
                alone = last.speaker.kind == "group" or not self._many_since(last.token, head)
                near = paragraphs <= (not they or (alone and not passed)) + (passed > 0)
                return (last.speaker, 0.5 if passed else 0.6) if near else None
            # `It` is no person, and `they` may be those of whom one has just spoken.
            if last.speaker.kind != "person" or (they and not (passed == 0 and last.speaker.anonymous)):
                return None
        return None

    def _many_since(self, token: Token, head: Token) -> bool:
        """Whether a plural is a subject between two words, outside quotations: `they` may mean it."""
        return any(
            t.tag_ in ("NNS", "NNPS") and t.dep_ in ("nsubj", "nsubjpass") and not self.inside.covers(t.idx)
            for t in self.doc[token.i + 1 : head.i]
        )

    def _subject_of(self, sentence: Span, head: Token) -> tuple[Speaker, float] | None:
        """The subject of a sentence, where it can be meant: `The law did two things. It declared ...`."""
        wanted = ("group", "organisation") if head.lower_ == "they" else ("organisation", "outlet", "document")
        if self.mind.paragraphs_between(sentence.start_char, head.idx) or self.inside.covers(sentence.start_char):
            return None
        subjects = (t for t in sentence if t.dep_ in ("nsubj", "nsubjpass") and t.i < head.i and t.head.dep_ in MAIN)
        subject = next(subjects, None)
        if subject is None or subject.pos_ == "PRON":
            return None
        is_plural = subject.tag_ in ("NNS", "NNPS")
        is_body = subject.lemma_.lower() in lexicon.words("speakers_bodies.txt")
        if is_plural != (head.lower_ == "they") and not (is_body and not is_plural):
            return None
        inside = list(subject.subtree)
        answer = self.resolve(subject, (inside[0].idx, inside[-1].idx + len(inside[-1])), marked=True)
        return (answer, 0.55) if answer is not None and answer.kind in wanted else None

    def together(self, head: Token) -> list[Speaker]:
        """Those who spoke together last, for `they`: `Adams and Stone said ... They added ...`."""
        last = self.mind.last_said(head)
        if head.lower_ != "they" or last is None or not last.others:
            return []
        if self.mind.paragraphs_between(last.end, head.idx) > 1:
            return []
        return [
            replace(one, basis="pronoun", confidence=0.7, start=head.idx, end=head.idx + len(head))
            for one in (last.speaker, *last.others)
        ]

    # --- roles and descriptions --------------------------------------------------------------------------------------

    def _by_owner(self, head: Token) -> Speaker | None:
        """Whoever wrote what speaks, where the report names them: `her book says`, `Vell's letter`."""
        if (owner := owner_of_words(head)) is None:
            return None
        found = self._resolve(owner, (owner.left_edge.idx, owner.idx + len(owner)), False)
        if found is None or found.named is None or found.named.place:
            return None
        return replace(found, confidence=min(found.confidence, 0.9))

    def _described(self, head: Token, span: tuple[int, int]) -> Speaker | None:
        if (owner := self._by_owner(head)) is not None:
            return owner
        lemma = head.lemma_.lower()
        definite = any(c.lower_ in ("the", "this", "that") or c.dep_ == "poss" for c in head.lefts)
        singular = head.tag_ in ("NN", "NNP")
        if lemma in PRESS and definite and singular:
            answer = self.roles.press(head)
            if answer is not None:
                return answer
        if singular and definite and (lemma in lexicon.words("names_roles.txt") or calls(head) == "first lady"):
            answer = self.roles.held(head, lemma) or self.roles.varied(head)
            if answer is not None:
                return answer
        start, end = short_span(head, span)
        text = without_lone_marks(" ".join(self.text[start:end].split(":")[0].split()))
        if is_glued(text) and not is_written_so(self.text, text):
            return None
        if text.split()[0].lower() in OF_THE_SPEAKER:
            return None  # somebody of the speaker's own, whom the report does not tell apart
        is_holder = singular and lemma in lexicon.words("names_roles.txt")  # `the Ohio Republican`
        if head.pos_ == "PROPN" and is_capitalised(text) and not is_holder:
            text = text.strip("—–- ")
            return by_surname(self.mind, Speaker("name", 0.8, None, None, text, kind_of_name(text), False, start, end))
        if lemma in lexicon.words("speakers_documents.txt"):
            return Speaker("description", 0.9, None, None, text, "document", False, start, end)
        if lemma in lexicon.words("speakers_bodies.txt"):
            return Speaker("description", 0.7, None, None, text, "organisation", False, start, end)
        if singular and definite and lemma in OFFICES:
            return Speaker("description", 0.5, None, None, text, "office", False, start, end)
        if lemma in lexicon.words("names_groups.txt") or lemma in lexicon.words("names_roles.txt"):
            if singular and text[:1].isupper() and head.text[:1].isupper() and not head.is_sent_start:
                return Speaker("description", 0.8, None, None, text, "office", False, start, end)  # a title as a name
            kind: SourceKind = "person" if singular else "group"
            return Speaker("description", 0.9, None, None, text, kind, True, start, end)
        if head.pos_ == "PROPN" and head.text[:1].isupper() and head.text[1:2].islower():
            return by_surname(self.mind, Speaker("name", 0.6, None, None, text, kind_of_name(text), False, start, end))
        return None

    def _as_written(self, head: Token, span: tuple[int, int]) -> Speaker | None:
        """The source by its own words; a lone capitalised word is the one person whose surname it is."""
        found = in_its_words(head, span)
        if found is None or (found.basis != "name" and not (found.description or "").istitle()):
            return found
        return by_surname(self.mind, found)
