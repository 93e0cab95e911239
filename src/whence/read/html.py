"""HTML pages: the article's text, paragraph by paragraph, and what the page says about itself.

The text is found by trafilatura (Barbaresi, ACL 2021). The date is what the page states in JSON-LD, in its meta
elements or in a `time` element, in that order; htmldate (Barbaresi, JOSS 2020) is asked last, and its answer trusted
less. The clock is never asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from whence.read.dates import DATE_WORDS, BadDateError, is_absent, parse_date, published_from
from whence.records import Published

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)
_MARKUP = re.compile(r"</(?:p|div|article|section|span|a|li|blockquote|h[1-6])>|<br\s*/?>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BLOCKS = frozenset({"p", "head", "item", "quote", "cell", "code", "ab", "fw"})
_ARTICLE_TYPES = re.compile(r"article|report|posting|webpage", re.IGNORECASE)
# No page is from later than this; a fixed day keeps the clock out of htmldate's answer.
_LATEST = "2999-12-31"

_META_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "pubdate",
    "publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date", "article.published",
    "citation_publication_date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_META_OUTLETS = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "application-name",
    "twitter:app:name:iphone",
)
_META_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_META_AUTHORS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
)


@dataclass(frozen=True, slots=True)
class Page:
    """An article as read from a page: its text and what the page says about itself."""

    text: str
    fields: dict[str, str] = field(default_factory=dict)
    published: Published | None = None
    bad_date: str | None = None


def declared_charset(head: bytes) -> str | None:
    """The encoding that a page names in its first bytes, or None."""
    found = _XML_ENCODING.search(head[:200]) or _META_CHARSET.search(head[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def looks_like_markup(text: str) -> bool:
    """Whether a record's text is an HTML fragment rather than words."""
    return text.lstrip().startswith("<") and len(_MARKUP.findall(text[:20_000])) >= 1


def text_of_fragment(markup: str) -> str:
    """The words of an HTML fragment that is all article, blocks parted by blank lines; empty where there are none."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fragment_fromstring(_without_controls(markup), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    return "\n\n".join(_html_blocks(tree))


def read_page(markup: str) -> Page:
    """The article in a page; `text` is empty where none is found."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fromstring(_without_controls(markup))
    except (etree.LxmlError, ValueError, AssertionError):
        return Page("")
    stated = list(_json_ld(tree))
    metas = _metas(tree)
    fields = {
        "title": _title(tree, stated, metas),
        "outlet": _outlet(stated, metas),
        "byline": _byline(stated, metas),
        "url": _url(tree, stated, metas),
        "language": _language(tree, stated),
    }
    text = _article(markup, tree)
    published, bad = _published(tree, stated, metas, fields["url"], text)
    return Page(text, {name: words for name, words in fields.items() if words}, published, bad)


def _without_controls(markup: str) -> str:
    """lxml refuses control characters, and an XML declaration in decoded text."""
    markup = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", " ", markup)
    return re.sub(r"^\s*<\?xml[^>]*>", "", markup)


# --- text ------------------------------------------------------------------------------------------------------------


def _article(markup: str, tree: Any) -> str:
    import trafilatura

    try:
        document = trafilatura.bare_extraction(
            _without_controls(markup),
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            with_metadata=False,
            date_extraction_params={"max_date": _LATEST, "extensive_search": False, "original_date": True},
        )
    except Exception:  # noqa: BLE001 - whatever a page does to the extractor, its paragraphs can still be read
        document = None
    body = getattr(document, "body", None)
    text = "\n\n".join(_tei_blocks(body)) if body is not None else ""
    if text.strip():
        return text
    return "\n\n".join(block for block in _html_blocks(tree) if len(block.split()) >= 5)


def _tei_blocks(body: Any) -> Iterator[str]:
    """The blocks of trafilatura's tree: paragraphs, headings, list items and quotations, each by itself."""
    yield from _blocks(body, _BLOCKS)


_HTML_BLOCKS = frozenset({
    "p", "div", "article", "section", "main", "header", "footer", "aside", "blockquote", "li", "ul", "ol", "dl", "dt",
    "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "tr", "td", "th", "figure", "figcaption", "body", "form",
})  # fmt: skip
_HTML_UNREAD = frozenset({
    "script", "style", "noscript", "template", "head", "nav", "svg", "iframe", "button", "select", "option",
})  # fmt: skip


def _html_blocks(tree: Any) -> Iterator[str]:
    yield from _blocks(tree, _HTML_BLOCKS)


def _blocks(root: Any, names: frozenset[str]) -> Iterator[str]:
    """Runs of words between the borders of block elements, in the order of the page."""
    run: list[str] = []
    # An explicit stack: pages can be nested more deeply than Python may recurse.
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, left = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        border = tag in names or (tag in ("br", "lb") and left)
        if border:
            words = _SPACES.sub(" ", "".join(run)).strip()
            if words:
                yield words
            run = []
        if left:
            if element is not root:
                run.append(element.tail or "")
            continue
        stack.append((element, True))
        if not tag or tag in _HTML_UNREAD:
            continue
        run.append(element.text or "")
        stack.extend((child, False) for child in reversed(list(element)))
    words = _SPACES.sub(" ", "".join(run)).strip()
    if words:
        yield words


# --- what the page says about itself ---------------------------------------------------------------------------------


