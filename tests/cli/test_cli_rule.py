"""`whence rule`: what a reporter types from what the views print, and what is said where it does not fit."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from small_story import make_small_story
from traced_demo import traced_demo
from whence.cli import app
from whence.records import digest

Rule = Callable[..., Result]
GAZETTE, COURIER = digest("gazette")[:6], digest("courier")[:6]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_small_story(tmp_path / "story.db")


@pytest.fixture
def rule(path: Path) -> Rule:
    def run(*args: str) -> Result:
        return CliRunner().invoke(app, ["rule", str(path), *args])

    return run


def view(path: Path, name: str, *args: str) -> str:
    result = CliRunner().invoke(app, [name, str(path), *args])
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def one_line(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def listed(rule: Rule) -> list[dict[str, object]]:
    return list(json.loads(rule("list", "--json").stdout))


def test_a_speaker_by_words_is_ruled_shown_and_undone(path: Path, rule: Rule) -> None:
    said = one_line(rule("speaker", "4 boats were lost", "Jon Pell", "--note", "on the tape"))
    assert "the speaker is Jon Pell" in said
    found = re.search(r"undo (\w{8})", said)
    assert found
    quotes = " ".join(view(path, "quotes").split())
    assert "→ Jon Pell (ruling)" in quotes
    assert f"ruled by you: the speaker is Jon Pell — on the tape [{found[1]}]" in quotes
    assert "on the tape" in one_line(rule("list"))
    assert "1 ruling undone" in one_line(rule("undo", found[1]))
    assert "Jon Pell" not in view(path, "quotes")
    assert "Nothing is ruled" in one_line(rule("list"))


def test_a_speaker_by_place_and_by_a_place_where_he_is_named(path: Path, rule: Rule) -> None:
    text = json.loads(view(path, "quotes", "--json"))
    boats = next(r for q in text for r in q["readings"] if "boats" in r["text"])
    place = f"{boats['place']['short']}:{boats['place']['start']}"
    named = next(s for s in json.loads(view(path, "sources", "--json")) if s["name"] == "Mara Vell")["place"]
    assert "the speaker is Mara Vell" in one_line(rule("speaker", place, f"{named['short']}:{named['start']}"))
    (row,) = listed(rule)
    assert row["value"] == "Mara Vell"
    assert row["other_words"] == "Mara Vell"


def test_nobody_can_be_told(path: Path, rule: Rule) -> None:
    assert "who speaks cannot be told" in one_line(rule("speaker", "4 boats were lost", "--unresolved"))
    assert "She (not resolved)" in view(path, "quotes")


def test_words_in_several_marks_are_listed_with_their_places(rule: Rule) -> None:
    result = rule("figure", "At least 11 people", "12")
    assert result.exit_code == 2
    assert f"{GAZETTE}:" in result.stderr
    assert f"{COURIER}:" in result.stderr
    assert "name one by its place" in result.stderr
    assert listed(rule) == []
    at = re.search(rf"{COURIER}:\d+-\d+", result.stderr)
    assert at
    assert "the figure is more than 12" in one_line(rule("figure", at[0], "more than 12"))
    assert "the figure is 13" in one_line(rule("figure", "At least 11 people", "13", "--all"))
    assert [row["state"] for row in listed(rule)] == ["overruled", "applied", "applied"]


def test_two_statements_are_one_or_are_not(path: Path, rule: Rule) -> None:
    one, two = "The east piles failed", "The east piles collapsed"
    rule("apart", one, two)
    readings = [len(quote["readings"]) for quote in json.loads(view(path, "quotes", "--json"))]
    assert set(readings) == {1}
    assert "one with" in one_line(rule("same", two, one, "--of", "statements"))
    assert [row["state"] for row in listed(rule)] == ["overruled", "applied"]
    readings = [len(quote["readings"]) for quote in json.loads(view(path, "quotes", "--json"))]
    assert max(readings) == 2


def test_a_dismissed_figure_is_not_shown(path: Path, rule: Rule) -> None:
    assert "4 boats" in view(path, "figures")
    assert "this is no figure" in one_line(rule("dismiss", "4 boats", "--of", "figures"))
    assert "4 boats" not in view(path, "figures")


def test_whether_when_and_stance(path: Path, rule: Rule) -> None:
    assert "this is possible" in one_line(rule("whether", "visit Ostry", "possible"))
    for given, told in (("2031-05-13", "on 2031-05-13"), ("2031-05", "in 2031-05"), ("2031", "in 2031")):
        assert f"this was {told}." in one_line(rule("when", "visit Ostry", given))
    assert "this was between 2031-05-12 and 2031-05-18" in one_line(
        rule("when", "visit Ostry", "2031-05-12/2031-05-18")
    )
    timeline = view(path, "timeline")
    assert "possible" in timeline
    assert "ruled by you: this is possible" in timeline
    assert "the stance is confirm" in one_line(rule("stance", "No pile was unsafe", "confirm"))
    assert "confirms" in view(path, "quotes")


def test_copying(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    shutil.copy(traced_demo(), path)
    link = next(row for row in json.loads(view(path, "lineage", "--json")) if row["parent"])
    child, parent = link["child"]["short"], link["parent"]["short"]

    def run(*args: str) -> Result:
        return CliRunner().invoke(app, ["rule", str(path), *args])

    assert f"taken from {link['child']['outlet']}" in one_line(run("copied", parent, child))
    turned = next(
        row for row in json.loads(view(path, "lineage", "--json"))
        if row["child"]["short"] == parent and row["parent"] and row["parent"]["short"] == child
    )  # fmt: skip
    assert [one["field"] for one in turned["ruled"]] == ["direction"]
    assert "ruled by you: taken from" in " ".join(view(path, "lineage").split())
    assert "no copying" in one_line(run("not-copied", parent, child))
    pairs = {
        (row["child"]["short"], (row["parent"] or {}).get("short"))
        for row in json.loads(view(path, "lineage", "--json"))
    }
    assert not pairs & {(child, parent), (parent, child)}
    again = run("copied", child, parent)
    assert again.exit_code == 2
    earlier = re.search(r"undo that first: whence rule STORY undo (\w{8})", again.output)
    assert earlier
    assert "undone" in one_line(run("undo", earlier[1]))
    assert run("copied", child, parent).exit_code == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("speaker", "4 boats were lost"), "name the speaker, or give --unresolved"),
        (("speaker", "no such words here", "Jon Pell"), "no statement at 'no such words here'"),
        (("stance", "4 boats were lost", "shouts"), "not one of assert"),
        (("figure", "4 boats", "a lot"), "is not a figure"),
        (("when", "visit Ostry", "soon"), "is not a date"),
        (("date", "Nowhere Times", "2031-05-06"), "no report 'Nowhere Times'"),
        (("not-copied", "Ostry Gazette", "Vantry Ledger"), "no copying to rule on"),
        (("not-copied", "Ostry Gazette", "Ostry Gazette"), "nothing was found that the two reports share"),
        (("same", "4 boats were lost", "At least 11 people"), "not two of one kind"),
        (("dismiss", "Mara Vell", "--of", "names"), "a name cannot be dismissed"),
        (("same", "a", "b", "--of", "words"), "must be one of"),
        (("undo", "ffffffff"), "no such ruling"),
    ],
)
def test_what_does_not_fit_is_said_with_exit_code_2(rule: Rule, args: tuple[str, ...], says: str) -> None:
    result = rule(*args)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output
    assert listed(rule) == []


def test_a_date_cannot_be_ruled_where_the_story_was_marked_by_others_and_is_kept(rule: Rule) -> None:
    result = rule("date", GAZETTE, "2031-05-04")
    assert result.exit_code == 2
    assert "takes effect when the reports are traced again" in result.stderr
    assert len(listed(rule)) == 1


def test_check_lists_what_is_orphaned(path: Path, rule: Rule) -> None:
    from whence.rulings import MarkKey, make_ruling
    from whence.run import reweigh
    from whence.story.store import Story

    with Story.open(path) as story:
        gone = MarkKey(digest("gazette"), 0, 4, "Pier")
        story.rule(make_ruling("attribution", "stance", "set", gone, None, "deny"))
        reweigh(story)
    result = CliRunner().invoke(app, ["check", str(path)])
    assert result.exit_code == 1
    assert "orphaned" in result.stdout
    assert "orphaned" in one_line(rule("list"))
