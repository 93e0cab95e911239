"""A draft held against a story: read as a report is read, marked as a report is marked, each claim looked up."""

from __future__ import annotations

import re
from pathlib import Path

from whence.errors import CommandError
from whence.mark import load_pipeline, load_span_model, mark_report
from whence.mark.passages import find_passages
from whence.mark.quotes import find_quotations
from whence.read import read_text
from whence.read.html import read_page, text_of_fragment
from whence.records import Marks, Report
from whence.run.contexts import sentences
from whence.settings import DEFAULTS, Settings
from whence.story.queries_verify import last_day
from whence.story.store import Story
from whence.verify import Draft, Verified, look_up
from whence.verify.draft import Claimed

_SUFFIXES = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx", ""}


def verify_text(
    story: Story, text: str, *, name: str = "draft", published: str | None = None, settings: Settings = DEFAULTS
) -> Verified:
    """Every claim of a draft with its state. `published` is the day its dates are read against (the story's last).

    Raises InputError where the text is empty.
    """
    day = published or last_day(story)
    report = read_text(text, published=day, origin=name, settings=settings)
    report, marks = mark_report(report, load_pipeline(settings.pipeline), load_span_model(settings.attribution_model))
    return look_up(story, _draft(name, report, marks, day))


def read_draft(path: str | Path) -> str:
    """The text of a draft in a file: text, Markdown, HTML or docx. Raises CommandError where it cannot be read."""
    file = Path(path)
    suffix = file.suffix.lower()
    if suffix not in _SUFFIXES:
        raise CommandError(f"{path}: a draft is text, Markdown, HTML or docx; save it as one of them")
    try:
        if suffix == ".docx":
            return _from_docx(file)
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror})") from error
    if suffix in (".html", ".htm"):
        return read_page(text).text or text_of_fragment(text)
    if suffix in (".md", ".markdown"):
        from markdown_it import MarkdownIt

        return text_of_fragment(MarkdownIt().render(text))
    return text


def _from_docx(file: Path) -> str:
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(str(file))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        if not file.exists():
            raise CommandError(f"{file}: there is no such file") from error
        raise CommandError(f"{file}: is not a docx document; save it again as docx or as text") from error
    return "\n\n".join(p.text for p in document.paragraphs if p.text.strip())


def _draft(name: str, report: Report, marks: Marks, day: str | None) -> Draft:
    cut = sentences(report, marks)
    return Draft(
        name,
        report.text,
        day,
        tuple(zip(cut.starts, cut.ends, strict=True)),
        tuple(_claimed(report, marks)),
        marks.figures,
        frozenset(f.id for f in marks.figures if f.attribution_id),
        marks.moments,
    )


def _claimed(report: Report, marks: Marks) -> list[Claimed]:
    text = report.text
    named = {entity.id: entity for entity in marks.entities}
    heads = [(p.start, p.end) for p in marks.passages if p.kind in ("headline", "header")]
    found: dict[tuple[int, int], Claimed] = {}
    said = []
    for one in marks.attributions:
        if one.act == "thought" or not one.uttered:
            continue
        entity = named.get(one.speaker_entity_id or "")
        sure = entity is not None and one.speaker_confidence >= 0.5
        names = (entity.name, *entity.aliases) if entity and sure else ()
        said.append((one, names, entity is None or entity.kind == "person"))
    for quotation in find_quotations(text, find_passages(report)):
        start, end = quotation.start, quotation.end
        start += len(text[start:end]) - len(text[start:end].lstrip("\"'“‘«„ "))
        end -= len(text[start:end]) - len(text[start:end].rstrip("\"'”’»“,. "))
        if len(re.findall(r"\w+", text[start:end])) < 2:
            continue
        over = [s for s in said if any(a < end and start < b for a, b in s[0].pieces)]
        over.sort(key=lambda s: (s[0].kind == "indirect", s[0].end - s[0].start, s[0].start))
        names, person, anonymous = (over[0][1], over[0][2], over[0][0].anonymous) if over else ((), True, False)
        found[start, end] = Claimed(start, end, True, names, person, anonymous)
    quoted = [(c.start, c.end) for c in found.values()]
    for one, names, person in said:
        if any(a < one.end and one.start < b for a, b in (*quoted, *heads)):
            continue
        found[one.start, one.end] = Claimed(one.start, one.end, False, names, person, one.anonymous)
    return sorted(found.values(), key=lambda c: (c.start, c.end))
