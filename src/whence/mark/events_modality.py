"""Whether what a word tells of came about: read from the parse, from the word outward to what governs it.

Each word starts as its own clause has it (modal verbs, negation, adverbs, tense, question); each governor above it
then acts on it by its class (`began to`, `failed to`, `plans to`, `denied that`), with the governor's own standing
judged the same way. After Nairn, Condoravdi and Karttunen, "Computing relative polarity for textual inference" (2006),
and Saurí and Pustejovsky, "Are you sure that this happened?" (2012).
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from whence.mark.events_lexicon import Frame, effect_of, grammar, is_light, is_telling, names_happening
from whence.mark.events_standing import Certainty, Standing, compose

_PLAN_MODALS = grammar("modal_plan")
_MAY_MODALS = grammar("modal_may")
_ABLE = grammar("modal_able")
_NEVER = grammar("never")
_NOBODY = grammar("nobody")
_NO = grammar("no")
_TOLD_ADVERBS = grammar("told")
_MAY_ADVERBS = grammar("maybe")
_IF = grammar("if")
_WHEN = grammar("when")
_INSTEAD = grammar("instead")
_KNOWN = grammar("known")
_OCCUR = grammar("occur_wide")
_CIRCUMSTANCE = grammar("circumstance")
_TOWARDS = frozenset({"to", "into"})
_WOULD = frozenset({"would", "'d", "’d"})
_BESIDE = frozenset({"in", "at", "during", "while", "when", "before"})
_FOR_A_DEED = grammar("for_a_deed")
_HAVING = frozenset({"after", "since", "upon", "following"})
_DEEPEST = 10
"""Governors climbed at most: guards against a malformed parse, far above what English sentences hold."""


def standing_of(token: Token) -> Standing:
    """How the happening that `token` (a verb, or a noun that names a happening) tells of stands in its sentence."""
    return _standing(token, 0)


def standing_where(word: Token, judged: Token) -> Standing:
    """The standing of the noun `word` as the clause of the verb `judged` has it: `the alleged raid took place`."""
    clause = standing_of(judged)
    if word == judged:
        return clause
    phrase = phrase_of(word)
    if is_known(word) and is_past(word) and not phrase.negative and phrase.certainty == "fact":
        return Standing(told=phrase.told)  # `the decision to launch the strike that killed 20`: it was launched
    if is_known(word) and clause == Standing(told=True):
        return Standing(told=phrase.told)  # `evidence that they carried out the attack`: there was one
    certainty = "may" if phrase.certainty == "may" else clause.certainty
    return Standing(certainty, clause.negative or phrase.negative, clause.told or phrase.told, clause.ongoing)


def _standing(token: Token, depth: int) -> Standing:
    if depth > _DEEPEST:
        return Standing(certainty="may")
    if token.pos_ in ("VERB", "AUX"):
        return _under_governor(_own_clause(token), token, depth)
    own = phrase_of(token)
    return _noun_under_governor(own, token, depth)


# --- the word's own clause -------------------------------------------------------------------------------------------


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb; a later conjunct without its own shares those of the first (`will meet and sign`)."""
    own = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if own or verb.dep_ != "conj" or verb.tag_ not in ("VB", "VBN", "VBG") or verb.head.pos_ not in ("VERB", "AUX"):
        return own
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    return own if has_subject else auxiliaries(verb.head)


def is_infinitive(verb: Token) -> bool:
    """Whether the verb is a `to` infinitive."""
    return any(aux.lower_ == "to" for aux in auxiliaries(verb))


def _own_clause(verb: Token) -> Standing:
    certainty: Certainty = "fact"
    told = ongoing = False
    helpers = auxiliaries(verb)
    present = any(aux.tag_ in ("VBZ", "VBP") for aux in helpers)
    for aux in helpers:
        word = aux.lower_
        if word in _PLAN_MODALS and certainty == "fact":
            certainty = "plan"
        elif word in _MAY_MODALS or (word in ("'d", "’d") and verb.tag_ == "VB"):
            certainty = "may"
    if verb.tag_ == "VBG" and present and any(aux.lemma_ == "be" for aux in helpers):
        ongoing = True
    if any(aux.lower_ == "be" and aux.tag_ == "VB" for aux in helpers) and not _raised(helpers):
        certainty = "may"  # the subjunctive: `insisted that he be freed`
    for child in verb.children:
        word = child.lower_
        if child.dep_ == "advmod" and word in _MAY_ADVERBS:
            certainty = "may"
        elif word in _TOLD_ADVERBS or (word == "according" and child.i > 0):
            told = True
        elif child.dep_ == "advcl" and child.lemma_ in ("report", "say", "tell", "describe") and child.tag_ == "VBN":
            told = told or any(mark.lower_ == "as" for mark in child.children)
    if (
        verb.dep_ == "ROOT"
        and verb.tag_ in ("VB", "VBN")
        and certainty == "fact"
        and helpers[:1]
        and helpers[0].lower_ == "to"
    ):
        certainty = "plan"  # `Bell to meet Carr on Monday`
    if _asks(verb) or _commands(verb, helpers) or _is_condition(verb):
        certainty = "may"
    negative = _negated(verb)
    if negative and any(aux.lower_ in _ABLE for aux in helpers):
        certainty = "fact"  # `could not reach the ship`: it was not reached
    return Standing(certainty, negative, told, ongoing)


