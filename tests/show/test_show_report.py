"""The page: whole in one file, every citation leads to its exact words, nothing in a report becomes markup."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_story import COURIER, GAZETTE, LEDGER, UNDATED, make_small_story, report
from whence.account import Account
from whence.records import Marks, merged
from whence.show.draw.plot import plot
from whence.show.fulltext import TextMark, nested, passages, without
from whence.show.report import render
from whence.show.scale import day_axis, number, number_axis
from whence.show.templating import both, emphasised, side
from whence.show.wording import figure_day
from whence.story import queries
from whence.story.store import Story


class Page(HTMLParser):
    """What a browser would make of the page, as far as the tests ask: text by anchor, links, tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, str] = {}
        self.text = ""
        self._open: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        anchors = tuple(a for a in (found.get("id"), found.get("data-of")) if a)
        for anchor in anchors:
            self.words.setdefault(anchor, "")
        if tag not in ("meta", "br", "line", "circle", "path"):
            self._open.append((tag, anchors))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for _, anchors in self._open:
            for anchor in anchors:
                self.words[anchor] += data


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with Story.open(make_small_story(tmp_path_factory.mktemp("small") / "small.db")) as opened:
        yield opened


@pytest.fixture(scope="module")
def html(story: Story) -> str:
    return render(story, name="Ostry Head")


def test_every_citation_leads_to_its_exact_words(story: Story, html: str) -> None:
    page = Page(html)
    places = queries.Places(story)
    by_short = {h.short: h.id for h in places.heads.values()}
    cited = [link[1:] for link in page.links if link.startswith("#p-")]
    assert len(cited) > 20
    for anchor in cited:
        _, short, start, end = anchor.split("-")
        assert page.words[anchor] == places.text(by_short[short])[int(start) : int(end)]


def test_every_link_stays_in_the_page_and_has_an_end(html: str) -> None:
    page = Page(html)
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    assert all(link.startswith("#") and link[1:] in ids for link in page.links)


def test_the_texts_are_whole(html: str) -> None:
    shown = "".join(Page(html).text.split())
    for text in (GAZETTE, COURIER, LEDGER, UNDATED):
        for line in text.splitlines():
            assert "".join(line.split()) in shown


def test_the_page_loads_nothing_and_runs_only_its_own_script(html: str) -> None:
    page = Page(html)
    policy = next(attrs["content"] or "" for tag, attrs in page.tags if "http-equiv" in attrs)
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.S)
        digest = b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not any(name in attrs for _, attrs in page.tags for name in ("src", "style", "onclick", "onload"))
    assert not re.search(r"(?i)url\((?!#)|@import|https?://", html)


def test_markup_in_a_report_is_shown_not_obeyed(tmp_path: Path) -> None:
    nasty = '<script>alert(1)</script> & "quoted" <img src=x onerror=alert(2)>\n\n</style><b>bold</b> {{ 7*7 }}\n'
    with Story.create(tmp_path / "nasty.db") as story:
        one = report("nasty", nasty, "</title><script>", "2031-05-05", '"><script>alert(3)</script>')
        story.add_reports([(one, Marks(one.id))])
        story.replace_account(Account(), [], [], {one.id: 1.0})
        html = render(story, name="</title><script>alert(4)</script>")
    assert html.count("<script>") == 1
    assert "<img" not in html
    assert "{{ 7*7 }}" in html
    page = Page(html)
    assert "<script>alert(1)</script>" in page.text
    assert [tag for tag, _ in page.tags].count("b") == 0


def test_a_page_of_nothing(tmp_path: Path) -> None:
    with Story.create(tmp_path / "empty.db") as story:
        html = render(story, name="empty")
    assert "A sourced account of 0 reports" in Page(html).text


def test_the_same_story_gives_the_same_bytes(story: Story, html: str) -> None:
    assert render(story, name="Ostry Head") == html


def test_changed_words_are_marked_beside_the_base(html: str) -> None:
    assert "The east piles <del>failed</del> <ins>collapsed</ins> before any alarm was raised," in html
    assert "The east piles failed before any alarm was raised," in html
    assert "misquot" not in html.casefold()


def test_sides_of_a_difference_are_escaped() -> None:
    diff = (
        ("equal", "a < b", "a < b"),
        ("replace", "<i>", "<u>"),
        ("insert", "", "new"),
        ("delete", "old", ""),
        ("equal", "z", "z"),
    )
    assert side(diff, "base") == "a &lt; b <del>&lt;i&gt;</del> <del>old</del> z"
    assert side(diff, "reading") == "a &lt; b <ins>&lt;u&gt;</ins> <ins>new</ins> z"
    assert both(diff) == "a &lt; b <del>&lt;i&gt;</del> <ins>&lt;u&gt;</ins> <ins>new</ins> <del>old</del> z"


