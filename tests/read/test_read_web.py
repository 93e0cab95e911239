"""Feeds, web archives, pages saved as one file, mails."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from whence.read import read_inputs
from whence.records import Problem, Report

ARTICLE = (
    "The dam above Harrow Vale failed before dawn on Tuesday, officials said, and the water took the lower street.",
    "“We heard it before we saw it,” said Mara Lindqvist, who runs the bakery beside the bridge in the lower town.",
    "The district council will meet on Friday to hear the engineers, its chair Tomas Brandvold told reporters there.",
)


def page(title: str, *, date: str | None = "2031-03-04T07:15:00Z", paragraphs: tuple[str, ...] = ARTICLE) -> str:
    meta = f'<meta property="article:published_time" content="{date}">' if date else ""
    words = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{meta}'
        f'<meta property="og:site_name" content="The Vale Courier"></head>'
        f"<body><article><h1>{title}</h1>{words}</article></body></html>"
    )


def read(path: Path) -> tuple[list[Report], list[Problem]]:
    found = list(read_inputs([path]))
    return [one for one in found if isinstance(one, Report)], [one for one in found if isinstance(one, Problem)]


# --- feeds -----------------------------------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Vale Courier</title><link>https://courier.example/</link><language>en</language>
<item><title>Dam &amp;amp; bridge</title><link>https://courier.example/1</link><guid>c-1</guid>
<dc:creator>Ines Calder</dc:creator>
<pubDate>Tue, 04 Mar 2031 07:15:00 GMT</pubDate><description>The dam failed.</description>
<content:encoded><![CDATA[<p>{ARTICLE[0]}</p><p>{ARTICLE[1]}</p>]]></content:encoded></item>
<item><title>Council to meet</title><link>https://courier.example/2</link>
<description>The council will meet on Friday.</description><pubDate>someday</pubDate></item>
<item><title>A picture</title><link>https://courier.example/3</link></item>
</channel></rss>
"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Northern Post</title><id>urn:np</id>
<entry><id>urn:np:1</id><title>Dam fails</title><link href="https://post.example/1"/>
<author><name>Tom Orrery</name></author>
<published>2031-03-05T06:00:00Z</published><updated>2031-03-06T06:00:00Z</updated>
<content type="html">&lt;p&gt;{ARTICLE[0]}&lt;/p&gt;&lt;p&gt;{ARTICLE[2]}&lt;/p&gt;</content></entry>
<entry><id>urn:np:2</id><title>Second</title><link href="https://post.example/2"/><updated>2031-03-07T06:00:00Z</updated>
<content type="text">{" ".join(ARTICLE)}</content></entry></feed>
"""


def test_an_rss_entry_is_a_report_with_its_content_and_its_date(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, "utf-8")
    (first, second), problems = read(path)
    assert first.text == f"{ARTICLE[0]}\n\n{ARTICLE[1]}"
    assert (first.given_id, first.url, first.title) == ("c-1", "https://courier.example/1", "Dam & bridge")
    assert (first.outlet, first.byline, first.origin) == ("The Vale Courier", "Ines Calder", "feed.xml#c-1")
    assert (first.published.value, first.published.basis) == ("2031-03-04T07:15:00+00:00", "feed")
    assert "feed says" in first.published.reason
    assert second.text == "The council will meet on Friday."
    assert [problem.kind for problem in problems] == ["bad_date", "no_text", "summary"]
    assert "1 of 3 entries" in problems[1].message
    assert "1 of 3 entries" in problems[2].message


def test_an_atom_entry_that_dates_only_its_change_is_trusted_less(tmp_path: Path) -> None:
    path = tmp_path / "a.atom"
    path.write_text(ATOM, "utf-8")
    (first, second), problems = read(path)
    assert problems == []
    assert (first.outlet, first.byline, first.published.earliest) == ("Northern Post", "Tom Orrery", "2031-03-05")
    assert second.text == " ".join(ARTICLE)
    assert second.published.earliest == "2031-03-07"
    assert second.published.confidence < first.published.confidence


