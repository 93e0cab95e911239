"""The account as of a day: weighed again from the reports published by then, using nothing that was told later."""

from __future__ import annotations

from whence.compare import Compared
from whence.run.weighing import compare, weigh
from whence.settings import DEFAULTS, Settings
from whence.story.store import Story


def as_of(story: Story, day: str, settings: Settings = DEFAULTS) -> Story:
    """A story in memory that holds the reports whose `published_latest` is at most `day` (YYYY-MM-DD).

    Undated reports are left out; `meta` says how many (`as_of_undated`) and which day was asked for (`as_of`).
    """
    everything = story.reports(raw=False)
    kept = [r for r in everything if r.published.latest is not None and r.published.latest <= day]
    undated = sum(r.published.latest is None for r in everything)
    ids = {report.id for report in kept}
    marks = [mark for mark in story.marks() if mark.report_id in ids]
    # What proposes a pair, and how sure it must be, depends on the whole pile: it is asked again of these reports
    # alone, and looked at again only where the answer could be another.
    reuse = compare(kept, marks, Compared(story.reuse(), story.compared()), settings, lambda *_: None).rows
    earlier = Story.in_memory()
    by_id = {mark.report_id: mark for mark in marks}
    earlier.add_reports([(report, by_id[report.id]) for report in kept])
    weighed = weigh(kept, marks, reuse, settings)
    earlier.replace_reuse(weighed.reuse)
    earlier.replace_account(weighed.account, weighed.lineage, weighed.ancestors, weighed.own_share)
    earlier.set_meta({"as_of": day, "as_of_undated": str(undated)})
    return earlier