def test_emphasis_is_escaped() -> None:
    assert emphasised("a <b> c", 10, [(12, 15), (0, 3)]) == "a <b>&lt;b&gt;</b> c"


def test_crossing_marks_are_cut_and_tied_together() -> None:
    marks = [TextMark(0, 5, "one", "x"), TextMark(3, 8, "two", "y"), TextMark(3, 4, "three")]
    assert nested("abcdefgh", 0, 8, marks, set()) == (
        '<span class="one" id="x">abc<span class="two" id="y"><span class="three">d</span>e</span></span>'
        '<span class="two" data-of="y">fgh</span>'
    )


@given(data=st.data())
def test_marks_never_change_the_text_and_each_covers_its_words(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet='ab<&" \n', min_size=1, max_size=40))
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda s: s[0] < s[1]), max_size=8
        )
    )
    marks = [TextMark(start, end, "c", f"m{n}") for n, (start, end) in enumerate(spans)]
    page = Page(f"<p>{nested(text, 0, len(text), marks, set())}</p>")
    assert page.text == text
    for n, (start, end) in enumerate(spans):
        assert page.words[f"m{n}"] == text[start:end]


def test_words_outside_every_passage_are_shown() -> None:
    shown = passages("Head\n\nstray\n\nBody", [(0, 4, "headline"), (13, 17, "body")], [])
    assert [(p.kind, p.html.strip()) for p in shown] == [("headline", "Head"), ("body", "stray"), ("body", "Body")]


def test_spans_that_touch_are_joined() -> None:
    assert merged([(5, 9), (0, 3), (3, 4), (8, 12)]) == [(0, 4), (5, 12)]


def test_a_plot_shows_bounds_as_bars_and_arrows(story: Story) -> None:
    series = next(s for s in queries.figures(story) if s.id)
    drawn = plot(series)
    assert drawn is not None
    first, second, ranged = drawn.points
    assert first.open_up and not first.open_down and first.high_y < first.y  # noqa: PT018
    assert (ranged.open_up, ranged.open_down) == (False, False)
    assert ranged.high_y < ranged.y < ranged.low_y < first.y
    assert first.x < second.x


def test_a_figure_of_an_undated_report_has_no_day(story: Story) -> None:
    series = next(s for s in queries.figures(story) if s.id)
    last = series.figures[-1]
    undated = replace(last, place=replace(last.place, when="undated"), day="2031-05-07")
    assert (figure_day(last), figure_day(undated)) == ("2031-05-06 p", "undated")
    drawn = plot(replace(series, figures=(*series.figures[:-1], undated)))
    assert drawn is not None
    assert len(drawn.points) == len(series.figures) - 1


@pytest.mark.parametrize(
    ("values", "labels", "log"),
    [
        ([11, 20], ["0", "5", "10", "15", "20"], False),
        ([3, 900], ["1", "10", "100", "1,000"], True),
        ([0, 0], ["0", "0.25", "0.5", "0.75", "1"], False),
        ([0.2, 0.7], ["0", "0.2", "0.4", "0.6", "0.8"], False),
    ],
)
def test_number_axis(values: list[float], labels: list[str], log: bool) -> None:
    axis = number_axis(values, 100, 0)
    assert ([label for _, label in axis.ticks()], axis.log) == (labels, log)
    assert all(0 <= axis.y(v) <= 100 for v in values)


@given(values=st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=6))
def test_any_numbers_have_an_axis(values: list[float]) -> None:
    axis = number_axis(values, 100, 0)
    assert all(0 <= axis.y(v) <= 100 for v in values)
    assert 2 <= len(axis.ticks()) <= 30


def test_day_axis_has_few_ticks() -> None:
    axis = day_axis(["2031-05-05", "2031-05-06T08:00:00+02:00", "2031-06-01"], 0, 100)
    assert axis is not None
    assert len(axis.ticks()) <= 6
    assert [axis.x("2031-05-05"), axis.x("2031-06-01")] == [0, 100]
    assert day_axis([], 0, 100) is None
    long = day_axis(["2029-01-15", "2031-06-01"], 0, 100)
    assert long is not None
    assert long.ticks()[0][1] == "Feb 2029"


def test_numbers_for_people() -> None:
    assert [number(v) for v in (15000.0, 2.5, 0.0)] == ["15,000", "2.5", "0"]


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple)),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple)),
)
def test_what_is_left_outside_is_each_character_that_only_the_first_hold(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    def held(spans: list[tuple[int, int]]) -> set[int]:
        return {n for start, end in spans for n in range(start, end)}

    left = without(merged(first), merged(second))
    assert held(left) == held(first) - held(second)
    assert left == sorted(left)