def test_a_json_feed(tmp_path: Path) -> None:
    item = {"id": "1", "url": "https://courier.example/1", "title": "Dam",
            "date_published": "2031-03-04T07:15:00Z", "authors": [{"name": "Ines Calder"}],
            "content_html": f"<p>{ARTICLE[0]}</p><p>{ARTICLE[1]}</p>"}  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Vale Courier", "items": [item]}
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(feed), "utf-8")
    (report,), problems = read(path)
    assert problems == []
    assert report.text == f"{ARTICLE[0]}\n\n{ARTICLE[1]}"
    assert (report.outlet, report.byline, report.published.earliest) == (
        "The Vale Courier",
        "Ines Calder",
        "2031-03-04",
    )


def test_a_feed_without_entries_and_one_that_is_cut(tmp_path: Path) -> None:
    (tmp_path / "none.xml").write_text("<rss version='2.0'><channel><title>Post</title></channel></rss>")
    (tmp_path / "cut.xml").write_text(RSS[: RSS.index("<item><title>Council") + 40])
    reports, (problem,) = read(tmp_path / "none.xml")
    assert reports == []
    assert problem.kind == "empty"
    reports, problems = read(tmp_path / "cut.xml")
    assert reports[0].given_id == "c-1"
    assert "bad_feed" in {one.kind for one in problems}


# --- web archives ----------------------------------------------------------------------------------------------------


def record(
    writer: WARCWriter, url: str, body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8",
    packing: str = "", location: str = "", date: str = "2031-03-09T10:00:00Z",
) -> None:  # fmt: skip
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    headers += [("Content-Encoding", packing)] if packing else []
    headers += [("Location", location)] if location else []
    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    made = writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict={"WARC-Date": date}
    )
    writer.write_record(made)


