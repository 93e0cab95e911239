"""Web pages: the article's blocks and what the page says about itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whence.read import read_inputs
from whence.read.html import declared_charset, looks_like_markup, read_page, text_of_fragment
from whence.records import Problem, Report

PARAGRAPHS = [
    "At least 14 people were missing on Tuesday after an earth dam failed above the town of Harrow Vale, officials "
    "said. The water reached the lower town before dawn and carried away two bridges.",
    "“We heard it before we saw it,” said Mara Lindqvist, who keeps the mill.",
    "From The Northern Post: “The wall had been inspected in the autumn,” a spokesman for the water board said.",
    "The county published what is closed:",
    "the bridge at Mill Lane",
    "the road to Aldby",
    "Rescue teams from three counties were on their way by noon, and 200 soldiers will join them on Wednesday.",
]


def page(head: str = "", attributes: str = 'lang="en-GB"', top: str = "") -> str:
    one, two, quoted, four, first, second, last = PARAGRAPHS
    return (
        f"<!DOCTYPE html><html {attributes}><head><title>Dam fails | Courier</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav>"
        f"<article><h1>Dam fails above Harrow Vale</h1>{top}<p>{one}</p><p>{two}</p>"
        f"<blockquote><p>{quoted}</p></blockquote><p>{four}</p><ul><li>{first}</li><li>{second}</li></ul><p>{last}</p></article>"
        "<aside><a href='/a'>Five walks in spring</a></aside>"
        "<footer><p>Copyright 2031 The Courier. Subscribe to our newsletter.</p></footer></body></html>"
    )


def json_ld(**members: object) -> str:
    value = {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", **members}]}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_paragraphs_quotations_and_list_items_stay_apart() -> None:
    assert read_page(page()).text.split("\n\n") == PARAGRAPHS


def test_what_the_page_says_in_json_ld() -> None:
    head = json_ld(
        headline="Dam fails",
        datePublished="2031-03-04T07:15:00+01:00",
        author=[{"@type": "Person", "name": "Ines Calder"}, {"name": "Tom Okoro"}],
        publisher={"name": "The Vale Courier"},
    )
    found = read_page(page(head + '<link rel="canonical" href="https://courier.example/dam">'))
    assert found.fields == {
        "title": "Dam fails", "outlet": "The Vale Courier", "byline": "Ines Calder, Tom Okoro",
        "url": "https://courier.example/dam", "language": "en-GB",
    }  # fmt: skip
    assert found.published is not None
    assert (found.published.value, found.published.basis) == ("2031-03-04T07:15:00+01:00", "metadata")


@pytest.mark.parametrize(
    ("head", "top", "value"),
    [
        ('<meta property="article:published_time" content="2031-03-04T07:15:00Z">', "", "2031-03-04T07:15:00Z"),
        ('<meta name="date" content="4 March 2031">', "", "2031-03-04"),
        ("", '<time datetime="2031-03-04">4 March</time>', "2031-03-04"),
        ("", '<p itemprop="datePublished" content="2031-03-04">Tuesday</p>', "2031-03-04"),
        (json_ld(datePublished="2031-02-30"), '<time datetime="2031-03-04">4 March</time>', "2031-03-04"),
        ("", "", None),
    ],
)
def test_where_the_date_is_found(head: str, top: str, value: str | None) -> None:
    published = read_page(page(head, top=top)).published
    assert (published.value if published else None) == value


@pytest.mark.parametrize("words", ["on 2029-05-06", "on May 6, 2029", "on 6 May 2029"])
def test_a_day_that_the_article_tells_of_is_not_its_date(words: str) -> None:
    assert read_page(page().replace("in the autumn", words)).published is None


def test_a_date_line_that_stays_in_the_text_is_read_there(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(top='<div class="post-date">May 6, 2029</div>'))
    (report,) = read_inputs([tmp_path])
    assert isinstance(report, Report)
    assert (report.published.value, report.published.basis) == ("2029-05-06", "header")


def test_a_date_that_only_htmldate_finds_is_trusted_less() -> None:
    markup = page().replace("<footer>", '<footer><abbr class="published" title="2029-05-06">6.5.</abbr>')
    published = read_page(markup).published
    assert published is not None
    assert (published.value, published.confidence) == ("2029-05-06", 0.6)


def test_the_url_of_a_page_dates_it_as_a_url(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page('<link rel="canonical" href="https://courier.example/2031/03/04/dam">'))
    (report,) = read_inputs([tmp_path])
    assert isinstance(report, Report)
    assert (report.published.value, report.published.basis) == ("2031-03-04", "url")


def test_an_impossible_date_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(json_ld(datePublished="2031-02-30")), encoding="utf-8")
    report, problem = list(read_inputs([tmp_path]))
    assert isinstance(report, Report)
    assert isinstance(problem, Problem)
    assert report.published.value is None
    assert problem.kind == "bad_date"


def test_encodings_that_pages_declare(tmp_path: Path) -> None:
    words = PARAGRAPHS[0].replace("Harrow Vale", "Łódź nad Wisłą")
    text = page('<meta charset="iso-8859-2">').replace(PARAGRAPHS[0], words)
    plain = text.replace("“", '"').replace("”", '"')
    (tmp_path / "a.html").write_bytes(plain.encode("iso-8859-2"))
    (report,) = list(read_inputs([tmp_path]))
    assert isinstance(report, Report)
    assert "Łódź nad Wisłą" in report.text
    assert declared_charset(b"<?xml version='1.0' encoding='utf-16'?>") == "utf-16"
    assert declared_charset(b"<html>") is None


def test_the_same_page_reads_the_same_and_keeps_its_bytes(tmp_path: Path) -> None:
    data = page().encode()
    (tmp_path / "a.htm").write_bytes(data)
    (tmp_path / "b.txt").write_bytes(data)
    first, second = (one for one in read_inputs([tmp_path]) if isinstance(one, Report))
    assert first.raw == data
    assert first.text == second.text
    assert first.title == "Dam fails above Harrow Vale"


@pytest.mark.parametrize(
    "markup",
    ["<html>", "<html><body>" + "<div>" * 5000 + "deep", "<p>\x00\x0b\ud800</p>", "<!-- -->",
     "<html><script>{</script>",
     '<script type="application/ld+json">[[{"@graph": 3, "@type": ["x"]}]]</script><p>a</p>'],
)  # fmt: skip
def test_broken_pages_do_not_raise(markup: str) -> None:
    read_page(markup)


def test_fragments_in_records() -> None:
    markup = (
        "<p>The dam <b>failed</b>.</p>\n<blockquote>“We heard it.”</blockquote>"
        "<ul><li>one<li>two</ul>Last<br>line &amp; end"
    )
    assert looks_like_markup(markup)
    assert text_of_fragment(markup) == "The dam failed.\n\n“We heard it.”\n\none\n\ntwo\n\nLast\n\nline & end"
    assert not looks_like_markup("The river is < 3 m, and 4 > 3.")
    assert not looks_like_markup("<Name withheld> said so.")
