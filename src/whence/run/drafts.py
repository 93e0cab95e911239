"""A draft in a file, as text: plain text, Markdown, HTML or docx, with nothing of it left out and no line broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from whence.errors import CommandError
from whence.read.encoding import decode
from whence.read.html import text_of_fragment

_SUFFIXES = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx", ""}
_WIDEST = 130
"""Nobody wraps lines further out than this; a longer line is a paragraph."""
_NARROWEST = 40
_ITEM = re.compile(r"\s|[-*•+–—>#|]|\d{1,3}[.)]\s|[A-Z][\w-]{1,14}: ")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = re.compile(r"/word/(?:footnotes|endnotes)\d*\.xml$")
_SPACED = re.compile(r"«[ \u00a0\u202f](?=\S)|(?<=\S)[ \u00a0\u202f]»")
_OPENING = "\"'“‘«„"
LARGEST = 20_000_000
"""Bytes of a file that is still a draft."""


def read_draft(path: str | Path, stdin: BinaryIO | None = None) -> str:
    """The text of a draft in a file: text, Markdown, HTML or docx; plain text from `stdin` where the path is `-`.

    Raises CommandError where it cannot be read.
    """
    file = Path(path)
    suffix = file.suffix.lower()
    if str(path) == "-" and stdin is not None:
        raw = stdin.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise _too_large(path)
        return _decoded(raw, "standard input")
    if suffix not in _SUFFIXES:
        raise CommandError(f"{path}: a draft is text, Markdown, HTML or docx; save it as one of them")
    try:
        if file.stat().st_size > LARGEST:
            raise _too_large(path)
        if suffix == ".docx":
            return _from_docx(file)
        raw = file.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror})") from error
    text = _decoded(raw, path)
    if suffix in (".html", ".htm"):
        return text_of_fragment(_blocks_marked(text))
    if suffix in (".md", ".markdown"):
        from markdown_it import MarkdownIt

        return text_of_fragment(_blocks_marked(MarkdownIt().enable("table").render(text)))
    return text


def _too_large(path: str | Path) -> CommandError:
    return CommandError(f"{path}: is larger than {LARGEST // 1_000_000} MB; a draft is one text, cut it in parts")


def _decoded(raw: bytes, path: str | Path) -> str:
    found = decode(raw)
    if found.replaced:
        raise CommandError(f"{path}: is not text in UTF-8, nor in another encoding that is known; save it as UTF-8")
    return found.text.replace("\r\n", "\n").replace("\r", "\n")


def unwrapped(text: str) -> str:
    """A text whose lines were broken at a width, each paragraph on one line; every character of a word keeps its place.

    Guillemets that are set off by a space, as in French, are drawn to their words.

    A break is one of width where the next line's first word would not have fitted before it. Lists, labelled lines
    and lines that are set in keep theirs.
    """
    lines = text.split("\n")
    joined = list(text)
    at = 0
    for block in _paragraphs(lines):
        width = max(len(line) for line in block)
        for line, following in zip(block, [*block[1:], ""], strict=True):
            at += len(line)
            if following and _broken(line, following, width):
                joined[at] = " "
            at += 1
    return _SPACED.sub(lambda m: " «" if m[0][0] == "«" else "» ", "".join(joined))


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """Runs of filled lines, and each blank line alone."""
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
            continue
        if block:
            yield block
        yield [line]
        block = []
    if block:
        yield block


def _broken(line: str, following: str, width: int) -> bool:
    if not _NARROWEST <= width <= _WIDEST or not following.strip() or _ITEM.match(following):
        # A line that is set in goes on with the item above it, where it is no item itself.
        lead = len(following) - len(following.lstrip())
        if not (2 <= lead <= 6 and _NARROWEST <= width <= _WIDEST and not _ITEM.match(following.lstrip())):
            return False
    word = following.split()[0]
    return len(line.rstrip()) + 1 + len(word) > width - 2


def _blocks_marked(markup: str) -> str:
    """Markup in which a block quotation that stands without marks is given them: a block says that it is quoted."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", " ", markup)
    clean = re.sub(r"^\s*<\?xml[^>]*>", "", clean)
    try:
        tree = lxml_html.fragment_fromstring(clean, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return markup
    for block in tree.iter("blockquote"):
        inner = [one for one in block.iter("p") if (one.text_content() or "").strip()] or [block]
        words = block.text_content()
        if any(mark in words for mark in '"“«„') or words.lstrip()[:1] in _OPENING or len(words.split()) < 3:
            continue
        first, last = inner[0], inner[-1]
        first.text = "“" + (first.text or "").lstrip()
        children = list(last)
        if children:
            children[-1].tail = (children[-1].tail or "").rstrip() + "”"
        else:
            last.text = (last.text or "").rstrip() + "”"
    return str(etree.tostring(tree, encoding="unicode", method="html"))


def _from_docx(file: Path) -> str:
    """Paragraphs, table cells, text boxes, footnotes and what was inserted while changes were tracked, in order."""
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        document = Document(str(file))
        roots = [document.element.body]
        for part in sorted(document.part.package.iter_parts(), key=lambda part: str(part.partname)):
            if _NOTES.search(str(part.partname)):
                roots.append(etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True)))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.LxmlError) as error:
        if not file.exists():
            raise CommandError(f"{file}: there is no such file") from error
        raise CommandError(f"{file}: is not a docx document; save it again as docx or as text") from error
    found = (
        _docx_words(one)
        for root in roots
        for one in root.iter(f"{_W}p")
        if next(one.iterancestors(_FALLBACK), None) is None
    )
    return "\n\n".join(words for words in found if words.strip())


def _docx_words(paragraph: Any) -> str:
    """The words of one paragraph, without those of a paragraph inside it and without what was struck out."""
    found: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in (f"{_W}p", f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", _FALLBACK):
            continue
        if element.tag == f"{_W}t":
            found.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            found.append(" ")
        elif element.tag == f"{_W}noBreakHyphen":
            found.append("-")
        stack.extend(reversed(element))
    return " ".join("".join(found).split())
