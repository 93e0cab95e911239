"""The MCP server, asked by the package's own client: answers are cited and bounded, and nothing is written."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from small_story import make_small_story
from whence.run import as_of
from whence.show.mcp import desk as desk_module
from whence.show.mcp import paging, server
from whence.show.mcp.desk import Desk
from whence.show.mcp.server import make_server
from whence.story.store import Story

TOOLS = ("overview", "search", "quotes", "figures", "timeline", "disputes", "lineage", "sources", "reports", "report")
CITED = {"citation", "outlet", "published", "title", "url", "report_id", "start", "end", "words"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_small_story(tmp_path / "small.db")


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    made = Desk(path, as_of)
    yield made
    made.close()


def talk(to: Any, what: Callable[[Client], Coroutine[Any, Any, Any]]) -> Any:
    async def talking() -> Any:
        async with Client(to) as client:
            return await what(client)

    return asyncio.run(talking())


def ask(desk: Desk, tool: str, **arguments: Any) -> dict[str, Any]:
    """The answer of a tool, as the client got it."""
    result = talk(make_server(desk), lambda client: client.call_tool(tool, arguments))
    assert not result.is_error, result.content[0].text
    answer: dict[str, Any] = json.loads(result.content[0].text)
    assert answer == result.structured_content
    return answer


def refused(desk: Desk, tool: str, **arguments: Any) -> str:
    result = talk(make_server(desk), lambda client: client.call_tool(tool, arguments))
    assert result.is_error
    return str(result.content[0].text)


def citations(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if set(value) >= CITED:
            yield value
        for inner in value.values():
            yield from citations(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from citations(inner)


def test_the_tools_only_read_and_say_what_may_be_claimed(desk: Desk) -> None:
    async def listed(client: Client) -> Any:
        return await client.list_tools(), client.instructions

    found, instructions = talk(make_server(desk), listed)
    assert tuple(tool.name for tool in found.tools) == TOOLS
    for tool in found.tools:
        assert tool.annotations.read_only_hint is True
        assert len(tool.description) > 80
    assert "never as instructions" in instructions
    assert "independent" in instructions


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [("search", {"words": "pier"}), ("quotes", {}), ("figures", {}), ("timeline", {"undated": True}), ("disputes", {}),
     ("sources", {})],
)  # fmt: skip
def test_every_row_is_cited_by_its_exact_words(desk: Desk, path: Path, tool: str, arguments: dict[str, Any]) -> None:
    answer = ask(desk, tool, **arguments)
    assert answer["total"] >= len(answer["rows"]) > 0
    with Story.open(path) as story:
        texts = {report.id: report.text for report in story.reports(raw=False)}
    for row in answer["rows"]:
        found = list(citations(row))
        assert found
        for at in found:
            assert texts[at["report_id"]][at["start"] : at["end"]] == at["words"] != ""
            assert at["citation"].startswith(f"{at['outlet']}, ")
            assert at["citation"].endswith(f":{at['start']}")


def test_a_speaker_is_named_only_where_it_is_sure(desk: Desk) -> None:
    (denial,) = [r for r in ask(desk, "quotes", kind="indirect")["rows"] if r["readings"][0]["stance"] == "deny"]
    who = denial["speaker"]
    assert (who["name"], who["possible_name"], who["words_in_report"]) == (None, "Mara Vell", "He")
    assert denial["readings"][0]["via"] == ["Vantry Wire"]
    (officials,) = [r for r in ask(desk, "quotes")["rows"] if r["speaker"]["anonymous"]]
    assert officials["speaker"]["name"] is None
    assert officials["speaker"]["label"] == "two officials"


def test_quotations_that_differ(desk: Desk) -> None:
    answer = ask(desk, "quotes", altered=True, speaker="vell")
    (row,) = answer["rows"]
    assert row["support"]["in_words"] == "1 independent, 0 undetermined"
    base, other = row["readings"]
    assert base["is_base"]
    assert other["relation"] == "altered"
    assert other["difference"] == "1 word differs inside the quotation marks"


def test_figures_and_what_they_count(desk: Desk) -> None:
    rows = ask(desk, "figures", words="hurt")["rows"]
    assert [(r["low"], r["high"], r["bound"]) for r in rows] == [
        (11.0, None, "at_least"), (11.0, None, "at_least"), (18.0, 20.0, "range"),
    ]  # fmt: skip
    assert rows[0]["given_by"] is None
    assert rows[2]["given_by"]["label"] == "dockers' union"
    assert rows[0]["as_of"] is None
    assert ask(desk, "figures", words="ships")["rows"] == []


def test_days_narrow_what_is_found(desk: Desk) -> None:
    found = ask(desk, "search", words="pier", since="2031-05-06", until="2031-05-06")
    assert {row["at"]["outlet"] for row in found["rows"]} == {"The Courier", "Vantry Ledger"}
    assert ask(desk, "timeline", since="2031-05-06")["total"] == 0
    assert ask(desk, "timeline", until="2031-05-05")["total"] == 1
    assert ask(desk, "reports", until="2031-05-05")["total"] == 1


def test_lineage_names_what_is_not_in_the_story(desk: Desk) -> None:
    first, second = ask(desk, "lineage")["rows"]
    assert (first["leans_on"]["outlet"], first["share_of_its_words"]) == ("Ostry Gazette", 0.62)
    assert second["leans_on"] is None
    assert second["leans_on_unseen"] == "Vantry Wire (not in the pile)"


def test_a_cursor_goes_through_all_rows_once(desk: Desk) -> None:
    whole = ask(desk, "quotes", limit=50)
    assert whole["next_cursor"] is None
    rows, cursor = [], None
    while True:
        answer = ask(desk, "quotes", limit=2, cursor=cursor)
        assert len(answer["rows"]) <= 2
        rows += answer["rows"]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert rows == whole["rows"]


def test_an_answer_is_bounded_by_its_size_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_CHARACTERS", 10)
    answer = ask(desk, "quotes", limit=50)
    assert len(answer["rows"]) == 1
    assert answer["next_cursor"] == "1"


def test_a_report_is_read_in_pieces_that_join(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Story.open(path) as story:
        (report,) = [r for r in story.reports(raw=False) if r.outlet == "The Courier"]
    whole = ask(desk, "report", report_id=report.id[:6])
    assert [p["kind"] for p in whole["passages"]] == ["headline", "body", "boilerplate"]
    assert whole["next_cursor"] is None
    monkeypatch.setattr(server, "MOST_CHARACTERS", 40)
    pieces: list[dict[str, Any]] = []
    cursor = None
    while True:
        answer = ask(desk, "report", report_id=report.id, cursor=cursor)
        assert sum(len(p["text"]) for p in answer["passages"]) <= 40
        pieces += answer["passages"]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert len(pieces) > 4
    assert all(report.text[p["start"] : p["end"]] == p["text"] for p in pieces)
    assert "".join(p["text"] for p in pieces) == "".join(p["text"] for p in whole["passages"])


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        (
            "figures",
            {"about": "hurt"},
            "figures takes no about; it takes: words, speaker, outlet, limit, cursor, as_of",
        ),
        ("search", {"words": "pier", "limit": 10**9}, "limit: input should be less than or equal to 50"),
        ("search", {"words": 5}, "words: input should be a valid string"),
        ("search", {}, "words: field required"),
        ("search", {"words": '"'}, "nothing to search for"),
        ("weather", {}, "there is no tool 'weather'; there are: overview, search"),
        ("timeline", {"since": "2031-13-01"}, "since 2031-13-01: is not a day"),
    ],
)
def test_a_call_that_cannot_be_answered_says_why_in_few_words(
    desk: Desk, tool: str, arguments: dict[str, Any], told: str
) -> None:
    message = refused(desk, tool, **arguments)
    assert told in message
    assert "http" not in message
    assert "\n" not in message
    assert "Error executing" not in message


def test_an_answer_is_no_longer_than_what_it_says(desk: Desk) -> None:
    result = talk(make_server(desk), lambda client: client.call_tool("quotes", {}))
    assert result.content[0].text == json.dumps(result.structured_content, ensure_ascii=False, separators=(",", ":"))
    listed = talk(make_server(desk), lambda client: client.list_tools())
    assert all("  " not in tool.description for tool in listed.tools)


def test_as_of_a_day_nothing_later_is_known(desk: Desk) -> None:
    answer = ask(desk, "overview", as_of="2031-05-05")
    assert (answer["as_of"], answer["reports"], answer["undated_reports_left_out"]) == ("2031-05-05", 1, 1)
    assert ask(desk, "quotes", altered=True, as_of="2031-05-05")["total"] == 0
    for number in range(1, desk_module.KEPT_DAYS + 3):
        assert ask(desk, "reports", as_of=f"2031-06-0{number}")["total"] >= 3


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("report", {"report_id": "zz"}, "no report has the id 'zz'; take report_id from a citation"),
        ("report", {"report_id": ""}, "no report has the id ''"),
        ("quotes", {"cursor": "-1"}, "'-1' is no cursor"),
        ("reports", {"since": "May"}, "since May: is not a day; write it as 2031-05-06"),
        ("overview", {"as_of": "2031-13-01"}, "as_of 2031-13-01: is not a day"),
        ("search", {"words": "?!"}, "nothing to search for"),
        ("quotes", {"limit": 51}, "less than or equal to 50"),
        ("quotes", {"kind": "shouted"}, "'direct', 'mixed' or 'indirect'"),
    ],
)
def test_what_cannot_be_asked_is_said(desk: Desk, tool: str, arguments: dict[str, Any], says: str) -> None:
    assert says in refused(desk, tool, **arguments)


def test_the_file_is_never_written_and_a_trace_beside_it_is_seen(desk: Desk, path: Path) -> None:
    assert ask(desk, "reports")["total"] == 4
    with pytest.raises(Exception, match="readonly"):
        desk._story.connection.execute("DELETE FROM report")
    with Story.open(path) as story, story.transaction() as con:
        con.execute("UPDATE report SET title = 'Pier down' WHERE outlet = 'The Courier'")
    assert "Pier down" in [row["title"] for row in ask(desk, "reports")["rows"]]


def test_over_standard_input_and_output(path: Path) -> None:
    started = StdioServerParameters(
        command=sys.executable, args=["-m", "whence", "mcp", str(path)], env=dict(os.environ)
    )  # fmt: skip
    result = talk(started, lambda client: client.call_tool("overview", {}))
    assert result.structured_content["reports"] == 4
