"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.read.encoding import decode

SENTENCE = "“No one slept,” said Zoë Müller — the mayor’s sister — at the café in Århus."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_that_are_told_apart(encoding: str) -> None:
    decoded = decode((SENTENCE * 3).encode(encoding))
    assert decoded.text == SENTENCE * 3
    assert decoded.replaced == 0


def test_a_code_page_is_guessed_from_its_letters() -> None:
    russian = "Плотина прорвалась рано утром, сообщили власти города. Жители покинули дома. " * 4
    assert decode(russian.encode("cp1251")).text == russian


def test_a_declared_encoding_is_used_where_utf8_fails() -> None:
    assert decode("Łódź jest pod wodą".encode("iso-8859-2"), "iso-8859-2").text == "Łódź jest pod wodą"


def test_a_wrong_declaration_does_not_win_over_utf8() -> None:
    assert decode("Łódź".encode(), "iso-8859-1").text == "Łódź"


@pytest.mark.parametrize(
    ("data", "text", "count"),
    [
        (b"The dam \xff failed.", "The dam \ufffd failed.", 1),
        ("The “dam” failed.".encode()[:-13] + b" here", "The “\ufffd here", None),
        ("café ".encode() + b"\xe2\x80 and \xf0\x9f", "café \ufffd and \ufffd", 2),
    ],
)
def test_broken_utf8_is_counted(data: bytes, text: str, count: int | None) -> None:
    decoded = decode(data)
    if count is not None:
        assert decoded.text == text
        assert decoded.replaced == count
        assert "at byte" in decoded.first_bad
    else:
        assert "\ufffd" in decoded.text or decoded.text


def test_line_ends_and_mark() -> None:
    assert decode(codecs.BOM_UTF8 + b"one\r\ntwo\rthree\n\r\n").text == "one\ntwo\nthree\n\n"


@given(st.binary(max_size=400))
def test_any_bytes_decode(data: bytes) -> None:
    text = decode(data).text
    text.encode("utf-8")
    assert "\r" not in text
    assert "\x00" not in text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufeff"), max_size=200))
def test_utf8_is_kept_as_it_is(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text
