"""Every format: the same bytes whatever the order, no clock in it, and what its own field says it must be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import networkx
import pytest
from exporting import exported, folder, schema, turned_round

from small_story import make_small_story
from traced_demo import traced_demo
from whence.show.exports import FORMATS
from whence.show.exports.csl import authors
from whence.show.exports.dates import interval, parts
from whence.show.exports.xml import tag, text
from whence.story import queries
from whence.story.store import Story

FILES = [name for name, form in FORMATS.items() if not form.folder]
FOLDERS = [name for name, form in FORMATS.items() if form.folder]


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with Story.open(make_small_story(tmp_path / "small.db")) as opened:
        yield opened


def valid(value: Any, name: str) -> None:
    jsonschema.Draft202012Validator(schema(name)).validate(value)


@pytest.mark.parametrize("form", FILES)
def test_a_file_is_the_same_bytes_whatever_the_order(story: Story, form: str, tmp_path: Path) -> None:
    before = exported(story, form)
    with Story.open(turned_round(tmp_path)) as turned:
        turned.connection.execute("UPDATE report SET added_at = 'later', raw = x'00'")
        assert exported(turned, form) == before
    assert before.endswith("\n")


@pytest.mark.parametrize("form", FOLDERS)
def test_a_folder_is_the_same_bytes_whatever_the_order(story: Story, form: str, tmp_path: Path) -> None:
    before = folder(story, form, tmp_path / "before")
    with Story.open(turned_round(tmp_path)) as turned:
        turned.connection.execute("UPDATE report SET added_at = 'later', raw = x'00'")
        after = folder(turned, form, tmp_path / "after")
    names = sorted(path.name for path in before.iterdir())
    assert names == sorted(path.name for path in after.iterdir())
    assert all((before / name).read_bytes() == (after / name).read_bytes() for name in names)


@pytest.mark.parametrize("form", FILES)
def test_an_empty_story_is_written_too(form: str) -> None:
    story = Story.in_memory()
    made = exported(story, form)
    if made.startswith("<"):
        ElementTree.fromstring(made)
    else:
        json.loads(made)
    story.close()


# --- JSON ------------------------------------------------------------------------------------------------------------


def test_the_json_is_what_its_schema_says(story: Story) -> None:
    kept = resources.files("whence.show.exports").joinpath("schema/account.schema.json").read_text(encoding="utf-8")
    validator = jsonschema.Draft202012Validator(json.loads(kept))
    validator.check_schema(json.loads(kept))
    account = json.loads(exported(story, "json"))
    validator.validate(account)
    with Story.open(traced_demo()) as demo:
        validator.validate(json.loads(exported(demo, "json")))
    account["report"][0]["colour"] = "red"
    assert not validator.is_valid(account)


# --- graphs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_graph_runs_from_the_parent_to_what_leans_on_it(story: Story, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"lineage.{form}"
    path.write_text(exported(story, form), encoding="utf-8")
    graph = networkx.read_graphml(path) if form == "graphml" else networkx.read_gexf(path)
    heads = queries.Places(story).heads
    gazette, courier, ledger = (
        next(h.id for h in heads.values() if h.outlet == name)
        for name in ("Ostry Gazette", "The Courier", "Vantry Ledger")
    )
    assert graph.is_directed()
    assert set(graph.nodes) == {*heads, "anc-wire"}
    assert set(graph.edges) == {(gazette, courier), ("anc-wire", ledger)}
    assert graph.edges[gazette, courier]["share"] == 0.62
    assert graph.edges[gazette, courier]["basis"] == "shared wording; the Gazette is a day older"
    assert graph.nodes[courier]["own_share"] == 0.38
    assert graph.nodes[ledger]["title"] == "Twenty hurt as pier <b>falls</b>, union says"
    assert graph.nodes[ledger]["published"] == "2031-05-06T08:00:00+02:00"
    assert graph.nodes["anc-wire"]["kind"] == "unseen"
    assert graph.nodes["anc-wire"]["outlet"] == "Vantry Wire"


def test_a_gexf_node_begins_when_it_was_published(story: Story) -> None:
    root = ElementTree.fromstring(exported(story, "gexf"))
    space = {"g": "http://www.gexf.net/1.2draft"}
    (graph,) = root.findall("g:graph", space)
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    starts = {node.get("label"): node.get("start") for node in root.findall(".//g:node", space)}
    assert starts["Ostry Gazette, 2031-05-05"] == "2031-05-05"
    assert starts["Vantry Wire (not in the pile)"] is None
    assert {edge.get("start") for edge in root.findall(".//g:edge", space)} == {"2031-05-06"}
    assert "lastmodifieddate" not in exported(story, "gexf")


# --- annotations -----------------------------------------------------------------------------------------------------


def test_an_annotation_finds_its_words_by_both_selectors(story: Story) -> None:
    with Story.open(traced_demo()) as demo:
        for opened in (story, demo):
            made = json.loads(exported(opened, "annotations"))
            valid(made, "annotations")
            items = made["first"]["items"]
            assert made["total"] == len(items) > 10
            assert len({item["id"] for item in items}) == len(items)
            places = queries.Places(opened)
            for item in items:
                targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
                for target in targets:
                    report = places.text(target["whence:report"].rpartition(":")[2])
                    quote, position = target["selector"]
                    around = quote["prefix"] + quote["exact"] + quote["suffix"]
                    assert report[position["start"] : position["end"]] == quote["exact"]
                    assert report.startswith(around, position["start"] - len(quote["prefix"]))


def test_positions_count_code_points(story: Story) -> None:
    """A character outside the basic plane before a mark moves it by one, not by two."""
    con = story.connection
    con.execute("PRAGMA foreign_keys = OFF")
    row = con.execute("SELECT id, report_id, start, end FROM figure LIMIT 1").fetchone()
    words = queries.Places(story).text(row["report_id"])[row["start"] : row["end"]]
    con.execute("UPDATE report SET text = '\U0001f30a' || text WHERE id = ?", (row["report_id"],))
    con.execute("UPDATE figure SET start = start + 1, end = end + 1 WHERE id = ?", (row["id"],))
    items = json.loads(exported(story, "annotations"))["first"]["items"]
    (item,) = [i for i in items if i["id"].endswith(row["id"])]
    assert item["target"]["selector"][0]["exact"] == words


def test_a_speaker_who_is_not_sure_is_not_named_as_if(story: Story) -> None:
    items = json.loads(exported(story, "annotations"))["first"]["items"]
    bodies = [i["body"] for i in items if i["body"][1]["type"] == "whence:Attribution"]
    (denial,) = [b for b in bodies if b[1]["whence:stance"] == "deny"]
    assert denial[1]["whence:speaker"]["whence:sure"] is False
    assert denial[0]["value"] == "He (perhaps Mara Vell; pronoun, 0.55): said, indirect, deny, via Vantry Wire"
    assert denial[1]["whence:via"] == ["Vantry Wire"]


def test_thoughts_and_what_was_not_said_are_no_annotations(story: Story) -> None:
    before = json.loads(exported(story, "annotations"))["total"]
    story.connection.execute("UPDATE attribution SET act = 'thought' WHERE stance = 'deny'")
    assert json.loads(exported(story, "annotations"))["total"] == before - 1


def test_a_report_is_named_by_its_url_or_else_by_ours(story: Story) -> None:
    story.connection.execute(
        "UPDATE report SET url = 'https://gazette.example/a b?q=\"1\"' WHERE outlet = 'Ostry Gazette'"
    )
    story.connection.execute("UPDATE report SET url = 'javascript:alert(1)' WHERE outlet = 'The Courier'")
    made = json.loads(exported(story, "annotations"))
    valid(made, "annotations")
    targets = [i["target"] for i in made["first"]["items"]]
    sources = {t["source"] for t in targets if isinstance(t, dict)}
    assert "https://gazette.example/a%20b?q=%221%22" in sources
    assert all(s.startswith(("https://gazette.example/", "urn:whence:report:")) for s in sources)


# --- TimelineJS ------------------------------------------------------------------------------------------------------


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)


def test_a_timeline_is_what_timelinejs_reads(story: Story) -> None:
    made = json.loads(exported(story, "timelinejs"))
    valid(made, "timelinejs")
    (slide,) = made["events"]
    assert slide["start_date"] == {"year": 2031, "month": 5, "day": 5}
    assert "end_date" not in slide
    assert slide["text"]["headline"].startswith("The pier at Ostry Head gave way on Monday")
    assert "Ostry Gazette, 2031-05-05, " in slide["text"]["text"]
    assert "1 happening whose day is not known cannot be shown here." in made["title"]["text"]["text"]
    with Story.open(traced_demo()) as demo:
        valid(json.loads(exported(demo, "timelinejs")), "timelinejs")


def test_a_timeline_keeps_what_is_known_of_a_day(story: Story) -> None:
    def dated(earliest: str | None, latest: str | None) -> Any:
        story.connection.execute("UPDATE timeline SET earliest = ?, latest = ? WHERE id = 't-fall'", (earliest, latest))
        made = json.loads(exported(story, "timelinejs"))
        valid(made, "timelinejs")
        return made["events"][0]

    assert dated("2031-05-01", "2031-05-31")["start_date"] == {"year": 2031, "month": 5}
    assert dated("2031-01-01", "2031-12-31")["start_date"] == {"year": 2031}
    week = dated("2031-05-05", "2031-05-11")
    assert week["end_date"] == {"year": 2031, "month": 5, "day": 11}
    assert week["display_date"] == "2031-05-05 to 2031-05-11"
    assert dated(None, "2031-05-11")["display_date"] == "by 2031-05-11"


def test_what_did_not_happen_says_so_and_markup_is_only_ours(story: Story) -> None:
    con = story.connection
    con.execute("UPDATE event SET modality = 'denied' WHERE timeline_id = 't-fall'")
    con.execute("UPDATE report SET text = replace(text, 'Ostry Head gave', '<img src=x>&gave')")
    con.execute("UPDATE report SET url = 'https://a.example/\"onclick=\"x' WHERE outlet = 'Ostry Gazette'")
    (slide,) = json.loads(exported(story, "timelinejs"))["events"]
    assert slide["text"]["headline"].startswith("Denied: ")
    assert slide["group"] == "denied"
    parser = _Tags()
    parser.feed(slide["text"]["headline"] + slide["text"]["text"])
    assert parser.tags == {"blockquote", "p", "a"}
    assert '"onclick' not in slide["text"]["text"]


# --- CSL -------------------------------------------------------------------------------------------------------------


def test_reports_are_csl_items(story: Story) -> None:
    con = story.connection
    con.execute(
        "UPDATE report SET byline = 'By Ana Brook and Tom de Vell', published = '2031-05' WHERE outlet = 'The Courier'"
    )
    con.execute(
        "UPDATE report SET published = '2031-05-06', published_basis = 'inferred' WHERE outlet = 'Vantry Ledger'"
    )
    items = json.loads(exported(story, "csl"))
    valid(items, "csl")
    by_title = {item["title"]: item for item in items}
    gazette = by_title["Pier gives way at Ostry Head"]
    assert gazette["type"] == "article-newspaper"
    assert gazette["container-title"] == "Ostry Gazette"
    assert gazette["issued"] == {"date-parts": [[2031, 5, 5]]}
    courier = by_title["Ostry pier falls"]
    assert courier["issued"] == {"date-parts": [[2031, 5]]}
    assert courier["author"] == [{"literal": "Ana Brook"}, {"literal": "Tom de Vell"}]
    assert by_title["Twenty hurt as pier <b>falls</b>, union says"]["issued"]["circa"] is True
    undated = by_title["Minister to visit pier"]
    assert undated["type"] == "webpage"
    assert "issued" not in undated
    assert undated["note"] == "The date is not known"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Brook", ["Ana Brook"]),
        ("Ana Brook, Tom Vell and Ida Roe", ["Ana Brook", "Tom Vell", "Ida Roe"]),
        ("Ana Brook, Harbour Correspondent", ["Ana Brook"]),
        ("Ana Brook in Ostry", ["Ana Brook in Ostry"]),
        ("Staff reporters", ["Staff reporters"]),
        ("  ", []),
    ],
)
def test_names_in_a_byline(byline: str, names: list[str]) -> None:
    assert authors(byline) == names


# --- PROV and TEI ----------------------------------------------------------------------------------------------------


def test_provenance_leads_from_a_reading_to_its_speaker(story: Story) -> None:
    made = json.loads(exported(story, "prov"))
    nodes = {node["id"]: node for node in made["@graph"]}
    assert len(nodes) == len(made["@graph"])
    terms = set(made["@context"]) | {"id", "type"}
    linked: set[str] = set()
    for node in nodes.values():
        assert set(node) <= terms
        linked |= {*_several(node.get("wasAttributedTo")), *_several(node.get("wasDerivedFrom"))}
        linked |= {*_several(node.get("wasQuotedFrom")), *_several(node.get("isPartOf"))}
        linked |= {d["entity"] for d in node.get("qualifiedDerivation", [])}
        linked |= {d["agent"] for d in node.get("qualifiedAttribution", [])}
    assert linked <= set(nodes)
    altered = next(n for n in nodes.values() if n.get("relation") == "altered")
    assert altered["wasQuotedFrom"] == "urn:whence:utterance:u-piles"
    assert nodes["urn:whence:utterance:u-piles"]["wasAttributedTo"] == ["urn:whence:source:s-vell"]
    denial = next(n for n in nodes.values() if n.get("stance") == "deny")
    assert "wasAttributedTo" not in denial
    assert denial["speakerWords"] == "He"
    assert [a["agent"] for a in denial["qualifiedAttribution"]] == ["urn:whence:source:s-wire"]


def _several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def test_an_apparatus_has_the_base_and_its_readings(story: Story) -> None:
    space = {"t": "http://www.tei-c.org/ns/1.0"}
    identifier = "{http://www.w3.org/XML/1998/namespace}id"
    root = ElementTree.fromstring(exported(story, "tei"))
    witnesses = {w.get(identifier) for w in root.findall(".//t:witness", space)}
    assert len(witnesses) == 4
    (app,) = root.findall(".//t:app", space)
    lemma, reading = app.find("t:lem", space), app.find("t:rdg", space)
    assert lemma is not None
    assert reading is not None
    assert lemma.text == '"The east piles failed before any alarm was raised,"'
    assert reading.get("type") == "altered"
    assert all((part.get("wit") or "").removeprefix("#") in witnesses for part in (lemma, reading))
    places = queries.Places(story)
    start, _, end = (reading.get("n") or "").partition("-")
    report = (reading.get("wit") or "").removeprefix("#w-")
    assert places.text(report)[int(start) : int(end)] == reading.text
    assert [note.text for note in app.findall("t:note", space)] == [
        "1 word differs inside the quotation marks", "1 independent, 0 undetermined",
    ]  # fmt: skip
    story.connection.execute("UPDATE utterance SET base_confidence = 0.4")
    root = ElementTree.fromstring(exported(story, "tei"))
    assert root.find(".//t:lem", space) is None
    assert len(root.findall(".//t:rdg", space)) == 2


# --- parts -----------------------------------------------------------------------------------------------------------


def test_xml_holds_nothing_that_xml_cannot_hold() -> None:
    wild = "a\x00\x0b\ud800<&>\r\ufffe\U0001f30a"
    made = tag("x", {"a": wild + '"', "b": None}) + text(wild) + "</x>"
    root = ElementTree.fromstring(made)
    assert root.text == "a\ufffd\ufffd\ufffd<&>\r\ufffd\U0001f30a"
    assert root.get("b") is None
    assert (root.get("a") or "").endswith('"')


def test_precision_of_dates() -> None:
    assert parts("2031-05-06T08:00:00+02:00") == [2031, 5, 6]
    assert parts("2031-05") == [2031, 5]
    assert parts("May 2031") is None
    assert parts(None) is None
    assert interval("2031-02-01", "2031-02-28") == ([2031, 2], None)
    assert interval("2031-02-01", "2031-02-27") == ([2031, 2, 1], [2031, 2, 27])
    assert interval(None, None) is None
