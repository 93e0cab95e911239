"""How a happening stands, and what a governor makes of what stands under it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from whence.mark.events_lexicon import Effect
from whence.records import Modality

Certainty = Literal["fact", "plan", "may"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a happening stands: how sure, whether it is said *not* to be so, whether only told, whether going on."""

    certainty: Certainty = "fact"
    negative: bool = False
    told: bool = False
    ongoing: bool = False

    def modality(self) -> Modality:
        """The column of the account that this standing is."""
        if self.certainty == "may":
            return "possible"
        if self.negative:
            return "denied"
        if self.certainty == "plan":
            return "planned"
        if self.told:
            return "alleged"
        return "ongoing" if self.ongoing else "happened"


def compose(own: Standing, effect: Effect, above: Standing) -> Standing:
    """What stands under a governor, from its own standing, the governor's effect and the governor's standing."""
    told = own.told or above.told
    if effect == "fact":
        return replace(own, told=told)
    if effect == "keep":
        certainty = own.certainty if above.certainty == "fact" else above.certainty
        return Standing(certainty, own.negative != above.negative, told, own.ongoing or above.ongoing)
    if effect == "say":
        doubtful = above.negative or above.certainty != "fact"
        return replace(own, told=True, certainty="may" if doubtful else own.certainty)
    if effect in ("deny", "not"):
        told = told or effect == "deny"
        if above.certainty != "fact":
            return replace(own, certainty="may", told=told)
        if above.negative:
            return replace(own, told=told, certainty="may" if effect == "deny" else own.certainty)
        return Standing("fact", True if effect == "deny" else not own.negative, told)
    if effect == "plan" and above.certainty != "may" and own.certainty != "may":
        return Standing("plan", own.negative != above.negative, told)
    return Standing("may", own.negative, told)
