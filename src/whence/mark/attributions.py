"""Attributions by rules over the parse: quotations with their cue and speaker, and indirect statements.

The first, model-free maker of attributions. Quotation marks decide what is direct; the parse decides who and where
the statement ends; a quotation that no cue claims is left alone unless it carries on the one before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from whence.mark.clauses import ACCORDING, Clause, find_clauses
from whence.mark.doc_text import text_of
from whence.mark.name_shapes import is_glued, is_written_so
from whence.mark.pieces import DASH, clip, could_go_on, in_dashes, is_name, is_pulled, kind_of, merged, without
from whence.mark.quotes import Quotation, touching
from whence.mark.reporting_verbs import Verb
from whence.mark.stances import is_an_act, stance_of
from whence.records import AttributionKind, Passage, Stance

MADE_BY = "attribution-rules/1"
GAP = re.compile(r"[\s,.:;—–-]*")
LINKS = re.compile(r"[\s,:;—–-]*(?:that\s*|(?:of|as)\s+)?[\s,:]*")
THEN = re.compile(
    r"(?:[Aa]nd|[Bb]ut|[Tt]hen|[Ll]ater|[Nn]ext|[Aa]gain|[Aa]lso|[Ee]arlier|[Ff]inally)\b(?:,?\s(?:then|later|again|also|next|finally|this|that|"
    r"there|in|on|the|same|a|an|another|day|week|month|year|tweet|post|message|letter|speech|statement|[A-Z]\w+)){0,9}:",
)
"""Words without a verb that lead from one quotation to another of the same speaker's."""
SENTENCE_STOP = re.compile(r"[.!?…][\"'”’]*$")
LINK_WORDS = frozenset({"as", "and", "but", "then", "reportedly", "later"})
SCARE_WORDS = 3
FEWEST_WORDS = 2
FEWEST = 9
"""Words that a paragraph in quotation marks without a stop has at least, if it is no heading."""
AFTER, BEFORE = 24, 160
"""Characters from a quotation to the cue after it, and from a cue to the quotation after it."""
AROUND = 10_000
"""Characters on both sides of a cue in which the quotations stand that can be part of what is said."""


@dataclass(slots=True)
class Found:
    """An attribution before anybody stands behind it. `pieces` are sorted, disjoint character spans."""

    pieces: list[tuple[int, int]]
    kind: AttributionKind
    verb: Verb | None
    stance: Stance
    clause: Clause | None
    quotations: list[Quotation] = field(default_factory=list)
    continued_from: Found | None = None
    confidence: float = 0.9
    made_by: str = MADE_BY
    uttered: bool = True
    """Whether the words were said: not where the cue is negated, conditional or still to come."""

    @property
    def start(self) -> int:
        """The first character of the content."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Past the last character of the content."""
        return self.pieces[-1][1]


def find_statements(doc: Doc, passages: Sequence[Passage], quotations: Sequence[Quotation]) -> list[Found]:
    """Every attribution of a report, in order of content, without its speaker."""
    text = text_of(doc)
    blocks = [p for p in passages if p.kind != "boilerplate"]
    claimed: dict[int, Found] = {}
    found: list[Found] = []
    by_block: dict[int, list[Clause]] = {}
    for clause in find_clauses(doc):
        at = _passage_of(blocks, clause.cue[0])
        if at is not None:
            by_block.setdefault(at, []).append(clause)
    for at, clauses in sorted(by_block.items()):
        stop = blocks[at + 1].end if at + 1 < len(blocks) else blocks[at].end
        near = [q for q in touching(quotations, blocks[at].start, stop) if blocks[at].start <= q.start]
        cues = sorted(c.cue[0] for c in clauses)
        reached = sorted(((_reach(c)[0], c) for c in clauses), key=lambda pair: pair[0])
        owned: dict[int, Clause] = {}
        for q in near:  # of two cues with one source (`she said, adding`) the first is the quotation's
            low = bisect_left(reached, q.end, key=lambda pair: pair[0])
            high = bisect_right(reached, q.end + AFTER, key=lambda pair: pair[0])
            behind = [c for _, c in reached[low:high] if _after(text, q, c)]
            if behind:
                owned[q.start] = min(behind, key=lambda c: c.cue[0])
        for clause in _nearest_first(clauses, near, text):
            around = touching(near, clause.cue[0] - AROUND, clause.cue[1] + AROUND)
            free = [q for q in around if q.start not in claimed and _is_free(q, clause, cues, owned)]
            one = _statement(text, clause, around, free, blocks[at])
            if one is not None:
                found.append(one)
                claimed.update((quotation.start, one) for quotation in one.quotations)
    carry_on(text, quotations, claimed, found, blocks)
    return sorted(_distinct(found), key=lambda one: (one.start, -one.end, one.clause.cue if one.clause else (0, 0)))


