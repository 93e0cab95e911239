"""What was said as a critical apparatus in TEI P5 (https://tei-c.org/release/doc/tei-p5-doc/en/html/TC.html).

The witnesses are the reports. Each utterance is an `app`: its base is the `lem`, every other wording a `rdg`, with the
relation to the base as `type`, the witness, and the place in the witness's text as `n` (`start-end`, code points). The
label before it says who speaks, as the views do; a `note` says how a reading differs, and how many independent roots
stand behind the utterance. Where it could not be decided
which wording comes first, the base is only a reading like the others and there is no `lem`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from whence.show.exports.xml import tag, text
from whence.show.wording import standing
from whence.story import queries
from whence.story.queries_quotes import quote_ids
from whence.story.queries_rows import Quote, QuoteReading, ReportRow
from whence.story.store import Story

AT_ONCE = 500
"""Things said that are held at once."""
SURE_BASE = 0.5
"""A base chosen with less confidence than this is not decided (see the table utterance)."""


def export_tei(story: Story, out: IO[str]) -> None:
    """Write the witnesses by day, then the utterances by day, each with its readings."""
    places = queries.Places(story)
    reports = queries.reports(story, places=places)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(tag("TEI", {"xmlns": "http://www.tei-c.org/ns/1.0"}) + "\n<teiHeader>\n<fileDesc>\n")
    out.write("<titleStmt><title>What was said, with its readings</title></titleStmt>\n")
    out.write("<publicationStmt><p>Made by whence from the reports listed here.</p></publicationStmt>\n")
    out.write("<sourceDesc>\n<listWit>\n")
    for report in reports:
        out.write(_witness(report))
    out.write("</listWit>\n</sourceDesc>\n</fileDesc>\n<encodingDesc>\n")
    out.write('<variantEncoding method="parallel-segmentation" location="internal"/>\n</encodingDesc>\n')
    out.write("</teiHeader>\n<text>\n<body>\n")
    for quote in _quotes(story, places):
        if quote.utterance_id is not None:
            out.writelines(_entry(quote))
    out.write("</body>\n</text>\n</TEI>\n")


def _quotes(story: Story, places: queries.Places) -> Iterator[Quote]:
    """What was said, by day, read in parts: all the readings of a large story would not fit."""
    ids = [one.base_id for one in quote_ids(story, places=places)]
    for at in range(0, len(ids), AT_ONCE):
        part = ids[at : at + AT_ONCE]
        found = {quote.base.id: quote for quote in queries.quotes(story, among=part, places=places)}
        yield from (found[key] for key in part)


def _witness(report: ReportRow) -> str:
    head = report.head
    iso = head.published[:10] if head.published and head.basis != "inferred" else None
    title, date = " ".join(report.title.split()), tag("date", {"when": iso}) + text(head.when) + "</date>"
    target = f" {tag('ref', {'target': report.url})}{text(report.url)}</ref>" if report.url else ""
    return (
        f"{tag('witness', {'xml:id': _id(head.id)})}{text(head.outlet)}, <title>{text(title)}</title>, "
        f"{date}{target}</witness>\n"
    )


def _entry(quote: Quote) -> Iterator[str]:
    yield f"<p><label>{text(quote.speaker.label)}</label> {tag('app', {'xml:id': f'u-{quote.utterance_id}'})}\n"
    decided = quote.base_confidence is None or quote.base_confidence >= SURE_BASE
    for number, reading in enumerate(quote.readings):
        yield _reading(reading, lemma=decided and number == 0) + "\n"
    if support := standing(quote.roots):
        yield tag("note", {"type": "support"}) + text(support) + "</note>\n"
    yield "</app></p>\n"


def _reading(reading: QuoteReading, *, lemma: bool) -> str:
    place = reading.place
    name = "lem" if lemma else "rdg"
    attributes = {"wit": f"#{_id(place.report_id)}", "n": f"{place.start}-{place.end}"}
    relation = None if reading.is_base else reading.relation
    made = tag(name, attributes | {"type": relation} if relation else attributes)
    words = text(" ".join(reading.text.split()))
    note = f"\n<note>{text(reading.reason)}</note>" if relation not in (None, "same") and reading.reason else ""
    return f"{made}{words}</{name}>{note}"


def _id(report_id: str) -> str:
    return f"w-{report_id}"