def _raised(helpers: list[Token]) -> bool:
    return any(aux.tag_ in ("MD", "TO") or aux.lower_ in ("do", "does", "did") for aux in helpers)


def _is_condition(verb: Token) -> bool:
    heads = (verb, _first_conjunct(verb))
    return any(child.dep_ in ("mark", "advmod") and child.lower_ in _IF for head in heads for child in head.children)


def _negated(verb: Token) -> bool:
    count = 0
    for child in verb.children:
        word = child.lower_
        no_subject = child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "agent") and (
            word in _NOBODY or any(part.lower_ in _NO and part.dep_ in ("det", "preconj") for part in child.children)
        )
        if child.i > 0 and child.nbor(-1).text in "([":
            continue  # `(not pictured)` says nothing of the clause around it
        if (child.dep_ == "neg" and word != "only") or (child.dep_ in ("advmod", "preconj") and word in _NEVER):
            # `not only fired but ...` fired.
            if child.i + 1 < len(child.doc) and child.nbor().lower_ in ("only", "just", "merely"):
                continue
            count += 1
        elif no_subject or (word == "longer" and any(part.lower_ == "no" for part in child.children)):
            count += 1
    if not count and verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.pos_ == "VERB":
        return _negated(verb.head) and any(child.dep_ == "cc" and child.lower_ == "or" for child in verb.head.children)
    return count % 2 == 1


def _asks(verb: Token) -> bool:
    return verb.dep_ == "ROOT" and verb.sent.text.rstrip().rstrip("\"'”’").endswith("?")


def _commands(verb: Token, helpers: list[Token]) -> bool:
    return (
        verb.tag_ == "VB"
        and not helpers
        and verb.dep_ == "ROOT"
        and not any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    )


# --- what governs a verb ---------------------------------------------------------------------------------------------


def _first_conjunct(token: Token) -> Token:
    seen = 0
    while token.dep_ == "conj" and token.head != token and seen < _DEEPEST:
        token = token.head
        seen += 1
    return token


def _under_governor(own: Standing, verb: Token, depth: int) -> Standing:
    first = _first_conjunct(verb)
    if first != verb and first.pos_ not in ("VERB", "AUX"):
        first = verb
    governor, relation = first.head, first.dep_
    if governor == first or (verb != first and verb.tag_ in ("VBD", "VBZ") and is_infinitive(first)):
        return own  # `failed to sell and filed for bankruptcy`: the parser joins what the tenses part
    if relation == "ccomp" and any(token.text in (":", ";") for token in verb.doc[first.i : governor.i]):
        return own  # `the yard released the plans: Moor had ordered two ships`: two clauses side by side
    infinitive = is_infinitive(verb) or is_infinitive(first)
    if (
        relation in ("acl", "relcl")
        and infinitive
        and (verb.lemma_ in _OCCUR or (verb.tag_ == "VBN" and is_light(verb.lemma_)))
        and names_happening(governor.lemma_.lower())
    ):
        return replace(own, certainty="plan")  # `a hearing, to begin on Monday`
    if relation in ("ccomp", "xcomp", "acomp", "oprd") or (relation == "acl" and infinitive):
        return _complement(own, first, governor, "infinitive" if infinitive else "clause", depth)
    if relation == "acl" and any(child.dep_ == "mark" for child in first.children):
        return _complement(own, first, governor, "clause", depth)
    if relation == "relcl":
        return replace(own, certainty="may") if infinitive else _of_the_told(own, governor, depth)
    if relation == "advcl":
        return _adverbial(own, first, governor, infinitive, depth)
    if relation == "pcomp":
        return _after_preposition(own, governor, depth)
    if relation == "csubj" and infinitive:
        return replace(own, certainty="may")
    return own


def _of_the_told(own: Standing, noun: Token, depth: int) -> Standing:
    """`accused them of an attack that killed 20`: what is told of a happening is told of its effects."""
    if not names_happening(noun.lemma_.lower()):
        return own
    return replace(own, told=own.told or _standing(noun, depth + 1).told)