def _is_free(quotation: Quotation, clause: Clause, cues: Sequence[int], owned: Mapping[int, Clause]) -> bool:
    """Whether no other cue has a better claim: one right behind the quotation, or one that stands between."""
    owner = owned.get(quotation.start)
    if owner is not None:
        return owner is clause
    between = bisect_left(cues, clause.cue[1]) < bisect_left(cues, quotation.start)
    return not between or _holds(clause, quotation)


def _holds(clause: Clause, quotation: Quotation) -> bool:
    """Whether the clause's content reaches into the quotation."""
    return any(start < quotation.end and quotation.start < end for start, end in clause.content)


def _nearest_first(clauses: Sequence[Clause], quotations: Sequence[Quotation], text: str) -> list[Clause]:
    """Clauses that touch a quotation before those that only hold one, so that the right cue claims it."""

    def rank(clause: Clause) -> tuple[int, int]:
        start, end = _reach(clause)
        near = touching(quotations, start - AFTER - 1, max(end, clause.cue[1]) + BEFORE + 1)
        touches = any(_after(text, q, clause) or _before(text, q, clause) for q in near)
        return (0 if touches else 1, clause.cue[0])

    return sorted(clauses, key=rank)


def _passage_of(passages: Sequence[Passage], at: int) -> int | None:
    index = bisect_right(passages, at, key=lambda p: p.start) - 1
    return index if index >= 0 and at < passages[index].end else None


def _reach(clause: Clause) -> tuple[int, int]:
    """The span from source to cue, whichever stands first."""
    spans = [clause.cue] + ([clause.source] if clause.source and abs(clause.source[0] - clause.cue[0]) < 400 else [])
    return min(s for s, _ in spans), max(e for _, e in spans)


def _after(text: str, quotation: Quotation, clause: Clause) -> bool:
    """Whether the clause follows right upon the quotation: `“...,” she said`."""
    start, _ = _reach(clause)
    if not 0 <= start - quotation.end <= AFTER:
        return False
    between = text[quotation.end : start]
    if text[quotation.start : quotation.end].rstrip("\"'”’ ").endswith(".") and text[start : start + 1].isupper():
        return False
    return "\n" not in between and not SENTENCE_STOP.search(between.strip()) and (
        GAP.fullmatch(between) is not None or between.strip(" ,").lower() in LINK_WORDS
    )  # fmt: skip


def _before(text: str, quotation: Quotation, clause: Clause) -> bool:
    """Whether the quotation follows the clause: `she said: “...”`, `told reporters on Friday that “...”`."""
    _, end = _reach(clause)
    end = max(end, clause.cue[1])
    if quotation.start < end or quotation.start - end > BEFORE:
        return False
    between = text[end : quotation.start]
    if "\n" in between.strip(" ") and not between.rstrip().endswith(":"):
        return False
    if LINKS.fullmatch(between):
        return True
    if DASH.search(between) and in_dashes(text, clause.sentence, clause.cue, clause.source):
        return False
    opens = text[quotation.start : quotation.end].strip("\"'“‘ ")[:1]
    tail = between.rstrip()
    return (tail.endswith((":", ",")) and opens.isupper()) and not re.search(r"[.!?]\s", between)


def _statement(
    text: str, clause: Clause, quotations: Sequence[Quotation], free: Sequence[Quotation], block: Passage
) -> Found | None:
    inside = [q for q in quotations if q.start < clause.cue[0] < q.end]
    if inside and (clause.verb is ACCORDING or clause.source_head is None or _is_of_the_quotation(clause.source_head)):
        return None
    words = text[slice(*clause.source)] if clause.source is not None else ""
    if is_glued(words) and not is_written_so(text, words):
        return None
    told = clause.addressee.idx if clause.addressee is not None else -1  # `told “Harbour Talk” that ...`
    free = [q for q in free if q not in inside and block.start <= q.start < block.end and not q.start < told < q.end]
    mine: list[Quotation] = []
    if "q" in clause.verb.frames:
        mine = [q for q in free if _after(text, q, clause)][-1:]
        if mine and not _is_speech(text, mine[0]) and not clause.content:
            mine = []
        mine += [q for q in free if q not in mine and _before(text, q, clause) and not is_name(text, q)][:1]
    if mine:
        mine = _run_on(text, mine, free, clause)
    pieces = _pieces(text, clause, mine, inside, block, quotations)
    if not pieces:
        return None
    kind = kind_of(pieces, quotations)
    if (kind == "indirect" or inside) and (
        not clause.content or sum(len(text[s:e].split()) for s, e in pieces) < FEWEST_WORDS
    ):
        return None
    covered = [q for q in free if any(s <= q.start and q.end <= e for s, e in pieces)]
    if clause.source is not None and _speaks_in_its_own_words(clause.source, mine):
        return None
    confidence = 0.95 if kind == "direct" and clause.source else 0.85 if clause.source else 0.6
    if clause.reportedly or clause.verb is ACCORDING:
        confidence = min(confidence, 0.8)
    held = sorted({*mine, *covered}, key=lambda q: q.start)
    if is_an_act(text, clause, pieces):
        return None
    stance = stance_of(text, clause, pieces)
    return Found(pieces, kind, clause.verb, stance, clause, held, None, confidence)


