"""Report records: ids, dates in order of trust, and what the settings fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from whence.errors import CommandError, InputError
from whence.language import language_of
from whence.read.dates import BadDateError, is_absent, published_from, url_date
from whence.read.encoding import Decoded, clean
from whence.read.plain import Head, read_head
from whence.records import Problem, Published, Report, digest
from whence.settings import Settings

STAGE = "read"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report came from: its origin, and the words for it in a message (`a.jsonl, line 3`)."""

    origin: str
    line: int | None = None

    @property
    def shown(self) -> str:
        return self.origin if self.line is None else f"{self.origin}, line {self.line}"

    @property
    def problem_origin(self) -> str:
        return self.origin if self.line is None else f"{self.origin}:line {self.line}"

    def error(self, kind: str, message: str) -> InputError:
        """The error for this place; `message` follows its name."""
        return InputError(f"{self.shown} {message}", origin=self.problem_origin, kind=kind)

    def problem(self, kind: str, message: str) -> Problem:
        """The problem for this place; `message` follows its name."""
        return Problem(self.problem_origin, STAGE, kind, f"{self.shown} {message}")


def problem_of(error: InputError) -> Problem:
    """The row in `problem` that an error becomes."""
    return Problem(error.origin, STAGE, error.kind, str(error))


def encoding_problem(decoded: Decoded, place: Place) -> tuple[Problem, ...]:
    """The problem of bytes that were no text; empty where there were none."""
    if not decoded.replaced:
        return ()
    return (
        place.problem(
            "encoding",
            f"is not whole {decoded.encoding}: {decoded.replaced} place(s) became U+FFFD, the first "
            f"{decoded.first_bad}; it was read all the same; save it as UTF-8",
        ),
    )


def default_published(settings: Settings) -> Published | None:
    """The date that the settings give to reports without one. Raises CommandError where it is no date."""
    if settings.published is None:
        return None
    try:
        return published_from(settings.published, "given", 1.0, "given for every report that names no date", None)
    except BadDateError as error:
        raise CommandError(f"--published: {error}; write it as 2025-09-30 or 2025-09") from error


def make_report(
    text: str,
    fields: Mapping[str, str],
    place: Place,
    settings: Settings,
    *,
    raw: bytes,
    many: bool = False,
    metadata: Published | None = None,
    captured: Published | None = None,
    read_lines: bool = True,
) -> tuple[Report, tuple[Problem, ...]]:
    """A Report from its text and the fields that came with it, and the problems met on the way.

    `many` says that the origin holds many records: the report's own id is added to it. `metadata` is a date that came
    with a page, `captured` the bound that the time of its capture sets. `read_lines` lets the first lines of the text
    fill in what the fields leave open.
    Raises InputError where the text is empty (`no_text`) or longer than the settings allow (`too_large`).
    """
    text, lost = clean(text)
    problems: list[Problem] = []
    if lost:
        problems.append(place.problem("encoding", f"holds {lost} characters that are none; each became U+FFFD"))
    if not text.strip():
        raise place.error("no_text", "has no words in it: leave it out, or give it its text")
    if len(text) > settings.max_report_chars:
        raise place.error(
            "too_large",
            f"is {len(text):,} characters long, more than the {settings.max_report_chars:,} of one report: split it "
            "into its reports, or raise --max-report-chars",
        )
    named = {field: clean(words.strip())[0] for field, words in fields.items() if words.strip()}
    head = read_head(text) if read_lines else Head()
    title = named.get("title") or head.title
    url = named.get("url") or head.url
    given_id = named.get("given_id")
    published, bad = _published(named.get("published"), url, head, metadata, captured, settings)
    problems.extend(place.problem("bad_date", message) for message in bad)
    origin = place.origin
    if many:
        origin = f"{origin}#{given_id or digest(url, title, text)[:12]}"
    report = Report(
        id=digest(url or origin, title, text),
        origin=origin,
        text=text,
        given_id=given_id,
        url=url,
        outlet=named.get("outlet") or head.outlet or settings.outlet,
        title=title,
        byline=named.get("byline") or head.byline,
        language=language_of(text, named.get("language") or head.language),
        published=published,
        raw=raw,
    )
    return report, tuple(problems)


def _published(
    given: str | None,
    url: str | None,
    head: Head,
    metadata: Published | None,
    captured: Published | None,
    settings: Settings,
) -> tuple[Published, list[str]]:
    """The date in the order: given with the record, the page's metadata, the first lines, the settings, the URL, the
    time of capture."""
    bad: list[str] = []
    unusable = ""
    way_out = "the report was read without it; write dates as 2025-09-30"
    if given is not None and not is_absent(given):
        try:
            return published_from(given, "given", 1.0, f"its record says {given[:40]!r}", url), bad
        except BadDateError as error:
            unusable = str(error)
            bad.append(f"has no usable date ({error}): {way_out}")
    if metadata is not None:
        return metadata, bad
    if head.published is not None:
        return head.published, bad
    if head.bad_date is not None:
        bad.append(f"has no usable date ({head.bad_date}): {way_out}")
        return Published(reason=f"its date is not usable: {head.bad_date}"), bad
    if unusable:
        return Published(reason=f"its date is not usable: {unusable}"), bad
    default = default_published(settings)
    if default is not None:
        return default, bad
    by_url = url_date(url)
    if by_url is not None:
        return replace(
            Published(by_url.value, by_url.earliest, by_url.latest, "url", 0.8), reason="its URL carries this date"
        ), bad
    return captured or Published(), bad
