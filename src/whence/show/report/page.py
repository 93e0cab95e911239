"""The page: templates filled from the model, style and script put in, and nothing that reaches outside the file."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from markupsafe import Markup

from whence.show.fulltext import TextMark, TextPassage, copied_marks, passages
from whence.show.report.anchors import Citations
from whence.show.report.model import Model, gather
from whence.show.templating import asset, make_environment, ruled_tags
from whence.story.queries_rows import ReportRow
from whence.story.store import Story


def render(story: Story, *, name: str, as_of: str | None = None) -> str:
    """The page of a story as one HTML document. `name` is what it is called; `as_of` the day it is weighed as of."""
    model = gather(story, name, as_of)
    citations = Citations()
    environment = make_environment()
    style = Markup(asset(environment, "story.css"))
    script = Markup(asset(environment, "story.js"))

    def texts(row: ReportRow) -> list[TextPassage]:
        return full_text(model, citations, row)

    heads = model.places.heads
    copies = {frozenset((c.a.id, c.b.id)) for c in model.copies}

    def to_report(report_id: str) -> str:
        return f"#r-{heads[report_id].short}"

    def to_copy(one: str, other: str) -> str:
        """The passages side by side; where none are kept of a pair, the report that leans on the other."""
        if frozenset((one, other)) not in copies:
            return to_report(other)
        first, second = sorted((heads[one].short, heads[other].short))
        return f"#c-{first}-{second}"

    environment.globals.update(
        cite=citations.cite,
        cited=lambda _words, place, _at=None: citations.cite(place),
        link=citations.link,
        words_at=model.places.words,
        texts_of=texts,
        to_report=to_report,
        to_copy=to_copy,
        overrule=ruled_tags,
    )
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    template = environment.get_template("story.html")
    return template.render(model=model, style=style, script=script, policy=policy) + "\n"


def _hash(content: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(content.encode()).digest()).decode()


def full_text(model: Model, citations: Citations, row: ReportRow) -> list[TextPassage]:
    """One report's text with everything cited on the page anchored, and copied passages tinted."""
    report_id = row.head.id
    text = model.places.text(report_id)
    marks = [*copied_marks(model.shared.get(report_id, []))]
    marks.extend(
        TextMark(start, end, "", anchor) for (start, end), anchor in sorted(citations.in_report(report_id).items())
    )
    marks.extend(model.marks.get(report_id, []))
    return passages(text, model.places.passages(report_id), marks)
