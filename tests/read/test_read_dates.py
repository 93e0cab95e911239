"""Dates as outlets write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.read.dates import BadDateError, is_absent, parse_date, published_from, url_date


@pytest.mark.parametrize(
    ("words", "value", "earliest", "latest"),
    [
        ("2031", "2031", "2031-01-01", "2031-12-31"),
        ("2031-12", "2031-12", "2031-12-01", "2031-12-31"),
        ("2032-02", "2032-02", "2032-02-01", "2032-02-29"),
        ("2031-09-30", "2031-09-30", "2031-09-30", "2031-09-30"),
        ("20310930", "2031-09-30", "2031-09-30", "2031-09-30"),
        ("2031/9/3", "2031-09-03", "2031-09-03", "2031-09-03"),
        ("1588-08-08", "1588-08-08", "1588-08-08", "1588-08-08"),
        ("2031-09-30T10:15:00Z", "2031-09-30T10:15:00Z", "2031-09-30", "2031-09-30"),
        ("2031-09-30 23:15:00-04:00", "2031-09-30T23:15:00-04:00", "2031-09-30", "2031-09-30"),
        ("2031-09-30T23:15:00.250+0530", "2031-09-30T23:15:00.250+05:30", "2031-09-30", "2031-09-30"),
        ("20310930T101500Z", "2031-09-30T10:15:00Z", "2031-09-30", "2031-09-30"),
        ("Tue, 30 Sep 2031 10:15:00 GMT", "2031-09-30T10:15:00+00:00", "2031-09-30", "2031-09-30"),
        ("Tue, 30 Sep 2031 10:15:00 -0500", "2031-09-30T10:15:00-05:00", "2031-09-30", "2031-09-30"),
        ("September 30, 2031", "2031-09-30", "2031-09-30", "2031-09-30"),
        ("Tuesday, Sept. 30, 2031", "2031-09-30", "2031-09-30", "2031-09-30"),
        ("30th September 2031", "2031-09-30", "2031-09-30", "2031-09-30"),
        ("30-Sep-2031", "2031-09-30", "2031-09-30", "2031-09-30"),
        ("September 30, 2031 at 4:05 p.m. EDT", "2031-09-30T16:05-04:00", "2031-09-30", "2031-09-30"),
        ("30 September 2031, 12:30 am", "2031-09-30T00:30", "2031-09-30", "2031-09-30"),
        ("September 2031", "2031-09", "2031-09-01", "2031-09-30"),
        ("30/09/2031", "2031-09-30", "2031-09-30", "2031-09-30"),
        ("9/30/2031", "2031-09-30", "2031-09-30", "2031-09-30"),
        ("04/04/2031", "2031-04-04", "2031-04-04", "2031-04-04"),
        ("03.04.2031", "2031-04-03", "2031-04-03", "2031-04-03"),
        ("03/04/2031", None, "2031-03-04", "2031-04-03"),
        ("1948537800", "2031-09-30T12:30:00Z", "2031-09-30", "2031-09-30"),
        ("1948537800000", "2031-09-30T12:30:00Z", "2031-09-30", "2031-09-30"),
        ("Tue Sep 30 10:15:00 +0000 2031", "2031-09-30T10:15:00+00:00", "2031-09-30", "2031-09-30"),
    ],
)
def test_what_a_date_says(words: str, value: str | None, earliest: str, latest: str) -> None:
    dated = parse_date(words)
    assert (dated.value, dated.earliest, dated.latest) == (value, earliest, latest)


@pytest.mark.parametrize(
    "words",
    ["2031-02-30", "2031-13-01", "0000-01-01", "31/31/2031", "yesterday", "30 Foo 2031", "3/4/31",
     "2031-09-30T25:00:00", "September 31, 2031", "0 March 2031", "13:99", "20311399"],
)  # fmt: skip
def test_what_is_no_date(words: str) -> None:
    with pytest.raises(BadDateError):
        parse_date(words)


def test_two_readings_are_kept_and_said() -> None:
    published = published_from("03/04/2031", "given", 1.0, "its record says so", None)
    assert (published.value, published.earliest, published.latest) == (None, "2031-03-04", "2031-04-03")
    assert published.confidence == 0.5
    assert "2031-03-04 or 2031-04-03" in published.reason


def test_the_url_settles_two_readings() -> None:
    url = "https://courier.example/2031/04/03/dam"
    assert published_from("03/04/2031", "given", 1.0, "its record says so", url).value == "2031-04-03"


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://a.example/news/2020/01/03/dam-fails/", "2020-01-03"),
        ("https://a.example/news/2019/mar/5/dam-fails-/", "2019-03-05"),
        ("https://a.example/2020/1/2/21047655/dam", "2020-01-02"),
        ("https://a.example/World/2013/0826/Dam-fails", "2013-08-26"),
        ("https://a.example/story/dam-fails-2020-01-03?mod=home", "2020-01-03"),
        ("https://a.example/2020/01/dam-fails/", "2020-01"),
        ("https://a.example/2020/13/45/dam", None),
        ("https://a.example/article/20478123", None),
        ("https://a.example/story/2838240012/", None),
        (None, None),
    ],
)
def test_dates_in_urls(url: str | None, value: str | None) -> None:
    dated = url_date(url)
    assert (dated.value if dated else None) == value


def test_absent_is_not_bad() -> None:
    assert is_absent(" N/A ")
    assert not is_absent("soon")


@given(st.text(max_size=40))
def test_any_words_are_a_date_or_are_refused(words: str) -> None:
    try:
        dated = parse_date(words)
    except BadDateError:
        return
    assert dated.earliest <= dated.latest


@given(st.dates())
def test_a_day_reads_back(day: object) -> None:
    assert parse_date(str(day)).value == str(day)