def archive() -> bytes:
    handle = io.BytesIO()
    writer = WARCWriter(handle, gzip=True)
    record(writer, "https://courier.example/", page("The Vale Courier").encode())
    record(writer, "https://courier.example/dam", page("Dam fails").encode())
    record(
        writer, "https://courier.example/undated", brotli.compress(page("Council", date=None).encode()), packing="br"
    )
    record(writer, "https://courier.example/zip", gzip.compress(page("Bridge").encode()), packing="gzip")
    record(writer, "https://courier.example/gone", page("Not found").encode(), status="404 Not Found")
    record(writer, "https://courier.example/app.js", b"let x = 1", kind="text/javascript")
    record(writer, "https://courier.example/old", b"", status="301 Moved", location="/moved")
    record(writer, "https://courier.example/moved", page("Moved").encode())
    record(writer, "https://courier.example/shell", b"<html><body><script>1</script></body></html>")
    record(writer, "https://courier.example/bad", b"no brotli", packing="br")
    record(writer, "https://courier.example/feed", RSS.encode(), kind="application/rss+xml")
    record(writer, "https://courier.example/note", " ".join(ARTICLE).encode(), kind="text/plain")
    return handle.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_gives_its_pages_feeds_and_texts(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(archive() if packed else gzip.decompress(archive()))
    reports, problems = read(path)
    by_url = {one.url: one for one in reports}
    ends = ("1", "2", "dam", "moved", "note", "undated", "zip")
    assert sorted(str(url) for url in by_url) == [f"https://courier.example/{end}" for end in ends]
    dam = by_url["https://courier.example/dam"]
    assert dam.text.endswith("\n\n".join(ARTICLE))
    assert (dam.title, dam.outlet) == ("Dam fails", "The Vale Courier")
    assert (dam.published.earliest, dam.published.basis) == ("2031-03-04", "metadata")
    assert dam.origin.startswith(f"{path.name}#")
    undated = by_url["https://courier.example/undated"].published
    assert (undated.earliest, undated.latest) == (None, "2031-03-09")
    assert "captured on 2031-03-09" in undated.reason
    told = {one.kind: one.message for one in problems}
    assert "https://courier.example/shell" in told["no_text"]
    assert "https://courier.example/bad" in told["damaged"]


def test_a_wacz_gives_the_pages_that_it_lists_and_follows_their_redirects(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    listed = [{"format": "json-pages-1.0"}, {"url": "https://courier.example/dam#top", "ts": "2031-03-09T10:00:00Z"},
              {"url": "https://courier.example/old"}]  # fmt: skip
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("datapackage.json", json.dumps({"profile": "data-package"}))
        made.writestr("archive/data.warc.gz", archive())
        made.writestr("indexes/index.cdx", "x 1 {}")
        made.writestr("pages/pages.jsonl", "\n".join(json.dumps(one) for one in listed))
    reports, problems = read(path)
    assert sorted(one.url or "" for one in reports) == [f"https://courier.example/{end}" for end in ("dam", "moved")]
    assert problems == []
    assert reports[0].origin.startswith("a.wacz/archive/data.warc.gz#")


def test_a_cut_warc_gives_what_came_before_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    whole = gzip.decompress(archive())
    path.write_bytes(whole[: whole.index(b"https://courier.example/zip") + 200])
    reports, problems = read(path)
    assert "https://courier.example/dam" in {one.url for one in reports}
    assert [problem.kind for problem in problems] == ["damaged"]
    assert "cut off" in problems[0].message


def test_a_warc_of_nothing_that_was_answered(tmp_path: Path) -> None:
    handle = io.BytesIO()
    writer = WARCWriter(handle, gzip=False)
    record(writer, "https://courier.example/gone", page("Not found").encode(), status="404 Not Found")
    (tmp_path / "a.warc").write_bytes(handle.getvalue())
    reports, (problem,) = read(tmp_path / "a.warc")
    assert reports == []
    assert problem.kind == "empty"
    assert "no page that was answered" in problem.message


# --- messages --------------------------------------------------------------------------------------------------------


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://courier.example/dam"
    message["Subject"] = "Dam fails | The Vale Courier"
    message["Date"] = "Wed, 05 Mar 2031 09:00:00 -0000"
    message.set_content(page("Dam fails", date=None), subtype="html", cte="quoted-printable")
    message.make_related()
    path = tmp_path / "dam.mhtml"
    path.write_bytes(bytes(message).replace(b"\n", b"\r\n"))
    (report,), problems = read(path)
    assert problems == []
    assert (report.url, report.title) == ("https://courier.example/dam", "Dam fails")
    assert report.text.endswith("\n\n".join(ARTICLE))
    assert (report.published.earliest, report.published.latest) == (None, "2031-03-05")


@pytest.mark.parametrize("markup", [True, False])
def test_a_mail_is_a_report_of_who_sent_it(tmp_path: Path, markup: bool) -> None:
    message = EmailMessage()
    message["From"] = "The Vale Courier <news@courier.example>"
    message["Subject"] = "Dam fails"
    message["Date"] = "Tue, 04 Mar 2031 07:15:00 +0000"
    message.set_content("\n\n".join(ARTICLE) + "\n", cte="base64")
    if markup:
        message.add_alternative(page("Dam fails", date=None), subtype="html")
    path = tmp_path / "dam.eml"
    path.write_bytes(bytes(message))
    (report,), problems = read(path)
    assert problems == []
    assert (report.outlet, report.title, report.published.earliest) == ("The Vale Courier", "Dam fails", "2031-03-04")
    assert report.text.rstrip().endswith("\n\n".join(ARTICLE))


def test_a_text_that_only_begins_like_a_message_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("From: Ines Calder\nDate: 2031-03-04\n\n" + ARTICLE[0])
    (report,), _ = read(path)
    assert ARTICLE[0] in report.text
    assert report.origin == "a.txt"
