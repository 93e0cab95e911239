"""The application, asked in the process: who may ask, what it answers, that nothing in a report becomes markup."""

from __future__ import annotations

import html
import json
import re
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from small_story import GAZETTE, LEDGER, make_small_story, report
from whence.errors import CommandError, StoryError
from whence.records import Marks
from whence.run import as_of, trace_inputs
from whence.settings import Settings
from whence.show.web import make_app
from whence.show.web.chart import over_time
from whence.show.web.desk import Desk
from whence.show.web.guard import known_host
from whence.show.web.pages import search
from whence.show.web.pages.sources import strip
from whence.show.web.serve import address, bind, is_this_machine
from whence.show.web.view import _unquoted
from whence.story import queries
from whence.story.queries_voices import Spoken
from whence.story.store import SCHEMA_VERSION, Story

PAGES = ["/", "/reports", "/sources", "/search", "/search?q=pier"]


def ids(path: Path) -> dict[str, str]:
    """The reports' ids by outlet."""
    with Story.open(path) as story:
        return {head.outlet: head.id for head in queries.Places(story).heads.values()}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_and_loads_nothing_but_ours(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in answer.headers
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", answer.text)
    for loaded in re.findall(r"<(?:script|link|img)[^>]*(?:src|href)=\"([^\"]+)\"", answer.text):
        assert loaded.startswith("/assets/")
        kept = client.get(loaded)
        assert kept.status_code == 200
        assert "immutable" in kept.headers["cache-control"]


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1", True), ("127.0.0.1:8765", True), ("localhost:8765", True), ("[::1]:80", True),
        ("192.168.1.7:8765", True), ("LOCALHOST", True), ("newsroom.test:8765", True),
        ("evil.test", False), ("127.0.0.1.evil.test", False), ("localhost.evil.test", False), ("", False), ("[", False),
    ],
)  # fmt: skip
def test_only_a_host_that_is_this_machine_is_answered(client: TestClient, host: str, known: bool) -> None:
    assert known_host(host, ["newsroom.test"]) is known
    if "newsroom" not in host:
        assert (client.get("/", headers={"host": host}).status_code == 200) is known


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_story_is_read_with_get(client: TestClient, method: str) -> None:
    assert client.request(method, "/").status_code == 405


