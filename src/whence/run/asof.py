"""The account as of a day: weighed again from the reports published by then, using nothing that was told later.

What was weighed is kept beside the story (`whence.story.kept`) under a digest of all that it rests on: the reports that
were out by then, as they and their marks were last written, what was ruled about them, the rules and the settings. Days
between which nothing was published share one account, and reports that are added later do not touch it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple, replace

from whence import __version__
from whence.days import a_day
from whence.records import digest
from whence.rulings import Ruling
from whence.settings import DEFAULTS, Settings
from whence.story import kept
from whence.story.store import SCHEMA_VERSION, Story

# What weighs is imported where it is needed: an account that is kept is opened without it.


def as_of(story: Story, day: str, settings: Settings = DEFAULTS) -> Story:
    """A story that holds the reports whose `published_latest` is at most `day` (YYYY-MM-DD), to be read from alone.

    What a person ruled about these reports holds in it. Undated reports are left out; `meta` says how many
    (`as_of_undated`) and which day was asked for (`as_of`). It is taken from those kept beside the story where it is
    there, else weighed in memory and kept (`settings.keep_days`; nothing is where the folder cannot be written to).
    Raises CommandError where `day` is no day.
    """
    day = a_day("as of", day) or ""
    with story.reading():
        state = kept.state_of(story)
        ids = {report for report, (latest, _) in state.items() if latest is not None and latest <= day}
        undated = sum(latest is None for latest, _ in state.values())
        meta = {"as_of": day, "as_of_undated": str(undated)}
        rulings = [one for one in story.rulings() if _is_known(one, ids)]
        key = _key(story, [state[report][1] for report in sorted(ids)], rulings, settings)
        if story.path is not None and settings.keep_days > 0:
            found = kept.open_kept(story.path, key, meta)
            if found is not None:
                return found
        earlier = _weighed(story, ids, rulings, settings)
    earlier.set_meta(meta)
    if story.path is not None:
        kept.keep(story.path, key, earlier, most=settings.keep_days)
    return earlier


def _key(story: Story, reports: Collection[str], rulings: Collection[Ruling], settings: Settings) -> str:
    """A digest of all that an account rests on."""
    from whence.compare.reuse import rules_digest
    from whence.run.weighing import WEIGHING

    rules = (__version__, SCHEMA_VERSION, WEIGHING, rules_digest(), story.meta("marked_with"))
    chosen = (settings.shingle_words, settings.min_shared_words, settings.read_closely)
    ruled = [part for one in rulings for part in astuple(one)]
    return digest("as of", *rules, *chosen, len(reports), *reports, *ruled)


def _weighed(story: Story, ids: Collection[str], rulings: Collection[Ruling], settings: Settings) -> Story:
    """The account of these reports alone, in memory."""
    from whence.compare import Compared
    from whence.run.ruling import standing
    from whence.run.weighing import compare, keep_weighed, weigh

    dated = [report for report in story.reports(raw=False) if report.id in ids]
    made = [report for report in story.reports(raw=False, as_made=True) if report.id in ids]
    marks = [mark for mark in story.marks(as_made=True) if mark.report_id in ids]
    # What proposes a pair, and how sure it must be, depends on the whole pile: it is asked again of these reports
    # alone, and looked at again only where the answer could be another.
    before = Compared(story.reuse(as_made=True), story.compared())
    compared = replace(compare(dated, marks, before, settings, lambda *_: None), keys={})
    earlier = Story.in_memory()
    by_id = {mark.report_id: mark for mark in marks}
    earlier.add_reports([(report, by_id[report.id]) for report in made])
    for ruling in rulings:
        earlier.rule(ruling)
    stands = standing(list(rulings), made, marks, compared.rows)
    keep_weighed(earlier, stands, weigh(stands.reports, stands.marks, stands.reuse, settings, stands.bonds), compared)
    return earlier


def _is_known(ruling: Ruling, reports: Collection[str]) -> bool:
    """Whether a ruling is about these reports alone; a speaker who was named stands whoever else names him."""
    other = None if ruling.field == "speaker" and ruling.value is not None else ruling.other_key
    return all(key.report_id in reports for key in (ruling.mark_key, other) if key is not None)