def _json_ld(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects about an article, in the order of the page, articles first."""
    objects: list[Mapping[str, Any]] = []
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            value = json.loads((script.text or "").strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [value]
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting.extend(item)
            elif isinstance(item, Mapping):
                waiting.extend(item[name] for name in ("@graph", "mainEntity") if name in item)
                if _ARTICLE_TYPES.search(str(item.get("@type", ""))):
                    objects.append(item)
    objects.sort(key=lambda item: "article" not in str(item.get("@type", "")).lower())
    yield from objects


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if metas.get(name)), "")


def _name(value: Any) -> str:
    """The name in a JSON-LD value: a string, an object with a name, or a list of them."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return ", ".join(name for name in map(_name, value) if name)
    if isinstance(value, Mapping):
        return _name(value.get("name")) if isinstance(value.get("name"), str | list) else ""
    return ""


def _title(tree: Any, stated: list[Mapping[str, Any]], metas: Mapping[str, str]) -> str:
    for item in stated:
        if isinstance(item.get("headline"), str) and item["headline"].strip():
            return " ".join(item["headline"].split())
    named = _first(metas, _META_TITLES)
    if named:
        return named
    headings = [" ".join(heading.text_content().split()) for heading in tree.iterfind(".//h1")]
    headings = [heading for heading in headings if heading]
    if len(headings) == 1:
        return headings[0]
    title = tree.find(".//title")
    return " ".join(title.text_content().split()) if title is not None else ""


def _outlet(stated: list[Mapping[str, Any]], metas: Mapping[str, str]) -> str:
    names = (_name(item.get("publisher")) for item in stated)
    return next((name for name in names if name), "") or _first(metas, _META_OUTLETS)


def _byline(stated: list[Mapping[str, Any]], metas: Mapping[str, str]) -> str:
    names = [_name(item.get("author")) for item in stated] + [_first(metas, _META_AUTHORS)]
    return next((name for name in names if name and not name.startswith(("http:", "https:"))), "")


def _url(tree: Any, stated: list[Mapping[str, Any]], metas: Mapping[str, str]) -> str:
    link = tree.find('.//link[@rel="canonical"]')
    named = [link.get("href") if link is not None else "", metas.get("og:url", "")]
    named.extend(item["url"] for item in stated if isinstance(item.get("url"), str))
    return next((url.strip() for url in named if url and url.strip().startswith(("http://", "https://"))), "")


def _language(tree: Any, stated: list[Mapping[str, Any]]) -> str:
    root = tree if tree.tag == "html" else tree.find(".//html")
    named = (root.get("lang") or "") if root is not None else ""
    return named.strip() or next((_name(item.get("inLanguage")) for item in stated), "")


def _published(
    tree: Any, stated: list[Mapping[str, Any]], metas: Mapping[str, str], url: str, text: str
) -> tuple[Published | None, str | None]:
    """The page's date and, where a stated one is impossible and nothing else is said, why."""
    bad: str | None = None
    for where, words in _stated_dates(tree, stated, metas):
        if is_absent(words):
            continue
        try:
            return published_from(words, "metadata", 0.95, f"the page's {where} says {words[:40]!r}", url), None
        except BadDateError as error:
            bad = bad or str(error)
    day = _htmldate(tree)
    if day is None or _tells_of(day, text):
        return None, bad
    reason = "htmldate found this date in the page"
    return published_from(day, "metadata", 0.6, reason, None), None


def _stated_dates(tree: Any, stated: list[Mapping[str, Any]], metas: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in ("datePublished", "dateCreated"):
        for item in stated:
            if isinstance(item.get(name), str):
                yield f"JSON-LD {name}", item[name]
    for name in _META_DATES:
        if metas.get(name):
            yield f"meta element {name}", metas[name]
    for element in tree.iterfind(".//*[@itemprop]"):
        if element.get("itemprop", "").lower() == "datepublished":
            yield "itemprop datePublished", element.get("datetime") or element.get("content") or element.text_content()
    times = [element for element in tree.iterfind(".//time[@datetime]") if not _is_aside(element)]
    marked = [time for time in times if "pub" in (time.get("class", "") + " " + str(time.get("pubdate"))).lower()]
    for element in marked or times[:1]:
        yield "time element", element.get("datetime")


def _is_aside(element: Any) -> bool:
    """Whether an element stands among links to other articles or in comments."""
    for outer in element.iterancestors():
        marks = f"{outer.get('class', '')} {outer.get('id', '')}".lower()
        if outer.tag in ("aside", "nav", "footer", "a") or re.search(r"comment|related|sidebar|promo|recirc", marks):
            return True
    return False


def _tells_of(day: str, text: str) -> bool:
    """Whether the article itself names that day: then it is what the article tells of, not when it came out."""
    for found in DATE_WORDS.finditer(text):
        try:
            dated = parse_date(found.group())
        except BadDateError:
            continue
        if dated.earliest <= day <= dated.latest:
            return True
    return False


def _htmldate(tree: Any) -> str | None:
    import htmldate

    try:
        day = htmldate.find_date(tree, extensive_search=False, original_date=True, max_date=_LATEST, url="")
    except Exception:  # noqa: BLE001 - a page that breaks the date finder is a page without a date
        return None
    return day if isinstance(day, str) else None