def _is_of_the_quotation(head: Token) -> bool:
    """Whether only the speaker of the quotation could say whom the source means (`I`, `this`, `that`)."""
    return head.pos_ in ("PRON", "DET", "SCONJ") and head.lower_ not in ("he", "she", "they", "who")


def _speaks_in_its_own_words(source: tuple[int, int], mine: Sequence[Quotation]) -> bool:
    """Whether the source stands inside the very quotation that it would be the speaker of."""
    return any(q.start <= source[0] and source[1] <= q.end for q in mine)


def _is_speech(text: str, quotation: Quotation) -> bool:
    """Long enough, or closed as speech is (`,”`), to be something said and not a name or a word held up."""
    inner = text[quotation.start : quotation.end].strip("\"'“”‘’ ")
    return (len(inner.split()) > SCARE_WORDS and not is_name(text, quotation)) or inner[-1:] in {",", ".", "!", "?"}


def _run_on(text: str, mine: list[Quotation], free: Sequence[Quotation], clause: Clause) -> list[Quotation]:
    """Add the quotations that go on after the cue: `“A,” he said. “B.”`, and `“A,” he said, “b.”`."""
    end = max(_reach(clause)[1], mine[-1].end)
    kept = list(mine)
    for quotation in free:
        if quotation.start < end or quotation in kept:
            continue
        between = text[end : quotation.start]
        stop = clause.sentence[1] if end < clause.sentence[1] <= quotation.start else end
        rest = text[stop : quotation.start]
        if (
            "\n" not in between
            and (not rest.strip(" .") or not between.strip(" ,.;—–-"))
            and _is_speech(text, quotation)
        ):
            kept.append(quotation)
            end = quotation.end
        else:
            break
    return kept


def _pieces(
    text: str,
    clause: Clause,
    mine: Sequence[Quotation],
    inside: Sequence[Quotation],
    block: Passage,
    quotations: Sequence[Quotation],
) -> list[tuple[int, int]]:
    """The content: the quotations claimed, joined with the clause where that holds them or has none."""
    spans = [(q.start, q.end) for q in mine]
    limit = (inside[0].start + 1, inside[0].end - 1) if inside else (block.start, block.end)
    said = [clip(text, _whole_quotes(piece, quotations), limit) for piece in clause.content]
    usable = [piece for piece in said if piece is not None and not _overlaps(piece, clause.cue)]
    if not spans:
        spans = usable
    else:
        for piece in usable:
            touching = [s for s in spans if piece[0] <= s[1] and s[0] <= piece[1]]
            if touching and not all(piece[0] >= s[0] and piece[1] <= s[1] for s in touching):
                outer_quote = any(s[1] >= piece[1] - 1 and s[0] <= piece[0] + 1 for s in touching)
                if not outer_quote:
                    spans.append(piece)
    avoid = [clause.cue] + ([clause.source] if clause.source else [])
    return without(text, merged(spans), avoid)


def _whole_quotes(piece: tuple[int, int], quotations: Sequence[Quotation]) -> tuple[int, int]:
    """The piece with the quotations that it mostly holds taken whole: the parser leaves their last mark outside."""
    start, end = piece
    for q in touching(quotations, start, end):
        shared = min(end, q.end) - max(start, q.start)
        if 0 < shared < q.end - q.start and shared >= 0.6 * (q.end - q.start):
            start, end = min(start, q.start), max(end, q.end)
    return start, end


def _overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1] and not (b[0] > a[0] and b[1] < a[1])