def test_a_page_that_takes_no_form_says_so(client: TestClient) -> None:
    assert client.post("/", data={"a": "b"}).status_code == 405
    refused = client.post("/", data={"a": "b"}, headers={"origin": "http://evil.test"})
    assert refused.status_code == 403
    assert client.post("/", data={"a": "b"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("path", ["/no-such", "/report/0123456789abcdef", "/source/nobody", "/report/%3Cscript%3E"])
def test_what_is_not_there_is_a_page_with_a_way_out(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'href="/"' in answer.text
    assert "<script>" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("query", ["as_of=yesterday", "as_of=2031-13-01", "as_of=<b>"])
def test_a_day_that_is_none_is_named(client: TestClient, query: str) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status_code == 400
    assert "is not a day" in answer.text
    assert "<b>" not in answer.text


def test_nothing_in_a_report_becomes_markup(tmp_path: Path) -> None:
    path = tmp_path / "hostile.db"
    bad = "<script>alert(1)</script>"
    words = f'{bad} & "pier" <img src=x onerror=alert(2)>\n\nWords {bad} here.'
    hostile = report("hostile", words, f"Out{bad}", "2031-05-06", bad)
    with Story.create(path) as story:
        story.add_reports([(hostile, Marks(hostile.id))])
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1") as client:
        for asked in ("/", "/reports", f"/report/{hostile.id}?at=0-8", f"/search?q={bad}", "/search?q=words",
                      f"/sources?name={bad}", f"/reports?outlet={bad}", f"/search?q=words&speaker={bad}"):  # fmt: skip
            answer = client.get(asked)
            assert answer.status_code == 200, asked
            assert bad not in answer.text
            assert "<img" not in answer.text
        assert html.escape(bad) in client.get(f"/report/{hostile.id}").text


def test_a_link_to_a_place_lights_its_words(client: TestClient, small_path: Path) -> None:
    key = ids(small_path)["Ostry Gazette"]
    start = GAZETTE.index("The east piles")
    answer = client.get(f"/report/{key}?at={start}-{start + 14}")
    assert f'<span class="lit" id="{start}-{start + 14}">The east piles</span>' in answer.text.replace("\n", "")
    assert 'class="lit"' not in client.get(f"/report/{key}?at=5-999999").text
    assert 'class="lit"' not in client.get(f"/report/{key}?at=x").text


def test_every_citation_on_the_pages_leads_to_its_words(client: TestClient, small_path: Path) -> None:
    with Story.open(small_path) as story:
        texts = {r.id: r.text for r in story.reports()}
    found = 0
    for path in [*PAGES, *(f"/report/{key}" for key in texts)]:
        for href in re.findall(r'<a class="cite" href="([^"]+)">', client.get(path).text):
            where = re.fullmatch(r"/report/(\w+)\?at=(\d+)-(\d+)#\2-\3", html.unescape(href))
            assert where, href
            assert int(where[2]) < int(where[3]) <= len(texts[where[1]])
            found += 1
    assert found > 20


def test_a_line_can_be_copied_as_a_citation(client: TestClient, small_path: Path) -> None:
    key = ids(small_path)["Ostry Gazette"]
    text = html.unescape(client.get(f"/report/{key}").text)
    start = GAZETTE.index('"The east piles')
    assert re.search(
        rf"“The east piles failed before any alarm was raised,” Ostry Gazette, “[^”]+”, 2031-05-05\. "
        rf"http://127\.0\.0\.1:8765/report/{key}#{start}-\d+",
        text,
    )


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("“The piles failed,”", "The piles failed,"),
        ("“The piles,” … “failed.”", "The piles,” … “failed."),
        ('that the pier "gave way"', 'that the pier "gave way"'),
        ("“The piles failed", "The piles failed"),
        ("the piles failed", "the piles failed"),
        ('"', ""),
    ],
)
def test_a_citation_keeps_the_marks_inside_its_words(words: str, cited: str) -> None:
    assert _unquoted(words) == cited


def test_a_report_is_cited_by_its_title_once(client: TestClient) -> None:
    page = html.unescape(client.get("/reports").text)
    assert 'data-cite="Ostry Gazette, “Pier gives way at Ostry Head”, 2031-05-05. http' in page


def test_changed_quotations_say_how_they_are_sorted(client: TestClient) -> None:
    assert ", the most serious changes first." in client.get("/quotes?altered=1").text
    assert ", by day." in client.get("/quotes").text


def test_of_a_long_series_the_rest_is_folded_and_opened_where_it_is_asked_for(tmp_path: Path) -> None:
    rows = [
        {"id": str(day), "outlet": f"Paper {day}", "date": f"2031-05-{day:02}",
         "text": f"{40 + day} people were hurt when the pier at Ostry Head gave way, the harbour office said."}
        for day in range(1, 25)
    ]  # fmt: skip
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    trace_inputs([tmp_path / "r.jsonl"], tmp_path / "s.db", Settings(jobs=1))
    with TestClient(make_app(tmp_path / "s.db", as_of), base_url="http://127.0.0.1:8765") as asked:
        page = asked.get("/figures").text
        assert page.count("<tr id=") == 24
        assert '<details class="rest"><summary>12 figures more</summary>' in page
        last = re.findall(r'<tr id="f-(\w+)"', page)[-1]
        assert '<details class="rest" open>' in asked.get(f"/figures?figure={last}").text


def test_what_was_said_before_the_story_stands_at_an_edge_that_says_so() -> None:
    said = [Spoken("1", "2012-08-20", "deny"), Spoken("2", "2031-05-05", "assert"), Spoken("3", "2031-05-20", "deny")]
    drawn = strip(said, "2031-04-21")
    assert drawn is not None
    assert [text for _, text in drawn.ticks if text == "earlier"] == ["earlier"]
    later = strip(said[1:], "2031-04-21")
    assert later is not None
    assert "earlier" not in [text for _, text in later.ticks]


def test_as_of_a_day_only_earlier_reports_are_there_and_links_keep_the_day(
    client: TestClient, small_path: Path
) -> None:
    by_outlet = ids(small_path)
    answer = client.get("/?as_of=2031-05-05")
    assert "As of 2031-05-05" in answer.text
    inner = re.findall(r'href="(/(?!assets)[^"]*)"', answer.text)
    assert inner
    assert all("as_of=2031-05-05" in link for link in inner if link != "/")
    later = [key for outlet, key in by_outlet.items() if outlet == "Vantry Ledger"]
    assert client.get(f"/report/{later[0]}").status_code == 200
    gone = client.get(f"/report/{later[0]}?as_of=2031-05-05")
    assert gone.status_code == 404
    assert "2031-05-05" in gone.text


def test_a_source_is_found_by_its_names_where_a_day_gives_it_another_id(client: TestClient, small_path: Path) -> None:
    with Story.open(small_path) as story:
        voice = queries.overview(story).voices[0]
    answer = client.get(f"/source/{voice.source_id}")
    assert answer.status_code == 200
    assert voice.name in answer.text
    assert client.get(f"/source/{voice.source_id}?as_of=2031-05-30").status_code == 200
    none = client.get(f"/source/{voice.source_id}?as_of=2001-01-01")
    assert none.status_code == 404
    assert voice.name in none.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=piles&speaker=Vell", "The east piles"), ("q=pier&outlet=gazette", "Ostry Gazette"),
        ("q=pier&from=2031-05-06", "Vantry Ledger"), ("q=%22", "nothing to search for"),
        ("q=zeppelin", "No report holds"), ("q=piles&kind=direct", "The east piles"),
        ("q=pier&speaker=Nobody+Known", "search without them"),
    ],
)  # fmt: skip
def test_search_by_speaker_outlet_day_and_kind(client: TestClient, query: str, words: str) -> None:
    assert words in html.unescape(re.sub(r"</?b>", "", client.get(f"/search?{query}").text))