def _complement(own: Standing, verb: Token, governor: Token, frame: Frame, depth: int) -> Standing:
    above = _standing(governor, depth + 1)
    effect = effect_of(governor.lemma_.lower(), governor.pos_, frame)
    if governor.lemma_ == "go" and governor.tag_ == "VBG" and frame == "infinitive":
        effect = "plan"
    if governor.lemma_ == "have" and any(child.lower_ == "yet" for child in governor.children):
        effect = "not"
    if governor.lemma_ == "be" and frame == "infinitive":
        # `is expected to`, `is likely to`: the parser may hang the infinitive on the copula.
        adjective = next((child for child in governor.children if child.dep_ == "acomp"), None)
        effect = (adjective and effect_of(adjective.lemma_, adjective.pos_, frame)) or "plan"
    if governor.lemma_ == "expect" and frame == "infinitive" and _has_own_subject(governor):
        effect = "may"  # `expects prices to rise` is a forecast, `is expected to meet` a plan
    if governor.lemma_ == "call" and frame == "clause":
        effect = "say"  # `what it called evidence that rockets were fired`
    if governor.lemma_ == "able" and governor.head.tag_ == "VBD":
        effect, above = "keep", _standing(governor.head, depth + 1)  # `was able to reach the ship`: it was reached
    if effect == "say" and own.certainty == "may" and _announced(verb, governor):
        own = replace(own, certainty="plan")  # `said she would (not) travel on Monday`: the past of `will`
    if effect is None:
        effect = "keep" if frame == "clause" or governor.pos_ == "VERB" else "may"
    return compose(own, effect, above)


def _went_on(verb: Token) -> bool:
    """`went on to test a second one`: it was tested."""
    return verb.lemma_ == "go" and verb.tag_ == "VBD" and any(child.lower_ == "on" for child in verb.children)


def _announced(verb: Token, governor: Token) -> bool:
    """Whether a telling in the past announces it with `would`, under no condition."""
    helpers = {aux.lower_ for aux in auxiliaries(verb)}
    if not helpers & _WOULD or "have" in helpers or governor.tag_ not in ("VBD", "VBN"):
        return False
    return not any(
        child.dep_ == "advcl" and any(mark.lower_ in _IF for mark in child.children) for child in verb.children
    )


def _has_own_subject(governor: Token) -> bool:
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in governor.children)
    below = (part for child in governor.children if child.dep_ in ("ccomp", "xcomp") for part in child.children)
    return not passive and any(part.dep_ == "nsubj" for part in below)


def _adverbial(own: Standing, clause: Token, governor: Token, infinitive: bool, depth: int) -> Standing:
    if governor.pos_ not in ("VERB", "AUX"):
        return replace(own, certainty="may") if infinitive else own
    marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
    if infinitive and _went_on(governor):
        return _as_sure(own, _standing(governor, depth + 1))
    if infinitive:
        # Listed governors first: the parser hangs many a complement as an adverbial (`is used to`, `moved to`).
        effect = effect_of(governor.lemma_.lower(), governor.pos_, "infinitive")
        return compose(own, effect if effect and effect != "keep" else "may", _standing(governor, depth + 1))
    if clause.tag_ == "VBG" and not marks:
        return _as_sure(own, _standing(governor, depth + 1))
    if marks & _WHEN and clause.tag_ in ("VBZ", "VBP", "VB") and own.certainty == "fact":
        above = _standing(governor, depth + 1)
        return replace(own, certainty=above.certainty)
    return own


def _after_preposition(own: Standing, preposition: Token, depth: int) -> Standing:
    governor = preposition.head
    if preposition.lower_ in _INSTEAD or governor.lower_ in _INSTEAD:
        return replace(own, negative=not own.negative)
    if governor == preposition or preposition.lower_ in _HAVING:
        return own  # `hoped to avoid more wars after launching strikes`: they were launched
    if governor.lemma_ == "look" and preposition.lower_ == "to" and preposition.nbor(-1).lower_ == "forward":
        return replace(own, certainty="plan")
    if preposition.lower_ == "before" and governor.pos_ == "VERB" and governor.tag_ in ("VBD", "VBN"):
        return own  # `sought a way out for days before filing suit on Tuesday`: it was filed
    if governor.pos_ == "VERB" and is_telling(governor.lemma_.lower()) and preposition.lower_ in _BESIDE:
        return own  # `he said in opening the talks on Monday`: they were opened
    if preposition.lower_ == "for" and governor.lemma_ in _FOR_A_DEED:
        return own  # `was condemned for leaving the pact on Monday`: it was left
    given = next((c for c in governor.children if c.dep_ == "nsubjpass"), None) if is_light(governor.lemma_) else None
    if given is not None and effect_of(given.lemma_.lower(), given.pos_, "clause") == "may":
        return replace(own, certainty="may")  # `thought was given to striking back`
    if governor.pos_ in ("VERB", "AUX") and preposition.lower_ == "from" and governor.lemma_ in ("keep", "stop", "bar"):
        return compose(own, "not", _standing(governor, depth + 1))
    effect = effect_of(governor.lemma_.lower(), governor.pos_, "clause")
    if preposition.lower_ == "by":
        return _as_sure(own, _standing(governor, depth + 1))
    return compose(own, effect, _standing(governor, depth + 1)) if effect else own


