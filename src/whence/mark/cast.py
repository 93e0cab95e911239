"""The entities and mentions of one report, made as statements refer to them."""

from __future__ import annotations

from whence.mark.name_shapes import Named, Names
from whence.mark.speaker_mind import Speaker
from whence.records import Entity, Mention, MentionBasis, Report, digest, mark_id

NAMES_BY = "names-rules/1"
WHO_BY = "speaker-rules/1"


def platform_id(report_id: str, name: str) -> str:
    """The id of a platform, which is an outlet that carries nothing of its own."""
    return digest(report_id, "platform", name)


class Cast:
    """The entities and mentions of one report, made as they are needed."""

    def __init__(self, report: Report, names: Names) -> None:
        self.report = report
        self.entities: dict[str, Entity] = {}
        self.mentions: dict[tuple[int, int], Mention] = {}
        self._of: dict[int, str] = {}
        for named in names.named:
            if not named.place:
                self.entity(named)

    def entity(self, named: Named) -> str:
        """The id of a named entity, made with all its mentions when first asked for."""
        key = id(named)
        if key not in self._of:
            first = named.names[0]
            entity_id = digest(self.report.id, "entity", first.start, first.end, named.kind)
            self._of[key] = entity_id
            self.entities[entity_id] = Entity(
                entity_id, self.report.id, named.name, named.kind, False, named.aliases, NAMES_BY
            )
            for name in named.names:
                self.mention(name.start, name.end, entity_id, "name", None, 0.95 if named.sure else 0.6, NAMES_BY)
        return self._of[key]

    def described(self, speaker: Speaker) -> str:
        """The id of an entity that has only its description, made for this place alone."""
        name = speaker.description or self.report.text[speaker.start : speaker.end]
        # One pronoun can mean two who spoke together: their descriptions tell them apart.
        also = (name,) if speaker.basis == "pronoun" else ()
        entity_id = digest(self.report.id, "entity", speaker.start, speaker.end, speaker.kind, *also)
        self.entities.setdefault(
            entity_id, Entity(entity_id, self.report.id, name, speaker.kind, speaker.anonymous, (), WHO_BY)
        )
        return entity_id

    def platform(self, name: str) -> str:
        """The id of a platform on which people publish themselves (`posted on ...`), one for each report."""
        entity_id = platform_id(self.report.id, name)
        self.entities.setdefault(entity_id, Entity(entity_id, self.report.id, name, "outlet", False, (), WHO_BY))
        return entity_id

    def mention(
        self,
        start: int,
        end: int,
        entity_id: str,
        basis: MentionBasis,
        antecedent: str | None,
        confidence: float,
        by: str,
    ) -> str:
        """The id of the mention at a place; a place has one mention, the first made."""
        if (start, end) not in self.mentions:
            self.mentions[start, end] = Mention(
                mark_id(self.report.id, "mention", start, end, basis),
                self.report.id, start, end, entity_id, basis, antecedent, confidence, by,
            )  # fmt: skip
        return self.mentions[start, end].id

    def speaker(self, speaker: Speaker) -> str:
        """The id of a resolved speaker's entity, with a mention that leaves the evidence."""
        entity_id = self.entity(speaker.named) if speaker.named is not None else self.described(speaker)
        antecedent = None
        if speaker.antecedent is not None:
            place = speaker.antecedent
            antecedent = self.mention(place.start, place.end, entity_id, "name", None, 0.95, NAMES_BY)
        if speaker.end > speaker.start:
            self.mention(speaker.start, speaker.end, entity_id, speaker.basis, antecedent, speaker.confidence, WHO_BY)
        return entity_id
