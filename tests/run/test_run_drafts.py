"""A draft in a file, as text: nothing left out, no line broken, and a clear word where it cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.errors import CommandError
from whence.run.drafts import read_draft, unwrapped


def test_lines_broken_at_a_width_are_joined_and_every_character_keeps_its_place() -> None:
    text = (
        "The ferry ran onto a rock on Tuesday, and every\npassenger was taken off by small boats before\ndark.\n\nTwo."
    )
    joined = unwrapped(text)
    assert len(joined) == len(text)
    assert joined == text.replace("every\n", "every ").replace("before\n", "before ")


@pytest.mark.parametrize(
    "text",
    [
        "To: Desk\nFrom: Night\nSubject: What we can stand up before the meeting on Monday",
        "- a first item of a list that is long enough to be one\n- a second item of the same list, not much shorter",
        "The ferry\nran aground\nin fog",
        "A paragraph on one line that is far longer than any line that was broken at a width, for nobody wraps lines "
        "as far out as this one goes, and so on.\nAnother such paragraph on the very next line.",
    ],
)
def test_lines_that_end_of_themselves_are_kept(text: str) -> None:
    assert unwrapped(text) == text


def test_an_item_that_goes_on_is_joined_and_the_next_is_not() -> None:
    text = "1. The call was on Sunday, and neither of the two\n   sides has said a word of it since.\n2. It is large."
    assert unwrapped(text).count("\n") == 1


def test_guillemets_set_off_by_spaces_are_drawn_to_their_words() -> None:
    assert unwrapped("Il a dit : « Nous partons » hier.") == "Il a dit :  «Nous partons»  hier."


def test_a_block_quotation_without_marks_is_given_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("He said this.\n\n> We have not stopped\n> and will not.\n\n> “It has marks.”\n")
    assert read_draft(tmp_path / "a.md") == "He said this.\n\n“We have not stopped and will not.”\n\n“It has marks.”"


def test_html_is_read_without_its_scripts_and_with_every_paragraph(tmp_path: Path) -> None:
    page = "<html><head><script>x('no words here')</script></head><body><p>One.</p><div>Two <b>words</b>.</div></body>"
    (tmp_path / "a.html").write_text(page)
    assert read_draft(tmp_path / "a.html") == "One.\n\nTwo words."


def test_docx_is_read_with_tables_notes_and_what_was_inserted_and_without_what_was_struck(tmp_path: Path) -> None:
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = Document()
    paragraph = document.add_paragraph("Kept ")
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')} w:id='1'><w:r><w:t>inserted</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')} w:id='2'><w:r><w:delText>struck</w:delText></w:r></w:del>"))
    document.add_table(1, 1).cell(0, 0).text = "In a cell"
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>In a note</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(tmp_path / "a.docx"))
    assert read_draft(tmp_path / "a.docx") == "Kept inserted\n\nIn a cell\n\nIn a note"


def test_another_encoding_is_read_and_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("“Ça va,” said Renée.".encode("utf-16"))
    assert read_draft(tmp_path / "a.txt") == "“Ça va,” said Renée."
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(CommandError, match="save it as UTF-8"):
        read_draft(tmp_path / "b.txt")