def test_a_search_without_words_says_where_to_go(client: TestClient) -> None:
    page = client.get("/search", params={"speaker": "Vell <b>", "outlet": "Ostry", "from": "2031-05-05"}).text
    assert 'href="/quotes?speaker=Vell+%3Cb%3E">everything said by Vell &lt;b&gt;</a>' in page
    assert 'href="/reports?from=2031-05-05&amp;outlet=Ostry">every report of Ostry of those days</a>' in page
    assert "Give words" not in client.get("/search").text


def test_search_filters_leave_out_what_they_should(client: TestClient) -> None:
    def found(query: str) -> str:
        return " ".join(re.findall(r'class="cite"[^>]*>([^<]+)<', client.get(f"/search?{query}").text))

    assert "Ostry Gazette" in found("q=pier")
    assert "Ostry Gazette" not in found("q=pier&from=2031-05-06")
    assert "Vantry Ledger" not in found("q=pier&to=2031-05-05")
    assert "Vantry Ledger" not in found("q=pier&outlet=gazette")
    assert not found("q=collapsed+Ostry&kind=indirect")


def test_a_report_added_while_it_is_served_is_there_at_the_next_look(tmp_path: Path) -> None:
    path = make_small_story(tmp_path / "growing.db")
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1") as client:
        assert "Late Echo" not in client.get("/reports").text
        before = client.get("/").text
        fresh = report("late", "Late words of the pier.\n", "Late Echo", "2031-05-20", None)
        with Story.create(path) as story:
            story.add_reports([(fresh, Marks(fresh.id))])
        assert "Late Echo" in client.get("/reports").text
        assert client.get(f"/report/{fresh.id}").status_code == 200
        assert client.get("/").text != before
        assert "Late Echo" in client.get("/search?q=late").text


def test_a_day_that_takes_long_to_weigh_is_waited_for_on_a_page_that_opens_by_itself(small_path: Path) -> None:
    go = threading.Event()

    def slowly(story: Story, day: str) -> Story:
        go.wait(20)
        return as_of(story, day)

    app = make_app(small_path, slowly)
    app.state.desk.patience = 0.05
    with TestClient(app, base_url="http://127.0.0.1") as client:
        waiting = client.get("/?as_of=2031-05-05")
        assert waiting.status_code == 202
        assert waiting.headers["refresh"]
        assert "being weighed" in waiting.text
        assert client.get("/").status_code == 200  # meanwhile the story is read
        go.set()
        app.state.desk.patience = 20
        assert "As of 2031-05-05" in client.get("/?as_of=2031-05-05").text


def test_a_day_is_weighed_again_once_the_story_has_changed(tmp_path: Path) -> None:
    path = make_small_story(tmp_path / "growing.db")
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1") as client:
        assert "Late Echo" not in client.get("/reports?as_of=2031-05-30").text
        fresh = report("late", "Late words of the pier.\n", "Late Echo", "2031-05-20", None)
        with Story.create(path) as story:
            story.add_reports([(fresh, Marks(fresh.id))])
        assert "Late Echo" in client.get("/reports?as_of=2031-05-30").text
        assert "Late Echo" not in client.get("/reports?as_of=2031-05-19").text


def test_a_story_that_is_taken_away_is_said(tmp_path: Path) -> None:
    path = make_small_story(tmp_path / "gone.db")
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1") as client:
        path.unlink()
        answer = client.get("/reports")
        assert answer.status_code == 503
        assert "no such story" in answer.text


def test_another_story_put_in_its_place_is_read(tmp_path: Path) -> None:
    path = make_small_story(tmp_path / "story.db")
    other = tmp_path / "other.db"
    fresh = report("late", "Late words of the pier.\n", "Late Echo", "2031-05-20", None)
    with Story.create(other) as story:
        story.add_reports([(fresh, Marks(fresh.id))])
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1") as client:
        assert "Ostry Gazette" in client.get("/reports").text
        other.replace(path)
        shown = client.get("/reports").text
        assert "Late Echo" in shown
        assert "Ostry Gazette" not in shown


