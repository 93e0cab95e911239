"""The account as of a day: weighed again from the reports published by then, using nothing that was told later."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from whence.compare import Compared
from whence.rulings import Ruling
from whence.run.ruling import standing
from whence.run.weighing import compare, keep_weighed, weigh
from whence.settings import DEFAULTS, Settings
from whence.story.store import Story


def as_of(story: Story, day: str, settings: Settings = DEFAULTS) -> Story:
    """A story in memory that holds the reports whose `published_latest` is at most `day` (YYYY-MM-DD).

    What a person ruled about these reports holds in it. Undated reports are left out; `meta` says how many
    (`as_of_undated`) and which day was asked for (`as_of`).
    """
    everything = story.reports(raw=False)
    dated = [r for r in everything if r.published.latest is not None and r.published.latest <= day]
    undated = sum(r.published.latest is None for r in everything)
    ids = {report.id for report in dated}
    kept = [report for report in story.reports(raw=False, as_made=True) if report.id in ids]
    marks = [mark for mark in story.marks(as_made=True) if mark.report_id in ids]
    # What proposes a pair, and how sure it must be, depends on the whole pile: it is asked again of these reports
    # alone, and looked at again only where the answer could be another.
    before = Compared(story.reuse(as_made=True), story.compared())
    compared = replace(compare(dated, marks, before, settings, lambda *_: None), keys={})
    earlier = Story.in_memory()
    by_id = {mark.report_id: mark for mark in marks}
    earlier.add_reports([(report, by_id[report.id]) for report in kept])
    rulings = [one for one in story.rulings() if _is_known(one, ids)]
    for ruling in rulings:
        earlier.rule(ruling)
    stands = standing(rulings, kept, marks, compared.rows)
    keep_weighed(earlier, stands, weigh(stands.reports, stands.marks, stands.reuse, settings, stands.bonds), compared)
    earlier.set_meta({"as_of": day, "as_of_undated": str(undated)})
    return earlier


def _is_known(ruling: Ruling, reports: Collection[str]) -> bool:
    """Whether a ruling is about these reports alone; a speaker who was named stands whoever else names him."""
    other = None if ruling.field == "speaker" and ruling.value is not None else ruling.other_key
    return all(key.report_id in reports for key in (ruling.mark_key, other) if key is not None)
