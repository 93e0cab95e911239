"""The command line: parse, call, print. What a command does is in `run`, `story` and `show`.

Nothing heavy is imported until a command needs it, so that help is instant and reading a story needs no language model.
Exit codes: 0 all well, 1 some input had problems (or a check found something), 2 the command was wrong.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from whence import __version__, cli_rule
from whence.errors import WhenceError


class Commands(TyperGroup):
    """The commands, with every way that one can end turned into one clear line and an exit code."""

    def list_commands(self, _ctx: Any) -> list[str]:
        """In the order in which they are written here, which is the order of use; rulings before the last two."""
        written = [name for name in self.commands if name != "rule"]
        return [*written[:-2], "rule", *written[-2:]]

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except WhenceError as error:
            _fail(str(error))
        except sqlite3.DatabaseError as error:
            _fail(f"the story cannot be read ({error}); check it with: whence check STORY")
        except KeyboardInterrupt:
            typer.echo("whence: stopped", err=True)
            raise typer.Exit(130) from None
        except BrokenPipeError:  # the reader of a pipe has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        return result


def _fail(message: str) -> None:
    typer.echo(f"whence: {message}", err=True)
    raise typer.Exit(2)


app = typer.Typer(
    cls=Commands,
    help="Turn the reports of a developing news story into a sourced account: who said what, who copied whom, "
    "which figures disagree, what happened when. Every line cites the exact characters it stands on.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

StoryPath = Annotated[str, typer.Argument(metavar="STORY", help="A story made by `whence trace`, such as story.db.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Weigh again from the reports published by this day (YYYY-MM-DD) alone."
    ),
]
Outlet = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help="Only from outlets with these words in their name.")
]
Speaker = Annotated[
    str | None, typer.Option("--speaker", metavar="NAME", help="Only by speakers with these words in a name of theirs.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="No more than N rows.")]
Json = Annotated[bool, typer.Option("--json", help="Print the rows as JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print the rows as CSV.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"whence {__version__}")
        raise typer.Exit


@app.callback()
def _whence(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """What stands before a command."""


@app.command()
def demo(
    to: Annotated[str, typer.Option("--to", metavar="STORY", help="Where to keep the story.")] = "demo.db",
    out: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Where to write its page.")] = "demo.html",
) -> None:
    """Trace the bundled story; print its account and page."""
    from whence.cli_trace import run_demo

    raise typer.Exit(run_demo(to, out))


@app.command()
def trace(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders or globs of reports; - reads standard input."),
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="STORY", help="The story to write, or to add to where it exists.")
    ] = "story.db",
    jobs: Annotated[
        int, typer.Option("--jobs", min=0, metavar="N", help="Processes that mark reports; 0: one for each free core.")
    ] = 0,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="The outlet of reports that name none.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="The date of reports that give none.")
    ] = None,
    pipeline: Annotated[
        str | None, typer.Option("--pipeline", metavar="NAME", help="The spaCy pipeline: a package or a folder.")
    ] = None,
    attribution_model: Annotated[
        str | None,
        typer.Option(
            "--attribution-model", metavar="NAME", help="A folder with a model for attribution; none: rules alone."
        ),
    ] = None,
    max_report_chars: Annotated[
        int | None,
        typer.Option("--max-report-chars", min=1000, metavar="N", help="A longer report is a problem; 3,000,000."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print problems and errors only.")] = False,
) -> None:
    """Read, mark, compare and weigh reports.

    Run it again to add more reports; it is safe to interrupt, and goes on from there.
    """
    from whence.cli_trace import run_trace

    code = run_trace(
        inputs, to, jobs=jobs, outlet=outlet, published=published, pipeline=pipeline,
        attribution_model=attribution_model, max_report_chars=max_report_chars, quiet=quiet,
    )  # fmt: skip
    raise typer.Exit(code)


@app.command()
def show(story: StoryPath, as_of: AsOf = None, json: Json = False) -> None:
    """Print the account at a glance."""
    from whence.cli_views import print_overview

    print_overview(story, as_of=as_of, as_json=json)


@app.command()
def reports(
    story: StoryPath, as_of: AsOf = None, outlet: Outlet = None, limit: Limit = None, json: Json = False,
    csv: Csv = False,
) -> None:  # fmt: skip
    """List the reports, and how much of each is its own."""
    _view("reports", story, as_of, limit, json, csv, outlet=outlet)


@app.command()
def lineage(
    story: StoryPath, as_of: AsOf = None, outlet: Outlet = None, limit: Limit = None, json: Json = False,
    csv: Csv = False,
) -> None:  # fmt: skip
    """List who leans on whom, and how far."""
    _view("lineage", story, as_of, limit, json, csv, outlet=outlet)


@app.command()
def quotes(
    story: StoryPath, as_of: AsOf = None, outlet: Outlet = None, speaker: Speaker = None,
    altered: Annotated[
        bool, typer.Option("--altered", help="Only where words differ inside the quotation marks.")
    ] = False,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only direct, mixed or indirect.")
    ] = None,
    thoughts: Annotated[
        bool, typer.Option("--thoughts", help="Beliefs (`she thinks`) and what was not said yet (`will say`), too.")
    ] = False,
    limit: Limit = None, json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List who said what, and how readings differ."""
    from whence.cli_views import one_of

    kind = one_of("--kind", kind, ("direct", "mixed", "indirect"))
    _view("quotes", story, as_of, limit, json, csv, outlet=outlet, speaker=speaker, altered=altered, kind=kind,
          thoughts=thoughts)  # fmt: skip


