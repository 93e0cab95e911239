"""A verified draft as a page: the draft with marks in its margin."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whence.show.templating import one_direction
from whence.show.verify.margin import blocks
from whence.story.queries_cited import Place
from whence.verify.rows import Verified


def render_html(verified: Verified) -> str:
    """The draft as one HTML document that opens without a network."""
    environment = _environment()
    assert environment.loader is not None
    style = Markup("\n".join(environment.loader.get_source(environment, n)[0] for n in ("story.css", "verify.css")))
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    page = environment.get_template("verify_page.html")
    return page.render(verified=verified, blocks=blocks(verified), link=None, style=style, policy=policy) + "\n"


def render_part(verified: Verified, link: Callable[[Place], str] | None = None) -> Markup:
    """The same without the page around it, for a page that holds `verify.css`; `link` gives a place's address."""
    part = _environment().get_template("verify_part.html")
    return Markup(part.render(verified=verified, blocks=blocks(verified), link=link))


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("whence.show", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, finalize=one_direction,
    )  # fmt: skip


__all__ = ["render_html", "render_part"]
