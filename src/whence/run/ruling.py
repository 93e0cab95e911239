"""Following what a person ruled: which rulings hold, what stands then, and reports whose own date was ruled.

Marks depend on the date of their report (`on Monday`), so a report whose date is ruled is marked again against it, and
again against its own when that is undone. Nothing else is ever marked or compared because of a ruling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.errors import CommandError
from whence.records import Marks, Published, Report, Reuse, digest
from whence.rulings import RULED, Ruling
from whence.run.marking import mark_reports
from whence.settings import Settings
from whence.story.store import Story
from whence.weigh.overruling import Standing, overrule
from whence.weigh.rulings import settle


def standing(
    rulings: Sequence[Ruling], reports: Sequence[Report], marks: Sequence[Marks], reuse: Sequence[Reuse]
) -> Standing:
    """What stands of reports, marks and reuse (as the program made them) once the rulings are followed."""
    return overrule(reports, marks, reuse, settle(rulings, reports, marks))


def keep_standing(story: Story, stands: Standing) -> None:
    """Write into the story what rulings set, and the state of each ruling."""
    named = [entity for marks in stands.marks for entity in marks.entities if entity.made_by == RULED]
    story.replace_ruled(stands.ruled, named, stands.states)


def marking(settings: Settings) -> str:
    """A digest of the rules, pipeline and model that mark reports."""
    from whence.mark import VERSION, model_digest

    return digest("marking", VERSION, settings.pipeline, model_digest(settings.attribution_model))


def redate(story: Story, settings: Settings) -> bool:
    """Mark anew the reports whose date a ruling sets, or no longer sets; whether there was one.

    Raises CommandError where the story was marked by other rules than these: its reports must be traced again first.
    """
    stood = story.reports(raw=False)
    rulings = [one for one in story.rulings() if one.field == "published"]
    if not rulings and all(one.published.basis != RULED for one in stood):
        return False
    made = story.reports(raw=False, as_made=True)
    stands = standing(rulings, made, (), ())
    changed = [
        now
        for before, now in zip(stood, stands.reports, strict=True)
        if _days(before.published) != _days(now.published)
    ]
    if not changed:
        return False
    if story.meta("marked_with") != marking(settings):
        raise CommandError(
            "a report's date was ruled, and the story was marked by another version of whence or with other models; "
            "the ruling is kept and takes effect when the reports are traced again: whence trace REPORTS --to STORY"
        )
    for now in changed:
        undated = now.published.basis == "inferred"
        for batch in mark_reports([replace(now, published=Published()) if undated else now], settings):
            for report, marks, problem in batch:
                if problem is not None:
                    story.add_problems([problem])
                of_it = [one for one in stands.ruled if one.table_name == "report" and one.row_id == report.id]
                story.redate(report, marks, of_it)
    return True


def _days(published: Published) -> tuple[object, ...]:
    return published.value, published.earliest, published.latest, published.basis
