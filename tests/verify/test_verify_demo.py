"""A draft about the demo story with twelve planted errors: all found, none invented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from traced_demo import demo_reports, write_records
from whence.cli_verify import run_verify
from whence.errors import CommandError
from whence.run import trace_inputs
from whence.run.drafts import read_draft
from whence.run.verify import verify_text
from whence.settings import Settings
from whence.show.verify import render_html
from whence.story.store import Story
from whence.verify import Checked, Verified
from whence.verify.rows import StateNote

DRAFT = Path(__file__).with_name("demo_draft.txt")
PLANTED = (
    ("siren at Millhythe", "differs", "a negation is left out"),
    ("upper wall", "differs", "words are changed"),
    ("We have not stopped", "wrong_speaker", "Lindcastle"),
    ("27 people", "differs", "another number"),
    ("88 homes", "differs", "bounded"),
    ("seven", "superseded", "11"),
    ("Friday, March 21", "differs", "the report gives"),
    ("I knew about the cracks", "not_found", ""),
    ("about 40 homes", "disputed", "states it as a fact"),
    ("I have seen what this valley", "differs", "joined"),
    ("I would be angry too", "wrong_outlet", "Lantern"),
    ("I am 71", "one_root", "only one"),
)


@pytest.fixture(scope="module")
def story_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, traced."""
    folder = tmp_path_factory.mktemp("verify")
    trace_inputs(write_records(folder / "reports", demo_reports()), folder / "story.db", Settings(jobs=1))
    return folder / "story.db"


@pytest.fixture(scope="module")
def story(story_path: Path) -> Iterator[Story]:
    """The demo, open."""
    with Story.open(story_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def verified(story: Story) -> Verified:
    """The draft held against the demo."""
    return verify_text(story, read_draft(DRAFT), name="demo_draft.txt")


def _claim(verified: Verified, words: str) -> Checked:
    return next(c for c in verified.claims if words in c.words and c.kind != "statement")


@pytest.mark.parametrize(("words", "state", "note"), PLANTED)
def test_every_planted_error_is_found(verified: Verified, words: str, state: str, note: str) -> None:
    notes = {n.state: n.note for n in _claim(verified, words).states}
    assert state in notes
    assert note in notes[state]


def test_what_is_planted_fails_and_nothing_else(verified: Verified) -> None:
    failing = [words for words, state, _ in PLANTED if state != "one_root"]
    failed = [c.words for c in verified.failed if c.kind != "statement"]
    assert len(failed) == len(failing)
    for words, claim in zip(failing, failed, strict=True):
        assert words in claim
    # A statement around a planted figure or day does not stand either, and fails for nothing else.
    around = [c for c in verified.failed if c.kind == "statement"]
    assert {(c.states[0].state, c.states[0].note) for c in around} == {
        ("differs", "found in other words, but not its day"),
        ("differs", "found in other words, but not its figure"),
    }
    assert all(any(c.start <= f.start < c.end for f in verified.failed if f.kind != "statement") for c in around)
    assert sum(not c.fails for c in verified.claims) >= 12


def test_every_claim_is_in_one_part_and_what_is_in_dispute_apart_from_what_stands(verified: Verified) -> None:
    quoted = next(claim for claim in verified.stands if claim.kind == "quotation")
    doubted = replace(quoted, states=(StateNote("disputed", "another says otherwise"), *quoted.states))
    with_doubt = replace(verified, claims=(*verified.claims, doubted))
    assert with_doubt.disputed == (*verified.disputed, doubted)
    parts = (with_doubt.contradicted, with_doubt.unknown, with_doubt.disputed, with_doubt.stands)
    assert sorted(id(claim) for part in parts for claim in part) == sorted(id(claim) for claim in with_doubt.claims)
    assert "In dispute: <a" in " ".join(render_html(with_doubt).split())


def test_every_citation_is_the_words_at_its_place(verified: Verified, story: Story) -> None:
    texts = {report.id: report.text for report in story.reports(raw=False)}
    for claim in verified.claims:
        assert verified.text[claim.start : claim.end] == claim.words
        for one in claim.evidence:
            assert texts[one.place.report_id][one.place.start : one.place.end] == one.words


def test_a_fair_shortening_is_verbatim_and_one_that_turns_the_meaning_is_not(story: Story) -> None:
    fair = verify_text(story, "“We have not stopped … we will not stop,” said Ewa Lindcastle.")
    turned = verify_text(story, "“The siren at Millhythe did … sound until the water was already in the street.”")
    assert [n.state for n in fair.claims[0].states][-1] == "shortened"
    assert turned.claims[0].state == "differs"


def test_a_speaker_resolved_from_a_pronoun_alone_is_not_called_wrong(verified: Verified) -> None:
    assert "wrong_speaker" not in {n.state for n in _claim(verified, "I would be angry too").states}


def test_a_word_for_today_is_no_claim(story: Story) -> None:
    text = "A panel of engineers from the flooded villages will be named today by the minister."
    assert [c for c in verify_text(story, text).claims if c.kind == "date"] == []


def test_the_command_ends_with_one_and_writes_json_and_a_page(
    story_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "draft.html"
    code = run_verify(str(DRAFT), str(story_path), published=None, as_of=None, as_json=True, html=str(page))
    assert code == 1
    assert len(json.loads(capsys.readouterr().out)["claims"]) > 20
    assert "not in these reports" in page.read_text()
    right = tmp_path / "right.md"
    right.write_text("*Note*\n\n“Everyone has been brought home,” said Ewa Lindcastle.\n")
    assert run_verify(str(right), str(story_path), published=None, as_of=None, as_json=False, html=None) == 0


def test_a_draft_is_data_and_never_markup(story: Story) -> None:
    html = render_html(verify_text(story, "“Everyone <script>alert(1)</script> has been brought home,” she said."))
    assert "<script>" not in html


def test_docx_is_read_and_what_is_no_draft_is_refused(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("First paragraph.")
    document.add_paragraph("Second.")
    document.save(str(tmp_path / "a.docx"))
    assert read_draft(tmp_path / "a.docx") == "First paragraph.\n\nSecond."
    (tmp_path / "b.docx").write_bytes(b"no")
    for name in ("b.docx", "missing.docx", "missing.txt", "c.pdf"):
        with pytest.raises(CommandError, match=name):
            read_draft(tmp_path / name)
