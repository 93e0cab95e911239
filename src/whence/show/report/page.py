"""The page: templates filled from the model, style and script put in, and nothing that reaches outside the file."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whence.show import wording
from whence.show.report.anchors import Citations
from whence.show.report.fulltext import TextMark, TextPassage, merged, passages
from whence.show.report.model import Model, gather
from whence.show.report.scale import number
from whence.story.queries_cited import days
from whence.story.queries_rows import ReportRow, SharedRow, TimelineRow
from whence.story.store import Story

_OTHERS = 4
"""Reports named in the tooltip of a copied passage."""


def render(story: Story, *, name: str, as_of: str | None = None) -> str:
    """The page of a story as one HTML document. `name` is what it is called; `as_of` the day it is weighed as of."""
    model = gather(story, name, as_of)
    citations = Citations()
    environment = Environment(
        loader=PackageLoader("whence.show", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    style = Markup(_asset(environment, "story.css"))
    script = Markup(_asset(environment, "story.js"))

    def texts(row: ReportRow) -> list[TextPassage]:
        return full_text(model, citations, row)

    environment.globals.update(
        cite=citations.cite, link=citations.link, words=words, emphasised=emphasised, side=side, days=days,
        number=number, wording=wording, texts_of=texts, spans_of=spans_of, both=both,
    )  # fmt: skip
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    template = environment.get_template("story.html")
    return template.render(model=model, style=style, script=script, policy=policy) + "\n"


def _asset(environment: Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0].strip()


def _hash(content: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(content.encode()).digest()).decode()


def words(text: str) -> str:
    """A report's words on one line."""
    return " ".join(text.split())


def emphasised(text: str, offset: int, spans: Sequence[tuple[int, int]]) -> Markup:
    """`text`, which starts at `offset` of its report, with the spans inside it in bold."""
    out = Markup()
    at = 0
    for start, end in merged([(s - offset, e - offset) for s, e in spans]):
        low, high = max(at, start), min(len(text), end)
        if low < high:
            out += Markup("{}<b>{}</b>").format(text[at:low], text[low:high])
            at = high
    return out + text[at:]


def side(diff: Sequence[tuple[str, str, str]], which: str) -> Markup:
    """One side of a difference: `base` with the words it alone has marked, or `reading` likewise."""
    out = []
    for op, old, new in diff:
        text = old if which == "base" else new
        if text:
            tag = {"base": "del", "reading": "ins"}[which]
            out.append(Markup(f"<{tag}>{{}}</{tag}>").format(text) if op != "equal" else Markup("{}").format(text))
    return Markup(" ").join(out)


def both(diff: Sequence[tuple[str, str, str]]) -> Markup:
    """A difference in one line: the words of the base struck, the reading's own marked."""
    out = []
    for op, old, new in diff:
        if op == "equal":
            out.append(Markup("{}").format(new))
            continue
        out.extend(Markup(f"<{tag}>{{}}</{tag}>").format(text) for tag, text in (("del", old), ("ins", new)) if text)
    return Markup(" ").join(out)


def spans_of(entries: Sequence[TimelineRow]) -> list[tuple[int, int]]:
    """The places of the words for what happened."""
    return [(e.place.start, e.place.end) for e in entries]


def full_text(model: Model, citations: Citations, row: ReportRow) -> list[TextPassage]:
    """One report's text with everything cited on the page anchored, and copied passages tinted."""
    report_id = row.head.id
    text = model.places.text(report_id)
    marks = [*_copied(model.shared.get(report_id, []))]
    marks.extend(
        TextMark(start, end, "", anchor) for (start, end), anchor in sorted(citations.in_report(report_id).items())
    )
    marks.extend(model.marks.get(report_id, []))
    return passages(text, model.places.passages(report_id), marks)


def _copied(rows: Sequence[SharedRow]) -> list[TextMark]:
    """Copied wording, joined where it overlaps; known copies apart from wording whose direction is not known."""
    found = []
    for sure, classes, says in ((True, "copied", "copied from"), (False, "common", "shared with")):
        chosen = [r for r in rows if r.sure is sure]
        for start, end in merged([(r.start, r.end) for r in chosen]):
            others = sorted({f"{r.other.outlet}, {r.other.when}" for r in chosen if r.start < end and start < r.end})
            more = f" and {len(others) - _OTHERS} more" if len(others) > _OTHERS else ""
            found.append(TextMark(start, end, classes, "", f"{says} {'; '.join(others[:_OTHERS])}{more}"))
    return found