def test_two_read_while_a_third_writes(tmp_path: Path) -> None:
    path = make_small_story(tmp_path / "busy.db")
    stop = threading.Event()
    failed: list[str] = []
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1") as client:

        def read() -> None:
            while not stop.is_set():
                for asked in ("/", "/reports", "/search?q=pier", "/sources"):
                    answer = client.get(asked)
                    if answer.status_code != 200:
                        failed.append(f"{asked}: {answer.status_code}")

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        with Story.create(path) as story:
            for n in range(30):
                added = report(f"echo{n}", f"Number {n} of the pier.\n", f"Echo {n}", "2031-05-20", None)
                story.add_reports([(added, Marks(added.id))])
        stop.set()
        for reader in readers:
            reader.join(20)
        assert failed == []
        assert "Echo 29" in client.get("/reports?outlet=Echo+29").text


def test_what_is_read_ahead_gives_way_to_a_page_that_is_asked_for(tmp_path: Path) -> None:
    desk = Desk(make_small_story(tmp_path / "story.db"), as_of)
    ahead = threading.Thread(target=search.prepare, args=(desk,), daemon=True)
    with desk.answering():
        ahead.start()
        ahead.join(0.3)
        assert ahead.is_alive()
    ahead.join(20)
    assert not ahead.is_alive()
    with desk.read(None) as again:
        assert set(again.kept.values["spoken"]._of) == set(desk.places(again).heads)
    desk.close()


def test_what_cannot_be_served_is_said_before_it_is(tmp_path: Path, small_path: Path) -> None:
    with pytest.raises(StoryError, match="no such story"):
        make_app(tmp_path / "none.db", as_of)
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE t (x)")
    with pytest.raises(StoryError, match="not a story"):
        make_app(other, as_of)
    text = tmp_path / "text.db"
    text.write_text("no database, but long enough to be looked at as one" * 30)
    with pytest.raises(StoryError, match="not a story"):
        make_app(text, as_of)
    older = tmp_path / "older.db"
    shutil.copy(small_path, older)
    con = sqlite3.connect(older)
    con.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    con.close()
    with pytest.raises(StoryError, match="earlier whence"):
        make_app(older, as_of)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_port_that_is_taken_is_said_and_zero_takes_a_free_one() -> None:
    first = bind("127.0.0.1", 0)
    try:
        port = int(first.getsockname()[1])
        assert port > 0
        assert address(first) == f"http://127.0.0.1:{port}/"
        assert is_this_machine(first)
        with pytest.raises(CommandError, match=rf"port {port} on 127\.0\.0\.1 cannot be had .* --port"):
            bind("127.0.0.1", port)
    finally:
        first.close()


def test_reports_over_time_fall_into_days_weeks_or_months() -> None:
    days: dict[str, str | None] = {"a": "2031-05-01", "b": "2031-05-01", "c": "2031-05-03", "d": None}
    chart = over_time(days, {"b"})
    assert chart is not None
    assert chart.step == "day"
    assert [(b.first, b.own, b.leaning) for b in chart.bars] == [("2031-05-01", 1, 1), ("2031-05-03", 1, 0)]
    weeks = over_time({"a": "2031-01-01", "b": "2031-06-01"}, set())
    assert weeks is not None
    assert (weeks.step, weeks.bars[0].first) == ("week", "2030-12-30")
    months = over_time({"a": "2021-12-05", "b": "2031-01-31"}, {"a"})
    assert months is not None
    assert (months.step, months.bars[0].when, months.bars[1].last) == (
        "month",
        "2021-12-01 to 2021-12-31",
        "2031-01-31",
    )
    assert over_time({"a": "2031-05-01", "b": None}, set()) is None


def test_the_text_of_a_report_is_whole_with_its_furniture_dimmed(client: TestClient, small_path: Path) -> None:
    key = ids(small_path)["Vantry Ledger"]
    page = client.get(f"/report/{key}").text
    body = page[page.index('<div class="text">') :]
    shown = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r'<div class="margin">.*?</div>', "", body, flags=re.S)))
    for line in LEDGER.strip().splitlines():
        assert line.strip() in shown


def test_characters_that_turn_the_direction_turn_nothing(tmp_path: Path) -> None:
    path = make_small_story(tmp_path / "turned.db")
    turned = report("turned", "The \u202epier\u2066 stood, Vell said.\n", "Out\u202elet\u2066", "2031-05-21", None)
    with Story.create(path) as story:
        story.add_reports([(turned, Marks(turned.id))])
    with TestClient(make_app(path, as_of), base_url="http://127.0.0.1") as client:
        for page in ("/", "/reports", f"/report/{turned.id}", "/search?q=stood", "/search?q=%E2%80%AEpier", "/stemma"):
            text = client.get(page).text
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
        assert "Out\ufffdlet\ufffd" in client.get("/reports").text
        assert "Out\ufffdlet" in client.get("/reports?outlet=Out%EF%BF%BDlet%EF%BF%BD").text
