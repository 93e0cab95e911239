"""When two outlets are one outlet, or two of one publisher."""

from __future__ import annotations

from importlib import resources

import pytest

from whence.compare.outlets import outlet_key, publisher


@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        ("USA TODAY", "The Arizona Republic", "2020-01-03"),
        ("Miami Herald", "El Nuevo Herald", "2019-05-01"),
        ("The Associated Press", "AP", None),
        ("Fox News", "Fox Business", "2018-01-01"),
        ("MSNBC", "NBC News", "2020-01-01"),
        ("MSNBC", "NBC News", None),
    ],
)
def test_one_publisher(one: str, other: str, day: str | None) -> None:
    assert publisher(one, day) == publisher(other, day)


@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        ("The Washington Post", "The Washington Times", "2020-01-01"),
        ("The Hill", "NewsNation", "2020-01-01"),  # before the purchase
        ("CNN", "NBC News", None),
        ("The Guardian", "The Observer", "2026-01-01"),  # after the sale
        ("The Kelverin Post", "The Brennath Post", None),
    ],
)
def test_two_publishers(one: str, other: str, day: str | None) -> None:
    assert publisher(one, day) != publisher(other, day)


def test_an_outlet_of_no_family_is_its_own() -> None:
    assert publisher("The Kelverin Post", "2031-01-01") == outlet_key("Kelverin Post")


def test_every_line_of_the_lexicon_names_its_source_and_has_company() -> None:
    path = resources.files("whence.compare").joinpath("lexicon", "publisher_families.tsv")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(len(row) == 5 and row[2].isdigit() and (not row[3] or row[3] >= row[2]) and row[4] for row in rows)
    families = [row[0] for row in rows]
    assert all(families.count(family) > 1 for family in families)
    assert len({outlet_key(row[1]) for row in rows}) == len(rows)