def _as_sure(own: Standing, above: Standing) -> Standing:
    """As sure as the main clause, but not under its negation: `did not wait, firing at once`."""
    certainty = own.certainty if above.certainty == "fact" else above.certainty
    return replace(own, certainty=certainty, told=own.told or above.told)


# --- nouns that name a happening -------------------------------------------------------------------------------------


def phrase_of(noun: Token) -> Standing:
    """How a noun's own phrase has it: `no strike`, `the alleged strike`, `a planned strike`."""
    own = Standing()
    for child in noun.children:
        if child.dep_ in ("det", "neg", "preconj") and child.lower_ in _NO:
            own = replace(own, negative=True)
        elif child.dep_ in ("amod", "acl") and child.lower_ != "called":  # `a meeting called for Monday` is summoned
            pos = "ADJ" if child.dep_ == "amod" else child.pos_
            effect = effect_of(child.lower_, "ADJ", "noun") or effect_of(child.lemma_.lower(), pos, "noun")
            if effect in ("plan", "may", "say", "not") and (child.dep_ == "amod" or child.tag_ == "VBN"):
                own = compose(own, effect, Standing())
    return own


def is_known(noun: Token) -> bool:
    """Whether the phrase speaks of something as known: `the strike`, `Monday's strike`, `their strike`."""
    return any((child.dep_ == "det" and child.lower_ in _KNOWN) or child.dep_ == "poss" for child in noun.children) or (
        noun.pos_ == "PROPN"
    )


def is_past(noun: Token) -> bool:
    """Whether a relative clause tells of its effects as past: `the strike that killed 20`."""
    return any(
        part.dep_ == "relcl"
        and part.tag_ == "VBD"
        and (part.head == noun or part.head.ent_type_ == "DATE")  # `the strike last week that killed 20`
        and any(child.dep_ == "nsubj" and child.tag_ in ("WDT", "WP") for child in part.children)
        and _own_clause(part) == Standing()
        for part in noun.subtree
    )


def _noun_under_governor(own: Standing, noun: Token, depth: int) -> Standing:
    first = _first_conjunct(noun)
    governor, relation = first.head, first.dep_
    if governor == first:
        return own
    known = is_known(first) or is_known(noun)
    preposition = ""
    if relation == "pobj":
        preposition, governor = governor.lower_, governor.head
        if preposition in _INSTEAD:
            return replace(own, negative=not own.negative)
        if governor.lower_ in ("event", "case") and preposition == "of":
            return replace(own, certainty="may")
    if governor.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return own
    effect = effect_of(governor.lemma_.lower(), governor.pos_, "noun")
    if relation == "nsubj":
        effect = "keep" if _only_occurs(governor) else None
        if effect is None and governor.lemma_ == "be":
            return own
    elif relation == "pobj":
        if preposition in _CIRCUMSTANCE:
            effect = None
        if not known and effect in (None, "keep") and preposition in _TOWARDS and governor.pos_ == "VERB":
            above = _standing(governor, depth + 1)
            return replace(own, certainty="may") if above.certainty == "may" else own  # `may come down to a meeting`
        if effect in (None, "keep") or (effect == "plan" and known and preposition == "of"):
            return own  # `the aim of the deployment`: there is a deployment
    elif relation not in ("dobj", "nsubjpass", "attr", "oprd", "dep"):
        return own
    if known and (effect == "say" or (effect == "may" and preposition == "for" and governor.pos_ == "NOUN")):
        return own  # `a report on the raid`, `demands for the talks`: what is known is not what is told or asked
    if effect is None:
        if known or governor.pos_ not in ("VERB", "AUX") or is_telling(governor.lemma_):
            return own
        effect = "keep"
    above = _standing(governor, depth + 1)
    if effect == "keep" and known and not is_light(governor.lemma_) and governor.lemma_ not in _OCCUR:
        # `did not see the attack`: there was one.
        return replace(own, told=own.told or above.told)
    if effect == "keep" and own.negative:
        above = replace(above, negative=False)  # `there was no raid` denies once, though verb and noun both show it
    return compose(own, effect, above)


def _only_occurs(verb: Token) -> bool:
    """`occurred`, `took place`: the verb says no more than that its subject happened."""
    if verb.lemma_ == "take":
        return any(child.dep_ == "dobj" and child.lower_ == "place" for child in verb.children)
    return verb.lemma_ in _OCCUR
