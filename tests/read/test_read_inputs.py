"""Whole inputs: what is read, and how each bad input is told."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import sqlite3
import time
import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whence.errors import CommandError, InputError
from whence.read import expand_inputs, read_inputs, read_text
from whence.read.inputs import read_stream
from whence.read.streams import Stream
from whence.records import Problem, Report
from whence.settings import DEFAULTS, Settings

TEXT = "The dam above Harrow Vale failed before dawn, officials said.\n\n“We heard it,” said Mara Lindqvist."


def record(number: int, **more: object) -> dict[str, object]:
    return {"id": f"r{number}", "outlet": "The Vale Courier", "date": "2031-03-04", "title": f"Dam {number}",
            "url": f"https://courier.example/{number}", "text": f"Report {number}. {TEXT}", **more}  # fmt: skip


def lines(*records: object) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode()


def read(
    inputs: Sequence[str | Path], given_settings: Settings = DEFAULTS, stdin: bytes | None = None
) -> tuple[list[Report], list[Problem]]:
    handle = io.BytesIO(stdin) if stdin is not None else None
    found = list(read_inputs(inputs, given_settings, stdin=handle))
    problems = [one for one in found if isinstance(one, Problem)]
    for problem in problems:
        assert problem.stage == "read"
        assert "\n" not in problem.message
    return [one for one in found if isinstance(one, Report)], problems


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def kinds(problems: list[Problem]) -> list[str]:
    return [problem.kind for problem in problems]


# --- what is read ----------------------------------------------------------------------------------------------------


def test_plain_text_is_kept_as_it_is(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf date 2031-03-04 " + TEXT.replace("\n", "\r\n").encode()
    (report,), problems = read([write(tmp_path, "a.txt", data)])
    assert problems == []
    assert report.text == " date 2031-03-04 " + TEXT
    assert report.raw == data
    assert report.origin == "a.txt"
    assert (report.published.value, report.published.basis) == ("2031-03-04", "header")


def test_records_and_the_names_of_their_fields(tmp_path: Path) -> None:
    other = {"guid": 7, "publisher": "Northern Post", "pubDate": "Tue, 04 Mar 2031 07:15:00 GMT", "headline": "Dam",
             "link": "https://post.example/7", "content": ["One.", "Two."], "author": [{"name": "Ines Calder"}, "Tom"],
             "lang": "en", "extra": {"deep": [1]}}  # fmt: skip
    data = lines(record(1), other)
    first, second = read([write(tmp_path, "a.jsonl", data)])[0]
    assert (first.given_id, first.origin, first.outlet) == ("r1", "a.jsonl#r1", "The Vale Courier")
    assert (first.published.value, first.published.basis) == ("2031-03-04", "given")
    assert first.raw == data.split(b"\n")[0]
    assert (second.given_id, second.outlet, second.title) == ("7", "Northern Post", "Dam")
    assert (second.text, second.byline, second.language) == ("One.\n\nTwo.", "Ines Calder, Tom", "en")
    assert second.published.value == "2031-03-04T07:15:00+00:00"


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_json_list_of_records(tmp_path: Path, wrapped: bool) -> None:
    records = [record(1), record(2)]
    value = {"status": "ok", "articles": records} if wrapped else records
    for indent in (None, 2):
        reports, problems = read([write(tmp_path, "a.json", json.dumps(value, indent=indent))])
        assert [report.given_id for report in reports] == ["r1", "r2"]
        assert problems == []


def test_csv_with_quotation_marks_newlines_and_unknown_columns(tmp_path: Path) -> None:
    data = (
        "id,source,published_at,headline,views,body\r\n"
        '1,"Post, The",04/13/2031,Dam,9,"One ""said"".\r\n\r\nTwo."\r\n'
        "2,Post,2031,Dam,9,Three.\r\n"
    )
    first, second = read([write(tmp_path, "a.csv", data)])[0]
    assert first.text == 'One "said".\n\nTwo.'
    assert (first.outlet, first.published.value) == ("Post, The", "2031-04-13")
    assert (second.given_id, second.published.value) == ("2", "2031")
    assert second.raw == b"2,Post,2031,Dam,9,Three."


def test_tsv_and_semicolons(tmp_path: Path) -> None:
    write(tmp_path, "a.tsv", "id\ttext\n1\tThe dam, they said, failed.\n")
    write(tmp_path, "b.csv", "id;text\n2;The dam, they said, failed.\n")
    assert [report.given_id for report in read([tmp_path])[0]] == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.jsonl.gz", gzip.compress), ("a.jsonl.xz", lzma.compress), ("a.jsonl.bz2", bz2.compress),
     ("a.jsonl.zst", zstandard.ZstdCompressor().compress), ("a", gzip.compress)],
)  # fmt: skip
def test_packed_records(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    data = pack(lines(record(1), record(2))) + pack(lines(record(3)))
    reports, problems = read([write(tmp_path, name, data)])
    assert [report.given_id for report in reports] == ["r1", "r2", "r3"]
    assert problems == []


def test_zip_members(tmp_path: Path) -> None:
    path = tmp_path / "pile.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b/one.txt", TEXT)
        archive.writestr("../../up.txt", "Up. " + TEXT)
        archive.writestr("a.jsonl.gz", gzip.compress(lines(record(1))))
        archive.writestr("__MACOSX/one.txt", "no")
        archive.writestr("b/.hidden", "no")
        archive.writestr("bad.bin", b"\x00\x01\x02")
    reports, problems = read([path])
    assert sorted(report.origin for report in reports) == [
        "pile.zip/a.jsonl.gz#r1",
        "pile.zip/b/one.txt",
        "pile.zip/up.txt",
    ]
    assert [(problem.origin, problem.kind) for problem in problems] == [("pile.zip/bad.bin", "binary")]


def test_standard_input() -> None:
    reports, _ = read(["-"], stdin=lines(record(1)))
    assert reports[0].origin == "-#r1"
    reports, _ = read(["-"], stdin=TEXT.encode())
    assert (reports[0].origin, reports[0].text) == ("-", TEXT)


def test_folders_patterns_and_single_files_name_a_file_alike(tmp_path: Path) -> None:
    write(tmp_path, "pile/sub/b.txt", "B. " + TEXT)
    write(tmp_path, "pile/a.txt", "A. " + TEXT)
    write(tmp_path, "pile/.hidden/c.txt", TEXT)
    write(tmp_path, "pile/.d.txt", TEXT)
    pile = tmp_path / "pile"
    by_folder = read([pile])[0]
    assert [report.origin for report in by_folder] == ["a.txt", "sub/b.txt"]
    assert read([f"{pile}/**/*.txt"])[0] == by_folder
    assert read([pile, pile / "sub" / "b.txt", f"{pile}/*.txt"])[0] == by_folder
    assert read([pile / "a.txt"])[0] == by_folder[:1]


def test_the_order_of_inputs_makes_no_difference(tmp_path: Path) -> None:
    paths: list[str | Path] = [write(tmp_path, f"{name}.txt", f"{name}. {TEXT}") for name in "dbca"]
    paths += [tmp_path / "none.txt", write(tmp_path, "z.jsonl", lines(record(2), record(1)))]
    expected = list(read_inputs(paths))
    for seed in range(4):
        random.Random(seed).shuffle(paths)
        assert list(read_inputs(paths)) == expected


def test_the_same_report_comes_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", lines(record(1), record(1), record(2)))
    reports, problems = read([path])
    assert len(reports) == 2
    assert problems == []
    moved = write(tmp_path / "elsewhere", "a.jsonl", lines(record(2), record(1)))
    assert sorted(report.id for report in read([moved])[0]) == sorted(report.id for report in reports)


def test_records_without_an_id_and_with_a_shared_one(tmp_path: Path) -> None:
    data = lines(
        {"text": "One. " + TEXT}, {"text": "Two. " + TEXT}, {"id": 1, "text": "Three."}, {"id": 1, "text": "Four."}
    )
    reports, _ = read([write(tmp_path, "a.jsonl", data)])
    assert len({report.id for report in reports}) == 4
    assert all(len(report.origin.partition("#")[2]) == 12 for report in reports[:2])
    assert [report.origin for report in reports[2:]] == ["a.jsonl#1", "a.jsonl#1"]


def test_settings_fill_in_only_what_is_missing(tmp_path: Path) -> None:
    write(
        tmp_path, "a.jsonl", lines(record(1), {"id": "bare", "text": TEXT, "url": "https://x.example/2029/01/02/dam"})
    )
    chosen = Settings(outlet="Mine", published="2031-05")
    named, bare = read([tmp_path], chosen)[0]
    assert (named.outlet, named.published.value) == ("The Vale Courier", "2031-03-04")
    assert (bare.outlet, bare.published.value, bare.published.basis) == ("Mine", "2031-05", "given")
    bare = read([tmp_path])[0][1]
    assert (bare.published.value, bare.published.basis) == ("2029-01-02", "url")
    assert bare.published.confidence < 1
    with pytest.raises(CommandError):
        read_inputs([tmp_path], Settings(published="soon"))


def test_utf16_records(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", lines(record(1, text="“Æ” – said"), record(2)).decode().encode("utf-16"))
    reports, problems = read([tmp_path])
    assert [report.given_id for report in reports] == ["r1", "r2"]
    assert reports[0].text == "“Æ” – said"
    assert problems == []


# --- bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "kind", "words"),
    [
        ("empty.txt", b"", "empty", "empty"),
        ("blank.txt", b" \n\t\r\n ", "no_text", "no words"),
        ("mark.txt", b"\xef\xbb\xbf", "no_text", "no words"),
        ("a.txt", b"\x00\x01\x02\x03" * 50, "binary", "binary"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "binary", "a PDF; save its text|a PDF: save its text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "binary", "PNG"),
        ("story.db", b"SQLite format 3\x00" + b"\x00" * 84, "binary", "SQLite"),
        ("a.rtf", rb"{\rtf1\ansi The dam}", "binary", "RTF"),
        ("feed.xml", b"<?xml version='1.0'?><rss version='2.0'></rss>", "empty", "feed without entries"),
        ("a.html", b"<html><body></body></html>", "no_text", "web page"),
        ("a.csv", b"name,count\nx,1\n", "no_text_column", "name, count"),
        ("a.csv", b"\n\n", "no_text", "no words"),
        ("a.json", b'{"id": 1,\n "text": ', "bad_json", "not JSON"),
        ("a.jsonl", b"\n\n", "empty", "no records"),
        ("a.csv", b"id,text\n", "empty", "no rows"),
        ("a.json", b"[]", "empty", "empty list"),
        ("a.json", b'[1, "two", null]', "not_reports", "3 items"),
        ("a.json", b'[{"Input": "x"}, {"Input": "y"}]', "not_reports", "2 items"),
        ("a.json", b'{"type": "FeatureCollection",\n "features": []}', "no_text", "without text"),
        ("a.jsonl", b'"just a string"\n', "not_reports", "a string"),
        ("a.jsonl", b'{"id": 1, "text": ""}\n', "no_text", "text is empty"),
        ("a.jsonl", b"[" * 100_000 + b"\n", "bad_json", "nested"),
        ("a.jsonl", b'{"id": 1, "n": ' + b"9" * 5000 + b"}\n", "bad_json", "not JSON"),
        ("a.zip", b"PK\x03\x04" + b"x" * 40, "damaged", "zip"),
        ("a.gz", b"\x1f\x8b\x08" + b"x" * 40, "damaged", "gz"),
    ],
)  # fmt: skip
def test_bad_files_are_one_problem_each(tmp_path: Path, name: str, data: bytes, kind: str, words: str) -> None:
    write(tmp_path, "bad/" + name, data)
    write(tmp_path, "bad/zz_good.txt", TEXT)
    reports, problems = read([tmp_path / "bad"])
    assert [report.text for report in reports] == [TEXT]
    assert kinds(problems)[:1] == [kind]
    assert any(word in problems[0].message for word in words.split("|"))
    assert name in problems[0].message


def test_a_word_document_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<x/>")
    (problem,) = read([tmp_path])[1]
    assert problem.kind == "binary"
    assert "a Word document" in problem.message


def test_a_story_is_not_an_input(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "story.db") as connection:
        connection.execute("CREATE TABLE report (id TEXT)")
    assert kinds(read([tmp_path])[1]) == ["binary"]


def test_bad_lines_are_told_by_number_and_the_others_read(tmp_path: Path) -> None:
    data = (
        lines(record(1)) + b'{"id": 2, "text": \n\n' + b'{"id": 3}\n' + lines(record(4, date="2031-02-30"), record(5))
    )
    reports, problems = read([write(tmp_path, "a.jsonl", data)])
    assert [report.given_id for report in reports] == ["r1", "r4", "r5"]
    assert [(problem.origin, problem.kind) for problem in problems] == [
        ("a.jsonl:line 2", "bad_json"), ("a.jsonl:line 4", "no_text"), ("a.jsonl:line 5", "bad_date")
    ]  # fmt: skip
    assert reports[1].published.value is None
    assert reports[1].published.basis is None


def test_an_impossible_date_in_plain_text(tmp_path: Path) -> None:
    (report,), problems = read([write(tmp_path, "a.txt", "date 2031-02-30 " + TEXT)])
    assert report.published.value is None
    assert kinds(problems) == ["bad_date"]


def test_broken_utf8_is_read_and_told(tmp_path: Path) -> None:
    broken = "The “dam” failed. ".encode() + b"\xe2\x80 and \xff went on."
    write(tmp_path, "a.txt", broken)
    write(tmp_path, "b.jsonl", b'{"id": 1, "text": "' + broken + b'"}\n')
    write(tmp_path, "c.csv", b"id,text\n1,fine\n2," + broken + b"\n")
    reports, problems = read([tmp_path])
    assert len(reports) == 4
    assert [(problem.origin, problem.kind) for problem in problems] == [
        ("a.txt", "encoding"), ("b.jsonl:line 1", "encoding"), ("c.csv", "encoding")
    ]  # fmt: skip
    assert all("2 place" in problem.message for problem in problems)


def test_characters_that_no_story_can_hold(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", b'{"id": "\\ud800", "title": "a\\u0000b", "text": "The dam \\ud83d failed\\u0000."}\n')
    (report,), problems = read([tmp_path])
    assert report.text == "The dam \ufffd failed\ufffd."
    assert report.title == "a\ufffdb"
    report.origin.encode()
    assert kinds(problems) == ["encoding"]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress, zstandard.ZstdCompressor().compress])
def test_a_cut_archive_is_read_as_far_as_it_goes(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    rows = [record(number, text=f"{number} " + str(random.Random(number).random()) * 400) for number in range(2000)]
    packed = pack(lines(*rows))
    for share in (0.5, 0.99):
        reports, problems = read([write(tmp_path, "a.jsonl.gz", packed[: int(len(packed) * share)])])
        assert len(reports) > 0 or pack is bz2.compress
        assert len(reports) < 2000
        assert kinds(problems) == ["truncated"]


def test_a_line_of_fifty_million_bytes(tmp_path: Path) -> None:
    write(tmp_path, "pile/a.txt", b"x" * 50_000_000)
    write(tmp_path, "pile/b.jsonl", b'{"text": "' + b"x" * 50_000_000 + b'"}\n' + lines(record(1)))
    write(tmp_path, "pile/c.csv", b"id,text\n1," + b"x" * 50_000_000 + b"\n")
    write(tmp_path, "pile/d.html", b"<html>" + b"x" * 50_000_000)
    tracemalloc.start()
    began = time.perf_counter()
    reports, problems = read([tmp_path / "pile"])
    took = time.perf_counter() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [report.given_id for report in reports] == ["r1"]
    assert kinds(problems) == ["too_large", "too_large", "bad_csv", "too_large"]
    assert took < 10
    assert peak < 100_000_000


def test_a_text_just_too_long(tmp_path: Path) -> None:
    small = Settings(max_report_chars=100)
    write(tmp_path, "a.txt", "é" * 101)
    write(tmp_path, "b.txt", "é " * 50)
    reports, problems = read([tmp_path], small)
    assert [report.origin for report in reports] == ["b.txt"]
    assert kinds(problems) == ["too_large"]


def test_bombs_are_stopped(tmp_path: Path) -> None:
    small = Settings(max_input_bytes=3_000_000)
    bomb = gzip.compress(b"\n" * 8_000_000)
    write(tmp_path, "a.jsonl.gz", bomb)
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", b"\n" * 8_000_000)
        archive.writestr("b.jsonl", b"\n" * 8_000_000)
    reports, problems = read([tmp_path], small)
    assert reports == []
    assert set(kinds(problems)) == {"too_large"}
    nested = TEXT.encode()
    for _ in range(8):
        nested = gzip.compress(nested)
    assert kinds(read([write(tmp_path / "n", "n.gz", nested)])[1]) == ["unsupported"]


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    good = write(tmp_path, "pile/good.txt", TEXT)
    (tmp_path / "pile" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "pile" / "again").symlink_to(tmp_path / "pile")
    (tmp_path / "pile" / "self").symlink_to(tmp_path / "pile" / "self")
    os.mkfifo(tmp_path / "pile" / "pipe")
    reports, problems = read(
        [tmp_path / "pile", tmp_path / "none", f"{tmp_path}/*.none", "https://courier.example/dam"]
    )
    assert [report.origin for report in reports] == [good.name]
    assert sorted(kinds(problems)) == [
        "broken_link",
        "broken_link",
        "link_loop",
        "missing",
        "missing",
        "not_a_file",
        "unsupported",
    ]
    assert not any(str(tmp_path) in problem.origin for problem in problems)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permissions(tmp_path: Path) -> None:
    write(tmp_path, "pile/a.txt", TEXT).chmod(0)
    (tmp_path / "pile" / "closed").mkdir(mode=0)
    assert kinds(read([tmp_path / "pile"])[1]) == ["unreadable", "unreadable"]


def test_what_the_system_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "pile/a.txt", TEXT)
    write(tmp_path, "pile/b.txt", "B. " + TEXT)
    write(tmp_path, "pile/closed/c.txt", TEXT)
    opened, listed = Path.open, Path.iterdir

    def open_but(path: Path, mode: str = "r") -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    def list_but(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "open", open_but)
    monkeypatch.setattr(Path, "iterdir", list_but)
    reports, problems = read([tmp_path / "pile"])
    assert [report.origin for report in reports] == ["b.txt"]
    assert [(problem.origin, problem.kind) for problem in problems] == [
        ("closed", "unreadable"),
        ("a.txt", "unreadable"),
    ]


def test_nothing_to_read_is_known_beforehand(tmp_path: Path) -> None:
    assert expand_inputs([tmp_path / "none.txt"]).files == ()
    assert expand_inputs([tmp_path / "none.txt"]).problems[0].kind == "missing"
    assert expand_inputs(["-"]).files[0].origin == "-"
    assert expand_inputs(["a\x00b"]).problems[0].kind == "missing"


def test_a_single_string() -> None:
    report = read_text("Dam fails above Harrow Vale\n\n" + TEXT, published="2031-03", outlet="Mine")
    assert (report.title, report.published.value, report.outlet) == ("Dam fails above Harrow Vale", "2031-03", "Mine")
    assert read_text(TEXT).id == read_text(TEXT).id
    with pytest.raises(InputError):
        read_text("  ")
    with pytest.raises(InputError):
        read_text(TEXT, published="soon")


# --- anything at all -------------------------------------------------------------------------------------------------

_STARTS = [
    b"", b"{", b'{"text": "', b"[{", b"<html><body><p>", b"id,text\n", b"\x1f\x8b\x08", b"PK\x03\x04", b"\xff\xfe",
    b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\x00", b"BZh9", b"date 2031", b"<?xml version='1.0'?><html>",
]  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(_STARTS), st.binary(max_size=300), st.sampled_from(["", "txt", "html", "jsonl", "csv", "json"]))
def test_any_bytes_give_reports_or_problems(start: bytes, data: bytes, ending: str) -> None:
    stream = Stream(iter([start + data]), f"a.{ending}", 10_000)
    found_here = [*read_inputs(["-"], stdin=io.BytesIO(start + data)), *read_stream(stream, f"a.{ending}", DEFAULTS)]
    for found in found_here:
        assert isinstance(found, Report | Problem)
        if isinstance(found, Report):
            (found.text + found.origin + (found.title or "") + (found.url or "")).encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
                        st.sampled_from(
                            ["id", "text", "title", "date", "url", "source", "author", "data", "articles", "x"]),
                        inner, max_size=6), max_leaves=20))  # fmt: skip
def test_any_json_gives_reports_or_problems(value: object) -> None:
    for found in read_inputs(["-"], stdin=io.BytesIO((json.dumps(value) + "\n").encode())):
        if isinstance(found, Report):
            assert found.text.strip()
            (found.text + found.origin + (found.outlet or "") + (found.byline or "")).encode("utf-8")


# --- the development data --------------------------------------------------------------------------------------------


@pytest.mark.data
def test_real_reports(data_dir: Path) -> None:
    reports, problems = read([data_dir / "seeds", data_dir / "stories"])
    assert (len(reports), problems) == (145, [])
    assert all(report.published.value for report in reports if "#" in report.origin)
    dated = [report for report in reports if "#" not in report.origin]
    assert [report.published.basis for report in dated] == ["header", None]
    assert [report.title is None for report in dated] == [True, False]
