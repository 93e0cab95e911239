"""What a page is given: the story of the request, and the words, links and citations that its template uses."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from jinja2 import Environment
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from whence.days import a_day
from whence.show import ruled
from whence.show.templating import ruled_tags
from whence.show.web.desk import Reading
from whence.show.web.guard import Token
from whence.story.queries import Places
from whence.story.queries_cited import Place
from whence.story.queries_reports import report_title
from whence.story.queries_rows import RulingRow
from whence.story.queries_ruled import rulings
from whence.story.store import Story

T = TypeVar("T")


_QUOTES = '“”"'


def _unquoted(words: str) -> str:
    """Words without the quotation marks around them; marks inside, and one at an end whose fellow is inside, stay."""
    if len(words) > 1 and words[0] in _QUOTES and words[-1] in _QUOTES:
        return words[1:-1].strip()
    if sum(char in _QUOTES for char in words) == 1:
        return words.strip(_QUOTES).strip()
    return words


@dataclass(frozen=True, slots=True)
class Desktop:
    """What every request of one process shares."""

    name: str
    environment: Environment
    token: Token
    nav: tuple[tuple[str, str], ...]
    style: str
    """The address of the style sheet; it changes with its content, so that a browser may keep it for good."""
    script: str
    icon: str


@dataclass
class View:
    """One request for a page."""

    request: Request
    desktop: Desktop
    reading: Reading
    places: Places
    _titles: dict[str, str] = field(default_factory=dict)
    _anchored: set[str] = field(default_factory=set)

    @property
    def story(self) -> Story:
        """The story, or its account as of `day`."""
        return self.reading.story

    @property
    def day(self) -> str | None:
        """The day it is read as of, or None."""
        return self.reading.day

    @property
    def can_rule(self) -> bool:
        """Whether rows can be overruled here: in the whole story, where it is served with what weighs it again."""
        return self.day is None and self.request.app.state.reweigh is not None

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is costly to gather: kept until the story changes."""
        return self.reading.kept.get(key, make)

    # --- what was asked ----------------------------------------------------------------------------------------------

    def asked(self, name: str) -> str:
        """A parameter without the white space around it; empty where it is not given."""
        return self.request.query_params.get(name, "").strip()

    def asked_day(self, name: str) -> str | None:
        """A parameter that is a day. Raises CommandError where it is none."""
        return a_day(name, self.asked(name))

    def asked_number(self, name: str, default: int, most: int) -> int:
        """A parameter that is a whole number from 1 to `most`; anything else is the default."""
        given = self.asked(name)
        return (
            min(int(given), most)
            if given.isascii() and given.isdigit() and 0 < len(given) < 9 and int(given)
            else default
        )

    # --- links and citations -----------------------------------------------------------------------------------------

    def url(self, path: str, **params: object) -> str:
        """A path of ours with parameters, those that are empty left out, and the day that the page is read as of."""
        path, _, fragment = path.partition("#")
        given = {name: value for name, value in params.items() if value not in (None, "", False)}
        if self.day and "as_of" not in params:
            given["as_of"] = self.day
        query = f"?{urlencode(sorted(given.items()))}" if given else ""
        return f"{quote(path, safe='/')}{query}{f'#{fragment}' if fragment else ''}"

    def again(self, **params: object) -> str:
        """The address of this page with some of its parameters changed."""
        given: dict[str, object] = {k: v for k, v in self.request.query_params.items() if k not in ("at", "ruled")}
        return self.url(self.request.url.path, **{**given, **params})

    def link(self, place: Place) -> str:
        """The address of the exact words at a place; they are lit there, with our script and without."""
        at = f"{place.start}-{place.end}"
        return self.url(f"/report/{place.report_id}#{at}", at=at)

    def cite(self, place: Place) -> Markup:
        """A citation, linked to its words."""
        return Markup('<a class="cite" href="{}">{}</a>').format(self.link(place), place.citation)

    def cited(self, words: str, place: Place, at: Place | None = None) -> Markup:
        """A citation and, with our script, the button that copies it with its words; they stand at `at` where the
        link leads to less than all of them."""
        button = (
            '<button class="copy" type="button" data-cite="{}" title="Copy as a citation" '
            'aria-label="Copy as a citation">copy</button>'
        )
        copy = Markup(button).format(self.citation(words, at or place))
        return Markup('<span class="cited">{} {}</span>').format(self.cite(place), copy)

    def overrule(self, table: str, row_id: str, notes: Sequence[RulingRow] = (), other: str = "") -> Markup:
        """What a person ruled on a row, each with its way back, and the way to overrule it.

        `other` is a second row, as a person would point at it: the form then has it filled in.
        """
        if not self.can_rule or not row_id:
            return ruled_tags(table, row_id, notes)
        held = [one for one in notes if one.state == "applied"]
        anchor = f"o-{table}-{row_id}"
        back = f"{self.again()}#{anchor}"
        tags = Markup().join(ruled_tags(table, row_id, [one]) + self.undo(one.id, back) for one in held)
        mark = Markup() if anchor in self._anchored else Markup(' id="{}"').format(anchor)
        self._anchored.add(anchor)
        way = self.url(f"/rule/{table}/{row_id}", back=back, other=other)
        return tags + Markup(' <a class="overrule"{} href="{}">overrule</a>').format(mark, way)

    def just_ruled(self) -> RulingRow | None:
        """The ruling after which the browser was led here, as it stands."""
        asked = self.asked("ruled")
        if not asked or not self.can_rule:
            return None
        return next((one for one in rulings(self.story, places=self.places) if one.id == asked), None)

    def undo(self, ruling_id: str, back: str = "") -> Markup:
        """The button that undoes a ruling and leads back."""
        if not self.can_rule:
            return Markup()
        hidden = Markup('<input type="hidden" name="{}" value="{}">')
        fields = Markup().join(
            hidden.format(name, value)
            for name, value in (("token", self.desktop.token.value), ("id", ruling_id), ("back", back))
            if value
        )
        return Markup('<form class="undo" method="post" action="{}">{}<button>Undo</button></form>').format(
            self.url("/undo"), fields
        )

    def title(self, report_id: str) -> str:
        """The title of a report, else its first words."""
        if report_id not in self._titles:
            self._titles[report_id] = report_title(self.story, report_id, self.places)
        return self._titles[report_id]

    def citation(self, words: str, place: Place) -> str:
        """A line to paste: the words, outlet, title, date and the link to the place."""
        said = _unquoted(" ".join(words.split()))
        title = " ".join(self.title(place.report_id).split())
        at = f"/report/{place.report_id}#{place.start}-{place.end}"
        where = str(self.request.base_url).rstrip("/") + at
        told = "" if said == title else f"“{said}” "
        return f"{told}{place.outlet}, “{title}”, {self.places.heads[place.report_id].when}. {where}"

    # --- the answer --------------------------------------------------------------------------------------------------

    def render(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A page from a template in `templates/web`."""
        context.setdefault("ruled", ruled)
        html = self.desktop.environment.get_template(f"web/{template}").render(
            view=self, url=self.url, link=self.link, cite=self.cite, again=self.again, citation=self.citation,
            cited=self.cited, words_at=self.places.words, overrule=self.overrule, undo=self.undo,
            name=self.desktop.name, nav=self.desktop.nav, token=self.desktop.token.value, assets=self.desktop,
            here=self.request.url.path, **context,
        )  # fmt: skip
        return HTMLResponse(html, status)
