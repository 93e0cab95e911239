"""Quotations of one utterance that say opposite things: a `not` inside the quotation marks of one and not the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.account import Dispute, DisputeSide, Utterance
from whence.records import Attribution, digest
from whence.weigh.readings_relation import difference, reverses
from whence.weigh.utterances_items import Item, items_of
from whence.weigh.utterances_text import AttributionText


def quotation_disputes(
    utterances: Iterable[Utterance], attributions: Iterable[Attribution], context: Mapping[str, AttributionText]
) -> list[Dispute]:
    """A dispute for each utterance that is quoted with opposite meanings, sorted by id.

    Side 1 holds the readings that agree with the base, side 2 those whose quotation gains or loses a negator. Only
    direct and mixed readings take part: a paraphrase may well put a negation otherwise.
    """
    items = {item.id: item for item in items_of(attributions, context)}
    made = (_dispute(utterance, items) for utterance in utterances if len(utterance.readings) > 1)
    return sorted((one for one in made if one is not None), key=lambda one: one.id)


def _dispute(utterance: Utterance, items: Mapping[str, Item]) -> Dispute | None:
    base = items.get(utterance.base_attribution_id)
    if base is None or not base.quoted:
        return None
    sides: dict[int, list[str]] = {1: [], 2: []}
    for reading in utterance.readings:
        item = items.get(reading.attribution_id)
        if item is not None and item.quoted:
            sides[2 if reverses(base, item, difference(base, item)) else 1].append(item.id)
    if not sides[2]:
        return None
    days = [day for one in sides[2] if (day := items[one].given.published_earliest) is not None]
    rows = tuple(DisputeSide(side, "attribution", one) for side in (1, 2) for one in sorted(sides[side]))
    return Dispute(
        id=digest("dispute", "quotation", *sorted(reading.attribution_id for reading in utterance.readings)),
        kind="quotation",
        label=utterance.text,
        opened=min(days, default=None),
        settled=None,
        reason="The same words are quoted with a “not” in some reports and without it in others.",
        sides=rows,
    )
