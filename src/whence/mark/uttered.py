"""Whether the words of a cue were said: not where it is negated, conditional, ahead, or a refusal of something else."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
UNREAL = frozenset(
    {"will", "would", "could", "may", "might", "should", "shall", "must", "can", "'ll", "’ll", "'d", "’d"}
)
SPEAKING = frozenset(
    {
        "comment", "say", "answer", "discuss", "respond", "reply", "elaborate", "confirm", "deny", "disclose", "name",
        "identify", "give", "provide", "speculate", "reveal", "talk", "speak", "explain", "specify", "be", "offer",
        "detail", "describe", "predict", "address", "state", "tell", "rule", "characterize", "characterise",
        "acknowledge", "admit", "expand", "criticize", "criticise", "condemn", "apologize", "apologise", "estimate",
        "guess",
    }
)  # fmt: skip
DONE = frozenset(
    {
        "go", "continue", "proceed", "hasten", "rush", "take", "appear", "stand", "rise", "emerge", "write", "lead",
        "prompt", "force", "compel", "oblige", "drive", "cause", "use",
    }
)  # fmt: skip
"""Verbs that make of `to say` something that was said."""
GOVERNS = frozenset({"help", "let", "make", "have", "hear", "see", "watch", "bid", "demand", "ask", "request", "insist",
                    "recommend", "suggest", "propose", "require"})  # fmt: skip
"""Verbs that have a plain form below them which nobody is told to have said: `demanded that the council say`."""
PLURAL = frozenset({"i", "you", "we", "they"})
CAUSES = frozenset({"force", "compel", "drive", "lead", "prompt", "cause"})
"""Those of them whose object is who says it."""
ASKED = frozenset(
    {"question", "call", "comment", "request", "message", "email", "inquiry", "interview", "detail", "name"}
)


def made_to_speak(token: Token) -> Token | None:
    """Whoever is made to say it: `forced Vell to admit that ...`, `led the report to conclude that ...`."""
    above = token.head
    if token.tag_ != "VB" or token.dep_ not in ("xcomp", "ccomp", "advcl") or above.lemma_ not in CAUSES:
        return None
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in above.children):
        return None  # `was forced to admit`: whoever was forced is the subject of both
    own = next((c for c in token.lefts if c.dep_ in SUBJECTS), None)
    return own or next((c for c in above.rights if c.dep_ == "dobj" and c.i < token.i), None)


def is_no_answer(token: Token) -> bool:
    """Whether what was declined is to speak: `declined to comment`, `refused to take questions`."""
    for child in token.rights:
        if child.dep_ == "xcomp" and (
            child.lemma_ in SPEAKING
            or any(c.lemma_.lower() in ASKED for c in child.rights if c.dep_ in ("dobj", "prep", "pobj"))
        ):
            return True
        if child.dep_ == "dobj" and child.lemma_.lower() in ASKED:
            return True
    return False


def is_unreal(token: Token) -> bool:
    """Whether the words were not said: negated, in the future, conditional, or an order to say them."""
    if any(child.lower_ in ("nor", "neither") for child in token.children):
        return True  # `Nor did he say ...`
    spoken = (c for c in token.children if c.text != "May" or c.is_sent_start)  # `“No,” May told reporters`
    lowered = {child.lower_ for child in spoken if child.dep_ in ("aux", "neg", "mark")}
    if any(child.dep_ == "neg" for child in token.children) or lowered & {"if", "unless"}:
        return True
    if lowered & UNREAL:  # `would only say that it leaked`: so much was said
        behind = token.doc[token.i + 1 : token.i + 2]
        only = any(c.lower_ == "only" for c in [*token.lefts, *behind])
        return token.lemma_ not in ("say", "confirm") or not only
    if token.tag_ in ("VB", "VBP") and _is_asked_for(token):
        return True
    if token.tag_ == "VB":  # a bare infinitive: `to say`, `did say`, `help explain`
        if any(c.dep_ == "aux" and c.lower_ in ("did", "does", "do") for c in token.children):
            return False
        if "to" not in lowered and _is_told_now(token):
            return False
        return not ("to" in lowered and _went_on(token))
    return False


def _is_told_now(token: Token) -> bool:
    """Whether a plain form that the tagger took for an infinitive has somebody who says it: `both write in a letter`.

    `“It leaks,” read the posters` too; none of `help`, `let` or `make` stands above it.
    """
    subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
    return subject is not None and subject.lower_ not in ("you", "we") and not _is_governed(token)


def _is_asked_for(token: Token) -> bool:
    """Whether one person is asked to say it: `demanded that the council say that it was sorry`."""
    subject = next((c for c in token.lefts if c.dep_ in SUBJECTS), None)
    return subject is not None and subject.tag_ in ("NN", "NNP", "PRP") and subject.lower_ not in PLURAL and (
        _is_governed(token)
    )  # fmt: skip


def _is_governed(token: Token) -> bool:
    return token.dep_ in ("xcomp", "ccomp", "advcl") and token.head.i < token.i and token.head.lemma_ in GOVERNS


def _went_on(token: Token) -> bool:
    """Whether an infinitive tells what was done: `went on to say`, `took to the air to announce`, `wrote to say`."""
    above = token.head
    if above.lemma_.lower() in ("first", "last", "latest") and token.dep_ in ("acl", "relcl", "xcomp", "advcl"):
        return above.head.lemma_ != "be" or not is_unreal(above.head)  # `was the first to report that ...`
    if above.dep_ == "advmod":  # `went so far as to say`
        above = above.head
    return (
        token.dep_ in ("xcomp", "advcl", "ccomp")
        and (above.lemma_ in DONE or (above.lemma_ == "have" and above.tag_ == "VBD"))  # `had to admit`
        and above.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG")
        and not is_unreal(above)
    )