def carry_on(
    text: str,
    quotations: Sequence[Quotation],
    claimed: dict[int, Found],
    found: list[Found],
    passages: Sequence[Passage],
) -> None:
    """Quotations without a cue that carry on the one before: the next paragraph of it, or of the same speaker."""
    for quotation in quotations:
        if quotation.start in claimed:
            continue
        at = _passage_of(passages, quotation.start)
        if at and (origin := _led_on(text, quotation, passages[at], found)) is not None:
            one = Found([(quotation.start, quotation.end)], "direct", None, "assert", None, [quotation], origin, 0.65)
            found.append(one)
            claimed[quotation.start] = one
            continue
        if not at or quotation.start != passages[at].start or quotation.end < passages[at].end - 1:
            continue
        inner = text[quotation.start : quotation.end].strip("\"'“”‘’ ")
        if inner.isupper() or (len(inner.split()) < FEWEST and inner[-1:] not in tuple(".?!,…—-")):
            continue  # a heading
        if is_pulled(text, (quotation.start, quotation.end)):
            continue
        before = passages[at - 1]
        near = touching(quotations, before.start, before.end)
        last = max((q for q in near if before.start <= q.start and q.start in claimed),
                   key=lambda q: q.start, default=None)  # fmt: skip
        owner = claimed.get(last.start) if last else None
        if owner is None and (told := _told_last(found, before)) is not None:
            one = Found([(quotation.start, quotation.end)], "direct", None, "assert", None, [quotation], told, 0.6)
            found.append(one)
            claimed[quotation.start] = one
        if owner is None or last is None or (owner.clause is None and owner.continued_from is None):
            continue
        if len(inner.split()) < FEWEST_WORDS and (owner.continued_from or owner).stance == "question":
            continue  # `“Will you pay?” she asked.`, and then `“No!”`
        if quotation.continues:
            owner.pieces.append((quotation.start, quotation.end))
            owner.quotations.append(quotation)
            claimed[quotation.start] = owner
        elif last.end >= before.end - 2 or (owner.clause and _ends_with_cue(owner.clause, last, before)):
            origin = owner.continued_from or owner
            one = Found([(quotation.start, quotation.end)], "direct", None, "assert", None, [quotation], origin, 0.7)
            found.append(one)
            claimed[quotation.start] = one


def _led_on(text: str, quotation: Quotation, passage: Passage, found: Sequence[Found]) -> Found | None:
    """The statement that a quotation behind a few words and a colon goes on from: `And then: “We lost it.”`"""
    start = max(passage.start, max(text.rfind(mark, passage.start, quotation.start) for mark in (". ", "” ", '" ')) + 1)
    led = THEN.fullmatch(text[start : quotation.start].strip())
    if led is None:
        return None
    before = [
        one
        for one in found
        if one.clause is not None and one.end <= start + 1 and one.kind != "indirect" and one.uttered
    ]
    last = max(before, key=lambda one: (one.end, one.clause.cue if one.clause else (0, 0)), default=None)
    near = last is not None and text[max(last.end, _spoken_to(last)) : start].strip().count("\n") <= 1
    return last if last is not None and near and could_go_on(last.clause.source_head if last.clause else None) else None


def _ends_with_cue(clause: Clause, last: Quotation, passage: Passage) -> bool:
    """Whether a passage ends with the cue of its last quotation, or its sentence: `“...,” said Vell, who ...`."""
    end = _reach(clause)[1]
    return end >= passage.end - 60 or (last.end <= clause.cue[0] and clause.sentence[1] >= passage.end - 2)


def _told_last(found: Sequence[Found], passage: Passage) -> Found | None:
    """What one person is told to have said at the end of a passage: the quotation in the next one is of that person.

    `Vell said that the wall would hold.` and then, in a paragraph of its own, `“We tested it.”`
    """
    here = [one for one in found if one.clause is not None and passage.start <= one.clause.cue[0] < passage.end]
    last = max(here, key=lambda one: max(one.end, _spoken_to(one)), default=None)
    if last is None or last.clause is None or last.clause.verb.act != "said" or not last.uttered:
        return None
    ends = max(last.end, _spoken_to(last)) >= passage.end - 3 and last.end <= passage.end
    return last if ends and could_go_on(last.clause.source_head) and last.stance != "question" else None


def _spoken_to(one: Found) -> int:
    return _reach(one.clause)[1] if one.clause is not None else 0


def _distinct(found: Sequence[Found]) -> list[Found]:
    """One attribution for one content and kind: the cue that claimed it first is kept."""
    seen: set[tuple[int, int]] = set()
    kept = []
    for one in found:
        one.pieces.sort()
        if (one.start, one.end) not in seen:
            seen.add((one.start, one.end))
            kept.append(one)
    return kept
