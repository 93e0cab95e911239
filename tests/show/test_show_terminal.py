"""What the terminal shows of the small invented story, whole, at 80 columns; and that nothing in a report can hurt it.

The expected output is in `golden/`; after a change that is meant, write it anew with WHENCE_GOLDEN=write and read it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from small_story import make_small_story
from whence.show import terminal, wording
from whence.show.templating import both, side
from whence.show.terminal import overview, page
from whence.show.terminal.problems import checks, problems
from whence.story import queries
from whence.story.check import Checked, Finding
from whence.story.queries_rows import ProblemRow, Quote
from whence.story.store import Story

GOLDEN = Path(__file__).parent / "golden"
VIEWS = ("reports", "lineage", "quotes", "figures", "timeline", "disputes", "sources", "search")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with Story.open(make_small_story(tmp_path_factory.mktemp("small") / "small.db")) as opened:
        yield opened


def shown(story: Story, name: str, width: int) -> str:
    """A view as a pipe would get it."""
    out = io.StringIO()
    console = page.make_console(out, width=width)
    if name == "overview":
        glance = overview.Glance(
            "story.db", queries.overview(story), queries.quotes(story), queries.figures(story),
            queries.timeline(story), queries.disputes(story),
        )  # fmt: skip
        page.show(console, *overview.overview(glance, console))
        return out.getvalue()
    rows = queries.search(story, "alarm") if name == "search" else getattr(queries, name)(story)
    page.show(console, *terminal.view(name, rows, console, story=story, asked={"words": "alarm"}))
    return out.getvalue()


@pytest.mark.parametrize("name", ["overview", *VIEWS])
def test_a_view_at_80_columns(story: Story, name: str) -> None:
    text = shown(story, name, 80)
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("WHENCE_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["overview", *VIEWS])
@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_nothing_is_cut_at_any_width(story: Story, name: str, width: int) -> None:
    text = shown(story, name, width)
    assert max(map(len, text.splitlines())) <= width
    assert not any(line != line.rstrip() for line in text.splitlines())
    # Every word is there at every width, in whatever lines.
    assert sorted("".join(text.split())) == sorted("".join(shown(story, name, 300).split()))


def test_changed_words_are_marked_without_colour(story: Story) -> None:
    assert "The east piles [-failed-]{+collapsed+} before any alarm was raised," in shown(story, "quotes", 100)


def test_changed_words_are_struck_and_bold_with_colour(story: Story) -> None:
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=True, color_system="standard", no_color=False)
    (quote,) = queries.quotes(story, altered=True)
    console.print(page.changed(quote.readings[1].diff, console))
    assert "\x1b[9;31mfailed\x1b[0m \x1b[1;32mcollapsed" in out.getvalue()
    assert "[-" not in out.getvalue()


def test_nobody_is_said_to_have_misquoted(story: Story) -> None:
    everything = "".join(shown(story, name, 80) for name in ("overview", *VIEWS)).casefold()
    assert "misquot" not in everything
    assert "differs inside the quotation marks" in everything


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\x1b[31mred", "a\ufffd[31mred"), ("two\nlines\tand more", "two lines and more"),
        ("[bold]as it is[/bold] :smile:", "[bold]as it is[/bold] :smile:"), ("ab\u202ecd", "ab\ufffdcd"),
        ("bell\x07", "bell\ufffd"),
    ],
)  # fmt: skip
def test_report_words_are_made_safe(text: str, safe: str) -> None:
    assert page.clean(text) == safe
    out = io.StringIO()
    page.show(page.make_console(out, width=80), page.words(text))
    assert out.getvalue() == safe + "\n"


def test_emphasis_falls_on_the_words() -> None:
    spans = [(110, 113), (114, 118), (90, 95)]
    colours = Console(file=io.StringIO(), force_terminal=True, no_color=False)
    text = page.emphasised("One fell. Two\nrose.", 100, spans, colours)
    assert text.plain == "One fell. Two rose."
    plain = page.emphasised("One fell. Two\nrose.", 100, spans, page.make_console(io.StringIO()))
    assert plain.plain == "One fell. *Two* *rose*."
    assert [text.plain[s.start : s.end] for s in text.spans] == ["Two", "rose"]


@pytest.mark.parametrize(
    ("name", "asked", "says"),
    [
        ("quotes", {"speaker": "Zed"},
         "No statements by 'Zed' in a.db. To go on: whence sources a.db lists who speaks."),
        ("quotes", {"altered": True}, "No statements with words changed inside quotation marks in a.db."),
        ("timeline", {}, "No dated happenings in a.db. To go on: --undated shows those without a day."),
        ("disputes", {}, "No disputes in a.db."),
        ("search", {"words": "fire"},
         "No sentences with 'fire' in a.db. To go on: try fewer words, or the beginning of one with a star: evacuat*."),
    ],
)  # fmt: skip
def test_an_empty_view_says_so_and_what_to_try(name: str, asked: dict[str, object], says: str) -> None:
    assert terminal.empty(name, "a.db", asked, None) == says


def test_a_story_of_nothing_says_so(tmp_path: Path) -> None:
    out = io.StringIO()
    console = page.make_console(out, width=80)
    with Story.create(tmp_path / "empty.db") as story:
        glance = overview.Glance("empty.db", queries.overview(story), (), (), (), ())
    page.show(console, *overview.overview(glance, console))
    assert out.getvalue() == "empty.db holds no report. Add some with: whence trace REPORTS --to empty.db\n"


def test_problems_are_the_first_and_a_count() -> None:
    out = io.StringIO()
    rows = [ProblemRow(f"f{n}", "read", "empty", f"f{n}: holds no words") for n in range(23)]
    page.show(page.make_console(out, width=80), *problems(rows))
    lines = out.getvalue().splitlines()
    assert (len(lines), lines[0], lines[-1]) == (21, "f0: holds no words", "and 3 more problems")


def test_checks_are_counted() -> None:
    out = io.StringIO()
    results = [Checked("spans", 12, (Finding("spans", "figure f", "is wrong"),)), Checked("raw", 1, ())]
    page.show(page.make_console(out, width=80), *checks(results))
    assert out.getvalue() == (
        "check  rows  findings\nspans    12         1\nraw       1         0\n\nspans: figure f: is wrong\n"
    )


def test_the_most_serious_change_stands_first(story: Story) -> None:
    changed = next(q for q in queries.quotes(story) if q.altered)

    def told(op: str, lost: str, gained: str) -> Quote:
        ops = (("equal", "The piles", "The piles"), (op, lost, gained), ("equal", "of the quay", "of the quay"))
        reading = replace(changed.altered[0], relation="differs", diff=ops, reason=None)
        return replace(changed, readings=(changed.base, reading))

    small = told("replace", "a", "the")
    word = told("replace", "strong", "weak")
    turned = told("delete", "are not", "")
    assert wording.most_serious_first([small, word, turned]) == [turned, word, small]


def test_a_dash_is_no_cue_to_show(story: Story) -> None:
    reading = replace(queries.quotes(story)[0].base, cue="—", act="wrote")
    assert "“—”" not in wording.reading_notes(reading)


def test_the_glance_tells_of_the_storys_own_months_before_its_background(story: Story) -> None:
    first = queries.timeline(story)[0]
    counts = replace(queries.overview(story), earliest="2031-03-01", latest="2031-03-20")
    old = [replace(first, id=f"old{n}", earliest="1961-01-01", latest="1961-01-01") for n in range(8)]
    new = replace(first, id="new", earliest="2031-03-10", latest="2031-03-10", told_at=())
    glance = overview.Glance("s.db", counts, [], [], [*old, new], [])
    out = io.StringIO()
    console = Console(file=out, width=80)
    for part in overview.overview(glance, console):
        console.print(part)
    assert "2031-03-10" in out.getvalue()


def test_a_long_side_is_cut_and_says_so(story: Story) -> None:
    dispute = queries.disputes(story)[0]
    side = replace(dispute.sides[0], items=dispute.sides[0].items[:1] * 12)
    out = io.StringIO()
    console = Console(file=out, width=80)
    for part in terminal.disputes.disputes([replace(dispute, sides=(side,))], console):
        console.print(part)
    assert "and 4 more on this side" in out.getvalue()


def test_what_a_reading_leaves_off_or_goes_on_with_is_no_change() -> None:
    diff = [
        ("insert", "", "It was late."),
        ("equal", "The piles", "The piles"),
        ("replace", "failed", "collapsed"),
        ("delete", "and nobody knew", ""),
    ]
    told = page.changed(diff, Console(file=io.StringIO(), no_color=True), brief=True).plain
    assert told == "It was late. The piles [-failed-]{+collapsed+} […]"
    assert both(diff) == "It was late. The piles <del>failed</del> <ins>collapsed</ins> […]"
    assert side(diff, "base") == "The piles <del>failed</del> and nobody knew"
    # Words in the middle stay marked.
    inside = [("equal", "a", "a"), ("delete", "not", ""), ("equal", "b", "b")]
    assert "[-not-]" in page.changed(inside, Console(file=io.StringIO(), no_color=True), brief=True).plain
