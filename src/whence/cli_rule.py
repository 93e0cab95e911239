"""`whence rule`: overrule a judgement, list what was ruled, undo it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from whence.errors import CommandError
from whence.records import Modality, Stance
from whence.rulings import PairField, Ruling, RulingTable, SetField, Verdict

if TYPE_CHECKING:
    from whence.story.store import Story

app = typer.Typer(
    help="Overrule a judgement; list and undo rulings. A ruling stands over what the program found, is shown as yours, "
    "and is still there after the next trace.\n\nPLACE is some words of a statement, figure or happening, as they "
    "stand in the report, or the place as it is cited: 3fa2c1:120. REPORT is a report's id, or the beginning of it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Place = Annotated[str, typer.Argument(metavar="PLACE", help="Words as they stand in the report, or 3fa2c1:120.")]
Other = Annotated[str, typer.Argument(metavar="PLACE", help="The other one.")]
Note = Annotated[str | None, typer.Option("--note", metavar="WORDS", help="Why; kept with the ruling and shown.")]
_KINDS: dict[str, tuple[RulingTable, PairField]] = {
    "statements": ("attribution", "utterance"), "figures": ("figure", "series"), "happenings": ("event", "timeline"),
    "names": ("mention", "source"),
}  # fmt: skip
Kind = Annotated[
    str | None,
    typer.Option("--of", metavar="KIND", help="What both are: statements, figures, happenings or names."),
]
Everywhere = Annotated[bool, typer.Option("--all", help="On every one that has these words, in whichever report.")]


@app.callback()
def _rule(
    ctx: typer.Context,
    story: Annotated[str, typer.Argument(metavar="STORY", help="A story made by `whence trace`, such as story.db.")],
) -> None:
    ctx.obj = story


@app.command("list")
def list_rulings(
    ctx: typer.Context, json: Annotated[bool, typer.Option("--json", help="Print the rows as JSON.")] = False
) -> None:
    """List every ruling, those that found nothing included."""
    import sys

    from whence.show.exports.rows import write_json
    from whence.show.terminal import page
    from whence.show.terminal.rulings import rulings
    from whence.story import queries
    from whence.story.store import Story

    with Story.open(ctx.obj) as story:
        rows = queries.rulings(story)
    if json:
        write_json(rows, sys.stdout)
        return
    console = page.make_console()
    if not rows:
        page.show(console, page.nothing(f"Nothing is ruled in {ctx.obj}. How to: whence rule {ctx.obj} --help"))
        return
    page.show(console, *rulings(rows))


@app.command()
def undo(
    ctx: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="As `list` prints them.")],
) -> None:
    """Undo rulings: what the program found stands again."""
    from whence.show import wording
    from whence.show.terminal import page
    from whence.story.store import Story

    with Story.open(ctx.obj) as story:
        known = [one.id for one in story.rulings()]
        wanted = []
        for name in ids:
            fitting = [one for one in known if one.startswith(name)]
            if len(fitting) != 1:
                said = "no such ruling" if not fitting else f"{len(fitting)} rulings begin so"
                raise CommandError(f"{name}: {said}; they are listed by: whence rule {ctx.obj} list")
            wanted += fitting
        for one in dict.fromkeys(wanted):
            story.undo(one)
        _reweigh(story)
    page.show(page.make_console(), f"{wording.plural(len(set(wanted)), 'ruling')} undone.")


@app.command()
def speaker(
    ctx: typer.Context,
    place: Place,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Who speaks: a name, or a place where he is named.")
    ] = None,
    unresolved: Annotated[bool, typer.Option("--unresolved", help="Who speaks cannot be told.")] = False,
    every: Everywhere = False,
    note: Note = None,
) -> None:
    """Say who makes a statement."""
    if (name is None) != unresolved:
        raise CommandError("name the speaker, or give --unresolved; one of the two")
    _set(ctx.obj, ("attribution",), place, "speaker", name, note, every)


@app.command()
def stance(
    ctx: typer.Context,
    place: Place,
    value: Annotated[str, typer.Argument(metavar="STANCE", help=", ".join(get_args(Stance)) + ".")],
    every: Everywhere = False,
    note: Note = None,
) -> None:
    """Say whether a statement asserts, denies, ..."""
    _set(ctx.obj, ("attribution",), place, "stance", value, note, every)


@app.command()
def whether(
    ctx: typer.Context,
    place: Place,
    value: Annotated[str, typer.Argument(metavar="WHETHER", help=", ".join(get_args(Modality)) + ".")],
    every: Everywhere = False,
    note: Note = None,
) -> None:
    """Say whether something happened, was planned, ..."""
    _set(ctx.obj, ("event",), place, "modality", value, note, every)


Day = Annotated[str, typer.Argument(metavar="DAY", help="2031-05-06, 2031-05, or two days: 2031-05-01/2031-05-06.")]


@app.command()
def when(ctx: typer.Context, place: Place, day: Day, every: Everywhere = False, note: Note = None) -> None:
    """Say on what day something happened."""
    _set(ctx.obj, ("event",), place, "when", day, note, every)


@app.command()
def figure(
    ctx: typer.Context,
    place: Place,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="11, at least 11, about 11, 11 to 14, ...")],
    every: Everywhere = False,
    note: Note = None,
) -> None:
    """Say what a figure says."""
    _set(ctx.obj, ("figure",), place, "value", value, note, every)


@app.command()
def dismiss(ctx: typer.Context, place: Place, of: Kind = None, every: Everywhere = False, note: Note = None) -> None:
    """Say that something is no statement, figure or happening."""
    kind = _kind(of)
    if kind == "names":
        raise CommandError("--of names: a name cannot be dismissed; --of statements, figures or happenings")
    tables: tuple[RulingTable, ...] = (_KINDS[kind][0],) if kind else ("attribution", "figure", "event")
    _set(ctx.obj, tables, place, "dismissed", None, note, every)


@app.command()
def same(ctx: typer.Context, place: Place, other: Other, of: Kind = None, note: Note = None) -> None:
    """Say that two statements, figures, happenings or names are one."""
    _pair(ctx.obj, place, other, _kind(of), "same", note)


@app.command()
def apart(ctx: typer.Context, place: Place, other: Other, of: Kind = None, note: Note = None) -> None:
    """Say that they are not one, whatever a third has in common."""
    _pair(ctx.obj, place, other, _kind(of), "not_same", note)


Report = Annotated[str, typer.Argument(metavar="REPORT", help="A report's id, or the beginning of it.")]


@app.command()
def date(ctx: typer.Context, report: Report, day: Day, note: Note = None) -> None:
    """Say when a report was published."""
    from whence.story.pointing import report_named
    from whence.story.ruling import ruling_on
    from whence.story.store import Story

    with Story.open(ctx.obj) as story:
        head = report_named(story, report)
        _keep(story, ctx.obj, [ruling_on(story, "report", head.id, "published", value=day, note=note)])


@app.command()
def copied(
    ctx: typer.Context,
    report: Annotated[str, typer.Argument(metavar="COPY", help="The report that has it from the other.")],
    original: Annotated[str, typer.Argument(metavar="ORIGINAL", help="The report that it was taken from.")],
    note: Note = None,
) -> None:
    """Say which of two reports has it from the other."""
    _reports(ctx.obj, report, original, "direction", "set", "from_other", note)


@app.command("not-copied")
def not_copied(
    ctx: typer.Context,
    report: Report,
    other: Annotated[str, typer.Argument(metavar="REPORT", help="The other one.")],
    note: Note = None,
) -> None:
    """Say that what two reports share is no copying."""
    _reports(ctx.obj, report, other, "copying", "not_same", None, note)


# --- what all of them do ---------------------------------------------------------------------------------------------


def _kind(of: str | None) -> str | None:
    from whence.cli_views import one_of

    return one_of("--of", of, tuple(_KINDS))


def _set(
    path: str,
    tables: tuple[RulingTable, ...],
    place: str,
    field: SetField,
    value: str | None,
    note: str | None,
    every: bool,
) -> None:
    from whence.story.pointing import point_at, pointed_at
    from whence.story.ruling import ruling_on
    from whence.story.store import Story

    with Story.open(path) as story:
        found = (pointed_at(story, place, tables) if every else None) or [point_at(story, place, tables)]
        if len({at.table_name for at in found}) > 1:
            point_at(story, place, tables)  # of several kinds: says so, and lists them
        rulings = [ruling_on(story, at.table_name, at.row_id, field, value=value, note=note) for at in found]
        _keep(story, path, rulings)


def _pair(path: str, one: str, two: str, kind: str | None, verdict: Verdict, note: str | None) -> None:
    from whence.story.pointing import point_pair
    from whence.story.ruling import ruling_on
    from whence.story.store import Story

    with Story.open(path) as story:
        tables = [_KINDS[kind][0]] if kind else [table for table, _ in _KINDS.values()]
        a, b = point_pair(story, one, two, tables)
        field = next(field for table, field in _KINDS.values() if table == a.table_name)
        ruling = ruling_on(
            story, a.table_name, a.row_id, field, verdict, other_table=b.table_name, other_id=b.row_id, note=note
        )
        _keep(story, path, [ruling])


def _reports(
    path: str, one: str, two: str, field: SetField | PairField, verdict: Verdict, value: str | None, note: str | None
) -> None:
    from whence.story.pointing import report_named
    from whence.story.ruling import ruling_on
    from whence.story.store import Story

    with Story.open(path) as story:
        ids = [report_named(story, name).id for name in (one, two)]
        ruling = ruling_on(story, "report", ids[0], field, verdict, value=value, other_id=ids[1], note=note)
        _keep(story, path, [ruling])


def _keep(story: Story, path: str, rulings: Sequence[Ruling]) -> None:
    """Keep rulings, weigh the story again, say what was ruled and how to undo it."""
    from whence.show import ruled
    from whence.show.terminal import page
    from whence.story import queries

    for ruling in rulings:
        story.rule(ruling)
    _reweigh(story)
    rows = {row.id: row for row in queries.rulings(story)}
    console = page.make_console()
    for row in (rows[ruling.id] for ruling in rulings):
        page.show(console, page.words(f"Ruled on {ruled.on(row)}: {ruled.said(row)}."))
        if row.state != "applied":
            page.show(console, page.words(f"It is not applied: {ruled.state(row)}.", "yellow"))
    undone = " ".join(ruling.id[:8] for ruling in rulings)
    page.show(console, page.words(f"To undo it: whence rule {path} undo {undone}", "dim"))


def _reweigh(story: Story) -> None:
    from whence.cli_trace import shown_progress
    from whence.run import reweigh

    with shown_progress(False) as on_progress:
        reweigh(story, progress=on_progress)
