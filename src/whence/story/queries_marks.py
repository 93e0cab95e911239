"""What is marked in one report: statements, happenings and moments, by place."""

from __future__ import annotations

from dataclasses import dataclass

from whence.records import Modality
from whence.story.queries_cited import Place, days
from whence.story.queries_places import Places
from whence.story.store import Story


@dataclass(frozen=True, slots=True)
class EventMark:
    """Words for something that happens; `told` counts the other reports that tell of it."""

    id: str
    place: Place
    words: str
    modality: Modality
    earliest: str | None
    latest: str | None
    told: int

    @property
    def when(self) -> str:
        """The days it can have been, in few words."""
        return days(self.earliest, self.latest)


@dataclass(frozen=True, slots=True)
class MomentMark:
    """Words for a time, and what they come to (a TIMEX3 value)."""

    place: Place
    words: str
    value: str
    earliest: str | None
    latest: str | None

    @property
    def when(self) -> str:
        """The days it stands for, else its value."""
        return days(self.earliest, self.latest) if self.earliest or self.latest else self.value


@dataclass(frozen=True, slots=True)
class Dating:
    """When a report was published, as it is known, and why."""

    basis: str | None
    confidence: float
    reason: str


def statements_in(story: Story, report_id: str) -> list[str]:
    """The attributions of a report, thoughts and what was not said yet left out."""
    rows = story.connection.execute(
        "SELECT id FROM attribution WHERE report_id = ? AND act <> 'thought' AND uttered ORDER BY start, end, id",
        (report_id,),
    )
    return [row["id"] for row in rows]


def events_in(story: Story, report_id: str, *, places: Places) -> list[EventMark]:
    """The happenings told in a report."""
    rows = story.connection.execute(
        "SELECT e.id, e.start, e.end, e.modality, e.earliest, e.latest, (SELECT count(DISTINCT o.report_id) "
        "FROM event o WHERE o.timeline_id = e.timeline_id AND o.report_id <> e.report_id) AS told "
        "FROM event e WHERE e.report_id = ? ORDER BY e.start, e.end, e.id",
        (report_id,),
    )
    found = []
    for row in rows:
        place = places.place(report_id, row["start"], row["end"])
        words = places.words(place)
        found.append(EventMark(row["id"], place, words, row["modality"], row["earliest"], row["latest"], row["told"]))
    return found


def moments_in(story: Story, report_id: str, *, places: Places) -> list[MomentMark]:
    """The words for times in a report."""
    rows = story.connection.execute(
        "SELECT start, end, value, earliest, latest FROM moment WHERE report_id = ? ORDER BY start, end, id",
        (report_id,),
    )
    found = []
    for row in rows:
        place = places.place(report_id, row["start"], row["end"])
        found.append(MomentMark(place, places.words(place), row["value"], row["earliest"], row["latest"]))
    return found


def dating(story: Story, report_id: str) -> Dating:
    """How a report's date is known."""
    row = story.connection.execute(
        "SELECT published_basis, published_confidence, published_reason FROM report WHERE id = ?", (report_id,)
    ).fetchone()
    return Dating(row[0], row[1], row[2])