@app.command()
def figures(
    story: StoryPath, as_of: AsOf = None, outlet: Outlet = None, speaker: Speaker = None, limit: Limit = None,
    json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List figures, by what they measure and by day."""
    _view("figures", story, as_of, limit, json, csv, outlet=outlet, speaker=speaker)


@app.command()
def timeline(
    story: StoryPath, as_of: AsOf = None, outlet: Outlet = None, speaker: Speaker = None,
    undated: Annotated[bool, typer.Option("--undated", help="Happenings whose day is not known as well.")] = False,
    limit: Limit = None, json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List what happened, or was planned or denied, by day."""
    _view("timeline", story, as_of, limit, json, csv, outlet=outlet, speaker=speaker, undated=undated)


@app.command()
def disputes(
    story: StoryPath, as_of: AsOf = None, outlet: Outlet = None, speaker: Speaker = None, limit: Limit = None,
    json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List what cannot both hold, with the sides."""
    _view("disputes", story, as_of, limit, json, csv, outlet=outlet, speaker=speaker)


@app.command()
def sources(
    story: StoryPath, as_of: AsOf = None, outlet: Outlet = None, speaker: Speaker = None, limit: Limit = None,
    json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List who speaks or is credited, and their names."""
    _view("sources", story, as_of, limit, json, csv, outlet=outlet, speaker=speaker)


@app.command()
def search(
    story: StoryPath,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='Words; "a phrase" in quotes; begin*.')],
    as_of: AsOf = None, outlet: Outlet = None, speaker: Speaker = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="No more than N sentences.")] = 20,
    json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """Find the sentences that hold some words."""
    _view("search", story, as_of, limit, json, csv, words=" ".join(words), outlet=outlet, speaker=speaker)


@app.command()
def verify(
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="A draft: text, Markdown, HTML or docx; - reads text.")],
    against: Annotated[str, typer.Option("--against", metavar="STORY", help="The story to hold it against.")],
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="The day of the draft; the story's last day.")
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
    html: Annotated[
        str | None, typer.Option("--html", metavar="FILE", help="Write the draft with marks in its margin.")
    ] = None,
) -> None:
    """Hold a draft of yours against a story, line by line.

    Each quotation, figure, date and statement comes with its state and the place. Ends with 1 where something differs,
    is superseded or is not in the reports.
    """
    from whence.cli_verify import run_verify

    raise typer.Exit(run_verify(draft, against, published=published, as_of=as_of, as_json=json, html=html))


@app.command()
def serve(
    story: StoryPath,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at; another lets others read.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 0 takes a free one.")
    ] = 8765,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Read the story in a browser, on this machine alone."""
    from whence.cli_serve import run_serve

    run_serve(story, host=host, port=port, open_browser=open_browser)


@app.command()
def report(
    story: StoryPath,
    out: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")] = "story.html",
    as_of: AsOf = None,
) -> None:
    """Write the account as one HTML file.

    It opens without a network, and every citation in it leads to the exact words.
    """
    from whence.cli_views import write_report

    write_report(story, out, as_of=as_of)


@app.command()
def export(
    story: StoryPath,
    form: Annotated[str, typer.Argument(
        metavar="FORMAT",
        help="One of json, csv, parquet, graphml, gexf, annotations, timelinejs, csl, prov, tei.",
    )],
    out: Annotated[str, typer.Option(
        "-o", "--output", metavar="PATH", help="The file to write, - prints it; for csv and parquet, a folder."
    )] = "-",
    as_of: AsOf = None,
) -> None:  # fmt: skip
    """Write the account for other programs.

    json holds the whole of it; csv and parquet do, with a file for each table. graphml and gexf hold who leans on whom,
    annotations the marks as W3C Web Annotations, timelinejs the timeline, csl the reports for a reference manager,
    prov where the words come from, tei what was said with its readings.
    """
    from whence.cli_export import write_export

    write_export(story, form, out, as_of=as_of)


app.add_typer(cli_rule.app, name="rule")


@app.command()
def check(story: StoryPath) -> None:
    """Verify every span, link and id; list the problems met."""
    from whence.cli_views import print_check

    raise typer.Exit(print_check(story))


@app.command()
def mcp(story: StoryPath) -> None:
    """Answer an assistant program, from the story alone.

    It speaks the Model Context Protocol over standard input and output, and only reads. Needs the extra: mcp.
    """
    from whence.cli_mcp import run_mcp

    run_mcp(story)


def _view(
    name: str, story: str, as_of: str | None, limit: int | None, json: bool, csv: bool, **filters: object
) -> None:
    from whence.cli_views import print_view

    print_view(name, Path(story), as_of=as_of, limit=limit, as_json=json, as_csv=csv, filters=filters)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            # A file is UTF-8 wherever it is written; an old terminal shows what it can.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    app()
